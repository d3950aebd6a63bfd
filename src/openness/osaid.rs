//! The Open Source AI Definition 1.0 (Open Source Initiative, 28 October 2024), requirement by requirement.
//!
//! A release meets it if data information, code and parameters are there under approved terms. Raw training data need
//! not be shared. The OSI certifies nobody, so "meets" is our reading of the facts given, which are not checked.

use crate::licence::{Input, Profile, resolve};
use lexcard_law_format::{Licence, OpenVerdict};
use serde::{Deserialize, Serialize};

/// What is known about a release. Everything may be left out; what is left out is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct OsaidInput {
    pub data_information: DataInformation,
    pub code: Code,
    pub parameters: Published,
}

/// The description of the training data, whether or not the data are shared.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct DataInformation {
    /// A skilled person could build a substantially equivalent system with it.
    pub sufficient: Option<bool>,
    pub provenance: Option<bool>,
    pub scope: Option<bool>,
    pub characteristics: Option<bool>,
    /// How the data were obtained and selected.
    pub selection: Option<bool>,
    pub labelling: Option<bool>,
    /// How they were processed and filtered.
    pub processing: Option<bool>,
    /// Publicly available data were used, and they are listed with where to get them.
    pub uses_public_data: Option<bool>,
    pub public_data_listed: Option<bool>,
    /// Data from third parties were used, and they are listed with where to get them, for a fee or not.
    pub uses_third_party_data: Option<bool>,
    pub third_party_data_listed: Option<bool>,
    /// Licence of the description.
    pub licence: Option<String>,
}

/// The source code that trains and runs the model.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Code {
    /// Processing and filtering of data.
    pub data_processing: Published,
    /// With arguments and settings.
    pub training: Published,
    pub validation: Published,
    /// Tokenisers, hyper-parameter search and the like.
    pub libraries: Published,
    pub inference: Published,
    pub architecture: Published,
}

/// Something that is published, or not, under some licence.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Published {
    pub published: Option<bool>,
    /// Hub identifier or SPDX expression.
    pub licence: Option<String>,
}

/// The answer, with every requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OsaidReport {
    pub verdict: OsaidVerdict,
    /// Requirements that are not met, by id.
    pub failing: Vec<&'static str>,
    /// Facts that would settle the rest, as paths into the input.
    pub needs: Vec<String>,
    pub limbs: Vec<OsaidLimb>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum OsaidVerdict {
    Meets,
    /// Under licences with the freedoms of the Open Source Definition that the OSI has not approved.
    ArguablyMeets,
    Fails,
    Unknown,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OsaidLimb {
    /// `O-F1`…`O-F4` freedoms, `O-D0`…`O-D3` data information, `O-C` code, `O-P` parameters.
    pub id: &'static str,
    pub requirement: &'static str,
    pub status: OsaidVerdict,
    /// What was found: one entry for each thing that is short of "meets".
    pub because: Vec<String>,
}

/// Three values and a half, joined by the worst.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Met {
    Yes,
    Arguably,
    Unknown,
    No,
}

impl From<Met> for OsaidVerdict {
    fn from(met: Met) -> Self {
        match met {
            Met::Yes => Self::Meets,
            Met::Arguably => Self::ArguablyMeets,
            Met::Unknown => Self::Unknown,
            Met::No => Self::Fails,
        }
    }
}

