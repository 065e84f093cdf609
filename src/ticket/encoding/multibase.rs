//! Multibase: text whose first character names its base. Bases that are no power of two, and emoji, `data-encoding` has not.

use crate::ticket::encoding::codec::{base32, from_hex, from_z32};
use alloc::string::String;
use alloc::vec::Vec;
use data_encoding::{
    BASE32, BASE32HEX, BASE32HEX_NOPAD, BASE64, BASE64_NOPAD, BASE64URL, BASE64URL_NOPAD, Encoding,
};

const BASE58: &str = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// Decodes the text behind a multibase prefix character, as the `multibase` crate 0.9 does.
pub fn multibase(code: char, text: &str) -> Option<Vec<u8>> {
    let lower = text.to_ascii_lowercase();
    let upper = text.to_ascii_uppercase();
    match code {
        '\0' => Some(text.as_bytes().to_vec()),
        '0' => bits(text, 1),
        '7' => bits(text, 3),
        '9' => big(text, "0123456789"),
        'f' | 'F' => from_hex(text),
        'b' | 'B' => base32(text.as_bytes()).ok(),
        'c' | 'C' => decode(&BASE32, &upper),
        'v' | 'V' => decode(&BASE32HEX_NOPAD, &upper),
        't' | 'T' => decode(&BASE32HEX, &upper),
        'h' => from_z32(text),
        'k' | 'K' => big(&lower, "0123456789abcdefghijklmnopqrstuvwxyz"),
        'R' => base45(&lower),
        'Z' => big(text, "123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"),
        'z' => from_base58(text),
        'm' => decode(&BASE64_NOPAD, text),
        'M' => decode(&BASE64, text),
        'u' => decode(&BASE64URL_NOPAD, text),
        'U' => decode(&BASE64URL, text),
        '🚀' => text.chars().map(emoji).collect(),
        _ => None,
    }
}

fn decode(encoding: &Encoding, text: &str) -> Option<Vec<u8>> {
    encoding.decode(text.as_bytes()).ok()
}

/// Digits of `bits` bits each, the highest first; bits that are left over must be zero, and fewer than a digit's.
fn bits(text: &str, bits: u32) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    // What was read and not yet written, and how many bits of it.
    let (mut held, mut count) = (0_u32, 0_u32);
    for symbol in text.chars() {
        held = held.wrapping_shl(bits) & 0xffff | symbol.to_digit(1_u32.wrapping_shl(bits))?;
        count = count.wrapping_add(bits);
        if count >= 8 {
            count = count.wrapping_sub(8);
            bytes.push(held.wrapping_shr(count).to_le_bytes()[0]);
        }
    }
    (count < bits && held & 1_u32.wrapping_shl(count).wrapping_sub(1) == 0).then_some(bytes)
}

/// The place of a character in an alphabet.
fn index(symbols: &str, symbol: u8) -> Option<u32> {
    let at = symbols.bytes().position(|other| other == symbol)?;
    u32::try_from(at).ok()
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
