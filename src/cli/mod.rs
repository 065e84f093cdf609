//! The command-line tool `ticket`: arguments, input and output around the core. It is no public interface.
//!
//! Each subcommand is a module with its arguments and a `run` that writes to [`Io`], so that tests can call it without a
//! process. A new one is a module, a variant of `Command` and a line in `Command::run`.

mod build;
mod completions;
mod convert;
mod decode;
mod diff;
mod dump;
mod excerpt;
mod fix;
pub mod formats;
mod image;
mod input;
mod list;
mod own;
pub mod paint;
mod picture;
pub mod png;
mod qr;
mod report;
mod scan;
mod slim;
mod terminal;
pub mod windows;

use crate::native::Native;
use crate::ticket::explain::mask::MASK;
use crate::ticket::explain::secrets;
use crate::ticket::{self, Document, Report, Secrets, Severity};
use clap::{Args, Parser, Subcommand, ValueEnum};
use input::Input;
use std::ffi::OsString;
use std::io::{self, ErrorKind, IsTerminal, Read, Write};
use terminal::Terminal;

const AFTER_HELP: &str = "\
Exit status:
  0  something was found, and its parser accepts it
  1  something was found, with an error in it (of several findings: in any of them)
  2  nothing was found, or the command was used wrongly

Secrets (a document's or API's secret key, a request token) are masked unless --reveal is given.";

const EXAMPLES: &str = "\
Examples:
  ticket decode endpointacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaa
  ticket decode 'eidetica:?db=bafyr4ihkr4ld3m4gqkjf4reryxsy2s5tkbxprqkow6fin2iiyvreuzzab4&pr=http:192.0.2.7:8080'
  pbpaste | ticket decode                      anything that contains a link or a ticket
  ticket decode --json <chat.txt               for programs
  jq -c .text <log.jsonl | ticket decode --jsonl
  ticket scan photo.jpg                        what the QR codes in a picture say
  ticket fix ENDPOINTAC1… | ticket decode      the ticket that was meant, if that can be known
  ticket list --csv <server.log >tickets.csv
  ticket dump endpointacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaa";

/// Explains eidetica database links and iroh tickets.
#[derive(Debug, Parser)]
#[command(name = "ticket", version, after_help = AFTER_HELP, after_long_help = format!("{AFTER_HELP}\n\n{EXAMPLES}"))]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Find links and tickets in a text and explain each: what it says, what its parsers do with it, what is wrong.
    Decode(decode::Decode),
    /// List everything in a text of any length, a line each; for many of them. Secrets are never shown.
    List(list::List),
    /// Show every byte and what it means.
    Dump(dump::Dump),
    /// Print how each kind of ticket is laid out.
    Formats(formats::Formats),
    /// Make a new ticket or link.
    Build(build::Build),
    /// Mend a damaged ticket or link and print it; what was done goes to standard error. Exit status 1 if it cannot
    /// be mended.
    Fix(fix::Fix),
    /// Leave parts out of a ticket or link, or show what each field costs.
    Slim(slim::Slim),
    /// Write a ticket, link or id in another form: an old ticket in its current form, an id in another encoding. What
    /// is lost goes to standard error.
    Convert(convert::Convert),
    /// Make a QR code of a ticket or link.
    Qr(qr::Qr),
    /// Draw a ticket or link as an SVG: whom it names, and how they are reached.
    Picture(picture::Picture),
    /// Summarise for an issue tracker, in Markdown: ids shortened, addresses by their class, no secrets.
    Report(report::Report),
    /// Read the QR codes in images and explain what they say. Exit status 2 also when one of the images cannot be read.
    Scan(scan::Scan),
    /// Compare two tickets or links. Exit status 1 if they differ.
    Diff(diff::Diff),
    /// Print a script that completes commands and options in your shell.
    Completions(completions::Completions),
    /// Print the manual page, for `man -l -`.
    Man(completions::Man),
}

