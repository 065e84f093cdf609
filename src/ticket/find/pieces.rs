//! A finding put together from pieces of the input, each of its bytes with its place.

use super::SHORTEST;
use super::links::is_link;
use super::tickets::ticket_kind;
use super::words::{byte_at, run, starts_with_nocase};
use crate::ticket::encoding::codec;
use crate::ticket::encoding::span::{Map, Span};
use crate::ticket::limits;
use crate::ticket::link;
use crate::ticket::wire::kind::Kind;
use alloc::string::String;
use alloc::vec::Vec;

/// The most lines that one ticket is put together from.
const LINES: usize = 96;

/// Something found in the visible text.
pub(super) struct Candidate {
    pub(super) kind: Kind,
    pub(super) text: String,
    pub(super) map: Map,
    pub(super) span: Span,
    pub(super) cleaned: Vec<(&'static str, Span)>,
}
impl Candidate {
    /// Removes one level of percent-encoding.
    pub(super) fn unpercent(&mut self) {
        let decoded = link::unpercent(&self.text, 0);
        let map = &self.map;
        let places = (0..decoded.text.len())
            .map(|at| map.project(decoded.map.project(Span::sized(at, 1))))
            .collect();
        self.cleaned.push(("percent-encoding", self.span));
        self.text = decoded.text;
        self.map = Map::Table(places);
    }

    /// Undoes what HTML or mail made of the signs between parameters.
    pub(super) fn unescape(&mut self) {
        for escaped in ["&amp;amp;", "&amp;"] {
            self.put_back(escaped, '&', "an HTML escape");
        }
        // Mail writes each `=` as `=3D`. Where only some look so, `3D` is the beginning of a value.
        let mut values = self.text.split('=').skip(1);
        if values.clone().nth(1).is_some() && values.all(|value| value.starts_with("3D")) {
            self.put_back("=3D", '=', "quoted-printable encoding");
        }
    }

    /// Replaces each `escaped` by the one character that it stands for.
    pub(super) fn put_back(&mut self, escaped: &str, symbol: char, what: &'static str) {
        if !self.text.contains(escaped) {
            return;
        }
        let mut text = String::with_capacity(self.text.len());
        let mut places = Vec::with_capacity(self.text.len());
        let mut at = 0_usize;
        for part in self.text.split(escaped) {
            if at > 0 {
                let place = self.map.project(Span::new(at.saturating_sub(escaped.len()), at));
                self.cleaned.push((what, place));
                text.push(symbol);
                places.push(place);
            }
            text.push_str(part);
            let span = Span::sized(at, part.len());
            places.extend((span.start..span.end).map(|at| self.map.project(Span::sized(at, 1))));
            at = span.end.saturating_add(escaped.len());
        }
        self.text = text;
        self.map = Map::Table(places);
    }
}

/// A text that is put together from pieces of the input.
pub(super) struct Pieces {
    pub(super) text: String,
    /// The place of each byte, once there is more than one piece.
    pub(super) places: Option<Vec<Span>>,
    pub(super) start: usize,
    /// Where the last piece ends.
    pub(super) end: usize,
    pub(super) cleaned: Vec<(&'static str, Span)>,
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

    pub(super) fn places(&mut self) -> &mut Vec<Span> {
        let span = Span::new(self.start, self.end);
        self.places
            .get_or_insert_with(|| (span.start..span.end).map(|at| Span::sized(at, 1)).collect())
    }

    /// Appends the input up to `end`.
    pub(super) fn take(&mut self, text: &str, end: usize) {
        let span = Span::new(self.end, end);
        self.places()
            .extend((span.start..span.end).map(|at| Span::sized(at, 1)));
        self.text.push_str(span.of(text));
        self.end = end;
    }

    /// Skips `length` bytes of the input, and appends `with` for them.
    pub(super) fn replace(&mut self, length: usize, with: &str, what: &'static str) {
        let span = Span::sized(self.end, length);
        self.places().extend(core::iter::repeat_n(span, with.len()));
        self.text.push_str(with);
        self.cleaned.push((what, span));
        self.end = span.end;
    }

    /// Takes away punctuation at the end that belongs to the sentence around.
    pub(super) fn trim_end(&mut self) {
        let count = |symbol| self.text.matches(symbol).count();
        // How many more brackets of each sort close than open.
        let mut round = count(')').saturating_sub(count('('));
        let mut square = count(']').saturating_sub(count('['));
        while let Some(last) = self.text.chars().next_back() {
            let extra = match last {
                ')' => &mut round,
                ']' => &mut square,
                '.' | ',' | ';' | ':' | '!' | '?' | '*' | '_' | '~' | '…' => {
                    &mut usize::from(self.text.len() > link::PREFIX.len())
                }
                _ => return,
            };
            if *extra == 0 {
                return;
            }
            *extra = extra.saturating_sub(1);
            self.text.pop();
            if let Some(places) = &mut self.places {
                places.truncate(self.text.len());
            }
            self.end = match &self.places {
                Some(places) => places.last().map_or(self.start, |place| place.end),
                None => self.end.saturating_sub(last.len_utf8()),
            };
        }
    }

    /// Appends following lines for as long as the text is unfinished and they look like its continuation.
    pub(super) fn continue_lines(&mut self, text: &str, is_unfinished: impl Fn(&str) -> bool) {
        for _ in 0..LINES {
            let Some(next) = continuation(text, self.end) else {
                return;
            };
            let parameter = next.of(text).starts_with('&');
            let soft = self.ends_softly();
            if next.end.saturating_sub(self.start) > limits::CONTINUATION
                || !(parameter || soft || is_unfinished(&self.text))
            {
                return;
            }
            if soft {
                self.text.pop();
                self.places().pop();
                self.end = self.end.saturating_sub(1);
            }
            let gap = next.start.saturating_sub(self.end);
            self.replace(gap, "", "a line break");
            self.take(text, next.end);
        }
    }

    /// Whether the text ends in the `=` that mail breaks a line with, and not in that of a parameter without a value.
    pub(super) fn ends_softly(&self) -> bool {
        let last = self.text.rsplit(['&', '?']).next().unwrap_or_default();
        last.ends_with('=') && last.find('=') < last.rfind('=')
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
        }
    }
}

/// The next line's content, if the line that ends at `end` was broken there: one word, maybe quoted with `>`.
pub(super) fn continuation(text: &str, end: usize) -> Option<Span> {
    let soft = run(text, end, |byte| {
        matches!(byte, b' ' | b'\t' | b'\r' | b'=' | b'\\')
    });
    if byte_at(text, soft) != Some(b'\n') {
        return None;
    }
    let start = run(text, soft.saturating_add(1), |byte| {
        matches!(byte, b' ' | b'\t' | b'>' | b'|')
    });
    let stop = run(text, start, |byte| is_link(char::from(byte)) && byte.is_ascii());
    let line = text.get(start..stop)?;
    let after = run(text, stop, |byte| matches!(byte, b' ' | b'\t' | b'\r'));
    let ends = byte_at(text, after)
        .is_none_or(|byte| matches!(byte, b'\n' | b'\\' | b'=' | b'"' | b'\'' | b'`' | b'<'));
    let begins_anew = ticket_kind(line)
        .is_some_and(|kind| line.len() > kind.prefix().len().saturating_add(SHORTEST))
        || starts_with_nocase(line, "eidetica:");
    let plain = line.bytes().all(codec::is_base32)
        || line.starts_with('&')
        || line.contains('=')
        || line.contains(':');
    (!line.is_empty() && ends && plain && !begins_anew).then(|| Span::new(start, stop))
}
