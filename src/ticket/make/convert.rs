//! The same in another form: a ticket of an old kind or layout as those of today, a link whose peers have such tickets, an
//! id in another encoding.
//!
//! What can be made of a ticket follows from the table of kinds: the kind that supersedes its own, in the layout that is
//! written, and whatever else a parser of the list reads. Nothing is offered that was not tried: the new text is explained
//! anew, a parser must accept it, and what it says must be what the old one says, but for what is named as lost.

use crate::ticket::checks::Checks;
use crate::ticket::encoding::codec;
use crate::ticket::encoding::span::Span;
use crate::ticket::explain::diagnostic::Code;
use crate::ticket::explain::dissect::dissect;
use crate::ticket::explain::document::Document;
use crate::ticket::explain::value::Value;
use crate::ticket::explain::verdict::{Parser, Verdict};
use crate::ticket::facts;
use crate::ticket::find;
use crate::ticket::link::{self, cid};
use crate::ticket::wire::encode;
use crate::ticket::wire::kind::Kind;
use crate::ticket::wire::layout::Layout;
use crate::ticket::wire::value::{Bytes32, Capability, EndpointAddr, Ticket, TransportAddr};
use crate::ticket::words::count;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

/// What something can be made into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A ticket of this kind in this layout.
    Ticket(Kind, &'static Layout),
    /// The same link, its peers' tickets as those of today.
    Link,
    /// The same id in another encoding.
    Encoding(Encoding),
}

impl Target {
    /// Its short name: the layout's, the encoding's, `link`.
    pub fn name(self) -> &'static str {
        match self {
            Target::Ticket(_, layout) => layout.id,
            Target::Link => "link",
            Target::Encoding(encoding) => encoding.name(),
        }
    }

    /// Whether somebody means it who writes this: its short name, or the name of its kind.
    pub fn is_called(self, name: &str) -> bool {
        let kind = match self {
            Target::Ticket(kind, _) => kind.name(),
            Target::Link => Kind::Eidetica.name(),
            Target::Encoding(_) => "",
        };
        name.eq_ignore_ascii_case(self.name()) || name.eq_ignore_ascii_case(kind)
    }
}

/// How an id is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Lower-case hex; of a CID with the `f` of multibase.
    Hex,
    /// RFC 4648 base32 in lower case, without padding; of a CID with its `b`.
    Base32,
    /// The same in upper case: smaller as a QR code.
    Base32Upper,
    /// z-base-32, as pkarr names endpoints.
    ZBase32,
    /// The name under which an endpoint is looked up.
    DnsName,
    /// Base58 with Bitcoin's alphabet; of a CID with its `z`.
    Base58,
    /// Base64 with the URL alphabet, without padding; of a CID with its `u`.
    Base64Url,
}

impl Encoding {
    /// Every one.
    pub const ALL: [Encoding; 7] = [
        Encoding::Hex,
        Encoding::Base32,
        Encoding::Base32Upper,
        Encoding::ZBase32,
        Encoding::DnsName,
        Encoding::Base58,
        Encoding::Base64Url,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Hex => "hex",
            Encoding::Base32 => "base32",
            Encoding::Base32Upper => "base32-upper",
            Encoding::ZBase32 => "z-base-32",
            Encoding::DnsName => "dns-name",
            Encoding::Base58 => "base58",
            Encoding::Base64Url => "base64url",
        }
    }

    /// Its name in a sentence.
    fn words(self) -> &'static str {
        match self {
            Encoding::Base32Upper => "upper-case base32",
            encoding => encoding.name(),
        }
    }

    /// Whether an id stands in it.
    pub fn is_of(self, document: &Document) -> bool {
        let written = match &document.value {
            Some(Value::Key(key)) if document.kind == Kind::EndpointId => self.key(key),
            Some(Value::Text(_)) => cid::parse(document.text()).ok().and_then(|id| self.cid(&id)),
            _ => None,
        };
        written.as_deref() == Some(document.text())
    }

    /// An EndpointId written so, where programs read it.
    fn key(self, key: &Bytes32) -> Option<String> {
        match self {
            Encoding::Hex => Some(codec::to_hex(key)),
            Encoding::Base32 => Some(codec::to_base32(key)),
            Encoding::Base32Upper => Some(codec::to_base32(key).to_ascii_uppercase()),
            Encoding::ZBase32 => Some(codec::to_z32(key)),
            Encoding::DnsName => Some(facts::lookup_name(key)),
            Encoding::Base58 | Encoding::Base64Url => None,
        }
    }

    /// A CID written so.
    fn cid(self, cid: &cid::Cid) -> Option<String> {
        let base = match self {
            Encoding::Hex => 'f',
            Encoding::Base32 => 'b',
            Encoding::Base32Upper => 'B',
            Encoding::Base58 => 'z',
            Encoding::Base64Url => 'u',
            Encoding::ZBase32 | Encoding::DnsName => return None,
        };
        Some(cid::in_base(cid, base))
    }
}

