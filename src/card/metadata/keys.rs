//! The keys themselves: known, misspelt, or those of another kind of repository.

use super::{Kind, Metadata};
use crate::card::yaml::{Entry, Node};
use crate::diagnostic::{self, Diagnostic, Fix, rules};
use crate::span::Span;

macro_rules! keys {
    ($($variant:ident $name:literal)+) => {
        /// A metadata key that the Hub knows for models.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Key {
            $($variant),+
        }

        impl Key {
            /// As the Hub spells it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name),+
                }
            }
        }

        const KEYS: &[Key] = &[$(Key::$variant),+];
    };
}

keys! {
    Language "language"
    License "license"
    LicenseName "license_name"
    LicenseLink "license_link"
    LibraryName "library_name"
    Tags "tags"
    Datasets "datasets"
    Buckets "buckets"
    Metrics "metrics"
    BaseModel "base_model"
    BaseModelRelation "base_model_relation"
    NewVersion "new_version"
    PipelineTag "pipeline_tag"
    Thumbnail "thumbnail"
    ModelIndex "model-index"
    Co2EqEmissions "co2_eq_emissions"
    Inference "inference"
    Widget "widget"
    InstancePrompt "instance_prompt"
    ExtraGatedPrompt "extra_gated_prompt"
    ExtraGatedHeading "extra_gated_heading"
    ExtraGatedDescription "extra_gated_description"
    ExtraGatedButtonContent "extra_gated_button_content"
    ExtraGatedFields "extra_gated_fields"
    ExtraGatedEuDisallowed "extra_gated_eu_disallowed"
}

/// Keys that tools write and that mean no harm.
const TOLERATED: &[&str] = &[
    "arxiv",
    "author",
    "authors",
    "description",
    "doi",
    "eval_results",
    "extra_gated_geo",
    "inference_parameters",
    "language_bcp47",
    "language_details",
    "mask_token",
    "model_creator",
    "model_link",
    "model_name",
    "model_type",
    "model-type",
    "name",
    "prompt_template",
    "quantized_by",
    "task",
    "title",
    "train",
    "variant",
    "version",
    "ai_release",
    "eu_ai_act",
    "extra_gated_button",
    "pipeline",
    "source",
    "url",
    "papers",
    "paper",
    "repo",
    "repository",
    "homepage",
    "citation",
    "summary",
    "category",
    "image",
    "date",
];

const SPACE: &[&str] = &[
    "sdk",
    "sdk_version",
    "app_file",
    "app_port",
    "app_build_command",
    "emoji",
    "colorFrom",
    "colorTo",
    "pinned",
    "python_version",
    "short_description",
    "hf_oauth",
    "hf_oauth_scopes",
    "suggested_hardware",
    "suggested_storage",
    "fullWidth",
    "startup_duration_timeout",
    "preload_from_hub",
    "duplicated_from",
    "disable_embedding",
];

const DATASET: &[&str] = &[
    "task_categories",
    "task_ids",
    "size_categories",
    "pretty_name",
    "annotations_creators",
    "language_creators",
    "multilinguality",
    "source_datasets",
    "dataset_info",
    "viewer",
    "train-eval-index",
    "paperswithcode_id",
    "configs",
];

const PAGE: &[&str] = &[
    "layout",
    "permalink",
    "background-class",
    "body-class",
    "sidebar_label",
    "sidebar_position",
    "redirect_from",
    "nav_order",
];

/// Spellings seen in the wild whose distance from the right one is large.
const MISSPELT: &[(&str, Key)] = &[
    ("licence", Key::License),
    ("licenses", Key::License),
    ("licences", Key::License),
    ("liscence", Key::License),
    ("licencse", Key::License),
    ("lisence", Key::License),
    ("languages", Key::Language),
    ("lang", Key::Language),
    ("library", Key::LibraryName),
    ("basemodel", Key::BaseModel),
    ("base_models", Key::BaseModel),
    ("pipeline_tags", Key::PipelineTag),
    ("licence_name", Key::LicenseName),
    ("licence_link", Key::LicenseLink),
    ("license_url", Key::LicenseLink),
    ("modelindex", Key::ModelIndex),
    ("co2_emissions", Key::Co2EqEmissions),
];

/// Whether this is the right name of a known key, or of a tolerated or misspelt one; enough to tell metadata from text.
#[must_use]
pub fn is_known_key(name: &str) -> bool {
    resolve(name).is_some()
        || SPACE.contains(&name)
        || DATASET.contains(&name)
        || matches!(name, "model_name" | "arxiv" | "language_bcp47")
}

/// The key that a name means, and whether it is spelt right.
#[must_use]
pub(super) fn resolve(name: &str) -> Option<(Key, bool)> {
    if let Some(&key) = KEYS.iter().find(|key| key.name() == name) {
        return Some((key, true));
    }
    if TOLERATED.contains(&name)
        || SPACE.contains(&name)
        || DATASET.contains(&name)
        || PAGE.contains(&name)
        || name.len() > 40
    {
        return None;
    }
    let plain = plain(name);
    let same = KEYS.iter().copied().find(|key| plain_chars(key.name()).eq(plain.chars()));
    let listed = || MISSPELT.iter().find(|(wrong, _)| *wrong == plain).map(|&(_, key)| key);
    let near = || KEYS.iter().copied().find(|key| is_near(&plain, key.name()));
    same.or_else(listed).or_else(near).map(|key| (key, false))
}

/// Lower case, words joined by underscores.
fn plain(name: &str) -> String {
    plain_chars(name).collect()
}

