//! A finding about a text: what is wrong, where, how bad, what to do, and edits that mend it.
//!
//! Kept in bytes ([`Diagnostic`]) until it leaves the engine ([`DiagnosticOut`]), which is a superset of the Language
//! Server Protocol's diagnostic. What each code means stands once, in [`rules`].

pub mod rules;

use crate::order;
use crate::span::{LineIndex, Offsets, Range, Span};
use rules::Rule;
use serde::{Deserialize, Serialize};

/// How bad a finding is, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The hub refuses the card, or a duty that applies is not met.
    Error,
    /// Accepted, but a reader or a machine will be misled.
    Warning,
    /// Worth knowing.
    Info,
    /// A suggestion.
    Hint,
}

/// What kind of edit a fix is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// Spelling and formatting: the card says the same as before.
    Safe,
    /// Needs a person's eye: a guess about what was meant, or a skeleton to be filled in.
    Unsafe,
}

/// Replaces the bytes of `span` by `new_text`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edit {
    pub span: Span,
    pub new_text: String,
}

/// Edits that belong together: all are applied or none.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Fix {
    pub title: String,
    pub safety: Safety,
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A fix of one edit that changes spelling or formatting only.
    #[must_use]
    pub fn safe(title: impl Into<String>, span: Span, new_text: impl Into<String>) -> Self {
        Self { title: title.into(), safety: Safety::Safe, edits: vec![Edit { span, new_text: new_text.into() }] }
    }

    /// A fix of one edit that a person has to confirm or complete.
    #[must_use]
    pub fn unsafe_(title: impl Into<String>, span: Span, new_text: impl Into<String>) -> Self {
        Self { safety: Safety::Unsafe, ..Self::safe(title, span, new_text) }
    }
}

/// Another place that belongs to a finding.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Related {
    pub span: Span,
    pub message: String,
}

/// Provision of law that a finding rests on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct CitationOut {
    /// Article, section, paragraph.
    pub locator: String,
    /// The work cited: the instrument's citation, a guideline, a case.
    pub work: String,
    pub url: String,
    /// Its legal force, spelt as the law pack spells it: `binding`, `guidance`, `draft` …
    pub force: String,
}

/// What editors may do with a finding besides underlining it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Tag {
    /// Text without effect, shown faded.
    Unnecessary,
    /// Text that should be replaced, shown struck through.
    Deprecated,
}

/// One finding. Exactly one primary span; findings about the whole document have an empty one at its start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable code, never reused: `CARD001`.
    pub code: &'static str,
    /// Readable slug of the same rule: `front-matter/missing`.
    pub rule: &'static str,
    pub severity: Severity,
    /// What is wrong: lower case, no full stop, the author's words in backticks.
    pub message: String,
    pub span: Span,
    /// Path into the front matter, sequence positions as decimal numbers; empty for findings in the body.
    pub path: Vec<String>,
    /// What to do about it.
    pub help: Option<String>,
    /// Why: the provisions of law that ask for it.
    pub citations: Vec<CitationOut>,
    pub related: Vec<Related>,
    pub fixes: Vec<Fix>,
    pub tags: Vec<Tag>,
}

impl Diagnostic {
    /// A finding of `rule` with the rule's own severity.
    #[must_use]
    pub fn new(rule: &'static Rule, span: Span, message: impl Into<String>) -> Self {
        Self::of(rule, span, message.into())
    }

    // Findings are made in a hundred places, few of which a card runs through: each should be small.
    #[inline(never)]
    fn of(rule: &'static Rule, span: Span, message: String) -> Self {
        Self {
            code: rule.code,
            rule: rule.slug,
            severity: rule.severity,
            message,
            span,
            path: Vec::new(),
            help: None,
            citations: Vec::new(),
            related: Vec::new(),
            fixes: Vec::new(),
            tags: Vec::new(),
        }
    }

