//! One field at a time: from what was typed to a value, and what there is to say about it.

use super::{AddrKind, Remark};
use crate::ticket::checks::{Answer, Checks};
use crate::ticket::encoding::codec;
use crate::ticket::explain::diagnostic::Severity;
use crate::ticket::facts;
use crate::ticket::find;
use crate::ticket::link::{self, cid};
use crate::ticket::wire::decode;
use crate::ticket::wire::kind::Kind;
use crate::ticket::wire::layout;
use crate::ticket::wire::value::{Bytes32, CustomAddr, CustomData, TransportAddr};
use crate::ticket::words;
use alloc::format;
use alloc::string::{String, ToString};
use core::net::{IpAddr, Ipv6Addr, SocketAddr};

/// What one field comes to: its value unless it is in error, and a remark if there is something to say.
pub(super) struct Reading<T> {
    pub(super) value: Option<T>,
    pub(super) remark: Option<Remark>,
}

impl<T> Reading<T> {
    pub(super) fn fine(value: T) -> Self {
        Reading {
            value: Some(value),
            remark: None,
        }
    }

    pub(super) fn with(
        value: T,
        severity: Severity,
        message: impl Into<String>,
        expected: &'static str,
    ) -> Self {
        let message = message.into();
        Reading {
            value: Some(value),
            remark: (!message.is_empty()).then_some(Remark {
                severity,
                message,
                expected,
                missing: false,
            }),
        }
    }

    fn note(value: T, message: impl Into<String>) -> Self {
        Self::with(value, Severity::Note, message, "")
    }

    pub(super) fn wrong(message: impl Into<String>, expected: &'static str) -> Self {
        Reading {
            value: None,
            remark: Some(Remark {
                severity: Severity::Error,
                message: message.into(),
                expected,
                missing: false,
            }),
        }
    }

    pub(super) fn missing(expected: &'static str) -> Self {
        Reading {
            value: None,
            remark: Some(Remark {
                severity: Severity::Error,
                message: String::from("Nothing here yet."),
                expected,
                missing: true,
            }),
        }
    }

    pub(super) fn map<U>(self, change: impl FnOnce(T) -> U) -> Reading<U> {
        Reading {
            value: self.value.map(change),
            remark: self.remark,
        }
    }
}

/// What an old relay region is shown as in a relay's row.
pub(super) const REGION: &str = "region ";
const EXPECT_ID: &str = "An EndpointId: 64 hex characters, or 52 of base32 or z-base-32.";
const EXPECT_RELAY: &str = "The URL of a relay, such as https://relay.example.org/.";
const EXPECT_IP: &str = "IP address and port, such as 192.0.2.7:4433 or [2001:db8::7]:4433.";
const EXPECT_CUSTOM: &str =
    "The transport's number and the address, both in lower-case hex, such as 544f52_00ff.";
pub(super) const EXPECT_HASH: &str = "A BLAKE3 hash: 64 hex characters, or 52 of base32.";
pub(super) const EXPECT_KEY: &str = "32 bytes: 64 hex characters, or 52 of base32.";
const EXPECT_DB: &str = "The id of a database, such as bafyr4i….";
const EXPECT_HTTP: &str = "Host and port, such as db.example.org:8080 or 192.0.2.7:8080.";
const EXPECT_IROH: &str = "An endpoint ticket, such as endpointaa….";
const EXPECT_TRANSPORT: &str = "iroh or http.";
const EXPECT_TIP: &str = "The id of an entry, without a comma.";
const EXPECT_PARAM: &str = "A name other than db, pr and tips.";

/// How many characters of how many, or which character does not belong.
fn key_fault(text: &str) -> String {
    if let Some(kind) = find::ticket_kind(text).filter(|_| text.len() > 64) {
        return format!("This is a whole {kind} ticket, not one of its parts.");
    }
    let is_hex = |symbol: char| symbol.is_ascii_hexdigit();
    match text.chars().find(|symbol| !symbol.is_ascii_alphanumeric()) {
        Some(symbol) => format!("{} does not belong here.", words::visible_char(symbol)),
        None if text.chars().all(is_hex) => format!("{} of 64 hex characters.", text.len()),
        None if text.len() == 64 => match text.chars().find(|symbol| !is_hex(*symbol)) {
            Some(symbol) => format!("{} is not a hex character.", words::visible_char(symbol)),
            None => String::from("Not 32 bytes."),
        },
        None if text.len() == 52 => String::from("Neither base32 nor z-base-32 of 32 bytes."),
        None => format!(
            "{} characters; 64 are needed in hex, 52 in base32 or z-base-32.",
            text.len()
        ),
    }
}

