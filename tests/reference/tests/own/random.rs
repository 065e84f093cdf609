//! Random values of any type that serde can read: a deserializer whose input is chance.

use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};
use std::fmt;

/// A source of chance, and how deep the value is that is being made.
pub struct Chance {
    state: u64,
    depth: u32,
}

/// A value that its type does not take, as a zero in a `NonZero`: another try.
#[derive(Debug)]
pub struct Again;

impl fmt::Display for Again {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("again")
    }
}
impl std::error::Error for Again {}
impl de::Error for Again {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Again
    }
}

impl Chance {
    pub fn new(seed: u64) -> Chance {
        Chance {
            state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
            depth: 0,
        }
    }

    pub fn next(&mut self) -> u64 {
        // xorshift64*
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        self.state.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    /// Numbers of every length, and the ends of each type's range.
    fn wide(&mut self) -> u128 {
        let bits = self.below(129) as u32;
        let random = u128::from(self.next()) << 64 | u128::from(self.next());
        let number = if bits == 0 { 0 } else { random >> (128 - bits) };
        match self.below(8) {
            0 => u128::MAX,
            1 => number.wrapping_neg(),
            _ => number,
        }
    }

    fn length(&mut self) -> usize {
        let most = if self.depth > 6 { 1 } else { 5 };
        self.below(most) as usize
    }

    fn text(&mut self) -> String {
        let length = self.below(6);
        let symbols = (0..length).map(|_| self.symbol());
        symbols.collect()
    }

    fn symbol(&mut self) -> char {
        let ranges = [0x20..0x7f, 0xa1..0x250, 0x4e00..0x9fff, 0x1f300..0x1f600];
        let range = &ranges[self.below(4) as usize];
        char::from_u32(range.start + self.below(u64::from(range.end - range.start)) as u32)
            .expect("a character")
    }

    pub fn bytes(&mut self, length: usize) -> Vec<u8> {
        (0..length).map(|_| self.next() as u8).collect()
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident $type:ty;)+) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Again> {
            let number = self.wide() as $type;
            visitor.$visit(number)
        })+
    };
}

impl<'de> Deserializer<'de> for &mut Chance {
    type Error = Again;

    numbers! {
        deserialize_u8 visit_u8 u8;
        deserialize_u16 visit_u16 u16;
        deserialize_u32 visit_u32 u32;
        deserialize_u64 visit_u64 u64;
        deserialize_u128 visit_u128 u128;
        deserialize_i8 visit_i8 i8;
        deserialize_i16 visit_i16 i16;
        deserialize_i32 visit_i32 i32;
        deserialize_i64 visit_i64 i64;
        deserialize_i128 visit_i128 i128;
    }

    fn is_human_readable(&self) -> bool {
        false
    }
    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Again> {
        panic!("postcard does not tell types")
    }
    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Again> {
        visitor.visit_bool(self.below(2) == 1)
    }
    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Again> {
        visitor.visit_f32(f32::from_bits(self.next() as u32))
    }
    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Again> {
        visitor.visit_f64(f64::from_bits(self.next()))
    }
    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Again> {
        visitor.visit_char(self.symbol())
    }
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Again> {
        visitor.visit_string(self.text())
    }
    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Again> {
        visitor.visit_string(self.text())
    }
    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Again> {
        // Of the fixed sizes that are known to want them.
        let sizes = [0, 1, 7, 16, 32, 5, 64, 3];
        let size = sizes[self.below(8) as usize];
        let bytes = self.bytes(size);
        visitor.visit_byte_buf(bytes)
    }
    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Again> {
        self.deserialize_bytes(visitor)
    }
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Again> {
        match self.depth > 12 || self.below(2) == 0 {
            true => visitor.visit_none(),
            false => visitor.visit_some(self),
        }
    }
    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Again> {
        visitor.visit_unit()
    }
    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Again> {
        visitor.visit_unit()
    }
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Again> {
        visitor.visit_newtype_struct(self)
    }
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Again> {
        let left = self.length();
        Parts::visit(self, left, |parts| visitor.visit_seq(parts))
    }
    fn deserialize_tuple<V: Visitor<'de>>(self, left: usize, visitor: V) -> Result<V::Value, Again> {
        Parts::visit(self, left, |parts| visitor.visit_seq(parts))
    }
    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        left: usize,
        visitor: V,
    ) -> Result<V::Value, Again> {
        Parts::visit(self, left, |parts| visitor.visit_seq(parts))
    }
    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Again> {
        let left = self.length();
        Parts::visit(self, left, |parts| visitor.visit_map(parts))
    }
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Again> {
        Parts::visit(self, fields.len(), |parts| visitor.visit_seq(parts))
    }
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Again> {
        let many = variants.len() as u64;
        // Deep down the first one, which ends what would go on without end.
        let chosen = if self.depth > 12 { 0 } else { self.below(many) };
        Parts::visit(self, chosen as usize, |parts| visitor.visit_enum(parts))
    }
    fn deserialize_identifier<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Again> {
        panic!("postcard writes no names")
    }
    fn deserialize_ignored_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Again> {
        panic!("postcard cannot skip")
    }
}

struct Parts<'c> {
    chance: &'c mut Chance,
    left: usize,
}

impl Parts<'_> {
    fn visit<T>(chance: &mut Chance, left: usize, visit: impl FnOnce(Parts<'_>) -> T) -> T {
        chance.depth += 1;
        let value = visit(Parts { chance, left });
        chance.depth -= 1;
        value
    }
}

impl<'de> SeqAccess<'de> for Parts<'_> {
    type Error = Again;
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Again> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        seed.deserialize(&mut *self.chance).map(Some)
    }
    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}

impl<'de> MapAccess<'de> for Parts<'_> {
    type Error = Again;
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Again> {
        self.next_element_seed(seed)
    }
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Again> {
        seed.deserialize(&mut *self.chance)
    }
}

impl<'de> EnumAccess<'de> for Parts<'_> {
    type Error = Again;
    type Variant = Self;
    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Again> {
        let index: de::value::U32Deserializer<Again> = (self.left as u32).into_deserializer();
        Ok((seed.deserialize(index)?, self))
    }
}

impl<'de> VariantAccess<'de> for Parts<'_> {
    type Error = Again;
    fn unit_variant(self) -> Result<(), Again> {
        Ok(())
    }
    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Again> {
        seed.deserialize(self.chance)
    }
    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Again> {
        self.chance.deserialize_tuple(len, visitor)
    }
    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Again> {
        self.chance.deserialize_tuple(fields.len(), visitor)
    }
}
