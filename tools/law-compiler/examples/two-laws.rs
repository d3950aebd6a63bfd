//! Writes the pack of the two laws whose speed and size have bars of their own:
//! `cargo run -p lexcard-law-compiler --example two-laws -- FILE`.

use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).ok_or("usage: two-laws FILE")?;
    let laws = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src/laws");
    let compiled = lexcard_law_compiler::compile(&laws).map_err(|errors| errors.to_string())?;
    let pack = lexcard_law_compiler::select(&compiled.pack, &lexcard_law_compiler::TWO_LAWS);
    std::fs::write(file, pack.encode())?;
    Ok(())
}
