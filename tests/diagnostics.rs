//! Every diagnostic: its code, its place in the layer and in the pasted text, the node that it is about, and what it quotes.
//!
//! tests/diagnostics.txt has what each input of the table comes to: diagnostics, verdicts, and the tree that they point into.
//! `BLESS=1 cargo test --features cli --test diagnostics` writes it anew; look at the difference.
#![cfg(feature = "cli")]

use std::fmt::Write;
use std::{env, fs};
use ticket_explorer::native::Native;
use ticket_explorer::ticket::{
    self, Checks, Code, Document, Kind, Span, Unchecked,
    encoding::codec,
    explain::diagnostic::{Group, grouped},
    explain::mask::Secrets,
};

const ID: &str = "2efc55334c7aec573180389186761c9bfc99bbd45614d82a48a885ada10a9247";
/// y = 2 names no point on the curve.
const NO_ID: &str = "0200000000000000000000000000000000000000000000000000000000000000";
const DB: &str = "bafyr4ieqtdbhjx4ydv6lc4zovrrekbyfchquscxnvoc6jtve5mgn6uibca";

/// How many diagnostics and nodes of a finding are compared.
const MOST: usize = 64;

/// How an input is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    /// Searched for in a message.
    Found,
    /// As one ticket as it stands.
    Exact,
    /// Searched for, with nobody to ask about keys and URLs.
    Unchecked,
}
use How::{Exact, Found};

/// A ticket of these pieces of hex, with spaces for people.
fn ticket(kind: Kind, hex: &str) -> String {
    let hex = hex.replace([' ', '\n'], "").replace("ID", ID);
    let hex = hex.replace("NO", NO_ID);
    let bytes = codec::from_hex(&hex).unwrap_or_else(|| panic!("no hex: {hex}"));
    format!("{kind}{}", codec::to_base32(&bytes)).replace("gossip", "")
}

/// `text` with its length, as postcard has strings.
fn string(text: &str) -> String {
    format!("{:02x}{}", text.len(), codec::to_hex(text.as_bytes()))
}

fn link(rest: &str) -> String {
    format!("eidetica:?db={DB}&{rest}")
}

