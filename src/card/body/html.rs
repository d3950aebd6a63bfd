//! The little HTML that cards use: tags, comments, and text between them. No tree and no entities.

use std::borrow::Cow;
use std::ops::Range;

/// What goes on over the end of a piece of source; Markdown hands HTML over line by line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct State {
    mode: Mode,
    /// Inside `<style>` or `<script>`, whose text is for machines.
    silent: Option<&'static str>,
}

impl State {
    pub(super) fn is_silent(&self) -> bool {
        self.silent.is_some()
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Mode {
    #[default]
    Text,
    Comment,
    Tag,
}

/// One piece; its range in the source is handed over beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Text,
    /// A comment or a part of one.
    Comment,
    /// Name in lower case.
    Open(&'a str),
    Close(&'a str),
}

/// Cuts `source` into pieces. The flag says whether text is silent.
pub(super) fn pieces(source: &str, state: &mut State, mut each: impl FnMut(Piece<'_>, Range<usize>, bool)) {
    let mut at = 0;
    while let Some(rest) = source.get(at..).filter(|rest| !rest.is_empty()) {
        match state.mode {
            Mode::Comment => {
                let end = rest.find("-->").map(|end| end + 3);
                each(Piece::Comment, at..at + end.unwrap_or(rest.len()), false);
                at += end.unwrap_or(rest.len());
                if end.is_some() {
                    state.mode = Mode::Text;
                }
            }
            Mode::Tag => match rest.find('>') {
                Some(end) => {
                    at += end + 1;
                    state.mode = Mode::Text;
                }
                None => return,
            },
            Mode::Text => {
                let Some(open) = rest.find('<') else {
                    each(Piece::Text, at..source.len(), state.is_silent());
                    return;
                };
                if open > 0 {
                    each(Piece::Text, at..at + open, state.is_silent());
                }
                at += open;
                let tag = rest.get(open..).unwrap_or_default();
                if tag.starts_with("<!--") && state.silent.is_none() {
                    state.mode = Mode::Comment;
                    // The opening is part of the comment, and `<!-->` is a whole one.
                    let end = tag.get(2..).and_then(|rest| rest.find("-->")).map(|end| end + 5);
                    each(Piece::Comment, at..at + end.unwrap_or(tag.len()), false);
                    at += end.unwrap_or(tag.len());
                    if end.is_some() {
                        state.mode = Mode::Text;
                    }
                    continue;
                }
                at += element(tag, at, state, &mut each);
            }
        }
    }
}

/// Handles what begins with `<`; says how many bytes it took.
fn element(tag: &str, at: usize, state: &mut State, each: &mut impl FnMut(Piece<'_>, Range<usize>, bool)) -> usize {
    let closing = tag.starts_with("</");
    let name_start = if closing { 2 } else { 1 };
    let name = tag.get(name_start..).unwrap_or_default();
    let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let name = if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    };
    if name.is_empty() {
        each(Piece::Text, at..at + 1, state.is_silent());
        return 1;
    }
    let end = tag.find('>').map(|end| end + 1);
    let length = end.unwrap_or(tag.len());
    if end.is_none() {
        state.mode = Mode::Tag;
    }
    if let Some(silent) = state.silent {
        if closing && silent == name {
            state.silent = None;
        }
        return length;
    }
    let range = at..at + length;
    if closing {
        each(Piece::Close(&name), range, false);
    } else {
        state.silent = ["style", "script"].into_iter().find(|&silent| silent == name);
        each(Piece::Open(&name), range, false);
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(lines: &[&str]) -> String {
        let mut state = State::default();
        let mut out = String::new();
        for source in lines {
            pieces(source, &mut state, |piece, range, silent| match piece {
                Piece::Text if silent => {}
                Piece::Text => out.push_str(&source[range]),
                Piece::Comment => out.push_str("[c]"),
                Piece::Open(name) => out.push_str(&format!("<{name}>")),
                Piece::Close(name) => out.push_str(&format!("</{name}>")),
            });
        }
        out
    }

    #[test]
    fn tags_comments_and_text() {
        assert_eq!(show(&["<P align=x>a < b<br/></P><!-- x > y -->z"]), "<p>a < b<br></p>[c]z");
        assert_eq!(show(&["<!-- one\n", "two --> <td\n", "  class='x'>cell"]), "[c][c] <td>cell");
        assert_eq!(show(&["<style>a{}</style>b<script>1<2</script>"]), "<style>b<script>");
        assert_eq!(show(&["<!-->x", "<", "<>"]), "[c]x<<>");
    }
}
