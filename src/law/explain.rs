//! Which facts and judgements decide an answer.

use super::eval::Answers;
use super::outcome::exemption_window;
use crate::truth::Truth;
use lexcard_law_format::{Date, Duty, Exemption, Expr, ExprId, FactId, JudgementId, Number, NumberId, Pack};

/// A leaf that an answer rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    Fact(FactId),
    Judgement(JudgementId),
}

/// The leaves that suffice for whether somebody bears a duty on a day, dates aside.
#[must_use]
pub fn duty_reasons(pack: &Pack<'_>, duty: &Duty<'_>, answers: &Answers, as_of: Date) -> Vec<Reason> {
    let exemptions = || duty.exemptions.iter().filter_map(|&e| pack.exemptions.get(e as usize));
    let active = |e: &&Exemption<'_>| exemption_window(e, as_of);
    let roots: Vec<ExprId> = if answers.truth(duty.when) == Truth::No {
        vec![duty.when]
    } else if let Some(e) = exemptions().filter(active).find(|e| answers.truth(e.when) == Truth::Yes) {
        vec![e.when]
    } else {
        // It applies because its condition holds and every exemption fails.
        std::iter::once(duty.when).chain(exemptions().filter(active).map(|e| e.when)).collect()
    };
    decisive(pack, answers, &roots)
}

/// The leaves that suffice for a decided expression: of an `and` that fails, one failing part; of an `or` that holds, one
/// holding part; else all parts. Empty for an expression that is unknown or constant.
#[must_use]
pub fn decisive(pack: &Pack<'_>, answers: &Answers, roots: &[ExprId]) -> Vec<Reason> {
    let mut found = Vec::new();
    let mut seen = Vec::new();
    let mut stack: Vec<ExprId> = roots.iter().rev().copied().collect();
    while let Some(id) = stack.pop() {
        let truth = answers.truth(id);
        if truth == Truth::Unknown || seen.contains(&id) {
            continue;
        }
        seen.push(id);
        let Some(expr) = pack.exprs.get(id as usize) else { continue };
        match *expr {
            Expr::Const(_) => {}
            Expr::Define(d) => stack.extend(pack.defines.get(d as usize).map(|d| d.when)),
            Expr::Not(x) => stack.push(x),
            Expr::And(start, len) | Expr::Or(start, len) => {
                let parts = pack.parts(start, len);
                let one_is_enough = matches!(expr, Expr::And(..)) == (truth == Truth::No);
                if one_is_enough {
                    // The part with the fewest leaves makes the plainest reason; a direct leaf beats a definition.
                    let holding = parts.iter().filter(|c| answers.truth(**c) == truth);
                    stack.extend(holding.min_by_key(|c| weight(pack, **c)));
                } else {
                    stack.extend(parts.iter().rev());
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

/// Facts of a numeric term. Terms nest no deeper than the condition language allows, so the walk is short.
fn number_facts(pack: &Pack<'_>, id: NumberId, visit: &mut impl FnMut(Reason)) {
    let mut stack = vec![id];
    while let Some(id) = stack.pop() {
        match pack.numbers.get(id as usize) {
            Some(Number::Fact(f)) => visit(Reason::Fact(*f)),
            Some(Number::Add(a, b) | Number::Subtract(a, b) | Number::Multiply(a, b) | Number::Divide(a, b)) => {
                stack.extend([*b, *a])
            }
            _ => {}
        }
    }
}