    #[must_use]
    pub fn at_path(mut self, path: &[&str]) -> Self {
        self.path = path.iter().map(|&step| step.to_owned()).collect();
        self
    }

    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    #[must_use]
    #[inline(never)]
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }

    #[must_use]
    pub fn with_related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Related { span, message: message.into() });
        self
    }

    #[must_use]
    pub fn with_tag(mut self, tag: Tag) -> Self {
        self.tags.push(tag);
        self
    }

    #[must_use]
    pub fn with_severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// The finding as callers see it: positions in UTF-16, page of the rule.
    #[must_use]
    pub fn to_output(&self, index: &LineIndex<'_>) -> DiagnosticOut {
        DiagnosticOut {
            code: self.code.to_owned(),
            rule: self.rule.to_owned(),
            severity: self.severity,
            message: self.message.clone(),
            range: index.range(self.span),
            offset: index.offsets(self.span),
            path: self.path.clone(),
            help: self.help.clone(),
            url: rules::page_of(self.code),
            citations: self.citations.clone(),
            related: self
                .related
                .iter()
                .map(|other| RelatedOut {
                    range: index.range(other.span),
                    offset: index.offsets(other.span),
                    message: other.message.clone(),
                })
                .collect(),
            fixes: self.fixes.iter().map(|fix| fix.to_output(index)).collect(),
            tags: self.tags.clone(),
        }
    }
}

/// Adds a finding. Whoever checks something runs through few of a hundred such places: what makes a finding stands
/// apart, so that an engine which compiles Wasm lazily leaves it alone until there is one.
#[cold]
#[inline(never)]
pub(crate) fn add(found: &mut Vec<Diagnostic>, make: impl FnOnce() -> Diagnostic) {
    found.push(make());
}

/// Sorts findings by place, then code; those of one place and code stay in their order, as the points of a requirement
/// set do.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    order::by(diagnostics, |a, b| (a.span, a.code).cmp(&(b.span, b.code)));
}

/// [`Diagnostic`] as it crosses the boundary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct DiagnosticOut {
    pub code: String,
    pub rule: String,
    pub severity: Severity,
    pub message: String,
    pub range: Range,
    pub offset: Offsets,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub path: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    pub url: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub citations: Vec<CitationOut>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub related: Vec<RelatedOut>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub fixes: Vec<FixOut>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub tags: Vec<Tag>,
}

/// [`Related`] as it crosses the boundary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct RelatedOut {
    pub range: Range,
    pub offset: Offsets,
    pub message: String,
}

/// [`Fix`] as it crosses the boundary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct FixOut {
    pub title: String,
    pub safety: Safety,
    pub edits: Vec<EditOut>,
}

/// [`Edit`] as it crosses the boundary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct EditOut {
    pub range: Range,
    pub offset: Offsets,
    pub new_text: String,
}

impl Fix {
    #[must_use]
    pub fn to_output(&self, index: &LineIndex<'_>) -> FixOut {
        FixOut {
            title: self.title.clone(),
            safety: self.safety,
            edits: self
                .edits
                .iter()
                .map(|edit| EditOut {
                    range: index.range(edit.span),
                    offset: index.offsets(edit.span),
                    new_text: edit.new_text.clone(),
                })
                .collect(),
        }
    }
}

impl FixOut {
    /// Back to bytes of `index`'s text. `None` if an offset is not a place in it, or the edits were made for another.
    #[must_use]
    pub fn to_fix(&self, index: &LineIndex<'_>) -> Option<Fix> {
        let edit = |edit: &EditOut| {
            let start = index.byte_of_utf16(edit.offset.start as usize)?;
            let end = index.byte_of_utf16(edit.offset.end as usize)?;
            (start <= end).then(|| Edit { span: Span::new(start, end), new_text: edit.new_text.clone() })
        };
        let edits = self.edits.iter().map(edit).collect::<Option<Vec<_>>>()?;
        Some(Fix { title: self.title.clone(), safety: self.safety, edits })
    }
}

