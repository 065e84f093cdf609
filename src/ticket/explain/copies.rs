//! The value of a node in every encoding that somebody may need.

use crate::ticket::encoding::codec::{to_base32, to_base64url, to_hex, to_z32};
use crate::ticket::explain::document::Document;
use crate::ticket::explain::mask::Secrets;
use crate::ticket::facts::{host, lookup_name};
use crate::ticket::link::cid;
use crate::ticket::wire::layout::Role;
use crate::ticket::wire::walk::Part;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

impl Document {
    /// A node's value in every encoding that somebody may need, each with its name. Secrets come only when revealed.
    pub fn copies(&self, index: usize, secrets: Secrets) -> Vec<(&'static str, String)> {
        let Some(node) = self.nodes.get(index) else {
            return Vec::new();
        };
        if secrets == Secrets::Masked && (node.role.is_secret() || self.hides(index)) {
            return Vec::new();
        }
        let shown = self.show(index, secrets);
        let bytes = self.content(index).map(|(_, bytes)| bytes).unwrap_or_default();
        match (node.part, node.role) {
            (Part::Body, Role::EndpointId) if bytes.len() == 32 => alloc::vec![
                ("hex", to_hex(bytes)),
                ("base32", to_base32(bytes)),
                ("z-base-32", to_z32(bytes)),
                ("DNS name", lookup_name(bytes)),
                (
                    "pkarr URL",
                    format!("https://dns.iroh.link/pkarr/{}", to_z32(bytes))
                ),
                (
                    "Rust",
                    format!("\"{}\".parse::<iroh_base::EndpointId>()?", to_hex(bytes))
                ),
            ],
            (
                Part::Body,
                Role::NamespaceId
                | Role::NamespaceSecret
                | Role::NamespaceKey
                | Role::ApiSecret
                | Role::Hash
                | Role::Topic,
            ) if bytes.len() == 32 => key_copies(bytes),
            (Part::Body, Role::SocketAddr) => match self.socket_addr(index) {
                Some(addr) => alloc::vec![
                    ("ip:port", addr.to_string()),
                    ("IP", addr.ip().to_string()),
                    ("port", addr.port().to_string()),
                    ("Rust", format!("\"{addr}\".parse::<core::net::SocketAddr>()?")),
                ],
                None => Vec::new(),
            },
            (Part::Body, Role::RelayUrl) => alloc::vec![
                ("URL", shown.clone()),
                ("host", String::from(host(&shown))),
                (
                    "Rust",
                    format!("\"{}\".parse::<iroh_base::RelayUrl>()?", shown.escape_default())
                ),
            ],
            (Part::Body, Role::CustomAddr) => match self.custom_addr(index) {
                Some(addr) => alloc::vec![
                    ("id_data", addr.to_string()),
                    ("data, hex", to_hex(&addr.data.0)),
                    ("Rust", format!("\"{addr}\".parse::<iroh_base::CustomAddr>()?")),
                ],
                None => Vec::new(),
            },
            (Part::Body, Role::DatabaseId) => {
                let mut copies = alloc::vec![("text", shown.clone())];
                if let Ok(id) = cid::parse(&shown) {
                    copies.push(("base32", cid::in_base(&id, 'b')));
                    copies.push(("base32, upper case", cid::in_base(&id, 'B')));
                    copies.push(("base58", cid::in_base(&id, 'z')));
                    copies.push(("hex", cid::in_base(&id, 'f')));
                    copies.push(("base64url", cid::in_base(&id, 'u')));
                    copies.push(("digest, hex", to_hex(&id.digest)));
                }
                copies
            }
            (Part::Body, Role::Ticket | Role::Payload | Role::Address) => {
                alloc::vec![("text", String::from_utf8_lossy(self.bytes(node)).into_owned())]
            }
            (Part::Body, Role::Digest | Role::CustomData | Role::InlineData | Role::Unread) => {
                alloc::vec![("hex", shown.clone()), ("base64url", to_base64url(bytes)),]
            }
            _ if shown.is_empty() => Vec::new(),
            _ => alloc::vec![("text", shown)],
        }
    }
}

/// The encodings of a key or hash.
pub fn key_copies(bytes: &[u8]) -> Vec<(&'static str, String)> {
    alloc::vec![
        ("hex", to_hex(bytes)),
        ("base32", to_base32(bytes)),
        ("base64url", to_base64url(bytes)),
        ("Rust", format!("hex_literal::hex!(\"{}\")", to_hex(bytes))),
    ]
}
