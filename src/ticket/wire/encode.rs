//! Writes tickets as the real crates write them, by the same layouts that they are read by.

use crate::ticket::encoding::codec::to_base32;
use crate::ticket::wire::kind::Kind;
use crate::ticket::wire::layout::{Field, Layout, Role, Shape};
use crate::ticket::wire::value::{BlobFormat, Capability, CustomData, EndpointAddr, Ticket, TransportAddr};
use alloc::string::String;
use alloc::vec::Vec;
use core::net::{IpAddr, SocketAddr};
use core::ops::Deref;
use serde::Serialize;

/// A ticket's bytes in `layout`, or `None` where the layout has no place for what the ticket is (a doc ticket's bytes in
/// a blob layout). What the layout merely has no room for is left out, as upstream does: a second relay or a custom
/// address in `B1`.
pub fn to_bytes(ticket: &Ticket, layout: &Layout) -> Option<Vec<u8>> {
    let mut writer = Writer {
        ticket,
        addr: ticket.endpoints().first(),
        item: None,
        out: Vec::new(),
    };
    writer.fields(layout.fields)?;
    Some(writer.out)
}

/// A ticket's text in `layout`: prefix and lower-case base32. `kind` names the prefix, which two kinds may share a
/// layout under (`services` and `n0des`).
pub fn to_text(ticket: &Ticket, kind: Kind, layout: &Layout) -> Option<String> {
    let payload = to_base32(&to_bytes(ticket, layout)?);
    Some([kind.prefix(), &payload].concat())
}

/// Walks a layout and fills it from a ticket.
struct Writer<'a> {
    ticket: &'a Ticket,
    addr: Option<&'a EndpointAddr>,
    item: Option<&'a TransportAddr>,
    out: Vec<u8>,
}

impl<'a> Writer<'a> {
    /// Appends a postcard number.
    fn put<T: Serialize>(&mut self, number: &T) -> Option<()> {
        // The longest varint has ten bytes.
        let mut buffer = [0; 10];
        self.out
            .extend_from_slice(postcard::to_slice(number, &mut buffer).ok()?);
        Some(())
    }

    fn put_sized(&mut self, bytes: &[u8]) -> Option<()> {
        self.put(&u64::try_from(bytes.len()).ok()?)?;
        self.out.extend_from_slice(bytes);
        Some(())
    }

    fn fields(&mut self, fields: &'static [Field]) -> Option<()> {
        fields.iter().try_for_each(|field| self.field(field))
    }

    fn field(&mut self, field: &'static Field) -> Option<()> {
        match &field.shape {
            Shape::Struct(fields) => self.fields(fields),
            Shape::Raw(_) => {
                let bytes = self.bytes(field.role)?;
                self.out.extend_from_slice(&bytes);
                Some(())
            }
            Shape::Sized(_) | Shape::Bytes | Shape::Str => {
                let bytes = self.bytes(field.role)?;
                self.put_sized(&bytes)
            }
            Shape::U8 => {
                let int = u8::try_from(self.int(field.role)?).ok()?;
                self.put(&int)
            }
            Shape::U16 | Shape::U64 => {
                let int = self.int(field.role)?;
                self.put(&int)
            }
            Shape::Option(inner) => self.option(inner),
            Shape::List(item) => self.list(item),
            Shape::Set(item) => self.set(item),
            Shape::Enum(variants) => {
                let tag = self.tag(field.role)?;
                self.put(&tag)?;
                self.fields(variants.get(usize::try_from(tag).ok()?)?.fields)
            }
        }
    }

    /// A field that is there where the ticket, or one of the endpoint's addresses, says what it holds.
    fn option(&mut self, inner: &'static Field) -> Option<()> {
        let mut addrs = self.addr.map(|addr| &addr.addrs).into_iter().flatten();
        self.item =
            addrs.find(|addr| addr_bytes(addr, inner.role).is_some() || addr_int(addr, inner.role).is_some());
        let present = self.item.is_some() || self.ticket_bytes(inner.role).is_some();
        self.put(&u8::from(present))?;
        if present { self.field(inner) } else { Some(()) }
    }

    fn list(&mut self, item: &'static Field) -> Option<()> {
        let nodes = self.ticket.endpoints();
        self.put(&u64::try_from(nodes.len()).ok()?)?;
        nodes.iter().try_for_each(|node| {
            self.addr = Some(node);
            self.field(item)
        })
    }

    /// Those addresses that the layout has a place for.
    fn set(&mut self, item: &'static Field) -> Option<()> {
        let fits = |addr: &&TransportAddr| addr_tag(addr, item.role).is_some();
        let addrs: Vec<&TransportAddr> = self.addr?.addrs.iter().filter(fits).collect();
        self.put(&u64::try_from(addrs.len()).ok()?)?;
        addrs.into_iter().try_for_each(|addr| {
            self.item = Some(addr);
            self.field(item)
        })
    }

