//! What is in the picture, before anything has a place.

use super::Class;
use crate::ticket::encoding::codec::to_hex;
use crate::ticket::explain::document::Document;
use crate::ticket::explain::mask::MASK;
use crate::ticket::explain::reach::{Means, Peer, Way};
use crate::ticket::facts::{custom_transport, derp_region, host, relay, scope};
use crate::ticket::words::{capital, count, ends, list, visible};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::net::IpAddr;

/// The most peers that are drawn one by one.
const PEERS: usize = 20;
/// The most relays of one peer.
const RELAYS: usize = 3;
/// The most addresses of one peer that are drawn one by one, and of all of them together.
const WAYS: (usize, usize) = (6, 12);
/// The most groups of addresses.
const GROUPS: usize = 12;
/// The longest text that is kept whole, in characters.
const FULL: usize = 200;

/// A box without a place.
pub(super) struct Cell {
    pub node: Option<usize>,
    pub class: Class,
    pub label: String,
    pub detail: String,
}

/// A peer, and what is on both sides of it.
pub(super) struct Row {
    /// What leads to it: relays or a lookup.
    pub before: Vec<Cell>,
    pub peer: Cell,
    /// Its addresses.
    pub after: Vec<Cell>,
}

pub(super) struct Graph {
    pub rows: Vec<Row>,
    pub title: String,
    pub alternative: String,
}

fn cell(node: Option<usize>, class: Class, label: &str, detail: &str) -> Cell {
    Cell {
        node,
        class,
        label: String::from(label),
        detail: visible(detail).chars().take(FULL).collect(),
    }
}

/// What stands for so many that are not drawn.
fn more(number: usize, one: &str, several: &str) -> Option<Cell> {
    (number > 0).then(|| cell(None, Class::More, &count(number, one, several), ""))
}

impl Graph {
    pub fn of(document: &Document) -> Graph {
        let peers = document.peers();
        let ways = peers
            .iter()
            .fold(0_usize, |sum, peer| sum.saturating_add(peer.ways.len()));
        let mut rows: Vec<Row> = peers
            .iter()
            .take(PEERS)
            .map(|peer| row(peer, document.value.is_some(), ways <= WAYS.1))
            .collect();
        let left = document.peer_count().saturating_sub(peers.len().min(PEERS));
        let none = || peers.is_empty().then(|| cell(None, Class::More, "no peer", ""));
        rows.extend(
            more(left, "more peer", "more peers")
                .or_else(none)
                .map(|peer| Row {
                    before: Vec::new(),
                    peer,
                    after: Vec::new(),
                }),
        );
        let name = document.root_name();
        let said: Vec<String> = rows.iter().map(Row::words).collect();
        Graph {
            rows,
            title: format!("Whom the {name} names, and how they are reached"),
            alternative: said.join(" "),
        }
    }
}

impl Row {
    fn words(&self) -> String {
        let named = |cell: &Cell| match cell.detail.as_str() {
            "" => cell.label.clone(),
            detail => format!("{} {detail}", cell.label),
        };
        let all = |cells: &[Cell]| list(&cells.iter().map(named).collect::<Vec<String>>());
        let mut text = capital(&named(&self.peer));
        if !self.before.is_empty() {
            text.push_str(&format!(", through {}", all(&self.before)));
        }
        if !self.after.is_empty() {
            text.push_str(&format!(", at {}", all(&self.after)));
        }
        text.push('.');
        text
    }
}

