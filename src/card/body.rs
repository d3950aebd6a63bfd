//! The body of a card as sections and blocks of readable text.
//!
//! Markdown and the HTML inside it become one flat, lower-cased text (`Body::flat`), cut into blocks (paragraphs, list
//! items, table rows, code) that know their section and their place in the source. Everything that looks for words
//! looks there, once; code, comments, images, styles and scripts are not part of it. Headings come in four spellings:
//! `# ATX`, underlined, a line in bold, and `<h2>`.

mod flat;
mod html;

pub use flat::Flat;

use crate::span::Span;
use html::Piece;
use pulldown_cmark::{Event, HeadingLevel, OffsetIter, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Level of headings that are only a line in bold: below every real one.
pub const BOLD_LEVEL: u8 = 7;
/// Longest text in bytes that is taken for a heading where only its look says so.
const LONGEST_LOOKALIKE: usize = 100;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadingStyle {
    Atx,
    Setext,
    Bold,
    Html,
}

/// A heading and what stands below it. The first section has no heading: it is what precedes all headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    pub style: Option<HeadingStyle>,
    /// 1 to 6, [`BOLD_LEVEL`], or 0 for the first section.
    pub level: u8,
    /// The heading in the source, markup included.
    pub heading: Span,
    /// The words of the heading in the flat text.
    pub title: Range<usize>,
    /// The section this one lies in.
    pub parent: Option<usize>,
    /// Its own blocks, without those of sections inside it.
    pub blocks: Range<usize>,
    /// From the heading to the next heading of the same or a higher rank.
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    Paragraph,
    Item,
    /// Row of a table, its cells separated by ` | `. The number tells the tables of a card apart.
    Row {
        table: u32,
        header: bool,
    },
    /// Fenced or indented code: not part of the flat text.
    Code,
    /// The words of a heading, which may say something themselves.
    Heading,
}

/// A piece of text that belongs together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    pub kind: BlockKind,
    /// In the source.
    pub span: Span,
    /// In the flat text.
    pub flat: Range<usize>,
    /// Words in front that say what follows is about: bold words, words before a colon, the first cell of a row.
    pub label: Range<usize>,
    pub section: usize,
}

/// What the body of a card consists of.
#[derive(Debug, Clone, Default)]
pub struct Body {
    pub flat: Flat,
    pub sections: Vec<Section>,
    pub blocks: Vec<Block>,
    /// HTML comments, delimiters included.
    pub comments: Vec<Span>,
}

impl Body {
    /// The words of a section's heading, in lower case.
    #[must_use]
    pub fn title(&self, section: &Section) -> &str {
        self.flat.text(&section.title)
    }

    /// The innermost section that holds a byte of the source.
    #[must_use]
    pub fn section_at(&self, offset: usize) -> Option<usize> {
        let after = self.sections.partition_point(|section| section.heading.start <= offset);
        after.checked_sub(1)
    }
}

/// Reads the body of a card: what stands behind the metadata block, and what stands before one in the wrong place.
#[must_use]
pub fn read(text: &str, metadata: &Range<usize>) -> Body {
    let before = text.get(..metadata.start).unwrap_or_default();
    let misplaced = !before.trim().is_empty();
    let mut reader = Reader::new(text, if misplaced { 0 } else { metadata.end });
    let behind = (text.get(metadata.end..).unwrap_or_default(), metadata.end);
    for (part, start) in misplaced.then_some((before, 0)).into_iter().chain([behind]) {
        reader.html = html::State::default();
        let mut events = Parser::new_ext(part, Options::ENABLE_TABLES).into_offset_iter();
        while let Some((event, range)) = next(&mut events) {
            reader.event(event, Span::new(range.start, range.end).shifted(start));
        }
    }
    reader.finish()
}

#[cfg_attr(target_family = "wasm", inline(never))]
fn next<'t>(events: &mut OffsetIter<'t>) -> Option<(Event<'t>, Range<usize>)> {
    events.next()
}

/// What a block began with, as far as it has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lead {
    Nothing,
    /// Bold words only; where they end in the flat text.
    Bold(usize),
    /// Bold words or a first cell, then something else.
    Label(usize),
    Other,
}

