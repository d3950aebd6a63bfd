//! Compiles `src/laws` into the embedded law pack. Any mistake in a law stops the build with file, line and column.

use std::path::Path;

fn main() {
    let root = Path::new("src/laws");
    println!("cargo::rerun-if-changed=src/laws");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(js_boundary)");
    let target = |name: &str| std::env::var(format!("CARGO_CFG_TARGET_{name}")).unwrap_or_default();
    if std::env::var_os("CARGO_FEATURE_JS").is_some() && target("FAMILY").contains("wasm") && target("OS") == "unknown"
    {
        println!("cargo::rustc-cfg=js_boundary");
    }
    match lexcard_law_compiler::compile(root) {
        Ok(compiled) => {
            let out = std::env::var_os("OUT_DIR").unwrap_or_default();
            if let Err(e) = std::fs::write(Path::new(&out).join("laws.pack"), &compiled.bytes) {
                println!("cargo::error=the law pack cannot be written: {e}");
            }
            let types = lexcard_law_compiler::typescript(&compiled.pack);
            if let Err(e) = std::fs::write(Path::new(&out).join("release.d.ts"), types) {
                println!("cargo::error=the types of the facts cannot be written: {e}");
            }
            println!("cargo::rustc-env=LEXCARD_PACK_SHA256={}", lexcard_law_compiler::sha256(&compiled.bytes));
        }
        Err(errors) => {
            for e in errors.0 {
                println!("cargo::error=src/laws/{e}");
            }
        }
    }
}
