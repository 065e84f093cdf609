//! The text encodings of bytes that tickets, keys and ids come in.
//!
//! Written out here rather than taken from `data-encoding` and `multibase`: their general coders, one for each alphabet
//! and width, would be a third of the page. The tests hold them against those crates.

use alloc::string::String;
use alloc::vec::Vec;

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

/// Reads characters of `bits` bits each, the highest first; bits that are left over must be zero.
fn decode(text: &[u8], bits: u32, value: &dyn Fn(u8) -> Option<u32>) -> Result<Vec<u8>, Base32Error> {
    let fits = |length: &usize| match u32::try_from(length % 8) {
        Ok(length) => length.wrapping_mul(bits) % 8 < bits,
        Err(_) => false,
    };
    if !fits(&text.len()) {
        let at = (0..text.len()).rev().find(fits).unwrap_or(0);
        let kind = Base32Fault::Length;
        return Err(Base32Error { at, kind });
    }
    let mut bytes = Vec::with_capacity(text.len().saturating_mul(bits as usize).saturating_div(8));
    // What was read and not yet written, and how many bits of it.
    let (mut held, mut count) = (0_u32, 0_u32);
    for (at, symbol) in text.iter().enumerate() {
        let Some(value) = value(*symbol) else {
            let kind = Base32Fault::Symbol;
            return Err(Base32Error { at, kind });
        };
        held = held.wrapping_shl(bits) & 0xffff | value;
        count = count.wrapping_add(bits);
        if count >= 8 {
            count = count.wrapping_sub(8);
            bytes.push(held.wrapping_shr(count).to_le_bytes()[0]);
        }
    }
    match held & 1_u32.wrapping_shl(count).wrapping_sub(1) {
        0 => Ok(bytes),
        _ => Err(Base32Error {
            at: text.len().saturating_sub(1),
            kind: Base32Fault::Trailing,
        }),
    }
}

/// Writes bytes in characters of `bits` bits each.
fn encode(bytes: &[u8], bits: u32, symbols: &str) -> String {
    let symbol = |value: u32| {
        let byte = usize::try_from(value)
            .ok()
            .and_then(|value| symbols.as_bytes().get(value));
        byte.map_or(' ', |byte| char::from(*byte))
    };
    let last = 1_u32.wrapping_shl(bits).wrapping_sub(1);
    let mut text = String::with_capacity(bytes.len().saturating_mul(2));
    let (mut held, mut count) = (0_u32, 0_u32);
    for byte in bytes {
        held = held.wrapping_shl(8) & 0xffff | u32::from(*byte);
        count = count.wrapping_add(8);
        while count >= bits {
            count = count.wrapping_sub(bits);
            text.push(symbol(held.wrapping_shr(count) & last));
        }
    }
    if count > 0 {
        text.push(symbol(held.wrapping_shl(bits.wrapping_sub(count)) & last));
    }
    text
}

/// What a character stands for in RFC 4648's base32, in either case.
pub(crate) fn base32_value(symbol: u8) -> Option<u32> {
    match symbol {
        b'a'..=b'z' | b'A'..=b'Z' => Some(u32::from(symbol & 0x1f).wrapping_sub(1)),
        b'2'..=b'7' => Some(u32::from(symbol).wrapping_sub(24)),
        _ => None,
    }
}

/// What a character stands for in hex, in either case.
fn hex_value(symbol: u8) -> Option<u32> {
    char::from(symbol).to_digit(16)
}

/// Stands for no value of five bits.
const WRONG: u8 = 0x80;

/// [`base32_value`] of each byte, worked out by the compiler.
static BASE32_VALUES: [u8; 256] = {
    let mut values = [WRONG; 256];
    let mut rest = values.as_mut_slice();
    let mut symbol = 0_u8;
    while let Some((value, after)) = rest.split_first_mut() {
        *value = match symbol {
            b'a'..=b'z' | b'A'..=b'Z' => (symbol & 0x1f).wrapping_sub(1),
            b'2'..=b'7' => symbol.wrapping_sub(24),
            _ => WRONG,
        };
        symbol = symbol.wrapping_add(1);
        rest = after;
    }
    values
};

