//! The runs of a text that take the fewest bits.

use crate::ticket::encoding::span::Span;
use alloc::vec::Vec;

/// How a run of characters is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// 8 bits for each byte.
    Bytes,
    /// 11 bits for two capitals, digits or ` $%*+-./:`.
    Alphanumeric,
    /// 10 bits for three digits.
    Numeric,
}

impl Mode {
    const ALL: [Mode; 3] = [Mode::Bytes, Mode::Alphanumeric, Mode::Numeric];

    fn takes(self, byte: u8) -> bool {
        match self {
            Mode::Bytes => true,
            Mode::Alphanumeric => {
                matches!(byte, b'0'..=b'9' | b'A'..=b'Z' | b' ' | b'$' | b'%' | b'*' | b'+' | b'-' | b'.' | b'/' | b':')
            }
            Mode::Numeric => byte.is_ascii_digit(),
        }
    }

    /// Sixths of a bit that a character takes.
    fn cost(self) -> u32 {
        match self {
            Mode::Bytes => 48,
            Mode::Alphanumeric => 33,
            Mode::Numeric => 20,
        }
    }

    /// Sixths of a bit that the head of a segment takes, in each of the three ranges of versions.
    fn head(self, range: Range) -> u32 {
        let length: u32 = match (self, range) {
            (Mode::Bytes, Range::Small) => 8,
            (Mode::Bytes, _) => 16,
            (Mode::Alphanumeric, Range::Small) => 9,
            (Mode::Alphanumeric, Range::Middle) => 11,
            (Mode::Alphanumeric, Range::Large) => 13,
            (Mode::Numeric, Range::Small) => 10,
            (Mode::Numeric, Range::Middle) => 12,
            (Mode::Numeric, Range::Large) => 14,
        };
        length.saturating_add(4).saturating_mul(6)
    }
}

/// Versions in which the head of a segment has the same length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Range {
    /// 1 to 9.
    Small,
    /// 10 to 26.
    Middle,
    /// 27 to 40.
    Large,
}

impl Range {
    pub(super) const ALL: [Range; 3] = [Range::Small, Range::Middle, Range::Large];

    pub(super) fn versions(self) -> (u8, u8) {
        match self {
            Range::Small => (1, 9),
            Range::Middle => (10, 26),
            Range::Large => (27, 40),
        }
    }
}

/// A run of characters that are written in one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// How.
    pub mode: Mode,
    /// Which bytes of the text.
    pub span: Span,
}

/// One way to have written everything up to some byte: the bits so far, the mode, and the mode before each change.
#[derive(Clone, Copy)]
struct Step {
    bits: u32,
    from: u8,
}

/// Cuts a text into the segments that take the fewest bits, by dynamic programming over its bytes.
pub(super) fn segments(text: &str, range: Range) -> Vec<Segment> {
    const UNREACHED: u32 = u32::MAX;
    let start = Mode::ALL.map(|mode| mode.head(range));
    let mut bits = start;
    let mut steps: Vec<[Step; 3]> = Vec::with_capacity(text.len());
    for byte in text.bytes() {
        // Write the byte in each mode that takes it, …
        let mut next = [UNREACHED; 3];
        for ((mode, before), after) in Mode::ALL.into_iter().zip(bits).zip(&mut next) {
            if mode.takes(byte) && before != UNREACHED {
                *after = before.saturating_add(mode.cost());
            }
        }
        // … then see whether changing the mode here would have been cheaper; a segment ends on a whole bit.
        let mut step = [Step { bits: 0, from: 0 }; 3];
        for ((to, head), slot) in (0_u8..).zip(start).zip(&mut step) {
            let mut best = Step {
                bits: UNREACHED,
                from: to,
            };
            for (from, bits) in (0_u8..).zip(next) {
                let changed = bits.div_ceil(6).saturating_mul(6).saturating_add(head);
                let cost = match (from == to, bits) {
                    (_, UNREACHED) => UNREACHED,
                    (true, bits) => bits,
                    (false, _) => changed,
                };
                if cost < best.bits {
                    best = Step { bits: cost, from };
                }
            }
            *slot = best;
        }
        bits = step.map(|step| step.bits);
        steps.push(step);
    }
    // Back from the cheapest end.
    let mut last = 0_u8;
    for (mode, cost) in (0_u8..).zip(bits) {
        if bits.get(usize::from(last)).is_some_and(|best| cost < *best) {
            last = mode;
        }
    }
    let mut found: Vec<Segment> = Vec::new();
    for (at, step) in steps.iter().enumerate().rev() {
        // `last` is the mode that comes after this byte; where it came from is the mode of the byte itself.
        last = step.get(usize::from(last)).map_or(last, |step| step.from);
        let mode = Mode::ALL.get(usize::from(last)).copied().unwrap_or(Mode::Bytes);
        match found.last_mut() {
            Some(segment) if segment.mode == mode => segment.span.start = at,
            _ => found.push(Segment {
                mode,
                span: Span::sized(at, 1),
            }),
        }
    }
    found.reverse();
    found
}
