//! Helpers shared by the integration tests.
#![allow(dead_code)]

use lexcard::law::Reason;
use lexcard::law_format::{Date, Pack};
use lexcard::release::Value;
use serde_json::Value as Json;

/// TOML to JSON; dates become strings.
pub fn to_json(value: &toml::Value) -> Json {
    match value {
        toml::Value::String(s) => s.clone().into(),
        toml::Value::Integer(n) => (*n).into(),
        toml::Value::Float(n) => (*n).into(),
        toml::Value::Boolean(b) => (*b).into(),
        toml::Value::Datetime(d) => d.to_string().into(),
        toml::Value::Array(a) => a.iter().map(to_json).collect(),
        toml::Value::Table(t) => Json::Object(t.iter().map(|(k, v)| (k.clone(), to_json(v))).collect()),
    }
}

pub fn reason_name(pack: &Pack<'_>, reason: Reason) -> String {
    match reason {
        Reason::Fact(f) => pack.facts[f as usize].id.to_owned(),
        Reason::Judgement(j) => pack.judgements[j as usize].id.to_owned(),
    }
}

pub fn date_of(value: &Value) -> Option<Date> {
    let Value::Quantity(q) = value else { return None };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let n = q.point()? as u32;
    Date::new(n / 10_000, n / 100 % 100, n % 100).ok()
}
