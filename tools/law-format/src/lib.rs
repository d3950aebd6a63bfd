//! The law pack: what the law compiler writes and the engine reads.
//!
//! A pack is one binary blob (postcard), self-contained and schema-versioned: first the lists that cards are checked
//! against, which can be read by themselves, then the vocabulary of facts and the laws with their conditions as one flat
//! expression table. Strings are borrowed from the blob. This crate knows how a law is *stored*; what it means is the
//! engine's business (`lexcard::law`).

mod date;
mod hub;
mod law;
mod licence;
mod vocabulary;

pub use date::{Date, DateError};
pub use hub::{Hub, PipelineTag};
pub use law::*;
pub use licence::{GRANTS, Licence, LicenceClass, OpenVerdict, Outputs, RESTRICTIONS};
pub use vocabulary::*;

use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Version of the binary layout. A pack of another schema is refused, never guessed at.
pub const SCHEMA: u16 = 3;

/// First bytes of every pack; they make a wrong file an understandable error.
pub const MAGIC: [u8; 4] = *b"LXPK";

/// Largest pack that is read, in bytes.
pub const MAX_PACK_BYTES: usize = 16 << 20;

/// What a card can be checked against without asking which laws apply.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Lists<'a> {
    #[serde(borrow)]
    pub hub: Hub<'a>,
    pub licences: Vec<Licence<'a>>,
    pub objections: Vec<Objection<'a>>,
    /// Works that citations name, each once.
    pub works: Vec<Work<'a>>,
}

/// Everything the engine knows about the law.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pack<'a> {
    /// In front of the rest of the blob, and shared with who read them alone.
    #[serde(skip)]
    pub lists: Arc<Lists<'a>>,
    /// Version of the legal content, `YYYY.M.N`.
    pub version: &'a str,
    /// The laws were checked through this date; later changes are unknown to the pack.
    pub covers_through: Date,
    /// What no law in the pack looks at, in words for the reader.
    #[serde(borrow)]
    pub not_covered: Vec<&'a str>,
    /// The closed vocabulary of facts.
    #[serde(borrow)]
    pub facts: Vec<Fact<'a>>,
    pub actors: Vec<Actor<'a>>,
    pub jurisdictions: Vec<Jurisdiction<'a>>,
    pub judgements: Vec<Judgement<'a>>,
    pub defines: Vec<Define<'a>>,
    /// Boolean expressions of all laws. Children always stand before their parents.
    pub exprs: Vec<Expr<'a>>,
    /// Child lists of `And` and `Or`.
    pub children: Vec<ExprId>,
    /// Numeric expressions. Children always stand before their parents.
    pub numbers: Vec<Number>,
    pub instruments: Vec<Instrument<'a>>,
    pub exemptions: Vec<Exemption<'a>>,
    pub duties: Vec<Duty<'a>>,
    pub penalties: Vec<Penalty<'a>>,
    pub notes: Vec<Note<'a>>,
    pub requirement_sets: Vec<RequirementSet<'a>>,
}

/// Why a blob is not a usable pack.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PackError {
    TooLarge {
        limit: usize,
        got: usize,
    },
    NotAPack,
    UnknownSchema {
        supported: u16,
        got: u16,
    },
    /// The blob is cut short or its bytes make no sense.
    Malformed,
    /// Trailing bytes after the pack.
    TrailingBytes {
        count: usize,
    },
    /// An index inside the pack points nowhere.
    DanglingReference {
        what: &'static str,
        index: usize,
    },
}

impl core::fmt::Display for PackError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::TooLarge { limit, got } => write!(f, "law pack of {got} bytes is over the limit of {limit} bytes"),
            Self::NotAPack => write!(f, "these bytes are not a law pack"),
            Self::UnknownSchema { supported, got } => {
                write!(f, "law pack has schema {got}, this engine reads schema {supported}")
            }
            Self::Malformed => write!(f, "law pack is malformed"),
            Self::TrailingBytes { count } => {
                write!(f, "law pack is followed by {count} stray bytes")
            }
            Self::DanglingReference { what, index } => {
                write!(f, "law pack refers to {what} {index}, which is not there")
            }
        }
    }
}

impl core::error::Error for PackError {}

impl<'a> Lists<'a> {
    /// Reads the lists of a pack, and what follows them: for [`Pack::read_rest`].
    ///
    /// # Errors
    /// [`PackError`] if the bytes do not begin like a pack of this schema.
    pub fn read(bytes: &'a [u8]) -> Result<(Self, &'a [u8]), PackError> {
        if bytes.len() > MAX_PACK_BYTES {
            return Err(PackError::TooLarge { limit: MAX_PACK_BYTES, got: bytes.len() });
        }
        let rest = bytes.strip_prefix(&MAGIC).ok_or(PackError::NotAPack)?;
        let (schema, body) = rest.split_first_chunk::<2>().ok_or(PackError::Malformed)?;
        let schema = u16::from_le_bytes(*schema);
        if schema != SCHEMA {
            return Err(PackError::UnknownSchema { supported: SCHEMA, got: schema });
        }
        postcard::take_from_bytes(body).map_err(|_| PackError::Malformed)
    }

    /// The work a citation names.
    #[must_use]
    pub fn work(&self, citation: &Citation<'_>) -> Option<&Work<'a>> {
        self.works.get(citation.work as usize)
    }
}

impl<'a> Pack<'a> {
    /// The conditions under an `And` or `Or`; none where the range lies outside the pack.
    #[must_use]
    pub fn parts(&self, start: u32, len: u16) -> &[ExprId] {
        let start = start as usize;
        self.children.get(start..start + len as usize).unwrap_or_default()
    }

    /// Serialises the pack, with magic and schema in front.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(SCHEMA.to_le_bytes());
        // Writing to a growing vector has no failing case for types without custom serialisers.
        bytes.extend(postcard::to_allocvec(self.lists.as_ref()).unwrap_or_default());
        bytes.extend(postcard::to_allocvec(self).unwrap_or_default());
        bytes
    }

    /// Reads a pack and checks every index in it, so that evaluation cannot run astray.
    ///
    /// # Errors
    /// [`PackError`] for anything that is not a complete, consistent pack of this schema.
    pub fn decode(bytes: &'a [u8]) -> Result<Self, PackError> {
        let (lists, rest) = Lists::read(bytes)?;
        let pack = Self::read_rest(Arc::new(lists), rest)?;
        law::check_references(&pack)?;
        Ok(pack)
    }

    /// Reads what follows the lists. Indices are taken as good, as those of an engine's own pack are: they were checked
    /// when it was built.
    ///
    /// # Errors
    /// [`PackError`] for anything that is not the whole rest of a pack of this schema.
    pub fn read_rest(lists: Arc<Lists<'a>>, rest: &'a [u8]) -> Result<Self, PackError> {
        let (mut pack, stray) = postcard::take_from_bytes::<Pack<'a>>(rest).map_err(|_| PackError::Malformed)?;
        if !stray.is_empty() {
            return Err(PackError::TrailingBytes { count: stray.len() });
        }
        pack.lists = lists;
        Ok(pack)
    }
}
