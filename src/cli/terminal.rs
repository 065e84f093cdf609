//! Everything that the tool prints goes through here: no control, bidi or tag character of the input reaches a terminal
//! or a file as it is, wherever it comes from.

use super::paint::code_of;
use crate::ticket::words::{is_unseen, visible};
use std::io::{self, Write};

/// How much is gathered before it is written.
const BUFFER: usize = 1 << 16;

/// A writer of text that writes out what cannot be seen, as `⟨U+202E⟩`, and puts in the colours of [`Paint`](super::paint).
pub(super) struct Terminal<'a> {
    inner: &'a mut dyn Write,
    buffer: Vec<u8>,
    /// How much is gathered.
    most: usize,
    /// Whether there may be colours.
    colour: bool,
}

impl<'a> Terminal<'a> {
    /// Gathers what is written until there is enough of it, or until it is flushed.
    pub fn buffered(inner: &'a mut dyn Write, colour: bool) -> Self {
        Terminal {
            inner,
            buffer: Vec::new(),
            most: BUFFER,
            colour,
        }
    }

    /// Writes everything at once.
    pub fn direct(inner: &'a mut dyn Write) -> Self {
        Terminal {
            inner,
            buffer: Vec::new(),
            most: 0,
            colour: false,
        }
    }

    fn pass(&mut self) -> io::Result<()> {
        let result = self.inner.write_all(&self.buffer);
        self.buffer.clear();
        result
    }
}

impl Write for Terminal<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let is_plain = |byte: &u8| matches!(byte, b' '..=b'~' | b'\n');
        match std::str::from_utf8(bytes) {
            Ok(text) if !bytes.iter().all(is_plain) => {
                for symbol in text.chars() {
                    let mut room = [0; 4];
                    let own = symbol.encode_utf8(&mut room);
                    match code_of(symbol).filter(|_| self.colour) {
                        Some(code) => self
                            .buffer
                            .extend_from_slice(format!("\u{1b}[{code}m").as_bytes()),
                        None if symbol != '\n' && is_unseen(symbol) => {
                            self.buffer.extend_from_slice(visible(own).as_bytes());
                        }
                        None => self.buffer.extend_from_slice(own.as_bytes()),
                    }
                }
            }
            // What is no text is a picture, which we drew.
            _ => self.buffer.extend_from_slice(bytes),
        }
        if self.buffer.len() > self.most {
            self.pass()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.pass()?;
        self.inner.flush()
    }
}

/// A link that is handed on, with what cannot be seen percent-encoded: its parsers read the same.
pub(super) fn handed_on(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for symbol in text.chars() {
        match is_unseen(symbol) {
            true => {
                let mut room = [0; 4];
                let bytes = symbol.encode_utf8(&mut room).bytes();
                out.extend(bytes.map(|byte| format!("%{byte:02X}")));
            }
            false => out.push(symbol),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let mut out = Vec::new();
        let mut terminal = Terminal::buffered(&mut out, false);
        terminal
            .write_all(text.as_bytes())
            .expect("a vector takes everything");
        terminal.flush().expect("a vector takes everything");
        drop(terminal);
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn what_steers_a_terminal_is_written_out() {
        assert_eq!(shown("a\u{1b}[31m\r\nb"), "a⟨U+001B⟩[31m⟨U+000D⟩\nb");
        assert_eq!(
            shown("\u{202e}\u{e0041}\u{9b}\0"),
            "⟨U+202E⟩⟨U+E0041⟩⟨U+009B⟩⟨U+0000⟩"
        );
        assert_eq!(shown("日本 é"), "日本 é");
    }
}
