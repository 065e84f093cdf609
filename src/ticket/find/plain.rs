//! The input as plain text: without what only steers how text is shown.
//!
//! Characters that cannot be seen, terminal colours and the zero bytes of UTF-16 go; line separators and blanks of all
//! sorts become the plain ones; fullwidth letters become ASCII.

use super::Source;
use super::pieces::Candidate;
use crate::ticket::encoding::span::{Map, Span};
use crate::ticket::words::is_unseen;
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

/// The input as plain text, and where each byte of it stands.
pub(super) struct Plain<'a> {
    pub(super) text: Cow<'a, str>,
    /// The place of each byte, where anything was changed.
    places: Option<Vec<Span>>,
    /// What was changed, in order.
    changes: Vec<(&'static str, Span)>,
}

const UNSEEN: &str = "characters that cannot be seen";
const COLOURS: &str = "terminal control sequences";
const ZEROS: &str = "zero bytes of UTF-16";
const FULLWIDTH: &str = "fullwidth characters";

impl<'a> Plain<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        if is_plain(text) {
            return Plain {
                text: Cow::Borrowed(text),
                places: None,
                changes: Vec::new(),
            };
        }
        let mut writer = Writer {
            text: String::with_capacity(text.len()),
            places: Vec::with_capacity(text.len()),
            changes: Vec::new(),
        };
        let mut at = 0;
        while let Some(symbol) = text.get(at..).and_then(|rest| rest.chars().next()) {
            at = at.saturating_add(writer.take(text, at, symbol));
        }
        Plain {
            text: Cow::Owned(writer.text),
            places: Some(writer.places),
            changes: writer.changes,
        }
    }

    /// Where a span of the plain text stands in the input.
    fn place(&self, span: Span) -> Span {
        let Some(places) = &self.places else {
            return span;
        };
        let last = places.last().map_or(0, |last| last.end);
        let start = places.get(span.start).map_or(last, |place| place.start);
        let end = span.end.checked_sub(1).filter(|_| !span.is_empty());
        let end = end
            .and_then(|end| places.get(end))
            .map_or(start, |place| place.end);
        Span::new(start, end)
    }

    /// What was found, with its places in the input.
    pub(super) fn source(&self, input: &str, candidate: Candidate) -> Source {
        let span = self.place(candidate.span);
        let mut cleaned = candidate.cleaned;
        for (_, place) in &mut cleaned {
            *place = self.place(*place);
        }
        // Of each sort the first place is enough: UTF-16 has a zero behind every character.
        let inside = self
            .changes
            .partition_point(|(_, place)| place.start < span.start);
        let changes = self.changes.iter().skip(inside);
        for (what, place) in changes.take_while(|(_, place)| place.end <= span.end) {
            if !cleaned.iter().any(|(other, _)| other == what) {
                cleaned.push((what, *place));
            }
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
            goes_on: candidate.goes_on.map(|place| self.place(place)),
            shortened: candidate.shortened.map(|place| self.place(place)),
        }
    }
}

/// Whether a text is plain as it stands. Looking at bytes is many times faster than at characters.
fn is_plain(text: &str) -> bool {
    let is_ascii = |byte: u8| matches!(byte, b' '..=b'~' | b'\n' | b'\r' | b'\t');
    let mut pieces = text.as_bytes().chunks(64);
    let ascii = pieces.all(|piece| piece.iter().fold(true, |plain, byte| plain & is_ascii(*byte)));
    let colours = || {
        let mut pairs = text.as_bytes().windows(2);
        pairs.any(|pair| matches!(pair, [b'[', b'0'..=b'9']))
    };
    let changes =
        |symbol: char| is_removed(symbol) || is_space(symbol) || ascii_of(symbol).is_some() || symbol == '\0';
    (ascii || !text.chars().any(changes)) && !colours()
}

/// Characters that take part in no ticket, and in layout only.
fn is_removed(symbol: char) -> bool {
    is_unseen(symbol) && !matches!(symbol, '\n' | '\r' | '\t' | '\0')
}

