//! Lexcard: which AI-law duties a model release triggers, for whom and from when; and what its model card misses.
//!
//! Four functions do the work, each on plain data: [`classify_release`], [`validate_card`], [`check_release`] and
//! [`laws`]. They never panic on what they are given: wrong input is an answer that says what is wrong and where. The
//! engine has no clock, network, randomness or environment; the same input always gives the same answer.
//!
//! ```
//! let release = serde_json::json!({
//!     "artifact": "model", "release": { "shipsInterface": false }, "market": { "places": ["worldwide"] },
//! });
//! let options = lexcard::ClassifyOptions { as_of: Some("2027-02-01".into()), ..Default::default() };
//! let lexcard::ClassifyAnswer::Success(answer) = lexcard::classify_release(&release, &options) else { panic!() };
//! let disclose = answer.duties.iter().find(|d| d.id == "us.wa.2225/disclose").unwrap();
//! assert_eq!(disclose.status, lexcard::DutyStatus::DoesNotApply); // weights alone are no chatbot
//! ```

pub mod card;
#[cfg(feature = "commands")]
pub mod cli;
pub mod diagnostic;
pub mod law;
pub mod licence;
pub mod openness;
mod order;
pub mod release;
pub mod report;
pub mod span;
pub mod truth;

pub use law::LawPack;
pub use lexcard_law_format as law_format;
pub use report::card::{CardAnswer, CardOptions, CheckAnswer, CheckInput, CheckOptions, FileEntry};
pub use report::classification::{Classification, ClassifyAnswer, ClassifyOptions, DutyStatus, Failure};
pub use report::laws::{LawList, ListOptions};

#[cfg(js_boundary)]
mod js;

/// Classifies a release under the embedded law pack: which duties apply, to whom, from when, and why.
///
/// `release` is an object of facts, nested or with dotted keys; see `docs/facts.md` for the vocabulary.
#[must_use]
pub fn classify_release(release: &serde_json::Value, options: &ClassifyOptions) -> ClassifyAnswer<'static> {
    match law::embedded() {
        Ok(pack) => report::classification::classify(pack, release, options),
        Err(e) => ClassifyAnswer::Failure(Failure::of_pack(&e)),
    }
}

/// Checks a model card: findings with their places and fixes, facts, and what the card really says.
#[must_use]
pub fn validate_card(markdown: &str, options: &CardOptions) -> CardAnswer {
    report::card::validate(law::Law::Embedded, markdown, options)
}

/// From a card, the files beside it and further facts to duties, and from duties to what the card lacks.
#[must_use]
pub fn check_release(input: &CheckInput, options: &CheckOptions) -> CheckAnswer<'static> {
    match law::embedded() {
        Ok(pack) => report::card::check(pack, input, options),
        Err(e) => CheckAnswer::Failure(Failure::of_pack(&e)),
    }
}

/// The laws of the embedded pack.
///
/// # Errors
/// If the embedded pack cannot be read, which no tested build allows.
pub fn laws(options: &ListOptions) -> Result<LawList<'static>, law_format::PackError> {
    Ok(report::laws::list(law::embedded()?, options))
}