impl Command {
    fn run(&self, io: &mut Io<'_>) -> Result<Status, Failure> {
        match self {
            Command::Decode(command) => command.run(io),
            Command::List(command) => command.run(io),
            Command::Dump(command) => command.run(io),
            Command::Formats(command) => command.run(io),
            Command::Build(command) => command.run(io),
            Command::Fix(command) => command.run(io),
            Command::Slim(command) => command.run(io),
            Command::Convert(command) => command.run(io),
            Command::Qr(command) => command.run(io),
            Command::Picture(command) => command.run(io),
            Command::Report(command) => command.run(io),
            Command::Scan(command) => command.run(io),
            Command::Diff(command) => command.run(io),
            Command::Completions(command) => command.run(io),
            Command::Man(command) => command.run(io),
        }
    }
}

/// Where a command reads from and writes to.
pub struct Io<'a> {
    /// Standard input.
    pub input: &'a mut dyn Read,
    /// Standard output.
    pub output: &'a mut dyn Write,
    /// Standard error.
    pub errors: &'a mut dyn Write,
    /// Whether output goes to a terminal that wants colour.
    pub colour: bool,
    /// How many columns that terminal has, where it is known.
    pub width: Option<usize>,
}

/// How a command ended; the number is the exit status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Found, and accepted by its parser.
    #[default]
    Accepted = 0,
    /// Found, with errors.
    Errors = 1,
    /// Nothing found.
    Nothing = 2,
}

/// Why a command could not do its work.
#[derive(Debug)]
pub enum Failure {
    /// Reading or writing failed.
    Io(io::Error),
    /// The input cannot be used; says why.
    Input(String),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Io(error)
    }
}

/// Runs the tool for a process. Gives its exit status.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
        || std::env::var_os("TERM").is_some_and(|value| value == "dumb");
    let stdout = io::stdout();
    let colour = stdout.is_terminal() && !no_colour;
    run(
        arguments,
        &mut Io {
            input: &mut io::stdin().lock(),
            output: &mut stdout.lock(),
            errors: &mut io::stderr().lock(),
            colour,
            width: width(),
        },
    )
}

/// How wide the terminal is: what `COLUMNS` says, or the terminal itself.
fn width() -> Option<usize> {
    let said = std::env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok());
    said.or_else(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)))
}

/// Runs the tool. Gives its exit status.
pub fn run(arguments: impl IntoIterator<Item = OsString>, io: &mut Io<'_>) -> u8 {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let cli = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are answers, not errors, and have nothing of the input in them. A closed pipe is nobody's
            // fault.
            let _ = match (error.use_stderr(), io.colour) {
                (true, _) => {
                    let text = without_secrets(error.render().to_string(), &arguments);
                    Terminal::direct(io.errors).write_all(text.as_bytes())
                }
                (false, true) => write!(io.output, "{}", error.render().ansi()),
                (false, false) => write!(io.output, "{}", error.render()),
            };
            return u8::try_from(error.exit_code()).unwrap_or(2);
        }
    };
    let always = arguments
        .iter()
        .any(|argument| argument.to_str().is_some_and(|word| word.ends_with("always")));
    let mut output = Terminal::buffered(io.output, io.colour || always);
    let mut errors = Terminal::direct(io.errors);
    let mut safe = Io {
        input: io.input,
        output: &mut output,
        errors: &mut errors,
        colour: io.colour,
        width: io.width,
    };
    let ran = cli.command.run(&mut safe);
    let written = safe.output.flush().map_err(Failure::from);
    let failed = match ran.and_then(|status| written.map(|()| status)) {
        Ok(status) => return status as u8,
        Err(Failure::Io(error)) if error.kind() == ErrorKind::BrokenPipe => return 0,
        Err(Failure::Io(error)) => error.to_string(),
        Err(Failure::Input(message)) => message,
    };
    let _ = writeln!(errors, "ticket: {failed}");
    Status::Nothing as u8
}

/// A message about arguments, which quotes them, with a mask for what may be a part of a secret.
fn without_secrets(mut message: String, arguments: &[OsString]) -> String {
    // What clap takes apart it quotes in parts.
    let parts = |argument: &OsString| {
        let argument = argument.to_string_lossy();
        let parts = argument.split(['=', ',']).map(String::from);
        parts.chain([argument.to_string()]).collect::<Vec<String>>()
    };
    let mut parts: Vec<String> = arguments.iter().skip(1).flat_map(parts).collect();
    parts.retain(|part| secrets::shown(part) != part);
    // The longest first: a part would leave the rest of the whole.
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    for part in parts {
        message = message.replace(&part, MASK);
    }
    message
        .lines()
        .map(|line| secrets::without_suspects(line) + "\n")
        .collect()
}

