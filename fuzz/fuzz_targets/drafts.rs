//! Whatever is found goes into the form; what the form writes is found again, and comes to the same form.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ticket_explorer::native::Native;
use ticket_explorer::ticket::explore;
use ticket_explorer::ticket::make::draft::Draft;

fuzz_target!(|text: &str| {
    for document in &explore(text, &Native).found {
        let Some(draft) = Draft::from_document(document) else {
            continue;
        };
        let Some(written) = draft.text(&Native) else {
            continue;
        };
        let again = explore(&written, &Native);
        assert_eq!(again.found.len(), 1, "{written}");
        assert_eq!(again.found[0].text(), written);
        let second = Draft::from_document(&again.found[0]).and_then(|draft| draft.text(&Native));
        assert_eq!(second, Some(written));
    }
});
