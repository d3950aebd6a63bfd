//! The facts of a release inside its card: the metadata block `ai_release:`, read with the places of everything, and
//! written from a release. Vocabulary and nesting are those of `classifyRelease`; see docs/ai-release.md.

use crate::card::CardFact;
use crate::card::stated::{KEY, Stated, StatedEntry, StatedValue};
use crate::diagnostic::{Diagnostic, Fix, rules};
use crate::law::LawPack;
use crate::release::{self, InputError, Value};
use crate::span::Span;
use lexcard_law_format::{Fact, FactId, FactKind};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A fact that the block states.
#[derive(Debug, Clone, PartialEq)]
pub struct BlockFact {
    pub id: FactId,
    /// The fact's own path, whatever alias was written.
    pub path: String,
    /// As written.
    pub json: Json,
    pub value: Value,
    pub span: Span,
}

/// What the block says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Block {
    pub facts: Vec<BlockFact>,
    /// Number of a judgement, and the answer.
    pub judgements: Vec<(u16, bool)>,
}

/// Reads the block. What does not fit the vocabulary is left out and reported at its place.
#[must_use]
pub fn read(law: &LawPack<'_>, text: &str, stated: &Stated, found: &mut Vec<Diagnostic>) -> Block {
    let mut reader = Reader { law, text, block: Block::default(), found };
    match &stated.value {
        StatedValue::Map(entries) => {
            for entry in entries {
                match entry.name.as_str() {
                    "judgements" => reader.judgements(entry),
                    "$schema" => {}
                    _ => reader.visit("", entry),
                }
            }
        }
        _ => reader.wrong(stated.span, &[], format!("`{KEY}` has to be a mapping of facts"), None),
    }
    reader.block
}

struct Reader<'r, 'p> {
    law: &'r LawPack<'p>,
    text: &'r str,
    block: Block,
    found: &'r mut Vec<Diagnostic>,
}

impl Reader<'_, '_> {
    fn wrong(&mut self, span: Span, path: &[&str], message: String, help: Option<String>) {
        let path: Vec<&str> = std::iter::once(KEY).chain(path.iter().copied()).collect();
        let mut d = Diagnostic::new(&rules::RELEASE_VALUE, span, message).at_path(&path);
        d.help = help;
        self.found.push(d);
    }

    fn visit(&mut self, parent: &str, entry: &StatedEntry) {
        let path = if parent.is_empty() { entry.name.clone() } else { format!("{parent}.{}", entry.name) };
        let law = self.law;
        if let Some(id) = law.index.get(&path) {
            let Some(fact) = law.pack.facts.get(id as usize) else { return };
            let json = self.value(fact, &entry.value);
            match release::parse_fact(fact, &json, &path) {
                Ok(value) if value.is_known() => {
                    self.block.facts.push(BlockFact {
                        id,
                        path: fact.id.to_owned(),
                        json,
                        value,
                        span: entry.value.span,
                    });
                }
                Ok(_) => {}
                Err(e) => self.wrong(entry.value.span, &[&path], e.message, e.help),
            }
            return;
        }
        let is_group = law.index.paths().any(|p| p.strip_prefix(path.as_str()).is_some_and(|r| r.starts_with('.')));
        match &entry.value.value {
            StatedValue::Map(entries) if is_group => {
                for entry in entries {
                    self.visit(&path, entry);
                }
            }
            StatedValue::Plain(Json::Null) if is_group => {}
            _ if is_group => self.wrong(entry.value.span, &[&path], format!("`{path}` is a group of facts"), None),
            _ => self.unknown(parent, &path, entry),
        }
    }

    /// A date such as `2026` is a number to YAML, and so is a version that is meant as text.
    fn value(&self, fact: &Fact<'_>, stated: &Stated) -> Json {
        match stated.to_json() {
            Json::Number(_) if matches!(fact.kind, FactKind::Date | FactKind::Text) => stated.span.of(self.text).into(),
            json => json,
        }
    }

