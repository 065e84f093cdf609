//! What is recognised only alone: ids, keys, relay URLs, tickets of unknown kinds.

use super::pieces::Candidate;
use super::spelling::{begun_kind, lost_kind, misspelt_kind};
use super::tickets::ticket_kind;
use crate::ticket::checks::{Answer, Checks};
use crate::ticket::encoding::codec;
use crate::ticket::encoding::span::{Map, Span};
use crate::ticket::facts;
use crate::ticket::limits;
use crate::ticket::link::cid;
use crate::ticket::wire::fit::fit;
use crate::ticket::wire::kind::{Bare, Kind, Sort};
use crate::ticket::wire::value::Bytes32;
use alloc::string::String;
use alloc::vec::Vec;

/// What the input is when it is one thing by itself, and no ticket.
pub(super) fn alone(text: &str, checks: &dyn Checks) -> Option<Candidate> {
    let trimmed = text.trim_start_matches(is_around);
    let word = trimmed.trim_end_matches(is_around);
    let start = text.len().saturating_sub(trimmed.len());
    Some(lone(kind_alone(word, checks)?, word, start))
}

/// The key that stands in the input after its name, as in `SECRET=…`.
pub(super) fn named_key(text: &str, checks: &dyn Checks) -> Option<Candidate> {
    let text = text.trim_end_matches(is_around);
    let (name, value) = text.rsplit_once(['=', ':'])?;
    let word = value.trim_start_matches(is_around);
    let kind = kind_alone(word, checks).filter(|_| is_name_of_key(name))?;
    let kind = match kind.spec().sort {
        // Whatever else it could be: it was called a secret.
        Sort::Bare(Bare::EndpointId) if says_secret(name) => Kind::Key,
        Sort::Bare(Bare::EndpointId | Bare::Key) => kind,
        Sort::Bare(Bare::Cid | Bare::HashId | Bare::RelayUrl) | Sort::Link | Sort::Ticket => return None,
    };
    Some(lone(kind, word, text.len().saturating_sub(word.len())))
}

/// What may stand around a word that is alone.
pub(super) fn is_around(symbol: char) -> bool {
    symbol.is_whitespace() || matches!(symbol, '"' | '\'' | '`' | '<' | '>' | ',' | ';')
}

pub(super) fn lone(kind: Kind, word: &str, start: usize) -> Candidate {
    Candidate {
        kind,
        text: String::from(word),
        map: Map::Shift(start),
        span: Span::sized(start, word.len()),
        cleaned: Vec::new(),
        goes_on: None,
        shortened: None,
    }
}

/// Whether a few words before a key say what it is.
fn is_name_of_key(words: &str) -> bool {
    words.len() <= 60 && (says_secret(words) || split(words).any(|word| names_key(&word)))
}

fn says_secret(words: &str) -> bool {
    let words = words.to_ascii_lowercase();
    ["secret", "private"].iter().any(|name| words.contains(name))
}

/// The words of `endpointId` and `NODE_ID`, in lower case.
fn split(words: &str) -> impl Iterator<Item = String> {
    let mut parts = alloc::vec![String::new()];
    let mut small = false;
    for symbol in words.chars() {
        if !symbol.is_ascii_alphanumeric() || small && symbol.is_ascii_uppercase() {
            parts.push(String::new());
        }
        small = symbol.is_ascii_lowercase();
        if let Some(last) = parts.last_mut().filter(|_| symbol.is_ascii_alphanumeric()) {
            last.push(symbol.to_ascii_lowercase());
        }
    }
    parts.into_iter()
}

/// Whether a word is the name of a key, or is put together from such names: `nodeid`, but not `monkey`.
fn names_key(word: &str) -> bool {
    const NAMES: [&str; 5] = ["endpoint", "node", "peer", "key", "id"];
    const BESIDE: [&str; 4] = ["public", "iroh", "my", "pub"];
    let mut rest = word;
    let mut named = false;
    while !rest.is_empty() {
        let strip = |names: &[&str]| names.iter().find_map(|name| rest.strip_prefix(name));
        rest = match (strip(&NAMES), strip(&BESIDE)) {
            (Some(after), _) => {
                named = true;
                after
            }
            (None, Some(after)) => after,
            (None, None) => return false,
        };
    }
    named
}

