//! What is said about a ticket that was read.

use super::Dissection;
use super::ticket::Read;
use crate::ticket::encoding::codec::{self, Base32Fault};
use crate::ticket::encoding::span::Span;
use crate::ticket::explain::diagnostic::Code;
use crate::ticket::explain::document::Node;
use crate::ticket::explain::mask::MASK;
use crate::ticket::explain::secrets::{quoted, shown_url};
use crate::ticket::facts;
use crate::ticket::facts::Scope;
use crate::ticket::limits;
use crate::ticket::wire::collect::Deviation;
use crate::ticket::wire::kind::Kind;
use crate::ticket::wire::layout::{CustomForm, Role, Secrecy};
use crate::ticket::wire::value::{EndpointAddr, Ticket, ip_of};
use crate::ticket::wire::walk::{Fault, FaultKind, Part};
use crate::ticket::words;
use crate::ticket::words::count;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::net::SocketAddr;

impl Dissection<'_> {
    /// Says what is wrong with the text of a payload, which was read into the nodes from `first` on.
    pub(super) fn base32_error(
        &mut self,
        layer: usize,
        payload: &str,
        at: Span,
        error: codec::Base32Error,
        first: usize,
    ) {
        let length = payload.chars().count();
        let (code, found, size) = match error.kind {
            // The decoder looks at the length first; a character that does not belong says more.
            Base32Fault::Length => match payload.bytes().position(|byte| !codec::is_base32(byte)) {
                Some(bad) => return self.bad_symbol(layer, payload, at, bad, first),
                None => (Code::Base32Length, length.to_string(), error.at),
            },
            Base32Fault::Symbol => return self.bad_symbol(layer, payload, at, error.at, first),
            Base32Fault::Trailing => (Code::Base32Trailing, String::new(), error.at),
        };
        let span = Span::new(at.start.saturating_add(size), at.end);
        self.note_at(code, layer, span, None, &found, "");
    }

    fn bad_symbol(&mut self, layer: usize, payload: &str, at: Span, bad: usize, first: usize) {
        let symbol = payload
            .get(bad..)
            .and_then(|rest| rest.chars().next())
            .unwrap_or(' ');
        let span = Span::sized(at.start.saturating_add(bad), symbol.len_utf8());
        let found = words::visible_char(symbol);
        let (node, fields) = self.damaged(first);
        self.note_at(Code::Base32Symbol, layer, span, node, &found, &fields);
    }

    /// The first field in which a wrong character stands, and the names of all.
    fn damaged(&self, first: usize) -> (Option<usize>, String) {
        let nodes = self.tree.nodes.iter().enumerate().skip(first);
        let leaves = nodes.filter(|(index, node)| node.is_leaf(*index));
        let (mut at, mut names) = (None, Vec::new());
        for (index, node) in leaves {
            let layer = self.layers.get(node.layer);
            if layer.is_some_and(|layer| layer.doubts.touch(node.span)) {
                at = at.or(Some(index));
                let name = format!("the {}", self.tree.words.text(node.name));
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        (at, words::list(&names))
    }

    /// Says what is wrong with a payload, and where.
    pub(super) fn fault(&mut self, fault: &Fault, first: usize, layer: usize, end: usize) {
        let node = self.node_at(first, layer, fault.span);
        let name = match fault.part {
            Part::Body => String::from(fault.field.name),
            Part::Tag => format!("the kind of {}", fault.field.name),
            Part::Length => format!("the length of {}", fault.field.name),
            Part::Count => format!("the number of {}", fault.field.name),
        };
        let bytes = self
            .layers
            .get(layer)
            .map_or(&[][..], |layer| fault.span.bytes(&layer.data));
        let text = || quoted(&String::from_utf8_lossy(bytes));
        let (code, found, expected) = match &fault.kind {
            FaultKind::End(missing) => (Code::CutOff, name, count(*missing, "byte", "bytes")),
            FaultKind::Varint => (Code::BadVarint, name, String::new()),
            FaultKind::Variant { found, known } => {
                let known: Vec<String> = known
                    .iter()
                    .enumerate()
                    .map(|(tag, variant)| format!("{tag} ({})", variant.name))
                    .collect();
                (Code::UnknownVariant, found.to_string(), known.join(", "))
            }
            FaultKind::Option(byte) => (Code::BadOption, format!("{byte:02x}"), String::new()),
            FaultKind::Length { found, expected } => {
                (Code::BadLength, found.to_string(), expected.to_string())
            }
            FaultKind::Utf8 => (Code::BadUtf8, name, String::new()),
            FaultKind::Key => (Code::BadKey, String::new(), String::new()),
            FaultKind::Url => (Code::BadUrl, text(), String::new()),
            FaultKind::NoNodes => (Code::NoNodes, String::new(), String::new()),
        };
        let span = match fault.kind {
            FaultKind::End(_) => Span::new(end, end),
            _ => fault.span,
        };
        self.note_at(code, layer, span, node, &found, &expected);
    }

    /// Says what is odd in a payload before byte `until`: of what is uncertain nobody knows.
    pub(super) fn deviations(&mut self, read: &Read, first: usize, layer: usize, until: usize) {
        let known = read.deviations.iter().filter(|(_, span)| span.end <= until);
        for (deviation, span) in known.take(limits::DIAGNOSTICS) {
            let node = self.node_at(first, layer, *span);
            let at = node.and_then(|index| self.tree.nodes.get(index));
            let (code, found, expected) = match deviation {
                Deviation::Repeated => (Code::RepeatedAddress, String::new(), String::new()),
                Deviation::Unsorted => (Code::UnsortedAddress, String::new(), String::new()),
                Deviation::Padding => (Code::NonZeroPadding, String::new(), String::new()),
                Deviation::Overlong => {
                    let int = at.map_or(0, |node| node.int);
                    (Code::OverlongVarint, int.to_string(), String::new())
                }
                Deviation::Rewritten => {
                    let url = at
                        .filter(|node| node.proven)
                        .and_then(|node| node.normal.as_deref());
                    let url = url.map_or_else(|| String::from(MASK), shown_url);
                    (Code::RewrittenUrl, String::new(), url)
                }
                Deviation::Unchecked => {
                    let name = at.map_or("This value", |node| self.tree.words.text(node.name));
                    (Code::NotChecked, String::from(name), String::new())
                }
            };
            self.note_at(code, layer, *span, node, &found, &expected);
        }
        if read.has_custom && read.layout.custom == Some(CustomForm::C1) {
            let custom = self.tree.nodes.get(first..).unwrap_or_default();
            let mut custom = custom.iter().enumerate();
            let node = custom.find(|(_, node)| node.role == Role::CustomAddr);
            if let Some((at, _)) = node.filter(|(_, node)| node.span.end <= until) {
                self.note(Code::CustomForm1, Some(at.saturating_add(first)), "", "");
            }
        }
        for layout in &read.also {
            self.note(Code::Ambiguous, first.checked_sub(1), layout.id, "");
        }
    }

    pub(super) fn other_kind(&mut self, read: &Read, kind: Kind, root: usize) {
        if !kind.has(read.layout) {
            self.note(Code::OtherKind, Some(root), kind.name(), read.layout.kind.name());
        } else if !read.layout.is_current() {
            self.note(Code::OldLayout, Some(root), read.layout.id, read.layout.era);
        }
    }

    /// What the ticket's own content is worth telling.
    pub(super) fn content(&mut self, ticket: &Ticket, first: usize) {
        // The value says whether the nodes are worth a look: a ticket may have thousands.
        let nodes = self.tree.nodes.iter().enumerate().skip(first);
        let mut nodes = nodes.take_while(|_| ticket.has_secret());
        let found = nodes.find_map(|(index, node)| match node.role.secrecy() {
            Secrecy::Secret(what) if node.part == Part::Body => Some((index, what)),
            Secrecy::Secret(_) | Secrecy::Public | Secrecy::Text | Secrecy::Parts => None,
        });
        if let Some((node, what)) = found {
            self.note(Code::Secret, Some(node), what, "");
        }
        let mut urls = ticket.endpoints().iter().flat_map(EndpointAddr::relays);
        let is_old = urls.any(|url| facts::relay(url).is_some_and(|relay| !relay.current));
        let nodes = self.tree.nodes.iter().enumerate().skip(first);
        let relays: Vec<(usize, &'static str)> = nodes
            .take_while(|_| is_old)
            .filter(|(_, node)| node.role == Role::RelayUrl && node.part == Part::Body)
            .filter_map(|(index, node)| {
                let data = self.layers.get(node.layer)?;
                let url = core::str::from_utf8(node.span.bytes(&data.data)).ok()?;
                let relay = facts::relay(url).filter(|relay| !relay.current)?;
                Some((index, relay.era))
            })
            .collect();
        let mut told = "";
        for (node, era) in relays {
            if era != told {
                self.note(Code::OldRelay, Some(node), era, "");
            }
            told = era;
        }
        if let Some((addr, what)) = shown_locally(ticket) {
            let node = self.socket_addr(addr, first);
            self.note(Code::PrivateAddress, node, &what, "");
        }
        let mut endpoints = ticket.endpoints().iter();
        if let Some(bare) = endpoints.position(|addr| addr.addrs.is_empty()) {
            let nodes = self.tree.nodes.iter().enumerate().skip(first);
            let is_id = |index: usize, node: &Node| {
                node.role == Role::EndpointId && node.part == Part::Body && node.is_leaf(index)
            };
            let mut ids = nodes.filter(|(index, node)| is_id(*index, node));
            let node = ids.nth(bare).map(|(index, _)| index);
            self.note(Code::NoAddresses, node, "", "");
        }
    }

    /// The node of an address.
    fn socket_addr(&self, addr: SocketAddr, first: usize) -> Option<usize> {
        let (mut group, mut ip) = (None, None);
        let nodes = self.tree.nodes.iter().enumerate().skip(first);
        for (index, node) in nodes.filter(|(_, node)| node.part == Part::Body) {
            let data = self.layers.get(node.layer).map_or(&[][..], |layer| &layer.data);
            let bytes = node.span.bytes(data);
            let is_port = node.role == Role::Port && node.int == u64::from(addr.port());
            if node.role == Role::SocketAddr {
                group = Some(index);
            } else if node.role.is_ip() {
                ip = ip_of(bytes);
            } else if is_port && ip == Some(addr.ip()) {
                return group;
            }
        }
        None
    }
}

/// What a ticket shows of the network that it was made in, `Shows 2 private addresses: 192.168.0.2:7, …`, and the address
/// that is named.
fn shown_locally(ticket: &Ticket) -> Option<(SocketAddr, String)> {
    let mut local: Vec<(Scope, SocketAddr)> = Vec::new();
    for addr in ticket.endpoints().iter().flat_map(|addr| addr.ips()) {
        let scope = facts::scope(addr.ip());
        if scope.is_local() {
            local.push((scope, *addr));
        }
    }
    let (first, named) = local.first()?;
    let same = local.iter().all(|(scope, _)| scope == first);
    let class = if same { first.name() } else { "local" };
    let what = count(
        local.len(),
        &format!("{class} address"),
        &format!("{class} addresses"),
    );
    let more = if local.len() > 1 { ", …" } else { "" };
    Some((*named, format!("Shows {what}: {named}{more}")))
}
