//! Facts in running text and tables: size, tokens, compute, hardware, who made it.

use super::{CardFact, devices};
use crate::card::cues::Cue as C;
use crate::card::elements::ElementId as E;
use crate::card::elements::{Number, numbers};
use crate::card::reading::{Reading, Sentence};
use crate::card::topics::topic;
use crate::diagnostic::{Diagnostic, rules};
use crate::span::Span;

/// A value that the text gives for a fact.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    value: f64,
    span: Span,
    /// From a label such as `Parameters: 7B`, which says what it is about.
    labelled: bool,
}

/// All numeric statements, by fact.
#[derive(Default)]
struct Statements {
    parameters: Vec<Candidate>,
    active: Vec<Candidate>,
    tokens: Vec<Candidate>,
    /// Sizes of several models, or of others than this one.
    several_sizes: bool,
    flop: Vec<Candidate>,
    hours: Vec<Candidate>,
    peak: Vec<Candidate>,
}

pub(super) fn read(
    card: &str,
    reading: &Reading,
    is_adapter: bool,
    facts: &mut Vec<CardFact>,
    found: &mut Vec<Diagnostic>,
) {
    let mut statements = Statements::default();
    for sentence in &reading.sentences {
        let cues = sentence.cues;
        if cues.has(C::Placeholder) || sentence.topics & topic(E::Citation) != 0 {
            continue;
        }
        if !sentence.marks.digit {
            continue;
        }
        let span = || reading.span(sentence, card);
        let text = reading.text(sentence);
        if cues.has(C::Parameters) {
            parameters(reading, sentence, text, &span, &mut statements);
        }
        if cues.any(&[C::TrainedOn, C::TrainingNoun]) || sentence.own & topic(E::TrainingData) != 0 {
            tokens(text, cues.has(C::Others), &span, &mut statements.tokens);
        }
        if cues.any(&[C::Hardware, C::Device]) && !cues.has(C::Others) {
            compute(text, cues.has(C::TrainedOn) || text.contains("train"), &span, &mut statements);
            let about_training =
                cues.has(C::TrainedOn) || text.contains("train") || sentence.own & topic(E::ComputeHardware) != 0;
            let named = devices::named(text);
            if about_training && let [(name, peak, _)] = named.as_slice() {
                // The card with PCIe has a lower peak than the one that is soldered on.
                let peak = if *name == "h100" && text.contains("pcie") { &7.56e14 } else { peak };
                statements.peak.push(Candidate { value: *peak, span: span(), labelled: false });
            }
        }
    }
    if !is_adapter {
        let sizes = title_sizes(reading);
        size_contradiction(&statements, &sizes, reading, found);
        let contradicts =
            |candidate: &Candidate| !sizes.is_empty() && !sizes.iter().any(|size| is_close(*size, candidate.value));
        if !statements.several_sizes && !statements.parameters.iter().any(contradicts) {
            push("model.parameters", &statements.parameters, facts);
        }
        push("model.activeParameters", &statements.active, facts);
        push("training.tokens", &statements.tokens, facts);
    }
    push("training.updateFlop", &statements.flop, facts);
    push("training.acceleratorHours", &statements.hours, facts);
    if let Some(candidate) = agreed(&statements.peak) {
        facts.push(CardFact::inferred("training.acceleratorPeakFlops", candidate.value, candidate.span));
    }
    provider(card, reading, facts);
}

