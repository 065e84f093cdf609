//! Will it connect? Each line of the checklist, from the text alone.

mod common;

use common::{only, vectors};
use ticket_explorer::native::Native;
use ticket_explorer::ticket::wire::{encode, layout};
use ticket_explorer::ticket::{
    self, Check, CheckStatus, Checklist, CustomAddr, CustomData, EndpointAddr, Kind, Ticket, TransportAddr,
};

const ENDPOINT: &str = "endpointacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaa";
const DATABASE: &str = "bafyr4ieqtdbhjx4ydv6lc4zovrrekbyfchquscxnvoc6jtve5mgn6uibca";

/// An endpoint ticket with these addresses: URLs, `ip:port`, or `custom`.
fn with(addrs: &[&str]) -> String {
    let id =
        ticket::encoding::codec::from_hex("8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c");
    let mut addr = EndpointAddr::new(id.expect("hex").try_into().expect("32 bytes"));
    addr.addrs.extend(addrs.iter().map(|text| match *text {
        "custom" => TransportAddr::Custom(CustomAddr {
            id: 0x424c45,
            data: CustomData(vec![1; 6]),
        }),
        text if text.contains("://") => TransportAddr::Relay(text.into()),
        text => TransportAddr::Ip(text.parse().expect("an address")),
    }));
    encode::to_text(&Ticket::Endpoint(addr), Kind::Endpoint, &layout::E1).expect("it has room")
}

fn codes(text: &str) -> Vec<(CheckStatus, &'static str)> {
    let checks = only(text).connect().checks;
    checks
        .into_iter()
        .map(|check| (check.status, check.code))
        .collect()
}

fn link(rest: &str) -> String {
    format!("eidetica:?db={DATABASE}{rest}")
}

#[test]
fn each_way_of_an_endpoint_is_judged() {
    use CheckStatus::{Caution, Ok, Problem};
    let current = "https://use1-1.relay.n0.iroh.link./";
    for (addrs, expected) in [
        (&[][..], &[(Caution, "lookup")][..]),
        (&[current], &[(Ok, "relay-current"), (Ok, "relay-only")]),
        (&[current, "8.8.8.8:1"], &[(Ok, "relay-current"), (Ok, "direct")]),
        (&[current, "192.168.1.2:1"], &[(Ok, "relay-current")]),
        (
            &["https://use1-1.relay.iroh.network./"],
            &[(Caution, "relay-old"), (Ok, "relay-only")],
        ),
        (
            &["https://use1-1.relay.n0.iroh-canary.iroh.link./"],
            &[(Caution, "relay-old"), (Ok, "relay-only")],
        ),
        (
            &["https://use1-1.staging-relay.n0.iroh.link./"],
            &[(Caution, "relay-staging"), (Ok, "relay-only")],
        ),
        (
            &["https://usa1-1.relay.n0.iroh.link./"],
            &[(Caution, "relay-unknown"), (Ok, "relay-only")],
        ),
        (
            &["https://relay.example.org/"],
            &[(Ok, "relay-own"), (Ok, "relay-only")],
        ),
        (
            &["http://relay.example.org/"],
            &[(Ok, "relay-own"), (Caution, "relay-no-tls"), (Ok, "relay-only")],
        ),
        (
            &["http://localhost:3340/"],
            &[
                (Caution, "relay-local"),
                (Caution, "relay-no-tls"),
                (Ok, "relay-only"),
            ],
        ),
        (
            &["https://192.0.2.7/"],
            &[(Problem, "relay-unusable"), (Ok, "relay-only")],
        ),
        (&["8.8.8.8:1", "10.0.0.1:1"], &[(Ok, "direct")]),
        (&["[2a00::1]:1"], &[(Caution, "ipv6-only")]),
        (&["10.0.0.1:1", "127.0.0.1:1"], &[(Caution, "only-local")]),
        (&["0.0.0.0:1"], &[(Problem, "unspecified"), (Problem, "no-way")]),
        (
            &["192.0.2.7:1", "8.8.8.8:1"],
            &[(Problem, "documentation"), (Ok, "direct")],
        ),
        (&["224.0.0.1:1"], &[(Problem, "reserved"), (Problem, "no-way")]),
        (&["8.8.8.8:0"], &[(Problem, "port-zero"), (Problem, "no-way")]),
        (&["custom"], &[(Caution, "custom-only")]),
    ] {
        let mut found = codes(&with(addrs));
        if expected == [(Caution, "ipv6-only")] {
            found.retain(|(_, code)| *code != "direct");
        }
        assert_eq!(found, expected, "{addrs:?}");
    }
}

#[test]
fn a_lookup_names_the_exact_name() {
    let checks = only(ENDPOINT).connect().checks;
    let [Check { advice, node, .. }] = checks.as_slice() else {
        panic!("{checks:?}")
    };
    assert_eq!(
        advice,
        &format!("See whether it is found: dig TXT _iroh.{}.dns.iroh.link", z32())
    );
    assert!(node.is_some_and(|node| only(ENDPOINT).nodes[node].name == "endpoint id"));
}

