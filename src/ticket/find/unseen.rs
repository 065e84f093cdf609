//! Characters that cannot be seen, and are no part of any ticket.

use super::Source;
use super::pieces::Candidate;
use crate::ticket::encoding::span::{Map, Span};
use crate::ticket::words::is_unseen;
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

/// The input without characters that cannot be seen.
pub(super) struct Seen<'a> {
    pub(super) text: Cow<'a, str>,
    /// The place of each byte, where any was removed.
    pub(super) places: Option<Vec<usize>>,
}

/// Characters that take part in no ticket, and in layout only.
pub(super) fn is_removed(symbol: char) -> bool {
    is_unseen(symbol) && !matches!(symbol, '\n' | '\r' | '\t' | '\0')
}

impl<'a> Seen<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        // Looking at bytes is many times faster than at characters, and most texts need no more.
        let is_plain = |byte: u8| matches!(byte, b' '..=b'~' | b'\n' | b'\r' | b'\t' | b'\0');
        let mut pieces = text.as_bytes().chunks(64);
        if pieces.all(|piece| piece.iter().fold(true, |plain, byte| plain & is_plain(*byte)))
            || !text.chars().any(is_removed)
        {
            return Seen {
                text: Cow::Borrowed(text),
                places: None,
            };
        }
        let mut seen = String::with_capacity(text.len());
        let mut places = Vec::with_capacity(text.len());
        for (at, symbol) in text.char_indices().filter(|(_, symbol)| !is_removed(*symbol)) {
            seen.push(symbol);
            places.extend(Span::sized(at, symbol.len_utf8()).start..at.saturating_add(symbol.len_utf8()));
        }
        Seen {
            text: Cow::Owned(seen),
            places: Some(places),
        }
    }

    pub(super) fn place(&self, span: Span) -> Span {
        let Some(places) = &self.places else {
            return span;
        };
        let last = span.end.checked_sub(1).filter(|_| !span.is_empty());
        let start = places
            .get(span.start)
            .or(places.last())
            .copied()
            .unwrap_or_default();
        let end = last
            .and_then(|last| places.get(last))
            .map_or(start, |end| end.saturating_add(1));
        Span::new(start, end)
    }

    pub(super) fn source(&self, input: &str, candidate: Candidate) -> Source {
        let span = self.place(candidate.span);
        let mut cleaned = candidate.cleaned;
        for (_, place) in &mut cleaned {
            *place = self.place(*place);
        }
        let mut symbols = self.places.iter().flat_map(|_| span.of(input).char_indices());
        if let Some((at, symbol)) = symbols.find(|(_, symbol)| is_removed(*symbol)) {
            let at = Span::sized(span.start.saturating_add(at), symbol.len_utf8());
            cleaned.push(("characters that cannot be seen", at));
        }
        let map = match (candidate.map, &self.places) {
            (map, None) => map,
            (Map::Table(places), _) => {
                Map::Table(places.into_iter().map(|place| self.place(place)).collect())
            }
            (map, _) => {
                let bytes = 0..candidate.text.len();
                Map::Table(
                    bytes
                        .map(|at| self.place(map.project(Span::sized(at, 1))))
                        .collect(),
                )
            }
        };
        Source {
            kind: candidate.kind,
            exact: span == Span::new(0, input.len()) && cleaned.is_empty(),
            text: candidate.text,
            map,
            span,
            cleaned,
        }
    }
}
