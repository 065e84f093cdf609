//! This program's own layouts among somebody's types: iroh's types by their names, and whole tickets.

use super::{Field as OwnField, Int, Shape as OwnShape, Type, TypeId, Types, Variant as OwnVariant};
use crate::ticket::wire::layout::{Field, Role, Shape, Variant};
use crate::ticket::wire::named::Named;
use alloc::vec::Vec;

/// Adds a type that is known by its name.
pub fn add_named(types: &mut Types, named: &'static Named) -> TypeId {
    add_field(types, &named.field)
}

/// Adds the type of fields one after the other.
pub fn add_fields(types: &mut Types, fields: &'static [Field]) -> TypeId {
    let shape = OwnShape::Struct(all(types, fields));
    types.add(Type::new("struct", Role::Record, shape))
}

fn all(types: &mut Types, fields: &'static [Field]) -> Vec<OwnField> {
    fields.iter().map(|field| add_inner(types, field)).collect()
}

fn add_field(types: &mut Types, field: &'static Field) -> TypeId {
    let int = |bits| {
        OwnShape::Int(Int {
            bits,
            signed: false,
            nonzero: false,
        })
    };
    let shape = match &field.shape {
        Shape::U8 => int(8),
        Shape::U16 => int(16),
        Shape::U64 => int(64),
        Shape::Raw(size) => OwnShape::Raw(*size),
        Shape::Sized(size) => OwnShape::Sized(*size),
        Shape::Bytes => OwnShape::Bytes,
        Shape::Str => OwnShape::Str,
        Shape::Option(inner) => OwnShape::Option(add_inner(types, inner)),
        Shape::List(inner) | Shape::Set(inner) => OwnShape::List(add_inner(types, inner)),
        Shape::Struct(fields) => OwnShape::Struct(all(types, fields)),
        Shape::Enum(variants) => OwnShape::Enum(
            variants
                .iter()
                .map(|variant| add_variant(types, variant))
                .collect(),
        ),
    };
    types.add(Type::new(field.shape.name(), field.role, shape))
}

fn add_inner(types: &mut Types, field: &'static Field) -> OwnField {
    let of = add_field(types, field);
    OwnField::new(field.name, of)
}

fn add_variant(types: &mut Types, variant: &'static Variant) -> OwnVariant {
    OwnVariant {
        name: variant.name.into(),
        fields: all(types, variant.fields),
    }
}
