//! What the Hub's own check takes and what it refuses: every key, type and value of its documentation, of its client and
//! of the messages seen in public, and every shape of the block.

use lexcard::law;
use lexcard::report::hub::{HubAnswer, answer};

fn checked(card: &str) -> HubAnswer {
    answer(law::embedded().expect("the embedded pack decodes"), card)
}

fn block(metadata: &str) -> HubAnswer {
    checked(&format!("---\n{metadata}\n---\n# M\n"))
}

const TAKEN: &[&str] = &[
    "license: mit\nlanguage: en",
    "license: mit\nlanguage: [en, fr]",
    "license: mit\nlanguage: code",
    "license: mit\nlanguage: multilingual",
    "license: mit\nlanguage: no",
    "license: mit\nlanguage: eng",
    "license: mit\nlanguage: nan",
    "license: [mit, apache-2.0]",
    "license: openmdw-1.1",
    "license: other",
    "license: other\nlicense_name: x\nlicense_link: LICENSE",
    "license: mit\nlicense_name: x",
    "license: mit\nlicense_link: LICENSE",
    "library_name: foo\nlicense: mit",
    "license: mit\ntags: a",
    "license: mit\ntags:\n- \"2024\"",
    "license: mit\ndatasets: a/b",
    "license: mit\ndatasets: [squad]",
    "license: mit\nbuckets: [a/b]",
    "license: mit\nmetrics: accuracy",
    "license: mit\nmetrics: [accuracy, f1]",
    "license: mit\nbase_model: a/b",
    "license: mit\nbase_model: [a/b, c/d]",
    "license: mit\nbase_model: gpt2",
    "license: mit\nbase_model: a/b\nbase_model_relation: adapter",
    "license: mit\nnew_version: a/b",
    "license: mit\npipeline_tag: text-generation",
    "license: mit\npipeline_tag: table-to-text",
    "license: mit\nthumbnail: https://x/y.png",
    "license: mit\nmodel-index:\n- name: a\n  results: []",
    "license: mit\nmodel-index:\n- name: a\n  results:\n  - task:\n      type: t\n    dataset:\n      type: a/b\n      name: B\n    metrics:\n    - type: acc\n      value: 3",
    "license: mit\nco2_eq_emissions: 12",
    "license: mit\nco2_eq_emissions: {emissions: 12}",
    "license: mit\ninference: false",
    "license: mit\ninference: {parameters: {temperature: 1}}",
    "license: mit\nwidget:\n- text: a",
    "license: mit\nwidget:\n- src: a\n  example_title: b",
    "license: mit\ninstance_prompt: a dog",
    "license: mit\nextra_gated_prompt: x",
    "license: mit\nextra_gated_fields: {Name: text, Agree: checkbox, Day: date_picker, C: country}",
    "license: mit\nextra_gated_fields: {Name: {type: select, options: [a, b]}}",
    "license: mit\nextra_gated_fields: {Name: {type: select, options: [a, {label: Other, value: other}]}}",
    "license: mit\nextra_gated_eu_disallowed: true",
    "license: mit\nfoo: bar",
    "license: mit\nbase_model: None",
    "license: mit\nmodel-index: []",
    "license: mit\npipeline_tag: foo",
    "license: mit\ninference: maybe",
    "license: other\nlicense_link: LICENSE.txt\nlicense_name: y",
];

