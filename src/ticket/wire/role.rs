//! What the parts of tickets and links mean, and what follows from it: one row each.

use crate::ticket::wire::value::{Access, AddrKind};

/// Whether a part may be shown to everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secrecy {
    /// It is a secret, or may be one; in words.
    Secret(&'static str),
    /// Its form proves that it holds no secret: a public key, a hash, a number, an address.
    Public,
    /// Text or bytes in which anything may stand, whole tickets included.
    Text,
    /// It holds other parts: they decide.
    Parts,
}

/// How a part is shown in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Not at all: its parts say everything.
    Empty,
    /// By the number of its parts: one, many.
    Count(&'static str, &'static str),
    /// By the number that stands before its parts, or else by theirs: one, many.
    Counted(&'static str, &'static str),
    /// As the first of its parts.
    First,
    /// As the id among its parts.
    Id,
    /// The bytes of its content in hex.
    Hex,
    /// Its content as text.
    Content,
    /// A number.
    Number,
    /// A number in hex.
    HexNumber,
    /// IP address and port.
    SocketAddr,
    /// The bytes of an IP address.
    Ip,
    /// iroh-base's text form of a custom address.
    CustomAddr,
    /// The name of the variant that was chosen.
    Choice,
    /// The name of a multicodec.
    Codec,
    /// The name of a multihash function.
    HashFunction,
    /// A digest: in hex where it is bytes.
    Digest,
    /// What was read of it, in words.
    Said,
    /// Its own text as it stands.
    Raw,
    /// Its own text, or what the text was decoded to.
    Text,
}

/// Which colour a part has: the same in all views.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// What holds the rest together.
    Wire,
    /// A public key, and what it names.
    Key,
    /// A relay.
    Relay,
    /// An IP address or a host.
    Ip,
    /// An address of a custom transport.
    Custom,
    /// A hash or an id made of one.
    Hash,
    /// Other text.
    Text,
}

/// What is worth adding to a part's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// Nothing.
    Nothing,
    /// Who can reach an IP address.
    Scope,
    /// Who runs a relay, and where.
    Relay,
    /// The name of a custom transport.
    Transport,
    /// The name of a relay region.
    Region,
    /// What a capability allows.
    Access,
    /// What a blob format means.
    Format,
    /// Which sort of id it is.
    IdForm,
    /// The hash function.
    Blake3,
    /// Who can reach a host, where that is an IP address.
    HostScope,
}

/// In which encodings a part is worth copying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copies {
    /// As it is shown.
    Shown,
    /// As it is written.
    Written,
    /// As bytes.
    Bytes,
    /// As a key or hash of 32 bytes.
    Key,
    /// As an endpoint's id, by which it is looked up, too.
    EndpointId,
    /// As IP address and port, whole and in parts.
    SocketAddr,
    /// As a URL, and its host.
    RelayUrl,
    /// As a custom address, and its data.
    CustomAddr,
    /// As a CID in each of its bases, where it is one.
    Cid,
}

/// What of a ticket's value a part holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Nothing by itself: its parts do, or it belongs to a link.
    Nothing,
    /// The id of an endpoint.
    Id,
    /// A whole address of an endpoint.
    Addr(AddrKind),
    /// An address that nothing of today has a place for: the number of a relay region.
    Region,
    /// A piece of an address.
    Piece(AddrPiece),
    /// Whether a blob is one or many.
    Format,
    /// The hash of a blob.
    Hash,
    /// The request token of a blob.
    Token,
    /// The key of a document, which gives this access.
    Document(Access),
    /// The key of a ticket that is nothing but a key and endpoints.
    Key,
}

/// The pieces of an address, as they are read one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddrPiece {
    /// An IP address, whose port follows.
    Ip,
    /// The port of the IP address before.
    Port,
    /// The number of a custom transport.
    CustomId,
    /// The bytes of a custom address.
    CustomData,
    /// How many of the inline bytes that follow count.
    InlineSize,
    /// The bytes of a custom address, with zeros behind.
    InlineData,
}

