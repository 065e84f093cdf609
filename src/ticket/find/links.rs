//! eidetica links in free text.
//!
//! A link is read sign by sign: what is escaped is put back, what was broken is joined, as long as the last parameter
//! ([`Value`]) wants more. What stands behind it and looks like more of it is never dropped without a word.

use super::behind::{BEHIND, more_behind};
use super::breaks::{Break, break_at, ends_line};
use super::escapes::{Escape, PERCENT, Writing, escape_at, is_quoted_printable};
use super::parameters::{Value, judge};
use super::pieces::{Candidate, Pieces};
use super::tickets::{Grown, begins_anew, ellipsis};
use super::width::{Width, column};
use super::words::{byte_at, byte_before, is_closing, is_word, run, starts_with_nocase};
use crate::ticket::encoding::span::Span;
use crate::ticket::limits;
use crate::ticket::wire::kind::Kind;

/// What a link starts with, in any case.
pub(super) const NAME: &str = "eidetica";
/// How far behind `eidetica:` a `db=` makes a link of it when there is no `?`.
const NEAR: usize = 64;
/// The fewest columns of a line that a program breaks by itself.
const NARROW: usize = 36;

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
const SIGNS: [(char, char); 12] = [
    ('\u{80}', '\u{bf}'),
    ('\u{2000}', '\u{2bff}'),
    ('\u{2e00}', '\u{2e7f}'),
    ('\u{3000}', '\u{303f}'),
    ('\u{e000}', '\u{f8ff}'),
    ('\u{fe10}', '\u{fe6f}'),
    ('\u{ff00}', '\u{ff0f}'),
    ('\u{ff1a}', '\u{ff20}'),
    ('\u{ff3b}', '\u{ff40}'),
    ('\u{ff5b}', '\u{ff65}'),
    ('\u{fff0}', '\u{ffff}'),
    ('\u{1f000}', '\u{1faff}'),
];

pub(super) fn link_at(text: &str, start: usize) -> Option<Candidate> {
    let mut pieces = named(text, start)?;
    let writing = writing(text, pieces.end)?;
    let mut reader = Reader {
        text,
        start,
        writing,
        segment: 0,
        checks: 0,
        pieces: &mut pieces,
        width: Width::default(),
        judged: Grown::default(),
        doubt: None,
    };
    reader.head()?;
    reader.read();
    let is_unfinished = judge(reader.last()) == Value::Needs;
    let shortened = ellipsis(text, reader.pieces.end).filter(|_| is_unfinished);
    let cut = reader.cut_off();
    let doubt = reader.doubt;
    if !cut {
        pieces.trim_end();
    }
    if writing.percent > 0 {
        let span = Span::new(start, pieces.end);
        pieces.tell(PERCENT, span);
    }
    let goes_on = doubt.or_else(|| more_behind(text, &pieces));
    let mut candidate = pieces.candidate(Kind::Eidetica);
    candidate.goes_on = goes_on.filter(|_| shortened.is_none());
    candidate.shortened = shortened.or_else(|| {
        let at = candidate.text.find("...")?;
        Some(candidate.map.project(Span::sized(at, 3)))
    });
    Some(candidate)
}

/// The scheme's name, which may itself be broken over two lines.
fn named(text: &str, start: usize) -> Option<Pieces> {
    let rest = text.get(start..)?;
    if starts_with_nocase(rest, NAME) {
        return Some(Pieces::new(text, Span::sized(start, NAME.len())));
    }
    // A word that is the beginning of the name, and only that.
    let pairs = rest.bytes().zip(NAME.bytes());
    let length = pairs
        .take_while(|(ours, theirs)| ours.eq_ignore_ascii_case(theirs))
        .count();
    let end = start.saturating_add(length);
    if length == 0 || byte_at(text, end).is_some_and(is_word) {
        return None;
    }
    let next = break_at(text, end, start, Writing::default())?.next;
    let tail = NAME
        .get(length..)
        .filter(|tail| starts_with_nocase(text.get(next..).unwrap_or_default(), tail))?;
    let mut pieces = Pieces::new(text, Span::new(start, end));
    pieces.replace(next.saturating_sub(end), None, "a line break");
    pieces.take(text, next.saturating_add(tail.len()));
    Some(pieces)
}

