//! What the declared licence lets people do, whether the base model's licence lets it be declared, and how open that makes
//! the release. Decides no duty: the AI Act's own licence test is law and lives in the law pack.

use crate::card::CardReport;
use crate::diagnostic::{Diagnostic, Severity, rules};
use crate::law::LawPack;
use crate::licence::{
    self, Conflict, ConflictKind, Derivation, Finding, Input, Profile, Question, Relation, Resolution, Route,
};
use crate::openness::g7::{self, Tier};
use crate::openness::osaid::{self, OsaidInput, OsaidVerdict};
use crate::release::{Release, Value};
use lexcard_law_format::{Grade, Licence};
use serde::Serialize;

/// The declared licence: a profile, or the question that is still open.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct LicenceAnswer<'p> {
    /// Nothing where the licence cannot be told: never read that as "no restrictions".
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(js_boundary, tsify(type = "LicenceProfile"))]
    pub profile: Option<Profile<'p>>,
    /// How the profile was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(js_boundary, tsify(type = "\"hubId\" | \"spdx\" | \"name\" | \"link\" | \"text\" | \"list\""))]
    pub route: Option<Route>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(js_boundary, tsify(type = "{ id: string; ask: string; answers: string[] }"))]
    pub question: Option<Question>,
    #[cfg_attr(js_boundary, tsify(type = "{ kind: string; message: string; suggestion?: unknown }[]"))]
    pub findings: Vec<Finding<'p>>,
    /// Terms of the base model's licence that this one does not honour, where that licence is known to us.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(js_boundary, tsify(optional, type = "LicenceConflict[]"))]
    pub conflicts: Vec<Conflict>,
}

/// How open the release is, on the facts known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct OpennessAnswer {
    /// The Open Source AI Definition 1.0: `meets`, `arguablyMeets`, `fails`, `unknown`.
    #[cfg_attr(js_boundary, tsify(type = "\"meets\" | \"arguablyMeets\" | \"fails\" | \"unknown\""))]
    pub open_source_definition: OsaidVerdict,
    /// Requirements of the definition that fail.
    pub failing: Vec<&'static str>,
    /// One of the four tiers of the G7 vision paper, or a range.
    pub label: String,
    #[cfg_attr(js_boundary, tsify(type = "string"))]
    pub at_least: Tier,
    #[cfg_attr(js_boundary, tsify(type = "string"))]
    pub at_most: Tier,
}

