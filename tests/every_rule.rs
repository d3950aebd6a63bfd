//! For every rule a card that breaks it, beside one that breaks none; for every item of every requirement set a card that
//! lacks it and one that shows it.

use lexcard::card::{ELEMENTS, ElementId, MAX_CARD_BYTES};
use lexcard::diagnostic::rules::RULES;
use lexcard::law;
use lexcard::report::card::{CardAnswer, CardOptions, CardResult, validate_bytes};
use std::collections::BTreeSet;

fn check(card: &[u8], profiles: &[&str]) -> CardResult {
    let law = law::embedded().expect("the embedded pack decodes");
    let profiles = profiles.iter().map(|p| (*p).to_owned()).collect();
    match validate_bytes(law.into(), card, &CardOptions { profiles, ..CardOptions::default() }).1 {
        CardAnswer::Success(result) => *result,
        CardAnswer::Failure(failure) => panic!("{failure:?}"),
    }
}

fn codes(card: &[u8]) -> BTreeSet<String> {
    check(card, &["annex-xii"]).diagnostics.iter().map(|d| d.code.to_string()).collect()
}

/// Breaks no rule but, held against the profile, that of gaps.
const CLEAN: &str = "---
license: apache-2.0
language: en
pipeline_tag: text-generation
library_name: transformers
tags:
- text
datasets:
- example-lab/letters
---

# Northwind 8B

Northwind 8B is a language model trained on letters of the harbour office.
";

