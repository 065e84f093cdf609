//! Any text at all goes through the core, which must answer without a panic and within its limits.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ticket_explorer::ticket::{Unchecked, explain, explore};

fuzz_target!(|text: &str| {
    for report in [explore(text, &Unchecked), explain(text, &Unchecked)] {
        for document in &report.found {
            document.sentence();
        }
    }
});
