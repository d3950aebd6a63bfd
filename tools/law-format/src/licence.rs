//! Licence profiles: what a licence lets people do with a model's parameters.

use serde::{Deserialize, Serialize};

/// Everything a licence can withhold or ask for; the options of the fact `licence.restrictions`.
pub const RESTRICTIONS: [&str; 30] = [
    "attribution",
    "share-alike",
    "noncommercial",
    "research-only",
    "no-derivatives",
    "no-redistribution",
    "mau-threshold",
    "revenue-threshold",
    "separate-commercial-licence",
    "field-of-use",
    "aup-broad",
    "safety-only-proportionate",
    "no-train-competitors",
    "geo-exclusion",
    "hosting-ban",
    "revocable-at-will",
    "remote-restriction",
    "naming-duty",
    "display-duty",
    "display-duty-scaled",
    "registration",
    "family-label",
    "data-licence",
    "network-copyleft",
    "spdx-version-ambiguous",
    "no-patent-grant",
    "guardrail-clause",
    "reporting-duty",
    "text-not-read",
    "terms-unverified",
];

/// The four rights of the open-source test; the options of the fact `licence.grants`.
pub const GRANTS: [&str; 4] = ["access", "use", "modify", "redistribute"];

/// What is known about one licence.
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
    /// Why the verdict is not the one that follows from the restrictions; empty where it is.
    pub eu_why: &'a str,
    /// Members of [`RESTRICTIONS`].
    #[serde(borrow)]
    pub restrictions: Vec<&'a str>,
    /// Members of [`GRANTS`]. Empty together with an unknown verdict means: not known.
    pub grants: Vec<&'a str>,
    /// Places left out by the licence, and for which models (`multimodal-only`, or empty for all).
    pub geo_excluded: Vec<&'a str>,
    pub geo_scope: &'a str,
    /// Users above which a separate licence is needed (or, with `display-duty-scaled`, a display).
    pub user_threshold: Option<f64>,
    /// `month`, `day`, or empty where there is no threshold.
    pub user_period: &'a str,
    /// Revenue in USD, likewise.
    pub revenue_threshold: Option<f64>,
    /// `year`, `month`, or empty where the source does not say.
    pub revenue_period: &'a str,
    /// The licence whose text this is, for families released under a well-known one.
    pub same_as: Option<&'a str>,
    /// How the names of derived models must start.
    pub name_prefix: Option<&'a str>,
    /// Words to be shown with the model or product.
    pub display: Option<&'a str>,
    /// A use policy that is part of the bargain but stands in a document of its own.
    pub use_policy: Option<&'a str>,
    /// What the licence says of models trained on this model's outputs.
    pub outputs: Outputs,
    /// Where a restriction stands in the text; `pass-on` is the duty to hand the terms down.
    pub clauses: Vec<(&'a str, &'a str)>,
    /// Other values of `license_name` that mean this licence, lower case.
    pub names: Vec<&'a str>,
    /// Values of `license_link` that mean this licence: lower case, without scheme and `www.`.
    pub links: Vec<&'a str>,
    /// How the Hub names of models under this licence begin, lower case, with owner. Well known, no proof.
    pub models: Vec<&'a str>,
    /// Text markers, all of which must occur in the licence text (lower case, white space folded).
    pub markers: Vec<&'a str>,
    /// Longest plausible text in characters, white space folded; a longer one adds terms. Zero: no bound.
    pub longest: u32,
    pub note: &'a str,
    /// The text that was read, as repository and commit; empty where none was.
    pub source: &'a str,
    pub grade: crate::Grade,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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

/// What becomes of models trained on a model's outputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outputs {
    #[default]
    Unknown,
    Free,
    /// They take the name prefix.
    Named,
    /// They count as derivatives of the model.
    Derivative,
    /// Outputs may not improve other models.
    Banned,
}
