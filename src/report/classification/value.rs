//! Values of facts and parameters as JSON.

use crate::release::Value;
use lexcard_law_format::{Date, Fact, FactKind, Parameter, ParameterValue};
use serde_json::Value as Json;

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

/// A value as a caller would write it.
pub(super) fn value_json(fact: &Fact<'_>, value: &Value) -> Json {
    let names = |bits: u64| -> Vec<&str> {
        (0..).zip(&fact.options).filter(|(bit, _)| bits & (1u64 << *bit) != 0).map(|(_, o)| o.id).collect()
    };
    match value {
        Value::Unknown => Json::Null,
        Value::Bool(b) => Json::Bool(*b),
        Value::Choice(bits) => names(*bits).first().map_or(Json::Null, |n| (*n).into()),
        Value::Set(bits) => names(*bits).into(),
        Value::Text(t) => t.as_str().into(),
        Value::Places(p) => p.clone().into(),
        Value::Quantity(q) if fact.kind == FactKind::Date => {
            let (low, high) = q.bounds();
            match (date_of(low), date_of(high)) {
                (Some(a), Some(b)) if a == b => a.to_string().into(),
                (Some(a), Some(b)) => serde_json::json!({ "from": a.to_string(), "to": b.to_string() }),
                _ => Json::Null,
            }
        }
        Value::Quantity(q) => match (q.point(), q.is_estimate()) {
            (Some(n), false) => n.into(),
            (Some(n), true) => {
                let margin = if n > 0.0 { ((q.wide_bounds().1 / n - 1.0) * 1000.0).round() / 1000.0 } else { 0.0 };
                serde_json::json!({ "estimate": n, "margin": margin })
            }
            (None, _) => {
                let (low, high) = q.wide_bounds();
                if high.is_finite() {
                    serde_json::json!({ "min": low, "max": high })
                } else {
                    serde_json::json!({ "min": low })
                }
            }
        },
    }
}

pub(super) fn parameters(list: &[Parameter<'_>]) -> Json {
    Json::Object(list.iter().map(|p| (p.name.to_owned(), parameter(&p.value))).collect())
}

#[expect(clippy::cast_possible_truncation, reason = "whole numbers are written without a fraction")]
fn parameter(value: &ParameterValue<'_>) -> Json {
    match value {
        ParameterValue::Bool(b) => Json::Bool(*b),
        ParameterValue::Number(n) if n.fract() == 0.0 && n.abs() < 9e15 => Json::from(*n as i64),
        ParameterValue::Number(n) => Json::from(*n),
        ParameterValue::Text(t) => Json::from(*t),
        ParameterValue::List(l) => l.iter().map(parameter).collect(),
        ParameterValue::Table(t) => parameters(t),
    }
}
