//! One plan for an operator under several laws: the notices of all duties that apply or will, merged per audience, with
//! what is strictest, what coincides and what differs.
//!
//! Reads nothing but the structured parameters of duties (`atStart`, `everyHours`, `audience` …); a law that has none adds
//! nothing here.

use super::classification::{DutyAnswer, DutyStatus, Parameters, TermStatus};
use crate::law::Phase;
use crate::order;
use serde::Serialize;
use std::collections::BTreeMap;

/// What an operator does to satisfy every listed duty at once.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct OperatorPlan<'p> {
    /// The days on which duties of the plan begin that are still to come, the next first, with the places they begin in.
    pub starts: Vec<StartPlan<'p>>,
    /// One entry per audience: `all` users and `minors`.
    pub notices: Vec<NoticePlan<'p>>,
    #[cfg_attr(js_boundary, tsify(type = "CrisisPlan | null"))]
    pub crisis: Option<CrisisPlan<'p>>,
    /// Reports that come again or have a first day, the next first.
    pub reports: Vec<ReportPlan<'p>>,
    /// Behaviours that some law forbids, each with the places whose law does.
    pub forbidden: Vec<ForbiddenPlan<'p>>,
    /// Settings and controls that minors or their parents are given, each with the places whose law asks for it.
    pub tools: Vec<ForbiddenPlan<'p>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
pub struct StartPlan<'p> {
    /// Missing where the day itself is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    pub places: Vec<&'p str>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct NoticePlan<'p> {
    /// `all` or `minors`.
    pub audience: &'static str,
    /// The most frequent opening notice that some law wants, and the smallest interval, on the stricter reading where
    /// sources disagree.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_start: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub every_hours: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub break_every_hours: Option<f64>,
    /// Places whose law is the reason for the interval.
    pub strictest: Vec<&'p str>,
    pub by_place: Vec<NoticeRule<'p>>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct NoticeRule<'p> {
    pub jurisdiction: &'p str,
    pub duty: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_start: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub every_hours: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub break_every_hours: Option<f64>,
    /// The interval on the stricter of two readings, where sources disagree.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub every_hours_strict_reading: Option<f64>,
    /// What the notice may say, in our words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<&'p str>,
    /// Owed only where a reasonable person could take it for human.
    pub only_if_misled: bool,
    /// A notice that stays visible will do instead.
    pub persistent_alternative: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applies_from: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
pub struct CrisisPlan<'p> {
    pub places: Vec<&'p str>,
    /// Places where the service may not run without the protocol.
    pub gate: Vec<&'p str>,
    /// Everything that some law wants detected.
    pub detects: Vec<&'p str>,
    pub referral: Vec<&'p str>,
    /// Where the protocol or its figures are published.
    pub publishes: Vec<&'p str>,
    pub duties: Vec<&'p str>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
pub struct ReportPlan<'p> {
    pub jurisdiction: &'p str,
    pub duty: &'p str,
    pub to: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub every: Option<&'p str>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
pub struct ForbiddenPlan<'p> {
    /// `all` or `minors`.
    pub audience: &'static str,
    pub what: &'p str,
    pub places: Vec<&'p str>,
}

/// How often an opening notice comes, rarest first; see `src/laws/us/chatbots/defines.toml`.
const OPENINGS: [&str; 10] = [
    "if asked",
    "if misled",
    "once",
    "first access",
    "periodic",
    "once in 24 hours",
    "once per day",
    "first of the day",
    "every session",
    "every interaction",
];

/// Merges the duties that apply, will, or do from a day that is open; `None` where fewer than two places ask for a notice.
#[must_use]
pub fn merge<'p>(duties: &[DutyAnswer<'p>]) -> Option<OperatorPlan<'p>> {
    let live: Vec<(&DutyAnswer<'p>, Parameters<'p>)> = duties
        .iter()
        .filter(|d| {
            // What is owed, what will be, and what is owed from a day that is open.
            d.status == DutyStatus::Applies
                || (matches!(d.phase, Phase::Upcoming | Phase::Open) && d.condition == TermStatus::Yes && !d.unverified)
        })
        .filter_map(|d| d.parameters.map(|p| (d, p)))
        .collect();
    let notices: Vec<NoticePlan<'p>> = ["all", "minors"].into_iter().filter_map(|a| notice(a, &live)).collect();
    let mut places: Vec<&str> = notices.iter().flat_map(|n| n.by_place.iter().map(|r| r.jurisdiction)).collect();
    order::by(&mut places, Ord::cmp);
    places.dedup();
    if places.len() < 2 {
        return None;
    }
    Some(OperatorPlan {
        starts: starts(&live),
        notices,
        crisis: crisis(&live),
        reports: reports(&live),
        forbidden: listed("forbids", &live),
        tools: listed("tools", &live),
    })
}

fn add<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

