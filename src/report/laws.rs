//! The laws themselves, as data: what `listLaws` and the reference pages show.

use super::classification::{OptionAnswer, PackInfo, Parameters, kind_name};
use super::{Cite, cites, grade_name, law_status_name};
use crate::law::{LawPack, says};
use lexcard_law_format::{Date, ExprId, Level, Pack, Vintage};
use serde::{Deserialize, Serialize};

/// Which laws to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ListOptions {
    /// Only these places (`EU`, `US-CA`), a country with its parts (`US`); all of them if empty.
    pub jurisdictions: Vec<String>,
    /// Ignored; accepted because every function takes it.
    pub as_of: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct LawList<'p> {
    pub law_pack: PackInfo<'p>,
    pub instruments: Vec<InstrumentEntry<'p>>,
    /// The vocabulary of all laws: what can be known about a release, in the words in which a person is asked for it.
    pub facts: Vec<FactEntry<'p>>,
}

/// A fact of the vocabulary, as `nextQuestions` asks for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
pub struct FactEntry<'p> {
    pub fact: &'p str,
    pub ask: &'p str,
    #[serde(skip_serializing_if = "str::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub help: &'p str,
    /// `bool`, `choice`, `set`, `number`, `date`, `text` or `places`.
    pub kind: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub unit: &'p str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub options: Vec<OptionAnswer<'p>>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct InstrumentEntry<'p> {
    pub id: &'p str,
    pub title: &'p str,
    pub short: &'p str,
    pub jurisdiction: &'p str,
    pub jurisdiction_name: &'p str,
    pub citation: &'p str,
    pub url: &'p str,
    pub status: Vec<StatusEntry<'p>>,
    pub checked_on: String,
    pub newest_source: String,
    pub grade: &'static str,
    pub unmodelled: Vec<&'p str>,
    pub definitions: Vec<DefinitionEntry<'p>>,
    pub judgements: Vec<JudgementEntry<'p>>,
    pub exemptions: Vec<ExemptionEntry<'p>>,
    pub duties: Vec<DutyEntry<'p>>,
    pub notes: Vec<NoteEntry<'p>>,
    pub requirement_sets: Vec<RequirementSetEntry<'p>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
pub struct StatusEntry<'p> {
    pub from: String,
    pub is: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub note: &'p str,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
pub struct DefinitionEntry<'p> {
    pub id: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<&'p str>,
    pub when: String,
    pub citations: Vec<Cite<'p>>,
    /// That of its instrument.
    pub grade: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub presumed: Option<PresumptionEntry<'p>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub unmodelled: Vec<&'p str>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
