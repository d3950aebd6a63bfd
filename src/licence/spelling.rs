//! The Hub accepts its own spelling of licence identifiers only; this finds the identifier that was meant.

use lexcard_law_format::Licence;
use serde::Serialize;

/// What to write in the field `license`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Suggestion<'p> {
    /// A Hub identifier; `other` where the licence is not on the Hub's list.
    pub id: &'p str,
    /// With `other`: what to write in `license_name`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license_name: Option<&'p str>,
    /// The same licence beyond doubt; otherwise the nearest identifier, to be confirmed by a person.
    pub certain: bool,
    pub why: &'static str,
}

/// The Hub's spelling of a licence; nothing if it is spelt so already or means nothing we know.
#[must_use]
pub fn hub_spelling<'p>(licences: &'p [Licence<'p>], given: &str) -> Option<Suggestion<'p>> {
    let hub = |id: &str| licences.iter().find(|l| l.hub && l.id == id).map(|l| l.id);
    if hub(given).is_some() || given.len() > 200 {
        return None;
    }
    let suggest = |id, why| Some(Suggestion { id, license_name: None, certain: true, why });
    let folded = given.trim().trim_matches(['"', '\'', '`']).to_ascii_lowercase().replace([' ', '_'], "-");
    if let Some(id) = hub(&folded) {
        return suggest(id, "the Hub writes its identifiers in lower case with hyphens");
    }
    if ["busl", "business-source", "bsl-1.1", "bsl1.1"].iter().any(|trap| folded.contains(trap)) {
        return other(
            licences,
            "bsl-business",
            "the Hub's `bsl-1.0` is Boost; the Business Source License is not listed",
        );
    }
    let bare = ["-only", "-or-later", "+"].iter().find_map(|end| folded.strip_suffix(end));
    if let Some(id) = bare.and_then(hub) {
        return suggest(id, "the Hub's identifiers do not say `-only` or `-or-later`");
    }
    let by_spdx = |text: &str| licences.iter().find(|l| l.hub && l.spdx.is_some_and(|s| s.eq_ignore_ascii_case(text)));
    if let Some(licence) = by_spdx(&folded) {
        return suggest(licence.id, "the Hub has an identifier of its own for this SPDX licence");
    }
    if let Some(licence) = super::find_by_name(licences, &folded) {
        if licence.hub {
            return suggest(licence.id, "this is another name of the licence");
        }
        return other(licences, licence.id, "this licence is not on the Hub's list");
    }
    let words = words(&folded);
    let with_zero = format!("{words}.0");
    if let Some(id) = hub(&words).or_else(|| hub(&with_zero)).or_else(|| short_form(&words).and_then(hub)) {
        return suggest(id, "this is another spelling of the licence");
    }
    let mut near = licences.iter().filter(|l| l.hub && l.id.len() > 3 && one_edit_apart(l.id, &folded));
    match (near.next(), near.next()) {
        (Some(licence), None) => {
            Some(Suggestion { certain: false, ..suggest(licence.id, "the nearest identifier of the Hub")? })
        }
        _ => None,
    }
}

fn other<'p>(licences: &'p [Licence<'p>], slug: &str, why: &'static str) -> Option<Suggestion<'p>> {
    let licence = super::find(licences, slug)?;
    let name = licence.names.first().copied().unwrap_or(licence.id);
    Some(Suggestion { id: super::find(licences, "other")?.id, license_name: Some(name), certain: true, why })
}

/// Without filler words, and with versions as plain numbers: `apache-license-v2` becomes `apache-2`.
fn words(folded: &str) -> String {
    let kept =
        folded.split(['-', ',']).filter(|w| !matches!(*w, "" | "the" | "license" | "licence" | "version" | "gnu"));
    let plain = kept.map(|word| match word.strip_prefix('v') {
        Some(number) if number.starts_with(|c: char| c.is_ascii_digit()) => number,
        _ => word,
    });
    plain.collect::<Vec<_>>().join("-")
}

