//! The answer of `classifyRelease`: duties by actor and date, exemptions by limb, what is open and which question decides
//! most, what changes when.

use super::{Cite, cites, grade_name, law_status_name};
use crate::law::{
    self, Answers, DutyOutcome, LawPack, Phase, Reason, decisive, duty_outcome, evaluate, evaluate_leaning,
    exemption_truth, open_leaves,
};
use crate::release::{self, InputError, Provenance, Release, Value};
use crate::truth::Truth;
use lexcard_law_format::{Date, Duty, DutyKind, ExprId, Fact, FactKind, Level, Pack, Parameter, ParameterValue};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

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
    pub plan: Option<super::plan::OperatorPlan<'p>>,
    /// What would turn an answer around.
    pub near_misses: Vec<NearMiss<'p>>,
    /// What was not looked at.
    pub not_covered: Vec<String>,
    pub warnings: Vec<String>,
    /// Facts worked out from others, with the way they were.
    pub derived: Vec<DerivedFact<'p>>,
    /// What the declared licence lets people do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence: Option<super::licences::LicenceAnswer<'p>>,
    /// How open a model is, in the words of the Open Source AI Definition and of the G7.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub openness: Option<super::licences::OpennessAnswer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(js_boundary, tsify(type = "Record<string, TraceNode>"))]
    pub trace: Option<BTreeMap<String, TraceNode<'p>>>,
    pub disclaimer: &'static str,
}

/// Goes with every answer.
pub const DISCLAIMER: &str = "Information about law, not legal advice. It says what the listed laws ask on the facts given, and what was not checked; it does not say that a release meets them.";

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
    /// `duty`, `prohibition` or `option`.
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
    pub parameters: Option<Json>,
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
    pub value: Json,
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
    pub value: Json,
    /// The value that would turn the answers around.
    #[cfg_attr(js_boundary, tsify(type = "unknown"))]
    pub instead: Json,
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
    pub value: Json,
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
    let builder = Builder::new(pack, &release, as_of, options);
    Ok(Classified { answer: builder.build(options), conditions: builder.strict })
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

struct Builder<'b, 'p> {
    law: &'p LawPack<'p>,
    pack: &'p Pack<'p>,
    release: &'b Release,
    as_of: Date,
    strict: Answers,
    leaning: Answers,
    /// Duties of the places asked about, with their outcomes.
    duties: Vec<(&'p Duty<'p>, DutyOutcome)>,
    /// By position in `duties`: what keeps an open duty open, and the day on which it is.
    open: Vec<Option<(law::Open, Date)>>,
    wanted: BTreeSet<u16>,
}

