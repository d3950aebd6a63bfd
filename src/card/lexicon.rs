//! Finds many phrases in one pass: every word is looked up once by its first letters.
//!
//! A phrase matches where a word begins and is open at its end (`limit` finds "limits" and "limited"); a final `_`
//! closes it. Phrases of two and three letters are always closed. Text is expected as [`super::body::Flat`] makes it: lower case, single blanks. Characters beyond the
//! Latin script may begin a phrase anywhere, because Chinese and Japanese write no blanks.

use std::ops::Range;

/// Number of buckets; a power of two.
const BUCKETS: usize = 4096;

/// A set of phrases, each with a number that says what it means.
#[derive(Debug)]
pub(crate) struct Lexicon {
    /// Phrases of four bytes and more, by their first four.
    long: Table,
    /// Phrases of two and three bytes, by their first two.
    short: Table,
}

/// Phrases by the hash of their beginning.
#[derive(Debug, Default)]
struct Table {
    /// Where the phrases of a bucket begin; one more than there are buckets.
    starts: Vec<u16>,
    phrases: Vec<Phrase>,
}

#[derive(Debug, Clone, Copy)]
struct Phrase {
    /// The first eight bytes or fewer, and which of them count: tells nearly all others apart in one comparison.
    head: u64,
    mask: u64,
    text: &'static str,
    whole: bool,
    meaning: u8,
}

impl Phrase {
    /// Begins nowhere.
    const NONE: Self = Self { head: 1, mask: 0, text: "", whole: false, meaning: 0 };
}

/// A phrase that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) meaning: u8,
}

