//! Whether a derived model may be under its licence, given that of the model it is made from.
//!
//! Compares what the licences say, one term at a time. It does not know whether a derivative is one in the eyes of
//! copyright law; where that is open (adapters, quantised copies), the conflict is marked as not certain.

use super::profile::Profile;
use crate::order;
use lexcard_law_format::{Grade, Licence, LicenceClass, Outputs};
use serde::{Deserialize, Serialize};

/// How the derived model came about; the Hub's `base_model_relation`, and distillation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    #[default]
    Finetune,
    Adapter,
    Quantized,
    Merge,
    /// Trained on the outputs of the base model, with none of its weights.
    Distilled,
}

/// What is known about the derivation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Derivation<'d> {
    pub relation: Relation,
    /// Name of the derived model, with or without owner.
    pub name: Option<&'d str>,
    /// Text of its card, to look for words that must be shown.
    pub card: Option<&'d str>,
}

/// A term of the base model's licence that the derived model's does not honour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Conflict {
    pub kind: ConflictKind,
    /// The restriction concerned.
    pub term: String,
    /// Licence of the base model, and of the derived one.
    pub base: String,
    pub derivative: String,
    /// Where the base licence says so, if we know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    pub explanation: String,
    pub remedy: String,
    /// How well our reading of the base licence is supported.
    pub grade: Grade,
    /// Whether the term applies beyond doubt.
    pub certain: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConflictKind {
    /// The base licence lets nobody share derivatives.
    DerivativeForbidden,
    /// The base licence lets nobody pass the model on.
    RedistributionForbidden,
    /// The base licence forbids training others on its outputs.
    OutputsBanned,
    /// Derivatives must keep the base licence.
    ShareAlike,
    /// The derivative's licence allows what the base licence withholds.
    LooserThanBase,
    /// The derivative's name lacks a prescribed beginning.
    Naming,
    /// Words that must be shown are not in the card.
    Display,
    /// The derivative waives notices that the base licence asks for.
    NoticeDropped,
}

/// Limits that stay with the parameters whoever passes them on, and what they say.
const LIMITS: [(&str, &str); 12] = [
    ("research-only", "allows research only"),
    ("noncommercial", "forbids commercial use"),
    ("mau-threshold", "asks users above a number of users for a licence of their own"),
    ("revenue-threshold", "asks users above a revenue for a licence of their own"),
    ("separate-commercial-licence", "asks for a separate licence for some commercial uses"),
    ("field-of-use", "forbids some fields of use"),
    ("aup-broad", "binds everybody down the line to a list of forbidden uses"),
    ("remote-restriction", "lets the licensor restrict use later on"),
    ("no-train-competitors", "forbids improving other models with the model or its outputs"),
    ("hosting-ban", "forbids offering the model as a hosted service"),
    ("guardrail-clause", "ends when safety guardrails are bypassed"),
    ("geo-exclusion", "grants no rights in some places"),
];

/// What is wrong with putting a model made from `base` under `derivative`; empty if nothing that we know of.
///
/// Sorted by kind. For several base models ask for each.
#[must_use]
pub fn compatibility(base: &Profile<'_>, derivative: &Profile<'_>, how: &Derivation<'_>) -> Vec<Conflict> {
    let mut conflicts: Vec<Conflict> = base.parts.iter().flat_map(|part| of_part(part, derivative, how)).collect();
    order::by(&mut conflicts, |a, b| (a.kind, &a.base).cmp(&(b.kind, &b.base)));
    conflicts
}

fn of_part(base: &Licence<'_>, derivative: &Profile<'_>, how: &Derivation<'_>) -> Vec<Conflict> {
    let case = Case { base, derivative, how };
    match (how.relation, base.outputs) {
        (Relation::Distilled, Outputs::Free | Outputs::Unknown) => Vec::new(),
        (Relation::Distilled, Outputs::Named) => case.naming().into_iter().collect(),
        (Relation::Distilled, Outputs::Banned) => case.outputs().into_iter().collect(),
        // Under RAIL texts a model trained on the outputs is a derivative like any other.
        _ => {
            let mut found: Vec<Conflict> = case.forbidden();
            found.extend(case.naming());
            found.extend(case.display());
            if !case.keeps_licence() {
                found.extend(case.share_alike());
                found.extend(case.looser());
                found.extend(case.notice());
            }
            found
        }
    }
}

