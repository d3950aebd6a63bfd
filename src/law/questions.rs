//! Which unknown facts and judgements stand between us and an answer, and which of them can decide it alone.

use super::eval::Answers;
use super::explain::{Reason, leaves};
use super::outcome::exemption_window;
use crate::release::{Release, Value};
use crate::truth::Truth;
use lexcard_law_format::{Date, Duty, Expr, ExprId, Grade, Pack};
use std::collections::BTreeMap;

/// Unknown leaves of an undetermined answer; `true` where one answer to it alone decides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Open {
    pub leaves: BTreeMap<Reason, bool>,
}

/// Which outcomes of a condition would decide the answer by themselves.
const WANT_YES: u8 = 1;
const WANT_NO: u8 = 2;
const WANT_EITHER: u8 = WANT_YES | WANT_NO;

/// What stands between us and the answer for one duty on one day.
///
/// The duty's condition decides by failing, an exemption by holding, a date by putting the duty out of time; the other
/// way round each decides only if nothing else is open. A duty whose source is unverified never becomes firm, so that
/// only its failing decides.
#[must_use]
pub fn open_for_duty(pack: &Pack<'_>, release: &Release, answers: &Answers, duty: &Duty<'_>, as_of: Date) -> Open {
    let unknown = |id: ExprId| answers.truth(id) == Truth::Unknown;
    let mut roots: Vec<(ExprId, u8)> = Vec::new();
    if unknown(duty.when) {
        roots.push((duty.when, WANT_NO));
    }
    let exemptions = duty.exemptions.iter().filter_map(|&e| pack.exemptions.get(e as usize));
    roots.extend(exemptions.filter(|e| exemption_window(e, as_of) && unknown(e.when)).map(|e| (e.when, WANT_YES)));
    for (list, is_end) in [(&duty.from, false), (&duty.until, true)] {
        for v in list {
            let Some(when) = v.when.filter(|&w| unknown(w)) else { continue };
            let out_of_time = if is_end { as_of > v.date } else { as_of < v.date };
            // Only the first open date of a list can be taken at once.
            let first =
                list.iter().take_while(|o| *o != v).all(|o| o.when.is_some_and(|w| answers.truth(w) == Truth::No));
            roots.push((when, if out_of_time && first { WANT_YES } else { 0 }));
        }
    }
    if let ([only], false) = (roots.as_mut_slice(), duty.grade == Grade::Memory) {
        only.1 = WANT_EITHER;
    }
    walk(pack, release, answers, roots)
}

/// Walks down from `roots` through what is unknown; each root decides when it is decided, either way.
#[must_use]
pub fn open_leaves(pack: &Pack<'_>, release: &Release, answers: &Answers, roots: &[ExprId]) -> Open {
    walk(pack, release, answers, roots.iter().map(|&id| (id, WANT_EITHER)).collect())
}

/// A part can decide its whole alone if it makes an `and` fail or an `or` hold, or if it is the only unknown part. The
/// others keep their known values, so what is found this way holds whatever else is learned.
fn walk(pack: &Pack<'_>, release: &Release, answers: &Answers, roots: Vec<(ExprId, u8)>) -> Open {
    const SEEN: u8 = 4;
    let mut open = Open::default();
    // By expression: whether it was walked, and with which wishes. Conditions share most of their parts.
    let mut marks = vec![0u8; pack.exprs.len()];
    let mut stack = roots;
    while let Some((id, wants)) = stack.pop() {
        if answers.truth(id) != Truth::Unknown {
            continue;
        }
        let Some(mark) = marks.get_mut(id as usize) else { continue };
        // A node is walked again only with a wish it has not been asked for yet.
        if *mark & SEEN != 0 && *mark | wants == *mark {
            continue;
        }
        *mark |= SEEN | wants;
        let Some(expr) = pack.exprs.get(id as usize) else { continue };
        match *expr {
            Expr::Define(d) => stack.extend(pack.defines.get(d as usize).map(|d| (d.when, wants))),
            Expr::Not(x) => stack.push((x, (wants & WANT_YES) << 1 | (wants & WANT_NO) >> 1)),
            Expr::And(start, len) | Expr::Or(start, len) => {
                let unknown = pack.parts(start, len).iter().filter(|c| answers.truth(**c) == Truth::Unknown);
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
