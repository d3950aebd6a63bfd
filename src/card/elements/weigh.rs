//! How much a sentence is worth as evidence for each element: 0 nothing, 1 a hint, 2 enough, 3 clear, 4 clear and in
//! its proper place.

use super::figures::{has_energy_figure, has_measure, has_number, has_parameter_count, numbers};
use super::{ENOUGH, ElementId as E};
use crate::card::body::{Block, BlockKind};
use crate::card::cues::{Cue as C, Cues};
use crate::card::reading::{Reading, Sentence};
use crate::card::sections::is_todo;
use crate::card::topics::{HOUSEKEEPING, HOW_TO, PROMPT, RISKS, TEST_DATA, TRAINING_SETTINGS, Topics, bit, topic};
use std::collections::BTreeMap;

/// What weighing needs to know beyond the sentence.
pub(super) struct Context<'a> {
    card: &'a str,
    reading: &'a Reading,
    /// Cues in the header rows of tables.
    headers: BTreeMap<u32, Cues>,
}

/// A sentence under the scales.
struct Scales<'a> {
    text: &'a str,
    content: &'a str,
    cues: Cues,
    topics: Topics,
    own: Topics,
    kind: BlockKind,
    header: Cues,
    /// Says something, as opposed to standing in for it.
    real: bool,
    digit: bool,
    at: bool,
    /// Only sends the reader elsewhere.
    pointer: bool,
    /// Stands in a section about the base model.
    of_base: bool,
}

impl<'a> Context<'a> {
    pub(super) fn new(card: &'a str, reading: &'a Reading) -> Self {
        let mut headers: BTreeMap<u32, Cues> = BTreeMap::new();
        for sentence in &reading.sentences {
            if let Some(BlockKind::Row { table, header: true }) = reading.block(sentence).map(|block| block.kind) {
                let cues = headers.entry(table).or_default();
                *cues = cues.with(sentence.cues);
            }
        }
        Self { card, reading, headers }
    }

    pub(super) fn is_placeholder(&self, sentence: &Sentence) -> bool {
        let weak = || sentence.cues.has(C::WeakPlaceholder) && self.reading.content(sentence).len() < 60;
        let is_todo = || sentence.cues.has(C::WeakPlaceholder) && is_todo(self.reading.text(sentence));
        sentence.cues.has(C::Placeholder) || weak() || is_todo()
    }

