//! JSON to facts. Whatever does not fit the vocabulary is an error with its path; nothing is dropped in silence.

use super::{FactIndex, Provenance, Quantity, Release, Value};
use lexcard_law_format::{Date, Fact, FactKind, Pack};
use serde::Serialize;
use serde_json::Value as Json;

/// Most facts and judgements one release may carry, and how deep they may nest.
const MAX_DEPTH: usize = 8;
/// Longest text of a fact, in bytes.
const MAX_TEXT: usize = 64 << 10;

/// What is wrong with the caller's release, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct InputError {
    /// `unknownFact`, `wrongType`, `unknownOption`, `notADate`, `outOfRange`, `unknownJudgement`, `tooLarge`.
    pub code: &'static str,
    /// Dotted path into the input.
    pub path: String,
    pub message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

impl core::fmt::Display for InputError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        if !self.path.is_empty() && !self.message.contains(self.path.as_str()) {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.message)?;
        self.help.as_ref().map_or(Ok(()), |help| write!(f, " ({help})"))
    }
}

/// Reads a release. Absent, `null` and `"unknown"` all mean unknown.
///
/// # Errors
/// Every problem found, each with its path.
pub fn parse(pack: &Pack<'_>, index: &FactIndex<'_>, input: &Json) -> Result<Release, Vec<InputError>> {
    let mut reader = Reader { pack, index, release: Release::unknown(pack), errors: Vec::new() };
    match input {
        Json::Object(map) => {
            for (key, value) in map {
                match key.as_str() {
                    "judgements" => reader.judgements(value),
                    "$schema" => {}
                    _ => reader.visit(key, value, 0),
                }
            }
        }
        other => reader.fail("wrongType", "", format!("a release is an object of facts, not {}", kind_of(other)), None),
    }
    if reader.errors.is_empty() { Ok(reader.release) } else { Err(reader.errors) }
}

/// Reads the value of one fact.
///
/// # Errors
/// The problem, with `path` as its place.
pub(crate) fn parse_fact(fact: &Fact<'_>, value: &Json, path: &str) -> Result<Value, InputError> {
    let fail =
        |code, message: String, help: Option<String>| Err(InputError { code, path: path.to_owned(), message, help });
    let wrong = |wanted: &str| fail("wrongType", format!("`{path}` takes {wanted}, not {}", kind_of(value)), None);
    if value.is_null() || value.as_str() == Some("unknown") {
        return Ok(Value::Unknown);
    }
    match fact.kind {
        FactKind::Bool => match value {
            Json::Bool(b) => Ok(Value::Bool(*b)),
            Json::String(s) if s == "yes" => Ok(Value::Bool(true)),
            Json::String(s) if s == "no" => Ok(Value::Bool(false)),
            _ => wrong("true, false or \"unknown\""),
        },
        FactKind::Choice => match value {
            Json::String(s) => option(fact, s, path).map(Value::Choice),
            // A question that was once plain yes or no keeps taking such answers.
            Json::Bool(b) => option(fact, if *b { "yes" } else { "no" }, path).map(Value::Choice),
            _ => wrong("one of its options as a string"),
        },
        FactKind::Set => match value {
            Json::String(s) => option(fact, s, path).map(Value::Set),
            Json::Array(items) => {
                let mut mask = 0;
                for item in items {
                    match item.as_str() {
                        Some("none") if option(fact, "none", path).is_err() => {}
                        Some(s) => mask |= option(fact, s, path)?,
                        None => return wrong("a list of its options as strings"),
                    }
                }
                Ok(Value::Set(mask))
            }
            _ => wrong("a list of its options"),
        },
        FactKind::Number => match quantity(value) {
            Some(q) if q.wide_bounds().0 >= 0.0 && q.bounds().0 <= q.bounds().1 => Ok(Value::Quantity(q)),
            Some(_) => fail("outOfRange", format!("`{path}` cannot be negative, nor end before it begins"), None),
            None => fail(
                "wrongType",
                format!("`{path}` takes a number, not {}", kind_of(value)),
                Some(
                    "write 7.2e23, { \"estimate\": 7e23, \"margin\": 0.3 } or { \"min\": 1e23, \"max\": 2e23 }".into(),
                ),
            ),
        },
        FactKind::Date => match value.as_str().map(days) {
            Some(Some((from, to))) => {
                Ok(Value::Quantity(Quantity::range(f64::from(from.ordinal()), f64::from(to.ordinal()))))
            }
            Some(None) => fail(
                "notADate",
                format!("`{path}` is not a date: {value}"),
                Some("write \"2026-09-15\", or \"2026-09\" or \"2026\" if the day is not known".into()),
            ),
            None => {
                let (from, to) = (value.get("from").and_then(Json::as_str), value.get("to").and_then(Json::as_str));
                match from.and_then(days).zip(to.and_then(days)) {
                    Some(((from, _), (_, to))) if from <= to => {
                        let (from, to) = (f64::from(from.ordinal()), f64::from(to.ordinal()));
                        Ok(Value::Quantity(Quantity::range(from, to)))
                    }
                    _ => wrong("a date as a string, or { \"from\": date, \"to\": date }"),
                }
            }
        },
        FactKind::Text => match value {
            Json::String(s) if s.len() <= MAX_TEXT => Ok(Value::Text(s.clone())),
            Json::String(_) => fail("tooLarge", format!("`{path}` is longer than {MAX_TEXT} bytes"), None),
            _ => wrong("a string"),
        },
        FactKind::Places => {
            let items: Vec<&Json> = match value {
                Json::String(_) => vec![value],
                Json::Array(items) => items.iter().collect(),
                _ => return wrong("a list of places"),
            };
            let mut places = Vec::new();
            for item in items {
                match item.as_str() {
                    Some(s) if is_place(s) => places.push(s.to_owned()),
                    Some(s) => {
                        let help =
                            "use ISO 3166 codes (`DE`, `US-CA`), `EU`, `worldwide`, and `-EU` for a place left out";
                        return fail("unknownOption", format!("`{s}` is no place code"), Some(help.into()));
                    }
                    None => return wrong("a list of place codes"),
                }
            }
            Ok(Value::Places(places.into()))
        }
    }
}

