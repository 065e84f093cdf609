//! Content identifiers, as the `cid` crate 0.11 reads them.

use crate::ticket::encoding::codec::{self, to_base32};
use crate::ticket::encoding::multibase;
use crate::ticket::encoding::span::Span;
use crate::ticket::limits;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

/// A content identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cid {
    /// 0 or 1.
    pub version: u64,
    /// Multicodec of the content.
    pub codec: u64,
    /// Multihash code.
    pub hash: u64,
    /// The digest; at most 64 bytes.
    pub digest: Vec<u8>,
}

impl Cid {
    /// The bytes: version 0 is a bare multihash.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        if self.version != 0 {
            push_varint(&mut bytes, self.version);
            push_varint(&mut bytes, self.codec);
        }
        push_varint(&mut bytes, self.hash);
        push_varint(&mut bytes, u64::try_from(self.digest.len()).unwrap_or_default());
        bytes.extend_from_slice(&self.digest);
        bytes
    }
}

impl Cid {
    /// Whether its content has a format that is known here and its digest is one of a hash function: the digest of the
    /// identity function is the content itself, whatever that is.
    pub fn is_known(&self) -> bool {
        codec_name(self.codec).is_some() && hash_name(self.hash).is_some() && self.hash != IDENTITY
    }
}

/// The multihash code of the function that returns its input.
const IDENTITY: u64 = 0x00;

/// Whether bytes begin as those of every id that eidetica wrote since March 2026: version 1, dag-cbor or raw, SHA2-256 or
/// BLAKE3, 32 bytes.
pub fn begins_as_written(bytes: &[u8]) -> bool {
    matches!(bytes, [0x01, 0x71 | 0x55, 0x12 | 0x1e, 0x20, ..])
}

/// How many characters such an id has: `b` and 36 bytes in base32.
pub(super) const LENGTH: usize = 59;

/// How long the beginning of a text is that can be nothing but such an id, damaged or not; 0 if it begins otherwise.
pub fn written_length(text: &str) -> usize {
    // Seven characters are four bytes and three bits.
    let bytes = match text.as_bytes().get(..8) {
        Some([b'b' | b'B', start @ ..]) => codec::base32_before(start),
        _ => Vec::new(),
    };
    match begins_as_written(&bytes) {
        true => LENGTH.min(text.len()),
        false => 0,
    }
}

fn push_varint(bytes: &mut Vec<u8>, int: u64) {
    let mut rest = int;
    while rest >= 0x80 {
        bytes.push(u8::try_from(rest & 0x7f).unwrap_or_default() | 0x80);
        rest >>= 7;
    }
    bytes.push(u8::try_from(rest).unwrap_or_default());
}

impl fmt::Display for Cid {
    /// Version 0 in base58, version 1 in lower-case base32.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.version {
            0 => f.write_str(&multibase::to_base58(&self.to_bytes())),
            _ => write!(f, "b{}", to_base32(&self.to_bytes())),
        }
    }
}

/// Why a text is no CID.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CidError {
    /// Fewer than two characters.
    TooShort,
    /// An unknown base, a character outside of it, or no multihash.
    Parsing,
    /// A version other than 1 (or, for `Qm…`, 0).
    Version,
    /// Version 0 in the form of version 1.
    ExplicitV0,
    /// A number that does not end, or is longer than it needs to be.
    Varint,
    /// The bytes end before version and codec do.
    End,
    /// The bytes end inside a version 0 digest.
    Digest,
    /// Longer than anybody's CID, in a base that takes quadratic time to read: not tried.
    TooLong,
}

impl fmt::Display for CidError {
    /// The messages of the `cid` crate and, for missing bytes, of `std::io`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            CidError::TooShort => "Input too short",
            CidError::Parsing | CidError::TooLong => "Failed to parse multihash",
            CidError::Version => "Unrecognized CID version",
            CidError::ExplicitV0 => "CIDv0 cannot be specified in CIDv1 format",
            CidError::Varint => "Failed to decode unsigned varint format",
            CidError::End => "unexpected end of file",
            CidError::Digest => "failed to fill whole buffer",
        })
    }
}

/// A CID's text taken apart: what is skipped, the base, the bytes.
#[derive(Clone, Debug)]
pub struct Text {
    /// Everything up to and including `/ipfs/`, which the parser skips.
    pub skipped: Span,
    /// The base's prefix character; empty for version 0.
    pub prefix: Span,
    /// The text in that base.
    pub body: Span,
    /// The base; `None` for an unknown one.
    pub base: Option<Base>,
    /// The bytes, or why there are none.
    pub bytes: Result<Vec<u8>, CidError>,
}

