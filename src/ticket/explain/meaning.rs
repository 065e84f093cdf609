//! What the parts of a ticket mean: address classes, relays, custom transports, and every value in words and encodings.

use crate::ticket::encoding::bases::{to_base32, to_base64url, to_hex, to_z32};
use crate::ticket::explain::document::{Document, Node, State};
use crate::ticket::explain::verdict::count;
use crate::ticket::link::cid;
use crate::ticket::wire::kind::Kind;
use crate::ticket::wire::layout::Role;
use crate::ticket::wire::value::{CustomAddr, CustomData, Ticket, TransportAddr};
use crate::ticket::wire::walk::Part;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

// -------------------------------------------------------------------------------------------------- address classes

/// Who can reach an IP address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Everybody.
    Public,
    /// The same private network (RFC 1918).
    Private,
    /// The same provider's network behind carrier-grade NAT (RFC 6598).
    Cgnat,
    /// The same machine.
    Loopback,
    /// The same link.
    LinkLocal,
    /// The same site (unique local addresses, RFC 4193).
    UniqueLocal,
    /// Nobody: reserved for examples (RFC 5737, RFC 3849, RFC 9637).
    Documentation,
    /// A group.
    Multicast,
    /// Nobody: `0.0.0.0` and `::`.
    Unspecified,
    /// Nobody: reserved (240.0.0.0/4 and the like).
    Reserved,
}

impl Scope {
    /// What to call it.
    pub fn name(self) -> &'static str {
        match self {
            Scope::Public => "public",
            Scope::Private => "private",
            Scope::Cgnat => "CGNAT",
            Scope::Loopback => "loopback",
            Scope::LinkLocal => "link-local",
            Scope::UniqueLocal => "unique local",
            Scope::Documentation => "documentation",
            Scope::Multicast => "multicast",
            Scope::Unspecified => "unspecified",
            Scope::Reserved => "reserved",
        }
    }

    /// Whether it tells something about the network or machine that it was taken from.
    pub fn is_local(self) -> bool {
        matches!(
            self,
            Scope::Private | Scope::Cgnat | Scope::Loopback | Scope::LinkLocal | Scope::UniqueLocal
        )
    }
}

/// Who can reach `ip`. A v4-mapped address counts as the IPv4 address inside.
pub fn scope(ip: IpAddr) -> Scope {
    match ip {
        IpAddr::V4(ip) => scope_v4(ip),
        IpAddr::V6(ip) => ip.to_ipv4_mapped().map_or_else(|| scope_v6(ip), scope_v4),
    }
}

fn scope_v4(ip: Ipv4Addr) -> Scope {
    match ip.octets() {
        [0, ..] if ip.is_unspecified() => Scope::Unspecified,
        [0, ..] => Scope::Reserved,
        [127, ..] => Scope::Loopback,
        [100, second, ..] if second & 0xc0 == 64 => Scope::Cgnat,
        _ if ip.is_private() => Scope::Private,
        _ if ip.is_link_local() => Scope::LinkLocal,
        _ if ip.is_documentation() => Scope::Documentation,
        _ if ip.is_multicast() => Scope::Multicast,
        [first, ..] if first >= 240 => Scope::Reserved,
        _ => Scope::Public,
    }
}

fn scope_v6(ip: Ipv6Addr) -> Scope {
    match ip.segments() {
        _ if ip.is_unspecified() => Scope::Unspecified,
        _ if ip.is_loopback() => Scope::Loopback,
        [first, ..] if first & 0xffc0 == 0xfe80 => Scope::LinkLocal,
        [first, ..] if first & 0xfe00 == 0xfc00 => Scope::UniqueLocal,
        [first, ..] if first & 0xff00 == 0xff00 => Scope::Multicast,
        [0x2001, 0x0db8, ..] => Scope::Documentation,
        [0x3fff, second, ..] if second < 0x1000 => Scope::Documentation,
        [first, ..] if first & 0xe000 == 0x2000 => Scope::Public,
        _ => Scope::Reserved,
    }
}

/// Scope in words, with what else is worth saying of an address.
pub fn scope_words(ip: IpAddr) -> String {
    let scope = scope(ip);
    match ip {
        IpAddr::V6(v6) if v6.to_ipv4_mapped().is_some() => format!("{}, IPv4-mapped", scope.name()),
        _ => scope.name().to_string(),
    }
}

