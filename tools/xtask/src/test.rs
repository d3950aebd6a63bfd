//! Everything CI runs, cheapest first, each part told apart and all of it added up at the end. A part that fails does
//! not keep the later ones from running, unless they need what it makes.

use crate::job::Job;
use crate::setup::{self, Browser, Npm, WASM};
use crate::tally::{Counted, Tally};
use crate::{Result, build, serve, size};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How much to run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// Everything.
    Full,
    /// Without other runtimes, bundlers and browsers; for a developer's quick look, never in CI.
    Quick,
}

/// Node test files that need nothing but Node and the built package.
const QUICK_FILES: [&str; 2] = ["boundary.test.mjs", "node.test.mjs"];

/// Crates that must not come into the Wasm by way of a dependency: a clock, randomness, or a hundred kilobytes.
const UNWANTED: [&str; 6] = ["getrandom", "rand", "chrono", "time", "regex", "console_error_panic_hook"];

/// Variables that name browsers, and where these are.
type Browsers = [(&'static str, PathBuf)];

/// Runs all parts and prints the totals.
pub(crate) fn run(root: &Path, extent: Extent) -> Result {
    if extent == Extent::Quick && std::env::var_os("CI").is_some() {
        return Err("`--quick` is for a developer's quick look; CI runs everything".to_owned());
    }
    let mut tally = Tally::default();

    heading("Set-up");
    setup::for_build(root)?;
    let mut browsers = Vec::new();
    if extent == Extent::Full {
        setup::npm(root, Npm::Tests)?;
        for browser in [Browser::Chromium, Browser::Firefox] {
            browsers.push((browser.variable(), browser.find()?));
        }
    }

    heading("Rust");
    tally.check(Job::cargo("cargo fmt --check").args(["fmt", "--all", "--check"]).folder(root).run());
    tally.check(clippy(root, "native", &["--workspace", "--all-targets"]));
    tally.check(clippy(
        root,
        "Wasm",
        &["--lib", "--no-default-features", "--features", "js,formats", "--target", WASM],
    ));
    tally.check(dependencies(root));
    // The glue generator has no tests, and building it twice would cost a minute.
    let selection = ["test", "--workspace", "--exclude", "wasm-glue", "--no-fail-fast"];
    suite(&mut tally, Job::cargo("cargo test").args(selection).folder(root));

    heading("Package");
    let built = build::package(root);
    let package_is_there = built.is_ok();
    tally.check(built.map(drop));
    if package_is_there {
        tally.check(size::check(root));
        packaging(root, &mut tally, extent, &browsers);
        if extent == Extent::Full {
            pages(root, &mut tally, &browsers);
        }
    }
    tally.close()
}

/// Card findings against hand-read cards; the test says so itself where they are absent.
pub(crate) fn accuracy(root: &Path) -> Result {
    Job::cargo("card findings against hand-read cards")
        .args(["test", "--package", "lexcard", "--test", "card_accuracy", "--", "--nocapture"])
        .folder(root)
        .run()
}

fn heading(text: &str) {
    println!("\n── {text} ──");
}

fn clippy(root: &Path, what: &str, selection: &[&str]) -> Result {
    Job::cargo(&format!("cargo clippy, {what}, warnings are errors"))
        .args(["clippy", "--quiet"])
        .args(selection)
        .args(["--", "-D", "warnings"])
        .folder(root)
        .run()
}

/// The core has no clock, no randomness and no heavy guest, not even through a dependency's default feature.
fn dependencies(root: &Path) -> Result {
    let arguments = [
        "--no-default-features",
        "--features",
        "js,formats",
        "--target",
        WASM,
        "--edges",
        "normal",
        "--prefix",
        "none",
    ];
    let mut unwanted = Vec::new();
    let mut seen = 0;
    Job::cargo("cargo tree: what the Wasm is made of")
        .args(["tree", "--package", "lexcard"])
        .args(arguments)
        .folder(root)
        .run_reading(|line| {
            let name = line.split(' ').next().unwrap_or_default();
            seen += 1;
            if UNWANTED.contains(&name) {
                unwanted.push(name.to_owned());
            }
        })?;
    match (seen, unwanted.as_slice()) {
        (0, _) => Err("cargo tree named no crate".to_owned()),
        (_, []) => Ok(()),
        (_, unwanted) => Err(format!("the Wasm would contain {}", unwanted.join(", "))),
    }
}

/// The package as a stranger gets it: packed, installed from the tarball, loaded by each runtime and bundler.
fn packaging(root: &Path, tally: &mut Tally, extent: Extent, browsers: &Browsers) {
    let consumer = build::target_folder(root).join("packaging");
    let prepared = Job::new("npm pack, then install the tarball into an empty project", "node")
        .args([root.join("tests/packaging/prepare.mjs").as_path(), consumer.as_path()])
        .run();
    if !tally.check(prepared) {
        return;
    }
    // The tests compare each runtime's answers with those of the native program, built here with overflow checks.
    let built = Job::cargo("rustc: the command line program").args(["build", "--bin", "lexcard"]).folder(root).run();
    if !tally.check(built) {
        return;
    }
    let program = build::target_folder(root).join("debug").join(format!("lexcard{}", std::env::consts::EXE_SUFFIX));
    let folder = root.join("tests/packaging");
    let files = match extent {
        Extent::Quick => QUICK_FILES.iter().map(|name| folder.join(name)).collect(),
        Extent::Full => test_files(&folder),
    };
    let job = node_tests("the package in each runtime and bundler", files, browsers)
        .env("LEXCARD_CONSUMER", &consumer)
        .env("LEXCARD_CLI", program);
    suite(tally, job);
}

/// The web demo in a browser, from the very server that `cargo xtask demo` starts.
fn pages(root: &Path, tally: &mut Tally, browsers: &Browsers) {
    let files = test_files(&root.join("tests/browser"));
    if files.is_empty() {
        return;
    }
    match serve::listen(0)
        .and_then(|listener| Ok((listener.local_addr().map_err(|error| error.to_string())?, listener)))
    {
        Ok((address, listener)) => {
            let folder = root.join("www/demo");
            std::thread::spawn(move || serve::forever(&listener, &folder));
            let job = node_tests("the web demo and the extension in browsers", files, browsers)
                .env("LEXCARD_DEMO", format!("http://{address}/"));
            suite(tally, job);
        }
        Err(explanation) => {
            tally.check(Err(explanation));
        }
    }
}

fn node_tests(title: &str, files: Vec<PathBuf>, browsers: &Browsers) -> Job {
    let job = Job::new(title, "node")
        .args(["--test", "--test-reporter=spec", "--test-concurrency=2"])
        .args(files)
        .at_most(Duration::from_secs(15 * 60));
    browsers.iter().fold(job, |job, (variable, browser)| job.env(variable, browser))
}

fn suite(tally: &mut Tally, job: Job) {
    let mut counted = Counted::default();
    let outcome = job.run_seeing(|line| counted.read(line));
    tally.suite(&counted, outcome);
}

fn test_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(files) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = files
        .filter_map(|file| file.ok().map(|file| file.path()))
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    files.sort();
    files
}
