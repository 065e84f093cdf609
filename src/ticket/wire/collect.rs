//! Makes a [`Ticket`] of what a walk reads.

use crate::ticket::encoding::span::Span;
use crate::ticket::wire::layout::{AddrPiece, Field, Holds, Role};
use crate::ticket::wire::value::{
    Access, AddrKind, BlobFormat, Bytes32, Capability, CustomAddr, CustomData, EndpointAddr, Ticket,
    TransportAddr, ip_of,
};
use crate::ticket::wire::walk::{Leaf, Part, Sink};
use alloc::string::String;
use alloc::vec::Vec;
use core::net::{IpAddr, SocketAddr};

/// Something that the real parser takes, but does not keep as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deviation {
    /// An address that stands twice; the set keeps one.
    Repeated,
    /// An address before its place in the order; the set sorts.
    Unsorted,
    /// A URL that is rewritten.
    Rewritten,
    /// A varint with more bytes than it needs.
    Overlong,
    /// Inline bytes of a custom address beyond its size that are not zero.
    Padding,
    /// A check was not made.
    Unchecked,
}

/// Collects values by their role; every layout is made of the same roles, so this serves all of them.
#[derive(Debug, Default)]
pub struct Collector {
    nodes: Vec<EndpointAddr>,
    /// Addresses of the last node that came in order, as nearly all do: a set is made of them at once, which is faster
    /// than one by one.
    in_order: Vec<TransportAddr>,
    document: Option<(Access, Bytes32)>,
    key: Option<(Role, Bytes32)>,
    format: Option<BlobFormat>,
    hash: Option<Bytes32>,
    token: Option<Vec<u8>>,
    ip: Option<IpAddr>,
    custom: u64,
    inline: u64,
    /// Where the address that is being read begins.
    item: usize,
    /// What is odd, and where.
    pub deviations: Vec<(Deviation, Span)>,
    /// Whether a custom address was read: only then do layouts differ by its form.
    pub has_custom: bool,
}

impl Collector {
    fn add(&mut self, addr: TransportAddr, end: usize) {
        let span = Span::new(self.item, end);
        let is_first = self.nodes.last().is_some_and(|node| node.addrs.is_empty());
        if is_first && self.in_order.last().is_none_or(|last| *last < addr) {
            self.in_order.push(addr);
            return;
        }
        self.complete();
        if let Some(node) = self.nodes.last_mut() {
            let is_unsorted = node.addrs.last().is_some_and(|last| *last > addr);
            if !node.addrs.insert(addr) {
                self.deviations.push((Deviation::Repeated, span));
            } else if is_unsorted {
                self.deviations.push((Deviation::Unsorted, span));
            }
        }
    }

    /// Gives the last node the addresses that wait for it.
    fn complete(&mut self) {
        if let Some(node) = self.nodes.last_mut().filter(|_| !self.in_order.is_empty()) {
            node.addrs = core::mem::take(&mut self.in_order).into_iter().collect();
        }
    }

    /// How many addresses stand twice.
    pub fn repeated(&self) -> usize {
        self.deviations
            .iter()
            .filter(|(deviation, _)| *deviation == Deviation::Repeated)
            .count()
    }

    /// The ticket, if everything that its kind needs was read. `derive` gives the public key of a document's secret.
    pub fn finish(mut self, derive: impl Fn(&Bytes32) -> Option<Bytes32>) -> Option<Ticket> {
        self.complete();
        let mut nodes = self.nodes;
        // What was read says what the ticket is: the same as the layout's content, without a look at all of its fields.
        if let Some((role, key)) = self.key {
            return Some(Ticket::Keyed { role, key, nodes });
        }
        if let (Some(format), Some(hash)) = (self.format, self.hash) {
            return Some(Ticket::Blob {
                addr: nodes.pop()?,
                format,
                hash,
                token: self.token,
            });
        }
        let capability = match self.document {
            Some((Access::Write, secret)) => Capability::Write {
                secret,
                namespace: derive(&secret),
            },
            Some((Access::Read, id)) => Capability::Read(id),
            Some((Access::Unknown, key)) => Capability::Unknown(key),
            None => return Some(Ticket::Endpoint(nodes.pop()?)),
        };
        Some(Ticket::Doc { capability, nodes })
    }
}

