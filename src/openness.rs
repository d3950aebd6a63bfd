//! How open is a release? The Open Source AI Definition, the Model Openness Framework and the G7's four tiers.
//!
//! The AI Act's own open-source test is law and lives in the law pack; nothing here decides a duty.

pub mod g7;
pub mod mof;
pub mod osaid;

/// Why a document about openness could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpennessError {
    /// 1-based.
    pub line: usize,
    /// 1-based, in characters.
    pub column: usize,
    pub message: String,
}

impl core::fmt::Display for OpennessError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}

impl core::error::Error for OpennessError {}

impl OpennessError {
    /// An error at a byte of `text`.
    fn at(text: &str, byte: usize, message: impl Into<String>) -> Self {
        let before = text.get(..byte).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = 1 + before.bytes().filter(|&b| b == b'\n').count();
        let column = 1 + before.get(line_start..).unwrap_or_default().chars().count();
        Self { line, column, message: message.into() }
    }
}
