//! From what a card declares to a profile, or to the question that is still open.

use super::expression::{self, Read};
use super::profile::Profile;
use super::spelling::{Suggestion, hub_spelling};
use super::text::{Recognition, recognise};
use crate::order;
use lexcard_law_format::{Grade, Licence, OpenVerdict};
use serde::Serialize;

/// What is known about the licence of a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Input<'i> {
    /// Values of `license`: Hub identifiers, or SPDX expressions.
    pub ids: &'i [&'i str],
    /// `license_name` and `license_link`.
    pub name: Option<&'i str>,
    pub link: Option<&'i str>,
    /// The text of the licence file.
    pub text: Option<&'i str>,
    /// What several values of `license` mean.
    pub weights: Weights<'i>,
}

/// Which of several licences holds for the parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Weights<'i> {
    #[default]
    Unknown,
    /// This one; the others cover code, data or documents.
    Under(&'i str),
    /// Any of them, at the user's choice.
    Choice,
    /// All of them at once.
    All,
}

/// The outcome: a profile or a question, never both and never neither.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Resolution<'p> {
    /// Nothing where the licence cannot be told: never read that as "no restrictions".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<Profile<'p>>,
    /// How the profile was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub route: Option<Route>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<Question>,
    pub findings: Vec<Finding<'p>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Route {
    HubId,
    Spdx,
    Name,
    Link,
    Text,
    /// Several values that come to the same.
    List,
}

/// What to ask the uploader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Question {
    /// Stable: `licence`, `licence-member`, `licence-text`, `licence-of-weights`, `licence-contradiction`.
    pub id: &'static str,
    pub ask: String,
    /// Likely answers; others are possible.
    pub answers: Vec<String>,
}

/// Something worth knowing about the declaration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding<'p> {
    pub kind: FindingKind,
    pub message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<Suggestion<'p>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingKind {
    /// The Hub refuses this spelling.
    HubSpelling,
    /// A name for several texts.
    FamilyLabel,
    /// `license_name` or `license_link` beside a listed licence.
    NameWithoutOther,
    /// Licence text and declaration disagree.
    TextContradicts,
    /// The text is longer than the licence it contains.
    TextAddsTerms,
    /// More than one licence.
    Several,
    /// Found through an address only.
    LinkOnly,
    /// Our reading of this licence rests on weak evidence.
    WeakEvidence,
}

/// Finds out which licence the parameters are under.
#[must_use]
pub fn resolve<'p>(licences: &'p [Licence<'p>], input: &Input<'_>) -> Resolution<'p> {
    let mut findings = Vec::new();
    let ids: Vec<&str> = input.ids.iter().map(|id| id.trim()).filter(|id| !id.is_empty()).collect();
    let answer = match (ids.as_slice(), input.weights) {
        ([], _) => undeclared(licences, input, &mut findings),
        (_, Weights::Under(id)) => one(licences, id, input, &mut findings),
        ([id], _) => one(licences, id, input, &mut findings),
        (several, meaning) => list(licences, several, meaning, input, &mut findings),
    };
    let (answer, question) = match answer {
        Ok((profile, route)) => check_text(licences, profile, route, input, &mut findings),
        Err(question) => (None, Some(question)),
    };
    if let Some((profile, _)) = &answer
        && profile.grade == Grade::Memory
    {
        let message = format!("our reading of `{}` was not checked against its text", profile.id);
        findings.push(Finding { kind: FindingKind::WeakEvidence, message, suggestion: None });
    }
    let (profile, route) = answer.unzip();
    Resolution { profile, route, question, findings }
}

type Answer<'p> = Result<(Profile<'p>, Route), Question>;

fn question(id: &'static str, ask: impl Into<String>, answers: &[&str]) -> Question {
    Question { id, ask: ask.into(), answers: answers.iter().map(|&a| a.to_owned()).collect() }
}

fn finding<'p>(kind: FindingKind, message: impl Into<String>) -> Finding<'p> {
    Finding { kind, message: message.into(), suggestion: None }
}

