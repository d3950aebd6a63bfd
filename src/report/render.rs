//! Answers as text in the form that a reader wants: people, GitHub, code scanning, the Hub.

use super::card::{self, CardAnswer, CardOptions, CardResult, CheckAnswer, CheckInput, CheckOptions};
use super::classification::{self, Classification, ClassifyAnswer, ClassifyOptions, Failure};
use super::hub::HubAnswer;
use super::sarif::Checked;
use super::text::Style;
use super::{cyclonedx, github, hub, json, markdown, sarif, text};
use crate::law::LawPack;
use crate::release::InputError;
use serde::Deserialize;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Forms of an answer. Classifications come as `text`, `json` and `markdown` only.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Format {
    #[default]
    Text,
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
    Markdown,
    /// The answer of the Hub's own check.
    Hub,
    /// CycloneDX 1.6 with a model card.
    Cyclonedx,
}

/// The names of the forms, as options spell them.
pub const FORMATS: &str = "text, json, sarif, github, markdown, hub, cyclonedx";

/// How to check or classify, and how to write the answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct RenderOptions {
    pub format: Format,
    /// Name of the card's file in the answer; `README.md` if empty.
    pub file: String,
    pub as_of: Option<String>,
    pub placed_on: Option<String>,
    pub jurisdictions: Vec<String>,
    pub profiles: Vec<String>,
    pub ignore: Vec<String>,
}

impl RenderOptions {
    fn file(&self) -> &str {
        if self.file.is_empty() { "README.md" } else { &self.file }
    }
}

/// Checks a card and writes the answer.
///
/// # Errors
/// If the answer cannot be written as JSON, which no tested build allows.
pub fn render_card(law: &LawPack<'_>, markdown: &str, options: &RenderOptions) -> Result<String, serde_json::Error> {
    if options.format == Format::Hub {
        return json::to_string(&hub::answer(law, markdown));
    }
    let card_options = CardOptions { profiles: options.profiles.clone(), ignore: options.ignore.clone(), as_of: None };
    match card::validate(law.into(), markdown, &card_options) {
        answer if options.format == Format::Json => json::to_string(&answer),
        CardAnswer::Success(result) => {
            cards(law, options.format, &[checked(markdown, &result, options)], Style::default())
        }
        CardAnswer::Failure(f) => failure(options.format, options.file(), &f),
    }
}

/// Checks card, files and facts together and writes the answer: the duties first where the form has room for them.
///
/// # Errors
/// As [`render_card`].
pub fn render_check(
    law: &LawPack<'_>,
    input: &CheckInput,
    options: &RenderOptions,
) -> Result<String, serde_json::Error> {
    if options.format == Format::Hub {
        return json::to_string(&hub::answer(law, &input.card));
    }
    let check_options = CheckOptions {
        as_of: options.as_of.clone(),
        placed_on: options.placed_on.clone(),
        jurisdictions: options.jurisdictions.clone(),
        trace: false,
        profiles: options.profiles.clone(),
        ignore: options.ignore.clone(),
    };
    match card::check(law, input, &check_options) {
        answer if options.format == Format::Json => json::to_string(&answer),
        CheckAnswer::Success(r) => {
            let mut out = duties(law, options.format, &r.classification, Style::default());
            let card = checked(&input.card, &r.card, options);
            out.push_str(&cards(law, options.format, &[card], Style::default())?);
            Ok(out)
        }
        CheckAnswer::Failure(f) => failure(options.format, options.file(), &f),
    }
}

/// Classifies a release and writes the answer.
///
/// # Errors
/// As [`render_card`].
pub fn render_classification(
    law: &LawPack<'_>,
    release: &Json,
    options: &RenderOptions,
) -> Result<String, serde_json::Error> {
    let classify_options = ClassifyOptions {
        as_of: options.as_of.clone(),
        placed_on: options.placed_on.clone(),
        jurisdictions: options.jurisdictions.clone(),
        trace: false,
    };
    if !matches!(options.format, Format::Text | Format::Json | Format::Markdown) {
        return failure(options.format, options.file(), &not_for_duties());
    }
    match classification::classify(law, release, &classify_options) {
        answer if options.format == Format::Json => json::to_string(&answer),
        ClassifyAnswer::Success(c) => Ok(duties(law, options.format, &c, Style::default())),
        ClassifyAnswer::Failure(f) => failure(options.format, options.file(), &f),
    }
}

fn not_for_duties() -> Failure {
    let message = "a classification has no places in a file; its formats are text, json and markdown".to_owned();
    Failure { errors: vec![InputError { code: "invalidOption", path: "format".to_owned(), message, help: None }] }
}

fn checked<'c>(text: &'c str, result: &'c CardResult, options: &'c RenderOptions) -> Checked<'c> {
    Checked { file: options.file(), text, result }
}

/// Findings of cards in every form but `json` and `hub`, which have answers of their own; those are empty.
///
/// # Errors
/// As [`render_card`].
pub fn cards(
    law: &LawPack<'_>,
    format: Format,
    cards: &[Checked<'_>],
    style: Style,
) -> Result<String, serde_json::Error> {
    Ok(match format {
        Format::Text => cards.iter().map(|c| text::card(c.file, c.text, c.result, style)).collect(),
        Format::Markdown => cards.iter().map(markdown::card).collect::<Vec<_>>().join("\n"),
        Format::Github => github::annotations(cards),
        Format::Sarif => json::to_string(&sarif::log(cards))?,
        Format::Cyclonedx => json::to_string(&cyclonedx::bill(law, cards))?,
        Format::Json | Format::Hub => String::new(),
    })
}

/// A classification, where the form is one for people.
#[must_use]
pub fn duties(law: &LawPack<'_>, format: Format, c: &Classification<'_>, style: Style) -> String {
    let short: BTreeMap<&str, &str> = law.pack.instruments.iter().map(|i| (i.id, i.short)).collect();
    let mut out = match format {
        Format::Text => text::classification(c, &short, style),
        Format::Markdown => markdown::classification(c, &short),
        _ => return String::new(),
    };
    out.push('\n');
    out
}

/// What is wrong with the input, in every form.
///
/// # Errors
/// As [`render_card`].
pub fn failure(format: Format, file: &str, failure: &Failure) -> Result<String, serde_json::Error> {
    match format {
        Format::Text => Ok(failure.errors.iter().map(|e| format!("{file}: {e}\n")).collect()),
        Format::Markdown => Ok(markdown::failure(failure)),
        Format::Github => Ok(github::failure(file, failure)),
        // A bill of materials has no room for errors.
        Format::Json | Format::Cyclonedx => json::to_string(&CardAnswer::Failure(failure.clone())),
        Format::Sarif => json::to_string(&sarif::failure(failure)),
        Format::Hub => json::to_string(&HubAnswer::from(failure)),
    }
}