fn row(peer: &Peer, is_whole: bool, one_by_one: bool) -> Row {
    let number = peer
        .hint
        .map_or_else(String::new, |at| format!("Peer {}, ", at.saturating_add(1)));
    let id = |peer: &Peer| match (&peer.id, peer.id_node) {
        (Some(id), _) => ends(&to_hex(id)),
        (None, Some(_)) => String::from("id hidden"),
        (None, None) => String::from("id not read"),
    };
    let is_relay = |way: &&Way| matches!(way.means, Means::Relay(_) | Means::DerpRegion(_));
    let node = Some(peer.id_node.unwrap_or(peer.node));
    match peer.transport.as_str() {
        _ if !peer.is_read && peer.hint.is_some() => Row {
            before: Vec::new(),
            peer: cell(
                node,
                Class::Useless,
                &format!("{number}cannot be asked"),
                &id(peer),
            ),
            after: Vec::new(),
        },
        "iroh" => {
            let label = match peer.hint {
                Some(_) => format!("{number}iroh"),
                None => String::from("Endpoint"),
            };
            let mut before: Vec<Cell> = peer
                .ways
                .iter()
                .filter(is_relay)
                .take(RELAYS)
                .map(relay_cell)
                .collect();
            let left = peer.ways.iter().filter(is_relay).count().saturating_sub(RELAYS);
            before.extend(more(left, "more relay", "more relays"));
            if peer.ways.is_empty() {
                before.push(match is_whole {
                    true => cell(node, Class::Lookup, "Lookup of its id", "dns.iroh.link"),
                    // What of it is lost, nobody knows.
                    false => cell(None, Class::More, "ways not read", ""),
                });
            }
            let rest: Vec<&Way> = peer.ways.iter().filter(|way| !is_relay(way)).collect();
            let after = match one_by_one && rest.len() <= WAYS.0 {
                true => rest.into_iter().map(way_cell).collect(),
                false => grouped(&rest),
            };
            Row {
                before,
                peer: cell(node, Class::Endpoint, &label, &id(peer)),
                after,
            }
        }
        transport => {
            let (class, label) = match transport {
                "http" => (Class::Server, format!("{number}http")),
                "sim" => (Class::Useless, format!("{number}sim")),
                _ => (Class::Useless, format!("{number}unknown transport")),
            };
            let way = peer.ways.first();
            let detail = match way.map(|way| &way.means) {
                Some(Means::Host(host, port)) => format!("{host}:{port}"),
                Some(Means::Text(text)) => text.clone(),
                Some(Means::Hidden) => String::from("hidden"),
                _ => String::new(),
            };
            let class = match way.and_then(|way| way.means.ip()).map(class_of) {
                Some(Class::Useless) => Class::Useless,
                _ => class,
            };
            let node = way.map(|way| way.node).or(node);
            Row {
                before: Vec::new(),
                peer: cell(node, class, &label, &detail),
                after: Vec::new(),
            }
        }
    }
}

fn relay_cell(way: &Way) -> Cell {
    match &way.means {
        Means::Relay(url) if url.contains(MASK) => cell(Some(way.node), Class::Relay, "Relay", "name hidden"),
        Means::Relay(url) => match relay(url) {
            Some(relay) => cell(
                Some(way.node),
                Class::Relay,
                &format!("n0 relay, {}", relay.region),
                host(url),
            ),
            None => cell(Some(way.node), Class::Relay, "Relay", host(url)),
        },
        Means::DerpRegion(region) => {
            let detail = derp_region(*region);
            cell(
                Some(way.node),
                Class::Relay,
                &format!("Relay region {region}"),
                detail,
            )
        }
        _ => cell(Some(way.node), Class::Hidden, "hidden", ""),
    }
}

/// A way as its class, with the address.
fn way_cell(way: &Way) -> Cell {
    let (class, label, detail) = described(way);
    cell(Some(way.node), class, &label, &detail)
}

fn described(way: &Way) -> (Class, String, String) {
    match &way.means {
        Means::Ip(addr) => {
            let class = match addr.port() {
                0 => Class::Useless,
                _ => class_of(addr.ip()),
            };
            (class, label_of(addr.ip()), addr.to_string())
        }
        Means::Custom(addr) => {
            let label =
                custom_transport(addr.id).map_or_else(|| format!("transport {:#x}", addr.id), String::from);
            (
                Class::Custom,
                label,
                to_hex(addr.data.0.get(..64).unwrap_or(&addr.data.0)),
            )
        }
        _ => (Class::Hidden, String::from("hidden"), String::new()),
    }
}

/// Many ways as one box for each class, with their number.
fn grouped(ways: &[&Way]) -> Vec<Cell> {
    let mut groups: Vec<(Cell, usize)> = Vec::new();
    let mut left = 0_usize;
    for way in ways {
        let (class, label, _) = described(way);
        let is_full = groups.len() >= GROUPS;
        let same = groups
            .iter_mut()
            .find(|(cell, _)| cell.class == class && cell.label == label);
        match same {
            Some((_, number)) => *number = number.saturating_add(1),
            None if !is_full => groups.push((cell(Some(way.node), class, &label, ""), 1)),
            None => left = left.saturating_add(1),
        }
    }
    groups.sort_by_key(|(cell, _)| cell.class);
    let mut cells: Vec<Cell> = groups
        .into_iter()
        .map(|(cell, number)| Cell {
            detail: count(number, "address", "addresses"),
            ..cell
        })
        .collect();
    cells.extend(more(left, "more address", "more addresses"));
    cells
}

fn label_of(ip: IpAddr) -> String {
    let version = if ip.is_ipv4() { "IPv4" } else { "IPv6" };
    format!("{} {version}", scope(ip).name())
}

fn class_of(ip: IpAddr) -> Class {
    scope(ip).into()
}
