//! The condition language: text to syntax tree. Names and types are checked when the tree is linked.
//!
//! ```text
//! condition = all { "or" all }            all  = item { "and" item }
//! item      = "not" item | test
//! test      = sum [ ("=" | "!=" | "<" | "<=" | ">" | ">=") sum
//!                 | "has" word | "in" set | "not" "in" set | "overlaps" set | "within" set | "covers" set
//!                 | "includes" word ]
//! sum       = term { ("+" | "-") term }   term = atom { ("*" | "/") atom }
//! atom      = number [unit] | date | 'word' | name | "offered-in" "(" word ")" | "(" condition ")"
//! set       = "{" word { "," word } "}"
//! ```
//! A minus sign stands between spaces; inside a name it is part of the name.

use lexcard_law_format::{Comparison, Date};

/// A message and the byte offset in the condition it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SyntaxError {
    pub(crate) at: usize,
    pub(crate) message: String,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub(crate) at: usize,
    pub(crate) kind: Kind,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    Bool(bool),
    Number(f64, Option<String>),
    Date(Date),
    Word(String),
    Name(String),
    OfferedIn(String),
    Not(Box<Node>),
    And(Vec<Node>),
    Or(Vec<Node>),
    Compare(Comparison, Box<Node>, Box<Node>),
    Arithmetic(char, Box<Node>, Box<Node>),
    Member(Membership, Box<Node>, Vec<(usize, String)>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Membership {
    Has,
    In,
    Overlaps,
    Within,
    Covers,
    Includes,
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Name(String),
    Word(String),
    Number(f64),
    Date(Date),
    Symbol(&'static str),
    End,
}

const SYMBOLS: [&str; 16] = ["!=", "<=", ">=", "==", "<", ">", "=", "(", ")", "{", "}", ",", "+", "-", "*", "/"];
const MAX_DEPTH: usize = 64;

/// Parses one condition.
pub(crate) fn parse(text: &str) -> Result<Node, SyntaxError> {
    let tokens = lex(text)?;
    let mut parser = Parser { tokens, next: 0, depth: 0 };
    let node = parser.any()?;
    match parser.peek() {
        Token::End => Ok(node),
        other => Err(parser.expected("`and`, `or` or the end of the condition", &other.clone())),
    }
}

fn lex(text: &str) -> Result<Vec<(usize, Token)>, SyntaxError> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&b) = bytes.get(at) {
        let rest = &text[at..];
        if b.is_ascii_whitespace() {
            at += 1;
        } else if b == b'\'' {
            let Some(len) = rest[1..].find('\'') else {
                return Err(SyntaxError { at, message: "this quote is never closed".into() });
            };
            tokens.push((at, Token::Word(rest[1..=len].to_owned())));
            at += len + 2;
        } else if b.is_ascii_digit() {
            let (len, token) = lex_number(rest).map_err(|message| SyntaxError { at, message })?;
            tokens.push((at, token));
            at += len;
        } else if b.is_ascii_alphabetic() {
            let len = name_length(rest);
            tokens.push((at, Token::Name(rest[..len].to_owned())));
            at += len;
        } else if let Some(symbol) = SYMBOLS.iter().find(|s| rest.starts_with(**s)) {
            tokens.push((at, Token::Symbol(symbol)));
            at += symbol.len();
        } else {
            let c = rest.chars().next().unwrap_or(' ');
            return Err(SyntaxError { at, message: format!("`{c}` has no meaning in a condition") });
        }
    }
    tokens.push((text.len(), Token::End));
    Ok(tokens)
}

/// Letters, digits, `_`; and `-`, `.`, `/` where a letter or digit follows.
fn name_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut len = 0;
    while let Some(&b) = bytes.get(len) {
        let joins = matches!(b, b'-' | b'.' | b'/') && bytes.get(len + 1).is_some_and(u8::is_ascii_alphanumeric);
        if !(b.is_ascii_alphanumeric() || b == b'_' || joins) {
            break;
        }
        len += 1;
    }
    len
}

fn lex_number(text: &str) -> Result<(usize, Token), String> {
    let len = text
        .bytes()
        .enumerate()
        .find(|&(i, b)| {
            let signed_exponent = matches!(b, b'-' | b'+') && i > 0 && text.as_bytes()[i - 1] == b'e';
            let date_dash = b == b'-'
                && matches!(i, 4 | 7)
                && text.as_bytes()[..i].iter().all(|b| b.is_ascii_digit() || *b == b'-');
            !(b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'_') || signed_exponent || date_dash)
        })
        .map_or(text.len(), |(i, _)| i);
    let word = &text[..len];
    if word.len() == 10 && word.as_bytes()[4] == b'-' {
        return word.parse().map(|d| (len, Token::Date(d))).map_err(|e| format!("`{word}` is {e}"));
    }
    let plain = word.replace('_', "");
    plain.parse().map(|n| (len, Token::Number(n))).map_err(|_| format!("`{word}` is not a number"))
}

