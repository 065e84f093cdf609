//! The core alone, as a program without std uses it: with answers of its own to what the core cannot decide, and with every
//! part of a ticket at hand.
//!
//! ```sh
//! cargo run --example own_checks --no-default-features -- endpointac…
//! ```

use ticket_explorer::ticket::checks::ordinary_url;
use ticket_explorer::ticket::{self, Answer, Checks, Secrets};

/// Knows ordinary URLs, and the keys of its own peers. Of everything else it says that it has not looked, and so does the
/// explanation: nothing is called valid unseen.
struct Peers<'a>(&'a [[u8; 32]]);

impl Checks for Peers<'_> {
    fn endpoint_id(&self, key: &[u8; 32]) -> Answer<()> {
        match self.0.contains(key) {
            true => Answer::Yes(()),
            false => Answer::Unchecked,
        }
    }

    fn url(&self, text: &str) -> Answer<String> {
        ordinary_url(text).map_or(Answer::Unchecked, Answer::Yes)
    }

    fn public_key(&self, _: &[u8; 32]) -> Answer<[u8; 32]> {
        Answer::Unchecked
    }
}

fn main() {
    let example = ticket::Kind::Endpoint.spec().examples[0].text;
    let text = std::env::args().nth(1).unwrap_or_else(|| example.into());
    let report = ticket::explain(&text, &Peers(&[]));
    for found in &report.found {
        for diagnostic in &found.diagnostics {
            let (start, end) = (diagnostic.text.start, diagnostic.text.end);
            println!(
                "{} [{start}..{end}]: {}",
                diagnostic.code.name(),
                diagnostic.message()
            );
        }
        for (index, node) in found.nodes.iter().enumerate() {
            // Secrets are masked: `show` knows which they are.
            let shown = found.show(index, Secrets::Masked);
            println!("{}{} {shown}", "  ".repeat(node.depth), found.name(node));
        }
    }
}
