//! The values: types, lists, identifiers.

use super::{Key, REFUSED, remove_lines};
use crate::card::yaml::{Entry, Node, ScalarKind, Value};
use crate::card::{CardLists, languages};
use crate::diagnostic::{self, Diagnostic, Fix, Severity, rules};
use crate::span::Span;
use lexcard_law_format::Licence;
use std::borrow::Cow;

/// Checks values against the Hub's rules and lists.
pub(super) struct Checker<'a> {
    pub(super) card: &'a str,
    pub(super) lists: &'a CardLists<'a>,
}

/// What is asked of one text of a value: the text, its place, its path.
type Check<'c> = &'c dyn Fn(&str, &Node<'_>, &[&str], &mut Vec<Diagnostic>);

/// How often the same kind of fault is reported within one key.
const MOST_PER_KEY: usize = 50;

impl Checker<'_> {
    pub(super) fn check(&self, key: Key, entry: &Entry<'_>, found: &mut Vec<Diagnostic>) {
        let value = &entry.value;
        if matches!(value.value, Value::Alias) {
            return;
        }
        let before = found.len();
        if value.is_null() {
            self.empty(key, entry, found);
            return;
        }
        match key {
            Key::License => {
                self.texts(key, value, true, found, &|text, item, path, found| self.licence(text, item, path, found))
            }
            Key::Language => {
                self.texts(key, value, true, found, &|text, item, path, found| self.language(text, item, path, found))
            }
            Key::PipelineTag => self
                .texts(key, value, false, found, &|text, item, path, found| self.pipeline_tag(text, item, path, found)),
            Key::LibraryName => {
                self.texts(key, value, false, found, &|text, item, path, found| self.library(text, item, path, found))
            }
            Key::Tags => self.tags(value, found),
            Key::Datasets | Key::Buckets => self
                .texts(key, value, true, found, &|text, item, path, found| self.hub_id(text, item, path, false, found)),
            Key::BaseModel => self
                .texts(key, value, true, found, &|text, item, path, found| self.hub_id(text, item, path, true, found)),
            Key::NewVersion => self
                .texts(key, value, false, found, &|text, item, path, found| self.hub_id(text, item, path, true, found)),
            Key::BaseModelRelation => {
                self.texts(key, value, false, found, &|text, item, path, found| self.relation(text, item, path, found))
            }
            Key::Metrics => self.texts(key, value, true, found, &|_, _, _, _| {}),
            Key::LicenseLink => self
                .texts(key, value, false, found, &|text, item, path, found| self.licence_link(text, item, path, found)),
            Key::LicenseName
            | Key::Thumbnail
            | Key::InstancePrompt
            | Key::ExtraGatedPrompt
            | Key::ExtraGatedHeading
            | Key::ExtraGatedDescription
            | Key::ExtraGatedButtonContent => self.texts(key, value, false, found, &|_, _, _, _| {}),
            Key::ModelIndex => model_index(value, found),
            Key::Co2EqEmissions => co2(value, found),
            Key::Inference => {
                let flag = value.as_scalar().is_some_and(|scalar| matches!(scalar.kind(), ScalarKind::Bool(_)));
                if !flag && !matches!(value.value, Value::Map(_)) {
                    found.push(
                        wrong_type(key, value, "true, false or a mapping with `parameters`")
                            .with_severity(Severity::Warning),
                    );
                }
            }
            Key::Widget => widget(value, found),
            Key::ExtraGatedFields => gated_fields(value, found),
            Key::ExtraGatedEuDisallowed => {
                if !value.as_scalar().is_some_and(|scalar| matches!(scalar.kind(), ScalarKind::Bool(_))) {
                    found.push(wrong_type(key, value, "true or false"));
                }
            }
        }
        found.truncate(before + MOST_PER_KEY);
    }

    fn empty(&self, key: Key, entry: &Entry<'_>, found: &mut Vec<Diagnostic>) {
        let name = key.name();
        let mut finding = Diagnostic::new(&rules::VALUE_NULL, entry.span(), format!("`{name}` has no value"))
            .at_path(&[name])
            .with_help("give a value or remove the key");
        if matches!(key, Key::Language | Key::License | Key::Datasets | Key::Tags) {
            finding = finding.with_severity(REFUSED);
        }
        // Without the key, `license` would be missing: that is another finding, so no fix for it.
        if key != Key::License {
            finding.fixes.extend(remove_lines(self.card, entry.span(), "remove the empty key"));
        }
        found.push(finding);
    }

    /// Checks a text, or each text of a list.
    fn texts(&self, key: Key, value: &Node<'_>, list: bool, found: &mut Vec<Diagnostic>, check: Check<'_>) {
        let name = key.name();
        let is_list = matches!(value.value, Value::Seq(_));
        if is_list && !list {
            found.push(wrong_type(key, value, "a single text"));
            return;
        }
        let before = found.len();
        let mut seen: Vec<&str> = Vec::new();
        for (index, item) in value.items().iter().enumerate().take(10_000) {
            let number = number(index);
            let whole = [name, &number];
            let path = if is_list { &whole } else { whole.split_at(1).0 };
            if self.nested(item, path, found) {
                continue;
            }
            let Some(scalar) = item.as_scalar() else {
                if !matches!(item.value, Value::Alias) {
                    found.push(wrong_type(key, item, "text").at_path(path));
                }
                continue;
            };
            match scalar.kind() {
                ScalarKind::Null => self.empty_item(item, path, found),
                ScalarKind::Text => {
                    if scalar.is_boolean_word() {
                        found.push(boolean_word(&scalar.text, item, path));
                    }
                    let text = scalar.text.trim();
                    if text.is_empty() {
                        diagnostic::add(found, || {
                            Diagnostic::new(&rules::VALUE_NULL, item.span, format!("`{name}` is empty"))
                                .at_path(path)
                                .with_severity(REFUSED)
                        });
                    } else if is_placeholder(text) {
                        let message = format!("`{}` is a placeholder", short(text));
                        diagnostic::add(found, || {
                            Diagnostic::new(&rules::VALUE_PLACEHOLDER, item.span, message).at_path(path)
                        });
                        check(text, item, path, found);
                    } else {
                        check(text, item, path, found);
                    }
                    if seen.contains(&text) {
                        found.push(self.duplicate(text, item, path));
                    } else if seen.len() < 1_000 {
                        seen.push(text);
                    }
                }
                ScalarKind::Bool(_) | ScalarKind::Int | ScalarKind::Float => {
                    let mut finding = wrong_type(key, item, "text").at_path(path);
                    finding.message = format!("`{}` under `{name}` is not text", short(&scalar.text));
                    if matches!(key, Key::Metrics | Key::LicenseName) {
                        finding =
                            finding.with_fix(Fix::safe("put it in quotes", item.span, format!("\"{}\"", scalar.text)));
                    }
                    found.push(finding);
                }
            }
        }
        self.drop_repeating_fixes(&seen, found.get_mut(before..).unwrap_or_default());
    }

    /// A correction that would repeat another item is none.
    fn drop_repeating_fixes(&self, texts: &[&str], found: &mut [Diagnostic]) {
        for finding in found {
            let before = finding.fixes.len();
            let repeats = |fix: &Fix| fix.edits.iter().any(|edit| texts.contains(&edit.new_text.trim_matches('"')));
            finding.fixes.retain(|fix| !repeats(fix));
            if finding.fixes.len() < before {
                finding.help = Some("remove it; the right form is in the list already".to_owned());
            }
        }
    }

    fn duplicate(&self, text: &str, item: &Node<'_>, path: &[&str]) -> Diagnostic {
        let mut finding =
            Diagnostic::new(&rules::VALUE_DUPLICATE, item.span, format!("`{}` is listed twice", short(text)))
                .at_path(path);
        if is_block_item(self.card, item.span) {
            finding.fixes.extend(remove_lines(self.card, item.span, "remove the repetition"));
        }
        finding
    }

    fn empty_item(&self, item: &Node<'_>, path: &[&str], found: &mut Vec<Diagnostic>) {
        let mut finding =
            Diagnostic::new(&rules::VALUE_ITEM_NULL, item.span, "an item of the list is empty").at_path(path);
        if is_block_item(self.card, item.span) {
            finding.fixes.extend(
                remove_lines(self.card, item.span, "remove the empty item")
                    .map(|fix| Fix { safety: crate::diagnostic::Safety::Unsafe, ..fix }),
            );
        }
        found.push(finding);
    }

    /// `license: apache-2.0:` makes a mapping of a value.
    fn nested(&self, item: &Node<'_>, path: &[&str], found: &mut Vec<Diagnostic>) -> bool {
        let Value::Map(entries) = &item.value else { return false };
        let [entry] = entries.as_slice() else { return false };
        if !entry.value.is_null() {
            return false;
        }
        let text = entry.key.span.of(self.card);
        if item.span.of(self.card).starts_with('{') {
            diagnostic::add(found, || {
                Diagnostic::new(&rules::TEMPLATE_MARKER, item.span, format!("`{{{text}}}` is a template placeholder"))
                    .at_path(path)
                    .with_help("replace it by the value it stands for")
            });
            return true;
        }
        let mut finding = Diagnostic::new(
            &rules::KEY_NESTED,
            entry.key.span,
            format!("`{text}:` is a key where a value should stand"),
        )
        .at_path(path)
        .with_help("remove the colon")
        .with_severity(REFUSED);
        let after = self.card.get(entry.key.span.end..).unwrap_or_default();
        if after.starts_with(':') && is_plain_value(text) {
            finding = finding.with_fix(Fix::safe(
                "remove the colon",
                Span::new(entry.key.span.end, entry.key.span.end + 1),
                "",
            ));
        }
        found.push(finding);
        true
    }

    fn licence(&self, text: &str, item: &Node<'_>, path: &[&str], found: &mut Vec<Diagnostic>) {
        let meant = listed_licence(self.lists.licences, text);
        match meant {
            Some(id) if id == text => {}
            Some(id) => diagnostic::add(found, || {
                Diagnostic::new(
                    &rules::LICENCE_SPELLING,
                    item.span,
                    format!("the Hub spells `{}` as `{id}`", short(text)),
                )
                .at_path(path)
                .with_fix(Fix::safe(format!("write `{id}`"), item.span, id))
            }),
            None => {
                let squeezed = squeeze(text);
                let same = |licence: &&Licence<'_>| licence_names(licence).any(|name| squeeze(name) == squeezed);
                let help = match self.lists.licences.iter().filter(|licence| !licence.hub).find(same) {
                    Some(licence) => {
                        format!("write `license: other`, `license_name: {}` and a `license_link`", licence.id)
                    }
                    None => "write an identifier of the Hub's list, or `license: other` with `license_name` and \
                             `license_link`"
                        .to_owned(),
                };
                let message = format!("`{}` is not on the Hub's list of licences", short(text));
                diagnostic::add(found, || {
                    Diagnostic::new(&rules::LICENCE_UNKNOWN, item.span, message).at_path(path).with_help(help)
                });
            }
        }
        if let Some(id) = meant.filter(|id| matches!(*id, "cc" | "gpl" | "lgpl" | "bsd" | "openrail")) {
            let message = format!("`{id}` names a family of licences; which one is meant stays open");
            diagnostic::add(found, || Diagnostic::new(&rules::LICENCE_FAMILY, item.span, message).at_path(path));
        }
        if path.get(1).is_some_and(|index| *index == "1") {
            diagnostic::add(found, || {
                Diagnostic::new(&rules::LICENCE_SEVERAL, item.span, "more than one licence is given").at_path(path)
            });
        }
    }

    fn licence_link(&self, text: &str, item: &Node<'_>, path: &[&str], found: &mut Vec<Diagnostic>) {
        let is_file = matches!(text, "LICENSE" | "LICENSE.md");
        if !is_file && !text.starts_with("https://") && !text.starts_with("http://") {
            let message = format!("`{}` is neither LICENSE, LICENSE.md nor an address", short(text));
            diagnostic::add(found, || Diagnostic::new(&rules::LICENCE_LINK, item.span, message).at_path(path));
        }
    }

    fn language(&self, text: &str, item: &Node<'_>, path: &[&str], found: &mut Vec<Diagnostic>) {
        if languages::is_language(text) {
            return;
        }
        let lower = text.to_ascii_lowercase();
        let separators = ['-', '_', ',', '/', ' '];
        let region = lower.split_once(['-', '_']).is_some_and(|(_, region)| is_region(region));
        let mut parts = lower.split(separators).filter(|part| !part.is_empty());
        let several = lower.contains(separators) && !region && parts.all(languages::is_language);
        let base = lower.split(['-', '_']).next().filter(|base| !several && base.len() < lower.len());
        if let Some(base) = base.filter(|base| languages::is_language(base)) {
            diagnostic::add(found, || {
                Diagnostic::new(
                    &rules::LANGUAGE_REGION,
                    item.span,
                    format!("`{}` names a region; the Hub takes the bare language", short(text)),
                )
                .at_path(path)
                .with_fix(Fix::unsafe_(format!("write `{base}`"), item.span, quoted_language(base)))
            });
            return;
        }
        let message = format!("`{}` is not an ISO 639 language code in lower case", short(text));
        let mut finding =
            Diagnostic::new(&rules::LANGUAGE_CODE, item.span, message).at_path(path).with_help(if several {
                "list the languages one by one"
            } else {
                "use an ISO 639-1, -2 or -3 code, `code` or `multilingual`"
            });
        if languages::is_language(&lower) {
            finding = finding.with_fix(Fix::safe(format!("write `{lower}`"), item.span, quoted_language(&lower)));
        } else if let Some(code) = languages::code_of(text) {
            let fix = Fix::safe(format!("write `{code}`"), item.span, quoted_language(code));
            // A name is certain; a mistaken code is a guess.
            finding = finding.with_fix(if text.len() > 3 {
                fix
            } else {
                Fix { safety: crate::diagnostic::Safety::Unsafe, ..fix }
            });
        }
        found.push(finding);
    }

    fn pipeline_tag(&self, text: &str, item: &Node<'_>, path: &[&str], found: &mut Vec<Diagnostic>) {
        let tags = &self.lists.hub.pipeline_tags;
        if tags.iter().any(|tag| tag.id == text) {
            return;
        }
        let message = format!("`{}` is not a pipeline tag of the Hub", short(text));
        let mut finding = Diagnostic::new(&rules::PIPELINE_UNKNOWN, item.span, message).at_path(path);
        let squeezed = squeeze(text);
        if let Some(tag) = tags.iter().find(|tag| squeeze(tag.id) == squeezed) {
            finding = finding.with_fix(Fix::safe(format!("write `{}`", tag.id), item.span, tag.id));
        }
        found.push(finding);
    }

    fn library(&self, text: &str, item: &Node<'_>, path: &[&str], found: &mut Vec<Diagnostic>) {
        let libraries = &self.lists.hub.libraries;
        if libraries.contains(&text) {
            return;
        }
        let squeezed = squeeze(text);
        if let Some(library) = libraries.iter().find(|library| squeeze(library) == squeezed) {
            diagnostic::add(found, || {
                Diagnostic::new(
                    &rules::LIBRARY_SPELLING,
                    item.span,
                    format!("the Hub spells `{}` as `{library}`", short(text)),
                )
                .at_path(path)
                .with_fix(Fix::safe(format!("write `{library}`"), item.span, *library))
            });
        } else {
            diagnostic::add(found, || {
                Diagnostic::new(
                    &rules::LIBRARY_UNKNOWN,
                    item.span,
                    format!("the Hub does not list the library `{}`", short(text)),
                )
                .at_path(path)
            });
        }
    }

    fn tags(&self, value: &Node<'_>, found: &mut Vec<Diagnostic>) {
        if let Some(text) = value.as_text() {
            let mut finding = wrong_type(Key::Tags, value, "a list").with_severity(Severity::Warning);
            if is_plain_value(text) {
                finding = finding.with_fix(Fix::safe(
                    "make it a list",
                    value.span,
                    format!("[{}]", value.span.of(self.card)),
                ));
            }
            found.push(finding);
            return;
        }
        let Value::Seq(items) = &value.value else {
            found.push(wrong_type(Key::Tags, value, "a list"));
            return;
        };
        let mut seen: std::collections::BTreeSet<&str> = std::collections::BTreeSet::new();
        for (index, item) in items.iter().enumerate() {
            let number = index.to_string();
            let path = ["tags", number.as_str()];
            if self.nested(item, &path, found) {
                continue;
            }
            let Some(scalar) = item.as_scalar() else {
                if !matches!(item.value, Value::Alias) {
                    diagnostic::add(found, || {
                        Diagnostic::new(&rules::TAG_TYPE, item.span, "a tag has to be text").at_path(&path)
                    });
                }
                continue;
            };
            match scalar.kind() {
                ScalarKind::Null => self.empty_item(item, &path, found),
                ScalarKind::Text => {
                    if scalar.is_boolean_word() {
                        found.push(boolean_word(&scalar.text, item, &path));
                    }
                    if !seen.insert(scalar.text.as_ref()) {
                        found.push(self.duplicate(&scalar.text, item, &path));
                    }
                }
                ScalarKind::Bool(_) | ScalarKind::Int | ScalarKind::Float => diagnostic::add(found, || {
                    Diagnostic::new(
                        &rules::TAG_TYPE,
                        item.span,
                        format!("the tag `{}` is not text", short(&scalar.text)),
                    )
                    .at_path(&path)
                    .with_fix(Fix::safe(
                        "put it in quotes",
                        item.span,
                        format!("\"{}\"", scalar.text),
                    ))
                }),
            }
        }
    }

    fn hub_id(&self, text: &str, item: &Node<'_>, path: &[&str], is_model: bool, found: &mut Vec<Diagnostic>) {
        if is_hub_id(text) {
            return;
        }
        let what = if is_model { "model" } else { "data set" };
        let looks_local =
            text.starts_with(['.', '/', '~', '\\']) || text.contains('\\') || text.get(1..3) == Some(":/");
        let reason = if looks_local {
            "is a path on someone's machine"
        } else if text.contains("://") {
            "is an address"
        } else {
            "is not of the form `owner/name`"
        };
        let mut finding = Diagnostic::new(&rules::HUB_ID, item.span, format!("`{}` {reason}", short(text)))
            .at_path(path)
            .with_help(format!("write the identifier of the {what} on the Hub"));
        let prefix = if is_model { "" } else { "datasets/" };
        let rest = [
            "https://huggingface.co/",
            "https://www.huggingface.co/",
            "http://huggingface.co/",
            "https://hf.co/",
            "huggingface.co/",
            "hf.co/",
        ]
        .into_iter()
        .find_map(|site| text.strip_prefix(site)?.strip_prefix(prefix))
        .map(|rest| rest.trim_end_matches('/'));
        if let Some(id) = rest.filter(|id| is_hub_id(id) && id.contains('/')) {
            finding = finding.with_fix(Fix::safe(format!("write `{id}`"), item.span, id));
        }
        found.push(finding);
    }

    fn relation(&self, text: &str, item: &Node<'_>, path: &[&str], found: &mut Vec<Diagnostic>) {
        const RELATIONS: [&str; 4] = ["adapter", "merge", "quantized", "finetune"];
        if RELATIONS.contains(&text) {
            return;
        }
        let meant = match squeeze(text).as_str() {
            "adapter" | "adapters" | "lora" => Some("adapter"),
            "merge" | "merged" => Some("merge"),
            "quantized" | "quantised" | "quantization" | "quantize" => Some("quantized"),
            "finetune" | "finetuned" | "finetuning" => Some("finetune"),
            _ => None,
        };
        let message = format!("`{}` is not one of adapter, merge, quantized, finetune", short(text));
        let mut finding = Diagnostic::new(&rules::BASE_MODEL_RELATION, item.span, message).at_path(path);
        if let Some(relation) = meant {
            finding = finding.with_fix(Fix::safe(format!("write `{relation}`"), item.span, relation));
        }
        found.push(finding);
    }
}

