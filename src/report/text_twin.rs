//! The three answers from JSON text: for hosts without objects, and for the command line. What is no JSON is an answer
//! with line and column.

use super::card::{self, CardAnswer, CardOptions, CheckAnswer, CheckInput, CheckOptions};
use super::classification::{self, ClassifyAnswer, ClassifyOptions, Failure};
use crate::law::{Law, LawPack};
use crate::release::InputError;
use serde::de::DeserializeOwned;

/// Reads JSON text, a byte order mark in front or not; absent text is the default.
///
/// # Errors
/// Line and column of what is wrong.
pub fn read<T: DeserializeOwned + Default>(text: Option<&str>, what: &str) -> Result<T, Failure> {
    let Some(text) = text else { return Ok(T::default()) };
    serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|e| {
        let code = if e.is_data() { "wrongType" } else { "notJson" };
        let path = format!("{what}:{}:{}", e.line(), e.column());
        Failure { errors: vec![InputError { code, path, message: format!("{what}: {e}"), help: None }] }
    })
}

#[must_use]
pub fn classify<'p>(law: &'p LawPack<'_>, release: &str, options: Option<&str>) -> ClassifyAnswer<'p> {
    match (read::<serde_json::Value>(Some(release), "release"), read::<ClassifyOptions>(options, "options")) {
        (Ok(release), Ok(options)) => classification::classify(law, &release, &options),
        (Err(failure), _) | (_, Err(failure)) => ClassifyAnswer::Failure(failure),
    }
}

#[must_use]
pub fn validate(law: Law<'_>, markdown: &str, options: Option<&str>) -> CardAnswer {
    match read::<CardOptions>(options, "options") {
        Ok(options) => card::validate(law, markdown, &options),
        Err(failure) => CardAnswer::Failure(failure),
    }
}

#[must_use]
pub fn check<'p>(law: &'p LawPack<'_>, input: &str, options: Option<&str>) -> CheckAnswer<'p> {
    match (read::<CheckInput>(Some(input), "input"), read::<CheckOptions>(options, "options")) {
        (Ok(input), Ok(options)) => card::check(law, &input, &options),
        (Err(failure), _) | (_, Err(failure)) => CheckAnswer::Failure(failure),
    }
}
