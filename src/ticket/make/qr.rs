//! QR codes: which text, in which segments, and the finished code as path, SVG, PNG and terminal blocks.
//!
//! A QR code has three ways of writing characters: bytes (8 bits each), digits, capitals and a few signs (5½ bits each),
//! digits alone (3⅓ bits each). Tickets are lower-case base32, which only fits into bytes. Their parsers take upper case
//! too, and so [`compact`] writes CIDs and payloads in upper case and everything else as it is: a code that is up to four
//! versions smaller. `segments` cuts any text into the runs that take the fewest bits.

use crate::ticket::encoding::span::Span;
use crate::ticket::find;
use crate::ticket::link;
use crate::ticket::link::cid;
use crate::ticket::wire::decode;
use crate::ticket::wire::kind::Kind;
use crate::ticket::wire::layout;
use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt::Write;
use qrcodegen_no_heap as gen_qr;

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
            Level::L => "mends 7 %",
            Level::M => "mends 15 %",
            Level::Q => "mends 25 %",
            Level::H => "mends 30 %",
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

// -------------------------------------------------------------------------------------------------------- compact text

/// A text in the form that takes the smallest code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compact {
    /// The exact text that is in the code.
    pub text: String,
    /// What is written in upper case.
    pub changed: Vec<&'static str>,
    /// The database id is: eidetica reads the same CID, but a parser to which ids are opaque reads another string.
    pub id_changed: bool,
}

