//! What is told of bytes while they are read.

use super::Type;
use crate::ticket::encoding::span::Span;
use crate::ticket::wire::layout::Role;
use crate::ticket::wire::walk::Part;
use alloc::string::String;

/// A value that is being read.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    /// What it is called.
    pub name: &'a str,
    /// Its place in a list.
    pub index: Option<usize>,
    /// Its type.
    pub of: &'a Type,
    /// It, or what it is in, is called a secret.
    pub is_secret: bool,
}

impl Item<'_> {
    /// What it means: a secret where its name says so, and its type nothing better.
    pub fn role(&self) -> Role {
        match self.of.role {
            Role::Value | Role::Text | Role::Data if self.is_secret => Role::Secret,
            role => role,
        }
    }
}

/// What a leaf says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scalar<'a> {
    /// Nothing but its bytes.
    Bytes,
    /// A length, a count or an integer that cannot be negative.
    Unsigned(u128),
    /// An integer that can.
    Signed(i128),
    /// A number of four bytes.
    F32(f32),
    /// A number of eight bytes.
    F64(f64),
    /// A truth value.
    Bool(bool),
    /// A character.
    Char(char),
    /// A discriminant, and its variant's name.
    Tag(u64, &'a str),
}

/// A run of bytes that is read as one thing.
#[derive(Clone, Debug)]
pub struct Leaf<'a> {
    /// The value that it belongs to.
    pub item: Item<'a>,
    /// Which part of it.
    pub part: Part,
    /// Where it lies in the payload.
    pub span: Span,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// What it says.
    pub says: Scalar<'a>,
    /// The varint has more bytes than it needs; postcard reads it all the same.
    pub overlong: bool,
    /// For a URL: how the URL standard writes it.
    pub normal: Option<String>,
    /// The check that this value needs was not made.
    pub unchecked: bool,
}

/// Takes what is read.
pub trait Sink {
    /// A value with parts begins at byte `at`.
    fn open(&mut self, _item: &Item<'_>, _at: usize) {}
    /// One leaf was read.
    fn leaf(&mut self, _leaf: &Leaf<'_>) {}
    /// Reading stops here, in this value.
    fn fault(&mut self, _item: &Item<'_>, _fault: &Fault) {}
    /// The value that was opened last ends before byte `at`.
    fn close(&mut self, _at: usize) {}
}

/// Keeps nothing: for asking only whether bytes fit.
impl Sink for () {}

/// The first thing that serde or postcard does not take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub kind: FaultKind,
    /// What was being read.
    pub name: String,
    /// Which part of it.
    pub part: Part,
    /// The bytes in question: what is left where something is missing, else the value that is wrong.
    pub span: Span,
}

/// What can be wrong with bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The bytes end; at least so many more were expected.
    End(usize),
    /// A varint goes on for longer than its type allows, or is larger than it.
    Varint,
    /// A discriminant that no variant has: what stands there, and what could.
    Variant(u64, String),
    /// An option byte other than 00 and 01.
    Option(u8),
    /// A truth value other than 00 and 01.
    Bool(u8),
    /// A character that is none.
    Char,
    /// Zero where the type is `NonZero`.
    Zero,
    /// A length that the type does not allow: what stands there, and what must.
    Length(u64, usize),
    /// A string that is not UTF-8.
    Utf8,
    /// 32 bytes that are no Ed25519 public key.
    Key,
    /// A string that is no absolute URL.
    Url,
    /// No value of the type exists.
    Never,
    /// Values nest deeper than is read.
    Deep,
    /// There is more to read than is read.
    Work,
}