struct Case<'c> {
    base: &'c Licence<'c>,
    derivative: &'c Profile<'c>,
    how: &'c Derivation<'c>,
}

impl Case<'_> {
    fn has(&self, term: &str) -> bool {
        self.base.restrictions.contains(&term)
    }

    fn text_id(licence: &Licence<'_>) -> String {
        licence.same_as.unwrap_or(licence.id).to_ascii_lowercase()
    }

    /// The derived model is under the base licence itself (perhaps among others that bind as well).
    fn keeps_licence(&self) -> bool {
        let base = Self::text_id(self.base);
        self.derivative.parts.iter().any(|part| Self::text_id(part) == base)
    }

    fn conflict(&self, kind: ConflictKind, term: &str, explanation: String, remedy: String) -> Conflict {
        let clause = |name: &str| self.base.clauses.iter().find(|(of, _)| *of == name).map(|(_, at)| (*at).to_owned());
        Conflict {
            kind,
            term: term.to_owned(),
            base: self.base.id.to_owned(),
            derivative: self.derivative.id.clone(),
            clause: clause(term),
            explanation,
            remedy,
            grade: self.base.grade,
            certain: true,
        }
    }

    fn forbidden(&self) -> Vec<Conflict> {
        let mut found = Vec::new();
        let (name, base) = (self.base.name, self.base.id);
        if self.has("no-derivatives") {
            let explanation = format!("{name} (`{base}`) lets nobody share adapted versions");
            let remedy = "ask the licensor for permission, or start from another model".to_owned();
            let conflict = self.conflict(ConflictKind::DerivativeForbidden, "no-derivatives", explanation, remedy);
            // A change of number format may be no adaptation at all.
            found.push(Conflict { certain: self.how.relation != Relation::Quantized, ..conflict });
        }
        if !self.base.grants.contains(&"redistribute") && !self.base.grants.is_empty() {
            let explanation = format!("{name} (`{base}`) does not let everybody pass the model on");
            let remedy = "ask the licensor for consent".to_owned();
            let conflict =
                self.conflict(ConflictKind::RedistributionForbidden, "no-redistribution", explanation, remedy);
            found.push(Conflict { certain: false, ..conflict });
        }
        found
    }

    fn outputs(&self) -> Option<Conflict> {
        if self.keeps_licence() {
            return None;
        }
        let explanation = format!(
            "{} (`{}`) forbids using the model's outputs to improve other models, and this one was trained on them",
            self.base.name, self.base.id
        );
        let remedy = "train on outputs of a model whose licence allows it".to_owned();
        Some(self.conflict(ConflictKind::OutputsBanned, "no-train-competitors", explanation, remedy))
    }

    fn naming(&self) -> Option<Conflict> {
        let (prefix, name) = (self.base.name_prefix?, self.how.name?);
        let model = name.rsplit('/').next().unwrap_or(name);
        let plain = |text: &str| -> String {
            text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
        };
        let (model_plain, prefix_plain) = (plain(model), plain(prefix));
        // The licensor's own names begin with its firm.
        let own = model_plain.strip_prefix("meta").unwrap_or(&model_plain);
        if own.starts_with(&prefix_plain) {
            return None;
        }
        let explanation = format!(
            "{} (`{}`) wants the names of models made with it to begin with \"{prefix}\"; this one is called `{model}`",
            self.base.name, self.base.id
        );
        let remedy = format!("let the name begin with \"{prefix}\"");
        let conflict = self.conflict(ConflictKind::Naming, "naming-duty", explanation, remedy);
        Some(Conflict { certain: self.how.relation != Relation::Quantized, ..conflict })
    }

    fn display(&self) -> Option<Conflict> {
        let (words, card) = (self.base.display?, self.how.card?);
        if card.to_ascii_lowercase().contains(&words.to_ascii_lowercase()) {
            return None;
        }
        let explanation = format!(
            "{} (`{}`) wants \"{words}\" shown with models and products made with it; the card does not say so",
            self.base.name, self.base.id
        );
        let remedy = format!("write \"{words}\" into the card");
        let conflict = self.conflict(ConflictKind::Display, "display-duty", explanation, remedy);
        // It may stand on a website or in other documentation instead.
        Some(Conflict { certain: false, ..conflict })
    }

    fn share_alike(&self) -> Option<Conflict> {
        if !self.has("share-alike") {
            return None;
        }
        let base = Self::text_id(self.base);
        let allowed = successors(&base);
        if self.derivative.parts.iter().any(|part| allowed.contains(&Self::text_id(part).as_str())) {
            return None;
        }
        let mut remedy = format!("keep `{}`", self.base.id);
        if !allowed.is_empty() {
            remedy.push_str(&format!(", or take `{}`", allowed.join("` or `")));
        }
        let explanation = format!(
            "{} (`{}`) wants changed versions under the same terms; `{}` is not among them",
            self.base.name, self.base.id, self.derivative.id
        );
        let conflict = self.conflict(ConflictKind::ShareAlike, "share-alike", explanation, remedy);
        // An adapter is a file of its own; sharing data alike need not reach what is computed from them.
        let open = self.how.relation == Relation::Adapter || base == "cdla-sharing-1.0" || self.has("family-label");
        Some(Conflict { certain: !open, ..conflict })
    }

    fn looser(&self) -> Vec<Conflict> {
        let lacking = LIMITS.iter().filter(|(term, _)| self.has(term) && !self.carries(term));
        lacking
            .map(|(term, says)| {
                let detail = self.detail(term).map(|detail| format!(" ({detail})")).unwrap_or_default();
                let explanation = format!(
                    "{} (`{}`) {says}{detail}; `{}` gives that away",
                    self.base.name, self.base.id, self.derivative.id
                );
                let handing_on = self.base.clauses.iter().find(|(of, _)| *of == "pass-on");
                let handing_on = handing_on.map(|(_, at)| format!(" ({at})")).unwrap_or_default();
                let mut remedy = if self.base.hub {
                    format!("declare `license: {}` and hand its text on{handing_on}", self.base.id)
                } else {
                    let name = self.base.names.first().unwrap_or(&self.base.id);
                    format!("declare `license: other`, `license_name: {name}` and hand its text on{handing_on}")
                };
                if let Some(policy) = self.base.use_policy.filter(|_| *term == "aup-broad") {
                    remedy.push_str(&format!(", with {policy}"));
                }
                let conflict = self.conflict(ConflictKind::LooserThanBase, term, explanation, remedy);
                let scoped = *term == "geo-exclusion" && !self.base.geo_scope.is_empty();
                Conflict { certain: !scoped, ..conflict }
            })
            .collect()
    }

    /// The derivative's licence has the limit too, or a stricter one.
    fn carries(&self, term: &str) -> bool {
        let no_looser = |own: Option<f64>, base: Option<f64>| match (own, base) {
            (Some(own), Some(base)) => own <= base,
            (None, Some(_)) => false,
            (_, None) => true,
        };
        let has = |term: &str| self.derivative.restricts(term);
        match term {
            "noncommercial" => has(term) || has("research-only"),
            "separate-commercial-licence" => has(term) || has("noncommercial") || has("research-only"),
            "mau-threshold" => has(term) && no_looser(self.derivative.user_threshold, self.base.user_threshold),
            "revenue-threshold" => {
                has(term) && no_looser(self.derivative.revenue_threshold, self.base.revenue_threshold)
            }
            "field-of-use" => has(term) || has("aup-broad"),
            "geo-exclusion" => {
                has(term) && self.base.geo_excluded.iter().all(|place| self.derivative.geo_excluded.contains(place))
            }
            _ => has(term),
        }
    }

    fn detail(&self, term: &str) -> Option<String> {
        match term {
            "mau-threshold" => {
                self.base.user_threshold.map(|users| format!("{} users a {}", grouped(users), self.base.user_period))
            }
            "revenue-threshold" => self.base.revenue_threshold.map(|revenue| format!("USD {}", grouped(revenue))),
            "aup-broad" => self.base.use_policy.map(str::to_owned),
            "geo-exclusion" => Some(self.base.geo_excluded.join(", ")),
            _ => None,
        }
    }

    fn notice(&self) -> Option<Conflict> {
        let waived = self.derivative.parts.iter().all(|part| part.class == LicenceClass::PublicDomain)
            && !self.derivative.restricts("attribution");
        if !self.has("attribution") || !waived || self.has("share-alike") {
            return None;
        }
        let explanation = format!(
            "{} (`{}`) asks for its notices to be kept; `{}` tells users that none are needed",
            self.base.name, self.base.id, self.derivative.id
        );
        let remedy = format!("keep the notices of `{}` and say that they apply", self.base.id);
        Some(self.conflict(ConflictKind::NoticeDropped, "attribution", explanation, remedy))
    }
}

