//! Readable text without markup, lower-cased, that still knows where each byte came from.
//!
//! ASCII letters are lowered, typographic quotes, dashes and blanks become their plain forms, line ends one blank;
//! everything else is copied, so a stretch of text maps to the source by one offset.

use crate::span::Span;
use std::ops::Range;

#[derive(Debug, Clone, Default)]
pub struct Flat {
    text: String,
    /// Where a stretch begins, here and in the source. Sorted by both.
    stretches: Vec<(usize, usize)>,
}

impl Flat {
    #[must_use]
    pub fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), stretches: Vec::with_capacity(bytes / 64) }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    #[must_use]
    pub fn text(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.text.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Forgets everything from `len` on.
    pub(super) fn truncate(&mut self, len: usize) {
        self.text.truncate(len);
        while self.stretches.last().is_some_and(|&(flat, _)| flat >= len && flat > 0) {
            self.stretches.pop();
        }
    }

    /// Appends words of one line that stand at byte `source` of the card.
    pub(super) fn push(&mut self, words: &str, source: usize) {
        // Nearly always plain; telling that is far cheaper than looking for what is not.
        if words.is_ascii() && !(words.starts_with(' ') && self.ends_blank()) {
            self.copy(words, source);
        } else {
            self.push_folded(words, source);
        }
    }

    fn copy(&mut self, words: &str, source: usize) {
        if words.is_empty() {
            return;
        }
        self.stretch(source);
        let start = self.text.len();
        self.text.push_str(words);
        if let Some(tail) = self.text.get_mut(start..) {
            tail.make_ascii_lowercase();
        }
    }

    /// The same for words that may hold line ends.
    pub(super) fn push_folded(&mut self, words: &str, source: usize) {
        let mut rest = words;
        let mut at = source;
        loop {
            let plain = plain_prefix(rest);
            if plain > 0 {
                let (copied, after) = rest.split_at_checked(plain).unwrap_or((rest, ""));
                // The one blank between two stretches belongs to the first.
                let copied_from = if self.ends_blank() { copied.trim_start_matches(' ') } else { copied };
                let skipped = copied.len() - copied_from.len();
                self.copy(copied_from, at + skipped);
                at += plain;
                rest = after;
            }
            let Some(c) = rest.chars().next() else { return };
            match folded(c) {
                Some("") => {}
                Some(" ") if self.ends_blank() => {}
                Some(plain) => {
                    self.stretch(at);
                    self.text.push_str(plain);
                }
                None => {
                    self.stretch(at);
                    self.text.push(c);
                }
            }
            at += c.len_utf8();
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
    }

    fn ends_blank(&self) -> bool {
        self.text.is_empty() || self.text.ends_with([' ', '\n'])
    }

    /// Notes where the next byte comes from, unless it follows on.
    fn stretch(&mut self, source: usize) {
        let follows = self.stretches.last().is_some_and(|&(flat, from)| from + (self.text.len() - flat) == source);
        if !follows {
            self.stretches.push((self.text.len(), source));
        }
    }

    /// The place in `card` of a range of the flat text.
    #[must_use]
    pub fn source(&self, range: &Range<usize>, card: &str) -> Span {
        let start = self.place(range.start, card);
        if range.is_empty() {
            return Span::at(start);
        }
        let last = self.text.get(range.clone()).and_then(|text| text.chars().next_back()).map_or(1, char::len_utf8);
        let last = self.place(range.end - last, card);
        let width = card.get(last..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        Span::new(start, (last + width).max(start))
    }

    fn place(&self, flat: usize, card: &str) -> usize {
        let after = self.stretches.partition_point(|&(start, _)| start <= flat);
        let next = self.stretches.get(after).map_or(card.len(), |&(_, source)| source);
        let from = after.checked_sub(1).and_then(|index| self.stretches.get(index));
        let mut at = from.map_or(0, |&(start, source)| source + (flat - start)).min(next).min(card.len());
        while !card.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

/// Length of the prefix that can be copied as it is but for its case.
fn plain_prefix(words: &str) -> usize {
    words.bytes().position(|byte| !(0x20..0x7F).contains(&byte)).unwrap_or(words.len())
}

/// The plain form of a character, if it has another one.
fn folded(c: char) -> Option<&'static str> {
    Some(match c {
        ' ' | '\t' | '\n' | '\r' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => " ",
        '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{fe0f}' | '\u{ad}' => "",
        '\u{2018}' | '\u{2019}' | '\u{2bc}' => "'",
        '\u{201c}' | '\u{201d}' => "\"",
        '\u{2010}'..='\u{2015}' | '\u{2212}' => "-",
        '\u{c4}' => "ä",
        '\u{d6}' => "ö",
        '\u{dc}' => "ü",
        '\u{c9}' => "é",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_and_finds_its_way_back() {
        let card = "X\n The “Größe”\u{a0}of 中 A\u{200b}B – É\tEnd";
        let mut flat = Flat::default();
        flat.push_folded(card, 0);
        assert_eq!(flat.as_str(), "x the \"größe\" of 中 ab - é end");
        let place = |needle: &str| {
            let start = flat.as_str().find(needle).unwrap();
            flat.source(&(start..start + needle.len()), card).of(card)
        };
        assert_eq!(place("the"), "The");
        assert_eq!(place("\"größe\""), "“Größe”");
        assert_eq!(place("中 ab"), "中 A\u{200b}B");
        assert_eq!(place("é"), "É");
        assert_eq!(place("end"), "End");
    }

    #[test]
    fn joins_pieces_with_one_blank_and_keeps_separators() {
        let mut flat = Flat::default();
        flat.push("a ", 0);
        flat.push("  b", 10);
        flat.push("\n", 20);
        flat.push(" c", 30);
        assert_eq!(flat.as_str(), "a b\nc");
    }
}