fn z32() -> String {
    let bytes =
        ticket::encoding::codec::from_hex("8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c");
    ticket::encoding::codec::to_z32(&bytes.expect("hex"))
}

#[test]
fn each_peer_of_a_link_is_judged() {
    use CheckStatus::{Caution, Problem};
    assert_eq!(codes(&link("")), [(Caution, "no-peers")]);
    for (hints, expected) in [
        ("&pr=http:db.example.org:80", (Caution, "no-tls")),
        ("&pr=http:localhost:80", (Caution, "only-local")),
        ("&pr=http:10.0.0.1:80", (Caution, "only-local")),
        ("&pr=http:0.0.0.0:80", (Problem, "unspecified")),
        ("&pr=http://db.example.org", (Problem, "http-address")),
        ("&pr=sim:x", (Problem, "test-transport")),
        ("&pr=HTTP:db.example.org:80", (Problem, "unknown-transport")),
        ("&pr=iroh:endpointaa", (Problem, "unreadable")),
    ] {
        assert_eq!(codes(&link(hints)), [expected], "{hints}");
    }
    let text = link(&format!(
        "&pr=odd&pr=iroh:{ENDPOINT}&pr=http:db.example.org:80&pr=iroh:{ENDPOINT}"
    ));
    let checks = only(&text).connect().checks;
    let said: Vec<_> = checks.iter().map(|check| (check.peer, check.code)).collect();
    assert_eq!(
        said,
        [
            (Some(0), "lookup"),
            (Some(1), "no-tls"),
            (Some(2), "repeated-peer")
        ]
    );
}

/// One good way to one peer is enough, however bad the others are.
#[test]
fn the_outlook_is_that_of_the_best_way_to_the_best_peer() {
    use CheckStatus::{Caution, Ok, Problem};
    let current = "https://use1-1.relay.n0.iroh.link./";
    let old = "https://use1-1.relay.iroh.network./";
    for (addrs, expected) in [
        (&[][..], Caution),
        (&[current], Ok),
        (&[old], Caution),
        (&[old, current], Ok),
        (&[old, "8.8.8.8:1"], Ok),
        (&["http://relay.example.org/"], Caution),
        (&["https://192.0.2.7/"], Problem),
        (&["https://192.0.2.7/", "10.0.0.1:1"], Caution),
        (&["192.0.2.7:1"], Problem),
        (&["192.0.2.7:1", current], Ok),
        (&["192.0.2.7:1", "custom"], Caution),
        (&["8.8.8.8:0"], Problem),
        (&["8.8.8.8:1"], Ok),
        (&["[2a00::1]:1"], Caution),
        (&["[2a00::1]:1", "8.8.8.8:1"], Ok),
        (&["[::ffff:8.8.8.8]:1"], Ok),
    ] {
        assert_eq!(only(&with(addrs)).connect().outlook, Some(expected), "{addrs:?}");
    }
    let good = with(&[current]);
    for (hints, expected) in [
        (String::new(), Caution),
        ("&pr=sim:x".into(), Problem),
        ("&pr=http:192.0.2.7:80".into(), Problem),
        ("&pr=http://db.example.org".into(), Problem),
        ("&pr=http:db.example.org:80".into(), Caution),
        ("&pr=sim:x&pr=http:db.example.org:80".into(), Caution),
        (format!("&pr=sim:x&pr=iroh:{good}&pr=iroh:{good}"), Ok),
        ("&pr=sim:x&pr=sim:x".into(), Problem),
    ] {
        assert_eq!(only(&link(&hints)).connect().outlook, Some(expected), "{hints}");
    }
    assert_eq!(only(&good).connect().answer(), "nothing speaks against it");
}

#[test]
fn what_names_nobody_has_none() {
    for text in [
        DATABASE,
        "https://relay.example./",
        &"02".repeat(32),
        &ENDPOINT[..40],
    ] {
        assert_eq!(only(text).connect(), Checklist::default(), "{text}");
    }
}

/// The lines name classes and numbers: no address and no id stands in them, but in the advice.
#[test]
fn no_line_gives_an_address_away() {
    for vector in vectors::all() {
        let document = ticket::explain(&vector.input, &Native).found.remove(0);
        for check in document.connect().checks {
            let quoted = check.text.replace("n0", "");
            let digits = quoted.split(|symbol: char| !symbol.is_ascii_hexdigit() && symbol != ':');
            let longest = digits
                .filter(|run| run.bytes().any(|byte| byte.is_ascii_digit()))
                .map(str::len)
                .max();
            assert!(longest.unwrap_or(0) <= 4, "{}: {}", vector.name, check.text);
        }
    }
}

#[test]
fn a_long_list_ends() {
    let text = link(&"&pr=http:db.example.org:80&pr=sim:x".repeat(3000));
    let checks = only(&text).connect().checks;
    assert!(checks.len() < 110, "{}", checks.len());
    assert_eq!(checks.last().map(|check| check.code), Some("more-peers"));
}
