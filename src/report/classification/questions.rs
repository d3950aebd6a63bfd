//! What to ask next, and what would turn an answer around.

use super::answer::{DutyChange, JudgementAnswer, NearMiss, OptionAnswer, QuestionAnswer};
use super::builder::Builder;
use super::value::{kind_name, value_json};
use crate::law::{Reason, decisive, duty_outcome, evaluate};
use crate::release::{Provenance, Value};
use crate::report::cites;
use crate::truth::Truth;
use lexcard_law_format::{ExprId, FactKind};
use std::collections::{BTreeMap, BTreeSet};

impl<'p> Builder<'_, 'p> {
    pub(super) fn questions(&self) -> (Vec<QuestionAnswer<'p>>, Vec<JudgementAnswer<'p>>) {
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
    pub(super) fn near_misses(&self) -> Vec<NearMiss<'p>> {
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
}
