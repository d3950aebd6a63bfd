//! Claims that nobody can make good: conformity with a law, absence of bias, safety without limits.
//!
//! Which law makes such a claim risky is the laws' business: their requirement sets name the rules found here.

use super::cues::Cue as C;
use super::elements::ElementId as E;
use super::facts::CardFact;
use super::reading::{Reading, Sentence};
use super::topics::topic;
use crate::diagnostic::rules::{self, Rule};
use crate::diagnostic::{self, Diagnostic};
use crate::span::Span;

/// One kind of claim.
struct Claim {
    rule: &'static Rule,
    message: &'static str,
    /// Any of these in a sentence makes the claim.
    phrases: &'static [&'static str],
    /// And any of these beside it, where it takes two.
    beside: &'static [&'static str],
    /// The claim is itself a denial ("no personal data"), so that a "not" in the sentence does not take it back.
    denies: bool,
    /// What the classifier calls it: a fact that lists such things, and the value in it.
    fact: Option<(&'static str, &'static str)>,
}

/// Words that present somebody or something.
const PRESENTS: &[&str] = &["is a", "as a", "is an", "as an", "your", "meet", "our"];

const CLAIMS: &[Claim] = &[
    Claim {
        rule: &rules::OVERCLAIM_LEGAL,
        message: "a card cannot claim that a model conforms to a law",
        phrases: &[
            "ai act",
            "gdpr",
            "hipaa",
            "ccpa",
            "coppa",
            "all applicable law",
            "all laws",
            "state law",
            "federal law",
        ],
        beside: &["compliant", "complies with", "in compliance with", "conforms to", "certified"],
        denies: false,
        fact: Some(("release.claims", "lawful-everywhere")),
    },
    Claim {
        rule: &rules::OVERCLAIM_APPROVED,
        message: "no authority approves a model",
        phrases: &[
            "government-approved",
            "government approved",
            "approved by the government",
            "approved by regulators",
            "officially approved",
            "government-certified",
            "fda-approved",
            "fda approved",
        ],
        beside: &[],
        denies: false,
        fact: Some(("release.claims", "official-approval")),
    },
    Claim {
        rule: &rules::OVERCLAIM_UNBIASED,
        message: "no test can show that a model has no bias",
        phrases: &[
            "free of bias",
            "free from bias",
            "bias-free",
            "bias free",
            "has no bias",
            "is unbiased",
            "no biases",
            "are unbiased",
            "without any bias",
        ],
        beside: &[],
        denies: false,
        fact: None,
    },
    Claim {
        rule: &rules::OVERCLAIM_SAFE,
        message: "a claim of safety for children that a card cannot show",
        phrases: &["safe for children", "safe for kids", "child-safe", "kid-safe"],
        beside: &[],
        denies: false,
        fact: Some(("release.claims", "safe-for-children")),
    },
    Claim {
        rule: &rules::OVERCLAIM_SAFE,
        message: "an absolute claim of safety",
        phrases: &[
            "completely safe",
            "100% safe",
            "totally safe",
            "perfectly safe",
            "never hallucinat",
            "no hallucination",
            "risk-free",
            "risk free",
        ],
        beside: &[],
        denies: false,
        fact: None,
    },
    Claim {
        rule: &rules::OVERCLAIM_NO_PERSONAL_DATA,
        message: "that no personal data are in the training data is seldom true, and hard to show",
        phrases: &[
            "no personal data",
            "no personal information",
            "no personally identifiable",
            "no pii",
            "not contain personal",
            "not contain any personal",
            "not contain pii",
            "not contain any pii",
            "free of personal data",
            "free of pii",
        ],
        beside: &["train", "data set", "dataset", "corpus"],
        denies: true,
        fact: Some(("release.claims", "no-personal-data")),
    },
    Claim {
        rule: &rules::OVERCLAIM_DETECTS_ALL,
        message: "no detector finds all generated media",
        phrases: &[
            "detects all",
            "detect all",
            "detects any",
            "detect any",
            "detects every",
            "detect every",
            "identifies all",
            "catches all",
        ],
        beside: &[
            "deepfake",
            "deep fake",
            "ai-generated",
            "ai generated",
            "generated image",
            "generated media",
            "fakes",
        ],
        denies: false,
        fact: Some(("release.claims", "detects-all-fakes")),
    },
    Claim {
        rule: &rules::OVERCLAIM_PROFESSIONAL,
        message: "a model is no licensed health professional",
        phrases: &[
            "licensed therapist",
            "licensed psychologist",
            "licensed counselor",
            "licensed counsellor",
            "ai therapist",
            "ai psychologist",
            "virtual therapist",
            "personal therapist",
        ],
        beside: PRESENTS,
        denies: false,
        fact: Some(("chat.presentedAs", "mental-health-professional")),
    },
    Claim {
        rule: &rules::OVERCLAIM_PROFESSIONAL,
        message: "a model is no licensed health professional",
        phrases: &[
            "licensed doctor",
            "licensed physician",
            "licensed nurse",
            "board-certified",
            "board certified",
            "ai doctor",
            "virtual doctor",
            "personal doctor",
        ],
        beside: PRESENTS,
        denies: false,
        fact: Some(("chat.presentedAs", "health-professional")),
    },
];

/// Words that condition or take back a claim.
const HEDGES: &[&str] = &[
    "may ",
    "might",
    "cannot",
    "aim",
    "goal",
    "attempt",
    "strive",
    "try to",
    "should",
    "must",
    "more ",
    "less ",
    "help",
    "please",
    "ensure",
    "consult",
    "substitute",
    "replace",
    "if you",
    "whether",
    "guarantee",
];

/// Reports every claim, and gives those that are facts to the classifier: each list with the place of its first member.
pub(super) fn read(card: &str, reading: &Reading, facts: &mut Vec<CardFact>, found: &mut Vec<Diagnostic>) {
    let mut lists: Vec<(&'static str, Vec<&'static str>, Span)> = Vec::new();
    for (claim, sentence) in made(reading) {
        let span = reading.span(sentence, card);
        diagnostic::add(found, || {
            Diagnostic::new(claim.rule, span, claim.message)
                .with_help("say what was tested or done, how, and with which result")
        });
        let Some((fact, value)) = claim.fact else { continue };
        match lists.iter_mut().find(|(known, ..)| *known == fact) {
            Some((_, values, _)) if values.contains(&value) => {}
            Some((_, values, _)) => values.push(value),
            None => lists.push((fact, vec![value], span)),
        }
    }
    facts.extend(lists.into_iter().map(|(fact, values, span)| CardFact::inferred(fact, values, span)));
}

/// Each claim with the sentence that makes it.
fn made(reading: &Reading) -> impl Iterator<Item = (&'static Claim, &Sentence)> {
    let suspects = reading
        .sentences
        .iter()
        .filter(|sentence| sentence.cues.has(C::Overclaim) && sentence.topics & topic(E::Citation) == 0);
    suspects.filter_map(move |sentence| {
        let text = reading.text(sentence);
        let says = |phrases: &[&str]| phrases.iter().any(|phrase| text.contains(phrase));
        if says(HEDGES) {
            return None;
        }
        let makes = |claim: &&Claim| {
            (claim.denies || !sentence.cues.has(C::Not))
                && says(claim.phrases)
                && (claim.beside.is_empty() || says(claim.beside))
        };
        CLAIMS.iter().find(makes).map(|claim| (claim, sentence))
    })
}
