//! The tree and the coloured text as people read them.
#![cfg(feature = "native")]

use ticket_explorer::native::Native;
use ticket_explorer::ticket::render::json;
use ticket_explorer::ticket::render::outline::{line_of, lines};
use ticket_explorer::ticket::wire::{encode, layout};
use ticket_explorer::ticket::{
    self, CustomAddr, CustomData, Document, EndpointAddr, Kind, Role, Secrets, Severity, Ticket,
    TransportAddr, examples,
};

fn first(text: &str) -> Document {
    let report = ticket::explore(text, &Native);
    report.found.into_iter().next().expect("something is found")
}

fn example(name: &str) -> Document {
    let example = examples::all().find(|example| example.name == name);
    first(example.expect("there is such an example").text)
}

/// The outline as text, one line each.
fn outline(document: &Document) -> String {
    let mut text = String::new();
    for line in lines(document, false) {
        let value = line.value(document, Secrets::Masked);
        let value: String = value.chars().take(24).collect();
        let indent = "  ".repeat(line.depth);
        let fold = if line.folded { " …" } else { "" };
        let hint = line.annotation(document);
        text += &format!("{indent}{} | {value} | {hint}{fold}\n", line.label(document));
    }
    text
}

#[test]
fn a_link_reads_as_its_sender_thought_of_it() {
    let expected = "\
database id | bafyr4ieqtdbhjx4ydv6lc4z | CID v1, dag-cbor, blake3 …
  version | 1 | 
  codec | dag-cbor | 
  hash function | blake3 | 
  digest length | 32 | 
  digest | 9098c274df981d7cb1732eac | 
peer 1 | iroh | 
  endpoint id | 2efc55334c7aec5731803891 | 
  relay url | https://use1-1.relay.n0. | n0, US East
  socket address | 10.0.0.5:51820 | private
peer 2 | http:192.0.2.7:8080 | documentation
";
    assert_eq!(outline(&example("eidetica link")), expected);
}

#[test]
fn a_write_ticket_shows_the_document_that_its_secret_opens() {
    let expected = "\
capability | Write | may read and write
  namespace secret | …masked… | 
  document id | a6836c48fb20cd802cd5336d | derived from the secret
node 1 |  | 
  endpoint id | 6be9e83d65c086f13e8c3940 | 
  relay url | https://euc1-1.relay.n0. | n0, Europe
  socket address | 192.0.2.7:4433 | documentation
";
    assert_eq!(outline(&example("doc ticket, write")), expected);
    let read = outline(&example("doc ticket, read"));
    assert!(
        read.contains("namespace id | a6836c48fb20cd802cd5336d"),
        "the same document:\n{read}"
    );
}

#[test]
fn a_secret_that_is_cut_off_is_one_line() {
    let whole = examples::all().find(|example| example.name == "doc ticket, write");
    let half = first(whole.and_then(|whole| whole.text.get(..50)).unwrap());
    let expected = "\
capability | Write | may read and write
  namespace secret | …masked… | 
";
    assert_eq!(outline(&half), expected);
}

#[test]
fn whole_examples_have_no_error_and_broken_ones_have() {
    for example in examples::all() {
        let document = first(example.text);
        let error = document
            .diagnostics
            .iter()
            .find(|diagnostic| diagnostic.severity == Severity::Error);
        assert_eq!(error.is_some(), example.broken, "{}: {error:?}", example.name);
    }
    let chat = examples::all()
        .find(|example| example.name == "a chat message")
        .unwrap();
    assert_eq!(ticket::explore(chat.text, &Native).found.len(), 3);
}

#[test]
fn every_character_belongs_to_one_segment() {
    let mut texts: Vec<String> = examples::all().map(|example| example.text.to_string()).collect();
    let whole = texts.clone();
    for text in whole {
        texts.extend(
            (1..text.len())
                .step_by(3)
                .filter_map(|end| text.get(..end))
                .map(String::from),
        );
        let mut wrong = text.clone();
        wrong.replace_range(60..61, "!");
        texts.push(wrong);
    }
    texts.push(
        "eidetica:?db=QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWKPbdG&pr=sim:a%20b&tips=1:a&é=%f0%9f".into(),
    );
    for text in texts {
        for document in ticket::explore(&text, &Native).found {
            let mut at = 0;
            for (node, span) in document.segments() {
                assert_eq!(span.start, at, "no gap in {text}");
                assert!(!span.is_empty() && node < document.nodes.len());
                assert!(!span.of(document.text()).is_empty(), "whole characters in {text}");
                at = span.end;
            }
            assert_eq!(at, document.text().len(), "all of {text}");
        }
    }
}

