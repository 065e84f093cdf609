//! The text that a command works on, out of bytes that need not be text.

use crate::ticket::{Document, Map, Report, Span};

/// A text, and where each place of it is in the bytes that it was read from.
#[derive(Debug, Default)]
pub(super) struct Input {
    /// The text; what is not UTF-8 is U+FFFD.
    pub text: String,
    /// Behind each U+FFFD that stands for other bytes: the place in the text, and that in the bytes.
    replaced: Vec<(usize, usize)>,
    /// Length of the bytes.
    length: usize,
}

impl Input {
    /// Logs have broken bytes in them; a ticket has not, so nothing is lost by replacing them.
    pub fn new(bytes: Vec<u8>) -> Self {
        let bytes = match String::from_utf8(bytes) {
            Ok(text) => {
                return Input {
                    length: text.len(),
                    text,
                    replaced: Vec::new(),
                };
            }
            Err(error) => error.into_bytes(),
        };
        let mut input = Input {
            length: bytes.len(),
            ..Input::default()
        };
        let mut at = 0;
        for chunk in bytes.utf8_chunks() {
            input.text.push_str(chunk.valid());
            at += chunk.valid().len() + chunk.invalid().len();
            if !chunk.invalid().is_empty() {
                input.text.push(char::REPLACEMENT_CHARACTER);
                input.replaced.push((input.text.len(), at));
            }
        }
        input
    }

    /// The first byte that is no text.
    pub fn not_text(&self) -> Option<usize> {
        let (behind, _) = self.replaced.first()?;
        Some(behind - char::REPLACEMENT_CHARACTER.len_utf8())
    }

    /// Where a place of the text is in the bytes.
    pub fn place(&self, at: usize) -> usize {
        let behind = self.replaced.partition_point(|(text, _)| *text <= at);
        let (text, bytes) = behind
            .checked_sub(1)
            .and_then(|last| self.replaced.get(last))
            .unwrap_or(&(0, 0));
        let place = bytes + (at - text);
        // Inside of a replacement character there are no bytes.
        match self.replaced.get(behind) {
            Some((next, bytes)) if at + char::REPLACEMENT_CHARACTER.len_utf8() > *next => place.min(*bytes),
            _ => place.min(self.length),
        }
    }

    /// Makes every place in a report one in the bytes.
    pub fn relocate(&self, report: &mut Report) {
        report.input_bytes = self.length;
        if self.replaced.is_empty() {
            return;
        }
        for document in &mut report.found {
            self.relocate_document(document);
        }
    }

    fn relocate_document(&self, document: &mut Document) {
        let place = |span: Span| Span::new(self.place(span.start), self.place(span.end));
        document.span = place(document.span);
        if let Some(text) = document.layers.first_mut() {
            let bytes = 0..text.data.len();
            let places = bytes.map(|at| place(text.map.project(Span::sized(at, 1))));
            text.map = Map::Table(places.collect());
        }
        for diagnostic in &mut document.diagnostics {
            diagnostic.text = place(diagnostic.text);
        }
        for secret in &mut document.secrets {
            *secret = place(*secret);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_the_bytes() {
        let input = Input::new(b"a\xffb\xe2\x82c".to_vec());
        assert_eq!(input.text, "a\u{fffd}b\u{fffd}c");
        let places: Vec<usize> = [0, 1, 4, 5, 8, 9].into_iter().map(|at| input.place(at)).collect();
        assert_eq!(places, [0, 1, 2, 3, 5, 6]);
        assert_eq!(input.not_text(), Some(1));
        assert_eq!(Input::new(b"abc".to_vec()).place(3), 3);
    }
}
