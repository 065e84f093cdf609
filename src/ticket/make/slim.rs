//! Smaller tickets from old ones: what to leave out, what that saves, and what costs how much.

use crate::ticket::checks::{Answer, Checks};
use crate::ticket::encoding::codec;
use crate::ticket::explain::document::Document;
use crate::ticket::explain::mask;
use crate::ticket::explain::mask::Secrets;
use crate::ticket::explain::value::Value;
use crate::ticket::facts;
use crate::ticket::facts::Scope;
use crate::ticket::link::{Hint, Link, host_port};
use crate::ticket::wire::decode;
use crate::ticket::wire::encode;
use crate::ticket::wire::kind::Kind;
use crate::ticket::wire::layout::{self, Role};
use crate::ticket::wire::value::{Capability, EndpointAddr, Ticket, TransportAddr, only};
use crate::ticket::wire::walk::Part;
use crate::ticket::words;
use alloc::string::String;
use alloc::vec::Vec;
use core::net::IpAddr;

mod text;

pub use text::{Refusal, slimmed};

/// What may be left out of a ticket or link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cut {
    /// Addresses that only the same private network reaches: RFC 1918, CGNAT, unique local.
    Private,
    /// Addresses that everybody reaches, and reserved ones.
    Public,
    /// Addresses of the machine itself.
    Loopback,
    /// Addresses that only the same link reaches.
    LinkLocal,
    /// Relays.
    Relays,
    /// Addresses of custom transports.
    Custom,
    /// Every hint of a link, or endpoint of a document, but the first.
    Extra,
    /// Tips and parameters that no parser knows.
    Parameters,
    /// Write access to a document: the secret gives way to the public id.
    Write,
}

impl Cut {
    /// Every one, in the order of the switches.
    pub const ALL: [Cut; 9] = [
        Cut::Private,
        Cut::Public,
        Cut::Loopback,
        Cut::LinkLocal,
        Cut::Relays,
        Cut::Custom,
        Cut::Extra,
        Cut::Parameters,
        Cut::Write,
    ];

    /// Its stable name: the command line's option.
    pub fn name(self) -> &'static str {
        match self {
            Cut::Private => "private",
            Cut::Public => "public",
            Cut::Loopback => "loopback",
            Cut::LinkLocal => "link-local",
            Cut::Relays => "relays",
            Cut::Custom => "custom",
            Cut::Extra => "extra",
            Cut::Parameters => "parameters",
            Cut::Write => "write",
        }
    }

    /// What its switch says.
    pub fn label(self) -> &'static str {
        match self {
            Cut::Private => "private addresses",
            Cut::Public => "public addresses",
            Cut::Loopback => "loopback addresses",
            Cut::LinkLocal => "link-local addresses",
            Cut::Relays => "relays",
            Cut::Custom => "custom addresses",
            Cut::Extra => "all hints but the first",
            Cut::Parameters => "tips and unknown parameters",
            Cut::Write => "write access",
        }
    }
}

/// A set of [`Cut`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cuts(u16);

impl Cuts {
    fn bit(cut: Cut) -> u16 {
        let place = Cut::ALL
            .iter()
            .position(|other| *other == cut)
            .unwrap_or_default();
        1_u16
            .checked_shl(u32::try_from(place).unwrap_or_default())
            .unwrap_or_default()
    }

    /// Whether `cut` is in it.
    pub fn has(self, cut: Cut) -> bool {
        self.0 & Self::bit(cut) != 0
    }

    /// The set with `cut` in it, or without.
    #[must_use]
    pub fn set(self, cut: Cut, on: bool) -> Self {
        match on {
            true => Cuts(self.0 | Self::bit(cut)),
            false => Cuts(self.0 & !Self::bit(cut)),
        }
    }

    /// Whether nothing is in it.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl FromIterator<Cut> for Cuts {
    fn from_iter<T: IntoIterator<Item = Cut>>(cuts: T) -> Self {
        cuts.into_iter()
            .fold(Cuts::default(), |all, cut| all.set(cut, true))
    }
}

/// The switch that an IP address belongs to.
pub fn cut_of(ip: IpAddr) -> Cut {
    match facts::scope(ip) {
        Scope::Private | Scope::Cgnat | Scope::UniqueLocal => Cut::Private,
        Scope::Loopback | Scope::Unspecified => Cut::Loopback,
        Scope::LinkLocal => Cut::LinkLocal,
        Scope::Public | Scope::Documentation | Scope::Multicast | Scope::Reserved => Cut::Public,
    }
}

fn addr_cut(addr: &TransportAddr) -> Cut {
    match addr {
        TransportAddr::Relay(_) | TransportAddr::DerpRegion(_) => Cut::Relays,
        TransportAddr::Ip(addr) => cut_of(addr.ip()),
        TransportAddr::Custom(_) => Cut::Custom,
    }
}

/// The switch that the host of an `http` hint belongs to; a name counts as public, unless it is `localhost`'s.
fn host_cut(host: &str) -> Cut {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    match bare.parse::<IpAddr>() {
        Ok(ip) => cut_of(ip),
        Err(_) if bare.eq_ignore_ascii_case("localhost") => Cut::Loopback,
        Err(_) if bare.ends_with(".local") => Cut::LinkLocal,
        Err(_) => Cut::Public,
    }
}