/// Licences that a share-alike text itself accepts for changed versions, beside itself.
fn successors(id: &str) -> &'static [&'static str] {
    match id {
        "cc-by-sa-3.0" => &["cc-by-sa-4.0"],
        // Declared one-way compatible by Creative Commons in 2015.
        "cc-by-sa-4.0" => &["gpl-3.0"],
        "cc-by-nc-sa-2.0" => &["cc-by-nc-sa-3.0", "cc-by-nc-sa-4.0"],
        "cc-by-nc-sa-3.0" => &["cc-by-nc-sa-4.0"],
        "gpl-3.0" => &["agpl-3.0"],
        "lgpl-2.1" => &["gpl-2.0", "gpl-3.0", "lgpl-3.0"],
        "lgpl-3.0" => &["gpl-3.0", "agpl-3.0"],
        "mpl-2.0" => &["gpl-2.0", "gpl-3.0", "lgpl-2.1", "lgpl-3.0", "agpl-3.0"],
        "eupl-1.2" => &["gpl-2.0", "gpl-3.0", "agpl-3.0", "osl-3.0", "epl-1.0", "mpl-2.0", "lgpl-2.1", "lgpl-3.0"],
        "eupl-1.1" => &["eupl-1.2", "gpl-2.0", "osl-3.0", "epl-1.0"],
        "epl-1.0" => &["epl-2.0"],
        // Families: any member will do.
        "gpl" => &["gpl-2.0", "gpl-3.0", "agpl-3.0"],
        "lgpl" => &["lgpl-2.1", "lgpl-3.0", "gpl-2.0", "gpl-3.0"],
        _ => &[],
    }
}