    fn unknown(&mut self, parent: &str, path: &str, entry: &StatedEntry) {
        let groups = self.law.index.paths().filter_map(|p| p.rsplit_once('.')).map(|(group, _)| group);
        let near = release::nearest(path, self.law.index.paths().chain(groups));
        let mut d = Diagnostic::new(
            &rules::RELEASE_UNKNOWN_KEY,
            entry.key,
            format!("`{path}` is not a fact of the vocabulary"),
        )
        .at_path(&[KEY, path]);
        if let Some(near) = near {
            d.help = Some(format!("did you mean `{near}`?"));
            let same_group = if parent.is_empty() { Some(near) } else { near.strip_prefix(parent) };
            if let Some(name) = same_group.map(|rest| rest.trim_start_matches('.')) {
                d.fixes.push(Fix::safe(format!("rename to `{name}`"), entry.key, name));
            }
        }
        self.found.push(d);
    }

    fn judgements(&mut self, entry: &StatedEntry) {
        let StatedValue::Map(answers) = &entry.value.value else {
            let message = "judgements are a mapping of id to true or false".to_owned();
            return self.wrong(entry.value.span, &["judgements"], message, None);
        };
        let law = self.law;
        for answer in answers {
            let value = match answer.value.to_json() {
                Json::Bool(b) => Some(b),
                Json::String(s) if s == "yes" => Some(true),
                Json::String(s) if s == "no" => Some(false),
                Json::Null => continue,
                Json::String(s) if s == "unknown" => continue,
                _ => None,
            };
            let number = (0u16..).zip(&law.pack.judgements).find(|(_, j)| j.id == answer.name).map(|(n, _)| n);
            match (number, value) {
                (Some(number), Some(value)) => self.block.judgements.push((number, value)),
                (Some(_), None) => {
                    let message = format!("`{}` takes true, false or unknown", answer.name);
                    self.wrong(answer.value.span, &["judgements", &answer.name], message, None);
                }
                (None, _) => {
                    let near = release::nearest(&answer.name, law.pack.judgements.iter().map(|j| j.id));
                    let message = format!("`{}` is not a judgement of this law pack", answer.name);
                    let mut d = Diagnostic::new(&rules::RELEASE_UNKNOWN_KEY, answer.key, message).at_path(&[
                        KEY,
                        "judgements",
                        &answer.name,
                    ]);
                    d.help = near.map(|n| format!("did you mean `{n}`?"));
                    self.found.push(d);
                }
            }
        }
    }
}

/// Where the block and the rest of the card state different things. The block counts.
pub(super) fn contradictions(law: &LawPack<'_>, block: &Block, facts: &[CardFact], found: &mut Vec<Diagnostic>) {
    for fact in facts.iter().filter(|f| f.confidence == crate::card::Confidence::Stated) {
        let Some(id) = law.index.get(fact.id) else { continue };
        let (Some(known), Some(stated)) = (law.pack.facts.get(id as usize), block.facts.iter().find(|f| f.id == id))
        else {
            continue;
        };
        let Ok(other) = release::parse_fact(known, &fact.value, fact.id) else { continue };
        let same = match (&stated.value, &other) {
            (Value::Quantity(a), Value::Quantity(b)) => {
                let ((low_a, high_a), (low_b, high_b)) = (a.wide_bounds(), b.wide_bounds());
                low_a <= high_b && low_b <= high_a
            }
            (Value::Text(a), Value::Text(b)) => a.eq_ignore_ascii_case(b),
            (a, b) => a == b,
        };
        if !same {
            let message = format!("the block says `{}` for `{}`, the card says `{}`", stated.json, fact.id, fact.value);
            found.push(
                Diagnostic::new(&rules::RELEASE_CONTRADICTION, stated.span, message)
                    .at_path(&[KEY, fact.id])
                    .with_help("make both say the same; until then the block counts")
                    .with_related(fact.span, "the card says so here"),
            );
        }
    }
}

