//! Which unknown facts and judgements stand between us and an answer, and which of them can decide it alone.

use super::explain::{Explainer, Reason, Walk, leaves};
use super::outcome::exemption_window;
use crate::release::Value;
use crate::truth::Truth;
use lexcard_law_format::{Date, Duty, Expr, ExprId, FactId, Grade, JudgementId};

/// Unknown leaves of an undetermined answer, in their order; `true` where one answer to it alone decides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Open {
    pub leaves: Vec<(Reason, bool)>,
}

/// Which outcomes of a condition would decide the answer by themselves.
const WANT_YES: u8 = 1;
const WANT_NO: u8 = 2;
const WANT_EITHER: u8 = WANT_YES | WANT_NO;

impl Explainer<'_, '_> {
    /// What stands between us and the answer for one duty on one day.
    ///
    /// The duty's condition decides by failing, an exemption by holding, a date by putting the duty out of time; the other
    /// way round each decides only if nothing else is open. A duty whose source is unverified never becomes firm, so that
    /// only its failing decides.
    #[must_use]
    pub fn open_for_duty(&self, duty: &Duty<'_>, as_of: Date) -> Open {
        let (pack, answers) = (self.pack, self.answers);
        let unknown = |id: ExprId| answers.truth(id) == Truth::Unknown;
        let mut walk = self.walk.borrow_mut();
        walk.begin(pack.exprs.len());
        let roots = &mut walk.stack;
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
        self.open(&mut walk)
    }

    /// What stands between us and the values of conditions; either outcome of each decides.
    #[must_use]
    pub fn open_leaves(&self, roots: &[ExprId]) -> Open {
        if roots.iter().all(|&id| self.answers.truth(id).is_known()) {
            return Open::default();
        }
        let mut walk = self.walk.borrow_mut();
        walk.begin(self.pack.exprs.len());
        walk.stack.extend(roots.iter().map(|&id| (id, WANT_EITHER)));
        self.open(&mut walk)
    }

    /// Walks down from the roots on the stack through what is unknown. A part can decide its whole alone if it makes an
    /// `and` fail or an `or` hold, or if it is the only unknown part. The others keep their known values, so what is found
    /// this way holds whatever else is learned.
    fn open(&self, walk: &mut Walk) -> Open {
        const SEEN: u8 = 4;
        let (pack, answers) = (self.pack, self.answers);
        while let Some((id, wants)) = walk.stack.pop() {
            if answers.truth(id) != Truth::Unknown {
                continue;
            }
            // Conditions share most of their parts; one is walked again only with a wish it has not been asked for yet.
            let mark = walk.mark(id);
            if mark & SEEN != 0 && mark | wants == mark {
                continue;
            }
            walk.set_mark(id, mark | SEEN | wants);
            let Some(expr) = pack.exprs.get(id as usize) else { continue };
            match *expr {
                Expr::Define(d) => walk.stack.extend(pack.defines.get(d as usize).map(|d| (d.when, wants))),
                Expr::Not(x) => walk.stack.push((x, (wants & WANT_YES) << 1 | (wants & WANT_NO) >> 1)),
                Expr::And(start, len) | Expr::Or(start, len) => {
                    let unknown = pack.parts(start, len).iter().filter(|c| answers.truth(**c) == Truth::Unknown);
                    let alone = unknown.clone().count() == 1;
                    let enough = if matches!(expr, Expr::And(..)) { WANT_NO } else { WANT_YES };
                    let passed = if alone { wants } else { wants & enough };
                    walk.stack.extend(unknown.map(|&c| (c, passed)));
                }
                _ => self.open_leaf(*expr, wants, walk),
            }
        }
        let facts = pack.facts.len();
        let reason = |number: usize| match number.checked_sub(facts) {
            None => Reason::Fact(number as FactId),
            Some(judgement) => Reason::Judgement(judgement as JudgementId),
        };
        let mut leaves = Vec::with_capacity(walk.open.len());
        leaves.extend(walk.open.iter().map(|number| (reason(number), walk.deciding.has(number))));
        Open { leaves }
    }

    /// A leaf that tests several facts is decided by one of them only if the others are settled.
    fn open_leaf(&self, expr: Expr<'_>, wants: u8, walk: &mut Walk) {
        let is_settled = |fact| match self.release.value(fact) {
            Value::Unknown => false,
            Value::Quantity(q) => q.point().is_some() && !q.is_estimate(),
            _ => true,
        };
        let number = |reason| match reason {
            Reason::Fact(f) => Some(usize::from(f)).filter(|_| !is_settled(f)),
            Reason::Judgement(j) => Some(self.pack.facts.len() + usize::from(j)),
        };
        let (mut first, mut several) = (None, false);
        leaves(self.pack, expr, |reason| {
            if let Some(number) = number(reason) {
                walk.open.add(number);
                several |= *first.get_or_insert(number) != number;
            }
        });
        if let (Some(only), false, true) = (first, several, wants != 0) {
            walk.deciding.add(only);
        }
    }
}
