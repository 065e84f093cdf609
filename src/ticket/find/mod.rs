//! Finds links and tickets in free text, in linear time, and cleans away what got into them on the way.
//!
//! A word is only taken for a ticket when it decodes as one, or when it looks like a damaged one beyond what prose,
//! source code or logs contain. Bare ids and keys occur in every log, so they are recognised only alone.

use crate::ticket::checks::{Answer, Checks};
use crate::ticket::encoding::bases;
use crate::ticket::encoding::span::{Map, Span};
use crate::ticket::explain::meaning::is_unseen;
use crate::ticket::limits;
use crate::ticket::link;
use crate::ticket::link::cid;
use crate::ticket::wire::detect::choose;
use crate::ticket::wire::kind::Kind;
use crate::ticket::wire::value::Bytes32;
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

/// A text to explain, and where it came from.
#[derive(Clone, Debug)]
pub struct Source {
    /// What it is.
    pub kind: Kind,
    /// The text, as the parsers are given it.
    pub text: String,
    /// How it lies in the input.
    pub map: Map,
    /// Where it stands in the input.
    pub span: Span,
    /// It is the whole input, with nothing cleaned away.
    pub exact: bool,
    /// What was cleaned away, and where in the input.
    pub cleaned: Vec<(&'static str, Span)>,
}

/// What a search came to.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// What was found, in order.
    pub sources: Vec<Source>,
    /// How many findings beyond [`limits::FINDINGS`] there are.
    pub more: usize,
    /// Whether the input was longer than [`limits::INPUT`].
    pub truncated: bool,
}

/// The fewest payload characters of a ticket that is taken for a cut-off one.
pub(crate) const SHORTEST: usize = 20;
/// The fewest payload characters of a ticket in which a wrong character is forgiven.
const SHORTEST_DAMAGED: usize = 40;
/// How far behind `eidetica:` a `db=` makes a link of it when there is no `?`.
const NEAR: usize = 64;
/// The most lines that one ticket is put together from.
const LINES: usize = 96;

/// Searches `input`.
pub fn find(input: &str, checks: &dyn Checks) -> Search {
    let end = (0..=limits::INPUT.min(input.len()))
        .rev()
        .find(|end| input.is_char_boundary(*end))
        .unwrap_or(0);
    let text = input.get(..end).unwrap_or_default();
    let seen = Seen::of(text);
    let mut search = Search {
        truncated: end < input.len(),
        ..Search::default()
    };
    let mut add = |candidate: Candidate| match search.sources.len() < limits::FINDINGS {
        true => search.sources.push(seen.source(input, candidate)),
        false => search.more = search.more.saturating_add(1),
    };
    let scan = &seen.text;
    let mut at = 0;
    while let Some(start) = next_word(scan, at) {
        let candidate = link_at(scan, start).or_else(|| ticket_at(scan, start));
        at = match candidate {
            Some(candidate) => {
                let end = candidate.span.end;
                add(candidate);
                end
            }
            None => end_of_word(scan, start),
        };
    }
    if search.sources.is_empty() {
        let alone = alone(scan, checks)
            .or_else(|| named_key(scan, checks))
            .or_else(|| spaced_out(scan));
        search
            .sources
            .extend(alone.map(|candidate| seen.source(input, candidate)));
    }
    search
}

/// What a text is when it is taken as one ticket as it stands.
pub fn exact(input: &str, checks: &dyn Checks) -> Source {
    let trimmed = input.trim();
    let looks_like_link = starts_with_nocase(trimmed, "eidetica") || input.contains("db=");
    let alone = || alone(input, checks).map(|candidate| candidate.kind);
    let kind = match ticket_kind(trimmed) {
        _ if looks_like_link => Kind::Eidetica,
        Some(kind) => kind,
        None => alone().unwrap_or(Kind::Unknown),
    };
    Source {
        kind,
        text: String::from(input),
        map: Map::Shift(0),
        span: Span::new(0, input.len()),
        exact: true,
        cleaned: Vec::new(),
    }
}

/// The kind whose prefix a text starts with, in any case.
pub fn ticket_kind(text: &str) -> Option<Kind> {
    Kind::TICKETS
        .into_iter()
        .find(|kind| starts_with_nocase(text, kind.prefix()))
}

fn starts_with_nocase(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

// ---------------------------------------------------------------------------------------------- what cannot be seen

/// The input without characters that cannot be seen.
struct Seen<'a> {
    text: Cow<'a, str>,
    /// The place of each byte, where any was removed.
    places: Option<Vec<usize>>,
}

/// Characters that take part in no ticket, and in layout only.
fn is_removed(symbol: char) -> bool {
    is_unseen(symbol) && !matches!(symbol, '\n' | '\r' | '\t' | '\0')
}

