//! Compiles `src/laws` into the embedded law pack. Any mistake in a law stops the build with file, line and column.
//!
//! `LEXCARD_LAWS` chooses laws for a lean build: beginnings of provision ids with commas between them, such as
//! `us.wa.2225/,us.ca.243/`, or `two-laws` for those whose size has a bar of its own.

use std::path::Path;

fn main() {
    let root = Path::new("src/laws");
    println!("cargo::rerun-if-changed=src/laws");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=LEXCARD_LAWS");
    println!("cargo::rustc-check-cfg=cfg(js_boundary)");
    let target = |name: &str| std::env::var(format!("CARGO_CFG_TARGET_{name}")).unwrap_or_default();
    if std::env::var_os("CARGO_FEATURE_JS").is_some() && target("FAMILY").contains("wasm") && target("OS") == "unknown"
    {
        println!("cargo::rustc-cfg=js_boundary");
    }
    match lexcard_law_compiler::compile(root) {
        Ok(compiled) => {
            let (pack, bytes) = match std::env::var("LEXCARD_LAWS").as_deref() {
                Ok(chosen) if !chosen.is_empty() => {
                    let list: Vec<&str> = chosen.split(',').map(str::trim).collect();
                    let prefixes = if list == ["two-laws"] { lexcard_law_compiler::TWO_LAWS.to_vec() } else { list };
                    let pack = lexcard_law_compiler::select(&compiled.pack, &prefixes);
                    if pack.duties.is_empty() {
                        println!("cargo::error=no provision begins as LEXCARD_LAWS says: {chosen}");
                    }
                    let bytes = pack.encode();
                    (pack, bytes)
                }
                _ => (compiled.pack, compiled.bytes),
            };
            if let Err(e) = lexcard_law_compiler::verify(&bytes) {
                println!("cargo::error=the law pack does not hold together: {e}");
            }
            let out = std::env::var_os("OUT_DIR").unwrap_or_default();
            if let Err(e) = std::fs::write(Path::new(&out).join("laws.pack"), &bytes) {
                println!("cargo::error=the law pack cannot be written: {e}");
            }
            let types = lexcard_law_compiler::typescript(&pack);
            if let Err(e) = std::fs::write(Path::new(&out).join("release.d.ts"), types) {
                println!("cargo::error=the types of the facts cannot be written: {e}");
            }
            println!("cargo::rustc-env=LEXCARD_PACK_SHA256={}", lexcard_law_compiler::sha256(&bytes));
        }
        Err(errors) => {
            for e in errors.0 {
                println!("cargo::error=src/laws/{e}");
            }
        }
    }
}