pub(super) fn kind_alone(word: &str, checks: &dyn Checks) -> Option<Kind> {
    if word.is_empty() || word.len() > limits::CONTINUATION || word.contains(char::is_whitespace) {
        return None;
    }
    let is_id = |key: &Bytes32| checks.endpoint_id(key) != Answer::No;
    if let Some((key, _)) = key_of(word) {
        return match is_id(&key) {
            true => Some(Kind::EndpointId),
            false if word.len() == 64 => Some(Kind::Key),
            false => None,
        };
    }
    if cid::hash_id(word).is_some() {
        return Some(Kind::HashId);
    }
    let looks_like_cid = word.starts_with("baf")
        || word.starts_with("BAF")
        || word.starts_with("Qm")
        || word.contains("/ipfs/");
    if looks_like_cid && cid::parse(word).is_ok() {
        return Some(Kind::Cid);
    }
    if word.starts_with("https://") || word.starts_with("http://") {
        let is_relay = facts::relay(word).is_some() || facts::host(word).contains("relay");
        return is_relay.then_some(Kind::RelayUrl);
    }
    if word.bytes().all(codec::is_base32) && ticket_kind(word).is_none() {
        let bytes = codec::base32(word.as_bytes()).unwrap_or_default();
        let is_chat = fit(&bytes, Kind::Gossip).is_some_and(|choice| choice.trailing == Some(0));
        let is_json = bytes.starts_with(b"{\"topic\"");
        if is_chat || is_json {
            return Some(Kind::Gossip);
        }
    }
    let damaged = || {
        misspelt_kind(word)
            .or_else(|| begun_kind(word))
            .or_else(|| lost_kind(word))
    };
    damaged().or_else(|| (unknown_prefix(word, checks) > 0).then_some(Kind::Unknown))
}

/// 32 bytes written as hex, base32 or z-base-32, or as the DNS name of an endpoint, and how they lie in the text. No text
/// is both base32 and z-base-32 of 32 bytes: the last of its 52 characters is `a` or `q` in the one, `y` or `o` in the other.
pub fn key_of(text: &str) -> Option<(Bytes32, Map)> {
    let key = |bytes: Option<Vec<u8>>| bytes.and_then(|bytes| Bytes32::try_from(bytes).ok());
    if text.len() == 64 {
        return key(codec::from_hex(text)).map(|bytes| (bytes, Map::Hex(0)));
    }
    const NAME: &str = "_iroh.";
    let offset = if text.starts_with(NAME) { NAME.len() } else { 0 };
    let label = text
        .get(offset..)?
        .split('.')
        .next()
        .filter(|label| offset > 0 || label.len() == text.len())?;
    if label.len() != 52 {
        return None;
    }
    let plain = key(codec::base32(label.as_bytes()).ok()).filter(|_| offset == 0);
    let bytes = plain.or_else(|| key(codec::from_z32(label)))?;
    Some((bytes, Map::Base32(offset)))
}

/// How long the prefix of an unknown ticket kind is: what is before the first payload that starts with a variant 00 and
/// an endpoint's key, as the tickets of most applications do. 0 if there is none.
pub fn unknown_prefix(text: &str, checks: &dyn Checks) -> usize {
    let fits = |at: &usize| {
        let payload = text.get(*at..).unwrap_or_default();
        let starts = matches!(payload.as_bytes(), [b'a', b'a'..=b'd', ..]);
        if !starts || payload.len() < 53 || !payload.bytes().all(codec::is_base32) {
            return false;
        }
        let bytes = codec::base32(payload.as_bytes()).unwrap_or_default();
        let key = bytes.get(1..33).and_then(|key| <&[u8; 32]>::try_from(key).ok());
        key.is_some_and(|key| matches!(checks.endpoint_id(key), Answer::Yes(())))
    };
    (1..=24).find(fits).unwrap_or(0)
}
