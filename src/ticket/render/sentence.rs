//! The sentence that answers first.

use crate::ticket::encoding::codec::to_hex;
use crate::ticket::explain::diagnostic::{Code, Severity};
use crate::ticket::explain::document::{Document, NodeState, OwnType};
use crate::ticket::explain::mask::Secrets;
use crate::ticket::explain::own::Fit;
use crate::ticket::explain::reach::Means;
use crate::ticket::explain::secrets::shown_url;
use crate::ticket::explain::value::Value;
use crate::ticket::facts::{Scope, custom_transport, host, relay, scope};
use crate::ticket::wire::kind::Kind;
use crate::ticket::wire::layout::Role;
use crate::ticket::wire::value::{BlobFormat, Capability, Ticket, TransportAddr};
use crate::ticket::words::{count, list, visible};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

impl Document {
    /// What was found, what it gives away and which secrets it carries, in a sentence or two.
    pub fn sentence(&self) -> String {
        if let Some(own) = &self.own {
            return self.own_sentence(own);
        }
        match &self.value {
            Some(Value::Ticket(..)) if !self.is_proven() => self.doubtful_sentence(),
            Some(Value::Ticket(ticket, layout)) => ticket_sentence(ticket, layout.kind),
            Some(Value::Chat(_, ticket)) => ticket_sentence(ticket, Kind::Gossip),
            Some(Value::Link(link)) => {
                let peers = count(link.hints.len(), "peer", "peers");
                let mut text = match link.hints.len() {
                    0 => String::from("An eidetica database link without address hints."),
                    _ => format!("An eidetica database link with {peers}."),
                };
                let ways = self.peer_ways();
                if !ways.is_empty() {
                    text.push_str(&format!(" Reachable {}.", list(&ways)));
                }
                let shown = self.hosts();
                if !shown.is_empty() {
                    text.push_str(&format!(" Shows {}.", list(&shown)));
                }
                if self
                    .diagnostics
                    .iter()
                    .any(|diagnostic| diagnostic.severity == Severity::Error)
                {
                    text.push_str(" Part of it is damaged.");
                }
                text
            }
            Some(Value::Key(_) | Value::Text(_)) => String::from(self.kind.spec().sentence),
            None => self.broken_sentence(),
        }
    }

    /// Of what is read by somebody's own types.
    fn own_sentence(&self, own: &OwnType) -> String {
        let name = visible(&own.name);
        let bytes = self.layers.get(1).map_or(0, |layer| layer.data.len());
        let bytes = count(bytes, "byte", "bytes");
        let mut text = match &own.fit {
            Fit::Complete => format!("A value of your type {name}, in {bytes}."),
            Fit::Left(_) | Fit::Ends(_) | Fit::Wrong(_) | Fit::Stopped => {
                format!("{}, tried as your type {name}.", bytes)
            }
        };
        if self.has_secret() {
            text.push_str(" It carries a secret.");
        }
        text
    }

    /// Whether anything in it is secret.
    pub fn has_secret(&self) -> bool {
        self.nodes.iter().any(|node| node.role.is_secret())
    }

    /// Address classes of all addresses in a link, hints and nested tickets, counted.
    fn hosts(&self) -> Vec<String> {
        let mut classes: Vec<(String, usize)> = Vec::new();
        for (index, node) in self.nodes.iter().enumerate() {
            let is_host = node.role == Role::Host;
            if !is_host && node.role != Role::SocketAddr {
                continue;
            }
            let class = match self.annotation(index) {
                none if is_host && none.is_empty() => String::from("named"),
                class => class,
            };
            if class.is_empty() || node.state != NodeState::Fine {
                continue;
            }
            match classes.iter_mut().find(|(known, _)| *known == class) {
                Some((_, number)) => *number = number.saturating_add(1),
                None => classes.push((class, 1)),
            }
        }
        classes
            .into_iter()
            .map(|(class, number)| match number {
                1 => format!("1 {class} address"),
                _ => format!("{number} {class} addresses"),
            })
            .collect()
    }

    /// How the peers of a link can be reached: `through the n0 relay in Europe`, `over http`.
    fn peer_ways(&self) -> Vec<String> {
        let mut relays: Vec<String> = Vec::new();
        let mut others: Vec<String> = Vec::new();
        let peers = self.peers();
        for peer in peers.iter().filter(|peer| peer.is_read) {
            match peer.transport.as_str() {
                "http" => add(&mut others, "over http"),
                "iroh" if peer.ways.is_empty() => add(&mut others, "by a lookup of its id"),
                _ => {}
            }
            for way in &peer.ways {
                match &way.means {
                    Means::Relay(url) => add(&mut relays, &relay_words(url)),
                    Means::DerpRegion(region) => add(&mut relays, &format!("relay region {region}")),
                    Means::Custom(addr) => add(&mut others, &format!("by {}", transport_words(addr.id))),
                    Means::Ip(addr) if scope(addr.ip()) == Scope::Public => add(&mut others, "directly"),
                    _ => {}
                }
            }
        }
        let relays = match relays.is_empty() {
            true => None,
            false => Some(format!("through {}", list(&relays))),
        };
        relays.into_iter().chain(others).collect()
    }

    /// Of what reads as a ticket, but may be a piece of another one.
    fn doubtful_sentence(&self) -> String {
        let name = self.root_name();
        format!(
            "It reads as a {name}, but nothing proves that it is one: hidden, because it may be part of a secret."
        )
    }

