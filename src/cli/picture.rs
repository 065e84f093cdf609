//! `ticket picture`: whom a ticket or link names and how they are reached, as an SVG.

use super::slim::first;
use super::{Failure, Io, Status};
use clap::Args;
use std::ffi::OsString;
use std::path::PathBuf;

/// Arguments of `ticket picture`.
#[derive(Args, Debug)]
pub struct Picture {
    /// The text; without it standard input is read. The first ticket or link in it is used.
    text: Option<OsString>,
    /// Write the SVG to this file; `-`, the default, is standard output.
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Width in pixels; below 620 everything is drawn in one column.
    #[arg(long, default_value_t = 800, value_parser = clap::value_parser!(u16).range(260..=2400))]
    width: u16,
}

impl Picture {
    pub(super) fn run(&self, io: &mut Io<'_>) -> Result<Status, Failure> {
        let Some(document) = first(self.text.as_ref(), io)? else {
            return Ok(Status::Nothing);
        };
        let Some(picture) = document.picture(f32::from(self.width)) else {
            writeln!(
                io.errors,
                "There is nobody to draw: it names no endpoint and no peer."
            )?;
            return Ok(Status::Errors);
        };
        let svg = picture.svg();
        match self.svg.as_ref().filter(|file| file.as_os_str() != "-") {
            Some(file) => std::fs::write(file, svg)
                .map_err(|error| Failure::Input(format!("{}: {error}", file.display())))?,
            None => io.output.write_all(svg.as_bytes())?,
        }
        Ok(Status::Accepted)
    }
}
