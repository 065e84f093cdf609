//! iroh's types, and the addresses of the standard library, by their names in Rust: as they are written where a ticket
//! has them among its own fields. tests/reference holds each against the real one.

use crate::ticket::wire::fields::{
    BLOB_FORMAT, CAPABILITY, CUSTOM_C2, ENDPOINT_ADDR_C2, ENDPOINT_ID, HASH, NODE_ADDR, NODE_ID, PORT,
    RELAY_URL, SOCKET_ADDR, TOPIC, TRANSPORT_ADDR_C2, endpoint, field, nodes, variant,
};
use crate::ticket::wire::layout::{Field, Role, Shape};

const IPV4: Field = field("ip", Role::Ipv4, Shape::Raw(4));
const IPV6: Field = field("ip", Role::Ipv6, Shape::Raw(16));
const SECRET_KEY: Field = field("secret key", Role::SecretKey, Shape::Sized(32));

/// A type by its name.
#[derive(Debug)]
pub struct Named {
    /// Its name, without a path.
    pub name: &'static str,
    /// The crate that has it.
    pub from: &'static str,
    /// How it is written.
    pub field: Field,
}

macro_rules! named {
    ($($from:literal: $($name:literal)|+ => $field:expr;)+) => {
        /// Every type that is known by its name.
        pub static NAMED: &[Named] = &[$($(Named { name: $name, from: $from, field: $field },)+)+];
    };
}

named! {
    "iroh-base": "EndpointId" | "PublicKey" => ENDPOINT_ID;
    "iroh-base": "NodeId" => NODE_ID;
    "iroh-base": "SecretKey" => SECRET_KEY;
    "iroh-base": "Signature" => field("signature", Role::Data, Shape::Raw(64));
    "iroh-base": "RelayUrl" => RELAY_URL;
    "iroh-base": "EndpointAddr" => endpoint!(ENDPOINT_ADDR_C2);
    "iroh-base": "TransportAddr" => TRANSPORT_ADDR_C2;
    "iroh-base": "CustomAddr" => CUSTOM_C2;
    "iroh-base": "NodeAddr" => field("node", Role::EndpointAddr, Shape::Struct(NODE_ADDR));
    "iroh-tickets": "EndpointTicket" => endpoint!(ENDPOINT_ADDR_C2);
    "iroh-blobs": "Hash" => HASH;
    "iroh-blobs": "BlobFormat" => BLOB_FORMAT;
    "iroh-blobs": "HashAndFormat" => field("blob", Role::Record, Shape::Struct(&[HASH, BLOB_FORMAT]));
    "iroh-blobs": "BlobTicket" => field("blob", Role::Record, Shape::Struct(&[endpoint!(ENDPOINT_ADDR_C2), BLOB_FORMAT, HASH]));
    "iroh-docs": "NamespaceId" => field("namespace id", Role::NamespaceId, Shape::Raw(32));
    "iroh-docs": "NamespaceSecret" => field("namespace secret", Role::NamespaceSecret, Shape::Sized(32));
    "iroh-docs": "Capability" => CAPABILITY;
    "iroh-docs": "DocTicket" => field("document", Role::Record, Shape::Struct(&[CAPABILITY, nodes!(ENDPOINT_ADDR_C2)]));
    "iroh-docs": "AuthorId" => field("author id", Role::Data, Shape::Raw(32));
    "iroh-docs": "Author" => SECRET_KEY;
    "iroh-gossip": "TopicId" => TOPIC;
    "core::net": "Ipv4Addr" => IPV4;
    "core::net": "Ipv6Addr" => IPV6;
    "core::net": "IpAddr" => field("ip", Role::Group, Shape::Enum(&[variant("V4", &[IPV4]), variant("V6", &[IPV6])]));
    "core::net": "SocketAddr" => SOCKET_ADDR;
    "core::net": "SocketAddrV4" => field("socket address", Role::SocketAddr, Shape::Struct(&[IPV4, PORT]));
    "core::net": "SocketAddrV6" => field("socket address", Role::SocketAddr, Shape::Struct(&[IPV6, PORT]));
}

/// The type of this name.
pub fn named(name: &str) -> Option<&'static Named> {
    NAMED.iter().find(|named| named.name == name)
}
