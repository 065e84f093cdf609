//! Images of any common format.

use image::{DynamicImage, ImageDecoder, ImageReader, Limits, RgbaImage};
use std::io::{Cursor, Read};

/// The largest file that is read, in bytes.
const FILE: u64 = 64 << 20;
/// The most pixels that an image may say it has: a camera's 50 million, and some.
const PIXELS: u64 = 64_000_000;
/// The most memory for an image: sixteen bytes for each pixel are what the widest format takes.
const MEMORY: u64 = PIXELS * 16;

/// Reads an image: the first picture of one that moves.
///
/// # Errors
/// Says what is wrong, as the end of a sentence that begins with the file's name.
pub(super) fn read(source: &mut dyn Read) -> Result<RgbaImage, String> {
    let mut bytes = Vec::new();
    source
        .take(FILE + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| error.to_string())?;
    match bytes.len() as u64 {
        0 => return Err(String::from("there is nothing in it")),
        length if length > FILE => return Err(format!("it has more than {} MB", FILE >> 20)),
        _ => {}
    }
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|error| error.to_string())?;
    if reader.format().is_none_or(|format| !format.reading_enabled()) {
        return Err(String::from(
            "it is no image that can be read: PNG, JPEG, WebP, GIF and BMP can",
        ));
    }
    let damaged = |error| format!("the image is damaged: {error}");
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > PIXELS {
        return Err(format!(
            "the image has {width} × {height} pixels, and no more than {} million are read: make it smaller, or cut the code out",
            PIXELS / 1_000_000
        ));
    }
    let image = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    Ok(image.into_rgba8())
}
