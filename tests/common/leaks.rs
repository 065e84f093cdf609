//! Looks for a secret in a text: for any ten characters or six bytes of it, in every base that people and programs use.

#![allow(dead_code, missing_docs)]

use std::collections::HashSet;

const BASE32: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
const Z_BASE32: &[u8; 32] = b"ybndrfg8ejkmcpqxot1uwisza345h769";
const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Characters of base32 that may stand together.
const CHARACTERS: usize = 10;
/// Bytes of the secret that may stand together, in any other base.
const BYTES: usize = 6;

/// What to look for. Each window of the secret is one number, so that looking is fast.
pub struct Leaks {
    base32: HashSet<u64>,
    z_base32: HashSet<u64>,
    hex: HashSet<u64>,
    base64: HashSet<u64>,
    bytes: HashSet<u64>,
}

/// The bits of `bytes` from `offset` on, in groups of `width`.
fn groups(bytes: &[u8], offset: usize, width: usize) -> Vec<u8> {
    let bits: Vec<u8> = bytes
        .iter()
        .flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1))
        .skip(offset)
        .collect();
    bits.chunks_exact(width)
        .map(|chunk| chunk.iter().fold(0, |sum, bit| sum << 1 | bit))
        .collect()
}

/// Each window of `length` values as one number, wherever the groups begin: a character that is lost shifts them all.
fn windows(bytes: &[u8], width: usize, length: usize) -> HashSet<u64> {
    let mut found = HashSet::new();
    for offset in 0..width {
        for window in groups(bytes, offset, width).windows(length) {
            found.insert(
                window
                    .iter()
                    .fold(0, |sum, value| sum << width | u64::from(*value)),
            );
        }
    }
    found
}

/// The first place where `length` values one after the other are one of `wanted`. A value of `None` begins anew.
fn search(
    values: impl Iterator<Item = Option<u8>>,
    width: usize,
    length: usize,
    wanted: &HashSet<u64>,
) -> bool {
    let mask = if width * length == 64 {
        u64::MAX
    } else {
        (1 << (width * length)) - 1
    };
    let (mut held, mut count) = (0_u64, 0_usize);
    for value in values {
        let Some(value) = value else {
            count = 0;
            continue;
        };
        held = (held << width | u64::from(value)) & mask;
        count += 1;
        if count >= length && wanted.contains(&held) {
            return true;
        }
    }
    false
}

impl Leaks {
    /// Looks for this secret.
    pub fn of(secret: &[u8]) -> Self {
        Leaks {
            base32: windows(secret, 5, CHARACTERS),
            z_base32: windows(secret, 5, CHARACTERS),
            hex: windows(secret, 4, BYTES * 2),
            base64: windows(secret, 6, BYTES * 8 / 6),
            bytes: windows(secret, 8, BYTES),
        }
    }

    /// The base in which a part of the secret stands in `text`, if it does. What is no letter and no digit is passed
    /// over, so that blanks and line breaks hide nothing.
    pub fn in_text(&self, text: &str) -> Option<&'static str> {
        let letters: Vec<u8> = text
            .bytes()
            .filter(u8::is_ascii_alphanumeric)
            .map(|byte| byte.to_ascii_lowercase())
            .collect();
        let coded = |alphabet: &'static [u8; 32]| {
            let mut table = [None; 256];
            for (at, symbol) in (0_u8..).zip(alphabet) {
                table[usize::from(*symbol)] = Some(at);
            }
            let letters = &letters;
            letters.iter().map(move |symbol| table[usize::from(*symbol)])
        };
        if search(coded(BASE32), 5, CHARACTERS, &self.base32) {
            return Some("base32");
        }
        if search(coded(Z_BASE32), 5, CHARACTERS, &self.z_base32) {
            return Some("z-base-32");
        }
        let hex = letters
            .iter()
            .map(|symbol| char::from(*symbol).to_digit(16).map(|digit| digit as u8));
        if search(hex, 4, BYTES * 2, &self.hex) {
            return Some("hex");
        }
        let mut table = [None; 256];
        for (at, symbol) in (0_u8..).zip(BASE64) {
            table[usize::from(*symbol)] = Some(at);
        }
        (table[usize::from(b'-')], table[usize::from(b'_')]) = (Some(62), Some(63));
        let base64 = text.bytes().map(|symbol| table[usize::from(symbol)]);
        if search(base64, 6, BYTES * 8 / 6, &self.base64) {
            return Some("base64");
        }
        let numbers = text
            .split(|symbol: char| !symbol.is_ascii_digit())
            .filter(|digits| !digits.is_empty())
            .map(|digits| digits.parse::<u8>().ok());
        search(numbers, 8, BYTES, &self.bytes).then_some("decimal")
    }
}
