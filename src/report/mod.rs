//! What callers get: the classification, the card report, the combined check, and their renderings.

pub mod card;
pub mod classification;
pub mod cyclonedx;
mod gaps;
pub mod github;
pub mod hub;
pub mod json;
pub mod law_page;
pub mod laws;
pub mod licences;
pub mod markdown;
pub mod plan;
pub mod release_block;
pub mod render;
pub mod rule_page;
pub mod sarif;
pub mod text;
pub mod text_twin;

use lexcard_law_format::{Citation, Force, Grade, Lists, Status};
use serde::Serialize;

/// Where it is written, as it crosses the boundary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Cite<'p> {
    /// Article, section, paragraph.
    pub locator: &'p str,
    /// The work cited: the instrument's citation, a guideline, a recital.
    #[serde(skip_serializing_if = "str::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub work: &'p str,
    #[serde(skip_serializing_if = "str::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub url: &'p str,
    /// `binding`, `guidance`, `code`, `draft`, `case`, `commentary`.
    pub force: &'static str,
}

impl<'p> Cite<'p> {
    pub(crate) fn new(lists: &Lists<'p>, citation: &Citation<'p>) -> Self {
        let work = lists.work(citation);
        let force = match work.map_or(Force::Binding, |work| work.force) {
            Force::Binding => "binding",
            Force::Guidance => "guidance",
            Force::Code => "code",
            Force::Draft => "draft",
            Force::Case => "case",
            Force::Commentary => "commentary",
        };
        Self { locator: citation.locator, work: work.map_or("", |w| w.title), url: work.map_or("", |w| w.url), force }
    }
}

pub(crate) fn cites<'p>(lists: &Lists<'p>, list: &[Citation<'p>]) -> Vec<Cite<'p>> {
    list.iter().map(|citation| Cite::new(lists, citation)).collect()
}

pub(crate) const fn grade_name(grade: Grade) -> &'static str {
    match grade {
        Grade::Primary => "primary",
        Grade::PrimaryPart => "primaryPart",
        Grade::Corroborated => "corroborated",
        Grade::Secondary => "secondary",
        Grade::Memory => "memory",
    }
}

pub(crate) const fn law_status_name(status: Status) -> &'static str {
    match status {
        Status::InForce => "inForce",
        Status::Enacted => "enacted",
        Status::Pending => "pending",
        Status::NotLaw => "notLaw",
        Status::Stayed => "stayed",
        Status::Repealed => "repealed",
        Status::Soft => "soft",
    }
}

/// Applies fixes as they crossed the boundary to the text they were made for.
///
/// # Errors
/// Names the fix whose places do not lie in the text.
pub fn apply_fixes(text: &str, fixes: &[crate::diagnostic::FixOut], allow_unsafe: bool) -> Result<String, String> {
    let index = crate::span::LineIndex::new(text);
    let fixes: Vec<_> = fixes
        .iter()
        .map(|f| f.to_fix(&index).ok_or_else(|| format!("the fix \"{}\" was made for another text", f.title)))
        .collect::<Result<_, _>>()?;
    Ok(crate::diagnostic::apply_fixes(text, &fixes, allow_unsafe))
}
