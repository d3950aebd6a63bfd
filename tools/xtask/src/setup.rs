//! The set-up steps. Each one first looks whether its work is already done, and says in plain words what to do when
//! it cannot do it. Nothing is installed outside the clone except the Wasm half of Rust's standard library (through
//! rustup) and, for browser tests as root on Debian, Chromium and Firefox.

use crate::Result;
use crate::job::Job;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The compilation target of the npm package.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Oldest Node that loads ES modules through `require`.
const OLDEST_NODE: (u32, u32) = (20, 19);

/// A folder with a `package.json` and a committed lock file.
#[derive(Clone, Copy)]
pub(crate) enum Npm {
    /// The package itself and the Wasm optimiser it is built with.
    Package,
    /// Runtimes, bundlers and a browser driver that the tests load the package into.
    Tests,
    /// What one would use instead of Lexcard; the benchmark measures against them.
    Bench,
}

impl Npm {
    pub(crate) fn folder(self, root: &Path) -> PathBuf {
        root.join(match self {
            Npm::Package => "pkg-config",
            Npm::Tests => "tests",
            Npm::Bench => "tools/bench",
        })
    }

    fn title(self) -> &'static str {
        match self {
            Npm::Package => "npm ci in pkg-config: the Wasm optimiser",
            Npm::Tests => "npm ci in tests: runtimes and bundlers, about 500 MB, a minute or so",
            Npm::Bench => "npm ci in tools/bench: the libraries we measure against",
        }
    }
}

/// Every step, for those who want to go offline afterwards.
pub(crate) fn everything(root: &Path) -> Result {
    for_build(root)?;
    npm(root, Npm::Tests)?;
    npm(root, Npm::Bench)?;
    for browser in [Browser::Chromium, Browser::Firefox] {
        println!("✓ browser tests will use {}", browser.find()?.display());
    }
    Ok(())
}

/// What compiling the npm package needs.
pub(crate) fn for_build(root: &Path) -> Result {
    node()?;
    wasm_std()?;
    npm(root, Npm::Package)
}

/// Rust's standard library for Wasm.
fn wasm_std() -> Result {
    if wasm_std_present() {
        return Ok(());
    }
    let advice = "Install it by hand with `rustup target add wasm32-unknown-unknown`. Where Rust comes from the \
                  distribution and there is no rustup, docs/setup.md has a recipe.";
    if Job::answer("rustup", &["--version"]).is_none() {
        return Err(format!("Rust's standard library for {WASM} is missing and rustup is not on PATH.\n  {advice}"));
    }
    Job::new("rustup target add wasm32-unknown-unknown", "rustup")
        .args(["target", "add", WASM])
        .at_most(Duration::from_secs(5 * 60))
        .hint("Check the network, or try the same command by hand.")
        .run()?;
    if wasm_std_present() {
        Ok(())
    } else {
        Err(format!("rustup ended well, but the compiler that cargo uses still has no {WASM} library.\n  {advice}"))
    }
}

fn wasm_std_present() -> bool {
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let Some(folder) = Job::answer(&rustc, &["--print", "target-libdir", "--target", WASM]) else {
        return false;
    };
    std::fs::read_dir(folder)
        .is_ok_and(|mut files| files.any(|file| file.is_ok_and(|file| is_std(&file.file_name().to_string_lossy()))))
}

fn is_std(name: &str) -> bool {
    name.starts_with("libstd-") && Path::new(name).extension().is_some_and(|extension| extension == "rlib")
}

/// Node, new enough, with npm beside it.
fn node() -> Result {
    let (major, minor) = OLDEST_NODE;
    let advice =
        format!("Install Node {major}.{minor} or newer (nodejs.org, your distribution, or a version manager).");
    let Some(version) = Job::answer("node", &["--version"]) else {
        return Err(format!("Node is not on PATH.\n  {advice}"));
    };
    if !new_enough(&version) {
        return Err(format!("Node {version} is too old for the tools we use.\n  {advice}"));
    }
    if Job::answer("npm", &["--version"]).is_none() {
        return Err(format!("Node is here but npm is not.\n  {advice}"));
    }
    Ok(())
}

fn new_enough(version: &str) -> bool {
    let mut numbers = version.trim_start_matches('v').split('.').map(str::parse::<u32>);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(major)), Some(Ok(minor))) => (major, minor) >= OLDEST_NODE,
        _ => false,
    }
}

