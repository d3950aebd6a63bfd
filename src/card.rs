//! Reads a Hugging Face-style model card and says what is in it, with the place of everything.
//!
//! This side knows cards and knows no law: which duty asks for what is decided elsewhere.

pub mod body;
pub mod front_matter;
pub mod yaml;
