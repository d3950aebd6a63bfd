//! Instruments and what they say: conditions, duties, exemptions, notes, requirement sets.

use crate::{ActorId, Date, FactId, JudgementId, Pack, PackError};
use serde::{Deserialize, Serialize};

pub type ExprId = u32;
pub type NumberId = u32;
pub type DefineId = u16;
pub type ExemptionId = u16;
pub type InstrumentId = u16;
pub type SetId = u16;
pub type WorkId = u16;
pub type PenaltyId = u16;

/// A boolean condition over facts; evaluated in three values.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Expr<'a> {
    Const(bool),
    /// A yes/no fact.
    Fact(FactId),
    Judgement(JudgementId),
    Define(DefineId),
    Not(ExprId),
    /// `start`, `len` in the pack's child table.
    And(u32, u16),
    Or(u32, u16),
    Compare(Comparison, NumberId, NumberId),
    /// The choice is one of these options.
    OneOf(FactId, u64),
    /// The set and the options have an element in common.
    Overlaps(FactId, u64),
    /// Every element of the set is among the options.
    Within(FactId, u64),
    /// The set has all of the options.
    Covers(FactId, u64),
    /// Offered in a place; the fact is of kind `Places`.
    OfferedIn(FactId, &'a str),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Comparison {
    Less,
    AtMost,
    Greater,
    AtLeast,
    Equal,
    NotEqual,
}

/// A numeric term. Dates count as their ordinal and are only compared.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Number {
    Literal(f64),
    Date(Date),
    Fact(FactId),
    Add(NumberId, NumberId),
    Subtract(NumberId, NumberId),
    Multiply(NumberId, NumberId),
    Divide(NumberId, NumberId),
}

/// A named condition, usually a term the statute defines.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Define<'a> {
    /// `<instrument>/<name>`, or the bare name for a shared one.
    pub id: &'a str,
    pub instrument: Option<InstrumentId>,
    pub when: ExprId,
    /// Set if the result reports it as a finding.
    pub report: Option<&'a str>,
    #[serde(borrow)]
    pub citations: Vec<Citation<'a>>,
    /// What may be presumed while it is unknown. Used for leanings only.
    pub presume: Option<Presumption<'a>>,
    pub unmodelled: Vec<&'a str>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presumption<'a> {
    pub value: bool,
    /// Only where this holds.
    pub when: Option<ExprId>,
    pub why: &'a str,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Instrument<'a> {
    pub id: &'a str,
    pub title: &'a str,
    pub short: &'a str,
    pub jurisdiction: u16,
    pub citation: &'a str,
    pub url: &'a str,
    /// In force, stayed, repealed …, by date; the first entry starts the history.
    #[serde(borrow)]
    pub status: Vec<StatusFrom<'a>>,
    pub checked_on: Date,
    pub newest_source: Date,
    pub grade: Grade,
    pub unmodelled: Vec<&'a str>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusFrom<'a> {
    pub from: Date,
    pub is: Status,
    pub note: &'a str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Status {
    InForce,
    /// Signed, not yet in force.
    Enacted,
    Pending,
    NotLaw,
    /// Enforcement barred.
    Stayed,
    Repealed,
    /// In force without sanction: information, never a duty.
    Soft,
}

impl Status {
    /// Whether duties can bite under this status.
    #[must_use]
    pub const fn binds(self) -> bool {
        matches!(self, Self::InForce | Self::Enacted)
    }
}

/// How well our reading is supported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Grade {
    /// The official text was read.
    Primary,
    /// The official text was read in part, or quoted word for word by others.
    PrimaryPart,
    /// Secondary sources that agree with each other.
    Corroborated,
    Secondary,
    /// From memory: ships as undetermined until verified.
    Memory,
}

/// Where it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation<'a> {
    /// Article, section, paragraph.
    pub locator: &'a str,
    pub work: WorkId,
}

/// A work that is cited: an instrument's own text, or a guideline, recital source, case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Work<'a> {
    pub title: &'a str,
    pub url: &'a str,
    pub force: Force,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Force {
    Binding,
    Guidance,
    Code,
    Draft,
    Case,
    Commentary,
}

/// A date that may hang on a condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vintage<'a> {
    pub date: Date,
    /// Taken if this holds; entries are tried in order and the last has none.
    pub when: Option<ExprId>,
    pub note: &'a str,
}

