//! What to ask next, and what would turn an answer around.

use super::answer::{DutyChange, JudgementAnswer, NearMiss, OptionAnswer, QuestionAnswer};
use super::builder::Builder;
use super::value::{Shown, kind_name};
use crate::law::{Reason, duty_outcome, reevaluate};
use crate::order;
use crate::release::Value;
use crate::report::cites;
use crate::truth::Truth;
use lexcard_law_format::{Duty, ExprId, FactKind};
use std::cmp::Reverse;

/// What depends on one answer of the uploader.
#[derive(Default)]
struct Asked<'p> {
    decides: Vec<&'p str>,
    /// Those of them that are or may be the uploader's own.
    own: u32,
    bears_on: u32,
    /// The duty that was counted last, from 1.
    last: u32,
}

impl<'p> Builder<'_, 'p> {
    pub(super) fn questions(&self) -> (Vec<QuestionAnswer<'p>>, Vec<JudgementAnswer<'p>>) {
        // By fact, then by judgement.
        let facts = self.pack.facts.len();
        let mut asked: Vec<Asked<'p>> = Vec::new();
        asked.resize_with(facts + self.pack.judgements.len(), Asked::default);
        for (number, ((duty, outcome), found)) in (1..).zip(self.duties.iter().zip(&self.open)) {
            let Some((found, _)) = found.as_ref().filter(|_| !outcome.unverified) else { continue };
            let is_others = self.you(duty) == Truth::No;
            for &(reason, decides) in &found.leaves {
                let at = match reason {
                    Reason::Fact(f) => self.asked(f) as usize,
                    Reason::Judgement(j) => facts + j as usize,
                };
                let Some(entry) = asked.get_mut(at) else { continue };
                if entry.last != number {
                    entry.last = number;
                    entry.bears_on += 1;
                }
                if decides && entry.decides.last() != Some(&duty.id) {
                    entry.decides.push(duty.id);
                    entry.own += u32::from(!is_others);
                }
            }
        }
        // Where no single answer decides anything, those that help to are still worth asking.
        let any_decides = asked.iter().any(|a| !a.decides.is_empty());
        let is_worth_it = |a: &Asked<'_>| a.bears_on > 0 && (!a.decides.is_empty() || !any_decides);
        let mut ranked: Vec<(usize, Asked<'p>)> =
            asked.into_iter().enumerate().filter(|(_, a)| is_worth_it(a)).collect();
        // One's own duties come before those of others.
        order::by_key(&mut ranked, |(at, a)| (Reverse(a.own), Reverse(a.decides.len()), Reverse(a.bears_on), *at));
        let (mut questions, mut judgements) = (Vec::new(), Vec::new());
        for (at, Asked { decides, bears_on, .. }) in ranked {
            if let Some(fact) = self.pack.facts.get(at) {
                questions.push(QuestionAnswer {
                    fact: fact.id,
                    ask: fact.ask,
                    help: fact.help,
                    kind: kind_name(fact.kind),
                    unit: fact.unit,
                    options: fact.options.iter().map(|o| OptionAnswer { id: o.id, label: o.label }).collect(),
                    decides,
                    bears_on,
                });
            } else if let Some(j) = self.pack.judgements.get(at - facts) {
                judgements.push(JudgementAnswer {
                    id: j.id,
                    question: j.question,
                    if_yes: j.if_yes,
                    if_no: j.if_no,
                    leaning: j.leaning,
                    why: j.why,
                    citations: cites(&self.pack.lists, &j.citations),
                    decides,
                    bears_on,
                });
            }
        }
        (questions, judgements)
    }

    /// Single facts that would turn duties around: one alternative each, tried out.
    pub(super) fn near_misses(&self) -> Vec<NearMiss<'p>> {
        const TRIES: usize = 8;
        let mut decisive = vec![false; self.pack.facts.len()];
        for (duty, outcome) in &self.duties {
            let exemptions = || duty.exemptions.iter().filter_map(|&e| self.pack.exemptions.get(e as usize));
            let reasons = match outcome.status {
                Truth::Yes => self.explainer.decisive([duty.when]),
                Truth::No if self.strict.truth(duty.when) == Truth::Yes => {
                    self.explainer.decisive(exemptions().map(|e| e.when))
                }
                _ => continue,
            };
            for reason in reasons {
                if let Reason::Fact(f) = reason
                    && let Some(mark) = decisive.get_mut(f as usize)
                {
                    *mark = true;
                }
            }
        }
        // Facts that people choose: terms, gates, money. What the model is cannot be changed by a tick.
        let choosable = (0u16..).zip(decisive).filter(|(f, decisive)| *decisive && self.is_choosable(*f));
        choosable.take(TRIES).filter_map(|(f, _)| self.near_miss(f)).collect()
    }

    fn near_miss(&self, f: u16) -> Option<NearMiss<'p>> {
        let fact = self.pack.facts.get(f as usize)?;
        let instead = match (fact.kind, self.release.value(f)) {
            (FactKind::Bool, Value::Bool(b)) => Value::Bool(!b),
            (FactKind::Set, Value::Set(bits)) if *bits != 0 => Value::Set(0),
            _ => return None,
        };
        let (answers, changed) = reevaluate(self.pack, self.release, self.strict, f, &instead);
        let is_changed = |id: ExprId| changed.get(id as usize) == Some(&true);
        let is_touched = |d: &Duty<'_>| {
            let exemptions = d.exemptions.iter().filter_map(|&e| self.pack.exemptions.get(e as usize));
            let dates = d.from.iter().chain(&d.until).chain(&d.enforced).filter_map(|v| v.when);
            is_changed(d.when) || exemptions.map(|e| e.when).chain(dates).any(is_changed)
        };
        let touched = self.duties.iter().filter(|(d, _)| is_touched(d));
        let changes: Vec<DutyChange<'p>> = touched
            .filter_map(|(d, o)| {
                let to = duty_outcome(self.pack, d, &answers, self.as_of).status;
                (to != o.status && to.is_known()).then_some(DutyChange { duty: d.id, to: to.into() })
            })
            .collect();
        (!changes.is_empty()).then(|| self.shown(f)).flatten().map(|value| NearMiss {
            fact: fact.id,
            value,
            instead: Shown::Fact(fact, instead),
            changes,
        })
    }

    fn is_choosable(&self, fact: u16) -> bool {
        let id = self.pack.facts.get(fact as usize).map_or("", |f| f.id);
        ["licence.", "access.", "market.", "public.", "release.ships"].iter().any(|p| id.starts_with(p))
    }
}
