//! The answers of `validateCard` and `checkRelease`: findings, facts with their places, elements, and the gaps that the
//! duties leave in a card.

use super::classification::{Classification, Classified, ClassifyOptions, DutyStatus, Failure, classify_facts};
use super::licences;
use super::release_block::{self, Block};
use super::{Cite, cites};
use crate::card::stated::Stated;
use crate::card::{self, CardLists, CardReport, Confidence, ElementId, ElementStatus};
use crate::diagnostic::{self, CitationOut, Diagnostic, DiagnosticOut, Severity, rules};
use crate::law::{Law, LawPack};
use crate::licence;
use crate::order;
use crate::release::{self, InputError, Provenance, Release, Value};
use crate::span::{LineIndex, Offsets, Range, Span};
use crate::truth::Truth;
use lexcard_law_format::{Lists, Pack, PackError, Requirement, RequirementSet};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// How to check a card.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct CardOptions {
    /// Requirement sets to hold the card against, whatever duties apply: `annex-xii`, `ab-2013` …
    pub profiles: Vec<String>,
    /// Codes or groups (`CARD1`) to leave out.
    pub ignore: Vec<String>,
    /// Accepted because every function takes it; a card is the same on every day.
    pub as_of: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum CardAnswer {
    Success(Box<CardResult>),
    Failure(Failure),
}

/// What a card says, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct CardResult {
    /// Whether the text is a model card at all.
    pub is_card: bool,
    pub diagnostics: Vec<DiagnosticOut>,
    /// Facts for the classifier, each with the place that states it.
    pub facts: Vec<FactOut>,
    /// The fifteen elements, by name.
    #[cfg_attr(js_boundary, tsify(type = "Record<string, ElementOut>"))]
    pub elements: BTreeMap<&'static str, ElementOut>,
    pub disclaimer: &'static str,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct FactOut {
    pub fact: Cow<'static, str>,
    #[cfg_attr(js_boundary, tsify(type = "unknown"))]
    pub value: Json,
    pub range: Range,
    pub offset: Offsets,
    pub confidence: Confidence,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
pub struct ElementOut {
    /// `present`, `empty`, `placeholder` or `absent`.
    pub status: ElementStatus,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<Range>,
}

/// A card, the files beside it, and what the uploader says.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct CheckInput {
    pub card: String,
    pub files: Vec<FileEntry>,
    /// Facts as for `classifyRelease`; they win over what the card says.
    #[cfg_attr(js_boundary, tsify(type = "Release"))]
    pub facts: Json,
}

/// A file of the repository: its path, and its text where that helps (licence files, configuration).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(untagged)]
pub enum FileEntry {
    Path(String),
    WithText {
        path: String,
        #[cfg_attr(js_boundary, tsify(optional))]
        text: Option<String>,
    },
}

impl FileEntry {
    fn path(&self) -> &str {
        match self {
            Self::Path(path) | Self::WithText { path, .. } => path,
        }
    }

    fn text(&self) -> Option<&str> {
        match self {
            Self::Path(_) => None,
            Self::WithText { text, .. } => text.as_deref(),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum CheckAnswer<'p> {
    Success(Box<CheckResult<'p>>),
    Failure(Failure),
}

/// Card and duties together.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
pub struct CheckResult<'p> {
    /// Findings of the card, gaps that duties leave included.
    pub card: CardResult,
    pub classification: Classification<'p>,
}

/// Options of the combined check.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct CheckOptions {
    pub as_of: Option<String>,
    pub placed_on: Option<String>,
    pub jurisdictions: Vec<String>,
    pub trace: bool,
    pub profiles: Vec<String>,
    pub ignore: Vec<String>,
}

impl CheckOptions {
    fn card(&self) -> CardOptions {
        CardOptions { profiles: self.profiles.clone(), ignore: self.ignore.clone(), as_of: None }
    }

