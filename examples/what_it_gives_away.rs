//! Reads standard input, finds every ticket and link in it, and says what each gives away: a log or a chat before it is
//! posted somewhere.
//!
//! ```sh
//! cargo run --example what_it_gives_away --features native < message.txt
//! ```
//!
//! The exit status is 1 if something in it should not be passed on.

use std::io::Read;
use std::process::ExitCode;
use ticket_explorer::native::Native;
use ticket_explorer::ticket::{self, Code, Severity};

fn main() -> std::io::Result<ExitCode> {
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    // Logs are not always text; tickets are.
    let text = String::from_utf8_lossy(&bytes);
    let mut careful = false;
    for found in ticket::explore(&text, &Native).found {
        let line = text[..found.span.start].matches('\n').count() + 1;
        println!("line {line}: {}", found.sentence());
        for diagnostic in &found.diagnostics {
            if diagnostic.severity != Severity::Note || diagnostic.code == Code::PrivateAddress {
                println!("  {}: {}", diagnostic.severity.name(), diagnostic.message());
                careful = true;
            }
        }
    }
    Ok(match careful {
        true => ExitCode::FAILURE,
        false => ExitCode::SUCCESS,
    })
}