fn audience_of(p: Parameters<'_>) -> &'static str {
    let minors = p.text("audience").is_some_and(|a| a.contains("minor") || a.contains("child"));
    if minors { "minors" } else { "all" }
}

fn notice<'p>(audience: &'static str, live: &[(&DutyAnswer<'p>, Parameters<'p>)]) -> Option<NoticePlan<'p>> {
    let mut by_place: Vec<NoticeRule<'p>> = live
        .iter()
        .filter(|(_, p)| p.get("atStart").is_some() || p.get("everyHours").is_some())
        .filter(|(_, p)| audience_of(*p) == audience)
        .map(|(d, p)| NoticeRule {
            jurisdiction: d.jurisdiction,
            duty: d.id,
            at_start: p.text("atStart"),
            every_hours: p.number("everyHours"),
            break_every_hours: p.number("breakEveryHours"),
            every_hours_strict_reading: p.number("everyHoursStrictReading"),
            text: p.text("text"),
            only_if_misled: p.flag("onlyIfMisled"),
            persistent_alternative: p.flag("persistentAlternative"),
            applies_from: d.applies_from.clone(),
        })
        .collect();
    if by_place.is_empty() {
        return None;
    }
    order::by_key(&mut by_place, |r| (r.jurisdiction, r.duty));
    let rank = |s: &str| OPENINGS.iter().position(|o| *o == s);
    let least = |f: &dyn Fn(&NoticeRule<'p>) -> Option<f64>| by_place.iter().filter_map(f).min_by(f64::total_cmp);
    let safest = |r: &NoticeRule<'p>| r.every_hours_strict_reading.or(r.every_hours);
    let every_hours = least(&safest);
    let mut strictest = Vec::new();
    for r in by_place.iter().filter(|r| every_hours.is_some() && safest(r) == every_hours) {
        add(&mut strictest, r.jurisdiction);
    }
    Some(NoticePlan {
        audience,
        at_start: by_place.iter().filter_map(|r| r.at_start).max_by_key(|s| rank(s)),
        every_hours,
        break_every_hours: least(&|r| r.break_every_hours),
        strictest,
        by_place,
    })
}

fn crisis<'p>(live: &[(&DutyAnswer<'p>, Parameters<'p>)]) -> Option<CrisisPlan<'p>> {
    let (mut places, mut gate, mut duties) = (Vec::new(), Vec::new(), Vec::new());
    let (mut detects, mut referral, mut publishes) = (Vec::new(), Vec::new(), Vec::new());
    for (d, p) in live {
        // Its figures and its page may be duties of their own.
        let about = |contents: &str| contents.contains("protocol") || contents.contains("referrals");
        let protocol = p.get("detects").is_some() || p.get("referral").is_some();
        let publishes_it = p.get("publishes").is_some() && (protocol || p.texts("contents").into_iter().any(about));
        if !protocol && !publishes_it {
            continue;
        }
        add(&mut places, d.jurisdiction);
        add(&mut duties, d.id);
        if p.flag("gate") {
            add(&mut gate, d.jurisdiction);
        }
        p.texts("detects").into_iter().for_each(|t| add(&mut detects, t));
        p.texts("referral").into_iter().for_each(|t| add(&mut referral, t));
        p.texts("publishes").into_iter().for_each(|t| add(&mut publishes, t));
    }
    order::by(&mut places, Ord::cmp);
    order::by(&mut gate, Ord::cmp);
    (!places.is_empty()).then_some(CrisisPlan { places, gate, detects, referral, publishes, duties })
}

fn reports<'p>(live: &[(&DutyAnswer<'p>, Parameters<'p>)]) -> Vec<ReportPlan<'p>> {
    let mut out: Vec<ReportPlan<'p>> = live
        .iter()
        .filter(|(_, p)| p.get("first").is_some() || p.get("every").is_some())
        .filter_map(|(d, p)| {
            let to = p.text("to")?;
            Some(ReportPlan {
                jurisdiction: d.jurisdiction,
                duty: d.id,
                to,
                first: p.text("first"),
                every: p.text("every"),
            })
        })
        .collect();
    order::by(&mut out, |a, b| (a.first, a.jurisdiction, a.duty).cmp(&(b.first, b.jurisdiction, b.duty)));
    out
}

fn starts<'p>(live: &[(&DutyAnswer<'p>, Parameters<'p>)]) -> Vec<StartPlan<'p>> {
    // Days first, what has none last.
    let mut by: BTreeMap<(bool, Option<&str>), Vec<&'p str>> = BTreeMap::new();
    for (d, _) in live.iter().filter(|(d, _)| d.status != DutyStatus::Applies) {
        let day = d.applies_from.as_deref();
        add(by.entry((day.is_none(), day)).or_default(), d.jurisdiction);
    }
    let start = |((_, day), mut places): ((bool, Option<&str>), Vec<&'p str>)| {
        order::by(&mut places, Ord::cmp);
        StartPlan { date: day.map(str::to_owned), places }
    };
    by.into_iter().map(start).collect()
}

/// The texts of one list parameter, each with the places whose law has it; what most places share comes first.
fn listed<'p>(name: &str, live: &[(&DutyAnswer<'p>, Parameters<'p>)]) -> Vec<ForbiddenPlan<'p>> {
    let mut by: BTreeMap<(&'static str, &'p str), Vec<&'p str>> = BTreeMap::new();
    for (d, p) in live {
        for what in p.texts(name) {
            add(by.entry((audience_of(*p), what)).or_default(), d.jurisdiction);
        }
    }
    let mut out: Vec<ForbiddenPlan<'p>> = by
        .into_iter()
        .map(|((audience, what), mut places)| {
            order::by(&mut places, Ord::cmp);
            ForbiddenPlan { audience, what, places }
        })
        .collect();
    order::by(&mut out, |a, b| (b.places.len(), a.what).cmp(&(a.places.len(), b.what)));
    out
}