/// The text with everything in upper case whose parsers take it in upper case too. A text in which nothing can be, or
/// that would say something else afterwards, comes back as it is.
pub fn compact(text: &str) -> Compact {
    let mut spans: Vec<(Span, &'static str)> = Vec::new();
    let mut id_changed = false;
    if let Ok(query) = link::query(text) {
        for param in link::params(query, link::PREFIX.len()) {
            let value = param.value_span;
            let raw = value.of(text);
            if raw != param.value.text {
                continue;
            }
            match (param.key.as_str(), raw.split_once(':')) {
                ("db", _) if is_base32_cid(raw) => {
                    id_changed = true;
                    spans.push((value, "the database id"));
                }
                ("pr", Some(("iroh", ticket))) => {
                    if let Some(payload) = payload(ticket, Kind::Endpoint) {
                        let start = value.end.saturating_sub(payload.len());
                        spans.push((Span::new(start, value.end), "the payload of a hint"));
                    }
                }
                _ => {}
            }
        }
    } else if let Some(kind) = find::ticket_kind(text) {
        if let Some(payload) = payload(text, kind) {
            let start = text.len().saturating_sub(payload.len());
            spans.push((Span::new(start, text.len()), "the payload"));
        }
    } else if is_base32_cid(text) {
        spans.push((Span::new(0, text.len()), "the id"));
    } else if decode::decode(text, Kind::Gossip, &layout::G1, &crate::ticket::checks::Unchecked).is_ok() {
        spans.push((Span::new(0, text.len()), "the payload"));
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    let mut changed = Vec::new();
    for (span, what) in spans {
        out.push_str(Span::new(at, span.start).of(text));
        out.push_str(&span.of(text).to_ascii_uppercase());
        at = span.end;
        if span.of(&out) != span.of(text) && !changed.contains(&what) {
            changed.push(what);
        }
    }
    out.push_str(text.get(at..).unwrap_or_default());
    if !reads_the_same(text, &out) {
        return Compact {
            text: String::from(text),
            changed: Vec::new(),
            id_changed: false,
        };
    }
    Compact {
        id_changed: id_changed && changed.contains(&"the database id"),
        text: out,
        changed,
    }
}

/// A CID in base32 whose every letter may change its case.
fn is_base32_cid(text: &str) -> bool {
    text.starts_with(['b', 'B'])
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && cid::parse(text).is_ok()
}

/// The payload of a ticket that its parser takes.
fn payload(text: &str, kind: Kind) -> Option<&str> {
    let payload = text.strip_prefix(kind.prefix())?;
    let layout = kind.current()?;
    let fits = |layout| decode::decode(text, kind, layout, &crate::ticket::checks::Unchecked).is_ok();
    (fits(layout) || layout::of(kind).any(fits)).then_some(payload)
}

/// Whether two texts say the same: tickets byte for byte, links hint for hint and with the same CID.
fn reads_the_same(text: &str, other: &str) -> bool {
    if text.eq_ignore_ascii_case(other) && link::query(text).is_err() {
        let kind = find::ticket_kind(text);
        let prefix = kind.map_or(0, |kind| kind.prefix().len());
        return text.get(..prefix) == other.get(..prefix);
    }
    let same_id = |one: &str, two: &str| match (cid::parse(one), cid::parse(two)) {
        (Ok(one), Ok(two)) => one == two,
        _ => one == two,
    };
    match (link::parse_opaque(text), link::parse_opaque(other)) {
        (Ok(one), Ok(two)) => {
            let hints = one.hints.iter().zip(&two.hints).all(|(one, two)| {
                one.transport == two.transport && one.address.eq_ignore_ascii_case(&two.address)
            });
            same_id(&one.database_id, &two.database_id)
                && one.hints.len() == two.hints.len()
                && hints
                && one.tips == two.tips
                && one.unknown == two.unknown
        }
        (one, two) => one == two,
    }
}

// ------------------------------------------------------------------------------------------------------------ segments

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
enum Range {
    /// 1 to 9.
    Small,
    /// 10 to 26.
    Middle,
    /// 27 to 40.
    Large,
}

impl Range {
    const ALL: [Range; 3] = [Range::Small, Range::Middle, Range::Large];

    fn versions(self) -> (u8, u8) {
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
fn segments(text: &str, range: Range) -> Vec<Segment> {
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

// ---------------------------------------------------------------------------------------------------------------- codes

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
        let bytes = crate::ticket::explain::verdict::count(self.over, "byte", "bytes");
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

// ------------------------------------------------------------------------------------------------------------- pictures

impl Code {
    /// How easily it is read.
    pub fn ease(&self) -> Ease {
        Ease::of(self.version)
    }

    /// Whether a module is dark; outside of the code all are light.
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        let inside = x < self.size && y < self.size;
        let at = y.saturating_mul(self.size).saturating_add(x);
        inside && self.modules.get(at).copied().unwrap_or_default()
    }

    /// Modules along each side, with the quiet zone.
    pub fn width(&self) -> usize {
        self.size.saturating_add(QUIET.saturating_mul(2))
    }

    /// Whether a module is dark, counted from the corner of the quiet zone.
    fn is_dark_in_frame(&self, x: usize, y: usize) -> bool {
        let inside = |at: usize| at.checked_sub(QUIET);
        inside(x).zip(inside(y)).is_some_and(|(x, y)| self.is_dark(x, y))
    }

    /// The dark modules as the `d` of an SVG path, with the quiet zone around: one horizontal bar for each run.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for (y, row) in self.modules.chunks(self.size.max(1)).enumerate() {
            let mut x = 0_usize;
            for run in row.chunk_by(|one, two| one == two) {
                if run.first() == Some(&true) {
                    let (left, top) = (x.saturating_add(QUIET), y.saturating_add(QUIET));
                    let length = run.len();
                    let _ = write!(path, "M{left},{top}h{length}v1h-{length}z");
                }
                x = x.saturating_add(run.len());
            }
        }
        path
    }

    /// An SVG document: dark on white, whatever is around it.
    pub fn svg(&self) -> String {
        let width = self.width();
        let side = width.saturating_mul(8);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {width}\" width=\"{side}\" \
             height=\"{side}\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0,0h{width}v{width}h-{width}z\"/>\
             <path d=\"{}\"/></svg>\n",
            self.path()
        )
    }

    /// A PNG in black and white, `scale` pixels for each module.
    pub fn png(&self, scale: usize) -> Vec<u8> {
        let scale = scale.max(1);
        let mut rows = Vec::with_capacity(self.width());
        for y in 0..self.width() {
            let mut row = crate::ticket::make::png::Row::new(self.width().saturating_mul(scale));
            for x in 0..self.width() {
                row.fill(scale, !self.is_dark_in_frame(x, y));
            }
            rows.push(row.finish());
        }
        crate::ticket::make::png::write(self.width().saturating_mul(scale), scale, &rows)
    }

    /// Half blocks, two modules in each character; `colour` sets black on white whatever the terminal's colours are,
    /// without it dark modules are the blocks.
    pub fn blocks(&self, colour: bool) -> String {
        let mut out = String::new();
        for y in (0..self.width()).step_by(2) {
            if colour {
                out.push_str("\u{1b}[38;5;16;48;5;231m");
            }
            for x in 0..self.width() {
                let top = self.is_dark_in_frame(x, y);
                let bottom = self.is_dark_in_frame(x, y.saturating_add(1));
                out.push(match (top, bottom) {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    (false, false) => ' ',
                });
            }
            if colour {
                out.push_str("\u{1b}[0m");
            }
            out.push('\n');
        }
        out
    }
}
