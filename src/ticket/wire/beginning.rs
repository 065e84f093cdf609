//! How the payloads of a kind begin: what its layouts write there whatever the ticket says. A damaged ticket is known by it.

use crate::ticket::encoding::codec::base32_value;
use crate::ticket::wire::kind::Kind;
use crate::ticket::wire::layout::{Field, Layout, Role, Shape};
use alloc::vec;
use alloc::vec::Vec;

/// How many bits prefix and beginning must give together for a text to be taken for a damaged ticket; a character of the
/// prefix counts as five. `doc` and one byte are too few: many words look so.
const ENOUGH: usize = 26;

/// How many bits a character of base32 has.
const BITS: usize = 5;

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
    let payload = payload.strip_prefix(':').unwrap_or(payload);
    let has_secret = |layout: &&'static Layout| layout.find(&Role::is_secret).is_some();
    let begins = |layout: &&&Layout| {
        let mut ways = of_fields(layout.fields).into_iter();
        ways.any(|way| agreeing(&way.bytes, payload).is_some())
    };
    let mut possible = kind.layouts().iter().filter(begins).peekable();
    match possible.peek() {
        Some(_) => possible.any(has_secret),
        None => kind.layouts().iter().any(has_secret),
    }
}

/// Whether the base32 text of a payload begins as some layout of `kind` does, as far as its characters say.
pub(crate) fn fits(kind: Kind, payload: &str) -> bool {
    let letters = kind.prefix().len().saturating_mul(BITS);
    let mut ways = kind.layouts().iter().flat_map(|layout| of_fields(layout.fields));
    ways.any(|way| {
        let bits = agreeing(&way.bytes, payload);
        bits.is_some_and(|bits| letters.saturating_add(bits) >= ENOUGH)
    })
}

/// How many bits of `bytes` the text says too; `None` where it says another. A wrong character says nothing.
fn agreeing(bytes: &[u8], payload: &str) -> Option<usize> {
    let mut agreed = 0_usize;
    for at in 0..bytes.len().saturating_mul(8) {
        let symbol = payload.as_bytes().get(at.saturating_div(BITS)).copied();
        let Some(value) = symbol.and_then(base32_value) else {
            continue;
        };
        let given = value.wrapping_shr(u32::try_from(4_usize.saturating_sub(at % BITS)).unwrap_or(0)) & 1;
        let byte = bytes.get(at.saturating_div(8)).copied().unwrap_or_default();
        let own = byte.wrapping_shr(u32::try_from(7_usize.saturating_sub(at % 8)).unwrap_or(0)) & 1;
        if given != u32::from(own) {
            return None;
        }
        agreed = agreed.saturating_add(1);
    }
    Some(agreed)
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