fn short_form(words: &str) -> Option<&'static str> {
    Some(match words {
        "apache2" | "apache2.0" | "asl-2.0" => "apache-2.0",
        "bsd-3" | "bsd3" | "bsd-new" | "modified-bsd" => "bsd-3-clause",
        "bsd-2" | "bsd2" | "simplified-bsd" => "bsd-2-clause",
        "gplv3" | "gpl3" | "gpl3.0" | "gplv3.0" => "gpl-3.0",
        "gplv2" | "gpl2" | "gpl2.0" | "gplv2.0" => "gpl-2.0",
        "agplv3" | "agpl3" | "agpl" => "agpl-3.0",
        "lgplv3" | "lgpl3" => "lgpl-3.0",
        "mplv2" | "mpl2" => "mpl-2.0",
        "cc0" | "cc-0" | "cc0-1" => "cc0-1.0",
        _ => return None,
    })
}

/// One letter added, dropped, changed, or two neighbours swapped.
fn one_edit_apart(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len().abs_diff(b.len()) > 1 || a == b {
        return false;
    }
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let rest = |bytes: &'_ [u8], skip: usize| -> Vec<u8> { bytes.iter().skip(start + skip).copied().collect() };
    if a.len() == b.len() {
        let swapped = a.get(start) == b.get(start + 1) && a.get(start + 1) == b.get(start);
        return rest(a, 1) == rest(b, 1) || (swapped && rest(a, 2) == rest(b, 2));
    }
    let (long, short) = if a.len() > b.len() { (a, b) } else { (b, a) };
    rest(long, 1) == rest(short, 0)
}

#[cfg(test)]
mod tests {
    use super::super::test_table::licences;
    use super::*;

    #[test]
    fn the_hubs_spelling_is_found() {
        for (given, expected) in [
            ("Apache-2.0", "apache-2.0"),
            ("apache 2.0", "apache-2.0"),
            ("Apache License 2.0", "apache-2.0"),
            ("Apache License, Version 2.0", "apache-2.0"),
            ("apache-2", "apache-2.0"),
            ("MIT License", "mit"),
            ("MIT", "mit"),
            ("GPL-3.0-or-later", "gpl-3.0"),
            ("AGPL-3.0-only", "agpl-3.0"),
            ("LGPL-2.1+", "lgpl-2.1"),
            ("GNU GPL v3", "gpl-3.0"),
            ("ODbL-1.0", "odbl"),
            ("C-UDA-1.0", "c-uda"),
            ("CC BY 4.0", "cc-by-4.0"),
            ("cc_by_nc_sa_4.0", "cc-by-nc-sa-4.0"),
            ("CC0", "cc0-1.0"),
            ("BSD 3", "bsd-3-clause"),
            ("llama-3.1", "llama3.1"),
        ] {
            let found = hub_spelling(licences(), given);
            assert_eq!(found.as_ref().map(|s| (s.id, s.certain)), Some((expected, true)), "{given}");
        }
    }

    #[test]
    fn guesses_say_that_they_are() {
        let found = hub_spelling(licences(), "apcahe-2.0").unwrap();
        assert_eq!((found.id, found.certain), ("apache-2.0", false));
        // `llama3.5` is one letter from several.
        assert_eq!(hub_spelling(licences(), "llama3.5"), None);
        assert_eq!(hub_spelling(licences(), "proprietary"), None);
        assert_eq!(hub_spelling(licences(), "apache-2.0"), None);
    }

    #[test]
    fn licences_outside_the_list_are_other() {
        for given in ["BUSL-1.1", "bsl-1.1", "Business Source License 1.1"] {
            let found = hub_spelling(licences(), given).unwrap();
            assert_eq!((found.id, found.license_name), ("other", Some("busl-1.1")), "{given}");
        }
        let found = hub_spelling(licences(), "DeepSeek").unwrap();
        assert_eq!((found.id, found.license_name), ("other", Some("deepseek")));
        assert_eq!(hub_spelling(licences(), "bsl-1.0"), None);
    }
}
