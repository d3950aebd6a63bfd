//! Reads a model file: which components there are and what licences are named where.

use super::OpennessError;
use crate::card::yaml::{self, Node, Value};
use crate::diagnostic::rules;

/// Largest model file that is read, in bytes; real ones have a few thousand.
pub(super) const MAX_BYTES: usize = 1 << 20;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Release {
    pub(super) name: String,
    /// Licences of the whole release.
    pub(super) code: Option<String>,
    pub(super) data: Option<String>,
    pub(super) document: Option<String>,
    pub(super) distribution: Option<String>,
    /// In the order of the file.
    pub(super) components: Vec<Given>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Given {
    pub(super) name: String,
    /// `None` where the key is absent or null: the release's licences then count.
    pub(super) licence: Option<String>,
}

pub(super) fn read(text: &str) -> Result<Release, OpennessError> {
    if text.len() > MAX_BYTES {
        return Err(OpennessError::at(text, 0, format!("the file is larger than {MAX_BYTES} bytes")));
    }
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut found = Vec::new();
    let document = yaml::read(body, text.len() - body.len(), &mut found);
    // Aliases, tags and the like are readable; a fault that hides content is not.
    let fatal = found.iter().find(|d| !document.complete || d.code == rules::YAML_DUPLICATE_KEY.code);
    if let Some(fault) = fatal {
        return Err(OpennessError::at(text, fault.span.start, fault.message.clone()));
    }
    let root = document.root.filter(|root| matches!(root.value, Value::Map(_)));
    let root = root.ok_or_else(|| OpennessError::at(text, 0, "a model file is a mapping with the key `release`"))?;
    let release = root.get("release").map_or(&root, |entry| &entry.value);
    if !matches!(release.value, Value::Map(_)) {
        return Err(OpennessError::at(text, release.span.start, "`release` is not a mapping"));
    }

    let licence = release.get("license").map(|entry| &entry.value);
    let global = |kind: &str| {
        let name = licence?.get(kind)?.value.get("name")?.value.as_scalar()?;
        // What PHP calls empty: then the next licence in line counts.
        (!matches!(name.text.as_ref(), "" | "0") && !is_null(&licence?.get(kind)?.value.get("name")?.value))
            .then(|| name.text.to_string())
    };
    let mut components = Vec::new();
    if let Some(list) = release.get("components").map(|entry| &entry.value).filter(|list| !is_null(list)) {
        let Value::Seq(items) = &list.value else {
            return Err(OpennessError::at(text, list.span.start, "`components` is not a list"));
        };
        for item in items {
            components.push(component(text, item)?);
        }
    } else if release.get("components").is_none() && release.get("license").is_none() && release.get("name").is_none() {
        return Err(OpennessError::at(text, root.span.start, "not a model file: `release` is missing"));
    }
    let name = release.get("name").and_then(|entry| entry.value.as_scalar());
    Ok(Release {
        name: name.map(|n| n.text.to_string()).unwrap_or_default(),
        code: global("code"),
        data: global("data"),
        document: global("document"),
        distribution: global("distribution"),
        components,
    })
}

fn component(text: &str, item: &Node<'_>) -> Result<Given, OpennessError> {
    let name = item.get("name").and_then(|entry| entry.value.as_scalar());
    let name = name.ok_or_else(|| OpennessError::at(text, item.span.start, "a component has no `name`"))?;
    let licence = match item.get("license").map(|entry| &entry.value) {
        Some(value) if !is_null(value) => {
            let scalar = value.as_scalar();
            let scalar = scalar.ok_or_else(|| OpennessError::at(text, value.span.start, "`license` is not a text"))?;
            Some(scalar.text.to_string())
        }
        _ => None,
    };
    Ok(Given { name: name.text.to_string(), licence })
}

fn is_null(node: &Node<'_>) -> bool {
    node.is_null()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_are_found_where_they_stand() {
        let text = "release:\n  name: x\n  license:\n    code: {name: MIT, path: ''}\n    data: {name: }\n  \
                    components:\n  - name: Model card\n  - {name: Datasets, license: ''}\n  - {name: Y, license: ~}\n";
        let release = read(text).unwrap();
        assert_eq!((release.code.as_deref(), release.data), (Some("MIT"), None));
        let licences: Vec<_> = release.components.iter().map(|c| c.licence.as_deref()).collect();
        assert_eq!(licences, [None, Some(""), None]);
    }

    #[test]
    fn faults_carry_their_place() {
        let at = |text| read(text).map_err(|e| (e.line, e.column)).unwrap_err();
        assert_eq!(at("release:\n  components:\n  - description: é x\n"), (3, 5));
        assert_eq!(at("release:\n  components: x\n"), (2, 15));
        assert_eq!(at("release: [\n"), (1, 1));
        assert_eq!(at("a: 1\n"), (1, 1));
        assert_eq!(at("- a\n"), (1, 1));
        assert_eq!(at("release:\n  name: a\n  name: b\n"), (3, 3));
        assert_eq!(at("release:\n  components:\n  - {name: Datasets, license: [MIT]}\n"), (3, 31));
    }
}