/// A whole number with a comma between thousands.
fn grouped(number: f64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::{find, test_table::licences};
    use super::*;

    fn profile(id: &str) -> Profile<'static> {
        Profile::of(find(licences(), id).unwrap_or_else(|| panic!("no licence `{id}`")))
    }

    /// Terms in conflict, in order; `?` marks those that are not certain.
    fn terms(base: &str, derivative: &str, relation: Relation, name: &str) -> Vec<String> {
        let how = Derivation { relation, name: (!name.is_empty()).then_some(name), card: None };
        let conflicts = compatibility(&profile(base), &profile(derivative), &how);
        conflicts.iter().map(|c| format!("{}{}", c.term, if c.certain { "" } else { "?" })).collect()
    }

    #[test]
    fn realistic_chains() {
        use Relation::{Adapter, Distilled, Finetune, Merge, Quantized};
        #[rustfmt::skip]
        let chains: [(&str, &str, Relation, &str, &[&str]); 24] = [
            // A chat fine-tune of Llama 3.1 put under Apache with a name of its own.
            ("llama3.1", "apache-2.0", Finetune, "acme/Hermes-8B", &["mau-threshold", "aup-broad", "naming-duty"]),
            // The same done right.
            ("llama3.1", "llama3.1", Finetune, "acme/Llama-3.1-Hermes-8B", &[]),
            // Right licence, wrong name; a quantised copy named after its source.
            ("llama3.1", "llama3.1", Merge, "acme/Frankenstein-20B", &["naming-duty"]),
            ("llama3", "llama3", Quantized, "acme/Meta-Llama-3-8B-Instruct-GGUF", &[]),
            // Vicuna style: Llama 2 under MIT.
            ("llama2", "mit", Finetune, "acme/vicuna", &["mau-threshold", "aup-broad", "no-train-competitors"]),
            // Llama 3.2 Vision: the geographic limit holds for multimodal models only.
            ("llama3.2", "apache-2.0", Finetune, "Llama-x", &["mau-threshold", "aup-broad", "geo-exclusion?"]),
            // A newer Llama does not carry the older one's ban.
            ("llama3", "llama3.1", Finetune, "Llama-3-x", &["no-train-competitors"]),
            // Gemma 2 under Apache.
            ("gemma", "apache-2.0", Finetune, "acme/gem", &["aup-broad", "remote-restriction"]),
            // Stable Diffusion: a LoRA under MIT, a merge under the same RAIL text, one under the SDXL text.
            ("creativeml-openrail-m", "mit", Adapter, "", &["aup-broad", "remote-restriction"]),
            ("creativeml-openrail-m", "creativeml-openrail-m", Merge, "", &[]),
            ("creativeml-openrail-m", "openrail++", Merge, "", &[]),
            // Non-commercial weights under Apache; under a stricter licence.
            ("cc-by-nc-4.0", "apache-2.0", Finetune, "", &["noncommercial"]),
            ("cc-by-nc-4.0", "cc-by-nc-sa-4.0", Finetune, "", &[]),
            // Share-alike: not kept, kept by a successor, and an adapter.
            ("cc-by-sa-4.0", "mit", Finetune, "", &["share-alike"]),
            ("cc-by-sa-3.0", "cc-by-sa-4.0", Finetune, "", &[]),
            ("gpl-3.0", "apache-2.0", Adapter, "", &["share-alike?"]),
            ("imagebind", "cc-by-nc-sa-4.0", Finetune, "", &[]),
            // No derivatives: a fine-tune, and a change of number format.
            ("cc-by-nc-nd-4.0", "cc-by-nc-nd-4.0", Finetune, "", &["no-derivatives"]),
            ("cc-by-nc-nd-4.0", "cc-by-nc-nd-4.0", Quantized, "", &["no-derivatives?"]),
            // Distillation: banned, allowed with a name, allowed.
            ("llama3", "apache-2.0", Distilled, "acme/Tiny", &["no-train-competitors"]),
            ("llama3.1", "apache-2.0", Distilled, "acme/Tiny", &["naming-duty"]),
            ("mit", "apache-2.0", Distilled, "acme/Tiny", &[]),
            // Permissive bases.
            ("apache-2.0", "mit", Finetune, "", &[]),
            ("apache-2.0", "cc0-1.0", Finetune, "", &["attribution"]),
        ];
        for (base, derivative, relation, name, expected) in chains {
            assert_eq!(terms(base, derivative, relation, name), expected, "{base} → {derivative} ({relation:?})");
        }
    }

    #[test]
    fn thresholds_may_fall_but_not_rise() {
        // 100 million users are stricter than 700 million.
        let limits = terms("dbrx", "tongyi-qianwen", Relation::Finetune, "");
        assert_eq!(limits, ["aup-broad", "remote-restriction"]);
        let limits = terms("tongyi-qianwen", "dbrx", Relation::Finetune, "");
        assert_eq!(limits, ["mau-threshold"]);
    }

    #[test]
    fn conflicts_say_where_and_what_to_do() {
        let how = Derivation { relation: Relation::Finetune, name: Some("acme/Hermes"), card: None };
        let conflicts = compatibility(&profile("llama3.1"), &profile("mit"), &how);
        let users = conflicts.iter().find(|c| c.term == "mau-threshold").unwrap();
        assert_eq!((users.clause.as_deref(), users.grade), (Some("section 2"), Grade::Primary));
        assert!(users.explanation.contains("700,000,000 users a month") && users.remedy.contains("license: llama3.1"));
        let policy = conflicts.iter().find(|c| c.term == "aup-broad").unwrap();
        assert!(policy.remedy.contains("USE_POLICY.md"));
        let json = serde_json::to_value(users).unwrap();
        assert_eq!(json["kind"], "looser-than-base");
    }

    #[test]
    fn words_to_be_shown_are_looked_for() {
        let llama = profile("llama3.3");
        let shown = |card| {
            let how = Derivation { name: Some("Llama-x"), card: Some(card), ..Derivation::default() };
            compatibility(&llama, &llama, &how).iter().map(|c| (c.kind, c.certain)).collect::<Vec<_>>()
        };
        assert_eq!(shown("# Llama-x\nbuilt with llama."), []);
        assert_eq!(shown("# Llama-x"), [(ConflictKind::Display, false)]);
    }

    #[test]
    fn keeping_the_licence_is_never_looser() {
        for licence in licences() {
            let own = Profile::of(licence);
            let conflicts = compatibility(&own, &own, &Derivation::default());
            let kinds = [ConflictKind::DerivativeForbidden, ConflictKind::RedistributionForbidden];
            assert!(conflicts.iter().all(|c| kinds.contains(&c.kind)), "{}: {conflicts:?}", licence.id);
        }
    }

    #[test]
    fn public_domain_below_a_limit_is_always_found() {
        let free = profile("cc0-1.0");
        for licence in licences() {
            let limited = LIMITS.iter().any(|(term, _)| licence.restrictions.contains(term));
            let found = compatibility(&Profile::of(licence), &free, &Derivation::default());
            assert!(!limited || found.iter().any(|c| c.kind == ConflictKind::LooserThanBase), "{}", licence.id);
        }
    }
}
