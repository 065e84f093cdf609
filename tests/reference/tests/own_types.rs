//! Somebody's own types against serde and postcard themselves: the same items are compiled, with serde's derive, and read as
//! source. Random values are written by postcard, and every part of them must be found at its bytes, with its name and value.
//!
//! `TICKET_CASES` says how many values of each shape are tried: a thousand by itself.

#[path = "own/expected.rs"]
mod expected;
#[path = "own/random.rs"]
mod random;
#[path = "own/shapes.rs"]
mod shapes;

use expected::{Expected, What};
use random::Chance;
use shapes::SHAPES;
use std::ops::Range;
use ticket_explorer::native::Native;
use ticket_explorer::rust_types;
use ticket_explorer::ticket::explain::own::{Fit, readings};
use ticket_explorer::ticket::words::visible;
use ticket_explorer::ticket::{Document, Part, Role, Secrets};

/// A value: its bytes, and what it must be shown as.
pub struct Case {
    pub bytes: Vec<u8>,
    pub expected: Expected,
}

fn cases() -> usize {
    let cases = std::env::var("TICKET_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok());
    cases.unwrap_or(1000)
}

fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}

fn range(document: &Document, index: usize) -> Range<usize> {
    let span = document.nodes[index].span;
    span.start..span.end
}

/// The node of the value itself.
fn value_node(document: &Document) -> usize {
    let payload = document.nodes.iter().position(|node| node.role == Role::Payload);
    payload.expect("a payload") + 1
}

fn bodies(document: &Document, index: usize) -> Vec<usize> {
    let is_body = |child: &usize| document.nodes[*child].part == Part::Body;
    document.children(index).filter(is_body).collect()
}

/// Whether its parts are as this program shows them: an address, a key.
fn is_known(role: Role) -> bool {
    !matches!(
        role,
        Role::Value
            | Role::Text
            | Role::Data
            | Role::Secret
            | Role::Record
            | Role::Choice
            | Role::Items
            | Role::Entries
            | Role::Group
    )
}

struct Comparison<'a> {
    document: &'a Document,
    bytes: &'a [u8],
}

impl Comparison<'_> {
    fn same(&self, index: usize, expected: &Expected, path: &str) {
        let node = &self.document.nodes[index];
        assert_eq!(range(self.document, index), expected.span, "{path}");
        let shown = self.document.show(index, Secrets::Revealed);
        if expected.span.is_empty() || is_known(node.role) {
            return;
        }
        let own = &self.bytes[expected.span.clone()];
        match &expected.what {
            What::Said(said) => assert_eq!(shown, visible(said), "{path}"),
            What::Bytes => {
                let content: serde_bytes::ByteBuf = postcard::from_bytes(own).expect("bytes");
                assert_eq!(shown, hex(&content), "{path}");
            }
            What::Option => {
                let parts = bodies(self.document, index);
                assert_eq!(parts.len(), expected.parts.len(), "{path}");
                for (part, expected) in parts.into_iter().zip(&expected.parts) {
                    assert_eq!(
                        self.document.name(&self.document.nodes[part]),
                        self.document.name(node),
                        "{path}"
                    );
                    self.same(part, expected, &format!("{path}?"));
                }
            }
            What::Variant(variant) => {
                let tag = self
                    .document
                    .children(index)
                    .find(|child| self.document.nodes[*child].part == Part::Tag);
                let tag = &self.document.nodes[tag.unwrap_or_else(|| panic!("{path} has no tag"))];
                assert_eq!(self.document.label(tag), variant, "{path}");
                self.parts(index, expected, &format!("{path}::{variant}"));
            }
            What::Parts if matches!(self.document.wire(node), wire if wire == "bytes" || wire.starts_with("[u8; ")) =>
            {
                let content: Vec<u8> = expected
                    .parts
                    .iter()
                    .flat_map(|part| &self.bytes[part.span.clone()])
                    .copied()
                    .collect();
                assert_eq!(shown, hex(&content), "{path}");
            }
            What::Parts => self.parts(index, expected, path),
        }
    }

    fn parts(&self, index: usize, expected: &Expected, path: &str) {
        let parts = bodies(self.document, index);
        // Of what has no bytes a list only has the number.
        if parts.is_empty() && expected.parts.iter().all(|part| part.span.is_empty()) {
            return;
        }
        assert_eq!(parts.len(), expected.parts.len(), "{path}");
        for (place, (part, expected)) in parts.into_iter().zip(&expected.parts).enumerate() {
            let node = &self.document.nodes[part];
            let name = self.document.name(node);
            let path = format!("{path}.{name}");
            match (&expected.name, node.index) {
                (_, Some(index)) => assert_eq!(index, place, "{path}"),
                // A tuple's fields keep their numbers in Rust where one before them is skipped.
                (Some(expected), None) if !is_known(node.role) => {
                    match (name.parse::<usize>(), expected.parse()) {
                        (Ok(number), Ok(place)) => assert!(number >= place, "{path}"),
                        _ => assert_eq!(name, expected, "{path}"),
                    }
                }
                (Some(_), None) => {}
                (None, None) => panic!("{path} has no place"),
            }
            self.same(part, expected, &path);
        }
    }
}

