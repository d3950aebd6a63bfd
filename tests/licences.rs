//! The shipped licence table against the researched one, where that is at hand, and against real cards.

use lexcard::law_format::{Licence, OpenVerdict};
use lexcard::licence::{Input, resolve};
use lexcard_law_compiler::licences::{LicenceSource, parse};
use proptest::prelude::*;
use serde_json::Value;

fn table() -> Vec<LicenceSource> {
    parse(include_str!("../src/laws/licences.toml")).unwrap_or_else(|faults| panic!("{faults:#?}"))
}

fn shared(path: &str) -> Option<String> {
    let path = format!("../shared/{path}");
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        eprintln!("SKIPPED: {path} is not there");
    }
    text
}

fn list<'v>(value: &'v Value, key: &str) -> Vec<&'v str> {
    value[key].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

#[test]
fn the_table_agrees_with_the_research() {
    let Some(text) = shared("law/licences.json") else { return };
    let research: Value = serde_json::from_str(&text).unwrap();
    let sources = table();
    let licences: Vec<Licence<'_>> = sources.iter().map(LicenceSource::lend).collect();
    let mut compared = 0;
    for (group, key) in [("hub", "id"), ("other", "slug")] {
        for entry in research[group].as_array().unwrap() {
            let id = entry[key].as_str().unwrap();
            let licence = licences.iter().find(|l| l.id == id).unwrap_or_else(|| panic!("`{id}` is missing"));
            compared += 1;
            let eu = match licence.eu {
                OpenVerdict::Yes => "yes",
                OpenVerdict::No => "no",
                OpenVerdict::Review => "review",
                OpenVerdict::Unknown => "unknown",
            };
            assert_eq!(eu, entry["eu"], "{id}");
            for restriction in list(entry, "restrictions").into_iter().filter(|r| *r != "unknown") {
                let name = restriction.replace('_', "-");
                assert!(licence.restrictions.contains(&name.as_str()), "{id} lacks {name}");
            }
            if group == "hub" {
                assert!(licence.hub, "{id}");
                assert_eq!(licence.spdx, entry["spdx"].as_str(), "{id}");
                assert_eq!(
                    (Some(licence.osi), Some(licence.fsf)),
                    (entry["osi"].as_bool(), entry["fsf"].as_bool()),
                    "{id}"
                );
                assert_eq!(licence.geo_excluded, list(entry, "geo_excluded"), "{id}");
                assert_eq!(licence.user_threshold, entry["mau"].as_f64(), "{id}");
            }
        }
    }
    assert_eq!(compared, 83 + 52);
}

/// SPDX flags in the table are those of the SPDX list.
#[test]
fn flags_agree_with_the_spdx_list() {
    let sources = table();
    let mut checked = 0;
    for licence in sources.iter().map(LicenceSource::lend) {
        let Some(id) = licence.spdx.and_then(spdx::license_id) else { continue };
        checked += 1;
        let flags = (id.is_osi_approved(), id.is_fsf_free_libre());
        assert_eq!((licence.osi, licence.fsf), flags, "{}", licence.id);
    }
    assert!(checked > 55, "{checked}");
}

/// Whatever real cards declare, the answer is a profile or a question.
#[test]
fn real_declarations_are_answered() {
    let Some(index) = shared("corpus/index.jsonl") else { return };
    let sources = table();
    let licences: Vec<Licence<'_>> = sources.iter().map(LicenceSource::lend).collect();
    let (mut known, mut asked) = (0, Vec::new());
    for line in index.lines() {
        let card: Value = serde_json::from_str(line).unwrap();
        let Some(declared) = card["declared_licence"].as_str().filter(|d| !d.starts_with("(body)")) else { continue };
        let outcome = resolve(&licences, &Input { ids: &[declared], ..Input::default() });
        match (outcome.profile, outcome.question) {
            (Some(_), _) => known += 1,
            (None, Some(_)) => asked.push(declared.to_owned()),
            (None, None) => panic!("{declared}: neither an answer nor a question"),
        }
    }
    asked.sort();
    asked.dedup();
    println!("{known} known; asked about {asked:?}");
    assert!(known > 100, "{known}");
}

proptest! {
    /// No declaration, however odd, is left without an answer or a question, or brings the engine down.
    #[test]
    fn odd_declarations_are_answered(
        ids in prop::collection::vec("(mit|apache-2.0|other|cc|llama3.1|GPL-3.0-only|[ -~é中]{0,12})( (OR|AND|WITH) [A-Za-z0-9.+-]{0,8})?", 0..3),
        name in prop::option::of("[a-zA-Z0-9.é-]{0,12}"),
        text in prop::option::of(".{0,60}"),
    ) {
        let sources = table();
        let licences: Vec<Licence<'_>> = sources.iter().map(LicenceSource::lend).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let input = Input { ids: &ids, name: name.as_deref(), text: text.as_deref(), ..Input::default() };
        let outcome = resolve(&licences, &input);
        prop_assert!(outcome.profile.is_some() != outcome.question.is_some());
        if let Some(profile) = &outcome.profile {
            prop_assert!(profile.eu != OpenVerdict::Unknown);
        }
    }
}
