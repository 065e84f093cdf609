//! What is wrong with a source, and where.

use crate::ticket::words::visible;
use proc_macro2::Span;
use std::fmt;

/// Something in a source that cannot be read by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1; 0 for the source as a whole.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// What is wrong, without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl Problem {
    /// A problem where a span begins.
    pub fn new(at: Span, message: &str, help: &str) -> Problem {
        let start = at.start();
        Problem {
            line: start.line,
            column: start.column.saturating_add(1),
            message: visible(message),
            help: visible(help),
        }
    }

    /// A problem with the whole source.
    pub fn whole(message: &str, help: &str) -> Problem {
        Problem {
            line: 0,
            column: 0,
            message: visible(message),
            help: visible(help),
        }
    }

    /// What syn did not expect.
    pub fn of_syn(error: &syn::Error) -> Problem {
        let message = error.to_string();
        let message = crate::ticket::words::capital(&message);
        Problem::new(error.span(), &message, "This is not Rust as a compiler takes it.")
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}. {}", self.message, self.help),
            line => write!(
                f,
                "line {line}, column {}: {}. {}",
                self.column, self.message, self.help
            ),
        }
    }
}
