//! iroh tickets in free text.

use super::SHORTEST;
use super::pieces::{Candidate, Pieces};
use super::words::{byte_at, is_boundary, is_word, run, starts_with_nocase};
use crate::ticket::encoding::codec;
use crate::ticket::encoding::span::Span;
use crate::ticket::limits;
use crate::ticket::wire::beginning;
use crate::ticket::wire::fit::fit;
use crate::ticket::wire::kind::Kind;

/// The fewest payload characters of a ticket in which a wrong character is forgiven.
const SHORTEST_DAMAGED: usize = 40;

/// The kind whose prefix a text starts with, in any case.
pub fn ticket_kind(text: &str) -> Option<Kind> {
    let kinds = Kind::prefixed().filter(|kind| starts_with_nocase(text, kind.prefix()));
    kinds.max_by_key(|kind| kind.prefix().len())
}

pub(super) fn ticket_at(text: &str, start: usize) -> Option<Candidate> {
    let kind = ticket_kind(text.get(start..)?).filter(|_| is_boundary(text, start))?;
    let mut payload_start = start.saturating_add(kind.prefix().len());
    if byte_at(text, payload_start) == Some(b':') {
        payload_start = payload_start.saturating_add(1);
    }
    let end = run(text, payload_start, is_word);
    let payload = text.get(payload_start..end)?;
    let mut pieces = Pieces::new(text, Span::new(start, end));
    if payload.len() >= SHORTEST && is_even_case(payload) {
        pieces.continue_lines(text, |so_far| {
            let offset = payload_start.saturating_sub(start);
            is_unfinished(so_far.get(offset..).unwrap_or_default(), kind)
        });
    }
    let joined = pieces.text.get(payload_start.saturating_sub(start)..)?;
    looks_like(kind, joined).then(|| pieces.candidate(kind))
}

/// All lower case or all upper case.
pub(super) fn is_even_case(payload: &str) -> bool {
    !payload.bytes().any(|byte| byte.is_ascii_uppercase())
        || !payload.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// Whether a payload is one, whole or damaged, and not the rest of a word.
pub(super) fn looks_like(kind: Kind, payload: &str) -> bool {
    if payload.len() < SHORTEST {
        return false;
    }
    // Of 52 random characters all are letters once in 50,000 times; of words they nearly always are.
    let has_digit = payload.bytes().any(|byte| matches!(byte, b'2'..=b'7'));
    let wrong = payload.bytes().filter(|byte| !codec::is_base32(*byte)).count();
    if wrong == 0
        && has_digit
        && let Ok(bytes) = codec::base32(payload.as_bytes())
        && fit(&bytes, kind).is_some_and(|choice| choice.trailing == Some(0))
    {
        return true;
    }
    let forgiven = payload.len() >= SHORTEST_DAMAGED && wrong <= 2;
    has_digit && is_even_case(payload) && (wrong == 0 || forgiven) && beginning::fits(kind, payload)
}

/// Whether a payload is right as far as it goes, but goes not far enough.
pub(super) fn is_unfinished(payload: &str, kind: Kind) -> bool {
    if payload.bytes().any(|byte| !codec::is_base32(byte)) {
        return false;
    }
    match codec::base32(payload.as_bytes()) {
        Ok(bytes) => fit(&bytes, kind).is_some_and(|choice| choice.trailing.is_none()),
        Err(_) => true,
    }
}

/// A ticket that is all of the input, with spaces in it.
pub(super) fn spaced_out(text: &str) -> Option<Candidate> {
    let kind = ticket_kind(text.trim_start())?;
    if text.len() > limits::CONTINUATION {
        return None;
    }
    let mut pieces = Pieces::new(text, Span::new(0, 0));
    for word in text.split_whitespace() {
        let start = text
            .len()
            .saturating_sub(text.get(pieces.end..)?.trim_start().len());
        let gap = start.saturating_sub(pieces.end);
        match pieces.text.is_empty() {
            true => pieces = Pieces::new(text, Span::sized(start, word.len())),
            false => {
                pieces.replace(gap, "", "a space");
                pieces.take(text, start.saturating_add(word.len()));
            }
        }
    }
    // Words that are no part of it would read as damage: only what fits exactly is taken.
    let payload = pieces.text.get(kind.prefix().len()..)?;
    let bytes = codec::base32(payload.as_bytes()).ok()?;
    let fits = fit(&bytes, kind).is_some_and(|choice| choice.trailing == Some(0));
    fits.then(|| pieces.candidate(kind))
}