/// Writes a release as the block, in order of its keys; what is unknown is left out.
///
/// # Errors
/// What does not fit the vocabulary, as for `classifyRelease`.
pub fn write(law: &LawPack<'_>, input: &Json) -> Result<String, Vec<InputError>> {
    release::parse(&law.pack, &law.index, input)?;
    let mut leaves = BTreeMap::new();
    for (name, value) in input.as_object().into_iter().flatten() {
        match (name.as_str(), value) {
            ("judgements", Json::Object(answers)) => {
                leaves.extend(answers.iter().map(|(id, value)| (vec!["judgements", id.as_str()], value)));
            }
            ("$schema" | "judgements", _) => {}
            _ => collect(law, name, value, &mut leaves),
        }
    }
    leaves.retain(|_, value| !value.is_null() && value.as_str() != Some("unknown"));
    let mut out = format!("{KEY}:");
    if leaves.is_empty() {
        out.push_str(" {}");
    }
    out.push('\n');
    let mut open: Vec<&str> = Vec::new();
    for (path, value) in &leaves {
        let Some((name, groups)) = path.split_last() else { continue };
        let common = open.iter().zip(groups).take_while(|(a, b)| a == b).count();
        for (depth, group) in groups.iter().enumerate().skip(common) {
            let _ = writeln!(out, "{}{}:", "  ".repeat(depth + 1), scalar(group));
        }
        open = groups.to_vec();
        let _ = writeln!(out, "{}{}: {}", "  ".repeat(groups.len() + 1), scalar(name), flow(value));
    }
    Ok(out)
}

/// The facts of a release by the steps of their path in the vocabulary.
fn collect<'p, 'j: 'p>(law: &LawPack<'p>, path: &str, value: &'j Json, out: &mut BTreeMap<Vec<&'p str>, &'j Json>) {
    let fact = law.index.get(path).and_then(|id| law.pack.facts.get(id as usize));
    match (fact, value) {
        (Some(fact), _) => {
            out.insert(fact.id.split('.').collect(), value);
        }
        (None, Json::Object(map)) => {
            for (name, value) in map {
                collect(law, &format!("{path}.{name}"), value, out);
            }
        }
        (None, _) => {}
    }
}

/// A value on one line.
fn flow(value: &Json) -> String {
    match value {
        Json::Array(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Json::Object(map) => {
            let fields: Vec<String> = map.iter().map(|(k, v)| format!("{}: {}", scalar(k), flow(v))).collect();
            format!("{{ {} }}", fields.join(", "))
        }
        Json::String(text) => scalar(text),
        Json::Number(n) => number(&n.to_string()),
        Json::Bool(_) | Json::Null => value.to_string(),
    }
}

/// Readers of YAML 1.1 take `1e24` for text; they want a point and a sign.
fn number(text: &str) -> String {
    let Some((head, exponent)) = text.split_once(['e', 'E']) else { return text.to_owned() };
    let point = if head.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with(['+', '-']) { "" } else { "+" };
    format!("{head}{point}e{sign}{exponent}")
}

/// Text, in quotes unless every reader of YAML takes it for text without.
fn scalar(text: &str) -> String {
    const WORDS: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'/'))
        && !WORDS.iter().any(|word| text.eq_ignore_ascii_case(word));
    // A JSON string is a double-quoted scalar of YAML.
    if plain { text.to_owned() } else { Json::from(text).to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_are_text_for_every_reader() {
        assert_eq!(scalar("apache-2.0"), "apache-2.0");
        assert_eq!(scalar("NO"), "\"NO\"");
        assert_eq!(scalar("-EU"), "\"-EU\"");
        assert_eq!(scalar("a: b"), "\"a: b\"");
        assert_eq!(number("1e24"), "1.0e+24");
        assert_eq!(number("7.2e-3"), "7.2e-3");
        assert_eq!(number("42"), "42");
    }
}