#[test]
fn characters_that_belong_to_no_byte_are_the_payloads() {
    let text = example("endpoint ticket").text().to_owned();
    // Characters are five bits: of some lengths the last is not in any byte.
    let cut = text[8..].len() / 8 * 8 - 8 + 1;
    let document = first(&text[..8 + cut]);
    let segments = document.segments();
    let [.., (before, _), (last, span)] = segments[..] else {
        panic!("{segments:?}");
    };
    assert!(document.nodes[before].is_leaf(before));
    assert_eq!((document.nodes[last].role, span.len()), (Role::Payload, 1));
}

#[test]
fn every_node_has_its_line() {
    for example in examples::all() {
        for document in ticket::explore(example.text, &Native).found {
            for wire in [false, true] {
                let lines = lines(&document, wire);
                for diagnostic in &document.diagnostics {
                    if let Some(node) = diagnostic.node.filter(|node| *node > 0) {
                        let line = line_of(&lines, &document, node);
                        // What the whole of a link is made of (scheme, separators) is left out without the wiring.
                        assert!(
                            line.is_some() || !wire,
                            "{}: {}",
                            example.name,
                            diagnostic.code.name()
                        );
                    }
                }
                for (at, line) in lines.iter().enumerate() {
                    let own = line_of(&lines, &document, line.node).map(|own| lines[own].node);
                    assert!(
                        line.derived.is_some() || own == Some(line.node),
                        "{}: {at}",
                        example.name
                    );
                    assert!(line.next > at && line.next <= lines.len());
                    assert!(
                        lines[at + 1..line.next]
                            .iter()
                            .all(|below| below.depth > line.depth)
                    );
                }
            }
        }
    }
}

#[test]
fn every_byte_belongs_to_one_piece() {
    for example in examples::all() {
        for document in ticket::explore(example.text, &Native).found {
            for (layer, content) in document.layers.iter().enumerate() {
                if content.kind != ticket::LayerKind::Payload {
                    continue;
                }
                let mut at = 0;
                for (_, span) in document.pieces(layer, 8) {
                    assert_eq!(span.start, at, "{}", example.name);
                    assert!(span.is_empty() || span.start / 8 == (span.end - 1) / 8);
                    at = span.end;
                }
                assert_eq!(at, content.data.len());
            }
        }
    }
}

/// The copies of the first node with a role, a line each.
fn copies(document: &Document, role: Role) -> String {
    let mut nodes = document.nodes.iter().enumerate();
    let (index, _) = nodes.find(|(_, node)| node.role == role).expect("a node");
    let copies = document.copies(index, Secrets::Revealed);
    let lines = copies.iter().map(|(name, text)| format!("{name}: {text}\n"));
    lines.collect()
}

#[test]
fn a_value_is_copied_in_every_encoding_that_somebody_needs() {
    let custom = TransportAddr::Custom(CustomAddr {
        id: 0x54_4f_52,
        data: CustomData(vec![0xab, 0xcd]),
    });
    let mut addr = EndpointAddr::new(*iroh_base::SecretKey::from_bytes(&[7; 32]).public().as_bytes());
    addr.addrs.insert(custom);
    let ticket = encode::to_text(&Ticket::Endpoint(addr), Kind::Endpoint, &layout::E1);
    let endpoint = first(&ticket.expect("a ticket"));
    let blob = example("blob ticket");
    let link = example("eidetica link");
    let all = [
        copies(&endpoint, Role::EndpointId),
        copies(&endpoint, Role::CustomAddr),
        copies(&blob, Role::Hash),
        copies(&blob, Role::RelayUrl),
        copies(&blob, Role::SocketAddr),
        copies(&link, Role::DatabaseId),
        copies(&link, Role::Digest),
        copies(&link, Role::Host),
    ];
    assert_eq!(all.join("\n"), COPIES);
}

