//! What `lexcard laws` lists: no provision of any place without its source, days, status and grade.

use lexcard::law;
use lexcard::report::laws::{ListOptions, list};
use serde_json::Value as Json;

const GRADES: [&str; 5] = ["primary", "primaryPart", "corroborated", "secondary", "memory"];

fn texts(of: &Json) -> impl Iterator<Item = &Json> {
    of.as_array().into_iter().flatten()
}

fn is_said(of: &Json) -> bool {
    of.as_str().is_some_and(|s| !s.trim().is_empty())
}

/// Provision and address of every citation.
fn is_cited(entry: &Json) -> bool {
    let one = |c: &Json| is_said(&c["locator"]) && c["url"].as_str().is_some_and(|u| u.starts_with("http"));
    texts(&entry["citations"]).count() > 0 && texts(&entry["citations"]).all(one)
}

#[test]
fn every_duty_exemption_and_definition_has_provision_address_dates_status_and_grade() {
    let laws: Json = serde_json::to_value(list(law::embedded().unwrap(), &ListOptions::default())).unwrap();
    let (mut wrong, mut counted) = (Vec::new(), 0);
    let is_day = |d: &Json| d.as_str().is_some_and(|d| d.len() == 10 && d.starts_with("20"));
    for law in texts(&laws["instruments"]) {
        let mut ask = |holds: bool, id: &Json, what: &str| {
            counted += 1;
            if !holds {
                wrong.push(format!("{}: no {what}", id.as_str().unwrap_or_default()));
            }
        };
        let id = &law["id"];
        ask(is_said(&law["citation"]), id, "citation");
        ask(law["url"].as_str().is_some_and(|u| u.starts_with("http")), id, "address");
        ask(texts(&law["status"]).count() > 0, id, "status");
        ask(texts(&law["status"]).all(|s| is_day(&s["from"]) && is_said(&s["is"])), id, "dated status");
        ask(is_day(&law["checkedOn"]) && is_day(&law["newestSource"]), id, "day of the check");
        ask(GRADES.iter().any(|g| law["grade"] == *g), id, "grade");
        let binds = texts(&law["status"]).any(|s| s["is"] == "inForce" || s["is"] == "enacted");
        for duty in texts(&law["duties"]) {
            ask(is_cited(duty), &duty["id"], "provision with address");
            ask(!binds || texts(&duty["from"]).count() > 0, &duty["id"], "first day");
            ask(
                ["from", "until", "enforced"].iter().flat_map(|k| texts(&duty[*k])).all(|v| is_day(&v["date"])),
                &duty["id"],
                "date",
            );
            ask(GRADES.iter().any(|g| duty["grade"] == *g), &duty["id"], "grade");
        }
        for kind in ["exemptions", "definitions"] {
            for entry in texts(&law[kind]) {
                ask(is_cited(entry), &entry["id"], "provision with address");
                ask(GRADES.iter().any(|g| entry["grade"] == *g), &entry["id"], "grade");
            }
        }
    }
    assert!(counted > 2000, "{counted}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn laws_of_several_places_are_listed_and_no_law_is_in_force_before_its_day() {
    let pack = law::embedded().unwrap();
    let options = ListOptions { jurisdictions: vec!["US-WA".into(), "KR".into()], as_of: None };
    let listed: Vec<&str> = list(pack, &options).instruments.iter().map(|each| each.id).collect();
    assert_eq!(listed, ["us.wa.1170", "us.wa.2225", "kr.ai-basic-act"]);

    let index =
        lexcard::report::law_page::pages(&pack.pack).into_iter().find(|(name, _)| name == "README.md").unwrap().1;
    let line =
        |id: &str| index.lines().find(|line| line.contains(&format!("({id}.md)"))).unwrap_or_default().to_owned();
    assert!(line("us.wa.2225").contains("| enacted, in force from 2027-01-01 |"), "{}", line("us.wa.2225"));
    assert!(line("us.co.sb-205").contains("| stayed; repealed from 2027-01-01 |"), "{}", line("us.co.sb-205"));
    assert!(line("eu.ai-act").contains("| in force |"), "{}", line("eu.ai-act"));
}
