//! What an answer consists of, as it crosses the boundary.

use super::value::{Parameters, Shown};
use crate::law::{LawPack, Phase};
use crate::release::Provenance;
use crate::report::{Cite, licences, plan};
use crate::truth::Truth;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Classification<'p> {
    /// Day the answer is for, `YYYY-MM-DD`.
    pub as_of: String,
    pub engine: Engine,
    pub law_pack: PackInfo<'p>,
    pub summary: Summary<'p>,
    /// Every duty of the laws asked about; those that apply or are open in full, the others in short.
    pub duties: Vec<DutyAnswer<'p>>,
    pub exemptions: Vec<ExemptionAnswer<'p>>,
    /// Defined terms that the laws report, such as `eu.ai-act/gpai`.
    pub findings: Vec<FindingAnswer<'p>>,
    pub notes: Vec<NoteAnswer<'p>>,
    pub timeline: Vec<Event<'p>>,
    /// Days after `asOf` on which this answer may change.
    pub changes_on: Vec<String>,
    /// Questions for the uploader, the most decisive first.
    pub next_questions: Vec<QuestionAnswer<'p>>,
    /// Questions of law for counsel.
    pub judgements: Vec<JudgementAnswer<'p>>,
    /// The notices, protocols and reports of all laws that apply, merged for an operator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<plan::OperatorPlan<'p>>,
    /// What would turn an answer around.
    pub near_misses: Vec<NearMiss<'p>>,
    /// What was not looked at.
    pub not_covered: Vec<String>,
    pub warnings: Vec<String>,
    /// Facts worked out from others, with the way they were.
    pub derived: Vec<DerivedFact<'p>>,
    /// What the declared licence lets people do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence: Option<licences::LicenceAnswer<'p>>,
    /// How open a model is, in the words of the Open Source AI Definition and of the G7.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub openness: Option<licences::OpennessAnswer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(js_boundary, tsify(type = "Record<string, TraceNode>"))]
    pub trace: Option<BTreeMap<String, TraceNode<'p>>>,
    pub disclaimer: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
pub struct Engine {
    pub version: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct PackInfo<'p> {
    pub version: &'p str,
    pub sha256: &'p str,
    pub covers_through: String,
}

impl<'p> PackInfo<'p> {
    #[must_use]
    pub fn of(pack: &'p LawPack<'_>) -> Self {
        Self { version: pack.pack.version, sha256: &pack.sha256, covers_through: pack.pack.covers_through.to_string() }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Summary<'p> {
    /// What is released, as the fact `artifact` says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub artifact: Option<&'p str>,
    pub applies: u32,
    /// Of those, the ones that are yours.
    pub yours: u32,
    pub undetermined: u32,
    pub upcoming: u32,
}

/// `applies`, `doesNotApply` or `undetermined`, on the day asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum DutyStatus {
    Applies,
    DoesNotApply,
    Undetermined,
}

impl From<Truth> for DutyStatus {
    fn from(t: Truth) -> Self {
        match t {
            Truth::Yes => Self::Applies,
            Truth::No => Self::DoesNotApply,
            Truth::Unknown => Self::Undetermined,
        }
    }
}

/// `yes`, `no` or `unknown`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum TermStatus {
    Yes,
    No,
    Unknown,
}

impl From<Truth> for TermStatus {
    fn from(t: Truth) -> Self {
        match t {
            Truth::Yes => Self::Yes,
            Truth::No => Self::No,
            Truth::Unknown => Self::Unknown,
        }
    }
}

/// `met`, `notMet` or `unknown`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum LimbStatus {
    Met,
    NotMet,
    Unknown,
}

