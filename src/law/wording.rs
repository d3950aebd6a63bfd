//! Conditions back to words, for traces and for the reference of laws.

use lexcard_law_format::{Comparison, Expr, ExprId, FactId, Number, NumberId, Pack};

/// One condition, its parts and its facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeWords<'p> {
    /// `and`, `or`, `not`, `term`, `judgement`, `fact`, `constant`.
    pub op: &'static str,
    /// The condition in the language of the law files; parts of `and` and `or` by their own.
    pub says: String,
    pub children: Vec<ExprId>,
    /// Name of the defined term or judgement.
    pub term: Option<&'p str>,
    pub facts: Vec<FactId>,
}

/// How deep a condition is spelt out; defined terms are named, not opened, so real ones stay far below.
const MAX_DEPTH: usize = 48;

/// The parts of a condition.
#[must_use]
pub fn trace_node<'p>(pack: &Pack<'p>, id: ExprId) -> NodeWords<'p> {
    let mut node =
        NodeWords { op: "constant", says: says(pack, id), children: Vec::new(), term: None, facts: Vec::new() };
    let Some(&expr) = pack.exprs.get(id as usize) else { return node };
    match expr {
        Expr::Const(_) => {}
        Expr::Not(x) => {
            node.op = "not";
            node.children.push(x);
        }
        Expr::And(start, len) | Expr::Or(start, len) => {
            node.op = if matches!(expr, Expr::And(..)) { "and" } else { "or" };
            node.children.extend(pack.parts(start, len));
        }
        Expr::Define(d) => {
            node.op = "term";
            if let Some(define) = pack.defines.get(d as usize) {
                node.term = Some(define.id);
                node.children.push(define.when);
            }
        }
        Expr::Judgement(j) => {
            node.op = "judgement";
            node.term = pack.judgements.get(j as usize).map(|j| j.id);
        }
        _ => {
            node.op = "fact";
            super::explain::leaves(pack, expr, |reason| {
                if let super::Reason::Fact(f) = reason {
                    node.facts.push(f);
                }
            });
        }
    }
    node
}

/// A condition in the language of the law files.
#[must_use]
pub fn says(pack: &Pack<'_>, id: ExprId) -> String {
    let mut out = String::new();
    write(pack, id, 0, 0, &mut out);
    out
}

/// `binding`: 0 inside nothing, 1 inside `or`, 2 inside `and`, 3 inside `not`.
fn write(pack: &Pack<'_>, id: ExprId, binding: u8, depth: usize, out: &mut String) {
    let Some(&expr) = pack.exprs.get(id as usize).filter(|_| depth < MAX_DEPTH) else {
        out.push('…');
        return;
    };
    let fact = |f: FactId| pack.facts.get(f as usize).map_or("?", |f| f.id);
    let options = |f: FactId, mask: u64| -> Vec<&str> {
        let all = pack.facts.get(f as usize).map(|f| f.options.as_slice()).unwrap_or_default();
        (0..).zip(all).filter(|(bit, _)| mask & (1u64 << *bit) != 0).map(|(_, o)| o.id).collect()
    };
    let set = |f: FactId, word: &str, mask: u64| format!("{} {word} {{{}}}", fact(f), options(f, mask).join(", "));
    match expr {
        Expr::Const(value) => out.push_str(if value { "true" } else { "false" }),
        Expr::Fact(f) => out.push_str(fact(f)),
        Expr::Judgement(j) => out.push_str(pack.judgements.get(j as usize).map_or("?", |j| j.id)),
        Expr::Define(d) => out.push_str(pack.defines.get(d as usize).map_or("?", |d| d.id)),
        Expr::Not(x) => {
            out.push_str("not ");
            write(pack, x, 3, depth + 1, out);
        }
        Expr::And(start, len) | Expr::Or(start, len) => {
            let (word, own) = if matches!(expr, Expr::And(..)) { (" and ", 2) } else { (" or ", 1) };
            let bracket = binding > own;
            out.push_str(if bracket { "(" } else { "" });
            for (n, &child) in pack.parts(start, len).iter().enumerate() {
                out.push_str(if n > 0 { word } else { "" });
                write(pack, child, own, depth + 1, out);
            }
            out.push_str(if bracket { ")" } else { "" });
        }
        Expr::Compare(comparison, a, b) => {
            let sign = match comparison {
                Comparison::Less => "<",
                Comparison::AtMost => "<=",
                Comparison::Greater => ">",
                Comparison::AtLeast => ">=",
                Comparison::Equal => "=",
                Comparison::NotEqual => "!=",
            };
            number(pack, a, depth, out);
            out.push_str(&format!(" {sign} "));
            number(pack, b, depth, out);
        }
        Expr::OneOf(f, mask) => match options(f, mask).as_slice() {
            [one] => out.push_str(&format!("{} = '{one}'", fact(f))),
            many => out.push_str(&format!("{} in {{{}}}", fact(f), many.join(", "))),
        },
        Expr::Overlaps(f, mask) => match options(f, mask).as_slice() {
            [one] => out.push_str(&format!("{} has '{one}'", fact(f))),
            _ => out.push_str(&set(f, "overlaps", mask)),
        },
        Expr::Within(f, mask) => out.push_str(&set(f, "within", mask)),
        Expr::Covers(f, mask) => out.push_str(&set(f, "covers", mask)),
        Expr::OfferedIn(f, place) if fact(f) == "market.places" => out.push_str(&format!("offered-in('{place}')")),
        Expr::OfferedIn(f, place) => out.push_str(&format!("{} includes '{place}'", fact(f))),
    }
}

fn number(pack: &Pack<'_>, id: NumberId, depth: usize, out: &mut String) {
    let Some(&n) = pack.numbers.get(id as usize).filter(|_| depth < MAX_DEPTH) else {
        out.push('…');
        return;
    };
    let mut both = |a, sign: &str, b| {
        number(pack, a, depth + 1, out);
        out.push_str(sign);
        number(pack, b, depth + 1, out);
    };
    match n {
        Number::Literal(n) if n >= 1e6 => out.push_str(&format!("{n:e}")),
        Number::Literal(n) => out.push_str(&n.to_string()),
        Number::Date(d) => out.push_str(&d.to_string()),
        Number::Fact(f) => out.push_str(pack.facts.get(f as usize).map_or("?", |f| f.id)),
        Number::Add(a, b) => both(a, " + ", b),
        Number::Subtract(a, b) => both(a, " - ", b),
        Number::Multiply(a, b) => both(a, " * ", b),
        Number::Divide(a, b) => both(a, " / ", b),
    }
}