/// The document of some bytes, read by the root of a source.
fn read(source: &str, root: &str, bytes: &[u8]) -> Document {
    let outcome = rust_types::parse(source, root);
    let definitions = outcome
        .definitions
        .unwrap_or_else(|| panic!("{source}\n{:?}", outcome.problems));
    let text = hex(bytes);
    let readings = readings(&text, &definitions, "");
    let best = readings.first().expect("a reading");
    best.document(&definitions, &Native).expect("a document")
}

#[test]
fn every_part_of_every_value_is_where_postcard_writes_it() {
    let cases = cases();
    let (mut values, mut parts) = (0_usize, 0_usize);
    for shape in SHAPES {
        let outcome = rust_types::parse(shape.source, "Root");
        let definitions = outcome
            .definitions
            .unwrap_or_else(|| panic!("{}: {:?}", shape.name, outcome.problems));
        assert_eq!(outcome.problems, [], "{}", shape.name);
        let mut chance = Chance::new(shape.name.len() as u64 + 77);
        for _ in 0..cases {
            let case = (shape.case)(&mut chance);
            values += 1;
            if case.bytes.is_empty() {
                continue;
            }
            let text = hex(&case.bytes);
            let readings = readings(&text, &definitions, "");
            let best = readings.first().expect("a reading");
            assert_eq!(best.fit, Fit::Complete, "{}: {text}", shape.name);
            let document = best.document(&definitions, &Native).expect("a document");
            parts += document.nodes.len();
            if document.nodes.len() >= ticket_explorer::ticket::limits::NODES {
                continue;
            }
            let comparison = Comparison {
                document: &document,
                bytes: &case.bytes,
            };
            comparison.same(value_node(&document), &case.expected, shape.name);
        }
    }
    assert!(SHAPES.len() >= 40, "{} shapes", SHAPES.len());
    println!("{} shapes, {values} values, {parts} nodes", SHAPES.len());
}

/// Every beginning of the bytes, and bytes that were changed: this program and postcard agree whether they can be read, and how
/// many are left.
#[test]
fn damaged_values_are_refused_where_postcard_refuses_them() {
    let cases = cases().div_ceil(20);
    let (mut accepted, mut refused) = (0, 0);
    for shape in SHAPES {
        let outcome = rust_types::parse(shape.source, "Root");
        let definitions = outcome
            .definitions
            .unwrap_or_else(|| panic!("{}: {:?}", shape.name, outcome.problems));
        let mut chance = Chance::new(9);
        for _ in 0..cases {
            let case = (shape.case)(&mut chance);
            let mut bytes = case.bytes;
            if bytes.is_empty() {
                continue;
            }
            match chance.below(3) {
                0 => bytes.truncate(chance.below(bytes.len() as u64) as usize),
                1 => {
                    let at = chance.below(bytes.len() as u64) as usize;
                    bytes[at] = chance.next() as u8;
                }
                _ => {
                    let more = chance.below(4) as usize;
                    bytes.extend(chance.bytes(more));
                }
            }
            let real = (shape.left)(&bytes);
            let mut steps = 1 << 20;
            let ours = definitions.read(&definitions.roots[0], &bytes, &mut steps, &Native, &mut ());
            let ours = ours.ok().map(|read| bytes.len() - read);
            // What a type checks after reading is no matter of its bytes: times that overflow, repeated keys.
            if shape.checks_more && real.is_none() {
                continue;
            }
            assert_eq!(ours, real, "{}: {}", shape.name, hex(&bytes));
            match ours {
                Some(_) => accepted += 1,
                None => refused += 1,
            }
        }
    }
    assert!(
        accepted > 100 && refused > 100,
        "{accepted} accepted, {refused} refused"
    );
    println!("{accepted} accepted, {refused} refused");
}