/// The words as the beginning of a sentence.
pub fn capital(words: &str) -> String {
    let mut words = String::from(words);
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}

// ------------------------------------------------------------------------------------------------------------ relays

/// A relay that n0 runs, or ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relay {
    /// Where it stands.
    pub region: &'static str,
    /// Which versions of iroh use it.
    pub era: &'static str,
    /// Whether current versions do.
    pub current: bool,
}

/// The relays that current iroh versions use (iroh 1.x, defaults.rs), in the form that tickets have them.
pub const CURRENT_RELAYS: [(&str, &str); 4] = [
    ("https://use1-1.relay.n0.iroh.link./", "US East"),
    ("https://usw1-1.relay.n0.iroh.link./", "US West"),
    ("https://euc1-1.relay.n0.iroh.link./", "Europe"),
    ("https://aps1-1.relay.n0.iroh.link./", "Asia-Pacific"),
];

/// The host of a URL: between `//` and the next `/`, `?` or `#`, without user and port.
pub fn host(url: &str) -> &str {
    let after = url.split_once("//").map_or(url, |(_, after)| after);
    let authority = after.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => name,
        _ => host,
    }
}

/// Which of n0's relays a URL names; `None` for somebody's own.
pub fn relay(url: &str) -> Option<Relay> {
    let host = host(url).strip_suffix('.').unwrap_or(host(url));
    let (name, domain) = host.split_once('.')?;
    let of_old = |region| Relay {
        region,
        era: "iroh 0.5 to 0.7",
        current: false,
    };
    match host {
        "derp.iroh.network" => return Some(of_old("North America")),
        "eu1.derp.iroh.network" => return Some(of_old("Europe")),
        _ => {}
    }
    let (place, number) = name.rsplit_once('-')?;
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (place, staging) = match place.strip_prefix("staging-") {
        Some(place) => (place, true),
        None => (place, false),
    };
    let region = match place {
        "use1" => "US East",
        "usw1" => "US West",
        "euc1" => "Europe",
        "euw1" => "Europe (West)",
        "aps1" => "Asia-Pacific",
        _ => return None,
    };
    let (era, current) = match (domain, staging) {
        ("derp.iroh.network", _) => ("iroh 0.8 to 0.13", false),
        ("relay.iroh.network", false) => ("iroh 0.14 to 0.35", false),
        ("relay.iroh.network", true) => ("staging, iroh 0.20 to 1.0.0-rc", false),
        ("relay.n0.iroh-canary.iroh.link", false) => ("iroh 0.90 to 1.0.0-rc", false),
        ("relay.n0.iroh.iroh.link", false) => ("iroh 0.91 and 0.92", false),
        ("relay.n0.iroh.link", false) => ("iroh 1.0 and later", true),
        ("staging-relay.n0.iroh.link", false) => ("staging, iroh 1.0 and later", true),
        _ => return None,
    };
    Some(Relay { region, era, current })
}

// ------------------------------------------------------------------------------------------------- custom transports

/// Name of a custom transport: iroh's TRANSPORTS.md, then what public crates use without asking.
pub fn custom_transport(id: u64) -> Option<&'static str> {
    Some(match id {
        0x20 => "Test (iroh's own tests)",
        0x54_4f_52 => "Tor",
        0x42_4c_45 => "Bluetooth LE",
        0x4e_59_4d => "Nym, unregistered",
        0x57_52_54 | 0x57_52_54_43 => "WebRTC, unregistered",
        0x74_63_70 => "TCP, unregistered",
        0x6d_68 => "multihop, unregistered",
        0x53_57_53_42 => "syncweb relay, unregistered",
        0x7665_696c_6964 => "Veilid, unregistered",
        0x746f_6e6b_7274_6331 => "tonk WebRTC, unregistered",
        0x4953_5744_4552_5031 => "derp relay, unregistered",
        0x6b68_6f72_2d76_6961 => "khor, unregistered",
        0x6970_635f_7472_0000 => "IPC, unregistered",
        0x746f_725f_6368_6174 => "Tor chat, unregistered",
        0x6d65_6d6f_6b61_0001 => "memoka, unregistered",
        0..=0x1f => "reserved",
        _ => return None,
    })
}

