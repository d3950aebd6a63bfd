//! What follows from stated facts by arithmetic or by table: training compute, licence terms, outputs of a pipeline tag.
//!
//! A stated fact always wins over a derived one.

use super::{COMPUTE_MARGIN, FactIndex, Provenance, Quantity, Release, Value};
use crate::licence;
use lexcard_law_format::{FactId, FactKind, OpenVerdict, Pack};

/// Fills in derived facts. Does nothing for facts that the vocabulary lacks.
pub fn derive(pack: &Pack<'_>, index: &FactIndex<'_>, release: &mut Release) {
    let mut d = Deriver { pack, index, release };
    d.outputs();
    d.base();
    d.markets();
    d.compute();
    d.licence();
    d.placing();
    d.system();
    d.biometrics();
    d.closed_questions();
}

struct Deriver<'r, 'p> {
    pack: &'r Pack<'p>,
    index: &'r FactIndex<'p>,
    release: &'r mut Release,
}

impl<'p> Deriver<'_, 'p> {
    /// The fact, if it is in the vocabulary and still unknown.
    fn open(&self, path: &str) -> Option<FactId> {
        self.index.get(path).filter(|id| !self.release.value(*id).is_known())
    }

    fn value(&self, path: &str) -> &Value {
        self.index.get(path).map_or(&Value::Unknown, |id| self.release.value(id))
    }

    fn quantity(&self, path: &str) -> Option<Quantity> {
        match self.value(path) {
            Value::Quantity(q) => Some(*q),
            _ => None,
        }
    }

    fn text(&self, path: &str) -> Option<&str> {
        match self.value(path) {
            Value::Text(t) => Some(t),
            _ => None,
        }
    }

    /// The option chosen, if it is known.
    fn choice(&self, path: &str) -> Option<&'p str> {
        let id = self.index.get(path)?;
        let Value::Choice(bit) = self.release.value(id) else { return None };
        self.pack.facts.get(id as usize)?.options.get(bit.trailing_zeros() as usize).map(|o| o.id)
    }

    fn derive(&mut self, id: FactId, value: Value, from: &[&str], how: &str) {
        let from = from.iter().map(|s| (*s).to_owned()).collect();
        self.release.set(id, value, Provenance::Derived { from, how: how.to_owned() });
    }

    /// Bits of option names for a fact; names that are no options are left out.
    fn mask<'n>(&self, id: FactId, names: impl IntoIterator<Item = &'n str>) -> u64 {
        let options = self.pack.facts.get(id as usize).map(|f| f.options.as_slice()).unwrap_or_default();
        names
            .into_iter()
            .filter_map(|n| options.iter().position(|o| o.id == n || o.aliases.contains(&n)))
            .fold(0, |mask, bit| mask | 1 << bit)
    }

    fn outputs(&mut self) {
        let Some(tag) = self.text("card.pipelineTag").map(str::to_owned) else { return };
        let Some(known) = self.pack.lists.hub.pipeline_tags.iter().find(|t| t.id == tag) else { return };
        if known.outputs.is_empty() {
            return;
        }
        if let Some(id) = self.open("model.outputs") {
            let mask = self.mask(id, known.outputs.iter().copied());
            self.derive(id, Value::Set(mask), &["card.pipelineTag"], "outputs of this pipeline tag");
        }
        for (path, of) in [("model.textToImage", "text-to-image"), ("model.textToVideo", "text-to-video")] {
            if let (Some(id), true) = (self.open(path), tag == of) {
                self.derive(id, Value::Bool(true), &["card.pipelineTag"], "this pipeline tag");
            }
        }
    }

    fn base(&mut self) {
        if let (Some(id), Some(_)) = (self.open("base.exists"), self.text("base.id")) {
            self.derive(id, Value::Bool(true), &["base.id"], "a base model is named");
        }
        let relation = match self.choice("artifact") {
            Some("adapter") => "adapter",
            Some("quantisation") => "quantized",
            Some("merge") => "merge",
            _ => return,
        };
        if let Some(id) = self.open("base.relation") {
            let mask = self.mask(id, [relation]);
            self.derive(id, Value::Choice(mask), &["artifact"], "what is released");
        }
    }

    /// A clear and unequivocal exclusion takes the Union out of the places; a vague one does not.
    fn markets(&mut self) {
        if self.choice("market.euExclusion") != Some("clear") {
            return;
        }
        let Some(id) = self.index.get("market.places") else { return };
        if let Value::Places(places) = self.release.value(id)
            && !places.iter().any(|p| p == "-EU")
        {
            let places = places.iter().cloned().chain(["-EU".to_owned()]).collect();
            let from = ["market.places", "market.euExclusion"];
            self.derive(id, Value::Places(places), &from, "clear exclusion of the Union");
        }
    }

    /// C ≈ 6·P·D for dense models, with the active parameters for mixtures of experts; or N·L·H·U from the hardware.
    /// Source: Commission guidelines C(2025) 7719, annex (formula, margin of 30 %); active parameters are common practice.
    fn compute(&mut self) {
        // For a model made from somebody else's, its own training is the modification.
        let from_others = matches!(self.value("base.exists"), Value::Bool(true))
            && matches!(self.value("base.sameProvider"), Value::Bool(false));
        for (path, other) in
            [("training.updateFlop", "modification.flop"), ("modification.flop", "training.updateFlop")]
        {
            if let (Some(id), Some(own), true) = (self.open(path), self.quantity(other), from_others) {
                self.derive(id, Value::Quantity(own), &[other], "the modification is this model's own training");
            }
        }
        if let Some(id) = self.open("training.updateFlop") {
            let active = self.quantity("model.activeParameters");
            let parameters = active.or_else(|| self.quantity("model.parameters"));
            let hardware = [
                self.quantity("training.acceleratorHours"),
                self.quantity("training.acceleratorPeakFlops"),
                self.quantity("training.utilisation"),
            ];
            if let (Some(p), Some(d)) = (parameters, self.quantity("training.tokens")) {
                let full = Quantity::exact(6.0).times(p).times(d).with_margin(COMPUTE_MARGIN);
                // The formula is given for dense models. Where experts may be idle, the total count only bounds it.
                let (which, flop, how) = if active.is_some() {
                    ("model.activeParameters", full, "6 × active parameters × tokens, ±30 %")
                } else if self.choice("model.sparsity") == Some("dense") {
                    ("model.parameters", full, "6 × parameters × tokens, ±30 %")
                } else {
                    let at_most = "at most 6 × parameters × tokens; fewer if not all parameters are active";
                    ("model.parameters", full.or_less(), at_most)
                };
                self.derive(id, Value::Quantity(flop), &[which, "training.tokens"], how);
            } else if let [Some(hours), Some(peak), Some(utilisation)] = hardware {
                let seconds = hours.times(Quantity::exact(3600.0));
                let flop = seconds.times(peak).times(utilisation).with_margin(COMPUTE_MARGIN);
                let from = ["training.acceleratorHours", "training.acceleratorPeakFlops", "training.utilisation"];
                self.derive(id, Value::Quantity(flop), &from, "accelerator seconds × peak FLOP/s × utilisation, ±30 %");
            }
        }
        // Cumulative compute is at least the compute of the parameter updates, and equal to it where nothing else added.
        if let (Some(id), Some(update)) = (self.open("training.cumulativeFlop"), self.quantity("training.updateFlop")) {
            let nothing_generated = matches!(self.choice("training.syntheticData"), Some("none" | "public"));
            let own_start = matches!(self.value("base.exists"), Value::Bool(false));
            if nothing_generated && own_start {
                let from = ["training.updateFlop", "training.syntheticData", "base.exists"];
                self.derive(id, Value::Quantity(update), &from, "nothing but the updates added to it");
            } else {
                self.derive(id, Value::Quantity(update.or_more()), &["training.updateFlop"], "at least the updates");
            }
        }
    }

    /// Terms of the declared licence, where it can be told which it is; an unclear licence leaves them unknown.
    fn licence(&mut self) {
        let pack = self.pack;
        let text = |path| self.text(path).map(str::to_owned);
        let (Some(id), name, link) = (text("licence.id"), text("licence.name"), text("licence.link")) else { return };
        let input = licence::Input { ids: &[&id], name: name.as_deref(), link: link.as_deref(), ..Default::default() };
        let Some(profile) = licence::resolve(&pack.lists.licences, &input).profile else { return };
        if profile.eu == OpenVerdict::Unknown {
            return;
        }
        for (path, names) in [("licence.restrictions", &profile.restrictions), ("licence.grants", &profile.grants)] {
            if let Some(fact) = self.open(path) {
                let mask = self.mask(fact, names.iter().copied());
                self.derive(fact, Value::Set(mask), &["licence.id"], "licence table");
            }
        }
    }

    /// When the system was placed: on the release's own day, if it is a system around somebody else's model; otherwise not
    /// before the model in it.
    fn placing(&mut self) {
        let Some(id) = self.open("release.systemPlacedOn") else { return };
        let Some(placed) = self.quantity("release.placedOn") else { return };
        let system = matches!(self.choice("artifact"), Some("system" | "demo-app" | "agent" | "hosted-api"));
        let (value, how) = match (system, self.value("system.ownModel"), self.value("release.shipsInterface")) {
            (true, Value::Bool(false), _) => (placed, "what is released is the system"),
            (true, ..) | (_, _, Value::Bool(true)) => (placed.or_more(), "no older than the model in it"),
            _ => return,
        };
        self.derive(id, Value::Quantity(value), &["release.placedOn"], how);
    }

    /// What runs a trained model infers, and whoever calls a release an AI system or agent says that it does.
    fn system(&mut self) {
        let Some(id) = self.open("system.infers") else { return };
        let named = matches!(
            self.choice("artifact"),
            Some("system" | "agent" | "model" | "adapter" | "quantisation" | "merge")
        );
        let found = if named {
            "artifact"
        } else if let Some(path) = ["system.ownModel", "base.exists", "chat.learned"]
            .into_iter()
            .find(|path| matches!(self.value(path), Value::Bool(true)))
        {
            path
        } else {
            return;
        };
        self.derive(id, Value::Bool(true), &[found], "a trained model is inside");
    }

    /// What is said of features, uses and data answers what is done with people's faces and voices.
    fn biometrics(&mut self) {
        let Some(id) = self.open("biometric.function") else { return };
        let pairs = [
            ("emotion-recognition", "infer-emotion"),
            ("biometric-categorisation", "categorise"),
            ("rbi", "identify"),
            ("verification", "verify"),
        ];
        let named: Vec<&str> = pairs
            .iter()
            .filter(|(feature, _)| self.has("system.features", feature))
            .map(|(_, function)| *function)
            .collect();
        if !named.is_empty() {
            let mask = self.mask(id, named);
            return self.derive(id, Value::Set(mask), &["system.features"], "the features name it");
        }
        let data = self.value("biometric.data");
        if matches!(data, Value::Bool(false)) {
            return self.derive(id, Value::Set(0), &["biometric.data"], "no biometric data");
        }
        // Features and uses are told in full: if both are, and neither has one with biometrics, there is none. That such
        // data are used all the same leaves it open.
        let biometric = ["a3-1a", "a3-1b", "a3-1c", "a5-f", "a5-g", "a5-h"];
        let told = self.value("system.features").is_known() && self.value("use.areas").is_known();
        if !data.is_known() && told && !biometric.iter().any(|area| self.has("use.areas", area)) {
            let from = ["system.features", "use.areas"];
            self.derive(id, Value::Set(0), &from, "neither features nor uses name it");
        }
    }

    /// Whether a set is known to contain an option.
    fn has(&self, path: &str, option: &str) -> bool {
        let Some(id) = self.index.get(path) else { return false };
        let bit = self.pack.facts.get(id as usize).and_then(|f| f.options.iter().position(|o| o.id == option));
        matches!((self.release.value(id), bit), (Value::Set(bits), Some(bit)) if bits & 1 << bit != 0)
    }

    /// Questions such as "is the base's compute unobtainable?" answer themselves once the figure is there.
    fn closed_questions(&mut self) {
        for (id, fact) in (0..).zip(&self.pack.facts) {
            let Some(other) = fact.no_if_known else { continue };
            if fact.kind == FactKind::Bool && !self.release.value(id).is_known() && self.release.value(other).is_known()
            {
                let path = self.pack.facts.get(other as usize).map_or("", |f| f.id);
                self.derive(id, Value::Bool(false), &[path], "the figure is given");
            }
        }
    }
}
