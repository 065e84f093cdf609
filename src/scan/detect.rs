//! Codes in black and white: ZXing's detector and decoder, as rxing has them in Rust.

use super::Code;
use rxing::Point;
use rxing::common::{BitMatrix, DetectorRXingResult};
use rxing::qrcode::cpp_port::decoder::Decode;
use rxing::qrcode::cpp_port::detector::{FindFinderPatterns, GenerateFinderPatternSets, SampleQR};

/// How many triples of finder patterns are tried in one picture. Noise has thousands that look like some.
const TRIPLES: usize = 400;

/// What is in a picture. Places are in its pixels.
#[derive(Debug, Default)]
pub struct Seen {
    /// The codes that could be read.
    pub codes: Vec<Code>,
    /// The middle of each that has the form of one, and could not.
    pub unread: Vec<(f32, f32)>,
}

/// All codes in a picture.
pub fn codes(bits: &BitMatrix) -> Seen {
    let mut patterns = FindFinderPatterns(bits, true, 0);
    let mut used = Vec::new();
    let mut seen = Seen::default();
    for triple in GenerateFinderPatternSets(&mut patterns).into_iter().take(TRIPLES) {
        let three = [triple.bl, triple.tl, triple.tr];
        if three.iter().any(|pattern| used.contains(pattern)) {
            continue;
        }
        let Ok(sampled) = SampleQR(bits, &triple) else {
            continue;
        };
        match text(sampled.getBits()) {
            Some(text) => {
                used.extend(three);
                seen.codes.push(Code {
                    text,
                    corners: corners(sampled.getPoints()),
                });
            }
            None => {
                let middle = (triple.bl.p + triple.tr.p) / 2.0;
                seen.unread.push((middle.x, middle.y));
            }
        }
    }
    seen
}

/// What the modules of a code say.
fn text(modules: &BitMatrix) -> Option<String> {
    let decoded = Decode(modules).ok().filter(|decoded| decoded.isValid())?;
    let bytes = decoded.content().bytes();
    // The standard's own character set is Latin-1; but everybody writes UTF-8.
    Some(match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => bytes.iter().copied().map(char::from).collect(),
    })
}

/// From the upper left one around the code; rxing gives the lower two from left to right.
fn corners(points: &[Point]) -> [(f32, f32); 4] {
    [0, 1, 3, 2].map(|at| points.get(at).map_or((0.0, 0.0), |point| (point.x, point.y)))
}
