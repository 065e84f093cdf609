//! Reads bytes by somebody's own types, in the order and with the limits of serde's derived code and postcard 1.
//!
//! What was read goes to a [`Sink`], as in [`walk`](crate::ticket::wire::walk). The work is bounded whatever the types are: what has no
//! bytes is never counted through, values nest only so deep, and the steps are counted.

use super::sink::{Fault, FaultKind, Item, Leaf, Scalar, Sink};
use super::size::Sizes;
use super::{Field, Int, Shape, Type, TypeId, Types, Variant};
use crate::ticket::checks::{Answer, Checks};
use crate::ticket::encoding::span::Span;
use crate::ticket::limits;
use crate::ticket::wire::layout::Role;
use crate::ticket::wire::varint::{NoVarint, Varint, varint};
use crate::ticket::wire::walk::Part;
use alloc::format;
use alloc::string::String;

/// Reads a value of type `root` from the start of `bytes` and tells `sink`. Gives how many bytes were read; each value
/// that is read takes one of `steps`.
///
/// # Errors
/// The first thing that the derived parser would refuse.
pub fn read(
    (types, sizes): (&Types, &Sizes),
    (root, name): (TypeId, &str),
    bytes: &[u8],
    steps: &mut usize,
    checks: &dyn Checks,
    sink: &mut dyn Sink,
) -> Result<usize, Fault> {
    let mut reader = Reader {
        types,
        sizes,
        bytes,
        at: 0,
        depth: 0,
        steps,
        checks,
        sink,
    };
    let of = types.get(root).unwrap_or(&ENTRY);
    let item = Item {
        name,
        index: None,
        of,
        is_secret: of.is_secret,
    };
    reader.value(item, sizes.least(root))?;
    Ok(reader.at)
}

/// The type of the entries of a map.
static ENTRY: Type = Type {
    name: String::new(),
    role: Role::Record,
    shape: Shape::Unit,
    is_secret: false,
};

struct Reader<'a, 's> {
    types: &'a Types,
    sizes: &'a Sizes,
    bytes: &'a [u8],
    at: usize,
    depth: usize,
    steps: &'s mut usize,
    checks: &'s dyn Checks,
    sink: &'s mut dyn Sink,
}