/// A label that gives another size than a label before it, or than the card's title.
#[cfg_attr(target_family = "wasm", inline(never))]
fn size_contradiction(statements: &Statements, sizes: &[f64], reading: &Reading, found: &mut Vec<Diagnostic>) {
    let mut labelled = statements.parameters.iter().filter(|candidate| candidate.labelled);
    let Some(first) = labelled.next() else { return };
    let report = |at: Span, value: f64, other: f64, related: Span, what: &str| {
        let message = format!("{} parameters here, {} {what}", Size(value), Size(other));
        Diagnostic::new(&rules::PARAMETERS_CONTRADICTION, at, message)
            .with_help("correct one, or say what each refers to")
            .with_related(related, "the other number")
    };
    if let Some(other) = labelled.find(|other| !is_close(other.value, first.value)) {
        found.push(report(other.span, other.value, first.value, first.span, "before"));
    } else if let ([size], Some(section)) = (sizes, reading.body.sections.get(1))
        && !is_close(*size, first.value)
        && statements.active.is_empty()
    {
        found.push(report(first.span, first.value, *size, section.heading, "in the title"));
    }
}

/// A number of parameters as people write it.
struct Size(f64);

impl std::fmt::Display for Size {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (value, unit) = [(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "K")]
            .into_iter()
            .find(|(factor, _)| self.0 >= *factor)
            .map_or((self.0, ""), |(factor, unit)| (self.0 / factor, unit));
        write!(f, "{}{unit}", (value * 100.0).round() / 100.0)
    }
}

fn push(id: &'static str, candidates: &[Candidate], facts: &mut Vec<CardFact>) {
    let labelled: Vec<Candidate> = candidates.iter().copied().filter(|candidate| candidate.labelled).collect();
    // A label says what it is about, so it outweighs sentences; two that differ say that there are two models.
    let chosen = if labelled.is_empty() { agreed(candidates) } else { agreed(&labelled) };
    facts.extend(chosen.map(|candidate| CardFact::stated(id, candidate.value, candidate.span)));
}

/// Sizes in the card's title, such as `Llama 3 8B`.
fn title_sizes(reading: &Reading) -> Vec<f64> {
    let title = reading.body.sections.get(1).map_or("", |section| reading.body.title(section));
    let size = |number: Number<'_>| {
        let (factor, used) = number.magnitude().filter(|(factor, _)| (1e6..1e12).contains(factor))?;
        let ends = !number.after.get(used..)?.starts_with(|c: char| c.is_alphanumeric());
        number.value().filter(|_| ends).map(|value| value * factor)
    };
    numbers(title).filter_map(size).collect()
}

/// Within the rounding that names of models allow themselves.
fn is_close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 0.2 * a.max(b)
}

/// The first of several statements, if all say the same but for rounding.
fn agreed(candidates: &[Candidate]) -> Option<Candidate> {
    let first = *candidates.first()?;
    let same = |other: &Candidate| (other.value - first.value).abs() <= 0.05 * first.value.max(other.value);
    candidates.iter().all(same).then_some(first)
}

