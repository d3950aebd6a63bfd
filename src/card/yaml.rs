//! The metadata block as a typed tree that remembers where everything stood.
//!
//! Built on the parser's events with a stack of our own: no recursion, so depth is a number we choose; aliases stay
//! leaves, so no input can unfold into more than it is; `no` stays a word. It knows YAML, not what a card means.

use crate::diagnostic::{self, Diagnostic, Fix, rules};
use crate::order;
use crate::span::Span;
use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Tag};
use std::borrow::Cow;

/// Deepest nesting that is read.
pub const MAX_DEPTH: usize = 64;
/// Most nodes that are read; the largest real card has about six thousand.
pub const MAX_NODES: usize = 100_000;

/// A value and its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node<'a> {
    pub span: Span,
    pub value: Value<'a>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    Scalar(Scalar<'a>),
    Seq(Vec<Node<'a>>),
    Map(Vec<Entry<'a>>),
    /// A reference to an anchor: not followed.
    Alias,
}

/// One `key: value` of a mapping.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry<'a> {
    pub key: Node<'a>,
    pub value: Node<'a>,
}

impl Entry<'_> {
    #[must_use]
    pub fn span(&self) -> Span {
        self.key.span.join(self.value.span)
    }
}

/// A scalar as written; what it is, is decided by the core schema of YAML 1.2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scalar<'a> {
    pub text: Cow<'a, str>,
    /// Unquoted, so that numbers, booleans and null are recognised.
    pub plain: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScalarKind {
    Null,
    Bool(bool),
    Int,
    Float,
    Text,
}

impl Scalar<'_> {
    #[must_use]
    pub fn kind(&self) -> ScalarKind {
        if !self.plain {
            return ScalarKind::Text;
        }
        match self.text.as_ref() {
            "" | "~" | "null" | "Null" | "NULL" => ScalarKind::Null,
            "true" | "True" | "TRUE" => ScalarKind::Bool(true),
            "false" | "False" | "FALSE" => ScalarKind::Bool(false),
            text => number_kind(text),
        }
    }

    /// An unquoted word that YAML 1.1 readers take for a boolean.
    #[must_use]
    pub fn is_boolean_word(&self) -> bool {
        const WORDS: [&str; 4] = ["yes", "no", "on", "off"];
        self.plain && self.text.len() <= 3 && WORDS.iter().any(|word| self.text.eq_ignore_ascii_case(word))
    }
}

fn number_kind(text: &str) -> ScalarKind {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let all = |s: &str, ok: fn(&u8) -> bool| !s.is_empty() && s.as_bytes().iter().all(ok);
    if all(digits, u8::is_ascii_digit)
        || text.strip_prefix("0x").is_some_and(|hex| all(hex, u8::is_ascii_hexdigit))
        || text.strip_prefix("0o").is_some_and(|octal| all(octal, |b| (b'0'..b'8').contains(b)))
    {
        return ScalarKind::Int;
    }
    let starts_numeric = digits.strip_prefix('.').unwrap_or(digits).starts_with(|c: char| c.is_ascii_digit());
    let special = matches!(digits, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN");
    if special || (starts_numeric && digits.parse::<f64>().is_ok()) { ScalarKind::Float } else { ScalarKind::Text }
}

impl<'a> Node<'a> {
    /// The text of a scalar that is text, as opposed to a number, boolean or null.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(scalar) if scalar.kind() == ScalarKind::Text => Some(scalar.text.as_ref()),
            _ => None,
        }
    }

    /// The text of any scalar.
    #[must_use]
    pub fn as_scalar(&self) -> Option<&Scalar<'a>> {
        match &self.value {
            Value::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    #[must_use]
    pub fn is_null(&self) -> bool {
        self.as_scalar().is_some_and(|scalar| scalar.kind() == ScalarKind::Null)
    }

    /// A finite number.
    #[must_use]
    pub fn as_number(&self) -> Option<f64> {
        let scalar = self.as_scalar()?;
        matches!(scalar.kind(), ScalarKind::Int | ScalarKind::Float).then_some(())?;
        scalar.text.parse().ok().filter(|n: &f64| n.is_finite())
    }

    /// Items of a sequence; a lone value counts as a sequence of itself.
    #[must_use]
    pub fn items(&self) -> &[Node<'a>] {
        match &self.value {
            Value::Seq(items) => items,
            _ => std::slice::from_ref(self),
        }
    }

    /// Entries of a mapping; none for anything else.
    #[must_use]
    pub fn entries(&self) -> &[Entry<'a>] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The first entry with this key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Entry<'a>> {
        self.entries().iter().find(|entry| entry.key.as_scalar().is_some_and(|scalar| scalar.text == key))
    }
}

/// What was read, and whether to the end.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document<'a> {
    /// Absent for an empty document. After an error: what stood before it.
    pub root: Option<Node<'a>>,
    /// The reader reached the end without a syntax error or limit.
    pub complete: bool,
}