    /// All sentences that stand in for information.
    pub(super) fn placeholders(&self) -> Vec<&'a Sentence> {
        self.reading.sentences.iter().filter(|sentence| self.is_placeholder(sentence)).collect()
    }

    #[cfg_attr(target_family = "wasm", inline(never))]
    pub(super) fn weigh(&self, sentence: &Sentence, mut take: impl FnMut(E, u8)) {
        let Some(block) = self.reading.block(sentence) else { return };
        if sentence.cues.is_empty() && sentence.topics == 0 && !sentence.marks.at && !sentence.marks.digit {
            return;
        }
        let content = self.reading.content(sentence);
        // "Not to be used as:" in front of a list is more than its label.
        let opens_list = content.is_empty() && self.opens_list(sentence);
        let content = if opens_list { self.reading.text(sentence).trim() } else { content };
        let header = match block.kind {
            BlockKind::Row { table, .. } => self.headers.get(&table).copied().unwrap_or_default(),
            _ => Cues::default(),
        };
        let scales = Scales {
            text: self.reading.text(sentence),
            content,
            cues: sentence.cues,
            topics: sentence.topics,
            own: sentence.own,
            kind: block.kind,
            header,
            real: !self.is_placeholder(sentence) && content.bytes().filter(is_letter).take(2).count() == 2,
            digit: sentence.marks.digit,
            at: sentence.marks.at,
            pointer: sentence.cues.has(C::Pointer) && content.len() < 160,
            of_base: sentence.cues.has(C::MadeBy) && self.is_about_base(block),
        };
        if !scales.real {
            return;
        }
        let (about, most) = match block.kind {
            BlockKind::Heading => self.said_by_heading(sentence, block),
            _ => (Topics::MAX, u8::MAX),
        };
        if about == 0 {
            return;
        }
        let mut take = |element, weight: u8| {
            if weight > 0 && about & topic(element) != 0 {
                take(element, weight.min(most));
            }
        };
        take(E::IntendedUse, self.intended(sentence, &scales));
        take(E::OutOfScopeUse, scales.out_of_scope());
        take(E::Limitations, scales.limitations());
        take(E::BiasRisks, scales.bias_risks());
        take(E::TrainingData, self.training_data(sentence, &scales));
        take(E::EvaluationResults, scales.evaluation());
        take(E::SafetyTesting, scales.safety_testing());
        take(E::Safeguards, scales.safeguards());
        take(E::ComputeHardware, scales.compute());
        take(E::EnvironmentalImpact, scales.environment());
        take(E::License, scales.license());
        take(E::ContactDeveloper, scales.contact());
        take(E::Architecture, scales.architecture());
        take(E::InputOutputFormat, scales.input_output());
        take(E::Citation, scales.citation());
    }

    /// What a heading may say, and the highest weight of that. It announces; only `License: MIT` says something itself,
    /// and a title that tells what the model is: "BERT fine-tuned on SQuAD", "Dreambooth model trained by Ann".
    fn said_by_heading(&self, sentence: &Sentence, block: &Block) -> (Topics, u8) {
        if !block.label.is_empty() {
            return (topic(E::License) | topic(E::ContactDeveloper), u8::MAX);
        }
        let announces = self.reading.sections.get(block.section).is_none_or(|section| section.own != 0);
        if announces || !sentence.cues.any(&[C::TrainedOn, C::FineTuned, C::Model]) {
            return (0, 0);
        }
        let maker = if sentence.cues.has(C::MadeBy) { topic(E::ContactDeveloper) } else { 0 };
        (topic(E::TrainingData) | topic(E::Architecture) | maker, ENOUGH)
    }

    /// Code says four things: BibTeX, the layers under a heading for them, a report of results without a language, and
    /// a format that the line before announces.
    #[cfg_attr(target_family = "wasm", inline(never))]
    pub(super) fn weigh_code(&self, block: &Block, introduced: Topics, take: &mut dyn FnMut(E, u8)) {
        let source = block.span.of(self.card);
        if is_bibtex(source) {
            take(E::Citation, 3);
            return;
        }
        let section = self.reading.sections.get(block.section).copied().unwrap_or_default();
        let topics = section.effective;
        if (introduced | section.own) & bit(PROMPT) != 0 {
            take(E::InputOutputFormat, 2);
        }
        if section.own & topic(E::Architecture) != 0 && topics & bit(TRAINING_SETTINGS) == 0 {
            take(E::Architecture, 2);
        }
        let language = source.trim_start_matches(['`', '~']).lines().next().unwrap_or_default().trim();
        let data = ["text", "json", "yaml", "yml"].iter().any(|known| language.eq_ignore_ascii_case(known));
        let first = source.lines().nth(1).unwrap_or_default().trim_start();
        let plain = language.is_empty() || data || first.starts_with('{') || !source.starts_with(['`', '~']);
        let announced = topics & topic(E::EvaluationResults) != 0 || first.starts_with("Results");
        if plain && announced && source.len() < 20_000 {
            let lower = source.to_ascii_lowercase();
            let metric = crate::card::cues::lexicon().meanings(&lower) & (1 << C::Metric as u8) != 0;
            if metric && has_measure(&lower) {
                take(E::EvaluationResults, 3);
            }
        }
    }

    #[cfg_attr(target_family = "wasm", inline(never))]
    fn intended(&self, sentence: &Sentence, s: &Scales<'_>) -> u8 {
        let affirmed =
            |cue| self.reading.places(sentence, cue).any(|hit| !self.is_negated(sentence, hit.start as usize));
        let placed = s.under(E::IntendedUse);
        if s.in_any(&[HOUSEKEEPING]) || s.topics & topic(E::Citation) != 0 {
            return 0;
        }
        if s.cues.has(C::Intended) && affirmed(C::Intended) {
            if s.under(E::License) {
                return 1;
            }
            return if placed { 4 } else { 2 + u8::from(s.cues.has(C::Model)) };
        }
        if s.cues.has(C::Usable) && !s.cues.has(C::UsageCode) && affirmed(C::Usable) && !s.pointer {
            // "Under Apache 2.0, so you can use it for anything" permits and intends nothing.
            let aside = s.in_any(&[TRAINING_SETTINGS])
                || s.cues.has(C::Licensed)
                || s.under(E::EvaluationResults)
                || (s.under(E::TrainingData) && !s.cues.has(C::Model))
                || (s.in_any(&[HOW_TO]) && !s.cues.has(C::Model));
            return if aside || self.introduces_code(sentence) { 1 } else { 2 + u8::from(placed) };
        }
        let other =
            s.cues.any(&[C::OutOfScope, C::UsageCode, C::Limitation, C::TrainedOn]) || s.pointer || s.in_any(&[HOW_TO]);
        u8::from(placed && !other) * 2
    }

    /// A statement about uses with a list below it.
    fn opens_list(&self, sentence: &Sentence) -> bool {
        let next = self.reading.body.blocks.get(sentence.block + 1);
        let asks = self.reading.text(sentence).contains('?');
        !asks
            && sentence.cues.any(&[C::OutOfScope, C::Intended])
            && next.is_some_and(|block| block.kind == BlockKind::Item)
    }

    /// A sentence that ends in a colon with code below it.
    fn introduces_code(&self, sentence: &Sentence) -> bool {
        let next = self.reading.body.blocks.get(sentence.block + 1);
        self.reading.text(sentence).trim_end().ends_with(':') && next.is_some_and(|block| block.kind == BlockKind::Code)
    }

    /// Whether the heading above says that the base model is described here.
    fn is_about_base(&self, block: &Block) -> bool {
        let section = self.reading.body.sections.get(block.section);
        section.is_some_and(|section| self.reading.body.title(section).contains("base model"))
    }

    /// Whether a negation stands shortly before a place.
    fn is_negated(&self, sentence: &Sentence, at: usize) -> bool {
        self.reading.places(sentence, C::Not).any(|not| {
            let end = not.end as usize;
            end <= at && at - end <= 12
        })
    }

    #[cfg_attr(target_family = "wasm", inline(never))]
    fn training_data(&self, sentence: &Sentence, s: &Scales<'_>) -> u8 {
        if s.cues.has(C::NoData) || s.in_any(&[HOUSEKEEPING]) || s.under(E::Citation) {
            return 0;
        }
        let named = s.cues.any(&[C::Data, C::KnownData]);
        let placed = s.under(E::TrainingData);
        // "Can be found here" is no doubt.
        let doubt = s.cues.has(C::Modal) && !s.cues.has(C::Pointer);
        let hedged = (doubt || s.cues.any(&[C::Bias, C::Limitation])) && !placed;
        if s.cues.has(C::TrainedOn) {
            let collection = s.cues.has(C::Collection);
            if s.cues.has(C::KnownData) || (s.cues.has(C::Data) && (!s.cues.has(C::Setting) || collection)) {
                return if hedged || s.under(E::Limitations) || s.under(E::BiasRisks) {
                    2
                } else {
                    3 + u8::from(placed)
                };
            }
            // "trained on X": X may be a data set we do not know, or a machine.
            let on_something = self.reading.places(sentence, C::TrainedOn).any(|hit| {
                let phrase = self.reading.body.flat.text(&hit.range());
                let rest = self
                    .reading
                    .body
                    .flat
                    .text(&(hit.end as usize..sentence.range.end))
                    .trim_start_matches([' ', '"', '\'', '“', '‘']);
                let vague = [
                    "a task",
                    "the task",
                    "downstream",
                    "a single",
                    "top of",
                    "gpu",
                    "tpu",
                    "cpu",
                    "nvidia",
                    "google colab",
                    "colab",
                    "kaggle",
                    "aws",
                    "my ",
                    "our ",
                ];
                phrase.ends_with(" on")
                    && !vague.iter().any(|start| rest.starts_with(start))
                    && rest.starts_with(|c: char| c.is_alphabetic())
            });
            if on_something && !s.cues.any(&[C::Device, C::Hardware, C::Setting]) && !hedged {
                return 2;
            }
            if placed {
                return 2;
            }
            return u8::from(named);
        }
        // "Trained by Example Lab on two million patents".
        let by_somebody = || s.text.split_once("trained by ").is_some_and(|(_, rest)| rest.contains(" on "));
        if s.cues.has(C::MadeBy) && (named || s.digit) && !hedged && by_somebody() {
            return 2;
        }
        if s.cues.has(C::FineTuned) && (s.cues.any(&[C::KnownData, C::Collection])) && !hedged {
            return 3;
        }
        if s.cues.has(C::TrainingNoun) && s.cues.any(&[C::KnownData, C::Consists]) && !hedged {
            return 3;
        }
        if placed && s.topics & bit(TEST_DATA) == 0 && !s.pointer && !s.in_any(&[HOW_TO]) {
            return if named || s.own != 0 { 3 } else { 2 };
        }
        0
    }
}

