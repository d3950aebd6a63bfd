//! SPDX identifiers and expressions: from the standard's spelling to our table, and what the standard knows alone.

use super::profile::{Part, Profile};
use lexcard_law_format::{Grade, Licence, LicenceClass, OpenVerdict, Outputs};
use spdx::expression::{ExprNode, Operator};
use spdx::{Expression, LicenseItem, ParseMode};

/// What an expression comes to.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Read<'p> {
    /// Not an SPDX expression.
    NotSpdx,
    /// It is one, but these licences are not known to us.
    Unknown(Vec<String>),
    Known(Box<Profile<'p>>),
}

const MODE: ParseMode = ParseMode {
    allow_slash_as_or_operator: false,
    allow_imprecise_license_names: false,
    allow_postfix_plus_on_gpl: true,
    allow_deprecated: true,
    allow_unknown: false,
};

/// Longest expression that is read, in bytes.
const MAX_BYTES: usize = 1024;

pub(super) fn read<'p>(licences: &'p [Licence<'p>], text: &str) -> Read<'p> {
    if text.len() > MAX_BYTES {
        return Read::NotSpdx;
    }
    let Ok(expression) = Expression::parse_mode(text, MODE) else { return Read::NotSpdx };
    // In postfix order. An unknown side of an `AND` spoils the whole; of an `OR`, only if it could have been better.
    let mut stack: Vec<Result<Profile<'p>, Vec<String>>> = Vec::new();
    for node in expression.iter() {
        let value = match node {
            ExprNode::Req(req) => {
                let part = match &req.req.license {
                    LicenseItem::Spdx { id, .. } => listed(licences, id.name, id.flags),
                    LicenseItem::Other(reference) => {
                        super::find_by_name(licences, &reference.lic_ref).map(Part::Listed)
                    }
                };
                let part = part.filter(|p| p.eu != OpenVerdict::Unknown);
                // An exception (`WITH`) adds permissions and takes none away.
                part.map(Profile::from_part).ok_or_else(|| vec![req.req.license.to_string()])
            }
            ExprNode::Op(operator) => match (stack.pop(), stack.pop()) {
                (Some(right), Some(left)) => join(*operator, left, right),
                _ => return Read::NotSpdx,
            },
        };
        stack.push(value);
    }
    match stack.pop() {
        Some(Ok(mut profile)) => {
            profile.id = if stack.is_empty() && expression.requirements().count() > 1 {
                text.trim().to_owned()
            } else {
                profile.id
            };
            Read::Known(Box::new(profile))
        }
        Some(Err(unknown)) => Read::Unknown(unknown),
        None => Read::NotSpdx,
    }
}

fn join<'p>(
    operator: Operator,
    left: Result<Profile<'p>, Vec<String>>,
    right: Result<Profile<'p>, Vec<String>>,
) -> Result<Profile<'p>, Vec<String>> {
    match (operator, left, right) {
        (Operator::And, Ok(left), Ok(right)) => Ok(left.and(right)),
        (Operator::Or, Ok(left), Ok(right)) => Ok(left.or(right)),
        // Nothing can beat an open licence.
        (Operator::Or, Ok(known), Err(_)) | (Operator::Or, Err(_), Ok(known)) if known.eu == OpenVerdict::Yes => {
            Ok(known)
        }
        (_, left, right) => Err([left.err(), right.err()].into_iter().flatten().flatten().collect()),
    }
}

/// An id of the SPDX list: ours if we have it, else what its flags and its name say.
pub(super) fn listed<'p>(licences: &'p [Licence<'p>], id: &'static str, flags: u8) -> Option<Part<'p>> {
    let by_spdx = |id: &str| licences.iter().find(|l| l.spdx == Some(id));
    if let Some(licence) = by_spdx(id) {
        return Some(Part::Listed(licence));
    }
    let bare = id.strip_suffix("-only").or_else(|| id.strip_suffix("-or-later")).or_else(|| id.strip_suffix('+'));
    if let Some(licence) = bare.and_then(by_spdx) {
        // The full id says which versions may be chosen.
        let mut licence = licence.clone();
        licence.restrictions.retain(|r| *r != "spdx-version-ambiguous");
        licence.note = "";
        return Some(Part::Read(Box::new(licence)));
    }
    creative_commons(id).or_else(|| by_flags(id, flags)).map(|licence| Part::Read(Box::new(licence)))
}

