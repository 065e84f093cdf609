//! eidetica links in free text.

use super::SHORTEST;
use super::pieces::{Candidate, Pieces};
use super::tickets::is_unfinished;
use super::words::{byte_at, starts_with_nocase};
use crate::ticket::encoding::codec;
use crate::ticket::encoding::span::Span;
use crate::ticket::wire::kind::Kind;

/// How far behind `eidetica:` a `db=` makes a link of it when there is no `?`.
const NEAR: usize = 64;

/// Whether a character may be part of a link in free text.
pub(super) fn is_link(symbol: char) -> bool {
    match symbol {
        '"' | '\'' | '<' | '>' | '`' | '\\' | '|' | '{' | '}' | '^' => false,
        symbol if symbol.is_ascii() => symbol.is_ascii_graphic(),
        symbol => !SIGNS
            .iter()
            .any(|(first, last)| (first..=last).contains(&&symbol)),
    }
}

/// Blocks of punctuation, symbols and emoji beyond ASCII: what stands around a link. Letters stand in it. Which character
/// is a letter takes Unicode tables ten times as long, and decides the same for whatever is written beside a link.
const SIGNS: [(char, char); 8] = [
    ('\u{80}', '\u{bf}'),
    ('\u{2000}', '\u{2bff}'),
    ('\u{2e00}', '\u{2e7f}'),
    ('\u{3000}', '\u{303f}'),
    ('\u{e000}', '\u{f8ff}'),
    ('\u{fe10}', '\u{fe6f}'),
    ('\u{ff00}', '\u{ff0f}'),
    ('\u{1f000}', '\u{1faff}'),
];

pub(super) fn link_at(text: &str, start: usize) -> Option<Candidate> {
    const NAME: &str = "eidetica";
    let rest = text.get(start..).filter(|rest| starts_with_nocase(rest, NAME))?;
    let after = rest.get(NAME.len()..)?;
    // Inside of another URL the whole link is percent-encoded, once or twice.
    let (levels, colon) = match () {
        () if after.starts_with(':') => (0, 1),
        () if starts_with_nocase(after, "%3a") => (1, 3),
        () if starts_with_nocase(after, "%253a") => (2, 5),
        () => return None,
    };
    // Decided by what comes at once, so that the same text is never read for many candidates.
    let query = after.as_bytes().get(colon..).unwrap_or_default();
    let near = query.get(..query.len().min(NEAR)).unwrap_or_default();
    let begins = matches!(
        query,
        [b'?', ..] | [b'/', b'/', ..] | [b'%', b'3' | b'2', ..] | [b'\\', b'?', ..]
    );
    let db = |at: &[u8]| matches!(at, [b'd' | b'D', b'b' | b'B', b'=' | b'%']);
    if !begins && !near.windows(3).any(db) {
        return None;
    }
    let end = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        let stop = rest.char_indices().find(|(_, symbol)| match levels {
            0 => !is_link(*symbol),
            _ => !is_link(*symbol) || matches!(symbol, '&' | '#'),
        });
        from.saturating_add(stop.map_or(rest.len(), |(at, _)| at))
    };
    let mut pieces = Pieces::new(text, Span::new(start, end(start)));
    // A backslash before a special character is a shell's, `\u0026` is JSON's for `&`.
    while byte_at(text, pieces.end) == Some(b'\\') {
        let escaped = text.get(pieces.end..).unwrap_or_default();
        let (length, symbol) = match escaped.get(..6) {
            Some("\\u0026") => (6, "&"),
            Some("\\u003d" | "\\u003D") => (6, "="),
            _ => match byte_at(text, pieces.end.saturating_add(1)) {
                Some(b'?' | b'&' | b'=' | b'#' | b':') => (1, ""),
                _ => break,
            },
        };
        pieces.replace(length, symbol, "a backslash escape");
        let next = end(pieces.end);
        pieces.take(text, next);
    }
    if levels == 0 {
        pieces.trim_end();
        pieces.continue_lines(text, link_is_unfinished);
    }
    pieces.trim_end();
    let mut candidate = pieces.candidate(Kind::Eidetica);
    for _ in 0..levels {
        candidate.unpercent();
    }
    candidate.unescape();
    Some(candidate)
}

/// Whether the last value of a link stops short: an iroh ticket or a CID that goes on.
pub(super) fn link_is_unfinished(text: &str) -> bool {
    let last = text.rsplit('&').next().unwrap_or_default();
    if let Some((_, ticket)) = last.split_once("iroh:") {
        let payload = ticket.strip_prefix(Kind::Endpoint.prefix()).unwrap_or_default();
        return ticket.len() < SHORTEST || is_unfinished(payload, Kind::Endpoint);
    }
    let id = last.rsplit_once("db=").map_or("", |(_, id)| id);
    let is_cid = id.starts_with('b') && id.bytes().all(codec::is_base32);
    last.ends_with('=') || (is_cid && id.len() < 59)
}
