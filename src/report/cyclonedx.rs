//! What a card says as a CycloneDX 1.6 bill of materials with a model card: machine-readable, for inventories.
//!
//! Holds what the card states and nothing that we conclude. Without time stamp and serial number, so that the same card
//! gives the same bytes.

use super::sarif::Checked;
use crate::card::ElementStatus;
use crate::law::LawPack;
use crate::licence;
use serde_json::{Map, Value as Json, json};

/// Longest text taken over from one element, in characters.
const LONGEST: usize = 2_000;

/// One document: the card as its subject, or several as its components.
#[must_use]
pub fn bill(law: &LawPack<'_>, cards: &[Checked<'_>]) -> Json {
    let mut components: Vec<Json> = cards.iter().map(|card| component(law, card)).collect();
    let tool = json!({ "type": "application", "name": "lexcard", "version": env!("CARGO_PKG_VERSION") });
    let mut out = json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "tools": { "components": [tool] } },
    });
    match (components.pop(), components.is_empty()) {
        (Some(only), true) => {
            if let Some(metadata) = out.get_mut("metadata").and_then(Json::as_object_mut) {
                metadata.insert("component".to_owned(), only);
            }
        }
        (last, _) => {
            components.extend(last);
            if let Some(fields) = out.as_object_mut() {
                fields.insert("components".to_owned(), components.into());
            }
        }
    }
    out
}

fn component(law: &LawPack<'_>, card: &Checked<'_>) -> Json {
    let fact = |id: &str| card.result.facts.iter().find(|f| f.fact == id).map(|f| &f.value);
    let text = |id: &str| fact(id).and_then(Json::as_str);
    let name = text("release.name").or_else(|| title(card.text)).unwrap_or(card.file);
    let mut out = Map::new();
    let mut add = |name: &str, value: Json| out.insert(name.to_owned(), value);
    add("type", "machine-learning-model".into());
    add("bom-ref", card.file.into());
    add("name", name.into());
    if let Some(id) = text("licence.id") {
        let known = licence::find(&law.pack.lists.licences, id).and_then(|l| l.spdx);
        let licence = known.map_or_else(|| json!({ "name": id }), |spdx| json!({ "id": spdx }));
        add("licenses", json!([{ "license": licence }]));
    }
    if let Some(base) = text("base.id") {
        add("pedigree", json!({ "ancestors": [{ "type": "machine-learning-model", "name": base }] }));
    }
    add("modelCard", json!({ "modelParameters": parameters(card), "considerations": considerations(card) }));
    let facts = card.result.facts.iter();
    let facts: Vec<Json> = facts
        .map(|f| {
            let value = f.value.as_str().map_or_else(|| f.value.to_string(), str::to_owned);
            json!({ "name": format!("lexcard:{}", f.fact), "value": value })
        })
        .collect();
    if !facts.is_empty() {
        add("properties", facts.into());
    }
    Json::Object(out)
}

fn parameters(card: &Checked<'_>) -> Json {
    let fact = |id: &str| card.result.facts.iter().find(|f| f.fact == id).map(|f| &f.value);
    let names = |id: &str| fact(id).and_then(Json::as_array).cloned().unwrap_or_default();
    let mut out = Map::new();
    if let Some(task) = fact("card.pipelineTag") {
        out.insert("task".to_owned(), task.clone());
    }
    for (name, id, of) in [("datasets", "card.datasets", "name"), ("outputs", "model.outputs", "format")] {
        let items: Vec<Json> = names(id)
            .into_iter()
            .map(
                |item| {
                    if of == "name" { json!({ "type": "dataset", "name": item }) } else { json!({ "format": item }) }
                },
            )
            .collect();
        if !items.is_empty() {
            out.insert(name.to_owned(), items.into());
        }
    }
    Json::Object(out)
}

fn considerations(card: &Checked<'_>) -> Json {
    let said = |name: &str| -> Option<String> {
        let element = card.result.elements.get(name).filter(|e| e.status == ElementStatus::Present)?;
        let range = element.range?;
        let (first, last) = (range.start.line as usize, range.end.line as usize);
        // Whole lines: a sentence out of its list item or table row reads badly.
        let lines: Vec<&str> = card.text.lines().skip(first).take(last - first + 1).map(str::trim).collect();
        Some(lines.join("\n").chars().take(LONGEST).collect())
    };
    let mut out = Map::new();
    let mut add = |name: &str, items: Vec<Json>| {
        if !items.is_empty() {
            out.insert(name.to_owned(), items.into());
        }
    };
    let texts = |names: &[&str]| names.iter().filter_map(|name| said(name)).map(Json::from).collect();
    add("useCases", texts(&["intended-use"]));
    add("technicalLimitations", texts(&["limitations", "out-of-scope-use"]));
    add("ethicalConsiderations", said("bias-risks").map(|text| json!({ "name": text })).into_iter().collect());
    Json::Object(out)
}

/// The first heading of the body.
fn title(text: &str) -> Option<&str> {
    let heading = text.lines().find_map(|line| line.strip_prefix("# "))?.trim();
    (!heading.is_empty() && heading.len() <= 200).then_some(heading)
}
