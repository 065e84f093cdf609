//! Compressed copies beside a file of a site, for hosts that serve those: `.br` and `.gz`.
//!
//! Quality is fixed and nothing but the content goes in, no time and no name: the same site gives the same bytes.

use crate::{Result, read, write};
use flate2::{Compression, GzBuilder};
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Writes both copies of a file.
pub fn compress(file: &Path) -> Result {
    let bytes = read(file)?;
    write(&beside(file, "br"), brotli(&bytes)?)?;
    write(&beside(file, "gz"), gzip(&bytes)?)
}

/// The name of a file with one more ending.
fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(".");
    name.push(ending);
    name.into()
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let options = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &options)?;
    Ok(out)
}

pub fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    // Without a time; and the system is "unknown", whichever it is.
    let mut out = GzBuilder::new()
        .operating_system(255)
        .write(Vec::new(), Compression::best());
    out.write_all(bytes)?;
    Ok(out.finish()?)
}

#[cfg(test)]
mod tests {
    use super::{brotli, gzip};
    use std::io::Read;

    #[test]
    fn what_is_compressed_comes_back_and_is_always_the_same() {
        let text = "endpoint ".repeat(1000);
        let mut back = Vec::new();
        let packed = brotli(text.as_bytes()).unwrap();
        brotli::BrotliDecompress(&mut &packed[..], &mut back).unwrap();
        assert_eq!(back, text.as_bytes());
        let packed = gzip(text.as_bytes()).unwrap();
        // RFC 1952: magic, deflate, no flags, no time, best compression, unknown system.
        assert_eq!(packed[..10], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]);
        let mut back = String::new();
        flate2::read::GzDecoder::new(&packed[..])
            .read_to_string(&mut back)
            .unwrap();
        assert_eq!(back, text);
    }
}
