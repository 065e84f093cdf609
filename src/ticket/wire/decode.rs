//! Text to a typed value or an error, as the reference parsers do it: no searching, no trimming, no repairing.

use crate::ticket::checks::{Answer, Checks};
use crate::ticket::encoding::codec::{Base32Error, base32};
use crate::ticket::wire::collect::Collector;
use crate::ticket::wire::kind::Kind;
use crate::ticket::wire::layout::Layout;
use crate::ticket::wire::value::Ticket;
use crate::ticket::wire::walk::{Fault, FaultKind, walk};
use core::fmt;

/// Why a ticket is refused.
#[derive(Clone, Debug)]
pub enum DecodeError {
    /// It does not start with the kind's name.
    Prefix(Kind),
    /// The payload is not base32.
    Base32(Base32Error),
    /// The bytes are not what the layout says.
    Payload(Fault),
}

impl fmt::Display for DecodeError {
    /// The message of the reference parser, word for word (`iroh_tickets::ParseError`).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DecodeError::Prefix(kind) => write!(f, "wrong prefix, expected {kind}"),
            DecodeError::Base32(error) => error.fmt(f),
            DecodeError::Payload(fault) => f.write_str(fault.kind.message()),
        }
    }
}

impl core::error::Error for DecodeError {}

/// A decoded ticket.
#[derive(Clone, Debug)]
pub struct Decoded {
    /// What it says.
    pub ticket: Ticket,
    /// Bytes after its end, which the parser ignores.
    pub trailing: usize,
    /// How many addresses are given twice; only one is kept.
    pub repeated: usize,
}

/// Decodes one ticket of `kind` that is laid out as `layout`.
///
/// ```
/// use ticket_explorer::ticket::wire::{decode, layout};
/// use ticket_explorer::ticket::{Kind, Unchecked};
///
/// let text = "endpointacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaa";
/// let decoded = decode::decode(text, Kind::Endpoint, &layout::E1, &Unchecked)?;
/// assert!(decoded.ticket.endpoints()[0].addrs.is_empty());
/// # Ok::<(), decode::DecodeError>(())
/// ```
///
/// # Errors
/// Exactly when the reference parser refuses it, with its message; but what `checks` leaves unchecked counts as right.
pub fn decode(text: &str, kind: Kind, layout: &Layout, checks: &dyn Checks) -> Result<Decoded, DecodeError> {
    let payload = text
        .strip_prefix(kind.prefix())
        .ok_or(DecodeError::Prefix(kind))?;
    let bytes = base32(payload.as_bytes()).map_err(DecodeError::Base32)?;
    decode_bytes(&bytes, layout, checks).map_err(DecodeError::Payload)
}

/// Decodes a payload.
///
/// # Errors
/// The first fault in it.
pub fn decode_bytes(bytes: &[u8], layout: &Layout, checks: &dyn Checks) -> Result<Decoded, Fault> {
    let mut parts = Collector::default();
    let read = walk(layout.fields, bytes, checks, &mut parts)?;
    finish(parts, read, bytes, layout, checks)
}

/// The ticket that was read, or the fault that only shows at the end.
pub(crate) fn finish(
    collector: Collector,
    read: usize,
    bytes: &[u8],
    layout: &Layout,
    checks: &dyn Checks,
) -> Result<Decoded, Fault> {
    let repeated = collector.repeated();
    let no_nodes = |span| Fault {
        kind: FaultKind::NoNodes,
        field: &crate::ticket::wire::fields::NODES,
        part: crate::ticket::wire::walk::Part::Body,
        span,
    };
    let derive = |secret: &_| match checks.public_key(secret) {
        Answer::Yes(key) => Some(key),
        _ => None,
    };
    let ticket = collector.finish(derive);
    match ticket {
        Some(ticket) if !layout.kind.spec().needs_nodes || !ticket.endpoints().is_empty() => Ok(Decoded {
            ticket,
            trailing: bytes.len().saturating_sub(read),
            repeated,
        }),
        _ => Err(no_nodes(crate::ticket::encoding::span::Span::new(
            read.saturating_sub(1),
            read,
        ))),
    }
}