macro_rules! roles {
    ($(
        $(#[doc = $doc:literal])+
        $role:ident: $secrecy:expr, $look:expr, $colour:expr, $note:expr, $copies:expr, $holds:expr;
    )+) => {
        /// What a part of a ticket or link means.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Role {
            $($(#[doc = $doc])+ $role,)+
        }

        impl Role {
            /// Every role.
            pub const ALL: &'static [Role] = &[$(Role::$role),+];

            /// Whether it may be shown to everybody.
            #[inline]
            pub fn secrecy(self) -> Secrecy {
                use Secrecy::*;
                match self { $(Role::$role => $secrecy,)+ }
            }

            /// How it is shown in words.
            #[inline]
            pub fn look(self) -> Look {
                use Look::*;
                match self { $(Role::$role => $look,)+ }
            }

            /// Which colour it has.
            #[inline]
            pub fn colour(self) -> Colour {
                use Colour::*;
                match self { $(Role::$role => $colour,)+ }
            }

            /// What is worth adding to its value.
            #[inline]
            pub fn note(self) -> Note {
                use Note::*;
                match self { $(Role::$role => $note,)+ }
            }

            /// In which encodings it is worth copying.
            #[inline]
            pub fn copies(self) -> Copies {
                use Copies::*;
                match self { $(Role::$role => $copies,)+ }
            }

            /// What of a ticket's value it holds.
            #[inline]
            pub fn holds(self) -> Holds {
                use Holds::*;
                match self { $(Role::$role => $holds,)+ }
            }
        }
    };
}

roles! {
    /// Holds other parts, means nothing by itself.
    Group: Parts, First, Wire, Nothing, Shown, Nothing;
    /// The whole ticket or link.
    Ticket: Parts, Empty, Wire, Nothing, Written, Nothing;
    /// The kind prefix of a ticket.
    KindPrefix: Text, Text, Wire, Nothing, Shown, Nothing;
    /// The base32 text of a ticket's payload.
    Payload: Parts, Raw, Wire, Nothing, Written, Nothing;
    /// The ticket's own format variant.
    Variant: Public, Empty, Wire, Nothing, Shown, Nothing;
    /// One endpoint with its addresses.
    EndpointAddr: Parts, Id, Key, Nothing, Shown, Nothing;
    /// An Ed25519 public key that names an endpoint (before 2025: node).
    EndpointId: Public, Hex, Key, Nothing, EndpointId, Id;
    /// The addresses of an endpoint.
    Addrs: Parts, Count("address", "addresses"), Wire, Nothing, Shown, Nothing;
    /// One transport address.
    TransportAddr: Parts, First, Wire, Nothing, Shown, Nothing;
    /// URL of a relay server.
    RelayUrl: Text, Content, Relay, Relay, RelayUrl, Addr(AddrKind::Relay);
    /// Number of a relay region, before relays had URLs.
    DerpRegion: Public, Number, Relay, Region, Shown, Region;
    /// IP address and port.
    SocketAddr: Parts, SocketAddr, Ip, Scope, SocketAddr, Addr(AddrKind::Ip);
    /// Four bytes of an IPv4 address.
    Ipv4: Public, Ip, Ip, Nothing, Shown, Piece(AddrPiece::Ip);
    /// Sixteen bytes of an IPv6 address.
    Ipv6: Public, Ip, Ip, Nothing, Shown, Piece(AddrPiece::Ip);
    /// A port number.
    Port: Public, Number, Ip, Nothing, Shown, Piece(AddrPiece::Port);
    /// Address of a custom transport.
    CustomAddr: Parts, CustomAddr, Custom, Transport, CustomAddr, Addr(AddrKind::Custom);
    /// Number of a custom transport.
    CustomId: Public, HexNumber, Custom, Nothing, Shown, Piece(AddrPiece::CustomId);
    /// The address bytes of a custom transport.
    CustomData: Text, Hex, Custom, Nothing, Bytes, Piece(AddrPiece::CustomData);
    /// How many of the 30 inline bytes count (custom addresses before iroh-base 1.1).
    InlineSize: Public, Number, Custom, Nothing, Shown, Piece(AddrPiece::InlineSize);
    /// 30 bytes, zero beyond the inline size (custom addresses before iroh-base 1.1).
    InlineData: Text, Hex, Custom, Nothing, Bytes, Piece(AddrPiece::InlineData);
    /// The endpoints of a doc ticket.
    Nodes: Parts, Count("endpoint", "endpoints"), Wire, Nothing, Shown, Nothing;
    /// Whether a doc ticket gives read or write access.
    Capability: Public, Choice, Wire, Access, Shown, Nothing;
    /// The secret key of a document: whoever has it may write.
    NamespaceSecret: Secret("the secret key of a document, which gives write access"), Hex, Wire, Nothing, Key, Document(Access::Write);
    /// The public key that names a document.
    NamespaceId: Public, Hex, Key, Nothing, Key, Document(Access::Read);
    /// A document key of which the layout does not say whether it is secret.
    NamespaceKey: Secret("a document key that may be a secret one"), Hex, Wire, Nothing, Key, Document(Access::Unknown);
    /// Raw blob or hash sequence.
    BlobFormat: Public, Choice, Wire, Format, Shown, Format;
    /// A BLAKE3 hash.
    Hash: Public, Hex, Hash, Blake3, Key, Hash;
    /// A token that a request had to carry.
    RequestToken: Secret("a request token"), Hex, Wire, Nothing, Shown, Token;
    /// The secret key of an API client.
    ApiSecret: Secret("the secret key of an API client"), Hex, Wire, Nothing, Key, Key;
    /// A gossip topic.
    Topic: Public, Hex, Key, Nothing, Key, Key;
    /// JSON text inside a payload.
    Json: Text, Raw, Text, Nothing, Shown, Nothing;
    /// `eidetica:?`.
    Scheme: Text, Text, Wire, Nothing, Shown, Nothing;
    /// One `key=value` of a link.
    Param: Parts, First, Wire, Nothing, Shown, Nothing;
    /// The key of a parameter.
    ParamKey: Text, Text, Wire, Nothing, Shown, Nothing;
    /// The value of a parameter that is not looked into.
    ParamValue: Text, Text, Text, Nothing, Shown, Nothing;
    /// `&`, `=` and `:` between the parts of a link.
    Separator: Public, Text, Wire, Nothing, Shown, Nothing;
    /// The id of an eidetica database.
    DatabaseId: Text, Text, Hash, IdForm, Cid, Nothing;
    /// One address hint (`pr`).
    Hint: Parts, Text, Text, Nothing, Shown, Nothing;
    /// Name of a hint's transport.
    Transport: Text, Text, Text, Nothing, Shown, Nothing;
    /// A hint's address, as its transport understands it.
    Address: Parts, Text, Text, Nothing, Written, Nothing;
    /// A host name or IP address in text.
    Host: Text, Text, Ip, HostScope, Shown, Nothing;
    /// Ids of the newest entries that the sender knows (`tips`).
    Tips: Parts, Text, Wire, Nothing, Shown, Nothing;
    /// How many tips the sender wrote.
    TipCount: Text, Text, Wire, Nothing, Shown, Nothing;
    /// Text before a CID that its parser skips (`…/ipfs/`).
    Skipped: Text, Text, Wire, Nothing, Shown, Nothing;
    /// The multibase prefix of a CID.
    Multibase: Public, Text, Wire, Nothing, Shown, Nothing;
    /// A CID's text in its base.
    CidText: Parts, Text, Hash, Nothing, Shown, Nothing;
    /// A CID's version.
    CidVersion: Public, Number, Hash, Nothing, Shown, Nothing;
    /// Which format the data behind a CID has.
    Multicodec: Public, Codec, Hash, Nothing, Shown, Nothing;
    /// Which hash function a CID uses.
    HashCode: Public, HashFunction, Hash, Nothing, Shown, Nothing;
    /// How long a CID's digest is.
    DigestLength: Public, Number, Hash, Nothing, Shown, Nothing;
    /// A CID's digest.
    Digest: Public, Digest, Hash, Nothing, Bytes, Nothing;
    /// Hash function of an `algorithm:hex` id.
    HashName: Text, Text, Hash, Nothing, Shown, Nothing;
    /// A number, truth value or character of somebody's own type.
    Value: Public, Said, Text, Nothing, Shown, Nothing;
    /// Text of somebody's own type.
    Text: Text, Content, Text, Nothing, Shown, Nothing;
    /// Bytes of somebody's own type.
    Data: Text, Hex, Text, Nothing, Bytes, Nothing;
    /// What somebody's own types call a secret.
    Secret: Secret("a value that its name or type calls a secret"), Said, Wire, Nothing, Shown, Nothing;
    /// A secret key.
    SecretKey: Secret("a secret key"), Hex, Wire, Nothing, Key, Nothing;
    /// A struct, tuple or entry of somebody's own types.
    Record: Parts, Empty, Wire, Nothing, Shown, Nothing;
    /// An enum of somebody's own types.
    Choice: Parts, Choice, Text, Nothing, Shown, Nothing;
    /// A list, set or array of somebody's own types.
    Items: Parts, Counted("item", "items"), Wire, Nothing, Shown, Nothing;
    /// A map of somebody's own types.
    Entries: Parts, Counted("entry", "entries"), Wire, Nothing, Shown, Nothing;
    /// Bytes that the parser does not read.
    Unread: Text, Hex, Wire, Nothing, Bytes, Nothing;
}

impl Role {
    /// Whether showing it would give away a secret.
    pub fn is_secret(self) -> bool {
        matches!(self.secrecy(), Secrecy::Secret(_))
    }

    /// Whether it is the bytes of an IP address.
    pub fn is_ip(self) -> bool {
        matches!(self, Role::Ipv4 | Role::Ipv6)
    }

    /// Whether its form proves that it holds no secret.
    pub fn is_public(self) -> bool {
        self.secrecy() == Secrecy::Public
    }
}
