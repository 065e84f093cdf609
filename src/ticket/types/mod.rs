//! Somebody's own types: a model of them as data, and what reads bytes by it as serde and postcard would.
//!
//! The layouts of [`wire`](crate::ticket::wire) are this program's own, written down once and for all. These come from
//! outside (src/rust_types reads them from Rust source), so they are owned, may refer to themselves, and have all of
//! serde's data model. iroh's types are [`known`] by their names, with the fields that the layouts have for them.

pub mod definitions;
pub mod known;
pub mod read;
pub mod sink;
pub mod size;

pub use definitions::Definitions;
pub use read::read;
pub use sink::{Fault, FaultKind, Item, Leaf, Scalar, Sink};

use crate::ticket::limits;
use crate::ticket::wire::layout::Role;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

/// A type among [`Types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(usize);

/// One type.
#[derive(Clone, Debug, PartialEq)]
pub struct Type {
    /// What it is called on the wire: a name in Rust, or `varint u16`.
    pub name: String,
    /// What it means.
    pub role: Role,
    /// How it lies in the bytes.
    pub shape: Shape,
    /// Its name says that what it holds is secret.
    pub is_secret: bool,
}

impl Type {
    /// A type of this name.
    pub fn new(name: &str, role: Role, shape: Shape) -> Type {
        Type {
            name: String::from(name),
            role,
            shape,
            is_secret: says_secret(name),
        }
    }
}

/// How a value lies in the bytes, as postcard 1 writes it (postcard.jamesmunns.com/wire-format).
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Not at all: `()`, a unit struct, `PhantomData`.
    Unit,
    /// 00 or 01.
    Bool,
    /// An integer.
    Int(Int),
    /// Four bytes, the lowest first.
    F32,
    /// Eight bytes, the lowest first.
    F64,
    /// Its UTF-8, with a length before it.
    Char,
    /// A varint length, then UTF-8.
    Str,
    /// A varint length, then the bytes.
    Bytes,
    /// Exactly so many bytes, without a length: `[u8; 32]`.
    Raw(usize),
    /// A varint length that must be this number, then the bytes (serde's `serialize_bytes` of a fixed array).
    Sized(usize),
    /// 00, or 01 and the value.
    Option(Field),
    /// A varint count, then the items.
    List(Field),
    /// A varint count, then key and value of each entry.
    Map(Field, Field),
    /// So many items, without a count.
    Array(Field, usize),
    /// The fields, one after the other.
    Struct(Vec<Field>),
    /// A varint u32 discriminant, then the fields of that variant.
    Enum(Vec<Variant>),
}

/// An integer: one byte as it is; wider ones as varints, the signed ones with their sign in the lowest bit (zigzag).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Int {
    /// 8, 16, 32, 64 or 128. `usize` and `isize` are read as on a 64-bit machine.
    pub bits: u32,
    /// Whether it can be negative.
    pub signed: bool,
    /// Whether it cannot be zero.
    pub nonzero: bool,
}

/// One field, or what a list, option or map has in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name; empty: that of what it is in.
    pub name: String,
    /// Its type.
    pub of: TypeId,
    /// Its name says that what it holds is secret.
    pub is_secret: bool,
}

impl Field {
    /// A field of this name.
    pub fn new(name: &str, of: TypeId) -> Field {
        Field {
            name: String::from(name),
            of,
            is_secret: says_secret(name),
        }
    }
}

/// One variant of an enum; its discriminant is its place in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// Its name.
    pub name: String,
    /// What follows the discriminant.
    pub fields: Vec<Field>,
}

impl Shape {
    /// What it is made of.
    pub fn parts(&self) -> impl Iterator<Item = &Field> {
        let (fields, variants, inner): (&[Field], &[Variant], [Option<&Field>; 2]) = match self {
            Shape::Struct(fields) => (fields, &[], [None; 2]),
            Shape::Enum(variants) => (&[], variants, [None; 2]),
            Shape::Option(inner) | Shape::List(inner) | Shape::Array(inner, _) => {
                (&[], &[], [Some(inner), None])
            }
            Shape::Map(key, value) => (&[], &[], [Some(key), Some(value)]),
            Shape::Unit
            | Shape::Bool
            | Shape::Int(_)
            | Shape::F32
            | Shape::F64
            | Shape::Char
            | Shape::Str
            | Shape::Bytes
            | Shape::Raw(_)
            | Shape::Sized(_) => (&[], &[], [None; 2]),
        };
        let variants = variants.iter().flat_map(|variant| &variant.fields);
        fields.iter().chain(variants).chain(inner.into_iter().flatten())
    }
}

