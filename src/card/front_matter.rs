//! Where the metadata block of a card begins and ends, and what is wrong with its fences.
//!
//! A block counts if the Hub's expression matches:
//! `^(\s*---(?:\r\n|\r|\n))([\S\s]*?)((?:\r\n|\r|\n)---[ \t]*(\r\n|\n|$))`. Near misses are reported and read all the
//! same, because a person reading the card reads them too.

use super::yaml::{self, Document, Node};
use crate::diagnostic::{self, Diagnostic, Fix, Severity, rules};
use crate::span::Span;

/// The block, and the body after it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FrontMatter<'a> {
    /// Fences and content; empty where there is no block.
    pub block: Span,
    /// What stands between the fences.
    pub content: Span,
    /// First byte of the body.
    pub body_start: usize,
    /// Whether the Hub sees the block.
    pub recognised: bool,
    /// Template markers were left in it.
    pub is_template: bool,
    pub document: Document<'a>,
}

impl<'a> FrontMatter<'a> {
    /// The entries of the block, if it is a mapping.
    #[must_use]
    pub fn root(&self) -> Option<&Node<'a>> {
        self.document.root.as_ref().filter(|root| matches!(root.value, yaml::Value::Map(_)))
    }

    /// What is not body: from the block's first byte to the body's.
    #[must_use]
    pub fn range(&self) -> std::ops::Range<usize> {
        self.block.start.min(self.body_start)..self.body_start
    }

    /// Whether anything is there at all, readable for the Hub or not.
    #[must_use]
    pub fn is_present(&self) -> bool {
        !self.block.is_empty()
    }
}

/// Where a block was found, before it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Block {
    opening: Span,
    content: Span,
    closing: Span,
    body_start: usize,
}

/// Finds and reads the block. `is_key` tells known metadata keys; it decides whether lines look like metadata.
#[must_use]
pub fn read<'a>(text: &'a str, is_key: &dyn Fn(&str) -> bool, found: &mut Vec<Diagnostic>) -> FrontMatter<'a> {
    let (block, recognised) = match find(text) {
        Some(block) => (block, true),
        None => match near_miss(text, is_key, found) {
            Some(block) => (block, false),
            None => {
                if !metadata_in_comment(text, is_key, found) {
                    diagnostic::add(found, || {
                        Diagnostic::new(&rules::FRONT_MATTER_MISSING, Span::at(0), "the card has no metadata block")
                            .with_help(
                                "begin the file with a line `---`, `license: …` and the other keys, and a line `---`",
                            )
                    });
                }
                return FrontMatter::default();
            }
        },
    };
    let source = block.content.of(text);
    let mut front = FrontMatter {
        block: block.opening.join(block.closing),
        content: block.content,
        body_start: block.body_start,
        recognised,
        is_template: false,
        document: Document { root: None, complete: true },
    };
    let mut faults = Vec::new();
    front.document = yaml::read(source, block.content.start, &mut faults);
    // A marker inside a text that parses may be meant: chat templates have them.
    let marker = template_marker(source).map(|marker| marker.shifted(block.content.start));
    let left_over =
        |marker: &Span| !front.document.complete || !yaml::is_inside_text(front.document.root.as_ref(), *marker);
    if let Some(span) = marker.filter(left_over) {
        diagnostic::add(found, || {
            Diagnostic::new(&rules::TEMPLATE_MARKER, span, format!("`{}` is a template placeholder", span.of(text)))
                .with_help("replace it by the value it stands for")
        });
        front.is_template = true;
        return front;
    }
    found.append(&mut faults);
    if front.document.complete {
        stray_tabs(text, &front, found);
    } else {
        add_loose_entries(text, &mut front);
    }
    match &front.document.root {
        Some(root) if root.is_null() => empty(&front, found),
        None if front.document.complete => empty(&front, found),
        Some(root) if !matches!(root.value, yaml::Value::Map(_)) => {
            let message = "the metadata is not a mapping of keys to values";
            diagnostic::add(found, || {
                Diagnostic::new(&rules::YAML_NOT_A_MAPPING, root.span, message).with_help("write `key: value` lines")
            });
        }
        _ => {}
    }
    front
}

