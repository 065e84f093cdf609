//! The fields that the layouts of tickets are put together from.
//!
//! The primitives are postcard's: a varint is LEB128, an `Option` is one byte 00 or 01, strings and byte strings are a
//! varint length and the bytes, sequences and sets a varint count and the items, an enum a varint u32 discriminant, fixed
//! arrays and tuples nothing but their content (postcard.jamesmunns.com/wire-format).

use crate::ticket::wire::layout::{Field, Role, Shape, Variant};

/// Stands for the list of endpoints where a fault lies in its being empty.
pub(crate) const NODES: Field = field("nodes", Role::Nodes, Shape::Struct(&[]));

pub(super) const fn field(name: &'static str, role: Role, shape: Shape) -> Field {
    Field { name, role, shape }
}

pub(super) const fn variant(name: &'static str, fields: &'static [Field]) -> Variant {
    Variant { name, fields }
}

// Keys. iroh 0.12 changed PublicKey from serialize_bytes to a plain array; secret keys kept the length byte.
pub(super) const ENDPOINT_ID: Field = field("endpoint id", Role::EndpointId, Shape::Raw(32));
pub(super) const NODE_ID: Field = field("node id", Role::EndpointId, Shape::Raw(32));
pub(super) const PEER_ID: Field = field("node id", Role::EndpointId, Shape::Sized(32));

// std's SocketAddr through serde; flow info and scope id of IPv6 are not written.
pub(super) const PORT: Field = field("port", Role::Port, Shape::U16);
pub(super) const SOCKET_ADDR: Field = field(
    "socket address",
    Role::SocketAddr,
    Shape::Enum(&[
        variant("V4", &[field("ip", Role::Ipv4, Shape::Raw(4)), PORT]),
        variant("V6", &[field("ip", Role::Ipv6, Shape::Raw(16)), PORT]),
    ]),
);
pub(super) const RELAY_URL: Field = field("relay url", Role::RelayUrl, Shape::Str);

// iroh-base 1.1.0 (2026-08-25) and later: plain bytes.
pub(super) const CUSTOM_C2: Field = field(
    "custom address",
    Role::CustomAddr,
    Shape::Struct(&[
        field("transport id", Role::CustomId, Shape::U64),
        field("data", Role::CustomData, Shape::Bytes),
    ]),
);
// iroh-base 0.97.0 to 1.0.3: the in-memory form leaked to the wire, 30 inline bytes always written in full.
pub(super) const CUSTOM_C1: Field = field(
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
    ($name:ident, $transport:ident, $custom:expr) => {
        pub(super) const $transport: Field = field(
            "transport address",
            Role::TransportAddr,
            Shape::Enum(&[
                variant("Relay", &[RELAY_URL]),
                variant("Ip", &[SOCKET_ADDR]),
                variant("Custom", &[$custom]),
            ]),
        );
        // iroh-base 0.94 and later: EndpointAddr { id, addrs: BTreeSet<TransportAddr> }.
        pub(super) const $name: &[Field] = &[
            ENDPOINT_ID,
            field("addrs", Role::Addrs, Shape::Set(&$transport)),
        ];
    };
}
endpoint_addr!(ENDPOINT_ADDR_C2, TRANSPORT_ADDR_C2, CUSTOM_C2);
endpoint_addr!(ENDPOINT_ADDR_C1, TRANSPORT_ADDR_C1, CUSTOM_C1);

// iroh 0.12 to 0.93: NodeAddr { node_id, relay_url: Option, direct_addresses: BTreeSet }.
pub(super) const NODE_ADDR: &[Field] = &[
    NODE_ID,
    field("relay", Role::Group, Shape::Option(&RELAY_URL)),
    field("direct addresses", Role::Addrs, Shape::Set(&SOCKET_ADDR)),
];
// iroh up to 0.11: PeerAddr { peer_id, derp_region: Option<u16>, direct_addresses: BTreeSet }.
pub(super) const PEER_ADDR: &[Field] = &[
    PEER_ID,
    field(
        "derp",
        Role::Group,
        Shape::Option(&field("derp region", Role::DerpRegion, Shape::U16)),
    ),
    field("direct addresses", Role::Addrs, Shape::Set(&SOCKET_ADDR)),
];

pub(super) const BLOB_FORMAT: Field = field(
    "format",
    Role::BlobFormat,
    Shape::Enum(&[variant("Raw", &[]), variant("HashSeq", &[])]),
);
pub(super) const HASH: Field = field("hash", Role::Hash, Shape::Raw(32));
/// The secret key of an API client.
pub(super) const API_SECRET: Field = field("api secret", Role::ApiSecret, Shape::Sized(32));
/// A gossip topic.
pub(super) const TOPIC: Field = field("topic", Role::Topic, Shape::Raw(32));

pub(super) const CAPABILITY: Field = field(
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

pub(super) use {endpoint, nodes, versioned};
