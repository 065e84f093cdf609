//! What is known of addresses, relays and transports, at the edges of each range; and the words for it.

use std::net::IpAddr;
use ticket_explorer::ticket::facts::{
    CURRENT_RELAYS, custom_transport, custom_words, derp_region, host, relay, scope, scope_words, spelled,
};
use ticket_explorer::ticket::words::{capital, count, is_unseen, list, visible, visible_char};

#[test]
fn every_range_has_its_scope_up_to_its_edges() {
    // RFC 1918, 6598, 5737, 3927, 5771, 1112; 4291, 4193, 3849, 9637.
    let ranges = [
        ("0.0.0.0", "unspecified"),
        ("0.0.0.1", "reserved"),
        ("0.255.255.255", "reserved"),
        ("1.0.0.0", "public"),
        ("9.255.255.255", "public"),
        ("10.0.0.0", "private"),
        ("10.255.255.255", "private"),
        ("11.0.0.0", "public"),
        ("100.63.255.255", "public"),
        ("100.64.0.0", "CGNAT"),
        ("100.127.255.255", "CGNAT"),
        ("100.128.0.0", "public"),
        ("126.255.255.255", "public"),
        ("127.0.0.0", "loopback"),
        ("127.255.255.255", "loopback"),
        ("128.0.0.0", "public"),
        ("169.253.255.255", "public"),
        ("169.254.0.0", "link-local"),
        ("169.254.255.255", "link-local"),
        ("169.255.0.0", "public"),
        ("172.15.255.255", "public"),
        ("172.16.0.0", "private"),
        ("172.31.255.255", "private"),
        ("172.32.0.0", "public"),
        ("192.0.2.0", "documentation"),
        ("192.0.2.255", "documentation"),
        ("192.0.3.0", "public"),
        ("192.167.255.255", "public"),
        ("192.168.0.0", "private"),
        ("192.168.255.255", "private"),
        ("192.169.0.0", "public"),
        ("198.51.100.0", "documentation"),
        ("203.0.113.255", "documentation"),
        ("223.255.255.255", "public"),
        ("224.0.0.0", "multicast"),
        ("239.255.255.255", "multicast"),
        ("240.0.0.0", "reserved"),
        ("255.255.255.255", "reserved"),
        ("::", "unspecified"),
        ("::1", "loopback"),
        ("::2", "reserved"),
        ("1fff:ffff::", "reserved"),
        ("2000::", "public"),
        ("2001:db7:ffff::", "public"),
        ("2001:db8::", "documentation"),
        ("2001:db8:ffff::", "documentation"),
        ("2001:db9::", "public"),
        ("3ffe:ffff::", "public"),
        ("3fff::", "documentation"),
        ("3fff:fff::", "documentation"),
        ("3fff:1000::", "public"),
        ("4000::", "reserved"),
        ("fbff:ffff::", "reserved"),
        ("fc00::", "unique local"),
        ("fdff:ffff::", "unique local"),
        ("fe00::", "reserved"),
        ("fe7f:ffff::", "reserved"),
        ("fe80::", "link-local"),
        ("febf:ffff::", "link-local"),
        ("fec0::", "reserved"),
        ("feff:ffff::", "reserved"),
        ("ff00::", "multicast"),
        ("ffff::", "multicast"),
        ("::ffff:10.0.0.1", "private"),
        ("::ffff:8.8.8.8", "public"),
    ];
    for (text, name) in ranges {
        let ip: IpAddr = text.parse().expect("an address");
        assert_eq!(scope(ip).name(), name, "{text}");
        let is_local = ["private", "CGNAT", "loopback", "link-local", "unique local"].contains(&name);
        assert_eq!(scope(ip).is_local(), is_local, "{text}");
        let mapped = if text.starts_with("::ffff:") {
            ", IPv4-mapped"
        } else {
            ""
        };
        assert_eq!(scope_words(ip), format!("{name}{mapped}"), "{text}");
    }
}