struct Reader<'r, 'p> {
    pack: &'r Pack<'p>,
    index: &'r FactIndex<'p>,
    release: Release,
    errors: Vec<InputError>,
}

impl Reader<'_, '_> {
    fn fail(&mut self, code: &'static str, path: &str, message: String, help: Option<String>) {
        self.errors.push(InputError { code, path: path.to_owned(), message, help });
    }

    fn visit(&mut self, path: &str, value: &Json, depth: usize) {
        if let Some(id) = self.index.get(path) {
            let Some(fact) = self.pack.facts.get(id as usize) else { return };
            match parse_fact(fact, value, path) {
                Ok(value) => self.release.set(id, value, Provenance::Stated),
                Err(e) => self.errors.push(e),
            }
            return;
        }
        match value {
            Json::Object(map) if depth < MAX_DEPTH => {
                let is_group = self.index.is_group(path);
                if is_group {
                    for (key, value) in map {
                        self.visit(&format!("{path}.{key}"), value, depth + 1);
                    }
                    return;
                }
                self.unknown(path);
            }
            _ => self.unknown(path),
        }
    }

    fn unknown(&mut self, path: &str) {
        let near = nearest(path, self.index.paths());
        let help = near.map(|n| format!("did you mean `{n}`?"));
        self.fail("unknownFact", path, format!("`{path}` is not a fact of this law pack"), help);
    }

    fn judgements(&mut self, value: &Json) {
        let Json::Object(map) = value else {
            return self.fail(
                "wrongType",
                "judgements",
                "judgements are an object of id to true or false".into(),
                None,
            );
        };
        for (id, value) in map {
            let path = format!("judgements.{id}");
            let answer = match value {
                Json::Null => None,
                Json::Bool(b) => Some(*b),
                Json::String(s) if s == "yes" => Some(true),
                Json::String(s) if s == "no" => Some(false),
                Json::String(s) if s == "unknown" => None,
                other => {
                    let message = format!("`{path}` takes true, false or \"unknown\", not {}", kind_of(other));
                    self.fail("wrongType", &path, message, None);
                    continue;
                }
            };
            match (0..).zip(&self.pack.judgements).find(|(_, j)| j.id == id) {
                Some((number, _)) => self.release.set_judgement(number, answer),
                None => {
                    let near = nearest(id, self.pack.judgements.iter().map(|j| j.id));
                    let help = near.map(|n| format!("did you mean `{n}`?"));
                    self.fail("unknownJudgement", &path, format!("`{id}` is not a judgement of this law pack"), help);
                }
            }
        }
    }
}

