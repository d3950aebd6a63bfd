//! Compiles law files (TOML) into a law pack.
//!
//! It refuses what makes no sense: unknown names, wrong types and units, duplicate ids, dates out of order, and any duty
//! without citation, date or tests. Every refusal names file, line and column. What a law *means* is not known here; that
//! is the engine's business.

mod cases;
mod condition;
mod error;
pub mod hub;
pub mod licences;
mod link;
mod select;
mod source;
mod typescript;
mod vocabulary;

pub use cases::{Case, Expectation};
pub use error::{CompileError, Errors};
pub use select::{TWO_LAWS, select};
pub use typescript::{facts_page, json_schema, typescript};

use lexcard_law_format::Pack;
use std::path::Path;

/// A compiled pack with the cases that prove it.
#[derive(Debug)]
pub struct Compiled {
    /// The pack as written.
    pub bytes: Vec<u8>,
    /// The same, decoded. Strings live as long as the process: this is a build tool.
    pub pack: Pack<'static>,
    pub cases: Vec<Case>,
    /// Every file that was read, for `cargo::rerun-if-changed`.
    pub files: Vec<String>,
}

/// Compiles the folder of laws at `root`.
///
/// # Errors
/// All problems found, not only the first.
pub fn compile(root: &Path) -> Result<Compiled, Errors> {
    let sources = source::read(root)?;
    let pack = link::link(&sources)?;
    let cases = cases::collect(&sources, &pack)?;
    let bytes = pack.encode();
    Ok(Compiled { bytes, pack, cases, files: sources.files })
}

/// Reads a pack back and checks every index in it: an engine trusts the pack it was built with.
///
/// # Errors
/// What is wrong with it.
pub fn verify(bytes: &[u8]) -> Result<(), String> {
    lexcard_law_format::Pack::decode(bytes).map(|_| ()).map_err(|e| e.to_string())
}

/// SHA-256 of a pack, in lower-case hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}
