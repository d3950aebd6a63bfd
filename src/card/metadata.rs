//! The keys of the metadata block and their values, checked as the Hub checks them, and a little further.
//!
//! A finding of severity *error* means that the Hub refuses the card; everything milder it accepts.

mod keys;
mod values;

pub use keys::{Key, is_known_key};
pub(super) use values::{is_hub_id, listed_licence};

use super::CardLists;
use super::front_matter::FrontMatter;
use super::yaml::{Entry, Node};
use crate::diagnostic::{self, Diagnostic, Fix, Severity, rules};
use crate::span::Span;

/// The entries of a block by what they mean: a misspelt key stands under the one that was meant.
#[derive(Debug, Clone, Default)]
pub struct Metadata<'d, 'a> {
    entries: Vec<(Key, &'d Entry<'a>)>,
    /// What kind of repository the keys belong to.
    pub kind: Kind,
}

/// Whose metadata a block is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Kind {
    /// Of a model, or nothing speaks against it.
    #[default]
    Model,
    Space,
    Dataset,
    /// A page of a site generator: keys such as `layout`, none of a card.
    Page,
}

impl<'d, 'a> Metadata<'d, 'a> {
    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: Key) -> Option<&'d Node<'a>> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// Key and value.
    #[must_use]
    pub fn entry(&self, key: Key) -> Option<&'d Entry<'a>> {
        self.entries.iter().find(|(known, _)| *known == key).map(|&(_, entry)| entry)
    }

    /// The texts of a value, lone or in a list, with their places.
    pub fn texts(&self, key: Key) -> impl Iterator<Item = (&'d str, Span)> + use<'d, 'a> {
        let items = self.get(key).map_or(&[] as &[Node<'a>], Node::items);
        items
            .iter()
            .filter_map(|item| item.as_text().map(|text| (text.trim(), item.span)))
            .filter(|(text, _)| !text.is_empty())
    }

    /// The first text of a value.
    #[must_use]
    pub fn text(&self, key: Key) -> Option<(&'d str, Span)> {
        self.texts(key).next()
    }
}

/// Reads the block's entries and checks them.
pub fn read<'d, 'a>(
    card: &str,
    front: &'d FrontMatter<'a>,
    lists: &CardLists<'_>,
    found: &mut Vec<Diagnostic>,
) -> Metadata<'d, 'a> {
    let Some(root) = front.root() else { return Metadata::default() };
    let mut metadata = Metadata { entries: Vec::with_capacity(root.entries().len()), ..Metadata::default() };
    let mut names = Vec::with_capacity(root.entries().len());
    for entry in root.entries() {
        let Some(name) = entry.key.as_scalar().map(|scalar| scalar.text.as_ref()) else { continue };
        names.push((name, entry));
        if let Some((key, exact)) = keys::resolve(name) {
            let taken = metadata.entries.iter().any(|(known, _)| *known == key);
            // The right spelling wins over a wrong one beside it.
            if !taken || exact {
                metadata.entries.retain(|(known, _)| *known != key);
                metadata.entries.push((key, entry));
            }
        }
    }
    metadata.kind = keys::kind(&names.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    // Of a block that does not parse, or that is a template or a page, only the facts are of interest.
    if !front.document.complete || front.is_template || metadata.kind == Kind::Page {
        return metadata;
    }
    for (name, entry) in names {
        keys::check(name, entry, root, &metadata, found);
    }
    let checker = values::Checker { card, lists };
    for &(key, entry) in &metadata.entries {
        checker.check(key, entry, found);
    }
    cross_check(front, &metadata, found);
    metadata
}

/// Reports the keys of a Space in what turned out to be the card of a model.
#[cfg_attr(target_family = "wasm", inline(never))]
pub(super) fn report_space_keys(front: &FrontMatter<'_>, found: &mut Vec<Diagnostic>) {
    for entry in front.root().map_or(&[] as &[Entry<'_>], Node::entries) {
        if let Some(name) =
            entry.key.as_scalar().map(|scalar| scalar.text.as_ref()).filter(|name| keys::is_space_key(name))
        {
            found.push(keys::space_key(name, entry.key.span));
        }
    }
}

/// Rules that look at more than one key.
fn cross_check(front: &FrontMatter<'_>, metadata: &Metadata<'_, '_>, found: &mut Vec<Diagnostic>) {
    if metadata.kind != Kind::Model {
        return;
    }
    match metadata.get(Key::License) {
        None => diagnostic::add(found, || {
            Diagnostic::new(&rules::LICENCE_MISSING, Span::at(front.content.start), "the metadata names no licence")
                .with_help(
                    "add `license: …` with an identifier of the Hub's list, or `license: other` with name and link",
                )
        }),
        Some(value) => licence_details(metadata, value, found),
    }
    let base = metadata.get(Key::BaseModel).filter(|value| !value.is_null());
    let bases = base.map_or(0, |value| value.items().len());
    if let Some(relation) = metadata.entry(Key::BaseModelRelation)
        && base.is_none()
    {
        let message = "`base_model_relation` has no effect without `base_model`";
        diagnostic::add(found, || {
            Diagnostic::new(&rules::BASE_MODEL_RELATION_ALONE, relation.span(), message)
                .at_path(&["base_model_relation"])
                .with_help("name the base model in `base_model`")
        });
    }
    let is_merge = metadata.text(Key::BaseModelRelation).is_some_and(|(text, _)| text == "merge")
        || metadata.texts(Key::Tags).any(|(tag, _)| matches!(tag, "merge" | "mergekit" | "moe"));
    if let Some(value) = base.filter(|_| bases > 1 && !is_merge) {
        diagnostic::add(found, || {
            Diagnostic::new(
                &rules::BASE_MODEL_SEVERAL,
                value.span,
                format!("{bases} base models, but no word of a merge"),
            )
            .at_path(&["base_model"])
            .with_help("add `base_model_relation: merge` if the model is a merge of them")
        });
    }
    let adapter = metadata.text(Key::LibraryName).filter(|(name, _)| *name == "peft").map(|(_, span)| span);
    let adapter = adapter
        .or_else(|| metadata.text(Key::BaseModelRelation).filter(|(name, _)| *name == "adapter").map(|(_, span)| span));
    if let Some(span) = adapter.filter(|_| bases == 0 && metadata.entry(Key::BaseModelRelation).is_none()) {
        diagnostic::add(found, || {
            Diagnostic::new(&rules::BASE_MODEL_MISSING, span, "an adapter, but no `base_model` it adapts")
                .with_help("name the model it was made for in `base_model`")
        });
    }
}

/// `license: other` needs a name and a link; any other licence has no use for them.
fn licence_details(metadata: &Metadata<'_, '_>, value: &Node<'_>, found: &mut Vec<Diagnostic>) {
    let is_other =
        value.items().iter().any(|item| item.as_text().is_some_and(|text| text.eq_ignore_ascii_case("other")));
    let given = |key| metadata.entry(key).filter(|entry| !entry.value.is_null());
    let (name, link) = (given(Key::LicenseName), given(Key::LicenseLink));
    if is_other && (name.is_none() || link.is_none()) {
        let missing = match (name, link) {
            (None, None) => "neither `license_name` nor `license_link`",
            (None, _) => "no `license_name`",
            _ => "no `license_link`",
        };
        diagnostic::add(found, || {
            Diagnostic::new(&rules::LICENCE_OTHER_UNNAMED, value.span, format!("`license: other` with {missing}"))
                .at_path(&["license"])
                .with_help("`license_name` is a short identifier, `license_link` is LICENSE, LICENSE.md or an address")
        });
    }
    if !is_other && !value.is_null() {
        for (key, entry) in [("license_name", name), ("license_link", link)] {
            if let Some(entry) = entry {
                diagnostic::add(found, || {
                    Diagnostic::new(
                        &rules::LICENCE_NAME_UNUSED,
                        entry.span(),
                        format!("`{key}` counts only with `license: other`"),
                    )
                    .at_path(&[key])
                    .with_related(value.span, "the licence given")
                });
            }
        }
    }
}

/// A fix that removes the whole lines of `span`, if nothing else stands on them.
#[cfg_attr(target_family = "wasm", inline(never))]
pub(super) fn remove_lines(card: &str, span: Span, title: &str) -> Option<Fix> {
    let before = card.get(..span.start)?;
    let line_start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let head = before.get(line_start..)?.trim();
    let after = card.get(span.end..)?;
    let rest = after.find(['\n', '\r']).unwrap_or(after.len());
    let tail = after.get(..rest)?.trim();
    if !(head.is_empty() || head == "-") || !(tail.is_empty() || tail.starts_with('#') || tail == ":") {
        return None;
    }
    let line_break = match after.get(rest..)?.as_bytes() {
        [b'\r', b'\n', ..] => 2,
        [_, ..] => 1,
        [] => 0,
    };
    Some(Fix::safe(title, Span::new(line_start, span.end + rest + line_break), ""))
}

/// Severity of what the Hub refuses.
const REFUSED: Severity = Severity::Error;
