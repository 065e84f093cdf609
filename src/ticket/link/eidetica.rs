//! eidetica database links: `eidetica:?db=<id>&pr=<transport>:<address>…`.
//!
//! Source: eidetica, crates/lib/src/sync/ticket.rs (added f4dd3f5, 2026-02-27). The part after the prefix is read with
//! `form_urlencoded`'s rules: split at `&`, then at the first `=`; `+` is a space; malformed `%` sequences stay as they
//! are; what is not UTF-8 becomes U+FFFD.

use crate::ticket::encoding::span::{Map, Span};
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::str::FromStr;

/// What every link starts with, exactly so.
pub const PREFIX: &str = "eidetica:?";

/// What a link says (eidetica's `DatabaseTicket`).
///
/// `FromStr` reads a link as eidetica does since 2026-03 ([`parse_cid`]), and `Display` writes one.
///
/// ```
/// use ticket_explorer::ticket::Link;
///
/// let text = "eidetica:?db=bafyr4ihkr4ld3m4gqkjf4reryxsy2s5tkbxprqkow6fin2iiyvreuzzab4&pr=http:192.0.2.7:8080";
/// let link: Link = text.parse()?;
/// assert_eq!((link.hints[0].transport.as_str(), link.hints[0].address.as_str()), ("http", "192.0.2.7:8080"));
/// assert_eq!(link.to_string(), text);
/// let error = "eidetica:?pr=http:192.0.2.7:8080".parse::<Link>().unwrap_err();
/// assert_eq!(error.to_string(), "Invalid address: Ticket URL missing 'db' parameter");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "DatabaseTicket")]
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Link {
    /// The id of the database; an opaque string to the parser.
    pub database_id: String,
    /// Where to ask for it, in order.
    pub hints: Vec<Hint>,
    /// Ids of the newest entries that the sender knew (`tips=<count>:<id>,<id>…`, experimental). A list whose count
    /// does not match was cut off on its way, and is dropped.
    pub tips: Option<Vec<String>>,
    /// Parameters that no parser knows, in order. They are ignored.
    pub unknown: Vec<(String, String)>,
}

/// One address hint.
#[derive(Clone, PartialEq, Eq)]
pub struct Hint {
    /// Name of the transport: `http`, `iroh`, or anything else.
    pub transport: String,
    /// Address, as the transport understands it.
    pub address: String,
}

impl fmt::Display for Link {
    /// As eidetica writes it: `db`, then the hints. Tips and unknown parameters are no part of it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PREFIX}db={}", Escaped(&self.database_id))?;
        self.hints
            .iter()
            .try_for_each(|hint| write!(f, "&pr={}:{}", Escaped(&hint.transport), Escaped(&hint.address)))
    }
}

impl Link {
    /// The link with everything that it came with: tips and unknown parameters too.
    pub fn to_full_string(&self) -> String {
        let mut text = alloc::format!("{self}");
        if let Some(tips) = &self.tips {
            text.push_str(&alloc::format!("&tips={}:", tips.len()));
            for (index, tip) in tips.iter().enumerate() {
                let comma = if index == 0 { "" } else { "," };
                text.push_str(&alloc::format!("{comma}{}", Escaped(tip)));
            }
        }
        for (key, value) in &self.unknown {
            text.push_str(&alloc::format!("&{}={}", Escaped(key), Escaped(value)));
        }
        text
    }

    /// The same with everything percent-encoded that is not plain, for text in which a blank, a quote or a full stop at
    /// the end would end the link. Parsers read the same.
    pub fn to_encoded_string(&self) -> String {
        let full = self.to_full_string();
        let query = full.strip_prefix(PREFIX).unwrap_or_default();
        // A name without `=` has an empty value too, but without a name there is no parameter.
        let named = query.strip_suffix('=').filter(|rest| !rest.ends_with('&'));
        let query = named.unwrap_or(query);
        let last = query.chars().next_back().map_or(0, char::len_utf8);
        let last = query.len().saturating_sub(last);
        let mut text = String::from(PREFIX);
        for (at, symbol) in query.char_indices() {
            let is_mark = matches!(symbol, '-' | '_' | '~' | '.' | ':' | ',' | '%');
            // These two part the parameters: in names and values they are escaped already.
            let parts = matches!(symbol, '&' | '=');
            if symbol.is_ascii_alphanumeric() || parts || is_mark && at != last {
                text.push(symbol);
                continue;
            }
            for byte in symbol.encode_utf8(&mut [0; 4]).bytes() {
                text.push_str(&alloc::format!("%{byte:02X}"));
            }
        }
        text
    }
}

