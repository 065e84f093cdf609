//! Whatever is offered as a fix was tried: the parsers that are named accept the text, asked again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ticket_explorer::native::Native;
use ticket_explorer::ticket::make::repair;
use ticket_explorer::ticket::{explain, explore};

fuzz_target!(|text: &str| {
    let mut report = explore(text, &Native);
    repair::report(&mut report, &Native);
    let diagnostics = report.found.iter().flat_map(|found| &found.diagnostics);
    for fix in diagnostics.flat_map(|diagnostic| &diagnostic.repair.fixes) {
        assert!(!fix.accepted_by.is_empty(), "{}", fix.text);
        let again = explain(&fix.text, &Native);
        let verdicts = &again.found[0].verdicts;
        for parser in &fix.accepted_by {
            let mut verdicts = verdicts.iter().filter(|verdict| verdict.parser == *parser);
            assert!(verdicts.any(|verdict| verdict.accepts), "{} {}", parser.name(), fix.text);
        }
    }
});
