//! A text written so that its code is smaller, and read the same.

use crate::ticket::checks::Unchecked;
use crate::ticket::encoding::span::Span;
use crate::ticket::find;
use crate::ticket::link;
use crate::ticket::link::cid;
use crate::ticket::wire::decode;
use crate::ticket::wire::kind::Kind;
use crate::ticket::wire::layout;
use alloc::string::String;
use alloc::vec::Vec;

/// A text in the form that takes the smallest code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compact {
    /// The exact text that is in the code.
    pub text: String,
    /// What is written in upper case.
    pub changed: Vec<&'static str>,
    /// The database id is: eidetica reads the same CID, but a parser to which ids are opaque reads another string.
    pub id_changed: bool,
}

/// The text with everything in upper case whose parsers take it in upper case too. A text in which nothing can be, or
/// that would say something else afterwards, comes back as it is.
pub fn compact(text: &str) -> Compact {
    let mut spans: Vec<(Span, &'static str)> = Vec::new();
    let mut id_changed = false;
    if let Ok(query) = link::query(text) {
        for param in link::params(query, link::PREFIX.len()) {
            let value = param.value_span;
            let raw = value.of(text);
            if raw != param.value.text {
                continue;
            }
            match (param.key.as_str(), raw.split_once(':')) {
                ("db", _) if is_base32_cid(raw) => {
                    id_changed = true;
                    spans.push((value, "the database id"));
                }
                ("pr", Some(("iroh", ticket))) => {
                    if let Some(payload) = payload(ticket, Kind::Endpoint) {
                        let start = value.end.saturating_sub(payload.len());
                        spans.push((Span::new(start, value.end), "the payload of a hint"));
                    }
                }
                _ => {}
            }
        }
    } else if let Some(kind) = find::ticket_kind(text) {
        if let Some(payload) = payload(text, kind) {
            let start = text.len().saturating_sub(payload.len());
            spans.push((Span::new(start, text.len()), "the payload"));
        }
    } else if is_base32_cid(text) {
        spans.push((Span::new(0, text.len()), "the id"));
    } else if decode::decode(text, Kind::Gossip, &layout::G1, &Unchecked).is_ok() {
        spans.push((Span::new(0, text.len()), "the payload"));
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    let mut changed = Vec::new();
    for (span, what) in spans {
        out.push_str(Span::new(at, span.start).of(text));
        out.push_str(&span.of(text).to_ascii_uppercase());
        at = span.end;
        if span.of(&out) != span.of(text) && !changed.contains(&what) {
            changed.push(what);
        }
    }
    out.push_str(text.get(at..).unwrap_or_default());
    if !reads_the_same(text, &out) {
        return Compact {
            text: String::from(text),
            changed: Vec::new(),
            id_changed: false,
        };
    }
    Compact {
        id_changed: id_changed && changed.contains(&"the database id"),
        text: out,
        changed,
    }
}

/// A CID in base32 whose every letter may change its case.
fn is_base32_cid(text: &str) -> bool {
    text.starts_with(['b', 'B'])
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && cid::parse(text).is_ok()
}

/// The payload of a ticket that its parser takes.
fn payload(text: &str, kind: Kind) -> Option<&str> {
    let payload = text.strip_prefix(kind.prefix())?;
    let layout = kind.current()?;
    let fits = |layout| decode::decode(text, kind, layout, &Unchecked).is_ok();
    (fits(layout) || layout::of(kind).any(fits)).then_some(payload)
}

/// Whether two texts say the same: tickets byte for byte, links hint for hint and with the same CID.
fn reads_the_same(text: &str, other: &str) -> bool {
    if text.eq_ignore_ascii_case(other) && link::query(text).is_err() {
        let kind = find::ticket_kind(text);
        let prefix = kind.map_or(0, |kind| kind.prefix().len());
        return text.get(..prefix) == other.get(..prefix);
    }
    let same_id = |one: &str, two: &str| match (cid::parse(one), cid::parse(two)) {
        (Ok(one), Ok(two)) => one == two,
        _ => one == two,
    };
    match (link::parse_opaque(text), link::parse_opaque(other)) {
        (Ok(one), Ok(two)) => {
            let hints = one.hints.iter().zip(&two.hints).all(|(one, two)| {
                one.transport == two.transport && one.address.eq_ignore_ascii_case(&two.address)
            });
            same_id(&one.database_id, &two.database_id)
                && one.hints.len() == two.hints.len()
                && hints
                && one.tips == two.tips
                && one.unknown == two.unknown
        }
        (one, two) => one == two,
    }
}
