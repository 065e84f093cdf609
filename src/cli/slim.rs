//! `ticket slim`: the same ticket with less in it.

use super::terminal::handed_on;
use super::{Failure, Io, Source, Status, left_out};
use crate::native::Native;
use crate::ticket::make::draft::write;
use crate::ticket::make::qr::{self, Level};
use crate::ticket::make::slim::{Cut, Cuts, applicable, costs, slim, slimmed};
use crate::ticket::words;
use crate::ticket::{Document, Secrets};
use clap::builder::PossibleValuesParser;
use clap::{Args, builder::TypedValueParser};
use std::ffi::OsString;
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr;

/// Arguments of `ticket slim`.
#[derive(Args, Debug)]
pub struct Slim {
    /// The text; without it standard input is read. The first ticket or link in it is used.
    text: Option<OsString>,
    /// What to leave out. Without it, shows what could be left out and what each field costs.
    #[arg(long, short = 'd', value_name = "WHAT", value_delimiter = ',', value_parser = cuts())]
    drop: Vec<Cut>,
    /// Turn write access to a document into read access: the same as `--drop write`.
    #[arg(long)]
    read_only: bool,
}

fn cuts() -> impl TypedValueParser<Value = Cut> {
    PossibleValuesParser::new(Cut::ALL.map(Cut::name)).map(|name| {
        let cut = Cut::ALL.into_iter().find(|cut| cut.name() == name);
        cut.unwrap_or(Cut::Private)
    })
}

impl Slim {
    pub(super) fn run(&self, io: &mut Io<'_>) -> Result<Status, Failure> {
        let Some(document) = first(self.text.as_ref(), io)? else {
            return Ok(Status::Nothing);
        };
        if document.value.is_none() {
            return Err(Failure::Input(format!(
                "{} It cannot be made smaller.",
                document.sentence()
            )));
        }
        let mut cuts: Cuts = self.drop.iter().copied().collect();
        if self.read_only {
            cuts = cuts.set(Cut::Write, true);
        }
        if cuts.is_empty() {
            io.output.write_all(table(&document).as_bytes())?;
            return Ok(Status::Accepted);
        }
        let small =
            slimmed(&document, cuts, &Native).map_err(|refusal| Failure::Input(refusal.to_string()))?;
        let text = handed_on(&small);
        writeln!(io.output, "{text}")?;
        writeln!(io.errors, "{}", saved(document.text(), &text))?;
        Ok(Status::Accepted)
    }
}

/// What a smaller text saves.
fn saved(before: &str, after: &str) -> String {
    let version = |text: &str| match qr::version(text, Level::M) {
        Ok(version) => version.to_string(),
        Err(_) => String::from("too long"),
    };
    format!(
        "{} → {} characters, QR version {} → {}",
        before.len(),
        after.len(),
        version(before),
        version(after)
    )
}

/// What each field costs, and what could be left out.
fn table(document: &Document) -> String {
    let mut out = String::new();
    let rows = costs(document, Secrets::Masked);
    let width = rows.iter().map(|row| row.name.width()).max().unwrap_or(0);
    let _ = writeln!(out, "{:>5} {:>5}", "chars", "bytes");
    for row in &rows {
        let bytes = row.bytes.map_or_else(String::new, |bytes| bytes.to_string());
        let pad = " ".repeat(width.saturating_sub(row.name.width()));
        let _ = writeln!(
            out,
            "{:>5} {bytes:>5}  {}{pad}  {}",
            row.chars, row.name, row.value
        );
    }
    let _ = writeln!(out, "{:>5}        in all", document.text().len());
    let Some(value) = &document.value else {
        return out;
    };
    out.push('\n');
    for (cut, many) in applicable(value, &Native) {
        let small = slim(value, Cuts::from_iter([cut]), &Native);
        let text = write(&small, document.kind).unwrap_or_default();
        let _ = writeln!(
            out,
            "--drop {:10}  {many} × {}: {}",
            cut.name(),
            cut.label(),
            saved(document.text(), &text)
        );
    }
    out
}

/// Where a command takes a single ticket: the first one in the text.
pub(super) fn first(text: Option<&OsString>, io: &mut Io<'_>) -> Result<Option<Document>, Failure> {
    let source = Source {
        text: text.cloned(),
        exact: false,
        reveal: false,
    };
    let input = source.read(io)?;
    let (mut report, _) = source.explain(&input);
    let others = report.found.len().saturating_sub(1).saturating_add(report.more);
    if others > 0 {
        writeln!(io.errors, "The first of {} is taken.", others + 1)?;
    }
    // How many there are was said.
    report.more = 0;
    write!(io.errors, "{}", left_out(&report))?;
    if report.found.is_empty() {
        writeln!(io.errors, "{}", source.nothing())?;
        return Ok(None);
    }
    let document = report.found.swap_remove(0);
    if document.has_secret() {
        writeln!(
            io.errors,
            "It carries a secret: {}",
            words::visible(&document.sentence())
        )?;
    }
    Ok(Some(document))
}
