//! Reads bytes by a [`Layout`](crate::ticket::wire::layout::Layout), in the order and with the errors of the real parsers.
//!
//! postcard reads from front to back and stops at the first thing that it does not like, so walking the layout in the
//! same order and checking each value where it stands gives the same first error. What was read goes to a [`Sink`]:
//! `Collector` makes a value of it, [`Tree`](crate::ticket::explain::tree::Tree) a tree for people.

use crate::ticket::checks::{Answer, Checks};
use crate::ticket::encoding::doubts::Doubts;
use crate::ticket::encoding::span::Span;
use crate::ticket::wire::layout::{Field, Role, Shape, Variant};
use crate::ticket::wire::varint::{NoVarint, Varint, varint};
use alloc::string::String;

/// Which part of a field a leaf is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// An enum's discriminant or an option's 00 or 01.
    Tag,
    /// How many bytes follow.
    Length,
    /// How many items follow.
    Count,
    /// The content itself.
    Body,
}

/// A run of bytes that is read as one thing.
#[derive(Clone, Debug)]
pub struct Leaf<'a> {
    /// The field it belongs to.
    pub field: &'static Field,
    /// Which part of it.
    pub part: Part,
    /// Where it lies in the payload.
    pub span: Span,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// Its number, where it is one.
    pub int: u64,
    /// For a tag: the variant's name.
    pub label: &'static str,
    /// The varint has more bytes than it needs; postcard reads it all the same.
    pub overlong: bool,
    /// For a URL: how the URL standard writes it.
    pub normal: Option<String>,
    /// The check that this value needs was not made.
    pub unchecked: bool,
}

/// Takes what the walk reads.
pub trait Sink {
    /// A field with parts begins at byte `at`; `index` is its place in a list.
    fn open(&mut self, _field: &'static Field, _index: Option<usize>, _at: usize) {}
    /// One leaf was read.
    fn leaf(&mut self, _leaf: &Leaf<'_>) {}
    /// The walk stops here.
    fn fault(&mut self, _fault: &Fault) {}
    /// The field that was opened last ends before byte `at`.
    fn close(&mut self, _at: usize) {}
}

/// Keeps nothing: for asking only whether bytes fit.
impl Sink for () {}

/// The first thing in a payload that its parser does not take.
#[derive(Clone, Debug)]
pub struct Fault {
    /// What is wrong.
    pub kind: FaultKind,
    /// The field that was being read.
    pub field: &'static Field,
    /// Which part of it.
    pub part: Part,
    /// The bytes in question: what is left where something is missing, else the value that is wrong.
    pub span: Span,
}

/// What can be wrong with bytes.
#[derive(Clone)]
pub enum FaultKind {
    /// The bytes end; at least so many more were expected.
    End(usize),
    /// A varint goes on for longer than its type allows, or is larger than it.
    Varint,
    /// A discriminant that no variant has.
    Variant {
        /// What stands there.
        found: u64,
        /// What could stand there.
        known: &'static [Variant],
    },
    /// An option byte other than 00 and 01.
    Option(u8),
    /// A length that the type does not allow.
    Length {
        /// What stands there.
        found: u64,
        /// What must stand there; for an inline size, the most there may be.
        expected: usize,
    },
    /// A string that is not UTF-8.
    Utf8,
    /// 32 bytes that are no Ed25519 public key.
    Key,
    /// A string that is no absolute URL.
    Url,
    /// A ticket that names no endpoint, of a kind that must.
    NoNodes,
}

impl FaultKind {
    /// What the real parsers print: postcard 1's errors, and iroh-docs' own check.
    pub fn message(&self) -> &'static str {
        match self {
            FaultKind::End(_) => "Hit the end of buffer, expected more data",
            FaultKind::Varint => {
                "Found a varint that didn't terminate. Is the usize too big for this platform?"
            }
            FaultKind::Option(_) => "Found an Option discriminant that wasn't 0 or 1",
            FaultKind::Utf8 => "Tried to parse invalid utf-8",
            FaultKind::NoNodes => "verification failed: addressing info cannot be empty",
            FaultKind::Variant { .. } | FaultKind::Length { .. } | FaultKind::Key | FaultKind::Url => {
                "Serde Deserialization Error"
            }
        }
    }
}

/// Reads `fields` from the start of `bytes` and tells `sink`. Gives how many bytes were read.
///
/// # Errors
/// The first thing that the real parser would refuse.
pub fn walk(
    fields: &'static [Field],
    bytes: &[u8],
    checks: &dyn Checks,
    sink: &mut dyn Sink,
) -> Result<usize, Fault> {
    walk_around(fields, bytes, &Doubts::default(), checks, sink)
}

/// The same of bytes that are not all known. What says how the rest is laid out must be known: where it is not, the bytes
/// are as good as ended. A value need not be, and is then not checked.
///
/// # Errors
/// The first thing that the real parser would refuse, whatever stood in the place of what is not known.
pub(crate) fn walk_around(
    fields: &'static [Field],
    bytes: &[u8],
    doubts: &Doubts,
    checks: &dyn Checks,
    sink: &mut dyn Sink,
) -> Result<usize, Fault> {
    let mut walker = Walker {
        bytes,
        at: 0,
        doubts,
        checks,
        sink,
    };
    walker.fields(fields)?;
    Ok(walker.at)
}

struct Walker<'a> {
    bytes: &'a [u8],
    at: usize,
    doubts: &'a Doubts,
    checks: &'a dyn Checks,
    sink: &'a mut dyn Sink,
}

