//! How much speaks for a payload, where its reading ends, and where the damage must be.

use crate::ticket::checks::{Checks, Unchecked};
use crate::ticket::encoding::codec;
use crate::ticket::encoding::span::Span;
use crate::ticket::facts::{self, Scope};
use crate::ticket::wire::decode;
use crate::ticket::wire::encode;
use crate::ticket::wire::fit::fit;
use crate::ticket::wire::kind::Kind;
use crate::ticket::wire::value::{Ticket, TransportAddr};
use crate::ticket::wire::walk::{FaultKind, walk};

/// Something in it is as no program writes it.
pub(super) const ODD: u8 = 0;
/// Everything is as programs write it, but no address is in it.
pub(super) const BARE: u8 = 1;
/// Everything is as programs write it.
pub(super) const PLAIN: u8 = 2;
/// It names a relay of n0.
pub(super) const KNOWN: u8 = 3;

/// How much speaks for a payload; `None` where no layout of the kind fits it exactly. What keys and URLs are is not asked.
pub(super) fn weight(kind: Kind, payload: &str) -> Option<u8> {
    let bytes = codec::base32(payload.as_bytes()).ok()?;
    let layout = fit(&bytes, kind)
        .filter(|fit| fit.trailing == Some(0))
        .map(|fit| fit.layout)
        .filter(|layout| kind.has(layout))?;
    let ticket = decode::decode_bytes(&bytes, layout, &Unchecked).ok()?.ticket;
    if encode::to_bytes(&ticket, layout).as_deref() != Some(bytes.as_slice()) || is_odd(&ticket) {
        return Some(ODD);
    }
    let mut relays = ticket.endpoints().iter().flat_map(|addr| &addr.addrs);
    let is_known = relays.any(|addr| match addr {
        TransportAddr::Relay(url) => facts::relay(url).is_some(),
        TransportAddr::DerpRegion(region) => matches!(region, 1 | 2),
        TransportAddr::Ip(_) | TransportAddr::Custom(_) => false,
    });
    let is_bare = ticket.endpoints().iter().all(|addr| addr.addrs.is_empty());
    Some(match (is_known, is_bare) {
        (true, _) => KNOWN,
        (false, true) => BARE,
        (false, false) => PLAIN,
    })
}

/// Whether a ticket names what nobody names: a relay whose URL is not of the web, an address that is none of a host.
fn is_odd(ticket: &Ticket) -> bool {
    let mut addrs = ticket.endpoints().iter().flat_map(|addr| &addr.addrs);
    addrs.any(|addr| match addr {
        TransportAddr::Relay(url) => {
            let is_web = url.starts_with("https://") || url.starts_with("http://");
            let is_plain = |byte: u8| byte.is_ascii_graphic() && !byte.is_ascii_uppercase();
            !is_web
                || !facts::host(url)
                    .bytes()
                    .all(|byte| is_plain(byte) && !b"\"<>\\^`{|}%".contains(&byte))
        }
        TransportAddr::Ip(addr) => {
            let scope = facts::scope(addr.ip());
            addr.port() == 0 || matches!(scope, Scope::Multicast | Scope::Unspecified | Scope::Reserved)
        }
        TransportAddr::DerpRegion(_) | TransportAddr::Custom(_) => false,
    })
}

/// Where the reading of a payload ends.
pub(super) struct Fault {
    /// The characters of the payload from the beginning on in which the damage is.
    pub until: usize,
    /// The characters of what is wrong.
    pub place: Span,
    /// How many bytes at least are missing, if some are.
    pub missing: Option<usize>,
}

pub(super) fn fault(kind: Kind, payload: &str, checks: &dyn Checks) -> Fault {
    let bytes = codec::base32_before(payload.as_bytes());
    let walked = fit(&bytes, kind).map(|fit| walk(fit.layout.fields, &bytes, checks, &mut ()));
    let characters = |span: Span| {
        let start = span.start.saturating_mul(8).saturating_div(5);
        Span::new(start, span.end.saturating_mul(8).div_ceil(5)).join(Span::sized(start, 1))
    };
    match walked {
        Some(Err(fault)) => {
            let place = characters(fault.span);
            let missing = match fault.kind {
                FaultKind::End(missing) => Some(missing),
                _ => None,
            };
            Fault {
                until: match missing {
                    Some(_) => payload.len(),
                    None => place.end.saturating_add(2),
                },
                place: Span::new(place.start.min(payload.len()), place.end.min(payload.len())),
                missing,
            }
        }
        _ => Fault {
            until: payload.len(),
            place: Span::new(0, payload.len()),
            missing: None,
        },
    }
}

/// How much of a payload may go at its end.
const TAIL: usize = 24;

/// So many bytes may be missing at the end; a length that wants more was misread.
pub(super) const MISSING: usize = 4096;

/// So many characters behind the end are certainly no debris of something that came in before.
pub(super) const WORD: usize = 4;

/// Where a ticket ends behind which something stands that is no part of it.
pub(super) fn end_of(kind: Kind, payload: &str) -> Option<usize> {
    let bytes = codec::base32_before(payload.as_bytes());
    let ends = kind.layouts().iter().filter_map(|layout| {
        let read = walk(layout.fields, &bytes, &Unchecked, &mut ()).ok()?;
        let end = read.saturating_mul(8).div_ceil(5);
        (end < payload.len() && payload.len().saturating_sub(end) <= TAIL).then_some(end)
    });
    ends.max()
}
