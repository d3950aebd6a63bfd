//! Reads `hub.toml`: the Hub's pipeline tags and libraries.

use lexcard_law_format::{Hub, PipelineTag};
use serde::Deserialize;
use std::collections::BTreeSet;

/// Values of the fact `model.outputs`.
const OUTPUTS: [&str; 14] = [
    "text",
    "code",
    "speech",
    "sound",
    "music",
    "image",
    "video",
    "embedding",
    "class-label",
    "score",
    "forecast",
    "action",
    "molecule",
    "mesh",
];
const MODALITIES: [&str; 7] = ["nlp", "cv", "audio", "multimodal", "tabular", "rl", "other"];

/// `hub.toml` with owned strings; [`HubSource::to_hub`] lends it to the pack.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct HubSource {
    /// Day on which the lists were last compared with their source.
    pub checked: toml::value::Datetime,
    pub pipeline_tags: Vec<PipelineTagSource>,
    pub libraries: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PipelineTagSource {
    pub id: String,
    pub modality: String,
    #[serde(default)]
    pub hidden: bool,
    pub outputs: Vec<String>,
}

/// Why `hub.toml` cannot be used; the message names line and column where the file does not parse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HubError(pub String);

impl std::fmt::Display for HubError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "hub.toml: {}", self.0)
    }
}

impl std::error::Error for HubError {}

/// Reads and checks the text of `hub.toml`.
///
/// # Errors
/// [`HubError`] for TOML that does not parse, unknown modalities or outputs, malformed or repeated ids.
pub fn parse(text: &str) -> Result<HubSource, HubError> {
    let source: HubSource = toml::from_str(text).map_err(|error| HubError(error.to_string()))?;
    let mut seen = BTreeSet::new();
    for tag in &source.pipeline_tags {
        let well_formed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if tag.id.is_empty() || !tag.id.bytes().all(well_formed) {
            return Err(HubError(format!("malformed pipeline tag `{}`", tag.id)));
        }
        if !seen.insert(tag.id.as_str()) {
            return Err(HubError(format!("pipeline tag `{}` is listed twice", tag.id)));
        }
        if !MODALITIES.contains(&tag.modality.as_str()) {
            return Err(HubError(format!("pipeline tag `{}` has unknown modality `{}`", tag.id, tag.modality)));
        }
        if let Some(output) = tag.outputs.iter().find(|output| !OUTPUTS.contains(&output.as_str())) {
            return Err(HubError(format!("pipeline tag `{}` has unknown output `{output}`", tag.id)));
        }
    }
    let mut libraries = BTreeSet::new();
    if let Some(library) = source.libraries.iter().find(|library| library.is_empty() || !libraries.insert(*library)) {
        return Err(HubError(format!("library `{library}` is empty or listed twice")));
    }
    Ok(source)
}

impl HubSource {
    /// The lists as the pack holds them.
    #[must_use]
    pub fn to_hub(&self) -> Hub<'_> {
        Hub {
            pipeline_tags: self
                .pipeline_tags
                .iter()
                .map(|tag| PipelineTag {
                    id: &tag.id,
                    modality: &tag.modality,
                    hidden: tag.hidden,
                    outputs: tag.outputs.iter().map(String::as_str).collect(),
                })
                .collect(),
            libraries: self.libraries.iter().map(String::as_str).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_in_the_repository_is_sound() {
        let source = parse(include_str!("../../../src/laws/hub.toml")).unwrap();
        let hub = source.to_hub();
        assert_eq!(hub.pipeline_tags.len(), 57);
        assert_eq!(hub.pipeline_tags.iter().filter(|tag| tag.hidden).count(), 5);
        assert!(hub.libraries.contains(&"transformers") && hub.libraries.len() > 200);
        let outputs = |id: &str| hub.pipeline_tags.iter().find(|tag| tag.id == id).map(|tag| tag.outputs.clone());
        assert_eq!(outputs("text-to-image"), Some(vec!["image"]));
    }

    #[test]
    fn mistakes_are_refused() {
        let with =
            |tags: &str| parse(&format!("checked = 2026-01-01\npipeline-tags = [{tags}]\nlibraries = [\"a\"]\n"));
        let ok = r#"{ id = "a-b", modality = "nlp", outputs = ["text"] }"#;
        assert!(with(ok).is_ok());
        assert!(with(&format!("{ok}, {ok}")).is_err_and(|e| e.to_string().contains("listed twice")));
        assert!(with(&ok.replace("nlp", "smell")).is_err());
        assert!(with(&ok.replace("\"text\"", "\"smell\"")).is_err());
        assert!(with(&ok.replace("a-b", "A b")).is_err());
        assert!(with(&ok.replace("modality", "modalitee")).is_err());
        assert!(parse("checked = 2026-13-01").is_err());
    }
}