/// No `license`: name, link and text may still say.
fn undeclared<'p>(licences: &'p [Licence<'p>], input: &Input<'_>, findings: &mut Vec<Finding<'p>>) -> Answer<'p> {
    if input.name.is_none() && input.link.is_none() && input.text.is_none() {
        return Err(question("licence", "Under which licence are the model's parameters released?", &[]));
    }
    beside(licences, input, findings)
}

fn one<'p>(licences: &'p [Licence<'p>], id: &str, input: &Input<'_>, findings: &mut Vec<Finding<'p>>) -> Answer<'p> {
    if let Some(licence) = licences.iter().find(|l| l.hub && l.id == id) {
        if licence.id == "other" {
            return beside(licences, input, findings);
        }
        if input.name.is_some() || input.link.is_some() {
            let message = format!("`license_name` and `license_link` belong to `other`, not to `{id}`");
            findings.push(finding(FindingKind::NameWithoutOther, message));
        }
        return listed(licences, licence, findings).map(|profile| (profile, Route::HubId));
    }
    let suggestion = hub_spelling(licences, id);
    if let Some(suggestion) = &suggestion {
        let message = format!("the Hub does not accept `{id}`: {}", suggestion.why);
        let suggestion = Some(suggestion.clone());
        findings.push(Finding { kind: FindingKind::HubSpelling, message, suggestion });
    }
    match expression::read(licences, id) {
        Read::Known(profile) => return Ok((*profile, Route::Spdx)),
        Read::Unknown(unknown) => {
            return Err(question(
                "licence-text",
                format!("What does the licence `{}` say? Its text is needed.", unknown.join("`, `")),
                &[],
            ));
        }
        Read::NotSpdx => {}
    }
    if let Some(licence) = super::find_by_name(licences, id) {
        return listed(licences, licence, findings).map(|profile| (profile, Route::Name));
    }
    match suggestion {
        Some(Suggestion { id, certain: true, .. }) => {
            let licence = super::find(licences, id).ok_or_else(|| question("licence", "Which licence is it?", &[]))?;
            listed(licences, licence, findings).map(|profile| (profile, Route::HubId))
        }
        Some(Suggestion { id: meant, .. }) => {
            Err(question("licence", format!("Is `{id}` meant to be `{meant}`?"), &[meant]))
        }
        None => Err(question("licence-text", format!("Which licence is `{id}`? Its name and text are needed."), &[])),
    }
}

/// An entry of the table, if it is definite enough.
fn listed<'p>(
    licences: &'p [Licence<'p>],
    licence: &'p Licence<'p>,
    findings: &mut Vec<Finding<'p>>,
) -> Result<Profile<'p>, Question> {
    let family = licence.restrictions.contains(&"family-label");
    if family {
        let message = format!("`{}` names a family of licences, not one text", licence.id);
        findings.push(finding(FindingKind::FamilyLabel, message));
    }
    if licence.eu != OpenVerdict::Unknown {
        return Ok(Profile::of(licence));
    }
    if family {
        let prefix = format!("{}-", licence.id);
        let members: Vec<&str> = licences.iter().map(|l| l.id).filter(|id| id.starts_with(&prefix)).collect();
        return Err(question("licence-member", format!("Which member of `{}` is it?", licence.id), &members));
    }
    Err(question("licence", "Under which licence are the model's parameters released?", &[]))
}