/// Types that name each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Types {
    all: Vec<Type>,
}

/// A type that a ticket can be made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Root {
    /// Its name.
    pub name: String,
    /// The type.
    pub of: TypeId,
    /// The prefix that tickets of it have, where that is known.
    pub prefix: Option<String>,
}

impl Types {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Adds a type.
    pub fn add(&mut self, new: Type) -> TypeId {
        let id = TypeId(self.all.len());
        self.all.push(new);
        id
    }

    /// Adds a type that is not known yet: others can name it, [`put`](Types::put) says what it is. Until then it is nothing.
    pub fn reserve(&mut self, name: &str) -> TypeId {
        self.add(Type::new(name, Role::Record, Shape::Unit))
    }

    /// Says what a reserved type is.
    pub fn put(&mut self, id: TypeId, known: Type) {
        if let Some(place) = self.all.get_mut(id.0) {
            *place = known;
        }
    }

    /// A type.
    pub fn get(&self, id: TypeId) -> Option<&Type> {
        self.all.get(id.0)
    }

    /// Makes the first of each two what the second is. They may be in a row; a circle of them is a type without values.
    /// Says whether that was done: not where it would take more fields than the limit has.
    pub fn unify(&mut self, same: &BTreeMap<TypeId, TypeId>) -> bool {
        let next = |at: TypeId| same.get(&at).copied();
        let mut room = limits::OWN_FIELDS;
        for from in same.keys() {
            let (mut end, mut role, mut is_secret, mut left) = (*from, Role::Record, false, same.len());
            while let Some(to) = next(end).filter(|_| left > 0) {
                if let Some(of) = self.get(end) {
                    // What the outer one means is more than what it is made of.
                    role = if role == Role::Record { of.role } else { role };
                    is_secret |= of.is_secret;
                }
                (end, left) = (to, left.saturating_sub(1));
            }
            let known = match next(end) {
                None => self.get(end).cloned(),
                Some(_) => Some(Type::new("", Role::Choice, Shape::Enum(Vec::new()))),
            };
            let Some(known) = known else {
                continue;
            };
            room = match room.checked_sub(known.shape.parts().count()) {
                Some(room) => room,
                None => return false,
            };
            let role = if role == Role::Record { known.role } else { role };
            let is_secret = is_secret || known.is_secret;
            let unified = Type {
                role,
                is_secret,
                ..known
            };
            self.put(*from, unified);
        }
        true
    }

    /// Whether a value of this type, or anything in it, is called a secret.
    pub fn may_hold_secret(&self, root: TypeId) -> bool {
        let mut seen = alloc::vec![false; self.all.len()];
        let mut open = alloc::vec![root];
        while let Some(id) = open.pop() {
            let Some((of, seen)) = self.get(id).zip(seen.get_mut(id.0)) else {
                continue;
            };
            if core::mem::replace(seen, true) {
                continue;
            }
            let is_named = |field: &Field| field.is_secret;
            if of.is_secret || of.role.is_secret() || of.shape.parts().any(is_named) {
                return true;
            }
            open.extend(of.shape.parts().map(|field| field.of));
        }
        false
    }
}

/// Whether the name of a field says that what it holds is secret: `secret_key`, `authToken`, `PASSWORD`.
pub fn says_secret(name: &str) -> bool {
    const WORDS: [&str; 9] = [
        "secret",
        "private",
        "password",
        "passphrase",
        "token",
        "seed",
        "mnemonic",
        "credential",
        "apikey",
    ];
    let mut plain: String = name.chars().filter(|symbol| *symbol != '_').collect();
    plain.make_ascii_lowercase();
    WORDS.iter().any(|word| plain.contains(word))
}
