//! What a declared licence lets people do: from the Hub's words, SPDX expressions, names, links and texts to a profile.
//!
//! Three-valued: what cannot be told for certain is no profile but a question. A list of licences never silently
//! becomes "yes", and a licence text is recognised by fixed markers only. Says nothing about a release as a whole.

mod compatibility;
mod expression;
mod profile;
mod resolve;
mod spelling;
mod text;

pub use compatibility::{Conflict, ConflictKind, Derivation, Relation, compatibility};
pub use profile::{Part, Profile};
pub use resolve::{Finding, FindingKind, Input, Question, Resolution, Route, Weights, resolve};
pub use spelling::{Suggestion, hub_spelling};
pub use text::{MAX_TEXT_BYTES, Recognition, recognise};

use lexcard_law_format::Licence;

/// The entry with this id.
#[must_use]
pub fn find<'p>(licences: &'p [Licence<'p>], id: &str) -> Option<&'p Licence<'p>> {
    licences.iter().find(|l| l.id == id)
}

/// The entry that `license_name` means: an id or one of the other names, in any case.
#[must_use]
pub fn find_by_name<'p>(licences: &'p [Licence<'p>], name: &str) -> Option<&'p Licence<'p>> {
    let name = name.trim().to_ascii_lowercase();
    licences.iter().find(|l| l.id == name || l.names.contains(&name.as_str()))
}

/// The entry that `license_link` means, if the address is one we know.
#[must_use]
pub fn find_by_link<'p>(licences: &'p [Licence<'p>], link: &str) -> Option<&'p Licence<'p>> {
    let link = link.trim().to_ascii_lowercase();
    let link = link.strip_prefix("https://").or_else(|| link.strip_prefix("http://"))?;
    let link = link.strip_prefix("www.").unwrap_or(link);
    let link = link.split(['?', '#']).next().unwrap_or(link).trim_end_matches('/');
    if let Some(path) = link.strip_prefix("creativecommons.org/") {
        return creative_commons(licences, path);
    }
    let page = |link: &str| link.strip_suffix(".html").or(link.strip_suffix(".txt")).map(str::to_owned);
    let page = page(link).unwrap_or_else(|| link.to_owned());
    licences.iter().find(|l| l.links.iter().any(|known| *known == link || *known == page))
}

/// The licence that a model on the Hub is well known to be under; the longest beginning of its name decides.
///
/// Knowledge of common base models, not of the repository: its own card prevails.
#[must_use]
pub fn find_by_model<'p>(licences: &'p [Licence<'p>], model: &str) -> Option<&'p Licence<'p>> {
    let model = model.trim().to_ascii_lowercase();
    let known = licences.iter().flat_map(|l| l.models.iter().map(move |start| (start.len(), *start, l)));
    known.filter(|(_, start, _)| model.starts_with(start)).max_by_key(|(length, ..)| *length).map(|(.., l)| l)
}

/// `licenses/by-nc/4.0/deed.en` names its licence.
fn creative_commons<'p>(licences: &'p [Licence<'p>], path: &str) -> Option<&'p Licence<'p>> {
    let mut parts = path.split('/');
    let id = match (parts.next()?, parts.next()?, parts.next()?) {
        ("licenses", kind, version) => format!("cc-{kind}-{version}"),
        ("publicdomain", "zero", version) => format!("cc0-{version}"),
        _ => return None,
    };
    find(licences, &id)
}

#[cfg(test)]
pub(crate) mod test_table {
    use lexcard_law_format::Licence;
    use std::sync::LazyLock;

    static TABLE: LazyLock<Vec<Licence<'static>>> = LazyLock::new(|| {
        let sources = lexcard_law_compiler::licences::parse(include_str!("laws/licences.toml")).unwrap();
        let sources: &'static [_] = Box::leak(sources.into_boxed_slice());
        sources.iter().map(|source| source.lend()).collect()
    });

    /// The table as shipped.
    pub(crate) fn licences() -> &'static [Licence<'static>] {
        &TABLE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn well_known_models_have_a_licence() {
        let of = |model| find_by_model(test_table::licences(), model).map(|l| l.id);
        for (model, id) in [
            ("meta-llama/Llama-3.1-8B-Instruct", "llama3.1"),
            ("meta-llama/Meta-Llama-3-8B", "llama3"),
            ("meta-llama/Meta-Llama-3.1-8B", "llama3.1"),
            ("google/gemma-2-9b-it", "gemma"),
            ("google/gemma-4-27b", "gemma-4"),
            ("google/gemma-2b", "gemma"),
            ("stabilityai/stable-diffusion-3.5-large", "stability-community"),
            ("stabilityai/stable-diffusion-2-1", "openrail++"),
            ("tiiuae/falcon-180B-chat", "falcon-180b"),
            ("Qwen/Qwen2.5-3B-Instruct", "tongyi-qianwen-research"),
        ] {
            assert_eq!(of(model), Some(id), "{model}");
        }
        assert_eq!(of("acme/llama-3.1-8b"), None);
        assert_eq!(of("meta-llama"), None);
    }
}
