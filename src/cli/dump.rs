//! `ticket dump`: every byte and what it means.

use super::own::OwnTypes;
use super::{Failure, Io, Source, Status, left_out};
use crate::ticket::render::dump;
use clap::Args;

/// Arguments of `ticket dump`.
#[derive(Args, Debug)]
pub struct Dump {
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    own: OwnTypes,
}

impl Dump {
    pub(super) fn run(&self, io: &mut Io<'_>) -> Result<Status, Failure> {
        let definitions = self.own.definitions(io)?;
        let input = self.source.read(io)?;
        let (mut report, status, lines) = self.own.explain(&self.source, &input, definitions.as_ref());
        for line in lines {
            writeln!(io.errors, "ticket: {line}")?;
        }
        input.relocate(&mut report);
        for (index, document) in report.found.iter().enumerate() {
            if index > 0 {
                io.output.write_all(b"\n")?;
            }
            io.output
                .write_all(dump::dump(document, self.source.secrets()).as_bytes())?;
        }
        if report.found.is_empty() {
            writeln!(io.errors, "{}", self.source.nothing())?;
        }
        write!(io.errors, "{}", left_out(&report))?;
        Ok(status)
    }
}
