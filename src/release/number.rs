//! Numbers with error bars, and how they compare with a legal threshold.
//!
//! A stated figure has no margin. An estimate has one (the Commission accepts ±30 % for training compute): its point
//! decides when it lies above a threshold, and only its far end decides that it lies below. A range decides where all of
//! it lies on one side.

use crate::truth::Truth;

/// The margin the Commission's guidelines accept for estimates of training compute (C(2025) 7719, annex).
pub const COMPUTE_MARGIN: f64 = 0.3;

/// A number known up to an error. Unbounded above is `f64::INFINITY`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantity {
    /// Least and greatest value we go by.
    low: f64,
    high: f64,
    /// The same with the margin of error added; equal to the former for stated figures and ranges.
    wide_low: f64,
    wide_high: f64,
}

impl Quantity {
    /// A figure that somebody states.
    #[must_use]
    pub const fn exact(value: f64) -> Self {
        Self::range(value, value)
    }

    /// Somewhere from `low` to `high`.
    #[must_use]
    pub const fn range(low: f64, high: f64) -> Self {
        Self { low, high, wide_low: low, wide_high: high }
    }

    /// A point with a relative margin, 0.3 for ±30 %.
    #[must_use]
    pub fn estimate(value: f64, margin: f64) -> Self {
        Self::exact(value).with_margin(margin)
    }

    /// The same figure read as an estimate.
    #[must_use]
    pub fn with_margin(self, margin: f64) -> Self {
        Self { wide_low: self.low * (1.0 - margin), wide_high: self.high * (1.0 + margin), ..self }
    }

    /// At least this, with no upper bound known.
    #[must_use]
    pub const fn or_more(self) -> Self {
        Self { high: f64::INFINITY, wide_high: f64::INFINITY, ..self }
    }

    /// At most this, from nothing.
    #[must_use]
    pub const fn or_less(self) -> Self {
        Self { low: 0.0, wide_low: 0.0, ..self }
    }

    /// The value, if it is one figure.
    #[must_use]
    pub fn point(self) -> Option<f64> {
        (self.low == self.high).then_some(self.low)
    }

    #[must_use]
    pub const fn bounds(self) -> (f64, f64) {
        (self.low, self.high)
    }

    #[must_use]
    pub const fn wide_bounds(self) -> (f64, f64) {
        (self.wide_low, self.wide_high)
    }

    /// Whether it carries a margin of error.
    #[must_use]
    pub fn is_estimate(self) -> bool {
        self.wide_low < self.low || self.wide_high > self.high
    }

    /// `self > other`; or `self ≥ other` where `or_equal`.
    #[must_use]
    pub fn exceeds(self, other: Self, or_equal: bool) -> Truth {
        let over = |a: f64, b: f64| if or_equal { a >= b } else { a > b };
        if over(self.low, other.high) {
            Truth::Yes
        } else if !over(self.wide_high, other.wide_low) {
            Truth::No
        } else {
            Truth::Unknown
        }
    }

    /// Whether both are the same figure.
    #[must_use]
    pub fn equals(self, other: Self) -> Truth {
        match (self.point(), other.point()) {
            (Some(a), Some(b)) if !self.is_estimate() && !other.is_estimate() => Truth::from(a == b),
            _ if self.wide_high < other.wide_low || other.wide_high < self.wide_low => Truth::No,
            _ => Truth::Unknown,
        }
    }

    /// Whether the margin of error reaches across `threshold`.
    #[must_use]
    pub fn is_borderline(self, threshold: f64) -> bool {
        self.is_estimate() && self.wide_low <= threshold && self.wide_high > threshold
    }

    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        self.each(other, |a, b| a + b)
    }

    /// Product of two numbers that are not negative.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        // 0 × ∞ would be NaN; nothing times an unknown amount is nothing.
        self.each(other, |a, b| if a == 0.0 || b == 0.0 { 0.0 } else { a * b })
    }

    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        self.crossed(other, |a, b| if a == b { 0.0 } else { a - b })
    }

    /// Quotient of two numbers that are not negative; `None` where the divisor may be zero.
    #[must_use]
    pub fn divided_by(self, other: Self) -> Option<Self> {
        (other.wide_low > 0.0).then(|| self.crossed(other, |a, b| if b.is_infinite() { 0.0 } else { a / b }))
    }

    fn each(self, other: Self, f: impl Fn(f64, f64) -> f64) -> Self {
        Self {
            low: f(self.low, other.low),
            high: f(self.high, other.high),
            wide_low: f(self.wide_low, other.wide_low),
            wide_high: f(self.wide_high, other.wide_high),
        }
    }

    fn crossed(self, other: Self, f: impl Fn(f64, f64) -> f64) -> Self {
        Self {
            low: f(self.low, other.high),
            high: f(self.high, other.low),
            wide_low: f(self.wide_low, other.wide_high),
            wide_high: f(self.wide_high, other.wide_low),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::truth::Truth::{No, Unknown, Yes};

    #[test]
    fn a_threshold_is_as_strict_as_the_law_says() {
        let line = Quantity::exact(1e25);
        assert_eq!(Quantity::exact(1e25).exceeds(line, false), No);
        assert_eq!(Quantity::exact(1e25).exceeds(line, true), Yes);
        assert_eq!(Quantity::exact(1.000_000_1e25).exceeds(line, false), Yes);
    }

    #[test]
    fn the_point_of_an_estimate_decides_above_and_its_far_end_below() {
        let line = Quantity::exact(1e23);
        for (point, expected, borderline) in [
            (1.1e23, Yes, true),
            (2e23, Yes, false),
            (9e22, Unknown, true),
            (7.5e22, No, false),
            (7.7e22, Unknown, true),
        ] {
            let estimate = Quantity::estimate(point, COMPUTE_MARGIN);
            assert_eq!(estimate.exceeds(line, false), expected, "{point:e}");
            assert_eq!(estimate.is_borderline(1e23), borderline, "{point:e}");
        }
    }

    #[test]
    fn a_range_decides_only_as_a_whole() {
        let line = Quantity::exact(1e25);
        assert_eq!(Quantity::range(1e24, 9e24).exceeds(line, false), No);
        assert_eq!(Quantity::range(1e24, 2e25).exceeds(line, false), Unknown);
        assert_eq!(Quantity::exact(6e24).or_more().exceeds(line, false), Unknown);
        assert_eq!(Quantity::exact(2e25).or_more().exceeds(line, false), Yes);
    }

    #[test]
    fn nothing_times_unbounded_is_nothing() {
        let none = Quantity::exact(0.0).times(Quantity::exact(1.0).or_more());
        assert_eq!(none.bounds(), (0.0, 0.0));
        assert_eq!(Quantity::exact(1.0).divided_by(Quantity::range(0.0, 1.0)), None);
    }
}
