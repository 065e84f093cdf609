//! The ways to look at a picture, in the order in which they are tried.

use super::bits::Threshold;
use super::grey::Grey;
use rxing::common::BitMatrix;
use std::borrow::Cow;

/// How long to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// A look or two, as at a frame of a video: the next one comes soon.
    Quick,
    /// All that helps.
    Thorough,
}

/// What is done to the grey picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Filter {
    None,
    /// Each pixel the mean of the nine around it, so many times: against noise and the grid of a screen.
    Smooth(usize),
    /// Against blur; the radius in pixels, and how much.
    Sharpen(usize, i32),
}

/// One way to look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pass {
    /// How much larger or smaller the picture is made.
    scale: f32,
    filter: Filter,
    threshold: Threshold,
    /// The code is light on dark.
    is_inverted: bool,
    /// Tried on every picture, also when codes were found already.
    pub is_quick: bool,
}

const fn pass(scale: f32, filter: Filter, threshold: Threshold) -> Pass {
    Pass {
        scale,
        filter,
        threshold,
        is_inverted: false,
        is_quick: false,
    }
}

impl Pass {
    const fn inverted(self) -> Pass {
        Pass {
            is_inverted: true,
            ..self
        }
    }

    const fn quick(self) -> Pass {
        Pass {
            is_quick: true,
            ..self
        }
    }

    /// The picture as it is looked at, and how many of its pixels one of the picture's own takes.
    pub fn prepare<'a>(&self, picture: &'a Grey) -> (Cow<'a, Grey>, f32) {
        let size = |pixels: usize| (pixels as f32 * self.scale).round().max(1.0) as usize;
        let scaled = match self.scale == 1.0 {
            true => Cow::Borrowed(picture),
            false => Cow::Owned(picture.resized(size(picture.width), size(picture.height))),
        };
        let scale = scaled.width as f32 / picture.width as f32;
        let prepared = match self.filter {
            Filter::None => scaled,
            Filter::Smooth(times) => Cow::Owned((1..times).fold(scaled.mean(1), |smooth, _| smooth.mean(1))),
            Filter::Sharpen(radius, amount) => Cow::Owned(scaled.sharpened(radius, amount)),
        };
        (prepared, scale)
    }

    /// What is black in it, or of an inverted code what is white.
    pub fn bits(&self, prepared: &Grey) -> Option<BitMatrix> {
        let mut bits = self.threshold.bits(prepared)?;
        if self.is_inverted {
            bits.flip_self();
        }
        Some(bits)
    }
}

/// For pictures of every size. Chosen one by one for what they read that those before them do not: docs/scan.md.
const PASSES: [Pass; 16] = [
    pass(1.0, Filter::None, Threshold::Blocks).quick(),
    pass(1.0, Filter::None, Threshold::Blocks).inverted().quick(),
    pass(1.0, Filter::None, Threshold::Whole).quick(),
    pass(1.0, Filter::Smooth(1), Threshold::Whole),
    pass(2.0, Filter::None, Threshold::Blocks),
    pass(2.0, Filter::Smooth(1), Threshold::Blocks),
    pass(1.5, Filter::Smooth(1), Threshold::Around(10)),
    pass(2.0, Filter::Smooth(2), Threshold::Around(80)),
    pass(1.0, Filter::Sharpen(2, 2), Threshold::Blocks),
    pass(2.0, Filter::Sharpen(4, 3), Threshold::Whole),
    pass(2.0, Filter::None, Threshold::Blocks).inverted(),
    pass(1.0, Filter::Smooth(1), Threshold::Whole).inverted(),
    pass(1.0, Filter::None, Threshold::Around(30)).inverted(),
    pass(1.5, Filter::Smooth(2), Threshold::Around(10)),
    pass(2.0, Filter::Sharpen(2, 2), Threshold::Around(30)),
    pass(3.0, Filter::Smooth(1), Threshold::Around(10)),
];

/// For large pictures, before the others: a camera has many pixels for each module, and noise in each of them.
const LARGE: [Pass; 5] = [
    pass(0.5, Filter::None, Threshold::Blocks).quick(),
    pass(0.5, Filter::None, Threshold::Blocks).inverted().quick(),
    pass(0.5, Filter::Smooth(1), Threshold::Around(30)),
    pass(0.25, Filter::None, Threshold::Blocks),
    pass(0.25, Filter::None, Threshold::Blocks).inverted(),
];

/// From so many pixels on a picture is large.
const IS_LARGE: usize = 1_000_000;
/// No picture is made larger than this.
const MOST: f32 = 4_000_000.0;

/// How a picture is looked at.
pub fn of(picture: &Grey, effort: Effort) -> Vec<Pass> {
    let pixels = picture.luma.len();
    let large = LARGE.iter().filter(|_| pixels >= IS_LARGE);
    let fits = |pass: &&Pass| pass.scale <= 1.0 || pixels as f32 * pass.scale * pass.scale <= MOST;
    let mut passes: Vec<Pass> = large.chain(PASSES.iter().filter(fits)).copied().collect();
    if effort == Effort::Quick {
        passes.retain(|pass| pass.is_quick);
    }
    // Those first that are tried in every case.
    passes.sort_by_key(|pass| !pass.is_quick);
    passes
}