/// `7B parameters`, `110 million params`, `Parameters: 7B`, `| Params | 0.6B |`.
#[cfg_attr(target_family = "wasm", inline(never))]
fn parameters(
    reading: &Reading,
    sentence: &Sentence,
    text: &str,
    span: &dyn Fn() -> Span,
    statements: &mut Statements,
) {
    let label = text.get(..text.len() - reading.content(sentence).len().min(text.len())).unwrap_or_default();
    if label.contains("base model") || label.contains("base_model") || label.contains("base checkpoint") {
        return;
    }
    if sentence.own & topic(E::Architecture) != 0 && label.contains("param") {
        let content = reading.content(sentence);
        let mut values = numbers(content).filter(|number| !number.glued).filter_map(|number| {
            let (factor, _) = number.magnitude().unwrap_or((1.0, 0));
            number.value().map(|value| value * factor).filter(|value| *value >= 1e4)
        });
        // "7B, 13B and 70B" are several models.
        if let (Some(value), None) = (values.next(), values.next()) {
            let list = if label.contains("activ") { &mut statements.active } else { &mut statements.parameters };
            list.push(Candidate { value, span: span(), labelled: true });
        }
        return;
    }
    let of_others = [
        "outperform",
        "larger",
        "smaller",
        "similar",
        "comparable",
        " vs",
        "base model",
        "expert",
        "instead of",
        "teacher",
        "also ",
    ];
    if sentence.cues.has(C::Others) || of_others.iter().any(|word| text.contains(word)) {
        return;
    }
    // "300M, 1.5B and 3.3B parameters" are sizes of several models.
    let is_size = |number: &Number<'_>| {
        let (factor, used) = number.magnitude().filter(|(factor, _)| (1e6..1e13).contains(factor))?;
        let rest = number.after.get(used..)?.trim_start();
        let counts_data = [
            "token",
            "image",
            "pair",
            "sentence",
            "example",
            "sample",
            "word",
            "document",
            "hour",
            "tweet",
            "activ",
            "paragraph",
        ];
        let is_data = counts_data.iter().any(|noun| rest.starts_with(noun));
        number.value().filter(|_| !is_data && !number.glued).map(|value| value * factor)
    };
    let sizes: Vec<f64> = numbers(text).filter_map(|number| is_size(&number)).collect();
    let differ = sizes.iter().zip(sizes.iter().skip(1)).any(|(a, b)| !is_close(*a, *b));
    if differ && !text.contains("activ") && !text.contains("embedding") {
        statements.several_sizes = true;
        return;
    }
    let found: Vec<(f64, bool)> = numbers(text).filter_map(|number| before_word(&number, "param")).collect();
    let mut totals = found.iter().filter(|(_, active)| !active);
    let mut actives = found.iter().filter(|(_, active)| *active);
    if let (Some((value, _)), None) = (totals.next(), totals.next()) {
        statements.parameters.push(Candidate { value: *value, span: span(), labelled: false });
    } else if found.iter().any(|(_, active)| !active) {
        // Several sizes in one sentence: make sure that none is taken.
        for (value, _) in found.iter().filter(|(_, active)| !active) {
            statements.parameters.push(Candidate { value: *value, span: span(), labelled: false });
        }
    }
    if let (Some((value, _)), None) = (actives.next(), actives.next()) {
        statements.active.push(Candidate { value: *value, span: span(), labelled: false });
    }
}

/// The value of a number that a word follows, with at most two words between, and whether one of those is "active".
fn before_word(number: &Number<'_>, word: &str) -> Option<(f64, bool)> {
    if number.glued {
        return None;
    }
    let (factor, used) = number.magnitude()?;
    let rest = number.after.get(used..)?;
    let mut active = false;
    for (position, next) in rest.split([' ', '-']).filter(|next| !next.is_empty()).take(3).enumerate() {
        if next.starts_with(word) {
            return number.value().map(|value| (value * factor, active || is_active(rest)));
        }
        active |= next.starts_with("activ");
        let between = ["total", "trainable", "model", "active", "activated", "non", "embedding", "learnable"];
        if position > 1 || !between.iter().any(|known| next.starts_with(known)) {
            return None;
        }
    }
    None
}

/// `37B parameters active per token`.
fn is_active(rest: &str) -> bool {
    let near: String = rest.chars().take(40).collect();
    let clause = near.split([',', ';', '(']).next().unwrap_or_default();
    clause.contains("activ") && !clause.contains("total")
}

/// `15T tokens`, `300 billion tokens`: amounts no context window has.
#[cfg_attr(target_family = "wasm", inline(never))]
fn tokens(text: &str, compares: bool, span: &dyn Fn() -> Span, found: &mut Vec<Candidate>) {
    if compares {
        return;
    }
    for number in numbers(text).filter(|number| !number.glued) {
        let Some((factor, used)) = number.magnitude().filter(|(factor, _)| *factor >= 1e6) else { continue };
        let rest = number.after.get(used..).unwrap_or_default().trim_start_matches([' ', '+']);
        let near: Vec<&str> = rest.split(' ').take(3).collect();
        let direct = near.first().is_some_and(|word| word.starts_with("token"));
        let qualified = near.get(1).is_some_and(|word| word.starts_with("token"))
            && near.first().is_some_and(|word| {
                ["training", "text", "total", "pretraining", "high-quality", "code"].contains(word)
            });
        if (direct || qualified)
            && let Some(value) = number.value()
        {
            found.push(Candidate { value: value * factor, span: span(), labelled: false });
        }
    }
}

