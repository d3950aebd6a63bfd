//! `cargo xtask <command>`: everything that is done to this project, in one place.
//!
//! Each command sets up what it needs and skips what is already there, so a fresh clone needs cargo and Node and
//! nothing else. This crate decides order and explains failures; it knows no law, no Markdown and no JavaScript.

mod bench;
mod build;
mod demo;
mod job;
mod serve;
mod setup;
mod size;
mod tally;
mod test;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What went wrong, in words for the person at the terminal.
pub(crate) type Result<T = ()> = std::result::Result<T, String>;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  demo [--no-serve] [--port N]   check a sample release in the terminal, then serve the web demo
  test [--quick]                 everything CI runs; --quick leaves out the other runtimes, bundlers and browsers
  build                          the npm package in pkg-config/, with its Wasm
  size [--accept]                the package's sizes against the budget; --accept writes today's sizes as the budget
  size --parts                   which crates and modules the bytes come from
  bench                          ratios against what one would use instead
  accuracy                       card findings against hand-read cards in ../shared
  setup                          all set-up steps and nothing else

Needs cargo and Node 20.19 or newer on the machine; sets up the rest itself.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut words = arguments.iter().map(String::as_str);
    let command = words.next().unwrap_or("help");
    let options: Vec<&str> = words.collect();
    let root = project_root();
    let outcome = match (command, options.as_slice()) {
        ("setup", []) => setup::everything(&root),
        ("build", []) => build::package(&root).map(drop),
        ("size", []) => size::check(&root),
        ("size", ["--accept"]) => size::accept(&root),
        ("size", ["--parts"]) => size::parts(&root),
        ("test", []) => test::run(&root, test::Extent::Full),
        ("test", ["--quick"]) => test::run(&root, test::Extent::Quick),
        ("bench", []) => bench::run(&root),
        ("accuracy", []) => test::accuracy(&root),
        ("demo", options) => demo::run(&root, options),
        ("help" | "--help" | "-h", _) => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprint!("cargo xtask does not know `{}`.\n\n{USAGE}", arguments.join(" "));
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(explanation) => {
            eprintln!("\n✗ {explanation}");
            ExitCode::FAILURE
        }
    }
}

/// The folder with the workspace's `Cargo.toml`: two above this crate, wherever the command was called from.
fn project_root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}
