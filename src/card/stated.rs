//! The block of release facts in the metadata, under [`KEY`]: a tree of values, each with its place.
//!
//! Which keys there are and what they mean is the business of whoever reads the tree.

use super::front_matter::FrontMatter;
use super::yaml::{Node, ScalarKind, Value};
use crate::span::Span;
use serde_json::Value as Json;

/// The metadata key of the block.
pub const KEY: &str = "ai_release";

/// A value of the block.
#[derive(Debug, Clone, PartialEq)]
pub struct Stated {
    pub span: Span,
    pub value: StatedValue,
}

#[derive(Debug, Clone, PartialEq)]
pub enum StatedValue {
    /// Text, number, true, false or null.
    Plain(Json),
    List(Vec<Stated>),
    Map(Vec<StatedEntry>),
}

/// One key of the block with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct StatedEntry {
    pub name: String,
    pub key: Span,
    pub value: Stated,
}

impl Stated {
    /// The value as JSON, without places. Of two equal keys the first counts.
    #[must_use]
    pub fn to_json(&self) -> Json {
        match &self.value {
            StatedValue::Plain(json) => json.clone(),
            StatedValue::List(items) => items.iter().map(Self::to_json).collect(),
            StatedValue::Map(entries) => {
                Json::Object(entries.iter().rev().map(|e| (e.name.clone(), e.value.to_json())).collect())
            }
        }
    }
}

/// The block, if the metadata has one that says anything.
#[must_use]
pub fn read(front: &FrontMatter<'_>) -> Option<Stated> {
    let entry = front.root()?.get(KEY)?;
    (!front.is_template && !entry.value.is_null()).then(|| stated(&entry.value))
}

#[cfg_attr(target_family = "wasm", inline(never))]
fn stated(node: &Node<'_>) -> Stated {
    let value = match &node.value {
        Value::Seq(items) => StatedValue::List(items.iter().map(stated).collect()),
        Value::Map(entries) => StatedValue::Map(
            entries
                .iter()
                .filter_map(|entry| {
                    let name = entry.key.as_scalar()?.text.to_string();
                    Some(StatedEntry { name, key: entry.key.span, value: stated(&entry.value) })
                })
                .collect(),
        ),
        // An alias is reported where the block is read; here it says nothing.
        Value::Alias => StatedValue::Plain(Json::Null),
        Value::Scalar(scalar) => StatedValue::Plain(match scalar.kind() {
            ScalarKind::Null => Json::Null,
            ScalarKind::Bool(b) => Json::Bool(b),
            ScalarKind::Int => scalar.text.parse::<i64>().map_or_else(|_| number(node), Json::from),
            ScalarKind::Float => number(node),
            ScalarKind::Text => Json::from(scalar.text.as_ref()),
        }),
    };
    Stated { span: node.span, value }
}

/// A number, or the text where it is none that JSON knows (`.inf`, `0x10`).
fn number(node: &Node<'_>) -> Json {
    node.as_number().map_or_else(|| Json::from(node.as_scalar().map_or("", |s| s.text.as_ref())), Json::from)
}