    fn broken_sentence(&self) -> String {
        let name = self.root_name();
        let article = match name.as_bytes().first() {
            Some(b'a' | b'e' | b'i' | b'o' | b'A') => "An",
            _ => "A",
        };
        let id =
            self.nodes.iter().enumerate().find(|(_, node)| {
                node.role == Role::EndpointId && node.proven && node.state == NodeState::Fine
            });
        let cut_off = self
            .diagnostics
            .iter()
            .any(|diagnostic| diagnostic.code == Code::CutOff);
        let mut text = match cut_off {
            true => format!(
                "The beginning of {} {name}; its end is missing.",
                article.to_ascii_lowercase()
            ),
            false => format!("{article} {name} that its parser rejects."),
        };
        if self.kind == Kind::Unknown {
            text = String::from("A ticket of an unknown kind.");
        }
        if let Some((index, _)) = id {
            let id = self.show(index, Secrets::Masked);
            text.push_str(&format!(
                " It still names endpoint {}…",
                id.get(..10).unwrap_or_default()
            ));
        }
        if self.has_secret() {
            text.push_str(" It carries a secret.");
        }
        text
    }
}

/// The sentence that answers first: what a ticket is, what it gives away, which secret it carries.
fn ticket_sentence(ticket: &Ticket, kind: Kind) -> String {
    let short = |key: &[u8; 32]| format!("{}…", to_hex(key.get(..5).unwrap_or_default()));
    let head = match ticket {
        Ticket::Endpoint(addr) => format!("The address of endpoint {}", short(&addr.id)),
        Ticket::Blob {
            addr,
            format: BlobFormat::Raw,
            hash,
            ..
        } => format!("The blob {} from endpoint {}", short(hash), short(&addr.id)),
        Ticket::Blob { addr, hash, .. } => {
            format!(
                "The collection of blobs {} from endpoint {}",
                short(hash),
                short(&addr.id)
            )
        }
        Ticket::Doc { capability, nodes } => {
            let from = match nodes.as_slice() {
                [one] => format!("endpoint {}", short(&one.id)),
                many => count(many.len(), "endpoint", "endpoints"),
            };
            match capability {
                Capability::Write {
                    namespace: Some(id), ..
                } => format!("Read and write access to document {} from {from}", short(id)),
                Capability::Write { .. } => format!("Read and write access to a document from {from}"),
                Capability::Read(id) => format!("Read access to document {} from {from}", short(id)),
                Capability::Unknown(_) => format!("Access to a document from {from}"),
            }
        }
        Ticket::Keyed { key, nodes, .. } => {
            let number = count(nodes.len(), "endpoint", "endpoints");
            let whom = match nodes.as_slice() {
                [only] => format!("endpoint {}", short(&only.id)),
                _ => number.clone(),
            };
            let sentence = kind.spec().sentence.replace("{key}", &short(key));
            sentence.replace("{count}", &number).replace("{nodes}", &whom)
        }
    };
    let mut parts = alloc::vec![head];
    parts.extend(reach(ticket.endpoints().iter().flat_map(|addr| &addr.addrs)));
    if ticket.endpoints().iter().all(|addr| addr.addrs.is_empty()) {
        parts.push(String::from("without any address, so only a lookup can find it"));
    }
    if ticket.has_secret() {
        parts.push(String::from("carries a secret"));
    }
    format!("{}.", parts.join("; "))
}

/// Adds words that are not there yet.
fn add(all: &mut Vec<String>, words: &str) {
    if !all.iter().any(|other| other == words) {
        all.push(String::from(words));
    }
}

/// A relay in words.
fn relay_words(url: &str) -> String {
    match relay(url) {
        Some(relay) if relay.current => format!("the n0 relay in {}", relay.region),
        Some(relay) => format!("an n0 relay of {}", relay.era),
        None => format!("the relay {}", visible(host(&shown_url(url)))),
    }
}

/// A custom transport in words.
fn transport_words(id: u64) -> String {
    custom_transport(id).map_or_else(
        || format!("transport {id:#x}"),
        |name| String::from(name.split(',').next().unwrap_or(name)),
    )
}

/// How many addresses of each sort some endpoints have, in words; empty if none.
fn reach<'a>(addrs: impl Iterator<Item = &'a TransportAddr>) -> Vec<String> {
    let mut relays: Vec<String> = Vec::new();
    let mut scopes: Vec<(Scope, usize)> = Vec::new();
    let mut customs: Vec<String> = Vec::new();
    for addr in addrs {
        match addr {
            TransportAddr::Relay(url) => {
                let words = relay_words(url);
                if !relays.contains(&words) {
                    relays.push(words);
                }
            }
            TransportAddr::DerpRegion(region) => relays.push(format!("relay region {region}")),
            TransportAddr::Ip(addr) => {
                let class = scope(addr.ip());
                match scopes.iter_mut().find(|(scope, _)| *scope == class) {
                    Some((_, number)) => *number = number.saturating_add(1),
                    None => {
                        let place = scopes.partition_point(|(scope, _)| *scope < class);
                        scopes.insert(place, (class, 1));
                    }
                }
            }
            TransportAddr::Custom(addr) => {
                let name = transport_words(addr.id);
                if !customs.contains(&name) {
                    customs.push(name);
                }
            }
        }
    }
    let mut words = Vec::new();
    if !relays.is_empty() {
        words.push(format!("reachable through {}", list(&relays)));
    }
    if !scopes.is_empty() {
        let classes: Vec<String> = scopes
            .iter()
            .map(|(scope, number)| match number {
                1 => format!("1 {} address", scope.name()),
                _ => format!("{number} {} addresses", scope.name()),
            })
            .collect();
        words.push(format!("shows {}", list(&classes)));
    }
    if !customs.is_empty() {
        words.push(format!("can be reached by {}", list(&customs)));
    }
    words
}