/// How many bytes a varint of this number needs.
pub(crate) fn varint_len(int: u64) -> usize {
    let bits = u64::BITS.saturating_sub(int.leading_zeros()).max(1);
    usize::try_from(bits.div_ceil(7)).unwrap_or(10)
}

impl<'a> Walker<'a> {
    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or(&[])
    }

    fn fields(&mut self, fields: &'static [Field]) -> Result<(), Fault> {
        fields.iter().try_for_each(|field| self.field(field, None))
    }

    fn field(&mut self, field: &'static Field, index: Option<usize>) -> Result<(), Fault> {
        match &field.shape {
            Shape::U8 => {
                let Some(byte) = self.rest().first().copied() else {
                    return self.fail(field, Part::Body, FaultKind::End(1));
                };
                if field.role == Role::InlineSize && byte > 30 {
                    let kind = FaultKind::Length {
                        found: byte.into(),
                        expected: 30,
                    };
                    return self.fail_ahead(field, Part::Body, 1, kind);
                }
                self.number(field, Part::Body, byte.into(), "", 1);
            }
            Shape::U16 => {
                self.varint::<u16>(field, Part::Body)?;
            }
            Shape::U64 => {
                self.varint::<u64>(field, Part::Body)?;
            }
            Shape::Raw(size) => {
                let bytes = self.take(field, *size)?;
                self.body(field, bytes)?;
            }
            Shape::Sized(_) | Shape::Bytes | Shape::Str => {
                self.group(field, index, |walker| walker.prefixed(field))?;
            }
            Shape::Option(inner) => self.group(field, index, |walker| walker.option(field, inner))?,
            Shape::List(item) | Shape::Set(item) => {
                self.group(field, index, |walker| walker.list(field, item))?;
            }
            Shape::Struct(fields) => self.group(field, index, |walker| walker.fields(fields))?,
            Shape::Enum(variants) => {
                self.group(field, index, |walker| walker.variants(field, variants))?;
            }
        }
        Ok(())
    }

    fn group(
        &mut self,
        field: &'static Field,
        index: Option<usize>,
        inside: impl FnOnce(&mut Self) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        self.sink.open(field, index, self.at);
        let result = inside(self);
        self.sink.close(self.at);
        result
    }

    fn option(&mut self, field: &'static Field, inner: &'static Field) -> Result<(), Fault> {
        let Some(tag) = self.rest().first().copied() else {
            return self.fail(field, Part::Tag, FaultKind::End(1));
        };
        if self.doubts.touch(Span::sized(self.at, 1)) {
            return self.fail(field, Part::Tag, FaultKind::End(1));
        }
        match tag {
            0 => {
                self.number(field, Part::Tag, 0, "None", 1);
                Ok(())
            }
            1 => {
                self.number(field, Part::Tag, 1, "Some", 1);
                self.field(inner, None)
            }
            other => self.fail_ahead(field, Part::Tag, 1, FaultKind::Option(other)),
        }
    }

    fn list(&mut self, field: &'static Field, item: &'static Field) -> Result<(), Fault> {
        let count = self.varint::<u64>(field, Part::Count)?;
        let mut index = 0_usize;
        // Every item has at least one byte, so a count beyond the bytes left fails after as many steps as there are bytes.
        while u64::try_from(index).is_ok_and(|index| index < count) {
            self.field(item, Some(index))?;
            index = index.saturating_add(1);
        }
        Ok(())
    }

    fn variants(&mut self, field: &'static Field, known: &'static [Variant]) -> Result<(), Fault> {
        let (found, size) = self.peek_varint::<u32>(field, Part::Tag)?;
        let chosen = usize::try_from(found).ok().and_then(|index| known.get(index));
        let Some(chosen) = chosen else {
            return self.fail_ahead(field, Part::Tag, size, FaultKind::Variant { found, known });
        };
        self.number(field, Part::Tag, found, chosen.name, size);
        self.fields(chosen.fields)
    }

    /// A length and so many bytes.
    fn prefixed(&mut self, field: &'static Field) -> Result<(), Fault> {
        let (length, size) = self.peek_varint::<u64>(field, Part::Length)?;
        let left = self.rest().len().saturating_sub(size);
        let enough = usize::try_from(length).is_ok_and(|length| length <= left);
        if let Shape::Sized(expected) = field.shape
            && enough
            && usize::try_from(length) != Ok(expected)
        {
            let kind = FaultKind::Length {
                found: length,
                expected,
            };
            return self.fail_ahead(field, Part::Length, size, kind);
        }
        self.number(field, Part::Length, length, "", size);
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let bytes = self.take(field, length)?;
        self.body(field, bytes)
    }

    /// The content of a field, checked as its role asks.
    fn body(&mut self, field: &'static Field, bytes: &'a [u8]) -> Result<(), Fault> {
        let mut normal = None;
        let mut unchecked = false;
        let span = Span::new(self.at.saturating_sub(bytes.len()), self.at);
        let is_known = !self.doubts.touch(span);
        if is_known && matches!(field.shape, Shape::Str) {
            let Ok(text) = core::str::from_utf8(bytes) else {
                return self.fail_back(field, Part::Body, bytes.len(), FaultKind::Utf8);
            };
            if field.role == Role::RelayUrl {
                match self.checks.url(text) {
                    Answer::Yes(url) => normal = Some(url),
                    Answer::No => {
                        return self.fail_back(field, Part::Body, bytes.len(), FaultKind::Url);
                    }
                    Answer::Unchecked => unchecked = true,
                }
            }
        }
        if is_known
            && field.role == Role::EndpointId
            && let Ok(key) = <&[u8; 32]>::try_from(bytes)
        {
            match self.checks.endpoint_id(key) {
                Answer::Yes(()) => {}
                Answer::No => return self.fail_back(field, Part::Body, 32, FaultKind::Key),
                Answer::Unchecked => unchecked = true,
            }
        }
        self.sink.leaf(&Leaf {
            field,
            part: Part::Body,
            span,
            bytes,
            int: 0,
            label: "",
            overlong: false,
            normal,
            unchecked,
        });
        Ok(())
    }

    /// The next bytes, moving past them.
    fn take(&mut self, field: &'static Field, size: usize) -> Result<&'a [u8], Fault> {
        let rest = self.rest();
        let Some(bytes) = rest.get(..size) else {
            let missing = size.saturating_sub(rest.len());
            return self.fail(field, Part::Body, FaultKind::End(missing));
        };
        self.at = self.at.saturating_add(size);
        Ok(bytes)
    }

    /// The varint that comes next and its size, without moving.
    fn peek_varint<T>(&mut self, field: &'static Field, part: Part) -> Result<(u64, usize), Fault>
    where
        T: Varint + Into<u64>,
    {
        let rest = self.rest();
        if self.is_open(part) {
            return self.fail(field, part, FaultKind::End(1));
        }
        // Nearly all of them have one byte.
        if let Some(byte) = rest.first().filter(|byte| **byte < 0x80) {
            return Ok((u64::from(*byte), 1));
        }
        match varint::<T>(rest) {
            Ok((int, size)) => Ok((int.into(), size)),
            Err(NoVarint::End) => self.fail(field, part, FaultKind::End(1)),
            Err(NoVarint::Wrong(size)) => self.fail_ahead(field, part, size, FaultKind::Varint),
        }
    }

    /// Whether it is not known how long the varint is that comes next, or what it says of the rest.
    #[inline]
    fn is_open(&self, part: Part) -> bool {
        !self.doubts.is_empty() && self.is_doubtful(part)
    }

    fn is_doubtful(&self, part: Part) -> bool {
        let goes_on = self
            .rest()
            .iter()
            .take(10)
            .take_while(|byte| **byte >= 0x80)
            .count();
        let span = Span::sized(self.at, goes_on.saturating_add(1));
        match part {
            Part::Body => (span.start..span.end).any(|byte| self.doubts.touch_top(byte)),
            Part::Tag | Part::Length | Part::Count => self.doubts.touch(span),
        }
    }

    /// A varint that needs no further check.
    fn varint<T>(&mut self, field: &'static Field, part: Part) -> Result<u64, Fault>
    where
        T: Varint + Into<u64>,
    {
        let (int, size) = self.peek_varint::<T>(field, part)?;
        self.number(field, part, int, "", size);
        Ok(int)
    }

    /// Moves past a number of `size` bytes and reports it.
    fn number(&mut self, field: &'static Field, part: Part, int: u64, label: &'static str, size: usize) {
        let bytes = self.rest().get(..size).unwrap_or(&[]);
        let span = Span::sized(self.at, size);
        self.at = span.end;
        self.sink.leaf(&Leaf {
            field,
            part,
            span,
            bytes,
            int,
            label,
            overlong: size > varint_len(int),
            normal: None,
            unchecked: false,
        });
    }

    /// Stops: everything that is left belongs to the field that could not be finished.
    fn fail<T>(&mut self, field: &'static Field, part: Part, kind: FaultKind) -> Result<T, Fault> {
        let left = self.rest().len();
        self.fail_ahead(field, part, left, kind)
    }

    /// Stops: the next `size` bytes are wrong.
    fn fail_ahead<T>(
        &mut self,
        field: &'static Field,
        part: Part,
        size: usize,
        kind: FaultKind,
    ) -> Result<T, Fault> {
        let span = Span::sized(self.at, size);
        self.at = span.end;
        let fault = Fault {
            kind,
            field,
            part,
            span,
        };
        self.sink.fault(&fault);
        Err(fault)
    }

    /// Stops: the `size` bytes that were just taken are wrong.
    fn fail_back<T>(
        &mut self,
        field: &'static Field,
        part: Part,
        size: usize,
        kind: FaultKind,
    ) -> Result<T, Fault> {
        self.at = self.at.saturating_sub(size);
        self.fail_ahead(field, part, size, kind)
    }
}
