//! Answers to the core's questions in the page: by the crates that iroh itself uses, as on the command line.
//!
//! Keys are checked at once. URLs and the public halves of secret keys come as chunks of their own; until the one for
//! URLs is here, a plain grammar answers the ordinary case, and for anything else nobody has looked yet.

use super::chunk::Chunk;
use crate::chunk;
use crate::native::Native;
use crate::ticket::checks::ordinary_url;
use crate::ticket::{Answer, Checks};

/// Answers about URLs.
pub type Url = fn(&str) -> Answer<String>;
/// Answers with the public key of a secret key.
pub type PublicKey = fn(&[u8; 32]) -> Answer<[u8; 32]>;

chunk! {
    /// The `url` crate, with all that it knows about names of hosts.
    pub fn url() -> Url {
        |text| Native.url(text)
    }
}

chunk! {
    /// The half of iroh-base that works with secret keys.
    pub fn keys() -> PublicKey {
        |secret| Native.public_key(secret)
    }
}

/// The chunks that the answers come from.
#[derive(Clone, Copy)]
pub struct CheckChunks {
    /// The `url` crate.
    pub url: Chunk<Url>,
    /// Secret keys.
    pub keys: Chunk<PublicKey>,
}

impl CheckChunks {
    /// Both, still to be loaded.
    pub fn new() -> CheckChunks {
        CheckChunks {
            url: Chunk::new(|| Box::pin(url())),
            keys: Chunk::new(|| Box::pin(keys())),
        }
    }

    /// What can be answered now. Follows the chunks: whatever was explained with it is explained again when one comes.
    pub fn get(self) -> PageChecks {
        PageChecks {
            url: self.url.get(),
            public_key: self.keys.get(),
        }
    }
}

impl Default for CheckChunks {
    fn default() -> Self {
        CheckChunks::new()
    }
}

/// What the page can answer at one moment.
#[derive(Clone, Copy, Debug, Default)]
pub struct PageChecks {
    url: Option<Url>,
    public_key: Option<PublicKey>,
}

impl Checks for PageChecks {
    fn endpoint_id(&self, key: &[u8; 32]) -> Answer<()> {
        Native.endpoint_id(key)
    }

    fn url(&self, text: &str) -> Answer<String> {
        match (self.url, ordinary_url(text)) {
            (Some(url), _) => url(text),
            (None, Some(normal)) => Answer::Yes(normal),
            (None, None) => Answer::Unchecked,
        }
    }

    fn public_key(&self, secret: &[u8; 32]) -> Answer<[u8; 32]> {
        self.public_key
            .map_or(Answer::Unchecked, |public_key| public_key(secret))
    }
}
