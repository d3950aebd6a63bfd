//! Reads an answer off the values of the conditions.

use super::ClassifyOptions;
use super::answer::*;
use super::value::{Parameters, Shown, date_of};
use crate::law::{self, Answers, DutyOutcome, Explainer, LawPack, Phase, Reason, duty_outcome, exemption_truth};
use crate::release::{Release, Value};
use crate::report::{Cite, cites, grade_name, law_status_name, licences, plan};
use crate::truth::Truth;
use lexcard_law_format::{Date, Duty, DutyKind, ExprId, FactId, Instrument, Level, Pack};

/// Everything that an answer is read off, worked out once.
pub(super) struct Builder<'b, 'p> {
    pub(super) law: &'p LawPack<'p>,
    pub(super) pack: &'p Pack<'p>,
    pub(super) release: &'b Release,
    pub(super) as_of: Date,
    pub(super) explainer: Explainer<'b, 'p>,
    pub(super) strict: &'b Answers,
    pub(super) leaning: &'b Answers,
    /// Duties of the places asked about, with their outcomes.
    pub(super) duties: Vec<(&'p Duty<'p>, DutyOutcome)>,
    /// By position in `duties`: what keeps an open duty open, and the day on which it is.
    pub(super) open: Vec<Option<(law::Open, Date)>>,
    /// By instrument: whether it is asked about.
    wanted: Vec<bool>,
}

impl<'b, 'p> Builder<'b, 'p> {
    pub(super) fn new(
        law: &'p LawPack<'_>,
        release: &'b Release,
        strict: &'b Answers,
        leaning: &'b Answers,
        as_of: Date,
        options: &ClassifyOptions,
    ) -> Self {
        // The pack borrows from bytes that outlive it; one lifetime is enough from here on.
        let law: &'p LawPack<'p> = law;
        let pack = &law.pack;
        let explainer = Explainer::new(pack, release, strict);
        let is_wanted = |place: &str| {
            // A country means its states as well.
            let inside =
                |j: &String| place.strip_prefix(j.as_str()).is_some_and(|r| r.is_empty() || r.starts_with('-'));
            options.jurisdictions.is_empty() || options.jurisdictions.iter().any(inside)
        };
        let place = |i: &Instrument<'_>| pack.jurisdictions.get(i.jurisdiction as usize).map_or("", |j| j.id);
        let wanted: Vec<bool> = pack.instruments.iter().map(|i| is_wanted(place(i))).collect();
        let duties: Vec<(&Duty<'p>, DutyOutcome)> = pack
            .duties
            .iter()
            .filter(|d| wanted.get(d.instrument as usize) == Some(&true))
            .map(|d| (d, duty_outcome(pack, d, strict, as_of)))
            .collect();
        let open = duties
            .iter()
            .map(|(duty, outcome)| {
                // What is open today, and what is open of a duty that is still to come.
                let ahead = outcome.phase == Phase::Upcoming && outcome.condition == Truth::Unknown;
                (ahead || outcome.status == Truth::Unknown).then(|| {
                    let day = outcome.from.latest.filter(|_| ahead).map_or(as_of, |d| d.max(as_of));
                    (explainer.open_for_duty(duty, day), day)
                })
            })
            .collect();
        Self { law, pack, release, as_of, explainer, strict, leaning, duties, open, wanted }
    }

    pub(super) fn is_wanted(&self, instrument: u16) -> bool {
        self.wanted.get(instrument as usize) == Some(&true)
    }

    pub(super) fn build(&self, options: &ClassifyOptions) -> Classification<'p> {
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
        // What one may do is no duty.
        let owed = |d: &DutyAnswer<'_>| d.kind != DutyKind::Option.name();
        let summary = Summary {
            artifact: self.law.index.get("artifact").and_then(|f| self.choice(f)),
            applies: count(&|d| owed(d) && d.status == DutyStatus::Applies),
            yours: count(&|d| owed(d) && d.status == DutyStatus::Applies && d.yours == Some(true)),
            undetermined: count(&|d| owed(d) && d.status == DutyStatus::Undetermined),
            upcoming: count(&|d| owed(d) && d.phase == Phase::Upcoming && d.condition == TermStatus::Yes),
        };
        let trace = options.trace.then(|| self.trace());
        Classification {
            as_of: self.as_of.iso(),
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
            plan: plan::merge(&duties),
            near_misses: self.near_misses(),
            not_covered: self.not_covered(),
            warnings: self.warnings(),
            derived: self.derived(),
            licence: licences::licence(self.law, self.release),
            openness: licences::openness(self.law, self.release),
            trace,
            duties,
            disclaimer: super::DISCLAIMER,
        }
    }

