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
#[non_exhaustive]
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

/// What the text alone says about connecting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Checklist {
    /// What was looked at, peer by peer.
    pub checks: Vec<Check>,
    /// How it turned out for the best way to the best peer: one way that is good is enough. `None` where nobody is named.
    pub outlook: Option<CheckStatus>,
}

impl Checklist {
    /// The answer to “Will it connect?”; empty where nobody is named.
    pub fn answer(&self) -> &'static str {
        match self.outlook {
            Some(CheckStatus::Ok) => "nothing speaks against it",
            Some(CheckStatus::Caution) => "maybe",
            Some(CheckStatus::Problem) => "no, as it stands",
            None => "",
        }
    }
}

impl Document {
    /// The checklist. Empty for what names nobody to connect to, and for what could not be read.
    pub fn connect(&self) -> Checklist {
        if self.value.is_none() {
            return Checklist::default();
        }
        let peers = self.peers();
        let mut list = List {
            checks: Vec::new(),
            peer: None,
            node: None,
        };
        let mut outlook = None;
        if self.kind == Kind::Eidetica && peers.is_empty() {
            list.node = Some(0);
            outlook = Some(CheckStatus::Caution);
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
                false => {
                    let own = list.peer(peer);
                    outlook = Some(outlook.map_or(own, |best| own.min(best)));
                }
            }
        }
        Checklist {
            checks: list.checks,
            outlook,
        }
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

    /// Looks at a peer, and tells how the best of its ways turned out.
    fn peer(&mut self, peer: &Peer) -> CheckStatus {
        let (code, text, advice) = match peer.transport.as_str() {
            _ if !peer.is_read => (
                "unreadable",
                "Its ticket is rejected, so it cannot be asked.",
                "Ask for the link again, or take out this peer.",
            ),
            "iroh" => return self.endpoint(peer),
            "http" => return self.http(peer),
            "sim" => (
                "test-transport",
                "The transport sim exists only inside of eidetica’s own tests.",
                "Take out this peer.",
            ),
            _ => (
                "unknown-transport",
                "eidetica has no such transport.",
                "It knows http and iroh; names are in lower case.",
            ),
        };
        self.add(CheckStatus::Problem, code, String::from(text), advice);
        CheckStatus::Problem
    }

    /// A peer that is asked by HTTP.
    fn http(&mut self, peer: &Peer) -> CheckStatus {
        let Some(Means::Host(name, _)) = peer.ways.first().map(|way| &way.means) else {
            let text = String::from("The address is not host:port, so no server can be found by it.");
            self.add(
                CheckStatus::Problem,
                "http-address",
                text,
                "Write pr=http:host:port without slashes.",
            );
            return CheckStatus::Problem;
        };
        if self.unusable(&peer.ways) {
            return CheckStatus::Problem;
        }
        let is_local = name.eq_ignore_ascii_case("localhost");
        let class = peer.ways.first().and_then(|way| way.means.ip()).map(scope);
        match class.or(is_local.then_some(Scope::Loopback)) {
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
        CheckStatus::Caution
    }

    /// An endpoint of iroh.
    fn endpoint(&mut self, peer: &Peer) -> CheckStatus {
        let mut best = CheckStatus::Problem;
        let is_relay = |way: &&Way| matches!(way.means, Means::Relay(_));
        let relays = peer.ways.iter().filter(is_relay).count();
        for way in peer.ways.iter().filter(is_relay) {
            best = best.min(self.relay(way));
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
                    Some((way, scope(addr.ip()))).filter(|(_, class)| class.is_usable())
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
        if !usable.is_empty() || customs > 0 || hidden {
            best = best.min(CheckStatus::Caution);
        }
        if number > 0 && has_v4 {
            best = CheckStatus::Ok;
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
            (0, [], 0) if peer.ways.is_empty() => {
                self.lookup(peer);
                best = CheckStatus::Caution;
            }
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
        best
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

    fn relay(&mut self, way: &Way) -> CheckStatus {
        let Means::Relay(url) = &way.means else {
            return CheckStatus::Problem;
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
                Some(class) if !class.is_usable() => (
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
            return status.max(CheckStatus::Caution);
        }
        status
    }

    /// Names the addresses at which nobody can be, and tells whether there are any.
    fn unusable(&mut self, ways: &[Way]) -> bool {
        let before = self.checks.len();
        for why in &UNUSABLE {
            let mut fitting = ways
                .iter()
                .filter(|way| !matches!(way.means, Means::Relay(_)) && (why.fits)(&way.means));
            if let Some(first) = fitting.next() {
                let number = fitting.count().saturating_add(1);
                let text = format!("{} {}", count(number, why.number.0, why.number.1), why.rest);
                self.add_at(first.node, CheckStatus::Problem, why.code, text, why.advice);
            }
        }
        self.checks.len() > before
    }
}

/// Why nobody can be at an address, and how that is said.
struct Unusable {
    fits: fn(&Means) -> bool,
    code: &'static str,
    /// The words after a number of one, and of several.
    number: (&'static str, &'static str),
    rest: &'static str,
    advice: &'static str,
}

const UNUSABLE: [Unusable; 4] = [
    Unusable {
        fits: |means| matches!(means.ip().map(scope), Some(Scope::Documentation)),
        code: "documentation",
        number: ("address is", "addresses are"),
        rest: "from a range for examples: nobody can be there.",
        advice: "Whoever made it must put in a real address.",
    },
    Unusable {
        fits: |means| matches!(means.ip().map(scope), Some(Scope::Unspecified)),
        code: "unspecified",
        number: ("address says", "addresses say"),
        rest: "“every interface”, which is nowhere to connect to.",
        advice: "Whoever made it must put in the address of one interface.",
    },
    Unusable {
        fits: |means| matches!(means.ip().map(scope), Some(Scope::Multicast | Scope::Reserved)),
        code: "reserved",
        number: ("address is", "addresses are"),
        rest: "multicast or reserved: no endpoint can have it.",
        advice: "Ask for the ticket again.",
    },
    Unusable {
        fits: |means| means.port() == Some(0),
        code: "port-zero",
        number: ("address has", "addresses have"),
        rest: "port 0, to which nobody can connect.",
        advice: "Whoever made it must put in the port that is listened on.",
    },
];

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