/// FLOP of the training, hours of accelerators, or both factors of the hours.
#[cfg_attr(target_family = "wasm", inline(never))]
fn compute(text: &str, about_training: bool, span: &dyn Fn() -> Span, statements: &mut Statements) {
    for number in numbers(text) {
        if let Some(flop) = flop(&number).filter(|_| about_training) {
            statements.flop.push(Candidate { value: flop, span: span(), labelled: false });
        }
        if number.glued {
            continue;
        }
        let (factor, used) = number.magnitude().unwrap_or((1.0, 0));
        let rest = number.after.get(used..).unwrap_or_default().trim_start_matches([' ', '-']);
        if is_accelerator_hours(rest)
            && let Some(value) = number.value()
        {
            statements.hours.push(Candidate { value: value * factor, span: span(), labelled: false });
        }
    }
    if about_training && let Some(hours) = count_times_duration(text) {
        statements.hours.push(Candidate { value: hours, span: span(), labelled: false });
    }
}

/// `gpu hours`, `gpu-hours`, `h100 hours`, `a100 gpu hours`, `h100-80gb hours`.
fn is_accelerator_hours(rest: &str) -> bool {
    let mut words = rest.split([' ', '-']).filter(|word| !word.is_empty());
    let is_device = |word: &str| matches!(word, "gpu" | "tpu" | "accelerator") || !devices::named(word).is_empty();
    let is_size = |word: &str| word.ends_with("gb") || matches!(word, "sxm" | "pcie" | "gpu");
    if !words.next().is_some_and(is_device) {
        return false;
    }
    words.find(|word| !is_size(word)).is_some_and(|word| word.starts_with("hour"))
}

/// `64 H100 for 3 days`, `8 x A100 GPUs for 10 hours`: the product, if each factor is given once.
fn count_times_duration(text: &str) -> Option<f64> {
    let [(name, _, at)] = devices::named(text).as_slice().try_into().ok()?;
    let (before, after) = text.split_at_checked(at)?;
    let device: &str = name;
    let after = after.get(device.len()..)?;
    // The count stands right before the name, perhaps with the maker between.
    let counted = before
        .trim_end_matches([' ', 'x', '×', '*'])
        .trim_end_matches("nvidia")
        .trim_end()
        .trim_end_matches("tesla")
        .trim_end_matches([' ', 'x', '×', '*']);
    let count_number = numbers(counted).last().filter(|number| number.after.is_empty() && !number.glued)?;
    let count = count_number.value().filter(|count| *count >= 1.0 && count.fract() == 0.0)?;
    // `32 x 8 x A100`: nodes times devices.
    let earlier = counted.get(..count_number.start)?;
    let multiplied = earlier.trim_end().ends_with(['x', '×', '*']);
    if multiplied {
        return None;
    }
    let mut durations = numbers(after).filter_map(|number| {
        let unit = number.after.trim_start_matches([' ', '-']);
        let hours = if unit.starts_with("hour") || unit.starts_with("hr") {
            1.0
        } else if unit.starts_with("day") {
            24.0
        } else if unit.starts_with("week") {
            168.0
        } else {
            return None;
        };
        number.value().map(|value| value * hours)
    });
    let duration = durations.next()?;
    let for_so_long = after.contains(" for ")
        || after.contains(" in ")
        || after.contains(" over ")
        || after.contains("took ")
        || after.contains("takes ");
    (durations.next().is_none() && for_so_long && !text.contains("per epoch") && !text.contains("an epoch"))
        .then_some(count * duration)
}

