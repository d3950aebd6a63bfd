//! Facts, judgements, actors and places: the words that laws and callers share.

use serde::{Deserialize, Serialize};

pub type FactId = u16;
pub type JudgementId = u16;
pub type ActorId = u16;

/// One thing that may be known about a release. Its id is its path in the release JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fact<'a> {
    /// Dotted camelCase path, such as `training.updateFlop`.
    pub id: &'a str,
    pub kind: FactKind,
    /// Unit of a number (`FLOP`, `USD`, `users`); empty for pure counts and other kinds.
    pub unit: &'a str,
    /// The question to put to a person.
    pub ask: &'a str,
    /// What helps to answer it: where to look, what counts.
    pub help: &'a str,
    /// Allowed values of `Choice` and `Set`, in the order of the bits.
    #[serde(borrow)]
    pub options: Vec<Choice<'a>>,
    /// Facts worked out from another one are asked for through that one.
    pub ask_via: Option<FactId>,
    /// A closed question answered "no" by itself once this other fact is known.
    pub no_if_known: Option<FactId>,
    /// Other spellings accepted on input.
    pub aliases: Vec<&'a str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FactKind {
    /// Yes, no, or unknown.
    Bool,
    /// Exactly one of the options.
    Choice,
    /// Any of the options; the list given is the whole list.
    Set,
    /// A number with unit and error bounds.
    Number,
    Date,
    /// Free text; laws cannot test it.
    Text,
    /// Where the release is offered: ISO 3166 codes, `EU`, `US-CA`, `worldwide`, and `-XX` for a place that is excluded.
    Places,
}

/// An allowed value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice<'a> {
    pub id: &'a str,
    pub label: &'a str,
    /// Other spellings accepted on input.
    #[serde(borrow)]
    pub aliases: Vec<&'a str>,
}

/// A question of law that facts do not settle: both readings, and where we lean.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Judgement<'a> {
    /// `<instrument>/<name>`.
    pub id: &'a str,
    pub instrument: u16,
    /// The test to apply, as a yes/no question.
    pub question: &'a str,
    pub if_yes: &'a str,
    pub if_no: &'a str,
    /// The reading we would expect to prevail, if any; never decides by itself.
    pub leaning: Option<bool>,
    pub why: &'a str,
    #[serde(borrow)]
    pub citations: Vec<crate::Citation<'a>>,
}

/// Who bears a duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor<'a> {
    pub id: &'a str,
    pub label: &'a str,
    /// Whether the person asking is this actor.
    pub you: crate::ExprId,
}

/// A place with law of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jurisdiction<'a> {
    /// `EU`, `US`, `US-WA`, `KR` …
    pub id: &'a str,
    pub name: &'a str,
    /// Codes that lie inside (member states), besides the id itself.
    #[serde(borrow)]
    pub members: Vec<&'a str>,
    /// Codes that contain it (`US` for `US-WA`).
    pub within: Vec<&'a str>,
}
