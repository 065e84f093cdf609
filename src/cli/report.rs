//! `ticket report`: a summary for an issue tracker, with nothing in it that should not be there.

use super::{Failure, Io, Source, Status};
use crate::ticket::render::report;
use clap::Args;
use std::ffi::OsString;

/// Arguments of `ticket report`.
#[derive(Args, Debug)]
pub struct Report {
    /// The text; without it standard input is read.
    text: Option<OsString>,
    /// Take the input as one link or ticket exactly as it is.
    #[arg(long)]
    exact: bool,
}

impl Report {
    pub(super) fn run(&self, io: &mut Io<'_>) -> Result<Status, Failure> {
        let source = Source {
            text: self.text.clone(),
            exact: self.exact,
            reveal: false,
        };
        let input = source.read(io)?;
        let (report, status) = source.explain(&input);
        match report.found.is_empty() {
            true => writeln!(io.errors, "{}", source.nothing())?,
            false => io.output.write_all(report::markdown(&report).as_bytes())?,
        }
        Ok(status)
    }
}
