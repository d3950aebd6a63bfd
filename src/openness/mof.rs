//! The Model Openness Framework: which class a release reaches, and how far it is from each.
//!
//! Two modes. [`Mode::MotCompat`] repeats what the Linux Foundation's tool computes, faults included, so that results
//! can be compared. [`Mode::Spec`] follows the framework (White et al., arXiv 2403.13784) where the tool departs from
//! it, and lists every difference. It believes what the file says: whether a component really exists is not checked.

mod components;
mod evaluate;
mod input;
mod licences;

pub use components::{COMPONENTS, Component, ContentType};

use super::OpennessError;
use serde::{Deserialize, Serialize};

/// Which reading of the framework.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// As the Linux Foundation's Model Openness Tool does it (state of May 2026).
    MotCompat,
    /// As the framework says.
    #[default]
    Spec,
}

/// What a model file amounts to.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MofReport {
    pub mode: Mode,
    /// Name of the release as the file gives it.
    pub release: String,
    /// 1 is the most open, 3 the least; 0 is unclassified.
    pub class: u8,
    pub label: &'static str,
    pub progress: Progress,
    /// Mean of the three classes, in percent.
    pub total_progress: f64,
    /// What counts towards each class: III, II, I.
    pub classes: Vec<ClassReport>,
    /// All 17 components, in the framework's order of classes.
    pub components: Vec<ComponentReport>,
    pub warnings: Vec<String>,
    /// In mode `spec`: where the tool would have decided otherwise.
    pub differences: Vec<Difference>,
}

/// Percent of the required components, by class. A class counts only once the classes below are complete.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Progress {
    #[serde(rename = "1")]
    pub class1: f64,
    #[serde(rename = "2")]
    pub class2: f64,
    #[serde(rename = "3")]
    pub class3: f64,
}

/// Component names by what they contribute to a class.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ClassReport {
    pub class: u8,
    pub included: Vec<&'static str>,
    pub optional: Vec<&'static str>,
    pub missing: Vec<&'static str>,
    pub unlicensed: Vec<&'static str>,
    pub invalid: Vec<&'static str>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ComponentReport {
    pub id: u8,
    pub name: &'static str,
    /// The class that asks for it first.
    pub class: u8,
    pub required: bool,
    pub content_type: ContentType,
    /// The licence that was found for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence_from: Option<LicenceFrom>,
    pub status: Status,
    /// Open, but under a licence made for another kind of content.
    pub conditional: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum LicenceFrom {
    Component,
    /// The release's licence for this kind of content.
    ContentType,
    Distribution,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Status {
    /// Released under an open licence.
    Included,
    Missing,
    Unlicensed,
    /// Released under a licence that is not open.
    Invalid,
    /// Not there and not required, or stood in for by another component.
    NotNeeded,
}

/// A component on which the framework and the tool part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    pub component: String,
    pub tool: String,
    pub framework: String,
    pub why: String,
}

/// Evaluates a model file of the tool (`framework` and `release`, as YAML).
///
/// # Errors
/// [`OpennessError`] with the place, if the text is not YAML or not a model file.
pub fn evaluate(yaml: &str, mode: Mode) -> Result<MofReport, OpennessError> {
    let release = input::read(yaml)?;
    Ok(evaluate::report(&release, mode))
}