impl<'b, 'p> Builder<'b, 'p> {
    fn new(law: &'p LawPack<'_>, release: &'b Release, as_of: Date, options: &ClassifyOptions) -> Self {
        // The pack borrows from bytes that outlive it; one lifetime is enough from here on.
        let law: &'p LawPack<'p> = law;
        let pack = &law.pack;
        let (strict, leaning) = (evaluate(pack, release), evaluate_leaning(pack, release));
        let wanted: BTreeSet<u16> = (0..)
            .zip(&pack.instruments)
            .filter(|(_, i)| {
                let place = pack.jurisdictions.get(i.jurisdiction as usize).map_or("", |j| j.id);
                // A country means its states as well.
                let inside =
                    |j: &String| place.strip_prefix(j.as_str()).is_some_and(|r| r.is_empty() || r.starts_with('-'));
                options.jurisdictions.is_empty() || options.jurisdictions.iter().any(inside)
            })
            .map(|(n, _)| n)
            .collect();
        let duties: Vec<(&Duty<'p>, DutyOutcome)> = pack
            .duties
            .iter()
            .filter(|d| wanted.contains(&d.instrument))
            .map(|d| (d, duty_outcome(pack, d, &strict, as_of)))
            .collect();
        let open = duties
            .iter()
            .map(|(duty, outcome)| {
                // What is open today, and what is open of a duty that is still to come.
                let ahead = outcome.phase == Phase::Upcoming && outcome.condition == Truth::Unknown;
                (ahead || outcome.status == Truth::Unknown).then(|| {
                    let day = outcome.from.latest.filter(|_| ahead).map_or(as_of, |d| d.max(as_of));
                    (law::open_for_duty(pack, release, &strict, duty, day), day)
                })
            })
            .collect();
        Self { law, pack, release, as_of, strict, leaning, duties, open, wanted }
    }

    fn build(&self, options: &ClassifyOptions) -> Classification<'p> {
        let duties: Vec<DutyAnswer<'p>> = self
            .duties
            .iter()
            .zip(&self.open)
            .map(|((d, o), open)| self.duty(d, o, open.as_ref(), options.trace))
            .collect();
        let exemptions = self.exemptions();
        let (next_questions, judgements) = self.questions();
        let count = |f: &dyn Fn(&DutyAnswer<'_>) -> bool| {
            u32::try_from(duties.iter().filter(|d| f(d)).count()).unwrap_or(u32::MAX)
        };
        let summary = Summary {
            artifact: self.law.index.get("artifact").and_then(|f| self.choice(f)),
            applies: count(&|d| d.status == DutyStatus::Applies),
            yours: count(&|d| d.status == DutyStatus::Applies && d.yours == Some(true)),
            undetermined: count(&|d| d.status == DutyStatus::Undetermined),
            upcoming: count(&|d| d.phase == Phase::Upcoming && d.condition == TermStatus::Yes),
        };
        let trace = options.trace.then(|| self.trace());
        Classification {
            as_of: self.as_of.to_string(),
            engine: Engine { version: env!("CARGO_PKG_VERSION") },
            law_pack: PackInfo::of(self.law),
            summary,
            exemptions,
            findings: self.findings(),
            notes: self.notes(),
            timeline: self.timeline(),
            changes_on: self.changes_on(),
            next_questions,
            judgements,
            plan: super::plan::merge(&duties),
            near_misses: self.near_misses(),
            not_covered: self.not_covered(),
            warnings: self.warnings(),
            derived: self.derived(),
            licence: super::licences::licence(self.law, self.release),
            openness: super::licences::openness(self.law, self.release),
            trace,
            duties,
            disclaimer: DISCLAIMER,
        }
    }

    // --- duties ------------------------------------------------------------------------------------------------------