/// `owner/name` or the bare name of an old model; letters, digits, `-`, `_` and `.`.
#[must_use]
pub(crate) fn is_hub_id(text: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && part.len() <= 96
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
            && !part.starts_with('.')
    };
    let mut parts = text.split('/');
    let fits = parts.by_ref().take(2).all(part);
    fits && parts.next().is_none()
}

fn model_index(value: &Node<'_>, found: &mut Vec<Diagnostic>) {
    let fault = |found: &mut Vec<Diagnostic>, node: &Node<'_>, path: &[&str], message: String| {
        diagnostic::add(found, || Diagnostic::new(&rules::MODEL_INDEX, node.span, message).at_path(path));
    };
    let Value::Seq(models) = &value.value else {
        fault(found, value, &["model-index"], "`model-index` has to be a list".to_owned());
        return;
    };
    for (m, model) in models.iter().enumerate() {
        let m = m.to_string();
        let path = ["model-index", m.as_str()];
        if !matches!(model.value, Value::Map(_)) {
            fault(found, model, &path, "an entry of `model-index` has to be a mapping".to_owned());
            continue;
        }
        require_text(model, "name", &path, found);
        let Some(results) = model.get("results") else {
            fault(found, model, &path, "an entry of `model-index` needs `results`".to_owned());
            continue;
        };
        let Value::Seq(results) = &results.value.value else {
            let nothing = results.value.is_null();
            let message = if nothing { "`results` is empty" } else { "`results` has to be a list" };
            fault(found, &results.value, &path, message.to_owned());
            continue;
        };
        for (r, result) in results.iter().enumerate() {
            let r = r.to_string();
            let path = ["model-index", m.as_str(), "results", r.as_str()];
            check_result(result, &path, found);
        }
    }
}

