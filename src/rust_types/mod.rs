//! Rust source to types that tickets can be read by: what people have in their own code, as they have it there.
//!
//! `items` cuts the source into structs, enums, aliases and constants; `attributes` says what serde's attributes make of
//! them; `build` turns the types that a root needs into [`Types`](crate::ticket::types::Types), the ones that are known by name among them (`builtin`).
//! Whatever cannot be told from source, or breaks postcard's format, is a [`Problem`] at its line: nothing is guessed.

mod attributes;
mod build;
pub mod builtin;
mod case;
mod constant;
pub mod example;
mod items;
mod nesting;
mod problem;
mod uses;

pub use problem::Problem;

use crate::ticket::limits;
use crate::ticket::types::Definitions;
use crate::ticket::words::count;
use build::Builder;
use items::Items;
use proc_macro2::TokenStream;
use std::str::FromStr;

/// What became of a source.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// What can be read by: at least one root. `None` where something that is needed is wrong.
    pub definitions: Option<Definitions>,
    /// What is wrong, in the order of the lines. Beside definitions: of types that were left out.
    pub problems: Vec<Problem>,
}

/// Reads a source. With `root`, a type as it is written in Rust (`Ticket`, `wire::Ticket<u8>`), only that one is made; without, every
/// struct and enum without open parameters is.
pub fn parse(source: &str, root: &str) -> Outcome {
    let outcome = read(source, root.trim());
    // The places of each source that was ever parsed are kept otherwise. No span outlives this function.
    proc_macro2::extra::invalidate_current_thread_spans();
    outcome
}

fn read(source: &str, root: &str) -> Outcome {
    let failed = |problems: Vec<Problem>| Outcome {
        definitions: None,
        problems,
    };
    if source.len() > limits::OWN_SOURCE {
        let size = count(limits::OWN_SOURCE, "byte", "bytes");
        let message = format!("The source is longer than {size}");
        return failed(vec![Problem::whole(
            &message,
            "Leave out what is not needed for the type.",
        )]);
    }
    let tokens = match TokenStream::from_str(source) {
        Ok(tokens) => tokens,
        Err(error) => {
            let help = "Check quotes and brackets: each that is opened must be closed.";
            return failed(vec![Problem::new(error.span(), "This is not Rust", help)]);
        }
    };
    let mut items = Items::default();
    if let Err(problem) = items.scan(tokens) {
        return failed(vec![problem]);
    }
    let mut builder = Builder::new(&items);
    let roots = match root {
        "" => builder.all(),
        root => builder.named(root),
    };
    let mut problems = builder.problems;
    let types = builder.types;
    let definitions = Definitions::new(types, roots);
    let endless = |root: &crate::ticket::types::Root| definitions.least(root.of).is_none();
    let bad: Vec<String> = definitions
        .roots
        .iter()
        .filter(|root| endless(root))
        .map(|root| root.name.clone())
        .collect();
    for name in bad {
        problems.push(items.endless(&name));
    }
    problems.sort_by_key(|problem| (problem.line, problem.column));
    problems.dedup();
    let mut definitions = definitions;
    definitions.keep_finite();
    if definitions.roots.is_empty() && problems.is_empty() {
        problems.push(Problem::whole(
            "There is no struct or enum without type parameters here",
            "Paste the definition of the ticket’s type, or name the type with its arguments: Ticket<u8>.",
        ));
    }
    Outcome {
        definitions: Some(definitions).filter(|definitions| !definitions.roots.is_empty()),
        problems,
    }
}
