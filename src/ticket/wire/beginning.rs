//! How the payloads of a kind begin: what its layouts write there whatever the ticket says. A damaged ticket is known by it.

use crate::ticket::encoding::codec::base32_before;
use crate::ticket::wire::kind::Kind;
use crate::ticket::wire::layout::{Field, Layout, Role, Shape};
use alloc::vec;
use alloc::vec::Vec;

/// How many bits prefix and beginning must give together for a text to be taken for a damaged ticket; a character of the
/// prefix counts as five. `doc` and one byte are too few: many words look so.
const ENOUGH: usize = 28;

/// The most characters of a payload that are looked at.
const CHARACTERS: usize = 16;

/// One way in which a payload can begin.
#[derive(Clone, Debug)]
struct Way {
    bytes: Vec<u8>,
    /// Nothing came yet that differs from ticket to ticket.
    open: bool,
}

/// Whether the text of a ticket of `kind`, whole or damaged, may hold a secret: one of the layouts that it can have does.
/// Where it begins as none of them, all count.
pub(crate) fn may_hold_secret(kind: Kind, text: &str) -> bool {
    let payload = text.get(kind.prefix().len()..).unwrap_or_default();
    let start = start(payload.strip_prefix(':').unwrap_or(payload));
    let has_secret = |layout: &&'static Layout| layout.find(&Role::is_secret).is_some();
    let begins = |layout: &&&Layout| {
        let mut ways = of_fields(layout.fields).into_iter();
        // Where the text ends too early to tell, any way will do.
        ways.any(|way| way.bytes.iter().zip(&start).all(|(own, given)| own == given))
    };
    let mut possible = kind.layouts().iter().filter(begins).peekable();
    match possible.peek() {
        Some(_) => possible.any(has_secret),
        None => kind.layouts().iter().any(has_secret),
    }
}

/// The first bytes of a payload.
fn start(payload: &str) -> Vec<u8> {
    let end = payload.len().min(CHARACTERS);
    base32_before(payload.as_bytes().get(..end).unwrap_or_default())
}

/// Whether the base32 text of a payload begins as some layout of `kind` does.
pub(crate) fn fits(kind: Kind, payload: &str) -> bool {
    let start = start(payload);
    let letters = kind.prefix().len().saturating_mul(5);
    let is_sure = |way: &Way| letters.saturating_add(way.bytes.len().saturating_mul(8)) >= ENOUGH;
    let mut ways = kind.layouts().iter().flat_map(|layout| of_fields(layout.fields));
    ways.any(|way| is_sure(&way) && start.starts_with(&way.bytes))
}

fn of_fields(fields: &[Field]) -> Vec<Way> {
    let mut ways = vec![Way {
        bytes: Vec::new(),
        open: true,
    }];
    for field in fields {
        if ways.iter().all(|way| !way.open) {
            break;
        }
        let longer = |way: Way| match way.open {
            true => after(&way.bytes, of_field(field)),
            false => vec![way],
        };
        ways = ways.into_iter().flat_map(longer).collect();
    }
    ways
}

fn of_field(field: &Field) -> Vec<Way> {
    let tagged =
        |(tag, fields): (usize, &[Field])| after(&[u8::try_from(tag).unwrap_or(u8::MAX)], of_fields(fields));
    match &field.shape {
        Shape::Struct(fields) => of_fields(fields),
        Shape::Enum(variants) => {
            let variants = variants.iter().map(|variant| variant.fields);
            variants.enumerate().flat_map(tagged).collect()
        }
        Shape::Option(inner) => {
            let inner = [&[][..], core::slice::from_ref(*inner)];
            inner.into_iter().enumerate().flat_map(tagged).collect()
        }
        Shape::Sized(length) => vec![Way {
            bytes: vec![u8::try_from(*length).unwrap_or(u8::MAX)],
            open: false,
        }],
        Shape::U8
        | Shape::U16
        | Shape::U64
        | Shape::Raw(_)
        | Shape::Bytes
        | Shape::Str
        | Shape::List(_)
        | Shape::Set(_) => vec![Way {
            bytes: Vec::new(),
            open: false,
        }],
    }
}

/// What comes in each of these ways, after `bytes`.
fn after(bytes: &[u8], ways: Vec<Way>) -> Vec<Way> {
    let longer = |way: Way| Way {
        bytes: [bytes, &way.bytes].concat(),
        open: way.open,
    };
    ways.into_iter().map(longer).collect()
}
