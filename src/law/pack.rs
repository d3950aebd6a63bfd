//! The law pack in use: the embedded one, or one that a caller loads in its place. Both go through the same decoder.

use crate::release::FactIndex;
use lexcard_law_format::{Pack, PackError};
use sha2::{Digest, Sha256};
use std::sync::OnceLock;

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
    CELL.get_or_init(|| Ok(LawPack::new(Pack::read(EMBEDDED)?, env!("LEXCARD_PACK_SHA256").to_owned())))
        .as_ref()
        .map_err(Clone::clone)
}

fn hex(bytes: &[u8]) -> String {
    let digit = |n: u8| char::from_digit(u32::from(n), 16).unwrap_or('0');
    bytes.iter().flat_map(|b| [digit(b >> 4), digit(b & 15)]).collect()
}