/// Whether a place lies inside a quoted or block text that holds more than the place.
#[must_use]
pub fn is_inside_text(root: Option<&Node<'_>>, place: Span) -> bool {
    scalar_around(root, place).is_some_and(|(scalar, span)| !scalar.plain && span.len() > place.len() + 2)
}

/// Whether a place lies inside a key or value.
#[must_use]
pub fn is_inside_scalar(root: Option<&Node<'_>>, place: Span) -> bool {
    scalar_around(root, place).is_some()
}

fn scalar_around<'n, 'a>(root: Option<&'n Node<'a>>, place: Span) -> Option<(&'n Scalar<'a>, Span)> {
    let mut open: Vec<&Node<'_>> = root.into_iter().collect();
    while let Some(node) = open.pop() {
        if !node.span.contains(place) {
            continue;
        }
        match &node.value {
            Value::Scalar(scalar) => return Some((scalar, node.span)),
            Value::Seq(items) => open.extend(items),
            Value::Map(entries) => open.extend(entries.iter().flat_map(|entry| [&entry.key, &entry.value])),
            Value::Alias => {}
        }
    }
    None
}

/// A container that is still open.
enum Open<'a> {
    Seq { start: usize, end: usize, items: Vec<Node<'a>> },
    Map { start: usize, end: usize, entries: Vec<Entry<'a>>, key: Option<Node<'a>> },
}

/// Reads `source`, which starts at byte `base` of the card. Findings are added to `found`.
#[must_use]
pub fn read<'a>(source: &'a str, base: usize, found: &mut Vec<Diagnostic>) -> Document<'a> {
    let places = Places::new(source, base);
    let mut builder = Builder { stack: Vec::new(), root: None, found, nodes: 0 };
    let mut parser = Parser::new_from_str(source);
    let mut complete = false;
    let mut documents = 0;
    while let Some(event) = parser.next_event() {
        let (event, mark) = match event {
            Ok(event) => event,
            Err(error) => {
                let span = places.line_from(error.marker());
                builder.syntax(source, base, span, error.info());
                break;
            }
        };
        let span = places.span(mark.start, mark.end);
        if !builder.within_limits(span) {
            break;
        }
        match event {
            Event::StreamEnd => {
                complete = true;
                break;
            }
            Event::DocumentStart(_) => {
                documents += 1;
                if documents > 1 {
                    let message = "the metadata block holds a second YAML document";
                    builder.found.push(Diagnostic::new(&rules::YAML_MULTIPLE_DOCUMENTS, span, message));
                    break;
                }
            }
            Event::Alias(_) => {
                builder.alias(span);
                builder.add(Node { span, value: Value::Alias });
            }
            Event::Scalar(text, style, anchor, tag) => {
                let span = trimmed(source, base, span, style);
                builder.properties(anchor, tag.as_deref(), span);
                let is_text = tag.is_some_and(|tag| tag.suffix == "str");
                let plain = style == ScalarStyle::Plain && !is_text;
                builder.add(Node { span, value: Value::Scalar(Scalar { text, plain }) });
            }
            Event::SequenceStart(anchor, tag) => {
                builder.properties(anchor, tag.as_deref(), span);
                builder.stack.push(Open::Seq { start: span.start, end: span.end, items: Vec::new() });
            }
            Event::MappingStart(anchor, tag) => {
                builder.properties(anchor, tag.as_deref(), span);
                builder.stack.push(Open::Map { start: span.start, end: span.end, entries: Vec::new(), key: None });
            }
            Event::SequenceEnd | Event::MappingEnd => builder.close(span),
            Event::StreamStart | Event::DocumentEnd | Event::Nothing => {}
        }
    }
    while !builder.stack.is_empty() {
        builder.close(Span::at(base));
    }
    Document { root: builder.root, complete }
}