/// `3.8e25 FLOP`, `1.2 × 10^24 FLOPs`, `3,640 petaflop/s-days`.
fn flop(number: &Number<'_>) -> Option<f64> {
    if number.glued {
        return None;
    }
    let mantissa = number.value()?;
    let after = number.after;
    let digits = |rest: &str| -> Option<(i32, usize)> {
        let trimmed = rest.trim_start_matches(['^', '+', '{', '(', ' ']);
        let length = trimmed.bytes().take_while(u8::is_ascii_digit).count();
        trimmed.get(..length)?.parse().ok().map(|exponent| (exponent, rest.len() - trimmed.len() + length))
    };
    let is_flop = |rest: &str| {
        let rest = rest.trim_start_matches([' ', '}', ')', '*', '$']);
        rest.starts_with("flop") && !rest.starts_with("flop/s") && !rest.starts_with("flops/s")
    };
    if let Some(rest) = after.strip_prefix('e') {
        let (exponent, used) = digits(rest)?;
        return (is_flop(rest.get(used..)?) && exponent >= 15).then(|| power(mantissa, exponent));
    }
    let spaced = after.trim_start();
    if let Some(rest) = spaced.strip_prefix(['×', 'x', '*', '\u{22c5}']) {
        let rest = rest.trim_start().strip_prefix("10")?;
        let (exponent, used) = digits(rest)?;
        return (is_flop(rest.get(used..)?) && (15..60).contains(&exponent)).then(|| power(mantissa, exponent));
    }
    let units = [
        ("petaflop/s-day", 8.64e19),
        ("petaflop/s day", 8.64e19),
        ("pflop/s-day", 8.64e19),
        ("pflops-day", 8.64e19),
        ("petaflop-day", 8.64e19),
        ("petaflops-day", 8.64e19),
        ("zettaflop", 1e21),
        ("yottaflop", 1e24),
    ];
    let unit = units.iter().find(|(unit, _)| spaced.starts_with(unit))?;
    Some(mantissa * unit.1)
}

/// `mantissa × 10^exponent`, rounded once.
fn power(mantissa: f64, exponent: i32) -> f64 {
    format!("{mantissa}e{exponent}").parse().unwrap_or(f64::INFINITY)
}

/// `Developed by: …`: a name, not a sentence.
#[cfg_attr(target_family = "wasm", inline(never))]
fn provider(card: &str, reading: &Reading, facts: &mut Vec<CardFact>) {
    const LABELS: [&str; 12] = [
        "developed by",
        "developer",
        "developers",
        "model developer",
        "model developers",
        "organization developing the model",
        "organization",
        "provider",
        "model provider",
        "created by",
        "model creator",
        "person or organization developing model",
    ];
    for sentence in &reading.sentences {
        if sentence.own & topic(E::ContactDeveloper) == 0 || sentence.cues.any(&[C::Placeholder, C::WeakPlaceholder]) {
            continue;
        }
        let Some(block) = reading.block(sentence) else { continue };
        let label = reading.body.flat.text(&block.label).trim_matches([' ', ':', '*', '.']);
        // Sections such as `**Organization developing the model**` have their heading for a label.
        if !LABELS.contains(&label) {
            continue;
        }
        let start = sentence.content.start;
        let place = reading.body.flat.source(&(start..sentence.content.end), card);
        let name = plain(place.of(card));
        let words = name.split_whitespace().count();
        if (1..=10).contains(&words) && name.len() <= 90 && name.chars().any(char::is_alphabetic) {
            facts.push(CardFact::stated("provider.name", name, place));
            return;
        }
    }
}

