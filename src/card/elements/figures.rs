//! Numbers in text: whether a sentence holds a measurement, a size, an amount of energy.

/// A decimal fraction or a percentage that is no version number and no exponent of a setting.
#[must_use]
pub(crate) fn has_measure(text: &str) -> bool {
    numbers(text).any(|number| {
        let percent = number.after.trim_start().starts_with(['%', '％']);
        percent
            || (number.is_decimal()
                && !number.is_version()
                && !number.has_unit()
                && !is_of_models(number.after)
                && !is_name(text.get(..number.start).unwrap_or_default()))
    })
}

/// Whether what follows a decimal makes it a generation of models: "the 3.1 language models".
fn is_of_models(after: &str) -> bool {
    [" models", " language models"].iter().any(|models| after.starts_with(models))
}

/// Whether a decimal after these words belongs to a name: SQuAD 2.0, Apache 2.0.
fn is_name(before: &str) -> bool {
    const NAMES: [&str; 28] = [
        "squad",
        "squad v",
        "version",
        "llama",
        "v",
        "qwen",
        "gpt",
        "diffusion",
        "python",
        "cuda",
        "apache",
        "by",
        "gemma",
        "license",
        "phi",
        "sa",
        "nc",
        "model",
        "granite",
        "mistral",
        "mixtral",
        "claude",
        "gemini",
        "falcon",
        "deepseek",
        "internlm",
        "hermes",
        "glm",
    ];
    let word = before.trim_end_matches([' ', '-']).rsplit([' ', '(', '/', '-']).next().unwrap_or_default();
    before.ends_with([' ', '-']) && NAMES.contains(&word)
}

/// Any number at all that stands alone: 88, 91.3, 71%.
#[must_use]
pub(crate) fn has_number(text: &str) -> bool {
    numbers(text).any(|number| !number.glued && !number.is_version())
}

/// A number with a unit of energy or of emitted mass behind it.
#[must_use]
pub(crate) fn has_energy_figure(text: &str) -> bool {
    const UNITS: [&str; 24] = [
        "kg",
        "kilogram",
        "g_",
        "g ",
        "gram",
        "t_",
        "t ",
        "tco2",
        "ton",
        "metric ton",
        "kwh",
        "mwh",
        "gwh",
        "wh_",
        "joule",
        "kj",
        "mj",
        "lbs",
        "pound",
        "kgco2",
        "gco2",
        "kilowatt",
        "megawatt",
        "吨",
    ];
    numbers(text).any(|number| {
        let unit = number.after.trim_start_matches([' ', '*', '~']);
        UNITS.iter().any(|known| match known.strip_suffix('_') {
            Some(letter) => {
                unit.strip_prefix(letter).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
            }
            None => unit.starts_with(known),
        })
    })
}

/// `7B`, `110 million`, `1.5b`: a count of parameters, if the sentence is about parameters.
#[must_use]
pub(crate) fn has_parameter_count(text: &str) -> bool {
    numbers(text).any(|number| number.magnitude().is_some())
}

/// A number in a text, with what follows it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Number<'a> {
    /// First byte in the text.
    pub(crate) start: usize,
    /// As written, separators included: `1,200.5`.
    pub(crate) digits: &'a str,
    /// The rest of the text.
    pub(crate) after: &'a str,
    /// A letter, hyphen or underscore stands directly before it: `gpt-2`, `f1`.
    pub(crate) glued: bool,
}