fn bare(id: &'static str) -> Licence<'static> {
    Licence {
        id,
        name: id,
        hub: false,
        spdx: Some(id),
        osi: false,
        fsf: false,
        class: LicenceClass::Other,
        eu: OpenVerdict::Unknown,
        eu_leans: None,
        eu_why: "",
        restrictions: Vec::new(),
        grants: lexcard_law_format::GRANTS.to_vec(),
        geo_excluded: Vec::new(),
        geo_scope: "",
        user_threshold: None,
        user_period: "",
        revenue_threshold: None,
        revenue_period: "",
        same_as: None,
        name_prefix: None,
        display: None,
        use_policy: None,
        outputs: Outputs::Unknown,
        clauses: Vec::new(),
        names: Vec::new(),
        links: Vec::new(),
        models: Vec::new(),
        markers: Vec::new(),
        longest: 0,
        note: "",
        source: "",
        grade: Grade::Secondary,
    }
}

/// Creative Commons ids spell out their terms: `CC-BY-NC-SA-2.5`.
fn creative_commons(id: &'static str) -> Option<Licence<'static>> {
    let terms = id.strip_prefix("CC-BY-")?;
    let mut licence = bare(id);
    let has = |term: &str| terms.split('-').any(|t| t == term);
    licence.restrictions = vec!["attribution", "data-licence"];
    licence.class = LicenceClass::DataPermissive;
    licence.eu = OpenVerdict::Yes;
    if has("SA") {
        licence.restrictions.push("share-alike");
        licence.class = LicenceClass::DataCopyleft;
    }
    if has("ND") {
        licence.restrictions.push("no-derivatives");
        licence.grants.retain(|grant| *grant != "modify");
        licence.class = LicenceClass::Other;
        licence.eu = OpenVerdict::No;
    }
    if has("NC") {
        licence.restrictions.push("noncommercial");
        licence.class = LicenceClass::NonCommercial;
        licence.eu = OpenVerdict::No;
    }
    licence.note = "Read from the terms in its identifier.";
    Some(licence)
}

/// Approval by the OSI or the FSF means all four rights without limits of field or scale.
fn by_flags(id: &'static str, flags: u8) -> Option<Licence<'static>> {
    use spdx::flags::{IS_COPYLEFT, IS_FSF_LIBRE, IS_OSI_APPROVED};
    let has = |flag| flags & flag != 0;
    if !has(IS_OSI_APPROVED) && !has(IS_FSF_LIBRE) {
        return None;
    }
    let mut licence = bare(id);
    licence.osi = has(IS_OSI_APPROVED);
    licence.fsf = has(IS_FSF_LIBRE);
    licence.restrictions = vec!["attribution"];
    licence.class = LicenceClass::Permissive;
    if has(IS_COPYLEFT) {
        licence.restrictions.push("share-alike");
        licence.class = LicenceClass::Copyleft;
    }
    licence.eu = OpenVerdict::Yes;
    licence.note = if licence.osi {
        "Approved by the Open Source Initiative; the text was not read."
    } else {
        "Free for the Free Software Foundation; the text was not read."
    };
    Some(licence)
}

#[cfg(test)]
mod tests {
    use super::super::test_table::licences;
    use super::*;

    fn known(text: &str) -> Profile<'static> {
        match read(licences(), text) {
            Read::Known(profile) => *profile,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn and_binds_or_chooses() {
        let both = known("Apache-2.0 AND CC-BY-NC-4.0");
        assert_eq!((both.eu, both.restricts("noncommercial"), both.osi), (OpenVerdict::No, true, false));
        let either = known("CC-BY-NC-4.0 OR MIT");
        assert_eq!((either.eu, either.restricts("noncommercial")), (OpenVerdict::Yes, false));
        assert_eq!(either.id, "CC-BY-NC-4.0 OR MIT");
        let nested = known("(CC-BY-NC-4.0 OR MIT) AND GPL-3.0-or-later WITH GCC-exception-3.1");
        assert_eq!(nested.eu, OpenVerdict::Yes);
        assert!(nested.restricts("share-alike") && !nested.restricts("spdx-version-ambiguous"));
    }

    #[test]
    fn unknown_sides_spoil_only_what_they_can_change() {
        assert_eq!(known("MIT OR LicenseRef-Mine").eu, OpenVerdict::Yes);
        assert_eq!(read(licences(), "MIT AND LicenseRef-Mine"), Read::Unknown(vec!["LicenseRef-Mine".into()]));
        assert_eq!(read(licences(), "CC-BY-NC-4.0 OR LicenseRef-Mine"), Read::Unknown(vec!["LicenseRef-Mine".into()]));
        assert_eq!(read(licences(), "Apache 2"), Read::NotSpdx);
        assert_eq!(read(licences(), ""), Read::NotSpdx);
        assert_eq!(known("LicenseRef-llama3.1").id, "llama3.1");
    }

    #[test]
    fn ids_we_lack_are_read_from_the_standard() {
        assert_eq!(known("0BSD").eu, OpenVerdict::Yes);
        let dutch = known("CC-BY-NC-SA-2.0-FR");
        assert_eq!((dutch.eu, dutch.restricts("share-alike")), (OpenVerdict::No, true));
        assert!(!known("CC-BY-ND-1.0").grants.contains(&"modify"));
        assert_eq!(read(licences(), "JSON"), Read::Unknown(vec!["JSON".into()]));
        assert!(known("BUSL-1.1").restricts("field-of-use"));
        assert_eq!(known("GPL-2.0+").id, "gpl-2.0");
    }
}
