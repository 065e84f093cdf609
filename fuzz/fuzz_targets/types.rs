//! Any source and any bytes: what the types make of the bytes covers them, and no definition ends in a panic or takes
//! for ever.

#![no_main]

mod cover;

use libfuzzer_sys::fuzz_target;
use ticket_explorer::native::Native;
use ticket_explorer::rust_types;
use ticket_explorer::ticket::encoding::codec::to_base32;
use ticket_explorer::ticket::explain::own;
use ticket_explorer::ticket::render::json;
use ticket_explorer::ticket::{Secrets, explore};

fuzz_target!(|input: (&str, &[u8])| {
    let (source, bytes) = input;
    let outcome = rust_types::parse(source, "");
    for problem in &outcome.problems {
        assert!(problem.line <= source.lines().count().max(1), "{}", problem.message);
    }
    let Some(definitions) = outcome.definitions else {
        assert!(!outcome.problems.is_empty() || source.trim().is_empty());
        return;
    };
    let text = format!("fuzzed{}", to_base32(bytes));
    let mut report = explore(&text, &Native);
    own::apply(&mut report, &text, &definitions, "fuzzed", &Native);
    for document in &report.found {
        cover::check(document);
    }
    json::report(&report, Secrets::Masked).to_string();
});
