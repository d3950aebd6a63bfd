//! A card as sentences, each with the cues in it and the topics of the headings and labels above it.

use super::body::{Block, BlockKind, Body};
use super::cues::{self, Cue, Cues};
use super::lexicon::Hit;
use super::topics::{self, Topics};
use crate::span::Span;
use std::ops::Range;

/// A sentence, a short list item or a table row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Number of its block.
    pub block: usize,
    /// In the flat text.
    pub range: Range<usize>,
    /// Without the label in front.
    pub content: Range<usize>,
    pub(crate) cues: Cues,
    /// Its hits in [`Reading::hits`].
    pub hits: Range<usize>,
    /// What its own label announces.
    pub own: Topics,
    /// What label or headings announce.
    pub topics: Topics,
    /// Characters in it that make a closer look worthwhile.
    pub marks: Marks,
}

/// Which characters a sentence has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks {
    pub digit: bool,
    /// `@`, as in mail addresses and BibTeX.
    pub at: bool,
}

/// The body of a card, read once for everybody.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    pub body: Body,
    pub sentences: Vec<Sentence>,
    pub(crate) hits: Vec<Hit>,
    /// For each section: what its heading announces, and what applies in it.
    pub sections: Vec<SectionTopics>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SectionTopics {
    pub own: Topics,
    pub effective: Topics,
}

impl Reading {
    #[must_use]
    pub fn new(body: Body) -> Self {
        let mut reading = Self { sections: section_topics(&body), body, ..Self::default() };
        let flat = reading.body.flat.as_str();
        let mut hits = Vec::with_capacity(flat.len() / 16);
        let mut notes: Vec<(usize, u8)> = Vec::with_capacity(flat.len() / 24);
        cues::lexicon().scan(flat, |hit| hits.push(hit), |at, byte| notes.push((at, byte)));
        let mut at_note = 0;
        reading.hits = hits;
        let mut sentences = Vec::with_capacity(reading.body.blocks.len() * 2);
        let mut at_hit = 0;
        let mut carried = 0;
        for (number, block) in reading.body.blocks.iter().enumerate() {
            let own = reading.label_topics(block, &mut carried);
            let section = reading.sections.get(block.section).copied().unwrap_or_default();
            let applies = if own != 0 { own } else { section.effective };
            let sentences_of =
                Sentences { text: flat, start: block.flat.start, end: block.flat.end, notes: &notes, at: &mut at_note };
            for (range, marks) in sentences_of {
                let first_hit = at_hit;
                let mut cues = Cues::default();
                while let Some(hit) = reading.hits.get(at_hit).filter(|hit| (hit.start as usize) < range.end) {
                    cues.add(hit.meaning);
                    at_hit += 1;
                }
                let content = content_of(flat, &range, &block.label);
                sentences.push(Sentence {
                    block: number,
                    range,
                    content,
                    cues,
                    hits: first_hit..at_hit,
                    own,
                    topics: applies,
                    marks,
                });
            }
        }
        reading.sentences = sentences;
        reading
    }

    /// Topics of a block's label; items take over those of a `Limitations:` line in front of their list.
    fn label_topics(&self, block: &Block, carried: &mut Topics) -> Topics {
        let label = self.body.flat.text(&block.label);
        let own = if label.is_empty() { 0 } else { topics::of(label) };
        match block.kind {
            BlockKind::Item if own == 0 => *carried,
            BlockKind::Row { header: true, .. } => 0,
            BlockKind::Item | BlockKind::Code | BlockKind::Row { .. } => own,
            BlockKind::Paragraph | BlockKind::Heading => {
                let introduces = self.body.flat.text(&block.flat).trim_end().ends_with([':', '：']);
                *carried = if introduces && block.kind == BlockKind::Paragraph { own } else { 0 };
                own
            }
        }
    }

    #[must_use]
    pub fn text(&self, sentence: &Sentence) -> &str {
        self.body.flat.text(&sentence.range)
    }

    /// The sentence without its label.
    #[must_use]
    pub fn content(&self, sentence: &Sentence) -> &str {
        self.body.flat.text(&sentence.content).trim()
    }

    #[must_use]
    pub fn block(&self, sentence: &Sentence) -> Option<&Block> {
        self.body.blocks.get(sentence.block)
    }

    /// The place of a sentence in the card.
    #[must_use]
    pub fn span(&self, sentence: &Sentence, card: &str) -> Span {
        let flat = self.body.flat.text(&sentence.range);
        let start = sentence.range.start + (flat.len() - flat.trim_start().len());
        self.body.flat.source(&(start..start + flat.trim().len()), card)
    }

    /// Where cues of one kind stand in a sentence.
    pub(crate) fn places(&self, sentence: &Sentence, cue: Cue) -> impl Iterator<Item = Hit> + '_ {
        let hits = self.hits.get(sentence.hits.clone()).unwrap_or_default();
        hits.iter().copied().filter(move |hit| hit.meaning == cue as u8)
    }
}

