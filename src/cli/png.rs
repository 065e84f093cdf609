//! QR codes as PNG files.

use crate::ticket::make::qr::Code;
use png::{BitDepth, ColorType, Compression, Encoder, EncodingError};

/// A code in black and white, one bit for each pixel, `scale` pixels for each module.
///
/// # Errors
/// Where the picture is too large for the format.
pub fn png(code: &Code, scale: usize) -> Result<Vec<u8>, EncodingError> {
    let scale = scale.max(1);
    let side = code.width() * scale;
    let width = u32::try_from(side).map_err(|_| EncodingError::LimitsExceeded)?;
    let mut rows = Vec::with_capacity(side * side.div_ceil(8));
    for y in 0..side {
        let mut row = vec![0_u8; side.div_ceil(8)];
        for x in (0..side).filter(|x| !code.is_dark_in_frame(x / scale, y / scale)) {
            row[x / 8] |= 0x80 >> (x % 8);
        }
        rows.extend(row);
    }
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, width, width);
    encoder.set_color(ColorType::Grayscale);
    encoder.set_depth(BitDepth::One);
    encoder.set_compression(Compression::High);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&rows)?;
    writer.finish()?;
    Ok(file)
}
