//! Writes tickets as the real crates write them, by the same layouts that they are read by.

use crate::ticket::encoding::codec::to_base32;
use crate::ticket::wire::kind::Kind;
use crate::ticket::wire::layout::{Field, Layout, Role, Shape};
use crate::ticket::wire::value::{Bytes32, Capability, EndpointAddr, Ticket, TransportAddr};
use alloc::string::String;
use alloc::vec::Vec;
use core::net::IpAddr;
use core::net::SocketAddr;
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
                match (field.role, self.item) {
                    (Role::Ipv4 | Role::Ipv6, Some(TransportAddr::Ip(addr))) => match addr.ip() {
                        IpAddr::V4(ip) => self.out.extend_from_slice(&ip.octets()),
                        IpAddr::V6(ip) => self.out.extend_from_slice(&ip.octets()),
                    },
                    _ => {
                        let bytes = self.bytes(field.role)?;
                        self.out.extend_from_slice(&bytes);
                    }
                }
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

    fn option(&mut self, inner: &'static Field) -> Option<()> {
        let addrs = self.addr.map(|addr| &addr.addrs).into_iter().flatten();
        let present = match inner.role {
            Role::RequestToken => matches!(self.ticket, Ticket::Blob { token: Some(_), .. }),
            Role::RelayUrl => {
                self.item = addrs
                    .into_iter()
                    .find(|addr| matches!(addr, TransportAddr::Relay(_)));
                self.item.is_some()
            }
            Role::DerpRegion => {
                self.item = addrs
                    .into_iter()
                    .find(|addr| matches!(addr, TransportAddr::DerpRegion(_)));
                self.item.is_some()
            }
            _ => false,
        };
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

    fn set(&mut self, item: &'static Field) -> Option<()> {
        let fits = |addr: &&TransportAddr| match item.role {
            Role::SocketAddr => matches!(addr, TransportAddr::Ip(_)),
            _ => !matches!(addr, TransportAddr::DerpRegion(_)),
        };
        let addrs: Vec<&TransportAddr> = self.addr?.addrs.iter().filter(fits).collect();
        self.put(&u64::try_from(addrs.len()).ok()?)?;
        addrs.into_iter().try_for_each(|addr| {
            self.item = Some(addr);
            self.field(item)
        })
    }

    /// Which variant of an enum the ticket has.
    fn tag(&self, role: Role) -> Option<u32> {
        Some(match (role, self.item) {
            (Role::Variant, _) => 0,
            (Role::TransportAddr, Some(TransportAddr::Relay(_))) => 0,
            (Role::TransportAddr, Some(TransportAddr::Ip(_))) => 1,
            (Role::TransportAddr, Some(TransportAddr::Custom(_))) => 2,
            (Role::SocketAddr, Some(TransportAddr::Ip(SocketAddr::V4(_)))) => 0,
            (Role::SocketAddr, Some(TransportAddr::Ip(SocketAddr::V6(_)))) => 1,
            // The storage of a custom address before iroh-base 1.1: inline up to 30 bytes, else on the heap.
            (Role::Group, Some(TransportAddr::Custom(addr))) => {
                u32::from(addr.data.0.len() > crate::ticket::wire::value::CustomData::INLINE)
            }
            (Role::BlobFormat, _) => match self.ticket {
                Ticket::Blob { format, .. } => {
                    u32::from(*format == crate::ticket::wire::value::BlobFormat::HashSeq)
                }
                _ => return None,
            },
            (Role::Capability, _) => match self.ticket {
                Ticket::Doc {
                    capability: Capability::Write { .. },
                    ..
                } => 0,
                Ticket::Doc {
                    capability: Capability::Read(_),
                    ..
                } => 1,
                _ => return None,
            },
            _ => return None,
        })
    }

    fn int(&self, role: Role) -> Option<u64> {
        Some(match (role, self.item?) {
            (Role::Port, TransportAddr::Ip(addr)) => addr.port().into(),
            (Role::DerpRegion, TransportAddr::DerpRegion(region)) => (*region).into(),
            (Role::CustomId, TransportAddr::Custom(addr)) => addr.id,
            (Role::InlineSize, TransportAddr::Custom(addr)) => u64::try_from(addr.data.0.len()).ok()?,
            _ => return None,
        })
    }

    fn bytes(&self, role: Role) -> Option<Vec<u8>> {
        let key = |key: &Bytes32| Some(key.to_vec());
        match (role, self.ticket) {
            (Role::EndpointId, _) => key(&self.addr?.id),
            (Role::Hash, Ticket::Blob { hash, .. }) => key(hash),
            (Role::RequestToken, Ticket::Blob { token, .. }) => token.clone(),
            (
                Role::ApiSecret | Role::Topic,
                Ticket::Keyed {
                    role: own,
                    key: bytes,
                    ..
                },
            ) if role == *own => key(bytes),
            (
                Role::NamespaceSecret | Role::NamespaceId | Role::NamespaceKey,
                Ticket::Doc { capability, .. },
            ) => match (role, capability) {
                (Role::NamespaceSecret, Capability::Write { secret, .. }) => key(secret),
                (Role::NamespaceId, Capability::Read(id)) => key(id),
                (Role::NamespaceKey, Capability::Unknown(either)) => key(either),
                _ => None,
            },
            _ => match (role, self.item?) {
                (Role::RelayUrl, TransportAddr::Relay(url)) => Some(url.as_bytes().to_vec()),
                (Role::CustomData, TransportAddr::Custom(addr)) => Some(addr.data.0.clone()),
                (Role::InlineData, TransportAddr::Custom(addr)) => {
                    let mut data = addr.data.0.clone();
                    data.resize(crate::ticket::wire::value::CustomData::INLINE, 0);
                    Some(data)
                }
                _ => None,
            },
        }
    }
}
