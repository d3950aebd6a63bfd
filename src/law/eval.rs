//! Evaluation: every condition of the pack, in one pass from leaves to roots.
//!
//! The expression table is ordered so that parts stand before wholes; there is no recursion to run away and nothing is
//! evaluated twice.

use crate::release::{Quantity, Release, Value};
use crate::truth::Truth;
use lexcard_law_format::{Comparison, Expr, ExprId, FactId, Jurisdiction, Number, Pack};

/// The value of every expression of a pack for one release.
#[derive(Debug, Clone, PartialEq)]
pub struct Answers {
    truths: Vec<Truth>,
    numbers: Vec<Option<Quantity>>,
}

impl Answers {
    #[must_use]
    pub fn truth(&self, id: ExprId) -> Truth {
        self.truths.get(id as usize).copied().unwrap_or(Truth::Unknown)
    }

    #[must_use]
    pub fn number(&self, id: u32) -> Option<Quantity> {
        self.numbers.get(id as usize).copied().flatten()
    }
}

/// What conditions see of a release: its facts, one of them perhaps with another value.
#[derive(Clone, Copy)]
struct Facts<'r> {
    release: &'r Release,
    instead: Option<(FactId, &'r Value)>,
}

impl<'r> Facts<'r> {
    fn value(self, fact: FactId) -> &'r Value {
        match self.instead {
            Some((other, value)) if other == fact => value,
            _ => self.release.value(fact),
        }
    }
}

/// Evaluates in strict three-valued logic.
#[must_use]
pub fn evaluate(pack: &Pack<'_>, release: &Release) -> Answers {
    run(pack, release, false)
}

/// Evaluates once more with presumptions and leanings in the place of what is unknown. Never decides anything; it only
/// tells which way an undetermined answer leans.
#[must_use]
pub fn evaluate_leaning(pack: &Pack<'_>, release: &Release) -> Answers {
    run(pack, release, true)
}

fn run(pack: &Pack<'_>, release: &Release, presume: bool) -> Answers {
    let facts = Facts { release, instead: None };
    let mut answers =
        Answers { truths: Vec::with_capacity(pack.exprs.len()), numbers: Vec::with_capacity(pack.numbers.len()) };
    for term in &pack.numbers {
        let value = number(facts, &answers, *term);
        answers.numbers.push(value);
    }
    for expr in &pack.exprs {
        let truth = one(pack, facts, &answers, *expr, presume);
        answers.truths.push(truth);
    }
    answers
}

/// What if one fact had another value: the values of all conditions, and which are not what they were `before`. Works out
/// no expression whose parts stay as they are.
#[must_use]
pub fn reevaluate(
    pack: &Pack<'_>,
    release: &Release,
    before: &Answers,
    fact: FactId,
    instead: &Value,
) -> (Answers, Vec<bool>) {
    let facts = Facts { release, instead: Some((fact, instead)) };
    let mut answers = before.clone();
    let mut moved = vec![false; pack.numbers.len()];
    let has = |list: &[bool], id: u32| list.get(id as usize).copied().unwrap_or_default();
    for (at, term) in pack.numbers.iter().enumerate() {
        let touched = match *term {
            Number::Literal(_) | Number::Date(_) => false,
            Number::Fact(f) => f == fact,
            Number::Add(a, b) | Number::Subtract(a, b) | Number::Multiply(a, b) | Number::Divide(a, b) => {
                has(&moved, a) || has(&moved, b)
            }
        };
        if touched {
            let value = number(facts, &answers, *term);
            if let (Some(slot), Some(mark)) = (answers.numbers.get_mut(at), moved.get_mut(at)) {
                *mark = true;
                *slot = value;
            }
        }
    }
    let mut changed = vec![false; pack.exprs.len()];
    for (at, expr) in pack.exprs.iter().enumerate() {
        let touched = match *expr {
            Expr::Const(_) | Expr::Judgement(_) => false,
            Expr::Fact(f)
            | Expr::OneOf(f, _)
            | Expr::Overlaps(f, _)
            | Expr::Within(f, _)
            | Expr::Covers(f, _)
            | Expr::OfferedIn(f, _) => f == fact,
            Expr::Define(d) => pack.defines.get(d as usize).is_some_and(|d| has(&changed, d.when)),
            Expr::Not(x) => has(&changed, x),
            Expr::And(start, len) | Expr::Or(start, len) => pack.parts(start, len).iter().any(|&c| has(&changed, c)),
            Expr::Compare(_, a, b) => has(&moved, a) || has(&moved, b),
        };
        if touched {
            let truth = one(pack, facts, &answers, *expr, false);
            if let (Some(slot), Some(mark)) = (answers.truths.get_mut(at), changed.get_mut(at)) {
                *mark = *slot != truth;
                *slot = truth;
            }
        }
    }
    (answers, changed)
}