fn inputs() -> Vec<(&'static str, How, String)> {
    use Kind::{Blob, Doc, Endpoint, Gossip, Node, Services};
    let relay = string("https://relay.example.org/");
    let plain = ticket(Endpoint, "00 ID 01 01 00 c0000207 01");
    let cut = |text: &str, by: usize| text[..text.len() - by].to_owned();
    let secret = "12".repeat(32);
    vec![
        (
            "prefix-missing",
            Found,
            ticket(Endpoint, "00 ID 01 01 00 c0000207 d122").replace("endpoint", ""),
        ),
        (
            "kind-prefix, misspelt",
            Found,
            ticket(Endpoint, "00 ID 01 01 00 c0000207 d122").replace("endpoint", "endpiont"),
        ),
        ("shortened", Found, format!("{}…lspxq", cut(&plain, 40))),
        (
            "shortened, a link",
            Found,
            format!("eidetica:?db={}...{}", &DB[..14], &DB[50..]),
        ),
        (
            "cut-off, in an address",
            Found,
            ticket(Endpoint, "00 ID 02 01 00 c0000207 d122 01 00 c6"),
        ),
        (
            "cut-off, in a key",
            Found,
            ticket(Endpoint, &format!("00 {}", &ID[..40])),
        ),
        ("cut-off, before a count", Found, ticket(Endpoint, "00 ID")),
        (
            "cut-off, in a link",
            Found,
            link(&format!("pr=iroh:{}&x=1", cut(&plain, 8))),
        ),
        (
            "bad-varint, a port",
            Found,
            ticket(Endpoint, "00 ID 01 01 00 c0000207 ffff7f 00 00"),
        ),
        (
            "bad-varint, a count",
            Found,
            ticket(Endpoint, "00 ID ffffffffffffffffffff7f"),
        ),
        (
            "unknown-variant, of an address",
            Found,
            ticket(Endpoint, "00 ID 01 07 00"),
        ),
        (
            "unknown-variant, of the ticket",
            Exact,
            ticket(Endpoint, "05 ID 00"),
        ),
        ("bad-option", Found, ticket(Node, "00 ID 02 00 00")),
        (
            "bad-length",
            Exact,
            ticket(Services, &format!("00 1f {secret} ID 00")),
        ),
        (
            "an inline size that is too large",
            Found,
            ticket(Endpoint, &format!("00 ID 01 02 20 00 1f {}", "00".repeat(30))),
        ),
        ("bad-utf8", Found, ticket(Endpoint, "00 ID 01 00 03 61ff62")),
        ("bad-key", Found, ticket(Endpoint, "00 NO 00")),
        (
            "no key, alone in base32",
            Exact,
            codec::to_base32(&codec::from_hex(NO_ID).unwrap()),
        ),
        (
            "bad-url",
            Found,
            ticket(Endpoint, &format!("00 ID 01 00 {}", string("no url\u{202e}"))),
        ),
        (
            "bad-json",
            Exact,
            codec::to_base32(b"{\"topic\":[1,2,3],\"nodes\":[]}"),
        ),
        ("no-nodes", Found, ticket(Doc, &format!("00 01 {ID} 00"))),
        ("base32-length", Exact, format!("{plain}a")),
        (
            "base32-symbol",
            Found,
            plain.replacen("7vk", "7v1", 1).replacen("pyv", "p1v", 1),
        ),
        (
            "base32-symbol, of many bytes, and a bad length",
            Exact,
            format!("{}é{}", &plain[..30], &plain[30..]),
        ),
        (
            "base32-trailing-bits",
            Exact,
            cut(&ticket(Endpoint, "00 ID 00"), 1) + "b",
        ),
        ("kind-prefix", Exact, plain.replacen("endpoint", "EndPoint", 1)),
        (
            "kind-prefix, with a colon",
            Found,
            ticket(Blob, &format!("00 ID 00 00 00 {secret}")).replacen("blob", "blob:", 1),
        ),
        (
            "rejected",
            Exact,
            ticket(Gossip, &format!("{secret} 01 ID 01 {relay} 00")),
        ),
        ("rejected, an old layout", Exact, ticket(Node, "20 ID 00 00")),
        (
            "other-kind",
            Found,
            ticket(Endpoint, &format!("00 ID 01 {relay} 01 00 c0000207 01")),
        ),
        (
            "unknown-kind",
            Found,
            ticket(Endpoint, "00 ID 01 01 00 c0000207 01").replacen("endpoint", "boat", 1),
        ),
        ("link-prefix", Exact, format!("eidetica://?db={DB}")),
        ("link-prefix, unseen", Exact, format!("\u{200b}eidetica:?db={DB}")),
        ("link-no-db", Exact, "eidetica:?pr=http:192.0.2.7:80".to_owned()),
        (
            "trailing-bytes",
            Found,
            ticket(Endpoint, "00 ID 01 01 00 c0000207 01 abcdef"),
        ),
        (
            "overlong-varint",
            Found,
            ticket(Endpoint, "00 ID 81 00 01 00 c0000207 81 00"),
        ),
        (
            "repeated-address",
            Found,
            ticket(Endpoint, "00 ID 02 01 00 c0000207 01 01 00 c0000207 01"),
        ),
        (
            "unsorted-address",
            Found,
            ticket(Endpoint, "00 ID 02 01 00 c0000208 01 01 00 c0000207 01"),
        ),
        (
            "unsorted-address, a relay",
            Found,
            ticket(Endpoint, &format!("00 ID 02 01 00 c0000208 01 00 {relay}")),
        ),
        (
            "rewritten-url",
            Found,
            ticket(
                Endpoint,
                &format!("00 ID 01 00 {}", string("HTTPS://Relay.Example:443")),
            ),
        ),
        (
            "upper-case",
            Found,
            plain.to_uppercase().replacen("ENDPOINT", "endpoint", 1),
        ),
        (
            "non-zero-padding",
            Found,
            ticket(
                Endpoint,
                &format!(
                    "00 ID 02 02 20 00 05 aabbccddee {} 01 00 c0000207 01",
                    "01".repeat(25)
                ),
            ),
        ),
        (
            "custom-form-1",
            Found,
            ticket(
                Endpoint,
                &format!("00 ID 01 02 20 00 02 aabb {}", "00".repeat(28)),
            ),
        ),
        (
            "custom-form-1, on the heap",
            Found,
            ticket(
                Doc,
                &format!("00 01 {ID} 01 ID 01 02 cea89502 01 1f {}", "07".repeat(31)),
            ),
        ),
        (
            "goes-on",
            Found,
            format!("{} ^ &pr=http:192.0.2.7:80", link("x=1")),
        ),
        ("left-out", Exact, link(&"x=1&".repeat(1400))),
        ("hint-skipped", Found, link("pr=nowhere")),
        ("db-repeated", Found, format!("eidetica:?db=first&db={DB}")),
        (
            "id-not-cid",
            Found,
            "eidetica:?db=sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855".to_owned(),
        ),
        (
            "id-damaged, cut off",
            Exact,
            format!("eidetica:?db={}", cut(DB, 8)),
        ),
        ("id-not-cid, a name", Exact, "eidetica:?db=library".to_owned()),
        (
            "id-not-cid, too long",
            Exact,
            format!("eidetica:?db=z{}", "2".repeat(5000)),
        ),
        (
            "id-not-cid, more behind it",
            Exact,
            "eidetica:?db=bafkqaaa2a".to_owned(),
        ),
        (
            "id-rewritten",
            Found,
            format!("eidetica:?db={}", DB.to_uppercase()),
        ),
        (
            "id-rewritten, skipped text",
            Exact,
            "eidetica:?db=x/ipfs/QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG".to_owned(),
        ),
        ("id-empty", Exact, "eidetica:?db=&db".to_owned()),
        ("lossy-text", Exact, link("x=%ff&pr=http:%fe")),
        ("tips-truncated", Exact, link("tips=3:a,b")),
        ("tips", Exact, link("tips=2:a%2Cb,c")),
        ("tips, no list", Exact, link("tips=none")),
        ("transport-unknown", Exact, link("pr=HTTP:h:80&pr=sim:x&pr=:y")),
        ("http-url", Exact, link("pr=http://192.0.2.7:80")),
        (
            "http-address",
            Exact,
            link("pr=http:host&pr=http:a@b:1&pr=http:[2001:db8::7]:80&pr=http:2001:db8::7:80"),
        ),
        ("no-ticket", Exact, link("pr=iroh:nothing")),
        (
            "no-ticket, another kind",
            Exact,
            link(&format!("pr=iroh:{}", ticket(Node, "00 ID 00 01 00 c0000207 01"))),
        ),
        ("unknown-parameter", Exact, link("no%74e=1&&=2&alone")),
        ("old-layout", Found, ticket(Node, "20 ID 01 02 01 00 c0000207 01")),
        (
            "old-layout, a token",
            Found,
            ticket(
                Blob,
                &format!("20 ID 00 01 00 c0000207 01 01 {secret} 01 04 01020304"),
            ),
        ),
        (
            "ambiguous",
            Exact,
            ticket(
                Endpoint,
                &format!("00 ID 02 02 20 00 02 7f 23 {} 01 00 c0000207 01", "00".repeat(28)),
            ),
        ),
        (
            "old-relay",
            Found,
            ticket(
                Endpoint,
                &format!(
                    "00 ID 02 00 {} 00 {}",
                    string("https://use1-1.relay.iroh.network./"),
                    string("https://euw1-1.relay.iroh.network./")
                ),
            ),
        ),
        (
            "secret",
            Found,
            ticket(Doc, &format!("00 00 20 {secret} 01 ID 00")),
        ),
        (
            "secret, a key that may be one",
            Found,
            ticket(Doc, &format!("{secret} 01 20 ID 00 01 00 c0000207 01")),
        ),
        (
            "secret, of an API",
            Found,
            ticket(Services, &format!("00 20 {secret} ID 00")),
        ),
        (
            "not-checked",
            How::Unchecked,
            ticket(Endpoint, &format!("00 ID 01 00 {relay}")),
        ),
        (
            "private-address",
            Found,
            ticket(Endpoint, "00 ID 02 01 00 0a000001 01 01 00 c0a80001 01"),
        ),
        (
            "private-address, the second",
            Found,
            ticket(Endpoint, "00 ID 02 01 00 c0000207 01 01 00 c0a80001 01"),
        ),
        (
            "private-address, of several sorts",
            Found,
            ticket(Endpoint, "00 ID 02 01 00 0a000001 01 01 00 7f000001 01"),
        ),
        (
            "no-addresses",
            Found,
            ticket(Doc, &format!("00 01 {ID} 02 ID 01 01 00 c0000207 01 ID 00")),
        ),
        (
            "cleaned",
            Found,
            format!("> {}\n> {}\n", &plain[..40], &plain[40..]),
        ),
        (
            "cleaned, unseen",
            Found,
            format!("see {}\u{200b}{} there", &plain[..40], &plain[40..]),
        ),
        ("bare, an id", Found, ID.to_uppercase()),
        ("bare, no id", Found, NO_ID.to_owned()),
        ("bare, unchecked", How::Unchecked, ID.to_owned()),
        (
            "bare, the name of an id",
            Found,
            format!(
                "_iroh.{}.dns.iroh.link",
                codec::to_z32(&codec::from_hex(ID).unwrap())
            ),
        ),
        ("bare, a content id", Found, DB.to_uppercase()),
        ("bare, a hash id", Found, format!("blake3:{ID}")),
        (
            "bare, a relay",
            Found,
            "https://use1-1.relay.n0.iroh.link".to_owned(),
        ),
        ("nothing", Exact, "ordinary words".to_owned()),
    ]
}

