//! What somebody's own types make of a text: which of them fit, and the document of each.
//!
//! A text is a ticket of a kind that nobody here knows, or bytes as somebody wrote them down. Every way in which it can be
//! read is tried with every type, and the best comes first.

use crate::ticket::checks::{Checks, Unchecked};
use crate::ticket::encoding::codec;
use crate::ticket::encoding::span::{Map, Span};
use crate::ticket::explain::dissect;
use crate::ticket::explain::document::Document;
use crate::ticket::explain::report::Report;
use crate::ticket::find;
use crate::ticket::limits;
use crate::ticket::types::{Definitions, Fault, FaultKind};
use crate::ticket::wire::kind::{Kind, Sort};
use crate::ticket::words::count;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// How well bytes fit a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Every byte is read.
    Complete,
    /// So many bytes are left over.
    Left(usize),
    /// The bytes end inside of this.
    Ends(String),
    /// The bytes for this are none that its type has.
    Wrong(String),
    /// There is more than is read.
    Stopped,
}

impl Fit {
    pub(crate) fn of(result: &Result<usize, Fault>, length: usize) -> Fit {
        match result {
            Ok(read) => match length.saturating_sub(*read) {
                0 => Fit::Complete,
                left => Fit::Left(left),
            },
            Err(fault) => match fault.kind {
                FaultKind::End(_) => Fit::Ends(fault.name.clone()),
                FaultKind::Deep | FaultKind::Work => Fit::Stopped,
                _ => Fit::Wrong(fault.name.clone()),
            },
        }
    }

    /// In words, as what a type does: `reads completely`, `leaves 3 bytes`.
    pub fn words(&self) -> String {
        match self {
            Fit::Complete => String::from("reads completely"),
            Fit::Left(left) => format!("{} left", count(*left, "byte", "bytes")),
            Fit::Ends(inside) => format!("ends inside {inside}"),
            Fit::Wrong(at) => format!("does not fit at {at}"),
            Fit::Stopped => String::from("is too deep or too long to read"),
        }
    }
}

/// How the bytes of a payload are written in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Base {
    /// Lower-case or upper-case hex.
    Hex,
    /// RFC 4648 base32 without padding, in either case.
    Base32,
    /// Base64 in either alphabet.
    Base64,
}

impl Base {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Base::Hex => "hex",
            Base::Base32 => "base32",
            Base::Base64 => "base64",
        }
    }

    pub(crate) fn decode(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Base::Hex => codec::from_hex(text),
            Base::Base32 => codec::base32(text.as_bytes()).ok(),
            Base::Base64 => codec::from_base64(text),
        }
    }

    /// Where the bytes are in a text in which they begin at `at`.
    pub(crate) fn map(self, at: usize) -> Map {
        match self {
            Base::Hex => Map::Hex(at),
            Base::Base32 => Map::Base32(at),
            Base::Base64 => Map::Base64(at),
        }
    }
}

/// A way to read a text: how long its prefix is, and in which base the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Way {
    pub(crate) prefix: usize,
    pub(crate) base: Base,
    /// Somebody says that tickets of these types have this prefix.
    pub(crate) is_named: bool,
}

/// A text without what cannot belong to it, and where it stands in the input.
#[derive(Clone, Debug)]
pub(crate) struct Cleaned {
    pub(crate) text: String,
    pub(crate) map: Map,
    pub(crate) span: Span,
    pub(crate) exact: bool,
    /// Where something was taken out.
    pub(crate) cut: Option<Span>,
}

/// One type, and what it makes of the text.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Its place among the roots of the definitions.
    pub root: usize,
    /// How well it fits.
    pub fit: Fit,
    way: Way,
    cleaned: Cleaned,
}

/// The longest prefix that is looked for where nobody says what it is.
const PREFIX: usize = 24;

