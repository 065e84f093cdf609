//! How far the last parameter of a link goes: what tells whether the link is over.

use super::tickets::{Extent, extent_of};
use crate::ticket::encoding::codec;
use crate::ticket::link::cid;
use crate::ticket::wire::kind::Kind;

/// How far a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// It stops short.
    Needs,
    /// It is whole, and nothing can follow.
    Whole,
    /// It is a host and a port, which more digits could follow.
    Port,
    /// Nothing tells.
    Open,
}

/// The longest parameter that is looked at: a ticket with thousands of addresses.
const LONGEST: usize = 1 << 16;
/// The longest id, host or port.
const SHORT: usize = 300;

/// Judges a parameter, as it stands between two `&`.
pub(super) fn judge(segment: &str) -> Value {
    let Some((key, value)) = segment.split_once('=') else {
        return begins(&["db", "pr", "tips"], segment);
    };
    match key {
        "db" => id(value),
        "pr" => hint(value),
        "tips" => tips(value),
        _ => Value::Open,
    }
}

/// Whether a text is the beginning of one of these, and not the whole of it.
fn begins(all: &[&str], text: &str) -> Value {
    match all.iter().any(|whole| whole.starts_with(text)) {
        true => Value::Needs,
        false => Value::Open,
    }
}

fn id(value: &str) -> Value {
    if value.len() > SHORT {
        return Value::Open;
    }
    if cid::hash_id(value).is_some() {
        return Value::Whole;
    }
    if let Some((_, hex)) = value
        .split_once(':')
        .filter(|(name, _)| matches!(*name, "sha256" | "blake3"))
    {
        let is_hex = hex.len() < 64 && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
        return if is_hex { Value::Needs } else { Value::Open };
    }
    match value.as_bytes() {
        [] => Value::Needs,
        [b'b' | b'B', body @ ..] if body.iter().all(|byte| codec::is_base32(*byte)) => base32_id(value, body),
        [b'Q', b'm', ..] => match (
            value.len(),
            value.bytes().all(|byte| byte.is_ascii_alphanumeric()),
        ) {
            (46, true) => Value::Whole,
            (..46, true) => Value::Needs,
            _ => Value::Open,
        },
        // In the other bases the beginning of an id does not tell its length.
        [b'z', b'd' | b'b', ..] | [b'f' | b'F', b'0', b'1', ..] | [b'u' | b'm', b'A', ..] => {
            match cid::parse(value) {
                Ok(_) => Value::Whole,
                Err(_)
                    if value
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)) =>
                {
                    Value::Needs
                }
                Err(_) => Value::Open,
            }
        }
        _ => begins(&["sha256:", "blake3:"], value),
    }
}

/// An id in base32: its header says how long it is.
fn base32_id(value: &str, body: &[u8]) -> Value {
    let bytes = codec::base32_before(body);
    let mut end = 0;
    let read = cid::read(&bytes, |_, span| end = span.end);
    match read {
        Ok(_) if end == bytes.len() && cid::parse(value).is_ok() => Value::Whole,
        Ok(_) => Value::Open,
        // Version 1, and less than the longest digest.
        Err(_) if bytes.first().is_none_or(|version| *version == 1) && bytes.len() < 80 => Value::Needs,
        Err(_) => Value::Open,
    }
}

fn hint(value: &str) -> Value {
    if value.len() > LONGEST {
        return Value::Open;
    }
    let Some((transport, address)) = value.split_once(':') else {
        return begins(&["iroh", "http"], value);
    };
    match transport {
        "iroh" => match address.strip_prefix(Kind::Endpoint.prefix()) {
            None => begins(&[Kind::Endpoint.prefix()], address),
            Some(payload) => match extent_of(payload, Kind::Endpoint) {
                Extent::Whole => Value::Whole,
                Extent::Unfinished => Value::Needs,
                Extent::Loose | Extent::Wrong => Value::Open,
            },
        },
        "http" => host(address),
        _ => Value::Open,
    }
}

/// `host:port`.
fn host(address: &str) -> Value {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b".-_[]:%".contains(&byte);
    if address.len() > SHORT || !address.bytes().all(fits) {
        return Value::Open;
    }
    match address.rsplit_once(':') {
        Some((host, port)) if !host.is_empty() && (!host.starts_with('[') || host.ends_with(']')) => {
            match (port.parse::<u16>(), port) {
                (Ok(_), _) => Value::Port,
                (_, "") => Value::Needs,
                _ => Value::Open,
            }
        }
        _ => Value::Needs,
    }
}

/// `count:id,id,…`.
fn tips(value: &str) -> Value {
    let Some((count, ids)) = value.split_once(':') else {
        return if value.bytes().all(|byte| byte.is_ascii_digit()) {
            Value::Needs
        } else {
            Value::Open
        };
    };
    let Ok(count) = count.parse::<usize>() else {
        return Value::Open;
    };
    match ids.split(',').count().cmp(&count) {
        core::cmp::Ordering::Less => Value::Needs,
        core::cmp::Ordering::Equal => id(ids.rsplit(',').next().unwrap_or_default()),
        core::cmp::Ordering::Greater => Value::Open,
    }
}
