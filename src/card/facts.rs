//! Facts about the release that a card states, each with the place that says so.
//!
//! The ids are paths of the fact vocabulary; values are written as a caller would write them in the release's JSON.
//! A wrong fact is worse than a missing one: where a card gives several values for one fact, none is taken.

mod devices;
mod prose;

use super::metadata::{Key, Metadata, is_hub_id, listed_licence};
use super::reading::Reading;
use super::{CardLists, claims};
use super::{languages, yaml};
use crate::diagnostic::Diagnostic;
use crate::order;
use crate::span::Span;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

/// How directly a card says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// In so many words.
    Stated,
    /// Follows from what is said.
    Inferred,
}

/// One fact.
#[derive(Debug, Clone, PartialEq)]
pub struct CardFact {
    /// Path in the fact vocabulary.
    pub id: &'static str,
    pub value: Json,
    pub span: Span,
    pub confidence: Confidence,
}

impl CardFact {
    fn stated(id: &'static str, value: impl Into<Json>, span: Span) -> Self {
        Self { id, value: value.into(), span, confidence: Confidence::Stated }
    }

    pub(super) fn inferred(id: &'static str, value: impl Into<Json>, span: Span) -> Self {
        Self { id, value: value.into(), span, confidence: Confidence::Inferred }
    }
}

/// All facts of a card, by id; at most one each. Where two statements of one fact exclude each other, that is found too.
#[must_use]
pub fn extract(
    card: &str,
    metadata: &Metadata<'_, '_>,
    reading: &Reading,
    lists: &CardLists<'_>,
    found: &mut Vec<Diagnostic>,
) -> Vec<CardFact> {
    let mut facts = Vec::new();
    licence(metadata, lists, &mut facts);
    let title = reading.body.sections.get(1).map_or("", |section| reading.body.title(section));
    let kind = derivation(metadata, title, &mut facts);
    task(metadata, lists, &mut facts);
    lists_of_the_card(metadata, &mut facts);
    gate(metadata, &mut facts);
    // What an adapter's card says of parameters and tokens is mostly about its base.
    prose::read(card, reading, kind == Some("adapter"), &mut facts, found);
    claims::read(card, reading, &mut facts, found);
    order::by_key(&mut facts, |fact| fact.id);
    facts.dedup_by(|later, first| later.id == first.id);
    facts
}

fn licence(metadata: &Metadata<'_, '_>, lists: &CardLists<'_>, facts: &mut Vec<CardFact>) {
    let name = metadata.text(Key::LicenseName);
    let single = metadata.get(Key::License).is_some_and(|value| value.items().len() == 1);
    if let Some((text, span)) = metadata.text(Key::License).filter(|_| single) {
        match listed_licence(lists.licences, text) {
            Some("other") => {
                if let Some((name, span)) = name {
                    facts.push(CardFact::stated("licence.id", name, span));
                }
            }
            Some("unknown") => {}
            Some(id) => facts.push(CardFact::stated("licence.id", id, span)),
            // Perhaps an SPDX expression or a licence the Hub does not list: the licence side will know.
            None if text.len() <= 200 && !text.contains("{{") => facts.push(CardFact::stated("licence.id", text, span)),
            None => {}
        }
    }
    facts.extend(name.map(|(text, span)| CardFact::stated("licence.name", text, span)));
    facts.extend(metadata.text(Key::LicenseLink).map(|(text, span)| CardFact::stated("licence.link", text, span)));
}

/// Base model, relation to it, and with that what kind of artefact this is.
fn derivation(metadata: &Metadata<'_, '_>, title: &str, facts: &mut Vec<CardFact>) -> Option<&'static str> {
    let bases: Vec<_> = metadata.texts(Key::BaseModel).filter(|(text, _)| is_hub_id(text)).collect();
    facts.extend(bases.first().map(|&(text, span)| CardFact::stated("base.id", text, span)));
    let stated = metadata.text(Key::BaseModelRelation).and_then(|(text, span)| {
        let known = ["finetune", "adapter", "merge", "quantized"].into_iter().find(|relation| *relation == text);
        known.map(|relation| (relation, span))
    });
    let tag = |names: &[&str]| metadata.texts(Key::Tags).find(|(tag, _)| names.contains(tag)).map(|(_, span)| span);
    let library = |name: &str| metadata.text(Key::LibraryName).filter(|(text, _)| *text == name).map(|(_, span)| span);
    // A fine-tune may come with GGUF files too; only the title tells that nothing else is in it.
    let names_quantisation = ["gguf", "gptq", "awq", "exl2", "quant"].iter().any(|word| title.contains(word));
    let inferred = || {
        let adapter = library("peft").or_else(|| tag(&["lora", "peft", "qlora"]).filter(|_| !bases.is_empty()));
        adapter
            .map(|span| ("adapter", span))
            .or_else(|| tag(&["merge", "mergekit"]).map(|span| ("merge", span)))
            .or_else(|| {
                tag(&["gguf", "gptq", "awq", "exl2", "quantized"])
                    .filter(|_| !bases.is_empty() && names_quantisation)
                    .map(|span| ("quantized", span))
            })
    };
    if let Some((relation, span)) = stated {
        facts.push(CardFact::stated("base.relation", relation, span));
    } else if let Some((relation, span)) = inferred() {
        facts.push(CardFact::inferred("base.relation", relation, span));
    }
    let (relation, span) = stated.or_else(inferred)?;
    let artifact = match relation {
        "adapter" => "adapter",
        "merge" => "merge",
        "quantized" => "quantisation",
        _ => "model",
    };
    facts.push(CardFact::inferred("artifact", artifact, span));
    Some(artifact)
}

