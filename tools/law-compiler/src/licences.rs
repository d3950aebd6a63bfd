//! Reads `licences.toml`: strict about names, duplicates and verdicts that do not follow from the restrictions.
//!
//! Knows the shape of the table and the verdict rule; does not know any licence.

use lexcard_law_format::{GRANTS, Grade, Licence, LicenceClass, OpenVerdict, Outputs, RESTRICTIONS};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;

/// One entry of the table, owning its strings.
#[derive(Debug, Clone, PartialEq)]
pub struct LicenceSource(Raw);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    licence: Vec<Spanned<Raw>>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Raw {
    id: Spanned<String>,
    name: String,
    #[serde(default)]
    hub: bool,
    spdx: Option<String>,
    #[serde(default)]
    osi: bool,
    #[serde(default)]
    fsf: bool,
    class: LicenceClass,
    eu: Spanned<OpenVerdict>,
    eu_leans: Option<bool>,
    #[serde(default)]
    eu_why: String,
    restrictions: Vec<Spanned<String>>,
    grants: Vec<Spanned<String>>,
    #[serde(default)]
    geo_excluded: Vec<String>,
    #[serde(default)]
    geo_scope: String,
    users: Option<f64>,
    users_per: Option<Spanned<String>>,
    revenue: Option<f64>,
    revenue_per: Option<Spanned<String>>,
    same_as: Option<Spanned<String>>,
    name_prefix: Option<String>,
    display: Option<String>,
    use_policy: Option<String>,
    #[serde(default)]
    outputs: Outputs,
    #[serde(default)]
    clauses: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    names: Vec<Spanned<String>>,
    #[serde(default)]
    links: Vec<Spanned<String>>,
    #[serde(default)]
    models: Vec<Spanned<String>>,
    #[serde(default)]
    markers: Vec<Spanned<String>>,
    #[serde(default)]
    longest: u32,
    #[serde(default)]
    note: String,
    #[serde(default)]
    source: String,
    grade: GradeName,
}

#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum GradeName {
    Primary,
    PrimaryPart,
    Corroborated,
    Secondary,
    Memory,
}

impl From<GradeName> for Grade {
    fn from(name: GradeName) -> Self {
        match name {
            GradeName::Primary => Self::Primary,
            GradeName::PrimaryPart => Self::PrimaryPart,
            GradeName::Corroborated => Self::Corroborated,
            GradeName::Secondary => Self::Secondary,
            GradeName::Memory => Self::Memory,
        }
    }
}

/// The AI Act's licence test by restriction: what fails it, what can be argued both ways, everything else passes.
///
/// Guidelines C(2025) 7719, section 4: the four rights must be free of scale, field and commercial limits; attribution
/// and share-alike are accepted; safety limits pass only if specific, proportionate and non-discriminatory.
#[must_use]
pub fn verdict<'a>(restrictions: impl IntoIterator<Item = &'a str>) -> OpenVerdict {
    let weigh = |name: &str| match name {
        "noncommercial"
        | "research-only"
        | "no-derivatives"
        | "no-redistribution"
        | "mau-threshold"
        | "revenue-threshold"
        | "separate-commercial-licence"
        | "hosting-ban"
        | "geo-exclusion"
        | "no-train-competitors"
        | "registration" => 2,
        "aup-broad"
        | "field-of-use"
        | "remote-restriction"
        | "revocable-at-will"
        | "display-duty-scaled"
        | "guardrail-clause"
        | "terms-unverified"
        | "no-patent-grant" => 1,
        _ => 0,
    };
    match restrictions.into_iter().map(weigh).max() {
        Some(2) => OpenVerdict::No,
        Some(1) => OpenVerdict::Review,
        _ => OpenVerdict::Yes,
    }
}