/// What somebody owes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Duty<'a> {
    /// `<instrument>/<provision>`.
    pub id: &'a str,
    pub instrument: InstrumentId,
    pub kind: DutyKind,
    pub actor: ActorId,
    pub title: &'a str,
    /// In our words, addressed to the actor.
    pub text: &'a str,
    #[serde(borrow)]
    pub citations: Vec<Citation<'a>>,
    pub when: ExprId,
    /// Overrides the actor's own test.
    pub you: Option<ExprId>,
    pub exemptions: Vec<ExemptionId>,
    pub from: Vec<Vintage<'a>>,
    /// Last day on which it applies, inclusive.
    pub until: Vec<Vintage<'a>>,
    pub enforced: Vec<Vintage<'a>>,
    /// A date fact before which it cannot bite (the placing on the market); informs `appliesFrom`, decides nothing.
    pub not_before: Option<FactId>,
    pub penalty: Option<PenaltyId>,
    pub grade: Grade,
    /// Cadences, triggers and texts an operator's code can configure itself from.
    pub parameters: Vec<Parameter<'a>>,
    pub requirement_sets: Vec<SetId>,
    /// Why others do not bear it.
    pub not_on: Vec<(ActorId, &'a str)>,
    pub unmodelled: Vec<&'a str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DutyKind {
    Duty,
    Prohibition,
    /// Somebody may do it; nobody must.
    Option,
    /// Owed once somebody asks for it, such as an authority; nothing has to be done before.
    OnRequest,
}

impl DutyKind {
    /// Its name in law files and answers.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Duty => "duty",
            Self::Prohibition => "prohibition",
            Self::Option => "option",
            Self::OnRequest => "on-request",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Penalty<'a> {
    pub id: &'a str,
    pub text: &'a str,
    pub locator: &'a str,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Parameter<'a> {
    pub name: &'a str,
    #[serde(borrow)]
    pub value: ParameterValue<'a>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ParameterValue<'a> {
    Bool(bool),
    Number(f64),
    Text(&'a str),
    #[serde(borrow)]
    List(Vec<ParameterValue<'a>>),
    Table(Vec<Parameter<'a>>),
}

/// What lifts duties when all (or any) of its limbs hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Exemption<'a> {
    pub id: &'a str,
    pub instrument: InstrumentId,
    pub title: &'a str,
    pub text: &'a str,
    #[serde(borrow)]
    pub citations: Vec<Citation<'a>>,
    /// The limbs joined.
    pub when: ExprId,
    /// Reported only where this holds (an exemption from duties on models says nothing about a data set).
    pub relevant: Option<ExprId>,
    pub limbs: Vec<Limb<'a>>,
    pub from: Option<Date>,
    /// Last day, inclusive.
    pub until: Option<Date>,
    pub grade: Grade,
    pub unmodelled: Vec<&'a str>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limb<'a> {
    pub id: &'a str,
    pub text: &'a str,
    pub when: ExprId,
    #[serde(borrow)]
    pub citations: Vec<Citation<'a>>,
}

/// Information that goes with a release: warnings, drafts, soft law. Never a duty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Note<'a> {
    pub id: &'a str,
    pub instrument: InstrumentId,
    pub level: Level,
    pub text: &'a str,
    #[serde(borrow)]
    pub citations: Vec<Citation<'a>>,
    pub when: ExprId,
    pub from: Option<Date>,
    pub until: Option<Date>,
    pub grade: Grade,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Level {
    Warning,
    Info,
    /// Rests on a draft or a pending bill.
    Draft,
}

/// What a document must contain under a law or code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequirementSet<'a> {
    /// Profile name, unique in the pack: `annex-xi`, `ab-2013`.
    pub id: &'a str,
    pub instrument: InstrumentId,
    pub title: &'a str,
    /// Where the document goes: model card, authority on request, developer's website …
    pub place: &'a str,
    #[serde(borrow)]
    pub items: Vec<Requirement<'a>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requirement<'a> {
    pub id: &'a str,
    pub text: &'a str,
    #[serde(borrow)]
    pub citations: Vec<Citation<'a>>,
    /// Card elements any of which shows it (`intended-use`, `training-data` …); empty: not detectable in a card.
    pub elements: Vec<&'a str>,
    /// Words of which at least one stands in the evidence, lower case; empty: the element is enough.
    pub keywords: Vec<&'a str>,
    /// Rules of the card linter whose findings go against it (`claim/safe`); they carry its citations.
    pub findings: Vec<&'a str>,
    pub severity: Severity,
    /// Recipients or audience, where the source names them.
    pub recipients: &'a str,
    /// Only where this holds.
    pub when: Option<ExprId>,
}

/// The provisions that what a rule of the card linter finds goes against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection<'a> {
    pub rule: &'a str,
    #[serde(borrow)]
    pub citations: Vec<Citation<'a>>,
}

/// The objections that requirement sets hold.
#[must_use]
pub fn objections<'a>(sets: &[RequirementSet<'a>]) -> Vec<Objection<'a>> {
    let of_item = |item: &Requirement<'a>| {
        let objection = |rule: &&'a str| Objection { rule, citations: item.citations.clone() };
        item.findings.iter().map(objection).collect::<Vec<_>>()
    };
    sets.iter().flat_map(|set| &set.items).flat_map(of_item).collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    Error,
    Warning,
    Info,
    Hint,
}

