//! Grey pictures, and what is done to them before codes are looked for.

/// A picture of one byte for each pixel, row by row: 0 is black.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grey {
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// `width * height` bytes.
    pub luma: Vec<u8>,
}

impl Grey {
    /// A picture of these bytes, if there are as many as its size says, and at least one.
    pub fn new(luma: Vec<u8>, width: usize, height: usize) -> Option<Self> {
        let is_whole = width.checked_mul(height) == Some(luma.len()) && !luma.is_empty();
        is_whole.then_some(Grey { width, height, luma })
    }

    /// A picture of four bytes for each pixel (red, green, blue, and how much it covers), on white or on black paper.
    pub fn of_rgba(rgba: &[u8], width: usize, height: usize, paper: u8) -> Option<Self> {
        let grey = |pixel: &[u8]| {
            let [red, green, blue, cover] = [0, 1, 2, 3].map(|at| u32::from(pixel[at]));
            // What eyes take for as bright (BT.601).
            let luma = (red * 299 + green * 587 + blue * 114) / 1000;
            ((luma * cover + u32::from(paper) * (255 - cover)) / 255) as u8
        };
        Grey::new(rgba.chunks_exact(4).map(grey).collect(), width, height)
    }

    fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.luma.chunks_exact(self.width)
    }

    /// The same picture with so many pixels: each is the mean of those that it covers, or lies between those around it.
    pub fn resized(&self, width: usize, height: usize) -> Grey {
        let (width, height) = (width.max(1), height.max(1));
        let across = taps(self.width, width);
        let mut narrow: Vec<u16> = Vec::with_capacity(width * self.height);
        for row in self.rows() {
            narrow.extend(across.iter().map(|tap| {
                let sum: u32 = tap
                    .weights
                    .iter()
                    .zip(&row[tap.first..])
                    .map(|(weight, value)| weight * u32::from(*value))
                    .sum();
                // Eight bits behind the point: they are rounded once, at the end.
                (sum >> (SHARE_BITS - 8)) as u16
            }));
        }
        let mut luma = Vec::with_capacity(width * height);
        let mut sums = vec![0_u64; width];
        for tap in taps(self.height, height) {
            sums.fill(0);
            for (weight, row) in tap
                .weights
                .iter()
                .zip(narrow[tap.first * width..].chunks_exact(width))
            {
                for (sum, value) in sums.iter_mut().zip(row) {
                    *sum += u64::from(*weight) * u64::from(*value);
                }
            }
            luma.extend(
                sums.iter()
                    .map(|sum| ((sum + (1 << (SHARE_BITS + 7))) >> (SHARE_BITS + 8)).min(255) as u8),
            );
        }
        Grey { width, height, luma }
    }

    /// The same picture with at most so many pixels.
    pub fn within(&self, pixels: usize) -> Grey {
        let scale = (pixels as f64 / self.luma.len() as f64).sqrt().min(1.0);
        let size = |old: usize| (old as f64 * scale) as usize;
        self.resized(size(self.width), size(self.height))
    }

    /// Each pixel the mean of the square around it that reaches `radius` pixels to each side.
    pub fn mean(&self, radius: usize) -> Grey {
        let sums = Sums::of(self);
        let luma = (0..self.height).flat_map(|y| {
            let sums = &sums;
            (0..self.width).map(move |x| sums.mean(x, y, radius))
        });
        Grey {
            luma: luma.collect(),
            ..*self
        }
    }

    /// What differs from the mean of its surroundings differs more.
    pub fn sharpened(&self, radius: usize, amount: i32) -> Grey {
        let smooth = self.mean(radius).mean(radius);
        let luma = self.luma.iter().zip(smooth.luma).map(|(value, smooth)| {
            let value = i32::from(*value);
            (value + (value - i32::from(smooth)) * amount).clamp(0, 255) as u8
        });
        Grey {
            luma: luma.collect(),
            ..*self
        }
    }
}

/// How many bits the shares of a tap have in all: their sum is 1 << SHARE_BITS.
const SHARE_BITS: u32 = 16;

/// Which values a new value is made of, and the share of each.
struct Tap {
    first: usize,
    weights: Vec<u32>,
}

/// What a line of `from` values becomes a line of `to` values by.
fn taps(from: usize, to: usize) -> Vec<Tap> {
    let scale = from as f64 / to as f64;
    // A hat as wide as what a new pixel covers, or as the distance of the old ones where these are further apart.
    let reach = scale.max(1.0);
    (0..to)
        .map(|at| {
            let centre = (at as f64 + 0.5) * scale - 0.5;
            let first = (centre - reach).floor().max(0.0) as usize;
            let last = ((centre + reach).ceil() as usize).min(from - 1);
            let hat: Vec<f64> = (first..=last)
                .map(|place| (1.0 - (place as f64 - centre).abs() / reach).max(0.0))
                .collect();
            let sum: f64 = hat.iter().sum();
            let weights = hat
                .iter()
                .map(|share| (share / sum * f64::from(1 << SHARE_BITS)).round() as u32);
            Tap {
                first,
                weights: weights.collect(),
            }
        })
        .collect()
}

/// The sums of all rectangles that begin in the upper left corner: the mean of any rectangle is four look-ups away.
pub struct Sums {
    width: usize,
    height: usize,
    /// One column and one row more than the picture. Modulo 2^32, which differences do not notice.
    sums: Vec<u32>,
}

impl Sums {
    /// Of a picture.
    pub fn of(grey: &Grey) -> Sums {
        let stride = grey.width + 1;
        let mut sums = vec![0_u32; stride * (grey.height + 1)];
        for (y, row) in grey.rows().enumerate() {
            let (above, below) = sums.split_at_mut((y + 1) * stride);
            let above = &above[y * stride + 1..];
            let mut sum = 0_u32;
            for ((value, above), below) in row.iter().zip(above).zip(&mut below[1..]) {
                sum += u32::from(*value);
                *below = above.wrapping_add(sum);
            }
        }
        Sums {
            width: grey.width,
            height: grey.height,
            sums,
        }
    }

    /// The mean of the square around a pixel, as much of it as lies in the picture.
    pub fn mean(&self, x: usize, y: usize, radius: usize) -> u8 {
        let (left, right) = (x.saturating_sub(radius), (x + radius + 1).min(self.width));
        let (top, bottom) = (y.saturating_sub(radius), (y + radius + 1).min(self.height));
        let stride = self.width + 1;
        let sum = self.sums[bottom * stride + right]
            .wrapping_add(self.sums[top * stride + left])
            .wrapping_sub(self.sums[bottom * stride + left])
            .wrapping_sub(self.sums[top * stride + right]);
        let count = ((right - left) * (bottom - top)) as u32;
        ((sum + count / 2) / count) as u8
    }
}
