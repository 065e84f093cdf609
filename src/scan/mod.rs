//! QR codes in pictures, from a screenshot to a bad photo.
//!
//! ```text
//! Grey ──scale, filter──▶ Grey ──threshold──▶ black and white ──detect──▶ codes
//! ```
//!
//! ZXing's detector (rxing) finds and decodes what is black and white; which of the grey pixels are black is the harder
//! question. So a picture is looked at in many ways, the likely ones first (`passes`), until everything in it that
//! looks like a code has been read. docs/scan.md says how much that reads.

mod bits;
mod detect;
mod grey;
mod passes;

use detect::Seen;
pub use grey::Grey;
pub use passes::Effort;
use passes::Pass;

/// The most pixels that are looked at: a larger picture is made smaller first ([`Grey::within`]).
pub const PIXELS: usize = 12_000_000;

/// What one code says, and where it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Code {
    /// Its text.
    pub text: String,
    /// Its corners, in pixels of the picture.
    pub corners: [(f32, f32); 4],
}

/// Reads the codes in a picture, each text once, in the order in which they were found.
///
/// `watch` is told before each look at the picture which one it is and how many there are at most, and ends the search by
/// answering `false`: what was found until then is given.
pub fn read(picture: &Grey, effort: Effort, watch: &mut dyn FnMut(usize, usize) -> bool) -> Vec<Code> {
    let smaller = (picture.luma.len() > PIXELS).then(|| picture.within(PIXELS));
    let looked_at = smaller.as_ref().unwrap_or(picture);
    let scale = picture.width as f32 / looked_at.width as f32;

    let passes = passes::of(looked_at, effort);
    let mut found: Vec<Code> = Vec::new();
    // What looks like a code and could not be read yet.
    let mut is_unread = false;
    for (number, pass) in passes.iter().enumerate() {
        let is_enough = !found.is_empty() && !is_unread && !pass.is_quick;
        if is_enough || !watch(number, passes.len()) {
            break;
        }
        let Seen { codes, unread } = look(looked_at, pass);
        for code in codes {
            if found.iter().all(|known| known.text != code.text) {
                found.push(code);
            }
        }
        let is_in_a_code = |place: &(f32, f32)| found.iter().any(|code| code.covers(*place));
        is_unread = match pass.is_quick {
            true => is_unread || !unread.iter().all(is_in_a_code),
            false => is_unread,
        };
    }
    for code in &mut found {
        for (x, y) in &mut code.corners {
            *x *= scale;
            *y *= scale;
        }
    }
    found
}

/// Reads the codes in a picture of four bytes for each pixel: red, green, blue, and how much it covers. One that covers
/// not all is looked at on white paper and, if nothing is found, on black: nothing says which it was made for.
///
/// `watch` is asked as [`read`] asks it.
pub fn read_rgba(
    rgba: &[u8],
    width: usize,
    height: usize,
    effort: Effort,
    watch: &mut dyn FnMut(usize, usize) -> bool,
) -> Vec<Code> {
    let mut read_on = |paper| match Grey::of_rgba(rgba, width, height, paper) {
        Some(picture) => read(&picture, effort, watch),
        None => Vec::new(),
    };
    let found = read_on(255);
    let covers_all = rgba.chunks_exact(4).all(|pixel| pixel[3] == 255);
    match found.is_empty() && !covers_all {
        true => read_on(0),
        false => found,
    }
}

/// Looks at a picture in one way.
fn look(picture: &Grey, pass: &Pass) -> Seen {
    let (prepared, scale) = pass.prepare(picture);
    let mut seen = pass
        .bits(&prepared)
        .map(|bits| detect::codes(&bits))
        .unwrap_or_default();
    let corners = seen.codes.iter_mut().flat_map(|code| &mut code.corners);
    for (x, y) in corners.chain(&mut seen.unread) {
        *x /= scale;
        *y /= scale;
    }
    seen
}

impl Code {
    /// Whether a place lies in the rectangle around the code.
    fn covers(&self, (x, y): (f32, f32)) -> bool {
        let around = |values: [f32; 4], value: f32| {
            let least = values.into_iter().fold(f32::INFINITY, f32::min);
            let most = values.into_iter().fold(f32::NEG_INFINITY, f32::max);
            (least..=most).contains(&value)
        };
        around(self.corners.map(|corner| corner.0), x) && around(self.corners.map(|corner| corner.1), y)
    }
}
