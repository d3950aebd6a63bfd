//! Reads a Hugging Face-style model card and says what is in it, with the place of everything.
//!
//! This side knows cards and knows no law: which duty asks for what is decided elsewhere.

pub mod body;
mod bytes;
mod claims;
mod contradictions;
mod cues;
pub mod elements;
pub mod facts;
pub mod front_matter;
mod languages;
mod lexicon;
pub mod metadata;
pub mod reading;
mod recognise;
mod sections;
pub mod stated;
mod suppressions;
mod topics;
pub mod yaml;

pub use bytes::{Decoded, decode};
pub use elements::{ELEMENTS, ElementId, ElementStatus};
pub use facts::{CardFact, Confidence};
pub use suppressions::{Suppression, is_suppressed};

use crate::diagnostic::{self, Diagnostic, Fix, rules};
use crate::span::Span;
use body::Section;
use lexcard_law_format::{Hub, Licence};
use reading::Reading;

/// Largest card that is read, in bytes; the largest real ones have some hundred thousand.
pub const MAX_CARD_BYTES: usize = 4 << 20;

/// The lists of the Hub against which metadata is checked.
#[derive(Debug, Clone, Copy)]
pub struct CardLists<'a> {
    pub hub: &'a Hub<'a>,
    pub licences: &'a [Licence<'a>],
}

/// Everything found in one card.
#[derive(Debug, Clone, Default)]
pub struct CardReport {
    /// Whether this is a model card at all.
    pub is_card: bool,
    /// Sorted by place, then code; suppressed ones are gone.
    pub diagnostics: Vec<Diagnostic>,
    /// By id, at most one each.
    pub facts: Vec<CardFact>,
    /// Base models named in the metadata, in order.
    pub bases: Vec<(String, Span)>,
    /// The block of release facts in the metadata, not yet understood.
    pub stated: Option<stated::Stated>,
    /// The fifteen elements, in order. The span is the evidence, or what stands in its place.
    pub elements: Vec<(ElementId, ElementStatus, Option<Span>)>,
    pub sections: Vec<Section>,
    /// What the author wants left alone; findings added by others have to respect it too.
    pub suppressions: Vec<Suppression>,
}

impl CardReport {
    /// What is known about one element.
    #[must_use]
    pub fn element(&self, id: ElementId) -> Option<(ElementStatus, Option<Span>)> {
        self.elements.iter().find(|(known, ..)| *known == id).map(|&(_, status, span)| (status, span))
    }

    /// The fact of this id.
    #[must_use]
    pub fn fact(&self, id: &str) -> Option<&CardFact> {
        self.facts.iter().find(|fact| fact.id == id)
    }
}

/// Reads one card.
#[must_use]
pub fn lint(text: &str, lists: &CardLists<'_>) -> CardReport {
    if text.len() > MAX_CARD_BYTES {
        let message = format!("the card has {} bytes; at most {MAX_CARD_BYTES} are read", text.len());
        return CardReport {
            diagnostics: vec![Diagnostic::new(&rules::TOO_LARGE, Span::at(0), message)],
            elements: ELEMENTS.into_iter().map(|id| (id, ElementStatus::Absent, None)).collect(),
            ..CardReport::default()
        };
    }
    let mut found = Vec::new();
    bytes::check_text(text, &mut found);
    let front = front_matter::read(text, &metadata::is_known_key, &mut found);
    let metadata = metadata::read(text, &front, lists, &mut found);
    let reading = Reading::new(body::read(text, &front.range()));
    let elements = elements::decide(text, &metadata, &reading);
    let is_template =
        front.is_template || found.iter().filter(|found| found.code == rules::TEMPLATE_MARKER.code).count() >= 3;
    let stated = stated::read(&front).filter(|_| !is_template);
    let is_card =
        !is_template && (stated.is_some() || recognise::is_card(text, &front, &metadata, &reading, &elements));
    if is_card {
        if metadata.kind == metadata::Kind::Space {
            metadata::report_space_keys(&front, &mut found);
        }
        contradictions::check(text, &metadata, &reading, lists, &mut found);
        sections::check(text, &reading, &mut found);
    } else {
        recognise::report(text, &metadata, &mut found);
    }
    let facts = if is_card { facts::extract(text, &metadata, &reading, lists, &mut found) } else { Vec::new() };
    let bases = metadata.texts(metadata::Key::BaseModel).filter(|(text, _)| metadata::is_hub_id(text));
    let bases = bases.map(|(text, span)| (text.to_owned(), span)).collect();
    let suppressions = suppressions::read(text, &reading.body.comments, &mut found);
    suppressions::apply(&suppressions, &mut found);
    diagnostic::sort(&mut found);
    CardReport {
        is_card,
        diagnostics: found,
        facts,
        bases,
        stated,
        elements: elements.into_iter().map(|element| (element.id, element.status, element.span)).collect(),
        sections: reading.body.sections,
        suppressions,
    }
}

/// An unsafe fix that inserts a section for an element the card lacks, at a fitting place, with a TODO marker.
#[must_use]
pub fn skeleton(text: &str, element: ElementId) -> Fix {
    let front = front_matter::read(text, &metadata::is_known_key, &mut Vec::new());
    sections::skeleton(text, &Reading::new(body::read(text, &front.range())), element)
}

/// Reads a card from bytes: UTF-8, or UTF-16 with a byte order mark. The text is returned because every span points
/// into it.
#[must_use]
pub fn lint_bytes(bytes: &[u8], lists: &CardLists<'_>) -> (String, CardReport) {
    let decoded = decode(bytes);
    let mut report = lint(&decoded.text, lists);
    report.diagnostics.extend(decoded.diagnostic);
    diagnostic::sort(&mut report.diagnostics);
    (decoded.text.into_owned(), report)
}
