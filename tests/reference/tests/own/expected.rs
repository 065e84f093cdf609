//! What a value must be shown as: a serializer that asks postcard to write each part, and notes where it begins and ends.

use serde::ser::{self, Serialize, Serializer};
use std::fmt;
use std::ops::Range;

/// A part of a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Expected {
    /// The name of its field; `None` where it has a place instead.
    pub name: Option<String>,
    /// Its bytes.
    pub span: Range<usize>,
    /// What it is.
    pub what: What,
    /// What is in it.
    pub parts: Vec<Expected>,
}

/// What a part is.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A number, truth value, character or text, as it is shown.
    Said(String),
    /// Bytes with their length.
    Bytes,
    /// Nothing, or what is there.
    Option,
    /// A variant of this name.
    Variant(String),
    /// Items, entries or fields.
    Parts,
}

/// Writes, and notes.
#[derive(Default)]
pub struct Noting {
    pub bytes: Vec<u8>,
}

#[derive(Debug)]
pub struct Never(String);
impl fmt::Display for Never {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl std::error::Error for Never {}
impl ser::Error for Never {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Never(message.to_string())
    }
}

/// What a value is written as, and what its parts are.
pub fn expected<T: Serialize>(value: &T) -> (Vec<u8>, Expected) {
    let mut noting = Noting::default();
    let expected = value.serialize(&mut noting).expect("a value that can be written");
    (noting.bytes, expected)
}

impl Noting {
    /// Lets postcard write a value without parts.
    fn leaf<T: Serialize + ?Sized>(&mut self, value: &T, what: What) -> Result<Expected, Never> {
        let start = self.bytes.len();
        self.bytes
            .extend(postcard::to_stdvec(value).expect("postcard writes it"));
        Ok(Expected {
            name: None,
            span: start..self.bytes.len(),
            what,
            parts: Vec::new(),
        })
    }

    fn group(&mut self, what: What) -> Group<'_> {
        let start = self.bytes.len();
        Group {
            noting: self,
            start,
            what,
            parts: Vec::new(),
        }
    }

    /// A group that begins with a length or discriminant.
    fn group_after<T: Serialize>(&mut self, first: &T, what: What) -> Group<'_> {
        let start = self.bytes.len();
        self.bytes.extend(postcard::to_stdvec(first).expect("a number"));
        Group {
            noting: self,
            start,
            what,
            parts: Vec::new(),
        }
    }
}

pub struct Group<'n> {
    noting: &'n mut Noting,
    start: usize,
    what: What,
    parts: Vec<Expected>,
}

impl Group<'_> {
    fn add<T: Serialize + ?Sized>(&mut self, name: Option<String>, value: &T) -> Result<(), Never> {
        let part = value.serialize(&mut *self.noting)?;
        self.parts.push(Expected { name, ..part });
        Ok(())
    }

    fn numbered<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        self.add(Some(self.parts.len().to_string()), value)
    }

    fn done(self) -> Result<Expected, Never> {
        Ok(Expected {
            name: None,
            span: self.start..self.noting.bytes.len(),
            what: self.what,
            parts: self.parts,
        })
    }
}

macro_rules! said {
    ($($method:ident $type:ty, $format:literal;)+) => {
        $(fn $method(self, value: $type) -> Result<Expected, Never> {
            self.leaf(&value, What::Said(format!($format, value)))
        })+
    };
}

impl<'n> Serializer for &'n mut Noting {
    type Ok = Expected;
    type Error = Never;
    type SerializeSeq = Group<'n>;
    type SerializeTuple = Group<'n>;
    type SerializeTupleStruct = Group<'n>;
    type SerializeTupleVariant = Group<'n>;
    type SerializeMap = Group<'n>;
    type SerializeStruct = Group<'n>;
    type SerializeStructVariant = Group<'n>;

    said! {
        serialize_bool bool, "{}";
        serialize_u8 u8, "{}";
        serialize_u16 u16, "{}";
        serialize_u32 u32, "{}";
        serialize_u64 u64, "{}";
        serialize_u128 u128, "{}";
        serialize_i8 i8, "{}";
        serialize_i16 i16, "{}";
        serialize_i32 i32, "{}";
        serialize_i64 i64, "{}";
        serialize_i128 i128, "{}";
        serialize_f32 f32, "{:?}";
        serialize_f64 f64, "{:?}";
        serialize_char char, "{}";
        serialize_str &str, "{}";
    }