/// Metadata and body of a card that breaks one rule.
fn broken() -> Vec<(&'static str, Vec<u8>)> {
    let block = |lines: &str| {
        format!("---\nlicense: mit\n{lines}\n---\n\n# Model\n\nA model trained on letters.\n").into_bytes()
    };
    let bare = |lines: &str| format!("---\n{lines}\n---\n\n# Model\n\nA model trained on letters.\n").into_bytes();
    let body = |text: &str| format!("---\nlicense: mit\n---\n\n# Model\n\n{text}\n").into_bytes();
    let aliases = format!("{}b: [{}]", "a: &a [x]\n", "*a, ".repeat(3));
    let deep = format!("widget: {}{}", "[".repeat(200), "]".repeat(200));
    vec![
        ("CARD001", vec![b'a'; MAX_CARD_BYTES + 1]),
        ("CARD002", b"# Model\n\n\xff\xfe\xfd caf\xe9\n".to_vec()),
        ("CARD003", "# Model\n".encode_utf16().fold(vec![0xff, 0xfe], |mut bytes, unit| {
            bytes.extend(unit.to_le_bytes());
            bytes
        })),
        ("CARD004", format!("\u{feff}{CLEAN}").into_bytes()),
        ("CARD005", b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\n".to_vec()),
        ("CARD006", b"---\nlayout: post\ntitle: Notes\n---\n\n# Notes\n".to_vec()),
        ("CARD010", b"# Model card\n\nThis model is trained on letters.\n".to_vec()),
        ("CARD011", b"---\n\n---\n\n# Model card\n\nThis model is trained on letters.\n".to_vec()),
        ("CARD012", b"---\nlicense: mit\n\n# Model\n".to_vec()),
        ("CARD013", b"----\nlicense: mit\n----\n\n# Model\n".to_vec()),
        ("CARD014", b"# Model\n\n---\nlicense: mit\npipeline_tag: text-generation\n---\n\nA model trained on letters.\n".to_vec()),
        ("CARD015", b"<!--\nlicense: mit\npipeline_tag: text-generation\n-->\n\n# Model card\n\nThis model is trained on letters.\n".to_vec()),
        ("CARD016", b"license: mit\npipeline_tag: text-generation\n---\n\n# Model card\n".to_vec()),
        ("CARD020", block("tags: [a, b")),
        ("CARD021", block("tags:\n\t- a")),
        ("CARD022", block("license: apache-2.0")),
        ("CARD023", bare("- license\n- mit")),
        ("CARD024", block("thumbnail: !picture harbour.png")),
        ("CARD025", block(&aliases)),
        ("CARD026", block(&deep)),
        ("CARD027", block("language: no")),
        ("CARD028", bare("license: mit\n...\nlanguage: en")),
        ("CARD029", block("pipeline_tag: {{ task }}")),
        ("CARD100", block("pipline_tag: text-generation")),
        ("CARD101", block("Language: en")),
        ("CARD102", block("pipeline_tag: text-generation\napp_file: app.py\nsdk: gradio")),
        ("CARD103", block("pipeline_tag: text-generation\nsize_categories: n<1K")),
        ("CARD104", block("favourite_colour: blue")),
        ("CARD105", block("language:\n- en:")),
        ("CARD106", block("datasets:")),
        ("CARD107", block("pipeline_tag:\n- text-generation\n- translation")),
        ("CARD108", block("tags:\n- a\n-")),
        ("CARD109", block("tags:\n- a\n- a")),
        ("CARD110", block("thumbnail: <your picture>")),
        ("CARD120", bare("license: do-what-thou-wilt")),
        ("CARD121", bare("license: Apache 2.0")),
        ("CARD122", bare("language: en")),
        ("CARD123", bare("license: other")),
        ("CARD124", block("license_name: mine")),
        ("CARD125", bare("license: other\nlicense_name: mine\nlicense_link: somewhere else")),
        ("CARD126", bare("license:\n- mit\n- apache-2.0")),
        ("CARD127", bare("license: gpl")),
        ("CARD130", block("language: English")),
        ("CARD131", block("language: pt-BR")),
        ("CARD132", block("pipeline_tag: reading-minds")),
        ("CARD133", block("library_name: tranquil")),
        ("CARD134", block("library_name: Transformers")),
        ("CARD135", block("tags:\n- a: b\n  c: d")),
        ("CARD140", block("datasets:\n- https://example.org/a b")),
        ("CARD141", block("base_model: example-lab/base\nbase_model_relation: cousin")),
        ("CARD142", block("base_model_relation: finetune")),
        ("CARD143", block("base_model:\n- example-lab/a\n- example-lab/b")),
        ("CARD144", block("library_name: peft")),
        ("CARD150", block("model-index:\n- results: []")),
        ("CARD151", block("co2_eq_emissions: much")),
        ("CARD152", block("co2_eq_emissions: 12 kg")),
        ("CARD153", block("extra_gated_fields:\n  Name: poem")),
        ("CARD154", block("widget: hello")),
        ("CARD160", block("ai_release:\n  modle:\n    parameters: 8e9")),
        ("CARD161", block("ai_release:\n  model:\n    parameters: many")),
        ("CARD162", block("base_model: example-lab/base\nbase_model_relation: finetune\nai_release:\n  base:\n    relation: merge")),
        ("CARD200", body("## Limitations\n\n[More Information Needed]")),
        ("CARD201", body("## Limitations\n\n## Training data\n\nLetters.")),
        ("CARD202", body("The model was trained on letters. TODO")),
        ("CARD300", body("## License\n\nThe model is released under the Apache 2.0 license.")),
        ("CARD301", block("language: de").into_iter().chain(*b"\n**Language:** English\n").collect()),
        ("CARD302", body("- **Parameters:** 8B\n- **Number of parameters:** 70 billion")),
        ("CARD303", block("base_model: meta-llama/Llama-3.1-8B\nbase_model_relation: finetune")),
        ("CARD310", bare("license: cc-by-nc-4.0").into_iter().chain(*b"\nThis model is fully open source.\n").collect()),
        ("CARD311", body("This model is EU AI Act compliant.")),
        ("CARD312", body("The model is free of bias.")),
        ("CARD313", body("The model is safe for children.")),
        ("CARD314", body("The training data set contains no personal data.")),
        ("CARD315", body("It detects all deepfakes.")),
        ("CARD316", body("Meet your licensed therapist: this model is your personal therapist.")),
        ("CARD317", body("The model is approved by the government.")),
        ("CARD400", CLEAN.as_bytes().to_vec()),
        ("CARD900", body("<!-- lexcard-ignore -->")),
        ("CARD901", body("<!-- lexcard-ignore CARD132: the tag is new -->")),
    ]
}

#[test]
fn every_rule_has_a_card_that_breaks_it() {
    let broken = broken();
    let covered: Vec<&str> = broken.iter().map(|(code, _)| *code).collect();
    let all: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
    assert_eq!(covered, all, "a card for every rule, in order");
    let missed: Vec<_> = broken.iter().filter(|(code, card)| !codes(card).contains(*code)).collect();
    let told: Vec<String> = missed.iter().map(|(code, card)| format!("{code}: found {:?}", codes(card))).collect();
    assert!(told.is_empty(), "{told:#?}");
    assert_eq!(codes(CLEAN.as_bytes()), BTreeSet::from(["CARD400".to_owned()]));
}

/// A section that shows an element.
fn section(element: ElementId) -> &'static str {
    match element.name() {
        "intended-use" => "## Intended use\n\nThe model is intended for sorting letters in research.",
        "out-of-scope-use" => "## Out-of-scope use\n\nThe model must not be used for medical decisions.",
        "limitations" => "## Limitations\n\nThe model performs poorly on handwriting and may produce wrong answers.",
        "bias-risks" => {
            "## Bias and risks\n\nThe model can reflect gender bias of its sources and produce harmful content."
        }
        "training-data" => {
            "## Training data\n\nThe model was trained on a dataset of 12,000 letters from public archives."
        }
        "evaluation-results" => "## Evaluation results\n\n| benchmark | accuracy |\n|---|---|\n| letters | 91.3 |",
        "safety-testing" => {
            "## Safety testing\n\nThe model was red-teamed for harmful content before release; 2 % of attacks succeeded."
        }
        "safeguards" => "## Recommendations\n\nUsers should filter the output and have a person review it.",
        "compute-hardware" => "## Compute\n\nThe model was trained on 64 H100 GPUs for 3 days.",
        "environmental-impact" => "## Environmental impact\n\nTraining emitted 12 kg CO2 equivalent.",
        "license" => "## License\n\nThe model is released under the Apache 2.0 license.",
        "contact-developer" => "## Contact\n\nDeveloped by Example Lab; contact us at lab@example.org.",
        "architecture" => "## Architecture\n\nA decoder-only transformer with 32 layers and 8 billion parameters.",
        "input-output-format" => "## Input and output\n\nThe input is text; the output is text of up to 4096 tokens.",
        "citation" => {
            "## Citation\n\n```bibtex\n@article{northwind, title={Northwind}, author={Lab}, year={2026}}\n```"
        }
        other => panic!("no section for `{other}`"),
    }
}

