//! Where something stands in a text: byte spans inside the engine, UTF-16 positions for everyone outside.
//!
//! JavaScript strings, the Language Server Protocol and SARIF count UTF-16 code units; Rust slices count bytes. All
//! findings are made in bytes and converted here, once, at the end: one pass over the document, then each lookup costs
//! at most [`BLOCK`] byte steps however long a line is.

use serde::{Deserialize, Serialize};

/// Half-open range of bytes in a text. Always on character boundaries of the text it was made for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end: if end < start { start } else { end } }
    }

    /// An empty span: a place between two characters.
    #[must_use]
    pub const fn at(offset: usize) -> Self {
        Self { start: offset, end: offset }
    }

    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    #[must_use]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The same range seen from `by` bytes further left: for spans found in a slice of the text.
    #[must_use]
    pub const fn shifted(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }

    /// The text of this span; empty where the span does not fit `text`.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// Zero-based line and character, the latter in UTF-16 code units, as in the Language Server Protocol.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
pub struct Position {
    pub line: u32,
    pub character: u32,
}

/// A range between two positions, end exclusive.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
pub struct Range {
    pub start: Position,
    pub end: Position,
}

/// A range of UTF-16 code units from the start of the text, end exclusive: `text.slice(start, end)` in JavaScript.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(js_boundary, derive(tsify::Tsify))]
pub struct Offsets {
    pub start: u32,
    pub end: u32,
}

/// Bytes between two prefix sums of UTF-16 units.
const BLOCK: usize = 128;

/// Converts byte offsets of one text. Lines end at LF, CR LF or a lone CR.
#[derive(Debug, Clone)]
pub struct LineIndex<'a> {
    text: &'a str,
    line_starts: Vec<usize>,
    /// UTF-16 units before byte `i * BLOCK`; empty for ASCII text, where units and bytes are the same.
    units_before: Vec<usize>,
}

impl<'a> LineIndex<'a> {
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let mut line_starts = vec![0];
        let mut rest = bytes.iter().enumerate().peekable();
        while let Some((at, &byte)) = rest.next() {
            let ends_line = match byte {
                b'\n' => true,
                b'\r' => rest.peek().is_none_or(|&(_, &next)| next != b'\n'),
                _ => false,
            };
            if ends_line {
                line_starts.push(at + 1);
            }
        }
        let mut units_before = Vec::new();
        if !text.is_ascii() {
            let mut units = 0;
            for block in bytes.chunks(BLOCK) {
                units_before.push(units);
                units += block.iter().map(|&byte| units_of(byte)).sum::<usize>();
            }
            units_before.push(units);
        }
        Self { text, line_starts, units_before }
    }

    /// UTF-16 code units before byte `offset`. Offsets past the end count as the end; inside a character, its start
    /// has been passed already.
    #[must_use]
    pub fn utf16(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        let Some(&before) = self.units_before.get(offset / BLOCK) else { return offset };
        let block_start = offset - offset % BLOCK;
        let within = self.text.as_bytes().get(block_start..offset).unwrap_or_default();
        before + within.iter().map(|&byte| units_of(byte)).sum::<usize>()
    }

    /// The byte that UTF-16 unit `units` starts at: the inverse of [`Self::utf16`]. `None` past the end of the text or
    /// between the two halves of a surrogate pair.
    #[must_use]
    pub fn byte_of_utf16(&self, units: usize) -> Option<usize> {
        if self.units_before.is_empty() {
            return (units <= self.text.len()).then_some(units);
        }
        let block = self.units_before.partition_point(|&before| before <= units).checked_sub(1)?;
        let mut at = (block * BLOCK).min(self.text.len());
        // A block may begin inside a character, which was counted where it starts: step over its rest.
        while !self.text.is_char_boundary(at) {
            at += 1;
        }
        let mut seen = *self.units_before.get(block)?;
        for c in self.text.get(at..)?.chars() {
            if seen >= units {
                break;
            }
            seen += c.len_utf16();
            at += c.len_utf8();
        }
        (seen == units).then_some(at)
    }

    /// Line and character of a byte offset.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        let line = self.line_starts.partition_point(|&start| start <= offset).saturating_sub(1);
        let start = self.line_starts.get(line).copied().unwrap_or_default();
        Position { line: to_u32(line), character: to_u32(self.utf16(offset) - self.utf16(start)) }
    }

    #[must_use]
    pub fn range(&self, span: Span) -> Range {
        Range { start: self.position(span.start), end: self.position(span.end) }
    }

    #[must_use]
    pub fn offsets(&self, span: Span) -> Offsets {
        Offsets { start: to_u32(self.utf16(span.start)), end: to_u32(self.utf16(span.end)) }
    }

    /// Number of lines; a text that ends with a line break has an empty last line.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.line_starts.len()
    }

    /// The byte range of a zero-based line, without its line break.
    #[must_use]
    pub fn line_span(&self, line: usize) -> Option<Span> {
        let start = *self.line_starts.get(line)?;
        let end = self.line_starts.get(line + 1).copied().unwrap_or(self.text.len());
        let content = self.text.get(start..end)?.trim_end_matches(['\n', '\r']);
        Some(Span::new(start, start + content.len()))
    }
}