/// The names of the nodes down to one.
fn path(document: &Document, index: usize) -> String {
    let node = &document.nodes[index];
    let name = match node.index {
        Some(at) => format!("{}[{at}]", document.name(node)),
        None => document.name(node).to_owned(),
    };
    match document.parent(index) {
        Some(above) => format!("{} > {name}", path(document, above)),
        None => name,
    }
}

fn span(span: Span) -> String {
    format!("{}..{}", span.start, span.end)
}

fn describe(document: &Document, input: &str, out: &mut String) {
    let layout = document.layout.map_or("-", |layout| layout.id);
    let _ = writeln!(out, "{} {layout} {}", document.kind, span(document.span));
    for one in document.diagnostics.iter().take(MOST) {
        let node = one
            .node
            .map_or("-".to_owned(), |node| format!("{node} {}", path(document, node)));
        let text: String = one.text.of(input).chars().take(60).collect();
        let _ = writeln!(
            out,
            "{} {}: layer {} {}, text {} {text:?}, node {node}\n    {:?} {:?}",
            one.severity.name(),
            one.code.name(),
            one.layer,
            span(one.span),
            span(one.text),
            one.found,
            one.expected,
        );
    }
    for verdict in &document.verdicts {
        let sentence: String = verdict.sentence().chars().take(200).collect();
        let _ = writeln!(out, "{} {sentence}", verdict.parser.name());
    }
    for (node, verdict) in &document.nested {
        let _ = writeln!(
            out,
            "{} {} of {node} {}",
            verdict.parser.name(),
            verdict.sentence(),
            path(document, *node)
        );
    }
    let canonical = document.canonical.as_deref().unwrap_or("-");
    let _ = writeln!(
        out,
        "canonical {}",
        canonical.chars().take(200).collect::<String>()
    );
    let secrets: Vec<String> = document.secrets.iter().map(|place| span(*place)).collect();
    let _ = writeln!(out, "secrets {}", secrets.join(" "));
    for (layer, data) in document.layers.iter().enumerate() {
        let _ = writeln!(
            out,
            "layer {layer} {:?} in {:?}: {} bytes",
            data.kind,
            data.parent,
            data.data.len()
        );
    }
    for (index, node) in document.nodes.iter().enumerate().take(MOST) {
        let name = path(document, index);
        let value: String = document.show(index, Secrets::Revealed).chars().take(60).collect();
        let _ = writeln!(
            out,
            "{index} {:indent$}{} {:?}/{:?} {} layer {} {} {} {:?} {:?} to {} {value:?}",
            "",
            name.rsplit(" > ").next().unwrap_or_default(),
            node.role,
            node.part,
            document.wire(node),
            node.layer,
            span(node.span),
            node.int,
            document.label(node),
            node.state,
            node.next,
            indent = node.depth * 2,
        );
    }
}

