//! Drafts of what there is already.

use super::{Access, AddrDraft, AddrKind, Draft, HintDraft, NodeDraft, read};
use crate::ticket::checks::Unchecked;
use crate::ticket::encoding::codec;
use crate::ticket::explain::document::{Document, NodeState};
use crate::ticket::explain::mask::Secrets;
use crate::ticket::explain::value::Value;
use crate::ticket::link::{self, Hint, Link};
use crate::ticket::wire::decode;
use crate::ticket::wire::encode;
use crate::ticket::wire::kind::Kind;
use crate::ticket::wire::layout::{self, Holds};
use crate::ticket::wire::value::{BlobFormat, Capability, EndpointAddr, Ticket, TransportAddr};
use crate::ticket::wire::walk::Part;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

impl Draft {
    /// The form filled with what a value says. Old tickets move to the layout of today.
    pub fn from_value(value: &Value) -> Self {
        match value {
            Value::Link(link) => Draft::from_link(link),
            Value::Ticket(ticket, layout) => Draft::from_ticket(ticket, layout.kind),
            Value::Chat(_, ticket) => Draft::from_ticket(ticket, Kind::Gossip),
            Value::Key(key) => Draft {
                nodes: alloc::vec![NodeDraft {
                    id: codec::to_hex(key),
                    addrs: Vec::new(),
                }],
                ..Draft::new(Kind::Endpoint)
            },
            Value::Text(text) if text.contains("://") => Draft {
                nodes: alloc::vec![NodeDraft {
                    id: String::new(),
                    addrs: alloc::vec![AddrDraft::new(AddrKind::Relay, text)],
                }],
                ..Draft::new(Kind::Endpoint)
            },
            Value::Text(text) => Draft {
                database_id: text.clone(),
                ..Draft::new(Kind::Eidetica)
            },
        }
    }

    fn from_link(link: &Link) -> Self {
        Draft {
            database_id: link.database_id.clone(),
            hints: link.hints.iter().map(HintDraft::from).collect(),
            tips: link.tips.clone(),
            unknown: link.unknown.clone(),
            ..Draft::new(Kind::Eidetica)
        }
    }

    fn from_ticket(ticket: &Ticket, kind: Kind) -> Self {
        let mut draft = Draft::new(kind);
        draft.nodes = ticket.endpoints().iter().map(NodeDraft::from).collect();
        match ticket {
            Ticket::Endpoint(_) => {}
            Ticket::Blob { format, hash, .. } => {
                draft.format = *format;
                draft.hash = codec::to_hex(hash);
            }
            Ticket::Doc { capability, .. } => {
                let (access, key) = match capability {
                    Capability::Read(key) => (Access::Read, key),
                    Capability::Write { secret, .. } => (Access::Write, secret),
                    Capability::Unknown(key) => (Access::Unknown, key),
                };
                draft.access = access;
                draft.key = codec::to_hex(key);
            }
            Ticket::Keyed { key, .. } => draft.key = codec::to_hex(key),
        }
        draft
    }

    /// The form filled with what was explored. What is too damaged to have a value gives what could be read of it.
    /// `None` where there is nothing to edit: a key that may be a secret.
    pub fn from_document(document: &Document) -> Option<Self> {
        match (&document.value, document.kind) {
            (_, Kind::Key) => None,
            (Some(value), kind) => {
                let mut draft = Draft::from_value(value);
                if kind.spec().alias_of == Some(draft.kind) && kind != Kind::Unknown {
                    draft.kind = kind;
                }
                Some(draft)
            }
            (None, _) => Draft::salvage(document),
        }
    }

    /// What could be read of a document without a value.
    fn salvage(document: &Document) -> Option<Self> {
        if document.kind == Kind::Eidetica {
            let (_, query) = document
                .text()
                .split_once('?')
                .or_else(|| document.text().split_once(':'))?;
            let (link, _) = link::collect(&link::params(query, 0));
            return Some(Draft::from_link(&link));
        }
        let kind = match document.kind == Kind::Unknown {
            true => document.layout?.kind,
            false => document.kind,
        };
        kind.current()?;
        let mut draft = Draft::new(kind);
        draft.nodes.clear();
        for (index, node) in document.nodes.iter().enumerate() {
            if node.state != NodeState::Fine || node.part != Part::Body {
                continue;
            }
            let shown = || document.show(index, Secrets::Revealed);
            match node.role.holds() {
                // A length and what has it stand in a node of the same meaning.
                Holds::Id | Holds::Addr(AddrKind::Relay) | Holds::Hash | Holds::Document(_) | Holds::Key
                    if !node.is_leaf(index) => {}
                Holds::Id => draft.nodes.push(NodeDraft {
                    id: shown(),
                    addrs: Vec::new(),
                }),
                Holds::Addr(kind) => {
                    if let Some(node) = draft.nodes.last_mut() {
                        node.addrs.push(AddrDraft::new(kind, &shown()));
                    }
                }
                Holds::Hash => draft.hash = shown(),
                Holds::Format => {
                    if shown() == BlobFormat::HashSeq.name() {
                        draft.format = BlobFormat::HashSeq;
                    }
                }
                Holds::Document(access) => {
                    draft.key = shown();
                    draft.access = access;
                }
                Holds::Key => draft.key = shown(),
                // The form has no field for these, or one for the address that they are pieces of.
                Holds::Region | Holds::Token | Holds::Piece(_) | Holds::Nothing => {}
            }
        }
        if draft.nodes.is_empty() {
            draft.nodes.push(NodeDraft::default());
        }
        Some(draft)
    }
}

impl From<&EndpointAddr> for NodeDraft {
    fn from(addr: &EndpointAddr) -> Self {
        let row = |addr: &TransportAddr| match addr {
            TransportAddr::Relay(url) => AddrDraft::new(AddrKind::Relay, url),
            // Nothing of today has a place for it; the row says so.
            TransportAddr::DerpRegion(region) => AddrDraft {
                kind: AddrKind::Relay,
                text: format!("{}{region}", read::REGION),
            },
            TransportAddr::Ip(addr) => AddrDraft {
                kind: AddrKind::Ip,
                text: addr.to_string(),
            },
            TransportAddr::Custom(addr) => AddrDraft {
                kind: AddrKind::Custom,
                text: addr.to_string(),
            },
        };
        NodeDraft {
            id: codec::to_hex(&addr.id),
            addrs: addr.addrs.iter().map(row).collect(),
        }
    }
}

impl From<&Hint> for HintDraft {
    /// An `iroh` hint is taken apart if putting it together again gives the same text; else it stays as it is.
    fn from(hint: &Hint) -> Self {
        let node = endpoint_of(hint).map(|addr| NodeDraft::from(&addr));
        HintDraft {
            transport: hint.transport.clone(),
            address: match &node {
                Some(_) => String::new(),
                None => hint.address.clone(),
            },
            built: node.is_some(),
            node: node.unwrap_or_default(),
        }
    }
}

/// The endpoint of an `iroh` hint that is written as it would be written today.
fn endpoint_of(hint: &Hint) -> Option<EndpointAddr> {
    if hint.transport != "iroh" {
        return None;
    }
    let decoded = decode::decode(&hint.address, Kind::Endpoint, &layout::E1, &Unchecked).ok()?;
    let same = encode::to_text(&decoded.ticket, Kind::Endpoint, &layout::E1)? == hint.address;
    match decoded.ticket {
        Ticket::Endpoint(addr) if same => Some(addr),
        _ => None,
    }
}