/// `license: other`: by name, by link, by text, in this order; contradictions are asked about.
fn beside<'p>(licences: &'p [Licence<'p>], input: &Input<'_>, findings: &mut Vec<Finding<'p>>) -> Answer<'p> {
    let spdx = |name: &str| match expression::read(licences, name.trim()) {
        Read::Known(profile) => Some(*profile),
        _ => None,
    };
    let known = |licence: &'p Licence<'p>| (licence.eu != OpenVerdict::Unknown).then(|| Profile::of(licence));
    let by_name = input.name.and_then(|n| super::find_by_name(licences, n).and_then(known).or_else(|| spdx(n)));
    let by_link = input.link.and_then(|l| super::find_by_link(licences, l)).and_then(known);
    match (by_name, by_link) {
        (Some(name), Some(link)) if !same(&name, &link) => Err(question(
            "licence-contradiction",
            format!("`license_name` means `{}`, `license_link` means `{}`: which one holds?", name.id, link.id),
            &[&name.id, &link.id],
        )),
        (Some(profile), _) => Ok((profile, Route::Name)),
        (None, Some(profile)) => {
            let message = format!("known as `{}` only by the address of its text", profile.id);
            findings.push(finding(FindingKind::LinkOnly, message));
            Ok((Profile { grade: profile.grade.max(Grade::Secondary), ..profile }, Route::Link))
        }
        (None, None) => by_text(licences, input, findings),
    }
}

fn by_text<'p>(licences: &'p [Licence<'p>], input: &Input<'_>, findings: &mut Vec<Finding<'p>>) -> Answer<'p> {
    let unnamed = match (input.name, input.link) {
        (Some(name), _) => format!("What does the licence `{name}` say? Its text is needed."),
        (None, Some(link)) => format!("What does the licence at {link} say? Its text is needed."),
        (None, None) => "`license: other` needs `license_name` and `license_link`: which licence is it?".to_owned(),
    };
    match input.text.map(|text| recognise(licences, text)) {
        Some(Recognition::One(licence)) => Ok((Profile::of(licence), Route::Text)),
        Some(Recognition::WithMore(licence)) => {
            let message = format!("the text holds `{}` and more", licence.id);
            findings.push(finding(FindingKind::TextAddsTerms, message));
            Err(question("licence-text", format!("What do the terms beside `{}` say?", licence.id), &[licence.id]))
        }
        Some(Recognition::Several(several)) => {
            let ids: Vec<&str> = several.iter().map(|l| l.id).collect();
            findings.push(finding(FindingKind::Several, format!("the text holds `{}`", ids.join("`, `"))));
            Err(question("licence-of-weights", "Which of the licences covers the model's parameters?", &ids))
        }
        Some(Recognition::None) | None => Err(question("licence-text", unnamed, &[])),
    }
}

/// Several values: a choice, a mixture of code and weights, or all at once. Only what all readings share is known.
fn list<'p>(
    licences: &'p [Licence<'p>],
    ids: &[&str],
    meaning: Weights<'_>,
    input: &Input<'_>,
    findings: &mut Vec<Finding<'p>>,
) -> Answer<'p> {
    findings.push(finding(FindingKind::Several, format!("{} licences are declared", ids.len())));
    let answers: Vec<Answer<'p>> = ids.iter().map(|id| one(licences, id, input, findings)).collect();
    let ask = || question("licence-of-weights", "Which of the licences covers the model's parameters?", ids);
    let mut profiles = Vec::new();
    for answer in answers {
        match (answer, meaning) {
            (Ok((profile, _)), _) => profiles.push(profile),
            // One unknown side leaves a choice open only if no other is open; the expression reader knows the same.
            (Err(_), Weights::Choice) => {}
            (Err(question), Weights::All) => return Err(question),
            (Err(_), _) => return Err(ask()),
        }
    }
    let complete = profiles.len() == ids.len();
    let agree = profiles.windows(2).all(|pair| matches!(pair, [a, b] if a.eu == b.eu && a.eu_leans == b.eu_leans));
    let joined = |how: fn(Profile<'p>, Profile<'p>) -> Profile<'p>| profiles.into_iter().reduce(how);
    let profile = match meaning {
        Weights::Choice => joined(Profile::or).filter(|p| complete || p.eu == OpenVerdict::Yes),
        Weights::All => joined(Profile::and),
        // Whatever the list means, the verdict is the same; the limits are those of all of them, to be safe.
        _ if agree => joined(Profile::and),
        _ => None,
    };
    profile.map(|profile| (profile, Route::List)).ok_or_else(ask)
}

