//! The shape of the files under `src/laws`, as written by people.

use crate::error::{CompileError, Errors, SourceFile};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use toml::Spanned;
use toml::value::Datetime;

pub(crate) type Text = Spanned<String>;

/// A string or a list of strings.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        match self {
            Self::One(s) => std::slice::from_ref(s).iter(),
            Self::Many(v) => v.iter(),
        }
        .map(String::as_str)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct PackFile {
    pub(crate) version: String,
    pub(crate) covers_through: Datetime,
    #[serde(default)]
    pub(crate) not_covered: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct FactSource {
    #[serde(rename = "type")]
    pub(crate) kind: Spanned<String>,
    pub(crate) unit: Option<String>,
    pub(crate) ask: String,
    #[serde(default)]
    pub(crate) help: String,
    /// `id = "label"`, or `id = { label, aliases }`.
    #[serde(default)]
    pub(crate) options: toml::Table,
    pub(crate) ask_via: Option<Text>,
    pub(crate) no_if_known: Option<Text>,
    #[serde(default)]
    pub(crate) aliases: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ActorSource {
    pub(crate) label: String,
    pub(crate) you: Text,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlaceSource {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) members: Vec<String>,
    #[serde(default)]
    pub(crate) within: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SharedFile {
    #[serde(default)]
    pub(crate) define: BTreeMap<String, DefineSource>,
}

/// One file of an instrument's folder; `[instrument]` stands in exactly one of them.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct LawFile {
    pub(crate) instrument: Option<InstrumentSource>,
    #[serde(default)]
    pub(crate) source: BTreeMap<String, WorkSource>,
    #[serde(default)]
    pub(crate) penalty: BTreeMap<String, PenaltySource>,
    #[serde(default)]
    pub(crate) define: BTreeMap<String, DefineSource>,
    #[serde(default)]
    pub(crate) judgement: BTreeMap<String, JudgementSource>,
    #[serde(default)]
    pub(crate) exemption: Vec<ExemptionSource>,
    #[serde(default)]
    pub(crate) duty: Vec<DutySource>,
    #[serde(default)]
    pub(crate) note: Vec<NoteSource>,
    #[serde(default)]
    pub(crate) requirement_set: Vec<RequirementSetSource>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct InstrumentSource {
    pub(crate) id: Text,
    pub(crate) title: String,
    pub(crate) short: String,
    pub(crate) jurisdiction: Text,
    pub(crate) citation: String,
    pub(crate) url: String,
    pub(crate) status: Vec<StatusSource>,
    pub(crate) checked: CheckedSource,
    #[serde(default)]
    pub(crate) unmodelled: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StatusSource {
    pub(crate) from: Spanned<Datetime>,
    pub(crate) is: Text,
    #[serde(default)]
    pub(crate) note: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct CheckedSource {
    pub(crate) on: Spanned<Datetime>,
    pub(crate) newest_source: Spanned<Datetime>,
    pub(crate) grade: Text,
}

/// A work cited besides the instrument itself.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WorkSource {
    pub(crate) title: String,
    #[serde(default)]
    pub(crate) url: String,
    pub(crate) force: Text,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PenaltySource {
    pub(crate) text: String,
    pub(crate) cite: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct DefineSource {
    pub(crate) when: Text,
    pub(crate) cite: Option<Spanned<OneOrMany>>,
    /// Title under which the result reports it.
    pub(crate) report: Option<String>,
    pub(crate) presume: Option<bool>,
    pub(crate) presume_when: Option<Text>,
    #[serde(default)]
    pub(crate) because: String,
    #[serde(default)]
    pub(crate) unmodelled: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct JudgementSource {
    pub(crate) question: String,
    pub(crate) if_yes: String,
    pub(crate) if_no: String,
    /// `yes`, `no` or `open`.
    pub(crate) leaning: Text,
    #[serde(default)]
    pub(crate) because: String,
    pub(crate) cite: Spanned<OneOrMany>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ExemptionSource {
    pub(crate) id: Text,
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) cite: Spanned<OneOrMany>,
    /// `all` (default) or `any`.
    pub(crate) join: Option<Text>,
    pub(crate) relevant: Option<Text>,
    pub(crate) limb: Vec<LimbSource>,
    pub(crate) from: Option<Spanned<Datetime>>,
    pub(crate) until: Option<Spanned<Datetime>>,
    pub(crate) grade: Option<Text>,
    #[serde(default)]
    pub(crate) unmodelled: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LimbSource {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) when: Text,
    pub(crate) cite: Option<Spanned<OneOrMany>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct DutySource {
    pub(crate) id: Text,
    /// `duty` (default), `prohibition`, `option`.
    pub(crate) kind: Option<Text>,
    pub(crate) actor: Text,
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) cite: Option<Spanned<OneOrMany>>,
    pub(crate) when: Text,
    pub(crate) you: Option<Text>,
    #[serde(default)]
    pub(crate) unless: Vec<Text>,
    #[serde(default)]
    pub(crate) from: Vec<VintageSource>,
    #[serde(default)]
    pub(crate) until: Vec<VintageSource>,
    #[serde(default)]
    pub(crate) enforced: Vec<VintageSource>,
    /// A date fact before which it cannot bite.
    pub(crate) not_before: Option<Text>,
    pub(crate) penalty: Option<Text>,
    pub(crate) grade: Option<Text>,
    #[serde(default)]
    pub(crate) parameters: toml::Table,
    #[serde(default)]
    pub(crate) requires: Vec<Text>,
    /// Actor id to reason.
    #[serde(default)]
    pub(crate) not_on: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) unmodelled: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct VintageSource {
    pub(crate) date: Spanned<Datetime>,
    #[serde(rename = "if")]
    pub(crate) when: Option<Text>,
    #[serde(default)]
    pub(crate) note: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoteSource {
    pub(crate) id: Text,
    pub(crate) level: Text,
    pub(crate) text: String,
    pub(crate) cite: Spanned<OneOrMany>,
    pub(crate) when: Text,
    pub(crate) from: Option<Spanned<Datetime>>,
    pub(crate) until: Option<Spanned<Datetime>>,
    pub(crate) grade: Option<Text>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RequirementSetSource {
    pub(crate) id: Text,
    pub(crate) title: String,
    pub(crate) place: String,
    pub(crate) item: Vec<RequirementSource>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RequirementSource {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) cite: Option<Spanned<OneOrMany>>,
    #[serde(default)]
    pub(crate) elements: Vec<Text>,
    #[serde(default)]
    pub(crate) keywords: Vec<String>,
    #[serde(default)]
    pub(crate) findings: Vec<String>,
    pub(crate) severity: Text,
    #[serde(default)]
    pub(crate) recipients: String,
    pub(crate) when: Option<Text>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CaseFile {
    /// Named sets of facts that cases start from.
    #[serde(default)]
    pub(crate) base: BTreeMap<String, BaseSource>,
    #[serde(default)]
    pub(crate) case: Vec<CaseSource>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BaseSource {
    /// Another base of the same file, or of the instrument's other case files, to start from.
    pub(crate) base: Option<Text>,
    #[serde(default)]
    pub(crate) facts: toml::Table,
    #[serde(default)]
    pub(crate) judgements: BTreeMap<String, bool>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CaseSource {
    pub(crate) name: Text,
    pub(crate) on: Spanned<Datetime>,
    pub(crate) base: Option<Text>,
    #[serde(default)]
    pub(crate) facts: toml::Table,
    /// Facts of the base that are taken away again (unknown).
    #[serde(default)]
    pub(crate) forget: Vec<Text>,
    #[serde(default)]
    pub(crate) judgements: BTreeMap<String, bool>,
    #[serde(default)]
    pub(crate) expect: BTreeMap<String, Text>,
    /// Duty to first day: checked on that day and on the day before.
    #[serde(default)]
    pub(crate) starts: BTreeMap<String, Spanned<Datetime>>,
    /// Duty to last day: checked on that day and on the day after.
    #[serde(default)]
    pub(crate) ends: BTreeMap<String, Spanned<Datetime>>,
    /// Why we decide otherwise than a published example.
    #[serde(default)]
    pub(crate) dispute: String,
}

/// A parsed file with its text.
#[derive(Debug)]
pub(crate) struct Parsed<T> {
    pub(crate) file: SourceFile,
    pub(crate) value: T,
}

#[derive(Debug)]
pub(crate) struct InstrumentFolder {
    pub(crate) files: Vec<Parsed<LawFile>>,
    pub(crate) cases: Vec<Parsed<CaseFile>>,
}

#[derive(Debug)]
pub(crate) struct Sources {
    pub(crate) pack: Parsed<PackFile>,
    pub(crate) facts: Vec<Parsed<BTreeMap<Text, FactSource>>>,
    pub(crate) actors: Parsed<BTreeMap<Text, ActorSource>>,
    pub(crate) places: Parsed<BTreeMap<Text, PlaceSource>>,
    pub(crate) shared: Vec<Parsed<SharedFile>>,
    pub(crate) instruments: Vec<InstrumentFolder>,
    pub(crate) licences: SourceFile,
    pub(crate) hub: SourceFile,
    pub(crate) files: Vec<String>,
}

/// Reads every file below `root`.
pub(crate) fn read(root: &Path) -> Result<Sources, Errors> {
    let mut reader = Reader { root, errors: Vec::new(), files: Vec::new() };
    let pack = reader.parse("pack.toml");
    let actors = reader.parse("actors.toml");
    let places = reader.parse("places.toml");
    let licences = reader.load("licences.toml");
    let hub = reader.load("hub.toml");
    let mut facts = Vec::new();
    for name in reader.list("facts") {
        facts.extend(reader.parse(&name));
    }
    let (mut shared, mut instruments) = (Vec::new(), Vec::new());
    reader.walk("", &mut shared, &mut instruments);
    let Reader { errors, files, .. } = reader;
    match (pack, actors, places, licences, hub) {
        (Some(pack), Some(actors), Some(places), Some(licences), Some(hub)) if errors.is_empty() => {
            Ok(Sources { pack, facts, actors, places, shared, instruments, licences, hub, files })
        }
        _ => Err(Errors(errors)),
    }
}

struct Reader<'r> {
    root: &'r Path,
    errors: Vec<CompileError>,
    files: Vec<String>,
}

impl Reader<'_> {
    fn fail(&mut self, name: &str, message: String) {
        self.errors.push(CompileError { file: name.to_owned(), line: 1, column: 1, message });
    }

    fn load(&mut self, name: &str) -> Option<SourceFile> {
        let path = self.root.join(name);
        self.files.push(path.display().to_string());
        match std::fs::read_to_string(&path) {
            Ok(text) => Some(SourceFile { name: name.to_owned(), text }),
            Err(e) => {
                self.fail(name, format!("cannot be read: {e}"));
                None
            }
        }
    }

    fn parse<T: serde::de::DeserializeOwned>(&mut self, name: &str) -> Option<Parsed<T>> {
        let file = self.load(name)?;
        match toml::from_str(&file.text) {
            Ok(value) => Some(Parsed { file, value }),
            Err(e) => {
                let at = e.span().map_or(0, |s| s.start);
                self.errors.push(file.error(at, e.message().to_owned()));
                None
            }
        }
    }

    /// Names below a folder, relative to the root, sorted.
    fn list(&mut self, folder: &str) -> Vec<String> {
        let entries = match std::fs::read_dir(self.root.join(folder)) {
            Ok(entries) => entries,
            Err(e) => {
                self.fail(folder, format!("cannot be listed: {e}"));
                return Vec::new();
            }
        };
        let mut names: Vec<String> = entries
            .filter_map(Result::ok)
            .map(|e| e.file_name().to_string_lossy().into_owned())
            .filter(|n| !n.starts_with('.'))
            .map(|n| if folder.is_empty() { n } else { format!("{folder}/{n}") })
            .collect();
        names.sort();
        names
    }

    fn walk(&mut self, folder: &str, shared: &mut Vec<Parsed<SharedFile>>, out: &mut Vec<InstrumentFolder>) {
        let names = self.list(folder);
        let is_instrument = names.iter().any(|n| n.ends_with("/law.toml"));
        let mut instrument = InstrumentFolder { files: Vec::new(), cases: Vec::new() };
        for name in names {
            let base = name.rsplit('/').next().unwrap_or_default();
            if self.root.join(&name).is_dir() {
                if name != "facts" {
                    self.walk(&name, shared, out);
                }
            } else if base == "defines.toml" {
                shared.extend(self.parse(&name));
            } else if is_instrument && base.starts_with("cases") {
                instrument.cases.extend(self.parse(&name));
            } else if is_instrument {
                instrument.files.extend(self.parse(&name));
            } else if !folder.is_empty() {
                self.fail(&name, "stray file: an instrument's folder needs a `law.toml`".to_owned());
            }
        }
        if is_instrument {
            out.push(instrument);
        }
    }
}