/// Tests a release against the definition.
#[must_use]
pub fn evaluate(licences: &[Licence<'_>], input: &OsaidInput) -> OsaidReport {
    test(licences, input, true)
}

/// The same without reasons and needs, which take most of the time.
#[must_use]
pub fn verdict(licences: &[Licence<'_>], input: &OsaidInput) -> OsaidReport {
    test(licences, input, false)
}

fn test(licences: &[Licence<'_>], input: &OsaidInput, in_words: bool) -> OsaidReport {
    let mut report = Builder { limbs: Vec::new(), needs: Vec::new(), in_words };
    let data = &input.data_information;
    let elements = elements(licences, input);

    for (id, requirement, freedom) in [
        ("O-F1", "use for any purpose without asking", Freedom::Use),
        ("O-F2", "study how it works", Freedom::Study),
        ("O-F3", "modify for any purpose", Freedom::Modify),
        ("O-F4", "share with or without changes", Freedom::Share),
    ] {
        report.limb(id, requirement, |limb| {
            for element in &elements {
                element.freedom(freedom, limb);
            }
        });
    }
    report.limb("O-D0", "data information sufficient to build an equivalent system, under approved terms", |limb| {
        limb.fact(("dataInformation", ".sufficient"), data.sufficient);
        limb.licence(("dataInformation", ".licence"), &standing(licences, data.licence.as_deref()));
    });
    report.limb("O-D1", "description of all training data, shared or not", |limb| {
        limb.fact(("dataInformation", ".provenance"), data.provenance);
        limb.fact(("dataInformation", ".scope"), data.scope);
        limb.fact(("dataInformation", ".characteristics"), data.characteristics);
        limb.fact(("dataInformation", ".selection"), data.selection);
        limb.fact(("dataInformation", ".labelling"), data.labelling);
        limb.fact(("dataInformation", ".processing"), data.processing);
    });
    report.limb("O-D2", "list of the publicly available training data", |limb| {
        limb.if_used(("dataInformation", ".usesPublicData"), data.uses_public_data, |limb| {
            limb.fact(("dataInformation", ".publicDataListed"), data.public_data_listed);
        });
    });
    report.limb("O-D3", "list of the training data obtainable from third parties", |limb| {
        limb.if_used(("dataInformation", ".usesThirdPartyData"), data.uses_third_party_data, |limb| {
            limb.fact(("dataInformation", ".thirdPartyDataListed"), data.third_party_data_listed);
        });
    });
    report.limb("O-C", "complete source code to train and run the system, under approved licences", |limb| {
        for element in elements.iter().filter(|e| e.is_code) {
            element.published(limb);
        }
    });
    report.limb("O-P", "parameters under approved terms", |limb| {
        for element in elements.iter().filter(|e| !e.is_code) {
            element.published(limb);
        }
    });
    report.finish()
}

struct Element<'e> {
    path: &'static str,
    is_code: bool,
    published: Option<bool>,
    licence: Standing<'e>,
}

/// What a licence is worth for the definition.
enum Standing<'e> {
    /// Not declared, or not to be told.
    Unknown,
    Known(Box<Profile<'e>>),
}

fn standing<'e>(licences: &'e [Licence<'e>], declared: Option<&str>) -> Standing<'e> {
    let Some(declared) = declared else { return Standing::Unknown };
    let resolution = resolve(licences, &Input { ids: &[declared], ..Input::default() });
    resolution.profile.map_or(Standing::Unknown, |profile| Standing::Known(Box::new(profile)))
}

impl Standing<'_> {
    fn met(&self) -> Met {
        match self {
            Self::Unknown => Met::Unknown,
            Self::Known(profile) if profile.osi => Met::Yes,
            Self::Known(profile) if profile.osd_conformant => Met::Arguably,
            // Free for the FSF, or open in our reading of its terms, but approved by nobody who matters here.
            Self::Known(profile) if profile.fsf && profile.eu == OpenVerdict::Yes => Met::Arguably,
            Self::Known(profile) if profile.restricts("family-label") && profile.eu == OpenVerdict::Yes => Met::Unknown,
            Self::Known(_) => Met::No,
        }
    }
}

fn elements<'e>(licences: &'e [Licence<'e>], input: &OsaidInput) -> Vec<Element<'e>> {
    let code = &input.code;
    let of = |path: &'static str, is_code, item: &Published| Element {
        path,
        is_code,
        published: item.published,
        licence: standing(licences, item.licence.as_deref()),
    };
    vec![
        of("code.dataProcessing", true, &code.data_processing),
        of("code.training", true, &code.training),
        of("code.validation", true, &code.validation),
        of("code.libraries", true, &code.libraries),
        of("code.inference", true, &code.inference),
        of("code.architecture", true, &code.architecture),
        of("parameters", false, &input.parameters),
    ]
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Freedom {
    Use,
    Study,
    Modify,
    Share,
}

/// Restrictions that stand in the way of using a thing for any purpose without asking.
const AGAINST_USE: [&str; 14] = [
    "noncommercial",
    "research-only",
    "mau-threshold",
    "revenue-threshold",
    "separate-commercial-licence",
    "field-of-use",
    "aup-broad",
    "no-train-competitors",
    "geo-exclusion",
    "hosting-ban",
    "revocable-at-will",
    "remote-restriction",
    "registration",
    "guardrail-clause",
];

impl Element<'_> {
    fn published(&self, limb: &mut LimbBuilder) {
        limb.fact((self.path, ".published"), self.published);
        if self.published != Some(false) {
            limb.licence((self.path, ".licence"), &self.licence);
        }
    }

    fn freedom(&self, freedom: Freedom, limb: &mut LimbBuilder) {
        let path = self.path;
        if self.published == Some(false) {
            return limb.note(Met::No, || format!("{path} is not published"));
        }
        if self.published.is_none() {
            limb.fact((path, ".published"), None);
        }
        let Standing::Known(profile) = &self.licence else {
            limb.need((path, ".licence"));
            return limb.note(Met::Unknown, || format!("the licence of {path} is not known"));
        };
        let withheld = match freedom {
            Freedom::Use => profile.restrictions.iter().copied().find(|r| AGAINST_USE.contains(r)),
            Freedom::Study => (!profile.grants.contains(&"access")).then_some("no access"),
            Freedom::Modify => (!profile.grants.contains(&"modify")).then_some("no-derivatives"),
            Freedom::Share => (!profile.grants.contains(&"redistribute")).then_some("no-redistribution"),
        };
        // Whoever may not change a thing may not share changes to it either.
        let withheld = withheld
            .or_else(|| (freedom == Freedom::Share && profile.restricts("no-derivatives")).then_some("no-derivatives"));
        if let Some(restriction) = withheld {
            limb.note(Met::No, || format!("{path}: `{}` has {restriction}", profile.id));
        }
    }
}

struct Builder {
    limbs: Vec<OsaidLimb>,
    needs: Vec<String>,
    in_words: bool,
}

/// A path into the input, in two parts.
type Path = (&'static str, &'static str);

struct LimbBuilder {
    met: Met,
    in_words: bool,
    because: Vec<String>,
    needs: Vec<String>,
}

impl LimbBuilder {
    fn note(&mut self, met: Met, because: impl FnOnce() -> String) {
        self.met = self.met.max(met);
        if self.in_words {
            self.because.push(because());
        }
    }

    fn need(&mut self, (path, end): Path) {
        if self.in_words {
            self.needs.push(format!("{path}{end}"));
        }
    }

    fn fact(&mut self, (path, end): Path, value: Option<bool>) {
        match value {
            Some(true) => {}
            Some(false) => self.note(Met::No, || format!("{path}{end} is not given")),
            None => {
                self.need((path, end));
                self.note(Met::Unknown, || format!("{path}{end} is not known"));
            }
        }
    }

    /// A requirement that is void where no such data were used.
    fn if_used(&mut self, path: Path, used: Option<bool>, then: impl FnOnce(&mut Self)) {
        if used == Some(false) {
            return;
        }
        let before = self.met;
        then(self);
        // A missing list fails only if there was something to list; an existing one settles both.
        if used.is_none() && self.met == Met::No {
            self.met = before.max(Met::Unknown);
            self.need(path);
        }
    }

    fn licence(&mut self, (path, end): Path, standing: &Standing<'_>) {
        let id = match standing {
            Standing::Unknown => "",
            Standing::Known(profile) => profile.id.as_str(),
        };
        match standing.met() {
            Met::Yes => {}
            Met::Arguably => {
                self.note(Met::Arguably, || format!("{path}{end} `{id}` is not approved by the OSI, but as free"));
            }
            Met::Unknown => self.fact((path, end), None),
            Met::No => self.note(Met::No, || format!("{path}{end} `{id}` is not an open-source licence")),
        }
    }
}

impl Builder {
    fn limb(&mut self, id: &'static str, requirement: &'static str, test: impl FnOnce(&mut LimbBuilder)) {
        let mut limb = LimbBuilder { met: Met::Yes, in_words: self.in_words, because: Vec::new(), needs: Vec::new() };
        test(&mut limb);
        for need in limb.needs {
            if !self.needs.contains(&need) {
                self.needs.push(need);
            }
        }
        self.limbs.push(OsaidLimb { id, requirement, status: limb.met.into(), because: limb.because });
    }

    fn finish(self) -> OsaidReport {
        let has = |status| self.limbs.iter().any(|limb| limb.status == status);
        let worst_first = [OsaidVerdict::Fails, OsaidVerdict::Unknown, OsaidVerdict::ArguablyMeets];
        let verdict = worst_first.into_iter().find(|status| has(*status)).unwrap_or(OsaidVerdict::Meets);
        let failing = self.limbs.iter().filter(|l| l.status == OsaidVerdict::Fails).map(|l| l.id).collect();
        OsaidReport { verdict, failing, needs: self.needs, limbs: self.limbs }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::licence::test_table::licences;

    /// A release that shows everything, under one licence.
    pub(in crate::openness) fn open(licence: &str) -> OsaidInput {
        let yes = Some(true);
        let item = || Published { published: yes, licence: Some(licence.to_owned()) };
        OsaidInput {
            data_information: DataInformation {
                sufficient: yes,
                provenance: yes,
                scope: yes,
                characteristics: yes,
                selection: yes,
                labelling: yes,
                processing: yes,
                uses_public_data: yes,
                public_data_listed: yes,
                uses_third_party_data: Some(false),
                third_party_data_listed: None,
                licence: Some("apache-2.0".to_owned()),
            },
            code: Code {
                data_processing: item(),
                training: item(),
                validation: item(),
                libraries: item(),
                inference: item(),
                architecture: item(),
            },
            parameters: item(),
        }
    }

    fn verdict(input: &OsaidInput) -> OsaidVerdict {
        evaluate(licences(), input).verdict
    }

    #[test]
    fn an_open_release_meets_it() {
        let report = evaluate(licences(), &open("apache-2.0"));
        assert_eq!(report.verdict, OsaidVerdict::Meets);
        assert!(report.needs.is_empty() && report.failing.is_empty() && report.limbs.len() == 10);
    }

    #[test]
    fn unapproved_but_free_terms_are_arguable() {
        let mut input = open("apache-2.0");
        for licence in ["cc-by-4.0", "openmdw-1.0", "cc0-1.0"] {
            input.parameters.licence = Some(licence.to_owned());
            assert_eq!(verdict(&input), OsaidVerdict::ArguablyMeets, "{licence}");
        }
    }

    #[test]
    fn limits_fail_freedoms_and_the_limb_of_the_licence() {
        let mut input = open("apache-2.0");
        input.parameters.licence = Some("llama3.1".to_owned());
        assert_eq!(evaluate(licences(), &input).failing, ["O-F1", "O-P"]);
        input.parameters.licence = Some("cc-by-nc-nd-4.0".to_owned());
        assert_eq!(evaluate(licences(), &input).failing, ["O-F1", "O-F3", "O-F4", "O-P"]);
    }

    #[test]
    fn open_weights_alone_fail() {
        let mut input = OsaidInput {
            parameters: Published { published: Some(true), licence: Some("mit".to_owned()) },
            ..OsaidInput::default()
        };
        let report = evaluate(licences(), &input);
        assert_eq!(report.verdict, OsaidVerdict::Unknown);
        assert!(report.needs.iter().any(|n| n == "code.training.published"), "{:?}", report.needs);
        input.code.training.published = Some(false);
        input.data_information.sufficient = Some(false);
        let report = evaluate(licences(), &input);
        assert_eq!(report.verdict, OsaidVerdict::Fails);
        assert!(report.failing.contains(&"O-C") && report.failing.contains(&"O-D0"));
    }

    #[test]
    fn lists_are_void_where_there_is_nothing_to_list() {
        let mut input = open("mit");
        input.data_information.uses_third_party_data = None;
        input.data_information.third_party_data_listed = Some(false);
        assert_eq!(evaluate(licences(), &input).needs, ["dataInformation.usesThirdPartyData"]);
        input.data_information.uses_third_party_data = Some(true);
        assert_eq!(evaluate(licences(), &input).failing, ["O-D3"]);
        input.data_information.uses_third_party_data = Some(false);
        assert_eq!(verdict(&input), OsaidVerdict::Meets);
    }

    /// Telling more never turns a decided answer round.
    #[test]
    fn knowledge_only_settles() {
        let full = serde_json::to_value(open("mit")).unwrap();
        let paths = [["dataInformation", "scope"], ["dataInformation", "licence"], ["parameters", "licence"]];
        for path in paths {
            let mut less = full.clone();
            less[path[0]][path[1]] = serde_json::Value::Null;
            let input: OsaidInput = serde_json::from_value(less).unwrap();
            let report = evaluate(licences(), &input);
            assert_eq!(report.verdict, OsaidVerdict::Unknown);
            assert_eq!(report.needs, [path.join(".")]);
        }
    }
}