fn check_result(result: &Node<'_>, path: &[&str], found: &mut Vec<Diagnostic>) {
    let extended = |last: &'static str| -> Vec<&str> { path.iter().copied().chain([last]).collect() };
    match result.get("task") {
        Some(task) => require_text(&task.value, "type", &extended("task"), found),
        None => diagnostic::add(found, || {
            Diagnostic::new(&rules::MODEL_INDEX, result.span, "a result needs `task`").at_path(path)
        }),
    }
    if let Some(dataset) = result.get("dataset") {
        let path = extended("dataset");
        require_text(&dataset.value, "type", &path, found);
        require_text(&dataset.value, "name", &path, found);
        if let Some(kind) =
            dataset.value.get("type").filter(|entry| entry.value.as_text().is_some_and(|text| !is_dataset_type(text)))
        {
            let text = kind.value.as_text().unwrap_or_default();
            let message = format!("the data set's type `{}` is no identifier", short(text));
            diagnostic::add(found, || {
                Diagnostic::new(&rules::MODEL_INDEX, kind.value.span, message)
                    .at_path(&path)
                    .with_help("letters, digits, `-`, `_`, `.`, and one `/`")
            });
        }
        if let Some(config) = dataset.value.get("config").filter(|entry| entry.value.as_text().is_none()) {
            let mut finding =
                Diagnostic::new(&rules::MODEL_INDEX, config.value.span, "`config` of a data set has to be text")
                    .at_path(&path);
            if let Some(scalar) = config.value.as_scalar().filter(|scalar| scalar.kind() != ScalarKind::Null) {
                finding =
                    finding.with_fix(Fix::safe("put it in quotes", config.value.span, format!("\"{}\"", scalar.text)));
            }
            found.push(finding);
        }
    } else {
        // Tools such as spaCy leave it out, and the Hub lets that pass.
        let message = "a result without `dataset` is not shown on the Hub";
        diagnostic::add(found, || {
            Diagnostic::new(&rules::MODEL_INDEX, result.span, message).at_path(path).with_severity(Severity::Warning)
        });
    }
    match result.get("metrics").map(|entry| &entry.value) {
        Some(Node { value: Value::Seq(metrics), .. }) => {
            for metric in metrics {
                require_text(metric, "type", &extended("metrics"), found);
                if metric.get("value").is_none_or(|entry| entry.value.is_null()) {
                    diagnostic::add(found, || {
                        Diagnostic::new(&rules::MODEL_INDEX, metric.span, "a metric needs `value`")
                            .at_path(&extended("metrics"))
                    });
                }
            }
        }
        Some(other) => diagnostic::add(found, || {
            Diagnostic::new(&rules::MODEL_INDEX, other.span, "`metrics` has to be a list").at_path(path)
        }),
        None => diagnostic::add(found, || {
            Diagnostic::new(&rules::MODEL_INDEX, result.span, "a result needs `metrics`").at_path(path)
        }),
    }
    if let Some(source) = result.get("source").filter(|source| source.value.get("url").is_none()) {
        diagnostic::add(found, || {
            Diagnostic::new(&rules::MODEL_INDEX, source.span(), "`source` needs `url`").at_path(path)
        });
    }
}