struct Builder<'a, 'f> {
    stack: Vec<Open<'a>>,
    root: Option<Node<'a>>,
    found: &'f mut Vec<Diagnostic>,
    nodes: usize,
}

impl<'a> Builder<'a, '_> {
    fn add(&mut self, node: Node<'a>) {
        self.nodes += 1;
        match self.stack.last_mut() {
            None => self.root = Some(node),
            Some(Open::Seq { end, items, .. }) => {
                *end = node.span.end.max(*end);
                items.push(node);
            }
            Some(Open::Map { end, entries, key, .. }) => {
                *end = node.span.end.max(*end);
                match key.take() {
                    None => *key = Some(node),
                    Some(key) => entries.push(Entry { key, value: node }),
                }
            }
        }
    }

    fn close(&mut self, at: Span) {
        let node = match self.stack.pop() {
            None => return,
            Some(Open::Seq { start, end, items }) => {
                // A flow sequence ends with its bracket, a block one with its last item.
                let end = if at.is_empty() { end } else { end.max(at.end) };
                Node { span: Span::new(start, end), value: Value::Seq(items) }
            }
            Some(Open::Map { start, end, mut entries, key }) => {
                if let Some(key) = key {
                    let value = Value::Scalar(Scalar { text: Cow::Borrowed(""), plain: true });
                    entries.push(Entry { value: Node { span: Span::at(key.span.end), value }, key });
                }
                self.duplicates(&entries);
                let end = if at.is_empty() { end } else { end.max(at.end) };
                Node { span: Span::new(start, end), value: Value::Map(entries) }
            }
        };
        self.add(node);
    }

    fn duplicates(&mut self, entries: &[Entry<'a>]) {
        // Most mappings are short and name nothing twice, which is told without sorting.
        let is_again = |(place, entry): (usize, &Entry<'a>)| {
            let key = entry.key.as_scalar().map(|scalar| &scalar.text);
            key.is_some() && entries.iter().take(place).any(|other| other.key.as_scalar().map(|s| &s.text) == key)
        };
        if entries.len() <= 16 && !entries.iter().enumerate().any(is_again) {
            return;
        }
        let mut keys: Vec<(&str, Span)> = entries
            .iter()
            .filter_map(|entry| entry.key.as_scalar().map(|scalar| (scalar.text.as_ref(), entry.key.span)))
            .collect();
        order::by(&mut keys, Ord::cmp);
        for ((first, first_span), (second, second_span)) in keys.iter().zip(keys.iter().skip(1)) {
            if first == second {
                diagnostic::add(self.found, || {
                    Diagnostic::new(
                        &rules::YAML_DUPLICATE_KEY,
                        *second_span,
                        format!("the key `{second}` is given twice"),
                    )
                    .at_path(&[second])
                    .with_help("keep one of the two")
                    .with_related(*first_span, "given here first")
                });
            }
        }
    }

    fn within_limits(&mut self, span: Span) -> bool {
        let limit = if self.stack.len() >= MAX_DEPTH {
            format!("the metadata is nested more than {MAX_DEPTH} levels deep")
        } else if self.nodes >= MAX_NODES {
            format!("the metadata has more than {MAX_NODES} values")
        } else {
            return true;
        };
        diagnostic::add(self.found, || Diagnostic::new(&rules::YAML_LIMIT, span, limit));
        false
    }

    fn alias(&mut self, span: Span) {
        let message = "an alias stands for a value given elsewhere and is not followed";
        diagnostic::add(self.found, || {
            Diagnostic::new(&rules::YAML_ALIAS, span, message).with_help("write the value out")
        });
    }

    fn properties(&mut self, anchor: usize, tag: Option<&Tag>, span: Span) {
        const CORE: [&str; 13] = [
            "str",
            "int",
            "float",
            "bool",
            "null",
            "seq",
            "map",
            "set",
            "omap",
            "pairs",
            "binary",
            "timestamp",
            "merge",
        ];
        if anchor != 0 {
            let message = "an anchor names this value for use elsewhere";
            diagnostic::add(self.found, || {
                Diagnostic::new(&rules::YAML_ALIAS, span, message).with_help("write the value out")
            });
        }
        // The lone `!` only says "not a number".
        let known =
            |tag: &Tag| (tag.is_yaml_core_schema() && CORE.contains(&tag.suffix.as_str())) || tag.suffix.is_empty();
        if let Some(tag) = tag.filter(|tag| !known(tag)) {
            let name = if tag.is_yaml_core_schema() { format!("!!{}", tag.suffix) } else { format!("!{}", tag.suffix) };
            diagnostic::add(self.found, || {
                Diagnostic::new(&rules::YAML_TAG, span, format!("the YAML tag `{name}` is not known to the hub"))
                    .with_help("write the value without a tag")
            });
        }
    }

    #[cfg_attr(target_family = "wasm", inline(never))]
    fn syntax(&mut self, source: &str, base: usize, span: Span, info: &str) {
        if let Some(tab) = tab_before(source, span.end.saturating_sub(base)) {
            let message = "a tab stands where YAML allows spaces only";
            let span = tab.shifted(base);
            let fix = Fix::unsafe_("replace by spaces", span, "  ".repeat(span.len()));
            diagnostic::add(self.found, || Diagnostic::new(&rules::YAML_TAB, span, message).with_fix(fix));
            return;
        }
        let message = format!("not valid YAML: {}", info.trim_end_matches('.'));
        let help = "look at this line and the one before it for a missing quote, an unquoted `:` or wrong indentation";
        diagnostic::add(self.found, || Diagnostic::new(&rules::YAML_SYNTAX, span, message).with_help(help));
    }
}