/// Text with the characters escaped that would change how the link is read. eidetica escapes exactly these.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some(at) = rest.find(['%', '&', '=', '#', '+']) {
            let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
            f.write_str(before)?;
            let mut chars = after.chars();
            if let Some(special) = chars.next() {
                write!(f, "%{:02X}", u32::from(special))?;
            }
            rest = chars.as_str();
        }
        f.write_str(rest)
    }
}

/// One `key=value` of a link, and where it stands.
#[derive(Clone)]
pub struct Param {
    /// The whole of it, without the `&`.
    pub span: Span,
    /// The key as it stands.
    pub key_span: Span,
    /// The value as it stands, after the `=`; empty at the end where there is no `=`.
    pub value_span: Span,
    /// The decoded key.
    pub key: String,
    /// The decoded value.
    pub value: Decoded,
}

/// Text with its percent-encoding removed.
#[derive(Clone)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// How its bytes lie in the encoded text.
    pub map: Map,
    /// Bytes that were not UTF-8 and became U+FFFD.
    pub lossy: bool,
}

/// The parameters of a query, `at` being the offset of its first byte.
pub fn params(query: &str, at: usize) -> Vec<Param> {
    let mut params = Vec::new();
    let mut start = at;
    for segment in query.split('&') {
        let span = Span::sized(start, segment.len());
        start = span.end.saturating_add(1);
        if segment.is_empty() {
            continue;
        }
        let (key, value) = segment.split_once('=').unwrap_or((segment, ""));
        let key_span = Span::sized(span.start, key.len());
        let value_span = Span::new(span.end.saturating_sub(value.len()), span.end);
        params.push(Param {
            span,
            key_span,
            value_span,
            key: decode(key, key_span.start).text,
            value: decode(value, value_span.start),
        });
    }
    params
}

/// Decodes one key or value with `form_urlencoded`'s rules; `at` is the offset of its first byte.
pub fn decode(raw: &str, at: usize) -> Decoded {
    if !raw.contains(['%', '+']) {
        return Decoded {
            text: String::from(raw),
            map: Map::Shift(at),
            lossy: false,
        };
    }
    let mut bytes = Vec::with_capacity(raw.len());
    let mut places = Vec::with_capacity(raw.len());
    let mut rest = raw.as_bytes();
    let mut place = at;
    while let Some((first, after)) = rest.split_first() {
        let (byte, length) = match (first, after) {
            (b'+', _) => (b' ', 1),
            (b'%', [high, low, ..]) => match (hex_digit(*high), hex_digit(*low)) {
                (Some(high), Some(low)) => ((high << 4) | low, 3),
                _ => (b'%', 1),
            },
            (byte, _) => (*byte, 1),
        };
        bytes.push(byte);
        places.push(Span::sized(place, length));
        place = place.saturating_add(length);
        rest = rest.get(length..).unwrap_or_default();
    }
    match String::from_utf8(bytes) {
        Ok(text) => Decoded {
            text,
            map: Map::Table(places),
            lossy: false,
        },
        Err(error) => lossy(error.as_bytes(), &places),
    }
}

fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

/// Replaces what is not UTF-8, keeping the places.
fn lossy(bytes: &[u8], places: &[Span]) -> Decoded {
    let mut text = String::new();
    let mut map = Vec::new();
    let mut at = 0_usize;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        let valid = Span::sized(at, chunk.valid().len());
        map.extend_from_slice(places.get(valid.start..valid.end).unwrap_or_default());
        let invalid = Span::sized(valid.end, chunk.invalid().len());
        at = invalid.end;
        let replaced = places.get(invalid.start..invalid.end).unwrap_or_default();
        if let (Some(first), Some(last)) = (replaced.first(), replaced.last()) {
            let before = text.len();
            text.push(char::REPLACEMENT_CHARACTER);
            map.extend(core::iter::repeat_n(
                first.join(*last),
                text.len().saturating_sub(before),
            ));
        }
    }
    Decoded {
        text,
        map: Map::Table(map),
        lossy: true,
    }
}

