//! Reads a Hugging Face-style model card and says what is in it, with the place of everything.
//!
//! This side knows cards and knows no law: which duty asks for what is decided elsewhere.

pub mod body;
mod cues;
pub mod elements;
pub mod front_matter;
mod languages;
mod lexicon;
pub mod metadata;
pub mod reading;
mod topics;
pub mod yaml;

pub use elements::{ELEMENTS, ElementId, ElementStatus};

use crate::diagnostic::{self, Diagnostic};
use crate::span::Span;
use body::Section;
use lexcard_law_format::{Hub, Licence};
use reading::Reading;

/// Largest card that is read, in bytes. The Hub's own limit is lower.
pub const MAX_CARD_BYTES: usize = 8 << 20;

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
    /// Sorted by place, then code.
    pub diagnostics: Vec<Diagnostic>,
    /// The fifteen elements, in order.
    pub elements: Vec<(ElementId, ElementStatus, Option<Span>)>,
    pub sections: Vec<Section>,
}

/// Reads one card.
#[must_use]
pub fn lint(text: &str, lists: &CardLists<'_>) -> CardReport {
    let mut diagnostics = Vec::new();
    let front = front_matter::read(text, &metadata::is_known_key, &mut diagnostics);
    let metadata = metadata::read(text, &front, lists, &mut diagnostics);
    let reading = Reading::new(body::read(text, front.body_start));
    let elements = elements::decide(text, &metadata, &reading);
    diagnostic::sort(&mut diagnostics);
    CardReport {
        is_card: true,
        diagnostics,
        elements: elements.into_iter().map(|element| (element.id, element.status, element.span)).collect(),
        sections: reading.body.sections,
    }
}