impl<'a> Reader<'a, '_> {
    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or(&[])
    }

    fn value(&mut self, item: Item<'a>, least: Option<usize>) -> Result<(), Fault> {
        if *self.steps == 0 {
            return self.fail(item, Part::Body, FaultKind::Work);
        }
        *self.steps = self.steps.saturating_sub(1);
        match least {
            None => return self.fail_ahead(item, Part::Body, 0, FaultKind::Never),
            // However many parts it has, there is nothing to see.
            Some(0) => {
                self.leaf(item, Part::Body, 0, Scalar::Bytes);
                return Ok(());
            }
            Some(_) => {}
        }
        match &item.of.shape {
            Shape::Unit => self.leaf(item, Part::Body, 0, Scalar::Bytes),
            Shape::Bool => match self.byte(item, Part::Body)? {
                byte @ (0 | 1) => self.leaf(item, Part::Body, 1, Scalar::Bool(byte == 1)),
                other => return self.fail_ahead(item, Part::Body, 1, FaultKind::Bool(other)),
            },
            Shape::Int(int) => self.int(item, *int)?,
            Shape::F32 => {
                let bytes = self.fixed::<4>(item)?;
                self.leaf(item, Part::Body, 4, Scalar::F32(f32::from_le_bytes(bytes)));
            }
            Shape::F64 => {
                let bytes = self.fixed::<8>(item)?;
                self.leaf(item, Part::Body, 8, Scalar::F64(f64::from_le_bytes(bytes)));
            }
            Shape::Raw(size) => {
                let bytes = self.take(item, *size)?;
                self.body(item, bytes)?;
            }
            Shape::Char | Shape::Str | Shape::Bytes | Shape::Sized(_) => {
                self.group(item, |reader| reader.prefixed(item))?;
            }
            Shape::Option(inner) => self.group(item, |reader| reader.option(item, inner))?,
            Shape::List(inner) => self.group(item, |reader| {
                let count = reader.count(item)?;
                reader.items(item, inner, count)
            })?,
            Shape::Array(inner, count) => self.group(item, |reader| {
                reader.items(item, inner, u64::try_from(*count).unwrap_or(u64::MAX))
            })?,
            Shape::Map(key, value) => self.group(item, |reader| reader.entries(item, key, value))?,
            Shape::Struct(fields) => self.group(item, |reader| reader.fields(item, fields))?,
            Shape::Enum(variants) => self.group(item, |reader| reader.variants(item, variants))?,
        }
        Ok(())
    }

    fn group(
        &mut self,
        item: Item<'a>,
        inside: impl FnOnce(&mut Self) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        if self.depth >= limits::OWN_DEPTH {
            return self.fail(item, Part::Body, FaultKind::Deep);
        }
        self.depth = self.depth.saturating_add(1);
        self.sink.open(&item, self.at);
        let result = inside(self);
        self.sink.close(self.at);
        self.depth = self.depth.saturating_sub(1);
        result
    }

    /// A value in this one.
    fn inside(&mut self, above: Item<'a>, field: &'a Field, index: Option<usize>) -> Result<(), Fault> {
        let Some(of) = self.types.get(field.of) else {
            return Ok(());
        };
        let (name, index) = match field.name.as_str() {
            "" => (above.name, index.or(above.index)),
            name => (name, index),
        };
        let item = Item {
            name,
            index,
            of,
            is_secret: above.is_secret || field.is_secret || of.is_secret,
        };
        self.value(item, self.sizes.least(field.of))
    }

    fn fields(&mut self, item: Item<'a>, fields: &'a [Field]) -> Result<(), Fault> {
        let mut fields = fields.iter();
        fields.try_for_each(|field| self.inside(item, field, None))
    }

    fn option(&mut self, item: Item<'a>, inner: &'a Field) -> Result<(), Fault> {
        match self.byte(item, Part::Tag)? {
            0 => {
                self.leaf(item, Part::Tag, 1, Scalar::Tag(0, "None"));
                Ok(())
            }
            1 => {
                self.leaf(item, Part::Tag, 1, Scalar::Tag(1, "Some"));
                self.inside(item, inner, None)
            }
            other => self.fail_ahead(item, Part::Tag, 1, FaultKind::Option(other)),
        }
    }

    fn count(&mut self, item: Item<'a>) -> Result<u64, Fault> {
        let (count, size) = self.peek::<u64>(item, Part::Count)?;
        self.leaf(item, Part::Count, size, Scalar::Unsigned(count.into()));
        Ok(count)
    }

    fn items(&mut self, item: Item<'a>, inner: &'a Field, count: u64) -> Result<(), Fault> {
        // There is nothing to see in what has no bytes, and there can be any number of it.
        if self.sizes.is_empty(inner.of) {
            return Ok(());
        }
        let mut index = 0_usize;
        // Every item has at least one byte, so a count beyond the bytes left fails after as many steps as there are bytes.
        while u64::try_from(index).is_ok_and(|index| index < count) {
            self.inside(item, inner, Some(index))?;
            index = index.saturating_add(1);
        }
        Ok(())
    }

    fn entries(&mut self, item: Item<'a>, key: &'a Field, value: &'a Field) -> Result<(), Fault> {
        let count = self.count(item)?;
        if self.sizes.is_empty(key.of) && self.sizes.is_empty(value.of) {
            return Ok(());
        }
        let mut index = 0_usize;
        while u64::try_from(index).is_ok_and(|index| index < count) {
            let entry = Item {
                name: "entry",
                index: Some(index),
                of: &ENTRY,
                is_secret: item.is_secret,
            };
            self.group(entry, |reader| {
                reader.inside(entry, key, None)?;
                reader.inside(entry, value, None)
            })?;
            index = index.saturating_add(1);
        }
        Ok(())
    }

    fn variants(&mut self, item: Item<'a>, known: &'a [Variant]) -> Result<(), Fault> {
        let (found, size) = self.peek::<u32>(item, Part::Tag)?;
        let chosen = usize::try_from(found).ok().and_then(|index| known.get(index));
        let Some(chosen) = chosen else {
            let kind = FaultKind::Variant(found.into(), listed(known));
            return self.fail_ahead(item, Part::Tag, size, kind);
        };
        self.leaf(item, Part::Tag, size, Scalar::Tag(found.into(), &chosen.name));
        self.fields(item, &chosen.fields)
    }

    fn int(&mut self, item: Item<'a>, int: Int) -> Result<(), Fault> {
        let part = Part::Body;
        let (raw, size) = match int.bits {
            8 => (u128::from(self.byte(item, part)?), 1),
            16 => widened(self.peek::<u16>(item, part)?),
            32 => widened(self.peek::<u32>(item, part)?),
            64 => widened(self.peek::<u64>(item, part)?),
            _ => self.peek::<u128>(item, part)?,
        };
        if item.of.role == Role::InlineSize && raw > 30 {
            let found = u64::try_from(raw).unwrap_or(u64::MAX);
            return self.fail_ahead(item, part, size, FaultKind::Length(found, 30));
        }
        if int.nonzero && raw == 0 {
            return self.fail_ahead(item, part, size, FaultKind::Zero);
        }
        let says = match (int.signed, int.bits) {
            (false, _) => Scalar::Unsigned(raw),
            (true, 8) => Scalar::Signed(i128::from(u8::try_from(raw).unwrap_or_default().cast_signed())),
            // Zigzag: the sign is the lowest bit.
            (true, _) => Scalar::Signed((raw >> 1).cast_signed() ^ (raw & 1).cast_signed().wrapping_neg()),
        };
        self.leaf(item, part, size, says);
        Ok(())
    }

    /// A length and so many bytes.
    fn prefixed(&mut self, item: Item<'a>) -> Result<(), Fault> {
        let (length, size) = self.peek::<u64>(item, Part::Length)?;
        let left = self.rest().len().saturating_sub(size);
        let is_enough = usize::try_from(length).is_ok_and(|length| length <= left);
        match item.of.shape {
            Shape::Sized(expected) if is_enough && usize::try_from(length) != Ok(expected) => {
                return self.fail_ahead(item, Part::Length, size, FaultKind::Length(length, expected));
            }
            Shape::Char if length > 4 => return self.fail_ahead(item, Part::Length, size, FaultKind::Char),
            _ => {}
        }
        self.leaf(item, Part::Length, size, Scalar::Unsigned(length.into()));
        let bytes = self.take(item, usize::try_from(length).unwrap_or(usize::MAX))?;
        self.body(item, bytes)
    }

    /// The content of a value, checked as its type and role ask.
    fn body(&mut self, item: Item<'a>, bytes: &'a [u8]) -> Result<(), Fault> {
        let (mut normal, mut unchecked, mut says) = (None, false, Scalar::Bytes);
        let text = core::str::from_utf8(bytes);
        let wrong = match (&item.of.shape, text) {
            // postcard takes the first character of up to four bytes, and drops others.
            (Shape::Char, Ok(text)) => match text.chars().next() {
                Some(symbol) => {
                    says = Scalar::Char(symbol);
                    None
                }
                None => Some(FaultKind::Char),
            },
            (Shape::Char, Err(_)) => Some(FaultKind::Char),
            (Shape::Str, Err(_)) => Some(FaultKind::Utf8),
            (Shape::Str, Ok(text)) if item.of.role == Role::RelayUrl => match self.checks.url(text) {
                Answer::Yes(url) => {
                    normal = Some(url);
                    None
                }
                Answer::No => Some(FaultKind::Url),
                Answer::Unchecked => {
                    unchecked = true;
                    None
                }
            },
            (_, _) => None,
        };
        let key = <&[u8; 32]>::try_from(bytes).ok();
        let key = key.filter(|_| item.of.role == Role::EndpointId);
        let wrong = match key.map(|key| self.checks.endpoint_id(key)) {
            Some(Answer::No) => Some(FaultKind::Key),
            Some(Answer::Unchecked) => {
                unchecked = true;
                wrong
            }
            Some(Answer::Yes(())) | None => wrong,
        };
        let size = bytes.len();
        self.at = self.at.saturating_sub(size);
        if let Some(wrong) = wrong {
            return self.fail_ahead(item, Part::Body, size, wrong);
        }
        let span = Span::sized(self.at, size);
        self.at = span.end;
        self.sink.leaf(&Leaf {
            item,
            part: Part::Body,
            span,
            bytes,
            says,
            overlong: false,
            normal,
            unchecked,
        });
        Ok(())
    }

    /// The byte that comes next, without moving.
    fn byte(&mut self, item: Item<'a>, part: Part) -> Result<u8, Fault> {
        match self.rest().first() {
            Some(byte) => Ok(*byte),
            None => self.fail(item, part, FaultKind::End(1)),
        }
    }

    /// The bytes that come next, without moving.
    fn fixed<const N: usize>(&mut self, item: Item<'a>) -> Result<[u8; N], Fault> {
        match self.rest().first_chunk() {
            Some(bytes) => Ok(*bytes),
            None => {
                let missing = N.saturating_sub(self.rest().len());
                self.fail(item, Part::Body, FaultKind::End(missing))
            }
        }
    }

    /// The next bytes, moving past them.
    fn take(&mut self, item: Item<'a>, size: usize) -> Result<&'a [u8], Fault> {
        let rest = self.rest();
        let Some(bytes) = rest.get(..size) else {
            let missing = size.saturating_sub(rest.len());
            return self.fail(item, Part::Body, FaultKind::End(missing));
        };
        self.at = self.at.saturating_add(size);
        Ok(bytes)
    }

    /// The varint that comes next and its size, without moving.
    fn peek<T: Varint>(&mut self, item: Item<'a>, part: Part) -> Result<(T, usize), Fault> {
        match varint::<T>(self.rest()) {
            Ok(read) => Ok(read),
            Err(NoVarint::End) => self.fail(item, part, FaultKind::End(1)),
            Err(NoVarint::Wrong(size)) => self.fail_ahead(item, part, size, FaultKind::Varint),
        }
    }

    /// Moves past what says this and reports it.
    fn leaf(&mut self, item: Item<'a>, part: Part, size: usize, says: Scalar<'a>) {
        let bytes = self.rest().get(..size).unwrap_or(&[]);
        let span = Span::sized(self.at, size);
        self.at = span.end;
        // A varint is longer than it needs to be where its last byte, which holds the highest bits, is zero.
        let overlong =
            size > 1 && !matches!(says, Scalar::F32(_) | Scalar::F64(_)) && bytes.last() == Some(&0);
        self.sink.leaf(&Leaf {
            item,
            part,
            span,
            bytes,
            says,
            overlong,
            normal: None,
            unchecked: false,
        });
    }

    /// Stops: everything that is left belongs to the value that could not be finished.
    fn fail<T>(&mut self, item: Item<'a>, part: Part, kind: FaultKind) -> Result<T, Fault> {
        let left = self.rest().len();
        self.fail_ahead(item, part, left, kind)
    }

    /// Stops: the next `size` bytes are wrong.
    fn fail_ahead<T>(
        &mut self,
        item: Item<'a>,
        part: Part,
        size: usize,
        kind: FaultKind,
    ) -> Result<T, Fault> {
        let span = Span::sized(self.at, size);
        self.at = span.end;
        let fault = Fault {
            kind,
            name: String::from(item.name),
            part,
            span,
        };
        self.sink.fault(&item, &fault);
        Err(fault)
    }
}

/// The discriminants that there are, with their names.
fn listed(known: &[Variant]) -> String {
    const NAMED: usize = 12;
    let mut list = String::new();
    for (tag, variant) in known.iter().take(NAMED).enumerate() {
        let comma = if tag > 0 { ", " } else { "" };
        list.push_str(&format!("{comma}{tag} ({})", variant.name));
    }
    match known.len() {
        0 => list.push_str("none"),
        many if many > NAMED => list.push_str(&format!(" … {}", many.saturating_sub(1))),
        _ => {}
    }
    list
}

fn widened<T: Into<u128>>((int, size): (T, usize)) -> (u128, usize) {
    (int.into(), size)
}
