//! What holds of every document.

use ticket_explorer::ticket::Document;
use ticket_explorer::ticket::render::dump;

/// Every byte belongs to one leaf of its layer.
pub fn check(document: &Document) {
    for (layer, content) in document.layers.iter().enumerate() {
        let mut at = 0;
        for row in dump::rows(document, layer) {
            assert_eq!(row.span.start, at);
            at = row.span.end;
        }
        assert_eq!(at, content.data.len());
    }
}
