//! Makes the npm package's `dist/`: rustc, then wasm-bindgen's glue, then Binaryen, then the package's own build
//! script, which checks the glue and writes one script, its types and the inline copy.

use crate::Result;
use crate::job::Job;
use crate::setup::{self, Npm, WASM};
use std::path::{Path, PathBuf};

/// Wasm features that rustc's output uses and every runtime we name has. Never `--all-features`: with it the
/// optimiser writes types that Node 20 refuses to load.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Sections that nothing at run time reads.
const STRIP: [&str; 3] = ["--strip-debug", "--strip-producers", "--strip-target-features"];

/// What goes into a Wasm file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// All laws and all forms of an answer: what the package ships.
    Full,
    /// Two laws and answers as data: what the size's own bar is about.
    TwoLaws,
}

impl Extent {
    const fn features(self) -> &'static str {
        match self {
            Self::Full => "js,formats",
            Self::TwoLaws => "js",
        }
    }
}

/// Sets up, builds and returns the package folder.
pub(crate) fn package(root: &Path) -> Result<PathBuf> {
    setup::for_build(root)?;
    let package = Npm::Package.folder(root);
    let compiled = compile(root, Extent::Full)?;
    let made = target_folder(root).join("glue");
    fresh_folder(&made)?;
    glue(root, &compiled, &made)?;
    optimise(&package, &made)?;
    Job::new("package: one script, its types and the inline copy", "node")
        .args([package.join("build.mjs"), made])
        .run_quietly()?;
    copy_for_pages(root, &package)?;
    Ok(package)
}

/// Compiles the library for Wasm and says where the file is; it still has the names of its functions.
pub(crate) fn compile(root: &Path, extent: Extent) -> Result<PathBuf> {
    // A folder of its own, so that the two do not make each other out of date.
    let folder = match extent {
        Extent::Full => target_folder(root),
        Extent::TwoLaws => target_folder(root).join("two-laws"),
    };
    let job = Job::cargo("rustc: the library for Wasm, one to two minutes the first time")
        .args(["build", "--release", "--lib", "--no-default-features", "--target", WASM])
        .args(["--features", extent.features(), "--target-dir"])
        .args([&folder])
        .folder(root);
    let job = if extent == Extent::TwoLaws { job.env("LEXCARD_LAWS", "two-laws") } else { job };
    job.run()?;
    let compiled = folder.join(WASM).join("release/lexcard.wasm");
    if compiled.is_file() { Ok(compiled) } else { Err(format!("cargo did not write {}", compiled.display())) }
}

/// The Wasm with two laws and without forms, as it would be shipped.
pub(crate) fn two_laws(root: &Path) -> Result<PathBuf> {
    setup::for_build(root)?;
    let compiled = compile(root, Extent::TwoLaws)?;
    let made = target_folder(root).join("two-laws/glue");
    fresh_folder(&made)?;
    glue(root, &compiled, &made)?;
    optimise(&Npm::Package.folder(root), &made)?;
    Ok(made.join("lexcard_bg.wasm"))
}

fn glue(root: &Path, compiled: &Path, made: &Path) -> Result {
    Job::cargo("wasm-bindgen: JavaScript glue (the first time it compiles the generator, about a minute)")
        .args(["run", "--package", "wasm-glue", "--"])
        .args([compiled, made, Path::new("lexcard")])
        .folder(root)
        .run()
}

fn optimise(package: &Path, made: &Path) -> Result {
    let wasm = made.join("lexcard_bg.wasm");
    Job::new("binaryen: wasm-opt -Oz", "node")
        .args([package.join("node_modules/binaryen/bin/wasm-opt")])
        // Functions with one caller stay by themselves: a lazy compiler then skips those not called.
        .args(["-Oz", "--one-caller-inline-max-function-size=50"])
        .args(FEATURES)
        .args(STRIP)
        .args([wasm.as_path(), Path::new("-o"), wasm.as_path()])
        .run_quietly()
}

/// The web pages under `www/` load the same files the package ships, from a folder beside them.
fn copy_for_pages(root: &Path, package: &Path) -> Result {
    let demo = root.join("www/demo");
    if !demo.is_dir() {
        return Ok(());
    }
    let target = demo.join("lexcard");
    for part in ["entry", "dist"] {
        fresh_folder(&target.join(part))?;
        let from = package.join(part);
        let files = std::fs::read_dir(&from).map_err(|error| format!("{}: {error}", from.display()))?;
        // Scripts, styles and the Wasm; no page loads the schemas in their folder.
        for file in files.filter_map(std::result::Result::ok).filter(|file| file.path().is_file()) {
            let to = target.join(part).join(file.file_name());
            std::fs::copy(file.path(), &to).map_err(|error| format!("{}: {error}", to.display()))?;
        }
    }
    Job::new("pages: what they load, compressed as well", "node")
        .args([package.join("compress.mjs"), target])
        .run_quietly()
}

/// An existing, empty folder.
pub(crate) fn fresh_folder(folder: &Path) -> Result {
    let failed = |error: std::io::Error| format!("{} cannot be made: {error}", folder.display());
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(failed)?;
    }
    std::fs::create_dir_all(folder).map_err(failed)
}

/// Where cargo writes: `CARGO_TARGET_DIR` or `target`.
pub(crate) fn target_folder(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |folder| root.join(folder))
}
