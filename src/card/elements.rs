//! Which of fifteen things a card really says, and where.
//!
//! Every sentence is weighed for every element: by the cues in it and by what headings and labels above it announce.
//! The best sentence decides and is the evidence. What is only announced counts as empty or as a placeholder.

mod figures;
mod weigh;

pub(super) use figures::{Number, numbers};

use super::body::{Block, BlockKind};
use super::metadata::{Key, Metadata};
use super::reading::{Reading, Sentence};
use super::topics;
use super::yaml::Node;
use crate::span::Span;
use serde::{Deserialize, Serialize};

/// What a card may say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum ElementId {
    /// What the model is meant or suitable for, or for whom.
    IntendedUse,
    /// A use that is out of scope, unsuitable, discouraged or prohibited.
    OutOfScopeUse,
    /// A concrete weakness, failure or untested condition.
    Limitations,
    /// Bias, harm, privacy or misuse of the model or its data.
    BiasRisks,
    /// The data the model was trained or fine-tuned on.
    TrainingData,
    /// A measured number of task performance.
    EvaluationResults,
    /// A test of safety, bias, toxicity, truthfulness or misuse.
    SafetyTesting,
    /// A mitigation applied, or a precaution recommended.
    Safeguards,
    /// Devices, hours, FLOP or memory for training or inference.
    ComputeHardware,
    /// A figure of energy or CO2.
    EnvironmentalImpact,
    /// Licence or terms of the model.
    License,
    /// Who made it, or how to reach them.
    ContactDeveloper,
    /// Architecture, parameter count or base model.
    Architecture,
    /// What goes in and comes out, in which format.
    InputOutputFormat,
    /// How to cite it.
    Citation,
}

/// All elements, in order.
pub const ELEMENTS: [ElementId; 15] = [
    ElementId::IntendedUse,
    ElementId::OutOfScopeUse,
    ElementId::Limitations,
    ElementId::BiasRisks,
    ElementId::TrainingData,
    ElementId::EvaluationResults,
    ElementId::SafetyTesting,
    ElementId::Safeguards,
    ElementId::ComputeHardware,
    ElementId::EnvironmentalImpact,
    ElementId::License,
    ElementId::ContactDeveloper,
    ElementId::Architecture,
    ElementId::InputOutputFormat,
    ElementId::Citation,
];

impl ElementId {
    /// The name used in results and configuration.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::IntendedUse => "intended-use",
            Self::OutOfScopeUse => "out-of-scope-use",
            Self::Limitations => "limitations",
            Self::BiasRisks => "bias-risks",
            Self::TrainingData => "training-data",
            Self::EvaluationResults => "evaluation-results",
            Self::SafetyTesting => "safety-testing",
            Self::Safeguards => "safeguards",
            Self::ComputeHardware => "compute-hardware",
            Self::EnvironmentalImpact => "environmental-impact",
            Self::License => "license",
            Self::ContactDeveloper => "contact-developer",
            Self::Architecture => "architecture",
            Self::InputOutputFormat => "input-output-format",
            Self::Citation => "citation",
        }
    }

    /// The element of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        ELEMENTS.into_iter().find(|element| element.name() == name)
    }
}

/// Whether a card says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum ElementStatus {
    /// Said; the span is the evidence.
    Present,
    /// Announced by a heading with nothing under it; the span is the heading.
    Empty,
    /// Announced, with a placeholder in its place; the span is the placeholder.
    Placeholder,
    /// Not mentioned.
    Absent,
}

/// What was found about one element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Element {
    pub id: ElementId,
    pub status: ElementStatus,
    pub span: Option<Span>,
}

/// Weight from which a sentence counts.
const ENOUGH: u8 = 2;

