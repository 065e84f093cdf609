//! Questions that need more than this core to answer: a curve, or the URL standard.
//!
//! The core asks them through one small trait. `iroh-base` and `url` answer everywhere: on the command line, in the page
//! and in the npm package. Where nobody answers, a diagnostic says "not checked"; nothing is ever called valid unseen.

use super::limits;
use alloc::collections::BTreeMap;
use alloc::string::String;
use core::cell::RefCell;

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

/// Somebody else's answers. What was said of a key is remembered: a log names the same few endpoints again and again, and
/// each takes as long as all the rest of its ticket.
pub(crate) struct Remembering<'a> {
    checks: &'a dyn Checks,
    keys: RefCell<BTreeMap<[u8; 32], Answer<()>>>,
}

impl<'a> Remembering<'a> {
    pub(crate) fn new(checks: &'a dyn Checks) -> Remembering<'a> {
        Remembering {
            checks,
            keys: RefCell::default(),
        }
    }
}

impl Checks for Remembering<'_> {
    fn endpoint_id(&self, key: &[u8; 32]) -> Answer<()> {
        if let Some(answer) = self.keys.borrow().get(key) {
            return answer.clone();
        }
        let answer = self.checks.endpoint_id(key);
        let mut keys = self.keys.borrow_mut();
        if keys.len() >= limits::REMEMBERED {
            keys.clear();
        }
        keys.insert(*key, answer.clone());
        answer
    }

    fn url(&self, text: &str) -> Answer<String> {
        self.checks.url(text)
    }

    fn public_key(&self, secret: &[u8; 32]) -> Answer<[u8; 32]> {
        self.checks.public_key(secret)
    }
}

/// The normal form of an ordinary relay or server URL: `https://`, a lower-case ASCII host of letters, digits, hyphens and
/// dots, perhaps a port, perhaps a slash. `None` says nothing: the text may still be a URL.
///
/// For a checker that has to answer before the `url` crate is there. It agrees with that crate on all that it takes.
pub fn ordinary_url(text: &str) -> Option<String> {
    let rest = text.strip_prefix("https://")?;
    let authority = rest.strip_suffix('/').unwrap_or(rest);
    let (host, port) = match authority.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    // The dot of the root may stand at the end, as in n0's relays.
    let host = host.strip_suffix('.').unwrap_or(host);
    let is_label = |label: &str| {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        (1..=63).contains(&label.len()) && label.bytes().all(plain) && !label.starts_with("xn--")
    };
    // A last label that begins with a digit can make the whole an IPv4 address.
    let last = host.rsplit('.').next()?;
    let is_host = host.len() <= 253
        && host.split('.').all(is_label)
        && last.starts_with(|first: char| first.is_ascii_lowercase());
    // The standard port would be left out, and zeros before others.
    let is_port = |port: &str| {
        port.parse::<u16>().is_ok_and(|number| number != 443)
            && port.bytes().all(|byte| byte.is_ascii_digit())
            && (port == "0" || !port.starts_with('0'))
    };
    let is_ordinary = is_host && port.is_none_or(is_port);
    is_ordinary.then(|| ["https://", authority, "/"].concat())
}
