//! Any text at all goes through the core, which must answer without a panic and within its limits.

#![no_main]

mod cover;

use libfuzzer_sys::fuzz_target;
use ticket_explorer::ticket::{Secrets, Unchecked, explain, explore, render::dump, render::json};

fuzz_target!(|text: &str| {
    for report in [explore(text, &Unchecked), explain(text, &Unchecked)] {
        for document in &report.found {
            document.sentence();
            dump::dump(document, Secrets::Masked);
            // Every place that is told lies in the text, on character boundaries.
            for node in &document.nodes {
                let span = document.text_span(node);
                assert!(text.get(span.start..span.end).is_some(), "{}", document.name(node));
            }
            cover::check(document);
        }
        json::report(&report, Secrets::Masked).to_string();
    }
});