/// Tabs between values: this reader and the Hub's step over them, Python's refuses them.
fn stray_tabs(text: &str, front: &FrontMatter<'_>, found: &mut Vec<Diagnostic>) {
    let source = front.content.of(text);
    let mut at = 0;
    while let Some(tab) = source.get(at..).and_then(|rest| rest.find('\t')) {
        let start = at + tab;
        let run = source.bytes().skip(start).take_while(|&b| b == b'\t').count();
        at = start + run;
        let span = Span::new(start, at).shifted(front.content.start);
        let line = source.get(..start).and_then(|before| before.rsplit('\n').next()).unwrap_or_default();
        if line.contains('#') || yaml::is_inside_scalar(front.document.root.as_ref(), span) {
            continue;
        }
        diagnostic::add(found, || {
            Diagnostic::new(&rules::YAML_TAB, span, "a tab between values; Python's YAML reader refuses it")
                .with_severity(Severity::Warning)
                .with_fix(Fix::safe("replace by blanks", span, " ".repeat(run)))
        });
    }
}

/// Of a block that does not parse, the plain `key: value` lines that the reader did not get to.
#[cfg_attr(target_family = "wasm", inline(never))]
fn add_loose_entries<'a>(text: &'a str, front: &mut FrontMatter<'a>) {
    let end = front.content.end;
    let mut entries = match front.document.root.take() {
        Some(Node { value: yaml::Value::Map(entries), .. }) => entries,
        _ => Vec::new(),
    };
    for line in lines(text, front.content.start).take_while(|line| line.span.start < end) {
        let Some(key) = key_of(line.text) else { continue };
        let known = entries.iter().any(|entry| entry.key.as_scalar().is_some_and(|scalar| scalar.text == key));
        let value = line.text.get(key.len() + 1..).unwrap_or_default().trim();
        if known || value.is_empty() {
            continue;
        }
        let start = line.span.start + line.text.find(value).unwrap_or_default();
        let scalar = |text: &'a str, start: usize| Node {
            span: Span::new(start, start + text.len()),
            value: yaml::Value::Scalar(yaml::Scalar { text: text.trim_matches(['"', '\'']).into(), plain: true }),
        };
        entries.push(yaml::Entry { key: scalar(key, line.span.start), value: scalar(value, start) });
    }
    front.document.root = Some(Node { span: front.content, value: yaml::Value::Map(entries) });
}

#[cfg_attr(target_family = "wasm", inline(never))]
fn empty(front: &FrontMatter<'_>, found: &mut Vec<Diagnostic>) {
    diagnostic::add(found, || {
        Diagnostic::new(&rules::FRONT_MATTER_EMPTY, front.block, "the metadata block is empty")
            .with_help("add at least `license`")
    });
}

/// The Hub's expression, by hand.
fn find(text: &str) -> Option<Block> {
    let opening_start = text.len() - text.trim_start_matches(is_space).len();
    let after_dashes = text.get(opening_start..)?.strip_prefix("---")?;
    let dashes_end = opening_start + 3;
    // `\r\n` may be taken as one break or as `\r` and the first half of the closing break, as the expression does.
    let breaks: &[usize] = match after_dashes.as_bytes() {
        [b'\r', b'\n', ..] => &[2, 1],
        [b'\r' | b'\n', ..] => &[1],
        _ => return None,
    };
    breaks.iter().find_map(|&length| {
        let content_start = dashes_end + length;
        let (content, closing, body_start) = closing_fence(text, content_start)?;
        Some(Block { opening: Span::new(opening_start, dashes_end), content, closing, body_start })
    })
}

/// First line break followed by a closing fence, from `start` on: content, fence, first byte after it.
fn closing_fence(text: &str, start: usize) -> Option<(Span, Span, usize)> {
    let rest = text.get(start..)?;
    let mut from = 0;
    while let Some(found) = rest.get(from..)?.find("---") {
        let fence = from + found;
        let (before, after) = (rest.get(..fence)?, rest.get(fence + 3..)?);
        let line_break = if before.ends_with("\r\n") { 2 } else { usize::from(before.ends_with(['\n', '\r'])) };
        let tail = after.trim_start_matches([' ', '\t']);
        let end = if tail.starts_with("\r\n") {
            Some(2)
        } else if tail.starts_with('\n') {
            Some(1)
        } else {
            tail.is_empty().then_some(0)
        };
        if let (1.., Some(end)) = (line_break, end) {
            let fence_end = fence + 3 + (after.len() - tail.len());
            return Some((
                Span::new(start, start + fence - line_break),
                Span::new(start + fence, start + fence + 3),
                start + fence_end + end,
            ));
        }
        // A long run of hyphens is stepped over in one go, so that it costs no more than its length.
        from = fence + 3 + after.bytes().take_while(|&b| b == b'-').count();
    }
    None
}

