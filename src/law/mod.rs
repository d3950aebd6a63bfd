//! What the law says about a release: pack, evaluation, outcomes, explanations, questions, timeline.
//!
//! Knows facts and conditions; knows no Markdown, no JavaScript, no clock.

mod eval;
mod explain;
mod outcome;
mod pack;
mod questions;
mod wording;

pub use eval::{Answers, evaluate, evaluate_leaning};
pub use explain::{Reason, decisive, duty_reasons};
pub use outcome::{DutyOutcome, Phase, Started, duty_outcome, exemption_truth};
pub use pack::{LawPack, embedded};
pub use questions::{Open, open_for_duty, open_leaves};
pub use wording::{NodeWords, says, trace_node};
