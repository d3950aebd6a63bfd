//! One word for how open a model is: the four tiers of the G7 vision paper of 29 May 2026.
//!
//! The paper binds nobody and we know it from secondary sources only. It makes a headline, nothing else.

use super::osaid::{OsaidInput, OsaidReport, OsaidVerdict};
use crate::licence::{Input, resolve};
use crate::order;
use lexcard_law_format::{Grade, Licence, OpenVerdict};
use serde::Serialize;

/// From closed to fully open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Tier {
    Closed,
    /// Weights are public, with restrictions.
    WeightsAvailable,
    /// Weights and the code to run them are under an open-source licence.
    OpenWeights,
    /// Also the training code, and data information where data cannot be shared.
    OpenSource,
    /// Also all training data.
    OpenDataOpenSource,
}

impl Tier {
    /// The paper's words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Closed => "closed AI",
            Self::WeightsAvailable => "weights-available AI",
            Self::OpenWeights => "open-weights AI",
            Self::OpenSource => "open-source AI",
            Self::OpenDataOpenSource => "open-data open-source AI",
        }
    }
}

/// The tier, or the tiers between which it lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Headline {
    pub at_least: Tier,
    pub at_most: Tier,
    /// One label, or a range.
    pub label: String,
    /// Facts that would settle it.
    pub needs: Vec<String>,
    pub grade: Grade,
}

/// The tier of a release, from its facts and its OSAID report. `data_shared`: all training data are open to everybody.
#[must_use]
pub fn headline(
    licences: &[Licence<'_>],
    input: &OsaidInput,
    osaid: &OsaidReport,
    data_shared: Option<bool>,
) -> Headline {
    let open = |declared: &Option<String>| {
        let profile = resolve(licences, &Input { ids: &[declared.as_deref()?], ..Input::default() }).profile?;
        Some(profile.osi || profile.osd_conformant || (profile.fsf && profile.eu == OpenVerdict::Yes))
    };
    let (weights, inference) = (&input.parameters, &input.code.inference);
    let source = match osaid.verdict {
        OsaidVerdict::Meets | OsaidVerdict::ArguablyMeets => Some(true),
        OsaidVerdict::Fails => Some(false),
        OsaidVerdict::Unknown => None,
    };
    let run = all(&[
        ("parameters.licence", open(&weights.licence)),
        ("code.inference.published", inference.published),
        ("code.inference.licence", open(&inference.licence)),
    ]);
    let steps = [
        (Tier::WeightsAvailable, all(&[("parameters.published", weights.published)])),
        (Tier::OpenWeights, run),
        (Tier::OpenSource, (source, osaid.needs.clone())),
        (Tier::OpenDataOpenSource, all(&[("dataShared", data_shared)])),
    ];
    let (mut at_least, mut at_most, mut needs) = (Tier::Closed, Tier::Closed, Vec::new());
    let mut sure = true;
    for (tier, (holds, missing)) in steps {
        match holds {
            Some(false) => break,
            Some(true) if sure => at_least = tier,
            Some(true) => {}
            None => {
                sure = false;
                needs.extend(missing);
            }
        }
        at_most = tier;
    }
    order::by(&mut needs, Ord::cmp);
    needs.dedup();
    let label = if at_least == at_most {
        at_least.label().to_owned()
    } else {
        format!("between {} and {}", at_least.label(), at_most.label())
    };
    Headline { at_least, at_most, label, needs, grade: Grade::Secondary }
}

/// All hold, one does not, or some are not known; with those.
fn all(facts: &[(&str, Option<bool>)]) -> (Option<bool>, Vec<String>) {
    if facts.iter().any(|(_, value)| *value == Some(false)) {
        return (Some(false), Vec::new());
    }
    let missing: Vec<String> =
        facts.iter().filter(|(_, value)| value.is_none()).map(|(name, _)| (*name).to_owned()).collect();
    (missing.is_empty().then_some(true), missing)
}

#[cfg(test)]
mod tests {
    use super::super::osaid::{Published, evaluate};
    use super::*;
    use crate::licence::test_table::licences;

    fn tiers(weights: (Option<bool>, &str), inference: (Option<bool>, &str), data: Option<bool>) -> (Tier, Tier) {
        let item = |(published, licence): (Option<bool>, &str)| Published {
            published,
            licence: (!licence.is_empty()).then(|| licence.to_owned()),
        };
        let mut input = OsaidInput { parameters: item(weights), ..OsaidInput::default() };
        input.code.inference = item(inference);
        input.code.training.published = Some(false);
        let found = headline(licences(), &input, &evaluate(licences(), &input), data);
        (found.at_least, found.at_most)
    }

    #[test]
    fn tiers_build_on_each_other() {
        let (yes, no) = (Some(true), Some(false));
        assert_eq!(tiers((no, ""), (None, ""), yes), (Tier::Closed, Tier::Closed));
        assert_eq!(tiers((yes, "llama3.1"), (yes, "mit"), yes), (Tier::WeightsAvailable, Tier::WeightsAvailable));
        assert_eq!(tiers((yes, "apache-2.0"), (yes, "mit"), yes), (Tier::OpenWeights, Tier::OpenWeights));
        assert_eq!(tiers((yes, "apache-2.0"), (None, "mit"), yes), (Tier::WeightsAvailable, Tier::OpenWeights));
        assert_eq!(tiers((None, "apache-2.0"), (yes, "mit"), None), (Tier::Closed, Tier::OpenWeights));
    }

    #[test]
    fn the_upper_tiers_follow_the_open_source_definition() {
        let input = super::super::osaid::tests::open("apache-2.0");
        let osaid = evaluate(licences(), &input);
        let tier = |data| {
            let found = headline(licences(), &input, &osaid, data);
            (found.at_least, found.at_most, found.needs)
        };
        assert_eq!(tier(Some(true)), (Tier::OpenDataOpenSource, Tier::OpenDataOpenSource, vec![]));
        assert_eq!(tier(Some(false)), (Tier::OpenSource, Tier::OpenSource, vec![]));
        assert_eq!(tier(None), (Tier::OpenSource, Tier::OpenDataOpenSource, vec!["dataShared".to_owned()]));
    }
}
