//! What is typed into a form, and what it comes to.
//!
//! A draft holds strings exactly as they were typed, so that nothing is lost while a field is wrong, while a kind is
//! tried and left again, or while an address is pasted in one form and built in another. [`Draft::examine`] reads it:
//! every field gets a remark at its own path where there is something to say, and the whole gets a [`Value`] once no
//! field is in error.

use crate::ticket::checks::{Answer, Checks};
use crate::ticket::encoding::bases;
use crate::ticket::explain::diagnostic::Severity;
use crate::ticket::explain::document::{Document, State};
use crate::ticket::explain::meaning::{self, Secrets};
use crate::ticket::find;
use crate::ticket::link::cid;
use crate::ticket::link::{Hint, Link};
use crate::ticket::wire::decode;
use crate::ticket::wire::encode;
use crate::ticket::wire::kind::Kind;
use crate::ticket::wire::layout::{self, Layout, Role};
use crate::ticket::wire::value::{
    BlobFormat, Bytes32, Capability, CustomAddr, CustomData, EndpointAddr, Ticket, TransportAddr, Value, only,
};
use crate::ticket::wire::walk::Part;
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::net::{IpAddr, SocketAddr};

/// A ticket or link in the making. Fields that its kind does not have keep what was typed into them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What it is to become.
    pub kind: Kind,
    /// `eidetica`: the id of the database.
    pub database_id: String,
    /// `eidetica`: where to ask for it, in order.
    pub hints: Vec<HintDraft>,
    /// `eidetica`: ids of the newest entries, experimental. `None` leaves the parameter out.
    pub tips: Option<Vec<String>>,
    /// `eidetica`: parameters that no parser knows, in order.
    pub unknown: Vec<(String, String)>,
    /// Tickets: the endpoints. `doc` and `gossip` have several, every other kind uses the first.
    pub nodes: Vec<NodeDraft>,
    /// `blob`: one blob or many.
    pub format: BlobFormat,
    /// `blob`: the hash.
    pub hash: String,
    /// `doc`: what it allows.
    pub access: Access,
    /// `doc`: the document's key; `services`: the secret; `gossip`: the topic.
    pub key: String,
}

/// What a doc ticket is to allow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Access {
    /// Reading: the key is the document's public id.
    #[default]
    Read,
    /// Writing too: the key is the document's secret.
    Write,
    /// Taken from an old ticket that does not say which of the two its key is.
    Unknown,
}

/// One endpoint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NodeDraft {
    /// Its id in hex, base32 or z-base-32.
    pub id: String,
    /// Its addresses.
    pub addrs: Vec<AddrDraft>,
}

/// One address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddrDraft {
    /// What sort of address it is.
    pub kind: AddrKind,
    /// The address as typed.
    pub text: String,
}

/// The sorts of addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddrKind {
    /// URL of a relay.
    Relay,
    /// IP address and port.
    Ip,
    /// Address of a custom transport.
    Custom,
}

/// One address hint of a link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HintDraft {
    /// Name of the transport.
    pub transport: String,
    /// Its address as typed.
    pub address: String,
    /// For `iroh`: the address is made of [`node`](Self::node) instead.
    pub built: bool,
    /// The endpoint that the address is made of.
    pub node: NodeDraft,
}

/// What a field holds, which decides how it is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// An EndpointId.
    EndpointId,
    /// An address of an endpoint.
    Addr(AddrKind),
    /// The id of an eidetica database.
    DatabaseId,
    /// The name of a hint's transport.
    Transport,
    /// The address of an `http` hint.
    HttpAddress,
    /// The address of an `iroh` hint, as text.
    IrohAddress,
    /// Any other hint's address.
    OtherAddress,
    /// One id in `tips`.
    Tip,
    /// The key of an unknown parameter.
    ParamKey,
    /// The value of an unknown parameter.
    ParamValue,
    /// A BLAKE3 hash.
    Hash,
    /// The public id of a document.
    DocumentId,
    /// A secret key: of a document, or of an API client.
    Secret,
    /// A gossip topic.
    Topic,
}

/// What there is to say about a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// An error keeps the ticket from being written; a warning does not, but its reader will stumble or lose something.
    pub severity: Severity,
    /// What is wrong, or worth knowing.
    pub message: String,
    /// What is expected; empty where nothing is wrong.
    pub expected: &'static str,
    /// It is an error only because nothing was typed yet.
    pub missing: bool,
}

/// A remark, and the field that it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Path of the field: `db`, `hints.0.transport`, `hints.0.address`, `hints.0.node.addrs.1`, `tips.0`,
    /// `unknown.0.key`, `nodes.0.id`, `nodes.0.addrs.1`, `nodes`, `hash`, `access`, `key`.
    pub path: String,
    /// What there is to say.
    pub remark: Remark,
}

/// What a draft comes to.
#[derive(Clone, Debug, Default)]
pub struct Examined {
    /// What it says, if no field is in error; without what its layout has no place for.
    pub value: Option<Value>,
    /// The remarks, in the order of the form.
    pub remarks: Vec<FieldError>,
}

impl Examined {
    /// The remark about the field at `path`.
    pub fn at(&self, path: &str) -> Option<&Remark> {
        self.remarks
            .iter()
            .find(|remark| remark.path == path)
            .map(|remark| &remark.remark)
    }
}