impl Scales<'_> {
    fn under(&self, element: E) -> bool {
        self.topics & topic(element) != 0
    }

    fn labelled(&self, element: E) -> bool {
        self.own & topic(element) != 0
    }

    fn in_any(&self, numbers: &[u8]) -> bool {
        numbers.iter().any(|&number| self.topics & bit(number) != 0)
    }

    fn is_row(&self) -> bool {
        matches!(self.kind, BlockKind::Row { .. })
    }

    /// Sections in which sentences about the model's conduct are not expected.
    fn aside(&self) -> bool {
        self.in_any(&[HOUSEKEEPING, TRAINING_SETTINGS, HOW_TO]) || self.under(E::Citation) || self.under(E::License)
    }

    #[cfg_attr(target_family = "wasm", inline(never))]
    fn out_of_scope(&self) -> u8 {
        let placed = self.under(E::OutOfScopeUse);
        if self.cues.has(C::OutOfScope) {
            return if placed {
                4
            } else if self.in_any(&[HOUSEKEEPING, TRAINING_SETTINGS]) || self.under(E::Citation) {
                1
            } else {
                3
            };
        }
        u8::from(placed && !self.pointer) * 3
    }

    #[cfg_attr(target_family = "wasm", inline(never))]
    fn limitations(&self) -> u8 {
        let placed = self.under(E::Limitations);
        let risks = self.in_any(&[RISKS]) || self.under(E::OutOfScopeUse) || self.under(E::BiasRisks);
        if self.cues.has(C::Limitation) {
            // What nobody may do with it is no weakness.
            if self.cues.has(C::OutOfScope)
                && ["may not be used", "may not use"].iter().any(|no| self.text.contains(no))
            {
                return 1;
            }
            // "For limitations check the original" says none.
            if self.pointer && self.text.contains("limitation") {
                return 1;
            }
            if placed {
                return 4;
            }
            let says_so = self.in_any(&[HOW_TO]) && self.cues.has(C::Model) && !self.cues.has(C::UsageCode);
            let elsewhere = (self.aside() && !says_so)
                || self.under(E::TrainingData)
                || self.under(E::ContactDeveloper)
                || self.is_row()
                // "The sequence length was limited to 128 tokens", as a setting.
                || self.cues.has(C::Setting) && self.text.contains("was limited to");
            let of_itself = || {
                ["the model does not", "the model doesn't", "this model does not", "the model cannot"]
                    .iter()
                    .any(|words| self.text.contains(words))
            };
            let compared = self.cues.has(C::Others) && !of_itself();
            if elsewhere || compared || self.cues.any(&[C::Improves, C::Legal]) {
                return 1;
            }
            return 2 + u8::from(risks);
        }
        if placed && !self.pointer {
            let combined = self.under(E::IntendedUse) || self.under(E::BiasRisks) || self.in_any(&[RISKS]);
            // "Bias and fairness issues" under a heading for both are no limitation yet.
            let bias_alone = combined && self.cues.any(&[C::Bias, C::Harm]);
            return if self.cues.has(C::WeakLimitation) && !bias_alone {
                3
            } else if combined {
                u8::from(self.cues.has(C::Not) && !self.cues.has(C::Bias)) * 2
            } else {
                2
            };
        }
        0
    }

    #[cfg_attr(target_family = "wasm", inline(never))]
    fn bias_risks(&self) -> u8 {
        let placed = self.under(E::BiasRisks);
        let risks = placed || self.in_any(&[RISKS]);
        if self.in_any(&[HOUSEKEEPING]) || self.under(E::Citation) {
            return 0;
        }
        if self.cues.has(C::Bias) && !self.cues.has(C::NotBias) {
            let weak = self.is_row()
                || self.content.len() < 20
                || self.in_any(&[HOW_TO, TRAINING_SETTINGS])
                || self.under(E::TrainingData);
            return if weak && !self.cues.any(&[C::Modal, C::Produces]) { 1 } else { 3 + u8::from(risks) };
        }
        if self.cues.has(C::Harm) {
            if risks {
                return 3;
            }
            let speaks = self.cues.has(C::Modal) && self.cues.any(&[C::Produces, C::Model]);
            return if speaks || self.under(E::Limitations) || self.under(E::OutOfScopeUse) { 2 } else { 1 };
        }
        u8::from(placed && !self.under(E::Limitations) && !self.in_any(&[RISKS]) && !self.pointer && !self.is_row()) * 2
    }

    #[cfg_attr(target_family = "wasm", inline(never))]
    fn evaluation(&self) -> u8 {
        let placed = self.under(E::EvaluationResults);
        // What is measured stands in the table's head, even below "Results on the test set".
        if self.in_any(&[TEST_DATA]) && !(self.is_row() && self.header.has(C::Metric)) {
            return 0;
        }
        if (self.in_any(&[TRAINING_SETTINGS, HOUSEKEEPING])
            || self.under(E::Citation)
            || self.under(E::EnvironmentalImpact))
            && !placed
        {
            return u8::from(self.in_any(&[TRAINING_SETTINGS]) && self.tells_what_it_reached()) * 2;
        }
        let concerned = placed || self.cues.any(&[C::Metric, C::Measures]) || self.header.has(C::Metric);
        if !concerned || !self.digit {
            return 0;
        }
        let measure = has_measure(self.content);
        if let BlockKind::Row { header, .. } = self.kind {
            let about = self.header.has(C::Metric) || self.cues.has(C::Metric) || placed;
            let sizes = self.header.any(&[C::Setting, C::Hardware]) && !self.header.has(C::Metric);
            let number = measure || (placed && has_number(self.content));
            // A size beside a handful of figures is that of the model they were measured on.
            let figures = || numbers(self.content).filter(|number| number.digits.contains('.')).take(4).count() == 4;
            return if !header && about && number && (!sizes || self.cues.has(C::Metric) || placed && figures()) {
                3 + u8::from(placed)
            } else {
                0
            };
        }
        if !measure {
            let told = placed && self.cues.has(C::Metric) && has_number(self.content);
            return u8::from(told || self.tells_what_it_reached()) * 2;
        }
        if self.cues.has(C::Metric) && (!self.cues.has(C::Setting) || placed || self.cues.has(C::Measures)) {
            return 3 + u8::from(placed);
        }
        let rate = self.text.contains('%') && self.cues.has(C::Measures) && !self.cues.any(&[C::Data, C::Energy]);
        if placed && !self.cues.any(&[C::Setting, C::Energy]) || rate { 2 } else { 0 }
    }

    /// "It reaches a perplexity of 18", wherever that is told.
    fn tells_what_it_reached(&self) -> bool {
        let words = ["reaches", "reached", "achieves", "achieved", "attains"];
        self.kind == BlockKind::Paragraph
            && self.digit
            && self.cues.has(C::Metric)
            && !self.cues.any(&[C::Others, C::Setting])
            && words.iter().any(|word| self.text.contains(word))
            && has_number(self.content)
    }

    #[cfg_attr(target_family = "wasm", inline(never))]
    fn safety_testing(&self) -> u8 {
        let placed = self.under(E::SafetyTesting);
        if self.in_any(&[HOUSEKEEPING, HOW_TO]) || self.under(E::Citation) {
            return 0;
        }
        if self.cues.has(C::SafetyTest) {
            let measured = self.digit && has_measure(self.content);
            let done = self.cues.any(&[C::Tested, C::Measures, C::Metric]) || self.is_row() || placed || measured;
            // What is said to stand elsewhere is not reported here.
            let elsewhere = self.pointer && !measured;
            let done = done && !elsewhere && (placed || !self.cues.any(&[C::Advice, C::OutOfScope]));
            return if done { 3 + u8::from(placed) } else { 1 };
        }
        u8::from(placed && !self.pointer) * 2
    }

    #[cfg_attr(target_family = "wasm", inline(never))]
    fn safeguards(&self) -> u8 {
        let placed = self.under(E::Safeguards);
        let risky = self.cues.any(&[C::Harm, C::Bias, C::Limitation, C::OutOfScope]);
        let risks = self.in_any(&[RISKS])
            || self.under(E::Limitations)
            || self.under(E::BiasRisks)
            || self.under(E::OutOfScopeUse);
        if self.in_any(&[HOUSEKEEPING]) || self.under(E::Citation) || self.is_row() && !placed {
            return 0;
        }
        if !self.cues.any(&[C::Mitigation, C::Advice]) {
            return 0;
        }
        let machine = self.cues.any(&[C::Device, C::Hardware]) && !placed;
        // Early stopping is a matter of training.
        let of_training = || !placed && !risks && self.text.contains("overfitting");
        // Advice about no risk counts for nothing.
        let counts = risky || risks || placed;
        if !counts || machine || of_training() || self.denies_measures() {
            return 0;
        }
        // "Trained on a filtered dataset" names no harm that the filter keeps out.
        let of_data = self.cues.has(C::TrainedOn) && !risky;
        if self.cues.has(C::Mitigation) && (risky || risks && !of_data || placed) {
            return 3 + u8::from(placed);
        }
        if self.cues.has(C::Advice) {
            return 3 + u8::from(placed);
        }
        0
    }

    /// "No additional mitigations were considered", "has not been trained with RLHF".
    fn denies_measures(&self) -> bool {
        let none = [
            "no additional risk mitigation",
            "no mitigation",
            "no specific mitigation",
            "no risk mitigation",
            "no safety measure",
            "no moderation",
        ];
        none.iter().any(|phrase| self.text.contains(phrase))
            || (self.text.contains("not been") && self.text.contains("rlhf"))
    }

    #[cfg_attr(target_family = "wasm", inline(never))]
    fn compute(&self) -> u8 {
        let placed = self.under(E::ComputeHardware);
        if self.under(E::Citation) {
            return 0;
        }
        let number = || self.digit && has_number(self.content);
        if self.cues.has(C::Device) {
            return if placed { 4 } else { 3 };
        }
        let measured = self.is_row() && (self.header.has(C::Metric) || self.under(E::EvaluationResults));
        let in_batches = || self.text.contains("gpu batch size");
        if self.cues.has(C::Hardware) && !measured && number() && !in_batches() {
            return if placed || self.cues.any(&[C::TrainedOn]) { 3 } else { 2 };
        }
        if self.is_row() && self.header.has(C::Hardware) && number() {
            return 2;
        }
        u8::from(placed && !self.pointer && number()) * 2
    }

    fn environment(&self) -> u8 {
        u8::from(self.cues.has(C::Energy) && has_energy_figure(self.content))
            * (3 + u8::from(self.under(E::EnvironmentalImpact)))
    }

    fn license(&self) -> u8 {
        if self.labelled(E::License) && !self.content.is_empty() {
            return if self.under(E::TrainingData) { 1 } else { 4 };
        }
        if self.under(E::License) {
            return if self.cues.has(C::Licensed) { 4 } else { 3 };
        }
        if self.cues.has(C::Licensed) && !self.under(E::Citation) {
            let of_data = self.cues.has(C::OfData) && !self.text.contains("model") && !self.text.contains("weights");
            return if of_data || self.under(E::TrainingData) || self.is_row() { 1 } else { 2 };
        }
        0
    }

    #[cfg_attr(target_family = "wasm", inline(never))]
    fn contact(&self) -> u8 {
        if self.labelled(E::ContactDeveloper) && !self.content.is_empty() && !self.text.contains("thank") {
            return 4;
        }
        if self.under(E::Citation) || self.in_any(&[HOUSEKEEPING]) {
            return 0;
        }
        if self.at && has_address(self.text) {
            return 3;
        }
        if self.under(E::ContactDeveloper) {
            return 3;
        }
        if self.cues.has(C::Contact) {
            return 2;
        }
        // A line of its own under the title: "By Example Lab."
        let byline = self.text.trim_start().starts_with("by ") && self.content.len() <= 40 && !self.is_row();
        if byline
            && !self.text.contains(',')
            && !["by default", "by using", "by the way"].iter().any(|by| self.text.contains(by))
        {
            return 2;
        }
        if self.cues.has(C::MadeBy) && !self.is_row() {
            let begins = ["created by", "made by", "developed by", "trained by", "built by", "authored by"];
            if begins.iter().any(|begin| self.text.trim_start().starts_with(begin)) && self.content.len() < 80 {
                return 2;
            }
            let of_data = self.under(E::TrainingData) || (self.cues.has(C::Data) && !self.cues.has(C::Model));
            let by_means = [
                "by using",
                "by fine",
                "by training",
                "by merging",
                "by combining",
                "by adding",
                "by minim",
                "by optim",
                "by the following",
            ];
            let somehow = by_means.iter().any(|means| self.text.contains(means));
            return if of_data || somehow || self.of_base || self.under(E::EvaluationResults) { 1 } else { 2 };
        }
        0
    }

    #[cfg_attr(target_family = "wasm", inline(never))]
    fn architecture(&self) -> u8 {
        if self.labelled(E::Architecture) && !self.in_any(&[TRAINING_SETTINGS]) && !self.content.is_empty() {
            return 4;
        }
        if self.in_any(&[HOUSEKEEPING]) || self.under(E::Citation) {
            return u8::from(self.cues.has(C::Derivative)) * 2;
        }
        if self.cues.has(C::Derivative) {
            return 3;
        }
        if self.cues.has(C::Parameters) && has_parameter_count(self.text) {
            return 3;
        }
        if self.is_row() && self.header.has(C::Parameters) && has_parameter_count(self.content) {
            return 2;
        }
        if self.under(E::Architecture) && !self.pointer && !self.in_any(&[TRAINING_SETTINGS]) {
            return 3;
        }
        if self.cues.has(C::Structure) && !self.is_row() {
            let weak = self.in_any(&[HOW_TO]) || self.under(E::EvaluationResults) || self.under(E::License);
            let said = self.cues.any(&[C::DerivedFrom, C::FineTuned, C::Model, C::Parameters]);
            let weak = weak || (self.pointer && !said);
            return if weak { 1 } else { 2 + u8::from(said) };
        }
        u8::from(self.cues.has(C::Model) && self.cues.has(C::DerivedFrom) && self.is_based_on_a_model()) * 2
    }

    /// "… model based on the Anything V3 model": a name of whatever sound between the words.
    fn is_based_on_a_model(&self) -> bool {
        ["based on ", "built on ", "built upon ", "derived from "]
            .iter()
            .filter_map(|words| self.text.split_once(words))
            .any(|(_, rest)| {
                let words: Vec<&str> = rest.split([' ', '.', ',', ';', ')']).take(6).collect();
                let names = words.iter().take_while(|word| !matches!(**word, "that" | "which" | "and" | "of" | "for"));
                names.skip(1).any(|word| matches!(*word, "model" | "checkpoint"))
            })
    }

    #[cfg_attr(target_family = "wasm", inline(never))]
    fn input_output(&self) -> u8 {
        if self.labelled(E::InputOutputFormat) && !self.content.is_empty() {
            return 4;
        }
        if self.in_any(&[HOUSEKEEPING, TRAINING_SETTINGS]) || self.under(E::Citation) {
            // How long a text the model was trained on says what it takes, if a sentence says so and not a list of settings.
            let told = self.kind == BlockKind::Paragraph && self.digit && self.text.contains("sequence length");
            return u8::from(told && !self.in_any(&[HOUSEKEEPING])) * 2;
        }
        if self.under(E::InputOutputFormat) && !self.pointer {
            return 3;
        }
        if self.cues.has(C::Input) && self.cues.has(C::Output) {
            return 3;
        }
        if self.cues.has(C::Format) || self.digit && self.text.contains(" pixels") {
            return 2;
        }
        if self.is_row() && self.header.has(C::Format) {
            return 2;
        }
        u8::from(self.cues.has(C::AsInput)) * 2
    }

    #[cfg_attr(target_family = "wasm", inline(never))]
    fn citation(&self) -> u8 {
        if (self.at && is_bibtex(self.text)) || (self.cues.has(C::Cite) && self.content.len() > 15) {
            return 3;
        }
        if self.cues.has(C::Reference) && is_reference(self.text) {
            return 2;
        }
        if self.under(E::Citation) && self.kind == BlockKind::Paragraph && lists_names(self.content) {
            return 2;
        }
        if !self.under(E::Citation) || !self.digit || self.content.len() <= 50 {
            return 0;
        }
        let year = ["(19", "(20", ", 20", " 20"].iter().any(|start| self.text.contains(start));
        let authors = self.text.contains("et al") || self.text.matches(", ").count() >= 2;
        u8::from(year && authors) * 2
    }
}