/// What of the text can be read by which type, the best first: each root once.
pub fn readings(input: &str, definitions: &Definitions, prefix: &str) -> Vec<Reading> {
    let mut readings = Vec::new();
    let mut steps = limits::OWN_TRIES;
    let own = definitions.roots.iter().filter_map(|root| root.prefix.as_deref());
    let mut prefixes: Vec<&str> = Some(prefix).into_iter().chain(own).collect();
    prefixes.retain(|prefix| !prefix.is_empty());
    // `invite` before `in`.
    prefixes.sort_by_key(|prefix| core::cmp::Reverse(prefix.len()));
    for cleaned in within(input, &prefixes).into_iter().chain(cleaned(input)) {
        let ways = ways(&cleaned.text, &prefixes);
        let payloads = ways.iter().enumerate().filter_map(|(rank, way)| {
            let payload = cleaned.text.get(way.prefix..)?;
            Some((rank, *way, way.base.decode(payload)?))
        });
        let payloads: Vec<(usize, Way, Vec<u8>)> = payloads.collect();
        for (index, root) in definitions.roots.iter().take(limits::OWN_ROOTS).enumerate() {
            let tried = payloads.iter().map(|(rank, way, bytes)| {
                let result = definitions.read(root, bytes, &mut steps, &Unchecked, &mut ());
                let read = result
                    .as_ref()
                    .map_or_else(|fault| fault.span.start, |read| *read);
                let fit = Fit::of(&result, bytes.len());
                (key(&fit, *rank, bytes.len().saturating_sub(read)), *way, fit)
            });
            if let Some((key, way, fit)) = tried.min_by_key(|(key, ..)| *key) {
                let cleaned = cleaned.clone();
                readings.push((
                    key,
                    Reading {
                        root: index,
                        fit,
                        way,
                        cleaned,
                    },
                ));
            }
        }
        if !readings.is_empty() {
            break;
        }
    }
    // Of types that fit alike the one that comes first in the source.
    readings.sort_by_key(|(key, reading)| (*key, reading.root));
    readings.into_iter().map(|(_, reading)| reading).collect()
}

/// By what readings are put in order: whether all was read, by which way, how, and how much was not.
fn key(fit: &Fit, way: usize, left: usize) -> (bool, usize, u8, usize) {
    let sort = match fit {
        Fit::Complete => 0,
        Fit::Left(_) => 1,
        Fit::Ends(_) => 2,
        Fit::Wrong(_) | Fit::Stopped => 3,
    };
    (*fit != Fit::Complete, way, sort, left)
}

/// The first word of a message that begins with one of the prefixes and goes on as a ticket does. Nothing where the message is
/// that word.
fn within(input: &str, prefixes: &[&str]) -> Option<Cleaned> {
    let is_apart = |symbol: char| !symbol.is_ascii_alphanumeric() && !matches!(symbol, '-' | '_');
    let mut start = 0_usize;
    for word in input.split(is_apart) {
        let span = Span::sized(start, word.len());
        let after = input.get(span.end..).unwrap_or_default();
        start = span
            .end
            .saturating_add(after.chars().next().map_or(0, char::len_utf8));
        let prefix = prefixes.iter().find(|prefix| begins(word, prefix));
        let payload = prefix.and_then(|prefix| word.get(prefix.len()..));
        let is_ticket =
            payload.is_some_and(|payload| payload.len() > 1 && codec::base32(payload.as_bytes()).is_ok());
        if is_ticket && span.len() < input.trim().len() {
            return Some(Cleaned {
                text: String::from(word),
                map: Map::Shift(span.start),
                span,
                exact: false,
                cut: None,
            });
        }
    }
    None
}