fn number(facts: Facts<'_>, answers: &Answers, term: Number) -> Option<Quantity> {
    let at = |id: u32| answers.number(id);
    match term {
        Number::Literal(n) => Some(Quantity::exact(n)),
        Number::Date(d) => Some(Quantity::exact(f64::from(d.ordinal()))),
        Number::Fact(f) => match facts.value(f) {
            Value::Quantity(q) => Some(*q),
            _ => None,
        },
        Number::Add(a, b) => at(a).zip(at(b)).map(|(a, b)| a.plus(b)),
        Number::Subtract(a, b) => at(a).zip(at(b)).map(|(a, b)| a.minus(b)),
        Number::Multiply(a, b) => at(a).zip(at(b)).map(|(a, b)| a.times(b)),
        Number::Divide(a, b) => at(a).zip(at(b)).and_then(|(a, b)| a.divided_by(b)),
    }
}

fn one(pack: &Pack<'_>, facts: Facts<'_>, answers: &Answers, expr: Expr<'_>, presume: bool) -> Truth {
    let parts = |start, len| pack.parts(start, len).iter().map(|&part| answers.truth(part));
    match expr {
        Expr::Const(value) => Truth::from(value),
        Expr::Fact(f) => match facts.value(f) {
            Value::Bool(b) => Truth::from(*b),
            _ => Truth::Unknown,
        },
        Expr::Judgement(j) => {
            let leaning = || pack.judgements.get(j as usize).filter(|_| presume).and_then(|j| j.leaning);
            Truth::from(facts.release.judgement(j).or_else(leaning))
        }
        Expr::Define(d) => {
            let Some(define) = pack.defines.get(d as usize) else { return Truth::Unknown };
            match (answers.truth(define.when), &define.presume) {
                (Truth::Unknown, Some(p)) if presume && p.when.is_none_or(|w| answers.truth(w) == Truth::Yes) => {
                    Truth::from(p.value)
                }
                (truth, _) => truth,
            }
        }
        Expr::Not(x) => !answers.truth(x),
        Expr::And(start, len) => parts(start, len).fold(Truth::Yes, Truth::and),
        Expr::Or(start, len) => parts(start, len).fold(Truth::No, Truth::or),
        Expr::Compare(comparison, a, b) => match (answers.number(a), answers.number(b)) {
            (Some(a), Some(b)) => compare(comparison, a, b),
            _ => Truth::Unknown,
        },
        Expr::OneOf(f, mask) => match facts.value(f) {
            Value::Choice(bit) => Truth::from(bit & mask != 0),
            _ => Truth::Unknown,
        },
        Expr::Overlaps(f, mask) => set(facts, f, |bits| bits & mask != 0),
        Expr::Within(f, mask) => set(facts, f, |bits| bits & !mask == 0),
        Expr::Covers(f, mask) => set(facts, f, |bits| bits & mask == mask),
        Expr::OfferedIn(f, place) => match facts.value(f) {
            Value::Places(places) => offered(pack.jurisdictions.iter().find(|j| j.id == place), place, places),
            _ => Truth::Unknown,
        },
    }
}

fn set(facts: Facts<'_>, fact: u16, test: impl Fn(u64) -> bool) -> Truth {
    match facts.value(fact) {
        Value::Set(bits) => Truth::from(test(*bits)),
        _ => Truth::Unknown,
    }
}

fn compare(comparison: Comparison, a: Quantity, b: Quantity) -> Truth {
    match comparison {
        Comparison::Greater => a.exceeds(b, false),
        Comparison::AtLeast => a.exceeds(b, true),
        Comparison::Less => b.exceeds(a, false),
        Comparison::AtMost => b.exceeds(a, true),
        Comparison::Equal => a.equals(b),
        Comparison::NotEqual => !a.equals(b),
    }
}

/// Offered where the place, a part of it, or something that contains it is listed, and it is not left out by `-`.
fn offered(jurisdiction: Option<&Jurisdiction<'_>>, place: &str, listed: &[String]) -> Truth {
    let contains =
        |code: &str| code == place || jurisdiction.is_some_and(|j| j.within.contains(&code)) || code == "worldwide";
    let inside = |code: &str| {
        let in_region = code.split_once('-').is_some_and(|(country, _)| country == place);
        in_region || jurisdiction.is_some_and(|j| j.members.contains(&code))
    };
    let left_out = listed.iter().filter_map(|c| c.strip_prefix('-')).any(contains);
    let named = listed.iter().filter(|c| !c.starts_with('-')).any(|c| inside(c) || (contains(c) && !left_out));
    Truth::from(named)
}
