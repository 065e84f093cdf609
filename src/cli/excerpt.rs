//! A piece of one line of the input with a caret under the characters that are meant.

use crate::ticket::Span;
use crate::ticket::words::{is_unseen, visible};
use std::ops::Range;
use unicode_width::UnicodeWidthChar;

/// The most columns of a line that are shown where nothing tells how wide the terminal is.
pub const WIDTH: usize = 96;
/// Of how many columns one is before the place in question, at least: five of twelve.
const BEFORE: (usize, usize) = (5, 12);

/// A line of the input and the marks under it, ready for a terminal.
#[derive(Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// Number of the line, from 1.
    pub line: usize,
    /// Number of the character in the line, from 1.
    pub column: usize,
    /// The text, everything unseen written out.
    pub text: String,
    /// Spaces, then one `^` for each column that is meant.
    pub marks: String,
}

/// What one character takes on screen.
struct Cell {
    at: usize,
    shown: String,
    width: usize,
}

/// How many bytes around a place are looked at: what is further away is never shown.
const AROUND: usize = 4096;

/// A text whose excerpts are shown, with what takes long to find out about it.
pub struct Lines<'a> {
    text: &'a str,
    /// Where each line begins.
    starts: Vec<usize>,
    /// How many characters there are up to each [`STEP`]th byte.
    counts: Vec<usize>,
    /// The most columns of a line that are shown.
    width: usize,
}

/// How many bytes are counted at a time.
const STEP: usize = 1024;

impl<'a> Lines<'a> {
    /// Excerpts of `text` that are at most `width` columns wide.
    pub fn new(text: &'a str, width: usize) -> Self {
        let newlines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let mut counts = vec![0];
        for chunk in text.as_bytes().chunks(STEP) {
            let symbols = chunk.iter().filter(|byte| **byte & 0xc0 != 0x80).count();
            counts.push(counts.last().unwrap_or(&0) + symbols);
        }
        Lines {
            text,
            starts: std::iter::once(0).chain(newlines.map(|(at, _)| at + 1)).collect(),
            counts,
            width: width.max(20),
        }
    }

    /// How many characters stand before a place.
    fn count(&self, at: usize) -> usize {
        let step = at / STEP;
        let rest = self.text.as_bytes().get(step * STEP..at).unwrap_or_default();
        let before = self.counts.get(step).copied().unwrap_or_default();
        before + rest.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
    }

    /// Shows where `span` stands. Characters inside `hidden` become dots, and so do those outside of the finding at
    /// `finding`: of what stands beside it nobody knows whether it is a secret. It is only shown at all where it is meant.
    pub fn excerpt(&self, span: Span, finding: Span, hidden: &[Span]) -> Excerpt {
        let input = self.text;
        let start = floor(input, span.start);
        let line = self
            .starts
            .partition_point(|line| *line <= start)
            .saturating_sub(1);
        let line_start = self.starts.get(line).copied().unwrap_or_default();
        let next = self.starts.get(line + 1);
        let line_end = next.map_or(input.len(), |next| next - 1);
        let line_end = match input[line_start..line_end].ends_with('\r') {
            true => (line_end - 1).max(start.min(line_end)),
            false => line_end,
        };
        let near = (start.saturating_sub(AROUND), start.saturating_add(AROUND));
        let from = floor(input, finding.start.min(start).max(near.0)).max(line_start);
        let to = floor(input, finding.end.max(span.end).min(near.1)).clamp(from, line_end.max(from));
        let shown = Span::new(from, to);
        let hidden: Vec<Span> = hidden
            .iter()
            .copied()
            .filter(|hidden| hidden.touches(shown))
            .collect();
        let cells: Vec<Cell> = input[from..to]
            .char_indices()
            .map(|(at, symbol)| cell(from + at, symbol, finding, &hidden))
            .collect();
        let first = cells.partition_point(|cell| cell.at < start);
        let window = window(&cells, first, self.width);
        let mut text = String::new();
        let mut marks = String::new();
        let is_cut = window.start > 0 || from > line_start;
        if is_cut {
            text.push('…');
            marks.push(' ');
        }
        for cell in &cells[window.clone()] {
            text.push_str(&cell.shown);
            let is_meant = cell.at >= start && cell.at < span.end;
            marks.extend(std::iter::repeat_n(if is_meant { '^' } else { ' ' }, cell.width));
        }
        if window.end < cells.len() || to < line_end {
            text.push('…');
        }
        let marks = match marks.trim_end() {
            // Nothing is meant that could be seen: the place between two characters, or the end.
            "" => {
                let left = usize::from(is_cut)
                    + cells[window.start..first.clamp(window.start, window.end)]
                        .iter()
                        .map(|cell| cell.width)
                        .sum::<usize>();
                format!("{:left$}^", "")
            }
            marks => marks.to_owned(),
        };
        Excerpt {
            line: line + 1,
            column: self.count(start) - self.count(line_start.min(start)) + 1,
            text,
            marks,
        }
    }
}

