//! The JavaScript boundary: the only file that names wasm_bindgen.

#![expect(unreachable_pub, reason = "wasm-bindgen exports these; no Rust path leads to them")]

use wasm_bindgen::prelude::wasm_bindgen;

/// Version of the engine, as in its `Cargo.toml`.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
