//! The rows of a text say what the explorer says of it, and each is one line that a spreadsheet takes for text.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ticket_explorer::native::Native;
use ticket_explorer::ticket::render::table::{Lines, Row};
use ticket_explorer::ticket::{explore, limits, list};

fuzz_target!(|text: &str| {
    let mut rows = Vec::new();
    let mut lines = Lines::new(text, 1);
    list(text, true, &Native, &mut |document| {
        rows.push(Row::of(&document, rows.len(), lines.line(document.span.start)));
    });
    let report = explore(text, &Native);
    assert_eq!(rows.len(), report.found.len() + report.more);
    for (row, found) in rows.iter().zip(&report.found) {
        assert_eq!(row.span, found.span);
        assert_eq!(row.kind, found.kind);
        // A row's tree is shorter, and what is left out of it cannot be said.
        if found.nodes.len() < limits::LISTED_NODES {
            let headline = found.headline().map(|headline| headline.text);
            assert_eq!(row.headline, headline.unwrap_or_default());
        }
    }
    for row in &rows {
        let line = row.csv();
        assert_eq!(line.lines().count(), 1, "{line}");
        let mut quoted = false;
        let cells = line.split(|letter| {
            quoted ^= letter == '"';
            letter == ',' && !quoted
        });
        let starts = cells.filter_map(|cell| cell.trim_start_matches('"').chars().next());
        assert!(!starts.into_iter().any(|first| "=+-@\t\r".contains(first)), "{line}");
        assert_eq!(row.json().to_string().lines().count(), 1);
    }
});
