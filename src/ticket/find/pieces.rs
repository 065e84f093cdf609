//! A finding put together from pieces of the input, each of its bytes with its place.

use super::words::is_closing;
use crate::ticket::encoding::span::{Map, Span};
use crate::ticket::link;
use crate::ticket::wire::kind::Kind;
use alloc::string::String;
use alloc::vec::Vec;

/// Something found in the plain text.
pub(super) struct Candidate {
    pub kind: Kind,
    pub text: String,
    pub map: Map,
    pub span: Span,
    pub cleaned: Vec<(&'static str, Span)>,
    /// What stands behind it and looks like more of it.
    pub goes_on: Option<Span>,
    /// An ellipsis behind it that stands for the rest.
    pub shortened: Option<Span>,
}

/// A text that is put together from pieces of the input.
pub(super) struct Pieces {
    pub text: String,
    /// The place of each byte, once they do not simply follow each other.
    places: Option<Vec<Span>>,
    start: usize,
    /// Where the last piece ends.
    pub end: usize,
    cleaned: Vec<(&'static str, Span)>,
}

/// A state of [`Pieces`] to go back to.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    length: usize,
    cleaned: usize,
}

impl Pieces {
    pub(super) fn new(text: &str, span: Span) -> Self {
        Pieces {
            text: String::from(span.of(text)),
            places: None,
            start: span.start,
            end: span.end,
            cleaned: Vec::new(),
        }
    }

    fn places(&mut self) -> &mut Vec<Span> {
        let span = Span::new(self.start, self.end);
        self.places
            .get_or_insert_with(|| (span.start..span.end).map(|at| Span::sized(at, 1)).collect())
    }

    /// Appends the input up to `end`.
    pub(super) fn take(&mut self, text: &str, end: usize) {
        let span = Span::new(self.end, end);
        if let Some(places) = &mut self.places {
            places.extend((span.start..span.end).map(|at| Span::sized(at, 1)));
        }
        self.text.push_str(span.of(text));
        self.end = end;
    }

    /// Skips `length` bytes of the input, and appends `with` for them.
    pub(super) fn replace(&mut self, length: usize, with: Option<u8>, what: &'static str) {
        let span = Span::sized(self.end, length);
        self.places().extend(with.map(|_| span));
        self.text.extend(with.map(char::from));
        self.cleaned.push((what, span));
        self.end = span.end;
    }

    /// The same, without a word on it.
    pub(super) fn replace_quietly(&mut self, length: usize, with: u8) {
        let span = Span::sized(self.end, length);
        self.places().push(span);
        self.text.push(char::from(with));
        self.end = span.end;
    }

    pub(super) fn mark(&self) -> Mark {
        Mark {
            length: self.text.len(),
            cleaned: self.cleaned.len(),
        }
    }

    /// Takes away whatever was appended since.
    pub(super) fn go_back(&mut self, mark: Mark) {
        self.cleaned.truncate(mark.cleaned);
        self.truncate(mark.length);
    }

    fn truncate(&mut self, length: usize) {
        let lost = self.text.len().saturating_sub(length);
        self.text.truncate(length);
        self.end = match &mut self.places {
            Some(places) => {
                places.truncate(length);
                places.last().map_or(self.start, |place| place.end)
            }
            None => self.end.saturating_sub(lost),
        };
        let end = self.end;
        self.cleaned.retain(|(_, place)| place.start < end);
    }

    /// Takes away punctuation at the end that belongs to the sentence around.
    pub(super) fn trim_end(&mut self) {
        let count = |symbol| self.text.matches(symbol).count();
        // How many more brackets of each sort close than open.
        let mut round = count(')').saturating_sub(count('('));
        let mut square = count(']').saturating_sub(count('['));
        let mut end = self.text.len();
        while let Some(last) = self.text.get(..end).and_then(|text| text.chars().next_back()) {
            let extra = match last {
                ')' => &mut round,
                ']' => &mut square,
                last if matches!(last, ':' | '…') || u8::try_from(last).is_ok_and(is_closing) => {
                    &mut usize::from(end > link::PREFIX.len())
                }
                _ => break,
            };
            if *extra == 0 {
                break;
            }
            *extra = extra.saturating_sub(1);
            end = end.saturating_sub(last.len_utf8());
        }
        if end < self.text.len() {
            self.truncate(end);
        }
    }

    /// Says that something was left out.
    pub(super) fn tell(&mut self, what: &'static str, place: Span) {
        self.cleaned.push((what, place));
    }

    pub(super) fn candidate(self, kind: Kind) -> Candidate {
        let map = match self.places {
            Some(places) => Map::Table(places),
            None => Map::Shift(self.start),
        };
        Candidate {
            kind,
            text: self.text,
            map,
            span: Span::new(self.start, self.end),
            cleaned: self.cleaned,
            goes_on: None,
            shortened: None,
        }
    }
}