/// A block or heading that is being collected.
struct Pending {
    kind: BlockKind,
    start: usize,
    end: usize,
    flat_start: usize,
    lead: Lead,
}

struct Reader<'a> {
    text: &'a str,
    body: Body,
    pending: Option<Pending>,
    /// Start of the heading that is being read, with its level.
    heading: Option<(usize, u8)>,
    /// The section we are in and those around it, outermost first.
    open_sections: Vec<usize>,
    /// Depth of bold and of images.
    bold: u32,
    image: u32,
    /// The last thing was the end of a line.
    at_line_start: bool,
    /// Open list items: where each began.
    items: Vec<usize>,
    tables: u32,
    in_table: bool,
    /// Code is kept by place only.
    in_code: bool,
    html: html::State,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, start: usize) -> Self {
        let first = Section {
            style: None,
            level: 0,
            heading: Span::at(start),
            title: 0..0,
            parent: None,
            blocks: 0..0,
            span: Span::new(start, text.len()),
        };
        let body = Body {
            flat: Flat::with_capacity(text.len() - start.min(text.len())),
            sections: vec![first],
            blocks: Vec::with_capacity((text.len() - start.min(text.len())) / 128),
            ..Body::default()
        };
        Self {
            text,
            body,
            pending: None,
            heading: None,
            open_sections: vec![0],
            bold: 0,
            image: 0,
            at_line_start: false,
            items: Vec::new(),
            tables: 0,
            in_table: false,
            in_code: false,
            html: html::State::default(),
        }
    }

    fn event(&mut self, event: Event<'_>, span: Span) {
        let is_break = matches!(event, Event::SoftBreak | Event::HardBreak);
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Text(text) => self.words(&text, span),
            Event::Code(text) => {
                // The words stand after the opening backticks, and one blank that Markdown takes away.
                let source = span.of(self.text);
                let inside = source.trim_start_matches('`');
                let blank = usize::from(!inside.starts_with(text.as_ref()) && inside.starts_with(' '));
                self.words(&text, Span::new(span.start + source.len() - inside.len() + blank, span.end));
            }
            Event::SoftBreak => self.blank(span),
            Event::HardBreak => self.line_break(span),
            Event::Rule => self.flush(),
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html, span),
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
        self.at_line_start = is_break;
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        match tag {
            Tag::Heading { level, .. } => self.open_heading(span.start, level_of(level)),
            Tag::Paragraph => {
                let kind = if self.items.is_empty() { BlockKind::Paragraph } else { BlockKind::Item };
                self.open(kind, span);
            }
            Tag::Item => {
                self.flush();
                self.items.push(span.start);
            }
            Tag::Table(_) => {
                self.flush();
                self.tables += 1;
                self.in_table = true;
            }
            Tag::TableHead => {
                self.open(BlockKind::Row { table: self.tables, header: true }, span);
            }
            Tag::TableRow => self.open(BlockKind::Row { table: self.tables, header: false }, span),
            Tag::TableCell => self.cell(span.start),
            Tag::CodeBlock(_) => {
                self.flush();
                self.in_code = true;
                self.push(BlockKind::Code, span, self.body.flat.len()..self.body.flat.len());
            }
            Tag::Strong => {
                // `**Model type** …` on a line of its own begins a new statement.
                if self.at_line_start
                    && let Some(pending) = &self.pending
                    && self.heading.is_none()
                {
                    let kind = pending.kind;
                    self.open(kind, span);
                }
                self.bold += 1;
            }
            Tag::Image { .. } => self.image += 1,
            Tag::HtmlBlock | Tag::BlockQuote(_) | Tag::List(_) => self.flush(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Heading(_) => self.close_heading(span, false),
            TagEnd::Paragraph | TagEnd::TableHead | TagEnd::TableRow => {
                self.flush();
            }
            TagEnd::Item => {
                self.flush();
                self.items.pop();
            }
            TagEnd::Table => self.in_table = false,
            TagEnd::CodeBlock => self.in_code = false,
            TagEnd::Strong => {
                self.bold = self.bold.saturating_sub(1);
            }
            TagEnd::Image => self.image = self.image.saturating_sub(1),
            TagEnd::BlockQuote(_) | TagEnd::List(_) => self.flush(),
            TagEnd::HtmlBlock => {
                self.flush();
            }
            _ => {}
        }
    }

    /// Words of Markdown, which hands over no line ends.
    fn words(&mut self, words: &str, span: Span) {
        self.take_words(words, span, false);
    }

    fn take_words(&mut self, words: &str, span: Span, may_hold_lines: bool) {
        if self.in_code || self.image > 0 && !is_licence_badge(words) || self.html.is_silent() {
            return;
        }
        if self.heading.is_none() && self.pending.is_none() {
            if words.trim().is_empty() {
                return;
            }
            // Text straight inside an item, or text of an HTML block.
            let kind = if self.items.is_empty() { BlockKind::Paragraph } else { BlockKind::Item };
            self.open(kind, span);
        }
        if may_hold_lines {
            self.body.flat.push_folded(words, span.start);
        } else {
            self.body.flat.push(words, span.start);
        }
        if let Some(pending) = &mut self.pending {
            pending.end = pending.end.max(span.end);
            let blank = words.bytes().all(|byte| matches!(byte, b' ' | b':' | b'\n'));
            pending.lead = match pending.lead {
                lead if blank && self.bold == 0 => lead,
                Lead::Nothing | Lead::Bold(_) if self.bold > 0 => Lead::Bold(self.body.flat.len()),
                Lead::Bold(end) | Lead::Label(end) => Lead::Label(end),
                Lead::Nothing | Lead::Other => Lead::Other,
            };
        }
    }

    fn blank(&mut self, span: Span) {
        if !self.in_code && (self.pending.is_some() || self.heading.is_some()) {
            self.body.flat.push(" ", span.start);
        }
    }

    /// `<br>`, two blanks at a line's end: a new line of thought in the same paragraph.
    fn line_break(&mut self, span: Span) {
        if self.in_table || self.heading.is_some() || self.bold > 0 {
            self.blank(span);
        } else if let Some(pending) = &self.pending {
            let kind = pending.kind;
            self.flush();
            self.open(kind, Span::at(span.end));
        }
    }

    /// A cell begins: the first one is the label of its row.
    fn cell(&mut self, at: usize) {
        if let Some(pending) = &mut self.pending
            && self.body.flat.len() > pending.flat_start
        {
            if !matches!(pending.lead, Lead::Label(_)) {
                pending.lead = Lead::Label(self.body.flat.len());
            }
            self.body.flat.push(" | ", at);
        }
    }

    fn open(&mut self, kind: BlockKind, span: Span) {
        self.flush();
        let flat_start = self.body.flat.len();
        self.pending = Some(Pending { kind, start: span.start, end: span.start, flat_start, lead: Lead::Nothing });
    }

    /// Ends the block that is being collected, if it has any words.
    fn flush(&mut self) {
        if self.heading.is_some() {
            return;
        }
        let Some(pending) = self.pending.take() else { return };
        let flat = pending.flat_start..self.body.flat.len();
        if self.body.flat.text(&flat).trim_matches([' ', '|']).is_empty() {
            self.body.flat.truncate(pending.flat_start);
            return;
        }
        let span = self.trimmed(pending.start, pending.end);
        let is_row = matches!(pending.kind, BlockKind::Row { .. });
        if !is_row && matches!(pending.lead, Lead::Bold(_)) && self.is_bold_heading(&flat) {
            self.section(HeadingStyle::Bold, BOLD_LEVEL, span, flat);
            return;
        }
        let label = match pending.lead {
            Lead::Label(end) => flat.start..end,
            Lead::Nothing | Lead::Other | Lead::Bold(_) => self.words_before_colon(&flat),
        };
        self.push_labelled(pending.kind, span, flat, label);
    }

    /// A lone line in bold is a heading unless it reads like a sentence.
    fn is_bold_heading(&self, flat: &Range<usize>) -> bool {
        let words = self.body.flat.text(flat).trim();
        words.len() <= LONGEST_LOOKALIKE
            && !words.ends_with(['.', '!', '。'])
            && self.items.is_empty()
            && !self.in_table
    }

    /// `Developed by: someone`: up to seven words before the first colon.
    fn words_before_colon(&self, flat: &Range<usize>) -> Range<usize> {
        const LONGEST: usize = 80;
        let none = flat.start..flat.start;
        let words = self.body.flat.text(flat);
        let head = words.as_bytes().get(..LONGEST).unwrap_or(words.as_bytes());
        let wide = || memchr::memchr_iter(0xEF, head).find(|&at| head.get(at + 1..at + 3) == Some(&[0xBC, 0x9A]));
        let Some(at) = memchr::memchr(b':', head).or_else(wide) else { return none };
        let before = head.get(..at).unwrap_or_default();
        let is_sentence = before.iter().any(|byte| matches!(byte, b'.' | b'?' | b'!' | b'|'));
        let blanks = before.iter().filter(|&&byte| byte == b' ').count();
        if is_sentence || blanks > 6 { none } else { flat.start..flat.start + at }
    }

    fn push(&mut self, kind: BlockKind, span: Span, flat: Range<usize>) {
        let label = flat.start..flat.start;
        self.push_labelled(kind, span, flat, label);
    }

    fn push_labelled(&mut self, kind: BlockKind, span: Span, flat: Range<usize>, label: Range<usize>) {
        let section = self.body.sections.len() - 1;
        if !flat.is_empty() {
            self.body.flat.push("\n", span.end);
        }
        self.body.blocks.push(Block { kind, span, flat, label, section });
    }

    fn open_heading(&mut self, start: usize, level: u8) {
        self.flush();
        self.heading = Some((start, level));
        let flat_start = self.body.flat.len();
        self.pending = Some(Pending { kind: BlockKind::Heading, start, end: start, flat_start, lead: Lead::Other });
    }

    fn close_heading(&mut self, span: Span, is_html: bool) {
        let (Some((start, level)), Some(pending)) = (self.heading.take(), self.pending.take()) else { return };
        let flat = pending.flat_start..self.body.flat.len();
        let span = self.trimmed(start, span.end.max(start));
        let style = match span.of(self.text).trim_start().starts_with('#') {
            _ if is_html => HeadingStyle::Html,
            true => HeadingStyle::Atx,
            false => HeadingStyle::Setext,
        };
        // A paragraph that happens to stand on a rule is no heading.
        if style == HeadingStyle::Setext && flat.len() > LONGEST_LOOKALIKE {
            let label = self.words_before_colon(&flat);
            self.push_labelled(BlockKind::Paragraph, span, flat, label);
            return;
        }
        self.section(style, level, span, flat);
    }

    fn section(&mut self, style: HeadingStyle, level: u8, heading: Span, title: Range<usize>) {
        while let Some(index) = self
            .open_sections
            .pop_if(|index| self.body.sections.get(*index).is_some_and(|section| section.level >= level))
        {
            if let Some(section) = self.body.sections.get_mut(index) {
                section.span.end = heading.start;
            }
        }
        let section = Section {
            style: Some(style),
            level,
            heading,
            title: title.clone(),
            parent: self.open_sections.last().copied(),
            // Filled in at the end.
            blocks: 0..0,
            span: Span::new(heading.start, self.text.len()),
        };
        self.open_sections.push(self.body.sections.len());
        self.body.sections.push(section);
        let label = self.words_before_colon(&title);
        self.push_labelled(BlockKind::Heading, heading, title, label);
    }

    fn trimmed(&self, start: usize, end: usize) -> Span {
        let span = Span::new(start, end);
        Span::new(start, start + span.of(self.text).trim_end().len())
    }

    #[cfg_attr(target_family = "wasm", inline(never))]
    fn html(&mut self, source: &str, span: Span) {
        if self.in_code {
            return;
        }
        let mut state = std::mem::take(&mut self.html);
        html::pieces(source, &mut state, |piece, range, silent| {
            let place = Span::new(range.start, range.end).shifted(span.start);
            match piece {
                Piece::Text if silent => {}
                Piece::Text => {
                    let words = source.get(range).unwrap_or_default();
                    if self.pending.is_some() || !words.trim().is_empty() {
                        self.take_words(words, place, true);
                    }
                }
                Piece::Comment => self.comment(place),
                Piece::Open(name) => self.open_element(name, place),
                Piece::Close(name) => self.close_element(name, place),
            }
        });
        self.html = state;
    }

    /// Comments come line by line; the lines of one are joined.
    fn comment(&mut self, place: Span) {
        match self.body.comments.last_mut() {
            Some(last) if last.end == place.start && !last.of(self.text).ends_with("-->") => last.end = place.end,
            _ => self.body.comments.push(place),
        }
    }

    fn open_element(&mut self, name: &str, place: Span) {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.bytes().last().map_or(2, |digit| digit.saturating_sub(b'0'));
                self.open_heading(place.start, level);
            }
            "br" => self.line_break(place),
            "p" | "div" | "center" | "ul" | "ol" | "dl" | "blockquote" | "section" | "summary" | "details"
                if self.heading.is_none() =>
            {
                self.flush();
            }
            "li" | "dt" | "dd" => self.open(BlockKind::Item, place),
            "table" => {
                self.flush();
                self.tables += 1;
            }
            "tr" => self.open(BlockKind::Row { table: self.tables, header: false }, place),
            "td" => {
                // A row with values is no header, whatever its first cell is.
                if let Some(Pending { kind: BlockKind::Row { header, .. }, .. }) = &mut self.pending {
                    *header = false;
                }
                self.cell(place.start);
            }
            "th" => {
                if let Some(Pending { kind: BlockKind::Row { header, .. }, .. }) = &mut self.pending {
                    *header = true;
                }
                self.cell(place.start);
            }
            "b" | "strong" => self.start(Tag::Strong, place),
            _ => {}
        }
    }

    fn close_element(&mut self, name: &str, place: Span) {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.close_heading(place, true),
            "p" | "div" | "center" | "li" | "ul" | "ol" | "dl" | "dt" | "dd" | "tr" | "table" | "blockquote"
            | "section" | "summary" | "details"
                if self.heading.is_none() =>
            {
                self.flush();
            }
            "b" | "strong" => self.end(TagEnd::Strong, place),
            _ => {}
        }
    }

    fn finish(mut self) -> Body {
        // A heading left open by broken HTML.
        let end = self.text.len();
        if self.heading.is_some() {
            self.close_heading(Span::at(end), true);
        }
        self.flush();
        let mut next_start = self.body.blocks.len();
        for (index, section) in self.body.sections.iter_mut().enumerate().rev() {
            let start = self.body.blocks.partition_point(|block| block.section < index);
            section.blocks = start..next_start;
            next_start = start;
        }
        self.body
    }
}

