//! The model hub's own lists, against which card metadata is checked.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hub<'a> {
    #[serde(borrow)]
    pub pipeline_tags: Vec<PipelineTag<'a>>,
    pub libraries: Vec<&'a str>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PipelineTag<'a> {
    pub id: &'a str,
    /// `nlp`, `cv`, `audio`, `multimodal`, `tabular`, `rl`, `other`.
    pub modality: &'a str,
    /// Accepted but not shown by the hub.
    pub hidden: bool,
    /// Outputs such a model generates, as values of the fact `model.outputs`; empty if none is implied.
    pub outputs: Vec<&'a str>,
}