#[test]
fn every_relay_that_n0_ran_is_known_with_its_era() {
    let relays = [
        (
            "https://derp.iroh.network",
            "North America",
            "iroh 0.5 to 0.7",
            false,
        ),
        (
            "https://eu1.derp.iroh.network./",
            "Europe",
            "iroh 0.5 to 0.7",
            false,
        ),
        (
            "https://use1-1.derp.iroh.network",
            "US East",
            "iroh 0.8 to 0.13",
            false,
        ),
        (
            "https://euw1-1.derp.iroh.network",
            "Europe (West)",
            "iroh 0.8 to 0.13",
            false,
        ),
        (
            "https://aps1-1.relay.iroh.network./",
            "Asia-Pacific",
            "iroh 0.14 to 0.35",
            false,
        ),
        (
            "https://staging-use1-1.relay.iroh.network./",
            "US East",
            "staging, iroh 0.20 to 1.0.0-rc",
            false,
        ),
        (
            "https://usw1-1.relay.n0.iroh-canary.iroh.link./",
            "US West",
            "iroh 0.90 to 1.0.0-rc",
            false,
        ),
        (
            "https://euc1-1.relay.n0.iroh.iroh.link./",
            "Europe",
            "iroh 0.91 and 0.92",
            false,
        ),
        (
            "https://euc1-12.relay.n0.iroh.link./",
            "Europe",
            "iroh 1.0 and later",
            true,
        ),
        (
            "https://use1-1.staging-relay.n0.iroh.link./",
            "US East",
            "staging, iroh 1.0 and later",
            true,
        ),
    ];
    for (url, region, era, current) in relays {
        let found = relay(url).unwrap_or_else(|| panic!("{url} is a relay of n0"));
        assert_eq!(
            (found.region, found.era, found.current),
            (region, era, current),
            "{url}"
        );
    }
    for (url, region) in CURRENT_RELAYS {
        let found = relay(url).expect("a relay of n0");
        assert_eq!((found.region, found.current), (region, true));
    }
    for url in [
        "https://relay.example.org/",
        "https://use1.relay.n0.iroh.link./",
        "https://use1-.relay.n0.iroh.link./",
        "https://use1-x.relay.n0.iroh.link./",
        "https://xyz1-1.relay.n0.iroh.link./",
        "https://use1-1.relay.n0.iroh.link.example/",
        "https://staging-use1-1.derp.example./",
        "https://staging-use1-1.relay.n0.iroh.link./",
        "https://localhost/",
    ] {
        assert_eq!(relay(url), None, "{url}");
    }
}

#[test]
fn the_host_of_a_url_is_what_is_asked() {
    for (url, expected) in [
        ("https://relay.example.org/", "relay.example.org"),
        ("https://relay.example.org:8443/path", "relay.example.org"),
        ("https://user:word@relay.example.org:1?q", "relay.example.org"),
        ("https://[2001:db8::1]/", "[2001:db8::1]"),
        ("https://[2001:db8::1]:443#part", "[2001:db8::1]"),
        ("relay.example.org", "relay.example.org"),
    ] {
        assert_eq!(host(url), expected, "{url}");
    }
}

