//! Places: ranges of byte offsets in a layer, and how a layer lies in the one that it came from.

use alloc::vec::Vec;

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

/// How the bytes of a layer lie in the one that it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Map {
    /// Byte for byte, from this offset on.
    Shift(usize),
    /// Each byte has its own place.
    Table(Vec<Span>),
    /// As base32, from this offset on: bytes `[a, b)` are characters `[⌊8a/5⌋, ⌈8b/5⌉)`, so neighbours share one.
    Base32(usize),
    /// As base64, from this offset on: bytes `[a, b)` are characters `[⌊4a/3⌋, ⌈4b/3⌉)`.
    Base64(usize),
    /// As hex, from this offset on.
    Hex(usize),
    /// As a whole: no part of it has a place of its own (base58).
    Whole(Span),
}

impl Map {
    /// The place of `span` in the parent layer.
    pub fn project(&self, span: Span) -> Span {
        match self {
            Map::Shift(by) => span.shift(*by),
            Map::Table(places) => {
                let start = places
                    .get(span.start)
                    .map_or_else(|| places.last().map_or(0, |last| last.end), |place| place.start);
                let end = span.end.checked_sub(1).filter(|_| !span.is_empty());
                let end = end
                    .and_then(|last| places.get(last))
                    .map_or(start, |place| place.end);
                Span::new(start, end)
            }
            Map::Base32(by) => Span::new(
                span.start.saturating_mul(8).saturating_div(5),
                span.end.saturating_mul(8).div_ceil(5),
            )
            .shift(*by),
            Map::Base64(by) => Span::new(
                span.start.saturating_mul(4).saturating_div(3),
                span.end.saturating_mul(4).div_ceil(3),
            )
            .shift(*by),
            Map::Hex(by) => Span::new(span.start.saturating_mul(2), span.end.saturating_mul(2)).shift(*by),
            Map::Whole(whole) => *whole,
        }
    }
}
