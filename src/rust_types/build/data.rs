//! Structs and enums: their fields and variants, as serde's attributes say.

use super::super::attributes::{self, Attributes, On, With};
use super::super::case::rename;
use super::super::items::What;
use super::{Argument, Builder, Failed, Scope, Task};
use crate::ticket::types::known::add_named;
use crate::ticket::types::{Field, Shape, Type as OwnType, TypeId, Variant};
use crate::ticket::wire::layout::{Role, Shape as KnownShape};
use crate::ticket::wire::named::named;
use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::{Data, DataEnum, DeriveInput, Fields};

impl Builder<'_> {
    /// Makes an item.
    pub(super) fn fill(&mut self, task: &Task) -> Result<(), Failed> {
        let items = self.items;
        let Some(What::Data(data)) = items.all.get(task.item).map(|item| &item.what) else {
            return Err(Failed);
        };
        let name = data.ident.to_string();
        if let Some(at) = items.by_hand.get(&name) {
            // What somebody wrote by hand may do anything, but iroh's own are known.
            let Some(named) = named(&name) else {
                let message = format!("Serialize or Deserialize of {name} is written by hand");
                let help =
                    "What it writes cannot be told from here: put the type in its place that it writes.";
                return self.problem(*at, &message, help);
            };
            let of = add_named(&mut self.types, named);
            self.same.insert(task.id, of);
            return Ok(());
        }
        let told = self.told(&data.attrs, On::Container)?;
        if let (None, Some(_)) | (Some(_), None) = (&told.into, &told.from) {
            let help = "It is written as one type and read as another. Give both, or paste the type that is written.";
            return self.problem(data.ident.span(), "Only one of into and from is there", help);
        }
        if let (Some(into), Some(from)) = (&told.into, &told.from) {
            if into != from {
                let message = format!("It is written as {into} and read as {from}");
                return self.problem(data.ident.span(), &message, "Paste the type that is written.");
            }
            let target = syn::parse_str(into).ok();
            let Some(target) = target else {
                return self.problem(data.ident.span(), &format!("{into} is no type"), "Name a type.");
            };
            let of = self.ty(&target, &task.scope)?;
            self.same.insert(task.id, of);
            return Ok(());
        }
        match &data.data {
            Data::Struct(of) => self.fill_struct(task, data, &of.fields, &told),
            Data::Enum(of) => self.fill_enum(task, data, of, &told),
            Data::Union(_) => self.problem(
                data.ident.span(),
                "serde has no unions",
                "Describe the bytes by a struct.",
            ),
        }
    }

    fn told(&mut self, attrs: &[syn::Attribute], on: On) -> Result<Attributes, Failed> {
        attributes::read(attrs, on).map_err(|problem| {
            self.problems.push(problem);
            Failed
        })
    }

    fn fill_struct(
        &mut self,
        task: &Task,
        data: &DeriveInput,
        fields: &Fields,
        told: &Attributes,
    ) -> Result<(), Failed> {
        let is_newtype = matches!(fields, Fields::Unnamed(fields) if fields.unnamed.len() == 1);
        let rule = told.rename_all.as_deref().unwrap_or_default();
        let made = self.fields(fields, rule, "", &task.scope, data.ident.span())?;
        let is_unit = matches!(fields, Fields::Unit);
        let name = data.ident.to_string();
        match made.as_slice() {
            [only] if is_newtype => {
                self.same.insert(task.id, only.of);
                self.mean(task.id, &name, Shape::Unit);
                return Ok(());
            }
            only if told.transparent => {
                let mut real = only.iter().filter(|field| !self.is_nothing(field.of));
                return match (real.next(), real.next()) {
                    (Some(field), None) => {
                        self.same.insert(task.id, field.of);
                        self.mean(task.id, &name, Shape::Unit);
                        Ok(())
                    }
                    _ => {
                        let help = "transparent is for structs with one field.";
                        self.problem(
                            data.ident.span(),
                            "It has more or less than one field that is written",
                            help,
                        )
                    }
                };
            }
            _ => {}
        }
        let shape = match is_unit {
            true => Shape::Unit,
            false => Shape::Struct(made),
        };
        self.mean(task.id, &name, shape);
        Ok(())
    }

    fn is_nothing(&self, id: TypeId) -> bool {
        self.types
            .get(id)
            .is_some_and(|of| of.shape == Shape::Unit && of.name == "()")
    }

    /// Says what a struct or enum is. What is called as one of iroh's types means the same, if it is made alike.
    fn mean(&mut self, id: TypeId, name: &str, shape: Shape) {
        let plain = match &shape {
            Shape::Enum(_) => Role::Choice,
            _ => Role::Record,
        };
        let known = named(name).filter(|named| {
            matches!(
                (&named.field.shape, &shape),
                (KnownShape::Struct(_), Shape::Struct(_)) | (KnownShape::Enum(_), Shape::Enum(_))
            )
        });
        let role = known.map_or(plain, |named| named.field.role);
        let called = self
            .types
            .get(id)
            .map_or_else(|| name.to_owned(), |of| of.name.clone());
        self.types.put(id, OwnType::new(&called, role, shape));
    }

    fn fields(
        &mut self,
        fields: &Fields,
        rule: &str,
        only: &str,
        scope: &Scope,
        at: Span,
    ) -> Result<Vec<Field>, Failed> {
        self.count(fields.len(), at)?;
        let is_single = matches!(fields, Fields::Unnamed(fields) if fields.unnamed.len() == 1);
        let (mut made, mut failed) = (Vec::new(), false);
        for (index, field) in fields.iter().enumerate() {
            if self.is_full {
                return Err(Failed);
            }
            let Ok(told) = self.told(&field.attrs, On::Field) else {
                failed = true;
                continue;
            };
            if told.skip {
                continue;
            }
            let name = match (&told.rename, &field.ident) {
                (Some(name), _) => name.clone(),
                (None, Some(ident)) => {
                    let ident = ident.to_string();
                    rename(ident.strip_prefix("r#").unwrap_or(&ident), rule, false)
                }
                (None, None) if is_single && !only.is_empty() => only.to_owned(),
                (None, None) => index.to_string(),
            };
            let of = self
                .ty(&field.ty, scope)
                .and_then(|of| self.written_with(of, told.with, field.ty.span()));
            match of {
                Ok(of) => made.push(Field::new(&name, of)),
                Err(Failed) => failed = true,
            }
        }
        match failed {
            true => Err(Failed),
            false => Ok(made),
        }
    }

    /// A field that a known module writes.
    fn written_with(&mut self, of: TypeId, with: Option<With>, at: Span) -> Result<TypeId, Failed> {
        let shape = self.types.get(of).map(|of| of.shape.clone());
        match (with, shape) {
            (None, _)
            | (Some(With::Array), Some(Shape::Array(..) | Shape::Raw(_)))
            | (Some(With::Bytes), Some(Shape::Bytes)) => Ok(of),
            // serde_bytes writes an array with its length.
            (Some(With::Bytes), Some(Shape::Raw(size))) => self.leaf(
                &format!("length {size}, [u8; {size}]"),
                Role::Data,
                Shape::Sized(size),
                at,
            ),
            (Some(With::Bytes), Some(Shape::Option(inner))) => {
                let inner = self.written_with(inner.of, with, at)?;
                self.compose("option", &[Argument::Type(inner)], at, |_| {
                    OwnType::new("option", Role::Group, Shape::Option(Field::new("", inner)))
                })
            }
            (Some(_), _) => self.problem(
                at,
                "Its module cannot write this type",
                "It is for bytes, or for arrays.",
            ),
        }
    }

    fn fill_enum(
        &mut self,
        task: &Task,
        data: &DeriveInput,
        of: &DataEnum,
        told: &Attributes,
    ) -> Result<(), Failed> {
        self.count(of.variants.len(), data.ident.span())?;
        let rule = told.rename_all.as_deref().unwrap_or_default();
        let all_fields = told.rename_all_fields.as_deref().unwrap_or_default();
        let (mut variants, mut skipped, mut failed) = (Vec::new(), None, false);
        for variant in &of.variants {
            let Ok(own) = self.told(&variant.attrs, On::Variant) else {
                failed = true;
                continue;
            };
            if own.skip {
                skipped = skipped.or(Some(variant.ident.span()));
                continue;
            }
            if let Some(span) = skipped.filter(|_| !failed) {
                failed = true;
                let message = "A variant before others is skipped: serde writes the numbers of those behind it with it, and reads them without it";
                let help = "What the program writes it cannot read itself. Move the variant to the end.";
                let _: Result<(), Failed> = self.problem(span, message, help);
            }
            let ident = variant.ident.to_string();
            let ident = ident.strip_prefix("r#").unwrap_or(&ident);
            let name = own.rename.clone().unwrap_or_else(|| rename(ident, rule, true));
            let fields_rule = own.rename_all.as_deref().unwrap_or(all_fields);
            let fields = self.fields(
                &variant.fields,
                fields_rule,
                &name,
                &task.scope,
                variant.ident.span(),
            );
            // A variant may be written by a module as a whole.
            let fields = match (fields, own.with) {
                (Ok(fields), Some(with)) => {
                    let written = fields.into_iter().map(|field| {
                        let of = self.written_with(field.of, Some(with), variant.ident.span())?;
                        Ok(Field { of, ..field })
                    });
                    written.collect()
                }
                (fields, _) => fields,
            };
            match fields {
                Ok(fields) => variants.push(Variant { name, fields }),
                Err(Failed) => failed = true,
            }
        }
        if failed {
            return Err(Failed);
        }
        self.mean(task.id, &data.ident.to_string(), Shape::Enum(variants));
        Ok(())
    }
}
