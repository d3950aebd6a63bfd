//! Findings as annotations of GitHub Actions: one workflow command a line.

use super::classification::Failure;
use super::sarif::{Checked, message};
use crate::diagnostic::Severity;
use std::fmt::Write as _;

/// The commands for all cards. Columns are given only within one line, since GitHub takes no others.
#[must_use]
pub fn annotations(cards: &[Checked<'_>]) -> String {
    let mut out = String::new();
    for card in cards {
        for d in &card.result.diagnostics {
            let command = match d.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info | Severity::Hint => "notice",
            };
            let (start, end) = (d.range.start, d.range.end);
            let file = property(card.file);
            let _ = write!(out, "::{command} file={file},line={},endLine={}", start.line + 1, end.line + 1);
            if start.line == end.line {
                let _ = write!(out, ",col={},endColumn={}", start.character + 1, end.character + 1);
            }
            let title = property(&format!("{} {}", d.code, d.rule));
            let _ = writeln!(out, ",title={title}::{}", data(&message(d)));
        }
    }
    out
}

/// The commands for a check that could not be made.
#[must_use]
pub fn failure(file: &str, failure: &Failure) -> String {
    let file = property(file);
    failure.errors.iter().map(|e| format!("::error file={file}::{}\n", data(&e.to_string()))).collect()
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
