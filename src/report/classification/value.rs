//! Values of facts and parameters, borrowed from the pack and written as a caller would write them.

use crate::release::{Quantity, Value};
use lexcard_law_format::{Date, Fact, FactKind, Parameter, ParameterValue};
use serde::ser::{Serialize, SerializeMap, Serializer};

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "ordinals of dates are small whole numbers"
)]
pub(super) fn date_of(ordinal: f64) -> Option<Date> {
    let n = ordinal as u32;
    Date::new(n / 10_000, n / 100 % 100, n % 100).ok()
}

pub(crate) const fn kind_name(kind: FactKind) -> &'static str {
    match kind {
        FactKind::Bool => "bool",
        FactKind::Choice => "choice",
        FactKind::Set => "set",
        FactKind::Number => "number",
        FactKind::Date => "date",
        FactKind::Text => "text",
        FactKind::Places => "places",
    }
}

/// What a fact or judgement is known to be; `null` while it is unknown.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown<'p> {
    Fact(&'p Fact<'p>, Value),
    Judgement(Option<bool>),
}

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let (fact, value) = match self {
            Self::Fact(fact, value) => (fact, value),
            Self::Judgement(answer) => return answer.serialize(out),
        };
        let names = |bits: u64| {
            (0..).zip(&fact.options).filter(move |(bit, _)| bits & (1u64 << *bit) != 0).map(|(_, option)| option.id)
        };
        match value {
            Value::Unknown => out.serialize_unit(),
            Value::Bool(b) => out.serialize_bool(*b),
            Value::Choice(bits) => names(*bits).next().serialize(out),
            Value::Set(bits) => out.collect_seq(names(*bits)),
            Value::Text(t) => out.serialize_str(t),
            Value::Places(places) => out.collect_seq(places.iter()),
            Value::Quantity(q) if fact.kind == FactKind::Date => days(*q, out),
            Value::Quantity(q) => quantity(*q, out),
        }
    }
}

fn days<S: Serializer>(q: Quantity, out: S) -> Result<S::Ok, S::Error> {
    let (low, high) = q.bounds();
    match (date_of(low), date_of(high)) {
        (Some(a), Some(b)) if a == b => out.serialize_str(&a.iso()),
        (Some(a), Some(b)) => map(out, &[("from", a.iso()), ("to", b.iso())]),
        _ => out.serialize_unit(),
    }
}

fn quantity<S: Serializer>(q: Quantity, out: S) -> Result<S::Ok, S::Error> {
    match (q.point(), q.is_estimate()) {
        (Some(n), false) => out.serialize_f64(n),
        (Some(n), true) => {
            let margin = if n > 0.0 { ((q.wide_bounds().1 / n - 1.0) * 1000.0).round() / 1000.0 } else { 0.0 };
            map(out, &[("estimate", n), ("margin", margin)])
        }
        (None, _) => {
            let (low, high) = q.wide_bounds();
            if high.is_finite() { map(out, &[("max", high), ("min", low)]) } else { map(out, &[("min", low)]) }
        }
    }
}

fn map<S: Serializer, T: Serialize>(out: S, entries: &[(&str, T)]) -> Result<S::Ok, S::Error> {
    let mut map = out.serialize_map(Some(entries.len()))?;
    entries.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))?;
    map.end()
}

/// The parameters of a duty.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parameters<'p>(pub &'p [Parameter<'p>]);

impl<'p> Parameters<'p> {
    /// The parameter of a name.
    #[must_use]
    pub fn get(self, name: &str) -> Option<&'p ParameterValue<'p>> {
        self.0.iter().find(|p| p.name == name).map(|p| &p.value)
    }

    /// A parameter that is text.
    #[must_use]
    pub fn text(self, name: &str) -> Option<&'p str> {
        match self.get(name)? {
            ParameterValue::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A parameter that is text or a list of texts.
    #[must_use]
    pub fn texts(self, name: &str) -> Vec<&'p str> {
        match self.get(name) {
            Some(ParameterValue::Text(text)) => vec![text],
            Some(ParameterValue::List(list)) => list
                .iter()
                .filter_map(|item| match item {
                    ParameterValue::Text(text) => Some(*text),
                    _ => None,
                })
                .collect(),
            _ => Vec::new(),
        }
    }

    /// A parameter that is a number.
    #[must_use]
    pub fn number(self, name: &str) -> Option<f64> {
        match self.get(name)? {
            ParameterValue::Number(n) => Some(*n),
            _ => None,
        }
    }

    /// Whether a parameter is `true`.
    #[must_use]
    pub fn flag(self, name: &str) -> bool {
        matches!(self.get(name), Some(ParameterValue::Bool(true)))
    }
}

impl Serialize for Parameters<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_map(self.0.iter().map(|p| (p.name, Written(&p.value))))
    }
}

struct Written<'p>(&'p ParameterValue<'p>);

impl Serialize for Written<'_> {
    #[expect(clippy::cast_possible_truncation, reason = "whole numbers are written without a fraction")]
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            ParameterValue::Bool(b) => out.serialize_bool(*b),
            ParameterValue::Number(n) if n.fract() == 0.0 && n.abs() < 9e15 => out.serialize_i64(*n as i64),
            ParameterValue::Number(n) => out.serialize_f64(*n),
            ParameterValue::Text(t) => out.serialize_str(t),
            ParameterValue::List(list) => out.collect_seq(list.iter().map(Written)),
            ParameterValue::Table(table) => Parameters(table).serialize(out),
        }
    }
}