/// The link that the parameters make, and whether there was a `db`.
pub fn collect(params: &[Param]) -> (Link, bool) {
    let mut link = Link::default();
    let mut has_db = false;
    for param in params {
        let value = &param.value.text;
        match param.key.as_str() {
            "db" => {
                has_db = true;
                link.database_id.clone_from(value);
            }
            "pr" => link
                .hints
                .extend(value.split_once(':').map(|(transport, address)| Hint {
                    transport: String::from(transport),
                    address: String::from(address),
                })),
            "tips" => link.tips = tips(value),
            _ => link.unknown.push((param.key.clone(), value.clone())),
        }
    }
    (link, has_db)
}

/// The ids of a `tips` value, if their number is the one it states.
pub fn tips(value: &str) -> Option<Vec<String>> {
    let (count, ids) = value.split_once(':')?;
    let count: usize = count.parse().ok()?;
    let ids: Vec<String> = match ids {
        "" => Vec::new(),
        ids => ids.split(',').map(String::from).collect(),
    };
    (ids.len() == count).then_some(ids)
}

/// Why eidetica refuses a link, in its own words; they quote the beginning of a text with another prefix.
#[derive(Clone, PartialEq, Eq)]
pub enum LinkError {
    /// The text does not start with [`PREFIX`].
    Prefix(String),
    /// There is no `db`.
    NoDatabase,
    /// A `db` is not a CID (only since 2026-03).
    Id(crate::ticket::link::cid::CidError),
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LinkError::Prefix(got) => {
                write!(f, "Invalid address: Expected '{PREFIX}' prefix, got: {got}")
            }
            LinkError::NoDatabase => f.write_str("Invalid address: Ticket URL missing 'db' parameter"),
            LinkError::Id(error) => write!(f, "Invalid ID format: {error}"),
        }
    }
}

impl core::error::Error for LinkError {}

impl FromStr for Link {
    type Err = LinkError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse_cid(text)
    }
}

/// What comes after the prefix.
///
/// # Errors
/// [`LinkError::Prefix`], with the first 20 characters that stand there instead.
pub fn query(text: &str) -> Result<&str, LinkError> {
    text.strip_prefix(PREFIX)
        .ok_or_else(|| LinkError::Prefix(text.chars().take(20).collect()))
}

/// Reads a link as the seed specification says: the database id is any string.
///
/// # Errors
/// A wrong prefix, or no `db`.
pub fn parse_opaque(text: &str) -> Result<Link, LinkError> {
    let (link, has_db) = collect(&params(query(text)?, PREFIX.len()));
    has_db.then_some(link).ok_or(LinkError::NoDatabase)
}

/// Reads a link as eidetica does since 2026-03: every `db` must be empty or a CID, and is written anew in base32.
///
/// # Errors
/// The same, or the first `db` that is not a CID.
pub fn parse_cid(text: &str) -> Result<Link, LinkError> {
    let params = params(query(text)?, PREFIX.len());
    let (mut link, has_db) = collect(&params);
    for param in params.iter().filter(|param| param.key == "db") {
        link.database_id = match param.value.text.as_str() {
            "" => String::new(),
            id => alloc::format!("{}", crate::ticket::link::cid::parse(id).map_err(LinkError::Id)?),
        };
    }
    has_db.then_some(link).ok_or(LinkError::NoDatabase)
}

/// Host and port of an `http` hint's address; `None` where it has another form, in which eidetica would reach something else.
pub fn host_port(address: &str) -> Option<(&str, u16)> {
    let (host, port) = address.rsplit_once(':')?;
    let port: u16 = port.parse().ok()?;
    let bare_v6 = host.contains(':') && !host.ends_with(']');
    (!host.is_empty() && !bare_v6 && !host.contains(['/', '@', '?', '#'])).then_some((host, port))
}