fn cell(at: usize, symbol: char, finding: Span, hidden: &[Span]) -> Cell {
    let is_beside = at < finding.start || finding.end <= at;
    let is_hidden = is_beside || hidden.iter().any(|span| span.start <= at && at < span.end);
    let shown = match symbol {
        _ if is_hidden => String::from("•"),
        '\t' => String::from(" "),
        symbol if is_unseen(symbol) => visible(symbol.encode_utf8(&mut [0; 4])),
        symbol => String::from(symbol),
    };
    let width = shown.chars().map(|symbol| symbol.width().unwrap_or(0)).sum();
    Cell { at, shown, width }
}

/// The cells around cell `first` that fit on a line.
fn window(cells: &[Cell], first: usize, width: usize) -> Range<usize> {
    let before = width * BEFORE.0 / BEFORE.1;
    let total: usize = cells.iter().map(|cell| cell.width).sum();
    if total <= width {
        return 0..cells.len();
    }
    let mut start = first.min(cells.len());
    let mut used = 0;
    while start > 0 && used + cells[start - 1].width <= before {
        start -= 1;
        used += cells[start].width;
    }
    let mut end = start;
    let mut used = 0;
    while end < cells.len() && used + cells[end].width <= width {
        used += cells[end].width;
        end += 1;
    }
    // At the end of the line there is more room to the left.
    while end == cells.len() && start > 0 && used + cells[start - 1].width <= width {
        start -= 1;
        used += cells[start].width;
    }
    start..end
}

/// The nearest character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(input: &str, start: usize, end: usize) -> (String, String) {
        let excerpt = Lines::new(input, WIDTH).excerpt(Span::new(start, end), Span::new(0, input.len()), &[]);
        (excerpt.text, excerpt.marks)
    }

    #[test]
    fn marks_stand_under_what_is_meant() {
        assert_eq!(show("abc", 1, 2), ("abc".into(), " ^".into()));
        assert_eq!(show("one\ntwo\nthree", 4, 7), ("two".into(), "^^^".into()));
        assert_eq!(show("abc", 3, 3), ("abc".into(), "   ^".into()), "the end");
        assert_eq!(show("", 0, 0), (String::new(), "^".into()));
    }

    #[test]
    fn wide_and_unseen_characters_take_their_room() {
        assert_eq!(show("日本x", 6, 7), ("日本x".into(), "    ^".into()));
        assert_eq!(show("\u{202e}x", 3, 4), ("⟨U+202E⟩x".into(), "        ^".into()));
        assert_eq!(
            show("e\u{301}x", 3, 4),
            ("e\u{301}x".into(), " ^".into()),
            "a combining accent has none"
        );
        assert_eq!(show("\tx", 1, 2), (" x".into(), " ^".into()));
        assert_eq!(show("\u{1b}[31mx", 6, 7).0, "⟨U+001B⟩[31mx");
    }

    #[test]
    fn long_lines_are_cut_on_both_sides() {
        let line = "x".repeat(300);
        let (text, marks) = show(&line, 150, 152);
        assert!(text.starts_with('…') && text.ends_with('…'));
        assert_eq!(text.chars().count(), WIDTH + 2);
        assert_eq!(marks.trim_start(), "^^");
        assert_eq!(marks.chars().count(), WIDTH * 5 / 12 + 3);
        let (text, marks) = show(&line, 300, 300);
        assert!(text.ends_with('x'));
        assert_eq!(marks.chars().count(), WIDTH + 2, "behind the last character");
    }

    #[test]
    fn a_narrow_terminal_gets_narrow_lines() {
        let line = "日".repeat(300);
        let excerpt = Lines::new(&line, 40).excerpt(Span::new(300, 303), Span::new(0, line.len()), &[]);
        let columns = |text: &str| {
            text.chars()
                .map(|symbol| symbol.width().unwrap_or(0))
                .sum::<usize>()
        };
        assert!(columns(&excerpt.text) <= 42, "{}", excerpt.text);
        assert_eq!(excerpt.marks.trim_start(), "^^");
        assert_eq!(excerpt.column, 101);
    }

    #[test]
    fn lines_and_columns_count_characters_from_one() {
        let excerpt = Lines::new("é\nüx", WIDTH).excerpt(Span::new(5, 6), Span::new(0, 6), &[]);
        assert_eq!((excerpt.line, excerpt.column), (2, 2));
    }

    #[test]
    fn what_stands_beside_the_finding_is_left_out() {
        let excerpt = Lines::new("a secret, ticket! b secret", WIDTH).excerpt(
            Span::new(10, 16),
            Span::new(10, 17),
            &[],
        );
        assert_eq!(
            (excerpt.text, excerpt.marks),
            ("…ticket!…".into(), " ^^^^^^".into())
        );
        assert_eq!(excerpt.column, 11);
        let beside = Lines::new("ticket secret", WIDTH).excerpt(Span::new(7, 13), Span::new(0, 6), &[]);
        assert_eq!(
            (beside.text, beside.marks),
            ("ticket•••••••".into(), "       ^^^^^^".into())
        );
    }

    #[test]
    fn secrets_become_dots() {
        let excerpt =
            Lines::new("docsecret!", WIDTH).excerpt(Span::new(9, 10), Span::new(0, 10), &[Span::new(3, 9)]);
        assert_eq!(excerpt.text, "doc••••••!");
    }
}