impl<'a> Seen<'a> {
    fn of(text: &'a str) -> Self {
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

    fn place(&self, span: Span) -> Span {
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

    fn source(&self, input: &str, candidate: Candidate) -> Source {
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

/// Something found in the visible text.
struct Candidate {
    kind: Kind,
    text: String,
    map: Map,
    span: Span,
    cleaned: Vec<(&'static str, Span)>,
}

// ------------------------------------------------------------------------------------------------------------- words

fn byte_at(text: &str, at: usize) -> Option<u8> {
    text.as_bytes().get(at).copied()
}

fn byte_before(text: &str, at: usize, by: usize) -> Option<u8> {
    byte_at(text, at.checked_sub(by)?)
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}

/// Where the next word starts, at or after `at`.
fn next_word(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes().get(at..)?;
    let inside = byte_before(text, at, 1).is_some_and(is_word) && !is_escape(text, at);
    let mut rest = bytes
        .iter()
        .enumerate()
        .skip_while(|(_, byte)| inside && is_word(**byte));
    let start = rest.find(|(_, byte)| is_word(**byte))?.0.saturating_add(at);
    // In `%3Aendpoint…` and `\nendpoint…` the word starts after the escape.
    Some(start)
}

/// Whether what ends before `at` is a percent triplet or a backslash escape.
fn is_escape(text: &str, at: usize) -> bool {
    let percent = byte_before(text, at, 3) == Some(b'%')
        && [1, 2]
            .into_iter()
            .all(|by| byte_before(text, at, by).is_some_and(|byte| byte.is_ascii_hexdigit()));
    let backslash = byte_before(text, at, 2) == Some(b'\\')
        && matches!(byte_before(text, at, 1), Some(b'n' | b'r' | b't'));
    percent || backslash
}

/// Where the word that starts at `at` ends; an escape at its start is a word of its own.
fn end_of_word(text: &str, at: usize) -> usize {
    for by in [1, 2] {
        let next = at.saturating_add(by);
        if is_escape(text, next) && byte_before(text, at, 1).is_some_and(|byte| matches!(byte, b'%' | b'\\'))
        {
            return next;
        }
    }
    run(text, at, is_word)
}

/// Where the run of bytes from `at` on that satisfy `fits` ends.
fn run(text: &str, at: usize, fits: impl Fn(u8) -> bool) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    at.saturating_add(rest.iter().take_while(|byte| fits(**byte)).count())
}

/// Whether a word may start a ticket here: names like `my_node…` are one word.
fn is_boundary(text: &str, at: usize) -> bool {
    match byte_before(text, at, 1) {
        Some(b'_') => !byte_before(text, at, 2).is_some_and(is_word),
        _ => true,
    }
}

// ----------------------------------------------------------------------------------------------------------- tickets

fn ticket_at(text: &str, start: usize) -> Option<Candidate> {
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
fn is_even_case(payload: &str) -> bool {
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
    let wrong = payload.bytes().filter(|byte| !bases::is_base32(*byte)).count();
    if wrong == 0
        && has_digit
        && let Ok(bytes) = bases::base32(payload.as_bytes())
        && choose(&bytes, kind).is_some_and(|choice| choice.trailing == Some(0))
    {
        return true;
    }
    let starts_right = match payload.as_bytes() {
        [first, second, third, fourth, fifth, ..] => {
            let starts = [first, second, third, fourth, fifth].map(u8::to_ascii_lowercase);
            match (kind, starts) {
                (Kind::Doc, [b'a', b'a', b'a', b'c', b'a'..=b'p']) => true,
                (Kind::Doc, [b'a', b'a', b'a', b'q'..=b'z' | b'2'..=b'7', _]) => true,
                (Kind::Doc, [b'a', b'a', b'q', ..]) => true,
                (Kind::Doc, _) => false,
                (Kind::Services | Kind::N0des, [b'a', b'a', b'q', ..]) => true,
                (Kind::Services | Kind::N0des, _) => false,
                (Kind::Endpoint, [b'a', b'a'..=b'd', ..]) => true,
                (Kind::Endpoint, _) => false,
                (_, [b'a' | b'e', b'a'..=b'd', ..]) => true,
                _ => false,
            }
        }
        _ => false,
    };
    let forgiven = payload.len() >= SHORTEST_DAMAGED && wrong <= 2;
    starts_right && has_digit && is_even_case(payload) && (wrong == 0 || forgiven)
}

/// Whether a payload is right as far as it goes, but goes not far enough.
fn is_unfinished(payload: &str, kind: Kind) -> bool {
    if payload.bytes().any(|byte| !bases::is_base32(byte)) {
        return false;
    }
    match bases::base32(payload.as_bytes()) {
        Ok(bytes) => choose(&bytes, kind).is_some_and(|choice| choice.trailing.is_none()),
        Err(_) => true,
    }
}

// ------------------------------------------------------------------------------------------------------------- links

/// Whether a character may be part of a link in free text.
fn is_link(symbol: char) -> bool {
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

fn link_at(text: &str, start: usize) -> Option<Candidate> {
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
fn link_is_unfinished(text: &str) -> bool {
    let last = text.rsplit('&').next().unwrap_or_default();
    if let Some((_, ticket)) = last.split_once("iroh:") {
        let payload = ticket.strip_prefix(Kind::Endpoint.prefix()).unwrap_or_default();
        return ticket.len() < SHORTEST || is_unfinished(payload, Kind::Endpoint);
    }
    let id = last.rsplit_once("db=").map_or("", |(_, id)| id);
    let is_cid = id.starts_with('b') && id.bytes().all(bases::is_base32);
    last.ends_with('=') || (is_cid && id.len() < 59)
}

impl Candidate {
    /// Removes one level of percent-encoding.
    fn unpercent(&mut self) {
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
    fn unescape(&mut self) {
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
    fn put_back(&mut self, escaped: &str, symbol: char, what: &'static str) {
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

// ------------------------------------------------------------------------------------------- putting pieces together

/// A text that is put together from pieces of the input.
struct Pieces {
    text: String,
    /// The place of each byte, once there is more than one piece.
    places: Option<Vec<Span>>,
    start: usize,
    /// Where the last piece ends.
    end: usize,
    cleaned: Vec<(&'static str, Span)>,
}

impl Pieces {
    fn new(text: &str, span: Span) -> Self {
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
    fn take(&mut self, text: &str, end: usize) {
        let span = Span::new(self.end, end);
        self.places()
            .extend((span.start..span.end).map(|at| Span::sized(at, 1)));
        self.text.push_str(span.of(text));
        self.end = end;
    }

    /// Skips `length` bytes of the input, and appends `with` for them.
    fn replace(&mut self, length: usize, with: &str, what: &'static str) {
        let span = Span::sized(self.end, length);
        self.places().extend(core::iter::repeat_n(span, with.len()));
        self.text.push_str(with);
        self.cleaned.push((what, span));
        self.end = span.end;
    }

    /// Takes away punctuation at the end that belongs to the sentence around.
    fn trim_end(&mut self) {
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
    fn continue_lines(&mut self, text: &str, is_unfinished: impl Fn(&str) -> bool) {
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
    fn ends_softly(&self) -> bool {
        let last = self.text.rsplit(['&', '?']).next().unwrap_or_default();
        last.ends_with('=') && last.find('=') < last.rfind('=')
    }

    fn candidate(self, kind: Kind) -> Candidate {
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
fn continuation(text: &str, end: usize) -> Option<Span> {
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
    let plain = line.bytes().all(bases::is_base32)
        || line.starts_with('&')
        || line.contains('=')
        || line.contains(':');
    (!line.is_empty() && ends && plain && !begins_anew).then(|| Span::new(start, stop))
}

// -------------------------------------------------------------------------------------- what is recognised only alone

/// What the input is when it is one thing by itself, and no ticket.
fn alone(text: &str, checks: &dyn Checks) -> Option<Candidate> {
    let trimmed = text.trim_start_matches(is_around);
    let word = trimmed.trim_end_matches(is_around);
    let start = text.len().saturating_sub(trimmed.len());
    Some(lone(kind_alone(word, checks)?, word, start))
}

/// The key that stands in the input after its name, as in `SECRET=…`.
fn named_key(text: &str, checks: &dyn Checks) -> Option<Candidate> {
    let text = text.trim_end_matches(is_around);
    let (name, value) = text.rsplit_once(['=', ':'])?;
    let word = value.trim_start_matches(is_around);
    let kind = match kind_alone(word, checks).filter(|_| is_name_of_key(name))? {
        // Whatever else it could be: it was called a secret.
        Kind::EndpointId if word.len() == 64 && says_secret(name) => Kind::Key,
        kind @ (Kind::EndpointId | Kind::Key) => kind,
        _ => return None,
    };
    Some(lone(kind, word, text.len().saturating_sub(word.len())))
}

/// A ticket that is all of the input, with spaces in it.
fn spaced_out(text: &str) -> Option<Candidate> {
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
    let bytes = bases::base32(payload.as_bytes()).ok()?;
    let fits = choose(&bytes, kind).is_some_and(|choice| choice.trailing == Some(0));
    fits.then(|| pieces.candidate(kind))
}

/// What may stand around a word that is alone.
fn is_around(symbol: char) -> bool {
    symbol.is_whitespace() || matches!(symbol, '"' | '\'' | '`' | '<' | '>' | ',' | ';')
}

fn lone(kind: Kind, word: &str, start: usize) -> Candidate {
    Candidate {
        kind,
        text: String::from(word),
        map: Map::Shift(start),
        span: Span::sized(start, word.len()),
        cleaned: Vec::new(),
    }
}

/// Whether a few words before a key say what it is.
fn is_name_of_key(words: &str) -> bool {
    const NAMES: [&str; 5] = ["endpoint", "node", "peer", "key", "id"];
    words.len() <= 60 && (says_secret(words) || has_any(words, &NAMES))
}

fn says_secret(words: &str) -> bool {
    has_any(words, &["secret", "private"])
}

fn has_any(words: &str, names: &[&str]) -> bool {
    let words = words.to_ascii_lowercase();
    names.iter().any(|name| words.contains(name))
}

fn kind_alone(word: &str, checks: &dyn Checks) -> Option<Kind> {
    if word.is_empty() || word.len() > limits::CONTINUATION || word.contains(char::is_whitespace) {
        return None;
    }
    let is_id = |key: &Bytes32| checks.endpoint_id(key) != Answer::No;
    if let Some((key, _)) = key_of(word, checks) {
        return match is_id(&key) {
            true => Some(Kind::EndpointId),
            false if word.len() == 64 => Some(Kind::Key),
            false => None,
        };
    }
    if cid::hash_id(word).is_some() {
        return Some(Kind::HashId);
    }
    let looks_like_cid = word.starts_with("baf")
        || word.starts_with("BAF")
        || word.starts_with("Qm")
        || word.contains("/ipfs/");
    if looks_like_cid && cid::parse(word).is_ok() {
        return Some(Kind::Cid);
    }
    if word.starts_with("https://") || word.starts_with("http://") {
        let is_relay = crate::ticket::explain::meaning::relay(word).is_some()
            || crate::ticket::explain::meaning::host(word).contains("relay");
        return is_relay.then_some(Kind::RelayUrl);
    }
    if word.bytes().all(bases::is_base32) && ticket_kind(word).is_none() {
        let bytes = bases::base32(word.as_bytes()).unwrap_or_default();
        let is_chat = choose(&bytes, Kind::Gossip).is_some_and(|choice| choice.trailing == Some(0));
        let is_json = bytes.starts_with(b"{\"topic\"");
        if is_chat || is_json {
            return Some(Kind::Gossip);
        }
    }
    (unknown_prefix(word, checks) > 0).then_some(Kind::Unknown)
}

/// 32 bytes written as hex, base32 or z-base-32, or as the DNS name of an endpoint, and how they lie in the text.
pub fn key_of(text: &str, checks: &dyn Checks) -> Option<(Bytes32, Map)> {
    let key = |bytes: Option<Vec<u8>>| bytes.and_then(|bytes| Bytes32::try_from(bytes).ok());
    if text.len() == 64 {
        return key(bases::from_hex(text)).map(|bytes| (bytes, Map::Hex(0)));
    }
    const NAME: &str = "_iroh.";
    let offset = if text.starts_with(NAME) { NAME.len() } else { 0 };
    let label = text
        .get(offset..)?
        .split('.')
        .next()
        .filter(|label| offset > 0 || label.len() == text.len())?;
    if label.len() != 52 {
        return None;
    }
    let plain = key(bases::base32(label.as_bytes()).ok()).filter(|_| offset == 0);
    let zbase = key(bases::from_z32(label));
    // Few texts are both; then the one that is a key counts.
    let chosen = match (plain, zbase) {
        (Some(plain), Some(zbase)) if checks.endpoint_id(&plain) == Answer::No => zbase,
        (plain, zbase) => plain.or(zbase)?,
    };
    Some((chosen, Map::Base32(offset)))
}

/// How long the prefix of an unknown ticket kind is: what is before the first payload that starts with a variant 00 and
/// an endpoint's key, as the tickets of most applications do. 0 if there is none.
pub fn unknown_prefix(text: &str, checks: &dyn Checks) -> usize {
    let fits = |at: &usize| {
        let payload = text.get(*at..).unwrap_or_default();
        let starts = matches!(payload.as_bytes(), [b'a', b'a'..=b'd', ..]);
        if !starts || payload.len() < 53 || !payload.bytes().all(bases::is_base32) {
            return false;
        }
        let bytes = bases::base32(payload.as_bytes()).unwrap_or_default();
        let key = bytes.get(1..33).and_then(|key| <&[u8; 32]>::try_from(key).ok());
        key.is_some_and(|key| matches!(checks.endpoint_id(key), Answer::Yes(())))
    };
    (1..=24).find(fits).unwrap_or(0)
}
