//! From conditions and dates to an answer per duty.

use super::eval::Answers;
use crate::truth::Truth;
use lexcard_law_format::{Date, Duty, Exemption, Grade, Instrument, Pack, Status, Vintage};
use serde::Serialize;

/// Where a duty stands in time, for those whose condition is not ruled out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Phase {
    /// It applies, or would, on the day asked about.
    Current,
    /// It will apply from a later date.
    Upcoming,
    /// It applied until an earlier date.
    Ended,
    /// Which of several dates counts is not known.
    Open,
    /// The instrument binds nobody on that day: pending, failed, stayed, repealed.
    NotLaw,
}

/// The answer for one duty on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyOutcome {
    pub status: Truth,
    /// Whether somebody bears it, dates aside.
    pub condition: Truth,
    pub phase: Phase,
    pub from: Started,
    pub until: Started,
    pub enforced: Started,
    /// The law's status on that day; `None` before its history begins.
    pub law: Option<Status>,
    /// True if only the missing verification of our source keeps it undetermined.
    pub unverified: bool,
}

/// A date that may hang on unknown facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Started {
    pub earliest: Option<Date>,
    pub latest: Option<Date>,
}

impl Started {
    /// The date, if there is only one it can be.
    #[must_use]
    pub fn known(self) -> Option<Date> {
        self.earliest.filter(|_| self.earliest == self.latest)
    }
}

/// The dates that remain possible.
pub(crate) fn resolve(list: &[Vintage<'_>], answers: &Answers) -> Started {
    let mut out = Started::default();
    for v in list {
        let holds = v.when.map_or(Truth::Yes, |w| answers.truth(w));
        if holds == Truth::No {
            continue;
        }
        out.earliest = Some(out.earliest.map_or(v.date, |d| d.min(v.date)));
        out.latest = Some(out.latest.map_or(v.date, |d| d.max(v.date)));
        if holds == Truth::Yes {
            break;
        }
    }
    out
}

/// Whether an exemption lifts duties on a day.
#[must_use]
pub fn exemption_truth(exemption: &Exemption<'_>, answers: &Answers, as_of: Date) -> Truth {
    if exemption_window(exemption, as_of) { answers.truth(exemption.when) } else { Truth::No }
}

/// Whether an exemption exists on a day at all.
pub(crate) fn exemption_window(exemption: &Exemption<'_>, as_of: Date) -> bool {
    exemption.from.is_none_or(|d| d <= as_of) && exemption.until.is_none_or(|d| as_of <= d)
}

/// The status of an instrument on a day.
#[must_use]
pub(crate) fn law_status(instrument: &Instrument<'_>, as_of: Date) -> Option<Status> {
    instrument.status.iter().rev().find(|s| s.from <= as_of).map(|s| s.is)
}

/// The answer for a duty on a day.
#[must_use]
pub fn duty_outcome(pack: &Pack<'_>, duty: &Duty<'_>, answers: &Answers, as_of: Date) -> DutyOutcome {
    let exempt = duty
        .exemptions
        .iter()
        .filter_map(|&e| pack.exemptions.get(e as usize))
        .map(|e| exemption_truth(e, answers, as_of))
        .fold(Truth::No, Truth::or);
    let condition = answers.truth(duty.when).and(!exempt);
    let from = resolve(&duty.from, answers);
    let until = resolve(&duty.until, answers);
    let enforced = resolve(&duty.enforced, answers);
    // Not begun while every possible date is ahead; begun once none is.
    let begun = match (from.earliest, from.latest) {
        (Some(e), _) if as_of < e => Truth::No,
        (_, Some(l)) if as_of < l => Truth::Unknown,
        _ => Truth::Yes,
    };
    let ended = match (until.earliest, until.latest) {
        (None, _) => Truth::No,
        (Some(e), _) if as_of <= e => Truth::No,
        (_, Some(l)) if as_of <= l => Truth::Unknown,
        _ => Truth::Yes,
    };
    let instrument = pack.instruments.get(duty.instrument as usize);
    let law = instrument.and_then(|i| law_status(i, as_of));
    // Before its first entry a law is still to come; after, its status says whether it binds.
    let (binds, ahead) = match law {
        Some(status) => (status.binds(), false),
        None => (false, instrument.and_then(|i| i.status.first()).is_some_and(|s| s.is.binds())),
    };
    let in_time = begun.and(!ended);
    let firm = condition.and(in_time);
    let status = if binds { firm } else { Truth::No };
    let phase = match () {
        () if !binds && !ahead => Phase::NotLaw,
        () if ahead || begun == Truth::No => Phase::Upcoming,
        () if ended == Truth::Yes => Phase::Ended,
        () if !in_time.is_known() => Phase::Open,
        () => Phase::Current,
    };
    let unverified = duty.grade == Grade::Memory && status == Truth::Yes;
    let status = if unverified { Truth::Unknown } else { status };
    DutyOutcome { status, condition, phase, from, until, enforced, law, unverified }
}