/// A transport's number as the letters that its bytes spell, if they do.
pub fn spelled(id: u64) -> Option<String> {
    let bytes = id.to_be_bytes();
    let word: Vec<u8> = bytes.into_iter().filter(|byte| *byte != 0).collect();
    let printable = word.len() > 1 && word.iter().all(u8::is_ascii_graphic);
    printable.then(|| String::from_utf8(word).ok()).flatten()
}

/// What a custom address says, for the transports whose data is known.
pub fn custom_words(addr: &CustomAddr) -> String {
    let name = match (custom_transport(addr.id), spelled(addr.id)) {
        (Some(name), _) => name.to_string(),
        (None, Some(letters)) => format!("transport “{letters}”"),
        (None, None) => format!("transport {:#x}", addr.id),
    };
    match (addr.id, addr.data.0.as_slice()) {
        (0x42_4c_45, [a, b, c, d, e, f]) => {
            format!("{name}, MAC {a:02x}:{b:02x}:{c:02x}:{d:02x}:{e:02x}:{f:02x}")
        }
        (0x54_4f_52 | 0x20, data) if data.len() == 32 => format!("{name}, Ed25519 key"),
        (_, data) => format!("{name}, {}", count(data.len(), "byte", "bytes")),
    }
}

// ------------------------------------------------------------------------------------------------- showing any value

/// Whether secrets are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secrets {
    /// They are replaced by [`MASK`].
    Masked,
    /// They are shown.
    Revealed,
}

/// What stands where a secret is.
pub const MASK: &str = "…masked…";

/// A character by its name or code if it cannot be seen.
pub fn visible_char(symbol: char) -> String {
    match symbol {
        ' ' => String::from("a space"),
        '\n' => String::from("a line break"),
        '\t' => String::from("a tab"),
        symbol if is_unseen(symbol) => format!("U+{:04X}", u32::from(symbol)),
        symbol => format!("‘{symbol}’"),
    }
}