/// "… was introduced in A Title of Some Words by Ada First, Ben Second and Cem Third".
fn is_reference(text: &str) -> bool {
    let verbs = [" presented in ", " introduced in ", " proposed in ", " described in ", " published in "];
    verbs.iter().filter_map(|verb| text.split_once(verb)).any(|(_, rest)| {
        let Some((title, authors)) = rest.split_once(" by ") else { return false };
        let names: Vec<&str> = authors.split(", ").collect();
        let is_name = |name: &&&str| (2..=4).contains(&name.split_whitespace().count());
        title.split_whitespace().count() >= 4 && names.len() >= 2 && names.iter().take(2).filter(is_name).count() == 2
    })
}

/// "Ada First, Ben Second, Cem Third": nothing but names, three of them at least.
fn lists_names(text: &str) -> bool {
    let names = text.trim_end_matches(['.', ':']).split(", ");
    let is_name =
        |name: &str| (2..=3).contains(&name.split(' ').count()) && !name.contains(|c: char| c.is_ascii_digit());
    names.clone().count() >= 3 && names.into_iter().all(is_name)
}

/// A letter or digit, of any script.
fn is_letter(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || *byte >= 0x80
}

/// `@article{…`, in any spelling BibTeX allows.
fn is_bibtex(source: &str) -> bool {
    source.split('@').skip(1).any(|rest| {
        let word = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        (3..=16).contains(&word) && rest.get(word..).is_some_and(|rest| rest.trim_start_matches(' ').starts_with('{'))
    })
}

/// A mail address: something before an `@`, a dot after it.
fn has_address(text: &str) -> bool {
    text.match_indices('@').any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default().ends_with(|c: char| c.is_ascii_alphanumeric());
        let after = text.get(at + 1..).unwrap_or_default();
        let host: &str =
            after.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))).next().unwrap_or_default();
        let domain = host.rsplit_once('.').is_some_and(|(name, ending)| {
            !name.is_empty() && ending.len() >= 2 && ending.bytes().all(|b| b.is_ascii_alphabetic())
        });
        before && domain
    })
}
