//! The law pack in use: the embedded one, or one that a caller loads in its place. Both go through the same decoder.

use crate::release::FactIndex;
use lexcard_law_format::{Lists, Pack, PackError};
use sha2::{Digest, Sha256};
use std::sync::{Arc, OnceLock};

static EMBEDDED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/laws.pack"));

/// A decoded pack with its index and hash.
#[derive(Debug, Clone)]
pub struct LawPack<'a> {
    pub pack: Pack<'a>,
    pub index: FactIndex<'a>,
    /// SHA-256 of the pack's bytes, in lower-case hexadecimal.
    pub sha256: String,
}

impl<'a> LawPack<'a> {
    /// Decodes and checks a pack.
    ///
    /// # Errors
    /// [`PackError`] if the bytes are no complete and consistent pack of this engine's schema.
    pub fn decode(bytes: &'a [u8]) -> Result<Self, PackError> {
        Ok(Self::new(Pack::decode(bytes)?, hex(&Sha256::digest(bytes))))
    }

    fn new(pack: Pack<'a>, sha256: String) -> Self {
        Self { index: FactIndex::new(&pack), pack, sha256 }
    }
}

/// The pack this engine was built with.
///
/// # Errors
/// Never, for a build whose tests passed; the type says so because nothing here may trap.
pub fn embedded() -> Result<&'static LawPack<'static>, PackError> {
    static CELL: OnceLock<Result<LawPack<'static>, PackError>> = OnceLock::new();
    // The build script hashed and checked these very bytes; doing so again would cost more than decoding them.
    CELL.get_or_init(|| {
        let (lists, rest) = embedded_lists()?;
        let pack = Pack::read_rest(Arc::clone(lists), rest)?;
        Ok(LawPack::new(pack, env!("LEXCARD_PACK_SHA256").to_owned()))
    })
    .as_ref()
    .map_err(Clone::clone)
}

/// The lists in front of the embedded pack, and the bytes after them.
fn embedded_lists() -> Result<(&'static Arc<Lists<'static>>, &'static [u8]), PackError> {
    type Beginning = (Arc<Lists<'static>>, &'static [u8]);
    static CELL: OnceLock<Result<Beginning, PackError>> = OnceLock::new();
    CELL.get_or_init(|| Lists::read(EMBEDDED).map(|(lists, rest)| (Arc::new(lists), rest)))
        .as_ref()
        .map(|(lists, rest)| (lists, *rest))
        .map_err(Clone::clone)
}

/// The law to answer by. Of the embedded one, most cards need the lists alone, a quarter of what there is to read.
#[derive(Debug, Clone, Copy)]
pub enum Law<'p> {
    Embedded,
    Loaded(&'p LawPack<'p>),
}

impl<'p> Law<'p> {
    /// What cards are checked against.
    ///
    /// # Errors
    /// As [`embedded`].
    pub fn lists(self) -> Result<&'p Lists<'p>, PackError> {
        match self {
            Self::Embedded => Ok(embedded_lists()?.0),
            Self::Loaded(law) => Ok(&law.pack.lists),
        }
    }

    /// The whole of it.
    ///
    /// # Errors
    /// As [`embedded`].
    pub fn pack(self) -> Result<&'p LawPack<'p>, PackError> {
        match self {
            Self::Embedded => embedded(),
            Self::Loaded(law) => Ok(law),
        }
    }
}

impl<'p> From<&'p LawPack<'p>> for Law<'p> {
    fn from(law: &'p LawPack<'p>) -> Self {
        Self::Loaded(law)
    }
}

fn hex(bytes: &[u8]) -> String {
    let digit = |n: u8| char::from_digit(u32::from(n), 16).unwrap_or('0');
    bytes.iter().flat_map(|b| [digit(b >> 4), digit(b & 15)]).collect()
}
