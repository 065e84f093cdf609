//! A type for each kind of ticket that programs use, as the real crates have them: what a text says, and nothing that its
//! real parser would not take.
//!
//! [`parse`](EndpointTicket::parse) accepts and rejects as the parser of today's layout does, `Display` writes what that
//! crate writes, and what is written is read as the same. Keys and URLs are asked about through [`Checks`]; with the feature
//! `native` there is somebody who knows, and the types have [`FromStr`](core::str::FromStr).

use crate::ticket::checks::Checks;
use crate::ticket::wire::decode::{DecodeError, decode};
use crate::ticket::wire::encode::to_text;
use crate::ticket::wire::kind::Kind;
use crate::ticket::wire::layout;
use crate::ticket::wire::value::{BlobFormat, Bytes32, Capability, EndpointAddr, Ticket};
use alloc::vec::Vec;
use core::fmt;

/// How an endpoint is reached, as iroh 0.94 and later write it: `endpoint…` (iroh-tickets' `EndpointTicket`).
///
/// ```
/// use ticket_explorer::ticket::{EndpointTicket, Unchecked};
///
/// let text = "endpointacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaibab7qaaab2ieq";
/// let ticket = EndpointTicket::parse(text, &Unchecked)?;
/// assert_eq!(ticket.endpoint_addr().ips().next(), Some(&"127.0.0.1:1234".parse()?));
/// assert_eq!(ticket.to_string(), text);
/// # #[cfg(feature = "native")]
/// assert_eq!(text.parse::<EndpointTicket>()?, ticket);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointTicket {
    addr: EndpointAddr,
}

/// The same as iroh 0.12 to 0.93 wrote it: `node…` (iroh-base's `NodeTicket`). It holds one relay, and no custom address.
///
/// ```
/// use ticket_explorer::ticket::{EndpointTicket, NodeTicket, Unchecked};
///
/// let old = NodeTicket::parse("nodeacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaaa", &Unchecked)?;
/// let new = EndpointTicket::new(old.node_addr().clone(), &Unchecked)?;
/// assert_eq!(new.to_string(), "endpointacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaa");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeTicket {
    addr: EndpointAddr,
}

/// A blob or a sequence of blobs and who has it: `blob…` (iroh-blobs' `BlobTicket`). It holds one relay, and no custom
/// address.
///
/// ```
/// use ticket_explorer::ticket::{BlobFormat, BlobTicket, EndpointAddr, Unchecked};
///
/// let ticket = BlobTicket::new(EndpointAddr::new([1; 32]), [2; 32], BlobFormat::Raw, &Unchecked)?;
/// let again = BlobTicket::parse(&ticket.to_string(), &Unchecked)?;
/// assert_eq!((again.hash(), again.format()), (&[2; 32], BlobFormat::Raw));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlobTicket {
    addr: EndpointAddr,
    format: BlobFormat,
    hash: Bytes32,
}

/// Access to a document and who has it: `doc…` (iroh-docs' `DocTicket`, as iroh-docs 0.94 and later write it).
///
/// ```
/// use ticket_explorer::ticket::{Capability, DocTicket, EndpointAddr, Unchecked};
///
/// let secret = [5; 32];
/// let write = Capability::Write { secret, namespace: None };
/// let ticket = DocTicket::new(write, vec![EndpointAddr::new([1; 32])], &Unchecked)?;
/// assert!(ticket.to_string().starts_with("doc"));
/// assert!(!format!("{ticket:?}").contains("5, 5"));
///
/// let nobody = DocTicket::new(Capability::Read([5; 32]), Vec::new(), &Unchecked);
/// assert_eq!(nobody.unwrap_err().to_string(), "verification failed: addressing info cannot be empty");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocTicket {
    capability: Capability,
    nodes: Vec<EndpointAddr>,
}

