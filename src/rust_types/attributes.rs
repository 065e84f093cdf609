//! serde's attributes: what each does to the bytes that postcard writes, or why it cannot be honoured.

use super::case::is_rule;
use super::problem::Problem;
use proc_macro2::Span;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Attribute, Expr, Lit, Meta, Token};

/// What serde is told of a container, variant or field.
#[derive(Default)]
pub struct Attributes {
    /// Its name for serde.
    pub rename: Option<String>,
    /// How the names in it are written: of variants in an enum, else of fields.
    pub rename_all: Option<String>,
    /// How the names of the fields of all variants are written.
    pub rename_all_fields: Option<String>,
    /// It is left out of the bytes.
    pub skip: bool,
    /// A struct is written as its only field.
    pub transparent: bool,
    /// A module that writes it, which is one of the known ones.
    pub with: Option<With>,
    /// The type that it is written as.
    pub into: Option<String>,
    /// The type that it is read as.
    pub from: Option<String>,
}

/// A module that writes a field in a way that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum With {
    /// As bytes with their length: `serde_bytes`.
    Bytes,
    /// As an array without a length: `serde_big_array`, `serde_arrays`.
    Array,
}

/// Where attributes stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// On a struct or enum.
    Container,
    /// On a variant.
    Variant,
    /// On a field.
    Field,
}

/// Reads the attributes.
///
/// # Errors
/// The first that cannot be honoured.
pub fn read(attributes: &[Attribute], on: On) -> Result<Attributes, Problem> {
    let mut known = Attributes::default();
    let (mut skips, mut skipped_one) = ((false, false), None);
    for attribute in attributes {
        let metas = match &attribute.meta {
            Meta::List(list) if list.path.is_ident("serde") => vec![attribute.meta.clone()],
            // Whether a feature is on cannot be told: what it adds is taken to be there.
            Meta::List(list) if list.path.is_ident("cfg_attr") => {
                let parts = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
                parts
                    .map(|parts| parts.into_iter().skip(1).collect())
                    .unwrap_or_default()
            }
            Meta::List(list) if list.path.is_ident("cfg") && on != On::Container => {
                let help = "Whether it is there decides the bytes: delete the attribute, or all of it.";
                return Err(Problem::new(
                    attribute.span(),
                    "This is only there under a condition",
                    help,
                ));
            }
            Meta::List(_) | Meta::Path(_) | Meta::NameValue(_) => Vec::new(),
        };
        for meta in metas {
            let Meta::List(list) = meta else {
                continue;
            };
            if !list.path.is_ident("serde") {
                continue;
            }
            let parts = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
            for part in parts.map_err(|error| Problem::of_syn(&error))? {
                one(&part, &mut known, &mut skips)?;
                if skips != (false, false) {
                    skipped_one = skipped_one.or(Some(part.span()));
                }
            }
        }
    }
    match (skips, skipped_one) {
        ((true, true), _) => known.skip = true,
        ((false, false), _) | (_, None) => {}
        (_, Some(span)) => {
            let help = "postcard writes fields one after the other: with only one of skip_serializing and \
                        skip_deserializing the reader looks for what the writer left out. Use skip.";
            return Err(Problem::new(
                span,
                "It is left out on one side only, so what is written cannot be read",
                help,
            ));
        }
    }
    Ok(known)
}

fn one(meta: &Meta, known: &mut Attributes, skips: &mut (bool, bool)) -> Result<(), Problem> {
    let name = meta
        .path()
        .get_ident()
        .map(ToString::to_string)
        .unwrap_or_default();
    let text = text_of(meta);
    let refused = |message: &str, help: &str| Err(Problem::new(meta.span(), message, help));
    match name.as_str() {
        "rename" => known.rename = text.or_else(|| listed(meta, "serialize")),
        "rename_all" | "rename_all_fields" => {
            let rule = text.or_else(|| listed(meta, "serialize"));
            if let Some(rule) = rule.as_deref().filter(|rule| !is_rule(rule)) {
                return refused(
                    &format!("serde has no rule {rule} for names"),
                    "It has snake_case, camelCase and the like.",
                );
            }
            match name.as_str() {
                "rename_all" => known.rename_all = rule,
                _ => known.rename_all_fields = rule,
            }
        }
        "skip" => *skips = (true, true),
        "skip_serializing" => skips.0 = true,
        "skip_deserializing" => skips.1 = true,
        "transparent" => known.transparent = true,
        "into" => known.into = text,
        "from" | "try_from" => known.from = text,
        "with" => known.with = Some(with(text.as_deref().unwrap_or_default(), meta.span())?),
        "serialize_with" | "deserialize_with" => {
            let text = text.unwrap_or_default();
            let module = text.rsplit_once("::").map_or("", |(module, _)| module);
            known.with = Some(with(module, meta.span())?);
        }
        // These change what is read where something is missing, or only checks and messages: no bytes.
        "default" | "alias" | "bound" | "borrow" | "crate" | "deny_unknown_fields" | "expecting" => {}
        "skip_serializing_if" => {
            return refused(
                "skip_serializing_if breaks postcard: the field is sometimes left out, and nothing in the bytes says so",
                "Write it as an Option without the attribute, as the program itself must for its tickets to be read.",
            );
        }
        "flatten" => {
            return refused(
                "flatten makes a map of unknown length of the struct, which postcard refuses to write",
                "Write the flattened fields in place.",
            );
        }
        "untagged" => {
            return refused(
                "An untagged enum cannot be read from postcard: nothing in the bytes says which variant it is",
                "Leave the attribute out if the program writes variants by their number.",
            );
        }
        "tag" | "content" => {
            return refused(
                "An enum with a tag cannot be read from postcard: the tag is looked for by its name, which is not written",
                "Leave the attribute out if the program writes variants by their number.",
            );
        }
        "other" => {
            return refused(
                "With other, any number that no variant has is read as this one",
                "Leave the attribute out: a number without a variant is then shown as such.",
            );
        }
        "remote" | "getter" | "field_identifier" | "variant_identifier" => {
            return refused(
                &format!("{name} says that other code decides the bytes"),
                "Paste the type that is written in the end.",
            );
        }
        other => {
            return refused(
                &format!("serde has no attribute {other} here"),
                "Check its spelling; attributes of other crates change the bytes in ways that cannot be told.",
            );
        }
    }
    Ok(())
}

/// A module that writes a field.
fn with(module: &str, span: Span) -> Result<With, Problem> {
    let last = module
        .rsplit("::")
        .next()
        .unwrap_or_default()
        .split('<')
        .next()
        .unwrap_or_default();
    match last.trim() {
        "serde_bytes" => Ok(With::Bytes),
        "BigArray" | "serde_big_array" | "serde_arrays" => Ok(With::Array),
        _ => Err(Problem::new(
            span,
            &format!("The functions of {module} decide the bytes, which cannot be told from here"),
            "Replace the field’s type by the type that they write, for example String or [u8; 32], without the attribute.",
        )),
    }
}

/// The text of `name = "text"`.
fn text_of(meta: &Meta) -> Option<String> {
    let Meta::NameValue(pair) = meta else {
        return None;
    };
    match &pair.value {
        Expr::Lit(lit) => match &lit.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

/// The text of `outer(name = "text")`.
fn listed(meta: &Meta, name: &str) -> Option<String> {
    let Meta::List(list) = meta else {
        return None;
    };
    let parts = list
        .parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)
        .ok()?;
    parts
        .iter()
        .find(|part| part.path().is_ident(name))
        .and_then(text_of)
}
