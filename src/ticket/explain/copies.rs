//! The value of a node in every encoding that somebody may need.

use crate::ticket::encoding::codec::{to_base32, to_base64url, to_hex, to_z32};
use crate::ticket::explain::document::Document;
use crate::ticket::explain::mask::Secrets;
use crate::ticket::facts::{host, lookup_name};
use crate::ticket::link::cid;
use crate::ticket::wire::layout::Copies;
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
        // Nobody wants to have what stands for something unknown.
        if self.is_damaged(node) {
            return Vec::new();
        }
        let shown = self.show(index, secrets);
        let bytes = self.content(index).map(|(_, bytes)| bytes).unwrap_or_default();
        if node.part != Part::Body {
            return as_shown(shown);
        }
        match node.role.copies() {
            Copies::EndpointId if bytes.len() == 32 => alloc::vec![
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
            Copies::Key if bytes.len() == 32 => key_copies(bytes),
            Copies::SocketAddr => match self.socket_addr(index) {
                Some(addr) => alloc::vec![
                    ("ip:port", addr.to_string()),
                    ("IP", addr.ip().to_string()),
                    ("port", addr.port().to_string()),
                    ("Rust", format!("\"{addr}\".parse::<core::net::SocketAddr>()?")),
                ],
                None => Vec::new(),
            },
            Copies::RelayUrl => alloc::vec![
                ("URL", shown.clone()),
                ("host", String::from(host(&shown))),
                (
                    "Rust",
                    format!("\"{}\".parse::<iroh_base::RelayUrl>()?", shown.escape_default())
                ),
            ],
            Copies::CustomAddr => match self.custom_addr(index) {
                Some(addr) => alloc::vec![
                    ("id_data", addr.to_string()),
                    ("data, hex", to_hex(&addr.data.0)),
                    ("Rust", format!("\"{addr}\".parse::<iroh_base::CustomAddr>()?")),
                ],
                None => Vec::new(),
            },
            Copies::Cid => {
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
            Copies::Written => {
                alloc::vec![("text", String::from_utf8_lossy(self.bytes(node)).into_owned())]
            }
            Copies::Bytes => {
                alloc::vec![("hex", shown.clone()), ("base64url", to_base64url(bytes)),]
            }
            Copies::Key | Copies::EndpointId | Copies::Shown => as_shown(shown),
        }
    }
}

/// A value as it is shown, where it is.
fn as_shown(shown: String) -> Vec<(&'static str, String)> {
    match shown.is_empty() {
        true => Vec::new(),
        false => alloc::vec![("text", shown)],
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