/// Leaves out what `cuts` says. What it does not apply to stays as it is.
#[must_use]
pub fn slim(value: &Value, cuts: Cuts, checks: &dyn Checks) -> Value {
    match value {
        Value::Ticket(ticket, layout) => Value::Ticket(slim_ticket(ticket, cuts, checks), layout),
        Value::Link(link) => Value::Link(slim_link(link, cuts, checks)),
        other => other.clone(),
    }
}

fn slim_ticket(ticket: &Ticket, cuts: Cuts, checks: &dyn Checks) -> Ticket {
    let mut ticket = ticket.clone();
    for addr in ticket.endpoints_mut() {
        slim_addr(addr, cuts);
    }
    if let Ticket::Doc { nodes, .. } | Ticket::Keyed { nodes, .. } = &mut ticket
        && cuts.has(Cut::Extra)
    {
        nodes.truncate(1);
    }
    if let Ticket::Doc { capability, .. } = &mut ticket
        && cuts.has(Cut::Write)
        && let Some(id) = public_id(capability, checks)
    {
        *capability = Capability::Read(id);
    }
    ticket
}

/// The public id behind a write capability, where somebody can derive it.
fn public_id(capability: &Capability, checks: &dyn Checks) -> Option<[u8; 32]> {
    match capability {
        Capability::Write {
            namespace: Some(id), ..
        } => Some(*id),
        Capability::Write { secret, .. } => match checks.public_key(secret) {
            Answer::Yes(id) => Some(id),
            _ => None,
        },
        _ => None,
    }
}

fn slim_addr(addr: &mut EndpointAddr, cuts: Cuts) {
    addr.addrs = only(core::mem::take(&mut addr.addrs), &|addr| {
        !cuts.has(addr_cut(addr))
    });
}

/// The ticket in an `iroh` hint's address.
fn hinted(hint: &Hint, checks: &dyn Checks) -> Option<Ticket> {
    (hint.transport == "iroh")
        .then(|| decode::decode(&hint.address, Kind::Endpoint, &layout::E1, checks).ok())
        .flatten()
        .map(|decoded| decoded.ticket)
}

fn slim_link(link: &Link, cuts: Cuts, checks: &dyn Checks) -> Link {
    let mut link = link.clone();
    link.hints
        .retain(|hint| match (hint.transport.as_str(), host_port(&hint.address)) {
            ("http", Some((host, _))) => !cuts.has(host_cut(host)),
            _ => true,
        });
    if cuts.has(Cut::Extra) {
        link.hints.truncate(1);
    }
    for hint in &mut link.hints {
        if let Some(ticket) = hinted(hint, checks) {
            let small = slim_ticket(&ticket, cuts, checks);
            // What loses nothing stays as it is, however it is written.
            if small != ticket
                && let Some(text) = encode::to_text(&small, Kind::Endpoint, &layout::E1)
            {
                hint.address = text;
            }
        }
    }
    if cuts.has(Cut::Parameters) {
        link.tips = None;
        link.unknown.clear();
    }
    link
}

/// How many things each switch would leave out, for those that would leave out anything.
pub fn applicable(value: &Value, checks: &dyn Checks) -> Vec<(Cut, usize)> {
    let mut counts: Vec<(Cut, usize)> = Cut::ALL.into_iter().map(|cut| (cut, 0)).collect();
    let mut add = |cut: Cut, many: usize| {
        for (_, number) in counts.iter_mut().filter(|(other, _)| *other == cut) {
            *number = number.saturating_add(many);
        }
    };
    let mut ticket_counts = |ticket: &Ticket| {
        for addr in ticket.endpoints().iter().flat_map(|addr| &addr.addrs) {
            add(addr_cut(addr), 1);
        }
        if let Ticket::Doc { nodes, .. } | Ticket::Keyed { nodes, .. } = ticket {
            add(Cut::Extra, nodes.len().saturating_sub(1));
        }
        if let Ticket::Doc { capability, .. } = ticket
            && public_id(capability, checks).is_some()
        {
            add(Cut::Write, 1);
        }
    };
    match value {
        Value::Ticket(ticket, _) => ticket_counts(ticket),
        Value::Link(link) => {
            for hint in &link.hints {
                if let Some(ticket) = hinted(hint, checks) {
                    ticket_counts(&ticket);
                }
            }
            for hint in link.hints.iter().filter(|hint| hint.transport == "http") {
                if let Some((host, _)) = host_port(&hint.address) {
                    add(host_cut(host), 1);
                }
            }
            add(Cut::Extra, link.hints.len().saturating_sub(1));
            add(
                Cut::Parameters,
                link.unknown
                    .len()
                    .saturating_add(usize::from(link.tips.is_some())),
            );
        }
        _ => {}
    }
    counts.retain(|(_, number)| *number > 0);
    counts
}

// ------------------------------------------------------------------------------------------------- what costs what

