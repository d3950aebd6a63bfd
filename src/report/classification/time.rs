//! When what happens, and when the answer may change.

use super::answer::Event;
use super::builder::Builder;
use crate::law::DutyOutcome;
use crate::truth::Truth;
use lexcard_law_format::{Date, Duty};
use std::collections::{BTreeMap, BTreeSet};

impl<'p> Builder<'_, 'p> {
    pub(super) fn timeline(&self) -> Vec<Event<'p>> {
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

    pub(super) fn changes_on(&self) -> Vec<String> {
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
}
