//! From bytes to text: encodings, byte order marks, and files that are no text at all.

use crate::diagnostic::{self, Diagnostic, Fix, rules};
use crate::span::Span;
use std::borrow::Cow;

/// A text, and what was wrong with its bytes.
#[derive(Debug, Clone, PartialEq)]
pub struct Decoded<'a> {
    pub text: Cow<'a, str>,
    pub diagnostic: Option<Diagnostic>,
}

/// Decodes a file: UTF-8; UTF-16 with a byte order mark; otherwise UTF-8 with replacement characters.
#[must_use]
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    type Unit = fn([u8; 2]) -> u16;
    let utf16: Option<(&[u8], Unit)> = match bytes {
        [0xFF, 0xFE, rest @ ..] => Some((rest, u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => Some((rest, u16::from_be_bytes)),
        _ => None,
    };
    if let Some((rest, unit)) = utf16 {
        let (pairs, odd) = rest.as_chunks::<2>();
        let units = pairs.iter().copied().map(unit);
        let mut text: String = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        if !odd.is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
        }
        let diagnostic =
            Diagnostic::new(&rules::UTF16, Span::at(0), "the file is encoded in UTF-16; the Hub reads UTF-8")
                .with_help("save it again as UTF-8 without a byte order mark");
        return Decoded { text: Cow::Owned(text), diagnostic: Some(diagnostic) };
    }
    match String::from_utf8_lossy(bytes) {
        Cow::Borrowed(text) => Decoded { text: Cow::Borrowed(text), diagnostic: None },
        Cow::Owned(text) => {
            let at = text.find(char::REPLACEMENT_CHARACTER).unwrap_or_default();
            let span = Span::new(at, at + char::REPLACEMENT_CHARACTER.len_utf8().min(text.len() - at));
            let diagnostic = Diagnostic::new(&rules::NOT_UTF8, span, "bytes that are not UTF-8 were replaced here")
                .with_help("save the file again as UTF-8");
            Decoded { text: Cow::Owned(text), diagnostic: Some(diagnostic) }
        }
    }
}

/// Faults of the text as a whole.
pub(super) fn check_text(text: &str, found: &mut Vec<Diagnostic>) {
    if text.starts_with('\u{feff}') {
        let span = Span::new(0, '\u{feff}'.len_utf8());
        diagnostic::add(found, || {
            Diagnostic::new(&rules::BYTE_ORDER_MARK, span, "the file begins with a byte order mark")
                .with_fix(Fix::safe("remove it", span, ""))
        });
    }
    if text.starts_with("version https://git-lfs.github.com/spec/") {
        let end = text.find('\n').unwrap_or(text.len());
        diagnostic::add(found, || {
            Diagnostic::new(
                &rules::GIT_LFS_POINTER,
                Span::new(0, end),
                "this is a Git LFS pointer; the Hub does not see the card",
            )
            .with_help("take README.md out of .gitattributes and commit the text itself")
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(bytes: &[u8]) -> (String, Option<&'static str>) {
        let decoded = decode(bytes);
        (decoded.text.into_owned(), decoded.diagnostic.map(|d| d.code))
    }

    #[test]
    fn encodings() {
        assert_eq!(code("é".as_bytes()), ("é".to_owned(), None));
        assert_eq!(code(&[0xFF, 0xFE, b'a', 0, 0x3D, 0xD8, 0x17, 0xDD]), ("a🔗".to_owned(), Some("CARD003")));
        assert_eq!(code(&[0xFE, 0xFF, 0, b'a', 9]), ("a\u{fffd}".to_owned(), Some("CARD003")));
        assert_eq!(code(b"a\xFFb"), ("a\u{fffd}b".to_owned(), Some("CARD002")));
        assert_eq!(code(b""), (String::new(), None));
    }
}