pub(super) fn endpoint_id(text: &str, checks: &dyn Checks) -> Reading<Bytes32> {
    let text = text.trim();
    if text.is_empty() {
        return Reading::missing(EXPECT_ID);
    }
    let Some((key, _)) = find::key_of(text) else {
        return Reading::wrong(key_fault(text), EXPECT_ID);
    };
    match checks.endpoint_id(&key) {
        Answer::Yes(()) => Reading::fine(key),
        Answer::No => Reading::wrong(
            "These 32 bytes are not a public key: they are not a point on the curve.",
            EXPECT_ID,
        ),
        Answer::Unchecked => Reading::note(key, "Not checked whether this is a public key."),
    }
}

pub(super) fn address(kind: AddrKind, text: &str, checks: &dyn Checks) -> Reading<TransportAddr> {
    match kind {
        AddrKind::Relay => relay(text, checks).map(TransportAddr::Relay),
        AddrKind::Ip => socket_addr(text).map(TransportAddr::Ip),
        AddrKind::Custom => custom_addr(text).map(TransportAddr::Custom),
    }
}

fn relay(text: &str, checks: &dyn Checks) -> Reading<String> {
    let text = text.trim();
    if text.is_empty() {
        return Reading::missing(EXPECT_RELAY);
    }
    if text.starts_with(REGION) {
        return Reading::wrong(
            "Relays had numbers until iroh 0.11; current tickets cannot hold one.",
            EXPECT_RELAY,
        );
    }
    let url = match checks.url(text) {
        Answer::Yes(url) => url,
        Answer::No if !text.contains("://") => {
            return Reading::wrong("Not a URL: https:// is missing in front.", EXPECT_RELAY);
        }
        Answer::No => return Reading::wrong("No URL.", EXPECT_RELAY),
        Answer::Unchecked => {
            return Reading::note(String::from(text), "Not checked whether this is a URL.");
        }
    };
    if !url.starts_with("https://") && !url.starts_with("http://") {
        let message = "iroh accepts it, but reaches relays only over https.";
        return Reading::with(url, Severity::Warning, message, EXPECT_RELAY);
    }
    match facts::relay(&url) {
        Some(relay) if relay.current => Reading::note(url, format!("n0’s relay, {}.", relay.region)),
        Some(relay) => {
            let message = format!("A relay of {}; current programs do not use it.", relay.era);
            Reading::with(url, Severity::Warning, message, "")
        }
        None => Reading::fine(url),
    }
}

/// Who can reach an address: `Private address.`
fn class_words(ip: IpAddr) -> String {
    words::capital(&format!("{} address.", facts::scope_words(ip)))
}

fn socket_addr(text: &str) -> Reading<SocketAddr> {
    let text = text.trim();
    if text.is_empty() {
        return Reading::missing(EXPECT_IP);
    }
    if let Ok(addr) = text.parse::<SocketAddr>() {
        let plain = SocketAddr::new(addr.ip(), addr.port());
        if plain != addr {
            let message = "The scope after % is not written into tickets.";
            return Reading::with(plain, Severity::Warning, message, EXPECT_IP);
        }
        let port = if addr.port() == 0 {
            " Nobody listens on port 0."
        } else {
            ""
        };
        return Reading::note(plain, format!("{}{port}", class_words(addr.ip())));
    }
    if let Ok(ip) = text.trim_matches(['[', ']']).parse::<IpAddr>() {
        let port = match ip {
            IpAddr::V4(_) => format!("The port is missing: {ip}:4433."),
            IpAddr::V6(_) => format!("The port is missing: [{ip}]:4433."),
        };
        return Reading::wrong(port, EXPECT_IP);
    }
    let message = match text.rsplit_once(':') {
        Some((host, port)) if port.parse::<u16>().is_err() => match host.parse::<IpAddr>() {
            Ok(_) => String::from("The port is a number from 0 to 65535."),
            Err(_) => String::from("Not an IP address and port."),
        },
        Some((host, port)) if host.parse::<Ipv6Addr>().is_ok() => {
            format!("Put an IPv6 address in brackets: [{host}]:{port}.")
        }
        Some((host, _)) if host.bytes().any(|byte| byte.is_ascii_alphabetic()) && !host.contains(':') => {
            String::from("Host names do not work here: tickets hold IP addresses only.")
        }
        _ => String::from("Not an IP address and port."),
    };
    Reading::wrong(message, EXPECT_IP)
}