    fn duty(
        &self,
        duty: &'p Duty<'p>,
        outcome: &DutyOutcome,
        open: Option<&(law::Open, Date)>,
        trace: bool,
    ) -> DutyAnswer<'p> {
        let pack = self.pack;
        let instrument = pack.instruments.get(duty.instrument as usize);
        let actor = pack.actors.get(duty.actor as usize);
        let you = duty.you.or(actor.map(|a| a.you)).map_or(Truth::Unknown, |e| self.strict.truth(e));
        let live = outcome.condition != Truth::No && outcome.phase != Phase::NotLaw;
        let (missing_facts, judgements) = open.map(|(open, _)| self.names(open)).unwrap_or_default();
        let leaning = open
            .map(|(_, day)| duty_outcome(pack, duty, &self.leaning, *day).status)
            .filter(|l| l.is_known())
            .map(DutyStatus::from);
        let exempted_by: Vec<&str> = duty
            .exemptions
            .iter()
            .filter_map(|&e| pack.exemptions.get(e as usize))
            .filter(|e| exemption_truth(e, &self.strict, self.as_of) == Truth::Yes)
            .map(|e| e.id)
            .collect();
        let date = |d: Option<Date>| d.map(|d| d.to_string());
        let floor = duty.not_before.and_then(|f| self.date_fact(f));
        DutyAnswer {
            id: duty.id,
            instrument: instrument.map_or("", |i| i.id),
            jurisdiction: instrument.and_then(|i| pack.jurisdictions.get(i.jurisdiction as usize)).map_or("", |j| j.id),
            title: duty.title,
            kind: match duty.kind {
                DutyKind::Duty => "duty",
                DutyKind::Prohibition => "prohibition",
                DutyKind::Option => "option",
            },
            actor: actor.map_or("", |a| a.id),
            status: outcome.status.into(),
            yours: you.known(),
            phase: outcome.phase,
            condition: outcome.condition.into(),
            leaning,
            applies_from: date(outcome.from.known().filter(|_| live).map(|d| floor.map_or(d, |f| f.max(d)))),
            enforced_from: date(outcome.enforced.known().filter(|_| live)),
            until: date(outcome.until.known().filter(|_| live)),
            actor_label: if live { actor.map_or("", |a| a.label) } else { "" },
            text: if live { duty.text } else { "" },
            // In short: where it stands; the address is that of the instrument.
            citations: if live {
                cites(&duty.citations)
            } else {
                duty.citations.first().map(|c| Cite { url: "", work: "", ..Cite::from(c) }).into_iter().collect()
            },
            penalty: duty.penalty.filter(|_| live).map(|p| PenaltyAnswer { text: p.text, locator: p.locator }),
            grade: grade_name(duty.grade),
            law_status: outcome.law.map(law_status_name),
            because: self.reasons(law::duty_reasons(pack, duty, &self.strict, self.as_of)),
            exempted_by,
            missing_facts,
            judgements,
            unverified: outcome.unverified,
            parameters: (live && !duty.parameters.is_empty()).then(|| parameters(&duty.parameters)),
            requires: if live { self.required(duty) } else { Vec::new() },
            not_on: if live {
                let actor = |a: u16| pack.actors.get(a as usize).map_or("", |a| a.id);
                duty.not_on.iter().map(|&(a, reason)| NotOn { actor: actor(a), reason }).collect()
            } else {
                Vec::new()
            },
            unmodelled: if live { duty.unmodelled.clone() } else { Vec::new() },
            node: trace.then(|| format!("t{}", duty.when)),
        }
    }

    fn required(&self, duty: &Duty<'p>) -> Vec<&'p str> {
        duty.requirement_sets.iter().filter_map(|&s| self.pack.requirement_sets.get(s as usize)).map(|s| s.id).collect()
    }

    fn missing(&self, when: ExprId) -> (Vec<&'p str>, Vec<&'p str>) {
        self.names(&open_leaves(self.pack, self.release, &self.strict, &[when]))
    }

    fn names(&self, open: &law::Open) -> (Vec<&'p str>, Vec<&'p str>) {
        let (mut facts, mut judgements) = (Vec::new(), Vec::new());
        for reason in open.leaves.keys() {
            match *reason {
                Reason::Fact(f) => {
                    if let Some(fact) = self.asked(f)
                        && !facts.contains(&fact.id)
                    {
                        facts.push(fact.id);
                    }
                }
                Reason::Judgement(j) => judgements.extend(self.pack.judgements.get(j as usize).map(|j| j.id)),
            }
        }
        (facts, judgements)
    }

    /// The fact through which to ask for another one.
    fn asked(&self, id: u16) -> Option<&'p Fact<'p>> {
        let fact = self.pack.facts.get(id as usize)?;
        let via = fact.ask_via.filter(|&v| !self.release.value(v).is_known());
        via.and_then(|v| self.pack.facts.get(v as usize)).or(Some(fact))
    }

    fn because(&self, roots: &[ExprId]) -> Vec<Because<'p>> {
        self.reasons(decisive(self.pack, &self.strict, roots))
    }

    fn reasons(&self, reasons: Vec<Reason>) -> Vec<Because<'p>> {
        reasons
            .into_iter()
            .filter_map(|reason| match reason {
                Reason::Fact(f) => {
                    let fact = self.pack.facts.get(f as usize)?;
                    Some(Because { fact: Some(fact.id), judgement: None, value: self.json(f) })
                }
                Reason::Judgement(j) => {
                    let judgement = self.pack.judgements.get(j as usize)?;
                    let value = self.release.judgement(j).map_or(Json::Null, Json::Bool);
                    Some(Because { fact: None, judgement: Some(judgement.id), value })
                }
            })
            .collect()
    }

    // --- terms, exemptions, notes ------------------------------------------------------------------------------------

    fn exemptions(&self) -> Vec<ExemptionAnswer<'p>> {
        let mut out = Vec::new();
        for (number, e) in (0u16..).zip(&self.pack.exemptions) {
            let relevant = e.relevant.map_or(Truth::Yes, |r| self.strict.truth(r));
            if !self.wanted.contains(&e.instrument) || relevant == Truth::No {
                continue;
            }
            let status = exemption_truth(e, &self.strict, self.as_of);
            let leaning = exemption_truth(e, &self.leaning, self.as_of);
            let limbs = e
                .limbs
                .iter()
                .map(|l| {
                    let (missing_facts, judgements) = self.missing(l.when);
                    LimbAnswer {
                        id: l.id,
                        text: l.text,
                        status: self.strict.truth(l.when).into(),
                        because: self.because(&[l.when]),
                        missing_facts,
                        judgements,
                        citations: cites(&l.citations),
                    }
                })
                .collect();
            out.push(ExemptionAnswer {
                id: e.id,
                instrument: self.pack.instruments.get(e.instrument as usize).map_or("", |i| i.id),
                title: e.title,
                text: e.text,
                status: status.into(),
                leaning: (status == Truth::Unknown && leaning.is_known()).then(|| leaning.into()),
                relevant: relevant == Truth::Yes,
                limbs,
                lifts: self.duties.iter().filter(|(d, _)| d.exemptions.contains(&number)).map(|(d, _)| d.id).collect(),
                citations: cites(&e.citations),
                grade: grade_name(e.grade),
                unmodelled: e.unmodelled.clone(),
            });
        }
        out
    }

    fn findings(&self) -> Vec<FindingAnswer<'p>> {
        let defines = self.pack.defines.iter().filter(|d| d.instrument.is_none_or(|i| self.wanted.contains(&i)));
        defines
            .filter_map(|d| {
                let title = d.report?;
                let status = self.strict.truth(d.when);
                let leaning = match &d.presume {
                    Some(p) if !self.leaning.truth(d.when).is_known() => Truth::from(p.value),
                    _ => self.leaning.truth(d.when),
                };
                let (missing_facts, judgements) = self.missing(d.when);
                Some(FindingAnswer {
                    id: d.id,
                    title,
                    status: status.into(),
                    leaning: (status == Truth::Unknown && leaning.is_known()).then(|| leaning.into()),
                    because: self.because(&[d.when]),
                    missing_facts,
                    judgements,
                    citations: if status == Truth::No { Vec::new() } else { cites(&d.citations) },
                    unmodelled: if status == Truth::No { Vec::new() } else { d.unmodelled.clone() },
                })
            })
            .collect()
    }

    fn notes(&self) -> Vec<NoteAnswer<'p>> {
        let notes = self.pack.notes.iter().filter(|n| self.wanted.contains(&n.instrument));
        notes
            .filter(|n| n.from.is_none_or(|d| d <= self.as_of) && n.until.is_none_or(|d| self.as_of <= d))
            .filter(|n| self.strict.truth(n.when) == Truth::Yes)
            .map(|n| NoteAnswer {
                id: n.id,
                instrument: self.pack.instruments.get(n.instrument as usize).map_or("", |i| i.id),
                level: match n.level {
                    Level::Warning => NoteLevel::Warning,
                    Level::Info => NoteLevel::Info,
                    Level::Draft => NoteLevel::Draft,
                },
                text: n.text,
                citations: cites(&n.citations),
                grade: grade_name(n.grade),
            })
            .collect()
    }

    // --- time --------------------------------------------------------------------------------------------------------

    fn timeline(&self) -> Vec<Event<'p>> {
        let mut events: BTreeMap<(Date, &'static str), Vec<&'p str>> = BTreeMap::new();
        for (duty, outcome) in self.live() {
            let dates = [
                (outcome.from.known(), "applies"),
                (outcome.enforced.known(), "enforced"),
                (outcome.until.known().map(Date::next), "ends"),
            ];
            for (date, event) in dates {
                if let Some(date) = date {
                    events.entry((date, event)).or_default().push(duty.id);
                }
            }
        }
        events.into_iter().map(|((date, event), duties)| Event { date: date.to_string(), event, duties }).collect()
    }

    fn live(&self) -> impl Iterator<Item = (&'p Duty<'p>, &DutyOutcome)> {
        self.duties
            .iter()
            .filter(|(d, o)| o.condition != Truth::No || self.strict.truth(d.when) != Truth::No)
            .map(|(d, o)| (*d, o))
    }

    fn changes_on(&self) -> Vec<String> {
        let mut days = BTreeSet::new();
        for (duty, _) in self.live() {
            let vintages = duty.from.iter().chain(&duty.enforced);
            let possible =
                |v: &&lexcard_law_format::Vintage<'_>| v.when.is_none_or(|w| self.strict.truth(w) != Truth::No);
            days.extend(vintages.filter(possible).map(|v| v.date));
            days.extend(duty.until.iter().filter(possible).map(|v| v.date.next()));
            for e in duty.exemptions.iter().filter_map(|&e| self.pack.exemptions.get(e as usize)) {
                if self.strict.truth(e.when) != Truth::No {
                    days.extend(e.from);
                    days.extend(e.until.map(Date::next));
                }
            }
        }
        for e in self.pack.exemptions.iter().filter(|e| self.wanted.contains(&e.instrument)) {
            if e.relevant.is_none_or(|r| self.strict.truth(r) != Truth::No) {
                days.extend(e.from);
                days.extend(e.until.map(Date::next));
            }
        }
        for n in self.pack.notes.iter().filter(|n| self.wanted.contains(&n.instrument)) {
            if self.strict.truth(n.when) == Truth::Yes {
                days.extend(n.from);
                days.extend(n.until.map(Date::next));
            }
        }
        for &i in &self.wanted {
            days.extend(
                self.pack.instruments.get(i as usize).into_iter().flat_map(|i| i.status.iter().map(|s| s.from)),
            );
        }
        days.into_iter().filter(|d| *d > self.as_of).map(|d| d.to_string()).collect()
    }

    // --- questions ---------------------------------------------------------------------------------------------------

    fn questions(&self) -> (Vec<QuestionAnswer<'p>>, Vec<JudgementAnswer<'p>>) {
        let mut open: BTreeMap<Reason, (Vec<&'p str>, u32)> = BTreeMap::new();
        for ((duty, outcome), found) in self.duties.iter().zip(&self.open) {
            let Some((found, _)) = found.as_ref().filter(|_| !outcome.unverified) else { continue };
            let mut seen = BTreeSet::new();
            for (&reason, &decides) in &found.leaves {
                let reason = match reason {
                    Reason::Fact(f) => Reason::Fact(self.asked_id(f)),
                    other @ Reason::Judgement(_) => other,
                };
                let entry = open.entry(reason).or_default();
                if seen.insert(reason) {
                    entry.1 += 1;
                }
                if decides && entry.0.last() != Some(&duty.id) {
                    entry.0.push(duty.id);
                }
            }
        }
        // Where no single answer decides anything, those that help to are still worth asking.
        let any_decides = open.values().any(|(decides, _)| !decides.is_empty());
        let mut ranked: Vec<_> = open.into_iter().filter(|(_, (d, _))| !d.is_empty() || !any_decides).collect();
        ranked.sort_by(|(a, (da, na)), (b, (db, nb))| (db.len(), nb, a).cmp(&(da.len(), na, b)));
        let (mut questions, mut judgements) = (Vec::new(), Vec::new());
        for (reason, (decides, bears_on)) in ranked {
            match reason {
                Reason::Fact(f) => questions.extend(self.pack.facts.get(f as usize).map(|fact| QuestionAnswer {
                    fact: fact.id,
                    ask: fact.ask,
                    help: fact.help,
                    kind: kind_name(fact.kind),
                    unit: fact.unit,
                    options: fact.options.iter().map(|o| OptionAnswer { id: o.id, label: o.label }).collect(),
                    decides,
                    bears_on,
                })),
                Reason::Judgement(j) => {
                    judgements.extend(self.pack.judgements.get(j as usize).map(|j| JudgementAnswer {
                        id: j.id,
                        question: j.question,
                        if_yes: j.if_yes,
                        if_no: j.if_no,
                        leaning: j.leaning,
                        why: j.why,
                        citations: cites(&j.citations),
                        decides,
                        bears_on,
                    }))
                }
            }
        }
        (questions, judgements)
    }

    fn asked_id(&self, id: u16) -> u16 {
        let via = self.pack.facts.get(id as usize).and_then(|f| f.ask_via);
        via.filter(|&v| !self.release.value(v).is_known()).unwrap_or(id)
    }

    /// Single facts that would turn duties around: one alternative each, tried out.
    fn near_misses(&self) -> Vec<NearMiss<'p>> {
        const TRIES: usize = 8;
        let mut facts: BTreeMap<u16, u32> = BTreeMap::new();
        for (duty, outcome) in &self.duties {
            let roots: Vec<ExprId> = if outcome.status == Truth::Yes {
                vec![duty.when]
            } else if outcome.status == Truth::No && self.strict.truth(duty.when) == Truth::Yes {
                duty.exemptions.iter().filter_map(|&e| self.pack.exemptions.get(e as usize)).map(|e| e.when).collect()
            } else {
                continue;
            };
            for reason in decisive(self.pack, &self.strict, &roots) {
                if let Reason::Fact(f) = reason {
                    *facts.entry(f).or_default() += 1;
                }
            }
        }
        // Facts that people choose: terms, gates, money. What the model is cannot be changed by a tick.
        let mut out = Vec::new();
        for (&f, _) in facts.iter().filter(|(f, _)| self.is_choosable(**f)).take(TRIES) {
            let Some(fact) = self.pack.facts.get(f as usize) else { continue };
            let instead = match (fact.kind, self.release.value(f)) {
                (FactKind::Bool, Value::Bool(b)) => Value::Bool(!b),
                (FactKind::Set, Value::Set(bits)) if *bits != 0 => Value::Set(0),
                _ => continue,
            };
            let mut other = self.release.clone();
            other.set(f, instead.clone(), Provenance::Stated);
            let answers = evaluate(self.pack, &other);
            let changes: Vec<DutyChange<'p>> = self
                .duties
                .iter()
                .filter_map(|(d, o)| {
                    let to = duty_outcome(self.pack, d, &answers, self.as_of).status;
                    (to != o.status && to.is_known()).then_some(DutyChange { duty: d.id, to: to.into() })
                })
                .collect();
            if !changes.is_empty() {
                out.push(NearMiss { fact: fact.id, value: self.json(f), instead: value_json(fact, &instead), changes });
            }
        }
        out
    }

    fn is_choosable(&self, fact: u16) -> bool {
        let id = self.pack.facts.get(fact as usize).map_or("", |f| f.id);
        ["licence.", "access.", "market.", "public.", "release.ships"].iter().any(|p| id.starts_with(p))
    }

    // --- the rest ----------------------------------------------------------------------------------------------------

    fn not_covered(&self) -> Vec<String> {
        let mut out: Vec<String> = self.pack.not_covered.iter().map(|s| (*s).to_owned()).collect();
        if let Some(Value::Places(places)) = self.law.index.get("market.places").map(|f| self.release.value(f)) {
            let known = |code: &str| {
                self.pack.jurisdictions.iter().any(|j| {
                    let has_law = self
                        .pack
                        .instruments
                        .iter()
                        .any(|i| self.pack.jurisdictions.get(i.jurisdiction as usize) == Some(j));
                    has_law && (j.id == code || j.members.contains(&code) || j.within.contains(&code))
                })
            };
            for place in places.iter().filter(|p| !p.starts_with('-') && *p != "worldwide" && !known(p)) {
                out.push(format!("the law of {place}"));
            }
        }
        for (n, i) in (0u16..).zip(&self.pack.instruments) {
            let touched = self.duties.iter().any(|(d, o)| d.instrument == n && o.condition != Truth::No);
            if touched {
                out.extend(i.unmodelled.iter().map(|u| format!("{}: {u}", i.short)));
            }
        }
        out
    }

    fn warnings(&self) -> Vec<String> {
        let mut out = Vec::new();
        if self.as_of > self.pack.covers_through {
            out.push(format!(
                "The laws were checked through {}; later changes are not in this answer.",
                self.pack.covers_through
            ));
        }
        if let Some(placed) = self.law.index.get("release.placedOn").and_then(|f| self.date_fact(f))
            && placed > self.as_of
        {
            out.push(format!("The release is dated {placed}, after the day asked about; the answer takes it as made."));
        }
        for n in &self.pack.numbers {
            if let lexcard_law_format::Number::Fact(f) = n
                && let Value::Quantity(q) = self.release.value(*f)
                && q.is_estimate()
                && let Some(limit) = self.thresholds(*f).find(|t| q.is_borderline(*t))
                && let Some(fact) = self.pack.facts.get(*f as usize)
            {
                let point = q.point().map_or_else(String::new, |p| format!(" of {p:.2e}"));
                let text = format!(
                    "`{}`: the estimate{point} is borderline; its margin reaches across {limit:.0e} {}.",
                    fact.id, fact.unit
                );
                if !out.contains(&text) {
                    out.push(text);
                }
            }
        }
        out
    }

    /// Figures that a fact is compared with.
    fn thresholds(&self, fact: u16) -> impl Iterator<Item = f64> {
        use lexcard_law_format::{Expr, Number};
        let number = |id: u32| self.pack.numbers.get(id as usize).copied();
        self.pack.exprs.iter().filter_map(move |e| match *e {
            Expr::Compare(_, a, b) => match (number(a), number(b)) {
                (Some(Number::Fact(f)), Some(Number::Literal(n))) if f == fact => Some(n),
                _ => None,
            },
            _ => None,
        })
    }

    fn derived(&self) -> Vec<DerivedFact<'p>> {
        (0u16..)
            .zip(&self.pack.facts)
            .filter_map(|(id, fact)| match self.release.provenance(id) {
                Some(Provenance::Derived { from, how }) => {
                    Some(DerivedFact { fact: fact.id, value: self.json(id), from: from.clone(), how: how.clone() })
                }
                _ => None,
            })
            .collect()
    }

    fn trace(&self) -> BTreeMap<String, TraceNode<'p>> {
        let mut out = BTreeMap::new();
        let mut stack: Vec<ExprId> = self.duties.iter().map(|(d, _)| d.when).collect();
        for (d, _) in &self.duties {
            stack.extend(d.exemptions.iter().filter_map(|&e| self.pack.exemptions.get(e as usize)).map(|e| e.when));
            stack.extend(d.from.iter().chain(&d.until).chain(&d.enforced).filter_map(|v| v.when));
        }
        while let Some(id) = stack.pop() {
            let key = format!("t{id}");
            if out.contains_key(&key) {
                continue;
            }
            let node = law::trace_node(self.pack, id);
            stack.extend(&node.children);
            let provenance = node.facts.iter().filter_map(|&f| self.release.provenance(f).cloned()).collect();
            out.insert(
                key,
                TraceNode {
                    op: node.op,
                    value: self.strict.truth(id).into(),
                    says: node.says,
                    children: node.children.iter().map(|c| format!("t{c}")).collect(),
                    term: node.term,
                    facts: node.facts.iter().filter_map(|&f| self.pack.facts.get(f as usize)).map(|f| f.id).collect(),
                    provenance,
                },
            );
        }
        out
    }

    fn choice(&self, fact: u16) -> Option<&'p str> {
        let Value::Choice(bit) = self.release.value(fact) else { return None };
        let options = self.pack.facts.get(fact as usize)?;
        options.options.get(bit.trailing_zeros() as usize).map(|o| o.id)
    }

    fn date_fact(&self, fact: u16) -> Option<Date> {
        let Value::Quantity(q) = self.release.value(fact) else { return None };
        date_of(q.point()?)
    }

    fn json(&self, fact: u16) -> Json {
        self.pack.facts.get(fact as usize).map_or(Json::Null, |f| value_json(f, self.release.value(fact)))
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "ordinals of dates are small whole numbers"
)]
fn date_of(ordinal: f64) -> Option<Date> {
    let n = ordinal as u32;
    Date::new(n / 10_000, n / 100 % 100, n % 100).ok()
}

