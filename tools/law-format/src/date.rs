//! Civil dates: parse, compare, print, step by a day. No time zone, no clock.

use core::fmt;
use core::str::FromStr;
use serde::{Deserialize, Serialize};

/// A day of the Gregorian calendar, UTC where a zone could matter. Years 1 to 9999.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Date(u32); // yyyymmdd: orders like the calendar and fits a varint

/// Why a text or number is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateError;

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a calendar date of the form YYYY-MM-DD")
    }
}

impl core::error::Error for DateError {}

impl Date {
    /// The date of a year, month (1–12) and day (1–31), if the calendar has it.
    ///
    /// # Errors
    /// [`DateError`] for a day that does not exist, such as 30 February.
    pub const fn new(year: u32, month: u32, day: u32) -> Result<Self, DateError> {
        if year == 0 || year > 9999 || month == 0 || month > 12 || day == 0 || day > days_in_month(year, month) {
            return Err(DateError);
        }
        Ok(Self(year * 10_000 + month * 100 + day))
    }

    #[must_use]
    pub const fn year(self) -> u32 {
        self.0 / 10_000
    }

    #[must_use]
    pub const fn month(self) -> u32 {
        self.0 / 100 % 100
    }

    #[must_use]
    pub const fn day(self) -> u32 {
        self.0 % 100
    }

    /// A number that orders like the calendar; for comparisons only, differences mean nothing.
    #[must_use]
    pub const fn ordinal(self) -> u32 {
        self.0
    }

    /// `YYYY-MM-DD`, as [`Display`](fmt::Display) writes it, without the formatting machinery.
    #[must_use]
    pub fn iso(self) -> String {
        let digit = |n: u32| char::from_digit(n % 10, 10).unwrap_or('0');
        let (y, m, d) = (self.year(), self.month(), self.day());
        let mut out = String::with_capacity(10);
        out.extend([y / 1000, y / 100, y / 10, y].map(digit));
        out.push('-');
        out.extend([m / 10, m].map(digit));
        out.push('-');
        out.extend([d / 10, d].map(digit));
        out
    }

    /// The day after. Stays put on 9999-12-31.
    #[must_use]
    pub const fn next(self) -> Self {
        let (y, m, d) = (self.year(), self.month(), self.day());
        if d < days_in_month(y, m) {
            Self(self.0 + 1)
        } else if m < 12 {
            Self(y * 10_000 + (m + 1) * 100 + 1)
        } else if y < 9999 {
            Self((y + 1) * 10_000 + 101)
        } else {
            self
        }
    }

    /// The day before. Stays put on 0001-01-01.
    #[must_use]
    pub const fn previous(self) -> Self {
        let (y, m, d) = (self.year(), self.month(), self.day());
        if d > 1 {
            Self(self.0 - 1)
        } else if m > 1 {
            Self(y * 10_000 + (m - 1) * 100 + days_in_month(y, m - 1))
        } else if y > 1 {
            Self((y - 1) * 10_000 + 1231)
        } else {
            self
        }
    }
}

const fn days_in_month(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(s: &str) -> Result<Self, DateError> {
        let digits = |part: &[u8]| {
            part.iter().try_fold(0u32, |n, b| b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0'))).ok_or(DateError)
        };
        let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = s.as_bytes() else {
            return Err(DateError);
        };
        Self::new(digits(&[y1, y2, y3, y4])?, digits(&[m1, m2])?, digits(&[d1, d2])?)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iso())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impossible_days_are_refused() {
        for bad in [
            "2025-02-29",
            "2025-2-01",
            "2025-13-01",
            "0000-01-01",
            "20250101",
            "2025-02-28T00:00",
            "",
            "２０２５-01-01",
        ] {
            assert_eq!(bad.parse::<Date>(), Err(DateError), "{bad}");
        }
        assert_eq!("2024-02-29".parse::<Date>().map(|d| d.to_string()).as_deref(), Ok("2024-02-29"));
    }

    #[test]
    fn days_step_across_months_and_leap_years() {
        for (day, before) in [
            ("2024-03-01", "2024-02-29"),
            ("2025-03-01", "2025-02-28"),
            ("2027-01-01", "2026-12-31"),
            ("2026-12-02", "2026-12-01"),
        ] {
            assert_eq!(day.parse::<Date>().map(Date::previous), before.parse());
            assert_eq!(before.parse::<Date>().map(Date::next), day.parse());
        }
    }
}
