//! Questions that need more than this core to answer: a curve, or the URL standard.
//!
//! The core asks them through one small trait. Natively `iroh-base` and `url` answer, in the page `iroh-base` and
//! the browser's own `URL`. Where nobody answers, a diagnostic says "not checked"; nothing is ever called valid unseen.

use alloc::string::String;

/// What a check came back with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer<T> {
    /// It is in order; the payload is its normal form.
    Yes(T),
    /// It is not.
    No,
    /// Nobody looked.
    Unchecked,
}

/// Answers to the questions that the core cannot decide alone.
pub trait Checks {
    /// Whether 32 bytes are an Ed25519 public key as iroh-base takes it: they must decompress to a curve point.
    /// Unusual encodings (y ≥ p, x = 0 with the sign bit, points of small order) are accepted there, so they are here.
    fn endpoint_id(&self, key: &[u8; 32]) -> Answer<()>;

    /// Whether `text` is an absolute URL by the WHATWG standard, and its serialisation.
    fn url(&self, text: &str) -> Answer<String>;

    /// The Ed25519 public key of a 32-byte secret key (RFC 8032, 5.1.5).
    fn public_key(&self, secret: &[u8; 32]) -> Answer<[u8; 32]>;
}

/// Answers nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unchecked;

impl Checks for Unchecked {
    fn endpoint_id(&self, _: &[u8; 32]) -> Answer<()> {
        Answer::Unchecked
    }

    fn url(&self, _: &str) -> Answer<String> {
        Answer::Unchecked
    }

    fn public_key(&self, _: &[u8; 32]) -> Answer<[u8; 32]> {
        Answer::Unchecked
    }
}