/// The words of an image that shields services draw: "License: MIT".
fn is_licence_badge(words: &str) -> bool {
    ["license:", "licence:"].iter().any(|label| words.get(..8).is_some_and(|start| start.eq_ignore_ascii_case(label)))
}

fn level_of(level: HeadingLevel) -> u8 {
    level as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(text: &str) -> Vec<(u8, String, Option<usize>, usize)> {
        let body = read(text, &(0..0));
        body.sections.iter().map(|s| (s.level, body.title(s).trim().to_owned(), s.parent, s.blocks.len())).collect()
    }

    fn blocks(text: &str) -> Vec<(BlockKind, String, String)> {
        let body = read(text, &(0..0));
        let block = |b: &Block| (b.kind, body.flat.text(&b.flat).to_owned(), body.flat.text(&b.label).to_owned());
        body.blocks.iter().filter(|b| b.kind != BlockKind::Heading).map(block).collect()
    }

    #[test]
    fn headings_in_all_spellings_nest() {
        let text = "intro\n\n# One *x*\n\nTwo\n---\n\np\n\n**Three:**\n\nq\n\n<h3 align=center>Four <b>f</b></h3>\n\n## Five\n";
        let expect = [
            (0, "", None, 1),
            (1, "one x", Some(0), 1),
            (2, "two", Some(1), 2),
            (7, "three:", Some(2), 2),
            (3, "four f", Some(2), 1),
            (2, "five", Some(1), 1),
        ];
        let got = outline(text);
        assert_eq!(got.iter().map(|(l, t, p, n)| (*l, t.as_str(), *p, *n)).collect::<Vec<_>>(), expect);
        let body = read(text, &(0..0));
        assert_eq!(body.sections[2].span.of(text).lines().last(), Some(""));
        assert!(body.sections[2].span.of(text).contains("Four") && !body.sections[2].span.of(text).contains("Five"));
    }

    #[test]
    fn labels_stand_in_front() {
        let text = "**Bold** words: x\n\n- *Developed by:* me\n- **License:** MIT\n\nSee. A: b\n\n| Key | Value |\n|-|-|\n| Size | **7B** |\n";
        let got: Vec<_> = blocks(text).into_iter().map(|(_, text, label)| (text, label)).collect();
        let expect = [
            ("bold words: x", "bold"),
            ("developed by: me", "developed by"),
            ("license: mit", "license:"),
            ("see. a: b", ""),
            ("key | value", "key"),
            ("size | 7b", "size"),
        ];
        assert_eq!(got.iter().map(|(t, l)| (t.as_str(), l.as_str())).collect::<Vec<_>>(), expect);
    }

    #[test]
    fn text_before_a_misplaced_block_is_read() {
        let text = "# T\n\nBefore.\n\n---\nlicense: mit\n---\n\nAfter.\n";
        let from = text.find("---").unwrap();
        let body = read(text, &(from..text.find("\nAfter").unwrap()));
        let got: Vec<_> = body.blocks.iter().map(|block| body.flat.text(&block.flat)).collect();
        assert_eq!(got, ["t", "before.", "after."]);
        assert_eq!(
            body.blocks.iter().map(|block| block.span.of(text)).collect::<Vec<_>>(),
            ["# T", "Before.", "After."]
        );
    }

    #[test]
    fn html_is_read_and_comments_code_and_images_are_not() {
        let badge = "[![License: MIT](https://img.shields.io/badge/License-MIT-blue)](LICENSE)\n";
        assert_eq!(
            blocks(badge).first().map(|(kind, text, _)| (*kind, text.as_str())),
            Some((BlockKind::Paragraph, "license: mit"))
        );
        let text = "<!-- hidden\nmore -->\n<table><tr><th>A</th><td>b</td></tr></table>\n\n![alt](x.png) shown `Code`\n\n```\ncode\n```\n<style>p{}</style>\n";
        let got: Vec<_> = blocks(text).into_iter().map(|(kind, text, _)| (kind, text)).collect();
        assert_eq!(
            got,
            [
                (BlockKind::Row { table: 1, header: false }, "a | b".to_owned()),
                (BlockKind::Paragraph, "shown code".to_owned()),
                (BlockKind::Code, String::new()),
            ]
        );
        let body = read(text, &(0..0));
        assert_eq!(body.comments.iter().map(|c| c.of(text)).collect::<Vec<_>>(), ["<!-- hidden\nmore -->"]);
    }

    #[test]
    fn spans_point_into_the_source() {
        let text = "---\na: b\n---\n# É 🤗\n\nThe **model** is [here](https://x.y) &amp; `there`.\n\n- item\n";
        let body = read(text, &(0..12));
        for (needle, source) in [("model is", "model** is"), ("& there", "&amp; `there"), ("item", "item")] {
            let at = body.flat.as_str().find(needle).unwrap();
            assert_eq!(body.flat.source(&(at..at + needle.len()), text).of(text), source);
        }
        for block in &body.blocks {
            assert!(!block.span.of(text).is_empty());
        }
    }

    #[test]
    fn a_paragraph_on_a_rule_is_no_heading() {
        let text = format!("{}\n---\n", "many words ".repeat(20));
        assert_eq!(outline(&text).len(), 1);
    }
}
