//! `Debug` of what may hold a secret. Panics, logs and failed assertions print it, and nobody thinks of secrets there: so it
//! shows what is surely public, and a mask for the rest.

use super::{shown, shown_url};
use crate::ticket::encoding::codec::to_hex;
use crate::ticket::explain::document::{Document, Layer};
use crate::ticket::explain::fix::{Edit, Fix};
use crate::ticket::explain::mask::{MASK, Secrets};
use crate::ticket::explain::value::Value;
use crate::ticket::explain::verdict::Verdict;
use crate::ticket::find::Source;
use crate::ticket::link::{Hint, Link, LinkError};
use crate::ticket::wire::value::{Capability, EndpointAddr, Ticket, TransportAddr};
use crate::ticket::wire::walk::FaultKind;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::{Debug, Formatter, Result};

/// What is printed as it stands, without quotes.
struct Plain<T>(T);

impl<T: AsRef<str>> Debug for Plain<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(self.0.as_ref())
    }
}

/// 32 public bytes.
fn hex(bytes: &[u8]) -> Plain<String> {
    Plain(to_hex(bytes))
}

impl Debug for EndpointAddr {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let mut out = f.debug_struct("EndpointAddr");
        out.field("id", &hex(&self.id))
            .field("addrs", &self.addrs)
            .finish()
    }
}

impl Debug for TransportAddr {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            TransportAddr::Relay(url) => f.debug_tuple("Relay").field(&shown_url(url)).finish(),
            TransportAddr::DerpRegion(region) => f.debug_tuple("DerpRegion").field(region).finish(),
            TransportAddr::Ip(addr) => f.debug_tuple("Ip").field(addr).finish(),
            TransportAddr::Custom(addr) => write!(f, "Custom({addr})"),
        }
    }
}

impl Debug for Capability {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Capability::Write { namespace, .. } => {
                let mut out = f.debug_struct("Write");
                let namespace = namespace.as_ref().map(|id| hex(id));
                out.field("secret", &Plain(MASK))
                    .field("namespace", &namespace)
                    .finish()
            }
            Capability::Read(id) => f.debug_tuple("Read").field(&hex(id)).finish(),
            Capability::Unknown(_) => f.debug_tuple("Unknown").field(&Plain(MASK)).finish(),
        }
    }
}

impl Debug for Ticket {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Ticket::Endpoint(addr) => f.debug_tuple("Endpoint").field(addr).finish(),
            Ticket::Blob {
                addr,
                format,
                hash,
                token,
            } => {
                let mut out = f.debug_struct("Blob");
                out.field("addr", addr)
                    .field("format", format)
                    .field("hash", &hex(hash));
                out.field("token", &token.as_ref().map(|_| Plain(MASK))).finish()
            }
            Ticket::Doc { capability, nodes } => {
                let mut out = f.debug_struct("Doc");
                out.field("capability", capability).field("nodes", nodes).finish()
            }
            Ticket::Keyed { role, key, nodes } => {
                let mut out = f.debug_struct("Keyed");
                out.field("role", role);
                match role.is_secret() {
                    true => out.field("key", &Plain(MASK)),
                    false => out.field("key", &hex(key)),
                };
                out.field("nodes", nodes).finish()
            }
        }
    }
}

impl Debug for Hint {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let mut out = f.debug_struct("Hint");
        out.field("transport", &shown(&self.transport));
        out.field("address", &shown(&self.address)).finish()
    }
}

impl Debug for Link {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let shown_all =
            |texts: &[String]| -> Vec<String> { texts.iter().map(|text| shown(text).into()).collect() };
        let unknown = self.unknown.iter().map(|(key, value)| (shown(key), shown(value)));
        let mut out = f.debug_struct("Link");
        out.field("database_id", &shown(&self.database_id))
            .field("hints", &self.hints)
            .field("tips", &self.tips.as_deref().map(shown_all))
            .field("unknown", &unknown.collect::<Vec<_>>())
            .finish()
    }
}

impl Debug for LinkError {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            LinkError::Prefix(got) => f.debug_tuple("Prefix").field(&shown(got)).finish(),
            LinkError::NoDatabase => f.write_str("NoDatabase"),
            LinkError::Id(error) => f.debug_tuple("Id").field(error).finish(),
        }
    }
}

impl Debug for FaultKind {
    /// The parser's words: the numbers beside them may be pieces of a secret.
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(self.message())
    }
}

impl Debug for Value {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Value::Ticket(ticket, layout) => f
                .debug_tuple("Ticket")
                .field(ticket)
                .field(&Plain(layout.id))
                .finish(),
            Value::Link(link) => f.debug_tuple("Link").field(link).finish(),
            Value::Chat(json, ticket) => f.debug_tuple("Chat").field(&shown(json)).field(ticket).finish(),
            Value::Key(_) => f.debug_tuple("Key").field(&Plain(MASK)).finish(),
            Value::Text(text) => f.debug_tuple("Text").field(&shown(text)).finish(),
        }
    }
}

impl Debug for Verdict {
    /// Without what it reads: behind a wrong prefix it takes a secret for an id.
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let mut out = f.debug_struct("Verdict");
        out.field("parser", &self.parser).field("accepts", &self.accepts);
        out.field("drops", &self.drops).finish_non_exhaustive()
    }
}

impl Debug for Layer {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let mut out = f.debug_struct("Layer");
        out.field("kind", &self.kind).field("parent", &self.parent);
        out.field("bytes", &self.data.len()).finish_non_exhaustive()
    }
}

impl Debug for Document {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let codes = self.diagnostics.iter().map(|diagnostic| diagnostic.code);
        let mut out = f.debug_struct("Document");
        out.field("kind", &self.kind)
            .field("layout", &self.layout.map(|layout| Plain(layout.id)))
            .field("span", &self.span)
            .field("exact", &self.exact)
            .field("diagnostics", &codes.collect::<Vec<_>>())
            .field("secrets", &self.secrets)
            .finish_non_exhaustive()
    }
}

impl Debug for Edit {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let mut out = f.debug_struct("Edit");
        out.field("what", &self.what)
            .field("span", &self.span)
            .finish_non_exhaustive()
    }
}

impl Debug for Fix {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let mut out = f.debug_struct("Fix");
        out.field("label", &self.label(Secrets::Masked))
            .field("kind", &self.kind)
            .field("accepted_by", &self.accepted_by)
            .field("is_certain", &self.is_certain)
            .finish_non_exhaustive()
    }
}

impl Debug for Source {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let mut out = f.debug_struct("Source");
        out.field("kind", &self.kind).field("span", &self.span);
        out.field("exact", &self.exact).finish_non_exhaustive()
    }
}