/// The last run of tabs in indentation or before a line's end, up to the line that holds byte `to`.
fn tab_before(source: &str, to: usize) -> Option<Span> {
    let to = source.as_bytes().iter().skip(to).position(|&b| b == b'\n').map_or(source.len(), |line| to + line);
    let mut found = None;
    let mut at = 0;
    for line in source.get(..to)?.split_inclusive(['\n', '\r']) {
        let content = line.trim_end_matches(['\n', '\r']);
        let indent = content.len() - content.trim_start_matches([' ', '\t']).len();
        let inside = content.trim_end_matches([' ', '\t']).len();
        let tabs_in = |start: usize, end: usize| -> Option<Span> {
            let part = content.get(start..end)?;
            let first = part.find('\t')?;
            let run = part.get(first..)?.bytes().take_while(|&b| b == b'\t').count();
            Some(Span::new(at + start + first, at + start + first + run))
        };
        found = tabs_in(0, indent).or_else(|| tabs_in(inside.max(indent), content.len())).or(found);
        at += line.len();
    }
    found
}

/// Block scalars end with their last line, not with the line break after it; empty ones are a place.
fn trimmed(source: &str, base: usize, span: Span, style: ScalarStyle) -> Span {
    if !matches!(style, ScalarStyle::Literal | ScalarStyle::Folded | ScalarStyle::Plain) {
        return span;
    }
    let text = source.get(span.start.saturating_sub(base)..span.end.saturating_sub(base)).unwrap_or_default();
    Span::new(span.start, span.start + text.trim_end().len())
}

/// The parser counts characters; we count bytes.
struct Places<'a> {
    source: &'a str,
    base: usize,
    /// Byte of each character; empty for ASCII, where they are the same.
    bytes: Vec<usize>,
}

impl<'a> Places<'a> {
    fn new(source: &'a str, base: usize) -> Self {
        let bytes = if source.is_ascii() { Vec::new() } else { source.char_indices().map(|(at, _)| at).collect() };
        Self { source, base, bytes }
    }

    fn byte(&self, mark: Marker) -> usize {
        let at = if self.bytes.is_empty() {
            mark.index()
        } else {
            self.bytes.get(mark.index()).copied().unwrap_or(self.source.len())
        };
        self.base + at.min(self.source.len())
    }

    fn span(&self, start: Marker, end: Marker) -> Span {
        Span::new(self.byte(start), self.byte(end))
    }