/// How a CID's text is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// RFC 4648 base32 without padding, in which each byte has its place.
    Base32,
    /// Hex.
    Base16,
    /// Another multibase.
    Other(&'static str),
}

impl Base {
    /// Its multibase name.
    pub fn name(self) -> &'static str {
        match self {
            Base::Base32 => "base32",
            Base::Base16 => "base16",
            Base::Other(name) => name,
        }
    }
}

fn base_of(code: char) -> Option<Base> {
    Some(match code {
        'b' | 'B' => Base::Base32,
        'f' | 'F' => Base::Base16,
        '\0' => Base::Other("identity"),
        '0' => Base::Other("base2"),
        '7' => Base::Other("base8"),
        '9' => Base::Other("base10"),
        'c' | 'C' => Base::Other("base32 with padding"),
        'v' | 'V' | 't' | 'T' => Base::Other("base32hex"),
        'h' => Base::Other("z-base-32"),
        'k' | 'K' => Base::Other("base36"),
        'R' => Base::Other("base45"),
        'Z' => Base::Other("base58flickr"),
        'z' => Base::Other("base58btc"),
        'm' | 'M' => Base::Other("base64"),
        'u' | 'U' => Base::Other("base64url"),
        '🚀' => Base::Other("base256emoji"),
        _ => return None,
    })
}

/// Takes a CID's text apart.
pub fn text(text: &str) -> Text {
    const MARK: &str = "/ipfs/";
    let start = text.find(MARK).map_or(0, |at| at.saturating_add(MARK.len()));
    let cid = text.get(start..).unwrap_or_default();
    let skipped = Span::new(0, start);
    let end = text.len();
    if cid.len() < 2 {
        return Text {
            skipped,
            prefix: Span::new(start, start),
            body: Span::new(start, end),
            base: None,
            bytes: Err(CidError::TooShort),
        };
    }
    let v0 = cid.len() == 46 && cid.starts_with("Qm");
    let code = cid.chars().next().filter(|_| !v0);
    let after = start.saturating_add(code.map_or(0, char::len_utf8));
    let base = if v0 {
        Some(Base::Other("base58btc"))
    } else {
        code.and_then(base_of)
    };
    let quadratic = matches!(code, Some('9' | 'k' | 'K' | 'Z' | 'z'));
    let bytes = if quadratic && cid.len() > limits::BIG_BASE {
        Err(CidError::TooLong)
    } else if v0 {
        multibase::from_base58(cid).ok_or(CidError::Parsing)
    } else {
        let body = cid.get(code.map_or(0, char::len_utf8)..).unwrap_or_default();
        code.and_then(|code| multibase::multibase(code, body))
            .ok_or(CidError::Parsing)
    };
    Text {
        skipped,
        prefix: Span::new(start, after),
        body: Span::new(after, end),
        base,
        bytes,
    }
}

/// A part of a CID's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// The version.
    Version(u64),
    /// The multicodec of the content.
    Codec(u64),
    /// The multihash code.
    Hash(u64),
    /// The digest's length.
    Length(u64),
    /// The digest.
    Digest,
}

