//! Finds links and tickets in free text, in linear time, and cleans away what got into them on the way.
//!
//! A word is only taken for a ticket when it decodes as one, or when it looks like a damaged one beyond what prose,
//! source code or logs contain. Bare ids and keys occur in every log, so they are recognised only alone.

mod alone;
mod behind;
mod breaks;
mod escapes;
mod links;
mod parameters;
mod pieces;
mod plain;
mod spelling;
mod tickets;
mod width;
mod words;

pub use alone::{key_of, unknown_prefix};
pub use spelling::{misspelt, prefix_length};
pub use tickets::ticket_kind;

use crate::ticket::checks::Checks;
use crate::ticket::encoding::span::{Map, Span};
use crate::ticket::limits;
use crate::ticket::wire::kind::Kind;
use alloc::string::String;
use alloc::vec::Vec;
use alone::{alone, named_key};
use links::link_at;
use pieces::Candidate;
use plain::Plain;
use tickets::{spaced_out, ticket_at, ticket_in};
use words::{byte_at, is_word, next_word, run, starts_with_nocase};

/// What is said of a text in which there is nothing.
pub const NOTHING: &str = "Nothing found: no eidetica link, no iroh ticket, no id.";

/// A text to explain, and where it came from.
#[derive(Clone)]
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
    /// What stands behind it in the input and looks like more of it.
    pub goes_on: Option<Span>,
    /// An ellipsis behind it that stands for the rest.
    pub shortened: Option<Span>,
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

/// Searches `input`.
pub fn find(input: &str, checks: &dyn Checks) -> Search {
    find_all(input, checks, None)
}

/// The same; what is found beyond [`limits::FINDINGS`] is handed to `rest`.
pub fn find_all(input: &str, checks: &dyn Checks, mut rest: Option<&mut dyn FnMut(Source)>) -> Search {
    let mut search = Search::default();
    search.truncated = scan(
        input,
        Some(checks),
        &mut |plain, candidate| match search.sources.len() < limits::FINDINGS {
            true => search.sources.push(plain.source(input, candidate)),
            false => {
                search.more = search.more.saturating_add(1);
                if let Some(rest) = &mut rest {
                    rest(plain.source(input, candidate));
                }
            }
        },
    );
    search
}

/// Hands everything that is found in `input` to `take`, one after the other. Ids and keys alone are looked for only with
/// `checks`: in a piece of a longer text nothing is alone.
pub fn each(input: &str, checks: Option<&dyn Checks>, take: &mut dyn FnMut(Source)) {
    scan(input, checks, &mut |plain, candidate| {
        take(plain.source(input, candidate));
    });
}

/// Hands every candidate to `take`. Gives whether the input is longer than [`limits::INPUT`].
fn scan(input: &str, checks: Option<&dyn Checks>, take: &mut dyn FnMut(&Plain<'_>, Candidate)) -> bool {
    let end = (0..=limits::INPUT.min(input.len()))
        .rev()
        .find(|end| input.is_char_boundary(*end))
        .unwrap_or(0);
    let plain = Plain::of(input.get(..end).unwrap_or_default());
    let scan = &plain.text;
    let initials = initials();
    let mut is_empty = true;
    let mut at = 0;
    while let Some(start) = next_word(scan, at) {
        let begins = byte_at(scan, start).is_some_and(|first| initials.contains(&first.to_ascii_lowercase()));
        let named = || link_at(scan, start).or_else(|| ticket_at(scan, start));
        let candidate = begins.then(named).flatten();
        let candidate = candidate.or_else(|| ticket_in(scan, start));
        at = match candidate {
            Some(candidate) => {
                let end = candidate.span.end;
                take(&plain, candidate);
                is_empty = false;
                end
            }
            None => run(scan, start, is_word),
        };
    }
    if let Some(checks) = checks.filter(|_| is_empty) {
        let alone = alone(scan, checks)
            .or_else(|| named_key(scan, checks))
            .or_else(|| spaced_out(scan));
        if let Some(candidate) = alone {
            take(&plain, candidate);
        }
    }
    end < input.len()
}

/// The first letters of links and of tickets with a prefix: most words of a log are passed by for theirs.
fn initials() -> Vec<u8> {
    let prefixes = Kind::prefixed().map(Kind::prefix).chain([links::NAME]);
    let mut initials: Vec<u8> = prefixes.filter_map(|name| name.bytes().next()).collect();
    initials.sort_unstable();
    initials.dedup();
    initials
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
        goes_on: None,
        shortened: None,
    }
}
