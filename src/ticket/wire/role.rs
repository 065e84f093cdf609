//! What the parts of tickets and links mean, and what follows from it: one row each.

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
    /// Its own text as it stands.
    Raw,
    /// Its own text, or what the text was decoded to.
    Text,
}

macro_rules! roles {
    ($($(#[doc = $doc:literal])+ $role:ident: $secrecy:expr, $look:expr;)+) => {
        /// What a part of a ticket or link means.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Role {
            $($(#[doc = $doc])+ $role,)+
        }

        impl Role {
            /// Every role.
            pub const ALL: &'static [Role] = &[$(Role::$role),+];

            /// Whether it may be shown to everybody.
            pub fn secrecy(self) -> Secrecy {
                use Secrecy::*;
                match self { $(Role::$role => $secrecy,)+ }
            }

            /// How it is shown in words.
            pub fn look(self) -> Look {
                use Look::*;
                match self { $(Role::$role => $look,)+ }
            }
        }
    };
}

roles! {
    /// Holds other parts, means nothing by itself.
    Group: Parts, First;
    /// The whole ticket or link.
    Ticket: Parts, Empty;
    /// The kind prefix of a ticket.
    KindPrefix: Text, Text;
    /// The base32 text of a ticket's payload.
    Payload: Parts, Raw;
    /// The ticket's own format variant.
    Variant: Public, Empty;
    /// One endpoint with its addresses.
    EndpointAddr: Parts, Id;
    /// An Ed25519 public key that names an endpoint (before 2025: node).
    EndpointId: Public, Hex;
    /// The addresses of an endpoint.
    Addrs: Parts, Count("address", "addresses");
    /// One transport address.
    TransportAddr: Parts, First;
    /// URL of a relay server.
    RelayUrl: Text, Content;
    /// Number of a relay region, before relays had URLs.
    DerpRegion: Public, Number;
    /// IP address and port.
    SocketAddr: Parts, SocketAddr;
    /// Four bytes of an IPv4 address.
    Ipv4: Public, Ip;
    /// Sixteen bytes of an IPv6 address.
    Ipv6: Public, Ip;
    /// A port number.
    Port: Public, Number;
    /// Address of a custom transport.
    CustomAddr: Parts, CustomAddr;
    /// Number of a custom transport.
    CustomId: Public, HexNumber;
    /// The address bytes of a custom transport.
    CustomData: Text, Hex;
    /// How many of the 30 inline bytes count (custom addresses before iroh-base 1.1).
    InlineSize: Public, Number;
    /// 30 bytes, zero beyond the inline size (custom addresses before iroh-base 1.1).
    InlineData: Text, Hex;
    /// The endpoints of a doc ticket.
    Nodes: Parts, Count("endpoint", "endpoints");
    /// Whether a doc ticket gives read or write access.
    Capability: Public, Choice;
    /// The secret key of a document: whoever has it may write.
    NamespaceSecret: Secret("the secret key of a document, which gives write access"), Hex;
    /// The public key that names a document.
    NamespaceId: Public, Hex;
    /// A document key of which the layout does not say whether it is secret.
    NamespaceKey: Secret("a document key that may be a secret one"), Hex;
    /// Raw blob or hash sequence.
    BlobFormat: Public, Choice;
    /// A BLAKE3 hash.
    Hash: Public, Hex;
    /// A token that a request had to carry.
    RequestToken: Secret("a request token"), Hex;
    /// The secret key of an API client.
    ApiSecret: Secret("the secret key of an API client"), Hex;
    /// A gossip topic.
    Topic: Public, Hex;
    /// JSON text inside a payload.
    Json: Text, Raw;
    /// `eidetica:?`.
    Scheme: Text, Text;
    /// One `key=value` of a link.
    Param: Parts, First;
    /// The key of a parameter.
    ParamKey: Text, Text;
    /// The value of a parameter that is not looked into.
    ParamValue: Text, Text;
    /// `&`, `=` and `:` between the parts of a link.
    Separator: Public, Text;
    /// The id of an eidetica database.
    DatabaseId: Text, Text;
    /// One address hint (`pr`).
    Hint: Parts, Text;
    /// Name of a hint's transport.
    Transport: Text, Text;
    /// A hint's address, as its transport understands it.
    Address: Parts, Text;
    /// A host name or IP address in text.
    Host: Text, Text;
    /// Ids of the newest entries that the sender knows (`tips`).
    Tips: Parts, Text;
    /// How many tips the sender wrote.
    TipCount: Text, Text;
    /// Text before a CID that its parser skips (`…/ipfs/`).
    Skipped: Text, Text;
    /// The multibase prefix of a CID.
    Multibase: Public, Text;
    /// A CID's text in its base.
    CidText: Parts, Text;
    /// A CID's version.
    CidVersion: Public, Number;
    /// Which format the data behind a CID has.
    Multicodec: Public, Codec;
    /// Which hash function a CID uses.
    HashCode: Public, HashFunction;
    /// How long a CID's digest is.
    DigestLength: Public, Number;
    /// A CID's digest.
    Digest: Public, Digest;
    /// Hash function of an `algorithm:hex` id.
    HashName: Text, Text;
    /// Bytes that the parser does not read.
    Unread: Text, Hex;
}

impl Role {
    /// Whether showing it would give away a secret.
    pub fn is_secret(self) -> bool {
        matches!(self.secrecy(), Secrecy::Secret(_))
    }

    /// Whether its form proves that it holds no secret.
    pub fn is_public(self) -> bool {
        self.secrecy() == Secrecy::Public
    }
}