impl From<Truth> for LimbStatus {
    fn from(t: Truth) -> Self {
        match t {
            Truth::Yes => Self::Met,
            Truth::No => Self::NotMet,
            Truth::Unknown => Self::Unknown,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct DutyAnswer<'p> {
    /// `<instrument>/<provision>`.
    pub id: &'p str,
    pub instrument: &'p str,
    pub jurisdiction: &'p str,
    pub title: &'p str,
    /// `duty`, `prohibition`, `option` (nobody must) or `on-request` (owed once somebody asks).
    pub kind: &'static str,
    pub actor: &'p str,
    pub status: DutyStatus,
    /// Whether you are that actor; absent if not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub yours: Option<bool>,
    /// `current`, `upcoming`, `ended`, `open` (which date counts is not known) or `notLaw`.
    pub phase: Phase,
    /// Whether its conditions hold, dates aside: `yes` with phase `upcoming` means that it will apply.
    pub condition: TermStatus,
    /// Which way an undetermined answer leans if what may be presumed is presumed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leaning: Option<DutyStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applies_from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enforced_from: Option<String>,
    /// Last day, inclusive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub actor_label: &'p str,
    #[serde(skip_serializing_if = "str::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub text: &'p str,
    pub citations: Vec<Cite<'p>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub penalty: Option<PenaltyAnswer<'p>>,
    /// How well our reading is supported: `primary`, `primaryPart`, `corroborated`, `secondary`, `memory`.
    pub grade: &'static str,
    /// Status of the law itself on that day: `inForce`, `enacted`, `pending`, `notLaw`, `stayed`, `repealed`, `soft`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub law_status: Option<&'static str>,
    /// Facts and judgements that decide the answer.
    pub because: Vec<Because<'p>>,
    /// Exemptions that lift it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub exempted_by: Vec<&'p str>,
    /// Facts that stand between us and an answer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub missing_facts: Vec<&'p str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub judgements: Vec<&'p str>,
    /// True if only a check of our source against the official text keeps the answer open.
    #[serde(skip_serializing_if = "is_false")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub unverified: bool,
    /// Cadences, triggers and texts an operator's code can configure itself from.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(js_boundary, tsify(type = "Record<string, unknown>"))]
    pub parameters: Option<Parameters<'p>>,
    /// Requirement sets (profiles) that a document must meet.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub requires: Vec<&'p str>,
    /// Who does not bear it, and why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub not_on: Vec<NotOn<'p>>,
    /// What the text says and our condition does not capture.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub unmodelled: Vec<&'p str>,
    /// Node in the trace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's skip_serializing_if takes a reference")]
const fn is_false(value: &bool) -> bool {
    !*value
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
pub struct PenaltyAnswer<'p> {
    pub text: &'p str,
    pub locator: &'p str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
pub struct NotOn<'p> {
    pub actor: &'p str,
    pub reason: &'p str,
}

/// A fact or judgement that an answer rests on.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Because<'p> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fact: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub judgement: Option<&'p str>,
    #[cfg_attr(js_boundary, tsify(type = "unknown"))]
    pub value: Shown<'p>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ExemptionAnswer<'p> {
    pub id: &'p str,
    pub instrument: &'p str,
    pub title: &'p str,
    pub text: &'p str,
    pub status: LimbStatus,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leaning: Option<LimbStatus>,
    /// Whether the release is one that it is about; false also while that is open.
    pub relevant: bool,
    pub limbs: Vec<LimbAnswer<'p>>,
    /// Duties it lifts where it holds.
    pub lifts: Vec<&'p str>,
    pub citations: Vec<Cite<'p>>,
    pub grade: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub unmodelled: Vec<&'p str>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct LimbAnswer<'p> {
    pub id: &'p str,
    pub text: &'p str,
    pub status: LimbStatus,
    pub because: Vec<Because<'p>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub missing_facts: Vec<&'p str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub judgements: Vec<&'p str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub citations: Vec<Cite<'p>>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct FindingAnswer<'p> {
    pub id: &'p str,
    pub title: &'p str,
    pub status: TermStatus,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leaning: Option<TermStatus>,
    pub because: Vec<Because<'p>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub missing_facts: Vec<&'p str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub judgements: Vec<&'p str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub citations: Vec<Cite<'p>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub unmodelled: Vec<&'p str>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct NoteAnswer<'p> {
    pub id: &'p str,
    pub instrument: &'p str,
    /// `warning`, `info` or `draft`.
    pub level: NoteLevel,
    pub text: &'p str,
    pub citations: Vec<Cite<'p>>,
    pub grade: &'static str,
}

/// Level of a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum NoteLevel {
    Warning,
    Info,
    Draft,
}

/// Something that happens on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Event<'p> {
    pub date: String,
    /// `applies`, `enforced`, `ends` (first day on which it no longer applies).
    pub event: &'static str,
    pub duties: Vec<&'p str>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct QuestionAnswer<'p> {
    pub fact: &'p str,
    pub ask: &'p str,
    #[serde(skip_serializing_if = "str::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub help: &'p str,
    /// `bool`, `choice`, `set`, `number`, `date`, `text` or `places`. "I don't know" is always an answer.
    pub kind: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub unit: &'p str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub options: Vec<OptionAnswer<'p>>,
    /// Duties, also those to come, that one answer to this question can decide, whatever else is unknown.
    pub decides: Vec<&'p str>,
    /// Duties that it bears on.
    pub bears_on: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
pub struct OptionAnswer<'p> {
    pub id: &'p str,
    pub label: &'p str,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct JudgementAnswer<'p> {
    pub id: &'p str,
    pub question: &'p str,
    pub if_yes: &'p str,
    pub if_no: &'p str,
    /// The reading we would expect to prevail; absent where we have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leaning: Option<bool>,
    #[serde(skip_serializing_if = "str::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub why: &'p str,
    pub citations: Vec<Cite<'p>>,
    pub decides: Vec<&'p str>,
    pub bears_on: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct NearMiss<'p> {
    pub fact: &'p str,
    /// The value it has.
    #[cfg_attr(js_boundary, tsify(type = "unknown"))]
    pub value: Shown<'p>,
    /// The value that would turn the answers around.
    #[cfg_attr(js_boundary, tsify(type = "unknown"))]
    pub instead: Shown<'p>,
    /// Duties whose answer would change, all else equal.
    pub changes: Vec<DutyChange<'p>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
pub struct DutyChange<'p> {
    pub duty: &'p str,
    pub to: DutyStatus,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct DerivedFact<'p> {
    pub fact: &'p str,
    #[cfg_attr(js_boundary, tsify(type = "unknown"))]
    pub value: Shown<'p>,
    pub from: Vec<String>,
    pub how: String,
}

/// One condition of the trace.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct TraceNode<'p> {
    /// `and`, `or`, `not`, `term`, `judgement`, `fact`, `constant`.
    pub op: &'static str,
    pub value: TermStatus,
    /// The condition in the law's words.
    pub says: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub children: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term: Option<&'p str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub facts: Vec<&'p str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional, type = "unknown[]"))]
    pub provenance: Vec<Provenance>,
}
