//! What a wire layout is: fields as plain data.
//!
//! [`walk`](crate::ticket::wire::walk) reads bytes by them, [`encode`](crate::ticket::wire::encode) writes bytes by them, and the format reference
//! prints them. Each stands in its kind's row: [`kinds`](crate::ticket::wire::kinds).

use crate::ticket::wire::kind::{Kind, Releases};

pub use crate::ticket::wire::kinds::layouts::*;
pub use crate::ticket::wire::role::{AddrPiece, Colour, Copies, Holds, Look, Note, Role, Secrecy};

/// One field: its name, what it means, how it lies in the bytes.
#[derive(Debug)]
pub struct Field {
    /// Upstream's word for it, in lower case.
    pub name: &'static str,
    /// What it means; decides how it is shown and checked.
    pub role: Role,
    /// How it lies in the bytes.
    pub shape: Shape,
}

/// How a field lies in the bytes.
#[derive(Debug)]
pub enum Shape {
    /// One byte.
    U8,
    /// Varint of at most 3 bytes.
    U16,
    /// Varint of at most 10 bytes.
    U64,
    /// Exactly so many bytes, without a length.
    Raw(usize),
    /// A varint length that must be this number, then the bytes (serde's `serialize_bytes` of a fixed array).
    Sized(usize),
    /// A varint length, then the bytes.
    Bytes,
    /// A varint length, then UTF-8.
    Str,
    /// 00, or 01 and the field.
    Option(&'static Field),
    /// A varint count, then the items in any order.
    List(&'static Field),
    /// A varint count, then the items; written sorted and without repeats, read in any order.
    Set(&'static Field),
    /// The fields, one after the other.
    Struct(&'static [Field]),
    /// A varint u32 discriminant, then the fields of that variant.
    Enum(&'static [Variant]),
}

/// One variant of an enum; its discriminant is its place in the list.
#[derive(Debug)]
pub struct Variant {
    /// Upstream's name.
    pub name: &'static str,
    /// What follows the discriminant.
    pub fields: &'static [Field],
}

/// A ticket kind's layout in one era.
#[derive(Debug)]
pub struct Layout {
    /// Short name, as in the format reference: `E1`, `D2`, ….
    pub id: &'static str,
    /// The kind it belongs to.
    pub kind: Kind,
    /// Which form custom addresses have; `None` where there are none.
    pub custom: Option<CustomForm>,
    /// The fields.
    pub fields: &'static [Field],
    /// Who wrote it, and when.
    pub era: &'static str,
}

/// How custom addresses lie in the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CustomForm {
    /// iroh-base 0.97 to 1.0.3: inline or on the heap, as in memory.
    C1,
    /// iroh-base 1.1 and later: plain bytes.
    C2,
}

impl CustomForm {
    /// The releases that read custom addresses in this form (iroh-base, whose versions are iroh's).
    pub fn releases(self) -> Releases {
        match self {
            CustomForm::C1 => Releases::Until("iroh 0.97 to 1.0.3"),
            CustomForm::C2 => Releases::Since("iroh 1.1 and later"),
        }
    }
}

/// What the tickets of a layout say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// An endpoint.
    Endpoint,
    /// A blob and who has it.
    Blob,
    /// A document and who has it.
    Doc,
    /// A key of 32 bytes with this meaning, and endpoints.
    Keyed(Role),
}

impl Layout {
    /// The first of its fields, and of those inside of them, that fits.
    pub fn find(&self, fits: &dyn Fn(&Field) -> bool) -> Option<&'static Field> {
        search(self.fields, fits)
    }

    /// What its tickets say, which follows from its fields.
    pub fn content(&self) -> Content {
        let has = |role: Role| self.find(&|field| field.role == role).is_some();
        match self.key() {
            Some(key) => Content::Keyed(key.role),
            None if has(Role::Hash) => Content::Blob,
            None if has(Role::Capability) || has(Role::NamespaceKey) => Content::Doc,
            None => Content::Endpoint,
        }
    }

    /// The field of the key in [`Content::Keyed`].
    pub fn key(&self) -> Option<&'static Field> {
        self.find(&|field| field.role.holds() == Holds::Key)
    }

    /// Whether its tickets have any number of endpoints, not just one.
    pub fn has_many_nodes(&self) -> bool {
        self.find(&|field| field.role == Role::Nodes).is_some()
    }
}

fn search(fields: &'static [Field], fits: &dyn Fn(&Field) -> bool) -> Option<&'static Field> {
    fields.iter().find_map(|field| match &field.shape {
        _ if fits(field) => Some(field),
        Shape::Option(inner) | Shape::List(inner) | Shape::Set(inner) => {
            search(core::slice::from_ref(*inner), fits)
        }
        Shape::Struct(fields) => search(fields, fits),
        Shape::Enum(variants) => variants.iter().find_map(|variant| search(variant.fields, fits)),
        Shape::U8 | Shape::U16 | Shape::U64 | Shape::Raw(_) | Shape::Sized(_) | Shape::Bytes | Shape::Str => {
            None
        }
    })
}

/// The layouts of one kind, newest first.
pub fn of(kind: Kind) -> impl Iterator<Item = &'static Layout> {
    kind.layouts().iter().copied()
}

impl Shape {
    /// The type's name in the words of the format reference.
    pub fn name(&self) -> &'static str {
        match self {
            Shape::U8 => "u8",
            Shape::U16 => "varint u16",
            Shape::U64 => "varint u64",
            Shape::Raw(4) => "[u8; 4]",
            Shape::Raw(16) => "[u8; 16]",
            Shape::Raw(30) => "[u8; 30]",
            Shape::Raw(_) => "[u8; 32]",
            Shape::Sized(_) => "length 32, [u8; 32]",
            Shape::Bytes => "bytes",
            Shape::Str => "string",
            Shape::Option(_) => "option",
            Shape::List(_) => "list",
            Shape::Set(_) => "set",
            Shape::Struct(_) => "struct",
            Shape::Enum(_) => "enum",
        }
    }
}
