//! The licence of a release against that of its base model, in the card and in the classification.

use lexcard::card::Confidence;
use lexcard::diagnostic::Severity;
use lexcard::report::card::{CardAnswer, CardOptions, validate};
use lexcard::report::classification::Classification;
use lexcard::{ClassifyAnswer, ClassifyOptions, law};
use serde_json::{Value as Json, json};

/// Severity, words pointed at, words of the base model pointed at.
fn conflicts(text: &str) -> Vec<(Severity, String, String, String)> {
    let CardAnswer::Success(r) = validate(law::Law::Embedded, text, &CardOptions::default()) else { panic!() };
    assert!(r.facts.iter().any(|f| f.fact == "base.id" && f.confidence == Confidence::Stated), "{:?}", r.facts);
    let at = |o: lexcard::span::Offsets| text[o.start as usize..o.end as usize].to_owned();
    let found = r.diagnostics.iter().filter(|d| d.code == "CARD303");
    found.map(|d| (d.severity, at(d.offset), at(d.related[0].offset), d.message.clone())).collect()
}

fn card(metadata: &str, body: &str) -> String {
    format!("---\n{metadata}\n---\n# Llama-mine\n\n{body}\n")
}

#[test]
fn limits_cannot_be_given_away() {
    let found = conflicts(&card("license: apache-2.0\nbase_model: meta-llama/Llama-3.1-8B", "Built with Llama."));
    let [(severity, at, base, message)] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!((*severity, at.as_str(), base.as_str()), (Severity::Warning, "apache-2.0", "meta-llama/Llama-3.1-8B"));
    assert!(message.contains("`llama3.1`") && message.contains("; likewise it binds"), "{message}");
    assert!(conflicts(&card("license: llama3.1\nbase_model: meta-llama/Llama-3.1-8B", "Built with Llama.")).is_empty());
    // Words that have to be shown may stand elsewhere.
    let found = conflicts(&card("license: llama3.1\nbase_model: meta-llama/Llama-3.1-8B", "Text."));
    assert_eq!(found.iter().map(|f| f.0).collect::<Vec<_>>(), [Severity::Info]);
}

#[test]
fn each_base_of_a_merge_is_looked_at_and_unknown_ones_are_not_guessed() {
    let merge = "license: mit\nbase_model_relation: merge\nbase_model:\n- acme/unheard-of\n- google/gemma-2-9b";
    let found = conflicts(&card(merge, "Text."));
    assert!(found.iter().all(|f| f.2 == "google/gemma-2-9b") && !found.is_empty(), "{found:#?}");
    assert!(conflicts(&card("license: mit\nbase_model: acme/unheard-of", "Text.")).is_empty());
    assert!(conflicts(&card("license: [mit, apache-2.0]\nbase_model: google/gemma-2-9b", "Text.")).is_empty());
    let quiet = format!("{}<!-- lexcard-ignore CARD303: agreed with the licensor -->\n", card(merge, "Text."));
    assert!(conflicts(&quiet).is_empty());
}

fn classified(release: &Json) -> Classification<'static> {
    let options = ClassifyOptions { as_of: Some("2027-02-01".into()), ..Default::default() };
    let ClassifyAnswer::Success(c) = lexcard::classify_release(release, &options) else { panic!("{release}") };
    *c
}

#[test]
fn the_classification_says_what_the_licence_is_worth() {
    let c = classified(&json!({ "artifact": "model", "licence": { "id": "llama3.1" }, "public": { "weights": true } }));
    let licence = serde_json::to_value(c.licence.unwrap()).unwrap();
    assert_eq!((&licence["profile"]["eu"], &licence["profile"]["osi"]), (&json!("no"), &json!(false)));
    let openness = serde_json::to_value(c.openness.unwrap()).unwrap();
    assert_eq!(openness["openSourceDefinition"], "fails");
    assert_eq!((&openness["atLeast"], &openness["atMost"]), (&json!("weightsAvailable"), &json!("weightsAvailable")));

    let c = classified(&json!({ "artifact": "model", "licence": { "id": "other" } }));
    let licence = serde_json::to_value(c.licence.unwrap()).unwrap();
    assert!(licence.get("profile").is_none() && licence["question"]["ask"].is_string(), "{licence}");

    let release = json!({ "artifact": "adapter", "licence": { "id": "mit" }, "base": { "id": "meta-llama/Llama-3.3-70B" },
                          "release": { "name": "acme/tuned" } });
    let conflicts = classified(&release).licence.unwrap().conflicts;
    assert!(conflicts.iter().any(|c| c.base == "llama3.3" && c.derivative == "mit"), "{conflicts:?}");

    let c = classified(&json!({ "artifact": "dataset", "licence": { "id": "mit" } }));
    assert!(c.openness.is_none() && c.licence.is_some());
    let c = classified(&json!({ "artifact": "model" }));
    assert!(c.openness.is_none() && c.licence.is_none());
}
