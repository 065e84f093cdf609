//! The text encodings of bytes that tickets, keys and ids come in.

use alloc::string::String;
use alloc::vec::Vec;
use data_encoding::{
    BASE32_NOPAD, BASE32_NOPAD_NOCASE, BASE64URL_NOPAD, DecodeKind, Encoding, HEXLOWER, HEXLOWER_PERMISSIVE,
};

/// Where a ticket's base32 text goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Base32Error {
    /// Byte offset in the payload text, as the real decoder counts it.
    pub at: usize,
    /// What is wrong there.
    pub kind: Base32Fault,
}

/// What can be wrong with base32 text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base32Fault {
    /// No text has 1, 3 or 6 characters more than a multiple of 8.
    Length,
    /// A character outside the alphabet.
    Symbol,
    /// The bits that are left over in the last character are not zero.
    Trailing,
}

impl core::fmt::Display for Base32Error {
    /// The message of the `data-encoding` crate.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let what = match self.kind {
            Base32Fault::Length => "invalid length",
            Base32Fault::Symbol => "invalid symbol",
            Base32Fault::Trailing => "non-zero trailing bits",
        };
        write!(f, "{what} at {}", self.at)
    }
}

/// Decodes a ticket's payload as iroh does: RFC 4648 base32 without padding, in either case.
pub fn base32(text: &[u8]) -> Result<Vec<u8>, Base32Error> {
    BASE32_NOPAD_NOCASE.decode(text).map_err(|error| Base32Error {
        at: error.position,
        kind: match error.kind {
            DecodeKind::Length => Base32Fault::Length,
            DecodeKind::Trailing => Base32Fault::Trailing,
            _ => Base32Fault::Symbol,
        },
    })
}

/// Decodes as much of a damaged payload as comes before the damage: whole bytes only.
pub fn base32_before(text: &[u8]) -> Vec<u8> {
    let good = text.iter().take_while(|byte| is_base32(**byte)).count();
    // 1, 3 and 6 characters too many hold no whole byte more than one character less.
    let good = match good % 8 {
        1 | 3 | 6 => good.saturating_sub(1),
        _ => good,
    };
    let mut text = text.get(..good).unwrap_or_default().to_ascii_uppercase();
    // The last character may hold bits of a byte that is cut off: clear them.
    let spare = good.saturating_mul(5) % 8;
    if let Some(last) = text.last_mut() {
        let mask = 0xff_u8
            .checked_shl(u32::try_from(spare).unwrap_or(0))
            .unwrap_or(0);
        let value = BASE32_ALPHABET.iter().position(|symbol| symbol == last);
        let value = value.and_then(|value| u8::try_from(value).ok()).unwrap_or(0) & mask;
        *last = BASE32_ALPHABET.get(usize::from(value)).copied().unwrap_or(b'A');
    }
    BASE32_NOPAD.decode(&text).unwrap_or_default()
}

const BASE32_ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Whether a character is in base32's alphabet, in either case.
pub fn is_base32(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || matches!(byte, b'2'..=b'7')
}

/// Lower-case base32 without padding, as tickets and CIDs have it.
pub fn to_base32(bytes: &[u8]) -> String {
    let mut text = BASE32_NOPAD.encode(bytes);
    text.make_ascii_lowercase();
    text
}

/// Lower-case hex.
pub fn to_hex(bytes: &[u8]) -> String {
    HEXLOWER.encode(bytes)
}

/// Hex in either case.
pub fn from_hex(text: &str) -> Option<Vec<u8>> {
    HEXLOWER_PERMISSIVE.decode(text.as_bytes()).ok()
}

/// Base64 with the URL alphabet, without padding.
pub fn to_base64url(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}

/// The alphabet of z-base-32, which pkarr names endpoints with.
pub const Z_BASE32: &str = "ybndrfg8ejkmcpqxot1uwisza345h769";

fn z_base32() -> Option<Encoding> {
    let mut spec = data_encoding::Specification::new();
    spec.symbols.push_str(Z_BASE32);
    spec.encoding().ok()
}

/// z-base-32, as in `_iroh.<id>.dns.iroh.link`.
pub fn to_z32(bytes: &[u8]) -> String {
    z_base32()
        .map(|encoding| encoding.encode(bytes))
        .unwrap_or_default()
}

/// Decodes z-base-32.
pub fn from_z32(text: &str) -> Option<Vec<u8>> {
    z_base32()?.decode(text.as_bytes()).ok()
}
