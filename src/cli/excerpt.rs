//! A piece of one line of the input with a caret under the characters that are meant.

use crate::ticket::Span;
use crate::ticket::words::{is_unseen, visible};
use std::ops::Range;
use unicode_width::UnicodeWidthChar;

/// The most columns of the line that are shown.
const WIDTH: usize = 96;
/// How many of them are before the place in question, at least.
const BEFORE: usize = 40;

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

/// Shows where `span` stands in `input`. Characters inside `hidden` become dots, and so do those outside of the finding at
/// `finding`: of what stands beside it nobody knows whether it is a secret. It is only shown at all where it is meant.
pub fn excerpt(input: &str, span: Span, finding: Span, hidden: &[Span]) -> Excerpt {
    let start = floor(input, span.start);
    let before = &input[..start];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = input[start..]
        .find('\n')
        .map_or(input.len(), |newline| start + newline);
    let line = input[line_start..line_end].trim_end_matches('\r');
    let line_end = line_start + line.len();
    let shown_start = floor(input, finding.start.min(start)).max(line_start);
    let shown_end = floor(input, finding.end.max(span.end)).clamp(shown_start, line_end.max(shown_start));
    let cells: Vec<Cell> = input[shown_start..shown_end]
        .char_indices()
        .map(|(at, symbol)| cell(shown_start + at, symbol, finding, hidden))
        .collect();
    let first = cells.partition_point(|cell| cell.at < start);
    let window = window(&cells, first);
    let mut text = String::new();
    let mut marks = String::new();
    let is_cut = window.start > 0 || shown_start > line_start;
    if is_cut {
        text.push('…');
        marks.push(' ');
    }
    for cell in &cells[window.clone()] {
        text.push_str(&cell.shown);
        let is_meant = cell.at >= start && cell.at < span.end;
        marks.extend(std::iter::repeat_n(if is_meant { '^' } else { ' ' }, cell.width));
    }
    if window.end < cells.len() || shown_end < line_end {
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
        line: before.matches('\n').count() + 1,
        column: input[line_start..start.max(line_start)].chars().count() + 1,
        text,
        marks,
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
fn window(cells: &[Cell], first: usize) -> Range<usize> {
    let total: usize = cells.iter().map(|cell| cell.width).sum();
    if total <= WIDTH {
        return 0..cells.len();
    }
    let mut start = first.min(cells.len());
    let mut used = 0;
    while start > 0 && used + cells[start - 1].width <= BEFORE {
        start -= 1;
        used += cells[start].width;
    }
    let mut end = start;
    let mut used = 0;
    while end < cells.len() && used + cells[end].width <= WIDTH {
        used += cells[end].width;
        end += 1;
    }
    // At the end of the line there is more room to the left.
    while end == cells.len() && start > 0 && used + cells[start - 1].width <= WIDTH {
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
        let excerpt = excerpt(input, Span::new(start, end), Span::new(0, input.len()), &[]);
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
        assert_eq!(marks.chars().count(), BEFORE + 3);
        let (text, marks) = show(&line, 300, 300);
        assert!(text.ends_with('x'));
        assert_eq!(marks.chars().count(), WIDTH + 2, "behind the last character");
    }

    #[test]
    fn lines_and_columns_count_characters_from_one() {
        let excerpt = excerpt("é\nüx", Span::new(5, 6), Span::new(0, 6), &[]);
        assert_eq!((excerpt.line, excerpt.column), (2, 2));
    }

    #[test]
    fn what_stands_beside_the_finding_is_left_out() {
        let excerpt = excerpt(
            "a secret, ticket! b secret",
            Span::new(10, 16),
            Span::new(10, 17),
            &[],
        );
        assert_eq!(
            (excerpt.text, excerpt.marks),
            ("…ticket!…".into(), " ^^^^^^".into())
        );
        assert_eq!(excerpt.column, 11);
        let beside = super::excerpt("ticket secret", Span::new(7, 13), Span::new(0, 6), &[]);
        assert_eq!(
            (beside.text, beside.marks),
            ("ticket•••••••".into(), "       ^^^^^^".into())
        );
    }

    #[test]
    fn secrets_become_dots() {
        let excerpt = excerpt(
            "docsecret!",
            Span::new(9, 10),
            Span::new(0, 10),
            &[Span::new(3, 9)],
        );
        assert_eq!(excerpt.text, "doc••••••!");
    }
}
