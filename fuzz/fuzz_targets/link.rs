//! Any query is read as a link; what is read, written and read again is the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ticket_explorer::ticket::link;

fuzz_target!(|query: &str| {
    let text = format!("{}{query}", link::PREFIX);
    let Ok(first) = link::parse_opaque(&text) else {
        return;
    };
    for written in [first.to_full_string(), first.to_encoded_string()] {
        assert_eq!(link::parse_opaque(&written).as_ref(), Ok(&first), "{written}");
    }
    // Every byte of the query belongs to a parameter, or stands between two.
    let mut end = link::PREFIX.len();
    for param in link::params(query, link::PREFIX.len()) {
        assert!(param.span.start >= end && text.get(param.span.start..param.span.end).is_some());
        end = param.span.end;
    }
    let _ = link::parse_cid(&text);
});
