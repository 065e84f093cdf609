//! `ticket qr`: a ticket as a QR code, on the terminal or in a file.

use super::png::png;
use super::slim::first;
use super::{Colour, Failure, Io, Source, Status};
use crate::ticket::Document;
use crate::ticket::explain::mask::MASK;
use crate::ticket::make::qr::{self, Level};
use clap::Args;
use std::ffi::OsString;
use std::path::PathBuf;

/// Arguments of `ticket qr`.
#[derive(Args, Debug)]
pub struct Qr {
    /// The text; without it standard input is read. The first ticket or link in it is used.
    text: Option<OsString>,
    /// Take the input as it stands, whatever it is; only line breaks at its end are left out.
    #[arg(long)]
    exact: bool,
    /// How much damage the code withstands: L 7 %, M 15 %, Q 25 %, H 30 %. More, where it costs nothing.
    #[arg(long, default_value = "M", ignore_case = true)]
    level: Level,
    /// Write ids and payloads in upper case, which their parsers read too: a smaller code.
    #[arg(long)]
    compact: bool,
    /// Write an SVG to this file; `-` is standard output.
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Write a PNG to this file; `-` is standard output.
    #[arg(long, value_name = "FILE")]
    png: Option<PathBuf>,
    /// Pixels for each module of the PNG.
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u8).range(1..=64))]
    scale: u8,
    /// When to colour the code black on white. Without colour it is drawn in blocks, for dark text on a light background.
    #[arg(long, value_enum, default_value_t)]
    color: Colour,
}

impl Qr {
    pub(super) fn run(&self, io: &mut Io<'_>) -> Result<Status, Failure> {
        let Some(document) = self.read(io)? else {
            return Ok(Status::Nothing);
        };
        let text = document.text();
        let compact = self.compact.then(|| qr::compact(text));
        let text = compact.as_ref().map_or(text, |compact| compact.text.as_str());
        let code = match qr::encode(text, self.level) {
            Ok(code) => code,
            Err(error) => {
                let help = match error.fits_at {
                    Some(_) => "",
                    None => "; ticket slim shows what can be left out",
                };
                return Err(Failure::Input(format!("{error}{help}")));
            }
        };
        let mut drawn = false;
        let svg = self.svg.as_ref().map(|file| (file, code.svg().into_bytes()));
        let png = match &self.png {
            Some(file) => {
                let bytes = png(&code, usize::from(self.scale));
                Some((
                    file,
                    bytes.map_err(|error| Failure::Input(format!("the PNG: {error}")))?,
                ))
            }
            None => None,
        };
        for (file, bytes) in svg.into_iter().chain(png) {
            drawn = true;
            match file.as_os_str() == "-" {
                true => io.output.write_all(&bytes)?,
                false => std::fs::write(file, &bytes)
                    .map_err(|error| Failure::Input(format!("{}: {error}", file.display())))?,
            }
        }
        if !drawn {
            let paint = self.color.paint(io);
            let blocks = paint.drawing(&code.blocks(paint.on));
            io.output.write_all(blocks.as_bytes())?;
        }
        writeln!(
            io.errors,
            "Version {}, level {}, {} bytes: {}.",
            code.version,
            code.level.name(),
            code.text.len(),
            code.ease().about()
        )?;
        if let Some(compact) = compact.filter(|compact| !compact.changed.is_empty()) {
            let text = match document.secrets.is_empty() {
                true => compact.text.as_str(),
                false => MASK,
            };
            writeln!(
                io.errors,
                "In the code, in upper case {}:\n{text}",
                compact.changed.join(" and ")
            )?;
            if compact.id_changed {
                writeln!(
                    io.errors,
                    "Programs to which a database id is any string read another id; current eidetica reads the same one."
                )?;
            }
        }
        Ok(Status::Accepted)
    }

    fn read(&self, io: &mut Io<'_>) -> Result<Option<Document>, Failure> {
        if !self.exact {
            return first(self.text.as_ref(), io);
        }
        let source = Source {
            text: self.text.clone(),
            exact: true,
            reveal: false,
        };
        let mut input = source.read(io)?;
        let end = input.text.trim_end_matches(['\r', '\n']).len();
        input.text.truncate(end);
        let (mut report, _) = source.explain(&input);
        Ok(report.found.pop())
    }
}
