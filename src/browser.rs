//! Answers for the core's checks where JavaScript runs: keys by the curve, URLs by the engine's own `URL`.

use crate::ticket::{Answer, Checks};
use curve25519_dalek::edwards::{CompressedEdwardsY, EdwardsPoint};
use sha2::{Digest, Sha512};

/// Asks the crate that iroh-base asks, and the engine.
#[derive(Clone, Copy, Debug, Default)]
pub struct Browser;

impl Checks for Browser {
    fn endpoint_id(&self, key: &[u8; 32]) -> Answer<()> {
        match CompressedEdwardsY(*key).decompress() {
            Some(_) => Answer::Yes(()),
            None => Answer::No,
        }
    }

    fn url(&self, text: &str) -> Answer<String> {
        match web_sys::Url::new(text) {
            Ok(url) => Answer::Yes(url.href()),
            Err(_) => Answer::No,
        }
    }

    fn public_key(&self, secret: &[u8; 32]) -> Answer<[u8; 32]> {
        let hash = Sha512::digest(secret);
        let mut scalar = [0; 32];
        scalar.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
        Answer::Yes(EdwardsPoint::mul_base_clamped(scalar).compress().0)
    }
}
