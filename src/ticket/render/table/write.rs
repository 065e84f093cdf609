//! Rows for other programs: as CSV for spreadsheets, as JSON lines.

use super::row::Row;
use crate::ticket::explain::headline::HeadlineTone;
use crate::ticket::render::json::Json;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// The first line of the CSV: the names of its columns.
pub const CSV_HEAD: &str =
    "line,start,end,kind,layout,database,endpoints,relays,addresses,secret,headline,codes\n";

impl Row {
    /// The row as a line of CSV (RFC 4180, but for the line break, which is `\n`). Where there are several endpoints,
    /// relays, addresses or codes, blanks stand between them.
    pub fn csv(&self) -> String {
        let cells = [
            self.line.to_string(),
            self.span.start.to_string(),
            self.span.end.to_string(),
            String::from(self.kind.name()),
            String::from(self.layout.unwrap_or_default()),
            self.database.clone().unwrap_or_default(),
            self.endpoints.join(" "),
            self.relays.join(" "),
            self.addresses.join(" "),
            String::from(self.gives.name()),
            self.headline.clone(),
            self.codes.join(" "),
        ];
        let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
        let mut line = cells.join(",");
        line.push('\n');
        line
    }

    /// The row as JSON.
    pub fn json(&self) -> Json {
        let texts = |items: &[String]| Json::List(items.iter().map(|item| item.as_str().into()).collect());
        Json::Object(alloc::vec![
            ("line", self.line.into()),
            ("span", self.span.into()),
            ("kind", self.kind.name().into()),
            ("layout", self.layout.into()),
            ("database", self.database.clone().into()),
            ("endpoints", texts(&self.endpoints)),
            ("relays", texts(&self.relays)),
            ("addresses", texts(&self.addresses)),
            ("secret", self.gives.name().into()),
            ("headline", self.headline.as_str().into()),
            ("tone", self.tone.map(HeadlineTone::name).into()),
            (
                "codes",
                Json::List(self.codes.iter().map(|code| (*code).into()).collect())
            ),
        ])
    }
}

/// A cell of CSV. What a spreadsheet would take for a formula gets an apostrophe, which spreadsheets hide: the text was
/// written by a stranger.
fn quoted(cell: &str) -> String {
    let mut text = String::with_capacity(cell.len());
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        text.push('\'');
    }
    text.push_str(cell);
    match text.contains(['"', ',', '\n', '\r']) {
        true => ["\"", &text.replace('"', "\"\""), "\""].concat(),
        false => text,
    }
}
