//! The forms of an answer, and the command line that prints them. That SARIF fits the official schema is tested where a
//! validator is at hand: tests/packaging/reports.test.mjs.

#[path = "support/cards.rs"]
mod support;

use lexcard::law;
use lexcard::report::card::{CardAnswer, CardOptions, CardResult, validate};
use lexcard::report::render::{Format, RenderOptions, render_card, render_check, render_classification};
use lexcard::report::sarif::{self, Checked};
use lexcard::report::{github, hub};
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

fn checked(text: &str) -> CardResult {
    let CardAnswer::Success(result) = validate(law::Law::Embedded, text, &CardOptions::default()) else {
        panic!("no answer");
    };
    *result
}

/// A card with what trips up formats: CR LF, characters outside the BMP, tabs, per cent signs, pipes, HTML.
const CARD: &str = "---\r\nlicense: Apache 2.0\r\nlanguage: [en, \"zh-CN\"]\r\ndatasets:\r\n- 😀 My | Data\r\n-\r\ntags: text\r\n\
base_model: ./out\r\nwidget: {text: hi}\r\n---\r\n# Model 😀\r\n\r\n## Limitations\r\n\r\n[More Information Needed]\r\n\r\n\
😀 100% EU AI Act compliant, <b>no bias</b>.\r\n";

