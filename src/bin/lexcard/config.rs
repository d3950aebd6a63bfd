//! The configuration file: what a repository asks of its cards. A key that is not known is an error, with its place.

use lexcard::card::yaml::{self, Node};
use lexcard::law::LawPack;
use lexcard::release::InputError;
use lexcard::span::LineIndex;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// Names under which the file is looked for, in the current folder.
const NAMES: [&str; 2] = [".lexcard.json", "lexcard.json"];

/// The file and where it was found.
#[derive(Debug, Default)]
pub(crate) struct Config {
    pub(crate) options: Options,
    path: PathBuf,
    text: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(crate) struct Options {
    /// For editors.
    #[serde(rename = "$schema")]
    _schema: Option<String>,
    pub(crate) profiles: Vec<String>,
    pub(crate) ignore: Vec<String>,
    pub(crate) jurisdictions: Vec<String>,
    pub(crate) fail_on: Option<String>,
    /// Facts as for `classify`; with them, cards are checked against the duties of the release.
    pub(crate) facts: Option<serde_json::Value>,
}

impl Config {
    /// Reads the file named, or the one in the current folder, if there is one.
    pub(crate) fn find(named: Option<&str>) -> Result<Self, String> {
        let found: Vec<PathBuf> = match named {
            Some(path) => vec![PathBuf::from(path)],
            None => NAMES.iter().map(PathBuf::from).filter(|p| p.is_file()).collect(),
        };
        match found.as_slice() {
            [] => Ok(Self::default()),
            [path] => Self::read(path),
            _ => Err(format!("{} and {} are both here; keep one", NAMES[0], NAMES[1])),
        }
    }

    fn read(path: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
        let options = serde_json::from_str(&text).map_err(|e| {
            // The message ends with the place, which stands in front here.
            let message = e.to_string();
            let what = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
            format!("{}:{}:{}: {what}", path.display(), e.line(), e.column())
        })?;
        Ok(Self { options, path: path.to_owned(), text })
    }

    /// Values that the law pack does not know.
    pub(crate) fn check(&self, law: &LawPack<'_>) -> Result<(), String> {
        let known = |list: &[String], key: &str, what: &str, is: &dyn Fn(&str) -> bool| {
            list.iter().enumerate().find(|(_, value)| !is(value)).map_or(Ok(()), |(n, value)| {
                Err(format!("{}: `{value}` is no {what}", self.place(&format!("{key}.{n}"))))
            })
        };
        let pack = &law.pack;
        let is_set = |id: &str| id == "hub" || pack.requirement_sets.iter().any(|s| s.id == id);
        known(&self.options.profiles, "profiles", "profile", &is_set)?;
        let is_place = |id: &str| pack.jurisdictions.iter().any(|j| j.id == id);
        known(&self.options.jurisdictions, "jurisdictions", "place this law pack knows", &is_place)?;
        let is_code = |id: &str| lexcard::diagnostic::rules::RULES.iter().any(|rule| rule.code.starts_with(id));
        known(&self.options.ignore, "ignore", "code or group of codes", &is_code)?;
        let limits: Vec<String> = self.options.fail_on.iter().cloned().collect();
        if let [limit] = limits.as_slice()
            && crate::limit(limit).is_err()
        {
            return Err(format!("{}: `{limit}` is none of error, warning, info, never", self.place("failOn")));
        }
        let Some(facts) = &self.options.facts else { return Ok(()) };
        match lexcard::release::parse(pack, &law.index, facts) {
            Ok(_) => Ok(()),
            Err(errors) => Err(self.describe_facts(&errors)),
        }
    }

    fn describe_facts(&self, errors: &[InputError]) -> String {
        let one = |e: &InputError| {
            let help = e.help.as_ref().map(|h| format!("\n    {h}")).unwrap_or_default();
            format!("{}: {}{help}", self.place(&format!("facts.{}", e.path)), e.message)
        };
        errors.iter().map(one).collect::<Vec<_>>().join("\n")
    }

    /// `file:line:column` of a dotted path; JSON is YAML, and our reader of YAML keeps places.
    fn place(&self, path: &str) -> String {
        let document = yaml::read(&self.text, 0, &mut Vec::new());
        let span = document.root.as_ref().and_then(|root| find(root, path));
        let at = span.map(|s| LineIndex::new(&self.text).range(s).start);
        let at = at.map(|p| format!(":{}:{}", p.line + 1, p.character + 1)).unwrap_or_default();
        format!("{}{at}", self.path.display())
    }
}

/// Facts may have dotted keys, so a step may be several names long.
fn find(node: &Node<'_>, path: &str) -> Option<lexcard::span::Span> {
    let ends = path.match_indices('.').map(|(at, _)| at).chain([path.len()]);
    for end in ends {
        let (step, rest) = (path.get(..end)?, path.get(end + 1..));
        let item = step.parse::<usize>().ok().and_then(|n| node.items().get(n)).filter(|i| i.span != node.span);
        let (value, own) = match (node.get(step), item) {
            (Some(entry), _) => {
                (&entry.value, if entry.value.entries().is_empty() { entry.value.span } else { entry.key.span })
            }
            (None, Some(item)) => (item, item.span),
            (None, None) => continue,
        };
        return match rest {
            Some(rest) => find(value, rest).or(Some(own)),
            None => Some(own),
        };
    }
    None
}