fn option(fact: &Fact<'_>, text: &str, path: &str) -> Result<u64, InputError> {
    let position = fact.options.iter().position(|o| o.id == text || o.aliases.contains(&text));
    position.map(|bit| 1 << bit).ok_or_else(|| {
        let all: Vec<&str> = fact.options.iter().map(|o| o.id).collect();
        let near = nearest(text, all.iter().copied()).map(|n| format!("did you mean \"{n}\"? ")).unwrap_or_default();
        InputError {
            code: "unknownOption",
            path: path.to_owned(),
            message: format!("`{path}` has no option \"{text}\""),
            help: Some(format!("{near}options: {}", all.join(", "))),
        }
    })
}

/// A number; `{exact}`, `{estimate, margin}` or `{min, max}`.
fn quantity(value: &Json) -> Option<Quantity> {
    if let Some(n) = value.as_f64() {
        return n.is_finite().then(|| Quantity::exact(n));
    }
    let map = value.as_object()?;
    let get = |key: &str| map.get(key).map(|v| v.as_f64().filter(|n| n.is_finite()).ok_or(()));
    let known = |keys: &[&str]| map.keys().all(|k| keys.contains(&k.as_str()));
    match (get("exact"), get("estimate"), get("min"), get("max")) {
        (Some(Ok(n)), None, None, None) if known(&["exact"]) => Some(Quantity::exact(n)),
        (None, Some(Ok(n)), None, None) if known(&["estimate", "margin"]) => match get("margin") {
            None => Some(Quantity::estimate(n, super::COMPUTE_MARGIN)),
            Some(Ok(m)) if (0.0..1.0).contains(&m) => Some(Quantity::estimate(n, m)),
            Some(_) => None,
        },
        (None, None, min, max) if (min.is_some() || max.is_some()) && known(&["min", "max"]) => {
            let low = min.unwrap_or(Ok(0.0)).ok()?;
            let high = max.unwrap_or(Ok(f64::INFINITY)).ok()?;
            Some(Quantity::range(low, high))
        }
        _ => None,
    }
}

/// First and last day that a date, a month or a year may mean.
fn days(text: &str) -> Option<(Date, Date)> {
    match text.len() {
        10 => text.parse().ok().map(|d| (d, d)),
        7 => {
            let first: Date = format!("{text}-01").parse().ok()?;
            let last = (28..=31).rev().find_map(|d| Date::new(first.year(), first.month(), d).ok())?;
            Some((first, last))
        }
        4 => Some((format!("{text}-01-01").parse().ok()?, format!("{text}-12-31").parse().ok()?)),
        _ => None,
    }
}

fn is_place(code: &str) -> bool {
    let code = code.strip_prefix('-').unwrap_or(code);
    let upper = |s: &str, len: std::ops::RangeInclusive<usize>| {
        len.contains(&s.len()) && s.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    };
    code == "worldwide"
        || match code.split_once('-') {
            Some((country, region)) => upper(country, 2..=2) && upper(region, 1..=3),
            None => upper(code, 2..=2),
        }
}

fn kind_of(value: &Json) -> &'static str {
    match value {
        Json::Null => "null",
        Json::Bool(_) => "a boolean",
        Json::Number(_) => "a number",
        Json::String(_) => "a string",
        Json::Array(_) => "a list",
        Json::Object(_) => "an object",
    }
}

/// The candidate closest to `text`, if close enough to be a slip.
pub(crate) fn nearest<'c>(text: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    let limit = 1 + text.len() / 5;
    candidates
        .filter(|c| c.len().abs_diff(text.len()) <= limit)
        .map(|c| (distance(c, text), c))
        .filter(|(d, _)| *d <= limit)
        .min()
        .map(|(_, c)| c)
}

fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (slot, y) in row.iter_mut().skip(1).zip(b.bytes()) {
            let next = (diagonal + usize::from(!x.eq_ignore_ascii_case(&y))).min(*slot + 1).min(left + 1);
            diagonal = *slot;
            *slot = next;
            left = next;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}
