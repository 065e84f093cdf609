//! A half-open range of byte offsets, in whichever layer it belongs to.

/// Bytes `start..end` of some text or payload.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset after the last byte.
    pub end: usize,
}

impl Span {
    /// The bytes `start..end`; an `end` before `start` counts as `start`.
    pub fn new(start: usize, end: usize) -> Self {
        Span {
            start,
            end: end.max(start),
        }
    }

    /// `length` bytes from `start` on.
    pub fn sized(start: usize, length: usize) -> Self {
        Span {
            start,
            end: start.saturating_add(length),
        }
    }

    /// How many bytes it covers.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether it covers nothing.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// The same range, `by` bytes further on.
    pub fn shift(self, by: usize) -> Self {
        Span {
            start: self.start.saturating_add(by),
            end: self.end.saturating_add(by),
        }
    }

    /// The smallest range that covers both.
    pub fn join(self, other: Span) -> Self {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// Whether the two share a byte, or one is empty and touches the other.
    pub fn touches(self, other: Span) -> bool {
        if self.is_empty() || other.is_empty() {
            self.start <= other.end && other.start <= self.end
        } else {
            self.start < other.end && other.start < self.end
        }
    }

    /// The bytes of `text` in this range, if it lies on character boundaries inside it.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// The bytes of `data` in this range, or as many as there are.
    pub fn bytes(self, data: &[u8]) -> &[u8] {
        let end = self.end.min(data.len());
        data.get(self.start.min(end)..end).unwrap_or(&[])
    }
}
