//! iroh tickets in free text.

use super::SHORTEST;
use super::breaks::{Break, break_at, ends_line};
use super::escapes::Writing;
use super::pieces::{Candidate, Pieces};
use super::spelling;
use super::words::{byte_at, is_boundary, is_word, run, starts_with_nocase};
use crate::ticket::checks::Unchecked;
use crate::ticket::encoding::codec;
use crate::ticket::encoding::span::Span;
use crate::ticket::limits;
use crate::ticket::wire::beginning;
use crate::ticket::wire::fit::fit;
use crate::ticket::wire::kind::Kind;
use crate::ticket::wire::layout::Layout;
use crate::ticket::wire::walk::{FaultKind, walk};
use alloc::string::String;

/// The fewest payload characters of a ticket in which a wrong character is forgiven.
const SHORTEST_DAMAGED: usize = 40;
/// A line break may be percent-encoded; nothing else in a ticket is ever escaped.
const WRITING: Writing = Writing {
    percent: 1,
    quoted: false,
    hyphens: true,
};
/// The most lines of a ticket whose beginning does not show that it is one.
const FEW_LINES: usize = 6;

/// The kind whose prefix a text starts with, in any case.
pub fn ticket_kind(text: &str) -> Option<Kind> {
    let kinds = Kind::prefixed().filter(|kind| starts_with_nocase(text, kind.prefix()));
    kinds.max_by_key(|kind| kind.prefix().len())
}

pub(super) fn ticket_at(text: &str, start: usize) -> Option<Candidate> {
    let (kind, mut pieces) = named(text, start)?;
    let name = match byte_at(text, pieces.end) {
        Some(b':') => {
            pieces.take(text, pieces.end.saturating_add(1));
            kind.prefix().len().saturating_add(1)
        }
        _ => kind.prefix().len(),
    };
    let end = run(text, pieces.end, is_word);
    let own = own_length(kind, text.get(pieces.end..end)?);
    pieces.take(text, own.map_or(end, |own| pieces.end.saturating_add(own)));
    if own.is_some() {
        pieces.tell("text directly behind it", Span::new(pieces.end, end));
    }
    if is_even_case(pieces.text.get(name..)?) {
        continue_lines(&mut pieces, text, start, kind, name);
    }
    take_strays(&mut pieces, text, (kind, name));
    let payload = pieces.text.get(name..)?;
    let shortened = ellipsis(text, pieces.end).filter(|_| is_head(kind, payload));
    let is_one = shortened.is_some() || looks_like(kind, payload);
    let candidate = is_one.then(|| pieces.candidate(kind))?;
    Some(Candidate {
        shortened,
        ..candidate
    })
}

/// How much of a word is a payload, where a word of its own is glued to one: with a capital, or with a digit that is not in
/// base32.
fn own_length(kind: Kind, word: &str) -> Option<usize> {
    let is_lower = word
        .bytes()
        .next()
        .is_some_and(|first| !first.is_ascii_uppercase());
    let is_other = |byte: u8| !codec::is_base32(byte) || is_lower && byte.is_ascii_uppercase();
    let length = word
        .bytes()
        .position(is_other)
        .filter(|length| *length >= SHORTEST)?;
    (extent_of(word.get(..length)?, kind) == Extent::Whole).then_some(length)
}

/// A ticket in a word: behind something that was glued to it, or behind a prefix that is misspelt. Only a whole one counts.
pub(super) fn ticket_in(text: &str, start: usize) -> Option<Candidate> {
    /// How many beginnings are tried in one word.
    const TRIES: usize = 4;
    let end = run(text, start, is_word);
    let word = text
        .get(start..end)
        .filter(|word| word.len() >= spelling::WHOLE)?;
    let damaged = spelling::misspelt_kind(word).or_else(|| spelling::begun_kind(word));
    if let Some(kind) = damaged {
        return is_boundary(text, start).then(|| Pieces::new(text, Span::new(start, end)).candidate(kind));
    }
    let begins = |at: &usize| ticket_kind(word.get(*at..).unwrap_or_default()).is_some();
    let inside = (1..word.len().saturating_sub(SHORTEST))
        .filter(begins)
        .take(TRIES);
    let whole = |at: usize| {
        let candidate = ticket_at(text, start.saturating_add(at))?;
        let payload = candidate.text.get(candidate.kind.prefix().len()..)?;
        let has_digit = payload.bytes().any(|byte| byte.is_ascii_digit());
        let is_whole =
            has_digit && is_even_case(payload) && extent_of(payload, candidate.kind) == Extent::Whole;
        is_whole.then_some((at, candidate))
    };
    let (at, mut candidate) = inside.filter_map(whole).next()?;
    candidate
        .cleaned
        .push(("text directly before it", Span::sized(start, at)));
    Some(candidate)
}