#[test]
fn transports_are_known_by_number_or_spelled() {
    for (id, name) in [
        (0, "reserved"),
        (0x1f, "reserved"),
        (0x20, "Test (iroh's own tests)"),
        (0x54_4f_52, "Tor"),
        (0x42_4c_45, "Bluetooth LE"),
        (0x4e_59_4d, "Nym, unregistered"),
        (0x57_52_54, "WebRTC, unregistered"),
        (0x57_52_54_43, "WebRTC, unregistered"),
        (0x74_63_70, "TCP, unregistered"),
        (0x6d_68, "multihop, unregistered"),
        (0x53_57_53_42, "syncweb relay, unregistered"),
        (0x7665_696c_6964, "Veilid, unregistered"),
        (0x746f_6e6b_7274_6331, "tonk WebRTC, unregistered"),
        (0x4953_5744_4552_5031, "derp relay, unregistered"),
        (0x6b68_6f72_2d76_6961, "khor, unregistered"),
        (0x6970_635f_7472_0000, "IPC, unregistered"),
        (0x746f_725f_6368_6174, "Tor chat, unregistered"),
        (0x6d65_6d6f_6b61_0001, "memoka, unregistered"),
    ] {
        assert_eq!(custom_transport(id), Some(name), "{id:#x}");
    }
    assert_eq!(custom_transport(0x21), None);
    assert_eq!(spelled(0x68_69).as_deref(), Some("hi"));
    assert_eq!(spelled(0x68_00_69_00).as_deref(), Some("hi"));
    assert_eq!(spelled(0x68), None, "a letter says nothing");
    assert_eq!(spelled(0x68_20), None);
    assert_eq!(
        custom_words(0x42_4c_45, &[1, 2, 3, 4, 5, 0xfe]),
        "Bluetooth LE, MAC 01:02:03:04:05:fe"
    );
    assert_eq!(custom_words(0x42_4c_45, &[1; 8]), "Bluetooth LE, 8 bytes");
    assert_eq!(custom_words(0x54_4f_52, &[1; 32]), "Tor, Ed25519 key");
    assert_eq!(custom_words(0x54_4f_52, &[1; 31]), "Tor, 31 bytes");
    assert_eq!(
        custom_words(0x20, &[1; 32]),
        "Test (iroh's own tests), Ed25519 key"
    );
    assert_eq!(custom_words(0x68_69, &[1]), "transport “hi”, 1 byte");
    assert_eq!(custom_words(0x21, &[]), "transport 0x21, 0 bytes");
}

#[test]
fn words() {
    assert_eq!(count(0, "byte", "bytes"), "0 bytes");
    assert_eq!(count(1, "byte", "bytes"), "1 byte");
    assert_eq!(count(2, "byte", "bytes"), "2 bytes");
    let items = ["a", "b", "c"].map(String::from);
    assert_eq!(list(&[]), "");
    assert_eq!(list(&items[..1]), "a");
    assert_eq!(list(&items[..2]), "a and b");
    assert_eq!(list(&items), "a, b and c");
    assert_eq!(capital("private address"), "Private address");
    assert_eq!(capital("été"), "été");
    assert_eq!(capital(""), "");
    assert_eq!(visible("a\u{202e}b\u{200b}"), "a⟨U+202E⟩b⟨U+200B⟩");
    for (symbol, shown) in [
        (' ', "a space"),
        ('\n', "a line break"),
        ('\t', "a tab"),
        ('\u{feff}', "U+FEFF"),
        ('é', "‘é’"),
    ] {
        assert_eq!(visible_char(symbol), shown);
    }
    for symbol in [
        '\0',
        '\u{7f}',
        '\u{ad}',
        '\u{200b}',
        '\u{200f}',
        '\u{2028}',
        '\u{202e}',
        '\u{2060}',
        '\u{206f}',
        '\u{fe0f}',
        '\u{e0001}',
    ] {
        assert!(is_unseen(symbol), "U+{:04X}", u32::from(symbol));
    }
    for symbol in [
        ' ', 'a', 'é', '日', '\u{2010}', '\u{202f}', '\u{2070}', '\u{fdff}', '\u{fe10}', '😀',
    ] {
        assert!(!is_unseen(symbol), "U+{:04X}", u32::from(symbol));
    }
}

#[test]
fn relay_regions_are_known_by_number() {
    let regions = [0, 1, 2, 3, 65534, 65535].map(derp_region);
    assert_eq!(
        regions,
        [
            "none",
            "n0, North America",
            "n0, Europe",
            "custom relay",
            "custom relay",
            "test"
        ]
    );
}
