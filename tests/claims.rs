//! Claims in cards: found, carried to the classifier as facts, and answered with the provisions that make them risky.

use lexcard::diagnostic::rules;
use lexcard::law;
use lexcard::report::card::{
    CardAnswer, CardOptions, CardResult, CheckAnswer, CheckInput, CheckOptions, check, validate,
};
use serde_json::{Value as Json, json};

fn card(sentence: &str) -> String {
    format!(
        "---\nlicense: mit\n---\n# A model\n\n## Model description\n\nIt sorts short texts into five kinds.\n{sentence}\n"
    )
}

fn checked(text: &str) -> CardResult {
    let CardAnswer::Success(result) = validate(law::Law::Embedded, text, &CardOptions::default()) else {
        panic!("no answer");
    };
    *result
}

fn claims(sentence: &str) -> Vec<String> {
    let found = checked(&card(sentence)).diagnostics;
    found.into_iter().filter(|d| d.rule.starts_with("claim/")).map(|d| d.code).collect()
}

#[test]
fn each_claim_is_found_and_its_denial_is_not() {
    for (code, claim, denial) in [
        ("CARD311", "The model is GDPR compliant.", "The model is not certified under the AI Act."),
        ("CARD311", "The model complies with all applicable laws.", "Users must comply with all applicable laws."),
        ("CARD317", "It is government-approved.", "It is not FDA approved."),
        ("CARD312", "The model is free of bias.", "The model is not free of bias."),
        ("CARD313", "Its answers are safe for children.", "It has not been shown to be safe for children."),
        ("CARD313", "The model is completely safe.", "We aim to make the model completely safe."),
        ("CARD314", "The training data contain no personal data.", "The training data may contain personal data."),
        ("CARD314", "The dataset does not contain any PII.", "Please remove personal information before training."),
        ("CARD315", "The model detects all deepfakes.", "The model detects most deepfakes of our test set."),
        ("CARD316", "The model is your AI therapist.", "Please consult a licensed therapist."),
        ("CARD316", "It acts as a licensed physician.", "It is not a licensed physician."),
    ] {
        assert_eq!(claims(claim), [code], "{claim}");
        assert_eq!(claims(denial), Vec::<String>::new(), "{denial}");
    }
}

#[test]
fn sizes_that_exclude_each_other() {
    let sizes = |title: &str, body: &str| -> Vec<String> {
        let text = format!("---\nlicense: mit\n---\n# {title}\n\n## Model details\n\nIt writes texts.\n\n{body}\n");
        let found = checked(&text).diagnostics;
        found.into_iter().filter(|d| d.code == "CARD302").map(|d| d.message).collect()
    };
    assert_eq!(sizes("Tiny 7B", "- **Parameters:** 13B"), ["13B parameters here, 7B in the title"]);
    assert_eq!(
        sizes("Tiny", "- **Parameters:** 7B\n- **Number of parameters:** 1.3 billion"),
        ["1.3B parameters here, 7B before"]
    );
    for (title, body) in [
        ("Tiny 7B", "- **Parameters:** 7.24B"),
        ("Tiny 7B", "- **Parameters:** 7B\n- **Parameters:** 7.24 billion"),
        ("Tiny 8x7B", "- **Total parameters:** 46.7B\n- **Active parameters:** 12.9B"),
        ("Tiny 30B-A3B", "- **Parameters:** 30B\n- **Activated parameters:** 3B"),
        ("Tiny 7B", "It outperforms models with 13B parameters."),
        ("Tiny", "- **Parameters:** 7B, 13B and 70B"),
    ] {
        assert_eq!(sizes(title, body), Vec::<String>::new(), "{title}: {body}");
    }
}

#[test]
fn findings_name_the_provisions() {
    let cited = |sentence: &str| -> Vec<String> {
        let found = checked(&card(sentence)).diagnostics;
        found.into_iter().flat_map(|d| d.citations).map(|c| c.locator).collect()
    };
    assert!(cited("The training data contain no personal data.").iter().any(|c| c.contains("3111(a)(7)")));
    assert!(cited("It acts as a licensed physician.").iter().any(|c| c.contains("4999.9")));
    assert!(cited("The model is GDPR compliant.").iter().any(|c| c.contains("15 U.S.C. § 45")));
}

#[test]
fn claims_reach_the_classifier() {
    let text = card("The model is GDPR compliant. Its answers are safe for children. It is your AI therapist.");
    let facts = checked(&text).facts;
    let fact = |id: &str| facts.iter().find(|f| f.fact == id).map(|f| f.value.clone());
    assert_eq!(fact("release.claims"), Some(json!(["lawful-everywhere", "safe-for-children"])));
    assert_eq!(fact("chat.presentedAs"), Some(json!(["mental-health-professional"])));

    let input = CheckInput { card: text, files: Vec::new(), facts: json!({ "market": { "places": ["US"] } }) };
    let options = CheckOptions { as_of: Some("2026-11-22".to_owned()), ..CheckOptions::default() };
    let CheckAnswer::Success(result) = check(law::embedded().unwrap(), &input, &options) else { panic!("no answer") };
    let answer: Json = serde_json::to_value(&result.classification).unwrap();
    let told: Vec<&str> = answer["notes"].as_array().unwrap().iter().filter_map(|w| w["id"].as_str()).collect();
    for note in ["claim-lawful-everywhere", "claim-safe-for-children", "claim-professional"] {
        assert!(told.contains(&format!("us.federal/{note}").as_str()), "{note}: {told:?}");
    }
}

#[test]
fn requirement_sets_name_rules_that_exist() {
    let pack = &law::embedded().unwrap().pack;
    let named = pack.requirement_sets.iter().flat_map(|set| &set.items).flat_map(|item| &item.findings);
    let mut count = 0;
    for slug in named {
        count += 1;
        assert!(rules::RULES.iter().any(|rule| rule.slug == *slug), "{slug}");
    }
    assert!(count > 0);
}
