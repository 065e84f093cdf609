//! Will it connect? What the text alone says about it: nobody is asked.

use crate::ticket::explain::document::Document;
use crate::ticket::explain::reach::{Means, Peer, Way};
use crate::ticket::facts::{Scope, host, lookup_name, relay, scope};
use crate::ticket::limits;
use crate::ticket::wire::kind::Kind;
use crate::ticket::words::{count, list};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// How a line of the checklist turned out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CheckStatus {
    /// Nothing speaks against it.
    Ok,
    /// It may fail, or not be what is wanted.
    Caution,
    /// It will fail.
    Problem,
}

impl CheckStatus {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            CheckStatus::Ok => "ok",
            CheckStatus::Caution => "caution",
            CheckStatus::Problem => "problem",
        }
    }
}

/// One line of the checklist. It names classes and numbers, never an address or id; only the advice may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// How it turned out.
    pub status: CheckStatus,
    /// What it is about; stable.
    pub code: &'static str,
    /// What there is to say.
    pub text: String,
    /// What to do about it; may be empty.
    pub advice: String,
    /// The peer of a link, or the endpoint of a ticket with several, that it is about.
    pub peer: Option<usize>,
    /// The node of the tree that it is about.
    pub node: Option<usize>,
}

impl Document {
    /// The checklist, peer by peer. Empty for what names nobody to connect to, and for what could not be read.
    pub fn connect(&self) -> Vec<Check> {
        if self.value.is_none() {
            return Vec::new();
        }
        let peers = self.peers();
        let mut list = List {
            checks: Vec::new(),
            peer: None,
            node: None,
        };
        if self.kind == Kind::Eidetica && peers.is_empty() {
            list.node = Some(0);
            list.add(
                CheckStatus::Caution,
                "no-peers",
                String::from("The link names no peer to ask."),
                "It opens only where the database is already, or by peers that your program knows. Else ask for a link with peers.",
            );
        }
        let is_numbered = peers.len() > 1 || self.kind == Kind::Eidetica;
        for (at, peer) in peers.iter().enumerate() {
            if list.checks.len() >= limits::CHECKS {
                list.peer = None;
                list.node = None;
                let more = self.peer_count().saturating_sub(at);
                let text = format!("{} not looked at.", count(more, "more peer is", "more peers are"));
                list.add(CheckStatus::Caution, "more-peers", text, "");
                break;
            }
            list.peer = Some(at).filter(|_| is_numbered);
            list.node = Some(peer.node);
            let earlier = peers.get(..at).unwrap_or_default();
            // Quadratic, but only as far as the checklist goes.
            let is_repeated = peer.hint.is_some()
                && earlier
                    .iter()
                    .any(|other| self.text_at(other.node) == self.text_at(peer.node));
            match is_repeated {
                true => list.add(
                    CheckStatus::Caution,
                    "repeated-peer",
                    String::from("The same peer is named before."),
                    "One of the two can go.",
                ),
                false => list.peer(peer),
            }
        }
        list.checks
    }

    fn text_at(&self, index: usize) -> &str {
        self.nodes.get(index).map_or("", |node| self.text_of(node))
    }
}

struct List {
    checks: Vec<Check>,
    peer: Option<usize>,
    node: Option<usize>,
}

impl List {
    fn add(&mut self, status: CheckStatus, code: &'static str, text: String, advice: &str) {
        self.checks.push(Check {
            status,
            code,
            text,
            advice: String::from(advice),
            peer: self.peer,
            node: self.node,
        });
    }

    /// The same about one node.
    fn add_at(&mut self, node: usize, status: CheckStatus, code: &'static str, text: String, advice: &str) {
        let before = self.node.replace(node);
        self.add(status, code, text, advice);
        self.node = before;
    }

    fn peer(&mut self, peer: &Peer) {
        match peer.transport.as_str() {
            _ if !peer.is_read => self.add(
                CheckStatus::Problem,
                "unreadable",
                String::from("Its ticket is rejected, so it cannot be asked."),
                "Ask for the link again, or take out this peer.",
            ),
            "iroh" => self.endpoint(peer),
            "http" => self.http(peer),
            "sim" => self.add(
                CheckStatus::Problem,
                "test-transport",
                String::from("The transport sim exists only inside of eidetica’s own tests."),
                "Take out this peer.",
            ),
            _ => self.add(
                CheckStatus::Problem,
                "unknown-transport",
                String::from("eidetica has no such transport."),
                "It knows http and iroh; names are in lower case.",
            ),
        }
    }

