//! Lexcard: which AI-law duties a model release triggers, for whom and from when; and what its model card misses.

pub mod card;
pub mod diagnostic;
pub mod law;
pub mod licence;
pub mod openness;
pub mod release;
pub mod span;
pub mod truth;

pub use lexcard_law_format as law_format;

#[cfg(all(feature = "js", target_family = "wasm", target_os = "unknown"))]
mod js;