/// UTF-16 units of the character that this byte begins; 0 for the bytes that continue one.
fn units_of(byte: u8) -> usize {
    usize::from(byte & 0xC0 != 0x80) + usize::from(byte >= 0xF0)
}

/// Texts are far below 4 GiB (see `card::MAX_CARD_BYTES`); a longer one saturates instead of wrapping.
fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIXED: &str = "\u{feff}a\tb\r\né中🤗 x\rlast 🤗\n";

    #[test]
    fn positions_count_utf16_units() {
        let index = LineIndex::new(MIXED);
        let at = |needle: &str| index.position(MIXED.find(needle).unwrap());
        assert_eq!(at("b"), Position { line: 0, character: 3 });
        assert_eq!(at("é"), Position { line: 1, character: 0 });
        assert_eq!(at("x"), Position { line: 1, character: 5 });
        assert_eq!(at("last"), Position { line: 2, character: 0 });
        assert_eq!(index.position(MIXED.len()), Position { line: 3, character: 0 });
        assert_eq!(index.line_count(), 4);
        assert_eq!(index.line_span(1).map(|s| s.of(MIXED)), Some("é中🤗 x"));
    }

    #[test]
    fn offsets_agree_with_encode_utf16_and_back_over_block_borders() {
        let text = MIXED.repeat(40);
        let index = LineIndex::new(&text);
        for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let units = text[..at].encode_utf16().count();
            assert_eq!(index.utf16(at), units);
            assert_eq!(index.byte_of_utf16(units), Some(at), "at byte {at}");
        }
        let face = text.find('🤗').unwrap();
        assert_eq!(index.byte_of_utf16(index.utf16(face) + 1), None, "half of a pair is no place");
        assert_eq!(index.byte_of_utf16(usize::MAX), None);
    }

    #[test]
    fn ascii_and_empty_texts() {
        let index = LineIndex::new("ab\ncd");
        assert_eq!(index.offsets(Span::new(3, 5)), Offsets { start: 3, end: 5 });
        assert_eq!(index.position(99), Position { line: 1, character: 2 });
        assert_eq!(LineIndex::new("").position(0), Position::default());
    }

    #[test]
    fn spans_join_and_contain() {
        let a = Span::new(2, 4);
        assert_eq!(a.join(Span::new(8, 9)), Span::new(2, 9));
        assert!(Span::new(0, 9).contains(a) && !a.contains(Span::new(0, 9)));
        assert_eq!(Span::new(5, 3), Span::at(5));
        assert_eq!(Span::new(1, 2).of("é"), "", "not on a boundary");
    }
}