impl Hit {
    #[must_use]
    pub(crate) fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl Lexicon {
    /// Builds the index. Each entry is a meaning and its phrases, separated by `|`.
    #[must_use]
    pub(crate) fn new(entries: &[(u8, &'static str)]) -> Self {
        let (mut long, mut short) = (Vec::new(), Vec::new());
        for &(meaning, list) in entries {
            for phrase in list.split('|').filter(|phrase| phrase.len() > 1) {
                let (text, whole) = phrase.strip_suffix('_').map_or((phrase, false), |text| (text, true));
                let mask = if text.len() >= 8 { u64::MAX } else { (1 << (8 * text.len())) - 1 };
                let phrase = Phrase { head: first_eight(text.as_bytes()), mask, text, whole, meaning };
                if text.len() >= 4 { long.push(phrase) } else { short.push(phrase) }
            }
        }
        Self { long: Table::new(&long, LONG), short: Table::new(&short, SHORT) }
    }

    /// Calls `found` for every phrase in `text`, in order of place, and `note` for every byte that may end a sentence,
    /// every digit and every `@`: this is the one pass over all bytes.
    pub(crate) fn scan(&self, text: &str, mut found: impl FnMut(Hit), mut note: impl FnMut(usize, u8)) {
        let bytes = text.as_bytes();
        let mut inside_word = false;
        for (at, &byte) in bytes.iter().enumerate() {
            let class = class(byte);
            let is_word = class & WORD != 0;
            if class & NOTABLE != 0 {
                note(at, byte);
            }
            // Three-byte characters stand for words or syllables.
            if is_word && (!inside_word || byte >= 0xE0) {
                let rest = bytes.get(at..).unwrap_or_default();
                let head = first_eight(rest);
                // Phrases of two and three letters are words of their own.
                let ends = |at: usize| rest.get(at).is_none_or(|&next| !is_word_byte(next));
                if byte >= 0xE0 || ends(2) || ends(3) {
                    self.short.look_up(head, SHORT, rest, at, &mut found);
                }
                self.long.look_up(head, LONG, rest, at, &mut found);
            }
            inside_word = is_word;
        }
    }

    /// The meanings of all phrases in a text, as a set of bits.
    #[must_use]
    pub(crate) fn meanings(&self, text: &str) -> u64 {
        let mut set = 0;
        self.scan(text, |hit| set |= 1u64.checked_shl(hit.meaning.into()).unwrap_or_default(), |_, _| {});
        set
    }
}

impl Table {
    /// A counting sort: the first answer of a fresh page waits for this.
    fn new(unsorted: &[Phrase], key: u64) -> Self {
        let mut starts = vec![0u16; BUCKETS + 1];
        for phrase in unsorted {
            if let Some(count) = starts.get_mut(bucket(phrase.head & key) + 1) {
                *count += 1;
            }
        }
        let mut total = 0;
        for start in &mut starts {
            total += *start;
            *start = total;
        }
        let mut next = starts.clone();
        let mut phrases = vec![Phrase::NONE; unsorted.len()];
        for phrase in unsorted {
            if let Some(at) = next.get_mut(bucket(phrase.head & key)) {
                if let Some(place) = phrases.get_mut(usize::from(*at)) {
                    *place = *phrase;
                }
                *at += 1;
            }
        }
        Self { starts, phrases }
    }

    #[inline]
    fn look_up(&self, head: u64, key: u64, rest: &[u8], at: usize, found: &mut impl FnMut(Hit)) {
        let bucket = bucket(head & key);
        let (Some(&from), Some(&to)) = (self.starts.get(bucket), self.starts.get(bucket + 1)) else { return };
        if from == to {
            return;
        }
        for phrase in self.phrases.get(usize::from(from)..usize::from(to)).unwrap_or_default() {
            if head & phrase.mask != phrase.head {
                continue;
            }
            let length = phrase.text.len();
            let goes_on = || length <= 8 || rest.get(8..length) == phrase.text.as_bytes().get(8..);
            let ends = || !phrase.whole || rest.get(length).is_none_or(|&next| !is_word_byte(next));
            if goes_on() && ends() {
                let hit = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
                found(Hit { start: hit(at), end: hit(at + length), meaning: phrase.meaning });
            }
        }
    }
}

/// Which of the first bytes a bucket is chosen by.
const LONG: u64 = 0xFFFF_FFFF;
const SHORT: u64 = 0xFFFF;

/// The first eight bytes as a number, zeros behind the end.
#[inline]
fn first_eight(bytes: &[u8]) -> u64 {
    match bytes.first_chunk::<8>() {
        Some(&start) => u64::from_le_bytes(start),
        None => bytes.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte)),
    }
}

/// Letters, digits, `_` and everything beyond ASCII.
const WORD: u8 = 1;
/// Digits, `@`, and bytes that may end a sentence: `.`, `!`, `?` and the last bytes of their full-width forms.
const NOTABLE: u8 = 2;

const CLASSES: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0u8;
    loop {
        let word = byte.is_ascii_alphanumeric() || byte >= 0x80 || byte == b'_';
        let notable = byte.is_ascii_digit() || matches!(byte, b'@' | b'.' | b'!' | b'?' | 0x81 | 0x82 | 0x9F);
        #[expect(clippy::indexing_slicing, reason = "a byte is a place in a table of 256")]
        {
            table[byte as usize] = if word { WORD } else { 0 } | if notable { NOTABLE } else { 0 };
        }
        if byte == u8::MAX {
            break table;
        }
        byte += 1;
    }
};

fn class(byte: u8) -> u8 {
    CLASSES.get(usize::from(byte)).copied().unwrap_or_default()
}

fn is_word_byte(byte: u8) -> bool {
    class(byte) & WORD != 0
}

fn bucket(key: u64) -> usize {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 52) as usize % BUCKETS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, u8)> {
        let lexicon = Lexicon::new(&[(1, "limit|not a_|t4_"), (2, "limited to|用途"), (3, "no_|a b")]);
        let mut hits = Vec::new();
        lexicon.scan(text, |hit| hits.push((&text[hit.range()], hit.meaning)), |_, _| {});
        hits
    }

    #[test]
    fn phrases_begin_at_words_and_close_where_asked() {
        assert_eq!(found("limits, unlimited, limited to"), [("limit", 1), ("limit", 1), ("limited to", 2)]);
        assert_eq!(found("not a t4, not any t40 nor no."), [("not a", 1), ("t4", 1), ("no", 3)]);
        assert_eq!(found("a b 模型用途"), [("a b", 3), ("用途", 2)]);
        assert_eq!(found(""), []);
        assert_eq!(found("t4"), [("t4", 1)]);
    }

    #[test]
    fn meanings_are_a_set() {
        let lexicon = Lexicon::new(&[(1, "x y"), (5, "zeta_")]);
        assert_eq!(lexicon.meanings("x y zeta"), 0b10_0010);
    }
}
