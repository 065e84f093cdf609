//! What tickets and links say, as typed values.

use crate::ticket::wire::layout::{Layout, Role};
use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::net::{IpAddr, SocketAddr};

/// 32 bytes: a key, a hash or a topic.
pub type Bytes32 = [u8; 32];

/// An endpoint and where it can be reached (iroh-base's `EndpointAddr`).
#[derive(Clone, PartialEq, Eq)]
pub struct EndpointAddr {
    /// Its Ed25519 public key.
    pub id: Bytes32,
    /// Its addresses, sorted as iroh-base sorts them.
    pub addrs: BTreeSet<TransportAddr>,
}

/// The addresses that fit. A set made anew: what takes single ones out of a tree weighs 3 KB in the page.
pub(crate) fn only(
    addrs: BTreeSet<TransportAddr>,
    fits: &dyn Fn(&TransportAddr) -> bool,
) -> BTreeSet<TransportAddr> {
    let mut kept = BTreeSet::new();
    for addr in addrs {
        if fits(&addr) {
            kept.insert(addr);
        }
    }
    kept
}

impl EndpointAddr {
    /// An endpoint without addresses.
    pub fn new(id: Bytes32) -> Self {
        EndpointAddr {
            id,
            addrs: BTreeSet::new(),
        }
    }

    /// The URLs of its relays, in order.
    pub fn relays(&self) -> impl Iterator<Item = &str> {
        self.addrs.iter().filter_map(|addr| match addr {
            TransportAddr::Relay(url) => Some(url.as_str()),
            _ => None,
        })
    }

    /// Its socket addresses, in order.
    pub fn ips(&self) -> impl Iterator<Item = &SocketAddr> {
        self.addrs.iter().filter_map(|addr| match addr {
            TransportAddr::Ip(addr) => Some(addr),
            _ => None,
        })
    }
}

/// The sorts of addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddrKind {
    /// URL of a relay.
    Relay,
    /// IP address and port.
    Ip,
    /// Address of a custom transport.
    Custom,
}

/// One address (iroh-base's `TransportAddr`). The order of the variants is the order in which they are sorted.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum TransportAddr {
    /// URL of a relay.
    Relay(String),
    /// Number of a relay region (before iroh 0.12).
    DerpRegion(u16),
    /// IP address and port.
    Ip(SocketAddr),
    /// Address of a custom transport (since iroh-base 0.97).
    Custom(CustomAddr),
}

/// Address of a custom transport.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CustomAddr {
    /// Number of the transport.
    pub id: u64,
    /// Its address bytes.
    pub data: CustomData,
}

impl fmt::Display for CustomAddr {
    /// `<id>_<data>`, both in lower-case hex: iroh-base's own text form.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}_", self.id)?;
        self.data.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Bytes of a custom address, ordered as iroh-base orders them: it keeps up to 30 bytes inline and longer ones on the
/// heap, and compares inline ones by *length* first (derived `Ord` of `CustomAddrBytes { size, data }`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomData(pub Vec<u8>);

impl CustomData {
    /// How many bytes iroh-base keeps inline.
    pub const INLINE: usize = 30;
}

impl Ord for CustomData {
    fn cmp(&self, other: &Self) -> core::cmp::Ordering {
        let rank = |data: &Self| match data.0.len() {
            size if size <= Self::INLINE => (false, size),
            _ => (true, 0),
        };
        rank(self).cmp(&rank(other)).then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for CustomData {
    fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// Whether a blob ticket means one blob or a sequence of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlobFormat {
    /// One blob.
    Raw,
    /// A blob that holds the hashes of others.
    HashSeq,
}

impl BlobFormat {
    /// Upstream's name for it.
    pub fn name(self) -> &'static str {
        match self {
            BlobFormat::Raw => "Raw",
            BlobFormat::HashSeq => "HashSeq",
        }
    }
}

/// What a document's key allows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Access {
    /// Reading: the key is the document's public id.
    #[default]
    Read,
    /// Writing too: the key is the document's secret.
    Write,
    /// An old ticket does not say which of the two its key is.
    Unknown,
}

/// What a doc ticket allows.
#[derive(Clone, PartialEq, Eq)]
pub enum Capability {
    /// Reading and writing: holds the secret key.
    Write {
        /// The document's secret key.
        secret: Bytes32,
        /// Its public key, the document's id, where somebody could derive it.
        namespace: Option<Bytes32>,
    },
    /// Reading: holds the document's id. It is not checked to be a curve point.
    Read(Bytes32),
    /// Layout `D0k` holds a key and does not say which.
    Unknown(Bytes32),
}

impl Capability {
    /// Its key, and what that means.
    pub fn key(&self) -> (Role, &Bytes32) {
        match self {
            Capability::Write { secret, .. } => (Role::NamespaceSecret, secret),
            Capability::Read(id) => (Role::NamespaceId, id),
            Capability::Unknown(key) => (Role::NamespaceKey, key),
        }
    }
}

/// A ticket: what it grants and whom to ask.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ticket {
    /// `endpoint` and `node`: an endpoint.
    Endpoint(EndpointAddr),
    /// `blob`: content, and who has it.
    Blob {
        /// Who has it.
        addr: EndpointAddr,
        /// One blob or many.
        format: BlobFormat,
        /// Its BLAKE3 hash.
        hash: Bytes32,
        /// What the oldest tickets had to show (layouts `B0`).
        token: Option<Vec<u8>>,
    },
    /// `doc`: a document, and who has it.
    Doc {
        /// What it allows.
        capability: Capability,
        /// Who has it.
        nodes: Vec<EndpointAddr>,
    },
    /// A key and where to use it: the secret of an API and its endpoint (`services`), a topic and who is in it (`gossip`).
    Keyed {
        /// What the key means.
        role: Role,
        /// The key.
        key: Bytes32,
        /// Where to use it.
        nodes: Vec<EndpointAddr>,
    },
}

impl Ticket {
    /// The endpoints it names.
    pub fn endpoints(&self) -> &[EndpointAddr] {
        match self {
            Ticket::Endpoint(addr) | Ticket::Blob { addr, .. } => core::slice::from_ref(addr),
            Ticket::Doc { nodes, .. } | Ticket::Keyed { nodes, .. } => nodes,
        }
    }

    /// The same, to change.
    pub fn endpoints_mut(&mut self) -> &mut [EndpointAddr] {
        match self {
            Ticket::Endpoint(addr) | Ticket::Blob { addr, .. } => core::slice::from_mut(addr),
            Ticket::Doc { nodes, .. } | Ticket::Keyed { nodes, .. } => nodes,
        }
    }

    /// Whether it holds something that must not be passed on lightly.
    pub fn has_secret(&self) -> bool {
        match self {
            Ticket::Doc { capability, .. } => !matches!(capability, Capability::Read(_)),
            Ticket::Blob { token, .. } => token.is_some(),
            Ticket::Keyed { role, .. } => role.is_secret(),
            Ticket::Endpoint(_) => false,
        }
    }
}

impl PartialEq for Layout {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self, other)
    }
}

impl Eq for Layout {}

/// The IP address that four or sixteen bytes are.
pub(crate) fn ip_of(bytes: &[u8]) -> Option<IpAddr> {
    let v4 = <[u8; 4]>::try_from(bytes).map(IpAddr::from);
    v4.or_else(|_| <[u8; 16]>::try_from(bytes).map(IpAddr::from)).ok()
}
