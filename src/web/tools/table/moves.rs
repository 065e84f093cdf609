//! Where the keys lead in a grid, after the ARIA pattern, and which of its lines are drawn. No view is known here.

use std::ops::Range;

/// A cell of a grid. Line 0 is the one with the headings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Cell {
    /// Its line.
    pub line: usize,
    /// Its column, from 0.
    pub column: usize,
}

/// How large a grid is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// How many lines there are, without that of the headings.
    pub lines: usize,
    /// How many columns.
    pub columns: usize,
    /// How many lines are seen at once.
    pub page: usize,
}

impl Cell {
    /// Where a key leads from here; `None` for a key that leads nowhere in a grid.
    pub fn after(self, key: &str, has_control: bool, size: Size) -> Option<Cell> {
        let last = size.columns.saturating_sub(1);
        let page = size.page.max(1);
        let Cell { line, column } = self;
        let (line, column) = match (key, has_control) {
            ("ArrowUp", false) => (line.saturating_sub(1), column),
            ("ArrowDown", false) => (line + 1, column),
            ("ArrowLeft", false) => (line, column.saturating_sub(1)),
            ("ArrowRight", false) => (line, column + 1),
            ("Home", false) => (line, 0),
            ("End", false) => (line, last),
            ("Home", true) => (0, 0),
            ("End", true) => (size.lines, last),
            // The headings are reached by the arrow: a page up ends at the first line.
            ("PageUp", false) if line > 0 => (line.saturating_sub(page).max(1), column),
            ("PageUp", false) => (0, column),
            ("PageDown", false) => (line + page, column),
            _ => return None,
        };
        Some(Cell { line, column }.within(size))
    }

    /// The nearest cell that there is.
    pub fn within(self, size: Size) -> Cell {
        Cell {
            line: self.line.min(size.lines),
            column: self.column.min(size.columns.saturating_sub(1)),
        }
    }
}

/// What is seen of a grid: in pixels, without its headings.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Seen {
    /// How far it is scrolled.
    pub top: f64,
    /// How high what is seen is.
    pub height: f64,
    /// How high a line is.
    pub line: f64,
}

/// How many lines are drawn above and below of what is seen, so that scrolling shows no gap.
const BEYOND: usize = 12;

impl Seen {
    /// How many lines are seen at once.
    pub fn page(self) -> usize {
        (self.height / self.line.max(1.0)) as usize
    }

    /// The lines that are drawn, of so many, from 0.
    pub fn drawn(self, lines: usize) -> Range<usize> {
        let first = (self.top / self.line.max(1.0)) as usize;
        let start = first.saturating_sub(BEYOND).min(lines);
        let end = first.saturating_add(self.page() + 1 + BEYOND).min(lines);
        start..end
    }

    /// How far it must be scrolled to see a line, from 0.
    pub fn to_see(self, line: usize) -> f64 {
        let top = line as f64 * self.line;
        let lowest = top + self.line - self.height;
        self.top.min(top).max(lowest).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: Size = Size {
        lines: 100,
        columns: 7,
        page: 10,
    };

    fn after(line: usize, column: usize, key: &str, has_control: bool) -> Option<(usize, usize)> {
        let cell = Cell { line, column }.after(key, has_control, SIZE)?;
        Some((cell.line, cell.column))
    }

    #[test]
    fn keys_lead_to_cells_and_stop_at_the_edges() {
        assert_eq!(after(5, 3, "ArrowUp", false), Some((4, 3)));
        assert_eq!(after(0, 3, "ArrowUp", false), Some((0, 3)));
        assert_eq!(after(100, 3, "ArrowDown", false), Some((100, 3)));
        assert_eq!(after(5, 0, "ArrowLeft", false), Some((5, 0)));
        assert_eq!(after(5, 6, "ArrowRight", false), Some((5, 6)));
        assert_eq!(after(5, 3, "Home", false), Some((5, 0)));
        assert_eq!(after(5, 3, "End", false), Some((5, 6)));
        assert_eq!(after(5, 3, "Home", true), Some((0, 0)));
        assert_eq!(after(5, 3, "End", true), Some((100, 6)));
        assert_eq!(after(5, 3, "PageUp", false), Some((1, 3)));
        assert_eq!(after(50, 3, "PageDown", false), Some((60, 3)));
        assert_eq!(after(95, 3, "PageDown", false), Some((100, 3)));
        assert_eq!(after(5, 3, "a", false), None);
        assert_eq!(after(5, 3, "ArrowUp", true), None);
    }

    #[test]
    fn what_is_drawn_is_what_is_seen_and_a_little_more() {
        let seen = Seen {
            top: 3000.0,
            height: 300.0,
            line: 30.0,
        };
        assert_eq!(seen.drawn(1000), 88..123);
        assert_eq!(seen.drawn(105), 88..105);
        assert_eq!(seen.drawn(3), 3..3, "until it is scrolled back");
        assert_eq!(Seen::default().drawn(1000).start, 0);
        assert_eq!(seen.to_see(100), 3000.0, "seen already");
        assert_eq!(seen.to_see(0), 0.0);
        assert_eq!(seen.to_see(110), 3030.0);
    }
}