fn require_text(node: &Node<'_>, key: &str, path: &[&str], found: &mut Vec<Diagnostic>) {
    let entry = node.get(key);
    if entry.is_some_and(|entry| entry.value.as_text().is_some_and(|text| !text.trim().is_empty())) {
        return;
    }
    let parent =
        path.last().copied().filter(|last| last.parse::<u32>().is_err()).unwrap_or("an entry of `model-index`");
    let (message, span) = match entry {
        Some(entry) => (format!("`{key}` of {parent} has to be text"), entry.value.span),
        None => (format!("{parent} needs `{key}`"), node.span),
    };
    diagnostic::add(found, || Diagnostic::new(&rules::MODEL_INDEX, span, message).at_path(path));
}

/// `/^(?:[\w-]+\/)?[\w-.]+$/`
fn is_dataset_type(text: &str) -> bool {
    let word = |s: &str, dot: bool| {
        !s.is_empty() && s.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-') || (dot && b == b'.'))
    };
    match text.split_once('/') {
        Some((owner, name)) => word(owner, false) && word(name, true),
        None => word(text, true),
    }
}

fn co2(value: &Node<'_>, found: &mut Vec<Diagnostic>) {
    let figure = match &value.value {
        Value::Map(_) => value.get("emissions").map(|entry| &entry.value),
        _ => Some(value),
    };
    let Some(figure) = figure else {
        diagnostic::add(found, || {
            Diagnostic::new(&rules::CO2_EMISSIONS, value.span, "`co2_eq_emissions` needs `emissions`")
                .at_path(&["co2_eq_emissions"])
        });
        return;
    };
    if figure.as_number().is_some() {
        return;
    }
    let text = figure.as_scalar().map(|scalar| scalar.text.to_ascii_lowercase()).unwrap_or_default();
    let (rule, message) = if text.contains("kg") || text.contains("ton") || text.contains("kilo") {
        (&rules::CO2_UNIT, "the Hub reads emissions as a plain number of grams")
    } else {
        (&rules::CO2_EMISSIONS, "emissions have to be a number, in grams of CO2 equivalent")
    };
    diagnostic::add(found, || {
        Diagnostic::new(rule, figure.span, message).at_path(&["co2_eq_emissions"]).with_severity(REFUSED)
    });
}