pub(crate) const fn kind_name(kind: FactKind) -> &'static str {
    match kind {
        FactKind::Bool => "bool",
        FactKind::Choice => "choice",
        FactKind::Set => "set",
        FactKind::Number => "number",
        FactKind::Date => "date",
        FactKind::Text => "text",
        FactKind::Places => "places",
    }
}

/// A value as a caller would write it.
fn value_json(fact: &Fact<'_>, value: &Value) -> Json {
    let names = |bits: u64| -> Vec<&str> {
        (0..).zip(&fact.options).filter(|(bit, _)| bits & (1u64 << *bit) != 0).map(|(_, o)| o.id).collect()
    };
    match value {
        Value::Unknown => Json::Null,
        Value::Bool(b) => Json::Bool(*b),
        Value::Choice(bits) => names(*bits).first().map_or(Json::Null, |n| (*n).into()),
        Value::Set(bits) => names(*bits).into(),
        Value::Text(t) => t.as_str().into(),
        Value::Places(p) => p.clone().into(),
        Value::Quantity(q) if fact.kind == FactKind::Date => {
            let (low, high) = q.bounds();
            match (date_of(low), date_of(high)) {
                (Some(a), Some(b)) if a == b => a.to_string().into(),
                (Some(a), Some(b)) => serde_json::json!({ "from": a.to_string(), "to": b.to_string() }),
                _ => Json::Null,
            }
        }
        Value::Quantity(q) => match (q.point(), q.is_estimate()) {
            (Some(n), false) => n.into(),
            (Some(n), true) => {
                let margin = if n > 0.0 { ((q.wide_bounds().1 / n - 1.0) * 1000.0).round() / 1000.0 } else { 0.0 };
                serde_json::json!({ "estimate": n, "margin": margin })
            }
            (None, _) => {
                let (low, high) = q.wide_bounds();
                if high.is_finite() {
                    serde_json::json!({ "min": low, "max": high })
                } else {
                    serde_json::json!({ "min": low })
                }
            }
        },
    }
}

fn parameters(list: &[Parameter<'_>]) -> Json {
    Json::Object(list.iter().map(|p| (p.name.to_owned(), parameter(&p.value))).collect())
}

#[expect(clippy::cast_possible_truncation, reason = "whole numbers are written without a fraction")]
fn parameter(value: &ParameterValue<'_>) -> Json {
    match value {
        ParameterValue::Bool(b) => Json::Bool(*b),
        ParameterValue::Number(n) if n.fract() == 0.0 && n.abs() < 9e15 => Json::from(*n as i64),
        ParameterValue::Number(n) => Json::from(*n),
        ParameterValue::Text(t) => Json::from(*t),
        ParameterValue::List(l) => l.iter().map(parameter).collect(),
        ParameterValue::Table(t) => parameters(t),
    }
}
