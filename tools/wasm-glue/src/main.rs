//! Turns a Wasm file that rustc wrote into the pair that JavaScript loads: `<name>_bg.wasm` and `<name>.js`.
//!
//! This is wasm-bindgen's own library in a program of its own, for two reasons: nobody has to install a tool of the
//! exact version, and `cargo xtask` itself starts in seconds because only a Wasm build compiles this crate.
//!
//! usage: wasm-glue INPUT.wasm OUTPUT_DIR NAME

use std::process::ExitCode;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [input, output_dir, name] = arguments.as_slice() else {
        eprintln!("usage: wasm-glue INPUT.wasm OUTPUT_DIR NAME");
        return ExitCode::from(2);
    };
    let mut bindgen = Bindgen::new();
    bindgen.input_path(input).out_name(name).typescript(true).remove_producers_section(true);
    // No path to the Wasm file inside the glue: each entry point of the package names it the way its runtime wants.
    bindgen.omit_default_module_path(true);
    // Lets the package start a fresh instance after a trap.
    bindgen.reset_state_function(true);
    let written = bindgen.web(true).and_then(|bindgen| bindgen.generate(output_dir));
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("wasm-glue: {error:#}");
            ExitCode::FAILURE
        }
    }
}
