//! `ticket diff`: what two tickets or links have in common, and what not.

use super::{Failure, Io, Source, Status};
use crate::ticket::make::compare::{Change, Line, compare};
use crate::ticket::render::json::Json;
use crate::ticket::{Document, Value};
use clap::Args;
use std::ffi::OsString;

/// Arguments of `ticket diff`.
#[derive(Args, Debug)]
pub struct Diff {
    /// A text with a ticket or link in it.
    first: OsString,
    /// Another; without it standard input is read.
    second: Option<OsString>,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

impl Diff {
    pub(super) fn run(&self, io: &mut Io<'_>) -> Result<Status, Failure> {
        let one = found("the first", Some(&self.first), io)?;
        let two = found("the second", self.second.as_ref(), io)?;
        let compared = compare((&one.0, one.1.kind), (&two.0, two.1.kind));
        if self.json {
            let lines = compared.lines.iter().map(json).collect();
            let object = Json::Object(vec![
                ("same", Json::Bool(compared.is_same())),
                ("lines", Json::List(lines)),
            ]);
            writeln!(io.output, "{object:#}")?;
        } else {
            writeln!(io.output, "{}", compared.sentence())?;
            for line in &compared.lines {
                writeln!(io.output, "{line}")?;
            }
        }
        Ok(match compared.is_same() {
            true => Status::Accepted,
            false => Status::Errors,
        })
    }
}

fn found(which: &str, text: Option<&OsString>, io: &mut Io<'_>) -> Result<(Value, Document), Failure> {
    let source = Source {
        text: text.cloned(),
        exact: false,
        reveal: false,
    };
    let input = source.read(io)?;
    let found = source.explain(&input).0.found.into_iter();
    let found = found.filter(Document::is_proven);
    let mut readable = found.filter_map(|document| Some((document.value.clone()?, document)));
    readable.next().ok_or_else(|| {
        Failure::Input(format!(
            "{which} text has no readable ticket or link in it; ticket decode says what it has"
        ))
    })
}

fn json(line: &Line) -> Json {
    let (from, to) = match &line.change {
        Change::Kept(value) => (Some(value), Some(value)),
        Change::Removed(value) => (Some(value), None),
        Change::Added(value) => (None, Some(value)),
        Change::Changed(from, to) => (Some(from), Some(to)),
    };
    let text = |value: Option<&String>| Json::from(value.map(String::as_str));
    Json::Object(vec![
        ("what", line.what.into()),
        ("of", text(Some(&line.of).filter(|of| !of.is_empty()))),
        ("change", line.change.name().into()),
        ("from", text(from)),
        ("to", text(to)),
    ])
}
