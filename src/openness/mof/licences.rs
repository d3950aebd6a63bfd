//! Which licences count as open, for the tool and for the framework.

use super::components::ContentType;
use spdx::flags::{IS_FSF_LIBRE, IS_OSI_APPROVED};

/// The tool's own list of open data licences, its wrong id for the PDDL included.
const OPEN_DATA: [&str; 32] = [
    "CC0-1.0",
    "CC-BY-1.0",
    "CC-BY-2.0",
    "CC-BY-2.5",
    "CC-BY-2.5-AU",
    "CC-BY-3.0",
    "CC-BY-3.0-AT",
    "CC-BY-3.0-AU",
    "CC-BY-3.0-DE",
    "CC-BY-3.0-IGO",
    "CC-BY-3.0-NL",
    "CC-BY-3.0-US",
    "CC-BY-4.0",
    "CC-BY-SA-1.0",
    "CC-BY-SA-2.0",
    "CC-BY-SA-2.0-UK",
    "CC-BY-SA-2.1-JP",
    "CC-BY-SA-2.5",
    "CC-BY-SA-3.0",
    "CC-BY-SA-3.0-AT",
    "CC-BY-SA-4.0",
    "CDLA-Permissive-1.0",
    "CDLA-Permissive-2.0",
    "CDLA-Sharing-1.0",
    "ODC-PDDL-1.0",
    "ODC-By-1.0",
    "ODbL-1.0",
    "GFDL-1.3",
    "OGL-Canada-2.0",
    "OGL-UK-2.0",
    "OGL-UK-3.0",
    "OpenMDW-1.0",
];

/// Open in today's SPDX list but not in that of 2024-05-21, which the tool carries: approved by the OSI since, or not
/// yet listed. Found by comparing the flags of SPDX 3.24.0 and 3.29.0 for every id.
const OPEN_SINCE_2024: [&str; 10] = [
    "ALGLIB-Documentation",
    "BSD-3-Clause-Open-MPI",
    "BSD-ask-to-endorse",
    "CDDL-1.1",
    "CNRI-Python-GPL-Compatible",
    "OSC-1.0",
    "Python-2.0.1",
    "W3C-20150513",
    "WordNet",
    "curl",
];

/// The tool's lists of licences made for a kind of content.
const MADE_FOR_CODE: [&str; 19] = [
    "0BSD",
    "AFL-1.1",
    "AFL-1.2",
    "AFL-2.0",
    "AFL-2.1",
    "AFL-3.0",
    "Apache-1.0",
    "Apache-1.1",
    "Apache-2.0",
    "ECL-1.0",
    "ECL-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MulanPSL-1.0",
    "MulanPSL-2.0",
    "NCSA",
    "UPL-1.0",
    "OpenMDW-1.0",
];
const MADE_FOR_DATA: [&str; 5] = ["C-UDA-1.0", "CDLA-Permissive-1.0", "CDLA-Permissive-2.0", "PDDL-1.0", "OpenMDW-1.0"];
// A second entry for CC0-1.0 in the tool's file overwrites the first, so that it is no data licence there.
const MADE_FOR_DOCUMENTS: [&str; 8] =
    ["Apache-2.0", "CC-BY-4.0", "CC-BY-SA-3.0", "CC-BY-SA-4.0", "CC-PDDC", "CC0-1.0", "FreeBSD-DOC", "OpenMDW-1.0"];

/// The flags of an id, spelt exactly as on the SPDX list.
fn flags(id: &str) -> Option<u8> {
    spdx::identifiers::LICENSES.iter().find(|l| l.name == id).map(|l| l.flags)
}

/// Whether the tool takes the licence for open: exact id, on the list of May 2024.
pub(super) fn open_for_tool(id: &str) -> bool {
    let listed = flags(id).is_some_and(|flags| flags & (IS_FSF_LIBRE | IS_OSI_APPROVED) != 0);
    (listed && !OPEN_SINCE_2024.contains(&id)) || OPEN_DATA.contains(&id)
}

/// Whether the tool takes the licence for made for this content. Only ever a warning.
pub(super) fn fits_for_tool(id: &str, content: ContentType) -> bool {
    match content {
        ContentType::Code => MADE_FOR_CODE.contains(&id),
        ContentType::Data => MADE_FOR_DATA.contains(&id),
        ContentType::Document => MADE_FOR_DOCUMENTS.contains(&id),
    }
}

/// Open licences that the tool does not know, by their SPDX id or, without one, our `LicenseRef`.
const MORE_OPEN: [&str; 4] = ["PDDL-1.0", "etalab-2.0", "LicenseRef-OpenMDW-1.1", "OpenMDW-1.0"];

/// What the framework makes of a licence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Judged {
    pub(super) open: bool,
    /// Made for this kind of content.
    pub(super) fits: bool,
}

/// Reads the licence as an SPDX expression of today's list, with common misspellings mended.
pub(super) fn judge_for_framework(text: &str, content: ContentType) -> Judged {
    let text = text.trim();
    let one = |id: &str| judge_id(&canonical(id), content);
    if let Ok(expression) = spdx::Expression::parse(text) {
        // A licensee picks the best side of an OR and bears every side of an AND.
        let with =
            |pick: fn(Judged) -> bool| expression.evaluate(|req| pick(judge_id(&req.license.to_string(), content)));
        return Judged { open: with(|j| j.open), fits: with(|j| j.open && j.fits) };
    }
    one(text)
}

