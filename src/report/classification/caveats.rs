//! What was not looked at, and what to take with care.

use super::builder::Builder;
use crate::release::Value;
use crate::truth::Truth;

impl<'p> Builder<'_, 'p> {
    pub(super) fn not_covered(&self) -> Vec<String> {
        let mut out: Vec<String> = self.pack.not_covered.iter().map(|s| (*s).to_owned()).collect();
        if let Some(Value::Places(places)) = self.law.index.get("market.places").map(|f| self.release.value(f)) {
            let known = |code: &str| {
                self.pack.jurisdictions.iter().any(|j| {
                    let has_law = self
                        .pack
                        .instruments
                        .iter()
                        .any(|i| self.pack.jurisdictions.get(i.jurisdiction as usize) == Some(j));
                    has_law && (j.id == code || j.members.contains(&code) || j.within.contains(&code))
                })
            };
            for place in places.iter().filter(|p| !p.starts_with('-') && *p != "worldwide" && !known(p)) {
                out.push(format!("the law of {place}"));
            }
        }
        let mut touched = vec![false; self.pack.instruments.len()];
        for (duty, _) in self.duties.iter().filter(|(_, o)| o.condition != Truth::No) {
            if let Some(mark) = touched.get_mut(duty.instrument as usize) {
                *mark = true;
            }
        }
        for (i, touched) in self.pack.instruments.iter().zip(touched) {
            if touched {
                out.extend(i.unmodelled.iter().map(|u| format!("{}: {u}", i.short)));
            }
        }
        out
    }

    pub(super) fn warnings(&self) -> Vec<String> {
        let mut out = Vec::new();
        if self.as_of > self.pack.covers_through {
            out.push(format!(
                "The laws were checked through {}; later changes are not in this answer.",
                self.pack.covers_through
            ));
        }
        if let Some(placed) = self.law.index.get("release.placedOn").and_then(|f| self.date_fact(f))
            && placed > self.as_of
        {
            out.push(format!("The release is dated {placed}, after the day asked about; the answer takes it as made."));
        }
        for n in &self.pack.numbers {
            if let lexcard_law_format::Number::Fact(f) = n
                && let Value::Quantity(q) = self.release.value(*f)
                && q.is_estimate()
                && let Some(limit) = self.thresholds(*f).find(|t| q.is_borderline(*t))
                && let Some(fact) = self.pack.facts.get(*f as usize)
            {
                let point = q.point().map_or_else(String::new, |p| format!(" of {p:.2e}"));
                let text = format!(
                    "`{}`: the estimate{point} is borderline; its margin reaches across {limit:.0e} {}.",
                    fact.id, fact.unit
                );
                if !out.contains(&text) {
                    out.push(text);
                }
            }
        }
        out
    }

    /// Figures that a fact is compared with.
    fn thresholds(&self, fact: u16) -> impl Iterator<Item = f64> {
        use lexcard_law_format::{Expr, Number};
        let number = |id: u32| self.pack.numbers.get(id as usize).copied();
        self.pack.exprs.iter().filter_map(move |e| match *e {
            Expr::Compare(_, a, b) => match (number(a), number(b)) {
                (Some(Number::Fact(f)), Some(Number::Literal(n))) if f == fact => Some(n),
                _ => None,
            },
            _ => None,
        })
    }
}