/// Decodes a ticket's payload as iroh does: RFC 4648 base32 without padding, in either case.
pub fn base32(text: &[u8]) -> Result<Vec<u8>, Base32Error> {
    // Eight characters at a time are five bytes. Whatever is wrong, the general way finds out and names.
    let (chunks, rest) = text.as_chunks::<8>();
    let mut bytes = Vec::with_capacity(text.len().saturating_mul(5).saturating_div(8));
    for chunk in chunks {
        // No branch for a character, which would be guessed wrong for each fifth: what is wrong shows in the high bits.
        let (mut held, mut all) = (0_u64, 0);
        for symbol in chunk {
            let value = BASE32_VALUES.get(usize::from(*symbol)).copied().unwrap_or(WRONG);
            all |= value;
            held = held.wrapping_shl(5) | u64::from(value);
        }
        if all & WRONG != 0 {
            return decode(text, 5, &base32_value);
        }
        let [_, _, _, five @ ..] = held.to_be_bytes();
        bytes.extend_from_slice(&five);
    }
    match decode(rest, 5, &base32_value) {
        Ok(last) => {
            bytes.extend_from_slice(&last);
            Ok(bytes)
        }
        Err(_) => decode(text, 5, &base32_value),
    }
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

/// Whether a character is in base32's alphabet, in either case.
pub fn is_base32(byte: u8) -> bool {
    base32_value(byte).is_some()
}

const BASE32: &str = "abcdefghijklmnopqrstuvwxyz234567";
const HEX: &str = "0123456789abcdef";
const BASE64URL: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const BASE58: &str = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// Lower-case base32 without padding, as tickets and CIDs have it.
pub fn to_base32(bytes: &[u8]) -> String {
    let (chunks, rest) = bytes.as_chunks::<5>();
    let mut text = Vec::with_capacity(bytes.len().saturating_mul(8).div_ceil(5));
    for [a, b, c, d, e] in chunks {
        let held = u64::from_be_bytes([0, 0, 0, *a, *b, *c, *d, *e]);
        let symbols = [35, 30, 25, 20, 15, 10, 5, 0].map(|shift| {
            let value = held.wrapping_shr(shift).to_le_bytes()[0] & 31;
            let first = if value < 26 { b'a' } else { b'2'.wrapping_sub(26) };
            first.wrapping_add(value)
        });
        text.extend_from_slice(&symbols);
    }
    text.extend_from_slice(encode(rest, 5, BASE32).as_bytes());
    String::from_utf8(text).unwrap_or_default()
}

/// Lower-case hex.
pub fn to_hex(bytes: &[u8]) -> String {
    encode(bytes, 4, HEX)
}

/// Hex in either case.
pub fn from_hex(text: &str) -> Option<Vec<u8>> {
    decode(text.as_bytes(), 4, &hex_value).ok()
}

/// Base64 with the URL alphabet, without padding.
pub fn to_base64url(bytes: &[u8]) -> String {
    encode(bytes, 6, BASE64URL)
}

/// The alphabet of z-base-32, which pkarr names endpoints with.
pub const Z_BASE32: &str = "ybndrfg8ejkmcpqxot1uwisza345h769";

/// z-base-32, as in `_iroh.<id>.dns.iroh.link`.
pub fn to_z32(bytes: &[u8]) -> String {
    encode(bytes, 5, Z_BASE32)
}

/// Decodes z-base-32.
pub fn from_z32(text: &str) -> Option<Vec<u8>> {
    decode(text.as_bytes(), 5, &|symbol| index(Z_BASE32, symbol)).ok()
}

/// The place of a character in an alphabet.
fn index(symbols: &str, symbol: u8) -> Option<u32> {
    let at = symbols.bytes().position(|other| other == symbol)?;
    u32::try_from(at).ok()
}

// --------------------------------------------------------------------------------------------------------- multibase

/// Decodes the text behind a multibase prefix character, as the `multibase` crate 0.9 does.
pub fn multibase(code: char, text: &str) -> Option<Vec<u8>> {
    let lower = text.to_ascii_lowercase();
    match code {
        '\0' => Some(text.as_bytes().to_vec()),
        '0' => decode(text.as_bytes(), 1, &|symbol| index("01", symbol)).ok(),
        '7' => decode(text.as_bytes(), 3, &|symbol| index("01234567", symbol)).ok(),
        '9' => big(text, "0123456789"),
        'f' | 'F' => from_hex(text),
        'b' | 'B' => base32(text.as_bytes()).ok(),
        'c' | 'C' => padded(text, 8, 5, &base32_value),
        'v' | 'V' => decode(text.as_bytes(), 5, &base32hex_value).ok(),
        't' | 'T' => padded(text, 8, 5, &base32hex_value),
        'h' => from_z32(text),
        'k' | 'K' => big(&lower, "0123456789abcdefghijklmnopqrstuvwxyz"),
        'R' => base45(&lower),
        'Z' => big(text, "123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"),
        'z' => from_base58(text),
        'm' => decode(text.as_bytes(), 6, &base64_value).ok(),
        'M' => padded(text, 4, 6, &base64_value),
        'u' => decode(text.as_bytes(), 6, &base64url_value).ok(),
        'U' => padded(text, 4, 6, &base64url_value),
        '🚀' => text.chars().map(emoji).collect(),
        _ => None,
    }
}

fn base32hex_value(symbol: u8) -> Option<u32> {
    char::from(symbol).to_digit(32)
}

fn base64url_value(symbol: u8) -> Option<u32> {
    index(BASE64URL, symbol)
}

fn base64_value(symbol: u8) -> Option<u32> {
    match symbol {
        b'+' => Some(62),
        b'/' => Some(63),
        b'-' | b'_' => None,
        symbol => base64url_value(symbol),
    }
}

/// Blocks that are each filled up with `=`; every one of them may be.
fn padded(text: &str, block: usize, bits: u32, value: &dyn Fn(u8) -> Option<u32>) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for block in text
        .as_bytes()
        .chunks(block)
        .map(|part| (part, part.len() == block))
    {
        let (part, true) = block else {
            return None;
        };
        let filled = part.iter().rev().take_while(|byte| **byte == b'=').count();
        let content = part
            .get(..part.len().saturating_sub(filled))
            .filter(|content| !content.is_empty())?;
        bytes.extend(decode(content, bits, value).ok()?);
    }
    Some(bytes)
}