/// Takes signs and letters of other alphabets that stand in an unfinished ticket, each with what follows: characters that
/// were misread or came in.
fn take_strays(pieces: &mut Pieces, text: &str, (kind, name): (Kind, usize)) {
    /// How many there may be.
    const MOST: usize = 2;
    for _ in 0..MOST {
        let payload = pieces.text.get(name..).unwrap_or_default();
        let Some(stray) = text.get(pieces.end..).and_then(|rest| rest.chars().next()) else {
            return;
        };
        let after = pieces.end.saturating_add(stray.len_utf8());
        let end = run(text, after, is_word);
        let piece = text.get(after..end).unwrap_or_default();
        // A sign may stand between a ticket and a word; a letter in the middle of one may not.
        let least = match stray {
            '-' | '_' | '.' | '|' | '!' | '$' | '@' | '~' | '*' | '(' | '+' => 8,
            stray if !stray.is_ascii() && stray.is_alphabetic() => 1,
            _ => return,
        };
        let is_more = piece.len() >= least && piece.bytes().all(codec::is_base32) && !begins_anew(piece);
        if !is_more || !is_even_case(payload) {
            return;
        }
        let good: String = payload.chars().filter(char::is_ascii_alphanumeric).collect();
        let begins = ["", "1"]
            .iter()
            .any(|stray| beginning::fits(kind, &[good.as_str(), stray, piece].concat()));
        if !begins || extent_of(&good, kind) != Extent::Unfinished {
            return;
        }
        pieces.take(text, end);
    }
}

/// The ellipsis that stands at `at`, as programs write it that shorten a text to show it.
pub(super) fn ellipsis(text: &str, at: usize) -> Option<Span> {
    const FORMS: [&str; 8] = ["[...]", "[…]", "(...)", "(…)", "<...>", "...", "…", "⋯"];
    let rest = text.get(at..)?;
    let form = FORMS.iter().find(|form| rest.starts_with(**form))?;
    Some(Span::sized(at, form.len()))
}

/// Whether a payload is the beginning of one, and not the whole.
fn is_head(kind: Kind, payload: &str) -> bool {
    payload.len() >= 4
        && payload.bytes().all(codec::is_base32)
        && is_even_case(payload)
        && beginning::fits(kind, payload)
        && matches!(extent_of(payload, kind), Extent::Unfinished | Extent::Loose)
}

/// The prefix of a ticket, which may itself be broken over two lines.
fn named(text: &str, start: usize) -> Option<(Kind, Pieces)> {
    let rest = text.get(start..)?;
    if let Some(kind) = ticket_kind(rest).filter(|_| is_boundary(text, start)) {
        let span = Span::sized(start, kind.prefix().len());
        return Some((kind, Pieces::new(text, span)));
    }
    // A break can only be here where a word is the beginning of a prefix.
    let end = run(text, start, is_word);
    let word = text.get(start..end).filter(|_| is_boundary(text, start))?;
    let tail = |kind: Kind| {
        let tail = kind.prefix().get(word.len()..)?;
        (!tail.is_empty() && starts_with_nocase(kind.prefix(), word)).then_some((kind, tail))
    };
    let mut begun = Kind::prefixed().filter_map(tail).peekable();
    begun.peek()?;
    let next = break_at(text, end, start, WRITING)?.next;
    let rest = text.get(next..)?;
    let (kind, tail) = begun.find(|(_, tail)| starts_with_nocase(rest, tail))?;
    let mut pieces = Pieces::new(text, Span::new(start, end));
    pieces.replace(next.saturating_sub(end), None, "a line break");
    pieces.take(text, next.saturating_add(tail.len()));
    Some((kind, pieces))
}

/// Appends following lines for as long as the ticket is unfinished and they look like its continuation.
fn continue_lines(pieces: &mut Pieces, text: &str, start: usize, kind: Kind, name: usize) {
    let mut grown = Grown::default();
    // A layout of old may fit the beginning by chance: then only a whole ticket counts.
    let mut loose = None;
    for line in 0..limits::LINES {
        let Some(found) = break_at(text, pieces.end, start, WRITING) else {
            break;
        };
        let payload = pieces.text.get(name..).unwrap_or_default();
        let most = if beginning::fits(kind, payload) {
            limits::LINES
        } else {
            FEW_LINES
        };
        if line >= most {
            break;
        }
        let extent = match grown.is_due(payload.len()) {
            true => extent_of(payload, kind),
            false => Extent::Unfinished,
        };
        match extent {
            Extent::Unfinished => {}
            Extent::Loose => loose = loose.or(Some(pieces.mark())),
            Extent::Whole | Extent::Wrong => break,
        }
        let stop = run(text, found.next, is_word);
        let piece = text.get(found.next..stop).unwrap_or_default();
        let length = stop.saturating_sub(start);
        if length > limits::CONTINUATION || !continues(pieces, piece, text, stop, found, (kind, name), start)
        {
            break;
        }
        pieces.replace(found.next.saturating_sub(pieces.end), None, found.what);
        pieces.take(text, stop);
    }
    if let Some(mark) = loose {
        let payload = pieces.text.get(name..).unwrap_or_default();
        if !matches!(extent_of(payload, kind), Extent::Whole) {
            pieces.go_back(mark);
        }
    }
}

