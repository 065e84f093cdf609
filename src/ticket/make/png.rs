//! Just enough PNG for a picture of large squares in black and white: no picture library, a few kilobytes at most.

use alloc::vec::Vec;

/// One row of pixels, eight to a byte; 1 is white.
pub struct Row {
    bytes: Vec<u8>,
    /// The byte that is being filled, and how many pixels it has.
    last: u8,
    used: u32,
}

impl Row {
    /// An empty row that will have `width` pixels.
    pub fn new(width: usize) -> Self {
        Row {
            bytes: Vec::with_capacity(width.div_ceil(8)),
            last: 0,
            used: 0,
        }
    }

    /// Appends `count` pixels.
    pub fn fill(&mut self, count: usize, white: bool) {
        for _ in 0..count {
            self.last = self.last << 1 | u8::from(white);
            self.used = self.used.saturating_add(1);
            if self.used == 8 {
                self.bytes.push(self.last);
                self.used = 0;
            }
        }
    }

    /// The finished row.
    pub fn finish(mut self) -> Vec<u8> {
        if self.used > 0 {
            let spare = 8_u32.saturating_sub(self.used);
            self.bytes.push(self.last.checked_shl(spare).unwrap_or_default());
        }
        self.bytes
    }
}

/// A PNG `width` pixels wide and high, in which each of `rows` stands `repeat` times.
pub fn write(width: usize, repeat: usize, rows: &[Vec<u8>]) -> Vec<u8> {
    let mut out = Vec::from(*b"\x89PNG\r\n\x1a\n");
    let mut header = Vec::new();
    let side = u32::try_from(width).unwrap_or_default();
    header.extend_from_slice(&side.to_be_bytes());
    header.extend_from_slice(&side.to_be_bytes());
    // One bit a pixel, grey, the usual compression and filters, not interlaced.
    header.extend_from_slice(&[1, 0, 0, 0, 0]);
    chunk(&mut out, *b"IHDR", &header);
    chunk(&mut out, *b"IDAT", &zlib(repeat, rows));
    chunk(&mut out, *b"IEND", &[]);
    out
}

fn chunk(out: &mut Vec<u8>, name: [u8; 4], data: &[u8]) {
    out.extend_from_slice(&u32::try_from(data.len()).unwrap_or_default().to_be_bytes());
    out.extend_from_slice(&name);
    out.extend_from_slice(data);
    let sum = crc(name.iter().chain(data));
    out.extend_from_slice(&sum.to_be_bytes());
}

/// CRC-32 of PNG (ISO 3309).
fn crc<'a>(bytes: impl Iterator<Item = &'a u8>) -> u32 {
    let sum = bytes.fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| match sum & 1 {
            0 => sum >> 1,
            _ => (sum >> 1) ^ 0xedb8_8320,
        })
    });
    !sum
}

/// Deflate with the fixed Huffman codes of RFC 1951: a row is written as it is, its repetitions as a copy of it.
fn zlib(repeat: usize, rows: &[Vec<u8>]) -> Vec<u8> {
    let mut bits = Bits {
        out: Vec::from([0x78, 0x01]),
        ..Bits::default()
    };
    // The last block, fixed codes.
    bits.put(0b011, 3);
    let (mut low, mut high) = (1_u32, 0_u32);
    for row in rows {
        // Every row begins with its filter: none.
        let line = || core::iter::once(&0_u8).chain(row);
        for byte in line() {
            bits.literal(*byte);
        }
        let length = row.len().saturating_add(1);
        bits.copy(length.saturating_mul(repeat.saturating_sub(1)), length);
        for byte in (0..repeat).flat_map(|_| line()) {
            low = low.wrapping_add(u32::from(*byte)) % 65521;
            high = high.wrapping_add(low) % 65521;
        }
    }
    bits.symbol(256);
    let mut out = bits.finish();
    out.extend_from_slice(&((high << 16) | low).to_be_bytes());
    out
}

