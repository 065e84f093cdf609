//! What is wrong with a database id that looks like one, and is none.

use crate::ticket::encoding::codec;
use crate::ticket::encoding::span::Span;
use crate::ticket::link::cid::LENGTH;
use crate::ticket::words::visible_char;
use alloc::format;
use alloc::string::String;

/// How many characters a CID of version 0 has.
const LENGTH_V0: usize = 46;

/// What is wrong with a text that looks like a CID and is none, and where; `None` for what looks like something else. An id
/// of old (`sha256:…`) that is not whole counts as damaged too.
pub fn damage(text: &str) -> Option<(String, Span)> {
    let start = text.rfind("/ipfs/").map_or(0, |at| at.saturating_add(6));
    let id = text.get(start..)?;
    let (found, span) = hash_id(id).or_else(|| base32(id)).or_else(|| v0(id))?;
    Some((found, span.shift(start)))
}

/// The first character, from `from` on, that does not fit.
fn wrong(id: &str, from: usize, fits: fn(u8) -> bool) -> Option<(String, Span)> {
    let mut symbols = id.char_indices().skip_while(|(at, _)| *at < from);
    let (at, symbol) = symbols.find(|(_, symbol)| !u8::try_from(*symbol).is_ok_and(fits))?;
    let found = format!("{} does not belong", visible_char(symbol));
    Some((found, Span::sized(at, symbol.len_utf8())))
}

/// A length that is not the right one; the place is the end.
fn length(id: &str, expected: usize) -> Option<(String, Span)> {
    let found = id.chars().count();
    let what = match found.cmp(&expected) {
        core::cmp::Ordering::Less => "The end is missing",
        core::cmp::Ordering::Equal => return None,
        core::cmp::Ordering::Greater => "There is too much",
    };
    let end = Span::new(expected.min(id.len()), id.len());
    Some((format!("{what}: {found} characters instead of {expected}"), end))
}

fn hash_id(id: &str) -> Option<(String, Span)> {
    let (name, hex) = id.split_once(':')?;
    let is_known = matches!(name, "sha256" | "blake3");
    let start = name.len().saturating_add(1);
    let damaged = || {
        wrong(id, start, |byte| byte.is_ascii_hexdigit())
            .or_else(|| length(hex, 64).map(|(found, span)| (found, span.shift(start))))
    };
    is_known.then(damaged)?
}

/// What begins as all CIDs of eidetica do, or has the right characters in about the right number.
fn base32(id: &str) -> Option<(String, Span)> {
    let many = id.chars().count();
    let good = id.bytes().filter(|byte| codec::is_base32(*byte)).count();
    let begins = ["bafy", "bafk", "BAFY", "BAFK"]
        .iter()
        .any(|start| id.starts_with(start));
    let is_likely = (50..=68).contains(&many) && good.saturating_add(4) >= many;
    if !(is_likely || begins && many > 12) {
        return None;
    }
    let first = id.chars().next().filter(|first| !matches!(first, 'b' | 'B'));
    let mistaken = || {
        let first = first?;
        let found = format!("{} instead of b stands", visible_char(first));
        Some((found, Span::sized(0, first.len_utf8())))
    };
    let damaged = || (String::from("A character is wrong"), Span::new(0, id.len()));
    wrong(id, 1, codec::is_base32)
        .or_else(mistaken)
        .or_else(|| length(id, LENGTH))
        .or_else(|| Some(damaged()))
}

/// A CID of version 0: base58.
fn v0(id: &str) -> Option<(String, Span)> {
    let in_58 = |byte: u8| byte.is_ascii_alphanumeric() && !matches!(byte, b'0' | b'O' | b'I' | b'l');
    let is_likely = id.starts_with("Qm") && (40..=52).contains(&id.chars().count());
    let damaged = || (String::from("A character is wrong"), Span::new(0, id.len()));
    let found = || {
        wrong(id, 0, in_58)
            .or_else(|| length(id, LENGTH_V0))
            .unwrap_or_else(damaged)
    };
    is_likely.then(found)
}