/// The layout that programs of today write a kind in; `None` for what is no ticket.
pub fn current(kind: Kind) -> Option<&'static Layout> {
    Some(match kind {
        Kind::Endpoint => &layout::E1,
        Kind::Node => &layout::N1,
        Kind::Blob => &layout::B1,
        Kind::Doc => &layout::D2,
        Kind::Services | Kind::N0des => &layout::S1,
        Kind::Gossip => &layout::G1,
        _ => return None,
    })
}

/// A value's text as the real crates write it; a link comes with its tips and unknown parameters.
pub fn write(value: &Value, kind: Kind) -> Option<String> {
    match value {
        Value::Ticket(ticket, layout) => encode::to_text(ticket, kind, layout),
        Value::Link(link) => Some(link.to_full_string()),
        Value::Key(key) => Some(bases::to_hex(key)),
        Value::Chat(json, _) => Some(bases::to_base32(json.as_bytes())),
        Value::Text(text) => Some(text.clone()),
    }
}

// ---------------------------------------------------------------------------------------------------- making a draft

impl Draft {
    /// The kinds that there is a form for.
    pub const KINDS: [Kind; 4] = [Kind::Eidetica, Kind::Endpoint, Kind::Blob, Kind::Doc];

    /// An empty form.
    pub fn new(kind: Kind) -> Self {
        Draft {
            kind,
            database_id: String::new(),
            hints: Vec::new(),
            tips: None,
            unknown: Vec::new(),
            nodes: alloc::vec![NodeDraft::default()],
            format: BlobFormat::Raw,
            hash: String::new(),
            access: Access::Read,
            key: String::new(),
        }
    }

