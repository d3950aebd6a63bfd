//! `<!-- lexcard-ignore CARD123: reason -->`: findings the author has seen and wants left alone.
//!
//! A comment counts for the whole card, because YAML has no place for it beside a metadata key. A reason is obligatory.

use crate::diagnostic::{self, Diagnostic, Tag, rules};
use crate::span::Span;

const MARK: &str = "lexcard-ignore";

/// One comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// Codes in upper case.
    pub codes: Vec<String>,
    pub reason: String,
    pub span: Span,
}

/// Reads the suppressions among the comments of a card; malformed ones are findings.
#[must_use]
pub(crate) fn read(card: &str, comments: &[Span], found: &mut Vec<Diagnostic>) -> Vec<Suppression> {
    let mut suppressions = Vec::new();
    for &span in comments {
        let inside = span.of(card).trim_start_matches("<!--").trim_end_matches("-->").trim();
        let Some(rest) = inside.strip_prefix(MARK) else { continue };
        match parse(rest) {
            Some((codes, reason)) => suppressions.push(Suppression { codes, reason, span }),
            None => diagnostic::add(found, || {
                Diagnostic::new(&rules::SUPPRESSION_MALFORMED, span, "this comment suppresses nothing")
                    .with_help(format!("write `<!-- {MARK} CARD123: reason -->`"))
            }),
        }
    }
    suppressions
}

#[cfg_attr(target_family = "wasm", inline(never))]
fn parse(rest: &str) -> Option<(Vec<String>, String)> {
    let (codes, reason) = rest.split_once(':')?;
    let codes: Vec<String> =
        codes.split([',', ' ', '\t']).filter(|code| !code.is_empty()).map(str::to_ascii_uppercase).collect();
    let is_code = |code: &String| {
        let digits = code.trim_start_matches(|c: char| c.is_ascii_uppercase());
        digits.len() < code.len() && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let reason = reason.trim();
    let known = |code: &String| !code.starts_with("CARD") || rules::find(code).is_some();
    (!codes.is_empty() && codes.iter().all(is_code) && codes.iter().all(known) && !reason.is_empty())
        .then(|| (codes, reason.to_owned()))
}

/// Takes away what is suppressed, and points out suppressions of card rules that had nothing to do.
pub(crate) fn apply(suppressions: &[Suppression], diagnostics: &mut Vec<Diagnostic>) {
    let mut unused = Vec::new();
    for suppression in suppressions {
        for code in &suppression.codes {
            let is_used = diagnostics.iter().any(|diagnostic| diagnostic.code == code);
            if !is_used && code.starts_with("CARD") {
                let message = format!("nothing is found that `{code}` would suppress");
                unused.push(
                    Diagnostic::new(&rules::SUPPRESSION_UNUSED, suppression.span, message).with_tag(Tag::Unnecessary),
                );
            }
        }
    }
    diagnostics.retain(|diagnostic| !is_suppressed(suppressions, diagnostic.code));
    diagnostics.append(&mut unused);
}

/// Whether findings of a code are suppressed; for findings that others add to a card's.
#[must_use]
pub fn is_suppressed(suppressions: &[Suppression], code: &str) -> bool {
    suppressions.iter().any(|suppression| suppression.codes.iter().any(|known| known == code))
}
