//! `ticket convert`: the same in another form.

use super::slim::first;
use super::terminal::handed_on;
use super::{Failure, Io, Status};
use crate::native::Native;
use crate::ticket::explain::secrets::quoted;
use crate::ticket::make::convert::{Conversion, Encoding, Target, conversions, obstacle};
use crate::ticket::words::list;
use crate::ticket::{Document, Kind};
use clap::Args;
use std::ffi::OsString;
use unicode_width::UnicodeWidthStr;

/// Arguments of `ticket convert`.
#[derive(Args, Debug)]
pub struct Convert {
    /// The text; without it standard input is read. The first ticket, link or id in it is used.
    text: Option<OsString>,
    /// What to make of it: a kind (endpoint, doc, …), a layout (E1, N1, D2, …) or an encoding of an id (hex, base32,
    /// base32-upper, z-base-32, dns-name, base58, base64url). Without this option, the form that current programs
    /// write.
    #[arg(long, value_name = "FORM")]
    to: Option<String>,
    /// List what it can be made into, and what would be lost.
    #[arg(long, conflicts_with = "to")]
    list: bool,
}

impl Convert {
    pub(super) fn run(&self, io: &mut Io<'_>) -> Result<Status, Failure> {
        if let Some(name) = self.to.as_deref().filter(|name| !is_form(name)) {
            return Err(Failure::Input(format!(
                "--to {}: no kind, layout or encoding has this name; `ticket convert --list` shows what there is for a text",
                quoted(name)
            )));
        }
        let Some(document) = first(self.text.as_ref(), io)? else {
            return Ok(Status::Nothing);
        };
        let possible = conversions(&document, &Native);
        if self.list {
            io.output.write_all(table(&document, &possible).as_bytes())?;
            return Ok(match possible.is_empty() && obstacle(&document).is_some() {
                true => Status::Errors,
                false => Status::Accepted,
            });
        }
        let chosen = possible.iter().find(|one| match &self.to {
            Some(name) => one.target.is_called(name),
            None => one.is_current,
        });
        if let Some(conversion) = chosen {
            writeln!(io.errors, "Converted: {}.", conversion.label)?;
            if !conversion.losses.is_empty() {
                writeln!(io.errors, "Lost: {}.", list(&conversion.losses))?;
            }
            for reader in &conversion.unread_by {
                writeln!(io.errors, "No longer read by {reader}.")?;
            }
            writeln!(io.output, "{}", handed_on(&conversion.text))?;
            return Ok(Status::Accepted);
        }
        if let Some(why) = obstacle(&document) {
            writeln!(io.errors, "It cannot be converted: {why}.")?;
            return Ok(Status::Errors);
        }
        match self.to.as_deref().filter(|name| !self.is_so(&document, name)) {
            None => {
                writeln!(io.errors, "It already has this form.")?;
                writeln!(io.output, "{}", handed_on(document.text()))?;
                Ok(Status::Accepted)
            }
            Some(name) => {
                writeln!(io.errors, "It cannot be converted to {}.", quoted(name))?;
                io.errors.write_all(table(&document, &possible).as_bytes())?;
                Ok(Status::Errors)
            }
        }
    }

    /// Whether it is what was asked for.
    fn is_so(&self, document: &Document, name: &str) -> bool {
        let layout = document
            .layout
            .is_some_and(|layout| Target::Ticket(document.kind, layout).is_called(name));
        let is_link = document.kind == Kind::Eidetica && Target::Link.is_called(name);
        let encoding = Encoding::ALL.into_iter().find(|encoding| encoding.name() == name);
        layout || is_link || encoding.is_some_and(|encoding| encoding.is_of(document))
    }
}

/// Whether there is a form with this name.
fn is_form(name: &str) -> bool {
    let layouts = crate::ticket::wire::layout::ALL.iter();
    let mut targets = layouts.map(|layout| Target::Ticket(layout.kind, layout));
    let is_encoding = Encoding::ALL.iter().any(|encoding| encoding.name() == name);
    is_encoding
        || Target::Link.is_called(name)
        || targets.any(|target| target.is_called(name))
        || name == Kind::N0des.name()
}

/// What something can be made into, one line each.
fn table(document: &Document, possible: &[Conversion]) -> String {
    if possible.is_empty() {
        return match obstacle(document) {
            Some(why) => format!("It cannot be converted: {why}.\n"),
            None => String::from("There is no other form of it.\n"),
        };
    }
    let width = possible
        .iter()
        .map(|one| one.target.name().width())
        .max()
        .unwrap_or(0);
    let rows = possible.iter().map(|one| {
        let lost = match one.losses.as_slice() {
            [] => String::new(),
            losses => format!("; lost: {}", list(losses)),
        };
        format!(
            "{:width$}  {}, {} characters{lost}\n",
            one.target.name(),
            one.label,
            one.text.len()
        )
    });
    rows.collect()
}
