//! QR codes: which text, in which segments, and the finished code as path, SVG and terminal blocks.
//!
//! A QR code has three ways of writing characters: bytes (8 bits each), digits, capitals and a few signs (5½ bits each),
//! digits alone (3⅓ bits each). Tickets are lower-case base32, which only fits into bytes. Their parsers take upper case
//! too, and so [`compact`] writes CIDs and payloads in upper case and everything else as it is: a code that is up to four
//! versions smaller. `segments` cuts any text into the runs that take the fewest bits.

//!
//! [`compact`]: the text. `segments`: its runs. Here: the code. `picture`: what it looks like.

mod compact;
mod picture;
mod segments;

pub use compact::{Compact, compact};
pub use segments::{Mode, Segment};

use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use qrcodegen_no_heap as gen_qr;
use segments::{Range, segments};

/// How many bytes a QR code can hold at most (version 40, level L).
pub const CAPACITY: usize = 2953;

/// How many light modules must surround a code.
pub const QUIET: usize = 4;

/// How much of a code may be damaged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 7 %
    L,
    /// 15 %
    #[default]
    M,
    /// 25 %
    Q,
    /// 30 %
    H,
}

impl Level {
    /// Every level.
    pub const ALL: [Level; 4] = [Level::L, Level::M, Level::Q, Level::H];

    /// Its letter.
    pub fn name(self) -> &'static str {
        match self {
            Level::L => "L",
            Level::M => "M",
            Level::Q => "Q",
            Level::H => "H",
        }
    }

    /// How much damage it mends.
    pub fn about(self) -> &'static str {
        match self {
            Level::L => "7 %",
            Level::M => "15 %",
            Level::Q => "25 %",
            Level::H => "30 %",
        }
    }

    fn to_lib(self) -> gen_qr::QrCodeEcc {
        match self {
            Level::L => gen_qr::QrCodeEcc::Low,
            Level::M => gen_qr::QrCodeEcc::Medium,
            Level::Q => gen_qr::QrCodeEcc::Quartile,
            Level::H => gen_qr::QrCodeEcc::High,
        }
    }

    fn of_lib(level: gen_qr::QrCodeEcc) -> Self {
        match level {
            gen_qr::QrCodeEcc::Low => Level::L,
            gen_qr::QrCodeEcc::Medium => Level::M,
            gen_qr::QrCodeEcc::Quartile => Level::Q,
            gen_qr::QrCodeEcc::High => Level::H,
        }
    }
}

impl core::str::FromStr for Level {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Level::ALL
            .into_iter()
            .find(|level| level.name().eq_ignore_ascii_case(text))
            .ok_or("expected L, M, Q or H")
    }
}

/// How easily a phone reads a code of this size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ease {
    /// Up to version 13.
    Easy,
    /// Up to version 22, the limit that health-card codes set themselves.
    Fair,
    /// Above that.
    Hard,
}

impl Ease {
    /// Of a version.
    pub fn of(version: u8) -> Self {
        match version {
            0..=13 => Ease::Easy,
            14..=22 => Ease::Fair,
            _ => Ease::Hard,
        }
    }

    /// In a word.
    pub fn name(self) -> &'static str {
        match self {
            Ease::Easy => "easy",
            Ease::Fair => "fair",
            Ease::Hard => "hard",
        }
    }

    /// In words.
    pub fn about(self) -> &'static str {
        match self {
            Ease::Easy => "easy to scan",
            Ease::Fair => "scans with a steady hand and a good camera",
            Ease::Hard => "hard to scan: make the ticket smaller",
        }
    }
}

/// A finished code.
#[derive(Clone, Debug)]
pub struct Code {
    /// The exact text in it.
    pub text: String,
    /// 1 to 40.
    pub version: u8,
    /// Its error correction: the level asked for, or a higher one that costs nothing.
    pub level: Level,
    /// How the text is written.
    pub segments: Vec<Segment>,
    /// Modules along each side, without the quiet zone.
    pub size: usize,
    modules: Vec<bool>,
}

/// The text does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TooLong {
    /// By how many bytes.
    pub over: usize,
    /// The highest level at which it would fit.
    pub fits_at: Option<Level>,
}

impl core::fmt::Display for TooLong {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let bytes = crate::ticket::words::count(self.over, "byte", "bytes");
        write!(f, "{bytes} too many for a QR code")?;
        match self.fits_at {
            Some(level) => write!(f, " at this level; level {} holds it", level.name()),
            None => f.write_str(&format!(", which holds {CAPACITY}")),
        }
    }
}

