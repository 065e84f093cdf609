//! The wire layouts of every ticket kind, as plain data, each declared once.
//!
//! [`walk`](crate::ticket::wire::walk) reads bytes by them, [`encode`](crate::ticket::wire::encode) writes bytes by them, and the format reference
//! prints them. The primitives are postcard's: a varint is LEB128, an `Option` is one byte 00 or 01, strings and byte
//! strings are a varint length and the bytes, sequences and sets a varint count and the items, an enum a varint u32
//! discriminant, fixed arrays and tuples nothing but their content (postcard.jamesmunns.com/wire-format).

use crate::ticket::wire::kind::Kind;

/// One field: its name, what it means, how it lies in the bytes.
#[derive(Debug)]
pub struct Field {
    /// Upstream's word for it, in lower case.
    pub name: &'static str,
    /// What it means; decides how it is shown and checked.
    pub role: Role,
    /// How it lies in the bytes.
    pub shape: Shape,
}

/// How a field lies in the bytes.
#[derive(Debug)]
pub enum Shape {
    /// One byte.
    U8,
    /// Varint of at most 3 bytes.
    U16,
    /// Varint of at most 10 bytes.
    U64,
    /// Exactly so many bytes, without a length.
    Raw(usize),
    /// A varint length that must be this number, then the bytes (serde's `serialize_bytes` of a fixed array).
    Sized(usize),
    /// A varint length, then the bytes.
    Bytes,
    /// A varint length, then UTF-8.
    Str,
    /// 00, or 01 and the field.
    Option(&'static Field),
    /// A varint count, then the items in any order.
    List(&'static Field),
    /// A varint count, then the items; written sorted and without repeats, read in any order.
    Set(&'static Field),
    /// The fields, one after the other.
    Struct(&'static [Field]),
    /// A varint u32 discriminant, then the fields of that variant.
    Enum(&'static [Variant]),
}

/// One variant of an enum; its discriminant is its place in the list.
#[derive(Debug)]
pub struct Variant {
    /// Upstream's name.
    pub name: &'static str,
    /// What follows the discriminant.
    pub fields: &'static [Field],
}

/// What a part of a ticket or link means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Holds other parts, means nothing by itself.
    Group,
    /// The whole ticket or link.
    Ticket,
    /// The kind prefix of a ticket.
    KindPrefix,
    /// The base32 text of a ticket's payload.
    Payload,
    /// The ticket's own format variant.
    Variant,
    /// One endpoint with its addresses.
    EndpointAddr,
    /// An Ed25519 public key that names an endpoint (before 2025: node).
    EndpointId,
    /// The addresses of an endpoint.
    Addrs,
    /// One transport address.
    TransportAddr,
    /// URL of a relay server.
    RelayUrl,
    /// Number of a relay region, before relays had URLs.
    DerpRegion,
    /// IP address and port.
    SocketAddr,
    /// Four bytes of an IPv4 address.
    Ipv4,
    /// Sixteen bytes of an IPv6 address.
    Ipv6,
    /// A port number.
    Port,
    /// Address of a custom transport.
    CustomAddr,
    /// Number of a custom transport.
    CustomId,
    /// The address bytes of a custom transport.
    CustomData,
    /// How many of the 30 inline bytes count (custom addresses before iroh-base 1.1).
    InlineSize,
    /// 30 bytes, zero beyond the inline size (custom addresses before iroh-base 1.1).
    InlineData,
    /// The endpoints of a doc ticket.
    Nodes,
    /// Whether a doc ticket gives read or write access.
    Capability,
    /// The secret key of a document: whoever has it may write.
    NamespaceSecret,
    /// The public key that names a document.
    NamespaceId,
    /// A document key of which the layout does not say whether it is secret.
    NamespaceKey,
    /// Raw blob or hash sequence.
    BlobFormat,
    /// A BLAKE3 hash.
    Hash,
    /// A token that a request had to carry.
    RequestToken,
    /// The secret key of an API client.
    ApiSecret,
    /// A gossip topic.
    Topic,
    /// JSON text inside a payload.
    Json,
    /// `eidetica:?`.
    Scheme,
    /// One `key=value` of a link.
    Param,
    /// The key of a parameter.
    ParamKey,
    /// The value of a parameter that is not looked into.
    ParamValue,
    /// `&`, `=` and `:` between the parts of a link.
    Separator,
    /// The id of an eidetica database.
    DatabaseId,
    /// One address hint (`pr`).
    Hint,
    /// Name of a hint's transport.
    Transport,
    /// A hint's address, as its transport understands it.
    Address,
    /// A host name or IP address in text.
    Host,
    /// Ids of the newest entries that the sender knows (`tips`).
    Tips,
    /// How many tips the sender wrote.
    TipCount,
    /// Text before a CID that its parser skips (`…/ipfs/`).
    Skipped,
    /// The multibase prefix of a CID.
    Multibase,
    /// A CID's text in its base.
    CidText,
    /// A CID's version.
    CidVersion,
    /// Which format the data behind a CID has.
    Multicodec,
    /// Which hash function a CID uses.
    HashCode,
    /// How long a CID's digest is.
    DigestLength,
    /// A CID's digest.
    Digest,
    /// Hash function of an `algorithm:hex` id.
    HashName,
    /// Bytes that the parser does not read.
    Unread,
}

impl Role {
    /// Whether showing it would give away a secret.
    pub fn is_secret(self) -> bool {
        matches!(
            self,
            Role::NamespaceSecret | Role::ApiSecret | Role::RequestToken | Role::NamespaceKey
        )
    }
}

/// A ticket kind's layout in one era.
#[derive(Debug)]
pub struct Layout {
    /// Short name, as in the format reference: `E1`, `D2`, ….
    pub id: &'static str,
    /// The kind it belongs to.
    pub kind: Kind,
    /// Which form custom addresses have: `C2` since iroh-base 1.1, `C1` before; `None` where there are none.
    pub custom: Option<&'static str>,
    /// The fields.
    pub fields: &'static [Field],
    /// Who wrote it, and when.
    pub era: &'static str,
}

/// Stands for the list of endpoints where a fault lies in its being empty.
pub(crate) const NODES: Field = field("nodes", Role::Nodes, Shape::Struct(&[]));

const fn field(name: &'static str, role: Role, shape: Shape) -> Field {
    Field { name, role, shape }
}

const fn variant(name: &'static str, fields: &'static [Field]) -> Variant {
    Variant { name, fields }
}

// Keys. iroh 0.12 changed PublicKey from serialize_bytes to a plain array; secret keys kept the length byte.
const ENDPOINT_ID: Field = field("endpoint id", Role::EndpointId, Shape::Raw(32));
const NODE_ID: Field = field("node id", Role::EndpointId, Shape::Raw(32));
const PEER_ID: Field = field("node id", Role::EndpointId, Shape::Sized(32));

// std's SocketAddr through serde; flow info and scope id of IPv6 are not written.
const PORT: Field = field("port", Role::Port, Shape::U16);
const SOCKET_ADDR: Field = field(
    "socket address",
    Role::SocketAddr,
    Shape::Enum(&[
        variant("V4", &[field("ip", Role::Ipv4, Shape::Raw(4)), PORT]),
        variant("V6", &[field("ip", Role::Ipv6, Shape::Raw(16)), PORT]),
    ]),
);
const RELAY_URL: Field = field("relay url", Role::RelayUrl, Shape::Str);

// iroh-base 1.1.0 (2026-08-25) and later: plain bytes.
const CUSTOM_C2: Field = field(
    "custom address",
    Role::CustomAddr,
    Shape::Struct(&[
        field("transport id", Role::CustomId, Shape::U64),
        field("data", Role::CustomData, Shape::Bytes),
    ]),
);
// iroh-base 0.97.0 to 1.0.3: the in-memory form leaked to the wire, 30 inline bytes always written in full.
const CUSTOM_C1: Field = field(
    "custom address",
    Role::CustomAddr,
    Shape::Struct(&[
        field("transport id", Role::CustomId, Shape::U64),
        field(
            "storage",
            Role::Group,
            Shape::Enum(&[
                variant(
                    "Inline",
                    &[
                        field("size", Role::InlineSize, Shape::U8),
                        field("data", Role::InlineData, Shape::Raw(30)),
                    ],
                ),
                variant("Heap", &[field("data", Role::CustomData, Shape::Bytes)]),
            ]),
        ),
    ]),
);

macro_rules! endpoint_addr {
    ($name:ident, $custom:expr) => {
        // iroh-base 0.94 and later: EndpointAddr { id, addrs: BTreeSet<TransportAddr> }.
        const $name: &[Field] = &[
            ENDPOINT_ID,
            field(
                "addrs",
                Role::Addrs,
                Shape::Set(&field(
                    "transport address",
                    Role::TransportAddr,
                    Shape::Enum(&[
                        variant("Relay", &[RELAY_URL]),
                        variant("Ip", &[SOCKET_ADDR]),
                        variant("Custom", &[$custom]),
                    ]),
                )),
            ),
        ];
    };
}
endpoint_addr!(ENDPOINT_ADDR_C2, CUSTOM_C2);
endpoint_addr!(ENDPOINT_ADDR_C1, CUSTOM_C1);

// iroh 0.12 to 0.93: NodeAddr { node_id, relay_url: Option, direct_addresses: BTreeSet }.
const NODE_ADDR: &[Field] = &[
    NODE_ID,
    field("relay", Role::Group, Shape::Option(&RELAY_URL)),
    field("direct addresses", Role::Addrs, Shape::Set(&SOCKET_ADDR)),
];
// iroh up to 0.11: PeerAddr { peer_id, derp_region: Option<u16>, direct_addresses: BTreeSet }.
const PEER_ADDR: &[Field] = &[
    PEER_ID,
    field(
        "derp",
        Role::Group,
        Shape::Option(&field("derp region", Role::DerpRegion, Shape::U16)),
    ),
    field("direct addresses", Role::Addrs, Shape::Set(&SOCKET_ADDR)),
];

const BLOB_FORMAT: Field = field(
    "format",
    Role::BlobFormat,
    Shape::Enum(&[variant("Raw", &[]), variant("HashSeq", &[])]),
);
const HASH: Field = field("hash", Role::Hash, Shape::Raw(32));

const CAPABILITY: Field = field(
    "capability",
    Role::Capability,
    Shape::Enum(&[
        variant(
            "Write",
            &[field("namespace secret", Role::NamespaceSecret, Shape::Sized(32))],
        ),
        variant(
            "Read",
            &[field("namespace id", Role::NamespaceId, Shape::Raw(32))],
        ),
    ]),
);

macro_rules! nodes {
    ($fields:expr) => {
        field(
            "nodes",
            Role::Nodes,
            Shape::List(&field("node", Role::EndpointAddr, Shape::Struct($fields))),
        )
    };
}

macro_rules! versioned {
    ($name:literal, $($fields:expr),+ $(,)?) => {
        &[field("variant", Role::Variant, Shape::Enum(&[variant($name, &[$($fields),+])]))]
    };
}

macro_rules! endpoint {
    ($fields:expr) => {
        field("endpoint", Role::EndpointAddr, Shape::Struct($fields))
    };
}

macro_rules! layouts {
    ($($name:ident: $id:literal, $kind:ident, $custom:expr, $era:literal, $fields:expr;)+) => {
        $(
            #[doc = concat!("`", $id, "`: ", $era, ".")]
            pub static $name: Layout = Layout {
                id: $id,
                kind: Kind::$kind,
                custom: $custom,
                fields: $fields,
                era: $era,
            };
        )+

        /// Every layout, in the order in which they are tried: newest first.
        pub static ALL: &[&Layout] = &[$(&$name),+];
    };
}

layouts! {
    E1: "E1", Endpoint, Some("C2"), "iroh-tickets 0.1 and later",
        versioned!("Variant1", endpoint!(ENDPOINT_ADDR_C2));
    E1_C1: "E1", Endpoint, Some("C1"), "iroh-tickets with iroh-base 0.97 to 1.0.3",
        versioned!("Variant1", endpoint!(ENDPOINT_ADDR_C1));
    N1: "N1", Node, None, "iroh-net 0.12 to iroh-base 0.93",
        versioned!("Variant0", endpoint!(NODE_ADDR));
    N0: "N0", Node, None, "dumbpipe 0.1 and 0.2 (December 2023)",
        &[endpoint!(PEER_ADDR)];
    B1: "B1", Blob, None, "iroh 0.12 and later, unchanged in iroh-blobs 0.104",
        versioned!("Variant0", endpoint!(NODE_ADDR), BLOB_FORMAT, HASH);
    B0: "B0", Blob, None, "iroh 0.9 to 0.11",
        &[
            endpoint!(PEER_ADDR),
            BLOB_FORMAT,
            HASH,
            field(
                "token",
                Role::Group,
                Shape::Option(&field("request token", Role::RequestToken, Shape::Bytes)),
            ),
        ];
    B0S: "B0s", Blob, None, "sendme 0.1.0 and 0.1.1",
        &[endpoint!(PEER_ADDR), BLOB_FORMAT, HASH];
    D2: "D2", Doc, Some("C2"), "iroh-docs 0.94 and later",
        versioned!("Variant0", CAPABILITY, nodes!(ENDPOINT_ADDR_C2));
    D2_C1: "D2", Doc, Some("C1"), "iroh-docs with iroh-base 0.97 to 1.0.3",
        versioned!("Variant0", CAPABILITY, nodes!(ENDPOINT_ADDR_C1));
    D1: "D1", Doc, None, "iroh 0.12 to iroh-docs 0.93",
        versioned!("Variant0", CAPABILITY, nodes!(NODE_ADDR));
    D0C: "D0c", Doc, None, "iroh 0.10 and 0.11",
        &[CAPABILITY, nodes!(PEER_ADDR)];
    D0K: "D0k", Doc, None, "iroh 0.9",
        &[
            field("document key", Role::NamespaceKey, Shape::Raw(32)),
            nodes!(PEER_ADDR),
        ];
    S1: "S1", Services, Some("C2"), "iroh-services 0.10 and later, iroh-n0des 0.6 to 0.9",
        versioned!(
            "Variant0",
            field("api secret", Role::ApiSecret, Shape::Sized(32)),
            endpoint!(ENDPOINT_ADDR_C2),
        );
    S1_C1: "S1", Services, Some("C1"), "iroh-services with iroh-base 0.97 to 1.0.3",
        versioned!(
            "Variant0",
            field("api secret", Role::ApiSecret, Shape::Sized(32)),
            endpoint!(ENDPOINT_ADDR_C1),
        );
    G1: "G1", Gossip, Some("C2"), "iroh-gossip's chat example since 0.94",
        &[field("topic", Role::Topic, Shape::Raw(32)), nodes!(ENDPOINT_ADDR_C2)];
    G0: "G0", Gossip, None, "iroh-gossip's chat example, 0.12 to 0.93",
        &[field("topic", Role::Topic, Shape::Raw(32)), nodes!(NODE_ADDR)];
}

/// The layouts of one kind, newest first.
pub fn of(kind: Kind) -> impl Iterator<Item = &'static Layout> {
    ALL.iter().copied().filter(move |layout| layout.kind == kind)
}

impl Shape {
    /// The type's name in the words of the format reference.
    pub fn name(&self) -> &'static str {
        match self {
            Shape::U8 => "u8",
            Shape::U16 => "varint u16",
            Shape::U64 => "varint u64",
            Shape::Raw(4) => "[u8; 4]",
            Shape::Raw(16) => "[u8; 16]",
            Shape::Raw(30) => "[u8; 30]",
            Shape::Raw(_) => "[u8; 32]",
            Shape::Sized(_) => "length 32, [u8; 32]",
            Shape::Bytes => "bytes",
            Shape::Str => "string",
            Shape::Option(_) => "option",
            Shape::List(_) => "list",
            Shape::Set(_) => "set",
            Shape::Struct(_) => "struct",
            Shape::Enum(_) => "enum",
        }
    }
}