struct Parser {
    tokens: Vec<(usize, Token)>,
    next: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> &Token {
        self.tokens.get(self.next).map_or(&Token::End, |(_, t)| t)
    }

    fn at(&self) -> usize {
        self.tokens.get(self.next).or(self.tokens.last()).map_or(0, |(at, _)| *at)
    }

    fn take(&mut self) -> Token {
        let token = self.peek().clone();
        self.next += 1;
        token
    }

    fn eat_name(&mut self, name: &str) -> bool {
        let hit = matches!(self.peek(), Token::Name(n) if n == name);
        self.next += usize::from(hit);
        hit
    }

    fn eat(&mut self, symbol: &str) -> bool {
        let hit = matches!(self.peek(), Token::Symbol(s) if *s == symbol);
        self.next += usize::from(hit);
        hit
    }

    fn expected(&self, what: &str, got: &Token) -> SyntaxError {
        let got = match got {
            Token::Name(n) => format!("`{n}`"),
            Token::Word(w) => format!("'{w}'"),
            Token::Number(n) => format!("`{n}`"),
            Token::Date(d) => format!("`{d}`"),
            Token::Symbol(s) => format!("`{s}`"),
            Token::End => "the end".to_owned(),
        };
        SyntaxError { at: self.at(), message: format!("expected {what}, found {got}") }
    }

    fn need(&mut self, symbol: &'static str) -> Result<(), SyntaxError> {
        if self.eat(symbol) { Ok(()) } else { Err(self.expected(&format!("`{symbol}`"), self.peek())) }
    }

    fn any(&mut self) -> Result<Node, SyntaxError> {
        let at = self.at();
        let first = self.all()?;
        if !matches!(self.peek(), Token::Name(n) if n == "or") {
            return Ok(first);
        }
        let mut parts = vec![first];
        while self.eat_name("or") {
            parts.push(self.all()?);
        }
        Ok(Node { at, kind: Kind::Or(parts) })
    }

    fn all(&mut self) -> Result<Node, SyntaxError> {
        let at = self.at();
        let first = self.item()?;
        if !matches!(self.peek(), Token::Name(n) if n == "and") {
            return Ok(first);
        }
        let mut parts = vec![first];
        while self.eat_name("and") {
            parts.push(self.item()?);
        }
        Ok(Node { at, kind: Kind::And(parts) })
    }

