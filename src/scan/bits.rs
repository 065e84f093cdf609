//! From grey to black and white. No one way is right for every picture: each of these reads some that the others do not.

use super::grey::{Grey, Sums};
use rxing::common::{BitMatrix, HybridBinarizer};
use rxing::{Binarizer, Luma8LuminanceSource};

/// A way to tell black from white.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Threshold {
    /// By blocks of eight pixels and those around them, as ZXing does it: for most pictures.
    Blocks,
    /// One threshold for the whole picture, between its darks and its lights: for what is evenly lit.
    Whole,
    /// Darker than the mean of the surroundings, up to so many pixels away: for shadows and little contrast.
    Around(usize),
}

impl Threshold {
    /// What is black in a picture.
    pub fn bits(self, grey: &Grey) -> Option<BitMatrix> {
        match self {
            Threshold::Blocks => blocks(grey),
            Threshold::Whole => {
                let threshold = between(&grey.luma);
                matrix(grey, |at, _, _| grey.luma[at] <= threshold)
            }
            Threshold::Around(radius) => {
                let sums = Sums::of(grey);
                matrix(grey, |at, x, y| grey.luma[at] < sums.mean(x, y, radius))
            }
        }
    }
}

fn matrix(grey: &Grey, is_black: impl Fn(usize, usize, usize) -> bool) -> Option<BitMatrix> {
    let (width, height) = (u32::try_from(grey.width).ok()?, u32::try_from(grey.height).ok()?);
    let mut bits = BitMatrix::new(width, height).ok()?;
    for y in 0..height {
        let row = y as usize * grey.width;
        for x in 0..width {
            if is_black(row + x as usize, x as usize, y as usize) {
                bits.set(x, y);
            }
        }
    }
    Some(bits)
}

fn blocks(grey: &Grey) -> Option<BitMatrix> {
    let (width, height) = (u32::try_from(grey.width).ok()?, u32::try_from(grey.height).ok()?);
    let source = Luma8LuminanceSource::new(grey.luma.clone(), width, height).ok()?;
    let binarizer = HybridBinarizer::new(source);
    binarizer.get_black_matrix().ok().cloned()
}

/// The threshold that leaves the least variance among the darks and among the lights (Otsu's).
fn between(luma: &[u8]) -> u8 {
    let mut counts = [0_u64; 256];
    for value in luma {
        counts[usize::from(*value)] += 1;
    }
    let weighed = |counts: &[u64]| {
        counts
            .iter()
            .zip(0_u64..)
            .map(|(count, value)| count * value)
            .sum::<u64>()
    };
    let (count, sum) = (luma.len() as f64, weighed(&counts) as f64);
    let (mut dark, mut dark_sum) = (0.0, 0.0);
    let mut best = (0.0, 0);
    for (value, here) in (0..=u8::MAX).zip(counts) {
        dark += here as f64;
        dark_sum += here as f64 * f64::from(value);
        let light = count - dark;
        if dark > 0.0 && light > 0.0 {
            let apart = dark_sum / dark - (sum - dark_sum) / light;
            let score = dark * light * apart * apart;
            if score > best.0 {
                best = (score, value);
            }
        }
    }
    best.1
}
