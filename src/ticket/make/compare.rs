//! Two tickets or links side by side: what is the same, what is gone, what is new.

use crate::ticket::encoding::codec::to_hex;
use crate::ticket::explain::mask;
use crate::ticket::explain::secrets::{shown, shown_url};
use crate::ticket::explain::value::Value;
use crate::ticket::link::Link;
use crate::ticket::link::cid;
use crate::ticket::wire::decode;
use crate::ticket::wire::kind::{Bare, Kind, Sort};
use crate::ticket::wire::layout;
use crate::ticket::wire::value::{Bytes32, Capability, EndpointAddr, Ticket, TransportAddr};
use crate::ticket::words;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

/// What became of something between the first and the second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// In both.
    Kept(String),
    /// Only in the first.
    Removed(String),
    /// Only in the second.
    Added(String),
    /// In both, and different.
    Changed(String, String),
}

impl Change {
    /// The sign in front of its line.
    pub fn sign(&self) -> char {
        match self {
            Change::Kept(_) => '=',
            Change::Removed(_) => '-',
            Change::Added(_) => '+',
            Change::Changed(..) => '~',
        }
    }

    /// Its stable name.
    pub fn name(&self) -> &'static str {
        match self {
            Change::Kept(_) => "kept",
            Change::Removed(_) => "removed",
            Change::Added(_) => "added",
            Change::Changed(..) => "changed",
        }
    }
}

/// One line of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is about: `kind`, `database id`, `endpoint`, `relay`, `address`, ….
    pub what: &'static str,
    /// The endpoint that it belongs to, in short; empty for the ticket as a whole.
    pub of: String,
    /// What became of it.
    pub change: Change,
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.change.sign(), self.what)?;
        if !self.of.is_empty() {
            write!(f, " of {}", self.of)?;
        }
        match &self.change {
            Change::Kept(value) | Change::Removed(value) | Change::Added(value) => write!(f, ": {value}"),
            Change::Changed(from, to) => write!(f, ": {from} → {to}"),
        }
    }
}

/// What two tickets or links have in common, and what not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Line by line: the ticket as a whole first, then each endpoint.
    pub lines: Vec<Line>,
}

impl Comparison {
    /// Whether both say the same.
    pub fn is_same(&self) -> bool {
        self.lines
            .iter()
            .all(|line| matches!(line.change, Change::Kept(_)))
    }

    /// In a sentence.
    pub fn sentence(&self) -> String {
        if self.is_same() {
            return String::from("Both say the same.");
        }
        let mut words: Vec<String> = Vec::new();
        let endpoints = |kept: bool| {
            self.lines
                .iter()
                .filter(|line| line.what == "endpoint" && matches!(line.change, Change::Kept(_)) == kept)
                .count()
        };
        words.push(String::from(match (endpoints(true), endpoints(false)) {
            (0, 0) => "No endpoint in either",
            (0, _) => "Different endpoints",
            (1, 0) => "The same endpoint",
            (_, 0) => "The same endpoints",
            (_, _) => "Some of the same endpoints",
        }));
        for (sign, one, many) in [
            ('~', "1 thing changed", "things changed"),
            ('-', "1 removed", "removed"),
            ('+', "1 added", "added"),
        ] {
            match self
                .lines
                .iter()
                .filter(|line| line.change.sign() == sign)
                .count()
            {
                0 => {}
                1 => words.push(String::from(one)),
                number => words.push(format!("{number} {many}")),
            }
        }
        format!("{}.", words.join(", "))
    }
}