fn section_topics(body: &Body) -> Vec<SectionTopics> {
    let end = body.sections.iter().map(|section| section.span.end).max().unwrap_or_default();
    let mut known: Vec<SectionTopics> = Vec::with_capacity(body.sections.len());
    for (index, section) in body.sections.iter().enumerate() {
        // The first heading, where no other has its rank: the card's title.
        let is_title = index == 1 && section.span.end == end;
        let own = if is_title { 0 } else { topics::of(body.title(section)) };
        let inherited = section.parent.and_then(|parent| known.get(parent)).map_or(0, |parent| parent.effective);
        known.push(SectionTopics { own, effective: if own != 0 { own } else { inherited } });
    }
    known
}

/// The sentence after its label and the mark that ends the label.
fn content_of(flat: &str, range: &Range<usize>, label: &Range<usize>) -> Range<usize> {
    if label.is_empty() || label.end <= range.start || label.start > range.start {
        return range.clone();
    }
    let start = label.end.min(range.end);
    let rest = flat.get(start..range.end).unwrap_or_default();
    let cut = rest.len() - rest.trim_start_matches([' ', ':', '：', '|', '-', '.']).len();
    start + cut..range.end
}

/// The sentences of a block, one after the other, from the bytes noted in the text.
struct Sentences<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    notes: &'a [(usize, u8)],
    /// The next note; shared by all blocks, which come in order.
    at: &'a mut usize,
}

impl Iterator for Sentences<'_> {
    type Item = (Range<usize>, Marks);

    fn next(&mut self) -> Option<Self::Item> {
        if self.start >= self.end {
            return None;
        }
        let bytes = self.text.as_bytes();
        let mut marks = Marks::default();
        let mut end = self.end;
        while let Some(&(place, byte)) = self.notes.get(*self.at).filter(|(place, _)| *place < self.end) {
            *self.at += 1;
            let ends = match byte {
                _ if place < self.start => false,
                b'0'..=b'9' => {
                    marks.digit = true;
                    false
                }
                b'@' => {
                    marks.at = true;
                    false
                }
                b'.' | b'!' | b'?' => {
                    bytes.get(place + 1) == Some(&b' ')
                        && !(byte == b'.' && is_abbreviation(self.text.get(self.start..place).unwrap_or_default()))
                }
                // The ideographic full stop, and the full-width exclamation and question marks.
                0x82 => place >= 2 && bytes.get(place - 2..place) == Some(&[0xE3, 0x80]),
                _ => place >= 2 && bytes.get(place - 2..place) == Some(&[0xEF, 0xBC]),
            };
            if ends {
                end = place + 1;
                break;
            }
        }
        let range = self.start..end;
        self.start = end;
        Some((range, marks))
    }
}

fn is_abbreviation(before: &str) -> bool {
    const KNOWN: [&str; 16] =
        ["e.g", "i.e", "al", "vs", "approx", "fig", "eq", "cf", "no", "dr", "mr", "inc", "resp", "sec", "ca", "z.b"];
    const LONGEST: usize = "approx".len();
    // Only words that are short enough are looked at.
    let bytes = before.as_bytes();
    let end = bytes.get(bytes.len().saturating_sub(LONGEST + 1)..).unwrap_or_default();
    let word = match end.iter().rposition(|byte| matches!(byte, b' ' | b'(' | b'[')) {
        Some(at) => end.get(at + 1..).unwrap_or_default(),
        None if bytes.len() <= LONGEST => end,
        None => return false,
    };
    matches!(word, [one] if !one.is_ascii_digit()) || KNOWN.iter().any(|known| known.as_bytes() == word)
}

#[cfg(test)]
mod tests {
    use super::super::body;
    use super::*;
    use crate::card::elements::ElementId;

    #[test]
    fn sentences_know_their_topics() {
        let text = "# Title evaluation\n\n## Limitations\n\nOne e.g. two. Three!\n\n### Sub\n\n- four\n\n**License:** MIT. Yes.\n\nAuthors:\n\n- me\n\n中文。日本\n";
        let reading = Reading::new(body::read(text, &(0..0)));
        let limits = topics::topic(ElementId::Limitations);
        let got: Vec<(&str, &str, bool)> = reading
            .sentences
            .iter()
            .filter(|s| reading.block(s).is_some_and(|b| b.kind != BlockKind::Heading))
            .map(|s| (reading.text(s).trim(), reading.content(s), s.topics & limits != 0))
            .collect();
        assert_eq!(
            got,
            [
                ("one e.g. two.", "one e.g. two.", true),
                ("three!", "three!", true),
                ("four", "four", true),
                ("license: mit.", "mit.", false),
                ("yes.", "yes.", false),
                ("authors:", "", false),
                ("me", "me", false),
                ("中文。", "中文。", true),
                ("日本", "日本", true),
            ]
        );
        let me = reading.sentences.iter().find(|s| reading.text(s) == "me").unwrap();
        assert_eq!(me.topics, topics::topic(ElementId::ContactDeveloper));
        assert_eq!(reading.span(me, text).of(text), "me");
    }
}
