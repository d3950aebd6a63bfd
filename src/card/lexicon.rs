//! Finds many phrases in one pass: every word is looked up once by its first letters.
//!
//! A phrase matches where a word begins and is open at its end (`limit` finds "limits" and "limited"); a final `_`
//! closes it. Phrases of two and three letters are always closed. Text is expected as [`super::body::Flat`] makes it:
//! lower case, single blanks. Characters beyond the Latin script may begin a phrase anywhere, because Chinese and Japanese
//! write no blanks, and words of Latin letters between them begin and end there.

use std::ops::Range;

/// A set of phrases, each with a number that says what it means. A hash table by the beginnings of phrases: of each as
/// many bytes as the longest of [`KEYS`] that fits, since many begin alike.
#[derive(Debug)]
pub(crate) struct Lexicon {
    /// For each bucket the number of its first phrase; 0 for none.
    firsts: Vec<u16>,
    /// Bucket by bucket, after one that stands for none.
    phrases: Vec<Phrase>,
}

/// How many of the first bytes are hashed.
const KEYS: [u8; 4] = [2, 4, 6, 8];

/// Ten times as many buckets as phrases, so that most words end at an empty one: two to this power.
const BUCKET_BITS: u32 = 15;

#[derive(Debug, Clone, Copy)]
struct Phrase {
    /// The first eight bytes or fewer, and which of them count: tells nearly all others apart in one comparison.
    head: u64,
    mask: u64,
    text: &'static str,
    whole: bool,
    meaning: u8,
    /// Of how many bytes its bucket was chosen.
    key: u8,
    /// The next one is of the same bucket.
    goes_on: bool,
}

impl Phrase {
    /// Begins nowhere.
    const NONE: Self = Self { head: 1, mask: 0, text: "", whole: false, meaning: 0, key: 0, goes_on: false };
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
        let mut unsorted = Vec::new();
        for &(meaning, list) in entries {
            for phrase in list.split('|').filter(|phrase| phrase.len() > 1) {
                let (text, whole) = phrase.strip_suffix('_').map_or((phrase, false), |text| (text, true));
                let key = KEYS.into_iter().rfind(|&key| usize::from(key) <= text.len()).unwrap_or_default();
                let head = first_eight(text.as_bytes());
                let phrase = Phrase { head, mask: first(text.len()), text, whole, meaning, key, goes_on: false };
                unsorted.push((bucket(head, key), phrase));
            }
        }
        Self::sorted(unsorted)
    }

    /// A counting sort: the first answer of a fresh page waits for this.
    fn sorted(mut unsorted: Vec<(usize, Phrase)>) -> Self {
        // How many phrases a bucket has; then where they end; then, filled from the end, where they begin.
        let mut firsts = vec![0u16; 1 << BUCKET_BITS];
        for (bucket, phrase) in unsorted.iter_mut().rev() {
            if let Some(count) = firsts.get_mut(*bucket) {
                phrase.goes_on = *count > 0;
                *count += 1;
            }
        }
        let mut total = 1;
        for count in firsts.iter_mut().filter(|count| **count > 0) {
            total += *count;
            *count = total;
        }
        let mut phrases = vec![Phrase::NONE; usize::from(total)];
        for &(bucket, phrase) in unsorted.iter().rev() {
            let Some(first) = firsts.get_mut(bucket) else { continue };
            *first -= 1;
            if let Some(place) = phrases.get_mut(usize::from(*first)) {
                *place = phrase;
            }
        }
        Self { firsts, phrases }
    }

    /// Calls `found` for every phrase in `text`, in order of place, and `note` for every byte that may end a sentence,
    /// every digit and every `@`: this is the one pass over all bytes.
    pub(crate) fn scan(&self, text: &str, mut found: impl FnMut(Hit), mut note: impl FnMut(usize, u8)) {
        let bytes = text.as_bytes();
        let mut inside_word = false;
        let mut last_leads = 0u64;
        for (number, chunk) in bytes.chunks(CHUNK).enumerate() {
            let Kinds { words, leads, notable } = Kinds::of(chunk);
            let from = number * CHUNK;
            for bit in bits(notable) {
                note(from + bit, chunk.get(bit).copied().unwrap_or_default());
            }
            // Three-byte characters stand for words or syllables; what follows one is a word of its own.
            let after_syllable = leads << 3 | last_leads >> (CHUNK - 3);
            let starts = words & (!(words << 1 | u64::from(inside_word)) | after_syllable) | leads;
            inside_word = words >> (CHUNK - 1) != 0;
            last_leads = leads;
            for bit in bits(starts) {
                let at = from + bit;
                let rest = bytes.get(at..).unwrap_or_default();
                let head = first_eight(rest);
                // Phrases of two and three letters are words of their own.
                if leads >> bit & 1 != 0 || !goes_on((head >> 16) as u8) || !goes_on((head >> 24) as u8) {
                    self.look_up::<2>(head, rest, at, &mut found);
                }
                self.look_up::<4>(head, rest, at, &mut found);
                self.look_up::<6>(head, rest, at, &mut found);
                self.look_up::<8>(head, rest, at, &mut found);
            }
        }
    }

    #[inline]
    fn look_up<const KEY: u8>(&self, head: u64, rest: &[u8], at: usize, found: &mut impl FnMut(Hit)) {
        let first = self.firsts.get(bucket(head, KEY)).copied().unwrap_or_default();
        if first != 0 {
            self.compare::<KEY>(first, head, rest, at, found);
        }
    }

    #[cfg_attr(target_family = "wasm", inline(never))]
    fn compare<const KEY: u8>(&self, first: u16, head: u64, rest: &[u8], at: usize, found: &mut impl FnMut(Hit)) {
        for phrase in self.phrases.iter().skip(usize::from(first)) {
            let length = phrase.text.len();
            let is_same =
                || length <= 8 || rest.get(..length).is_some_and(|rest| ends_alike(rest, phrase.text.as_bytes()));
            let ends = || !phrase.whole || rest.get(length).is_none_or(|&next| !goes_on(next));
            if phrase.key == KEY && head & phrase.mask == phrase.head && is_same() && ends() {
                let hit = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
                found(Hit { start: hit(at), end: hit(at + length), meaning: phrase.meaning });
            }
            if !phrase.goes_on {
                break;
            }
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

/// Selects the first bytes of a head.
#[inline]
const fn first(bytes: usize) -> u64 {
    if bytes >= 8 { u64::MAX } else { (1 << (8 * bytes)) - 1 }
}

/// The upper bits of Fibonacci hashing.
#[inline]
const fn bucket(head: u64, key: u8) -> usize {
    ((head & first(key as usize)).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - BUCKET_BITS)) as usize
}

/// The first eight bytes as a number, zeros behind the end.
#[inline]
fn first_eight(bytes: &[u8]) -> u64 {
    match bytes.first_chunk::<8>() {
        Some(&start) => u64::from_le_bytes(start),
        None => bytes.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte)),
    }
}