    fn is_human_readable(&self) -> bool {
        false
    }
    fn serialize_bytes(self, value: &[u8]) -> Result<Expected, Never> {
        self.leaf(serde_bytes::Bytes::new(value), What::Bytes)
    }
    fn serialize_none(self) -> Result<Expected, Never> {
        self.group_after(&0_u8, What::Option).done()
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Expected, Never> {
        let mut group = self.group_after(&1_u8, What::Option);
        group.add(None, value)?;
        group.done()
    }
    fn serialize_unit(self) -> Result<Expected, Never> {
        self.group(What::Parts).done()
    }
    fn serialize_unit_struct(self, _: &'static str) -> Result<Expected, Never> {
        self.group(What::Parts).done()
    }
    fn serialize_unit_variant(
        self,
        _: &'static str,
        index: u32,
        variant: &'static str,
    ) -> Result<Expected, Never> {
        self.group_after(&index, What::Variant(variant.into())).done()
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Expected, Never> {
        value.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Expected, Never> {
        let mut group = self.group_after(&index, What::Variant(variant.into()));
        group.add(Some(variant.into()), value)?;
        group.done()
    }
    fn serialize_seq(self, len: Option<usize>) -> Result<Group<'n>, Never> {
        Ok(self.group_after(&len.expect("a length"), What::Parts))
    }
    fn serialize_tuple(self, _: usize) -> Result<Group<'n>, Never> {
        Ok(self.group(What::Parts))
    }
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Group<'n>, Never> {
        Ok(self.group(What::Parts))
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        index: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Group<'n>, Never> {
        Ok(self.group_after(&index, What::Variant(variant.into())))
    }
    fn serialize_map(self, len: Option<usize>) -> Result<Group<'n>, Never> {
        Ok(self.group_after(&len.expect("a length"), What::Parts))
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Group<'n>, Never> {
        Ok(self.group(What::Parts))
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        index: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Group<'n>, Never> {
        Ok(self.group_after(&index, What::Variant(variant.into())))
    }
}

impl ser::SerializeSeq for Group<'_> {
    type Ok = Expected;
    type Error = Never;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        self.add(None, value)
    }
    fn end(self) -> Result<Expected, Never> {
        self.done()
    }
}
impl ser::SerializeTuple for Group<'_> {
    type Ok = Expected;
    type Error = Never;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        self.numbered(value)
    }
    fn end(self) -> Result<Expected, Never> {
        self.done()
    }
}
impl ser::SerializeTupleStruct for Group<'_> {
    type Ok = Expected;
    type Error = Never;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        self.numbered(value)
    }
    fn end(self) -> Result<Expected, Never> {
        self.done()
    }
}
impl ser::SerializeTupleVariant for Group<'_> {
    type Ok = Expected;
    type Error = Never;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        self.numbered(value)
    }
    fn end(self) -> Result<Expected, Never> {
        self.done()
    }
}
impl ser::SerializeMap for Group<'_> {
    type Ok = Expected;
    type Error = Never;
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Never> {
        let start = self.noting.bytes.len();
        let key = key.serialize(&mut *self.noting)?;
        self.parts.push(Expected {
            name: None,
            span: start..start,
            what: What::Parts,
            parts: vec![Expected {
                name: Some("key".into()),
                ..key
            }],
        });
        Ok(())
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        let value = value.serialize(&mut *self.noting)?;
        let entry = self.parts.last_mut().expect("a key");
        entry.span.end = self.noting.bytes.len();
        entry.parts.push(Expected {
            name: Some("value".into()),
            ..value
        });
        Ok(())
    }
    fn end(self) -> Result<Expected, Never> {
        self.done()
    }
}
impl ser::SerializeStruct for Group<'_> {
    type Ok = Expected;
    type Error = Never;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Never> {
        self.add(Some(name.into()), value)
    }
    fn end(self) -> Result<Expected, Never> {
        self.done()
    }
}
impl ser::SerializeStructVariant for Group<'_> {
    type Ok = Expected;
    type Error = Never;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Never> {
        self.add(Some(name.into()), value)
    }
    fn end(self) -> Result<Expected, Never> {
        self.done()
    }
}