    /// A peer that is asked by HTTP.
    fn http(&mut self, peer: &Peer) {
        let Some(way) = peer.ways.first() else {
            return;
        };
        let Means::Host(name, _) = &way.means else {
            let text = String::from("The address is not host:port, so no server can be found by it.");
            self.add(
                CheckStatus::Problem,
                "http-address",
                text,
                "Write pr=http:host:port without slashes.",
            );
            return;
        };
        let is_local = name.eq_ignore_ascii_case("localhost");
        let class = way.means.ip().map(scope).or(is_local.then_some(Scope::Loopback));
        self.unusable(&peer.ways);
        match class {
            Some(class) if !is_usable(class) => {}
            Some(class) if class.is_local() => {
                let text = format!("The server is asked at a {} address: only {} reaches it.", class.name(), who(class));
                self.add(CheckStatus::Caution, "only-local", text, "From elsewhere, ask for a public address or an iroh peer.");
            }
            Some(_) | None => self.add(
                CheckStatus::Caution,
                "no-tls",
                String::from("The server is asked over http, without TLS: everybody on the way can read and change what is sent."),
                "Use it inside a network that you trust, or ask for an iroh peer.",
            ),
        }
    }

    /// An endpoint of iroh.
    fn endpoint(&mut self, peer: &Peer) {
        let is_relay = |way: &&Way| matches!(way.means, Means::Relay(_));
        let relays = peer.ways.iter().filter(is_relay).count();
        for way in peer.ways.iter().filter(is_relay) {
            self.relay(way);
        }
        if let Some((way, region)) = peer.ways.iter().find_map(|way| match way.means {
            Means::DerpRegion(region) => Some((way, region)),
            _ => None,
        }) {
            self.add_at(
                way.node,
                CheckStatus::Problem,
                "relay-region",
                format!("It names its relay by the number {region}, which only iroh before 0.12 understood."),
                "Ask for a ticket made with a current iroh.",
            );
        }
        self.unusable(&peer.ways);
        let usable: Vec<(&Way, Scope)> = peer
            .ways
            .iter()
            .filter_map(|way| match &way.means {
                Means::Ip(addr) if addr.port() != 0 => {
                    Some((way, scope(addr.ip()))).filter(|(_, class)| is_usable(*class))
                }
                _ => None,
            })
            .collect();
        let public = usable.iter().filter(|(_, class)| !class.is_local());
        let customs = peer
            .ways
            .iter()
            .filter(|way| matches!(way.means, Means::Custom(_)))
            .count();
        let hidden = peer.ways.iter().any(|way| matches!(way.means, Means::Hidden));
        let has_v4 = usable
            .iter()
            .any(|(way, _)| way.means.ip().is_some_and(|ip| ip.to_canonical().is_ipv4()));
        let number = public.clone().count();
        if let Some((way, _)) = public.clone().next() {
            let what = count(number, "public address", "public addresses");
            let text = format!("{what} to reach it directly, unless a firewall or NAT is in between.");
            self.add_at(way.node, CheckStatus::Ok, "direct", text, "");
        }
        if number > 0 && !has_v4 && relays == 0 {
            self.add(
                CheckStatus::Caution,
                "ipv6-only",
                String::from("It has IPv6 addresses only."),
                "From a network without IPv6 it cannot be reached: ask for a ticket with a relay.",
            );
        }
        match (relays, usable.as_slice(), customs) {
            (0, [(first, _), ..], _) if number == 0 => {
                let mut classes: Vec<Scope> = usable.iter().map(|(_, class)| *class).collect();
                classes.sort_unstable();
                classes.dedup();
                let names: Vec<String> = classes.iter().map(|class| String::from(class.name())).collect();
                let mut whom: Vec<String> = classes.iter().map(|class| String::from(who(*class))).collect();
                whom.dedup();
                let text = format!("It has only {} addresses: nobody but {} reaches them.", list(&names), list(&whom));
                let node = first.node;
                self.add_at(node, CheckStatus::Caution, "only-local", text, "From elsewhere, ask for a ticket with a relay.");
            }
            (0, [], 0) if peer.ways.is_empty() && !hidden => self.lookup(peer),
            (0, [], 0) if !hidden => self.add(
                CheckStatus::Problem,
                "no-way",
                String::from("None of its addresses can be used, so only a lookup of its id can find it."),
                "Ask for a ticket made while the endpoint is online.",
            ),
            (0, [], 1..) => self.add(
                CheckStatus::Caution,
                "custom-only",
                String::from("It can be reached by custom transports only."),
                "Both programs must have that transport.",
            ),
            (1.., [], _) => self.add(
                CheckStatus::Ok,
                "relay-only",
                String::from("It has no direct address: the first contact goes through the relay, which then helps to find a direct way."),
                "",
            ),
            _ => {}
        }
    }

    /// Nothing but an id.
    fn lookup(&mut self, peer: &Peer) {
        let advice = peer
            .id
            .map(|id| format!("See whether it is found: dig TXT {}", lookup_name(&id)));
        self.node = peer.id_node.or(self.node);
        self.add(
            CheckStatus::Caution,
            "lookup",
            String::from(
                "It has no address: it connects only while a lookup of its id at n0’s DNS finds one.",
            ),
            &advice.unwrap_or_default(),
        );
    }