fn widget(value: &Node<'_>, found: &mut Vec<Diagnostic>) {
    let Value::Seq(items) = &value.value else {
        diagnostic::add(found, || {
            Diagnostic::new(&rules::WIDGET, value.span, "`widget` has to be a list").at_path(&["widget"])
        });
        return;
    };
    for (index, item) in
        items.iter().enumerate().filter(|(_, item)| !matches!(item.value, Value::Map(_) | Value::Alias))
    {
        let message = "an example of `widget` has to be a mapping such as `text: …`";
        diagnostic::add(found, || {
            Diagnostic::new(&rules::WIDGET, item.span, message).at_path(&["widget", &index.to_string()])
        });
    }
}

fn gated_fields(value: &Node<'_>, found: &mut Vec<Diagnostic>) {
    const TYPES: [&str; 5] = ["text", "checkbox", "date_picker", "country", "ip_location"];
    let Value::Map(entries) = &value.value else {
        diagnostic::add(found, || {
            Diagnostic::new(&rules::GATED_FIELDS, value.span, "`extra_gated_fields` has to be a mapping")
                .at_path(&["extra_gated_fields"])
        });
        return;
    };
    for entry in entries {
        let label = entry.key.as_scalar().map_or("", |scalar| scalar.text.as_ref());
        let simple = entry.value.as_text().is_some_and(|text| TYPES.contains(&text));
        let kind = entry.value.get("type").and_then(|inner| inner.value.as_text());
        let select = kind == Some("select")
            && entry.value.get("options").is_some_and(|inner| matches!(inner.value.value, Value::Seq(_)));
        if !simple && !select && !kind.is_some_and(|kind| TYPES.contains(&kind)) {
            diagnostic::add(found, || {
                Diagnostic::new(
                    &rules::GATED_FIELDS,
                    entry.value.span,
                    format!("the field `{}` has no known type", short(label)),
                )
                .at_path(&["extra_gated_fields", label])
                .with_help("text, checkbox, date_picker, country, or a select with options")
            });
        }
    }
}

