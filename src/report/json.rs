//! Answers as JSON text. The same bytes as `serde_json::to_string`, in a third of its time, since most of an answer is
//! prose without a character to escape; and in less code, since what is the same for all types is compiled once.

use serde::ser::{
    Error as _, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};
use serde_json::Error;

/// Room for a middling answer, so that the text does not move too often while it grows.
const ROOM: usize = 48 << 10;

/// Writes a value as compact JSON.
///
/// # Errors
/// For maps whose keys are no strings; none of our answers has one.
pub fn to_string<T: Serialize + ?Sized>(value: &T) -> Result<String, Error> {
    let mut writer = Writer { out: Vec::with_capacity(ROOM) };
    value.serialize(&mut writer)?;
    String::from_utf8(writer.out).map_err(Error::custom)
}

/// Compact JSON on lines of its own, two spaces for each level, as `serde_json::to_string_pretty` writes it. Works on the
/// text, since a second serialiser for every type would double their code.
#[must_use]
pub fn pretty(compact: &str) -> String {
    let mut out = String::with_capacity(compact.len() * 2);
    let (mut depth, mut quoted, mut escaped) = (0usize, false, false);
    let line = |out: &mut String, depth: usize| {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", depth));
    };
    let mut letters = compact.chars().peekable();
    while let Some(letter) = letters.next() {
        if quoted {
            out.push(letter);
            quoted = escaped || letter != '"';
            escaped = !escaped && letter == '\\';
            continue;
        }
        match letter {
            '{' | '[' => {
                out.push(letter);
                // Nothing inside: stays on its line.
                if let Some(close) = letters.next_if(|next| matches!(next, '}' | ']')) {
                    out.push(close);
                } else {
                    depth += 1;
                    line(&mut out, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                line(&mut out, depth);
                out.push(letter);
            }
            ',' => {
                out.push(letter);
                line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            _ => {
                quoted = letter == '"';
                out.push(letter);
            }
        }
    }
    out
}

struct Writer {
    out: Vec<u8>,
}

impl Writer {
    /// Scans and copies eight bytes in one go: short copies by the general routine would cost more than the scan.
    #[inline(never)]
    fn text(&mut self, text: &str) {
        self.out.reserve(text.len() + 2);
        self.out.push(b'"');
        let (words, rest) = text.as_bytes().as_chunks::<8>();
        for word in words {
            if is_plain(u64::from_le_bytes(*word)) {
                self.out.extend_from_slice(word);
            } else {
                word.iter().for_each(|byte| self.byte(*byte));
            }
        }
        let (halves, rest) = rest.as_chunks::<4>();
        for half in halves {
            if is_plain(u64::from(u32::from_le_bytes(*half)) | BLANKS << 32) {
                self.out.extend_from_slice(half);
            } else {
                half.iter().for_each(|byte| self.byte(*byte));
            }
        }
        rest.iter().for_each(|byte| self.byte(*byte));
        self.out.push(b'"');
    }

    fn byte(&mut self, byte: u8) {
        if byte >= b' ' && byte != b'"' && byte != b'\\' {
            self.out.push(byte);
        } else {
            self.escape(byte);
        }
    }

    #[cold]
    #[inline(never)]
    fn escape(&mut self, byte: u8) {
        let short = match byte {
            b'"' | b'\\' => byte,
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            0x08 => b'b',
            0x0C => b'f',
            control => {
                let digit = |n: u8| b"0123456789abcdef".get(n as usize).copied().unwrap_or(b'0');
                return self.out.extend([b'\\', b'u', b'0', b'0', digit(control >> 4), digit(control & 15)]);
            }
        };
        self.out.extend([b'\\', short]);
    }

    fn raw(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    #[inline(never)]
    fn number(&mut self, n: u64) {
        let mut digits = [0u8; 20];
        let (mut n, mut from) = (n, digits.len());
        loop {
            from -= 1;
            if let Some(digit) = digits.get_mut(from) {
                *digit = b'0' + (n % 10) as u8;
            }
            n /= 10;
            if n == 0 {
                break;
            }
        }
        self.out.extend(digits.get(from..).unwrap_or_default());
    }

    #[inline(never)]
    fn float(&mut self, n: f64) {
        match serde_json::Number::from_f64(n) {
            Some(n) => self.raw(&n.to_string()),
            None => self.raw("null"),
        }
    }

    /// Names of fields have nothing to escape.
    #[inline(never)]
    fn key(&mut self, first: &mut bool, name: &'static str) {
        self.out.reserve(name.len() + 4);
        self.comma(first);
        self.out.push(b'"');
        let (words, rest) = name.as_bytes().as_chunks::<8>();
        words.iter().for_each(|word| self.out.extend_from_slice(word));
        let (halves, rest) = rest.as_chunks::<4>();
        halves.iter().for_each(|half| self.out.extend_from_slice(half));
        rest.iter().for_each(|byte| self.out.push(*byte));
        self.out.extend_from_slice(b"\":");
    }

    fn comma(&mut self, first: &mut bool) {
        if !std::mem::take(first) {
            self.out.push(b',');
        }
    }

    fn variant(&mut self, name: &str) {
        self.out.push(b'{');
        self.text(name);
        self.out.push(b':');
    }

    fn items(&mut self, open: u8, close: &'static str) -> Items<'_> {
        self.out.push(open);
        Items { writer: self, first: true, close }
    }
}

const ONES: u64 = 0x0101_0101_0101_0101;
const BLANKS: u64 = ONES * b' ' as u64;

/// Whether no byte of a word wants escaping: none is below a space, a quotation mark or a backslash.
const fn is_plain(word: u64) -> bool {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let (quotes, slashes) = (word ^ (ONES * b'"' as u64), word ^ (ONES * b'\\' as u64));
    // Subtracting borrows from the high bit of a byte that is less; one that had the bit before is no ASCII.
    let controls = word.wrapping_sub(BLANKS);
    (controls | quotes.wrapping_sub(ONES) | slashes.wrapping_sub(ONES)) & !word & HIGH == 0
}

struct Items<'w> {
    writer: &'w mut Writer,
    first: bool,
    close: &'static str,
}

impl Items<'_> {
    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.writer.comma(&mut self.first);
        value.serialize(&mut *self.writer)
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        self.writer.key(&mut self.first, name);
        value.serialize(&mut *self.writer)
    }

    fn close(self) {
        self.writer.raw(self.close);
    }
}

impl<'w> Serializer for &'w mut Writer {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Items<'w>;
    type SerializeTuple = Items<'w>;
    type SerializeTupleStruct = Items<'w>;
    type SerializeTupleVariant = Items<'w>;
    type SerializeMap = Items<'w>;
    type SerializeStruct = Items<'w>;
    type SerializeStructVariant = Items<'w>;

    fn serialize_bool(self, v: bool) -> Result<(), Error> {
        self.raw(if v { "true" } else { "false" });
        Ok(())
    }

    fn serialize_i8(self, v: i8) -> Result<(), Error> {
        self.serialize_i64(i64::from(v))
    }

    fn serialize_i16(self, v: i16) -> Result<(), Error> {
        self.serialize_i64(i64::from(v))
    }

    fn serialize_i32(self, v: i32) -> Result<(), Error> {
        self.serialize_i64(i64::from(v))
    }

    fn serialize_i64(self, v: i64) -> Result<(), Error> {
        if v < 0 {
            self.out.push(b'-');
        }
        self.number(v.unsigned_abs());
        Ok(())
    }

    fn serialize_u8(self, v: u8) -> Result<(), Error> {
        self.serialize_u64(u64::from(v))
    }

    fn serialize_u16(self, v: u16) -> Result<(), Error> {
        self.serialize_u64(u64::from(v))
    }

    fn serialize_u32(self, v: u32) -> Result<(), Error> {
        self.serialize_u64(u64::from(v))
    }

    fn serialize_u64(self, v: u64) -> Result<(), Error> {
        self.number(v);
        Ok(())
    }

    fn serialize_f32(self, v: f32) -> Result<(), Error> {
        self.serialize_f64(f64::from(v))
    }

    fn serialize_f64(self, v: f64) -> Result<(), Error> {
        self.float(v);
        Ok(())
    }

    fn serialize_char(self, v: char) -> Result<(), Error> {
        self.text(v.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, v: &str) -> Result<(), Error> {
        self.text(v);
        Ok(())
    }

    fn serialize_bytes(self, v: &[u8]) -> Result<(), Error> {
        self.collect_seq(v)
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.raw("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.variant(variant);
        value.serialize(&mut *self)?;
        self.out.push(b'}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'w>, Error> {
        Ok(self.items(b'[', "]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Items<'w>, Error> {
        Ok(self.items(b'[', "]"))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Items<'w>, Error> {
        Ok(self.items(b'[', "]"))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Items<'w>, Error> {
        self.variant(variant);
        Ok(self.items(b'[', "]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Items<'w>, Error> {
        Ok(self.items(b'{', "}"))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Items<'w>, Error> {
        Ok(self.items(b'{', "}"))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Items<'w>, Error> {
        self.variant(variant);
        Ok(self.items(b'{', "}}"))
    }
}

impl SerializeSeq for Items<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.item(value)
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

impl SerializeTuple for Items<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.item(value)
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

impl SerializeTupleStruct for Items<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.item(value)
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

impl SerializeTupleVariant for Items<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.item(value)
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

impl SerializeMap for Items<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.writer.comma(&mut self.first);
        let from = self.writer.out.len();
        key.serialize(&mut *self.writer)?;
        if !self.writer.out.get(from..).is_some_and(|key| key.starts_with(b"\"")) {
            return Err(Error::custom("key must be a string"));
        }
        self.writer.out.push(b':');
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

impl SerializeStruct for Items<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        self.field(name, value)
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

impl SerializeStructVariant for Items<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        self.field(name, value)
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{pretty, to_string};
    use serde::Serialize;
    use serde_json::json;
    use std::collections::BTreeMap;

    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    enum Shape {
        Unit,
        One(u8),
        Pair(u8, i64),
        Named { a_b: Option<f64>, c: char },
    }

    #[derive(Serialize)]
    #[serde(tag = "type")]
    enum Tagged<'t> {
        Success(Named<'t>),
    }

    #[derive(Serialize)]
    struct Named<'t> {
        text: &'t str,
        #[serde(skip_serializing_if = "Option::is_none")]
        none: Option<u8>,
        pair: (bool, ()),
    }

    #[track_caller]
    fn same<T: Serialize>(value: &T) {
        assert_eq!(to_string(value).unwrap(), serde_json::to_string(value).unwrap());
    }

    #[test]
    fn the_same_bytes_as_serde_json() {
        for shape in [Shape::Unit, Shape::One(255), Shape::Pair(0, i64::MIN), Shape::Named { a_b: Some(1e21), c: 'é' }]
        {
            same(&shape);
        }
        same(&Tagged::Success(Named { text: "x", none: None, pair: (true, ()) }));
        for n in [0.0, -0.0, 0.1, 1.0, 1e16, 1e-7, 7.2e23, f64::MAX, f64::NAN, f64::INFINITY] {
            same(&n);
        }
        same(&[u64::MAX, 0, 10]);
        same(&BTreeMap::from([("a\"b", 1), ("", 2)]));
        same(&json!({ "z": [1, -2, 3.5, null, "t", {}], "a": { "nested": [] } }));
        assert!(to_string(&BTreeMap::from([((1, 2), 3)])).is_err());
    }

    #[test]
    fn lines_are_those_of_serde() {
        let value = serde_json::json!({
            "a": [], "b": {}, "c": [1, -2.5e10, true, null, "x"], "d": {"e": [{"f": ["\\\"{[,:]}", "\\"]}, []]}, "g": "",
        });
        assert_eq!(pretty(&serde_json::to_string(&value).unwrap()), serde_json::to_string_pretty(&value).unwrap());
        assert_eq!(pretty("[]"), "[]");
        assert_eq!(pretty("1"), "1");
    }

    #[test]
    fn every_character_at_every_place_of_a_word() {
        for c in (0..=0x7F).chain([0x80, 0xFF, 0x100, 0x7FF, 0xD7FF, 0xFFFD, 0x1F600]).filter_map(char::from_u32) {
            for before in 0..18 {
                for after in [0, 1, 9] {
                    same(&format!("{}{c}{}", "x".repeat(before), "é\u{1f}".repeat(after)));
                }
            }
        }
    }
}