#[test]
fn addresses_are_shown_as_they_are() {
    let source = "struct A { ip: IpAddr, v4: Ipv4Addr, v6: std::net::Ipv6Addr, addr: SocketAddr, four: SocketAddrV4, six: SocketAddrV6 }";
    let addr = |text: &str| text.parse::<std::net::SocketAddr>().expect("an address");
    let value = (
        "192.0.2.7".parse::<std::net::IpAddr>().expect("an address"),
        "192.0.2.8".parse::<std::net::Ipv4Addr>().expect("an address"),
        "2001:db8::9".parse::<std::net::Ipv6Addr>().expect("an address"),
        addr("[2001:db8::10]:11"),
        "192.0.2.12:13"
            .parse::<std::net::SocketAddrV4>()
            .expect("an address"),
        "[2001:db8::14]:15"
            .parse::<std::net::SocketAddrV6>()
            .expect("an address"),
    );
    let document = read(source, "A", &postcard::to_stdvec(&value).expect("bytes"));
    let shown: Vec<String> = bodies(&document, value_node(&document))
        .into_iter()
        .map(|part| document.show(part, Secrets::Masked))
        .collect();
    assert_eq!(
        shown,
        [
            "192.0.2.7",
            "192.0.2.8",
            "2001:db8::9",
            "[2001:db8::10]:11",
            "192.0.2.12:13",
            "[2001:db8::14]:15"
        ]
    );
}

