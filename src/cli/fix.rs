//! `ticket fix`: the ticket or link that was meant.

use super::terminal::handed_on;
use super::{Failure, Io, Status, slim};
use crate::native::Native;
use crate::ticket::Secrets;
use crate::ticket::explain::fix::{self, Repair};
use crate::ticket::make::repair::{Mended, mend};
use crate::ticket::render::json::{self, Json};
use clap::Args;
use std::ffi::OsString;
use std::io::{self, Write};

/// Arguments of `ticket fix`.
#[derive(Args, Debug)]
pub struct Fix {
    /// The text; without it standard input is read. The first ticket or link in it is used.
    text: Option<OsString>,
    /// Where nothing tells which reading is right: print all of them, one per line.
    #[arg(long)]
    all: bool,
    /// Print JSON: the mended texts, what was done, and why what is left cannot be mended.
    #[arg(long)]
    json: bool,
    /// Show secret keys and tokens in the JSON.
    #[arg(long, requires = "json")]
    reveal: bool,
}

impl Fix {
    pub(super) fn run(&self, io: &mut Io<'_>) -> Result<Status, Failure> {
        let Some(document) = slim::first(self.text.as_ref(), io)? else {
            return Ok(Status::Nothing);
        };
        let mended = mend(&document, &Native);
        let readings = match self.all {
            true => mended.readings(&Native),
            false => vec![mended],
        };
        let status = match readings.iter().any(|reading| reading.left.is_none()) {
            true => Status::Accepted,
            false => Status::Errors,
        };
        if self.json {
            let readings = readings.iter().map(|reading| self.json(reading)).collect();
            let json = Json::Object(vec![("readings", Json::List(readings))]);
            writeln!(io.output, "{json:#}")?;
            return Ok(status);
        }
        for reading in &readings {
            self.tell(reading, document.exact, io.errors)?;
            if reading.left.is_none() {
                writeln!(io.output, "{}", handed_on(reading.document.text()))?;
            }
        }
        Ok(status)
    }

    /// What was done, and what is left.
    fn tell(&self, reading: &Mended, is_exact: bool, errors: &mut dyn Write) -> io::Result<()> {
        for fix in &reading.steps {
            writeln!(errors, "{}: {}.", fix.label(Secrets::Masked), fix.outcome())?;
        }
        match &reading.left {
            Some((error, repair)) => {
                writeln!(errors, "{}", error.message())?;
                for line in lines(repair, Secrets::Masked) {
                    writeln!(errors, "  {line}")?;
                }
                if !self.all && !repair.fixes.is_empty() {
                    writeln!(errors, "  --all prints what each of them gives.")?;
                }
            }
            None if !reading.steps.is_empty() => {}
            None if is_exact => writeln!(errors, "Nothing in it is wrong.")?,
            None => writeln!(errors, "It is fine once it is cut out of the text and cleaned.")?,
        }
        Ok(())
    }

    fn json(&self, reading: &Mended) -> Json {
        let secrets = match self.reveal {
            true => Secrets::Revealed,
            false => Secrets::Masked,
        };
        json::mended(&reading.document, &reading.steps, reading.left.as_ref(), secrets)
    }
}

/// What would mend something, in lines for people.
pub(super) fn lines(repair: &Repair, secrets: Secrets) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    // Behind a mask several fixes can read the same.
    let same = |one: &fix::Fix, other: &fix::Fix| {
        one.label(secrets) == other.label(secrets) && one.accepted_by == other.accepted_by
    };
    for fixes in repair.fixes.chunk_by(same) {
        let Some(fix) = fixes.first() else { continue };
        let line = format!("fix: {}: then {}", fix.label(secrets), fix.outcome());
        lines.push(match fixes.len() {
            1 => line,
            ways => format!("{line} ({ways} ways, which --reveal tells apart)"),
        });
    }
    match repair.more {
        0 => {}
        1 => lines.push(String::from("1 more reading is just as likely.")),
        more => lines.push(format!("{more} more readings are just as likely.")),
    }
    lines.extend(repair.reason.iter().map(ToString::to_string));
    lines
}
