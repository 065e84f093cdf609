//! The kinds of tickets, links and ids.

use core::fmt;

/// What sort of thing was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An eidetica database link.
    Eidetica,
    /// An iroh `endpoint` ticket.
    Endpoint,
    /// An iroh `node` ticket, as `endpoint` tickets were called before 0.94.
    Node,
    /// An iroh-blobs ticket.
    Blob,
    /// An iroh-docs ticket.
    Doc,
    /// An API secret of iroh-services.
    Services,
    /// The older name of the same.
    N0des,
    /// A ticket of iroh-gossip's chat example; it has no prefix.
    Gossip,
    /// A ticket whose prefix is none of the known ones.
    Unknown,
    /// A bare EndpointId.
    EndpointId,
    /// A bare content identifier.
    Cid,
    /// A bare `sha256:…` or `blake3:…` database id, from before database ids were CIDs.
    HashId,
    /// 32 bytes in hex of which nothing says whether they are secret.
    Key,
    /// A relay's URL alone.
    RelayUrl,
}

impl Kind {
    /// The kind's name in JSON and on screen; for tickets also their prefix.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Eidetica => "eidetica",
            Kind::Endpoint => "endpoint",
            Kind::Node => "node",
            Kind::Blob => "blob",
            Kind::Doc => "doc",
            Kind::Services => "services",
            Kind::N0des => "n0des",
            Kind::Gossip => "gossip",
            Kind::Unknown => "unknown",
            Kind::EndpointId => "endpoint-id",
            Kind::Cid => "cid",
            Kind::HashId => "hash-id",
            Kind::Key => "key",
            Kind::RelayUrl => "relay-url",
        }
    }

    /// The string that a ticket of this kind starts with; empty for what has no prefix.
    pub fn prefix(self) -> &'static str {
        match self {
            Kind::Endpoint | Kind::Node | Kind::Blob | Kind::Doc | Kind::Services | Kind::N0des => {
                self.name()
            }
            _ => "",
        }
    }

    /// The kinds that have a prefix.
    pub const TICKETS: [Kind; 6] = [
        Kind::Endpoint,
        Kind::Services,
        Kind::N0des,
        Kind::Node,
        Kind::Blob,
        Kind::Doc,
    ];
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
