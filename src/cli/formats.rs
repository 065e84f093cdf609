//! `ticket formats`: the format reference, printed from the layouts that everything is read by.

use super::{Failure, Io, Status};
use crate::ticket::explain::secrets;
use crate::ticket::wire::layout::{self, Field, Layout, Shape};
use clap::Args;

/// Arguments of `ticket formats`.
#[derive(Args, Debug)]
pub struct Formats {
    /// Only the layouts of this kind, or with this id: endpoint, node, blob, doc, services, gossip, E1, D2, …
    name: Option<String>,
}

impl Formats {
    pub(super) fn run(&self, io: &mut Io<'_>) -> Result<Status, Failure> {
        let text = reference(self.name.as_deref());
        if text.is_empty() {
            let name = self.name.as_deref().unwrap_or_default();
            return Err(Failure::Input(format!(
                "no layout has the kind or id {:?}",
                secrets::shown(name)
            )));
        }
        io.output.write_all(text.trim_end().as_bytes())?;
        io.output.write_all(b"\n")?;
        Ok(Status::Accepted)
    }
}

/// The reference as text; of one kind or one layout, or of all.
pub fn reference(name: Option<&str>) -> String {
    let fits = |layout: &&&Layout| {
        name.is_none_or(|name| layout.id.eq_ignore_ascii_case(name) || layout.kind.name() == name)
    };
    let mut text = String::new();
    layout::ALL
        .iter()
        .filter(fits)
        .for_each(|layout| describe(layout, &mut text));
    text
}

fn describe(layout: &Layout, text: &mut String) {
    let form = match layout.custom {
        Some(layout::CustomForm::C1) => ", custom addresses in their first form",
        _ => "",
    };
    let prefix = match layout.kind.prefix() {
        "" => String::from("base32 without a prefix"),
        prefix => format!("“{prefix}” and base32"),
    };
    text.push_str(&format!("{} {}: {prefix}{form}\n", layout.id, layout.kind));
    text.push_str(&format!("  {}\n", layout.era));
    for field in layout.fields {
        line(field, 2, text);
    }
    text.push('\n');
}

fn line(field: &Field, depth: usize, text: &mut String) {
    let secret = if field.role.is_secret() { ", secret" } else { "" };
    text.push_str(&format!(
        "{:indent$}{}: {}{secret}\n",
        "",
        field.name,
        field.shape.name(),
        indent = depth * 2
    ));
    match &field.shape {
        Shape::Option(inner) | Shape::List(inner) | Shape::Set(inner) => line(inner, depth + 1, text),
        Shape::Struct(fields) => fields.iter().for_each(|field| line(field, depth + 1, text)),
        Shape::Enum(variants) => {
            for (tag, variant) in variants.iter().enumerate() {
                let name = variant.name;
                text.push_str(&format!(
                    "{:indent$}{tag:02x} {name}\n",
                    "",
                    indent = depth * 2 + 2
                ));
                variant
                    .fields
                    .iter()
                    .for_each(|field| line(field, depth + 2, text));
            }
        }
        _ => {}
    }
}
