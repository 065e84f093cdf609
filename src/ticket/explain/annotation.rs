//! What is worth adding to a node's value.

use crate::ticket::explain::document::{Document, Node};
use crate::ticket::explain::mask::Secrets;
use crate::ticket::explain::show::named;
use crate::ticket::facts::{Scope, custom_words, derp_region, relay, scope, scope_words};
use crate::ticket::link::cid;
use crate::ticket::wire::layout::{Note, Role};
use crate::ticket::wire::walk::Part;
use alloc::format;
use alloc::string::String;
use core::net::IpAddr;

impl Document {
    /// What is worth adding to a node's value: the class of an address, the region of a relay, the name of a transport.
    pub fn annotation(&self, index: usize) -> String {
        let Some(node) = self.nodes.get(index) else {
            return String::new();
        };
        // A URL and an id are asked for what they show.
        let is_asked = matches!(node.role, Role::RelayUrl | Role::DatabaseId);
        if node.part != Part::Body || self.damaged(index).is_some() || !is_asked && self.is_masked(index) {
            return String::new();
        }
        match node.role.note() {
            Note::Scope | Note::HostScope => self.ip(index).map(scope_words).unwrap_or_default(),
            Note::Relay => {
                let url = self.show(index, Secrets::Masked);
                match relay(&url) {
                    Some(relay) if relay.current => format!("n0, {}", relay.region),
                    Some(relay) => format!("n0, {}, {}", relay.region, relay.era),
                    None if url.is_empty() => String::new(),
                    None => String::from("custom relay"),
                }
            }
            Note::Transport => self
                .custom_addr(index)
                .map(|addr| custom_words(addr.id, &addr.data.0))
                .unwrap_or_default(),
            Note::Region => String::from(derp_region(u16::try_from(node.int).unwrap_or_default())),
            Note::Access => String::from(match self.show(index, Secrets::Masked).as_str() {
                "Write" => "may read and write",
                "Read" => "may read",
                _ => "",
            }),
            Note::Format => String::from(match self.show(index, Secrets::Masked).as_str() {
                "HashSeq" => "a collection of blobs",
                "Raw" => "one blob",
                _ => "",
            }),
            Note::IdForm => self.id_words(index),
            Note::Blake3 => String::from("BLAKE3"),
            Note::Nothing => String::new(),
        }
    }

    /// The IP address of a node whose class is worth adding: a socket address, or a host that is none by name.
    fn ip(&self, index: usize) -> Option<IpAddr> {
        match self.nodes.get(index)?.role.note() {
            Note::Scope => self.socket_addr(index).map(|addr| addr.ip()),
            Note::HostScope => {
                let host = self.show(index, Secrets::Masked);
                host.trim_start_matches('[').trim_end_matches(']').parse().ok()
            }
            Note::Relay
            | Note::Transport
            | Note::Region
            | Note::Access
            | Note::Format
            | Note::IdForm
            | Note::Blake3
            | Note::Nothing => None,
        }
    }

    /// Who can reach the address that a node shows; `None` for what is none, and where it is hidden.
    pub fn scope(&self, index: usize) -> Option<Scope> {
        let is_shown = |node: &Node| node.part == Part::Body && !self.is_masked(index);
        self.nodes.get(index).filter(|node| is_shown(node))?;
        self.ip(index).map(scope)
    }

    fn id_words(&self, index: usize) -> String {
        let find = |role| {
            self.below(index)
                .find(|(_, node)| node.role == role)
                .map(|(_, node)| node)
        };
        let hash = find(Role::HashCode);
        match (find(Role::CidVersion), find(Role::Multicodec), hash) {
            (Some(version), Some(codec), Some(hash)) => format!(
                "CID v{}, {}, {}",
                version.int,
                named(codec.int, cid::codec_name(codec.int)),
                named(hash.int, cid::hash_name(hash.int))
            ),
            (None, None, Some(hash)) => {
                format!("CID v0, dag-pb, {}", named(hash.int, cid::hash_name(hash.int)))
            }
            (..) if find(Role::HashName).is_some() => String::from("hash id, before March 2026"),
            (..) => String::from("opaque"),
        }
    }
}
