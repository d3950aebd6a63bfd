//! Which facts and judgements decide an answer.

use super::eval::Answers;
use super::outcome::exemption_window;
use crate::release::Release;
use crate::truth::Truth;
use lexcard_law_format::{Date, Duty, Exemption, Expr, ExprId, FactId, JudgementId, Number, NumberId, Pack};
use std::cell::RefCell;

/// A leaf that an answer rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    Fact(FactId),
    Judgement(JudgementId),
}

/// Explains the values of one evaluation. Its working memory is shared by all its answers.
#[derive(Debug)]
pub struct Explainer<'a, 'p> {
    pub(super) pack: &'a Pack<'p>,
    pub(super) release: &'a Release,
    pub(super) answers: &'a Answers,
    pub(super) walk: RefCell<Walk>,
}

/// What has been seen of the expressions, in one table for many walks, and what is still to be seen.
#[derive(Debug, Default)]
pub(super) struct Walk {
    /// By expression: the number of the walk that last saw it, and three bits of that walk's own.
    marks: Vec<u32>,
    number: u32,
    pub(super) stack: Vec<(ExprId, u8)>,
    pub(super) open: Bits,
    pub(super) deciding: Bits,
}

/// A set of reasons by number: facts first, then judgements, so that they come out in their order.
#[derive(Debug, Default)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    pub(super) fn add(&mut self, number: usize) {
        if self.0.len() <= number / 64 {
            self.0.resize(number / 64 + 1, 0);
        }
        if let Some(word) = self.0.get_mut(number / 64) {
            *word |= 1 << (number % 64);
        }
    }

    pub(super) fn has(&self, number: usize) -> bool {
        self.0.get(number / 64).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        (0..).zip(&self.0).flat_map(|(n, &word)| {
            let mut left = word;
            std::iter::from_fn(move || {
                let bit = (left != 0).then_some(left.trailing_zeros() as usize)?;
                left &= left - 1;
                Some(n * 64 + bit)
            })
        })
    }

    fn clear(&mut self) {
        self.0.fill(0);
    }
}

impl Walk {
    /// Begins a walk: nothing is marked, nothing is left to see.
    pub(super) fn begin(&mut self, exprs: usize) {
        self.stack.clear();
        self.open.clear();
        self.deciding.clear();
        self.number += 1;
        if self.marks.len() != exprs || self.number > u32::MAX >> 3 {
            self.marks = vec![0; exprs];
            self.number = 1;
        }
    }

    pub(super) fn mark(&self, id: ExprId) -> u8 {
        let mark = self.marks.get(id as usize).copied().unwrap_or_default();
        if mark >> 3 == self.number { (mark & 7) as u8 } else { 0 }
    }

    pub(super) fn set_mark(&mut self, id: ExprId, bits: u8) {
        if let Some(mark) = self.marks.get_mut(id as usize) {
            *mark = self.number << 3 | u32::from(bits & 7);
        }
    }
}

impl<'a, 'p> Explainer<'a, 'p> {
    #[must_use]
    pub fn new(pack: &'a Pack<'p>, release: &'a Release, answers: &'a Answers) -> Self {
        Self { pack, release, answers, walk: RefCell::default() }
    }

    /// The leaves that suffice for whether somebody bears a duty on a day, dates aside.
    #[must_use]
    pub fn duty_reasons(&self, duty: &Duty<'_>, as_of: Date) -> Vec<Reason> {
        let (pack, answers) = (self.pack, self.answers);
        let exemptions = || duty.exemptions.iter().filter_map(|&e| pack.exemptions.get(e as usize));
        let active = |e: &&Exemption<'_>| exemption_window(e, as_of);
        if answers.truth(duty.when) == Truth::No {
            self.decisive([duty.when])
        } else if let Some(e) = exemptions().filter(active).find(|e| answers.truth(e.when) == Truth::Yes) {
            self.decisive([e.when])
        } else {
            // It applies because its condition holds and every exemption fails.
            self.decisive(std::iter::once(duty.when).chain(exemptions().filter(active).map(|e| e.when)))
        }
    }