/// Whether a character shows nothing, or changes how others are shown: control, zero-width and bidi characters.
pub fn is_unseen(symbol: char) -> bool {
    symbol.is_control()
        || matches!(symbol,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Text in which every unseen character is written out as `⟨U+202E⟩`.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for symbol in text.chars() {
        if is_unseen(symbol) {
            out.push_str(&format!("⟨U+{:04X}⟩", u32::from(symbol)));
        } else {
            out.push(symbol);
        }
    }
    out
}

impl Document {
    /// The socket address of a node, or of the nodes below it.
    pub fn socket_addr(&self, index: usize) -> Option<SocketAddr> {
        let mut ip = None;
        for (_, node) in self.below(index).filter(|(_, node)| node.part == Part::Body) {
            let bytes = self.bytes(node);
            match node.role {
                Role::Ipv4 => ip = <[u8; 4]>::try_from(bytes).ok().map(IpAddr::from),
                Role::Ipv6 => ip = <[u8; 16]>::try_from(bytes).ok().map(IpAddr::from),
                Role::Port if node.state == State::Fine => {
                    return Some(SocketAddr::new(ip?, u16::try_from(node.int).ok()?));
                }
                _ => {}
            }
        }
        None
    }

    /// The custom address below a node.
    pub fn custom_addr(&self, index: usize) -> Option<CustomAddr> {
        let (mut id, mut size) = (None, usize::MAX);
        for (at, node) in self.below(index).filter(|(_, node)| node.part == Part::Body) {
            let bytes = self.bytes(node);
            match node.role {
                Role::CustomId => id = Some(node.int),
                Role::InlineSize => size = usize::try_from(node.int).ok()?,
                Role::CustomData | Role::InlineData if node.is_leaf(at) => {
                    let data = bytes.get(..size).unwrap_or(bytes).to_vec();
                    return (node.state == State::Fine).then_some(CustomAddr {
                        id: id?,
                        data: CustomData(data),
                    });
                }
                _ => {}
            }
        }
        None
    }

    /// The content of a node that has a length before it, or of the node itself.
    fn content(&self, index: usize) -> Option<(&Node, &[u8])> {
        let node = self.nodes.get(index)?;
        if node.is_leaf(index) {
            return Some((node, self.bytes(node)));
        }
        self.below(index)
            .find(|(_, below)| below.part == Part::Body && below.role == node.role)
            .map(|(_, below)| (below, self.bytes(below)))
    }

    /// A node's value in words, as far as it has one.
    pub fn show(&self, index: usize, secrets: Secrets) -> String {
        let Some(node) = self.nodes.get(index) else {
            return String::new();
        };
        if node.state != State::Fine && (node.part != Part::Body || node.wire.starts_with("varint")) {
            return to_hex(self.bytes(node));
        }
        match node.part {
            Part::Tag => return format!("{} ({})", node.int, node.label),
            Part::Length => return count(usize::try_from(node.int).unwrap_or(usize::MAX), "byte", "bytes"),
            Part::Count => return node.int.to_string(),
            Part::Body => {}
        }
        if node.role.is_secret() && secrets == Secrets::Masked {
            return String::from(MASK);
        }
        let text = |bytes: &[u8]| visible(&String::from_utf8_lossy(bytes));
        let own = self.bytes(node);
        let masked = secrets == Secrets::Masked && self.hides(index);
        match node.role {
            Role::Group
            | Role::Ticket
            | Role::Variant
            | Role::Addrs
            | Role::Nodes
            | Role::TransportAddr
            | Role::Param => self.show_group(index, node, secrets),
            Role::EndpointAddr => {
                let id = self.children(index).find(|child| {
                    self.nodes
                        .get(*child)
                        .is_some_and(|node| node.role == Role::EndpointId)
                });
                id.map(|id| self.show(id, secrets)).unwrap_or_default()
            }
            Role::EndpointId
            | Role::NamespaceSecret
            | Role::NamespaceId
            | Role::NamespaceKey
            | Role::ApiSecret
            | Role::RequestToken
            | Role::Hash
            | Role::Topic => match self.content(index) {
                Some((_, bytes)) => to_hex(bytes),
                None => String::new(),
            },
            Role::RelayUrl => self
                .content(index)
                .map(|(_, bytes)| text(bytes))
                .unwrap_or_default(),
            Role::DerpRegion | Role::Port | Role::InlineSize => node.int.to_string(),
            Role::CustomId => format!("{:#x}", node.int),
            Role::SocketAddr => self
                .socket_addr(index)
                .map(|addr| addr.to_string())
                .unwrap_or_default(),
            Role::Ipv4 => match <[u8; 4]>::try_from(own) {
                Ok(ip) => Ipv4Addr::from(ip).to_string(),
                Err(_) => to_hex(own),
            },
            Role::Ipv6 => match <[u8; 16]>::try_from(own) {
                Ok(ip) => Ipv6Addr::from(ip).to_string(),
                Err(_) => to_hex(own),
            },
            Role::CustomAddr => self
                .custom_addr(index)
                .map(|addr| addr.to_string())
                .unwrap_or_default(),
            Role::Unread if masked => String::from(MASK),
            Role::CustomData | Role::InlineData | Role::Unread => self
                .content(index)
                .map(|(_, bytes)| to_hex(bytes))
                .unwrap_or_default(),
            Role::Digest if node.wire == "bytes" => to_hex(own),
            Role::Capability | Role::BlobFormat => self
                .children(index)
                .filter_map(|child| self.nodes.get(child))
                .find(|child| child.part == Part::Tag)
                .map(|tag| tag.label.to_string())
                .unwrap_or_default(),
            Role::CidVersion | Role::DigestLength => node.int.to_string(),
            Role::Multicodec => named(node.int, cid::codec_name(node.int)),
            Role::HashCode => named(node.int, cid::hash_name(node.int)),
            Role::Json | Role::Payload if masked => String::from(MASK),
            Role::Json | Role::Payload => text(own),
            _ if masked => String::from(MASK),
            _ => {
                let raw = core::str::from_utf8(own).unwrap_or_default();
                let inner = self
                    .nodes
                    .get(index.saturating_add(1))
                    .filter(|_| !node.is_leaf(index));
                let decoded = inner
                    .filter(|inner| inner.layer != node.layer)
                    .and_then(|inner| self.layers.get(inner.layer))
                    .filter(|layer| layer.kind == crate::ticket::explain::document::LayerKind::Value);
                visible(decoded.map_or(raw, |layer| layer.text()))
            }
        }
    }

    fn show_group(&self, index: usize, node: &Node, secrets: Secrets) -> String {
        let mut parts = self
            .children(index)
            .filter(|child| self.nodes.get(*child).is_some_and(|child| !child.is_wiring()));
        match node.role {
            Role::Addrs | Role::Nodes => {
                let many = parts.count();
                match node.role {
                    Role::Addrs => count(many, "address", "addresses"),
                    _ => count(many, "endpoint", "endpoints"),
                }
            }
            Role::TransportAddr | Role::Param | Role::Group => match parts.next() {
                Some(part) => self.show(part, secrets),
                None => String::from("none"),
            },
            _ => String::new(),
        }
    }

    /// What is worth adding to a node's value: the class of an address, the region of a relay, the name of a transport.
    pub fn hint(&self, index: usize) -> String {
        let Some(node) = self.nodes.get(index) else {
            return String::new();
        };
        if node.part != Part::Body {
            return String::new();
        }
        match node.role {
            Role::SocketAddr => self
                .socket_addr(index)
                .map(|addr| scope_words(addr.ip()))
                .unwrap_or_default(),
            Role::RelayUrl => {
                let url = self.show(index, Secrets::Masked);
                match relay(&url) {
                    Some(relay) if relay.current => format!("n0, {}", relay.region),
                    Some(relay) => format!("n0, {}, {}", relay.region, relay.era),
                    None if url.is_empty() => String::new(),
                    None => String::from("custom relay"),
                }
            }
            Role::CustomAddr => self
                .custom_addr(index)
                .map(|addr| custom_words(&addr))
                .unwrap_or_default(),
            Role::DerpRegion => String::from(match node.int {
                0 => "none",
                1 => "n0, North America",
                2 => "n0, Europe",
                65535 => "test",
                _ => "custom relay",
            }),
            Role::Capability => String::from(match self.show(index, Secrets::Masked).as_str() {
                "Write" => "may read and write",
                "Read" => "may read",
                _ => "",
            }),
            Role::BlobFormat => String::from(match self.show(index, Secrets::Masked).as_str() {
                "HashSeq" => "a collection of blobs",
                "Raw" => "one blob",
                _ => "",
            }),
            Role::DatabaseId => self.id_words(index),
            Role::Hash => String::from("BLAKE3"),
            Role::Host => {
                let host = self.show(index, Secrets::Masked);
                let bare = host.trim_start_matches('[').trim_end_matches(']');
                bare.parse().map(scope_words).unwrap_or_default()
            }
            _ => String::new(),
        }
    }

    fn id_words(&self, index: usize) -> String {
        let find = |role| {
            self.below(index)
                .find(|(_, node)| node.role == role)
                .map(|(_, node)| node)
        };
        let hash = find(Role::HashCode);
        match (find(Role::CidVersion), find(Role::Multicodec), hash) {
            (Some(version), Some(codec), Some(hash)) => format!(
                "CID v{}, {}, {}",
                version.int,
                named(codec.int, cid::codec_name(codec.int)),
                named(hash.int, cid::hash_name(hash.int))
            ),
            (None, None, Some(hash)) => {
                format!("CID v0, dag-pb, {}", named(hash.int, cid::hash_name(hash.int)))
            }
            _ if find(Role::HashName).is_some() => String::from("hash id, before March 2026"),
            _ => String::from("opaque"),
        }
    }

    /// A node's value in every encoding that somebody may need, each with its name. Secrets come only when revealed.
    pub fn copies(&self, index: usize, secrets: Secrets) -> Vec<(&'static str, String)> {
        let Some(node) = self.nodes.get(index) else {
            return Vec::new();
        };
        if secrets == Secrets::Masked && (node.role.is_secret() || self.hides(index)) {
            return Vec::new();
        }
        let shown = self.show(index, secrets);
        let bytes = self.content(index).map(|(_, bytes)| bytes).unwrap_or_default();
        match (node.part, node.role) {
            (Part::Body, Role::EndpointId) if bytes.len() == 32 => alloc::vec![
                ("hex", to_hex(bytes)),
                ("base32", to_base32(bytes)),
                ("z-base-32", to_z32(bytes)),
                ("DNS name", format!("_iroh.{}.dns.iroh.link", to_z32(bytes))),
                (
                    "pkarr URL",
                    format!("https://dns.iroh.link/pkarr/{}", to_z32(bytes))
                ),
                (
                    "Rust",
                    format!("\"{}\".parse::<iroh_base::EndpointId>()?", to_hex(bytes))
                ),
            ],
            (
                Part::Body,
                Role::NamespaceId
                | Role::NamespaceSecret
                | Role::NamespaceKey
                | Role::ApiSecret
                | Role::Hash
                | Role::Topic,
            ) if bytes.len() == 32 => key_copies(bytes),
            (Part::Body, Role::SocketAddr) => match self.socket_addr(index) {
                Some(addr) => alloc::vec![
                    ("ip:port", addr.to_string()),
                    ("IP", addr.ip().to_string()),
                    ("port", addr.port().to_string()),
                    ("Rust", format!("\"{addr}\".parse::<core::net::SocketAddr>()?")),
                ],
                None => Vec::new(),
            },
            (Part::Body, Role::RelayUrl) => alloc::vec![
                ("URL", shown.clone()),
                ("host", String::from(host(&shown))),
                (
                    "Rust",
                    format!("\"{}\".parse::<iroh_base::RelayUrl>()?", shown.escape_default())
                ),
            ],
            (Part::Body, Role::CustomAddr) => match self.custom_addr(index) {
                Some(addr) => alloc::vec![
                    ("id_data", addr.to_string()),
                    ("data, hex", to_hex(&addr.data.0)),
                    ("Rust", format!("\"{addr}\".parse::<iroh_base::CustomAddr>()?")),
                ],
                None => Vec::new(),
            },
            (Part::Body, Role::DatabaseId) => {
                let mut copies = alloc::vec![("text", shown.clone())];
                if let Ok(id) = cid::parse(&shown) {
                    copies.push(("base32", cid::in_base(&id, 'b')));
                    copies.push(("base32, upper case", cid::in_base(&id, 'B')));
                    copies.push(("base58", cid::in_base(&id, 'z')));
                    copies.push(("hex", cid::in_base(&id, 'f')));
                    copies.push(("base64url", cid::in_base(&id, 'u')));
                    copies.push(("digest, hex", to_hex(&id.digest)));
                }
                copies
            }
            (Part::Body, Role::Ticket | Role::Payload | Role::Address) => {
                alloc::vec![("text", String::from_utf8_lossy(self.bytes(node)).into_owned())]
            }
            (Part::Body, Role::Digest | Role::CustomData | Role::InlineData | Role::Unread) => {
                alloc::vec![("hex", shown.clone()), ("base64url", to_base64url(bytes)),]
            }
            _ if shown.is_empty() => Vec::new(),
            _ => alloc::vec![("text", shown)],
        }
    }
}

/// The encodings of a key or hash.
pub fn key_copies(bytes: &[u8]) -> Vec<(&'static str, String)> {
    alloc::vec![
        ("hex", to_hex(bytes)),
        ("base32", to_base32(bytes)),
        ("base64url", to_base64url(bytes)),
        ("Rust", format!("hex_literal::hex!(\"{}\")", to_hex(bytes))),
    ]
}

fn named(code: u64, name: Option<&'static str>) -> String {
    name.map_or_else(|| format!("{code:#x}"), String::from)
}

// --------------------------------------------------------------------------------------------- the sentence in front

/// What a ticket shows of the network that it was made in: `Shows 2 private addresses: 192.168.0.2:7, …`.
pub fn shown_locally(ticket: &Ticket) -> Option<String> {
    let mut local: Vec<(Scope, String)> = Vec::new();
    for addr in ticket.endpoints().iter().flat_map(|addr| addr.ips()) {
        let scope = scope(addr.ip());
        if scope.is_local() {
            local.push((scope, addr.to_string()));
        }
    }
    let (first, text) = local.first()?;
    let same = local.iter().all(|(scope, _)| scope == first);
    let class = if same { first.name() } else { "local" };
    let what = count(
        local.len(),
        &format!("{class} address"),
        &format!("{class} addresses"),
    );
    let more = if local.len() > 1 { ", …" } else { "" };
    Some(format!("Shows {what}: {text}{more}"))
}

/// How many addresses of each sort some endpoints have, in words; empty if none.
fn reach<'a>(addrs: impl Iterator<Item = &'a TransportAddr>) -> Vec<String> {
    let mut relays: Vec<String> = Vec::new();
    let mut scopes: Vec<(Scope, usize)> = Vec::new();
    let mut customs: Vec<String> = Vec::new();
    for addr in addrs {
        match addr {
            TransportAddr::Relay(url) => {
                let words = match relay(url) {
                    Some(relay) if relay.current => format!("the n0 relay in {}", relay.region),
                    Some(relay) => format!("an n0 relay of {}", relay.era),
                    None => format!("the relay {}", visible(host(url))),
                };
                if !relays.contains(&words) {
                    relays.push(words);
                }
            }
            TransportAddr::DerpRegion(region) => relays.push(format!("relay region {region}")),
            TransportAddr::Ip(addr) => {
                let class = scope(addr.ip());
                match scopes.iter_mut().find(|(scope, _)| *scope == class) {
                    Some((_, number)) => *number = number.saturating_add(1),
                    None => {
                        let place = scopes.partition_point(|(scope, _)| *scope < class);
                        scopes.insert(place, (class, 1));
                    }
                }
            }
            TransportAddr::Custom(addr) => {
                let name = custom_transport(addr.id).map_or_else(
                    || format!("transport {:#x}", addr.id),
                    |name| String::from(name.split(',').next().unwrap_or(name)),
                );
                if !customs.contains(&name) {
                    customs.push(name);
                }
            }
        }
    }
    let mut words = Vec::new();
    if !relays.is_empty() {
        words.push(format!("reachable through {}", list(&relays)));
    }
    if !scopes.is_empty() {
        let classes: Vec<String> = scopes
            .iter()
            .map(|(scope, number)| match number {
                1 => format!("1 {} address", scope.name()),
                _ => format!("{number} {} addresses", scope.name()),
            })
            .collect();
        words.push(format!("shows {}", list(&classes)));
    }
    if !customs.is_empty() {
        words.push(format!("can be reached by {}", list(&customs)));
    }
    words
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [many @ .., last] => format!("{} and {last}", many.join(", ")),
    }
}

