//! Licence profiles: what a licence lets people do with a model's parameters.

use serde::{Deserialize, Serialize};

/// What is known about one licence. Restriction and grant names are those of the facts `licence.restrictions` and
/// `licence.grants`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Licence<'a> {
    /// The Hub's identifier, or our slug for licences the Hub does not list. Lower case.
    pub id: &'a str,
    pub name: &'a str,
    /// Whether it is on the Hub's own list.
    pub hub: bool,
    pub spdx: Option<&'a str>,
    pub osi: bool,
    pub fsf: bool,
    pub class: LicenceClass,
    /// Verdict of the AI Act's licence test for the parameters (Art. 53(2); Guidelines section 4).
    pub eu: OpenVerdict,
    /// Where the verdict is `Review`: which way it leans.
    pub eu_leans: Option<bool>,
    #[serde(borrow)]
    pub restrictions: Vec<&'a str>,
    pub grants: Vec<&'a str>,
    /// Places left out by the licence, and for which models (`multimodal-only`, or empty for all).
    pub geo_excluded: Vec<&'a str>,
    pub geo_scope: &'a str,
    /// Monthly active users, and revenue in USD, above which a separate licence is needed.
    pub user_threshold: Option<f64>,
    pub revenue_threshold: Option<f64>,
    /// Other values of `license_name` that mean this licence, lower case.
    pub names: Vec<&'a str>,
    /// Text markers, all of which must occur in the licence text (lower case, white space folded).
    pub markers: Vec<&'a str>,
    pub note: &'a str,
    pub grade: crate::Grade,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LicenceClass {
    Permissive,
    PermissiveDisplay,
    Copyleft,
    PublicDomain,
    DataPermissive,
    DataCopyleft,
    NonCommercial,
    ResearchOnly,
    Community,
    Rail,
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum OpenVerdict {
    Yes,
    No,
    Review,
    Unknown,
}