    /// The leaves that suffice for decided expressions: of an `and` that fails, one failing part; of an `or` that holds,
    /// one holding part; else all parts. None for an expression that is unknown or constant.
    #[must_use]
    pub fn decisive(&self, roots: impl IntoIterator<Item = ExprId>) -> Vec<Reason> {
        const SEEN: u8 = 1;
        let (pack, answers) = (self.pack, self.answers);
        let mut walk = self.walk.borrow_mut();
        walk.begin(pack.exprs.len());
        walk.stack.extend(roots.into_iter().map(|id| (id, 0)));
        walk.stack.reverse();
        let mut found = Vec::new();
        while let Some((id, _)) = walk.stack.pop() {
            let truth = answers.truth(id);
            if truth == Truth::Unknown || walk.mark(id) == SEEN {
                continue;
            }
            walk.set_mark(id, SEEN);
            let Some(expr) = pack.exprs.get(id as usize) else { continue };
            match *expr {
                Expr::Const(_) => {}
                Expr::Define(d) => walk.stack.extend(pack.defines.get(d as usize).map(|d| (d.when, 0))),
                Expr::Not(x) => walk.stack.push((x, 0)),
                Expr::And(start, len) | Expr::Or(start, len) => {
                    let parts = pack.parts(start, len);
                    let one_is_enough = matches!(expr, Expr::And(..)) == (truth == Truth::No);
                    if one_is_enough {
                        // The part with the fewest leaves makes the plainest reason; a direct leaf beats a definition.
                        let holding = parts.iter().filter(|c| answers.truth(**c) == truth);
                        walk.stack.extend(holding.min_by_key(|c| weight(pack, **c)).map(|&c| (c, 0)));
                    } else {
                        walk.stack.extend(parts.iter().rev().map(|&c| (c, 0)));
                    }
                }
                _ => leaves(pack, *expr, |reason| {
                    if !found.contains(&reason) {
                        found.push(reason);
                    }
                }),
            }
        }
        found
    }
}

fn weight(pack: &Pack<'_>, id: ExprId) -> u8 {
    match pack.exprs.get(id as usize) {
        Some(Expr::And(..) | Expr::Or(..)) => 2,
        Some(Expr::Define(_)) => 1,
        Some(Expr::Not(x)) => match pack.exprs.get(*x as usize) {
            Some(Expr::And(..) | Expr::Or(..)) => 2,
            Some(Expr::Define(_)) => 1,
            _ => 0,
        },
        _ => 0,
    }
}

/// Facts and judgements that a leaf expression tests.
pub(crate) fn leaves(pack: &Pack<'_>, expr: Expr<'_>, mut visit: impl FnMut(Reason)) {
    match expr {
        Expr::Fact(f)
        | Expr::OneOf(f, _)
        | Expr::Overlaps(f, _)
        | Expr::Within(f, _)
        | Expr::Covers(f, _)
        | Expr::OfferedIn(f, _) => visit(Reason::Fact(f)),
        Expr::Judgement(j) => visit(Reason::Judgement(j)),
        Expr::Compare(_, a, b) => {
            number_facts(pack, a, &mut visit);
            number_facts(pack, b, &mut visit);
        }
        Expr::Const(_) | Expr::Define(_) | Expr::Not(_) | Expr::And(..) | Expr::Or(..) => {}
    }
}

/// Facts of a numeric term, from left to right.
fn number_facts(pack: &Pack<'_>, id: NumberId, visit: &mut impl FnMut(Reason)) {
    let (mut next, mut later) = (Some(id), Vec::new());
    while let Some(id) = next {
        next = match pack.numbers.get(id as usize) {
            Some(Number::Add(a, b) | Number::Subtract(a, b) | Number::Multiply(a, b) | Number::Divide(a, b)) => {
                later.push(*b);
                Some(*a)
            }
            Some(Number::Fact(f)) => {
                visit(Reason::Fact(*f));
                later.pop()
            }
            Some(Number::Literal(_) | Number::Date(_)) | None => later.pop(),
        };
    }
}