/// What is refused as breaking postcard's format breaks it: real derives with these attributes cannot read what they write.
#[test]
fn what_is_refused_cannot_be_read_by_postcard_either() {
    use serde::{Deserialize, Serialize};

    fn is_read<T: Serialize + for<'de> Deserialize<'de> + PartialEq>(value: T) -> bool {
        let bytes = postcard::to_stdvec(&value);
        bytes.is_ok_and(|bytes| postcard::from_bytes::<T>(&bytes).is_ok_and(|read| read == value))
    }

    macro_rules! refused {
        ($($line:literal: $value:expr, { $($item:item)* })+) => {
            $({
                $($item)*
                assert!(!is_read($value), "{}", stringify!($($item)*));
                let problems = rust_types::parse(stringify!($($item)*), "A").problems;
                assert!(
                    problems.first().is_some_and(|problem| problem.message.contains($line) && problem.line > 0),
                    "{problems:?}"
                );
            })+
        };
    }

    refused! {
        "skip_serializing_if": A { a: None, b: 1 }, {
            #[derive(Serialize, Deserialize, PartialEq)]
            struct A { #[serde(skip_serializing_if = "Option::is_none")] a: Option<u8>, b: u8 }
        }
        "flatten": A { a: B { b: 1 } }, {
            #[derive(Serialize, Deserialize, PartialEq)]
            struct A { #[serde(flatten)] a: B }
            #[derive(Serialize, Deserialize, PartialEq)]
            struct B { b: u8 }
        }
        "untagged": A::B(1), {
            #[derive(Serialize, Deserialize, PartialEq)]
            #[serde(untagged)]
            enum A { B(u8) }
        }
        "tag": A::B { b: 1 }, {
            #[derive(Serialize, Deserialize, PartialEq)]
            #[serde(tag = "type")]
            enum A { B { b: u8 } }
        }
        "tag": A::B { b: 1 }, {
            #[derive(Serialize, Deserialize, PartialEq)]
            #[serde(tag = "t", content = "c")]
            enum A { B { b: u8 } }
        }
        "on one side": A { a: 1, b: 2 }, {
            #[derive(Serialize, Deserialize, PartialEq)]
            struct A { #[serde(skip_serializing, default)] a: u8, b: u8 }
        }
        "on one side": A { a: 1, b: 2 }, {
            #[derive(Serialize, Deserialize, PartialEq)]
            struct A { #[serde(skip_deserializing)] a: u8, b: u8 }
        }
        "variant before others is skipped": A::C, {
            #[derive(Serialize, Deserialize, PartialEq)]
            #[allow(dead_code)]
            enum A { #[serde(skip)] B, C }
        }
    }
}

/// iroh's own types by their names, as iroh's crates write them.
#[test]
fn iroh_types_are_read_as_iroh_writes_them() {
    use iroh_base::{CustomAddr, EndpointAddr, RelayUrl, SecretKey, TransportAddr};
    let secret = SecretKey::from_bytes(&[7; 32]);
    let id = secret.public();
    let relay: RelayUrl = "https://use1-1.relay.n0.iroh.link./".parse().expect("a url");
    let socket: std::net::SocketAddr = "192.0.2.7:4433".parse().expect("an address");
    let custom = CustomAddr::from_parts(0x544f52, &[9; 32]);
    let addr = EndpointAddr::new(id)
        .with_relay_url(relay.clone())
        .with_ip_addr(socket)
        .with_addrs([TransportAddr::Custom(custom.clone())]);
    let hash = iroh_blobs::Hash::new(b"hello");
    let format = iroh_blobs::BlobFormat::HashSeq;
    let pair = iroh_blobs::HashAndFormat { hash, format };
    let namespace = iroh_docs::NamespaceSecret::from_bytes(&[5; 32]);
    let author = iroh_docs::Author::from_bytes(&[6; 32]);
    let capability = iroh_docs::Capability::Write(namespace.clone());
    let endpoint_ticket = iroh_tickets::endpoint::EndpointTicket::new(addr.clone());
    let blob_ticket = iroh_blobs::ticket::BlobTicket::new(addr.clone(), hash, format);
    let doc_ticket = iroh_docs::DocTicket::new(capability.clone(), vec![addr.clone()]);
    let old_id = iroh_base_0_92::SecretKey::from_bytes(&[8; 32]).public();
    let node_addr = iroh_base_0_92::NodeAddr::new(old_id)
        .with_relay_url("https://relay.example./".parse().expect("a url"))
        .with_direct_addresses([socket]);

    macro_rules! whole {
        ($($name:literal: $value:expr;)+) => {{
            let mut names = vec![$($name),+];
            $({
                let bytes = postcard::to_stdvec(&$value).expect("bytes");
                let document = read(&format!("struct A {{ it: {}, end: u8 }}", $name), "A", &[bytes.clone(), vec![42]].concat());
                assert_eq!(document.own.as_ref().map(|own| &own.fit), Some(&Fit::Complete), "{}", $name);
                let node = value_node(&document);
                let parts = bodies(&document, node);
                assert_eq!(range(&document, parts[0]), 0..bytes.len(), "{}", $name);
                assert_eq!(document.show(parts[1], Secrets::Masked), "42", "{}", $name);
            })+
            names.sort_unstable();
            names
        }};
    }
    let names = whole! {
        "EndpointId": id;
        "PublicKey": id;
        "NodeId": old_id;
        "SecretKey": secret;
        "Signature": secret.sign(b"hello");
        "RelayUrl": relay;
        "EndpointAddr": addr;
        "TransportAddr": TransportAddr::Ip(socket);
        "CustomAddr": custom;
        "NodeAddr": node_addr;
        "EndpointTicket": endpoint_ticket;
        "Hash": hash;
        "BlobFormat": format;
        "HashAndFormat": pair;
        "BlobTicket": blob_ticket;
        "NamespaceId": namespace.id();
        "NamespaceSecret": namespace;
        "Capability": capability;
        "DocTicket": doc_ticket;
        "AuthorId": author.id();
        "Author": author;
        "TopicId": [3_u8; 32];
    };
    // Nothing is known by name that was not held against the real one; the addresses of the standard library are shapes.
    let known = ticket_explorer::ticket::wire::named::NAMED.iter();
    let mut known: Vec<&str> = known
        .filter(|named| named.from != "core::net")
        .map(|named| named.name)
        .collect();
    known.sort_unstable();
    assert_eq!(known, names);
}
