//! `--types` and `--root`: somebody's own types, by which texts of unknown kinds are read.

use super::input::Input;
use super::{Failure, Io, Source, Status};
use crate::native::Native;
use crate::rust_types::{self, Problem};
use crate::ticket::Report;
use crate::ticket::explain::{own, secrets};
use crate::ticket::types::Definitions;
use clap::Args;
use std::path::PathBuf;

/// The arguments.
#[derive(Args, Debug)]
pub struct OwnTypes {
    /// Read what is of no known kind, and bytes in hex, base32 or base64, by the structs and enums in this Rust file, as
    /// serde and postcard would.
    #[arg(long, value_name = "FILE")]
    types: Option<PathBuf>,
    /// The type that a ticket is made of, as in Rust: `Ticket`, `wire::Ticket<u8>`. Without it every type is tried.
    #[arg(long, value_name = "TYPE", requires = "types")]
    root: Option<String>,
    /// The prefix that stands before the base32. Without it every beginning is tried, and what `const KIND` says.
    #[arg(long, value_name = "PREFIX", requires = "types")]
    prefix: Option<String>,
}

impl OwnTypes {
    /// Reads the file. What is wrong in it with types that are not needed goes to standard error.
    pub(super) fn definitions(&self, io: &mut Io<'_>) -> Result<Option<Definitions>, Failure> {
        let Some(path) = &self.types else {
            return Ok(None);
        };
        let name = path.display();
        let source = std::fs::read(path).map_err(|error| Failure::Input(format!("{name}: {error}")))?;
        let source = String::from_utf8(source).map_err(|error| {
            Failure::Input(format!(
                "{name} is not UTF-8 text (byte {})",
                error.utf8_error().valid_up_to()
            ))
        })?;
        let outcome = rust_types::parse(&source, self.root.as_deref().unwrap_or_default());
        let told = |problem: &Problem| {
            let message = self.without_suspects(&problem.message);
            match problem.line {
                0 => format!("{name}: {message}. {}", problem.help),
                line => format!("{name}:{line}:{}: {message}. {}", problem.column, problem.help),
            }
        };
        match outcome.definitions {
            Some(definitions) => {
                for problem in &outcome.problems {
                    writeln!(io.errors, "ticket: {}", told(problem))?;
                }
                Ok(Some(definitions))
            }
            None => {
                let lines: Vec<String> = outcome.problems.iter().map(told).collect();
                Err(Failure::Input(lines.join("\nticket: ")))
            }
        }
    }

    /// A message, which quotes the type that was named, without what may be a part of a secret in that.
    fn without_suspects(&self, message: &str) -> String {
        let root = self.root.as_deref().unwrap_or_default();
        let words = root.split(|symbol: char| !symbol.is_ascii_alphanumeric() && symbol != '_');
        let suspects = words.filter(|word| secrets::shown(word) != *word);
        suspects.fold(message.to_owned(), |message, word| {
            message.replace(word, "--root")
        })
    }

    /// Explains a text, with what the types make of it in the place of what is unknown. Gives also the exit status, and a
    /// line for each type that fits as well.
    pub(super) fn explain(
        &self,
        source: &Source,
        input: &Input,
        definitions: Option<&Definitions>,
    ) -> (Report, Status, Vec<String>) {
        let (mut report, status) = source.explain(input);
        let Some(definitions) = definitions else {
            return (report, status, Vec::new());
        };
        let prefix = self.prefix.as_deref().unwrap_or_default();
        let readings = own::apply(&mut report, &input.text, definitions, prefix, &Native);
        let Some((best, others)) = readings.split_first() else {
            return (report, status, Vec::new());
        };
        let others = others.iter().filter(|other| other.fit == best.fit);
        let names = others.filter_map(|other| definitions.roots.get(other.root));
        let lines = names.map(|root| format!("{} {} too: choose with --root.", root.name, best.fit.words()));
        let (lines, status) = (lines.collect(), super::status(&report.found));
        (report, status, lines)
    }
}
