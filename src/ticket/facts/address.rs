//! Who can reach an IP address.

use alloc::format;
use alloc::string::{String, ToString};
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

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

    /// Whether somebody can have such an address.
    pub fn is_usable(self) -> bool {
        self == Scope::Public || self.is_local()
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
