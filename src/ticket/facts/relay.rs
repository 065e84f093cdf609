//! The relays that n0 runs and ran (the history of defaults.rs in iroh), and the hosts in URLs.

/// A relay that n0 runs, or ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relay {
    /// Where it stands.
    pub region: &'static str,
    /// Which versions of iroh use it.
    pub era: &'static str,
    /// Whether current versions do.
    pub current: bool,
    /// Whether it is one for tests, which may be down at any time.
    pub staging: bool,
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
    // Looking for two bytes is faster than looking for a string.
    let slashes = url.as_bytes().windows(2).position(|pair| pair == b"//");
    let after = slashes
        .and_then(|at| url.get(at.saturating_add(2)..))
        .unwrap_or(url);
    let authority = after.split(['/', '?', '#']).next().unwrap_or_default();
    let user = authority.bytes().rposition(|byte| byte == b'@');
    let host = user
        .and_then(|at| authority.get(at.saturating_add(1)..))
        .unwrap_or(authority);
    // The colons in an IPv6 address stand in brackets.
    match host.bytes().rposition(|byte| matches!(byte, b':' | b']')) {
        Some(at) if host.as_bytes().get(at) == Some(&b':') => host.get(..at).unwrap_or_default(),
        _ => host,
    }
}

/// Which of n0's relays a URL names; `None` for somebody's own.
pub fn relay(url: &str) -> Option<Relay> {
    let host = host(url);
    let host = host.strip_suffix('.').unwrap_or(host);
    let (name, domain) = host.split_once('.')?;
    let of_old = |region| Relay {
        region,
        era: "iroh 0.5 to 0.7",
        current: false,
        staging: false,
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
    Some(Relay {
        region,
        era,
        current,
        staging: era.starts_with("staging"),
    })
}

/// Where the relay region with this number was, before relays were named by URLs (iroh 0.5 to 0.11).
pub fn derp_region(region: u16) -> &'static str {
    match region {
        0 => "none",
        1 => "n0, North America",
        2 => "n0, Europe",
        65535 => "test",
        _ => "custom relay",
    }
}
