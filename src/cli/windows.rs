//! Findings of an input of any length, read in windows: memory stays the same however long it is.
//!
//! ```text
//! ├──────────── window ───────────┤
//! ├─── done here ────┼── margin ──┤
//!                    ├──────────── next window ───────────┤
//! ```
//!
//! Something that begins before the margin and ends before it, ends there: no ticket that is broken over lines goes on for
//! longer than the margin. Something that reaches into it is left for the next window, which begins before it.

use super::input::Input;
use crate::native::Native;
use crate::ticket::render::table::Lines;
use crate::ticket::{self, Document, Span, limits};
use std::io::{self, BufRead, BufReader, Read};

/// How much is looked at together.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// The length of a window in bytes.
    pub window: usize,
    /// So far from the end of a window something must end to be whole.
    pub margin: usize,
}

impl Default for Size {
    fn default() -> Self {
        Size {
            // A byte that is no text becomes a character of three, and a text of so many is searched to its end.
            window: limits::INPUT / 3,
            margin: limits::CONTINUATION,
        }
    }
}

/// A finding, and where it is in the whole input.
pub struct Listed<'d> {
    /// The finding, with places in its window.
    pub document: &'d Document,
    /// The line that it begins in, from 1.
    pub line: usize,
    /// Where it begins and ends, in bytes.
    pub span: Span,
}

/// Reads `source` to its end, and hands on each finding in order.
///
/// # Errors
/// What reading, or `take`, fails with.
pub fn each<E: From<io::Error>>(
    source: impl Read,
    size: Size,
    take: &mut dyn FnMut(&Listed<'_>) -> Result<(), E>,
) -> Result<(), E> {
    read(BufReader::new(source), size, false, take)
}

/// The same, a line at a time: what is in one is handed on before the next is waited for. What is broken over several
/// lines is not put together.
///
/// # Errors
/// What reading, or `take`, fails with.
pub fn each_line<E: From<io::Error>>(
    source: impl Read,
    size: Size,
    take: &mut dyn FnMut(&Listed<'_>) -> Result<(), E>,
) -> Result<(), E> {
    read(BufReader::new(source), size, true, take)
}

fn read<E: From<io::Error>>(
    mut source: impl BufRead,
    size: Size,
    by_line: bool,
    take: &mut dyn FnMut(&Listed<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let mut window = Window::default();
    loop {
        let missing = size.window.saturating_sub(window.bytes.len());
        let mut rest = source.by_ref().take(missing as u64);
        let read = match by_line {
            true => rest.read_until(b'\n', &mut window.bytes)?,
            false => rest.read_to_end(&mut window.bytes)?,
        };
        // A line that is longer than a window is read in windows.
        let is_line = by_line && window.bytes.ends_with(b"\n");
        let is_last = read < missing && !is_line;
        let is_whole = is_last && !by_line && window.start == 0;
        window.search(is_line || is_last, is_whole, size.margin, take)?;
        if is_line {
            window.next_line();
        }
        if is_last {
            return Ok(());
        }
    }
}

/// A piece of the input.
struct Window {
    bytes: Vec<u8>,
    /// Where it begins in the input.
    start: usize,
    /// The number of the line that it begins in.
    line: usize,
    /// Up to where, in the input, everything that begins there was handed on.
    done: usize,
}

impl Default for Window {
    fn default() -> Self {
        Window {
            bytes: Vec::new(),
            start: 0,
            line: 1,
            done: 0,
        }
    }
}

impl Window {
    /// Hands on what ends in the window, and moves it to where the next one begins, unless it is the last of its text.
    /// What `is_whole` is all that there is.
    fn search<E>(
        &mut self,
        is_last: bool,
        is_whole: bool,
        margin: usize,
        take: &mut dyn FnMut(&Listed<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let input = Input::new(self.bytes.clone());
        let end = match is_last {
            true => input.text.len(),
            false => floor(&input.text, input.text.len().saturating_sub(margin)),
        };
        let mut lines = Lines::new(&input.text, self.line);
        let mut next = end;
        let mut result = Ok(());
        ticket::list(&input.text, is_whole, &Native, &mut |document| {
            let span = document.span;
            if result.is_err() || span.start >= next {
                return;
            }
            // What fills a window from its beginning is handed on as far as there is room for it.
            if span.end > end && span.start > 0 {
                next = span.start;
                return;
            }
            let place = |at: usize| self.start + input.place(at);
            let span = Span::new(place(span.start), place(span.end));
            if span.start >= self.done {
                self.done = span.end;
                let line = lines.line(document.span.start);
                let document = &document;
                result = take(&Listed { document, line, span });
            }
        });
        if !is_last {
            self.move_on(&input, next);
        }
        result
    }

    /// Begins the next window where a line ended.
    fn next_line(&mut self) {
        self.start += self.bytes.len();
        self.line += 1;
        self.bytes.clear();
    }

    /// Begins the next window at `next`, or at the beginning of its line where that is near: what stands before a ticket
    /// in its line says how it is broken over lines.
    fn move_on(&mut self, input: &Input, next: usize) {
        self.done = self.done.max(self.start + input.place(next));
        let before = &input.text[..next];
        let line = before.rfind('\n').map(|at| at + 1);
        let from = line.filter(|at| next - at <= NEAR).unwrap_or(next);
        self.line += before[..from].matches('\n').count();
        let place = input.place(from);
        self.start += place;
        self.bytes.drain(..place);
    }
}

/// How far back the beginning of a line is looked for.
const NEAR: usize = 4096;

/// The beginning of the character at `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