#[test]
fn every_diagnostic_is_where_it_belongs() {
    let mut out = String::new();
    let mut told = Vec::new();
    let mut wrong = Vec::new();
    for (name, how, text) in inputs() {
        let checks: &dyn Checks = match how {
            How::Unchecked => &Unchecked,
            Exact | Found => &Native,
        };
        let report = match how {
            Exact => ticket::explain(&text, checks),
            Found | How::Unchecked => ticket::explore(&text, checks),
        };
        let shown: String = text.chars().take(160).collect();
        let _ = writeln!(out, "\n== {name}: {shown:?}");
        assert!(!report.found.is_empty(), "nothing is found in {name}: {text}");
        for document in &report.found {
            describe(document, &text, &mut out);
            told.extend(document.diagnostics.iter().map(|one| one.code));
        }
        let code = name.split(',').next().unwrap_or_default();
        if let Some(code) = Code::ALL.iter().find(|known| known.name() == code) {
            let diagnostics = report.found.iter().flat_map(|document| &document.diagnostics);
            let codes: Vec<Code> = diagnostics.map(|one| one.code).collect();
            if !codes.contains(code) {
                wrong.push(format!("{name}: {codes:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for code in Code::ALL {
        // Tickets hold no links today, so nothing nests so deep. What only somebody's own types come to is in own_types.rs.
        let is_elsewhere = matches!(code, Code::TooDeep | Code::BadValue | Code::OwnLimit);
        assert!(
            told.contains(code) || is_elsewhere,
            "no input comes to {}",
            code.name()
        );
    }
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/diagnostics.txt");
    if env::var_os("BLESS").is_some() {
        fs::write(file, &out).expect("the file can be written");
    }
    let expected = fs::read_to_string(file).unwrap_or_default();
    let differs = out.lines().zip(expected.lines()).find(|(now, then)| now != then);
    assert!(
        out == expected,
        "tests/diagnostics.txt has something else, first: {differs:?}"
    );
}

#[test]
fn what_is_said_twice_is_said_once_with_all_of_its_places() {
    let mut together = 0;
    for (code, _, text) in inputs() {
        for document in ticket::explore(&text, &Native).found {
            let groups = grouped(&document.diagnostics);
            let places: Vec<_> = groups.iter().flat_map(|group| &group.places).collect();
            assert_eq!(places.len(), document.diagnostics.len(), "{code}");
            for diagnostic in &document.diagnostics {
                assert!(places.contains(&&(diagnostic.node, diagnostic.text)), "{code}");
            }
            for (at, group) in groups.iter().enumerate() {
                let is_other = |other: &Group| (&group.message, &group.help) != (&other.message, &other.help);
                assert!(groups[..at].iter().all(is_other), "{code}: {}", group.message);
                let of_group = document
                    .diagnostics
                    .iter()
                    .find(|one| one.text == group.places[0].1);
                assert!(of_group.is_some(), "{code}");
            }
            together += document.diagnostics.len() - groups.len();
        }
    }
    assert!(together > 0, "nothing was said twice");
}