/// `npm ci`, unless what is installed was installed from this very lock file.
pub(crate) fn npm(root: &Path, which: Npm) -> Result {
    let folder = which.folder(root);
    let lock = folder.join("package-lock.json");
    let wanted = std::fs::read(&lock).map_err(|error| format!("{} cannot be read: {error}", lock.display()))?;
    let stamp = folder.join("node_modules").join(".installed-from");
    if std::fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    Job::new(which.title(), "npm")
        .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
        .folder(&folder)
        .at_most(Duration::from_secs(15 * 60))
        .hint("npm must reach its registry the first time; behind a proxy, set HTTPS_PROXY or npm's own configuration.")
        .run_quietly()?;
    std::fs::write(&stamp, wanted).map_err(|error| format!("{} cannot be written: {error}", stamp.display()))
}

/// A browser that tests run in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Browser {
    Chromium,
    Firefox,
}

impl Browser {
    /// The variable that names one, here and for the tests.
    pub(crate) const fn variable(self) -> &'static str {
        match self {
            Self::Chromium => "CHROME",
            Self::Firefox => "FIREFOX",
        }
    }

    const fn programs(self) -> &'static [&'static str] {
        match self {
            Self::Chromium => &["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"],
            Self::Firefox => &["firefox-esr", "firefox"],
        }
    }

    /// Debian's package.
    const fn package(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox-esr",
        }
    }

    /// What the variable names, else one on PATH, else Debian's, installed when we are root.
    pub(crate) fn find(self) -> Result<PathBuf> {
        let (variable, package) = (self.variable(), self.package());
        if let Some(named) = std::env::var_os(variable) {
            let path = PathBuf::from(named);
            return if path.is_file() {
                Ok(path)
            } else {
                Err(format!("{variable} names {}, and no such file exists.", path.display()))
            };
        }
        if let Some(found) = self.on_path() {
            return Ok(found);
        }
        let advice = match self {
            Self::Chromium => {
                "Install Chromium or Chrome, or set CHROME to the path of one; `cargo xtask test --quick` does without."
            }
            Self::Firefox => {
                "Install Firefox 140 or later, or set FIREFOX to the path of one; `cargo xtask test --quick` does without."
            }
        };
        let root = Job::answer("id", &["-u"]).is_some_and(|id| id == "0");
        if !root || Job::answer("apt-get", &["--version"]).is_none() {
            return Err(format!(
                "No {package} on PATH, and it can be installed from here only as root on Debian.\n  {advice}"
            ));
        }
        let apt = |title: &str, arguments: &[&str], minutes: u64| {
            Job::new(title, "apt-get")
                .args(arguments)
                .env("DEBIAN_FRONTEND", "noninteractive")
                .at_most(Duration::from_secs(minutes * 60))
                .hint(advice)
                .run_quietly()
        };
        apt("apt-get update: list of Debian's packages", &["update", "-q"], 5)?;
        apt(
            &format!("apt-get install {package}: for the browser tests, about 100 MB to fetch"),
            &["install", "-q", "-y", "--no-install-recommends", package, "fonts-dejavu-core"],
            15,
        )?;
        self.on_path().ok_or_else(|| format!("{package} was installed but is not on PATH.\n  {advice}"))
    }

    fn on_path(self) -> Option<PathBuf> {
        let path = std::env::var_os("PATH")?;
        self.programs()
            .iter()
            .flat_map(|name| std::env::split_paths(&path).map(move |folder| folder.join(name)))
            .find(|candidate| candidate.is_file())
    }
}

#[cfg(test)]
mod tests {
    use super::{is_std, new_enough};

    #[test]
    fn node_versions() {
        assert!(new_enough("v20.19.0"));
        assert!(new_enough("v22.1.0"));
        assert!(!new_enough("v20.18.3"));
        assert!(!new_enough("v18.99.0"));
        assert!(!new_enough("nonsense"));
    }

    #[test]
    fn only_the_library_counts() {
        assert!(is_std("libstd-0123abcd.rlib"));
        assert!(!is_std("libstd_detect-0123abcd.rlib"));
        assert!(!is_std("libstd-0123abcd.so"));
    }
}