fn plain_chars(name: &str) -> impl Iterator<Item = char> {
    name.trim().chars().map(|c| if matches!(c, '-' | ' ' | '.') { '_' } else { c.to_ascii_lowercase() })
}

/// One slip of the finger for short names, two for long ones; none for very short. The first name is plain.
fn is_near(plain: &str, name: &str) -> bool {
    let allowed = match name.len() {
        0..=5 => 0,
        6..=9 => 1,
        _ => 2,
    };
    plain.len().abs_diff(name.len()) <= allowed
        && allowed > 0
        && distance(plain.as_bytes(), self::plain(name).as_bytes()) <= allowed
}

/// Edit distance with swaps of neighbours as one edit.
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, &y) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX / 2);
            let mut best = (at(&row, j) + usize::from(x != y)).min(at(&row, j + 1) + 1).min(at(&next, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(&y) && b.get(j - 1) == Some(&x);
            if swapped {
                best = best.min(at(&before, j - 1) + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or_default()
}

/// Whose block it is, by the names in it.
#[must_use]
pub(super) fn kind(names: &[&str]) -> Kind {
    let any = |list: &[&str]| names.iter().any(|name| list.contains(name));
    let model = any(&[
        "pipeline_tag",
        "library_name",
        "base_model",
        "model-index",
        "widget",
        "inference",
        "co2_eq_emissions",
        "new_version",
    ]);
    if model {
        Kind::Model
    } else if any(&["sdk"]) && any(&["app_file", "colorFrom", "emoji", "title", "sdk_version"]) {
        Kind::Space
    } else if any(&["task_categories", "size_categories", "dataset_info", "task_ids", "annotations_creators"]) {
        Kind::Dataset
    } else if any(PAGE) && !any(&["license", "datasets", "metrics"]) {
        Kind::Page
    } else {
        Kind::Model
    }
}

pub(super) fn is_space_key(name: &str) -> bool {
    SPACE.contains(&name)
}

pub(super) fn space_key(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(&rules::KEY_SPACE, span, format!("`{name}` configures Spaces, not models")).at_path(&[name])
}

/// Reports a name that the Hub will not understand.
pub(super) fn check(
    name: &str,
    entry: &Entry<'_>,
    root: &Node<'_>,
    metadata: &Metadata<'_, '_>,
    found: &mut Vec<Diagnostic>,
) {
    let span = entry.key.span;
    match resolve(name) {
        Some((_, true)) => {}
        Some((key, false)) => {
            let right = key.name();
            let spelling = plain(name) == plain(right);
            let rule = if spelling { &rules::KEY_CASE } else { &rules::KEY_TYPO };
            let mut finding = Diagnostic::new(rule, span, format!("`{name}` is not a key of the Hub; `{right}` is"))
                .at_path(&[name])
                .with_help(format!("write `{right}`"));
            // Beside the right key the wrong one cannot just be renamed.
            let is_first = metadata.entry(key).is_some_and(|first| first.key.span == span);
            if root.get(right).is_none() && is_first {
                finding = finding.with_fix(Fix::safe(format!("rename to `{right}`"), span, right));
            }
            found.push(finding);
        }
        None if is_space_key(name) && metadata.kind != Kind::Space => found.push(space_key(name, span)),
        None if DATASET.contains(&name) && metadata.kind != Kind::Dataset => {
            diagnostic::add(found, || {
                Diagnostic::new(&rules::KEY_DATASET, span, format!("`{name}` describes data sets, not models"))
                    .at_path(&[name])
            });
        }
        None if name.starts_with("<!--") => diagnostic::add(found, || {
            Diagnostic::new(&rules::FRONT_MATTER_IN_COMMENT, entry.span(), "an HTML comment is no comment in YAML")
                .with_help("YAML comments begin with `#`; remove the line or write the key plainly")
        }),
        None if TOLERATED.contains(&name) || SPACE.contains(&name) || DATASET.contains(&name) => {}
        None => {
            diagnostic::add(found, || {
                Diagnostic::new(&rules::KEY_UNKNOWN, span, format!("the Hub does not know the key `{name}`"))
                    .at_path(&[name])
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspelt_keys_are_understood() {
        for (name, key) in [
            ("liscence", Key::License),
            ("licence", Key::License),
            ("base model", Key::BaseModel),
            ("Base_Model", Key::BaseModel),
            ("model_index", Key::ModelIndex),
            ("pipline_tag", Key::PipelineTag),
            ("langauge", Key::Language),
            ("dataset", Key::Datasets),
            ("libary_name", Key::LibraryName),
            ("License", Key::License),
        ] {
            assert_eq!(resolve(name), Some((key, false)), "{name}");
        }
        for name in ["task", "emoji", "size", "model_name", "tag", "metadata", "image", "my_own_key"] {
            assert_eq!(resolve(name), None, "{name}");
        }
        assert_eq!(resolve("license"), Some((Key::License, true)));
    }

    #[test]
    fn distances() {
        assert_eq!(distance(b"langauge", b"language"), 1);
        assert_eq!(distance(b"", b"abc"), 3);
        assert_eq!(distance(b"kitten", b"sitting"), 3);
    }

    #[test]
    fn kinds_of_repository() {
        assert_eq!(kind(&["title", "sdk", "license"]), Kind::Space);
        assert_eq!(kind(&["sdk", "license"]), Kind::Model);
        assert_eq!(kind(&["sdk", "pipeline_tag"]), Kind::Model);
        assert_eq!(kind(&["task_categories", "license"]), Kind::Dataset);
        assert_eq!(kind(&["layout", "title"]), Kind::Page);
        assert_eq!(kind(&["license"]), Kind::Model);
    }
}
