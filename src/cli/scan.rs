//! `ticket scan`: what the QR codes in pictures say, explained as `ticket decode` explains a text.

use super::decode::Page;
use super::excerpt::Lines;
use super::input::Input;
use super::{Colour, Failure, Io, Source, Status, image};
use crate::native::Native;
use crate::scan::{self, Code, Effort};
use crate::ticket::explain::mask::MASK;
use crate::ticket::explain::secrets;
use crate::ticket::make::repair;
use crate::ticket::render::json::{self, Json};
use crate::ticket::words::{count, visible};
use crate::ticket::{Report, Secrets, Span};
use clap::Args;
use std::ffi::{OsStr, OsString};
use std::fs::File;

/// Arguments of `ticket scan`.
#[derive(Args, Debug)]
pub struct Scan {
    /// Images: PNG, JPEG, WebP, GIF or BMP; `-`, or none at all, is standard input.
    #[arg(value_name = "IMAGE")]
    images: Vec<OsString>,
    /// Print what each code says, a line for each, and nothing else.
    #[arg(long, conflicts_with_all = ["json", "wire"])]
    raw: bool,
    /// Print one JSON object for all images.
    #[arg(long)]
    json: bool,
    /// Also show the encoding: tags, lengths, counts and separators.
    #[arg(long, conflicts_with = "json")]
    wire: bool,
    /// Show secret keys and tokens.
    #[arg(long)]
    reveal: bool,
    /// When to use colour.
    #[arg(long, value_enum, default_value_t)]
    color: Colour,
}

/// A code, and what there is to say about it.
struct Explained {
    code: Code,
    input: Input,
    report: Report,
    status: Status,
}

impl Scan {
    pub(super) fn run(&self, io: &mut Io<'_>) -> Result<Status, Failure> {
        let standard_input = [OsString::from("-")];
        let images = match self.images.as_slice() {
            [] => &standard_input[..],
            images => images,
        };
        let mut worst = Status::default();
        let mut is_found = false;
        let mut is_unread = false;
        let mut list = Vec::new();
        for name in images {
            let shown = name_shown(name);
            match self.codes(name, io) {
                Ok(codes) => {
                    for status in codes
                        .iter()
                        .map(|code| code.status)
                        .filter(|status| *status != Status::Nothing)
                    {
                        worst = worst.max(status);
                        is_found = true;
                    }
                    match self.json {
                        true => list.push(self.json(&shown, &codes)),
                        false => self.print(&shown, &codes, images.len() > 1, io)?,
                    }
                }
                Err(problem) => {
                    is_unread = true;
                    writeln!(io.errors, "ticket: {shown}: {problem}")?;
                    list.push(Json::Object(vec![
                        ("image", shown.into()),
                        ("error", problem.into()),
                        ("codes", Json::List(Vec::new())),
                    ]));
                }
            }
        }
        if self.json {
            let all = Json::Object(vec![("images", Json::List(list))]);
            writeln!(io.output, "{all:#}")?;
        }
        Ok(match is_unread || !is_found {
            true => Status::Nothing,
            false => worst,
        })
    }

    /// Reads the codes in an image, and explains what they say.
    fn codes(&self, name: &OsStr, io: &mut Io<'_>) -> Result<Vec<Explained>, String> {
        let image = match name == "-" {
            true => image::read(&mut *io.input)?,
            false => image::read(&mut File::open(name).map_err(|error| error.to_string())?)?,
        };
        let (width, height) = (image.width() as usize, image.height() as usize);
        let codes = scan::read_rgba(image.as_raw(), width, height, Effort::Thorough, &mut |_, _| true);
        Ok(codes.into_iter().map(|code| self.explain(code)).collect())
    }

    fn explain(&self, code: Code) -> Explained {
        let source = Source {
            text: None,
            exact: false,
            reveal: self.reveal,
        };
        let input = Input::new(code.text.clone().into_bytes());
        let (mut report, status) = source.explain(&input);
        repair::report(&mut report, &Native);
        Explained {
            code,
            input,
            report,
            status,
        }
    }

