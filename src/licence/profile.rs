//! One licence, or several that bind together, as one set of rights and limits.

use lexcard_law_format::{Grade, Licence, OpenVerdict};
use serde::Serialize;
use std::borrow::Cow;

/// Rights and limits of everything that binds the parameters.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Profile<'p> {
    /// Hub identifier, our slug, or an SPDX expression.
    pub id: String,
    pub name: String,
    /// All parts are approved by the Open Source Initiative.
    pub osi: bool,
    /// All parts are free for the Free Software Foundation.
    pub fsf: bool,
    /// Approved, or with the same freedoms in our reading (CC0, CC BY, CC BY-SA, OpenMDW, PDDL, ODC-By, ODbL,
    /// CDLA-Permissive-2.0).
    pub osd_conformant: bool,
    /// Verdict of the AI Act's licence test.
    pub eu: OpenVerdict,
    /// Where the verdict is `review`: which way it leans.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eu_leans: Option<bool>,
    /// Names of the fact `licence.restrictions`.
    pub restrictions: Vec<&'p str>,
    /// Names of the fact `licence.grants`.
    pub grants: Vec<&'p str>,
    /// Places left out, for the models in `geo_scope`.
    pub geo_excluded: Vec<&'p str>,
    /// `multimodal-only`, or empty for all models.
    pub geo_scope: &'p str,
    /// Users above which more is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_threshold: Option<f64>,
    /// Revenue in USD above which more is asked for; the periods differ, see the notes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revenue_threshold: Option<f64>,
    /// Use policies that stand in documents of their own.
    pub use_policies: Vec<&'p str>,
    pub notes: Vec<&'p str>,
    /// The weakest of the parts'.
    pub grade: Grade,
    /// The licences that bind, all of them.
    #[serde(skip)]
    pub parts: Vec<Part<'p>>,
}

/// One licence that binds: an entry of the table, or one read from its SPDX identifier.
#[derive(Debug, Clone, PartialEq)]
pub enum Part<'p> {
    Listed(&'p Licence<'p>),
    Read(Box<Licence<'p>>),
}

impl<'p> core::ops::Deref for Part<'p> {
    type Target = Licence<'p>;

    fn deref(&self) -> &Licence<'p> {
        match self {
            Self::Listed(licence) => licence,
            Self::Read(licence) => licence,
        }
    }
}

/// Licences that give the freedoms of the Open Source Definition without the OSI's approval [our reading].
const OSD_CONFORMANT: [&str; 9] = [
    "cc0-1.0",
    "cc-by-4.0",
    "cc-by-sa-4.0",
    "cdla-permissive-2.0",
    "openmdw-1.0",
    "openmdw-1.1",
    "pddl",
    "odc-by",
    "odbl",
];

impl<'p> Profile<'p> {
    /// The profile of one licence of the table.
    #[must_use]
    pub fn of(licence: &'p Licence<'p>) -> Self {
        Self::from_part(Part::Listed(licence))
    }

    pub(super) fn from_part(part: Part<'p>) -> Self {
        let l: &Licence<'p> = &part;
        let text = |s: &'p str| (!s.is_empty()).then_some(s);
        Self {
            id: l.id.to_owned(),
            name: l.name.to_owned(),
            osi: l.osi,
            fsf: l.fsf,
            osd_conformant: l.osi || OSD_CONFORMANT.contains(&l.same_as.unwrap_or(l.id)),
            eu: l.eu,
            eu_leans: l.eu_leans,
            restrictions: l.restrictions.clone(),
            grants: l.grants.clone(),
            geo_excluded: l.geo_excluded.clone(),
            geo_scope: l.geo_scope,
            user_threshold: l.user_threshold,
            revenue_threshold: l.revenue_threshold,
            use_policies: l.use_policy.into_iter().collect(),
            notes: text(l.note).into_iter().chain(text(l.eu_why)).collect(),
            grade: l.grade,
            parts: vec![part],
        }
    }

    /// Whether a restriction is among those of the profile.
    #[must_use]
    pub fn restricts(&self, name: &str) -> bool {
        self.restrictions.contains(&name)
    }

    /// Both bind: rights shrink, limits add up.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.id = format!("{} AND {}", grouped(&self.id, " OR "), grouped(&other.id, " OR "));
        self.name = format!("{} and {}", self.name, other.name);
        self.osi &= other.osi;
        self.fsf &= other.fsf;
        self.osd_conformant &= other.osd_conformant;
        self.eu_leans = match (self.eu, other.eu) {
            (OpenVerdict::Review, OpenVerdict::Review) => self.eu_leans.zip(other.eu_leans).map(|(a, b)| a && b),
            (OpenVerdict::Review, OpenVerdict::Yes) => self.eu_leans,
            (OpenVerdict::Yes, OpenVerdict::Review) => other.eu_leans,
            _ => None,
        };
        self.eu = worse(self.eu, other.eu);
        self.grants.retain(|grant| other.grants.contains(grant));
        add(&mut self.restrictions, other.restrictions);
        // A scope only narrows when both narrow in the same way.
        if self.geo_excluded.is_empty() {
            self.geo_scope = other.geo_scope;
        } else if !other.geo_excluded.is_empty() && self.geo_scope != other.geo_scope {
            self.geo_scope = "";
        }
        add(&mut self.geo_excluded, other.geo_excluded);
        self.user_threshold = lower(self.user_threshold, other.user_threshold);
        self.revenue_threshold = lower(self.revenue_threshold, other.revenue_threshold);
        add(&mut self.use_policies, other.use_policies);
        add(&mut self.notes, other.notes);
        self.grade = self.grade.max(other.grade);
        self.parts.extend(other.parts);
        self
    }

    /// Either may be chosen: the one that is more open.
    pub(super) fn or(self, other: Self) -> Self {
        let rank = |p: &Self| {
            let eu = match (p.eu, p.eu_leans) {
                (OpenVerdict::Yes, _) => 0,
                (OpenVerdict::Review, Some(true)) => 1,
                (OpenVerdict::Review, _) => 2,
                (OpenVerdict::Unknown, _) => 3,
                (OpenVerdict::No, _) => 4,
            };
            (eu, !p.osi, p.restrictions.len())
        };
        let id = format!("{} OR {}", self.id, other.id);
        let name = format!("{} or {}", self.name, other.name);
        let best = if rank(&other) < rank(&self) { other } else { self };
        Self { id, name, ..best }
    }
}

fn grouped<'s>(id: &'s str, operator: &str) -> Cow<'s, str> {
    if id.contains(operator) { Cow::Owned(format!("({id})")) } else { Cow::Borrowed(id) }
}

fn add<'p>(to: &mut Vec<&'p str>, more: Vec<&'p str>) {
    for item in more {
        if !to.contains(&item) {
            to.push(item);
        }
    }
}

fn lower(a: Option<f64>, b: Option<f64>) -> Option<f64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

fn worse(a: OpenVerdict, b: OpenVerdict) -> OpenVerdict {
    use OpenVerdict::{No, Review, Unknown, Yes};
    match (a, b) {
        (No, _) | (_, No) => No,
        (Unknown, _) | (_, Unknown) => Unknown,
        (Review, _) | (_, Review) => Review,
        (Yes, Yes) => Yes,
    }
}
