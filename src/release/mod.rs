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

use crate::order;
use lexcard_law_format::{Fact, FactId, Pack};
use serde::Serialize;
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
    /// Of the facts that are known, by fact.
    provenance: Vec<(FactId, Provenance)>,
    judgements: Vec<Option<bool>>,
}

impl Release {
    /// A release of which nothing is known.
    #[must_use]
    pub fn unknown(pack: &Pack<'_>) -> Self {
        Self {
            values: vec![Value::Unknown; pack.facts.len()],
            provenance: Vec::new(),
            judgements: vec![None; pack.judgements.len()],
        }
    }

    #[must_use]
    pub fn value(&self, fact: FactId) -> &Value {
        self.values.get(fact as usize).unwrap_or(&Value::Unknown)
    }

    #[must_use]
    pub fn provenance(&self, fact: FactId) -> Option<&Provenance> {
        let at = self.provenance_at(fact).ok()?;
        self.provenance.get(at).map(|(_, from)| from)
    }

    fn provenance_at(&self, fact: FactId) -> Result<usize, usize> {
        self.provenance.binary_search_by_key(&fact, |(known, _)| *known)
    }

    #[must_use]
    pub fn judgement(&self, id: u16) -> Option<bool> {
        self.judgements.get(id as usize).copied().flatten()
    }

    /// Sets a fact; `Value::Unknown` takes it away.
    pub fn set(&mut self, fact: FactId, value: Value, from: Provenance) {
        let Some(slot) = self.values.get_mut(fact as usize) else { return };
        let is_known = value.is_known();
        *slot = value;
        match (self.provenance_at(fact), is_known) {
            (Ok(at), true) => {
                if let Some(known) = self.provenance.get_mut(at) {
                    known.1 = from;
                }
            }
            (Err(at), true) => self.provenance.insert(at, (fact, from)),
            (Ok(at), false) => {
                self.provenance.remove(at);
            }
            (Err(_), false) => {}
        }
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
    /// Sorted by length, then path: lengths tell most of them apart before a letter is compared.
    by_path: Vec<(&'p str, FactId)>,
    /// What paths begin with, up to a dot; sorted likewise.
    groups: Vec<&'p str>,
}

/// How paths are sorted.
const fn rank(path: &str) -> (usize, &str) {
    (path.len(), path)
}

impl<'p> FactIndex<'p> {
    #[must_use]
    pub fn new(pack: &Pack<'p>) -> Self {
        let names = |(id, fact): (FactId, &Fact<'p>)| {
            std::iter::once(fact.id).chain(fact.aliases.clone()).map(move |path| (path, id)).collect::<Vec<_>>()
        };
        let mut by_path: Vec<(&'p str, FactId)> = (0..).zip(&pack.facts).flat_map(names).collect();
        order::by(&mut by_path, |(a, _), (b, _)| rank(a).cmp(&rank(b)));
        let dots = |path: &'p str| path.match_indices('.').filter_map(|(dot, _)| path.get(..dot));
        let mut groups: Vec<&'p str> = by_path.iter().flat_map(|(path, _)| dots(path)).collect();
        order::by(&mut groups, |a, b| rank(a).cmp(&rank(b)));
        groups.dedup();
        Self { by_path, groups }
    }

    #[must_use]
    pub fn get(&self, path: &str) -> Option<FactId> {
        let at = self.by_path.binary_search_by(|(known, _)| rank(known).cmp(&rank(path))).ok()?;
        self.by_path.get(at).map(|(_, id)| *id)
    }

    /// Whether facts lie below this path.
    pub(crate) fn is_group(&self, path: &str) -> bool {
        self.groups.binary_search_by(|known| rank(known).cmp(&rank(path))).is_ok()
    }

    pub(crate) fn paths(&self) -> impl Iterator<Item = &'p str> {
        self.by_path.iter().map(|(path, _)| *path)
    }
}