/// Everything that a value says, in a form that can be compared.
#[derive(Default)]
struct Facts {
    /// What there is one of: each with its name, how it is shown, and what decides whether two are the same.
    single: Vec<(&'static str, String, String)>,
    /// What there are several of, without an endpoint, likewise.
    many: Vec<(&'static str, String, String)>,
    endpoints: Vec<EndpointAddr>,
}

impl Facts {
    fn single(&mut self, name: &'static str, shown: impl Into<String>) {
        let shown = shown.into();
        self.single.push((name, shown.clone(), shown));
    }

    fn of(value: &Value, kind: Kind) -> Self {
        let mut facts = Facts::default();
        facts.single("kind", kind.name());
        match value {
            Value::Ticket(ticket, _) | Value::Chat(_, ticket) => facts.ticket(ticket, kind),
            Value::Link(link) => facts.link(link),
            Value::Key(key) if kind == Kind::EndpointId => facts.endpoint(&EndpointAddr::new(*key)),
            Value::Key(_) => facts.single("key", mask::MASK),
            Value::Text(text) => match kind.spec().sort {
                Sort::Bare(Bare::Cid | Bare::HashId) => facts.database_id(text),
                Sort::Bare(Bare::RelayUrl | Bare::EndpointId | Bare::Key) | Sort::Link | Sort::Ticket => {
                    facts.single("text", words::visible(shown(text)));
                }
            },
        }
        facts
    }

    fn database_id(&mut self, id: &str) {
        // The same CID may be written in many bases.
        let same = cid::parse(id).map_or_else(|_| String::from(id), |id| id.to_string());
        self.single.push(("database id", words::visible(shown(id)), same));
    }

    fn ticket(&mut self, ticket: &Ticket, kind: Kind) {
        match ticket {
            Ticket::Endpoint(_) => {}
            Ticket::Blob {
                format, hash, token, ..
            } => {
                self.single("format", format.name());
                self.single("hash", to_hex(hash));
                if let Some(token) = token {
                    // Compared, not shown.
                    self.single
                        .push(("request token", String::from(mask::MASK), to_hex(token)));
                }
            }
            Ticket::Doc { capability, .. } => {
                let (access, id) = match capability {
                    Capability::Write { namespace, .. } => ("write", namespace.as_ref()),
                    Capability::Read(id) => ("read", Some(id)),
                    Capability::Unknown(_) => ("unknown", None),
                };
                self.single("capability", access);
                match (id, capability) {
                    (Some(id), _) => self.single("document", to_hex(id)),
                    // The secret is compared, not shown.
                    (None, Capability::Write { secret: key, .. } | Capability::Unknown(key)) => {
                        self.secret("document key", key);
                    }
                    _ => {}
                }
            }
            Ticket::Keyed { role, key, .. } => match role.is_secret() {
                true => self.secret(kind.key_name(), key),
                false => self.single(kind.key_name(), to_hex(key)),
            },
        }
        for addr in ticket.endpoints() {
            self.endpoint(addr);
        }
    }

    fn secret(&mut self, name: &'static str, key: &Bytes32) {
        self.single.push((name, String::from(mask::MASK), to_hex(key)));
    }

    /// Adds an endpoint; one that is there already gets the addresses too.
    fn endpoint(&mut self, addr: &EndpointAddr) {
        match self.endpoints.iter_mut().find(|known| known.id == addr.id) {
            Some(known) => known.addrs.extend(addr.addrs.iter().cloned()),
            None => self.endpoints.push(addr.clone()),
        }
    }

    /// Adds a text of which nothing is known; a ticket in it that may carry a secret is not shown.
    fn text(&mut self, what: &'static str, name: &str, value: &str) {
        let same = format!("{name}{value}");
        let shown = format!("{}{}", shown(name), shown(value));
        self.many.push((what, words::visible(&shown), same));
    }

    fn link(&mut self, link: &Link) {
        self.database_id(&link.database_id);
        for hint in &link.hints {
            let ticket = (hint.transport == "iroh")
                .then(|| {
                    let unchecked = crate::ticket::checks::Unchecked;
                    decode::decode(&hint.address, Kind::Endpoint, &layout::E1, &unchecked).ok()
                })
                .flatten();
            match ticket {
                Some(decoded) => decoded
                    .ticket
                    .endpoints()
                    .iter()
                    .for_each(|addr| self.endpoint(addr)),
                None => self.text("hint", &format!("{}:", hint.transport), &hint.address),
            }
        }
        for tip in link.tips.iter().flatten() {
            self.text("tip", "", tip);
        }
        for (key, value) in &link.unknown {
            self.text("parameter", &format!("{key}="), value);
        }
    }
}

fn addr_line(addr: &TransportAddr) -> (&'static str, String) {
    match addr {
        TransportAddr::Relay(url) => ("relay", words::visible(&shown_url(url))),
        TransportAddr::DerpRegion(region) => ("relay region", region.to_string()),
        TransportAddr::Ip(addr) => ("address", addr.to_string()),
        TransportAddr::Custom(addr) => ("custom address", addr.to_string()),
    }
}

/// Compares two values, each of its kind, as sets: the order of addresses and endpoints does not count.
pub fn compare(first: (&Value, Kind), second: (&Value, Kind)) -> Comparison {
    let (one, two) = (Facts::of(first.0, first.1), Facts::of(second.0, second.1));
    let mut lines = Vec::new();
    let mut line = |what, of: &str, change| {
        lines.push(Line {
            what,
            of: String::from(of),
            change,
        });
    };
    for (name, shown, same) in &one.single {
        let other = two.single.iter().find(|(other, ..)| other == name);
        line(
            name,
            "",
            match other {
                Some((.., other)) if other == same => Change::Kept(shown.clone()),
                Some((_, other, _)) => Change::Changed(shown.clone(), other.clone()),
                None => Change::Removed(shown.clone()),
            },
        );
    }
    for (name, shown, _) in &two.single {
        if !one.single.iter().any(|(other, ..)| other == name) {
            line(name, "", Change::Added(shown.clone()));
        }
    }
    let has = |facts: &Facts, what: &str, same: &str| {
        let mut many = facts.many.iter();
        many.any(|(other, _, text)| *other == what && text == same)
    };
    for (what, shown, same) in &one.many {
        let change = match has(&two, what, same) {
            true => Change::Kept,
            false => Change::Removed,
        };
        line(what, "", change(shown.clone()));
    }
    for (what, shown, same) in &two.many {
        if !has(&one, what, same) {
            line(what, "", Change::Added(shown.clone()));
        }
    }
    for addr in &one.endpoints {
        let id = to_hex(&addr.id);
        let of = format!("{}…", id.get(..10).unwrap_or_default());
        let other = two.endpoints.iter().find(|other| other.id == addr.id);
        let change = if other.is_some() {
            Change::Kept
        } else {
            Change::Removed
        };
        line("endpoint", "", change(id));
        for item in &addr.addrs {
            let (what, shown) = addr_line(item);
            let kept = other.is_some_and(|other| other.addrs.contains(item));
            let change = if kept { Change::Kept } else { Change::Removed };
            line(what, &of, change(shown));
        }
        for item in other.iter().flat_map(|other| other.addrs.difference(&addr.addrs)) {
            let (what, shown) = addr_line(item);
            line(what, &of, Change::Added(shown));
        }
    }
    for addr in &two.endpoints {
        if one.endpoints.iter().any(|other| other.id == addr.id) {
            continue;
        }
        let id = to_hex(&addr.id);
        let of = format!("{}…", id.get(..10).unwrap_or_default());
        line("endpoint", "", Change::Added(id));
        for item in &addr.addrs {
            let (what, shown) = addr_line(item);
            line(what, &of, Change::Added(shown));
        }
    }
    Comparison {
        lines: relays_changed(lines),
    }
}

/// One relay that went and one that came, at the same endpoint, are one that changed.
fn relays_changed(lines: Vec<Line>) -> Vec<Line> {
    let is =
        |line: &Line, of: &str, sign| line.what == "relay" && line.of == of && line.change.sign() == sign;
    let only = |of: &str, sign| {
        let mut found = lines.iter().filter(|line| is(line, of, sign));
        let first = found.next();
        first.filter(|_| found.next().is_none())
    };
    let mut out = Vec::new();
    for line in &lines {
        let pair = only(&line.of, '-').zip(only(&line.of, '+'));
        match (&line.change, pair) {
            (Change::Removed(from), Some((_, to))) if is(line, &line.of, '-') => {
                let Change::Added(to) = &to.change else { continue };
                out.push(Line {
                    change: Change::Changed(from.clone(), to.clone()),
                    ..line.clone()
                });
            }
            (Change::Added(_), Some(_)) if is(line, &line.of, '+') => {}
            _ => out.push(line.clone()),
        }
    }
    out
}