/// How the link is written whose scheme's name ends at `at`.
fn writing(text: &str, at: usize) -> Option<Writing> {
    let after = text.get(at..)?;
    // Inside of another URL the whole link is percent-encoded, once or twice.
    let percent = match () {
        () if starts_with_nocase(after, "%3a") => 1,
        () if starts_with_nocase(after, "%253a") => 2,
        () if after.starts_with([':', '&', '\\', '\n', '\r', '=']) => 0,
        () => return None,
    };
    let quoted = percent == 0 && is_quoted_printable(after);
    Some(Writing {
        percent,
        quoted,
        hyphens: false,
    })
}

/// Reads a link sign by sign.
struct Reader<'a> {
    text: &'a str,
    start: usize,
    writing: Writing,
    pieces: &'a mut Pieces,
    /// Where the last parameter begins, in the text that was read.
    segment: usize,
    /// How often it was looked at whether it is whole: a few times are enough.
    checks: usize,
    width: Width,
    judged: Grown,
    /// Where it is not sure that the link ends.
    doubt: Option<Span>,
}

impl Reader<'_> {
    /// Reads as much as tells whether this is a link. Decided by what comes at once, so that the same text is never read
    /// for many candidates.
    fn head(&mut self) -> Option<()> {
        let name = self.pieces.text.len();
        while self.pieces.text.len() < name.saturating_add(NEAR) {
            let read = self.pieces.text.get(name..).unwrap_or_default();
            let lower = read.to_ascii_lowercase();
            if !read.is_empty() && !read.starts_with(':') {
                return None;
            }
            if read.starts_with(":?") || read.starts_with("://") || lower.contains("db=") {
                return Some(());
            }
            if !self.step(true) {
                return None;
            }
        }
        None
    }

    fn read(&mut self) {
        while self.step(false) {}
    }

    /// Reads the next sign, or a run of them. Gives whether there was one.
    fn step(&mut self, one: bool) -> bool {
        let at = self.pieces.end;
        let Some(byte) = byte_at(self.text, at) else {
            return false;
        };
        if byte.is_ascii_alphanumeric() {
            let end = if one {
                at.saturating_add(1)
            } else {
                run(self.text, at, is_word)
            };
            // A word that starts another link, behind a sign that may stand between two.
            let is_second = matches!(
                byte_before(self.text, at, 1),
                Some(b',' | b';' | b'/' | b'|' | b'#')
            );
            if is_second && starts_with_nocase(self.text.get(at..).unwrap_or_default(), "eidetica:") {
                return false;
            }
            self.pieces.take(self.text, end);
            return true;
        }
        if let Some((escape, gap)) = self.broken_escape(at) {
            self.width.note(self.text, at);
            return self.escaped(escape, gap);
        }
        if let Some(found) = break_at(self.text, at, self.start, self.writing) {
            if self.joins(&found) {
                self.width.note(self.text, at);
                let gap = found.next.saturating_sub(at);
                self.pieces.replace(gap, None, found.what);
                return true;
            }
            // A `=` at the end of a line may as well be the link's own.
            if byte != b'=' {
                return false;
            }
        }
        if let Some(escape) = escape_at(self.text, at, self.writing) {
            return self.escaped(escape, 0);
        }
        let Some(symbol) = self.text.get(at..).and_then(|rest| rest.chars().next()) else {
            return false;
        };
        let ends = match self.writing.percent {
            0 => !is_link(symbol),
            _ => !is_link(symbol) || matches!(symbol, '&' | '#' | '+'),
        };
        if ends || self.is_behind(symbol) {
            return false;
        }
        self.pieces.take(self.text, at.saturating_add(symbol.len_utf8()));
        self.follow(symbol);
        true
    }

    /// An escape that begins at `at` and ends on the next line, and how much stands in between.
    fn broken_escape(&self, at: usize) -> Option<(Escape, usize)> {
        /// The longest escape.
        const LONG: usize = 12;
        if !matches!(byte_at(self.text, at), Some(b'&' | b'\\' | b'%')) {
            return None;
        }
        let begun = |byte| is_word(byte) || matches!(byte, b'&' | b'#' | b'\\' | b'%' | b';');
        let begun = |at: usize| byte_at(self.text, at).is_some_and(begun);
        let after = (at..at.saturating_add(LONG)).find(|at| !begun(*at))?;
        // A shell's own sign for a line that goes on is the escape's first character.
        let ends = [after.checked_sub(1), Some(after)];
        ends.into_iter().flatten().find_map(|end| {
            let found = break_at(self.text, end, self.start, self.writing)?;
            let head = self.text.get(at..end).filter(|head| !head.is_empty())?;
            let whole = escape_at(self.text, at, self.writing).map_or(0, |escape| escape.length);
            // The escape's own `#` may be taken for the sign of a comment.
            [found.next, found.line].into_iter().find_map(|next| {
                let tail = self.text.get(next..).unwrap_or_default();
                let tail: alloc::string::String = tail.chars().take(LONG).collect();
                let escape = escape_at(&alloc::format!("{head}{tail}"), 0, self.writing)?;
                let longer = escape.length > head.len() && whole <= head.len();
                (longer && is_link(char::from(escape.byte))).then_some((escape, next.saturating_sub(end)))
            })
        })
    }

    /// Takes what is escaped; `gap` bytes in the middle are no part of the escape.
    fn escaped(&mut self, escape: Escape, gap: usize) -> bool {
        let symbol = char::from(escape.byte);
        // `\*` and the like: the sign that closes what a text processor opened.
        if !is_link(symbol) || self.is_behind(symbol) {
            return false;
        }
        let length = escape.length.saturating_add(gap);
        // That all of it is percent-encoded is told once.
        if escape.what == PERCENT {
            self.pieces.replace_quietly(length, escape.byte);
        } else {
            self.pieces.replace(length, Some(escape.byte), escape.what);
        }
        self.follow(symbol);
        true
    }

    /// Keeps track of where the last parameter begins.
    fn follow(&mut self, symbol: char) {
        let is_query = symbol == '?' && self.segment == 0;
        if symbol == '&' || is_query {
            self.segment = self.pieces.text.len();
            self.checks = 0;
        }
    }

    fn last(&self) -> &str {
        self.pieces.text.get(self.segment..).unwrap_or_default()
    }

    /// Whether what comes stands behind a value that is whole, and so is no part of it.
    fn is_behind(&mut self, symbol: char) -> bool {
        const LOOKS: usize = 6;
        if matches!(symbol, '&' | '=' | '%' | ':' | '+') || self.segment == 0 || self.checks >= LOOKS {
            return false;
        }
        self.checks = self.checks.saturating_add(1);
        // In a list of tips a comma stands between two.
        let value = judge(self.last());
        matches!(value, Value::Whole) || value == Value::Port && !matches!(symbol, '.' | '-')
    }

    /// Whether the link goes on behind a break.
    fn joins(&mut self, found: &Break) -> bool {
        let text = self.text;
        let next = text.get(found.next..).unwrap_or_default();
        let stop = next
            .char_indices()
            .find(|(_, symbol)| !is_link(*symbol))
            .map_or(next.len(), |(at, _)| at);
        let whole = next.get(..stop).unwrap_or_default();
        let stop = found.next.saturating_add(stop);
        if stop.saturating_sub(self.start) > limits::CONTINUATION || self.width.lines >= limits::LINES {
            return false;
        }
        let length = self.last().len();
        let is_due = self.judged.is_due(length);
        let last = self.last();
        let starts_link = ["eidetica:", "eidetica%3a", "eidetica%253a"];
        let is_anew = starts_link.iter().any(|start| starts_with_nocase(next, start))
            || begins_anew(whole) && !last.ends_with("iroh:");
        if is_anew || self.segment == 0 && !self.is_head(next) {
            return false;
        }
        // The next line as the link has it: `%26` and `&amp;` are `&`.
        let first = escape_at(text, found.next, self.writing);
        let ampersand = first.map_or(next.starts_with('&'), |escape| escape.byte == b'&');
        if self.segment == 0 || ampersand && is_parameter(text, found.next, first) {
            return true;
        }
        let (piece, stop) = self.piece(found.next, stop);
        if piece.is_empty() {
            return false;
        }
        let alone = || {
            found.certain
                || ends_line(text, stop, self.start, self.writing)
                || self.broken_escape(stop).is_some()
        };
        let (own, more) = piece
            .split_once('&')
            .map_or((piece.as_str(), false), |(own, _)| (own, true));
        let joined = alloc::format!("{last}{own}");
        let (before, value) = match is_due {
            true => (judge(last), judge(&joined)),
            false => (Value::Needs, Value::Needs),
        };
        let alone = alone();
        match before {
            Value::Whole => false,
            Value::Needs => match value {
                Value::Whole | Value::Port => true,
                Value::Needs => more || alone,
                Value::Open => !last.contains('=') && joined.contains('=') && is_known(&joined),
            },
            // Digits may be the rest of a port, and may be anything.
            Value::Port => {
                let goes_on = value == Value::Port && own.bytes().all(|byte| byte.is_ascii_digit());
                if goes_on && !more && !found.certain && !self.width.is_same(text, self.pieces.end) {
                    let wide = column(text, self.pieces.end) >= NARROW;
                    self.doubt = self
                        .doubt
                        .or((wide && alone).then_some(Span::new(found.next, stop)));
                    return false;
                }
                goes_on
            }
            Value::Open => {
                let parameter = ["&pr=", "&db=", "&tips="].iter().any(|key| piece.contains(key));
                if found.certain || parameter || self.width.is_same(text, self.pieces.end) {
                    return found.certain || parameter || alone;
                }
                let wide = column(text, self.pieces.end) >= NARROW;
                let is_word = own.len() < 16
                    && !own
                        .bytes()
                        .any(|byte| byte.is_ascii_digit() || b":=%/".contains(&byte));
                self.doubt = self
                    .doubt
                    .or((wide && alone && !is_word).then_some(Span::new(found.next, stop)));
                false
            }
        }
    }

    /// Whether what follows completes `eidetica:?`.
    fn is_head(&self, next: &str) -> bool {
        match self.pieces.text.ends_with(':') {
            true => starts_with_nocase(next, "?db") || starts_with_nocase(next, "?pr"),
            false => starts_with_nocase(next, ":?"),
        }
    }

    /// The beginning of what follows, without its escapes, and where it ends.
    fn piece(&self, at: usize, stop: usize) -> (alloc::string::String, usize) {
        let mut piece = alloc::string::String::new();
        let mut at = at;
        while at < stop {
            let Some(symbol) = self.text.get(at..).and_then(|rest| rest.chars().next()) else {
                break;
            };
            if break_at(self.text, at, self.start, self.writing).is_some() {
                break;
            }
            match escape_at(self.text, at, self.writing) {
                Some(escape) if !is_link(char::from(escape.byte)) => break,
                Some(escape) => {
                    piece.push(char::from(escape.byte));
                    at = at.saturating_add(escape.length);
                }
                // A percent sign here is an escape that was broken.
                None if self.writing.percent > 0 && matches!(symbol, '&' | '#' | '+' | '%') => break,
                None => {
                    piece.push(symbol);
                    at = at.saturating_add(symbol.len_utf8());
                }
            }
        }
        (piece, at)
    }

    /// Whether the link ends in front of something that directly follows. That is told, but for what closes a sentence.
    fn cut_off(&mut self) -> bool {
        let at = self.pieces.end;
        let next = self.text.get(at..).and_then(|rest| rest.chars().next());
        let Some(symbol) = next.filter(|symbol| is_link(*symbol)) else {
            return false;
        };
        if self.writing.percent > 0 && matches!(symbol, '&' | '#' | '+') {
            return false;
        }
        let after = run(self.text, at, is_closing);
        let rest = self.text.get(after..).unwrap_or_default();
        let follows = rest.chars().next().is_some_and(is_link);
        if follows && !starts_with_nocase(rest, "eidetica:") {
            let length = rest
                .char_indices()
                .take(BEHIND)
                .take_while(|(_, symbol)| is_link(*symbol))
                .last();
            let end = length.map_or(after, |(length, symbol)| {
                after.saturating_add(length).saturating_add(symbol.len_utf8())
            });
            self.pieces.tell("text directly behind it", Span::new(at, end));
        }
        true
    }
}

/// Whether `&` at `at` begins a parameter: a key and a `=`.
fn is_parameter(text: &str, at: usize, escape: Option<Escape>) -> bool {
    let at = at.saturating_add(escape.map_or(1, |escape| escape.length));
    let end = run(text, at, |byte| {
        is_word(byte) || matches!(byte, b'_' | b'-' | b'.')
    });
    let is_key = end > at && end.saturating_sub(at) <= 40;
    let rest = text.get(end..).unwrap_or_default();
    let signs = [
        "=", "%3d", "%3D", "%253D", "\\u003d", "\\x3d", "&#", "&equals;", "\\=",
    ];
    is_key && signs.iter().any(|sign| rest.starts_with(sign))
        || ["pr", "db", "tips"]
            .iter()
            .any(|key| rest.is_empty() && text.get(at..end) == Some(key))
}

fn is_known(segment: &str) -> bool {
    ["db=", "pr=", "tips="].iter().any(|key| segment.starts_with(key))
}
