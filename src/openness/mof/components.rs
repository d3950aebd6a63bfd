//! The 17 components of the framework, version 1.0.

use serde::Serialize;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ContentType {
    Code,
    Data,
    Document,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Component {
    /// Number in the tool's configuration.
    pub id: u8,
    pub name: &'static str,
    pub content: ContentType,
    /// The class that asks for it first; classes are cumulative from 3 to 1.
    pub class: u8,
    pub required: bool,
}

pub(super) const DATASETS: u8 = 15;
pub(super) const TECHNICAL_REPORT: u8 = 11;
pub(super) const RESEARCH_PAPER: u8 = 21;

/// In the order of the tool's configuration, which decides the order of its lists.
pub const COMPONENTS: [Component; 17] = {
    use ContentType::{Code, Data, Document};
    const fn component(id: u8, name: &'static str, content: ContentType, class: u8, required: bool) -> Component {
        Component { id, name, content, class, required }
    }
    [
        component(DATASETS, "Datasets", Data, 1, true),
        component(16, "Data preprocessing code", Code, 1, true),
        component(9, "Model architecture", Code, 3, true),
        component(10, "Model parameters (Final)", Data, 3, true),
        component(17, "Model metadata", Data, 1, false),
        component(24, "Model parameters (Intermediate)", Data, 1, true),
        component(7, "Training code", Code, 2, true),
        component(8, "Inference code", Code, 2, true),
        component(18, "Evaluation code", Code, 2, true),
        component(19, "Evaluation data", Data, 2, true),
        component(12, "Evaluation results", Document, 3, true),
        component(22, "Supporting libraries and tools", Code, 2, false),
        component(13, "Model card", Document, 3, true),
        component(14, "Data card", Document, 3, true),
        component(TECHNICAL_REPORT, "Technical report", Document, 3, true),
        component(RESEARCH_PAPER, "Research paper", Document, 1, true),
        component(20, "Sample model outputs", Document, 3, false),
    ]
};

/// Components that the classes from 3 down to `class` ask for, in the tool's order.
pub(super) fn up_to(class: u8, required: bool) -> impl Iterator<Item = &'static Component> {
    (class..=3)
        .rev()
        .flat_map(move |level| COMPONENTS.iter().filter(move |c| c.class == level && c.required == required))
}

pub(super) fn by_name(name: &str) -> Option<&'static Component> {
    COMPONENTS.iter().find(|c| c.name == name)
}