/// Deflate's bit stream: the first bit is the lowest of its byte.
#[derive(Default)]
struct Bits {
    out: Vec<u8>,
    last: u8,
    used: u32,
}

impl Bits {
    /// Appends the lowest `count` bits, lowest first.
    fn put(&mut self, bits: u32, count: u32) {
        for at in 0..count {
            let bit = u8::from(bits.checked_shr(at).unwrap_or_default() & 1 == 1);
            self.last |= bit.checked_shl(self.used).unwrap_or_default();
            self.used = self.used.saturating_add(1);
            if self.used == 8 {
                self.out.push(self.last);
                (self.last, self.used) = (0, 0);
            }
        }
    }

    /// Appends a Huffman code, highest bit first.
    fn code(&mut self, code: u32, count: u32) {
        for at in (0..count).rev() {
            self.put(code.checked_shr(at).unwrap_or_default() & 1, 1);
        }
    }

    /// A symbol of the fixed literal and length code.
    fn symbol(&mut self, symbol: u32) {
        match symbol {
            0..=143 => self.code(symbol.saturating_add(0x30), 8),
            144..=255 => self.code(symbol.saturating_sub(144).saturating_add(0x190), 9),
            256..=279 => self.code(symbol.saturating_sub(256), 7),
            _ => self.code(symbol.saturating_sub(280).saturating_add(0xc0), 8),
        }
    }

    fn literal(&mut self, byte: u8) {
        self.symbol(byte.into());
    }

    /// Copies `length` bytes from `distance` bytes back.
    fn copy(&mut self, length: usize, distance: usize) {
        let mut left = length;
        // A copy has 3 to 258 bytes, and a row, the shortest thing that is copied, more than 3; leave enough for the
        // last one.
        while left > 0 {
            let now = match left {
                0..=258 => left,
                259..=260 => left.saturating_sub(3),
                _ => 258,
            };
            left = left.saturating_sub(now);
            self.length(now);
            self.distance(distance);
        }
    }

    fn length(&mut self, length: usize) {
        let (symbol, extra, base) = match length {
            3..=10 => (length.saturating_add(254), 0, length),
            258 => (285, 0, 258),
            _ => grouped(length, 3, 4, 257),
        };
        self.symbol(u32::try_from(symbol).unwrap_or_default());
        self.extra(length, base, extra);
    }

    fn distance(&mut self, distance: usize) {
        let (symbol, extra, base) = match distance {
            0..=4 => (distance.saturating_sub(1), 0, distance),
            _ => grouped(distance, 1, 2, 0),
        };
        self.code(u32::try_from(symbol).unwrap_or_default(), 5);
        self.extra(distance, base, extra);
    }

    fn extra(&mut self, value: usize, base: usize, bits: u32) {
        let rest = value.saturating_sub(base);
        self.put(u32::try_from(rest).unwrap_or_default(), bits);
    }

    fn finish(mut self) -> Vec<u8> {
        if self.used > 0 {
            self.out.push(self.last);
        }
        self.out
    }
}

/// Symbol, number of extra bits and base of a length or distance: both grow in groups of `group` symbols, each of which
/// covers twice as many values as one of the group before.
fn grouped(value: usize, least: usize, group: usize, first: usize) -> (usize, u32, usize) {
    let rest = value.saturating_sub(least);
    let group_bits = group.trailing_zeros();
    let top = usize::BITS.saturating_sub(1).saturating_sub(rest.leading_zeros());
    let extra = top.saturating_sub(group_bits);
    let index = rest.checked_shr(extra).unwrap_or_default();
    let symbol = usize::try_from(extra)
        .unwrap_or_default()
        .saturating_mul(group)
        .saturating_add(index)
        .saturating_add(first);
    let base = index.checked_shl(extra).unwrap_or_default().saturating_add(least);
    (symbol, extra, base)
}