pub struct PresumptionEntry<'p> {
    pub value: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    pub because: &'p str,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct JudgementEntry<'p> {
    pub id: &'p str,
    pub question: &'p str,
    pub if_yes: &'p str,
    pub if_no: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leaning: Option<bool>,
    pub because: &'p str,
    pub citations: Vec<Cite<'p>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
pub struct ExemptionEntry<'p> {
    pub id: &'p str,
    pub title: &'p str,
    pub text: &'p str,
    pub limbs: Vec<LimbEntry<'p>>,
    pub lifts: Vec<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    pub citations: Vec<Cite<'p>>,
    pub grade: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub unmodelled: Vec<&'p str>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
pub struct LimbEntry<'p> {
    pub id: &'p str,
    pub text: &'p str,
    pub when: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub citations: Vec<Cite<'p>>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct DutyEntry<'p> {
    pub id: &'p str,
    pub kind: &'static str,
    pub actor: &'p str,
    pub actor_label: &'p str,
    pub title: &'p str,
    pub text: &'p str,
    pub when: String,
    pub unless: Vec<&'p str>,
    pub from: Vec<DateEntry<'p>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub until: Vec<DateEntry<'p>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub enforced: Vec<DateEntry<'p>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub penalty: Option<&'p str>,
    pub citations: Vec<Cite<'p>>,
    pub grade: &'static str,
    /// What an operator's code can configure itself from.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(js_boundary, tsify(type = "Record<string, unknown>"))]
    pub parameters: Option<Parameters<'p>>,
    pub requires: Vec<&'p str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub unmodelled: Vec<&'p str>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
pub struct DateEntry<'p> {
    pub date: String,
    /// Only where this holds; the first entry that holds counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub note: &'p str,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
pub struct NoteEntry<'p> {
    pub id: &'p str,
    pub level: &'static str,
    pub text: &'p str,
    pub when: String,
    pub citations: Vec<Cite<'p>>,
    pub grade: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
pub struct RequirementSetEntry<'p> {
    pub id: &'p str,
    pub title: &'p str,
    pub place: &'p str,
    pub items: Vec<RequirementEntry<'p>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
pub struct RequirementEntry<'p> {
    pub id: &'p str,
    pub text: &'p str,
    pub elements: Vec<&'p str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional))]
    pub recipients: &'p str,
    pub citations: Vec<Cite<'p>>,
}

/// Lists the laws of a pack.
#[must_use]
pub fn list<'p>(law: &'p LawPack<'_>, options: &ListOptions) -> LawList<'p> {
    let pack = &law.pack;
    let lies_in =
        |place: &str, wanted: &str| place.strip_prefix(wanted).is_some_and(|r| r.is_empty() || r.starts_with('-'));
    let places = &options.jurisdictions;
    let wanted = |place: &str| places.is_empty() || places.iter().any(|wanted| lies_in(place, wanted));
    let instruments = (0u16..)
        .zip(&pack.instruments)
        .filter(|(_, i)| wanted(pack.jurisdictions.get(i.jurisdiction as usize).map_or("", |j| j.id)))
        .map(|(n, _)| instrument(pack, n))
        .collect();
    let facts = pack.facts.iter().map(|f| FactEntry {
        fact: f.id,
        ask: f.ask,
        help: f.help,
        kind: kind_name(f.kind),
        unit: f.unit,
        options: f.options.iter().map(|o| OptionAnswer { id: o.id, label: o.label }).collect(),
    });
    LawList { law_pack: PackInfo::of(law), instruments, facts: facts.collect() }
}

fn day(d: Date) -> String {
    d.to_string()
}

fn dates<'p>(pack: &'p Pack<'_>, list: &'p [Vintage<'_>]) -> Vec<DateEntry<'p>> {
    let when = |w: ExprId| says(pack, w);
    list.iter().map(|v| DateEntry { date: day(v.date), when: v.when.map(when), note: v.note }).collect()
}

fn instrument<'p>(pack: &'p Pack<'_>, number: u16) -> InstrumentEntry<'p> {
    let pack: &'p Pack<'p> = pack;
    let own = move |n: u16| n == number;
    let place = pack.instruments.get(number as usize).and_then(|i| pack.jurisdictions.get(i.jurisdiction as usize));
    let head = pack.instruments.get(number as usize);
    let actor = |a: u16| pack.actors.get(a as usize);
    InstrumentEntry {
        id: head.map_or("", |i| i.id),
        title: head.map_or("", |i| i.title),
        short: head.map_or("", |i| i.short),
        jurisdiction: place.map_or("", |p| p.id),
        jurisdiction_name: place.map_or("", |p| p.name),
        citation: head.map_or("", |i| i.citation),
        url: head.map_or("", |i| i.url),
        status: head
            .into_iter()
            .flat_map(|i| &i.status)
            .map(|s| StatusEntry { from: day(s.from), is: law_status_name(s.is), note: s.note })
            .collect(),
        checked_on: head.map_or_else(String::new, |i| day(i.checked_on)),
        newest_source: head.map_or_else(String::new, |i| day(i.newest_source)),
        grade: head.map_or("", |i| grade_name(i.grade)),
        unmodelled: head.map(|i| i.unmodelled.clone()).unwrap_or_default(),
        definitions: pack
            .defines
            .iter()
            .filter(|d| d.instrument.is_some_and(own))
            .map(|d| DefinitionEntry {
                id: d.id,
                title: d.report,
                when: says(pack, d.when),
                citations: cites(&pack.lists, &d.citations),
                grade: head.map_or("", |i| grade_name(i.grade)),
                presumed: d.presume.as_ref().map(|p| PresumptionEntry {
                    value: p.value,
                    when: p.when.map(|w| says(pack, w)),
                    because: p.why,
                }),
                unmodelled: d.unmodelled.clone(),
            })
            .collect(),
        judgements: pack
            .judgements
            .iter()
            .filter(|j| own(j.instrument))
            .map(|j| JudgementEntry {
                id: j.id,
                question: j.question,
                if_yes: j.if_yes,
                if_no: j.if_no,
                leaning: j.leaning,
                because: j.why,
                citations: cites(&pack.lists, &j.citations),
            })
            .collect(),
        exemptions: (0u16..)
            .zip(&pack.exemptions)
            .filter(|(_, e)| own(e.instrument))
            .map(|(n, e)| ExemptionEntry {
                id: e.id,
                title: e.title,
                text: e.text,
                limbs: e
                    .limbs
                    .iter()
                    .map(|l| LimbEntry {
                        id: l.id,
                        text: l.text,
                        when: says(pack, l.when),
                        citations: cites(&pack.lists, &l.citations),
                    })
                    .collect(),
                lifts: pack.duties.iter().filter(|d| d.exemptions.contains(&n)).map(|d| d.id).collect(),
                from: e.from.map(day),
                until: e.until.map(day),
                citations: cites(&pack.lists, &e.citations),
                grade: grade_name(e.grade),
                unmodelled: e.unmodelled.clone(),
            })
            .collect(),
        duties: pack
            .duties
            .iter()
            .filter(|d| own(d.instrument))
            .map(|d| DutyEntry {
                id: d.id,
                kind: d.kind.name(),
                actor: actor(d.actor).map_or("", |a| a.id),
                actor_label: actor(d.actor).map_or("", |a| a.label),
                title: d.title,
                text: d.text,
                when: says(pack, d.when),
                unless: d.exemptions.iter().filter_map(|&e| pack.exemptions.get(e as usize)).map(|e| e.id).collect(),
                from: dates(pack, &d.from),
                until: dates(pack, &d.until),
                enforced: dates(pack, &d.enforced),
                penalty: d.penalty.and_then(|p| pack.penalties.get(p as usize)).map(|p| p.text),
                citations: cites(&pack.lists, &d.citations),
                grade: grade_name(d.grade),
                parameters: (!d.parameters.is_empty()).then_some(Parameters(&d.parameters)),
                requires: d
                    .requirement_sets
                    .iter()
                    .filter_map(|&s| pack.requirement_sets.get(s as usize))
                    .map(|s| s.id)
                    .collect(),
                unmodelled: d.unmodelled.clone(),
            })
            .collect(),
        notes: pack
            .notes
            .iter()
            .filter(|n| own(n.instrument))
            .map(|n| NoteEntry {
                id: n.id,
                level: match n.level {
                    Level::Warning => "warning",
                    Level::Info => "info",
                    Level::Draft => "draft",
                },
                text: n.text,
                when: says(pack, n.when),
                citations: cites(&pack.lists, &n.citations),
                grade: grade_name(n.grade),
            })
            .collect(),
        requirement_sets: pack
            .requirement_sets
            .iter()
            .filter(|s| own(s.instrument))
            .map(|s| RequirementSetEntry {
                id: s.id,
                title: s.title,
                place: s.place,
                items: s
                    .items
                    .iter()
                    .map(|r| RequirementEntry {
                        id: r.id,
                        text: r.text,
                        elements: r.elements.clone(),
                        recipients: r.recipients,
                        citations: cites(&pack.lists, &r.citations),
                    })
                    .collect(),
            })
            .collect(),
    }
}
