//! The answer of `classifyRelease`: duties by actor and date, exemptions by limb, what is open and which question decides
//! most, what changes when.

mod answer;
mod builder;
mod caveats;
mod questions;
mod time;
mod trace;
mod value;

pub use answer::*;
pub(crate) use value::kind_name;
pub use value::{Parameters, Shown};

use crate::law::{Answers, LawPack, evaluate, evaluate_leaning};
use crate::release::{self, InputError, Provenance, Release, Value};
use builder::Builder;
use lexcard_law_format::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// How to classify.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ClassifyOptions {
    /// The day to answer for, `YYYY-MM-DD`. The engine has no clock; the JavaScript and command-line entries fill in today.
    pub as_of: Option<String>,
    /// When the release was placed on the market, if the facts do not say so.
    pub placed_on: Option<String>,
    /// Only laws of these places and of those within them (`EU`, `US-CA`, `US` with all states); all if empty.
    pub jurisdictions: Vec<String>,
    /// With the trace of every reported condition down to the facts.
    pub trace: bool,
}

/// Facts in, duties out. Never an exception for what is in the data.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum ClassifyAnswer<'p> {
    Success(Box<Classification<'p>>),
    Failure(Failure),
}

/// What is wrong with the input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
pub struct Failure {
    pub errors: Vec<InputError>,
}

impl Failure {
    /// No law pack to answer from.
    pub(crate) fn of_pack(error: &lexcard_law_format::PackError) -> Self {
        let (path, message) = (String::new(), error.to_string());
        Self { errors: vec![InputError { code: "lawPack", path, message, help: None }] }
    }
}

/// Goes with every answer.
pub const DISCLAIMER: &str = "Information about law, not legal advice. It says what the listed laws ask on the facts given, and what was not checked; it does not say that a release meets them.";

/// Classifies a release.
#[must_use]
pub fn classify<'p>(pack: &'p LawPack<'_>, input: &Json, options: &ClassifyOptions) -> ClassifyAnswer<'p> {
    match release::parse(&pack.pack, &pack.index, input) {
        Ok(release) => match classify_facts(pack, release, options) {
            Ok(classified) => ClassifyAnswer::Success(Box::new(classified.answer)),
            Err(failure) => ClassifyAnswer::Failure(failure),
        },
        Err(errors) => ClassifyAnswer::Failure(Failure { errors }),
    }
}

/// An answer and what it was read off.
#[derive(Debug)]
pub struct Classified<'p> {
    pub answer: Classification<'p>,
    /// The value of every condition, with derived facts and the options taken into account.
    pub conditions: Answers,
}

/// Classifies facts that are read already.
///
/// # Errors
/// What is wrong with the options.
pub fn classify_facts<'p>(
    pack: &'p LawPack<'_>,
    mut release: Release,
    options: &ClassifyOptions,
) -> Result<Classified<'p>, Failure> {
    let mut errors = Vec::new();
    let as_of = day(options.as_of.as_deref(), "asOf", &mut errors);
    if options.as_of.is_none() {
        errors.push(invalid("asOf", "the day to answer for is missing; the engine has no clock".to_owned()));
    }
    let placed = day(options.placed_on.as_deref(), "placedOn", &mut errors);
    for place in &options.jurisdictions {
        if !pack.pack.jurisdictions.iter().any(|j| j.id == place) {
            errors.push(invalid("jurisdictions", format!("`{place}` is no place this law pack knows")));
        }
    }
    let Some(as_of) = as_of.filter(|_| errors.is_empty()) else {
        return Err(Failure { errors });
    };
    if let (Some(day), Some(id)) = (placed, pack.index.get("release.placedOn"))
        && !release.value(id).is_known()
    {
        let value = Value::Quantity(release::Quantity::exact(f64::from(day.ordinal())));
        release.set(id, value, Provenance::Stated);
    }
    release::derive(&pack.pack, &pack.index, &mut release);
    let (strict, leaning) = (evaluate(&pack.pack, &release), evaluate_leaning(&pack.pack, &release));
    let answer = Builder::new(pack, &release, &strict, &leaning, as_of, options).build(options);
    Ok(Classified { answer, conditions: strict })
}

fn invalid(path: &str, message: String) -> InputError {
    InputError { code: "invalidOption", path: path.to_owned(), message, help: None }
}

fn day(text: Option<&str>, path: &str, errors: &mut Vec<InputError>) -> Option<Date> {
    let text = text?;
    match text.parse() {
        Ok(day) => Some(day),
        Err(e) => {
            errors.push(invalid(path, format!("`{text}` is {e}")));
            None
        }
    }
}