impl Number<'_> {
    fn is_decimal(&self) -> bool {
        let mut parts = self.digits.split('.');
        parts.next();
        parts.next().is_some_and(|fraction| !fraction.is_empty())
    }

    fn is_version(&self) -> bool {
        self.glued
            || self.digits.matches('.').count() > 1
            || self.after.starts_with(".x")
            || self.after.starts_with("e-")
            || self.after.starts_with('+')
    }

    /// A unit that makes it a size, a speed or a factor.
    fn has_unit(&self) -> bool {
        let after = self.after.trim_start_matches([' ', '-']);
        let word = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        [
            "bit",
            "bits",
            "x",
            "gb",
            "gib",
            "mb",
            "mib",
            "kb",
            "ms",
            "s",
            "sec",
            "seconds",
            "hours",
            "minutes",
            "b",
            "m",
            "k",
            "billion",
            "million",
            "khz",
            "hz",
            "gpu",
            "step",
            "steps",
            "epoch",
            "epochs",
            "iterations",
        ]
        .contains(&word)
    }

    /// The value; thousands separators are understood, anything else odd is not.
    #[must_use]
    pub(crate) fn value(&self) -> Option<f64> {
        let finite = |digits: &str| digits.parse().ok().filter(|value: &f64| value.is_finite());
        if !self.digits.contains(',') {
            return finite(self.digits);
        }
        let mut groups = self.digits.split('.').next()?.split(',');
        let first = groups.next()?;
        let well_formed = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
        if well_formed { finite(&self.digits.replace(',', "")) } else { None }
    }

    /// Factor of the word or letter of magnitude behind the number, with the length of what was read.
    #[must_use]
    pub(crate) fn magnitude(&self) -> Option<(f64, usize)> {
        let blanks = self.after.len() - self.after.trim_start_matches([' ', '-']).len();
        let word: &str = self.after.get(blanks..)?;
        let length = word.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(word.len());
        let factor = match word.get(..length)? {
            "k" | "thousand" if blanks == 0 || length > 1 => 1e3,
            "m" | "mn" | "million" | "millions" => 1e6,
            "b" | "bn" | "billion" | "billions" => 1e9,
            "t" | "tn" | "trillion" | "trillions" => 1e12,
            _ => return None,
        };
        Some((factor, blanks + length))
    }
}

/// All numbers of a text, in order.
pub(crate) fn numbers(text: &str) -> impl Iterator<Item = Number<'_>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while bytes.get(at).is_some_and(|b| !b.is_ascii_digit()) {
            at += 1;
        }
        bytes.get(at)?;
        let start = at;
        while bytes.get(at).is_some_and(|b| {
            b.is_ascii_digit() || ((*b == b'.' || *b == b',') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit))
        }) {
            at += 1;
        }
        let before = start.checked_sub(1).and_then(|i| bytes.get(i));
        let glued = before.is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'_' | b'-' | b'.' | b'/'));
        // A minus before a number that begins a word is a sign, not a joint.
        let signed =
            before == Some(&b'-') && start.checked_sub(2).and_then(|i| bytes.get(i)).is_none_or(|b| *b == b' ');
        Some(Number { start, digits: text.get(start..at)?, after: text.get(at..)?, glued: glued && !signed })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures() {
        for yes in ["f1 of 0.93", "94,11%", "90.9/84.1", "loss: 4.33", "-0.5", "around 50 %"] {
            assert!(has_measure(yes), "{yes}");
        }
        for no in [
            "transformers 4.12.5",
            "gpt-3.5",
            "llama 3",
            "2e-05",
            "version v1.5",
            "squad 2.0",
            "apache 2.0",
            "1.58-bit",
            "2.5x faster",
            "32 gpus",
            "pytorch 1.10.0+cu111",
        ] {
            assert!(!has_measure(no), "{no}");
        }
    }

    #[test]
    fn amounts() {
        assert!(
            has_energy_figure("11250 kg co2 eq.") && has_energy_figure("539 tco2eq") && has_energy_figure("7t co2eq")
        );
        assert!(!has_energy_figure("carbon emitted by 8 gpus in 2020"));
        assert!(has_parameter_count("a 7b model") && has_parameter_count("110 million parameters"));
        assert!(!has_parameter_count("7 layers"));
        let values: Vec<_> = numbers("1,200.5 and 94,11 and 3").map(|n| n.value()).collect();
        assert_eq!(values, [Some(1200.5), None, Some(3.0)]);
    }
}
