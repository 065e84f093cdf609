//! Prefixes that are misspelt or lost, in front of a payload that is whole.

use super::tickets::{is_even_case, ticket_kind};
use super::words::starts_with_nocase;
use crate::ticket::checks::Unchecked;
use crate::ticket::encoding::codec;
use crate::ticket::wire::decode;
use crate::ticket::wire::kind::{Kind, Parser};
use alloc::vec::Vec;

/// The fewest characters of a ticket whose prefix may be misspelt or lost: an endpoint's key, and something around it.
pub(super) const WHOLE: usize = 54;

/// The kind whose prefix was probably meant: the nearest one that is at most two letters away, one where it is short.
pub fn misspelt(prefix: &str) -> Option<Kind> {
    let prefix = prefix.to_ascii_lowercase();
    let near = originals().map(|kind| (distance(&prefix, kind.prefix()), kind));
    let is_near = |(distance, kind): &(usize, Kind)| *distance <= allowed(kind.prefix());
    let near = near.filter(is_near).min_by_key(|(distance, _)| *distance);
    near.map(|(_, kind)| kind)
}

/// How long the prefix of a ticket of `kind` is as it stands: its own in any case, or one that is misspelt, before a payload
/// that is whole. 0 where there is none.
pub fn prefix_length(text: &str, kind: Kind) -> usize {
    match starts_with_nocase(text, kind.prefix()) {
        true => kind.prefix().len(),
        false => misspelt_length(text, kind).unwrap_or(0),
    }
}

/// The kind of a ticket whose prefix is misspelt, where its payload is whole.
pub(super) fn misspelt_kind(word: &str) -> Option<Kind> {
    let is_word = word.len() >= WHOLE && word.is_ascii() && ticket_kind(word).is_none();
    is_word.then(|| originals().find(|kind| misspelt_length(word, *kind).is_some()))?
}

/// The kind of a ticket whose prefix is lost: of those that a parser reads the payload of, to its end, the first.
pub(super) fn lost_kind(word: &str) -> Option<Kind> {
    let is_word = word.len() >= WHOLE && word.bytes().all(codec::is_base32);
    is_word.then(|| originals().find(|kind| is_whole(*kind, word)))?
}

/// The kind whose prefix a word begins with, where what follows is whole as another's payload, or would be if one of its
/// first two characters were not lost.
pub(super) fn begun_kind(word: &str) -> Option<Kind> {
    let kind = ticket_kind(word).filter(|_| word.len() >= WHOLE)?;
    let payload = word.get(kind.prefix().len()..)?;
    let is_begun = |payload: &str| is_whole(kind, payload);
    let is_other = || originals().any(|other| is_whole(other, payload));
    let has_lost = || {
        let (first, rest) = payload.split_at_checked(1).unwrap_or_default();
        is_begun(&["a", payload].concat())
            || ["a", "b", "c", "d"]
                .iter()
                .any(|lost| is_begun(&[first, lost, rest].concat()))
    };
    (is_other() || has_lost()).then_some(kind)
}

fn misspelt_length(text: &str, kind: Kind) -> Option<usize> {
    let prefix = kind.prefix();
    let allowed = allowed(prefix);
    let most = prefix.len().saturating_add(allowed);
    // Every payload that is read today begins with a variant 00.
    let is_begun = |length: &usize| matches!(text.as_bytes().get(*length), Some(b'a' | b'A'));
    let lengths = (prefix.len().saturating_sub(allowed)..=most).filter(is_begun);
    let near = |length: usize| {
        let given = text.get(..length)?.to_ascii_lowercase();
        let distance = distance(&given, prefix);
        (distance <= allowed && is_whole(kind, text.get(length..)?)).then_some((distance, length))
    };
    let found = lengths.filter_map(near).min();
    found.map(|(_, length)| length)
}

/// Whether one of the kind's parsers reads a payload to its end.
fn is_whole(kind: Kind, payload: &str) -> bool {
    // Words that stand together have no digits, or capitals.
    let has_digit = payload.bytes().any(|byte| byte.is_ascii_digit());
    if !has_digit || !is_even_case(payload) {
        return false;
    }
    let Ok(bytes) = codec::base32(payload.as_bytes()) else {
        return false;
    };
    let layouts = Parser::of(kind).filter_map(|parser| Some(parser.reads(kind)?.1));
    layouts
        .filter_map(|layout| decode::decode_bytes(&bytes, layout, &Unchecked).ok())
        .any(|decoded| decoded.trailing == 0)
}

/// The kinds that have a prefix, each once.
fn originals() -> impl Iterator<Item = Kind> {
    Kind::prefixed().filter(|kind| kind.original() == *kind)
}

/// How many letters a prefix may be away.
fn allowed(prefix: &str) -> usize {
    if prefix.len() > 4 { 2 } else { 1 }
}

/// How many letters must be inserted, removed, replaced or swapped with their neighbours to make one of the other.
fn distance(one: &str, other: &str) -> usize {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    let get = |row: &[usize], at: Option<usize>| at.and_then(|at| row.get(at).copied()).unwrap_or(usize::MAX);
    for (row, symbol) in one.iter().enumerate() {
        let mut own = alloc::vec![row.saturating_add(1)];
        for (column, letter) in other.iter().enumerate() {
            let kept = get(&last, Some(column)).saturating_add(usize::from(symbol != letter));
            let removed = get(&last, column.checked_add(1)).saturating_add(1);
            let inserted = get(&own, Some(column)).saturating_add(1);
            let is_swapped = row.checked_sub(1).and_then(|at| one.get(at)) == Some(letter)
                && column.checked_sub(1).and_then(|at| other.get(at)) == Some(symbol);
            let swapped = match is_swapped {
                true => get(&before, column.checked_sub(1)).saturating_add(1),
                false => usize::MAX,
            };
            own.push(kept.min(removed).min(inserted).min(swapped));
        }
        before = core::mem::replace(&mut last, own);
    }
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_count_letters() {
        for (one, other, letters) in [
            ("doc", "doc", 0),
            ("dok", "doc", 1),
            ("odc", "doc", 1),
            ("do", "doc", 1),
            ("endpiont", "endpoint", 1),
            ("enpoit", "endpoint", 2),
            ("", "node", 4),
        ] {
            assert_eq!(distance(one, other), letters, "{one}");
        }
    }

    #[test]
    fn only_near_prefixes_are_meant() {
        for (prefix, kind) in [
            ("endpiont", Some(Kind::Endpoint)),
            ("Endpont", Some(Kind::Endpoint)),
            ("nodde", Some(Kind::Node)),
            ("bolb", Some(Kind::Blob)),
            ("helix", None),
            ("", None),
        ] {
            assert_eq!(misspelt(prefix), kind, "{prefix}");
        }
    }
}
