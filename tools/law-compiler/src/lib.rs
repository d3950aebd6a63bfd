//! Compiles law files (TOML) into a law pack.

pub mod hub;
pub mod licences;
