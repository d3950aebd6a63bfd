//! A law can be added by writing `law.toml` and `cases.toml` alone, as docs/adding-a-law.md says; what is wrong in one is
//! refused with its place; and a pack loaded at run time answers like an embedded one.

use lexcard::law::LawPack;
use lexcard::report::card::{CheckAnswer, CheckInput, CheckOptions, check};
use lexcard::report::classification::{ClassifyAnswer, ClassifyOptions, DutyStatus, classify};
use serde_json::json;
use std::path::{Path, PathBuf};

const LAW: &str = r#"
[instrument]
id = "us.wa.house"
title = "House rules of a hub in Washington"
short = "House rules"
jurisdiction = "US-WA"
citation = "House rules 1"
url = "https://hub.example/rules"
status = [{ from = 2026-12-01, is = "enacted" }, { from = 2027-03-01, is = "in-force" }]
checked = { on = 2026-11-22, newest-source = 2026-11-22, grade = "primary" }

[define.loud]
cite = "rule 1"
when = "is-model-artifact and model.parameters > 1e9 parameters"

[[exemption]]
id = "quiet"
title = "Quiet models"
text = "Models without text output are left alone."
cite = "rule 2"
limb = [{ id = "no-text", text = "no text comes out", when = "not (model.outputs has 'text')" }]

[[duty]]
id = "introduce"
actor = "uploader"
title = "Introduce the model"
text = "Say in the forum what the model is for."
cite = "rule 1"
when = "loud and offered-in('US-WA')"
unless = ["quiet"]
from = [{ date = 2027-03-01 }]
"#;

const CASES: &str = r#"
[base.model]
facts.artifact = "model"
facts.market.places = ["US"]
facts.model = { parameters = 8e9, outputs = ["text"] }

[[case]]
name = "a large text model"
on = 2027-04-01
base = "model"
expect = { introduce = "applies" }
starts = { introduce = 2027-03-01 }

[[case]]
name = "an image model is left alone"
on = 2027-04-01
base = "model"
facts.model.outputs = ["image"]
expect = { introduce = "doesNotApply", quiet = "met" }
"#;

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("laws").filter_map(Result::ok) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("copied");
        }
    }
}

/// The laws with a further one beside them.
fn laws(name: &str, law: &str, cases: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&root);
    copy(Path::new("src/laws"), &root);
    let folder = root.join("us/house");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("law.toml"), law).expect("law.toml");
    std::fs::write(folder.join("cases.toml"), cases).expect("cases.toml");
    root
}

#[test]
fn a_law_of_two_files_compiles_loads_and_answers() {
    let compiled = lexcard_law_compiler::compile(&laws("house-good", LAW, CASES)).unwrap_or_else(|e| panic!("{e}"));
    let pack = LawPack::decode(&compiled.bytes).expect("decodes");
    assert_eq!(pack.sha256, lexcard_law_compiler::sha256(&compiled.bytes));
    let facts =
        json!({ "artifact": "model", "market.places": ["US-WA"], "model": { "parameters": 8e9, "outputs": ["text"] } });
    for (day, expected) in [("2027-02-28", DutyStatus::DoesNotApply), ("2027-03-01", DutyStatus::Applies)] {
        let options = ClassifyOptions { as_of: Some(day.into()), ..ClassifyOptions::default() };
        let ClassifyAnswer::Success(c) = classify(&pack, &facts, &options) else { panic!("not classified") };
        assert_eq!(
            c.duties.iter().find(|d| d.id == "us.wa.house/introduce").map(|d| d.status),
            Some(expected),
            "{day}"
        );
        assert!(c.duties.iter().any(|d| d.id == "eu.ai-act/53-1-c"), "the other laws are still there");
    }
}

/// A requirement that hangs on the day of placing: whether the day is a fact or an option makes no difference.
#[test]
fn gaps_know_the_day_of_placing_given_as_an_option() {
    let law = LAW.replace("from = [{ date = 2027-03-01 }]", "from = [{ date = 2027-03-01 }]\nrequires = [\"house\"]")
        + r#"
[[requirement-set]]
id = "house"
title = "House rules: introduction"
place = "model card"
item = [{ id = "1", text = "what the model is for", cite = "rule 1", elements = ["intended-use"], severity = "error", when = "release.placedOn >= 2027-01-01" }]
"#;
    let compiled = lexcard_law_compiler::compile(&laws("house-gaps", &law, CASES)).unwrap_or_else(|e| panic!("{e}"));
    let pack = LawPack::decode(&compiled.bytes).expect("decodes");
    let gaps = |placed_fact: Option<&str>, placed_option: Option<&str>| {
        let facts = json!({
            "artifact": "model", "market.places": ["US-WA"], "model": { "parameters": 8e9, "outputs": ["text"] },
            "release.placedOn": placed_fact,
        });
        let input = CheckInput { card: "---\nlicense: mit\n---\n# A model\n".into(), facts, ..CheckInput::default() };
        let options = CheckOptions {
            as_of: Some("2027-04-01".into()),
            placed_on: placed_option.map(str::to_owned),
            ..CheckOptions::default()
        };
        let CheckAnswer::Success(result) = check(&pack, &input, &options) else { panic!("not checked") };
        result.card.diagnostics.iter().filter(|d| d.message.contains("what the model is for")).count()
    };
    for (day, expected) in [("2027-01-01", 1), ("2026-12-31", 0)] {
        assert_eq!(gaps(Some(day), None), expected, "{day} as a fact");
        assert_eq!(gaps(None, Some(day)), expected, "{day} as an option");
    }
    assert_eq!(gaps(None, None), 0, "not known");
}

#[test]
fn mistakes_are_refused_with_file_line_and_column() {
    for (mistake, from, to, expected) in [
        (
            "unknown name",
            "loud and offered",
            "lout and offered",
            "us/house/law.toml:29:9: unknown name `lout`; did you mean `loud`?",
        ),
        (
            "missing unit",
            "1e9 parameters",
            "1e9",
            "law.toml:14:31: a number of parameters is compared with a number without unit",
        ),
        (
            "no citation",
            "title = \"Introduce the model\"\ntext = \"Say in the forum what the model is for.\"\ncite = \"rule 1\"",
            "title = \"Introduce the model\"\ntext = \"Say.\"",
            "cites nothing",
        ),
        ("no date", "from = [{ date = 2027-03-01 }]", "", "has no date from which it applies"),
        ("impossible date", "date = 2027-03-01 }]", "date = 2027-02-30 }]", "law.toml"),
        ("unknown place", "'US-WA'", "'US-WX'", "place `US-WX` is not in places.toml"),
        ("unknown key", "unless =", "unles =", "unknown field `unles`"),
        ("wrong option", "has 'text'", "has 'txt'", "`model.outputs` has no option 'txt'"),
        (
            "dates out of order",
            "from = 2026-12-01, is = \"enacted\"",
            "from = 2027-12-01, is = \"enacted\"",
            "status dates must ascend",
        ),
    ] {
        assert!(LAW.contains(from), "{mistake}");
        let root = laws("house-bad", &LAW.replacen(from, to, 1), CASES);
        let errors = lexcard_law_compiler::compile(&root).expect_err(mistake).to_string();
        assert!(errors.contains(expected), "{mistake}: {errors}");
    }
    let untested = CASES.replace("starts = { introduce = 2027-03-01 }", "");
    let errors =
        lexcard_law_compiler::compile(&laws("house-untested", LAW, &untested)).expect_err("untested").to_string();
    assert!(errors.contains("lacks a case: one on each side of 2027-03-01"), "{errors}");
}
