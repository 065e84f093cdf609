//! `ticket list`: everything in an input of any length, a line each.

use super::paint::Paint;
use super::windows::{self, Listed, Size};
use super::{Colour, Failure, Io, Source, Status, status};
use crate::ticket::render::table::{CSV_HEAD, Column, Gives, Row};
use crate::ticket::words::visible;
use crate::ticket::{HeadlineTone, Severity};
use clap::Args;
use std::ffi::OsString;
use std::io::{Cursor, Read};

/// Arguments of `ticket list`.
#[derive(Args, Debug)]
pub struct List {
    /// The text; without it standard input is read, however long it is.
    text: Option<OsString>,
    /// Print CSV, with the names of the columns first.
    #[arg(long)]
    csv: bool,
    /// Print one line of JSON for each finding.
    #[arg(long, conflicts_with = "csv")]
    jsonl: bool,
    /// Print what a line has as soon as it is there, as behind `tail -f`. What is broken over several lines is then not put
    /// together.
    #[arg(long)]
    line_buffered: bool,
    /// When to use colour.
    #[arg(long, value_enum, default_value_t)]
    color: Colour,
}

/// How the findings are printed.
#[derive(Clone, Copy)]
enum Form {
    People(Paint),
    Csv,
    JsonLines,
}

/// What was printed so far.
#[derive(Default)]
struct Totals {
    found: usize,
    errors: usize,
    secrets: usize,
}

impl List {
    pub(super) fn run(&self, io: &mut Io<'_>) -> Result<Status, Failure> {
        let form = match (self.csv, self.jsonl) {
            (true, _) => Form::Csv,
            (_, true) => Form::JsonLines,
            (false, false) => Form::People(self.color.paint(io)),
        };
        let mut totals = Totals::default();
        let mut worst: Option<Status> = None;
        if matches!(form, Form::Csv) {
            io.output.write_all(CSV_HEAD.as_bytes())?;
        }
        let mut print = |listed: &Listed<'_>| -> Result<(), Failure> {
            let mut row = Row::of(listed.document, totals.found, listed.line);
            row.span = listed.span;
            worst = worst.max(Some(status(std::slice::from_ref(listed.document))));
            if let Form::People(paint) = form
                && totals.found == 0
            {
                io.output.write_all(paint.faint(&head()).as_bytes())?;
            }
            totals.add(&row);
            let line = match form {
                Form::Csv => row.csv(),
                Form::JsonLines => format!("{}\n", row.json()),
                Form::People(paint) => line(&row, paint),
            };
            io.output.write_all(line.as_bytes())?;
            if self.line_buffered {
                io.output.flush()?;
            }
            Ok(())
        };
        let mut given = self
            .text
            .as_ref()
            .filter(|text| *text != "-")
            .map(|text| Cursor::new(text.as_encoded_bytes()));
        let source: &mut dyn Read = match &mut given {
            Some(text) => text,
            None => &mut io.input,
        };
        match self.line_buffered {
            true => windows::each_line(source, Size::default(), &mut print)?,
            false => windows::each(source, Size::default(), &mut print)?,
        }
        let nothing = Source {
            text: self.text.clone(),
            exact: false,
            reveal: false,
        };
        match (totals.found, form) {
            (0, _) => writeln!(io.errors, "{}", nothing.nothing())?,
            (_, Form::People(paint)) => writeln!(io.output, "{}", paint.faint(&totals.words()))?,
            (_, Form::Csv | Form::JsonLines) => {}
        }
        Ok(worst.unwrap_or(Status::Nothing))
    }
}

impl Totals {
    fn add(&mut self, row: &Row) {
        self.found += 1;
        self.errors += usize::from(row.fault == Some(Severity::Error));
        self.secrets += usize::from(row.gives == Gives::Secret);
    }

    fn words(&self) -> String {
        let mut words = format!("{} found", self.found);
        if self.errors > 0 {
            words += &format!(", {} with errors", self.errors);
        }
        if self.secrets > 0 {
            words += &format!(", {} with secrets", self.secrets);
        }
        words
    }
}

/// How wide the columns are. The last has no end.
const WIDTHS: [usize; Column::ALL.len()] = [6, 11, 20, 27, 26, 6, 0];

fn head() -> String {
    let head = cells(Column::ALL.map(|column| String::from(column.name())));
    format!("{}\n", head.trim_end())
}

/// A row for people.
fn line(row: &Row, paint: Paint) -> String {
    let shown = cells(Column::ALL.map(|column| match column {
        Column::Line => format!("{:>6}", row.line),
        // It has a colour, and comes behind the others.
        Column::Headline => String::new(),
        column => row.short(column).into_owned(),
    }));
    let headline = visible(&row.headline);
    let headline = match row.tone {
        Some(HeadlineTone::Good) => paint.good(&headline),
        Some(HeadlineTone::Caution) => paint.severity(Severity::Warning, &headline),
        Some(HeadlineTone::Bad) => paint.bad(&headline),
        None => headline,
    };
    format!("{}{headline}\n", visible(&shown))
}

fn cells(cells: [String; Column::ALL.len()]) -> String {
    let mut line = String::new();
    for (cell, width) in cells.iter().zip(WIDTHS) {
        let cut: String = match cell.chars().count() > width && width > 0 {
            true => cell.chars().take(width - 1).chain(['…']).collect(),
            false => cell.clone(),
        };
        if !line.is_empty() {
            line.push_str("  ");
        }
        line.push_str(&format!("{cut:width$}"));
    }
    line
}