fn task(metadata: &Metadata<'_, '_>, lists: &CardLists<'_>, facts: &mut Vec<CardFact>) {
    if let Some((text, span)) = metadata.text(Key::PipelineTag)
        && let Some(tag) = lists.hub.pipeline_tags.iter().find(|tag| tag.id == text)
    {
        facts.push(CardFact::stated("card.pipelineTag", text, span));
        if !tag.outputs.is_empty() {
            facts.push(CardFact::inferred("model.outputs", json!(tag.outputs), span));
        }
    }
    facts.extend(metadata.text(Key::LibraryName).map(|(text, span)| CardFact::stated("card.library", text, span)));
}

fn lists_of_the_card(metadata: &Metadata<'_, '_>, facts: &mut Vec<CardFact>) {
    let span = |key| metadata.get(key).map_or(Span::default(), |value: &yaml::Node<'_>| value.span);
    let languages: Vec<&str> =
        metadata.texts(Key::Language).map(|(text, _)| text).filter(|text| languages::is_language(text)).collect();
    if !languages.is_empty() {
        facts.push(CardFact::stated("card.languages", json!(languages), span(Key::Language)));
    }
    let datasets: Vec<&str> = metadata.texts(Key::Datasets).map(|(text, _)| text).collect();
    if !datasets.is_empty() {
        facts.push(CardFact::stated("card.datasets", json!(datasets), span(Key::Datasets)));
    }
}

/// What the gating keys prepare; whether the gate is on is a setting of the repository.
fn gate(metadata: &Metadata<'_, '_>, facts: &mut Vec<CardFact>) {
    let keys = [
        Key::ExtraGatedPrompt,
        Key::ExtraGatedHeading,
        Key::ExtraGatedDescription,
        Key::ExtraGatedButtonContent,
        Key::ExtraGatedFields,
        Key::ExtraGatedEuDisallowed,
    ];
    let Some(first) = keys.into_iter().find_map(|key| metadata.entry(key)) else { return };
    let mut gates = vec!["click-through"];
    let labels = metadata.get(Key::ExtraGatedFields).map_or(&[] as &[yaml::Entry<'_>], yaml::Node::entries);
    let asks = labels.iter().filter_map(|entry| entry.key.as_scalar()).any(|label| {
        let label = label.text.to_ascii_lowercase();
        [
            "name",
            "mail",
            "birth",
            "affiliation",
            "phone",
            "organi",
            "company",
            "institution",
            "job",
            "country",
            "address",
        ]
        .iter()
        .any(|word| label.contains(word))
    });
    if asks {
        gates.push("personal-data");
    }
    let reviewed = [Key::ExtraGatedHeading, Key::ExtraGatedDescription, Key::ExtraGatedPrompt].into_iter().any(|key| {
        metadata.text(key).is_some_and(|(text, _)| {
            let text = text.to_ascii_lowercase();
            [
                "manually review",
                "reviewed manually",
                "requests are reviewed",
                "request will be reviewed",
                "manually approv",
                "subject to approval",
            ]
            .iter()
            .any(|phrase| text.contains(phrase))
        })
    });
    if reviewed {
        gates.push("discretionary-approval");
    }
    if metadata
        .get(Key::ExtraGatedEuDisallowed)
        .and_then(yaml::Node::as_scalar)
        .is_some_and(|scalar| scalar.text.eq_ignore_ascii_case("true"))
    {
        gates.push("geo-block");
    }
    facts.push(CardFact::inferred("access.gate", json!(gates), first.key.span));
}
