//! Three-valued logic (Kleene): what is unknown stays unknown until a fact decides it.

use serde::Serialize;

/// Yes, no, or not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Truth {
    No,
    Unknown,
    Yes,
}

impl Truth {
    /// `No` if either is no, `Yes` only if both are.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// `Yes` if either is yes, `No` only if both are.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }

    #[must_use]
    pub const fn is_known(self) -> bool {
        !matches!(self, Self::Unknown)
    }

    #[must_use]
    pub const fn known(self) -> Option<bool> {
        match self {
            Self::Yes => Some(true),
            Self::No => Some(false),
            Self::Unknown => None,
        }
    }
}

impl core::ops::Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
        }
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Self::Yes } else { Self::No }
    }
}

impl From<Option<bool>> for Truth {
    fn from(value: Option<bool>) -> Self {
        value.map_or(Self::Unknown, Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{self, No, Unknown, Yes};

    /// The strong Kleene tables, written out.
    #[test]
    fn tables() {
        let all = [No, Unknown, Yes];
        let and = [[No, No, No], [No, Unknown, Unknown], [No, Unknown, Yes]];
        let or = [[No, Unknown, Yes], [Unknown, Unknown, Yes], [Yes, Yes, Yes]];
        for (i, a) in all.into_iter().enumerate() {
            for (j, b) in all.into_iter().enumerate() {
                assert_eq!(a.and(b), and[i][j]);
                assert_eq!(a.or(b), or[i][j]);
                assert_eq!(!(a.and(b)), (!a).or(!b), "De Morgan");
            }
        }
        assert_eq!(!Unknown, Truth::from(None));
    }
}
