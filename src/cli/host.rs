//! What the command line needs from the machine it runs on. The native program and the npm package each bring their own,
//! so that both run the very same commands.

use crate::report::text::Style;
use serde::Deserialize;

/// What stands under a path; links are followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    File,
    Folder,
    Nothing,
}

/// A name in a folder. Links to folders count as nothing, so that no folder is entered twice.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    pub name: String,
    pub is_folder: bool,
    pub is_file: bool,
}

/// Files, streams, clock and terminal. Paths are text with `/`; messages say what went wrong without naming the path.
pub trait Host {
    /// The bytes of a file; `-` is standard input.
    ///
    /// # Errors
    /// Why the file cannot be read.
    fn read(&mut self, path: &str) -> Result<Vec<u8>, String>;
    /// Writes a file; folders on the way are made.
    ///
    /// # Errors
    /// Why it cannot be written.
    fn write(&mut self, path: &str, text: &str) -> Result<(), String>;
    fn kind(&mut self, path: &str) -> Kind;
    /// Length of a file in bytes, if it can be told.
    fn size(&mut self, path: &str) -> Option<u64>;
    /// What is in a folder, in any order.
    ///
    /// # Errors
    /// Why it cannot be listed.
    fn list(&mut self, folder: &str) -> Result<Vec<Entry>, String>;
    /// Writes to standard output.
    ///
    /// # Errors
    /// Why it cannot be written; a reader that has seen enough is no error.
    fn out(&mut self, text: &str) -> Result<(), String>;
    /// Writes to standard error.
    fn err(&mut self, text: &str);
    /// Today in UTC, as `YYYY-MM-DD`.
    fn today(&mut self) -> String;
    /// How wide the terminal is and whether it shows colours.
    fn style(&mut self) -> Style;
}