/// Where the text comes from and how it is taken: what `decode` and `dump` have in common.
#[derive(Args, Debug)]
struct Source {
    /// The text; without it standard input is read.
    text: Option<OsString>,
    /// Take the input as one link or ticket exactly as it is, a line break at its end included: nothing is searched
    /// for, trimmed or cleaned, and every parser is asked.
    #[arg(long)]
    exact: bool,
    /// Show secret keys and tokens.
    #[arg(long)]
    reveal: bool,
}

impl Source {
    fn secrets(&self) -> Secrets {
        match self.reveal {
            true => Secrets::Revealed,
            false => Secrets::Masked,
        }
    }

    /// The whole text: the argument, or standard input where there is none or it is `-`.
    fn read(&self, io: &mut Io<'_>) -> Result<Input, Failure> {
        let bytes = match self.text.as_ref().filter(|text| *text != "-") {
            Some(text) => text.as_encoded_bytes().to_vec(),
            None => {
                let mut bytes = Vec::new();
                io.input.read_to_end(&mut bytes)?;
                bytes
            }
        };
        let input = Input::new(bytes);
        match input.not_text().filter(|_| self.exact) {
            Some(at) => Err(Failure::Input(format!(
                "the input is not UTF-8 text (byte {at}); without --exact what is text in it is searched"
            ))),
            None => Ok(input),
        }
    }

    /// Explains the text. Gives also the exit status that it stands for, with all that is found beyond the limit.
    fn explain(&self, input: &Input) -> (Report, Status) {
        if self.exact {
            let report = ticket::explain(&input.text, &Native);
            let status = status(&report.found);
            return (report, status);
        }
        let mut worst = None;
        let report = ticket::survey(&input.text, &Native, &mut |document| {
            worst = worst.max(Some(status(std::slice::from_ref(document))));
        });
        let status = status(&report.found).max(worst.unwrap_or_default());
        (report, status)
    }

    /// What to say where nothing was found.
    fn nothing(&self) -> String {
        let found = ticket::find::NOTHING;
        let path = self.text.as_ref().map(std::path::Path::new);
        match path.filter(|path| path.is_file()) {
            Some(_) => {
                format!("{found} The text is the name of a file: to search in it, write ticket … <FILE")
            }
            None => String::from(found),
        }
    }
}

/// What to say of a report that does not show everything; empty where it does.
fn left_out(report: &Report) -> String {
    let mut said = String::new();
    if report.more > 0 {
        said += &format!("{} more are not explained.\n", report.more);
    }
    if report.truncated {
        said += &format!(
            "Only the first {} bytes of {} were searched.\n",
            ticket::limits::INPUT,
            report.input_bytes
        );
    }
    said
}

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Colour {
    /// On a terminal, unless NO_COLOR is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Colour {
    fn paint(self, io: &Io<'_>) -> paint::Paint {
        paint::Paint {
            on: match self {
                Colour::Auto => io.colour,
                Colour::Always => true,
                Colour::Never => false,
            },
        }
    }
}

/// The exit status that findings stand for.
fn status(found: &[Document]) -> Status {
    let worst = found.iter().map(|document| {
        let is_nothing =
            document.kind == ticket::Kind::Unknown && document.value.is_none() && document.own.is_none();
        let refused =
            !document.verdicts.is_empty() && document.verdicts.iter().all(|verdict| !verdict.accepts);
        let is_wrong = document
            .diagnostics
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error);
        match (
            is_nothing,
            refused && document.kind != ticket::Kind::Unknown || is_wrong,
        ) {
            (true, _) => Status::Nothing,
            (_, true) => Status::Errors,
            _ => Status::Accepted,
        }
    });
    worst.max().unwrap_or(Status::Nothing)
}