/// A way to write the same in another form, tried.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Conversion {
    /// What it becomes.
    pub target: Target,
    /// Programs of today write it so.
    pub is_current: bool,
    /// What it becomes, in words: `endpoint ticket for iroh 0.94 and later`.
    pub label: String,
    /// What is lost, each as a noun: `1 custom address`.
    pub losses: Vec<String>,
    /// The releases that read the old text, and do not read the new one: `iroh 0.12 to 0.93`.
    pub unread_by: Vec<&'static str>,
    /// The new text.
    pub text: String,
    /// The parsers that read it as it is meant; for an id in itself none is there but eidetica's.
    pub accepted_by: Vec<Parser>,
}

impl fmt::Debug for Conversion {
    /// Without the new text, which may hold a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Conversion");
        out.field("target", &self.target.name())
            .field("label", &self.label)
            .field("losses", &self.losses)
            .finish_non_exhaustive()
    }
}

/// What a finding can be made into: the form of today first. Empty where it has that form already and there is no other.
pub fn conversions(document: &Document, checks: &dyn Checks) -> Vec<Conversion> {
    match &document.value {
        Some(Value::Ticket(ticket, layout)) if document.kind != Kind::Unknown => {
            ticket_conversions(document, ticket, layout, checks)
        }
        Some(Value::Link(link)) => link_conversion(document, link, checks).into_iter().collect(),
        Some(Value::Key(key)) if document.kind == Kind::EndpointId => key_conversions(document, key),
        Some(Value::Text(_)) if document.kind == Kind::Cid => cid_conversions(document),
        _ => Vec::new(),
    }
}

/// Why a finding cannot be converted, where that is not for want of another form.
pub fn obstacle(document: &Document) -> Option<&'static str> {
    match &document.value {
        None => Some("it is damaged"),
        Some(Value::Key(_)) if document.kind == Kind::Key => Some("it may be a secret key"),
        Some(Value::Ticket(
            Ticket::Doc {
                capability: Capability::Unknown(_),
                ..
            },
            _,
        )) => Some("it does not say whether its key is for reading or for writing, and current tickets must"),
        Some(Value::Chat(..)) => Some("it is JSON, and the programs that read that read nothing else"),
        Some(_) if document.kind == Kind::Unknown => Some("its kind is not known"),
        Some(_) => None,
    }
}

/// The kind and layout in which programs of today write what a ticket of this kind says.
fn current(kind: Kind) -> Option<(Kind, &'static Layout)> {
    let kind = kind.spec().superseded_by.unwrap_or(kind);
    Some((kind, kind.current()?))
}

