//! Whom a ticket or link names and how each can be reached, read off the tree: what the checklist and the picture draw on.

use crate::ticket::explain::document::{Document, Node, NodeState};
use crate::ticket::explain::mask::Secrets;
use crate::ticket::explain::value::Value;
use crate::ticket::facts;
use crate::ticket::link;
use crate::ticket::wire::layout::{Holds, Role};
use crate::ticket::wire::value::{AddrKind, Bytes32, CustomAddr};
use crate::ticket::wire::walk::Part;
use alloc::string::String;
use alloc::vec::Vec;
use core::net::{IpAddr, SocketAddr};

/// Somebody to ask: the endpoint of a ticket, or a peer of a link.
#[derive(Clone, Debug)]
pub struct Peer {
    /// The node of the tree that holds it.
    pub node: usize,
    /// Its place among the peers of a link; `None` in a ticket.
    pub hint: Option<usize>,
    /// A link's transport: `iroh`, `http` or another; in a ticket `iroh`.
    pub transport: String,
    /// The node of its id, where it has one that could be read.
    pub id_node: Option<usize>,
    /// Its id, where it may be shown.
    pub id: Option<Bytes32>,
    /// Its ways, in the order of the text.
    pub ways: Vec<Way>,
    /// Whether its parser takes it. Always so in a ticket that was read.
    pub is_read: bool,
}

/// One way to somebody.
#[derive(Clone, Debug)]
pub struct Way {
    /// The node of the tree that says so.
    pub node: usize,
    /// What it is.
    pub means: Means,
}

/// What a way goes by.
#[derive(Clone, Debug)]
pub enum Means {
    /// A relay, by its URL as it may be shown.
    Relay(String),
    /// A relay by its number, before iroh 0.12.
    DerpRegion(u16),
    /// An IP address and port.
    Ip(SocketAddr),
    /// An address of a custom transport.
    Custom(CustomAddr),
    /// A server's host name and port, or its address.
    Host(String, u16),
    /// Something in text that only its transport understands.
    Text(String),
    /// It may be part of a secret, so it is not shown.
    Hidden,
}

impl Document {
    /// Whom it names. Of a damaged ticket what could be read; empty for an id, a key or a URL alone.
    pub fn peers(&self) -> Vec<Peer> {
        let mut peers = self.named_peers();
        // eidetica skips what has no transport.
        let has_transport = |peer: &Peer| {
            let mut inside = self.below(peer.node);
            inside.any(|(_, node)| node.role == Role::Transport)
        };
        peers.retain(|peer| peer.hint.is_none() || has_transport(peer));
        peers
    }

    /// How many there are, with those that the tree has no room for.
    pub fn peer_count(&self) -> usize {
        match &self.value {
            Some(Value::Link(link)) => link.hints.len(),
            _ => self.peers().len(),
        }
    }

    fn named_peers(&self) -> Vec<Peer> {
        let mut peers: Vec<Peer> = Vec::new();
        let mut end_of_hint = 0;
        for (index, node) in self.nodes.iter().enumerate() {
            if node.part != Part::Body || matches!(node.state, NodeState::Unread | NodeState::Uncertain) {
                continue;
            }
            if node.role == Role::Param && node.index.is_some() {
                end_of_hint = node.next;
                peers.push(self.peer(index, node.index));
                continue;
            }
            let in_hint = index < end_of_hint;
            if node.role == Role::EndpointId
                && node.is_leaf(index)
                && self.is_payload(node.layer)
                && index > 0
            {
                if !in_hint {
                    let holder = self.parent(index).unwrap_or(index);
                    peers.push(self.peer(holder, None));
                }
                let id = self.id_at(index);
                let last = peers.last_mut().filter(|peer| peer.id_node.is_none());
                if let Some(peer) = last {
                    peer.id_node = Some(index);
                    peer.id = id;
                }
                continue;
            }
            let Some(peer) = peers.last_mut().filter(|_| node.state == NodeState::Fine) else {
                continue;
            };
            match (node.role, self.means(index, node, in_hint)) {
                (Role::Transport, _) if in_hint => peer.transport = self.show(index, Secrets::Masked),
                (_, Some(means)) => peer.ways.push(Way { node: index, means }),
                (_, None) => {}
            }
        }
        peers
    }

    fn peer(&self, node: usize, hint: Option<usize>) -> Peer {
        let end = self.nodes.get(node).map_or(0, |node| node.next);
        let mut inside = self.nested.iter().filter(|(at, _)| (node..end).contains(at));
        Peer {
            node,
            hint,
            transport: String::from("iroh"),
            id_node: None,
            id: None,
            ways: Vec::new(),
            is_read: match hint {
                Some(_) => inside.all(|(_, verdict)| verdict.accepts),
                None => self.value.is_some(),
            },
        }
    }

    /// The id at a node, where it is one that may be shown.
    fn id_at(&self, index: usize) -> Option<Bytes32> {
        let node = self.nodes.get(index)?;
        let is_shown = node.state == NodeState::Fine && !self.hides(index);
        Bytes32::try_from(self.bytes(node)).ok().filter(|_| is_shown)
    }

    fn means(&self, index: usize, node: &Node, in_hint: bool) -> Option<Means> {
        let is_hidden = self.hides(index);
        let known = |means: Option<Means>| match is_hidden {
            true => Some(Means::Hidden),
            false => means,
        };
        if node.role == Role::Address && in_hint && !self.holds_ticket(index) {
            let text = self.show(index, Secrets::Masked);
            return known(Some(
                match link::host_port(&text).filter(|_| node.wire == "host:port") {
                    Some((host, port)) => Means::Host(String::from(host), port),
                    None => Means::Text(text),
                },
            ));
        }
        match node.role.holds() {
            // A length and what has it stand in a node of the same meaning.
            Holds::Addr(AddrKind::Relay) | Holds::Region if !node.is_leaf(index) => None,
            Holds::Addr(AddrKind::Relay) => Some(Means::Relay(self.show(index, Secrets::Masked))),
            Holds::Addr(AddrKind::Ip) => known(self.socket_addr(index).map(Means::Ip)),
            Holds::Addr(AddrKind::Custom) => known(self.custom_addr(index).map(Means::Custom)),
            Holds::Region => known(u16::try_from(node.int).ok().map(Means::DerpRegion)),
            Holds::Id
            | Holds::Piece(_)
            | Holds::Format
            | Holds::Hash
            | Holds::Token
            | Holds::Document(_)
            | Holds::Key
            | Holds::Nothing => None,
        }
    }

    fn holds_ticket(&self, index: usize) -> bool {
        self.below(index).any(|(_, node)| node.role == Role::Ticket)
    }
}

impl Means {
    /// The IP address in it.
    pub fn ip(&self) -> Option<IpAddr> {
        match self {
            Means::Ip(addr) => Some(addr.ip()),
            Means::Host(host, _) => host.trim_start_matches('[').trim_end_matches(']').parse().ok(),
            Means::Relay(url) => {
                let host = facts::host(url);
                host.trim_start_matches('[').trim_end_matches(']').parse().ok()
            }
            _ => None,
        }
    }

    /// Its port, where it has one.
    pub fn port(&self) -> Option<u16> {
        match self {
            Means::Ip(addr) => Some(addr.port()),
            Means::Host(_, port) => Some(*port),
            _ => None,
        }
    }
}