/// What one field costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cost {
    /// The field's name.
    pub name: String,
    /// What it says.
    pub value: String,
    /// How many bytes it takes in its payload; `None` for what stands in the text as it is.
    pub bytes: Option<usize>,
    /// How many characters of the text. Fields share boundary characters; each counts for the first.
    pub chars: usize,
    /// The node that it is; `None` for what holds the others together.
    pub node: Option<usize>,
}

/// What each field costs, in the order of the text, the structure between them at the end. The characters add up to the
/// length of the text.
pub fn costs(document: &Document, secrets: Secrets) -> Vec<Cost> {
    let mut sizes = Sizes {
        document,
        secrets,
        rows: Vec::new(),
        structure: 0,
        structure_bytes: 0,
        at: 0,
    };
    sizes.visit(0);
    let total = document.text().len();
    let structure = sizes.structure.saturating_add(total.saturating_sub(sizes.at));
    let mut rows = sizes.rows;
    if structure > 0 {
        rows.push(Cost {
            name: String::from("structure"),
            value: String::from("prefixes, names, counts, lengths"),
            bytes: Some(sizes.structure_bytes).filter(|bytes| *bytes > 0),
            chars: structure,
            node: None,
        });
    }
    rows
}

struct Sizes<'d> {
    document: &'d Document,
    secrets: Secrets,
    rows: Vec<Cost>,
    structure: usize,
    structure_bytes: usize,
    /// How far the text is counted.
    at: usize,
}

impl Sizes<'_> {
    fn visit(&mut self, index: usize) {
        let Some(node) = self.document.nodes.get(index) else {
            return;
        };
        let is_row = node.part == Part::Body
            && matches!(
                node.role,
                Role::EndpointId
                    | Role::TransportAddr
                    | Role::RelayUrl
                    | Role::DerpRegion
                    | Role::SocketAddr
                    | Role::CustomAddr
                    | Role::Capability
                    | Role::NamespaceKey
                    | Role::BlobFormat
                    | Role::Hash
                    | Role::RequestToken
                    | Role::ApiSecret
                    | Role::Topic
                    | Role::Json
                    | Role::DatabaseId
                    | Role::Host
                    | Role::Tips
                    | Role::ParamValue
                    | Role::Unread
            );
        let is_text_address = node.role == Role::Address && self.document.children(index).next().is_none();
        let is_http = node.role == Role::Address && node.wire == "host:port";
        let span = self.document.place_in_text(node.layer, node.span);
        let is_payload = self.document.is_payload(node.layer);
        if is_row || is_text_address || is_http {
            // What lies between the row before and this one is structure.
            self.structure = self.structure.saturating_add(span.start.saturating_sub(self.at));
            let chars = span.end.saturating_sub(self.at.max(span.start));
            self.at = self.at.max(span.end);
            // Of an address's variant, the address inside says what it is.
            let inside = self
                .document
                .children(index)
                .find(|child| {
                    let inside = self.document.nodes.get(*child);
                    inside.is_some_and(|child| !child.is_wiring())
                })
                .filter(|_| node.role == Role::TransportAddr);
            let shown = inside.unwrap_or(index);
            let name = self
                .document
                .nodes
                .get(shown)
                .map_or(node.name, |inside| inside.name);
            let name = self.document.words.text(name);
            let value = match is_http || is_text_address {
                true if self.secrets == Secrets::Masked && self.document.hides(index) => {
                    String::from(mask::MASK)
                }
                true => words::visible(span.of(self.document.text())),
                false => self.document.show(shown, self.secrets),
            };
            self.rows.push(Cost {
                name: String::from(match (name, node.role) {
                    ("id", _) => "database id",
                    (_, Role::ParamValue) => "parameter",
                    (name, _) => name,
                }),
                value,
                bytes: is_payload.then_some(node.span.len()),
                chars,
                node: Some(index),
            });
            return;
        }
        let children: Vec<usize> = self.document.children(index).collect();
        if children.is_empty() {
            self.structure = self.structure.saturating_add(span.end.saturating_sub(self.at));
            self.at = self.at.max(span.end);
            if is_payload {
                self.structure_bytes = self.structure_bytes.saturating_add(node.span.len());
            }
        }
        for child in children {
            self.visit(child);
        }
    }
}

/// The size of a ticket or link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Length of its text in bytes.
    pub chars: usize,
    /// Length of its payload, or of its payloads.
    pub bytes: usize,
}

/// The size of a value as it is written.
pub fn size(value: &Value, kind: Kind) -> Size {
    let text = crate::ticket::make::draft::write(value, kind).unwrap_or_default();
    let payload = |text: &str, kind: Kind| {
        let payload = text.strip_prefix(kind.prefix()).unwrap_or_default();
        codec::base32(payload.as_bytes()).map_or(0, |bytes| bytes.len())
    };
    let bytes = match value {
        Value::Link(link) => link
            .hints
            .iter()
            .filter(|hint| hint.transport == "iroh")
            .fold(0_usize, |sum, hint| {
                sum.saturating_add(payload(&hint.address, Kind::Endpoint))
            }),
        _ => payload(&text, kind),
    };
    Size {
        chars: text.len(),
        bytes,
    }
}
