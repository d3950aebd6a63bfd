//! Facts, actors and places: reading and checking the shared words.

use crate::error::CompileError;
use crate::source::{FactSource, Sources};
use lexcard_law_format::{Choice, Fact, FactId, FactKind, Jurisdiction};
use std::collections::BTreeMap;

/// A string that lives as long as the pack does. The compiler runs once per build.
pub(crate) fn keep(text: impl Into<String>) -> &'static str {
    let text: String = text.into();
    text.leak()
}

pub(crate) fn facts(
    sources: &Sources,
    errors: &mut Vec<CompileError>,
) -> (Vec<Fact<'static>>, BTreeMap<String, FactId>) {
    let mut ids: BTreeMap<String, FactId> = BTreeMap::new();
    let all = || sources.facts.iter().flat_map(|f| f.value.iter().map(move |(id, fact)| (&f.file, id, fact)));
    for (file, id, fact) in all() {
        let at = id.span().start;
        let well_formed = id.get_ref().split('.').all(|part| {
            part.starts_with(|c: char| c.is_ascii_lowercase()) && part.chars().all(|c| c.is_ascii_alphanumeric())
        });
        if !well_formed {
            errors.push(file.error(at, format!("fact id `{}` is not a dotted camelCase path", id.get_ref())));
        }
        if fact.ask.trim().is_empty() {
            errors.push(file.error(at, format!("fact `{}` has no question", id.get_ref())));
        }
        let number = FactId::try_from(ids.len()).unwrap_or(FactId::MAX);
        if ids.insert(id.get_ref().clone(), number).is_some() {
            errors.push(file.error(at, format!("fact `{}` is declared twice", id.get_ref())));
        }
    }
    // Order of declaration, so that ids and positions agree.
    let mut facts = Vec::new();
    for (file, id, fact) in all() {
        let kind = kind(fact).unwrap_or_else(|| {
            let message =
                format!("`{}` is no type; use bool, choice, set, number, date, text or places", fact.kind.get_ref());
            errors.push(file.error(fact.kind.span().start, message));
            FactKind::Text
        });
        let takes_options = matches!(kind, FactKind::Choice | FactKind::Set);
        if takes_options == fact.options.is_empty() || fact.options.len() > 64 {
            let message = "a choice or set has 1 to 64 options, other types none";
            errors.push(file.error(fact.kind.span().start, message));
        }
        let mut resolve = |name: &Option<crate::source::Text>| {
            name.as_ref().and_then(|n| {
                let found = ids.get(n.get_ref()).copied();
                if found.is_none() {
                    errors.push(file.error(n.span().start, format!("unknown fact `{}`", n.get_ref())));
                }
                found
            })
        };
        let (ask_via, no_if_known) = (resolve(&fact.ask_via), resolve(&fact.no_if_known));
        let options = fact.options.iter().map(|(id, value)| choice(id, value)).collect::<Result<Vec<_>, _>>();
        facts.push(Fact {
            id: keep(id.get_ref().as_str()),
            kind,
            unit: keep(fact.unit.as_deref().unwrap_or_default()),
            ask: keep(fact.ask.as_str()),
            help: keep(fact.help.as_str()),
            options: options.unwrap_or_else(|message| {
                errors.push(file.error(id.span().start, message));
                Vec::new()
            }),
            ask_via,
            no_if_known,
            aliases: fact.aliases.iter().map(|a| keep(a.as_str())).collect(),
        });
    }
    (facts, ids)
}

fn kind(fact: &FactSource) -> Option<FactKind> {
    Some(match fact.kind.get_ref().as_str() {
        "bool" => FactKind::Bool,
        "choice" => FactKind::Choice,
        "set" => FactKind::Set,
        "number" => FactKind::Number,
        "date" => FactKind::Date,
        "text" => FactKind::Text,
        "places" => FactKind::Places,
        _ => return None,
    })
}

fn choice(id: &str, value: &toml::Value) -> Result<Choice<'static>, String> {
    let (label, aliases) = match value {
        toml::Value::String(label) => (label.as_str(), Vec::new()),
        toml::Value::Table(t) => {
            let label =
                t.get("label").and_then(toml::Value::as_str).ok_or_else(|| format!("option `{id}` has no label"))?;
            let aliases = t.get("aliases").and_then(toml::Value::as_array).map(Vec::as_slice).unwrap_or_default();
            (label, aliases.iter().filter_map(toml::Value::as_str).map(keep).collect())
        }
        _ => return Err(format!("option `{id}` is neither a label nor {{ label, aliases }}")),
    };
    Ok(Choice { id: keep(id), label: keep(label), aliases })
}

pub(crate) fn places(sources: &Sources) -> (Vec<Jurisdiction<'static>>, BTreeMap<String, u16>) {
    let list = |v: &[String]| v.iter().map(|s| keep(s.as_str())).collect();
    let mut ids = BTreeMap::new();
    let mut places = Vec::new();
    for (id, place) in &sources.places.value {
        ids.insert(id.get_ref().clone(), u16::try_from(places.len()).unwrap_or(u16::MAX));
        places.push(Jurisdiction {
            id: keep(id.get_ref().as_str()),
            name: keep(place.name.as_str()),
            members: list(&place.members),
            within: list(&place.within),
        });
    }
    (places, ids)
}
