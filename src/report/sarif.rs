//! Findings as SARIF 2.1.0, for code-scanning services.
//!
//! Lines and columns count from one, columns in UTF-16 units. A finding's fingerprint is made of its rule, the words it
//! points at and how many of the same stand before it, so it stays the same when lines above it move.

use super::card::CardResult;
use super::classification::Failure;
use crate::diagnostic::rules::{self, Rule};
use crate::diagnostic::{DiagnosticOut, FixOut, Safety, Severity};
use crate::span::{LineIndex, Range};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// Where the schema is published.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// A card that was checked: name of its file, its text, the findings.
#[derive(Debug, Clone, Copy)]
pub struct Checked<'c> {
    pub file: &'c str,
    pub text: &'c str,
    pub result: &'c CardResult,
}

/// One log with one run over all cards.
#[must_use]
pub fn log(cards: &[Checked<'_>]) -> Json {
    let used: Vec<&Rule> = rules::RULES
        .iter()
        .copied()
        .filter(|rule| cards.iter().any(|card| card.result.diagnostics.iter().any(|d| d.code == rule.code)))
        .collect();
    let mut results = Vec::new();
    for card in cards {
        // How often the same words were found by the same rule before.
        let mut seen: BTreeMap<u64, u32> = BTreeMap::new();
        let index = LineIndex::new(card.text);
        for d in &card.result.diagnostics {
            let words = fingerprint(&[&d.code, &uri(card.file), &d.path.join("/"), quoted(card.text, &index, d)]);
            let number = seen.entry(words).and_modify(|n| *n += 1).or_default();
            results.push(result(card, d, &used, &format!("{words:016x}:{number}")));
        }
    }
    let artifacts: Vec<Json> = cards.iter().map(|card| json!({ "location": { "uri": uri(card.file) } })).collect();
    run(used.iter().map(|rule| descriptor(rule)).collect(), results, artifacts, json!({ "executionSuccessful": true }))
}

/// The log of a check that could not be made.
#[must_use]
pub fn failure(failure: &Failure) -> Json {
    let notifications: Vec<Json> = failure
        .errors
        .iter()
        .map(|e| json!({ "level": "error", "message": { "text": e.to_string() }, "descriptor": { "id": e.code } }))
        .collect();
    let invocation = json!({ "executionSuccessful": false, "toolConfigurationNotifications": notifications });
    run(Vec::new(), Vec::new(), Vec::new(), invocation)
}

fn run(rules: Vec<Json>, results: Vec<Json>, artifacts: Vec<Json>, invocation: Json) -> Json {
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "lexcard",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules,
            } },
            "columnKind": "utf16CodeUnits",
            "invocations": [invocation],
            "artifacts": artifacts,
            "results": results,
        }],
    })
}

fn descriptor(rule: &Rule) -> Json {
    json!({
        "id": rule.code,
        "name": rule.slug,
        "shortDescription": { "text": sentence(rule.summary) },
        "fullDescription": { "text": rule.explanation },
        "helpUri": rules::page_of(rule.code),
        "help": { "text": rule.explanation },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

fn result(card: &Checked<'_>, d: &DiagnosticOut, used: &[&Rule], fingerprint: &str) -> Json {
    let mut out = json!({
        "ruleId": d.code,
        "level": level(d.severity),
        "message": { "text": message(d) },
        "locations": [{ "physicalLocation": place(card, &d.range) }],
        "partialFingerprints": { "lexcard/v1": fingerprint },
    });
    let Json::Object(fields) = &mut out else { return out };
    let mut add = |name: &str, value: Json| fields.insert(name.to_owned(), value);
    if let Some(index) = used.iter().position(|rule| rule.code == d.code) {
        add("ruleIndex", index.into());
    }
    if !d.related.is_empty() {
        let related = (1..).zip(&d.related).map(|(id, r): (u32, _)| {
            json!({ "id": id, "message": { "text": sentence(&r.message) }, "physicalLocation": place(card, &r.range) })
        });
        add("relatedLocations", related.collect());
    }
    if !d.fixes.is_empty() {
        add("fixes", d.fixes.iter().map(|f| fix(card, f)).collect());
    }
    if !d.citations.is_empty() {
        add("properties", json!({ "citations": d.citations }));
    }
    out
}

fn fix(card: &Checked<'_>, fix: &FixOut) -> Json {
    let replacements: Vec<Json> = fix
        .edits
        .iter()
        .map(|e| json!({ "deletedRegion": region(&e.range), "insertedContent": { "text": e.new_text } }))
        .collect();
    let review = if fix.safety == Safety::Safe { "" } else { " (needs a person's eye)" };
    json!({
        "description": { "text": sentence(&format!("{}{review}", fix.title)) },
        "artifactChanges": [{ "artifactLocation": { "uri": uri(card.file) }, "replacements": replacements }],
    })
}

fn place(card: &Checked<'_>, range: &Range) -> Json {
    json!({ "artifactLocation": { "uri": uri(card.file) }, "region": region(range) })
}

fn region(range: &Range) -> Json {
    json!({
        "startLine": range.start.line + 1,
        "startColumn": range.start.character + 1,
        "endLine": range.end.line + 1,
        "endColumn": range.end.character + 1,
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Hint => "note",
    }
}

/// Message and help as sentences.
pub(super) fn message(d: &DiagnosticOut) -> String {
    let help = d.help.as_deref().map(|help| format!(" {}", sentence(help))).unwrap_or_default();
    sentence(&d.message) + &help
}

/// With a capital at the start, unless it starts with something quoted, and a full stop at the end.
pub(super) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let mut out: String = letters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    out.push_str(letters.as_str());
    if !out.ends_with(['.', '!', '?', ':']) {
        out.push('.');
    }
    out
}

/// The words a finding points at.
fn quoted<'t>(text: &'t str, index: &LineIndex<'_>, d: &DiagnosticOut) -> &'t str {
    let byte = |units: u32| index.byte_of_utf16(units as usize);
    byte(d.offset.start).zip(byte(d.offset.end)).and_then(|(from, to)| text.get(from..to)).unwrap_or_default().trim()
}

/// FNV-1a with 64 bits; it has to tell findings of one file apart and nothing more.
fn fingerprint(parts: &[&str]) -> u64 {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A relative path as a URI reference.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.strip_prefix("./").unwrap_or(path).bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => out.push(char::from(byte)),
            b'\\' => out.push('/'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    if out.starts_with('/') { format!("file://{out}") } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("./a b/RÉ.md"), "a%20b/R%C3%89.md");
        assert_eq!(uri("sub\\README.md"), "sub/README.md");
        assert_eq!(uri("/tmp/x.md"), "file:///tmp/x.md");
    }

    #[test]
    fn sentences_begin_and_end_as_such() {
        assert_eq!(sentence("`x` is wrong"), "`x` is wrong.");
        assert_eq!(sentence("write it"), "Write it.");
        assert_eq!(sentence("why?"), "Why?");
    }
}