#[test]
fn sarif_points_where_the_findings_point() {
    let result = checked(CARD);
    assert!(result.diagnostics.len() >= 8, "{:#?}", result.diagnostics);
    let log = sarif::log(&[Checked { file: "a b/README.md", text: CARD, result: &result }]);
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "utf16CodeUnits");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), result.diagnostics.len());
    let lines: Vec<Vec<u16>> = CARD.split("\r\n").map(|line| line.encode_utf16().collect()).collect();
    let mut fixes = 0;
    for (found, out) in result.diagnostics.iter().zip(results) {
        let rule = &rules[usize::try_from(out["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!((&rule["id"], &out["ruleId"]), (&json!(found.code), &json!(found.code)));
        assert!(rule["helpUri"].as_str().unwrap().ends_with(&format!("#{}", found.code.to_lowercase())));
        let place = &out["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "a%20b/README.md");
        let number = |name: &str| usize::try_from(place["region"][name].as_u64().unwrap()).unwrap();
        let (first, last) = (number("startLine"), number("endLine"));
        assert!(1 <= first && first <= last && last <= lines.len(), "{place}");
        assert!(1 <= number("startColumn") && number("startColumn") <= lines[first - 1].len() + 1, "{place}");
        let units = found.offset.start as usize..found.offset.end as usize;
        if first == last {
            let whole: Vec<u16> = CARD.encode_utf16().collect();
            assert_eq!(lines[first - 1][number("startColumn") - 1..number("endColumn") - 1], whole[units], "{place}");
        }
        fixes += out["fixes"].as_array().map_or(0, Vec::len);
        assert!(out["message"]["text"].as_str().unwrap().ends_with(['.', '?', '!', ':']), "{out}");
    }
    assert_eq!(fixes, result.diagnostics.iter().map(|d| d.fixes.len()).sum::<usize>());
    assert!(fixes >= 2);
}

#[test]
fn fingerprints_tell_findings_apart_and_outlive_an_inserted_line() {
    let prints = |text: &str| -> BTreeSet<String> {
        let result = checked(text);
        let log = sarif::log(&[Checked { file: "README.md", text, result: &result }]);
        let results = log["runs"][0]["results"].as_array().unwrap().clone();
        let all: BTreeSet<_> =
            results.iter().map(|r| r["partialFingerprints"]["lexcard/v1"].as_str().unwrap().to_owned()).collect();
        assert_eq!(all.len(), results.len(), "two findings have one fingerprint");
        all
    };
    let before = prints(CARD);
    assert_eq!(before, prints(&CARD.replace("# Model 😀\r\n", "# Model 😀\r\n\r\nA model of mine.\r\n")));
    assert_eq!(before, prints(&CARD.replace("license:", "pipeline_tag: text-generation\r\nlicense:")));
}

#[test]
fn annotations_are_one_line_each() {
    let result = checked(CARD);
    let text = github::annotations(&[Checked { file: "a,b:c.md", text: CARD, result: &result }]);
    assert_eq!(text.lines().count(), result.diagnostics.len());
    for line in text.lines() {
        let (head, message) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
        let (command, properties) = head.split_once(' ').unwrap();
        assert!(["error", "warning", "notice"].contains(&command), "{line}");
        let names: Vec<&str> = properties.split(',').map(|p| p.split_once('=').unwrap().0).collect();
        assert!(names.starts_with(&["file", "line", "endLine"]) && names.ends_with(&["title"]), "{line}");
        assert!(properties.contains("file=a%2Cb%3Ac.md"), "{line}");
        assert!(!message.is_empty());
    }
}

fn hub_errors(card: &str) -> Vec<String> {
    hub::answer(law::embedded().unwrap(), card).errors.into_iter().map(|e| e.message).collect()
}

fn block(yaml: &str) -> String {
    format!("---\n{yaml}\n---\n# Model\n\nText.\n")
}

#[test]
fn hub_errors_read_as_the_hubs() {
    for (yaml, message) in [
        ("license: mit\nlanguage: [zh-CN]", "\"language[0]\" must only contain lowercase characters"),
        ("license: mit\nwidget: {text: hi}", "\"widget\" must be an array"),
        (
            "license: mit\nmodel-index:\n- name: m\n  results:\n  - task: {type: t}\n    dataset: {type: d, name: d, config: 3}\n    metrics: [{type: a, value: 1}]",
            "\"model-index[0].results[0].dataset.config\" must be a string",
        ),
        (
            "license: mit\nmodel-index:\n- name: m\n  results:\n  - dataset: {type: d, name: d}\n    metrics: [{type: a, value: 1}]",
            "\"model-index[0].results[0].task\" is required",
        ),
        ("license: mit\nmodel-index: foo", "\"model-index\" must be an array"),
        ("license: mit\ntags:\n- a\n- 2024", "\"tags[1]\" must be a string"),
        ("license: mit\ndatasets:\n- a\n-", "\"datasets[1]\" must be a string"),
        (
            "license: mit\nbase_model: a/b\nbase_model_relation: copy",
            "\"base_model_relation\" must be one of [adapter, merge, quantized, finetune]",
        ),
    ] {
        assert_eq!(hub_errors(&block(yaml)), [message], "{yaml}");
    }
    let licence = hub_errors(&block("license: Apache-2.0"));
    assert!(licence[0].starts_with("\"license\" must be one of [apache-2.0, "), "{licence:?}");
    assert!(licence[0].ends_with(", other, array]"), "{licence:?}");
    let tag = hub_errors(&block("license: mit\nx: !!python/tuple [a]"));
    assert!(tag[0].starts_with("Invalid YAML in README.md: "), "{tag:?}");
}

#[test]
fn the_hub_refuses_metadata_only_and_heeds_no_suppressions() {
    let pack = law::embedded().unwrap();
    assert!(hub_errors("# No block\n\nThis model has no bias at all.\n").is_empty());
    let answer = hub::answer(pack, "# No block\n");
    assert!(answer.warnings.iter().any(|w| w.message == "empty or missing yaml metadata in repo card"), "{answer:?}");
    // What the Hub does not see it does not refuse.
    assert_eq!(hub_errors("--- \nlicense: Nonsense\n---\n# Model\n"), Vec::<String>::new());
    let suppressed = format!("{}\n<!-- lexcard-ignore CARD120: our own -->\n", block("license: nonsense"));
    assert_eq!(hub_errors(&suppressed).len(), 1);
    assert!(checked(&suppressed).diagnostics.iter().all(|d| d.code != "CARD120"));
}

#[test]
fn every_card_of_the_corpus_can_be_written_in_every_form() {
    let pack = law::embedded().unwrap();
    for (name, bytes) in support::cards() {
        let text = lexcard::card::decode(&bytes).text.into_owned();
        for format in [
            Format::Sarif,
            Format::Github,
            Format::Markdown,
            Format::Hub,
            Format::Text,
            Format::Json,
            Format::Cyclonedx,
        ] {
            let options = RenderOptions { format, file: name.clone(), ..Default::default() };
            let out = render_card(pack, &text, &options).unwrap();
            if matches!(format, Format::Sarif | Format::Hub | Format::Json | Format::Cyclonedx) {
                serde_json::from_str::<Json>(&out).unwrap();
            }
        }
        // A hub error is an error of ours; the reverse does not hold, for blocks that the Hub does not see.
        let errors = hub_errors(&text).len();
        let ours = checked(&text.replace("lexcard-ignore", "")).diagnostics;
        assert!(errors <= ours.iter().filter(|d| d.severity == lexcard::diagnostic::Severity::Error).count(), "{name}");
    }
}

fn release() -> Json {
    json!({ "artifact": "model", "market": { "places": ["worldwide"] }, "model": { "outputs": ["text"] },
            "licence": { "id": "apache-2.0" } })
}

#[test]
fn a_classification_reads_as_markdown() {
    let pack = law::embedded().unwrap();
    let options = RenderOptions { format: Format::Markdown, as_of: Some("2027-02-01".into()), ..Default::default() };
    let page = render_classification(pack, &release(), &options).unwrap();
    for part in ["# Duties of this release (model) on 2027-02-01", "## Not checked", "not legal advice", "](<https://"]
    {
        assert!(page.contains(part), "{part}\n{page}");
    }
    let input = lexcard::CheckInput { card: CARD.into(), facts: release(), files: Vec::new() };
    let both = render_check(pack, &input, &options).unwrap();
    assert!(both.contains("# Duties") && both.contains("# Model card `README.md`"), "{both}");
}

#[test]
fn wrong_input_is_said_in_every_form() {
    let pack = law::embedded().unwrap();
    let wrong = json!({ "modle": 1 });
    for format in [Format::Text, Format::Json, Format::Markdown] {
        let options = RenderOptions { format, as_of: Some("2027-02-01".into()), ..Default::default() };
        let out = render_classification(pack, &wrong, &options).unwrap();
        assert!(out.contains("modle"), "{format:?} {out}");
    }
    for format in [Format::Sarif, Format::Github, Format::Hub, Format::Markdown] {
        let options = RenderOptions { format, profiles: vec!["no-such-set".into()], ..Default::default() };
        let input = lexcard::CheckInput { card: CARD.into(), facts: json!({}), files: Vec::new() };
        let out = if format == Format::Hub {
            continue;
        } else {
            render_check(pack, &input, &options).unwrap()
        };
        assert!(out.contains("no-such-set"), "{format:?} {out}");
    }
}

// --- command line ----------------------------------------------------------------------------------------------------

/// A folder of its own for one test.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&path);
    for (file, text) in files {
        let file = path.join(file);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }
    path
}

fn lexcard(folder: &PathBuf, arguments: &[&str]) -> (i32, String, String) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_lexcard")).args(arguments).current_dir(folder).output().expect("it starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

const CLEAN: &str = "---\nlicense: mit\n---\n# Model\n\nA model that does something useful for people.\n";
const FAULTY: &str = "---\nlicense: MIT License\n---\n# Model\n\nA model.\n";

#[test]
fn folders_are_searched_and_exit_codes_add_up() {
    let at = folder("several", &[("README.md", CLEAN), ("sub/model_card.md", FAULTY), ("sub/notes.md", FAULTY)]);
    std::fs::create_dir_all(at.join("empty")).unwrap();
    assert_eq!(lexcard(&at, &["check", "README.md"]).0, 0);
    let (code, out, _) = lexcard(&at, &["check", ".", "--format", "json"]);
    let answers: Json = serde_json::from_str(&out).unwrap();
    let files: Vec<&str> = answers.as_array().unwrap().iter().map(|a| a["file"].as_str().unwrap()).collect();
    assert_eq!((code, files.as_slice()), (1, &["README.md", "sub/model_card.md"][..]));
    assert_eq!(lexcard(&at, &["check", ".", "--fail-on", "never"]).0, 0);
    assert_eq!(lexcard(&at, &["check", "sub/model_card.md", "README.md", "--ignore", "CARD1"]).0, 0);
    let (code, _, error) = lexcard(&at, &["check", "empty"]);
    assert_eq!(code, 2);
    assert!(error.contains("no card here"), "{error}");
    for wrong in [&["check", "gone.md"][..], &["check"], &["check", "README.md", "--format", "xml"], &["chek"]] {
        assert_eq!(lexcard(&at, wrong).0, 2, "{wrong:?}");
    }
    let one: Json = serde_json::from_str(&lexcard(&at, &["check", "README.md", "--format", "json"]).1).unwrap();
    assert_eq!((one["type"].as_str(), one.get("file")), (Some("success"), None));
    let (code, out, told) = lexcard(&at, &["check", ".", "--fix"]);
    assert_eq!(code, 0, "{out}");
    assert!(told.contains("sub/model_card.md: mended CARD"), "{told}");
    assert_eq!(lexcard(&at, &["check", "."]).0, 0);
}

#[test]
fn the_configuration_is_read_and_its_slips_are_errors_with_a_place() {
    let at = folder("config", &[("README.md", FAULTY), (".lexcard.json", "{ \"failOn\": \"never\" }")]);
    assert_eq!(lexcard(&at, &["check", "README.md"]).0, 0);
    assert_eq!(lexcard(&at, &["check", "README.md", "--no-config"]).0, 1);
    assert_eq!(lexcard(&at, &["check", "README.md", "--fail-on", "warning"]).0, 1);
    for (text, place, says) in [
        ("{\n  \"ignor\": []\n}", ".lexcard.json:2:9:", "unknown field `ignor`"),
        ("{\"ignore\": [\"CARD1\",\n \"CRAD\"]}", ".lexcard.json:2:2:", "`CRAD` is no code"),
        ("{\"profiles\": [\"annex-xxii\"]}", ".lexcard.json:1:15:", "`annex-xxii` is no profile"),
        ("{\"jurisdictions\": [\"Mars\"]}", ".lexcard.json:1:20:", "`Mars`"),
        ("{\"failOn\": \"sometimes\"}", ".lexcard.json:1:12:", "`sometimes`"),
        ("{\"facts\": {\"model\":\n {\"outputs\": [\"txet\"]}}}", ".lexcard.json:2:14:", "has no option \"txet\""),
        ("{\"facts\": {\"model.outputs\": 3}}", ".lexcard.json:1:29:", "takes a list"),
        ("{", ".lexcard.json:1:1:", "EOF"),
    ] {
        std::fs::write(at.join(".lexcard.json"), text).unwrap();
        let (code, out, error) = lexcard(&at, &["check", "README.md"]);
        assert_eq!((code, out.as_str()), (2, ""), "{text}: {error}");
        assert!(error.contains(place) && error.contains(says), "{text}: {error}");
    }
    let facts = json!({ "facts": release() }).to_string();
    std::fs::write(at.join(".lexcard.json"), facts).unwrap();
    let (code, out, _) = lexcard(&at, &["check", "README.md", "--as-of", "2027-02-01"]);
    assert!(code == 1 && out.contains("Duties of this release (model) on 2027-02-01"), "{out}");
    std::fs::write(at.join("lexcard.json"), "{}").unwrap();
    let (code, _, error) = lexcard(&at, &["check", "README.md"]);
    assert!(code == 2 && error.contains("both"), "{error}");
}
