//! The United States as a whole: chatbot duties that code can configure itself from, one plan for an operator in many
//! states.

use lexcard::law;
use lexcard::law_format::{Duty, Pack, ParameterValue};
use lexcard::report::classification::{ClassifyAnswer, ClassifyOptions, classify};
use serde_json::{Value as Json, json};

fn texts(of: &Json) -> impl Iterator<Item = &Json> {
    of.as_array().into_iter().flatten()
}

fn is_said(of: &Json) -> bool {
    of.as_str().is_some_and(|s| !s.trim().is_empty())
}

/// Laws on chatbots, by the beginning of their ids.
const CHATBOT_LAWS: [&str; 23] = [
    "us.wa.2225",
    "us.or.1546",
    "us.ca.243",
    "us.ca.1119",
    "us.ca.867",
    "us.ca.1609",
    "us.ca.bot",
    "us.ca.1043",
    "us.ny.47",
    "us.ny.45b",
    "us.ne.525",
    "us.id.1297",
    "us.ia.2417",
    "us.ga.540",
    "us.co.1263",
    "us.ct.26-15-companions",
    "us.hi.3001",
    "us.ri.2195",
    "us.nh.143",
    "us.me.1727",
    "us.ut.452",
    "us.ut.77",
    "us.tn.1580",
];

/// The words for an opening notice, as `src/laws/us/chatbots/defines.toml` lists them.
const OPENINGS: [&str; 10] = [
    "every interaction",
    "every session",
    "once per day",
    "once in 24 hours",
    "first of the day",
    "first access",
    "once",
    "periodic",
    "if misled",
    "if asked",
];

fn value<'d>(duty: &'d Duty<'_>, name: &str) -> Option<&'d ParameterValue<'d>> {
    duty.parameters.iter().find(|p| p.name == name).map(|p| &p.value)
}

fn chatbot_duties<'p>(pack: &'p Pack<'p>) -> impl Iterator<Item = &'p Duty<'p>> {
    let wanted = |d: &&Duty<'_>| CHATBOT_LAWS.contains(&pack.instruments[d.instrument as usize].id);
    pack.duties.iter().filter(wanted)
}

#[test]
fn code_can_configure_itself_from_every_chatbot_duty() {
    let pack = &law::embedded().unwrap().pack;
    let mut wrong = Vec::new();
    let mut count = 0;
    for duty in chatbot_duties(pack) {
        count += 1;
        let mut needs = |name: &str, why: &str| {
            if value(duty, name).is_none() {
                wrong.push(format!("{}: no `{name}` although {why}", duty.id));
            }
        };
        if duty.parameters.is_empty() {
            needs("anything", "it binds");
        }
        if let Some(ParameterValue::Text(opening)) = value(duty, "atStart") {
            for name in ["audience", "onlyIfMisled", "persistentAlternative", "text"] {
                needs(name, "it is a notice");
            }
            assert!(OPENINGS.contains(opening), "{}: {opening}", duty.id);
        }
        if value(duty, "detects").is_some() {
            needs("referral", "it is a crisis protocol");
            needs("audience", "it is a crisis protocol");
        }
        if value(duty, "to").is_some() && value(duty, "every").is_some() {
            needs("contents", "it is a report");
        }
        if value(duty, "publishes").is_some() {
            needs("contents", "something is published");
        }
        if value(duty, "forbids").is_some() && !duty.id.ends_with("by-developer") && !duty.id.starts_with("us.tn.") {
            needs("audience", "it protects somebody");
        }
    }
    assert!(count > 100, "{count}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn companion(on: &str, change: impl Fn(&mut Json)) -> Json {
    let mut facts: Json =
        serde_json::from_str(&std::fs::read_to_string("tests/releases/companion-app.json").unwrap()).unwrap();
    change(&mut facts);
    let options = ClassifyOptions {
        as_of: Some(on.to_owned()),
        jurisdictions: vec!["US".to_owned()],
        ..ClassifyOptions::default()
    };
    match classify(law::embedded().unwrap(), &facts, &options) {
        ClassifyAnswer::Success(c) => serde_json::to_value(&*c).unwrap(),
        ClassifyAnswer::Failure(f) => panic!("{f:?}"),
    }
}

#[test]
fn one_call_gives_one_plan_for_all_states() {
    let plan = &companion("2026-11-22", |_| {})["plan"];
    let days: Vec<&str> = texts(&plan["starts"]).filter_map(|s| s["date"].as_str()).collect();
    assert!(days.is_sorted() && days.starts_with(&["2027-01-01"]), "{days:?}");
    let first: Vec<&str> = texts(&plan["starts"][0]["places"]).filter_map(Json::as_str).collect();
    // Facts decide that Hawaii's and Rhode Island's laws bind; only since when is open.
    assert!(
        texts(&plan["starts"])
            .any(|s| s["date"].is_null() && ["US-HI", "US-RI"].iter().all(|p| texts(&s["places"]).any(|q| q == p)))
    );
    for place in ["US-CO", "US-CT", "US-OR", "US-WA"] {
        assert!(first.contains(&place), "{place}: {first:?}");
    }
    let of = |audience: &str| texts(&plan["notices"]).find(|n| n["audience"] == audience).unwrap();
    assert_eq!((&of("all")["atStart"], &of("all")["everyHours"]), (&json!("every interaction"), &json!(3.0)));
    assert_eq!(of("minors")["everyHours"], json!(1.0));
    assert!(texts(&of("minors")["byPlace"]).all(|r| is_said(&r["text"])));
    assert!(texts(&plan["crisis"]["gate"]).any(|p| p == "US-WA"));
    assert!(texts(&plan["forbidden"]).any(|f| f["audience"] == "minors" && texts(&f["places"]).count() > 5));
    let reports: Vec<&str> = texts(&plan["reports"]).filter_map(|r| r["first"].as_str()).collect();
    assert!(reports.is_sorted() && reports.contains(&"2027-07-01"), "{reports:?}");
}

#[test]
fn where_sources_disagree_the_plan_takes_the_stricter_interval() {
    let plan = &companion("2027-08-01", |f| f["market"]["places"] = json!(["US-GA", "US-IA"]))["plan"];
    let minors = texts(&plan["notices"]).find(|n| n["audience"] == "minors").unwrap();
    assert_eq!((&minors["everyHours"], &minors["strictest"]), (&json!(1.0), &json!(["US-GA"])));
    let georgia = texts(&minors["byPlace"]).find(|r| r["jurisdiction"] == "US-GA").unwrap();
    assert_eq!((&georgia["everyHours"], &georgia["everyHoursStrictReading"]), (&json!(3.0), &json!(1.0)));
}
