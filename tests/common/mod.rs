//! What the tests share: the tool run in this process, the vectors, and random tickets.

#![allow(dead_code, missing_docs)]

pub mod random;
pub mod vectors;

use ticket_explorer::cli::{self, Io};
use ticket_explorer::native::Native;
use ticket_explorer::ticket::{Document, explore};

/// What a run of the tool came to.
#[derive(Debug)]
pub struct Output {
    pub status: u8,
    pub out: String,
    pub err: String,
}

/// Runs `ticket` with these arguments and this standard input.
pub fn ticket(arguments: &[&str], input: &[u8]) -> Output {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let words = std::iter::once("ticket").chain(arguments.iter().copied());
    let status = cli::run(
        words.map(Into::into),
        &mut Io {
            input: &mut &input[..],
            output: &mut out,
            errors: &mut err,
            colour: false,
            width: None,
        },
    );
    Output {
        status,
        out: String::from_utf8(out).expect("output is text"),
        err: String::from_utf8(err).expect("errors are text"),
    }
}

/// The one finding in a text.
pub fn only(text: &str) -> Document {
    let mut found = explore(text, &Native).found;
    assert_eq!(found.len(), 1, "{text}");
    found.remove(0)
}