/// Blanks of other sorts, of which text processors make use.
fn is_space(symbol: char) -> bool {
    matches!(
        symbol,
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

/// The ASCII character that a fullwidth one is the wide form of.
fn ascii_of(symbol: char) -> Option<char> {
    let ascii = u32::from(symbol).checked_sub(0xfee0)?;
    char::from_u32(ascii).filter(|symbol| symbol.is_ascii_graphic())
}

struct Writer {
    text: String,
    places: Vec<Span>,
    changes: Vec<(&'static str, Span)>,
}

impl Writer {
    /// Writes what stands at `at`. Gives how many bytes of the input that was.
    fn take(&mut self, text: &str, at: usize, symbol: char) -> usize {
        let rest = text.get(at..).unwrap_or_default();
        if let Some((length, is_boundary)) = control(rest) {
            let span = Span::sized(at, length);
            match is_boundary {
                true => self.put(' ', span),
                false => self.changes.push((COLOURS, span)),
            }
            return length;
        }
        let length = symbol.len_utf8();
        let span = Span::sized(at, length);
        match symbol {
            '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => self.put('\n', span),
            '\0' if is_utf16(text.as_bytes(), at) => self.changes.push((ZEROS, span)),
            symbol if is_space(symbol) => self.put(' ', span),
            symbol if is_removed(symbol) => self.changes.push((UNSEEN, span)),
            symbol => match ascii_of(symbol).filter(|ascii| is_wide_word(text, at, length, *ascii)) {
                Some(ascii) => {
                    self.put(ascii, span);
                    self.changes.push((FULLWIDTH, span));
                }
                None => {
                    self.text.push(symbol);
                    self.places.extend((at..span.end).map(|at| Span::sized(at, 1)));
                }
            },
        }
        length
    }

    fn put(&mut self, symbol: char, span: Span) {
        self.text.push(symbol);
        self.places.push(span);
    }
}

/// Whether the zero byte at `at` is one of many, one behind or before each character: UTF-16 taken for something else.
fn is_utf16(bytes: &[u8], at: usize) -> bool {
    let is_zero = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(|byte| *byte == 0);
    is_zero(at.checked_sub(2)) || is_zero(at.checked_add(2))
}

/// Letters and digits are always taken for ASCII; signs only among others of their sort, or where a link's own stand.
fn is_wide_word(text: &str, at: usize, length: usize, ascii: char) -> bool {
    if ascii.is_ascii_alphanumeric() {
        return true;
    }
    let before = text.get(..at).unwrap_or_default();
    let after = text.get(at.saturating_add(length)..).unwrap_or_default();
    let is_wide = |symbol: Option<char>| symbol.is_some_and(|symbol| ascii_of(symbol).is_some());
    if is_wide(before.chars().next_back()) && is_wide(after.chars().next()) {
        return true;
    }
    let ends = |what: &str| before.len() >= what.len() && before.ends_with(what);
    let starts = |what: &[&str]| what.iter().any(|what| after.starts_with(what));
    match ascii {
        ':' => ends("eidetica") || (ends("iroh") || ends("http")) && !starts(&[" "]),
        '?' => starts(&["db"]),
        '=' => (ends("db") || ends("pr") || ends("tips")) && !starts(&[" "]),
        '&' => starts(&["pr", "db", "tips"]),
        _ => false,
    }
}

/// The length of a terminal's control sequence that begins `text`, and whether something else begins behind it.
fn control(text: &str) -> Option<(usize, bool)> {
    let bytes = text.as_bytes();
    // Also as people's programs print the escape character where they cannot.
    const ESCAPES: [&str; 8] = [
        "\u{1b}", "\\u001b", "\\u001B", "\\x1b", "\\x1B", "\\033", "\\e", "^[",
    ];
    let sequence = |start: usize| csi(bytes.get(start..)?).map(|length| start.saturating_add(length));
    match *bytes.first()? {
        b'[' => select_graphics(bytes).map(|length| (length, false)),
        b'\\' | b'^' => {
            let escape = ESCAPES.iter().find(|escape| text.starts_with(**escape))?;
            sequence(escape.len()).map(|length| (length, false))
        }
        0x1b => match bytes.get(1) {
            Some(b'[') => sequence(1).map(|length| (length, false)),
            // A link's target stands between `ESC ] 8 ; ;` and the end of the string; so does a window's title.
            Some(b']') => {
                let rest = bytes.get(..bytes.len().min(64))?;
                let before = usize::from(rest.starts_with(b"\x1b]8;"));
                let mut found = rest.iter().enumerate().filter(|(_, byte)| **byte == b';');
                let at = found.nth(before)?.0;
                Some((at.saturating_add(1), true))
            }
            Some(b'\\') => Some((2, true)),
            // It chooses a character set by one more character, of ASCII.
            Some(b'(' | b')' | b'#' | b'%') => bytes.get(2).filter(|set| set.is_ascii()).map(|_| (3, false)),
            Some(b'0'..=b'~') => Some((2, false)),
            _ => None,
        },
        // The bell ends a link's target too.
        7 => Some((1, true)),
        // A control sequence in one character, U+009B.
        0xc2 if bytes.get(1) == Some(&0x9b) => {
            let length = parameters(bytes.get(2..)?)?;
            Some((length.saturating_add(2), false))
        }
        _ => None,
    }
}

/// The length of `[…m` and its like.
fn csi(bytes: &[u8]) -> Option<usize> {
    match bytes.first()? {
        b'[' => parameters(bytes.get(1..)?).map(|length| length.saturating_add(1)),
        _ => None,
    }
}

fn parameters(bytes: &[u8]) -> Option<usize> {
    let length = bytes
        .iter()
        .take(40)
        .take_while(|byte| matches!(byte, b' '..=b'?'))
        .count();
    let is_end = bytes.get(length).is_some_and(|byte| matches!(byte, b'@'..=b'~'));
    is_end.then(|| length.saturating_add(1))
}

/// The length of a colour's `[1;31m` that lost its escape character on the way.
fn select_graphics(bytes: &[u8]) -> Option<usize> {
    let inside = bytes.get(1..)?;
    let length = inside
        .iter()
        .take(20)
        .take_while(|byte| matches!(byte, b'0'..=b'9' | b';'))
        .count();
    let is_end = length > 0 && inside.get(length) == Some(&b'm');
    is_end.then(|| length.saturating_add(2))
}