/// A number in an alphabet's base; each leading zero is a zero byte. Takes quadratic time.
fn big(text: &str, symbols: &str) -> Option<Vec<u8>> {
    let base = u32::try_from(symbols.len()).ok()?;
    // The lowest byte first.
    let mut bytes: Vec<u8> = Vec::new();
    for symbol in text.bytes() {
        let mut carry = index(symbols, symbol)?;
        for byte in &mut bytes {
            carry = carry.wrapping_add(u32::from(*byte).wrapping_mul(base));
            *byte = carry.to_le_bytes()[0];
            carry = carry.wrapping_shr(8);
        }
        while carry > 0 {
            bytes.push(carry.to_le_bytes()[0]);
            carry = carry.wrapping_shr(8);
        }
    }
    let zero = symbols.bytes().next();
    bytes.extend(text.bytes().take_while(|symbol| Some(*symbol) == zero).map(|_| 0));
    bytes.reverse();
    Some(bytes)
}

/// Decodes base58 with Bitcoin's alphabet, as CIDs of version 0 have it.
pub fn from_base58(text: &str) -> Option<Vec<u8>> {
    big(text, BASE58)
}

/// Base58 with Bitcoin's alphabet.
pub fn to_base58(bytes: &[u8]) -> String {
    // The lowest digit first.
    let mut digits: Vec<u8> = Vec::new();
    for byte in bytes {
        let mut carry = u32::from(*byte);
        for digit in &mut digits {
            carry = carry.wrapping_add(u32::from(*digit).wrapping_shl(8));
            *digit = (carry % 58).to_le_bytes()[0];
            carry = carry.saturating_div(58);
        }
        while carry > 0 {
            digits.push((carry % 58).to_le_bytes()[0]);
            carry = carry.saturating_div(58);
        }
    }
    digits.extend(bytes.iter().take_while(|byte| **byte == 0));
    let symbol = |digit: &u8| {
        BASE58
            .as_bytes()
            .get(usize::from(*digit))
            .map_or(' ', |byte| char::from(*byte))
    };
    digits.iter().rev().map(symbol).collect()
}

/// Base45 in lower case: three characters are two bytes, two are one.
fn base45(text: &str) -> Option<Vec<u8>> {
    let value = |symbol: &u8| index("0123456789abcdefghijklmnopqrstuvwxyz $%*+-./:", *symbol);
    let mut bytes = Vec::new();
    for part in text.as_bytes().chunks(3) {
        let mut sum = 0_u32;
        for symbol in part.iter().rev() {
            sum = sum.wrapping_mul(45).wrapping_add(value(symbol)?);
        }
        let [low, high, rest, _] = sum.to_le_bytes();
        match part.len() {
            3 if rest == 0 => bytes.extend([high, low]),
            // What does not fit a byte is lost in that crate.
            2 => bytes.push(low),
            _ => return None,
        }
    }
    Some(bytes)
}

/// The byte that an emoji stands for in base256emoji.
fn emoji(symbol: char) -> Option<u8> {
    const EMOJI: &str = "🚀🪐☄🛰🌌🌑🌒🌓🌔🌕🌖🌗🌘🌍🌏🌎🐉☀💻🖥💾💿😂❤😍🤣😊🙏💕😭😘👍😅👏😁🔥🥰💔💖💙😢🤔😆🙄💪😉☺👌🤗💜😔😎😇🌹🤦🎉💞✌✨🤷😱😌🌸🙌😋💗💚😏💛🙂💓🤩😄😀🖤😃💯🙈👇🎶😒🤭❣😜💋👀😪😑💥🙋😞😩😡🤪👊🥳😥🤤👉💃😳✋😚😝😴🌟😬🙃🍀🌷😻😓⭐✅🥺🌈😈🤘💦✔😣🏃💐☹🎊💘😠☝😕🌺🎂🌻😐🖕💝🙊😹🗣💫💀👑🎵🤞😛🔴😤🌼😫⚽🤙☕🏆🤫👈😮🙆🍻🍃🐶💁😲🌿🧡🎁⚡🌞🎈❌✊👋😰🤨😶🤝🚶💰🍓💢🤟🙁🚨💨🤬✈🎀🍺🤓😙💟🌱😖👶🥴▶➡❓💎💸⬇😨🌚🦋😷🕺⚠🙅😟😵👎🤲🤠🤧📌🔵💅🧐🐾🍒😗🤑🌊🤯🐷☎💧😯💆👆🎤🙇🍑❄🌴💣🐸💌📍🥀🤢👅💡💩👐📸👻🤐🤮🎼🥵🚩🍎🍊👼💍📣🥂";
    EMOJI
        .chars()
        .position(|other| other == symbol)
        .and_then(|at| u8::try_from(at).ok())
}