/// Reads the licence table.
///
/// # Errors
/// Every fault found, each with its line (1-based): a syntax error, an unknown field or name, a missing field, a
/// duplicate id, alias or link, or a verdict that contradicts the restrictions without saying why.
pub fn parse(text: &str) -> Result<Vec<LicenceSource>, Vec<(usize, String)>> {
    let line_of = |offset: usize| 1 + text.bytes().take(offset).filter(|&b| b == b'\n').count();
    let file: File = toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_of(span.start));
        vec![(line, error.message().to_owned())]
    })?;

    let mut faults = Vec::new();
    let mut fault = |offset: usize, message: String| faults.push((line_of(offset), message));
    let ids: BTreeSet<&str> = file.licence.iter().map(|l| l.get_ref().id.get_ref().as_str()).collect();
    let mut taken: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    for entry in &file.licence {
        let raw = entry.get_ref();
        check(raw, &mut fault);
        let id = raw.id.get_ref().as_str();
        let own = [("name", &raw.id)].into_iter();
        let names = raw.names.iter().map(|n| ("name", n));
        for (kind, name) in
            own.chain(names).chain(raw.links.iter().map(|l| ("link", l))).chain(raw.models.iter().map(|m| ("model", m)))
        {
            if let Some(other) = taken.insert((kind, name.get_ref()), id) {
                fault(name.span().start, format!("{kind} `{}` is already taken by `{other}`", name.get_ref()));
            }
        }
        if let Some(same) = &raw.same_as
            && (!ids.contains(same.get_ref().as_str()) || same.get_ref() == id)
        {
            fault(same.span().start, format!("`same-as` names `{}`, which is no other licence here", same.get_ref()));
        }
    }
    if !faults.is_empty() {
        faults.sort();
        return Err(faults);
    }
    Ok(file.licence.into_iter().map(|entry| LicenceSource(entry.into_inner())).collect())
}

fn check(raw: &Raw, fault: &mut impl FnMut(usize, String)) {
    let at = raw.id.span().start;
    let id = raw.id.get_ref();
    let mut seen = BTreeSet::new();
    let among_restrictions = raw.restrictions.iter().map(|r| (r, &RESTRICTIONS[..], "restriction"));
    for (name, known, what) in among_restrictions.chain(raw.grants.iter().map(|g| (g, &GRANTS[..], "grant"))) {
        if !known.contains(&name.get_ref().as_str()) {
            fault(name.span().start, format!("unknown {what} `{}`", name.get_ref()));
        }
        if !seen.insert(name.get_ref()) {
            fault(name.span().start, format!("{what} `{}` is listed twice", name.get_ref()));
        }
    }
    let folded = raw.names.iter().chain(&raw.links).chain(&raw.models).chain(&raw.markers).chain([&raw.id]);
    for value in folded.filter(|v| v.get_ref().as_str() != v.get_ref().to_lowercase() || v.get_ref().is_empty()) {
        fault(value.span().start, format!("`{}` must be lower case and not empty", value.get_ref()));
    }
    for (name, clause) in &raw.clauses {
        let known = name == "pass-on" || raw.restrictions.iter().any(|r| r.get_ref() == name);
        if !known {
            fault(clause.span().start, format!("clause for `{name}`, which `{id}` does not restrict"));
        }
    }
    for (period, allowed) in [(&raw.users_per, ["month", "day"]), (&raw.revenue_per, ["year", "month"])] {
        if let Some(period) = period
            && !allowed.contains(&period.get_ref().as_str())
        {
            fault(period.span().start, format!("unknown period `{}`", period.get_ref()));
        }
    }
    let has = |name: &str| raw.restrictions.iter().any(|r| r.get_ref() == name);
    let scaled = has("display-duty-scaled") || has("separate-commercial-licence");
    for (given, name) in [
        (raw.users.is_some() && !scaled, "mau-threshold"),
        (raw.revenue.is_some() && !scaled, "revenue-threshold"),
        (!raw.geo_excluded.is_empty(), "geo-exclusion"),
        (raw.name_prefix.is_some(), "naming-duty"),
    ] {
        if given && !has(name) {
            fault(at, format!("`{id}` gives details of `{name}` but does not list it as a restriction"));
        }
    }
    let eu = *raw.eu.get_ref();
    let rule = verdict(raw.restrictions.iter().map(|r| r.get_ref().as_str()));
    if (eu == rule) != raw.eu_why.is_empty() {
        fault(
            raw.eu.span().start,
            format!("verdict {eu:?} of `{id}`: the restrictions say {rule:?}; `eu-why` must explain a difference"),
        );
    }
    if (eu == OpenVerdict::Review) != raw.eu_leans.is_some() {
        fault(raw.eu.span().start, format!("`{id}` needs `eu-leans` exactly where the verdict is `review`"));
    }
    if (eu == OpenVerdict::Unknown) != raw.grants.is_empty() {
        fault(raw.eu.span().start, format!("`{id}` must list grants exactly where the verdict is known"));
    }
}