/// Reads a CID's bytes, telling each piece and its place. Bytes after the digest are ignored, as upstream does.
///
/// # Errors
/// The error of the `cid` crate, after the pieces that could be read.
pub fn read(bytes: &[u8], mut tell: impl FnMut(Piece, Span)) -> Result<Cid, CidError> {
    let mut at = 0_usize;
    let mut varint = |bytes: &[u8], end: CidError, bad: CidError| {
        let (int, size) = varint(bytes.get(at..).unwrap_or_default(), end, bad)?;
        let span = Span::sized(at, size);
        at = span.end;
        Ok((int, span))
    };
    let (version, version_span) = varint(bytes, CidError::End, CidError::Varint)?;
    let (codec, codec_span) = varint(bytes, CidError::End, CidError::Varint)?;
    if (version, codec) == (0x12, 0x20) {
        tell(Piece::Hash(version), version_span);
        tell(Piece::Length(codec), codec_span);
        let span = Span::sized(codec_span.end, 32);
        let digest = bytes.get(span.start..span.end).ok_or(CidError::Digest)?;
        tell(Piece::Digest, span);
        return Ok(Cid {
            version: 0,
            codec: 0x70,
            hash: version,
            digest: digest.to_vec(),
        });
    }
    tell(Piece::Version(version), version_span);
    match version {
        0 => return Err(CidError::ExplicitV0),
        1 => {}
        _ => return Err(CidError::Version),
    }
    tell(Piece::Codec(codec), codec_span);
    let (hash, span) = varint(bytes, CidError::Parsing, CidError::Parsing)?;
    tell(Piece::Hash(hash), span);
    let (length, span) = varint(bytes, CidError::Parsing, CidError::Parsing)?;
    tell(Piece::Length(length), span);
    let size = usize::try_from(length)
        .ok()
        .filter(|size| *size <= 64)
        .ok_or(CidError::Parsing)?;
    let span = Span::sized(span.end, size);
    let digest = bytes.get(span.start..span.end).ok_or(CidError::Parsing)?;
    tell(Piece::Digest, span);
    Ok(Cid {
        version,
        codec,
        hash,
        digest: digest.to_vec(),
    })
}

/// A varint as the `unsigned-varint` crate reads it: at most 10 bytes, none more than needed.
fn varint(bytes: &[u8], end: CidError, bad: CidError) -> Result<(u64, usize), CidError> {
    let mut int = 0_u64;
    for (index, byte) in bytes.iter().take(10).enumerate() {
        let bits = u64::from(byte & 0x7f);
        let shift = u32::try_from(index).unwrap_or(u32::MAX).saturating_mul(7);
        // Of a tenth byte that crate takes the one bit that fits, and loses the others without a word.
        int |= bits.checked_shl(shift).ok_or(bad)?;
        if byte & 0x80 == 0 {
            let minimal = index == 0 || *byte != 0;
            return minimal.then_some((int, index.saturating_add(1))).ok_or(bad);
        }
    }
    Err(if bytes.len() < 10 { end } else { bad })
}

/// Reads a CID in any of the forms that the `cid` crate takes.
///
/// # Errors
/// Those of the `cid` crate.
pub fn parse(cid: &str) -> Result<Cid, CidError> {
    read(&text(cid).bytes?, |_, _| ())
}

/// Name of a multicodec, of those that eidetica and IPFS use.
pub fn codec_name(code: u64) -> Option<&'static str> {
    Some(match code {
        0x55 => "raw",
        0x70 => "dag-pb",
        0x71 => "dag-cbor",
        0x72 => "libp2p-key",
        0x0129 => "dag-json",
        0x0200 => "json",
        _ => return None,
    })
}

/// Name of a multihash function.
pub fn hash_name(code: u64) -> Option<&'static str> {
    Some(match code {
        0x00 => "identity",
        0x11 => "sha1",
        0x12 => "sha2-256",
        0x13 => "sha2-512",
        0x14 => "sha3-512",
        0x16 => "sha3-256",
        0x1b => "keccak-256",
        0x1e => "blake3",
        0xb220 => "blake2b-256",
        _ => return None,
    })
}

/// An id of the form `algorithm:hex`, as eidetica's were until 2026-03.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HashId<'a> {
    /// `sha256` or `blake3`.
    pub algorithm: &'a str,
    /// The digest in hex.
    pub hex: &'a str,
}

/// Takes an `algorithm:hex` id apart; 64 hex characters after a known name.
pub fn hash_id(text: &str) -> Option<HashId<'_>> {
    let (algorithm, hex) = text.split_once(':')?;
    let known = matches!(algorithm, "sha256" | "blake3");
    let fits = hex.len() == 64 && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
    (known && fits).then_some(HashId { algorithm, hex })
}

/// Both spellings of a CID that somebody may need: as given, and re-based.
pub fn in_base(cid: &Cid, base: char) -> String {
    match (cid.version, base) {
        (0, _) => alloc::format!("{cid}"),
        (_, 'B') => alloc::format!("b{}", to_base32(&cid.to_bytes())).to_ascii_uppercase(),
        (_, 'z') => alloc::format!("z{}", multibase::to_base58(&cid.to_bytes())),
        (_, 'f') => alloc::format!("f{}", codec::to_hex(&cid.to_bytes())),
        (_, 'u') => alloc::format!("u{}", codec::to_base64url(&cid.to_bytes())),
        _ => alloc::format!("{cid}"),
    }
}