/// As iroh-base reads it (`CustomAddr::from_str`).
fn custom_addr(text: &str) -> Reading<CustomAddr> {
    let text = text.trim();
    if text.is_empty() {
        return Reading::missing(EXPECT_CUSTOM);
    }
    let Some((id, data)) = text.split_once('_') else {
        return Reading::wrong("The _ between number and address is missing.", EXPECT_CUSTOM);
    };
    let Ok(id) = u64::from_str_radix(id, 16) else {
        return Reading::wrong(
            "The transport’s number must be hex, at most 16 characters.",
            EXPECT_CUSTOM,
        );
    };
    let is_lower = !data.bytes().any(|byte| byte.is_ascii_uppercase());
    let Some(data) = codec::from_hex(data).filter(|_| is_lower) else {
        let message = match is_lower {
            true => "The address after _ must be hex, two characters for each byte.",
            false => "The hex after _ must be lower case.",
        };
        return Reading::wrong(message, EXPECT_CUSTOM);
    };
    let addr = CustomAddr {
        id,
        data: CustomData(data),
    };
    let words = facts::custom_words(addr.id, &addr.data.0);
    Reading::note(addr, format!("{words}."))
}

pub(super) fn bytes32(text: &str, expected: &'static str) -> Reading<Bytes32> {
    let text = text.trim();
    if text.is_empty() {
        return Reading::missing(expected);
    }
    let bytes = match text.len() {
        64 => codec::from_hex(text),
        52 => codec::base32(text.as_bytes()).ok(),
        _ => None,
    };
    match bytes.and_then(|bytes| Bytes32::try_from(bytes).ok()) {
        Some(key) => Reading::fine(key),
        None => Reading::wrong(key_fault(text), expected),
    }
}

pub(super) fn document_id(text: &str, checks: &dyn Checks) -> Reading<Bytes32> {
    let reading = bytes32(text, EXPECT_KEY);
    match reading.value {
        Some(key) if checks.endpoint_id(&key) == Answer::No => Reading::with(
            key,
            Severity::Warning,
            "iroh-docs accepts it, but it is not a public key, so nobody can have written this document.",
            EXPECT_KEY,
        ),
        _ => reading,
    }
}

/// A secret key, and the public one that belongs to it.
pub(super) fn secret(text: &str, checks: &dyn Checks) -> Reading<(Bytes32, Option<Bytes32>)> {
    let reading = bytes32(text, EXPECT_KEY);
    let Some(key) = reading.value else {
        return reading.map(|key| (key, None));
    };
    match checks.public_key(&key) {
        Answer::Yes(public) => Reading::note(
            (key, Some(public)),
            format!("Secret. Its public id is {}.", codec::to_hex(&public)),
        ),
        _ => Reading::note((key, None), "Secret."),
    }
}

/// What is odd about text that goes into a link as it stands.
fn stray(text: &str) -> Option<&'static str> {
    if text.trim() != text {
        Some("Begins or ends with a space, which becomes part of it.")
    } else if text.chars().any(words::is_unseen) {
        Some("Contains invisible characters, which become part of it.")
    } else if text.contains(char::is_whitespace) {
        Some("Contains a space: most programs end a link there.")
    } else {
        None
    }
}

pub(super) fn other_text(text: &str, expected: &'static str) -> Reading<String> {
    let value = String::from(text);
    match stray(text) {
        Some(odd) => Reading::with(value, Severity::Warning, odd, expected),
        None if text.is_empty() => Reading::with(value, Severity::Warning, "Empty.", expected),
        None => Reading::fine(value),
    }
}