/// White space as the Hub's expression means it, byte order mark included.
fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// A line with its place and its line break cut off.
#[derive(Clone, Copy)]
struct Line<'a> {
    span: Span,
    /// First byte of the next line.
    next: usize,
    text: &'a str,
}

fn lines(text: &str, from: usize) -> impl Iterator<Item = Line<'_>> {
    let mut at = from;
    text.get(from..).unwrap_or_default().split_inclusive('\n').map(move |line| {
        let content = line.trim_end_matches(['\n', '\r']);
        let span = Span::new(at, at + content.len());
        at += line.len();
        Line { span, next: at, text: content }
    })
}

/// How far into a file a misplaced block is looked for, in lines.
const LOOK_AHEAD: usize = 60;

/// A block that a person would take for one and the Hub does not.
#[cfg_attr(target_family = "wasm", inline(never))]
fn near_miss(text: &str, is_key: &dyn Fn(&str) -> bool, found: &mut Vec<Diagnostic>) -> Option<Block> {
    let start = text.len() - text.trim_start_matches(is_space).len();
    let mut earlier_text = false;
    let mut in_code = false;
    for line in lines(text, start).take(LOOK_AHEAD) {
        // Documentation shows blocks in code fences; those are examples.
        let fences_code = line.text.trim_start().starts_with("```");
        in_code ^= fences_code;
        if in_code || fences_code {
            earlier_text = true;
            continue;
        }
        if is_fence_like(line.text) && metadata_follows(text, line.next, is_key) {
            return Some(fenced(text, line, earlier_text.then_some(start), found));
        }
        if !earlier_text && metadata_follows(text, line.span.start, is_key) {
            let block = unopened(text, line, is_key)?;
            let fix =
                Fix::safe("insert the opening fence", Span::at(line.span.start), format!("---{}", line_break(text)));
            diagnostic::add(found, || {
                Diagnostic::new(&rules::FRONT_MATTER_NO_OPENING, line.span, "the metadata has no opening fence")
                    .with_help("put a line `---` above it")
                    .with_fix(fix)
            });
            return Some(block);
        }
        earlier_text |= !line.text.trim().is_empty();
    }
    None
}

/// A fence, well or badly written: three or more dashes of any kind.
fn is_fence_like(line: &str) -> bool {
    let trimmed = line.trim();
    if !trimmed.starts_with(['-', '\u{2013}', '\u{2014}', '\u{2212}']) {
        return false;
    }
    let dashes = trimmed.chars().filter(|c| matches!(c, '-' | '\u{2013}' | '\u{2014}' | '\u{2212}')).count();
    (dashes >= 3 || (dashes > 0 && !trimmed.contains('-'))) && dashes == trimmed.chars().count()
}

/// Whether the first line with content from `at` on is a known metadata key.
fn metadata_follows(text: &str, at: usize, is_key: &dyn Fn(&str) -> bool) -> bool {
    let first = lines(text, at).find(|line| {
        let content = line.text.trim();
        !content.is_empty() && !content.starts_with('#')
    });
    first.is_some_and(|line| key_of(line.text).is_some_and(is_key))
}

/// The key of a `key: value` line without indentation.
fn key_of(line: &str) -> Option<&str> {
    let (key, value) = line.split_once(':')?;
    let plausible = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    (plausible && (value.is_empty() || value.starts_with([' ', '\t']))).then_some(key)
}

/// A block from a fence-like line on; says what is wrong with it.
fn fenced(text: &str, opening: Line<'_>, text_before: Option<usize>, found: &mut Vec<Diagnostic>) -> Block {
    if let Some(start) = text_before {
        let span = Span::new(start, text.get(..opening.span.start).unwrap_or_default().trim_end().len());
        diagnostic::add(found, || {
            Diagnostic::new(&rules::FRONT_MATTER_NOT_FIRST, opening.span, "text stands before the metadata block")
                .with_help("move the block to the top of the file")
                .with_related(span, "this text hides the block from the hub")
        });
    }
    let misspelt = |line: Line<'_>, found: &mut Vec<Diagnostic>| {
        diagnostic::add(found, || {
            Diagnostic::new(&rules::FRONT_MATTER_FENCE, line.span, format!("`{}` is not a fence", line.text))
                .with_help("a fence is a line of exactly three hyphens")
                .with_fix(Fix::safe("write three hyphens", line.span, "---"))
        });
    };
    if opening.text != "---" {
        misspelt(opening, found);
    }
    if let Some(closing) = lines(text, opening.next).find(|line| is_fence_like(line.text)) {
        if closing.text.trim_end_matches([' ', '\t']) != "---" {
            misspelt(closing, found);
        }
        let content = without_break(text, opening.next, closing.span.start);
        return Block { opening: opening.span, content, closing: closing.span, body_start: closing.next };
    }
    let end = end_of_metadata(text, opening.next);
    let content = without_break(text, opening.next, end);
    let new_line = line_break(text);
    let fence = if text.get(..end).unwrap_or_default().ends_with('\n') {
        format!("---{new_line}")
    } else {
        format!("{new_line}---{new_line}")
    };
    diagnostic::add(found, || {
        Diagnostic::new(&rules::FRONT_MATTER_UNCLOSED, opening.span, "the metadata block is never closed")
            .with_help("put a line `---` after the last key")
            .with_fix(Fix::unsafe_("insert the closing fence", Span::at(end), fence))
    });
    Block { opening: opening.span, content, closing: Span::at(content.end), body_start: end }
}