    /// Whether the uploader is who bears a duty.
    pub(super) fn you(&self, duty: &Duty<'_>) -> Truth {
        let test = duty.you.or_else(|| self.pack.actors.get(duty.actor as usize).map(|a| a.you));
        test.map_or(Truth::Unknown, |e| self.strict.truth(e))
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
        let penalty = duty.penalty.and_then(|p| pack.penalties.get(p as usize));
        let you = self.you(duty);
        let live = outcome.condition != Truth::No && outcome.phase != Phase::NotLaw;
        let (missing_facts, judgements) = open.map(|(open, _)| self.names(open)).unwrap_or_default();
        let leaning = open
            .map(|(_, day)| duty_outcome(pack, duty, self.leaning, *day).status)
            .filter(|l| l.is_known())
            .map(DutyStatus::from);
        let exempted_by: Vec<&str> = duty
            .exemptions
            .iter()
            .filter_map(|&e| pack.exemptions.get(e as usize))
            .filter(|e| exemption_truth(e, self.strict, self.as_of) == Truth::Yes)
            .map(|e| e.id)
            .collect();
        let date = |d: Option<Date>| d.map(Date::iso);
        let floor = duty.not_before.and_then(|f| self.date_fact(f));
        DutyAnswer {
            id: duty.id,
            instrument: instrument.map_or("", |i| i.id),
            jurisdiction: instrument.and_then(|i| pack.jurisdictions.get(i.jurisdiction as usize)).map_or("", |j| j.id),
            title: duty.title,
            kind: duty.kind.name(),
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
                cites(&pack.lists, &duty.citations)
            } else {
                duty.citations
                    .first()
                    .map(|c| Cite { url: "", work: "", ..Cite::new(&pack.lists, c) })
                    .into_iter()
                    .collect()
            },
            penalty: penalty.filter(|_| live).map(|p| PenaltyAnswer { text: p.text, locator: p.locator }),
            grade: grade_name(duty.grade),
            law_status: outcome.law.map(law_status_name),
            because: self.reasons(self.explainer.duty_reasons(duty, self.as_of)),
            exempted_by,
            missing_facts,
            judgements,
            unverified: outcome.unverified,
            parameters: (live && !duty.parameters.is_empty()).then_some(Parameters(&duty.parameters)),
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
        self.names(&self.explainer.open_leaves(&[when]))
    }

    fn names(&self, open: &law::Open) -> (Vec<&'p str>, Vec<&'p str>) {
        let (mut facts, mut judgements) = (Vec::new(), Vec::new());
        for &(reason, _) in &open.leaves {
            match reason {
                Reason::Fact(f) => {
                    let asked = self.asked(f);
                    if !facts.contains(&asked) {
                        facts.push(asked);
                    }
                }
                Reason::Judgement(j) => judgements.extend(self.pack.judgements.get(j as usize).map(|j| j.id)),
            }
        }
        let fact = |f: FactId| self.pack.facts.get(f as usize).map(|f| f.id);
        (facts.into_iter().filter_map(fact).collect(), judgements)
    }

    /// The fact through which to ask for another one.
    pub(super) fn asked(&self, id: FactId) -> FactId {
        let via = self.pack.facts.get(id as usize).and_then(|f| f.ask_via);
        via.filter(|&v| !self.release.value(v).is_known()).unwrap_or(id)
    }

    fn because(&self, condition: ExprId) -> Vec<Because<'p>> {
        self.reasons(self.explainer.decisive([condition]))
    }

    fn reasons(&self, reasons: Vec<Reason>) -> Vec<Because<'p>> {
        reasons
            .into_iter()
            .filter_map(|reason| match reason {
                Reason::Fact(f) => {
                    let fact = self.pack.facts.get(f as usize)?;
                    Some(Because { fact: Some(fact.id), judgement: None, value: self.shown(f)? })
                }
                Reason::Judgement(j) => {
                    let judgement = self.pack.judgements.get(j as usize)?;
                    let value = Shown::Judgement(self.release.judgement(j));
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
            if !self.is_wanted(e.instrument) || relevant == Truth::No {
                continue;
            }
            let status = exemption_truth(e, self.strict, self.as_of);
            let leaning = exemption_truth(e, self.leaning, self.as_of);
            let limbs = e
                .limbs
                .iter()
                .map(|l| {
                    let (missing_facts, judgements) = self.missing(l.when);
                    LimbAnswer {
                        id: l.id,
                        text: l.text,
                        status: self.strict.truth(l.when).into(),
                        because: self.because(l.when),
                        missing_facts,
                        judgements,
                        citations: cites(&self.pack.lists, &l.citations),
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
                citations: cites(&self.pack.lists, &e.citations),
                grade: grade_name(e.grade),
                unmodelled: e.unmodelled.clone(),
            });
        }
        out
    }

    fn findings(&self) -> Vec<FindingAnswer<'p>> {
        let defines = self.pack.defines.iter().filter(|d| d.instrument.is_none_or(|i| self.is_wanted(i)));
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
                    because: self.because(d.when),
                    missing_facts,
                    judgements,
                    citations: if status == Truth::No { Vec::new() } else { cites(&self.pack.lists, &d.citations) },
                    unmodelled: if status == Truth::No { Vec::new() } else { d.unmodelled.clone() },
                })
            })
            .collect()
    }

    fn notes(&self) -> Vec<NoteAnswer<'p>> {
        let notes = self.pack.notes.iter().filter(|n| self.is_wanted(n.instrument));
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
                citations: cites(&self.pack.lists, &n.citations),
                grade: grade_name(n.grade),
            })
            .collect()
    }

    fn choice(&self, fact: u16) -> Option<&'p str> {
        let Value::Choice(bit) = self.release.value(fact) else { return None };
        let options = self.pack.facts.get(fact as usize)?;
        options.options.get(bit.trailing_zeros() as usize).map(|o| o.id)
    }

    pub(super) fn date_fact(&self, fact: u16) -> Option<Date> {
        let Value::Quantity(q) = self.release.value(fact) else { return None };
        date_of(q.point()?)
    }

    pub(super) fn shown(&self, fact: u16) -> Option<Shown<'p>> {
        self.pack.facts.get(fact as usize).map(|f| Shown::Fact(f, self.release.value(fact).clone()))
    }
}