fn wrong_type(key: Key, value: &Node<'_>, wanted: &str) -> Diagnostic {
    let name = key.name();
    Diagnostic::new(&rules::VALUE_TYPE, value.span, format!("`{name}` has to be {wanted}")).at_path(&[name])
}

fn boolean_word(word: &str, item: &Node<'_>, path: &[&str]) -> Diagnostic {
    Diagnostic::new(&rules::YAML_BOOLEAN_WORD, item.span, format!("older YAML readers take `{word}` for true or false"))
        .at_path(path)
        .with_fix(Fix::safe("put it in quotes", item.span, format!("\"{word}\"")))
}

/// Text left by a template or meant to be replaced.
fn is_placeholder(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let starts = [
        "your-",
        "your_",
        "<your",
        "username/",
        "todo",
        "tbd",
        "[more information",
        "more information needed",
        "fill in",
    ];
    starts.iter().any(|start| lower.starts_with(start))
        || lower.contains("{{")
        || (lower.starts_with('<') && lower.ends_with('>'))
}

/// Countries that are also languages: `zh-cn` and `nn-no` name a region, `ru-en` two languages.
fn is_region(part: &str) -> bool {
    const REGIONS: [&str; 23] = [
        "cn", "tw", "hk", "us", "gb", "uk", "br", "pt", "no", "ru", "es", "mx", "de", "at", "ch", "fr", "ca", "it",
        "nl", "pl", "in", "se", "sv",
    ];
    REGIONS.contains(&part)
}