    fn classify(&self) -> ClassifyOptions {
        ClassifyOptions {
            as_of: self.as_of.clone(),
            placed_on: self.placed_on.clone(),
            jurisdictions: self.jurisdictions.clone(),
            trace: self.trace,
        }
    }
}

pub(super) fn card_lists<'p>(lists: &'p Lists<'p>) -> CardLists<'p> {
    CardLists { hub: &lists.hub, licences: &lists.licences }
}

/// Checks a card by itself.
#[must_use]
pub fn validate(law: Law<'_>, markdown: &str, options: &CardOptions) -> CardAnswer {
    with_lists(law, options, |lists| validated(law, lists, markdown, card::lint(markdown, &card_lists(lists)), options))
}

/// Checks a card given as bytes, in whatever encoding they are; the decoded text comes back with the answer.
#[must_use]
pub fn validate_bytes(law: Law<'_>, bytes: &[u8], options: &CardOptions) -> (String, CardAnswer) {
    let mut text = String::new();
    let answer = with_lists(law, options, |lists| {
        let (decoded, report) = card::lint_bytes(bytes, &card_lists(lists));
        text = decoded;
        validated(law, lists, &text, report, options)
    });
    (text, answer)
}

fn with_lists<'p>(
    law: Law<'p>,
    options: &CardOptions,
    check: impl FnOnce(&'p Lists<'p>) -> Result<CardResult, PackError>,
) -> CardAnswer {
    let result = law.lists().map_err(|e| Failure::of_pack(&e)).and_then(|lists| {
        if !options.profiles.is_empty() {
            let law = law.pack().map_err(|e| Failure::of_pack(&e))?;
            known_profiles(&law.pack, &options.profiles).map_err(|errors| Failure { errors })?;
        }
        check(lists).map_err(|e| Failure::of_pack(&e))
    });
    match result {
        Ok(result) => CardAnswer::Success(Box::new(result)),
        Err(failure) => CardAnswer::Failure(failure),
    }
}

fn validated(
    law: Law<'_>,
    lists: &Lists<'_>,
    text: &str,
    mut report: CardReport,
    options: &CardOptions,
) -> Result<CardResult, PackError> {
    // The laws themselves are read only for a block of facts, and for profiles.
    let block = match report.stated.take() {
        Some(stated) => read_block(law.pack()?, text, &stated, &mut report),
        None => Block::default(),
    };
    add_law(lists, text, &mut report);
    if !options.profiles.is_empty() {
        add_profiles(&law.pack()?.pack, text, &mut report, &options.profiles);
    }
    Ok(result(text, report, &block, options))
}

/// What the law pack adds to every card: its licence, the provisions against what was found.
fn add_law(lists: &Lists<'_>, text: &str, report: &mut CardReport) {
    licences::check(&lists.licences, text, report);
    cite_findings(lists, report);
}

/// From card, files and facts to duties, and from duties to what the card lacks.
#[must_use]
pub fn check<'p>(law: &'p LawPack<'_>, input: &CheckInput, options: &CheckOptions) -> CheckAnswer<'p> {
    let (pack, lists) = (&law.pack, &law.pack.lists);
    let given = if input.facts.is_null() { Json::Object(serde_json::Map::new()) } else { input.facts.clone() };
    let mut errors = known_profiles(pack, &options.profiles).err().unwrap_or_default();
    let release = match release::parse(pack, &law.index, &given) {
        Ok(release) => Some(release),
        Err(mut found) => {
            for e in &mut found {
                e.path = if e.path.is_empty() { "facts".to_owned() } else { format!("facts.{}", e.path) };
            }
            errors.extend(found);
            None
        }
    };
    let Some(mut release) = release.filter(|_| errors.is_empty()) else {
        return CheckAnswer::Failure(Failure { errors });
    };
    let mut report = card::lint(&input.card, &card_lists(lists));
    let index = LineIndex::new(&input.card);
    let block = match report.stated.take() {
        Some(stated) => read_block(law, &input.card, &stated, &mut report),
        None => Block::default(),
    };
    add_law(lists, &input.card, &mut report);
    add_block(&mut release, &block, &index);
    add_card_facts(law, &mut release, &report, &index);
    add_file_facts(law, &mut release, &input.files);
    let classified = match classify_facts(law, release, &options.classify()) {
        Ok(classified) => classified,
        Err(failure) => return CheckAnswer::Failure(failure),
    };
    add_gaps(pack, &input.card, &mut report, &classified);
    add_profiles(pack, &input.card, &mut report, &options.profiles);
    let card = result(&input.card, report, &block, &options.card());
    CheckAnswer::Success(Box::new(CheckResult { card, classification: classified.answer }))
}