const COPIES: &str = "\
hex: ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c
base32: 5jfgyy7ctrjavpxvkb5rglwf7gkuo5vox27hxescd3vgsfcg2iwa
z-base-32: 7jfgaa9nutjyixzikb7tgmsf9gkwq7iqz498zr1nd5ig1fng4esy
DNS name: _iroh.7jfgaa9nutjyixzikb7tgmsf9gkwq7iqz498zr1nd5ig1fng4esy.dns.iroh.link
pkarr URL: https://dns.iroh.link/pkarr/7jfgaa9nutjyixzikb7tgmsf9gkwq7iqz498zr1nd5ig1fng4esy
Rust: \"ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c\".parse::<iroh_base::EndpointId>()?

id_data: 544f52_abcd
data, hex: abcd
Rust: \"544f52_abcd\".parse::<iroh_base::CustomAddr>()?

hex: e8fda2a83ef79c7faf4c65a67a12b2efa48dad82d1fa40aa7018ea37c7e554f1
base32: 5d62fkb666oh7l2mmwthuevs56si3lmc2h5ebktqddvdpr7fktyq
base64url: 6P2iqD73nH-vTGWmehKy76SNrYLR-kCqcBjqN8flVPE
Rust: hex_literal::hex!(\"e8fda2a83ef79c7faf4c65a67a12b2efa48dad82d1fa40aa7018ea37c7e554f1\")

URL: https://euc1-1.relay.n0.iroh.link./
host: euc1-1.relay.n0.iroh.link.
Rust: \"https://euc1-1.relay.n0.iroh.link./\".parse::<iroh_base::RelayUrl>()?

ip:port: 192.0.2.7:4433
IP: 192.0.2.7
port: 4433
Rust: \"192.0.2.7:4433\".parse::<core::net::SocketAddr>()?

text: bafyr4ieqtdbhjx4ydv6lc4zovrrekbyfchquscxnvoc6jtve5mgn6uibca
base32: bafyr4ieqtdbhjx4ydv6lc4zovrrekbyfchquscxnvoc6jtve5mgn6uibca
base32, upper case: BAFYR4IEQTDBHJX4YDV6LC4ZOVRREKBYFCHQUSCXNVOC6JTVE5MGN6UIBCA
base58: zdqAuVUtri4EgJWr54VkEVd7svjSUKJQnMBr1yAUd6YoiR2jR
hex: f01711e209098c274df981d7cb1732eac6245070511e1490aedab85e4cea4eb0cdf510110
base64url: uAXEeIJCYwnTfmB18sXMurGJFBwUR4UkK7auF5M6k6wzfUQEQ
digest, hex: 9098c274df981d7cb1732eac6245070511e1490aedab85e4cea4eb0cdf510110

hex: 9098c274df981d7cb1732eac6245070511e1490aedab85e4cea4eb0cdf510110
base64url: kJjCdN-YHXyxcy6sYkUHBRHhSQrtq4XkzqTrDN9RARA

text: 192.0.2.7
";

/// What shows nothing has nothing to copy: no button gives an empty text.
#[test]
fn nothing_that_is_copied_is_empty() {
    for example in examples::all() {
        let document = first(example.text);
        for index in 0..document.nodes.len() {
            let copies = document.copies(index, Secrets::Revealed);
            assert!(
                copies
                    .iter()
                    .all(|(name, text)| !name.is_empty() && !text.is_empty()),
                "{}: node {index}: {copies:?}",
                example.name
            );
        }
    }
}

#[test]
fn the_parameters_that_no_parser_knows_are_in_the_json() {
    let document = first("eidetica:?db=sha256:aa&one=1&pr=http:192.0.2.1:80&two=2");
    let json = json::document(&document, Secrets::Masked).to_string();
    assert!(json.contains(r#""unknown":[["one","1"],["two","2"]]"#), "{json}");
}

#[test]
fn a_title_has_the_kind_and_the_beginning_of_an_id_that_is_no_secret() {
    let titles = [
        ("eidetica link", "eidetica link bafyr4ieqt…"),
        ("endpoint ticket", "endpoint ticket 6be9e83d65…"),
        ("doc ticket, read", "doc ticket a6836c48fb…"),
    ];
    for (name, expected) in titles {
        assert_eq!(example(name).title(), expected);
    }
}