/// Whether two texts of one length, longer than eight bytes and alike in the first eight, are the same.
#[inline]
fn ends_alike(one: &[u8], other: &[u8]) -> bool {
    let last = |bytes: &[u8]| bytes.last_chunk::<8>().map(|end| u64::from_le_bytes(*end));
    last(one) == last(other) && (one.len() <= 16 || one == other)
}

/// How many bytes are looked at together.
const CHUNK: usize = 64;

/// What kinds of bytes a chunk has, a bit for each byte. Found eight bytes at a time and without branches, which the
/// lengths of words make unpredictable.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Kinds {
    /// Letters, digits, `_` and everything beyond ASCII.
    words: u64,
    /// First bytes of characters of three or four bytes.
    leads: u64,
    /// Digits, `@`, and bytes that may end a sentence: `.`, `!`, `?` and the last bytes of their full-width forms.
    notable: u64,
}

impl Kinds {
    fn of(chunk: &[u8]) -> Self {
        let mut kinds = Self::default();
        for (number, bytes) in chunk.chunks(8).enumerate() {
            let eight = Eight(first_eight(bytes));
            let digits = eight.range(b'0', b'9');
            let letters = Eight(eight.0 | (0x20 * Eight::EACH)).range(b'a', b'z');
            let mut words = letters | digits | eight.range(b'_', b'_');
            let mut notable = digits | eight.range(b'?', b'@') | eight.range(b'.', b'.') | eight.range(b'!', b'!');
            let shift = 8 * number;
            if eight.0 & Eight::TOP != 0 {
                words |= eight.0;
                let full_width = eight.range(0x01, 0x02) | eight.range(0x1F, 0x1F);
                notable = notable & !eight.0 | full_width & eight.0;
                kinds.leads |= Eight::mask(eight.0 & eight.0 << 1 & eight.0 << 2) << shift;
            }
            kinds.words |= Eight::mask(words) << shift;
            kinds.notable |= Eight::mask(notable) << shift;
        }
        kinds
    }
}

/// Eight bytes in one number, the first of them lowest.
#[derive(Debug, Clone, Copy)]
struct Eight(u64);

impl Eight {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const TOP: u64 = 0x80 * Self::EACH;

    /// Sets the top bit of each byte whose other seven bits are between two values, which are below 128.
    #[inline]
    fn range(self, from: u8, to: u8) -> u64 {
        let at_least = |value: u64| (self.0 | Self::TOP) - value * Self::EACH;
        at_least(u64::from(from)) & !at_least(u64::from(to) + 1)
    }

    /// The top bits of eight bytes as eight bits.
    #[inline]
    fn mask(tops: u64) -> u64 {
        ((tops & Self::TOP) >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
    }
}

/// The places of the bits that are set, lowest first.
fn bits(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (set != 0).then(|| set.trailing_zeros() as usize)?;
        set &= set - 1;
        Some(bit)
    })
}

/// Whether a word of Latin letters goes on with this byte.
fn goes_on(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || (0x80..0xE0).contains(&byte)
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
        // Words between Chinese or Japanese characters, also where a chunk ends between them.
        assert_eq!(found("のt4で用途not aを"), [("t4", 1), ("用途", 2), ("not a", 1)]);
        let far = format!("{}のt4で", "x".repeat(62));
        assert_eq!(found(&far), [("t4", 1)]);
        assert_eq!(found("émit4 t4é"), []);
    }

    #[test]
    fn kinds_of_bytes_are_as_defined() {
        let bytes: Vec<u8> = (0..=u8::MAX).collect();
        for (number, chunk) in bytes.chunks(CHUNK).enumerate() {
            let kinds = Kinds::of(chunk);
            for (bit, &byte) in chunk.iter().enumerate() {
                let notable = byte.is_ascii_digit() || matches!(byte, b'@' | b'.' | b'!' | b'?' | 0x81 | 0x82 | 0x9F);
                let got = [kinds.words, kinds.leads, kinds.notable].map(|kind| kind >> bit & 1 != 0);
                assert_eq!(
                    got,
                    [goes_on(byte) || byte >= 0xE0, byte >= 0xE0, notable],
                    "byte {} {byte:#x}",
                    number * CHUNK + bit
                );
            }
        }
    }

    #[test]
    fn meanings_are_a_set() {
        let lexicon = Lexicon::new(&[(1, "x y"), (5, "zeta_")]);
        assert_eq!(lexicon.meanings("x y zeta"), 0b10_0010);
    }
}
