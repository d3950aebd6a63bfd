//! Which unknown facts and judgements stand between us and an answer, and which of them can decide it alone.

use super::eval::Answers;
use super::explain::{Reason, leaves};
use crate::release::{Release, Value};
use crate::truth::Truth;
use lexcard_law_format::{Expr, ExprId, Pack};
use std::collections::BTreeMap;

/// Unknown leaves of an undetermined answer; `true` where one answer to it alone decides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Open {
    pub leaves: BTreeMap<Reason, bool>,
}

const WANT_YES: u8 = 1;
const WANT_NO: u8 = 2;

/// Walks down from `roots` (each wanted both ways) through what is unknown.
///
/// A part can decide its whole alone if it makes an `and` fail or an `or` hold, or if it is the only unknown part. The
/// others keep their known values, so what is found this way holds whatever else is learned.
#[must_use]
pub fn open_leaves(pack: &Pack<'_>, release: &Release, answers: &Answers, roots: &[(ExprId, bool)]) -> Open {
    let mut open = Open::default();
    let mut seen: BTreeMap<ExprId, u8> = BTreeMap::new();
    let mut stack: Vec<(ExprId, u8)> =
        roots.iter().map(|&(id, decides)| (id, if decides { WANT_YES | WANT_NO } else { 0 })).collect();
    while let Some((id, wants)) = stack.pop() {
        if answers.truth(id) != Truth::Unknown {
            continue;
        }
        // A node is walked again only with a wish it has not been asked for yet.
        match seen.get_mut(&id) {
            Some(had) if *had | wants == *had => continue,
            Some(had) => *had |= wants,
            None => {
                seen.insert(id, wants);
            }
        }
        let Some(expr) = pack.exprs.get(id as usize) else { continue };
        match *expr {
            Expr::Define(d) => stack.extend(pack.defines.get(d as usize).map(|d| (d.when, wants))),
            Expr::Not(x) => stack.push((x, (wants & WANT_YES) << 1 | (wants & WANT_NO) >> 1)),
            Expr::And(start, len) | Expr::Or(start, len) => {
                let start = start as usize;
                let children = pack.children.get(start..start + len as usize).unwrap_or_default();
                let unknown = children.iter().filter(|c| answers.truth(**c) == Truth::Unknown);
                let alone = unknown.clone().count() == 1;
                let enough = if matches!(expr, Expr::And(..)) { WANT_NO } else { WANT_YES };
                let passed = if alone { wants } else { wants & enough };
                stack.extend(unknown.map(|&c| (c, passed)));
            }
            _ => leaf(pack, release, *expr, wants, &mut open),
        }
    }
    open
}

fn leaf(pack: &Pack<'_>, release: &Release, expr: Expr<'_>, wants: u8, open: &mut Open) {
    let mut unknown = Vec::new();
    leaves(pack, expr, |reason| {
        let settled = match reason {
            Reason::Judgement(_) => false,
            Reason::Fact(f) => match release.value(f) {
                Value::Unknown => false,
                Value::Quantity(q) => q.point().is_some() && !q.is_estimate(),
                _ => true,
            },
        };
        if !settled && !unknown.contains(&reason) {
            unknown.push(reason);
        }
    });
    let decides = wants != 0 && unknown.len() == 1;
    for reason in unknown {
        *open.leaves.entry(reason).or_default() |= decides;
    }
}