    fn relay(&mut self, way: &Way) {
        let Means::Relay(url) = &way.means else {
            return;
        };
        let name = host(url).trim_end_matches('.');
        let is_n0_name = [".iroh.network", ".iroh.link"]
            .iter()
            .any(|end| name.ends_with(end));
        let is_plain = url
            .get(..7)
            .is_some_and(|start| start.eq_ignore_ascii_case("http://"));
        let local = way
            .means
            .ip()
            .map(scope)
            .or((name == "localhost").then_some(Scope::Loopback));
        let (status, code, text, advice) = match relay(url) {
            Some(relay) if relay.current && relay.staging => (
                CheckStatus::Caution,
                "relay-staging",
                format!(
                    "n0’s relay for tests in {}: it may be down at any time.",
                    relay.region
                ),
                "Ask for a ticket with another relay.",
            ),
            Some(relay) if relay.current => (
                CheckStatus::Ok,
                "relay-current",
                format!(
                    "The n0 relay in {} is one that current releases of iroh use.",
                    relay.region
                ),
                "",
            ),
            Some(relay) => (
                CheckStatus::Caution,
                "relay-old",
                format!(
                    "The n0 relay in {} belongs to {}: current releases use others.",
                    relay.region, relay.era
                ),
                "Ask for a ticket made with a current iroh.",
            ),
            None if is_n0_name => (
                CheckStatus::Caution,
                "relay-unknown",
                String::from("No release of iroh has had an n0 relay with this name."),
                "Check its spelling, or ask for the ticket again.",
            ),
            None => match local {
                Some(class) if !is_usable(class) => (
                    CheckStatus::Problem,
                    "relay-unusable",
                    format!("The relay has a {} address: nobody can be there.", class.name()),
                    "Ask for a ticket with another relay.",
                ),
                Some(class) if class.is_local() => (
                    CheckStatus::Caution,
                    "relay-local",
                    format!(
                        "The relay has a {} address: only {} reaches it.",
                        class.name(),
                        who(class)
                    ),
                    "From elsewhere, ask for a ticket with a public relay.",
                ),
                Some(_) | None => (
                    CheckStatus::Ok,
                    "relay-own",
                    String::from(
                        "The relay is not one of n0’s: it has to be running, which cannot be seen from here.",
                    ),
                    "",
                ),
            },
        };
        self.add_at(way.node, status, code, text, advice);
        if is_plain {
            self.add_at(
                way.node,
                CheckStatus::Caution,
                "relay-no-tls",
                String::from("The relay is asked over http, without TLS."),
                "That is for tests: ask for one with https.",
            );
        }
    }

    /// Addresses at which nobody can be.
    fn unusable(&mut self, ways: &[Way]) {
        let of = |fits: &dyn Fn(&Way) -> bool| -> Option<(usize, usize)> {
            let mut fitting = ways
                .iter()
                .filter(|way| !matches!(way.means, Means::Relay(_)) && fits(way));
            let first = fitting.next()?.node;
            Some((first, fitting.count().saturating_add(1)))
        };
        let class = |way: &Way| way.means.ip().map(scope);
        if let Some((node, number)) = of(&|way| class(way) == Some(Scope::Documentation)) {
            let what = count(number, "address is", "addresses are");
            let text = format!("{what} from a range for examples: nobody can be there.");
            self.add_at(
                node,
                CheckStatus::Problem,
                "documentation",
                text,
                "Whoever made it must put in a real address.",
            );
        }
        if let Some((node, number)) = of(&|way| class(way) == Some(Scope::Unspecified)) {
            let what = count(number, "address says", "addresses say");
            let text = format!("{what} “every interface”, which is nowhere to connect to.");
            self.add_at(
                node,
                CheckStatus::Problem,
                "unspecified",
                text,
                "Whoever made it must put in the address of one interface.",
            );
        }
        if let Some((node, number)) =
            of(&|way| matches!(class(way), Some(Scope::Multicast | Scope::Reserved)))
        {
            let what = count(number, "address is", "addresses are");
            let text = format!("{what} multicast or reserved: no endpoint can have it.");
            self.add_at(
                node,
                CheckStatus::Problem,
                "reserved",
                text,
                "Ask for the ticket again.",
            );
        }
        if let Some((node, number)) = of(&|way| way.means.port() == Some(0)) {
            let what = count(number, "address has", "addresses have");
            let text = format!("{what} port 0, to which nobody can connect.");
            self.add_at(
                node,
                CheckStatus::Problem,
                "port-zero",
                text,
                "Whoever made it must put in the port that is listened on.",
            );
        }
    }
}

/// Whether somebody can have such an address.
fn is_usable(class: Scope) -> bool {
    match class {
        Scope::Public
        | Scope::Private
        | Scope::Cgnat
        | Scope::Loopback
        | Scope::LinkLocal
        | Scope::UniqueLocal => true,
        Scope::Documentation | Scope::Multicast | Scope::Unspecified | Scope::Reserved => false,
    }
}

/// Who reaches addresses of this class.
fn who(class: Scope) -> &'static str {
    match class {
        Scope::Loopback => "the same machine",
        Scope::Private | Scope::UniqueLocal => "the same network",
        Scope::LinkLocal => "the same link",
        Scope::Cgnat => "the same provider’s network",
        Scope::Public => "everybody",
        Scope::Documentation | Scope::Multicast | Scope::Unspecified | Scope::Reserved => "nobody",
    }
}
