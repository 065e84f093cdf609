//! The text encodings of bytes that tickets, keys and ids come in, by the `data-encoding` crate.

use alloc::string::String;
use alloc::vec::Vec;
use data_encoding::{
    BASE32_NOPAD, BASE32_NOPAD_NOCASE, BASE64_NOPAD, BASE64URL_NOPAD, DecodeKind, HEXLOWER,
    HEXLOWER_PERMISSIVE,
};
use data_encoding_macro::new_encoding;

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
///
/// # Errors
/// Where the crate that iroh uses refuses it, with its place.
pub fn base32(text: &[u8]) -> Result<Vec<u8>, Base32Error> {
    BASE32_NOPAD_NOCASE.decode(text).map_err(|error| Base32Error {
        at: error.position,
        kind: match error.kind {
            DecodeKind::Length => Base32Fault::Length,
            DecodeKind::Trailing => Base32Fault::Trailing,
            // Without padding in the alphabet, `=` is one more wrong character.
            DecodeKind::Symbol | DecodeKind::Padding => Base32Fault::Symbol,
        },
    })
}

/// Decodes as much of a damaged payload as comes before the damage: whole bytes only.
pub fn base32_before(text: &[u8]) -> Vec<u8> {
    let good = text.iter().take_while(|byte| is_base32(**byte)).count();
    let whole = good.saturating_mul(5).saturating_div(8);
    let good = text.get(..good).unwrap_or_default();
    // Zeros until the length is right: what they add is cut off again.
    let mut padded = good.to_vec();
    padded.resize(good.len().next_multiple_of(8), b'a');
    let mut bytes = base32(&padded).unwrap_or_default();
    bytes.truncate(whole);
    bytes
}

/// What a character stands for in RFC 4648's base32, in either case.
pub(crate) fn base32_value(symbol: u8) -> Option<u32> {
    match symbol {
        b'a'..=b'z' | b'A'..=b'Z' => Some(u32::from(symbol & 0x1f).wrapping_sub(1)),
        b'2'..=b'7' => Some(u32::from(symbol).wrapping_sub(24)),
        _ => None,
    }
}

/// Whether a character is in base32's alphabet, in either case.
pub fn is_base32(byte: u8) -> bool {
    base32_value(byte).is_some()
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

/// Base64 in either alphabet, with padding or without.
pub fn from_base64(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_end_matches('=').as_bytes();
    let standard = BASE64_NOPAD.decode(text);
    standard.or_else(|_| BASE64URL_NOPAD.decode(text)).ok()
}

/// z-base-32, as pkarr names endpoints with it.
const Z_BASE32: data_encoding::Encoding = new_encoding! {
    symbols: "ybndrfg8ejkmcpqxot1uwisza345h769",
};

/// z-base-32, as in `_iroh.<id>.dns.iroh.link`.
pub fn to_z32(bytes: &[u8]) -> String {
    Z_BASE32.encode(bytes)
}

/// Decodes z-base-32.
pub fn from_z32(text: &str) -> Option<Vec<u8>> {
    Z_BASE32.decode(text.as_bytes()).ok()
}
