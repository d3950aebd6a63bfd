//! Finds many phrases in one pass: every word is looked up once by its first letters.
//!
//! A phrase matches where a word begins and is open at its end (`limit` finds "limits" and "limited"); a final `_`
//! closes it. Text is expected as [`super::body::Flat`] makes it: lower case, single blanks. Characters beyond the
//! Latin script may begin a phrase anywhere, because Chinese and Japanese write no blanks.

use std::ops::Range;

/// Number of buckets; a power of two.
const BUCKETS: usize = 2048;

/// A set of phrases, each with a number that says what it means.
#[derive(Debug)]
pub struct Lexicon {
    /// Where the phrases of a bucket begin; one more than there are buckets.
    starts: Vec<u32>,
    phrases: Vec<Phrase>,
}

#[derive(Debug, Clone, Copy)]
struct Phrase {
    text: &'static str,
    whole: bool,
    meaning: u8,
}

/// A phrase that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    pub start: u32,
    pub end: u32,
    pub meaning: u8,
}

impl Hit {
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl Lexicon {
    /// Builds the index. Each entry is a meaning and its phrases, separated by `|`.
    #[must_use]
    pub fn new(entries: &[(u8, &'static str)]) -> Self {
        let mut phrases: Vec<(usize, Phrase)> = Vec::new();
        for &(meaning, list) in entries {
            for phrase in list.split('|').filter(|phrase| !phrase.is_empty()) {
                let (text, whole) = phrase.strip_suffix('_').map_or((phrase, false), |text| (text, true));
                phrases.push((bucket(text.as_bytes()), Phrase { text, whole, meaning }));
            }
        }
        phrases.sort_by_key(|&(bucket, phrase)| (bucket, phrase.text));
        let mut starts = Vec::with_capacity(BUCKETS + 1);
        let mut at = 0;
        for bucket in 0..=BUCKETS {
            while phrases.get(at).is_some_and(|&(of, _)| of < bucket) {
                at += 1;
            }
            starts.push(u32::try_from(at).unwrap_or(u32::MAX));
        }
        Self { starts, phrases: phrases.into_iter().map(|(_, phrase)| phrase).collect() }
    }

    /// Calls `found` for every phrase in `range` of `text`, in order of place.
    pub fn scan(&self, text: &str, range: Range<usize>, mut found: impl FnMut(Hit)) {
        let base = range.start;
        let bytes = text.get(range).unwrap_or_default().as_bytes();
        let mut inside_word = false;
        for (at, &byte) in bytes.iter().enumerate() {
            let is_word = is_word_byte(byte);
            // Three-byte characters stand for words or syllables.
            if is_word && (!inside_word || byte >= 0xE0) {
                self.at_word(bytes.get(at..).unwrap_or_default(), base + at, &mut found);
            }
            inside_word = is_word;
        }
    }

    fn at_word(&self, rest: &[u8], at: usize, found: &mut impl FnMut(Hit)) {
        match rest {
            [_, _, third, ..] if is_word_byte(*third) => self.look_up(bucket(rest), rest, at, found),
            [first, second, ..] => {
                // Phrases of two letters stand alone; longer ones may go on after a blank or hyphen.
                self.look_up(bucket(&[*first, *second]), rest, at, found);
                if rest.len() > 2 {
                    self.look_up(bucket(rest), rest, at, found);
                }
            }
            _ => {}
        }
    }

    fn look_up(&self, bucket: usize, rest: &[u8], at: usize, found: &mut impl FnMut(Hit)) {
        let (Some(&from), Some(&to)) = (self.starts.get(bucket), self.starts.get(bucket + 1)) else { return };
        if from == to {
            return;
        }
        for phrase in self.phrases.get(from as usize..to as usize).unwrap_or_default() {
            let length = phrase.text.len();
            let ends = || !phrase.whole || rest.get(length).is_none_or(|&next| !is_word_byte(next));
            if rest.starts_with(phrase.text.as_bytes()) && ends() {
                let hit = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
                found(Hit { start: hit(at), end: hit(at + length), meaning: phrase.meaning });
            }
        }
    }

    /// The meanings of all phrases in a text, as a set of bits.
    #[must_use]
    pub fn meanings(&self, text: &str) -> u64 {
        let mut set = 0;
        self.scan(text, 0..text.len(), |hit| set |= 1u64.checked_shl(hit.meaning.into()).unwrap_or_default());
        set
    }
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80 || byte == b'_'
}

fn bucket(start: &[u8]) -> usize {
    let byte = |at: usize| start.get(at).map_or(0, |&b| usize::from(b));
    (byte(0) * 131 + byte(1) * 17 + byte(2) * 257) % BUCKETS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, u8)> {
        let lexicon = Lexicon::new(&[(1, "limit|not a_|t4_"), (2, "limited to|用途"), (3, "no_|a b")]);
        let mut hits = Vec::new();
        lexicon.scan(text, 0..text.len(), |hit| hits.push((&text[hit.range()], hit.meaning)));
        hits
    }

    #[test]
    fn phrases_begin_at_words_and_close_where_asked() {
        assert_eq!(found("limits, unlimited, limited to"), [("limit", 1), ("limit", 1), ("limited to", 2)]);
        assert_eq!(found("not a t4, not any t40 nor no."), [("not a", 1), ("t4", 1), ("no", 3)]);
        assert_eq!(found("a b模型用途"), [("a b", 3), ("用途", 2)]);
        assert_eq!(found(""), []);
        assert_eq!(found("t4"), [("t4", 1)]);
    }

    #[test]
    fn meanings_are_a_set() {
        let lexicon = Lexicon::new(&[(1, "x y"), (5, "zeta_")]);
        assert_eq!(lexicon.meanings("x y zeta"), 0b10_0010);
    }
}
