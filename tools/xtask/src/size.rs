//! The package's sizes against its budget in `pkg-config/size.json`. The measuring is a script, since Node has
//! gzip and Brotli built in.

use crate::Result;
use crate::job::Job;
use crate::setup::Npm;
use std::path::Path;

/// Fails when a size is more than 2 % over the budget.
pub(crate) fn check(root: &Path) -> Result {
    run(root, &[])
}

/// Writes today's sizes as the budget: part of the commit that grows the package, so that growth is a decision.
pub(crate) fn accept(root: &Path) -> Result {
    run(root, &["--accept"])
}

/// Shows which crates and modules the bytes come from.
pub(crate) fn parts(root: &Path) -> Result {
    let package = Npm::Package.folder(root);
    crate::setup::for_build(root)?;
    let compiled = crate::build::compile(root, crate::build::Extent::Full)?;
    Job::new("where the bytes come from, before Binaryen", "node").args([package.join("parts.mjs"), compiled]).run()
}

fn run(root: &Path, options: &[&str]) -> Result {
    let package = Npm::Package.folder(root);
    if !package.join("dist/lexcard_bg.wasm").is_file() {
        crate::build::package(root)?;
    }
    let two_laws = crate::build::two_laws(root)?;
    Job::new("sizes against the budget", "node").args([package.join("size.mjs"), two_laws]).args(options).run()
}
