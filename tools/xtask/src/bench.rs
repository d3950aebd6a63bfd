//! The benchmark: builds the package, sets up the peers, and lets `tools/bench` measure both in one process.

use crate::job::Job;
use crate::setup::{self, Browser, Npm};
use crate::{Result, build};
use std::path::Path;

/// Prints the table of ratios and writes it below cargo's target folder.
pub(crate) fn run(root: &Path) -> Result {
    build::package(root)?;
    setup::npm(root, Npm::Tests)?;
    setup::npm(root, Npm::Bench)?;
    let chromium = Browser::Chromium.find()?;
    let two_laws = build::two_laws(root)?;
    let pack = build::target_folder(root).join("two-laws.pack");
    Job::cargo("law compiler: the pack with two laws")
        .args(["run", "--package", "lexcard-law-compiler", "--example", "two-laws", "--"])
        .args([&pack])
        .folder(root)
        .run()?;
    let table = build::target_folder(root).join("bench.md");
    Job::new("benchmark: all candidates take turns in one process, about two minutes", "node")
        .args([Npm::Bench.folder(root).join("bench.mjs"), table.clone(), pack, two_laws])
        .env("CHROME", chromium)
        .run()?;
    Job::cargo("natively: linting as a multiple of its two parsers alone")
        .args(["test", "--release", "--test", "cards", "linting", "--", "--nocapture"])
        .folder(root)
        .run()?;
    println!("The table is in {}", table.display());
    Ok(())
}
