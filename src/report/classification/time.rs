//! When what happens, and when the answer may change.

use super::answer::Event;
use super::builder::Builder;
use crate::law::DutyOutcome;
use crate::order;
use crate::truth::Truth;
use lexcard_law_format::{Date, Duty};

impl<'p> Builder<'_, 'p> {
    pub(super) fn timeline(&self) -> Vec<Event<'p>> {
        let mut dated: Vec<(Date, &'static str, &'p str)> = Vec::new();
        for (duty, outcome) in self.live() {
            let dates = [
                (outcome.from.known(), "applies"),
                (outcome.enforced.known(), "enforced"),
                (outcome.until.known().map(Date::next), "ends"),
            ];
            dated.extend(dates.into_iter().filter_map(|(date, event)| Some((date?, event, duty.id))));
        }
        // Stable, so that duties stay in their order.
        order::by_key(&mut dated, |(date, event, _)| (*date, *event));
        let same = dated.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1));
        same.filter_map(|group| {
            let &(date, event, _) = group.first()?;
            Some(Event { date: date.iso(), event, duties: group.iter().map(|(_, _, duty)| *duty).collect() })
        })
        .collect()
    }

    fn live(&self) -> impl Iterator<Item = (&'p Duty<'p>, &DutyOutcome)> {
        self.duties
            .iter()
            .filter(|(d, o)| o.condition != Truth::No || self.strict.truth(d.when) != Truth::No)
            .map(|(d, o)| (*d, o))
    }

    pub(super) fn changes_on(&self) -> Vec<String> {
        let mut days: Vec<Date> = Vec::new();
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
        for e in self.pack.exemptions.iter().filter(|e| self.is_wanted(e.instrument)) {
            if e.relevant.is_none_or(|r| self.strict.truth(r) != Truth::No) {
                days.extend(e.from);
                days.extend(e.until.map(Date::next));
            }
        }
        for n in self.pack.notes.iter().filter(|n| self.is_wanted(n.instrument)) {
            if self.strict.truth(n.when) == Truth::Yes {
                days.extend(n.from);
                days.extend(n.until.map(Date::next));
            }
        }
        let instruments = (0..).zip(&self.pack.instruments).filter(|(number, _)| self.is_wanted(*number));
        days.extend(instruments.flat_map(|(_, i)| i.status.iter().map(|s| s.from)));
        days.retain(|d| *d > self.as_of);
        order::by(&mut days, Ord::cmp);
        days.dedup();
        days.into_iter().map(Date::iso).collect()
    }
}