/// The sentence that answers first: what a ticket is, what it gives away, which secret it carries.
pub fn ticket_sentence(ticket: &Ticket, kind: Kind) -> String {
    use crate::ticket::wire::value::{BlobFormat, Capability};
    let short = |key: &[u8; 32]| format!("{}…", to_hex(key.get(..5).unwrap_or_default()));
    let head = match ticket {
        Ticket::Endpoint(addr) => format!("The address of endpoint {}", short(&addr.id)),
        Ticket::Blob {
            addr,
            format: BlobFormat::Raw,
            hash,
            ..
        } => format!("The blob {} from endpoint {}", short(hash), short(&addr.id)),
        Ticket::Blob { addr, hash, .. } => {
            format!(
                "The collection of blobs {} from endpoint {}",
                short(hash),
                short(&addr.id)
            )
        }
        Ticket::Doc { capability, nodes } => {
            let from = match nodes.as_slice() {
                [one] => format!("endpoint {}", short(&one.id)),
                many => count(many.len(), "endpoint", "endpoints"),
            };
            match capability {
                Capability::Write {
                    namespace: Some(id), ..
                } => format!("Read and write access to document {} from {from}", short(id)),
                Capability::Write { .. } => format!("Read and write access to a document from {from}"),
                Capability::Read(id) => format!("Read access to document {} from {from}", short(id)),
                Capability::Unknown(_) => format!("Access to a document from {from}"),
            }
        }
        Ticket::Keyed { key, nodes, .. } => {
            let number = count(nodes.len(), "endpoint", "endpoints");
            let whom = match nodes.as_slice() {
                [only] => format!("endpoint {}", short(&only.id)),
                _ => number.clone(),
            };
            let sentence = kind.spec().sentence.replace("{key}", &short(key));
            sentence.replace("{count}", &number).replace("{nodes}", &whom)
        }
    };
    let mut parts = alloc::vec![head];
    parts.extend(reach(ticket.endpoints().iter().flat_map(|addr| &addr.addrs)));
    if ticket.endpoints().iter().all(|addr| addr.addrs.is_empty()) {
        parts.push(String::from("without any address, so only a lookup can find it"));
    }
    if ticket.has_secret() {
        parts.push(String::from("carries a secret"));
    }
    format!("{}.", parts.join("; "))
}