/// Markdown without its marks: link targets, emphasis, code ticks.
fn plain(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        match c {
            '*' | '`' | '[' => {}
            ']' if rest.starts_with('(') => {
                let end = rest.find(')').map_or(rest.len(), |end| end + 1);
                rest = rest.get(end..).unwrap_or_default();
            }
            ']' => {}
            '\n' | '\r' | '\t' => out.push(' '),
            c => out.push(c),
        }
    }
    out.trim_matches([' ', '.', '|', ':']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::body;
    use std::collections::BTreeMap;

    fn facts(text: &str) -> BTreeMap<&'static str, serde_json::Value> {
        let reading = Reading::new(body::read(text, &(0..0)));
        let mut facts = Vec::new();
        read(text, &reading, false, &mut facts, &mut Vec::new());
        facts.into_iter().map(|fact| (fact.id, fact.value)).collect()
    }

    fn number(text: &str, id: &str) -> Option<f64> {
        facts(text).get(id).and_then(serde_json::Value::as_f64)
    }

    #[test]
    fn sizes() {
        for text in [
            "A model with 7B parameters.",
            "It has 7 billion parameters.",
            "- **Parameters:** 7B",
            "| a | b |\n|-|-|\n| Number of parameters | 7,000,000,000 |",
        ] {
            assert_eq!(number(text, "model.parameters"), Some(7e9), "{text}");
        }
        for text in [
            "It beats GPT-3 with its 175B parameters than others.",
            "Sizes: 7B and 13B parameters, also 70B parameters.",
            "The parameters were tuned for 7 days.",
            "A 7B model. It has 3 billion parameters. The other has 9B parameters.",
        ] {
            assert_eq!(number(text, "model.parameters"), None, "{text}");
        }
        let moe = "The model has 671B total parameters with 37B activated parameters per token.";
        assert_eq!((number(moe, "model.parameters"), number(moe, "model.activeParameters")), (Some(671e9), Some(37e9)));
    }

    #[test]
    fn tokens_and_compute() {
        assert_eq!(number("It was trained on 15T tokens of text.", "training.tokens"), Some(15e12));
        assert_eq!(number("Pretrained on 300 billion tokens.", "training.tokens"), Some(3e11));
        assert_eq!(number("Trained with a context of 8k tokens.", "training.tokens"), None);
        assert_eq!(number("Trained on 1T tokens. Then trained on 2T tokens more.", "training.tokens"), None);
        assert_eq!(number("Training took 3.8e25 FLOPs on a GPU cluster.", "training.updateFlop"), Some(3.8e25));
        assert_eq!(number("Training compute: 1.2 × 10^24 FLOP on GPUs.", "training.updateFlop"), Some(1.2e24));
        assert_eq!(number("It needs 4.1e9 FLOPs per image on a GPU.", "training.updateFlop"), None);
        assert_eq!(number("Training utilized 39.3M GPU hours on H100.", "training.acceleratorHours"), Some(39.3e6));
        assert_eq!(number("Trained on 64 H100 for 3 days.", "training.acceleratorHours"), Some(64.0 * 72.0));
        assert_eq!(number("We trained on 8 x NVIDIA A100 GPUs for 10 hours.", "training.acceleratorHours"), Some(80.0));
        assert_eq!(number("Training on 8 A100 GPUs takes 6 minutes per epoch.", "training.acceleratorHours"), None);
        assert_eq!(number("Trained on 64 H100 for 3 days.", "training.acceleratorPeakFlops"), Some(9.89e14));
        assert_eq!(number("Inference runs on a T4.", "training.acceleratorPeakFlops"), None);
    }

    #[test]
    fn makers() {
        let name = |text: &str| facts(text).get("provider.name").and_then(|v| v.as_str().map(str::to_owned));
        assert_eq!(name("- **Developed by:** [Meta *AI*](https://x.y)\n"), Some("Meta AI".to_owned()));
        assert_eq!(
            name("| Provider | moondream.ai |\n|-|-|\n| a | b |\n| Provider | Ä GmbH |"),
            Some("Ä GmbH".to_owned())
        );
        assert_eq!(name("- **Developed by:** [More Information Needed]\n"), None);
        assert_eq!(name("The model was developed by us over many long and happy years."), None);
    }
}