/// What the types have in common: `$fields` are those of the ticket's value.
macro_rules! ticket {
    ($name:ident, $kind:ident in $layout:ident, $fields:pat => $made:expr, $own:ident => $value:expr) => {
        impl $name {
            /// Reads a text as the real parser does: nothing is searched, trimmed or cleaned.
            ///
            /// # Errors
            /// Exactly when the real parser refuses it, with its message; but what `checks` leaves unchecked counts as
            /// right. [`explain`](fn@crate::ticket::explain) says more about what is wrong, and what would mend it.
            pub fn parse(text: &str, checks: &dyn Checks) -> Result<Self, DecodeError> {
                match decode(text, Kind::$kind, &layout::$layout, checks)?.ticket {
                    $fields => Ok($made),
                    // The layout has nothing else.
                    #[allow(unreachable_patterns)]
                    _ => Err(DecodeError::Prefix(Kind::$kind)),
                }
            }

            /// What the parser reads of what is written of a value.
            fn written(value: &Ticket, checks: &dyn Checks) -> Result<Self, DecodeError> {
                let text = to_text(value, Kind::$kind, &layout::$layout);
                Self::parse(&text.ok_or(DecodeError::Prefix(Kind::$kind))?, checks)
            }
        }

        impl From<$name> for Ticket {
            fn from($own: $name) -> Ticket {
                $value
            }
        }

        impl fmt::Display for $name {
            /// As the real crate writes it.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let text = to_text(&self.clone().into(), Kind::$kind, &layout::$layout);
                f.write_str(&text.ok_or(fmt::Error)?)
            }
        }
    };
}

ticket!(EndpointTicket, Endpoint in E1, Ticket::Endpoint(addr) => EndpointTicket { addr }, own => Ticket::Endpoint(own.addr));

ticket!(NodeTicket, Node in N1, Ticket::Endpoint(addr) => NodeTicket { addr }, own => Ticket::Endpoint(own.addr));

ticket!(
    BlobTicket,
    Blob in B1,
    Ticket::Blob { addr, format, hash, .. } => BlobTicket { addr, format, hash },
    own => Ticket::Blob {
        addr: own.addr,
        format: own.format,
        hash: own.hash,
        token: None,
    }
);

ticket!(
    DocTicket,
    Doc in D2,
    Ticket::Doc { capability, nodes } => DocTicket { capability, nodes },
    own => Ticket::Doc {
        capability: own.capability,
        nodes: own.nodes,
    }
);

impl EndpointTicket {
    /// A ticket for an endpoint. What its layout has no place for is left out, as upstream does: the number of a relay
    /// region.
    ///
    /// # Errors
    /// The parser would refuse it: an id that is no key, a relay that is no URL.
    pub fn new(addr: EndpointAddr, checks: &dyn Checks) -> Result<Self, DecodeError> {
        Self::written(&Ticket::Endpoint(addr), checks)
    }

    /// The endpoint and its addresses.
    pub fn endpoint_addr(&self) -> &EndpointAddr {
        &self.addr
    }
}

impl NodeTicket {
    /// A ticket for an endpoint. All relays but the first, and custom addresses, are left out, as upstream did.
    ///
    /// # Errors
    /// The parser would refuse it: an id that is no key, a relay that is no URL.
    pub fn new(addr: EndpointAddr, checks: &dyn Checks) -> Result<Self, DecodeError> {
        Self::written(&Ticket::Endpoint(addr), checks)
    }

    /// The endpoint, which was called a node, and its addresses.
    pub fn node_addr(&self) -> &EndpointAddr {
        &self.addr
    }
}

impl BlobTicket {
    /// A ticket for the blob with this BLAKE3 hash. All relays of the endpoint but the first, and its custom addresses,
    /// are left out, as upstream does.
    ///
    /// # Errors
    /// The parser would refuse it: an id that is no key, a relay that is no URL.
    pub fn new(
        addr: EndpointAddr,
        hash: Bytes32,
        format: BlobFormat,
        checks: &dyn Checks,
    ) -> Result<Self, DecodeError> {
        let token = None;
        let value = Ticket::Blob {
            addr,
            format,
            hash,
            token,
        };
        Self::written(&value, checks)
    }

    /// Who has it.
    pub fn addr(&self) -> &EndpointAddr {
        &self.addr
    }

    /// The BLAKE3 hash of the blob.
    pub fn hash(&self) -> &Bytes32 {
        &self.hash
    }

    /// Whether it is the blob itself, or those whose hashes it holds.
    pub fn format(&self) -> BlobFormat {
        self.format
    }
}

impl DocTicket {
    /// A ticket for a document, and whom to ask for it.
    ///
    /// # Errors
    /// The parser would refuse it: no endpoint, an id that is no key, a relay that is no URL. So would it
    /// [`Capability::Unknown`], which current tickets cannot say.
    pub fn new(
        capability: Capability,
        nodes: Vec<EndpointAddr>,
        checks: &dyn Checks,
    ) -> Result<Self, DecodeError> {
        Self::written(&Ticket::Doc { capability, nodes }, checks)
    }

    /// What it allows. `Debug` does not show a secret in it; `Display` writes the whole ticket.
    pub fn capability(&self) -> &Capability {
        &self.capability
    }

    /// Whom to ask; at least one.
    pub fn nodes(&self) -> &[EndpointAddr] {
        &self.nodes
    }
}
