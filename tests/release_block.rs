//! The metadata block `ai_release:`: what is written from a release and read back answers as the release itself does.

#[path = "support/mod.rs"]
mod support;

use lexcard::diagnostic::Safety;
use lexcard::report::card::{CardAnswer, CardOptions, CardResult, validate};
use lexcard::report::release_block::write;
use lexcard::{CheckAnswer, CheckInput, CheckOptions, ClassifyAnswer, ClassifyOptions, law};
use serde_json::{Value as Json, json};

fn card(block: &str) -> String {
    format!("---\n{block}---\n# A model\n\nText.\n")
}

/// The answer without what tells where a fact came from.
fn answer(facts: &Json, card: &str, on: &str) -> Json {
    let pack = law::embedded().unwrap();
    if card.is_empty() {
        let options = ClassifyOptions { as_of: Some(on.to_owned()), ..Default::default() };
        let ClassifyAnswer::Success(c) = lexcard::report::classification::classify(pack, facts, &options) else {
            panic!("{facts}");
        };
        return serde_json::to_value(c).unwrap();
    }
    let input = CheckInput { card: card.to_owned(), files: Vec::new(), facts: facts.clone() };
    let options = CheckOptions { as_of: Some(on.to_owned()), ..Default::default() };
    let CheckAnswer::Success(r) = lexcard::report::card::check(pack, &input, &options) else { panic!("{card}") };
    let spoken: Vec<_> = r.card.diagnostics.iter().filter(|d| d.code.starts_with("CARD16")).collect();
    assert!(spoken.is_empty(), "{spoken:#?}\n{card}");
    serde_json::to_value(&r.classification).unwrap()
}

/// The releases of every case of every law.
fn releases() -> Vec<Json> {
    let compiled = lexcard_law_compiler::compile("src/laws".as_ref()).unwrap_or_else(|e| panic!("{e}"));
    let release = |case: &lexcard_law_compiler::Case| {
        let mut json = support::to_json(&toml::Value::Table(case.facts.clone()));
        json["judgements"] =
            case.judgements.iter().map(|(k, v)| (k.clone(), Json::Bool(*v))).collect::<serde_json::Map<_, _>>().into();
        json
    };
    compiled.cases.iter().map(release).collect()
}

#[test]
fn written_and_read_back_it_answers_the_same() {
    let pack = law::embedded().unwrap();
    let mut seen = 0;
    for release in releases() {
        let block = write(pack, &release).unwrap_or_else(|e| panic!("{release}: {e:?}"));
        seen += 1;
        assert_eq!(answer(&json!({}), &card(&block), "2027-02-01"), answer(&release, "", "2027-02-01"), "{block}");
    }
    assert!(seen > 300, "only {seen} releases");
}

fn checked(text: &str) -> CardResult {
    let CardAnswer::Success(r) = validate(law::Law::Embedded, text, &CardOptions::default()) else { panic!() };
    *r
}

#[test]
fn it_reads_as_people_write() {
    let block = write(
        law::embedded().unwrap(),
        &json!({ "market.places": ["NO", "-EU"], "training": { "updateFlop": { "estimate": 1e25, "margin": 0.3 } },
                 "artifact": "model", "licence": { "name": "my: own" }, "judgements": { "eu.ai-act/upload-alone-is-placing": true } }),
    );
    assert_eq!(
        block.unwrap(),
        "ai_release:\n  artifact: model\n  judgements:\n    eu.ai-act/upload-alone-is-placing: true\n  licence:\n    name: \"my: own\"\n  \
         market:\n    places: [\"NO\", \"-EU\"]\n  training:\n    updateFlop: { estimate: 1.0e+25, margin: 0.3 }\n"
    );
    let result = checked(&card(
        "ai_release:\n  release.placedOn: 2026\n  model: {outputs: [text]}\n  market:\n    monetisation:\n",
    ));
    let facts: Vec<(&str, &Json)> = result.facts.iter().map(|f| (f.fact.as_ref(), &f.value)).collect();
    assert_eq!(facts, [("model.outputs", &json!(["text"])), ("release.placedOn", &json!("2026"))]);
}

#[test]
fn slips_are_found_at_their_place() {
    for (block, code, at, fix) in [
        ("ai_release:\n  artefact: model\n", "CARD160", "artefact", Some("artifact")),
        ("ai_release:\n  model:\n    ouputs: [text]\n", "CARD160", "ouputs", Some("outputs")),
        ("ai_release:\n  modle:\n    outputs: [text]\n", "CARD160", "modle", Some("model")),
        ("ai_release:\n  model:\n    outputs: [txet]\n", "CARD161", "[txet]", None),
        ("ai_release:\n  artifact: [model, adapter]\n", "CARD161", "[model, adapter]", None),
        ("ai_release: open\n", "CARD161", "open", None),
        ("ai_release:\n  judgements: {eu.ai-act/nonsense: true}\n", "CARD160", "eu.ai-act/nonsense", None),
        ("license: mit\nai_release:\n  licence:\n    id: apache-2.0\n", "CARD162", "apache-2.0", None),
    ] {
        let text = card(block);
        let result = checked(&text);
        let found: Vec<_> = result.diagnostics.iter().filter(|d| d.code.starts_with("CARD16")).collect();
        let [d] = found.as_slice() else { panic!("{block}: {found:#?}") };
        assert_eq!(d.code, code, "{block}");
        assert_eq!(&text[d.offset.start as usize..d.offset.end as usize], at, "{block}");
        let new = d.fixes.first().map(|f| (f.safety, f.edits[0].new_text.as_str()));
        assert_eq!(new, fix.map(|f| (Safety::Safe, f)), "{block}");
    }
}

#[test]
fn the_caller_wins_over_the_block_and_the_block_over_the_text() {
    let text = "---\nlicense: mit\nai_release:\n  licence: {id: apache-2.0}\n  artifact: model\n---\n# M\n";
    let of = |facts: Json| {
        let input = CheckInput { card: text.to_owned(), files: Vec::new(), facts };
        let options = CheckOptions { as_of: Some("2027-02-01".into()), trace: true, ..Default::default() };
        let CheckAnswer::Success(r) = lexcard::check_release(&input, &options) else { panic!() };
        r.classification.summary.artifact.map(str::to_owned)
    };
    assert_eq!(of(json!({})).as_deref(), Some("model"));
    assert_eq!(of(json!({ "artifact": "dataset" })).as_deref(), Some("dataset"));
    let id = checked(text).facts.into_iter().find(|f| f.fact == "licence.id").unwrap();
    assert_eq!(id.value, "apache-2.0");
}
