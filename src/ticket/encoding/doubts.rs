//! What wrong characters leave unknown of the bytes that a base32 text stands for.

use crate::ticket::encoding::codec::{base32, is_base32};
use crate::ticket::encoding::span::Span;
use alloc::vec::Vec;

/// How many bits a character of base32 has.
const BITS: usize = 5;

/// The wrong characters of a text that was decoded around them. The five bits of each are not known; zeros stand for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doubts {
    /// Their places in the text, in order.
    at: Vec<usize>,
}

/// Decodes a payload that has wrong characters around them. `None` where it has none, where one of them is not ASCII,
/// so that nobody knows for how many it stands, or where something else is wrong with the text too.
pub fn base32_around(text: &[u8]) -> Option<(Vec<u8>, Doubts)> {
    let is_wrong = |(_, byte): &(usize, &u8)| !is_base32(**byte);
    let at: Vec<usize> = text
        .iter()
        .enumerate()
        .filter(is_wrong)
        .map(|(at, _)| at)
        .collect();
    if at.is_empty() || !text.is_ascii() {
        return None;
    }
    let zero = |byte: &u8| if is_base32(*byte) { *byte } else { b'a' };
    let zeroed: Vec<u8> = text.iter().map(zero).collect();
    Some((base32(&zeroed).ok()?, Doubts { at }))
}

impl Doubts {
    /// Whether all is known.
    pub fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    /// How many wrong characters there are.
    pub fn count(&self) -> usize {
        self.at.len()
    }

    /// Whether something in these bytes is not known.
    pub fn touch(&self, span: Span) -> bool {
        !span.is_empty() && self.touch_bits(span.start.saturating_mul(8), span.end.saturating_mul(8))
    }

    /// Whether the highest bit of a byte is not known: in a varint it says whether another one follows.
    pub fn touch_top(&self, byte: usize) -> bool {
        let bit = byte.saturating_mul(8);
        self.touch_bits(bit, bit.saturating_add(1))
    }

    fn touch_bits(&self, start: usize, end: usize) -> bool {
        let first = self.first_from(start);
        first.is_some_and(|at| at.saturating_mul(BITS) < end)
    }

    /// The first wrong character that has bits at or behind this one.
    fn first_from(&self, bit: usize) -> Option<usize> {
        let before = |at: &usize| at.saturating_add(1).saturating_mul(BITS) <= bit;
        self.at.get(self.at.partition_point(before)).copied()
    }

    /// How far these bytes are known from their beginning on.
    pub fn known(&self, span: Span) -> Span {
        let first = self.first_from(span.start.saturating_mul(8));
        let end = first.map_or(span.end, |at| whole_bytes(at).max(span.start));
        Span::new(span.start, end.min(span.end))
    }

    /// The first byte in which something is not known.
    pub fn first_byte(&self) -> Option<usize> {
        self.at.first().map(|at| whole_bytes(*at))
    }

    /// Leaves out the first wrong character behind byte `end` and all that comes after it: gives how many bytes are left.
    /// `None` where there is none.
    pub fn cut_behind(&mut self, end: usize) -> Option<usize> {
        let cut = self.first_from(end.saturating_mul(8))?;
        self.at.retain(|at| *at < cut);
        Some(whole_bytes(cut))
    }
}

/// How many whole bytes so many characters give.
fn whole_bytes(characters: usize) -> usize {
    characters.saturating_mul(BITS).saturating_div(8)
}
