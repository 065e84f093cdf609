//! How wide the lines are that a link was broken at: one that is as wide as all before was broken too.

/// Where the lines end that a link was broken at.
#[derive(Default)]
pub(super) struct Width {
    pub lines: usize,
    column: Option<usize>,
    uneven: bool,
}

impl Width {
    pub(super) fn note(&mut self, text: &str, at: usize) {
        let column = column(text, at);
        self.uneven |= self.column.is_some_and(|known| known != column);
        self.column = Some(column);
        self.lines = self.lines.saturating_add(1);
    }

    /// Whether a line that ends at `at` is as wide as all before: so it was broken there too.
    pub(super) fn is_same(&self, text: &str, at: usize) -> bool {
        !self.uneven && self.column == Some(column(text, at))
    }
}

/// How many characters of its line stand before `at`; lines of real length only.
pub(super) fn column(text: &str, at: usize) -> usize {
    const LONGEST: usize = 400;
    let from = at.saturating_sub(LONGEST);
    let line = text.as_bytes().get(from..at).unwrap_or_default();
    let line = match line.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')) {
        Some(newline) => line.get(newline.saturating_add(1)..).unwrap_or_default(),
        None => line,
    };
    // In text that was escaped a line begins behind the sign for it.
    let escaped = line
        .windows(2)
        .rposition(|pair| matches!(pair, [b'\\', b'n' | b'r']));
    let line = escaped.map_or(line, |at| line.get(at.saturating_add(2)..).unwrap_or_default());
    line.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}