impl LicenceSource {
    /// The entry as the pack stores it.
    #[must_use]
    pub fn lend(&self) -> Licence<'_> {
        fn list(owned: &[Spanned<String>]) -> Vec<&str> {
            owned.iter().map(|s| s.get_ref().as_str()).collect()
        }
        let raw = &self.0;
        Licence {
            id: raw.id.get_ref(),
            name: &raw.name,
            hub: raw.hub,
            spdx: raw.spdx.as_deref(),
            osi: raw.osi,
            fsf: raw.fsf,
            class: raw.class,
            eu: *raw.eu.get_ref(),
            eu_leans: raw.eu_leans,
            eu_why: &raw.eu_why,
            restrictions: list(&raw.restrictions),
            grants: list(&raw.grants),
            geo_excluded: raw.geo_excluded.iter().map(String::as_str).collect(),
            geo_scope: &raw.geo_scope,
            user_threshold: raw.users,
            user_period: match &raw.users_per {
                Some(period) => period.get_ref(),
                None if raw.users.is_some() => "month",
                None => "",
            },
            revenue_threshold: raw.revenue,
            revenue_period: raw.revenue_per.as_ref().map_or("", |p| p.get_ref()),
            same_as: raw.same_as.as_ref().map(|s| s.get_ref().as_str()),
            name_prefix: raw.name_prefix.as_deref(),
            display: raw.display.as_deref(),
            use_policy: raw.use_policy.as_deref(),
            outputs: raw.outputs,
            clauses: raw.clauses.iter().map(|(name, clause)| (name.as_str(), clause.get_ref().as_str())).collect(),
            names: list(&raw.names),
            links: list(&raw.links),
            models: list(&raw.models),
            markers: list(&raw.markers),
            longest: raw.longest,
            note: &raw.note,
            source: &raw.source,
            grade: raw.grade.into(),
        }
    }
}

