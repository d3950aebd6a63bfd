//! Lexcard: which AI-law duties a model release triggers, for whom and from when; and what its model card misses.

pub use lexcard_law_format as law_format;