#[test]
fn every_requirement_is_asked_for_and_can_be_met() {
    let pack = &law::embedded().expect("the embedded pack decodes").pack;
    let bare = b"---\nlicense: mit\n---\n\n# Model\n";
    let (mut asked, mut unseen) = (0, 0);
    for set in &pack.requirement_sets {
        let gaps = |card: &[u8]| -> BTreeSet<String> {
            let found = check(card, &[set.id]).diagnostics;
            found.iter().filter(|d| d.code == "CARD400").map(|d| d.path.last().unwrap().clone()).collect()
        };
        let lacking = gaps(bare);
        for item in &set.items {
            let name = format!("{}/{}", set.id, item.id);
            let elements: Vec<ElementId> = item.elements.iter().filter_map(|e| ElementId::from_name(e)).collect();
            assert_eq!(elements.len(), item.elements.len(), "{name}: an element that there is not");
            if elements.is_empty() {
                // Not to be seen in a card, so never asked of one.
                assert!(!lacking.contains(item.id), "{name}");
                unseen += 1;
                continue;
            }
            // What the metadata alone shows, such as the licence, a card cannot lack.
            let shown_by_metadata = item.keywords.is_empty() && elements.iter().any(|e| e.name() == "license");
            assert!(lacking.contains(item.id) || shown_by_metadata, "{name} is not asked for");
            asked += 1;
            for element in &elements {
                let keyword = item.keywords.first().copied().unwrap_or_default();
                let card =
                    format!("---\nlicense: mit\n---\n\n# Model\n\n{}\n\nMore on this: {keyword}.\n", section(*element));
                assert!(
                    !gaps(card.as_bytes()).contains(item.id),
                    "{name} is not met by {} and `{keyword}`",
                    element.name()
                );
            }
        }
    }
    println!("{asked} items asked for and met, {unseen} that no card shows, {} elements", ELEMENTS.len());
    assert!(asked > 100, "{asked}");
}