/// Decides all elements.
#[must_use]
pub fn decide(card: &str, metadata: &Metadata<'_, '_>, reading: &Reading) -> Vec<Element> {
    let mut best: [(u8, Option<Span>); ELEMENTS.len()] = [(0, None); ELEMENTS.len()];
    let placeholders = std::cell::OnceCell::new();
    let mut take = |element: ElementId, weight: u8, span: &dyn Fn() -> Span| {
        if let Some(slot) = best.get_mut(element as usize)
            && weight > slot.0
        {
            *slot = (weight, (weight >= ENOUGH).then(span));
        }
    };
    for (element, span) in from_metadata(metadata) {
        take(element, 3, &|| span);
    }
    let context = weigh::Context::new(card, reading);
    for sentence in &reading.sentences {
        context.weigh(sentence, |element, weight| take(element, weight, &|| reading.span(sentence, card)));
    }
    let mut before: Option<&Block> = None;
    for block in &reading.body.blocks {
        if block.kind == BlockKind::Code {
            let introduction = before.filter(|before| before.kind == BlockKind::Paragraph);
            let introduced = introduction.map_or(0, |before| topics::of(reading.body.flat.text(&before.label)));
            context.weigh_code(block, introduced, &mut |element, weight| take(element, weight, &|| block.span));
        }
        before = Some(block);
    }
    ELEMENTS
        .into_iter()
        .zip(best)
        .map(|(id, (_, span))| match span {
            Some(span) => Element { id, status: ElementStatus::Present, span: Some(span) },
            None => announced(id, card, reading, placeholders.get_or_init(|| context.placeholders())),
        })
        .collect()
}

/// What the metadata itself proves: a licence, a measured metric, emissions.
fn from_metadata(metadata: &Metadata<'_, '_>) -> Vec<(ElementId, Span)> {
    let mut found = Vec::new();
    let licences = metadata.get(Key::License).map_or(&[] as &[Node<'_>], Node::items);
    let stated = |item: &&Node<'_>| item.as_scalar().is_some_and(|scalar| is_stated(&scalar.text));
    found.extend(licences.iter().find(stated).map(|item| (ElementId::License, item.span)));
    let holds_digit =
        |node: &Node<'_>| node.as_scalar().is_some_and(|scalar| scalar.text.contains(|c: char| c.is_ascii_digit()));
    let metric = metadata.get(Key::ModelIndex).and_then(|index| {
        let results =
            index.items().iter().filter_map(|model| model.get("results")).flat_map(|entry| entry.value.items());
        let metrics = results.filter_map(|result| result.get("metrics")).flat_map(|entry| entry.value.items());
        metrics.filter_map(|metric| metric.get("value")).find(|entry| holds_digit(&entry.value))
    });
    found.extend(metric.map(|entry| (ElementId::EvaluationResults, entry.span())));
    let co2 = metadata.entry(Key::Co2EqEmissions).filter(|entry| {
        let figure = entry.value.get("emissions").map_or(&entry.value, |inner| &inner.value);
        holds_digit(figure)
    });
    found.extend(co2.map(|entry| (ElementId::EnvironmentalImpact, entry.span())));
    found
}

/// Whether a licence value names a licence.
fn is_stated(value: &str) -> bool {
    let value = value.trim();
    let letters = value.chars().filter(char::is_ascii_alphanumeric).count();
    let nothing = ["unknown", "none", "null", "tbd", "todo", "n/a", "na", "unlicensed", "license", "your-license"];
    letters > 1
        && !nothing.iter().any(|word| value.eq_ignore_ascii_case(word))
        && !value.contains("{{")
        && !value.contains("nformation")
}

/// Empty, placeholder or absent: what is left where no sentence decides.
#[cfg_attr(target_family = "wasm", inline(never))]
fn announced(id: ElementId, card: &str, reading: &Reading, placeholders: &[&Sentence]) -> Element {
    let bit = topics::topic(id);
    let mut status = Element { id, status: ElementStatus::Absent, span: None };
    if let Some(sentence) = placeholders.iter().find(|sentence| sentence.topics & bit != 0) {
        status = Element { id, status: ElementStatus::Placeholder, span: Some(reading.span(sentence, card)) };
    } else {
        let empty =
            reading.body.sections.iter().zip(&reading.sections).enumerate().find(|(index, (section, topics))| {
                let has_children = reading.body.sections.get(index + 1).is_some_and(|next| next.parent == Some(*index));
                topics.own & bit != 0 && section.blocks.len() <= 1 && !has_children
            });
        if let Some((_, (section, _))) = empty {
            status = Element { id, status: ElementStatus::Empty, span: Some(section.heading) };
        }
    }
    status
}