/// A place in a list as text. Most lists are short.
fn number(index: usize) -> Cow<'static, str> {
    const SMALL: [&str; 16] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15"];
    SMALL.get(index).map_or_else(|| Cow::Owned(index.to_string()), |&small| Cow::Borrowed(small))
}

/// Letters and digits in lower case, without the words that people add to names of licences.
fn squeeze(text: &str) -> String {
    let mut lower = text.to_ascii_lowercase();
    for word in ["licence", "license", "the ", "version", " v", "-v"] {
        if lower.contains(word) {
            lower = lower.replace(word, " ");
        }
    }
    lower.chars().filter(|c| c.is_alphanumeric() || *c == '+').collect()
}

fn licence_names<'l>(licence: &'l Licence<'_>) -> impl Iterator<Item = &'l str> {
    [licence.id, licence.name].into_iter().chain(licence.spdx).chain(licence.names.iter().copied())
}

/// The Hub's identifier that a text gives, in any spelling.
pub(crate) fn listed_licence<'l>(licences: &'l [Licence<'_>], text: &str) -> Option<&'l str> {
    let hub = || licences.iter().filter(|licence| licence.hub);
    let exact = hub().find(|licence| licence.id == text);
    if let Some(licence) = exact.or_else(|| hub().find(|licence| licence.id.eq_ignore_ascii_case(text))) {
        return Some(licence.id);
    }
    // `gpl3` and `apache2` leave the zero out.
    let squeezed = squeeze(text);
    let spellings = [format!("{squeezed}0"), squeezed];
    let named = |licence: &&Licence<'_>| licence_names(licence).any(|name| spellings.contains(&squeeze(name)));
    hub().filter(|licence| !matches!(licence.id, "other" | "unknown")).find(named).map(|licence| licence.id)
}

fn is_block_item(card: &str, span: Span) -> bool {
    let before = card.get(..span.start).unwrap_or_default();
    before.rsplit(['\n', '\r']).next().is_some_and(|line| line.trim() == "-")
}

/// A value that means the same without quotes, so that it can be edited freely.
fn is_plain_value(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'/' | b' ')) && !text.is_empty()
}

/// `no` needs quotes; other codes do not.
fn quoted_language(code: &str) -> String {
    if code == "no" { "\"no\"".to_owned() } else { code.to_owned() }
}

/// The author's words in a message, cut to a length that fits a line.
fn short(text: &str) -> String {
    const LONGEST: usize = 60;
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}…", line.get(..cut).unwrap_or_default()),
        None => line.to_owned(),
    }
}