    /// Which variant of an enum the ticket has.
    fn tag(&self, role: Role) -> Option<u32> {
        let own: &[(Role, u32)] = match self.ticket {
            Ticket::Endpoint(_) | Ticket::Keyed { .. } => &[],
            Ticket::Blob { format, .. } => match format {
                BlobFormat::Raw => &[(Role::BlobFormat, 0)],
                BlobFormat::HashSeq => &[(Role::BlobFormat, 1)],
            },
            Ticket::Doc { capability, .. } => match capability {
                Capability::Write { .. } => &[(Role::Capability, 0)],
                Capability::Read(_) => &[(Role::Capability, 1)],
                Capability::Unknown(_) => &[],
            },
        };
        // Of addresses there are many. A layout has one variant of the ticket itself.
        let addr = self.item.and_then(|addr| addr_tag(addr, role));
        addr.or_else(|| said(&[(Role::Variant, 0)], role))
            .or_else(|| said(own, role))
    }

    fn int(&self, role: Role) -> Option<u64> {
        addr_int(self.item?, role)
    }

    fn bytes(&self, role: Role) -> Option<Bytes<'a>> {
        let id = || said(&[(Role::EndpointId, &self.addr?.id[..])], role);
        let addr = self.item.and_then(|addr| addr_bytes(addr, role));
        addr.or_else(|| id().or_else(|| self.ticket_bytes(role)).map(Bytes::Kept))
    }

    /// What the ticket itself says, without its endpoints.
    fn ticket_bytes(&self, role: Role) -> Option<&'a [u8]> {
        match self.ticket {
            Ticket::Endpoint(_) => None,
            Ticket::Blob { hash, token, .. } => said(
                &[
                    (Role::Hash, Some(&hash[..])),
                    (Role::RequestToken, token.as_deref()),
                ],
                role,
            )?,
            Ticket::Doc { capability, .. } => {
                let (own, key) = capability.key();
                said(&[(own, &key[..])], role)
            }
            Ticket::Keyed { role: own, key, .. } => said(&[(*own, &key[..])], role),
        }
    }
}

/// Of what a value says, each with its meaning, what has the meaning `role`.
fn said<T: Copy>(all: &[(Role, T)], role: Role) -> Option<T> {
    all.iter().find(|(own, _)| *own == role).map(|(_, what)| *what)
}

/// Which variant of an enum an address is.
fn addr_tag(addr: &TransportAddr, role: Role) -> Option<u32> {
    let tags: &[(Role, u32)] = match addr {
        TransportAddr::Relay(_) => &[(Role::TransportAddr, 0)],
        TransportAddr::Ip(SocketAddr::V4(_)) => &[(Role::TransportAddr, 1), (Role::SocketAddr, 0)],
        TransportAddr::Ip(SocketAddr::V6(_)) => &[(Role::TransportAddr, 1), (Role::SocketAddr, 1)],
        // The storage of a custom address before iroh-base 1.1: inline up to 30 bytes, else on the heap.
        TransportAddr::Custom(addr) if addr.data.0.len() <= CustomData::INLINE => {
            &[(Role::TransportAddr, 2), (Role::Group, 0)]
        }
        TransportAddr::Custom(_) => &[(Role::TransportAddr, 2), (Role::Group, 1)],
        // No enum has a place for it.
        TransportAddr::DerpRegion(_) => &[],
    };
    said(tags, role)
}

/// The numbers in an address.
fn addr_int(addr: &TransportAddr, role: Role) -> Option<u64> {
    match addr {
        TransportAddr::Relay(_) => None,
        TransportAddr::DerpRegion(region) => said(&[(Role::DerpRegion, (*region).into())], role),
        TransportAddr::Ip(addr) => said(&[(Role::Port, addr.port().into())], role),
        TransportAddr::Custom(addr) => {
            let size = u64::try_from(addr.data.0.len()).ok()?;
            said(&[(Role::CustomId, addr.id), (Role::InlineSize, size)], role)
        }
    }
}

/// The texts and bytes in an address.
fn addr_bytes(addr: &TransportAddr, role: Role) -> Option<Bytes<'_>> {
    match addr {
        TransportAddr::Relay(url) => said(&[(Role::RelayUrl, url.as_bytes())], role).map(Bytes::Kept),
        TransportAddr::DerpRegion(_) => None,
        TransportAddr::Ip(addr) => match addr.ip() {
            IpAddr::V4(ip) => said(&[(Role::Ipv4, ip.octets())], role).map(Bytes::V4),
            IpAddr::V6(ip) => said(&[(Role::Ipv6, ip.octets())], role).map(Bytes::V6),
        },
        TransportAddr::Custom(addr) => {
            let inline = || {
                let mut inline = addr.data.0.clone();
                inline.resize(CustomData::INLINE, 0);
                Bytes::Padded(inline)
            };
            said(&[(Role::CustomData, &addr.data.0[..])], role)
                .map(Bytes::Kept)
                .or_else(|| said(&[(Role::InlineData, ())], role).map(|()| inline()))
        }
    }
}

/// Bytes that are written: those that the value has, or made of what it has. An address is no reason to allocate.
enum Bytes<'a> {
    Kept(&'a [u8]),
    V4([u8; 4]),
    V6([u8; 16]),
    Padded(Vec<u8>),
}

impl Deref for Bytes<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Bytes::Kept(bytes) => bytes,
            Bytes::V4(octets) => octets,
            Bytes::V6(octets) => octets,
            Bytes::Padded(bytes) => bytes,
        }
    }
}