/// Every index points at something, and no expression can loop.
pub(crate) fn check_references(pack: &Pack<'_>) -> Result<(), PackError> {
    let check = |what: &'static str, index: usize, len: usize| {
        if index < len { Ok(()) } else { Err(PackError::DanglingReference { what, index }) }
    };
    let expr = |id: ExprId| check("expression", id as usize, pack.exprs.len());
    let fact = |id: FactId| check("fact", id as usize, pack.facts.len());
    let instrument = |id: InstrumentId| check("instrument", id as usize, pack.instruments.len());
    let citations =
        |list: &[Citation<'_>]| list.iter().try_for_each(|c| check("work", c.work as usize, pack.lists.works.len()));
    let vintages = |list: &[Vintage<'_>]| list.iter().try_for_each(|v| v.when.map_or(Ok(()), expr));

    for f in &pack.facts {
        f.ask_via.map_or(Ok(()), fact)?;
        f.no_if_known.map_or(Ok(()), fact)?;
        if f.options.len() > 64 {
            return Err(PackError::Malformed);
        }
    }
    for (at, n) in pack.numbers.iter().enumerate() {
        match *n {
            Number::Literal(_) | Number::Date(_) => {}
            Number::Fact(f) => fact(f)?,
            Number::Add(a, b) | Number::Subtract(a, b) | Number::Multiply(a, b) | Number::Divide(a, b) => {
                check("number", a as usize, at)?;
                check("number", b as usize, at)?;
            }
        }
    }
    for (at, e) in pack.exprs.iter().enumerate() {
        match *e {
            Expr::Const(_) => {}
            Expr::Fact(f)
            | Expr::OneOf(f, _)
            | Expr::Overlaps(f, _)
            | Expr::Within(f, _)
            | Expr::Covers(f, _)
            | Expr::OfferedIn(f, _) => fact(f)?,
            Expr::Judgement(j) => check("judgement", j as usize, pack.judgements.len())?,
            Expr::Define(d) => {
                // A define may be used only after its own expression, so evaluation always ends.
                let define = pack.defines.get(d as usize);
                let when = define.ok_or(PackError::DanglingReference { what: "define", index: d as usize })?.when;
                check("expression", when as usize, at)?;
            }
            Expr::Not(x) => check("expression", x as usize, at)?,
            Expr::And(start, len) | Expr::Or(start, len) => {
                let range = pack.children.get(start as usize..start as usize + len as usize);
                let range = range.ok_or(PackError::DanglingReference { what: "child", index: start as usize })?;
                range.iter().try_for_each(|&x| check("expression", x as usize, at))?;
            }
            Expr::Compare(_, a, b) => {
                check("number", a as usize, pack.numbers.len())?;
                check("number", b as usize, pack.numbers.len())?;
            }
        }
    }
    for d in &pack.defines {
        expr(d.when)?;
        d.instrument.map_or(Ok(()), instrument)?;
        citations(&d.citations)?;
        if let Some(p) = &d.presume {
            p.when.map_or(Ok(()), expr)?;
        }
    }
    for a in &pack.actors {
        expr(a.you)?;
    }
    for j in &pack.judgements {
        instrument(j.instrument)?;
        citations(&j.citations)?;
    }
    for i in &pack.instruments {
        check("jurisdiction", i.jurisdiction as usize, pack.jurisdictions.len())?;
    }
    for e in &pack.exemptions {
        instrument(e.instrument)?;
        expr(e.when)?;
        e.relevant.map_or(Ok(()), expr)?;
        citations(&e.citations)?;
        e.limbs.iter().try_for_each(|l| expr(l.when).and(citations(&l.citations)))?;
    }
    for d in &pack.duties {
        instrument(d.instrument)?;
        check("actor", d.actor as usize, pack.actors.len())?;
        citations(&d.citations)?;
        d.penalty.map_or(Ok(()), |p| check("penalty", p as usize, pack.penalties.len()))?;
        expr(d.when)?;
        d.you.map_or(Ok(()), expr)?;
        d.exemptions.iter().try_for_each(|&x| check("exemption", x as usize, pack.exemptions.len()))?;
        d.requirement_sets
            .iter()
            .try_for_each(|&x| check("requirement set", x as usize, pack.requirement_sets.len()))?;
        d.not_on.iter().try_for_each(|&(a, _)| check("actor", a as usize, pack.actors.len()))?;
        vintages(&d.from)?;
        vintages(&d.until)?;
        vintages(&d.enforced)?;
        d.not_before.map_or(Ok(()), fact)?;
    }
    for n in &pack.notes {
        instrument(n.instrument)?;
        citations(&n.citations)?;
        expr(n.when)?;
    }
    pack.lists.objections.iter().try_for_each(|o| citations(&o.citations))?;
    for s in &pack.requirement_sets {
        instrument(s.instrument)?;
        s.items.iter().try_for_each(|r| r.when.map_or(Ok(()), expr).and(citations(&r.citations)))?;
    }
    Ok(())
}