/// Applies fixes to the text they were made for.
///
/// Fixes are taken in the order given; one that overlaps an earlier one, or does not fit the text, is left out whole.
/// Two insertions at the same place are both made, in order; an edit that an earlier fix makes word for word is made
/// once.
#[must_use]
pub fn apply_fixes(text: &str, fixes: &[Fix], allow_unsafe: bool) -> String {
    let mut taken: Vec<&Edit> = Vec::new();
    for fix in fixes.iter().filter(|fix| allow_unsafe || fix.safety == Safety::Safe) {
        let fits = |edit: &Edit| text.get(edit.span.start..edit.span.end).is_some();
        // INVARIANT: `taken` is sorted by span and free of overlaps, so only the neighbours have to be looked at.
        let place = |taken: &[&Edit], edit: &Edit| taken.partition_point(|other| other.span <= edit.span);
        let is_made = |edit: &Edit| {
            let before = taken.get(..place(&taken, edit)).unwrap_or_default();
            before.iter().rev().take_while(|other| other.span == edit.span).any(|&other| other == edit)
        };
        let clashes = |edit: &Edit| {
            let at = place(&taken, edit);
            let (before, after) = (at.checked_sub(1).and_then(|i| taken.get(i)), taken.get(at));
            before.into_iter().chain(after).any(|other| overlap(other.span, edit.span))
        };
        let fresh: Vec<&Edit> = fix.edits.iter().filter(|edit| !is_made(edit)).collect();
        if fix.edits.iter().all(fits) && !fresh.iter().any(|edit| clashes(edit)) {
            for edit in fresh {
                taken.insert(place(&taken, edit), edit);
            }
        }
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in taken {
        out.push_str(text.get(at..edit.span.start).unwrap_or_default());
        out.push_str(&edit.new_text);
        at = at.max(edit.span.end);
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// Whether two edits touch the same bytes. Neighbours do not, nor do two insertions.
fn overlap(a: Span, b: Span) -> bool {
    match (a.is_empty(), b.is_empty()) {
        (true, true) => false,
        (true, false) => b.start < a.start && a.start < b.end,
        (false, true) => a.start < b.start && b.start < a.end,
        (false, false) => a.start < b.end && b.start < a.end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fix(start: usize, end: usize, new_text: &str) -> Fix {
        Fix::safe("t", Span::new(start, end), new_text)
    }

    #[test]
    fn fixes_do_not_overlap_and_keep_their_order() {
        let text = "abc def";
        assert_eq!(apply_fixes(text, &[fix(4, 7, "DEF"), fix(0, 3, "x")], false), "x DEF");
        assert_eq!(apply_fixes(text, &[fix(0, 5, "long"), fix(4, 7, "late")], false), "longef", "the second overlaps");
        assert_eq!(apply_fixes(text, &[fix(3, 3, "1"), fix(3, 3, "2")], false), "abc12 def");
        assert_eq!(apply_fixes(text, &[fix(3, 3, "1"), fix(3, 3, "1")], false), "abc1 def", "the same edit twice");
        assert_eq!(apply_fixes(text, &[fix(0, 99, "x")], false), text, "does not fit");
    }

    #[test]
    fn a_fix_is_all_or_nothing_and_unsafe_ones_ask_first() {
        let both = Fix {
            title: "t".into(),
            safety: Safety::Safe,
            edits: vec![
                Edit { span: Span::new(0, 1), new_text: "A".into() },
                Edit { span: Span::new(4, 5), new_text: "D".into() },
            ],
        };
        assert_eq!(apply_fixes("abc def", std::slice::from_ref(&both), false), "Abc Def");
        assert_eq!(apply_fixes("abc def", &[fix(4, 7, "x"), both], false), "abc x");
        let risky = Fix::unsafe_("t", Span::new(0, 1), "A");
        assert_eq!(apply_fixes("abc", std::slice::from_ref(&risky), false), "abc");
        assert_eq!(apply_fixes("abc", &[risky], true), "Abc");
    }

    #[test]
    fn output_is_in_utf16_and_returns_to_bytes() {
        let text = "🤗 é ok";
        let index = LineIndex::new(text);
        let at = text.find("ok").unwrap();
        let diagnostic =
            Diagnostic::new(&rules::FRONT_MATTER_MISSING, Span::new(at, at + 2), "m").with_fix(fix(at, at + 2, "OK"));
        let out = diagnostic.to_output(&index);
        assert_eq!(out.offset, Offsets { start: 5, end: 7 });
        let json = serde_json::to_string(&out).unwrap();
        assert!(json.contains(r#""newText":"OK""#) && json.contains(r#""severity":"warning""#), "{json}");
        let back = out.fixes[0].to_fix(&index).unwrap();
        assert_eq!(back, diagnostic.fixes[0]);
    }

    #[test]
    fn severities_are_ordered_worst_first() {
        assert!(
            Severity::Error < Severity::Warning
                && Severity::Warning < Severity::Info
                && Severity::Info < Severity::Hint
        );
    }
}
