//! The command line, run from JavaScript.

use crate::cli::{self, Entry, Host, Kind};
use crate::report::text::Style;
use std::ffi::OsString;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(typescript_type = "CommandHost")]
    pub type CommandHost;
    #[wasm_bindgen(method, catch)]
    fn read(this: &CommandHost, path: &str) -> Result<Vec<u8>, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn write(this: &CommandHost, path: &str, text: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method)]
    fn kind(this: &CommandHost, path: &str) -> String;
    #[wasm_bindgen(method)]
    fn size(this: &CommandHost, path: &str) -> Option<f64>;
    #[wasm_bindgen(method, catch)]
    fn list(this: &CommandHost, folder: &str) -> Result<String, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn out(this: &CommandHost, text: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method)]
    fn err(this: &CommandHost, text: &str);
    #[wasm_bindgen(method)]
    fn today(this: &CommandHost) -> String;
    #[wasm_bindgen(method)]
    fn columns(this: &CommandHost) -> u32;
    #[wasm_bindgen(method)]
    fn colour(this: &CommandHost) -> bool;
}

#[wasm_bindgen(typescript_custom_section)]
const HOST_TYPES: &str = r#"
/** What the command line needs of the machine. Methods that fail throw an `Error` whose message is the reason alone. */
export interface CommandHost {
    /** The bytes of a file; `-` is standard input. */
    read(path: string): Uint8Array;
    /** Writes a file; folders on the way are made. */
    write(path: string, text: string): void;
    kind(path: string): "file" | "folder" | "nothing";
    /** Length of a file in bytes, if it can be told. */
    size(path: string): number | undefined;
    /** What is in a folder, as JSON: `[{ "name", "isFolder", "isFile" }]`. */
    list(folder: string): string;
    out(text: string): void;
    err(text: string): void;
    /** Today in UTC, `YYYY-MM-DD`. */
    today(): string;
    /** Columns to wrap at. */
    columns(): number;
    colour(): boolean;
}
"#;

impl Host for CommandHost {
    fn read(&mut self, path: &str) -> Result<Vec<u8>, String> {
        Self::read(self, path).map_err(|e| reason(&e))
    }

    fn write(&mut self, path: &str, text: &str) -> Result<(), String> {
        Self::write(self, path, text).map_err(|e| reason(&e))
    }

    fn kind(&mut self, path: &str) -> Kind {
        match Self::kind(self, path).as_str() {
            "file" => Kind::File,
            "folder" => Kind::Folder,
            _ => Kind::Nothing,
        }
    }

    fn size(&mut self, path: &str) -> Option<u64> {
        // A cast of a float saturates.
        Self::size(self, path).map(|bytes| bytes as u64)
    }

    fn list(&mut self, folder: &str) -> Result<Vec<Entry>, String> {
        let text = Self::list(self, folder).map_err(|e| reason(&e))?;
        serde_json::from_str(&text).map_err(|e| e.to_string())
    }

    fn out(&mut self, text: &str) -> Result<(), String> {
        Self::out(self, text).map_err(|e| reason(&e))
    }

    fn err(&mut self, text: &str) {
        Self::err(self, text);
    }

    fn today(&mut self) -> String {
        Self::today(self)
    }

    fn style(&mut self) -> Style {
        Style { width: Self::columns(self) as usize, colour: Self::colour(self) }
    }
}

fn reason(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map_or_else(|| "failed".to_owned(), |e| String::from(e.message()))
}

/// Runs one command of the command line, such as `["check", "README.md"]`, and answers its exit status.
#[wasm_bindgen(js_name = runCommand)]
pub fn run_command(words: Vec<String>, mut host: CommandHost) -> u8 {
    cli::run(words.into_iter().map(OsString::from), &mut host)
}