/// Whether two profiles are the same text.
fn same(a: &Profile<'_>, b: &Profile<'_>) -> bool {
    let texts = |p: &Profile<'_>| {
        let mut ids: Vec<String> = p.parts.iter().map(|l| l.same_as.unwrap_or(l.id).to_owned()).collect();
        order::by(&mut ids, Ord::cmp);
        ids
    };
    texts(a) == texts(b)
}

/// A declaration that the licence file belies is no knowledge.
fn check_text<'p>(
    licences: &'p [Licence<'p>],
    profile: Profile<'p>,
    route: Route,
    input: &Input<'_>,
    findings: &mut Vec<Finding<'p>>,
) -> (Option<(Profile<'p>, Route)>, Option<Question>) {
    let text = input.text.filter(|_| !matches!(route, Route::Text | Route::List));
    match text.map(|text| recognise(licences, text)) {
        Some(Recognition::One(licence)) if !same(&profile, &Profile::of(licence)) => {
            // A family label is made precise by its member.
            let family = profile.restricts("family-label") && licence.id.starts_with(&profile.id);
            if family {
                return (Some((Profile::of(licence), Route::Text)), None);
            }
            let message = format!("`{}` is declared, but the licence text is `{}`", profile.id, licence.id);
            findings.push(finding(FindingKind::TextContradicts, message));
            let ask = format!(
                "The card says `{}`, the licence file `{}`: which one covers the parameters?",
                profile.id, licence.id
            );
            (None, Some(question("licence-contradiction", ask, &[&profile.id, licence.id])))
        }
        Some(Recognition::WithMore(licence)) => {
            let message = format!("the licence file holds `{}` and more; look for added terms", licence.id);
            findings.push(finding(FindingKind::TextAddsTerms, message));
            (Some((profile, route)), None)
        }
        _ => (Some((profile, route)), None),
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_table::licences;
    use super::*;

    fn declared(ids: &[&str]) -> Resolution<'static> {
        resolve(licences(), &Input { ids, ..Input::default() })
    }

    #[track_caller]
    fn verdict(resolution: &Resolution<'_>) -> OpenVerdict {
        assert!(resolution.profile.is_some() || resolution.question.is_some(), "neither answer nor question");
        resolution.profile.as_ref().map_or(OpenVerdict::Unknown, |p| p.eu)
    }

    #[test]
    fn every_hub_id_answers() {
        for licence in licences().iter().filter(|l| l.hub) {
            let resolution = declared(&[licence.id]);
            assert_eq!(verdict(&resolution), licence.eu, "{}", licence.id);
            assert_eq!(resolution.profile.is_some(), licence.eu != OpenVerdict::Unknown, "{}", licence.id);
        }
    }

    #[test]
    fn lists_never_become_yes_by_silence() {
        let mixed = declared(&["mit", "cc-by-nc-4.0"]);
        assert_eq!(verdict(&mixed), OpenVerdict::Unknown);
        assert_eq!(mixed.question.as_ref().map(|q| q.answers.clone()), Some(vec!["mit".into(), "cc-by-nc-4.0".into()]));
        let with = |weights| {
            verdict(&resolve(licences(), &Input { ids: &["mit", "cc-by-nc-4.0"], weights, ..Input::default() }))
        };
        assert_eq!(with(Weights::Under("cc-by-nc-4.0")), OpenVerdict::No);
        assert_eq!(with(Weights::Under("mit")), OpenVerdict::Yes);
        assert_eq!(with(Weights::Choice), OpenVerdict::Yes);
        assert_eq!(with(Weights::All), OpenVerdict::No);
        assert_eq!(verdict(&declared(&["apache-2.0", "mit"])), OpenVerdict::Yes);
        assert_eq!(verdict(&declared(&["mit", "other"])), OpenVerdict::Unknown);
        assert_eq!(verdict(&declared(&["llama3.1", "cc-by-nc-4.0"])), OpenVerdict::No);
        assert_eq!(verdict(&declared(&[])), OpenVerdict::Unknown);
        assert_eq!(verdict(&declared(&["", " "])), OpenVerdict::Unknown);
    }

    #[test]
    fn other_is_resolved_by_name_link_or_text() {
        let other =
            |name, link, text| resolve(licences(), &Input { ids: &["other"], name, link, text, ..Input::default() });
        let found = |r: &Resolution<'_>| r.profile.as_ref().map(|p| p.id.clone());
        assert_eq!(found(&other(Some("Tongyi-Qianwen"), None, None)).as_deref(), Some("tongyi-qianwen"));
        assert_eq!(found(&other(Some("my-own"), Some("LICENSE"), None)), None);
        let link = other(None, Some("https://ai.google.dev/gemma/terms?hl=de"), None);
        assert_eq!((found(&link).as_deref(), link.route), (Some("gemma"), Some(Route::Link)));
        let link = other(None, Some("https://creativecommons.org/licenses/by-nc/4.0/deed.en"), None);
        assert_eq!(found(&link).as_deref(), Some("cc-by-nc-4.0"));
        let clash = other(Some("dinov3-license"), Some("https://ai.google.dev/gemma/terms"), None);
        assert_eq!(clash.question.map(|q| q.id), Some("licence-contradiction"));
        let text = other(
            Some("my-own"),
            None,
            Some("Llama 3.1 Community License Agreement, 700 million monthly active users"),
        );
        assert_eq!((found(&text).as_deref(), text.route), (Some("llama3.1"), Some(Route::Text)));
        // Two different texts go by this name.
        assert_eq!(other(Some("modified-mit"), None, None).question.map(|q| q.id), Some("licence-text"));
    }

    #[test]
    fn the_text_can_belie_the_declaration() {
        let input = |ids: &'static [&'static str], text: &'static str| {
            resolve(licences(), &Input { ids, text: Some(text), ..Input::default() })
        };
        let llama = "LLAMA 3.1 COMMUNITY LICENSE AGREEMENT … 700 million monthly active users";
        let belied = input(&["apache-2.0"], llama);
        assert_eq!(verdict(&belied), OpenVerdict::Unknown);
        assert_eq!(belied.findings.first().map(|f| f.kind), Some(FindingKind::TextContradicts));
        assert_eq!(verdict(&input(&["llama3.1"], llama)), OpenVerdict::No);
        assert_eq!(verdict(&input(&["apache-2.0"], "no licence at all")), OpenVerdict::Yes);
        let gpl = "GNU GENERAL PUBLIC LICENSE Version 3, 29 June 2007 … The GNU General Public License is a free, copyleft license";
        let exact = input(&["gpl"], gpl);
        assert_eq!(exact.profile.map(|p| p.id).as_deref(), Some("gpl-3.0"));
    }

    #[test]
    fn misspellings_resolve_with_a_finding() {
        for (given, id) in [("Apache-2.0", "apache-2.0"), ("GPL-3.0-or-later", "gpl-3.0"), ("apache 2.0", "apache-2.0")]
        {
            let resolution = declared(&[given]);
            assert_eq!(resolution.profile.map(|p| p.id).as_deref(), Some(id));
            let suggested = resolution.findings.first().and_then(|f| f.suggestion.clone());
            assert_eq!(suggested.map(|s| s.id), Some(id), "{given}");
        }
        assert_eq!(verdict(&declared(&["apcahe-2.0"])), OpenVerdict::Unknown);
        assert_eq!(verdict(&declared(&["BUSL-1.1"])), OpenVerdict::No);
        assert_eq!(verdict(&declared(&["MIT OR Apache-2.0"])), OpenVerdict::Yes);
        assert_eq!(verdict(&declared(&["cc"])), OpenVerdict::Unknown);
        assert!(declared(&["cc"]).question.is_some_and(|q| q.answers.contains(&"cc-by-4.0".to_owned())));
        assert_eq!(verdict(&declared(&["proprietary"])), OpenVerdict::Unknown);
        assert_eq!(verdict(&declared(&["deepseek"])), OpenVerdict::Review);
    }
}