    fn item(&mut self) -> Result<Node, SyntaxError> {
        let at = self.at();
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(SyntaxError { at, message: format!("nested deeper than {MAX_DEPTH} levels") });
        }
        let node =
            if self.eat_name("not") { Node { at, kind: Kind::Not(Box::new(self.item()?)) } } else { self.test()? };
        self.depth -= 1;
        Ok(node)
    }

    fn test(&mut self) -> Result<Node, SyntaxError> {
        let at = self.at();
        let left = self.sum()?;
        let comparison = match self.peek() {
            Token::Symbol("=") => Some(Comparison::Equal),
            Token::Symbol("!=") => Some(Comparison::NotEqual),
            Token::Symbol("<") => Some(Comparison::Less),
            Token::Symbol("<=") => Some(Comparison::AtMost),
            Token::Symbol(">") => Some(Comparison::Greater),
            Token::Symbol(">=") => Some(Comparison::AtLeast),
            Token::Symbol("==") => {
                return Err(SyntaxError { at: self.at(), message: "write `=` for equality".into() });
            }
            _ => None,
        };
        if let Some(comparison) = comparison {
            self.next += 1;
            let right = self.sum()?;
            return Ok(Node { at, kind: Kind::Compare(comparison, Box::new(left), Box::new(right)) });
        }
        if self.eat_name("not") {
            if !self.eat_name("in") {
                return Err(self.expected("`in`", self.peek()));
            }
            let inner = Kind::Member(Membership::In, Box::new(left), self.set()?);
            return Ok(Node { at, kind: Kind::Not(Box::new(Node { at, kind: inner })) });
        }
        let membership = match self.peek() {
            Token::Name(n) => match n.as_str() {
                "has" => Membership::Has,
                "in" => Membership::In,
                "overlaps" => Membership::Overlaps,
                "within" => Membership::Within,
                "covers" => Membership::Covers,
                "includes" => Membership::Includes,
                _ => return Ok(left),
            },
            _ => return Ok(left),
        };
        self.next += 1;
        let words = match membership {
            Membership::Has | Membership::Includes => vec![(self.at(), self.word()?)],
            _ => self.set()?,
        };
        Ok(Node { at, kind: Kind::Member(membership, Box::new(left), words) })
    }

    fn sum(&mut self) -> Result<Node, SyntaxError> {
        let at = self.at();
        let mut left = self.term()?;
        loop {
            let op = if self.eat("+") {
                '+'
            } else if self.eat("-") {
                '-'
            } else {
                return Ok(left);
            };
            left = Node { at, kind: Kind::Arithmetic(op, Box::new(left), Box::new(self.term()?)) };
        }
    }

    fn term(&mut self) -> Result<Node, SyntaxError> {
        let at = self.at();
        let mut left = self.atom()?;
        loop {
            let op = if self.eat("*") {
                '*'
            } else if self.eat("/") {
                '/'
            } else {
                return Ok(left);
            };
            left = Node { at, kind: Kind::Arithmetic(op, Box::new(left), Box::new(self.atom()?)) };
        }
    }

    fn atom(&mut self) -> Result<Node, SyntaxError> {
        let at = self.at();
        let kind = match self.take() {
            Token::Number(n) => {
                let unit = match self.peek() {
                    Token::Name(u) if !is_keyword(u) => Some(u.clone()),
                    _ => None,
                };
                self.next += usize::from(unit.is_some());
                Kind::Number(n, unit)
            }
            Token::Date(d) => Kind::Date(d),
            Token::Word(w) => Kind::Word(w),
            Token::Symbol("(") => {
                let inner = self.any()?;
                self.need(")")?;
                return Ok(inner);
            }
            Token::Name(n) if n == "true" => Kind::Bool(true),
            Token::Name(n) if n == "false" => Kind::Bool(false),
            Token::Name(n) if n == "offered-in" => {
                self.need("(")?;
                let place = self.word()?;
                self.need(")")?;
                Kind::OfferedIn(place)
            }
            Token::Name(n) if !is_keyword(&n) => Kind::Name(n),
            other => {
                self.next -= 1;
                return Err(self.expected("a fact, a defined term, a number or `(`", &other));
            }
        };
        Ok(Node { at, kind })
    }

    fn word(&mut self) -> Result<String, SyntaxError> {
        match self.take() {
            Token::Word(w) => Ok(w),
            other => {
                self.next -= 1;
                Err(self.expected("a word in single quotes", &other))
            }
        }
    }

    fn set(&mut self) -> Result<Vec<(usize, String)>, SyntaxError> {
        self.need("{")?;
        let mut words = Vec::new();
        while !self.eat("}") {
            if !words.is_empty() {
                self.need(",")?;
            }
            let at = self.at();
            match self.take() {
                Token::Word(w) | Token::Name(w) => words.push((at, w)),
                other => {
                    self.next -= 1;
                    return Err(self.expected("a word", &other));
                }
            }
        }
        Ok(words)
    }
}

fn is_keyword(name: &str) -> bool {
    matches!(
        name,
        "and" | "or" | "not" | "in" | "has" | "overlaps" | "within" | "covers" | "includes" | "true" | "false"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> String {
        parse(text).map_or_else(|e| format!("{}: {}", e.at, e.message), |n| format!("{n:?}"))
    }

    #[test]
    fn mistakes_are_named_where_they_are() {
        for (text, expected) in [
            ("a and", "5: expected a fact, a defined term, a number or `(`, found the end"),
            ("a == 'x'", "2: write `=` for equality"),
            ("a = 'x", "4: this quote is never closed"),
            ("(a or b", "7: expected `)`, found the end"),
            ("a has {x}", "6: expected a word in single quotes, found `{`"),
            ("a > 2025-02-30", "4: `2025-02-30` is not a calendar date of the form YYYY-MM-DD"),
            ("a & b", "2: `&` has no meaning in a condition"),
            ("a b", "2: expected `and`, `or` or the end of the condition, found `b`"),
        ] {
            assert_eq!(message(text), expected, "{text}");
        }
    }

    #[test]
    fn and_binds_tighter_than_or_and_minus_needs_space() {
        let Ok(Node { kind: Kind::Or(parts), .. }) = parse("a-b or c and not d") else { panic!("not an or") };
        assert_eq!(parts[0].kind, Kind::Name("a-b".into()));
        assert!(matches!(parts[1].kind, Kind::And(_)));
        assert!(matches!(parse("x > 1e25 FLOP - y").map(|n| n.kind), Ok(Kind::Compare(..))));
    }
}
