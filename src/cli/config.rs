//! The configuration file: what a repository asks of its cards. A key that is not known is an error, with its place.

use super::{Host, Kind};
use crate::card::yaml::{self, Node};
use crate::law::LawPack;
use crate::release::InputError;
use crate::span::LineIndex;
use serde::Deserialize;

/// Names under which the file is looked for, in the current folder.
const NAMES: [&str; 2] = [".lexcard.json", "lexcard.json"];

/// The file and where it was found.
#[derive(Debug, Default)]
pub(crate) struct Config {
    pub(crate) options: Options,
    path: String,
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
    pub(crate) fn find(host: &mut dyn Host, named: Option<&str>) -> Result<Self, String> {
        let found: Vec<&str> = match named {
            Some(path) => vec![path],
            None => NAMES.into_iter().filter(|name| host.kind(name) == Kind::File).collect(),
        };
        match found.as_slice() {
            [] => Ok(Self::default()),
            [path] => Self::read(host, path),
            _ => Err(format!("{} and {} are both here; keep one", NAMES[0], NAMES[1])),
        }
    }

    fn read(host: &mut dyn Host, path: &str) -> Result<Self, String> {
        let bytes = super::read(host, path)?;
        let text = String::from_utf8(bytes).map_err(|_| format!("{path}: not UTF-8"))?;
        let text = text.trim_start_matches('\u{feff}').to_owned();
        let options = serde_json::from_str(&text).map_err(|e| {
            // The message ends with the place, which stands in front here.
            let message = e.to_string();
            let what = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
            format!("{path}:{}:{}: {what}", e.line(), e.column())
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
        let is_code = |id: &str| crate::diagnostic::rules::RULES.iter().any(|rule| rule.code.starts_with(id));
        known(&self.options.ignore, "ignore", "code or group of codes", &is_code)?;
        let limits: Vec<String> = self.options.fail_on.iter().cloned().collect();
        if let [limit] = limits.as_slice()
            && super::limit(limit).is_err()
        {
            return Err(format!("{}: `{limit}` is none of error, warning, info, never", self.place("failOn")));
        }
        let Some(facts) = &self.options.facts else { return Ok(()) };
        match crate::release::parse(pack, &law.index, facts) {
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
        format!("{}{at}", self.path)
    }
}

/// Facts may have dotted keys, so a step may be several names long.
fn find(node: &Node<'_>, path: &str) -> Option<crate::span::Span> {
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