impl Sink for Collector {
    fn open(&mut self, field: &'static Field, index: Option<usize>, at: usize) {
        if index.is_some() || field.role == Role::RelayUrl {
            self.item = at;
        }
    }

    fn leaf(&mut self, leaf: &Leaf<'_>) {
        if leaf.overlong {
            self.deviations.push((Deviation::Overlong, leaf.span));
        }
        if leaf.unchecked {
            self.deviations.push((Deviation::Unchecked, leaf.span));
        }
        let role = leaf.field.role;
        let holds = match leaf.part {
            Part::Body => role.holds(),
            // An enum's variant is all that there is of it; of everything else the content counts.
            Part::Tag if role.holds() == Holds::Format => Holds::Format,
            Part::Tag | Part::Length | Part::Count => return,
        };
        let key = || Bytes32::try_from(leaf.bytes).ok();
        match holds {
            Holds::Id => {
                self.complete();
                self.nodes.extend(key().map(EndpointAddr::new));
            }
            Holds::Document(access) => self.document = key().map(|key| (access, key)),
            Holds::Key => self.key = key().map(|key| (role, key)),
            Holds::Format => {
                self.format = Some(match leaf.int {
                    0 => BlobFormat::Raw,
                    _ => BlobFormat::HashSeq,
                });
            }
            Holds::Hash => self.hash = key(),
            Holds::Token => self.token = Some(leaf.bytes.to_vec()),
            Holds::Addr(AddrKind::Relay) => {
                let raw = core::str::from_utf8(leaf.bytes).unwrap_or_default();
                if leaf.normal.as_deref().is_some_and(|url| url != raw) {
                    self.deviations.push((Deviation::Rewritten, leaf.span));
                }
                let url = leaf.normal.clone().unwrap_or_else(|| String::from(raw));
                self.add(TransportAddr::Relay(url), leaf.span.end);
            }
            Holds::Region => {
                let region = u16::try_from(leaf.int).unwrap_or_default();
                self.add(TransportAddr::DerpRegion(region), leaf.span.end);
            }
            Holds::Piece(piece) => self.piece(piece, leaf),
            // These come in pieces.
            Holds::Addr(AddrKind::Ip | AddrKind::Custom) | Holds::Nothing => {}
        }
    }
}

impl Collector {
    #[inline]
    fn piece(&mut self, piece: AddrPiece, leaf: &Leaf<'_>) {
        match piece {
            AddrPiece::Ip => self.ip = ip_of(leaf.bytes),
            AddrPiece::Port => {
                if let (Some(ip), Ok(port)) = (self.ip.take(), u16::try_from(leaf.int)) {
                    self.add(TransportAddr::Ip(SocketAddr::new(ip, port)), leaf.span.end);
                }
            }
            AddrPiece::CustomId => {
                self.has_custom = true;
                self.custom = leaf.int;
            }
            AddrPiece::InlineSize => self.inline = leaf.int,
            AddrPiece::CustomData => self.custom_addr(leaf.bytes, leaf.span.end),
            AddrPiece::InlineData => {
                let size = usize::try_from(self.inline).unwrap_or_default();
                let (data, padding) = leaf.bytes.split_at_checked(size).unwrap_or((leaf.bytes, &[]));
                if padding.iter().any(|byte| *byte != 0) {
                    self.deviations.push((Deviation::Padding, leaf.span));
                }
                self.custom_addr(data, leaf.span.end);
            }
        }
    }

    fn custom_addr(&mut self, data: &[u8], end: usize) {
        let addr = CustomAddr {
            id: self.custom,
            data: CustomData(data.to_vec()),
        };
        self.add(TransportAddr::Custom(addr), end);
    }
}