/// A text fact.
fn text<'r>(law: &LawPack<'_>, release: &'r Release, path: &str) -> Option<&'r str> {
    match release.value(law.index.get(path)?) {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

fn choice<'p>(law: &'p LawPack<'_>, release: &Release, path: &str) -> Option<&'p str> {
    let id = law.index.get(path)?;
    let Value::Choice(bit) = release.value(id) else { return None };
    law.pack.facts.get(id as usize)?.options.get(bit.trailing_zeros() as usize).map(|o| o.id)
}

/// The declared licence of a release, if it declares one.
#[must_use]
pub fn licence<'p>(law: &'p LawPack<'p>, release: &Release) -> Option<LicenceAnswer<'p>> {
    let id = text(law, release, "licence.id")?;
    let input = Input {
        ids: &[id],
        name: text(law, release, "licence.name"),
        link: text(law, release, "licence.link"),
        ..Input::default()
    };
    let Resolution { profile, route, question, findings } = licence::resolve(&law.pack.lists.licences, &input);
    let base = text(law, release, "base.id").and_then(|model| licence::find_by_model(&law.pack.lists.licences, model));
    let conflicts = match (&profile, base) {
        (Some(own), Some(base)) => {
            let relation = relation(choice(law, release, "base.relation"));
            let how = Derivation { relation, name: text(law, release, "release.name"), card: None };
            licence::compatibility(&Profile::of(base), own, &how)
        }
        _ => Vec::new(),
    };
    Some(LicenceAnswer { profile, route, question, findings, conflicts })
}

fn relation(name: Option<&str>) -> Relation {
    match name {
        Some("adapter") => Relation::Adapter,
        Some("quantized") => Relation::Quantized,
        Some("merge") => Relation::Merge,
        Some("distilled") => Relation::Distilled,
        _ => Relation::Finetune,
    }
}

/// How open a model is; nothing for what is no model.
#[must_use]
pub fn openness(law: &LawPack<'_>, release: &Release) -> Option<OpennessAnswer> {
    let is_model = matches!(choice(law, release, "artifact"), Some("model" | "adapter" | "quantisation" | "merge"));
    let id = text(law, release, "licence.id").filter(|_| is_model)?;
    let known = |path: &str| match law.index.get(path).map(|id| release.value(id)) {
        Some(Value::Bool(b)) => Some(*b),
        _ => None,
    };
    let mut input = OsaidInput::default();
    input.parameters.published = known("public.weights");
    input.parameters.licence = Some(id.to_owned());
    input.code.training.published = known("public.trainingCode");
    let report = osaid::verdict(&law.pack.lists.licences, &input);
    let headline = g7::headline(&law.pack.lists.licences, &input, &report, known("public.data"));
    Some(OpennessAnswer {
        open_source_definition: report.verdict,
        failing: report.failing,
        label: headline.label,
        at_least: headline.at_least,
        at_most: headline.at_most,
    })
}

/// Reports where the licence of a card and that of the base models it names do not go together.
pub(super) fn check(licences: &[Licence<'_>], card: &str, report: &mut CardReport) {
    let said = |id: &str| report.fact(id).and_then(|f| f.value.as_str());
    let Some(declared) = report.fact("licence.id") else { return };
    if report.bases.is_empty() {
        return;
    }
    let ids: Vec<&str> = declared.value.as_str().into_iter().collect();
    let input = Input { ids: &ids, name: said("licence.name"), link: said("licence.link"), ..Input::default() };
    let Some(own) = licence::resolve(licences, &input).profile else { return };
    let how = Derivation { relation: relation(said("base.relation")), name: None, card: Some(card) };
    let mut found = Vec::new();
    for (model, span) in &report.bases {
        let Some(base) = licence::find_by_model(licences, model) else { continue };
        let conflicts = licence::compatibility(&Profile::of(base), &own, &how);
        for (message, conflict) in merged(conflicts) {
            let weak = !conflict.certain || conflict.grade >= Grade::Secondary;
            let d = Diagnostic::new(&rules::LICENCE_OF_BASE, declared.span, message)
                .with_severity(if weak { Severity::Info } else { Severity::Warning })
                .at_path(&["license"])
                .with_help(conflict.remedy)
                .with_related(*span, format!("made from `{model}`, which is known to be under `{}`", base.id));
            found.push(d);
        }
    }
    // Two bases under one licence say the same.
    found.dedup_by(|b, a| a.message == b.message);
    report.diagnostics.extend(found);
}

/// One message for all limits that the licence gives away, one each for the rest; each with its clause.
fn merged(conflicts: Vec<Conflict>) -> Vec<(String, Conflict)> {
    let (looser, others): (Vec<_>, Vec<_>) =
        conflicts.into_iter().partition(|c| c.kind == ConflictKind::LooserThanBase && c.certain);
    let at = |c: &Conflict| c.clause.as_ref().map(|clause| format!(" ({clause})")).unwrap_or_default();
    // What stands between "Licence (`id`) " and "; `own` gives that away".
    let says = |c: &Conflict| {
        let (_, rest) = c.explanation.split_once("`) ")?;
        Some(format!("it {}{}", rest.rsplit_once("; `")?.0, at(c)))
    };
    let more: Vec<String> = looser.iter().skip(1).filter_map(says).collect();
    let more = if more.is_empty() { String::new() } else { format!("; likewise {}", more.join("; ")) };
    let mut out = Vec::new();
    if let Some(first) = looser.first() {
        out.push((format!("{}{}{more}", first.explanation, at(first)), first.clone()));
    }
    out.extend(others.into_iter().map(|c| (format!("{}{}", c.explanation, at(&c)), c)));
    out
}