pub(super) fn database_id(text: &str) -> Reading<String> {
    if text.is_empty() {
        return Reading::missing(EXPECT_DB);
    }
    let value = String::from(text);
    let warn = |value, message: String| Reading::with(value, Severity::Warning, message, EXPECT_DB);
    if let Some(odd) = stray(text) {
        return warn(value, String::from(odd));
    }
    match cid::parse(text) {
        Ok(id) if id.to_string() != text => Reading::note(
            value,
            format!("{}. eidetica rewrites it as {id}.", cid_words(&id)),
        ),
        Ok(id) => Reading::note(value, format!("{}.", cid_words(&id))),
        Err(_) if cid::hash_id(text).is_some() => warn(
            value,
            String::from("A hash id, as eidetica used until March 2026; current eidetica rejects the link."),
        ),
        Err(error) => warn(
            value,
            format!(
                "Not a CID ({error}): current eidetica rejects the link; the seed specification allows it."
            ),
        ),
    }
}

fn cid_words(id: &cid::Cid) -> String {
    let name =
        |name: Option<&'static str>, code: u64| name.map_or_else(|| format!("{code:#x}"), String::from);
    format!(
        "CID v{}, {}, {}",
        id.version,
        name(cid::codec_name(id.codec), id.codec),
        name(cid::hash_name(id.hash), id.hash)
    )
}

pub(super) fn transport(text: &str) -> Reading<String> {
    let value = String::from(text);
    let warn = |value, message: String| Reading::with(value, Severity::Warning, message, EXPECT_TRANSPORT);
    match text {
        "" => Reading::missing(EXPECT_TRANSPORT),
        text if text.contains(':') => Reading::wrong(
            "A colon ends the name: what comes after it would be read as the address.",
            EXPECT_TRANSPORT,
        ),
        "http" | "iroh" | "sim" => Reading::fine(value),
        text if stray(text).is_some() => warn(value, String::from(stray(text).unwrap_or_default())),
        text if matches!(text.to_ascii_lowercase().as_str(), "http" | "iroh") => warn(
            value,
            format!("Case matters: eidetica knows {}.", text.to_ascii_lowercase()),
        ),
        _ => warn(value, String::from("eidetica has no transport of this name.")),
    }
}

pub(super) fn http_address(text: &str) -> Reading<String> {
    let value = String::from(text);
    let warn = |value, message: &str| Reading::with(value, Severity::Warning, message, EXPECT_HTTP);
    if text.is_empty() {
        return Reading::missing(EXPECT_HTTP);
    }
    if let Some(odd) = stray(text) {
        return warn(value, odd);
    }
    match link::host_port(text) {
        Some((host, _)) => {
            let bare = host.trim_start_matches('[').trim_end_matches(']');
            match bare.parse::<IpAddr>() {
                Ok(ip) => Reading::note(value, class_words(ip)),
                Err(_) => Reading::fine(value),
            }
        }
        None if text.contains("//") => warn(value, "Leave out http://: eidetica adds it."),
        None if text.contains('/') => warn(value, "Leave out the path: eidetica adds its own."),
        None => warn(value, "Not a host and port."),
    }
}

pub(super) fn iroh_address(text: &str, checks: &dyn Checks) -> Reading<String> {
    let value = String::from(text);
    if text.is_empty() {
        return Reading::missing(EXPECT_IROH);
    }
    match decode::decode(text, Kind::Endpoint, &layout::E1, checks) {
        Ok(decoded) if decoded.trailing > 0 => Reading::with(
            value,
            Severity::Warning,
            format!("{} extra bytes at its end are ignored.", decoded.trailing),
            EXPECT_IROH,
        ),
        Ok(_) => Reading::fine(value),
        Err(error) => Reading::with(
            value,
            Severity::Warning,
            match stray(text) {
                Some(odd) => String::from(odd),
                None => format!("iroh rejects it: {error}."),
            },
            EXPECT_IROH,
        ),
    }
}

pub(super) fn tip(text: &str) -> Reading<String> {
    match text {
        "" => Reading::missing(EXPECT_TIP),
        text if text.contains(',') => Reading::wrong("A comma separates tips.", EXPECT_TIP),
        text => match (stray(text), cid::parse(text)) {
            (Some(odd), _) => Reading::with(String::from(text), Severity::Warning, odd, EXPECT_TIP),
            (None, Ok(id)) => Reading::note(String::from(text), format!("{}.", cid_words(&id))),
            (None, Err(_)) => Reading::fine(String::from(text)),
        },
    }
}

pub(super) fn param_key(text: &str) -> Reading<String> {
    match text {
        "db" | "pr" | "tips" => Reading::wrong(
            format!("{text} is taken: eidetica gives it a meaning of its own."),
            EXPECT_PARAM,
        ),
        text => Reading::note(String::from(text), "eidetica ignores it."),
    }
}