    /// From a place to the end of its line; the whole line where the place is its end.
    fn line_from(&self, mark: &Marker) -> Span {
        let at = self.byte(*mark) - self.base;
        let (before, after) = self.source.split_at_checked(at).unwrap_or((self.source, ""));
        let rest = after.find(['\n', '\r']).unwrap_or(after.len());
        if rest > 0 {
            return Span::new(at, at + rest).shifted(self.base);
        }
        let line = before.trim_end_matches(['\n', '\r']);
        let start = line.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        Span::new(start, line.len()).shifted(self.base)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_ok(source: &str) -> Node<'_> {
        let mut found = Vec::new();
        let document = read(source, 0, &mut found);
        assert!(document.complete && found.is_empty(), "{found:?}");
        document.root.unwrap()
    }

    fn codes(source: &str) -> Vec<&'static str> {
        let mut found = Vec::new();
        let _ = read(source, 0, &mut found);
        found.iter().map(|d| d.code).collect()
    }

    #[test]
    fn spans_are_bytes_of_keys_and_values() {
        for line_end in ["\n", "\r\n"] {
            let source = format!(
                "naïve: 'é🤗'{0}tags:{0}- b{0}-  c # x{0}flow: [1, {{a: 2}}]{0}text: |{0}  中{0}  d{0}last: z{0}",
                line_end
            );
            let root = read_ok(&source);
            let of = |key: &str| root.get(key).unwrap();
            assert_eq!(of("naïve").key.span.of(&source), "naïve");
            assert_eq!(of("naïve").value.span.of(&source), "'é🤗'");
            assert_eq!(of("naïve").value.as_text(), Some("é🤗"));
            let tags: Vec<_> = of("tags").value.items().iter().map(|n| n.span.of(&source)).collect();
            assert_eq!(tags, ["b", "c"]);
            assert_eq!(of("flow").value.span.of(&source), "[1, {a: 2}]");
            assert!(of("text").value.span.of(&source).ends_with("  d"), "{:?}", of("text").value.span.of(&source));
            assert_eq!(of("last").value.span.of(&source), "z");
        }
    }

    #[test]
    fn words_stay_words() {
        let root = read_ok("language: no\nx: 'no'\nn: ~\ni: 0x1F\nf: -1.5e3\nd: 1.2.3\nt: True\ninf: inf\n");
        let scalar = |key: &str| root.get(key).unwrap().value.as_scalar().unwrap().clone();
        assert!(scalar("language").is_boolean_word() && scalar("language").kind() == ScalarKind::Text);
        assert!(!scalar("x").is_boolean_word());
        assert_eq!(scalar("n").kind(), ScalarKind::Null);
        assert_eq!(scalar("i").kind(), ScalarKind::Int);
        assert_eq!(scalar("f").kind(), ScalarKind::Float);
        assert_eq!(scalar("d").kind(), ScalarKind::Text);
        assert_eq!(scalar("t").kind(), ScalarKind::Bool(true));
        assert_eq!(scalar("inf").kind(), ScalarKind::Text);
    }

    #[test]
    fn faults_are_findings() {
        assert_eq!(codes("a: 1\nb: 2\na: 3\n"), ["CARD022"]);
        assert_eq!(codes("a: &x 1\nb: *x\n"), ["CARD025", "CARD025"]);
        assert_eq!(codes("a: !!python/tuple [1]\n"), ["CARD024"]);
        assert_eq!(codes("a: !!str 1\n"), Vec::<&str>::new());
        assert_eq!(codes("a: b: c\n"), ["CARD020"]);
        assert_eq!(codes("a:\n\t- b\n"), ["CARD021"]);
        assert_eq!(codes(&"[".repeat(MAX_DEPTH + 2)), ["CARD026"]);
        assert_eq!(codes("a: 1\n...\n---\nb: 1\n"), ["CARD028"]);
    }

    #[test]
    fn what_stands_before_an_error_is_kept() {
        let mut found = Vec::new();
        let document = read("license: mit\ntags: [a\nb: c: d\n", 10, &mut found);
        assert!(!document.complete);
        let license = document.root.as_ref().and_then(|root| root.get("license")).unwrap();
        assert_eq!((license.value.as_text(), license.value.span), (Some("mit"), Span::new(19, 22)));
    }
}