fn ticket_conversions(
    document: &Document,
    ticket: &Ticket,
    layout: &'static Layout,
    checks: &dyn Checks,
) -> Vec<Conversion> {
    let mut targets: Vec<(Kind, &'static Layout)> = current(document.kind).into_iter().collect();
    let kinds = [Some(document.kind), document.kind.spec().twin];
    for kind in kinds.into_iter().flatten() {
        for parser in Parser::of(kind) {
            let target = parser.reads(kind);
            targets.extend(target.filter(|target| !targets.contains(target)));
        }
    }
    let offered = targets.into_iter().filter_map(|(kind, to)| {
        let text = encode::to_text(ticket, kind, to)?;
        if text == document.text() {
            return None;
        }
        let read = dissect(find::exact(&text, checks), false, checks);
        let Some(Value::Ticket(after, found)) = &read.value else {
            return None;
        };
        let mut losses = lost(ticket, after)?;
        let accepted_by: Vec<Parser> = read
            .verdicts
            .iter()
            .filter(|verdict| reads_all(verdict, after))
            .map(|verdict| verdict.parser)
            .collect();
        if read.kind != kind || *found != to || accepted_by.is_empty() {
            return None;
        }
        let trailing = document
            .diagnostics
            .iter()
            .filter(|one| one.code == Code::TrailingBytes);
        losses.extend(trailing.map(|one| format!("{} after its end", one.found)));
        let before = readers(document, ticket, layout);
        let now = readers(&read, after, to);
        Some(Conversion {
            target: Target::Ticket(kind, to),
            is_current: current(document.kind) == Some((kind, to)),
            label: format!(
                "{} for {}",
                kind.spec().called,
                now.first().copied().unwrap_or(to.era)
            ),
            losses,
            unread_by: before
                .into_iter()
                .filter(|reader| !now.contains(reader))
                .collect(),
            text,
            accepted_by,
        })
    });
    offered.collect()
}

/// Whether a parser reads this ticket, and loses nothing of it.
fn reads_all(verdict: &Verdict, ticket: &Ticket) -> bool {
    let is_same = matches!(&verdict.value, Some(Value::Ticket(read, _)) if read == ticket);
    verdict.accepts && verdict.drops.is_empty() && is_same
}

/// Which releases read a ticket as it is meant.
fn readers(document: &Document, ticket: &Ticket, layout: &'static Layout) -> Vec<&'static str> {
    let has_custom = |addr: &EndpointAddr| {
        addr.addrs
            .iter()
            .any(|addr| matches!(addr, TransportAddr::Custom(_)))
    };
    let form = layout
        .custom
        .filter(|_| ticket.endpoints().iter().any(has_custom));
    if let Some(form) = form {
        return alloc::vec![form.releases().words()];
    }
    let meant = document.verdicts.iter().filter(|verdict| match &verdict.value {
        Some(Value::Ticket(read, _)) => verdict.accepts && read == ticket,
        _ => false,
    });
    let mut readers: Vec<&'static str> = meant
        .map(|verdict| verdict.parser.releases(document.kind).words())
        .collect();
    if readers.is_empty() && document.kind.has(layout) {
        readers.push(layout.era);
    }
    readers
}

/// What of a ticket is not in the one that was made of it; `None` if that says something else.
fn lost(before: &Ticket, after: &Ticket) -> Option<Vec<String>> {
    let mut losses = Vec::new();
    match (before, after) {
        (Ticket::Endpoint(_), Ticket::Endpoint(_)) => {}
        (
            Ticket::Blob {
                format, hash, token, ..
            },
            Ticket::Blob {
                format: new_format,
                hash: new_hash,
                token: new_token,
                ..
            },
        ) if format == new_format && hash == new_hash => {
            if token.is_some() && new_token.is_none() {
                losses.push(String::from("the request token"));
            } else if token != new_token {
                return None;
            }
        }
        (Ticket::Doc { capability, .. }, Ticket::Doc { capability: new, .. }) if capability == new => {}
        (
            Ticket::Keyed { role, key, .. },
            Ticket::Keyed {
                role: new_role,
                key: new_key,
                ..
            },
        ) if role == new_role && key == new_key => {}
        _ => return None,
    }
    let (old, new) = (before.endpoints(), after.endpoints());
    if old.len() != new.len() {
        return None;
    }
    let (mut regions, mut relays, mut ips, mut customs) = (Vec::new(), 0_usize, 0_usize, 0_usize);
    for (old, new) in old.iter().zip(new) {
        if old.id != new.id || !new.addrs.is_subset(&old.addrs) {
            return None;
        }
        for addr in old.addrs.difference(&new.addrs) {
            match addr {
                TransportAddr::Relay(_) => relays = relays.saturating_add(1),
                TransportAddr::DerpRegion(region) => regions.push(*region),
                TransportAddr::Ip(_) => ips = ips.saturating_add(1),
                TransportAddr::Custom(_) => customs = customs.saturating_add(1),
            }
        }
    }
    regions.sort_unstable();
    regions.dedup();
    for region in regions {
        let place = facts::derp_region(region);
        losses.push(format!("relay region {region} ({place})"));
    }
    for (number, one, many) in [
        (relays, "relay", "relays"),
        (ips, "IP address", "IP addresses"),
        (customs, "custom address", "custom addresses"),
    ] {
        if number > 0 {
            losses.push(count(number, one, many));
        }
    }
    Some(losses)
}

/// The link with each peer's ticket as those of today. Everything else stands as it stood.
fn link_conversion(document: &Document, link: &link::Link, checks: &dyn Checks) -> Option<Conversion> {
    // Not by the document's nodes: a long link has more peers than nodes.
    let params = link::params(link::query(document.text()).ok()?, link::PREFIX.len());
    let addresses = params
        .iter()
        .filter(|param| param.key == "pr")
        .filter_map(|param| {
            let (transport, _) = param.value.text.split_once(':')?;
            let address = Span::new(transport.len().saturating_add(1), param.value.text.len());
            Some(param.value.map.project(address))
        });
    let mut text = String::new();
    let mut at = 0;
    let mut losses = Vec::new();
    let mut expected = link.clone();
    for (peer, (place, hint)) in addresses.zip(&mut expected.hints).enumerate() {
        if hint.transport != "iroh" || find::ticket_kind(&hint.address).is_none() {
            continue;
        }
        let inside = dissect(find::exact(&hint.address, checks), false, checks);
        // What eidetica takes as it is stays as it is.
        let reads = Verdict::ask(Parser::IrohTickets1, &hint.address, Kind::Endpoint, checks);
        if reads.accepts && reads.agrees(inside.value.as_ref()) {
            continue;
        }
        let made = conversions(&inside, checks)
            .into_iter()
            .find(|made| made.is_current);
        let is_endpoint = |made: &Conversion| matches!(made.target, Target::Ticket(Kind::Endpoint, _));
        let Some(made) = made.filter(is_endpoint) else {
            continue;
        };
        text.push_str(Span::new(at, place.start).of(document.text()));
        text.push_str(&made.text);
        at = place.end;
        let peer = peer.saturating_add(1);
        let lost = made.losses.into_iter();
        losses.extend(lost.map(|loss| format!("{loss} of peer {peer}")));
        hint.address = made.text;
    }
    if text.is_empty() {
        return None;
    }
    text.push_str(document.text().get(at..).unwrap_or_default());
    let accepted_by: Vec<Parser> = Parser::of(Kind::Eidetica)
        .filter(|parser| Verdict::ask(*parser, &text, Kind::Eidetica, checks).accepts)
        .collect();
    let is_same = link::parse_opaque(&text).is_ok_and(|link| link == expected);
    is_same.then(|| Conversion {
        target: Target::Link,
        is_current: true,
        label: String::from("link with current endpoint tickets"),
        losses,
        unread_by: Vec::new(),
        text,
        accepted_by,
    })
}

fn key_conversions(document: &Document, key: &Bytes32) -> Vec<Conversion> {
    let offered = Encoding::ALL.into_iter().filter_map(|encoding| {
        let text = encoding.key(key).filter(|text| text != document.text())?;
        let (read, _) = find::key_of(&text)?;
        (read == *key).then(|| Conversion {
            target: Target::Encoding(encoding),
            is_current: encoding == Encoding::Hex,
            label: match encoding {
                Encoding::DnsName => String::from("DNS name under which it is looked up"),
                encoding => format!("EndpointId in {}", encoding.words()),
            },
            losses: Vec::new(),
            unread_by: Vec::new(),
            text,
            accepted_by: Vec::new(),
        })
    });
    offered.collect()
}

fn cid_conversions(document: &Document) -> Vec<Conversion> {
    let Ok(id) = cid::parse(document.text()) else {
        return Vec::new();
    };
    let normal = id.to_string();
    let mut made: Vec<Conversion> = Vec::new();
    for encoding in Encoding::ALL {
        let Some(text) = encoding.cid(&id).filter(|text| text != document.text()) else {
            continue;
        };
        let is_new = made.iter().all(|other| other.text != text);
        if is_new && cid::parse(&text).as_ref() == Ok(&id) {
            let is_current = text == normal;
            let one = Conversion {
                target: Target::Encoding(encoding),
                is_current,
                label: format!("CID in {}", encoding.words()),
                losses: Vec::new(),
                unread_by: Vec::new(),
                text,
                accepted_by: alloc::vec![Parser::EideticaOpaqueId, Parser::EideticaCid],
            };
            match is_current {
                true => made.insert(0, one),
                false => made.push(one),
            }
        }
    }
    made
}