    fn secrets(&self) -> Secrets {
        match self.reveal {
            true => Secrets::Revealed,
            false => Secrets::Masked,
        }
    }

    fn print(
        &self,
        name: &str,
        codes: &[Explained],
        is_one_of_many: bool,
        io: &mut Io<'_>,
    ) -> Result<(), Failure> {
        if codes.is_empty() {
            let of_which = if is_one_of_many {
                [name, ": "].concat()
            } else {
                String::new()
            };
            writeln!(
                io.errors,
                "{of_which}No code found. The whole code must be in the picture: try closer, sharper, with even light."
            )?;
        }
        for (number, explained) in (1..).zip(codes) {
            if self.raw {
                writeln!(io.output, "{}", explained.text(self.secrets()))?;
                continue;
            }
            let paint = self.color.paint(io);
            if is_one_of_many || codes.len() > 1 {
                let of_which = if is_one_of_many {
                    [name, ": "].concat()
                } else {
                    String::new()
                };
                let all = count(codes.len(), "code", "codes");
                let title = format!("{of_which}{number} of {all}");
                writeln!(io.output, "{}", paint.faint(&title))?;
            }
            let text = match explained.report.found.is_empty() {
                true => format!(
                    "The code holds no eidetica link, no iroh ticket and no id. It says:\n  {}\n",
                    visible(&explained.text(self.secrets()))
                ),
                false => Page {
                    lines: Lines::new(&explained.input.text, Page::width(io)),
                    input: &explained.input,
                    report: &explained.report,
                    secrets: self.secrets(),
                    wire: self.wire,
                    paint,
                }
                .text(),
            };
            io.output.write_all(text.as_bytes())?;
            if number < codes.len() || is_one_of_many {
                writeln!(io.output)?;
            }
        }
        Ok(())
    }

    /// What `decode --json` says of each code's text, with the text itself and where the code is.
    fn json(&self, name: &str, codes: &[Explained]) -> Json {
        let code = |explained: &Explained| {
            let corner = |(x, y): (f32, f32)| Json::List(vec![pixel(x), pixel(y)]);
            let mut fields = vec![
                ("text", explained.text(self.secrets()).into()),
                ("corners", Json::List(explained.code.corners.map(corner).into())),
            ];
            if let Json::Object(report) = json::report(&explained.report, self.secrets()) {
                fields.extend(report);
            }
            Json::Object(fields)
        };
        Json::Object(vec![
            ("image", name.into()),
            ("codes", Json::List(codes.iter().map(code).collect())),
        ])
    }
}

/// The nearest pixel.
fn pixel(place: f32) -> Json {
    Json::Int(place.round().max(0.0) as u64)
}

/// How a file is called in what is said: as it is, unless somebody has put a secret into its name.
fn name_shown(name: &OsStr) -> String {
    match name == "-" {
        true => String::from("standard input"),
        false => visible(&secrets::without_suspects(&name.to_string_lossy())),
    }
}

impl Explained {
    /// What the code says, its secrets masked: also what is not known to be none.
    fn text(&self, secrets: Secrets) -> String {
        let text = &self.code.text;
        if secrets == Secrets::Revealed {
            return text.clone();
        }
        let mut out = String::new();
        let mut at = 0;
        for document in &self.report.found {
            out.push_str(secrets::shown(Span::new(at, document.span.start).of(text)));
            at = document.span.start;
            for hidden in &document.secrets {
                out.push_str(Span::new(at, hidden.start).of(text));
                out.push_str(MASK);
                at = hidden.end;
            }
            out.push_str(Span::new(at, document.span.end).of(text));
            at = document.span.end;
        }
        out.push_str(secrets::shown(Span::new(at, text.len()).of(text)));
        out
    }
}
