//! What a person reads: the text report of five releases on five days, and of a companion app in all of the United States.
//! Run with `LEXCARD_BLESS=1` to write the files anew, then read them.

use lexcard::law;
use lexcard::report::classification::{ClassifyAnswer, ClassifyOptions, classify};
use lexcard::report::text::{Style, classification};
use std::collections::BTreeMap;
use std::path::Path;

const DAYS: [&str; 5] = ["2026-11-22", "2026-12-02", "2027-08-02", "2027-12-02", "2028-08-02"];
const RELEASES: [&str; 5] = ["bare-llm", "image-demo", "companion-app", "cv-ranker", "medical-component"];

fn report(name: &str, options: &ClassifyOptions) -> String {
    let law = law::embedded().expect("embedded pack");
    let text = std::fs::read_to_string(format!("tests/releases/{name}.json")).expect("a release");
    let facts = serde_json::from_str(&text).expect("JSON");
    let short: BTreeMap<&str, &str> = law.pack.instruments.iter().map(|i| (i.id, i.short)).collect();
    match classify(law, &facts, options) {
        ClassifyAnswer::Success(c) => classification(&c, &short, Style::default()),
        ClassifyAnswer::Failure(f) => panic!("{name}: {f:?}"),
    }
}

fn compare(file: &str, text: &str, wrong: &mut Vec<String>) {
    let path = Path::new("tests/snapshots").join(file);
    if std::env::var_os("LEXCARD_BLESS").is_some() {
        std::fs::write(&path, text).expect("written");
    } else if std::fs::read_to_string(&path).unwrap_or_default() != text {
        wrong.push(file.to_owned());
    }
}

#[test]
fn reports_read_as_they_were_approved() {
    let mut wrong = Vec::new();
    for name in RELEASES {
        for day in DAYS {
            let options = ClassifyOptions {
                as_of: Some(day.to_owned()),
                jurisdictions: vec!["EU".to_owned()],
                ..ClassifyOptions::default()
            };
            let text = report(name, &options);
            assert!(text.lines().count() <= 60, "{name} on {day} does not fit a screen:\n{text}");
            compare(&format!("{name}@{day}.txt"), &text, &mut wrong);
        }
    }
    let states = ClassifyOptions {
        as_of: Some("2027-08-01".to_owned()),
        jurisdictions: vec!["US".to_owned()],
        ..ClassifyOptions::default()
    };
    let text = report("companion-app", &states);
    compare("companion-app-us@2027-08-01.txt", &text, &mut wrong);
    assert!(wrong.is_empty(), "changed: {wrong:?}; run with LEXCARD_BLESS=1 and read the difference");
}

#[test]
fn no_report_promises_what_it_must_not() {
    for name in RELEASES {
        let options = ClassifyOptions { as_of: Some("2027-12-02".to_owned()), ..ClassifyOptions::default() };
        let text = report(name, &options).to_lowercase();
        assert!(!text.contains("compliant"), "{name}");
        assert!(text.contains("not legal advice") && text.contains("not checked"), "{name}");
    }
}