/// The table as a page for readers: every licence with its rights, limits and verdict.
#[must_use]
pub fn markdown(licences: &[LicenceSource]) -> String {
    let licences: Vec<_> = licences.iter().map(LicenceSource::lend).collect();
    let (hub, others): (Vec<_>, Vec<_>) = licences.iter().partition(|l| l.hub);
    let count = |of: &[&Licence<'_>], eu| of.iter().filter(|l| l.eu == eu).count();
    let mut page = String::from(concat!(
        "<!-- Generated from src/laws/licences.toml; do not edit. -->\n\n",
        "# Licences of model parameters\n\n",
        "What each licence lets people do with a model's parameters, and whether it passes the licence limb of the AI ",
        "Act's open-source exception (Art. 53(2); Commission Guidelines C(2025) 7719, section 4). The guidelines do not ",
        "bind courts; *review* means that both readings can be argued. Not legal advice.\n\n",
        "Grades: *primary*, we read the text; *primary part*, part of it or word-for-word quotations; *corroborated*, ",
        "sources that agree; *secondary*, one kind of source; *memory*, unverified.\n",
    ));
    for (title, list) in [("On the Hub's list", &hub), ("Outside the Hub's list", &others)] {
        let [yes, no] = [OpenVerdict::Yes, OpenVerdict::No].map(|eu| count(list, eu));
        let [review, unknown] = [OpenVerdict::Review, OpenVerdict::Unknown].map(|eu| count(list, eu));
        page.push_str(&format!(
            "\n## {title}\n\n{} licences: yes {yes}, no {no}, review {review}, unknown {unknown}.\n\n\
             | Licence | SPDX | OSI / FSF | EU test | Grants | Limits and duties | Remarks | Grade |\n\
             |---|---|---|---|---|---|---|---|\n",
            list.len()
        ));
        for licence in list {
            page.push_str(&row(licence));
        }
    }
    page
}

fn row(licence: &Licence<'_>) -> String {
    let or_dash = |text: String| if text.is_empty() { "–".to_owned() } else { text };
    let tick = |flag| if flag { "yes" } else { "–" };
    let eu = match (licence.eu, licence.eu_leans) {
        (OpenVerdict::Yes, _) => "yes",
        (OpenVerdict::No, _) => "no",
        (OpenVerdict::Unknown, _) => "unknown",
        (OpenVerdict::Review, Some(true)) => "review, leaning yes",
        (OpenVerdict::Review, _) => "review, leaning no",
    };
    let grants = if licence.grants.len() == GRANTS.len() { "all four".to_owned() } else { licence.grants.join(", ") };
    let mut limits: Vec<String> = licence.restrictions.iter().map(|r| (*r).to_owned()).collect();
    let mut detail = |name: &str, more: String| {
        if let Some(limit) = limits.iter_mut().find(|l| l.as_str() == name) {
            limit.push_str(&format!(" ({more})"));
        }
    };
    if let Some(users) = licence.user_threshold {
        let scaled =
            if licence.restrictions.contains(&"mau-threshold") { "mau-threshold" } else { "display-duty-scaled" };
        detail(scaled, format!("{} users a {}", millions(users), licence.user_period));
    }
    if let Some(revenue) = licence.revenue_threshold {
        let period = if licence.revenue_period.is_empty() { "" } else { " a " };
        detail("revenue-threshold", format!("USD {}{period}{}", millions(revenue), licence.revenue_period));
    }
    if !licence.geo_excluded.is_empty() {
        let scope = if licence.geo_scope.is_empty() { "" } else { ": " };
        detail("geo-exclusion", format!("{}{scope}{}", licence.geo_excluded.join(", "), licence.geo_scope));
    }
    if let Some(prefix) = licence.name_prefix {
        detail("naming-duty", format!("\"{prefix}…\""));
    }
    let policy = licence.use_policy.map(|p| format!("Separate document: {p}."));
    let same = licence.same_as.map(|id| format!("The text is `{id}`."));
    let said = [licence.note, licence.eu_why].map(|s| (!s.is_empty()).then(|| s.to_owned()));
    let remarks: Vec<String> = said.into_iter().chain([same, policy]).flatten().collect();
    let grade = match licence.grade {
        Grade::Primary => "primary",
        Grade::PrimaryPart => "primary part",
        Grade::Corroborated => "corroborated",
        Grade::Secondary => "secondary",
        Grade::Memory => "memory",
    };
    let grade = if licence.source.is_empty() { grade.to_owned() } else { format!("{grade}: {}", licence.source) };
    format!(
        "| `{}`<br>{} | {} | {} / {} | **{eu}** | {} | {} | {} | {grade} |\n",
        licence.id,
        licence.name,
        licence.spdx.unwrap_or("–"),
        tick(licence.osi),
        tick(licence.fsf),
        or_dash(grants),
        or_dash(limits.join(", ")),
        or_dash(remarks.join(" ")),
    )
}

/// A count in words that stay readable: `700 million`.
fn millions(count: f64) -> String {
    if count >= 1e6 { format!("{} million", count / 1e6) } else { count.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = include_str!("../../../src/laws/licences.toml");

    fn entry(extra: &str) -> String {
        format!(
            "[[licence]]\nid = \"a\"\nname = \"A\"\nclass = \"permissive\"\neu = \"yes\"\ngrants = [\"use\"]\n\
             grade = \"primary\"\n{extra}\n"
        )
    }

    #[track_caller]
    fn refuses(text: &str, line: usize, part: &str) {
        let faults = parse(text).expect_err("must be refused");
        assert!(faults.iter().any(|(l, m)| *l == line && m.contains(part)), "{faults:?}");
    }

    #[test]
    fn the_table_is_complete() {
        let sources = parse(TABLE).unwrap_or_else(|faults| panic!("{faults:#?}"));
        let licences: Vec<_> = sources.iter().map(LicenceSource::lend).collect();
        let hub: Vec<_> = licences.iter().filter(|l| l.hub).collect();
        assert_eq!(hub.len(), 83);
        assert_eq!(licences.len(), 134);
        let count = |eu| hub.iter().filter(|l| l.eu == eu).count();
        assert_eq!(
            [OpenVerdict::Yes, OpenVerdict::No, OpenVerdict::Review, OpenVerdict::Unknown].map(count),
            [49, 22, 9, 3]
        );
    }

    #[test]
    fn verdicts_follow_from_the_restrictions_but_for_these() {
        let sources = parse(TABLE).unwrap_or_else(|faults| panic!("{faults:#?}"));
        let overridden: Vec<_> = sources
            .iter()
            .map(LicenceSource::lend)
            .filter(|l| l.eu != verdict(l.restrictions.iter().copied()))
            .map(|l| (l.id, l.eu))
            .collect();
        let (no, unknown) = (OpenVerdict::No, OpenVerdict::Unknown);
        let expected = [("c-uda", no), ("cc", unknown), ("unknown", unknown), ("other", unknown)];
        assert_eq!(overridden.iter().filter(|o| expected.contains(o)).count(), expected.len());
        let rest: Vec<_> = overridden.into_iter().filter(|o| !expected.contains(o)).collect();
        assert_eq!(rest, [("bsl-business", no)]);
    }

    #[test]
    fn spdx_ids_are_spelt_as_the_list_spells_them() {
        for source in parse(TABLE).unwrap_or_else(|faults| panic!("{faults:#?}")) {
            let licence = source.lend();
            let Some(spdx) = licence.spdx else { continue };
            let odd = ["c-uda", "odc-by", "odbl", "pddl", "lgpl-lr", "bsl-business"];
            assert!(spdx.eq_ignore_ascii_case(licence.id) || odd.contains(&licence.id), "{spdx}");
        }
    }

    #[test]
    fn faults_carry_their_line() {
        refuses(&entry("restrictions = [\"atribution\"]"), 8, "unknown restriction `atribution`");
        refuses(&entry("restrictions = []\nextra = 1"), 9, "unknown field `extra`");
        refuses(&entry("restrictions = [\"noncommercial\"]"), 5, "eu-why");
        refuses(&entry("restrictions = []\nnames = [\"B\"]"), 9, "lower case");
        refuses(&entry("restrictions = []\nsame-as = \"b\""), 9, "no other licence");
        refuses(&entry("restrictions = []\nusers = 7"), 2, "mau-threshold");
        refuses(&entry("restrictions = []\nclauses = { share-alike = \"s\" }"), 9, "does not restrict");
        refuses("[[licence]]\nid = ", 2, "");
        let twice = format!("{}{}", entry("restrictions = []"), entry("restrictions = []"));
        refuses(&twice, 10, "already taken by `a`");
    }

    #[test]
    fn the_page_is_current() {
        let sources = parse(TABLE).unwrap_or_else(|faults| panic!("{faults:#?}"));
        let committed = include_str!("../../../docs/licences.md");
        assert!(
            committed == markdown(&sources),
            "docs/licences.md is stale: write it anew with the example `licences-page`"
        );
    }
}