/// Whether `piece`, which ends at `stop`, belongs to a ticket that goes on at `found`.
fn continues(
    pieces: &Pieces,
    piece: &str,
    text: &str,
    stop: usize,
    found: Break,
    (kind, name): (Kind, usize),
    start: usize,
) -> bool {
    if piece.is_empty() || begins_anew(piece) || !piece.bytes().all(codec::is_base32) {
        return false;
    }
    let joined = || {
        let mut joined = String::from(pieces.text.get(name..).unwrap_or_default());
        joined.push_str(piece);
        joined
    };
    let so_far = pieces.text.len().saturating_sub(name);
    if so_far < 8 && !beginning::fits(kind, &joined()) {
        return false;
    }
    // What stands behind a whole ticket is no part of it; behind half of one it would be damage.
    found.certain
        || ends_line(text, stop, start, WRITING)
        || matches!(extent_of(&joined(), kind), Extent::Whole)
}

/// Whether a ticket of its own begins with `text`.
pub(super) fn begins_anew(text: &str) -> bool {
    ticket_kind(text).is_some_and(|kind| {
        let payload = text.get(kind.prefix().len()..).unwrap_or_default();
        payload.len() >= SHORTEST && beginning::fits(kind, payload)
    })
}

/// All lower case or all upper case.
pub(super) fn is_even_case(payload: &str) -> bool {
    !payload.bytes().any(|byte| byte.is_ascii_uppercase())
        || !payload.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// Whether a payload is one, whole or damaged, and not the rest of a word.
fn looks_like(kind: Kind, payload: &str) -> bool {
    if payload.len() < SHORTEST {
        return false;
    }
    // Of 52 random characters all are letters once in 50,000 times; of words they nearly always are.
    let has_digit = payload.bytes().any(|byte| matches!(byte, b'2'..=b'7'));
    if has_digit
        && let Ok(bytes) = codec::base32(payload.as_bytes())
        && fit(&bytes, kind).is_some_and(|choice| choice.trailing == Some(0))
    {
        return true;
    }
    let wrong = payload.bytes().filter(|byte| !codec::is_base32(*byte)).count();
    let forgiven = payload.len() >= SHORTEST_DAMAGED && wrong <= 2;
    beginning::fits(kind, payload) && has_digit && is_even_case(payload) && (wrong == 0 || forgiven)
}

/// How far a payload goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// To the end of a ticket.
    Whole,
    /// Not so far.
    Unfinished,
    /// Not so far, or beyond the end of a ticket of an older layout.
    Loose,
    /// It is none.
    Wrong,
}

pub(super) fn extent_of(payload: &str, kind: Kind) -> Extent {
    if payload.bytes().any(|byte| !codec::is_base32(byte)) {
        return Extent::Wrong;
    }
    let fits = codec::base32(payload.as_bytes())
        .ok()
        .and_then(|bytes| fit(&bytes, kind)?.trailing);
    if fits == Some(0) {
        return Extent::Whole;
    }
    let bytes = codec::base32_before(payload.as_bytes());
    let ends_early = |layout: &&'static Layout| {
        walk(layout.fields, &bytes, &Unchecked, &mut ())
            .is_err_and(|fault| matches!(fault.kind, FaultKind::End(_)))
    };
    match (kind.layouts().iter().any(ends_early), fits) {
        (true, None) => Extent::Unfinished,
        (true, Some(_)) => Extent::Loose,
        (false, _) => Extent::Wrong,
    }
}

/// A text that grows line by line. A long one is looked at again when it has grown by a quarter, so that all looks
/// together take linear time; in between it counts as unfinished.
#[derive(Default)]
pub(super) struct Grown {
    looked: usize,
}

impl Grown {
    pub(super) fn is_due(&mut self, length: usize) -> bool {
        const LONG: usize = 8192;
        let due = self.looked.saturating_add(self.looked.saturating_div(4));
        let is_due = length <= LONG || !(self.looked..due).contains(&length);
        if is_due {
            self.looked = length;
        }
        is_due
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
                pieces.replace(gap, None, "a space");
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
