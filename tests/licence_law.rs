//! The AI Act's licence test in the law file agrees with the verdict in the licence table, for every licence.

use lexcard::law;
use lexcard::law_format::OpenVerdict;
use lexcard::report::classification::{ClassifyAnswer, ClassifyOptions, LimbStatus, classify};
use serde_json::json;

#[test]
fn law_and_table_agree_on_every_licence() {
    let law = law::embedded().expect("embedded pack");
    let mut wrong = Vec::new();
    for licence in &law.pack.lists.licences {
        let facts = json!({
            "artifact": "model", "release": { "placedOn": "2026-09-15" }, "licence": { "id": licence.id },
            "model": { "outputs": ["text"], "generality": "general" }, "training": { "updateFlop": 1e24 },
            "base": { "exists": false },
        });
        let options = ClassifyOptions { as_of: Some("2026-11-22".into()), ..ClassifyOptions::default() };
        let ClassifyAnswer::Success(c) = classify(law, &facts, &options) else { panic!("{}", licence.id) };
        let exemption = c.exemptions.iter().find(|e| e.id == "eu.ai-act/53-2").expect("reported");
        let limb = exemption.limbs.iter().find(|l| l.id == "licence").expect("the licence limb");
        let expected = match licence.eu {
            OpenVerdict::Yes => LimbStatus::Met,
            OpenVerdict::No => LimbStatus::NotMet,
            OpenVerdict::Review | OpenVerdict::Unknown => LimbStatus::Unknown,
        };
        if limb.status != expected {
            wrong.push(format!(
                "{}: table {:?}, law {:?} ({:?})",
                licence.id, licence.eu, limb.status, licence.restrictions
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
