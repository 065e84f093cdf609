//! Any text is searched: findings come in order, do not overlap, and stand where they say.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ticket_explorer::ticket::{Unchecked, find};

fuzz_target!(|text: &str| {
    let search = find::find(text, &Unchecked);
    let mut end = 0;
    for source in &search.sources {
        assert!(source.span.start >= end, "findings overlap");
        end = source.span.end;
        assert!(text.get(source.span.start..source.span.end).is_some());
        for (_, place) in &source.cleaned {
            assert!(text.get(place.start..place.end).is_some());
        }
        if source.exact {
            assert_eq!(source.text, text);
        }
    }
});