const REFUSED: &[&str] = &[
    "license: mit\nlanguage: zh-CN",
    "license: mit\nlanguage: es-ES",
    "license: mit\nlanguage: jp",
    "license: mit\nlanguage: noinfo",
    "license: mit\nlanguage: en_unnorm",
    "license: mit\nlanguage:",
    "license: mit\nlanguage: EN",
    "license: mit\nlanguage: 12",
    "license: mit\nlanguage: [en, null]",
    "license: MIT",
    "license: gpl-3.0-only",
    "license:",
    "license: 3",
    "license: {a: b}",
    "license: mit\nlibrary_name: [a]",
    "license: mit\nlibrary_name: 3",
    "license: mit\ntags:\n- a\n- 2024",
    "license: mit\ntags:\n- a\n- null",
    "license: mit\ntags:\n- true",
    "license: mit\ntags: {a: b}",
    "license: mit\ndatasets: [a/b, null]",
    "license: mit\ndatasets: [Common Voice]",
    "license: mit\ndatasets: [\"  \"]",
    "license: mit\ndatasets:",
    "license: mit\nbuckets: [\"a b\"]",
    "license: mit\nmetrics: [1]",
    "license: mit\nbase_model: ./out",
    "license: mit\nbase_model: /home/x/y",
    "license: mit\nbase_model: https://huggingface.co/a/b",
    "license: mit\nbase_model: a/b/c",
    "license: mit\nbase_model: a b",
    "license: mit\nbase_model: a/b\nbase_model_relation: lora",
    "license: mit\nbase_model: a/b\nbase_model_relation: Finetune",
    "license: mit\nnew_version: [a/b]",
    "license: mit\npipeline_tag: [text-generation]",
    "license: mit\nthumbnail: 3",
    "license: mit\nmodel-index: foo",
    "license: mit\nmodel-index:\n- name: a",
    "license: mit\nmodel-index:\n- name: a\n  results:\n  - task:\n      type: t\n    dataset:\n      type: My pretty name\n      name: B\n    metrics:\n    - type: acc\n      value: 3",
    "license: mit\nmodel-index:\n- name: a\n  results:\n  - task:\n      type: t\n    dataset:\n      type: a\n      name: B\n      config: 3\n    metrics:\n    - type: acc\n      value: 3",
    "license: mit\nmodel-index:\n- name: a\n  results:\n  - task:\n      type: t\n    dataset:\n      type: a\n      name: B\n      config: null\n    metrics:\n    - type: acc\n      value: 3",
    "license: mit\nmodel-index:\n- name: a\n  results:\n  - task:\n      type: t\n    dataset:\n      type: \"\"\n      name: B\n    metrics:\n    - type: acc\n      value: 3",
    "license: mit\nmodel-index:\n- name: a\n  results:\n  - task:\n      type: t\n    dataset:\n      type: a\n      name: B\n    metrics:\n    - type: acc",
    "license: mit\nmodel-index:\n- name: a\n  results:\n  - task:\n      name: t\n    dataset:\n      type: a\n      name: B\n    metrics:\n    - type: acc\n      value: 1",
    "license: mit\nmodel-index:\n- name: a\n  results:\n  - task:\n      type: t\n    dataset:\n      type: a\n      name: B\n    source:\n      name: x\n    metrics:\n    - type: acc\n      value: 1",
    "license: mit\nco2_eq_emissions: {emissions: twelve}",
    "license: mit\nco2_eq_emissions: {source: x}",
    "license: mit\nco2_eq_emissions: 3 kg",
    "license: mit\nwidget: {text: a}",
    "license: mit\nwidget: [a]",
    "license: mit\nextra_gated_fields: {Name: poem}",
    "license: mit\nextra_gated_fields: {Name: {type: select}}",
    "license: mit\nextra_gated_fields: [a]",
    "license: mit\nx: !python/tuple [a]",
    "license: mit\nlicense: mit",
    "- a",
    "foo",
    "license: mit\na: b: c",
    "license: mit\n\ta: b",
];

#[test]
fn values_are_taken_and_refused_as_on_the_hub() {
    let wrongly_refused: Vec<_> = TAKEN.iter().filter(|metadata| !block(metadata).errors.is_empty()).collect();
    assert!(wrongly_refused.is_empty(), "{wrongly_refused:#?}");
    let wrongly_taken: Vec<_> = REFUSED.iter().filter(|metadata| block(metadata).errors.is_empty()).collect();
    assert!(wrongly_taken.is_empty(), "{wrongly_taken:#?}");
}

/// Cards, and whether the Hub misses the metadata in them; it refuses none.
const SHAPES: &[(&str, bool)] = &[
    ("\n\n---\nlicense: mit\n---\n# M", false),
    ("--- \nlicense: mit\n---\n", true),
    ("---\nlicense: mit\n--- \t\n# M", false),
    ("---\r\nlicense: mit\r\n---\r\n# M", false),
    ("# M\n", true),
    ("", true),
    ("x\n---\nlicense: mit\n---\n", true),
    ("---\nlicense: mit\n", true),
    ("---\nlicense: mit\n---", false),
    ("---\n\n---\n", true),
    ("---\n# hi\n---\n", true),
    ("----\nlicense: mit\n----\n", true),
    ("---\nlicense: mit\n ---\n", true),
    ("---\nlicense: mit\nx: |\n  ---\n---\n# M", false),
    ("---\nlicense: mit\n----\n", true),
    ("---\rlicense: mit\r---\r# M", true),
];

#[test]
fn the_block_is_found_where_the_hub_finds_it() {
    for &(card, missed) in SHAPES {
        let answer = checked(card);
        assert!(answer.errors.is_empty(), "{card:?}");
        let told = answer.warnings.iter().any(|w| w.message == "empty or missing yaml metadata in repo card");
        assert_eq!(told, missed, "{card:?}");
    }
}