/// The whole input as one word, without white space; and without what stands between bytes in hex.
fn cleaned(input: &str) -> Vec<Cleaned> {
    let end = (0..=limits::INPUT.min(input.len()))
        .rev()
        .find(|end| input.is_char_boundary(*end));
    let input = input.get(..end.unwrap_or(0)).unwrap_or_default();
    let is_around =
        |symbol: char| symbol.is_whitespace() || matches!(symbol, '"' | '\'' | '`' | '<' | '>' | ',' | ';');
    let trimmed = input.trim_start_matches(is_around);
    let start = input.len().saturating_sub(trimmed.len());
    let word = trimmed.trim_end_matches(is_around);
    if word.is_empty() {
        return Vec::new();
    }
    let span = Span::sized(start, word.len());
    if word.bytes().all(|byte| byte.is_ascii_graphic())
        && !word.contains([':', ','])
        && !word.starts_with("0x")
    {
        return alloc::vec![Cleaned {
            text: String::from(word),
            map: Map::Shift(start),
            span,
            exact: span == Span::new(0, input.len()),
            cut: None,
        }];
    }
    let keep = |drops: &dyn Fn(char) -> bool, word: &str, start: usize| {
        let mut text = String::new();
        let mut places = Vec::new();
        let mut cut: Option<Span> = None;
        for (at, symbol) in word.char_indices() {
            let place = Span::sized(start.saturating_add(at), symbol.len_utf8());
            match drops(symbol) {
                true => cut = cut.or(Some(place)),
                false => {
                    text.push(symbol);
                    (0..symbol.len_utf8()).for_each(|_| places.push(place));
                }
            }
        }
        Cleaned {
            text,
            map: Map::Table(places),
            span,
            exact: false,
            cut,
        }
    };
    // `0x00, 0x01`, `00:01`, `[0x00, 0x01]`.
    let bare: String = word.replace("0x", "  ");
    let apart = |symbol: char| symbol.is_whitespace() || matches!(symbol, ':' | ',' | '[' | ']' | '-');
    let hex = keep(&apart, &bare, start);
    let is_hex = !hex.text.is_empty() && hex.text.bytes().all(|byte| byte.is_ascii_hexdigit());
    match is_hex {
        true => alloc::vec![hex],
        false => alloc::vec![keep(&char::is_whitespace, word, start)],
    }
}

/// The ways to read a text, the likeliest first.
fn ways(text: &str, prefixes: &[&str]) -> Vec<Way> {
    if let Some(prefix) = prefixes.iter().find(|prefix| begins(text, prefix)) {
        return alloc::vec![Way {
            prefix: prefix.len(),
            base: Base::Base32,
            // Behind the prefix of a known kind another ticket may stand.
            is_named: !Kind::prefixed()
                .any(|kind| begins(prefix, kind.prefix()) || begins(kind.prefix(), prefix)),
        }];
    }
    let whole = |base| Way {
        prefix: 0,
        base,
        is_named: false,
    };
    let mut ways = alloc::vec![whole(Base::Hex)];
    let split = |at: usize| Way {
        prefix: at,
        base: Base::Base32,
        is_named: false,
    };
    let likely = find::unknown_prefix(text, &Unchecked);
    ways.extend(Some(likely).filter(|at| *at > 0).map(split));
    ways.push(whole(Base::Base32));
    let is_prefix = |at: &usize| {
        let before = text.get(..*at).unwrap_or_default();
        let is_name =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_';
        before.starts_with(|first: char| first.is_ascii_lowercase()) && before.bytes().all(is_name)
    };
    ways.extend(
        (1..=PREFIX.min(text.len().saturating_sub(1)))
            .filter(is_prefix)
            .map(split),
    );
    ways.push(whole(Base::Base64));
    ways
}

fn begins(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len())
        .is_some_and(|beginning| beginning.eq_ignore_ascii_case(prefix))
}

impl Reading {
    /// The document of it.
    pub fn document(&self, definitions: &Definitions, checks: &dyn Checks) -> Option<Document> {
        let root = definitions.roots.get(self.root)?;
        Some(dissect::dissect_own(
            &self.cleaned,
            self.way,
            root,
            definitions,
            checks,
        ))
    }
}

/// Puts what somebody's own types make of a text in the place of what nobody knew. What a parser of this program's own
/// kinds takes stays as it is. Gives the readings, the best first, where there are any.
pub fn apply(
    report: &mut Report,
    input: &str,
    definitions: &Definitions,
    prefix: &str,
    checks: &dyn Checks,
) -> Vec<Reading> {
    let is_settled = |document: &Document| match document.kind.spec().sort {
        Sort::Link => true,
        Sort::Ticket => {
            document.kind != Kind::Unknown && document.verdicts.iter().any(|verdict| verdict.accepts)
        }
        Sort::Bare(_) => false,
    };
    if report.found.iter().any(is_settled) {
        return Vec::new();
    }
    let mut readings = readings(input, definitions, prefix);
    let best = readings.first();
    // A guess is better than a type that does not fit, but what nobody knows is not.
    let is_guessed = report.found.iter().any(|document| document.kind != Kind::Unknown);
    let best = best.filter(|best| best.fit == Fit::Complete || !is_guessed);
    match best.and_then(|best| best.document(definitions, checks)) {
        Some(document) => report.found = alloc::vec![document],
        None => readings.clear(),
    }
    readings
}
