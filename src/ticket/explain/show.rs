//! The value of a node in words.

use crate::ticket::encoding::codec::to_hex;
use crate::ticket::encoding::span::Span;
use crate::ticket::explain::document::{Document, LayerKind, Node};
use crate::ticket::explain::mask::{MASK, Secrets};
use crate::ticket::link::cid;
use crate::ticket::wire::layout::{Look, Role};
use crate::ticket::wire::value::{CustomAddr, CustomData, ip_of};
use crate::ticket::wire::walk::Part;
use crate::ticket::words::{count, visible};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::net::SocketAddr;

impl Document {
    /// The socket address of a node, or of the nodes below it.
    pub fn socket_addr(&self, index: usize) -> Option<SocketAddr> {
        let mut ip = None;
        for (_, node) in self.below(index).filter(|(_, node)| node.part == Part::Body) {
            let bytes = self.bytes(node);
            if node.role.is_ip() {
                ip = ip_of(bytes).filter(|_| node.state.is_read());
            } else if node.role == Role::Port && node.state.is_read() {
                return Some(SocketAddr::new(ip?, u16::try_from(node.int).ok()?));
            }
        }
        None
    }

    /// The custom address below a node.
    pub fn custom_addr(&self, index: usize) -> Option<CustomAddr> {
        let (mut id, mut size) = (None, usize::MAX);
        for (at, node) in self.below(index).filter(|(_, node)| node.part == Part::Body) {
            let bytes = self.bytes(node);
            if node.role == Role::CustomId {
                id = Some(node.int).filter(|_| node.state.is_read());
            } else if node.role == Role::InlineSize {
                id = id.filter(|_| node.state.is_read());
                size = usize::try_from(node.int).ok()?;
            } else if matches!(node.role, Role::CustomData | Role::InlineData) && node.is_leaf(at) {
                let data = bytes.get(..size).unwrap_or(bytes).to_vec();
                return node.state.is_read().then_some(CustomAddr {
                    id: id?,
                    data: CustomData(data),
                });
            }
        }
        None
    }

    /// The content of a node that has a length before it, or of the node itself.
    pub(super) fn content(&self, index: usize) -> Option<(&Node, &[u8])> {
        let node = self.nodes.get(index)?;
        if node.is_leaf(index) {
            return Some((node, self.bytes(node)));
        }
        self.below(index)
            .find(|(_, below)| below.part == Part::Body && below.role == node.role)
            .map(|(_, below)| (below, self.bytes(below)))
    }

    /// A node's value in words, as far as it has one.
    pub fn show(&self, index: usize, secrets: Secrets) -> String {
        let Some(node) = self.nodes.get(index) else {
            return String::new();
        };
        if secrets == Secrets::Masked && self.is_masked(index) {
            return self.masked(index);
        }
        if let Some(damaged) = self.damaged(index) {
            return damaged;
        }
        if !node.state.is_read() && (node.part != Part::Body || self.wire(node).starts_with("varint")) {
            return to_hex(self.bytes(node));
        }
        match node.part {
            Part::Tag => return format!("{} ({})", node.int, visible(self.label(node))),
            Part::Length => return count(usize::try_from(node.int).unwrap_or(usize::MAX), "byte", "bytes"),
            Part::Count => return node.int.to_string(),
            Part::Body => {}
        }
        let own = self.bytes(node);
        let content = || self.content(index).map_or(&[][..], |(_, bytes)| bytes);
        match node.role.look() {
            Look::Empty => String::new(),
            Look::Count(one, many) => count(self.bodies(index).count(), one, many),
            Look::Counted(one, many) => {
                let mut parts = self.children(index).filter_map(|child| self.nodes.get(child));
                let said = parts.find(|child| child.part == Part::Count).map(|part| part.int);
                let number = said.and_then(|number| usize::try_from(number).ok());
                count(number.unwrap_or_else(|| self.bodies(index).count()), one, many)
            }
            Look::First => match self.bodies(index).next() {
                Some(part) => self.show(part, secrets),
                None => String::from("none"),
            },
            Look::Id => {
                let role = |child: &usize| self.nodes.get(*child).map(|node| node.role);
                let id = self
                    .children(index)
                    .find(|child| role(child) == Some(Role::EndpointId));
                id.map(|id| self.show(id, secrets)).unwrap_or_default()
            }
            Look::Hex => to_hex(content()),
            Look::Content => visible(&String::from_utf8_lossy(content())),
            Look::Number => node.int.to_string(),
            Look::HexNumber => format!("{:#x}", node.int),
            Look::SocketAddr => {
                let addr = self.socket_addr(index);
                addr.map(|addr| addr.to_string()).unwrap_or_default()
            }
            Look::Ip => ip_of(own).map_or_else(|| to_hex(own), |ip| ip.to_string()),
            Look::CustomAddr => {
                let addr = self.custom_addr(index);
                addr.map(|addr| addr.to_string()).unwrap_or_default()
            }
            Look::Choice => {
                let mut parts = self.children(index).filter_map(|child| self.nodes.get(child));
                let tag = parts.find(|child| child.part == Part::Tag);
                tag.map(|tag| visible(self.label(tag))).unwrap_or_default()
            }
            Look::Codec => named(node.int, cid::codec_name(node.int)),
            Look::HashFunction => named(node.int, cid::hash_name(node.int)),
            Look::Digest if node.wire == "bytes" => to_hex(own),
            Look::Said => match self.content(index).map_or("", |(content, _)| self.label(content)) {
                "" => to_hex(content()),
                said => visible(said),
            },
            Look::Raw => visible(&String::from_utf8_lossy(own)),
            Look::Text | Look::Digest => visible(self.decoded(index, node)),
        }
    }

