//! What is known about a release: typed facts, where each came from, and what follows from them by arithmetic or table.
//!
//! Knows the vocabulary of facts; knows no law.

mod derive;
mod number;
mod parse;

pub use derive::derive;
pub use number::{COMPUTE_MARGIN, Quantity};
pub use parse::{InputError, parse};
pub(crate) use parse::{nearest, parse_fact};

use lexcard_law_format::{FactId, Pack};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The value of one fact.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    #[default]
    Unknown,
    Bool(bool),
    /// One option; the bit of its position.
    Choice(u64),
    /// Any number of options; exactly these.
    Set(u64),
    /// Numbers, and dates as their ordinal.
    Quantity(Quantity),
    Text(String),
    Places(Arc<[String]>),
}

impl Value {
    #[must_use]
    pub const fn is_known(&self) -> bool {
        !matches!(self, Self::Unknown)
    }
}

/// Where a fact came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Provenance {
    /// Said by the caller.
    Stated,
    /// Read from the card, at UTF-16 offsets `start..end`.
    Card { start: usize, end: usize },
    /// Worked out from other facts.
    Derived { from: Vec<String>, how: String },
}

/// Facts and judgements about one release, indexed like the pack's vocabulary.
#[derive(Debug, Clone, PartialEq)]
pub struct Release {
    values: Vec<Value>,
    provenance: BTreeMap<FactId, Provenance>,
    judgements: Vec<Option<bool>>,
}

impl Release {
    /// A release of which nothing is known.
    #[must_use]
    pub fn unknown(pack: &Pack<'_>) -> Self {
        Self {
            values: vec![Value::Unknown; pack.facts.len()],
            provenance: BTreeMap::new(),
            judgements: vec![None; pack.judgements.len()],
        }
    }

    #[must_use]
    pub fn value(&self, fact: FactId) -> &Value {
        self.values.get(fact as usize).unwrap_or(&Value::Unknown)
    }

    #[must_use]
    pub fn provenance(&self, fact: FactId) -> Option<&Provenance> {
        self.provenance.get(&fact)
    }

    #[must_use]
    pub fn judgement(&self, id: u16) -> Option<bool> {
        self.judgements.get(id as usize).copied().flatten()
    }

    /// Sets a fact; `Value::Unknown` takes it away.
    pub fn set(&mut self, fact: FactId, value: Value, from: Provenance) {
        let Some(slot) = self.values.get_mut(fact as usize) else { return };
        if value.is_known() {
            self.provenance.insert(fact, from);
        } else {
            self.provenance.remove(&fact);
        }
        *slot = value;
    }

    pub fn set_judgement(&mut self, id: u16, value: Option<bool>) {
        if let Some(slot) = self.judgements.get_mut(id as usize) {
            *slot = value;
        }
    }
}

/// Looks facts up by their path.
#[derive(Debug, Clone)]
pub struct FactIndex<'p> {
    by_path: BTreeMap<&'p str, FactId>,
}

impl<'p> FactIndex<'p> {
    #[must_use]
    pub fn new(pack: &Pack<'p>) -> Self {
        let mut by_path = BTreeMap::new();
        for (id, fact) in (0..).zip(&pack.facts) {
            by_path.insert(fact.id, id);
            by_path.extend(fact.aliases.iter().map(|a| (*a, id)));
        }
        Self { by_path }
    }

    #[must_use]
    pub fn get(&self, path: &str) -> Option<FactId> {
        self.by_path.get(path).copied()
    }

    /// Whether facts lie below this path.
    pub(crate) fn is_group(&self, path: &str) -> bool {
        let below = format!("{path}.");
        self.by_path.range(below.as_str()..).next().is_some_and(|(p, _)| p.starts_with(&below))
    }

    pub(crate) fn paths(&self) -> impl Iterator<Item = &'p str> {
        self.by_path.keys().copied()
    }
}