    /// The form filled with what a value says. Old tickets move to the layout of today.
    pub fn from_value(value: &Value) -> Self {
        match value {
            Value::Link(link) => Draft::from_link(link),
            Value::Ticket(ticket, layout) => Draft::from_ticket(ticket, layout.kind),
            Value::Chat(_, ticket) => Draft::from_ticket(ticket, Kind::Gossip),
            Value::Key(key) => Draft {
                nodes: alloc::vec![NodeDraft {
                    id: bases::to_hex(key),
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
                draft.hash = bases::to_hex(hash);
            }
            Ticket::Doc { capability, .. } => {
                let (access, key) = match capability {
                    Capability::Read(key) => (Access::Read, key),
                    Capability::Write { secret, .. } => (Access::Write, secret),
                    Capability::Unknown(key) => (Access::Unknown, key),
                };
                draft.access = access;
                draft.key = bases::to_hex(key);
            }
            Ticket::Services { secret: key, .. } | Ticket::Gossip { topic: key, .. } => {
                draft.key = bases::to_hex(key);
            }
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
                if kind == Kind::N0des {
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
            let (link, _) = crate::ticket::link::collect(&crate::ticket::link::params(query, 0));
            return Some(Draft::from_link(&link));
        }
        let kind = match document.kind {
            Kind::Unknown => document.layout?.kind,
            kind => kind,
        };
        current(kind)?;
        let mut draft = Draft::new(kind);
        draft.nodes.clear();
        for (index, node) in document.nodes.iter().enumerate() {
            if node.state != State::Fine || node.part != Part::Body {
                continue;
            }
            let is_leaf = node.is_leaf(index);
            let shown = || document.show(index, Secrets::Revealed);
            let addr = match node.role {
                Role::EndpointId if is_leaf => {
                    let id = shown();
                    draft.nodes.push(NodeDraft {
                        id,
                        addrs: Vec::new(),
                    });
                    None
                }
                Role::RelayUrl if is_leaf => Some((AddrKind::Relay, shown())),
                Role::SocketAddr => Some((AddrKind::Ip, shown())),
                Role::CustomAddr => Some((AddrKind::Custom, shown())),
                Role::Hash if is_leaf => {
                    draft.hash = shown();
                    None
                }
                Role::BlobFormat => {
                    if shown() == BlobFormat::HashSeq.name() {
                        draft.format = BlobFormat::HashSeq;
                    }
                    None
                }
                Role::NamespaceSecret | Role::NamespaceId | Role::NamespaceKey if is_leaf => {
                    draft.key = shown();
                    draft.access = match node.role {
                        Role::NamespaceSecret => Access::Write,
                        Role::NamespaceId => Access::Read,
                        _ => Access::Unknown,
                    };
                    None
                }
                Role::ApiSecret | Role::Topic if is_leaf => {
                    draft.key = shown();
                    None
                }
                _ => None,
            };
            if let (Some((kind, text)), Some(node)) = (addr, draft.nodes.last_mut()) {
                node.addrs.push(AddrDraft::new(kind, &text));
            }
        }
        if draft.nodes.is_empty() {
            draft.nodes.push(NodeDraft::default());
        }
        Some(draft)
    }

    /// Whether its kind has several endpoints.
    pub fn has_many_nodes(&self) -> bool {
        matches!(self.kind, Kind::Doc | Kind::Gossip)
    }
}

impl AddrDraft {
    /// A row with an address in it.
    pub fn new(kind: AddrKind, text: &str) -> Self {
        AddrDraft {
            kind,
            text: String::from(text),
        }
    }
}

impl From<&EndpointAddr> for NodeDraft {
    fn from(addr: &EndpointAddr) -> Self {
        let row = |addr: &TransportAddr| match addr {
            TransportAddr::Relay(url) => AddrDraft::new(AddrKind::Relay, url),
            // Nothing of today has a place for it; the row says so.
            TransportAddr::DerpRegion(region) => AddrDraft {
                kind: AddrKind::Relay,
                text: format!("{REGION}{region}"),
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
            id: bases::to_hex(&addr.id),
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
pub(crate) fn endpoint_of(hint: &Hint) -> Option<EndpointAddr> {
    if hint.transport != "iroh" {
        return None;
    }
    let unchecked = crate::ticket::checks::Unchecked;
    let decoded = decode::decode(&hint.address, Kind::Endpoint, &layout::E1, &unchecked).ok()?;
    let same = encode::to_text(&decoded.ticket, Kind::Endpoint, &layout::E1)? == hint.address;
    match decoded.ticket {
        Ticket::Endpoint(addr) if same => Some(addr),
        _ => None,
    }
}

// -------------------------------------------------------------------------------------------------- changing a draft

/// What can be done with one item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// Before the one before it.
    Up,
    /// Behind the one behind it.
    Down,
    /// Out of the list.
    Out,
}

impl Move {
    fn apply<T>(self, list: &mut Vec<T>, at: usize) -> bool {
        let (first, second) = match self {
            Move::Up => (at.checked_sub(1), Some(at)),
            Move::Down => (Some(at), at.checked_add(1)),
            Move::Out if at < list.len() => {
                list.remove(at);
                return true;
            }
            Move::Out => return false,
        };
        match (first, second) {
            (Some(first), Some(second)) if second < list.len() => {
                list.swap(first, second);
                true
            }
            _ => false,
        }
    }
}

/// The first part of a path, and the rest.
fn step(path: &str) -> (&str, &str) {
    path.split_once('.').unwrap_or((path, ""))
}

/// A path's first part as a place in a list, and the rest.
fn place(path: &str) -> Option<(usize, &str)> {
    let (at, rest) = step(path);
    Some((at.parse().ok()?, rest))
}

impl NodeDraft {
    fn field_mut(&mut self, path: &str) -> Option<&mut String> {
        match step(path) {
            ("id", _) => Some(&mut self.id),
            ("addrs", rest) => self.addrs.get_mut(place(rest)?.0).map(|row| &mut row.text),
            _ => None,
        }
    }
}

impl Draft {
    /// The text of the field at a path, as in [`FieldError::path`]; `unknown.0.value` too.
    pub fn field_mut(&mut self, path: &str) -> Option<&mut String> {
        match step(path) {
            ("db", _) => Some(&mut self.database_id),
            ("hash", _) => Some(&mut self.hash),
            ("key", _) => Some(&mut self.key),
            ("tips", rest) => self.tips.as_mut()?.get_mut(place(rest)?.0),
            ("nodes", rest) => {
                let (at, rest) = place(rest)?;
                self.nodes.get_mut(at)?.field_mut(rest)
            }
            ("unknown", rest) => {
                let (at, rest) = place(rest)?;
                let (key, value) = self.unknown.get_mut(at)?;
                Some(if rest == "key" { key } else { value })
            }
            ("hints", rest) => {
                let (at, rest) = place(rest)?;
                let hint = self.hints.get_mut(at)?;
                match step(rest) {
                    ("transport", _) => Some(&mut hint.transport),
                    ("address", _) => Some(&mut hint.address),
                    (_, rest) => hint.node.field_mut(rest),
                }
            }
            _ => None,
        }
    }

    /// The addresses at `nodes.0.addrs` or `hints.0.node.addrs`, and what follows in the path.
    fn addrs_mut<'p>(&mut self, path: &'p str) -> Option<(&mut Vec<AddrDraft>, &'p str)> {
        let (list, rest) = step(path);
        let (at, rest) = place(rest)?;
        let (node, rest) = match list {
            "nodes" => (self.nodes.get_mut(at)?, rest),
            _ => (&mut self.hints.get_mut(at)?.node, step(rest).1),
        };
        let (addrs, rest) = step(rest);
        (addrs == "addrs").then_some((&mut node.addrs, rest))
    }

    /// Moves or removes the item at a path: `hints.0`, `nodes.1`, `nodes.0.addrs.2`, …. Whether anything changed.
    pub fn shift(&mut self, path: &str, how: Move) -> bool {
        if let Some((addrs, rest)) = self.addrs_mut(path) {
            return place(rest).is_some_and(|(at, _)| how.apply(addrs, at));
        }
        let (list, rest) = step(path);
        let Some((at, _)) = place(rest) else {
            return false;
        };
        match list {
            "hints" => how.apply(&mut self.hints, at),
            "nodes" => how.apply(&mut self.nodes, at),
            "unknown" => how.apply(&mut self.unknown, at),
            "tips" => self.tips.as_mut().is_some_and(|tips| how.apply(tips, at)),
            _ => false,
        }
    }

    /// Appends an empty item to the list at a path, and gives the path of the field to fill first. `what` is the transport
    /// of a hint, or the sort of an address: `relay`, `ip` or `custom`.
    pub fn add(&mut self, path: &str, what: &str) -> Option<String> {
        if let Some((addrs, _)) = self.addrs_mut(path) {
            let kind = match what {
                "relay" => AddrKind::Relay,
                "custom" => AddrKind::Custom,
                _ => AddrKind::Ip,
            };
            addrs.push(AddrDraft::new(kind, ""));
            return Some(format!("{path}.{}", addrs.len().saturating_sub(1)));
        }
        let (count, field) = match path {
            "hints" => {
                self.hints.push(HintDraft {
                    transport: String::from(what),
                    ..HintDraft::default()
                });
                let field = if what.is_empty() { ".transport" } else { ".address" };
                (self.hints.len(), field)
            }
            "nodes" => {
                self.nodes.push(NodeDraft::default());
                (self.nodes.len(), ".id")
            }
            "unknown" => {
                self.unknown.push((String::new(), String::new()));
                (self.unknown.len(), ".key")
            }
            "tips" => {
                let tips = self.tips.get_or_insert_default();
                tips.push(String::new());
                (tips.len(), "")
            }
            _ => return None,
        };
        Some(format!("{path}.{}{field}", count.saturating_sub(1)))
    }

    /// Has the address of an `iroh` hint built in place, or typed. What was in the other form is taken along if it can
    /// be, and kept if not.
    pub fn build_hint(&mut self, at: usize, built: bool, checks: &dyn Checks) {
        let Some(hint) = self.hints.get_mut(at) else {
            return;
        };
        hint.built = built;
        if built {
            let decoded = decode::decode(&hint.address, Kind::Endpoint, &layout::E1, checks);
            if let Some(addr) = decoded
                .ok()
                .and_then(|decoded| decoded.ticket.endpoints().first().cloned())
            {
                hint.node = NodeDraft::from(&addr);
            }
        } else {
            let draft = Draft {
                nodes: alloc::vec![hint.node.clone()],
                ..Draft::new(Kind::Endpoint)
            };
            if let Some(text) = draft.text(checks) {
                hint.address = text;
            }
        }
    }
}

// --------------------------------------------------------------------------------------------------- reading a draft

/// What one field comes to: its value unless it is in error, and a remark if there is something to say.
struct Reading<T> {
    value: Option<T>,
    remark: Option<Remark>,
}

impl<T> Reading<T> {
    fn fine(value: T) -> Self {
        Reading {
            value: Some(value),
            remark: None,
        }
    }

    fn with(value: T, severity: Severity, message: impl Into<String>, expected: &'static str) -> Self {
        let message = message.into();
        Reading {
            value: Some(value),
            remark: (!message.is_empty()).then_some(Remark {
                severity,
                message,
                expected,
                missing: false,
            }),
        }
    }

    fn note(value: T, message: impl Into<String>) -> Self {
        Self::with(value, Severity::Note, message, "")
    }

    fn wrong(message: impl Into<String>, expected: &'static str) -> Self {
        Reading {
            value: None,
            remark: Some(Remark {
                severity: Severity::Error,
                message: message.into(),
                expected,
                missing: false,
            }),
        }
    }

    fn missing(expected: &'static str) -> Self {
        Reading {
            value: None,
            remark: Some(Remark {
                severity: Severity::Error,
                message: String::from("Nothing here yet."),
                expected,
                missing: true,
            }),
        }
    }

    fn map<U>(self, change: impl FnOnce(T) -> U) -> Reading<U> {
        Reading {
            value: self.value.map(change),
            remark: self.remark,
        }
    }
}

/// What an old relay region is shown as in a relay's row.
const REGION: &str = "region ";
const EXPECT_ID: &str = "An EndpointId: 64 hex characters, or 52 of base32 or z-base-32.";
const EXPECT_RELAY: &str = "The URL of a relay, such as https://relay.example.org/.";
const EXPECT_IP: &str = "IP address and port, such as 192.0.2.7:4433 or [2001:db8::7]:4433.";
const EXPECT_CUSTOM: &str =
    "The transport's number and the address, both in lower-case hex, such as 544f52_00ff.";
const EXPECT_HASH: &str = "A BLAKE3 hash: 64 hex characters, or 52 of base32.";
const EXPECT_KEY: &str = "32 bytes: 64 hex characters, or 52 of base32.";
const EXPECT_DB: &str = "The id of a database, such as bafyr4i….";
const EXPECT_HTTP: &str = "Host and port, such as db.example.org:8080 or 192.0.2.7:8080.";
const EXPECT_IROH: &str = "An endpoint ticket, such as endpointaa….";
const EXPECT_TRANSPORT: &str = "iroh or http.";
const EXPECT_TIP: &str = "The id of an entry, without a comma.";
const EXPECT_PARAM: &str = "A name other than db, pr and tips.";

/// Checks one field by itself, as it is typed.
pub fn check_field(kind: FieldKind, text: &str, checks: &dyn Checks) -> Option<Remark> {
    match kind {
        FieldKind::EndpointId => endpoint_id(text, checks).remark,
        FieldKind::Addr(kind) => address(kind, text, checks).remark,
        FieldKind::DatabaseId => database_id(text).remark,
        FieldKind::Transport => transport(text).remark,
        FieldKind::HttpAddress => http_address(text).remark,
        FieldKind::IrohAddress => iroh_address(text, checks).remark,
        FieldKind::OtherAddress => other_text(text, "An address, as the transport understands it.").remark,
        FieldKind::Tip => tip(text).remark,
        FieldKind::ParamKey => param_key(text).remark,
        FieldKind::ParamValue => None,
        FieldKind::Hash => bytes32(text, EXPECT_HASH).remark,
        FieldKind::DocumentId => document_id(text, checks).remark,
        FieldKind::Secret => secret(text, checks).map(|_| ()).remark,
        FieldKind::Topic => bytes32(text, EXPECT_KEY).remark,
    }
}

/// How many characters of how many, or which character does not belong.
fn key_fault(text: &str) -> String {
    if let Some(kind) = find::ticket_kind(text).filter(|_| text.len() > 64) {
        return format!(
            "This is a whole {kind} ticket. Paste it into the field at the top to take it apart."
        );
    }
    let is_hex = |symbol: char| symbol.is_ascii_hexdigit();
    match text.chars().find(|symbol| !symbol.is_ascii_alphanumeric()) {
        Some(symbol) => format!("{} does not belong here.", meaning::visible_char(symbol)),
        None if text.chars().all(is_hex) => format!("{} of 64 hex characters.", text.len()),
        None if text.len() == 64 => match text.chars().find(|symbol| !is_hex(*symbol)) {
            Some(symbol) => format!("{} is no hex character.", meaning::visible_char(symbol)),
            None => String::from("Not 32 bytes."),
        },
        None if text.len() == 52 => String::from("Neither base32 nor z-base-32 of 32 bytes."),
        None => format!(
            "{} characters; 64 are needed in hex, 52 in base32 or z-base-32.",
            text.len()
        ),
    }
}

fn endpoint_id(text: &str, checks: &dyn Checks) -> Reading<Bytes32> {
    let text = text.trim();
    if text.is_empty() {
        return Reading::missing(EXPECT_ID);
    }
    let Some((key, _)) = find::key_of(text, checks) else {
        return Reading::wrong(key_fault(text), EXPECT_ID);
    };
    match checks.endpoint_id(&key) {
        Answer::Yes(()) => Reading::fine(key),
        Answer::No => Reading::wrong(
            "These 32 bytes are no public key: they name no point on the curve.",
            EXPECT_ID,
        ),
        Answer::Unchecked => Reading::note(key, "Not checked whether this is a public key."),
    }
}

fn address(kind: AddrKind, text: &str, checks: &dyn Checks) -> Reading<TransportAddr> {
    match kind {
        AddrKind::Relay => relay(text, checks).map(TransportAddr::Relay),
        AddrKind::Ip => socket_addr(text).map(TransportAddr::Ip),
        AddrKind::Custom => custom_addr(text).map(TransportAddr::Custom),
    }
}

fn relay(text: &str, checks: &dyn Checks) -> Reading<String> {
    let text = text.trim();
    if text.is_empty() {
        return Reading::missing(EXPECT_RELAY);
    }
    if text.starts_with(REGION) {
        return Reading::wrong(
            "Relays had numbers until iroh 0.11; tickets of today have no place for one.",
            EXPECT_RELAY,
        );
    }
    let url = match checks.url(text) {
        Answer::Yes(url) => url,
        Answer::No if !text.contains("://") => {
            return Reading::wrong("No URL: https:// is missing in front.", EXPECT_RELAY);
        }
        Answer::No => return Reading::wrong("No URL.", EXPECT_RELAY),
        Answer::Unchecked => {
            return Reading::note(String::from(text), "Not checked whether this is a URL.");
        }
    };
    if !url.starts_with("https://") && !url.starts_with("http://") {
        let message = "iroh takes it, but reaches relays only by https.";
        return Reading::with(url, Severity::Warning, message, EXPECT_RELAY);
    }
    match meaning::relay(&url) {
        Some(relay) if relay.current => Reading::note(url, format!("n0’s relay, {}.", relay.region)),
        Some(relay) => {
            let message = format!("A relay of {}; programs of today do not use it.", relay.era);
            Reading::with(url, Severity::Warning, message, "")
        }
        None => Reading::fine(url),
    }
}

/// Who can reach an address: `Private address.`
fn class_words(ip: IpAddr) -> String {
    meaning::capital(&format!("{} address.", meaning::scope_words(ip)))
}

fn socket_addr(text: &str) -> Reading<SocketAddr> {
    let text = text.trim();
    if text.is_empty() {
        return Reading::missing(EXPECT_IP);
    }
    if let Ok(addr) = text.parse::<SocketAddr>() {
        let plain = SocketAddr::new(addr.ip(), addr.port());
        if plain != addr {
            let message = "The scope after % is not written into tickets.";
            return Reading::with(plain, Severity::Warning, message, EXPECT_IP);
        }
        let port = if addr.port() == 0 {
            " Nobody listens on port 0."
        } else {
            ""
        };
        return Reading::note(plain, format!("{}{port}", class_words(addr.ip())));
    }
    if let Ok(ip) = text.trim_matches(['[', ']']).parse::<IpAddr>() {
        let port = match ip {
            IpAddr::V4(_) => format!("The port is missing: {ip}:4433."),
            IpAddr::V6(_) => format!("The port is missing: [{ip}]:4433."),
        };
        return Reading::wrong(port, EXPECT_IP);
    }
    let message = match text.rsplit_once(':') {
        Some((host, port)) if port.parse::<u16>().is_err() => match host.parse::<IpAddr>() {
            Ok(_) => String::from("The port is a number from 0 to 65535."),
            Err(_) => String::from("No IP address and port."),
        },
        Some((host, port)) if host.contains(':') && !host.starts_with('[') => {
            format!("An IPv6 address stands in brackets: [{host}]:{port}.")
        }
        Some((host, _)) if host.bytes().any(|byte| byte.is_ascii_alphabetic()) && !host.contains(':') => {
            String::from("A name has no place here: only IP addresses are written into tickets.")
        }
        _ => String::from("No IP address and port."),
    };
    Reading::wrong(message, EXPECT_IP)
}

/// As iroh-base reads it (`CustomAddr::from_str`).
fn custom_addr(text: &str) -> Reading<CustomAddr> {
    let text = text.trim();
    if text.is_empty() {
        return Reading::missing(EXPECT_CUSTOM);
    }
    let Some((id, data)) = text.split_once('_') else {
        return Reading::wrong("The _ between number and address is missing.", EXPECT_CUSTOM);
    };
    let Ok(id) = u64::from_str_radix(id, 16) else {
        return Reading::wrong(
            "The transport’s number is no hex of at most 16 characters.",
            EXPECT_CUSTOM,
        );
    };
    let is_lower = !data.bytes().any(|byte| byte.is_ascii_uppercase());
    let Some(data) = bases::from_hex(data).filter(|_| is_lower) else {
        let message = match is_lower {
            true => "The address after _ is no hex: two characters for each byte.",
            false => "The hex after _ is lower case.",
        };
        return Reading::wrong(message, EXPECT_CUSTOM);
    };
    let addr = CustomAddr {
        id,
        data: CustomData(data),
    };
    let words = meaning::custom_words(&addr);
    Reading::note(addr, format!("{words}."))
}

fn bytes32(text: &str, expected: &'static str) -> Reading<Bytes32> {
    let text = text.trim();
    if text.is_empty() {
        return Reading::missing(expected);
    }
    let bytes = match text.len() {
        64 => bases::from_hex(text),
        52 => bases::base32(text.as_bytes()).ok(),
        _ => None,
    };
    match bytes.and_then(|bytes| Bytes32::try_from(bytes).ok()) {
        Some(key) => Reading::fine(key),
        None => Reading::wrong(key_fault(text), expected),
    }
}

fn document_id(text: &str, checks: &dyn Checks) -> Reading<Bytes32> {
    let reading = bytes32(text, EXPECT_KEY);
    match reading.value {
        Some(key) if checks.endpoint_id(&key) == Answer::No => Reading::with(
            key,
            Severity::Warning,
            "iroh-docs takes it, but it is no public key, so nobody can have written this document.",
            EXPECT_KEY,
        ),
        _ => reading,
    }
}

/// A secret key, and the public one that belongs to it.
fn secret(text: &str, checks: &dyn Checks) -> Reading<(Bytes32, Option<Bytes32>)> {
    let reading = bytes32(text, EXPECT_KEY);
    let Some(key) = reading.value else {
        return reading.map(|key| (key, None));
    };
    match checks.public_key(&key) {
        Answer::Yes(public) => Reading::note(
            (key, Some(public)),
            format!("Secret. Its public id is {}.", bases::to_hex(&public)),
        ),
        _ => Reading::note((key, None), "Secret."),
    }
}

/// What is odd about text that goes into a link as it stands.
fn stray(text: &str) -> Option<&'static str> {
    if text.trim() != text {
        Some("Begins or ends with a space, which becomes part of it.")
    } else if text.chars().any(meaning::is_unseen) {
        Some("Holds characters that cannot be seen, which become part of it.")
    } else if text.contains(char::is_whitespace) {
        Some("Holds a space: a link with one is cut there in most texts.")
    } else {
        None
    }
}

fn other_text(text: &str, expected: &'static str) -> Reading<String> {
    let value = String::from(text);
    match stray(text) {
        Some(odd) => Reading::with(value, Severity::Warning, odd, expected),
        None if text.is_empty() => Reading::with(value, Severity::Warning, "Empty.", expected),
        None => Reading::fine(value),
    }
}

fn database_id(text: &str) -> Reading<String> {
    if text.is_empty() {
        return Reading::missing(EXPECT_DB);
    }
    let value = String::from(text);
    let warn = |value, message: String| Reading::with(value, Severity::Warning, message, EXPECT_DB);
    if let Some(odd) = stray(text) {
        return warn(value, String::from(odd));
    }
    match cid::parse(text) {
        Ok(id) if id.to_string() != text => Reading::note(
            value,
            format!("{}. eidetica writes it anew as {id}.", cid_words(&id)),
        ),
        Ok(id) => Reading::note(value, format!("{}.", cid_words(&id))),
        Err(_) if cid::hash_id(text).is_some() => warn(
            value,
            String::from(
                "A hash id, as eidetica had them until March 2026; today’s eidetica refuses the link.",
            ),
        ),
        Err(error) => warn(
            value,
            format!(
                "Not a CID ({error}): today’s eidetica refuses the link, the seed specification allows it."
            ),
        ),
    }
}

fn cid_words(id: &cid::Cid) -> String {
    let name =
        |name: Option<&'static str>, code: u64| name.map_or_else(|| format!("{code:#x}"), String::from);
    format!(
        "CID v{}, {}, {}",
        id.version,
        name(cid::codec_name(id.codec), id.codec),
        name(cid::hash_name(id.hash), id.hash)
    )
}

fn transport(text: &str) -> Reading<String> {
    let value = String::from(text);
    let warn = |value, message: String| Reading::with(value, Severity::Warning, message, EXPECT_TRANSPORT);
    match text {
        "" => Reading::missing(EXPECT_TRANSPORT),
        text if text.contains(':') => Reading::wrong(
            "A colon ends the name: what comes after it would be read as the address.",
            EXPECT_TRANSPORT,
        ),
        "http" | "iroh" | "sim" => Reading::fine(value),
        text if stray(text).is_some() => warn(value, String::from(stray(text).unwrap_or_default())),
        text if matches!(text.to_ascii_lowercase().as_str(), "http" | "iroh") => warn(
            value,
            format!("Case counts: eidetica knows {}.", text.to_ascii_lowercase()),
        ),
        _ => warn(value, String::from("eidetica knows no transport of this name.")),
    }
}

/// Host and port of an `http` hint.
pub(crate) fn host_port(address: &str) -> Option<(&str, u16)> {
    let (host, port) = address.rsplit_once(':')?;
    let port: u16 = port.parse().ok()?;
    let bare_v6 = host.contains(':') && !host.ends_with(']');
    (!host.is_empty() && !bare_v6 && !host.contains(['/', '@', '?', '#'])).then_some((host, port))
}

fn http_address(text: &str) -> Reading<String> {
    let value = String::from(text);
    let warn = |value, message: &str| Reading::with(value, Severity::Warning, message, EXPECT_HTTP);
    if text.is_empty() {
        return Reading::missing(EXPECT_HTTP);
    }
    if let Some(odd) = stray(text) {
        return warn(value, odd);
    }
    match host_port(text) {
        Some((host, _)) => {
            let bare = host.trim_start_matches('[').trim_end_matches(']');
            match bare.parse::<IpAddr>() {
                Ok(ip) => Reading::note(value, class_words(ip)),
                Err(_) => Reading::fine(value),
            }
        }
        None if text.contains("//") => warn(value, "Without http:// in front: eidetica adds it."),
        None if text.contains('/') => warn(value, "Without a path: eidetica adds its own."),
        None => warn(value, "No host and port."),
    }
}

fn iroh_address(text: &str, checks: &dyn Checks) -> Reading<String> {
    let value = String::from(text);
    if text.is_empty() {
        return Reading::missing(EXPECT_IROH);
    }
    match decode::decode(text, Kind::Endpoint, &layout::E1, checks) {
        Ok(decoded) if decoded.trailing > 0 => Reading::with(
            value,
            Severity::Warning,
            format!("{} bytes at its end are read by nobody.", decoded.trailing),
            EXPECT_IROH,
        ),
        Ok(_) => Reading::fine(value),
        Err(error) => Reading::with(
            value,
            Severity::Warning,
            match stray(text) {
                Some(odd) => String::from(odd),
                None => format!("iroh refuses it: {error}."),
            },
            EXPECT_IROH,
        ),
    }
}

fn tip(text: &str) -> Reading<String> {
    match text {
        "" => Reading::missing(EXPECT_TIP),
        text if text.contains(',') => Reading::wrong("A comma separates tips.", EXPECT_TIP),
        text => match (stray(text), cid::parse(text)) {
            (Some(odd), _) => Reading::with(String::from(text), Severity::Warning, odd, EXPECT_TIP),
            (None, Ok(id)) => Reading::note(String::from(text), format!("{}.", cid_words(&id))),
            (None, Err(_)) => Reading::fine(String::from(text)),
        },
    }
}

fn param_key(text: &str) -> Reading<String> {
    match text {
        "db" | "pr" | "tips" => Reading::wrong(format!("{text} has its own place above."), EXPECT_PARAM),
        text => Reading::note(String::from(text), "eidetica ignores it."),
    }
}

/// Reads the fields of a draft, one after the other, and notes what there is to say about each.
struct Reader<'c> {
    checks: &'c dyn Checks,
    remarks: Vec<FieldError>,
    failed: bool,
}

impl Reader<'_> {
    fn take<T>(&mut self, path: &str, reading: Reading<T>) -> Option<T> {
        self.note(path, reading.value.is_none(), reading.remark);
        reading.value
    }

    fn note(&mut self, path: &str, failed: bool, remark: Option<Remark>) {
        self.failed |= failed;
        if let Some(remark) = remark {
            let path = String::from(path);
            self.remarks.push(FieldError { path, remark });
        }
    }

    fn node(&mut self, prefix: &str, draft: &NodeDraft, layout: &Layout) -> Option<EndpointAddr> {
        let id = self.take(&format!("{prefix}.id"), endpoint_id(&draft.id, self.checks));
        // Layouts without custom addresses are those of NodeAddr: one relay, and socket addresses.
        let is_old = layout.custom.is_none();
        let mut addrs = BTreeSet::new();
        let mut rows = Vec::new();
        for (index, row) in draft.addrs.iter().enumerate() {
            // A row that was just added is nothing yet.
            if row.text.trim().is_empty() {
                continue;
            }
            let mut reading = address(row.kind, &row.text, self.checks);
            if let Some(addr) = &reading.value {
                let lost = match addr {
                    addr if !addrs.insert(addr.clone()) => "Stands twice; written once.",
                    TransportAddr::Custom(_) if is_old => {
                        "Left out: tickets of this kind have no place for custom addresses."
                    }
                    _ => "",
                };
                if !lost.is_empty() {
                    reading = Reading::with(addr.clone(), Severity::Warning, lost, "");
                }
            }
            rows.push((index, reading));
        }
        if is_old {
            let first = addrs
                .iter()
                .find(|addr| matches!(addr, TransportAddr::Relay(_)))
                .cloned();
            for (_, reading) in &mut rows {
                if let Some(addr @ TransportAddr::Relay(_)) = &reading.value
                    && first.as_ref() != Some(addr)
                {
                    let lost = "Left out: tickets of this kind hold one relay, and another sorts before it.";
                    *reading = Reading::with(addr.clone(), Severity::Warning, lost, "");
                }
            }
            addrs = only(addrs, &|addr| match addr {
                TransportAddr::Relay(_) => first.as_ref() == Some(addr),
                TransportAddr::Custom(_) => false,
                _ => true,
            });
        }
        for (index, reading) in rows {
            self.take(&format!("{prefix}.addrs.{index}"), reading);
        }
        Some(EndpointAddr { id: id?, addrs })
    }

    fn hint(&mut self, index: usize, draft: &HintDraft) -> Option<Hint> {
        let transport = self.take(&format!("hints.{index}.transport"), transport(&draft.transport));
        let address = if draft.transport == "iroh" && draft.built {
            let node = self.node(&format!("hints.{index}.node"), &draft.node, &layout::E1);
            node.and_then(|addr| encode::to_text(&Ticket::Endpoint(addr), Kind::Endpoint, &layout::E1))
        } else {
            let reading = match draft.transport.as_str() {
                "http" => http_address(&draft.address),
                "iroh" => iroh_address(&draft.address, self.checks),
                _ => other_text(&draft.address, "An address, as the transport understands it."),
            };
            self.take(&format!("hints.{index}.address"), reading)
        };
        Some(Hint {
            transport: transport?,
            address: address?,
        })
    }

    fn link(&mut self, draft: &Draft) -> Option<Value> {
        let database_id = self.take("db", database_id(&draft.database_id));
        let hints = draft.hints.iter().enumerate();
        let hints: Vec<Hint> = hints.filter_map(|(index, hint)| self.hint(index, hint)).collect();
        // A list without tips would say nothing.
        let tips = draft.tips.as_ref().filter(|tips| !tips.is_empty()).map(|tips| {
            tips.iter()
                .enumerate()
                .filter_map(|(index, text)| self.take(&format!("tips.{index}"), tip(text)))
                .collect()
        });
        for (index, (key, _)) in draft.unknown.iter().enumerate() {
            self.take(&format!("unknown.{index}.key"), param_key(key));
        }
        Some(Value::Link(Link {
            database_id: database_id?,
            hints,
            tips,
            unknown: draft.unknown.clone(),
        }))
    }

    fn nodes(&mut self, draft: &Draft, layout: &Layout) -> Vec<EndpointAddr> {
        let used = if draft.has_many_nodes() { usize::MAX } else { 1 };
        let nodes = draft.nodes.iter().take(used).enumerate();
        nodes
            .filter_map(|(index, node)| self.node(&format!("nodes.{index}"), node, layout))
            .collect()
    }

    fn ticket(&mut self, draft: &Draft) -> Option<Value> {
        let layout = current(draft.kind)?;
        let key = "key";
        let ticket = match draft.kind {
            Kind::Blob => {
                let hash = self.take("hash", bytes32(&draft.hash, EXPECT_HASH));
                Ticket::Blob {
                    addr: self.nodes(draft, layout).pop()?,
                    format: draft.format,
                    hash: hash?,
                    token: None,
                }
            }
            Kind::Doc => {
                let capability = match draft.access {
                    Access::Read => self
                        .take(key, document_id(&draft.key, self.checks))
                        .map(Capability::Read),
                    Access::Write => self
                        .take(key, secret(&draft.key, self.checks))
                        .map(|(secret, namespace)| Capability::Write { secret, namespace }),
                    Access::Unknown => self.take(
                        "access",
                        Reading::wrong(
                            "The old ticket does not say whether its key gives read or write access.",
                            "Choose read or write.",
                        ),
                    ),
                };
                let nodes = self.nodes(draft, layout);
                if draft.nodes.is_empty() {
                    self.take(
                        "nodes",
                        Reading::<()>::missing("At least one endpoint: iroh-docs refuses a ticket without."),
                    );
                }
                Ticket::Doc {
                    capability: capability?,
                    nodes,
                }
            }
            Kind::Services | Kind::N0des => {
                let secret = self.take(key, secret(&draft.key, self.checks));
                Ticket::Services {
                    remote: self.nodes(draft, layout).pop()?,
                    secret: secret?.0,
                }
            }
            Kind::Gossip => {
                let topic = self.take(key, bytes32(&draft.key, EXPECT_KEY));
                Ticket::Gossip {
                    nodes: self.nodes(draft, layout),
                    topic: topic?,
                }
            }
            _ => Ticket::Endpoint(self.nodes(draft, layout).pop()?),
        };
        Some(Value::Ticket(ticket, layout))
    }
}

impl Draft {
    /// Reads every field.
    pub fn examine(&self, checks: &dyn Checks) -> Examined {
        let mut reader = Reader {
            checks,
            remarks: Vec::new(),
            failed: false,
        };
        let value = match self.kind {
            Kind::Eidetica => reader.link(self),
            _ => reader.ticket(self),
        };
        Examined {
            value: value.filter(|_| !reader.failed),
            remarks: reader.remarks,
        }
    }

    /// The value, or the fields that are in its way.
    ///
    /// # Errors
    /// Every field in error, with its path, what is wrong and what is expected.
    pub fn check(&self, checks: &dyn Checks) -> Result<Value, Vec<FieldError>> {
        let Examined { value, mut remarks } = self.examine(checks);
        remarks.retain(|remark| remark.remark.severity == Severity::Error);
        value.ok_or(remarks)
    }

    /// The text that the real crates write for this draft, if no field is in error.
    pub fn text(&self, checks: &dyn Checks) -> Option<String> {
        write(&self.examine(checks).value?, self.kind)
    }
}
