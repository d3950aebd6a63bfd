//! The answer of the Hub's own check of metadata: `{ errors: [{ message }], warnings: [{ message }] }`.
//!
//! Errors are what the Hub refuses, and nothing else; an author's suppressions do not bind the Hub, so they do not count
//! here. Its messages are followed where they are known [hub tracker, see docs/rules.md]; the others are ours, behind
//! the label of the value in the manner of its validator.

use super::card::card_lists;
use super::classification::Failure;
use crate::card::yaml::Node;
use crate::card::{self, CardReport, front_matter};
use crate::diagnostic::{Diagnostic, Severity, rules};
use crate::law::LawPack;
use serde::Serialize;

/// What the Hub's endpoint answers; with errors its status is 400, otherwise 200.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HubAnswer {
    pub errors: Vec<HubMessage>,
    pub warnings: Vec<HubMessage>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HubMessage {
    pub message: String,
}

impl From<&Failure> for HubAnswer {
    fn from(failure: &Failure) -> Self {
        let errors = failure.errors.iter().map(|e| HubMessage { message: e.to_string() }).collect();
        Self { errors, warnings: Vec::new() }
    }
}

/// Checks a card as the Hub does; our own findings come as warnings.
#[must_use]
pub fn answer(law: &LawPack<'_>, markdown: &str) -> HubAnswer {
    // Of the same length, so that every place stays where it is.
    let without_suppressions = markdown.replace("lexcard-ignore", "lexcard_ignore");
    let lists = card_lists(&law.pack.lists);
    // A block that the Hub's expression does not match, or an empty one: it sees no metadata, and so nothing wrong.
    let front = front_matter::read(markdown, &|_| false, &mut Vec::new());
    let empty = front.document.complete && front.document.root.as_ref().is_none_or(Node::is_null);
    let hidden = !front.recognised || (empty && !front.is_template);
    of_report(law, &card::lint(&without_suppressions, &lists), hidden)
}

fn of_report(law: &LawPack<'_>, report: &CardReport, hidden: bool) -> HubAnswer {
    let mut out = HubAnswer { errors: Vec::new(), warnings: Vec::new() };
    if hidden {
        out.warnings.push(HubMessage { message: "empty or missing yaml metadata in repo card".to_owned() });
    }
    for d in &report.diagnostics {
        if refused(d) && (!hidden || d.code == rules::TOO_LARGE.code) {
            out.errors.push(HubMessage { message: message(law, d) });
        } else if d.severity <= Severity::Warning {
            out.warnings.push(HubMessage { message: d.message.clone() });
        }
    }
    // One message about a value is enough, as the Hub has it.
    out.errors.dedup();
    out
}

/// Errors about the metadata; those about the text are no concern of the Hub.
fn refused(d: &Diagnostic) -> bool {
    let metadata = ["CARD02", "CARD1"].iter().any(|group| d.code.starts_with(group));
    d.severity == Severity::Error && (metadata || d.code == rules::TOO_LARGE.code)
}

fn message(law: &LawPack<'_>, d: &Diagnostic) -> String {
    if d.code.starts_with("CARD02") && d.code != rules::TEMPLATE_MARKER.code {
        return format!("Invalid YAML in README.md: {}", d.message);
    }
    if d.path.is_empty() {
        return d.message.clone();
    }
    let label = label(&d.path);
    let is = |list: &[&rules::Rule]| list.iter().any(|rule| rule.code == d.code);
    if is(&[&rules::LICENCE_UNKNOWN, &rules::LICENCE_SPELLING]) {
        let ids = law.pack.lists.licences.iter().filter(|l| l.hub && l.id != "other").map(|l| l.id);
        let ids: Vec<&str> = ids.chain(["other", "array"]).collect();
        return format!("\"{label}\" must be one of [{}]", ids.join(", "));
    }
    if is(&[&rules::LANGUAGE_CODE, &rules::LANGUAGE_REGION]) {
        let capitals = d.message.split('`').nth(1).is_some_and(|word| word.chars().any(char::is_uppercase));
        return if capitals {
            format!("\"{label}\" must only contain lowercase characters")
        } else {
            format!(
                "\"{label}\" must be an ISO 639-1, 639-2 or 639-3 code, or a special value like \"code\", \"multilingual\""
            )
        };
    }
    if is(&[&rules::BASE_MODEL_RELATION]) {
        return format!("\"{label}\" must be one of [adapter, merge, quantized, finetune]");
    }
    if is(&[&rules::VALUE_ITEM_NULL, &rules::TAG_TYPE, &rules::KEY_NESTED]) || d.message.ends_with("is not text") {
        return format!("\"{label}\" must be a string");
    }
    // `model-index` findings name the key below their path.
    let named = |text: &str| text.split('`').nth(1).map(str::to_owned);
    let label = match d.message.split_once(" needs ") {
        Some((_, key)) if is(&[&rules::MODEL_INDEX, &rules::CO2_EMISSIONS]) => {
            return format!("\"{label}.{}\" is required", named(key).unwrap_or_default());
        }
        _ if is(&[&rules::MODEL_INDEX]) => match named(&d.message).filter(|key| d.path.last() != Some(key)) {
            Some(key) if d.message.starts_with('`') => format!("{label}.{key}"),
            _ => label,
        },
        _ => label,
    };
    match d.message.split_once(" has to be ") {
        Some((_, "a list")) => format!("\"{label}\" must be an array"),
        Some((_, "text" | "a single text")) => format!("\"{label}\" must be a string"),
        Some((_, "true or false")) => format!("\"{label}\" must be a boolean"),
        Some((_, wanted)) => format!("\"{label}\" must be {wanted}"),
        None => format!("\"{label}\": {}", d.message),
    }
}

/// `model-index[0].results[1]`.
fn label(path: &[String]) -> String {
    let mut out = String::new();
    for step in path {
        if step.bytes().all(|b| b.is_ascii_digit()) {
            out.push_str(&format!("[{step}]"));
        } else {
            out.push_str(if out.is_empty() { "" } else { "." });
            out.push_str(step);
        }
    }
    out
}