fn known_profiles(pack: &Pack<'_>, profiles: &[String]) -> Result<(), Vec<InputError>> {
    let errors: Vec<InputError> = profiles
        .iter()
        .filter(|p| *p != "hub" && !pack.requirement_sets.iter().any(|s| s.id == p.as_str()))
        .map(|p| InputError {
            code: "unknownProfile",
            path: "profiles".into(),
            message: format!("`{p}` is no profile"),
            help: Some(format!(
                "profiles: hub, {}",
                pack.requirement_sets.iter().map(|s| s.id).collect::<Vec<_>>().join(", ")
            )),
        })
        .collect();
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// Reads the block of release facts and reports what is wrong with it.
fn read_block(law: &LawPack<'_>, text: &str, stated: &Stated, report: &mut CardReport) -> Block {
    let block = release_block::read(law, text, stated, &mut report.diagnostics);
    release_block::contradictions(law, &block, &report.facts, &mut report.diagnostics);
    block
}

/// What the block states fills what the caller left open, before anything read from the card's text does.
fn add_block(release: &mut Release, block: &Block, index: &LineIndex<'_>) {
    for fact in &block.facts {
        if !release.value(fact.id).is_known() {
            let o = index.offsets(fact.span);
            let from = Provenance::Card { start: o.start as usize, end: o.end as usize };
            release.set(fact.id, fact.value.clone(), from);
        }
    }
    for &(judgement, answer) in &block.judgements {
        if release.judgement(judgement).is_none() {
            release.set_judgement(judgement, Some(answer));
        }
    }
}

fn result(text: &str, mut report: CardReport, block: &Block, options: &CardOptions) -> CardResult {
    let ignored = |code: &str| options.ignore.iter().any(|i| code.starts_with(i.as_str()));
    report.diagnostics.retain(|d| !ignored(d.code) && !card::is_suppressed(&report.suppressions, d.code));
    diagnostic::sort(&mut report.diagnostics);
    let index = LineIndex::new(text);
    CardResult {
        is_card: report.is_card,
        diagnostics: report.diagnostics.iter().map(|d| d.to_output(&index)).collect(),
        facts: facts(&report, block, &index),
        elements: report
            .elements
            .iter()
            .map(|(id, status, span)| (id.name(), ElementOut { status: *status, range: span.map(|s| index.range(s)) }))
            .collect(),
        disclaimer: super::classification::DISCLAIMER,
    }
}

/// Facts by id; those of the block stand in the place of those read from the text.
fn facts(report: &CardReport, block: &Block, index: &LineIndex<'_>) -> Vec<FactOut> {
    let out = |fact: Cow<'static, str>, value: &Json, span: Span, confidence: Confidence| FactOut {
        fact,
        value: value.clone(),
        range: index.range(span),
        offset: index.offsets(span),
        confidence,
    };
    let mut facts: Vec<FactOut> = Vec::new();
    let mut add = |fact: FactOut| match facts.iter_mut().find(|known| known.fact == fact.fact) {
        Some(known) => *known = fact,
        None => facts.push(fact),
    };
    report.facts.iter().for_each(|f| add(out(f.id.into(), &f.value, f.span, f.confidence)));
    for fact in &block.facts {
        add(out(fact.path.clone().into(), &fact.json, fact.span, Confidence::Stated));
    }
    order::by(&mut facts, |a, b| a.fact.cmp(&b.fact));
    facts
}

/// Facts of the card fill what the caller left open. One that does not fit the vocabulary is left out: it is the card's
/// mistake, reported there.
fn add_card_facts(law: &LawPack<'_>, release: &mut Release, report: &CardReport, index: &LineIndex<'_>) {
    for fact in &report.facts {
        let Some(id) = law.index.get(fact.id).filter(|id| !release.value(*id).is_known()) else { continue };
        let Some(known) = law.pack.facts.get(id as usize) else { continue };
        let json = match &fact.value {
            // Lists that the vocabulary keeps as text.
            Json::Array(items) if known.kind == lexcard_law_format::FactKind::Text => {
                let words: Vec<&str> = items.iter().filter_map(Json::as_str).collect();
                Json::from(words.join(", "))
            }
            other => other.clone(),
        };
        if let Ok(value) = release::parse_fact(known, &json, fact.id) {
            let o = index.offsets(fact.span);
            release.set(id, value, Provenance::Card { start: o.start as usize, end: o.end as usize });
        }
    }
}

/// What the list of files shows: weights, adapter, configuration, licence text.
fn add_file_facts(law: &LawPack<'_>, release: &mut Release, files: &[FileEntry]) {
    let mut set = |path: &str, value: Value, how: &str| {
        if let Some(id) = law.index.get(path).filter(|id| !release.value(*id).is_known()) {
            release.set(id, value, Provenance::Derived { from: vec!["files".to_owned()], how: how.to_owned() });
        }
    };
    let name = |f: &FileEntry| f.path().rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    let has = |test: &dyn Fn(&str) -> bool| files.iter().any(|f| test(&name(f)));
    const WEIGHTS: [&str; 8] = [".safetensors", ".gguf", ".bin", ".pt", ".pth", ".onnx", ".ckpt", ".h5"];
    if has(&|n| WEIGHTS.iter().any(|w| n.ends_with(w))) {
        set("public.weights", Value::Bool(true), "weight files are in the repository");
    }
    if has(&|n| n == "config.json" || n == "model_index.json" || n == "adapter_config.json") {
        set("public.architecture", Value::Bool(true), "the configuration in the repository gives the architecture");
    }
    let licence_text = files
        .iter()
        .filter(|f| name(f).starts_with("licen") || name(f).starts_with("copying"))
        .find_map(FileEntry::text);
    if let Some(licence::Recognition::One(found)) =
        licence_text.map(|t| licence::recognise(&law.pack.lists.licences, t))
    {
        set("licence.id", Value::Text(found.id.to_owned()), "recognised from the licence file");
    }
}