/// Metadata at the top with a closing fence only.
fn unopened(text: &str, first: Line<'_>, is_key: &dyn Fn(&str) -> bool) -> Option<Block> {
    let closing = lines(text, first.span.start).find(|line| is_fence_like(line.text))?;
    let content = without_break(text, first.span.start, closing.span.start);
    // Two known keys: one alone may be a sentence that begins with `license:`.
    let keys = lines(text, first.span.start).take_while(|line| line.span.start < closing.span.start);
    let known = keys.filter(|line| key_of(line.text).is_some_and(is_key)).count();
    let prose = content.of(text).lines().any(|line| line.starts_with(['#', '|', '<']));
    (known >= 2 && !prose).then_some(Block {
        opening: Span::at(first.span.start),
        content,
        closing: closing.span,
        body_start: closing.next,
    })
}

/// Where lines stop looking like metadata: at a blank line before text, or a line that is neither key, item, comment
/// nor indented.
fn end_of_metadata(text: &str, from: usize) -> usize {
    let mut end = from;
    for line in lines(text, from) {
        let content = line.text;
        let metadata = content.starts_with([' ', '\t'])
            || content.starts_with("- ")
            || content == "-"
            || key_of(content).is_some();
        if !content.trim().is_empty() {
            if !metadata {
                break;
            }
            end = line.next;
        }
    }
    end
}

fn without_break(text: &str, start: usize, end: usize) -> Span {
    let slice = text.get(start..end).unwrap_or_default();
    let cut = slice.strip_suffix('\n').unwrap_or(slice);
    let cut = cut.strip_suffix('\r').unwrap_or(cut);
    Span::new(start, start + cut.len())
}

/// The line break this text uses.
#[must_use]
pub fn line_break(text: &str) -> &'static str {
    let first = text.find('\n').unwrap_or_default();
    if text.get(..first).unwrap_or_default().ends_with('\r') { "\r\n" } else { "\n" }
}

/// Metadata lines inside a comment at the top of the file.
#[cfg_attr(target_family = "wasm", inline(never))]
fn metadata_in_comment(text: &str, is_key: &dyn Fn(&str) -> bool, found: &mut Vec<Diagnostic>) -> bool {
    let start = text.len() - text.trim_start_matches(is_space).len();
    let rest = text.get(start..).unwrap_or_default();
    let Some(inside) = rest.strip_prefix("<!--") else { return false };
    let Some(length) = inside.find("-->") else { return false };
    let comment = inside.get(..length).unwrap_or_default();
    let known = comment.lines().filter(|line| key_of(line.trim()).is_some_and(is_key)).count();
    if known < 2 {
        return false;
    }
    let span = Span::new(start, start + 4 + length + 3);
    diagnostic::add(found, || {
        Diagnostic::new(&rules::FRONT_MATTER_IN_COMMENT, span, "metadata inside a comment is not read")
            .with_help("move it between two lines of `---` at the top of the file")
    });
    true
}