    /// The value of a node of which something is not known, with marks for that.
    pub(super) fn damaged(&self, index: usize) -> Option<String> {
        let around = self.nodes.get(index).filter(|node| self.is_damaged(node))?;
        let (node, bytes) = self.content(index)?;
        let layer = self.layers.get(around.layer).filter(|_| self.is_damaged(node))?;
        let known = layer.known(node.span);
        Some(match node.role.look() {
            Look::Number | Look::HexNumber => String::from(UNKNOWN),
            Look::Content | Look::Text | Look::Raw => {
                let text =
                    known.flat_map(|byte| byte.map_or_else(|| DAMAGED.to_vec(), |byte| [byte].to_vec()));
                visible(&String::from_utf8_lossy(&text.collect::<Vec<u8>>()))
            }
            Look::Ip if bytes.len() == 4 => {
                let parts =
                    known.map(|byte| byte.map_or_else(|| String::from(UNKNOWN), |byte| byte.to_string()));
                parts.collect::<Vec<String>>().join(".")
            }
            _ => known
                .map(|byte| byte.map_or_else(|| String::from(UNKNOWN), |byte| to_hex(&[byte])))
                .collect(),
        })
    }

    /// Whether something in the value of a node is hidden. What shows its parts leaves it to them.
    pub(super) fn is_masked(&self, index: usize) -> bool {
        let Some(node) = self.nodes.get(index).filter(|node| node.hides) else {
            return false;
        };
        match node.role.look() {
            _ if node.part != Part::Body => true,
            Look::Empty | Look::Count(..) | Look::Counted(..) | Look::First | Look::Id => false,
            // The discriminant comes first.
            Look::Choice => self.hides(index.saturating_add(1)),
            Look::Hex
            | Look::Content
            | Look::Number
            | Look::HexNumber
            | Look::SocketAddr
            | Look::Ip
            | Look::CustomAddr
            | Look::Codec
            | Look::HashFunction
            | Look::Digest
            | Look::Said
            | Look::Raw
            | Look::Text => true,
        }
    }

    /// A text with a mask for each part of it that is hidden; of what is no text a mask alone.
    fn masked(&self, index: usize) -> String {
        let is_text = |node: &Node| {
            node.part == Part::Body && matches!(node.role.look(), Look::Content | Look::Text | Look::Raw)
        };
        let content = self.content(index).filter(|(node, _)| is_text(node));
        let text = content.and_then(|(node, bytes)| Some((node, core::str::from_utf8(bytes).ok()?)));
        let Some((node, text)) = text else {
            return String::from(MASK);
        };
        let mut shown = String::new();
        let mut was_hidden = false;
        for (at, symbol) in text.char_indices() {
            let own = Span::sized(node.span.start.saturating_add(at), symbol.len_utf8());
            let is_hidden = self.hides_part_of(self.project(node.layer, own));
            match (is_hidden, was_hidden) {
                (true, false) => shown.push_str(MASK),
                (true, true) => {}
                (false, _) => shown.push_str(&visible(symbol.encode_utf8(&mut [0; 4]))),
            }
            was_hidden = is_hidden;
        }
        shown
    }

    /// The parts of a node that are no wiring.
    pub(crate) fn bodies(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let is_body = |child: &usize| self.nodes.get(*child).is_some_and(|node| !node.is_wiring());
        self.children(index).filter(is_body)
    }

    /// The text of a node, or what it was decoded to.
    fn decoded(&self, index: usize, node: &Node) -> &str {
        let inside = self.nodes.get(index.saturating_add(1));
        let inside = inside.filter(|inside| !node.is_leaf(index) && inside.layer != node.layer);
        let layer = inside.and_then(|inside| self.layers.get(inside.layer));
        match layer.filter(|layer| layer.kind == LayerKind::Value) {
            Some(layer) => layer.text(),
            None => self.text_of(node),
        }
    }
}

/// Stands for a byte or number of which something is not known.
const UNKNOWN: &str = "??";

/// Stands for such a byte in text: U+FFFD.
const DAMAGED: &[u8] = "\u{fffd}".as_bytes();

/// A code by its name.
pub(super) fn named(code: u64, name: Option<&'static str>) -> String {
    name.map_or_else(|| format!("{code:#x}"), String::from)
}
