//! What the law says about a release: pack, evaluation, outcomes, explanations, questions, timeline.
//!
//! Knows facts and conditions; knows no Markdown, no JavaScript, no clock.

mod eval;
mod explain;
mod outcome;
mod pack;
mod questions;
mod wording;

pub use eval::{Answers, evaluate, evaluate_leaning, reevaluate};
pub use explain::{Explainer, Reason};
pub(crate) use outcome::law_status;
pub use outcome::{DutyOutcome, Phase, Started, duty_outcome, exemption_truth};
pub use pack::{Law, LawPack, embedded};
pub use questions::Open;
pub use wording::{NodeWords, says, trace_node};