/// Gaps of the sets that applying duties ask for: one finding per requirement, naming every duty it serves.
fn add_gaps(pack: &Pack<'_>, text: &str, report: &mut CardReport, classified: &Classified<'_>) {
    if !report.is_card {
        return;
    }
    let mut served: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for duty in &classified.answer.duties {
        let wanted = duty.status == DutyStatus::Applies && duty.yours != Some(false);
        if wanted {
            for set in &duty.requires {
                served.entry(set).or_default().push(duty.id);
            }
        }
    }
    for set in &pack.requirement_sets {
        let Some(duties) = served.get(set.id) else { continue };
        for item in &set.items {
            if item.when.is_none_or(|w| classified.conditions.truth(w) == Truth::Yes) {
                gap(&pack.lists, text, report, set, item, duties);
            }
        }
    }
}

/// Gives findings the provisions that speak against what they found.
fn cite_findings(lists: &Lists<'_>, report: &mut CardReport) {
    for found in &mut report.diagnostics {
        for objection in lists.objections.iter().filter(|objection| objection.rule == found.rule) {
            found.citations.extend(cites(lists, &objection.citations).into_iter().map(CitationOut::from));
        }
    }
}

fn add_profiles(pack: &Pack<'_>, text: &str, report: &mut CardReport, profiles: &[String]) {
    if !report.is_card {
        return;
    }
    for set in pack.requirement_sets.iter().filter(|s| profiles.iter().any(|p| p == s.id)) {
        for item in &set.items {
            gap(&pack.lists, text, report, set, item, &[]);
        }
    }
}

fn gap(
    lists: &Lists<'_>,
    text: &str,
    report: &mut CardReport,
    set: &RequirementSet<'_>,
    item: &Requirement<'_>,
    duties: &[&str],
) {
    let elements: Vec<ElementId> = item.elements.iter().filter_map(|e| ElementId::from_name(e)).collect();
    if elements.is_empty() || shown(text, report, item, &elements) {
        return;
    }
    let at = elements
        .iter()
        .filter_map(|e| report.element(*e))
        .find_map(|(status, span)| span.filter(|_| status != ElementStatus::Present))
        .unwrap_or(Span::at(0));
    let mut d = Diagnostic::new(&rules::REQUIREMENT_GAP, at, format!("not shown: {}", item.text.trim_end_matches('.')));
    d.severity = match item.severity {
        lexcard_law_format::Severity::Error => Severity::Error,
        lexcard_law_format::Severity::Warning => Severity::Warning,
        lexcard_law_format::Severity::Info => Severity::Info,
        lexcard_law_format::Severity::Hint => Severity::Hint,
    };
    let serves = if duties.is_empty() { String::new() } else { format!(", for {}", duties.join(", ")) };
    d.help = Some(format!(
        "{} [{}]{serves}; belongs in: {}. Say it here, or link to where it is said",
        set.title, set.id, set.place
    ));
    d.path = vec![set.id.to_owned(), item.id.to_owned()];
    d.citations = cites(lists, &item.citations).into_iter().map(CitationOut::from).collect();
    let absent = elements.iter().all(|e| report.element(*e).is_none_or(|(s, _)| s == ElementStatus::Absent));
    if let (true, Some(first)) = (absent, elements.first()) {
        d.fixes.push(card::skeleton(text, *first));
    }
    report.diagnostics.push(d);
}

/// Whether the card shows a requirement: one of its elements is there, and says one of its words where it has any.
fn shown(text: &str, report: &CardReport, item: &Requirement<'_>, elements: &[ElementId]) -> bool {
    elements.iter().any(|e| match report.element(*e) {
        Some((ElementStatus::Present, span)) => {
            item.keywords.is_empty() || span.is_none_or(|s| mentions(text, report, s, item))
        }
        _ => false,
    })
}

/// Looks for the words in the section that holds the evidence.
fn mentions(text: &str, report: &CardReport, evidence: Span, item: &Requirement<'_>) -> bool {
    let section = report
        .sections
        .iter()
        .filter(|s| s.span.start <= evidence.start && evidence.end <= s.span.end)
        .min_by_key(|s| s.span.end - s.span.start);
    let span = section.map_or(evidence, |s| s.span);
    let part = span.of(text).to_lowercase();
    item.keywords.iter().any(|k| part.contains(k))
}

impl From<Cite<'_>> for CitationOut {
    fn from(Cite { locator, work, url, force }: Cite<'_>) -> Self {
        Self { locator: locator.to_owned(), work: work.to_owned(), url: url.to_owned(), force: force.to_owned() }
    }
}