fn judge_id(id: &str, content: ContentType) -> Judged {
    let flags = flags(id.trim_end_matches('+')).unwrap_or(0);
    let osi = flags & IS_OSI_APPROVED != 0;
    let everything = id.contains("OpenMDW");
    // Ported Creative Commons texts are as open as the generic ones.
    let creative = matches!(id.strip_prefix("CC-BY-"), Some(rest) if !rest.starts_with("N"));
    let content_licence = OPEN_DATA.contains(&id) || MORE_OPEN.contains(&id) || (creative && id.is_ascii());
    let open = osi || content_licence || flags & IS_FSF_LIBRE != 0;
    let fits = match content {
        ContentType::Code => osi || everything,
        ContentType::Data | ContentType::Document => open,
    };
    Judged { open, fits }
}

/// The SPDX id meant by a common spelling; anything else stays as it is.
fn canonical(text: &str) -> String {
    let folded: String = text
        .to_ascii_lowercase()
        .replace("licence", "")
        .replace("license", "")
        .replace("version", "")
        .replace([' ', '_', ','], "-");
    let folded: Vec<&str> = folded.split('-').filter(|part| !part.is_empty()).collect();
    let folded = folded.join("-");
    let known = |id: &str| spdx::identifiers::LICENSES.iter().find(|l| l.name.eq_ignore_ascii_case(id));
    let short = match folded.as_str() {
        "apache" | "apache-2" | "apache2" | "apache2.0" | "apache-v2" | "apache-v2.0" => "Apache-2.0",
        "the-mit" => "MIT",
        "bsd-3" | "bsd3" => "BSD-3-Clause",
        "bsd-2" | "bsd2" => "BSD-2-Clause",
        "gplv3" | "gpl-v3" | "gpl3" | "gpl-3" => "GPL-3.0",
        "gplv2" | "gpl-v2" | "gpl2" | "gpl-2" => "GPL-2.0",
        "cc-0" | "cc0" => "CC0-1.0",
        "c-uda" => "C-UDA-1.0",
        "odc-by" => "ODC-By-1.0",
        "odbl" => "ODbL-1.0",
        "pddl" | "odc-pddl-1.0" => "PDDL-1.0",
        "openmdw" | "openmdw-1" => "OpenMDW-1.0",
        "openmdw-1.1" | "licenseref-openmdw-1.1" | "ref-openmdw-1.1" => "LicenseRef-OpenMDW-1.1",
        other => known(other).map_or(text, |l| l.name),
    };
    short.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tools_quirks_are_kept() {
        for open in
            ["MIT", "WTFPL", "BSD-3-Clause-Clear", "GFDL-1.3", "GFDL-1.1-only", "ODbL-1.0", "GPL-2.0+", "OpenMDW-1.0"]
        {
            assert!(open_for_tool(open), "{open}");
        }
        for closed in [
            "PDDL-1.0",
            "etalab-2.0",
            "CC-BY-SA-3.0-DE",
            "CC-BY-SA-3.0-IGO",
            "OpenMDW-1.1",
            "LGPLLR",
            "Apache 2.0",
            "apache-2.0",
            "MIT+",
            "GPL-1.0+",
            "C-UDA-1.0",
            "CC-PDDC",
            "FreeBSD-DOC",
            "MulanPSL-1.0",
            "curl",
            "WordNet",
            "unlicensed",
            "",
            "CC-BY-NC-4.0",
            "MIT OR Apache-2.0",
        ] {
            assert!(!open_for_tool(closed), "{closed}");
        }
        assert!(!fits_for_tool("BSD-3-Clause", ContentType::Code) && !fits_for_tool("CC0-1.0", ContentType::Data));
        assert!(fits_for_tool("OpenMDW-1.0", ContentType::Data) && fits_for_tool("PDDL-1.0", ContentType::Data));
    }

    #[test]
    fn the_framework_is_read_as_written() {
        let open = |id| judge_for_framework(id, ContentType::Data).open;
        for id in [
            "PDDL-1.0",
            "etalab-2.0",
            "OpenMDW-1.1",
            "CC-BY-SA-3.0-DE",
            "Apache 2.0",
            "apache-2.0",
            "Apache License 2.0",
            "MIT OR CC-BY-NC-4.0",
            "MIT License",
            "curl",
            "gpl-3.0",
            "pddl",
            "CC BY 4.0",
        ] {
            assert!(open(id), "{id}");
        }
        for id in [
            "CC-BY-NC-4.0",
            "CC-BY-ND-4.0",
            "C-UDA-1.0",
            "LGPLLR",
            "llama3.1",
            "",
            "MIT AND CC-BY-NC-4.0",
            "Proprietary",
        ] {
            assert!(!open(id), "{id}");
        }
        let on_code = judge_for_framework("CC-BY-4.0", ContentType::Code);
        assert_eq!(on_code, Judged { open: true, fits: false });
        assert_eq!(judge_for_framework("BSD-3-Clause", ContentType::Code), Judged { open: true, fits: true });
    }
}
