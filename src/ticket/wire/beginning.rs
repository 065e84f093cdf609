//! How the payloads of a kind begin: what its layouts write there whatever the ticket says. A damaged ticket is known by it.

use crate::ticket::encoding::codec::base32_value;
use crate::ticket::wire::kind::Kind;
use crate::ticket::wire::layout::{Field, Layout, Shape};

/// How many bits prefix and beginning must give together for a text to be taken for a damaged ticket; a character of the
/// prefix counts as five. `doc` and one byte are too few: many words look so.
const ENOUGH: usize = 26;

/// How many bits a character of base32 has.
const BITS: usize = 5;

/// The most bytes of a beginning that are compared.
const BYTES: usize = 8;

/// Whether the base32 text of a payload begins as some layout of `kind` does, as far as its characters say.
pub(crate) fn fits(kind: Kind, payload: &str) -> bool {
    let letters = kind.prefix().len().saturating_mul(BITS);
    let is_enough = |bits: usize| letters.saturating_add(bits) >= ENOUGH;
    // Asked of every word that begins as a prefix does: most are too short to tell.
    is_enough(payload.len().saturating_mul(BITS))
        && kind.layouts().iter().any(|layout| {
            begins_as(layout, &mut |bytes| {
                agreeing(bytes, payload).is_some_and(is_enough)
            })
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

/// Fields that are still to come.
struct Rest<'a> {
    fields: &'a [Field],
    next: Option<&'a Rest<'a>>,
}

/// The bytes that a beginning has so far.
#[derive(Clone, Copy, Default)]
struct Beginning {
    bytes: [u8; BYTES],
    length: usize,
}

impl Beginning {
    /// With another byte; where there is no room for it, as it is.
    fn and(mut self, byte: usize) -> Self {
        if let (Some(slot), Ok(byte)) = (self.bytes.get_mut(self.length), u8::try_from(byte)) {
            *slot = byte;
            self.length = self.length.saturating_add(1);
        }
        self
    }

    fn as_slice(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}

/// Whether one of the ways in which payloads of this layout begin is one that `fits`. A way ends where something comes that
/// differs from ticket to ticket.
fn begins_as(layout: &Layout, fits: &mut dyn FnMut(&[u8]) -> bool) -> bool {
    let fields = Rest {
        fields: layout.fields,
        next: None,
    };
    goes_on_as(&fields, Beginning::default(), fits)
}

fn goes_on_as(rest: &Rest<'_>, so_far: Beginning, fits: &mut dyn FnMut(&[u8]) -> bool) -> bool {
    let Some((field, others)) = rest.fields.split_first() else {
        return match rest.next {
            Some(next) => goes_on_as(next, so_far, fits),
            None => fits(so_far.as_slice()),
        };
    };
    let after = Rest {
        fields: others,
        next: rest.next,
    };
    let mut inside = |fields: &[Field], so_far: Beginning| {
        let next = Some(&after);
        goes_on_as(&Rest { fields, next }, so_far, fits)
    };
    match &field.shape {
        Shape::Struct(fields) => inside(fields, so_far),
        Shape::Enum(variants) => {
            let mut tags = variants.iter().enumerate();
            tags.any(|(tag, variant)| inside(variant.fields, so_far.and(tag)))
        }
        Shape::Option(field) => {
            inside(&[], so_far.and(0)) || inside(core::slice::from_ref(*field), so_far.and(1))
        }
        Shape::Sized(length) => fits(so_far.and(*length).as_slice()),
        Shape::U8
        | Shape::U16
        | Shape::U64
        | Shape::Raw(_)
        | Shape::Bytes
        | Shape::Str
        | Shape::List(_)
        | Shape::Set(_) => fits(so_far.as_slice()),
    }
}