impl core::error::Error for TooLong {}

/// Digits are what a code holds most of; what is longer fits in no case.
const MOST: usize = 7089;

/// The bits of a text, before they become a picture.
struct Codewords {
    bytes: Vec<u8>,
    length: usize,
    level: gen_qr::QrCodeEcc,
    version: gen_qr::Version,
    segments: Vec<Segment>,
}

/// Writes a text into the smallest version that holds it; or tells how many bytes there are too many.
fn codewords(text: &str, level: Level) -> Result<Codewords, usize> {
    let mut over = text.len().saturating_sub(CAPACITY).max(1);
    if text.len() > MOST {
        return Err(over);
    }
    for range in Range::ALL {
        let segments = segments(text, range);
        let mut buffers: Vec<Vec<u8>> = segments
            .iter()
            .map(|segment| {
                let size = gen_qr::QrSegment::calc_buffer_size(segment.mode.to_lib(), segment.span.len());
                vec![0; size.unwrap_or_default()]
            })
            .collect();
        let mut eci = [0; 4];
        let mut parts = Vec::with_capacity(segments.len().saturating_add(1));
        if !text.is_ascii() {
            // Bytes mean Latin-1 unless it is said that they are UTF-8.
            parts.push(gen_qr::QrSegment::make_eci(26, &mut eci));
        }
        for (segment, buffer) in segments.iter().zip(&mut buffers) {
            let run = segment.span.bytes(text.as_bytes());
            let words = segment.span.of(text);
            parts.push(match segment.mode {
                Mode::Bytes => gen_qr::QrSegment::make_bytes(run),
                Mode::Alphanumeric => gen_qr::QrSegment::make_alphanumeric(words, buffer),
                Mode::Numeric => gen_qr::QrSegment::make_numeric(words, buffer),
            });
        }
        let (least, most) = range.versions();
        let mut bytes = vec![0; gen_qr::Version::MAX.buffer_len()];
        match gen_qr::QrCode::encode_segments_to_codewords(
            &parts,
            &mut bytes,
            level.to_lib(),
            gen_qr::Version::new(least),
            gen_qr::Version::new(most),
            true,
        ) {
            Ok((length, level, version)) => {
                return Ok(Codewords {
                    bytes,
                    length,
                    level,
                    version,
                    segments,
                });
            }
            Err(gen_qr::DataTooLong::DataOverCapacity(used, room)) => {
                over = used.saturating_sub(room).div_ceil(8);
            }
            Err(gen_qr::DataTooLong::SegmentTooLong) => {}
        }
    }
    Err(over)
}

impl Mode {
    fn to_lib(self) -> gen_qr::QrSegmentMode {
        match self {
            Mode::Bytes => gen_qr::QrSegmentMode::Byte,
            Mode::Alphanumeric => gen_qr::QrSegmentMode::Alphanumeric,
            Mode::Numeric => gen_qr::QrSegmentMode::Numeric,
        }
    }
}

/// The version that a text takes at a level, without making the code.
///
/// # Errors
/// By how many bytes the text is too long for any version.
pub fn version(text: &str, level: Level) -> Result<u8, usize> {
    codewords(text, level).map(|words| words.version.value())
}

/// Makes the smallest code of a text at `level` or, where it costs nothing, a better one.
///
/// # Errors
/// The text is too long for any version.
pub fn encode(text: &str, level: Level) -> Result<Code, TooLong> {
    let mut words = codewords(text, level).map_err(|over| {
        let mut lower = Level::ALL.into_iter().rev().filter(|other| *other < level);
        TooLong {
            over,
            fits_at: lower.find(|level| version(text, *level).is_ok()),
        }
    })?;
    let mut scratch = vec![0; gen_qr::Version::MAX.buffer_len()];
    let code = gen_qr::QrCode::encode_codewords(
        &mut words.bytes,
        words.length,
        &mut scratch,
        words.level,
        words.version,
        None,
    );
    let side = code.size();
    let modules = (0..side)
        .flat_map(|y| (0..side).map(move |x| (x, y)))
        .map(|(x, y)| code.get_module(x, y))
        .collect();
    Ok(Code {
        text: String::from(text),
        version: words.version.value(),
        level: Level::of_lib(words.level),
        segments: words.segments,
        size: usize::try_from(side).unwrap_or_default(),
        modules,
    })
}