/// The first `{{ … }}` or `{% … %}`.
fn template_marker(source: &str) -> Option<Span> {
    memchr::memchr(b'{', source.as_bytes())?;
    let find = |open: &str, close: &str| {
        let start = source.find(open)?;
        let length = source.get(start..)?.find(close)?;
        let inside = source.get(start + open.len()..start + length)?;
        // Nested flow mappings and LaTeX have braces too; a marker stays on its line.
        (!inside.contains('\n')).then(|| Span::new(start, start + length + close.len()))
    };
    find("{{", "}}").or_else(|| find("{%", "%}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::apply_fixes;

    fn is_key(key: &str) -> bool {
        ["license", "language", "tags"].contains(&key)
    }

    fn check(text: &str) -> (FrontMatter<'_>, Vec<Diagnostic>) {
        let mut found = Vec::new();
        let front = read(text, &is_key, &mut found);
        (front, found)
    }

    fn codes(text: &str) -> Vec<&'static str> {
        check(text).1.iter().map(|d| d.code).collect()
    }

    #[test]
    fn blocks_the_hub_sees() {
        for text in [
            "---\nlicense: mit\n---\n# T",
            "\n \u{feff}---\r\nlicense: mit\r\n--- \t\r\n# T",
            "---\rlicense: mit\r---\n# T",
            "---\nlicense: mit\n---",
        ] {
            let (front, found) = check(text);
            assert!(front.recognised && found.is_empty(), "{text:?} {found:?}");
            assert_eq!(front.content.of(text), "license: mit");
            assert!(front.body_start == text.len() || text[front.body_start..].starts_with("# T"), "{text:?}");
        }
    }

    #[test]
    fn blocks_the_hub_does_not_see() {
        assert_eq!(codes("# Title\n\ntext"), ["CARD010"]);
        assert_eq!(codes("---\n---\n"), ["CARD010"], "no line break before the closing fence");
        assert_eq!(codes("---\n\n---\n"), ["CARD011"]);
        assert_eq!(codes("---\nlicense: mit\n\n# T\n"), ["CARD012"]);
        assert_eq!(codes("--- \nlicense: mit\n---\n"), ["CARD013"]);
        assert_eq!(codes("---\nlicense: mit\n-----\n"), ["CARD013"]);
        assert_eq!(codes("# T\n---\nlicense: mit\n---\n"), ["CARD014"]);
        assert_eq!(codes("# T\n```yaml\n---\nlicense: mit\n---\n```\n"), ["CARD010"], "an example in code");
        assert_eq!(codes("<!--\nlicense: mit\ntags: x\n-->\n# T"), ["CARD015"]);
        assert_eq!(codes("license: mit\ntags: [a]\n---\n"), ["CARD016"]);
        assert_eq!(codes("---\n- a\n---\n"), ["CARD023"]);
        assert_eq!(codes("---\n{{ card_data }}\n---\n"), ["CARD029"]);
        assert_eq!(codes("---\nlicense: {{ x }}\n---\n"), ["CARD029"]);
        assert_eq!(codes("---\nlicense: '{{ x }} or y'\n---\n"), Vec::<&str>::new());
        assert_eq!(codes("---\n# A card that begins with a rule\n\ntext"), ["CARD010"]);
    }

    #[test]
    fn tabs_between_values_are_pointed_out() {
        let text = "---\nlicense: \tmit\nlanguage: en\t\ntags: [\"a\tb\"]\n---\n";
        let (_, found) = check(text);
        assert_eq!(found.iter().map(|d| d.code).collect::<Vec<_>>(), ["CARD021", "CARD021"]);
        let fixes: Vec<_> = found.into_iter().flat_map(|d| d.fixes).collect();
        assert!(check(&apply_fixes(text, &fixes, false)).1.is_empty());
    }

    #[test]
    fn a_broken_block_still_gives_its_plain_lines() {
        let text = "---\na: b: c\nlicense: mit\nlanguage:\n- en\n---\n";
        let (front, found) = check(text);
        assert_eq!(found.iter().map(|d| d.code).collect::<Vec<_>>(), ["CARD020"]);
        let license = front.root().and_then(|root| root.get("license")).unwrap();
        assert_eq!((license.value.as_text(), license.value.span.of(text)), (Some("mit"), "mit"));
    }

    #[test]
    fn fence_fixes_make_a_block() {
        for text in [
            "--- \nlicense: mit\n---\nx",
            "---\nlicense: mit\n----\nx",
            "license: mit\ntags: [a]\n---\nx",
            "---\r\nlicense: mit\r\n\r\n# T\r\n",
        ] {
            let (_, found) = check(text);
            let fixes: Vec<_> = found.into_iter().flat_map(|d| d.fixes).collect();
            let fixed = apply_fixes(text, &fixes, true);
            let (front, found) = check(&fixed);
            assert!(front.recognised && found.is_empty(), "{fixed:?} {found:?}");
        }
    }

    #[test]
    fn empty_and_hostile_texts() {
        assert_eq!(codes(""), ["CARD010"]);
        let _ = check(&"-".repeat(200_000));
        let _ = check(&"---\n".repeat(50_000));
        let _ = check(&format!("---\n{}", "a---".repeat(50_000)));
    }
}
