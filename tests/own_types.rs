//! Somebody's own types: the built-in layouts written as Rust source are read alike, what cannot be read is refused at its
//! place, and no definition and no bytes bring it down. tests/reference holds it against serde and postcard.
#![cfg(feature = "cli")]

mod common;

use common::random::{Random, damage, ids};
use common::ticket;
use std::fs;
use std::time::{Duration, Instant};
use ticket_explorer::native::Native;
use ticket_explorer::rust_types::{Outcome, Problem, example, parse};
use ticket_explorer::ticket::explain::own::{Fit, readings};
use ticket_explorer::ticket::explain::tree::Tree;
use ticket_explorer::ticket::types::{Definitions, Root, Types, known};
use ticket_explorer::ticket::wire::layout::{self, Field, Shape};
use ticket_explorer::ticket::wire::walk::walk;
use ticket_explorer::ticket::{Answer, Checks, Code, Document, Layout, Node, Part, Role, Secrets, limits};

// ---------------------------------------------------------------------------------------- the built-in layouts as source

/// Random bytes that a field can have.
fn write(field: &Field, random: &mut Random, ids: &[[u8; 32]], out: &mut Vec<u8>) {
    let varint = |mut int: u64, out: &mut Vec<u8>| {
        while int >= 0x80 {
            out.push(int as u8 | 0x80);
            int >>= 7;
        }
        out.push(int as u8);
    };
    match &field.shape {
        Shape::U8 => out.push(random.below(31) as u8),
        Shape::U16 => varint(random.int() >> 48 >> random.below(16), out),
        Shape::U64 => varint(random.int() >> random.below(64), out),
        Shape::Raw(32) if field.role == Role::EndpointId => out.extend(random.pick(ids)),
        Shape::Raw(size) => out.extend(random.bytes(*size)),
        Shape::Sized(size) => {
            varint(*size as u64, out);
            match field.role {
                Role::EndpointId => out.extend(random.pick(ids)),
                _ => out.extend(random.bytes(*size)),
            }
        }
        Shape::Bytes => {
            let size = random.below(40);
            varint(size as u64, out);
            out.extend(random.bytes(size));
        }
        Shape::Str => {
            let text = random.pick(&[
                "https://relay.example./",
                "https://use1-1.relay.n0.iroh.link./",
                "HTTP://A.example",
            ]);
            varint(text.len() as u64, out);
            out.extend(text.as_bytes());
        }
        Shape::Option(inner) => {
            let is_some = random.one_in(2);
            out.push(is_some.into());
            if is_some {
                write(inner, random, ids, out);
            }
        }
        Shape::List(inner) | Shape::Set(inner) => {
            let count = random.below(4);
            varint(count as u64, out);
            (0..count).for_each(|_| write(inner, random, ids, out));
        }
        Shape::Struct(fields) => fields.iter().for_each(|field| write(field, random, ids, out)),
        Shape::Enum(variants) => {
            let chosen = random.below(variants.len());
            out.push(chosen as u8);
            variants[chosen]
                .fields
                .iter()
                .for_each(|field| write(field, random, ids, out));
        }
    }
}

/// A payload of a layout; some are damaged.
fn payload(layout: &Layout, random: &mut Random, ids: &[[u8; 32]]) -> Vec<u8> {
    let mut bytes = Vec::new();
    layout
        .fields
        .iter()
        .for_each(|field| write(field, random, ids, &mut bytes));
    if random.one_in(3) {
        damage(random, &mut bytes);
    }
    bytes
}

/// The tree that the built-in declaration gives.
fn built_in(layout: &Layout, bytes: &[u8]) -> Tree {
    let mut tree = Tree::new(limits::NODES);
    let _ = walk(layout.fields, bytes, &Native, &mut tree);
    tree
}

fn own(definitions: &Definitions, bytes: &[u8]) -> Tree {
    let mut tree = Tree::new(limits::NODES);
    let mut steps = limits::OWN_VALUES;
    let _ = definitions.read(&definitions.roots[0], bytes, &mut steps, &Native, &mut tree);
    tree
}

fn keys() -> Vec<[u8; 32]> {
    ids(11, 20, |key| Native.endpoint_id(key) == Answer::Yes(()))
}

/// The one reader reads the declarations of the other as that one does: every node is the same, of damaged payloads too.
#[test]
fn both_readers_read_every_layout_alike() {
    let mut random = Random(5);
    let ids = keys();
    let mut nodes = 0;
    for layout in layout::ALL {
        let mut types = Types::default();
        let of = known::add_fields(&mut types, layout.fields);
        let root = Root {
            name: "root".to_owned(),
            of,
            prefix: None,
        };
        let definitions = Definitions::new(types, vec![root]);
        for _ in 0..500 {
            let bytes = payload(layout, &mut random, &ids);
            let theirs = built_in(layout, &bytes);
            let ours = own(&definitions, &bytes);
            let told = |tree: &Tree, node: &Node, depth: usize, next: usize| {
                let words = [node.name, node.wire, node.label].map(|word| tree.words.text(word).to_owned());
                let rest = (
                    node.role,
                    node.part,
                    node.span,
                    node.int,
                    node.state,
                    node.normal.clone(),
                );
                (words, node.index, rest, node.depth - depth, node.next - next)
            };
            // The fields stand in a struct that the layout has no node for.
            let ours: Vec<_> = ours.nodes[1..]
                .iter()
                .map(|node| told(&ours, node, 1, 1))
                .collect();
            let theirs: Vec<_> = theirs
                .nodes
                .iter()
                .map(|node| told(&theirs, node, 0, 0))
                .collect();
            nodes += theirs.len();
            assert_eq!(ours, theirs, "{} {bytes:02x?}", layout.id);
        }
    }
    assert!(nodes > 50_000, "{nodes} nodes");
}

/// What all of them are made of, as it stands in the crates of iroh.
const PARTS: &str = r#"
    pub struct EndpointAddr { pub id: PublicKey, pub addrs: BTreeSet<TransportAddr> }
    pub enum TransportAddr { Relay(RelayUrl), Ip(SocketAddr), Custom(CustomAddr) }
    pub struct NodeAddr { pub node_id: PublicKey, pub relay_url: Option<RelayUrl>, pub direct_addresses: BTreeSet<SocketAddr> }
    pub struct PeerAddr { #[serde(with = "serde_bytes")] pub peer_id: [u8; 32], pub info: AddrInfo }
    pub struct AddrInfo { pub derp_region: Option<u16>, pub direct_addresses: BTreeSet<SocketAddr> }
    pub enum BlobFormat { Raw, HashSeq }
    pub struct Hash([u8; 32]);
    pub struct NamespaceId([u8; 32]);
    pub struct SigningKey(#[serde(with = "serde_bytes")] [u8; 32]);
    pub struct NamespaceSecret { signing_key: SigningKey }
    pub enum Capability { Write(NamespaceSecret), Read(NamespaceId) }
"#;
const CUSTOM_2: &str = "pub struct CustomAddr { id: u64, data: Vec<u8> }";
const CUSTOM_1: &str = "pub struct CustomAddr { id: u64, data: CustomAddrBytes }
    enum CustomAddrBytes { Inline { size: u8, data: [u8; 30] }, Heap(Box<[u8]>) }";

/// A layout as Rust source.
fn source(layout: &Layout) -> String {
    let id = layout.id;
    let root = match id {
        "E1" => "enum Root { Variant1(Variant1) } struct Variant1 { addr: EndpointAddr }",
        "N1" => "enum Root { Variant0(Inner) } struct Inner { node: NodeAddr }",
        "N0" => "struct Root { addr: PeerAddr }",
        "B1" => {
            "enum Root { Variant0(Inner) } struct Inner { node: NodeAddr, format: BlobFormat, hash: Hash }"
        }
        "B0" => {
            "struct Root { node: PeerAddr, format: BlobFormat, hash: Hash, token: Option<RequestToken> }
                 struct RequestToken { bytes: Bytes }"
        }
        "B0s" => "struct Root { node: PeerAddr, format: BlobFormat, hash: Hash }",
        "D2" => {
            "enum Root { Variant0(DocTicket) } struct DocTicket { capability: Capability, nodes: Vec<EndpointAddr> }"
        }
        "D1" => {
            "enum Root { Variant0(DocTicket) } struct DocTicket { capability: Capability, nodes: Vec<NodeAddr> }"
        }
        "D0c" => "struct Root { capability: Capability, nodes: Vec<PeerAddr> }",
        "D0k" => "struct Root { key: [u8; 32], peers: Vec<PeerAddr> }",
        "S1" => {
            "enum Root { Variant0(ApiSecret) } struct ApiSecret { secret: SecretKey, remote: EndpointAddr }"
        }
        "G1" => "struct Root { topic: TopicId, peers: Vec<EndpointAddr> }",
        "G0" => "struct Root { topic: TopicId, peers: Vec<NodeAddr> }",
        other => panic!("{other} is not written as Rust source yet"),
    };
    let custom = match layout.custom {
        Some(layout::CustomForm::C1) => CUSTOM_1,
        Some(layout::CustomForm::C2) | None => CUSTOM_2,
    };
    [PARTS, custom, root].join("\n")
}

/// Every leaf of a tree: where it is, what it is a part of, and what it says.
fn leaves(tree: &Tree) -> Vec<(usize, usize, Part, String)> {
    let nodes = tree.nodes.iter().enumerate();
    let leaves = nodes.filter(|(index, node)| node.is_leaf(*index) && !node.span.is_empty());
    leaves
        .map(|(_, node)| {
            let said = match node.part {
                Part::Tag => tree.words.text(node.label).to_owned(),
                Part::Length | Part::Count => node.int.to_string(),
                Part::Body => node.normal.clone().unwrap_or_default(),
            };
            (node.span.start, node.span.end, node.part, said)
        })
        .collect()
}

/// Which tree is right is not asked of either: the source is that of iroh's crates, and the layouts were held against those.
#[test]
fn the_layouts_as_rust_source_give_the_same_leaves() {
    let mut random = Random(6);
    let ids = keys();
    for layout in layout::ALL {
        let outcome = parse(&source(layout), "Root");
        assert_eq!(outcome.problems, [], "{}", layout.id);
        let definitions = outcome.definitions.expect(layout.id);
        let mut complete = 0;
        for _ in 0..500 {
            let mut bytes = Vec::new();
            layout
                .fields
                .iter()
                .for_each(|field| write(field, &mut random, &ids, &mut bytes));
            if random.one_in(4) {
                bytes.truncate(random.below(bytes.len()));
            }
            let theirs = built_in(layout, &bytes);
            let ours = own(&definitions, &bytes);
            assert_eq!(leaves(&ours), leaves(&theirs), "{} {bytes:02x?}", layout.id);
            let end = |tree: &Tree| {
                tree.nodes
                    .iter()
                    .map(|node| node.state)
                    .collect::<Vec<_>>()
                    .contains(&ticket_explorer::ticket::NodeState::CutOff)
            };
            assert_eq!(end(&ours), end(&theirs), "{} {bytes:02x?}", layout.id);
            complete += usize::from(!end(&ours));
        }
        assert!(complete > 100, "{}: {complete}", layout.id);
    }
}

// ------------------------------------------------------------------------------------------------- what is shown, and not

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn definitions(source: &str, root: &str) -> Definitions {
    let Outcome {
        definitions,
        problems,
    } = parse(source, root);
    definitions.unwrap_or_else(|| panic!("{source}: {problems:?}"))
}

fn document(source: &str, root: &str, bytes: &[u8]) -> Document {
    let definitions = definitions(source, root);
    let readings = readings(&hex(bytes), &definitions, "");
    readings[0].document(&definitions, &Native).expect("a document")
}

fn codes(document: &Document) -> Vec<Code> {
    document.diagnostics.iter().map(|one| one.code).collect()
}

#[test]
fn what_does_not_fit_is_said_where_it_is() {
    for (source, bytes, code, message, fit) in [
        (
            "struct A { a: bool }",
            &[2][..],
            Code::BadValue,
            "Byte 02 cannot be the bool a, which is 00 (false) or 01 (true).",
            "does not fit at a",
        ),
        (
            "struct A { a: NonZeroU16 }",
            &[0],
            Code::BadValue,
            "Zero cannot be the value of a, whose type is NonZero.",
            "does not fit at a",
        ),
        (
            "struct A { a: char }",
            &[5, 1, 2, 3, 4, 5],
            Code::BadValue,
            "What stands here cannot be the char the length of a, which is one character in UTF-8.",
            "does not fit at a",
        ),
        (
            "struct A { a: char }",
            &[1, 0xff],
            Code::BadValue,
            "What stands here cannot be the char a, which is one character in UTF-8.",
            "does not fit at a",
        ),
        (
            "enum A { B, C }",
            &[2],
            Code::UnknownVariant,
            "Discriminant 2, but only 0 (B), 1 (C) exist.",
            "does not fit at A",
        ),
        (
            "struct A { a: u8, b: String }",
            &[1, 9, 65],
            Code::CutOff,
            "The ticket ends inside b: at least 8 bytes more expected.",
            "ends inside b",
        ),
        (
            "struct A { a: u8 }",
            &[1, 2, 3, 4],
            Code::TrailingBytes,
            "3 bytes after the end of the ticket; the parser ignores them.",
            "3 bytes left",
        ),
        (
            "struct A { a: Uuid }",
            &[3; 20],
            Code::BadLength,
            "Length 3, but it must be 16.",
            "does not fit at a",
        ),
        (
            "struct A { a: u16 }",
            &[0xff, 0xff, 0x7f],
            Code::BadVarint,
            "The number for a does not end where it must.",
            "does not fit at a",
        ),
        (
            "struct A { a: String }",
            &[1, 0xff],
            Code::BadUtf8,
            "a is not UTF-8 text.",
            "does not fit at a",
        ),
        (
            "struct A { a: Option<u8> }",
            &[7],
            Code::BadOption,
            "Option byte 07; it can only be 00 (none) or 01 (some).",
            "does not fit at a",
        ),
        (
            "enum Never {} struct A { a: u8, b: Option<Never> }",
            &[1, 1],
            Code::BadValue,
            "Nothing cannot be a value of b: its type has none.",
            "does not fit at b",
        ),
    ] {
        let document = document(source, "A", bytes);
        let one = document.diagnostics.iter().find(|one| one.code == code);
        let one = one.unwrap_or_else(|| panic!("{source}: {:?}", codes(&document)));
        assert_eq!(one.message(), message, "{source}");
        assert_eq!(
            document.own.as_ref().expect("a type").fit.words(),
            fit,
            "{source}"
        );
    }
}

#[test]
fn what_is_called_a_secret_is_hidden_until_it_is_revealed() {
    let key = [0x5a; 32];
    let text = "correct horse battery staple";
    for (source, bytes) in [
        ("struct A { x: u8, secret: [u8; 32] }", [&[1][..], &key].concat()),
        (
            "struct A { x: u8, key: SecretKey }",
            [&[1, 32][..], &key].concat(),
        ),
        (
            "struct A { x: u8, key: NamespaceSecret }",
            [&[1, 32][..], &key].concat(),
        ),
        (
            "struct ApiToken(Vec<u8>); struct A { x: u8, it: ApiToken }",
            [&[1, 32][..], &key].concat(),
        ),
        (
            "struct Inner { value: [u8; 32] } struct A { x: u8, private_key: Inner }",
            [&[1][..], &key].concat(),
        ),
        (
            "struct Inner { value: [u8; 32] } struct A { x: u8, password: Option<Inner> }",
            [&[1, 1][..], &key].concat(),
        ),
        (
            "struct A { x: u8, seeds: Vec<[u8; 32]> }",
            [&[1, 1][..], &key].concat(),
        ),
        (
            "struct A { x: u8, it: BTreeMap<u8, Token> } struct Token { t: [u8; 32] }",
            [&[1, 1, 7][..], &key].concat(),
        ),
        (
            "struct Inner(SecretKey); struct Outer(Inner); struct A { x: u8, it: Outer }",
            [&[1, 32][..], &key].concat(),
        ),
        (
            "enum Body { Secret([u8; 32]) } struct A { x: u8, it: Body }",
            [&[1, 0][..], &key].concat(),
        ),
    ] {
        let document = document(source, "A", &bytes);
        assert_eq!(
            document.own.as_ref().map(|own| &own.fit),
            Some(&Fit::Complete),
            "{source}"
        );
        assert!(codes(&document).contains(&Code::Secret), "{source}");
        for index in 0..document.nodes.len() {
            let shown = document.show(index, Secrets::Masked);
            assert!(!shown.contains("5a5a"), "{source}: {shown}");
        }
        let revealed =
            (0..document.nodes.len()).any(|index| document.show(index, Secrets::Revealed).contains("5a5a"));
        assert!(revealed, "{source}");
        // What stands beside it is not hidden, but where the text does not fit nothing is shown that could be it.
        let one = document
            .nodes
            .iter()
            .position(|node| document.name(node) == "x")
            .expect("x");
        assert_eq!(document.show(one, Secrets::Masked), "1", "{source}");
    }
    let bytes = [&[28][..], text.as_bytes()].concat();
    let document = document("struct A { passphrase: String }", "A", &bytes);
    assert!((0..document.nodes.len()).all(|index| !document.show(index, Secrets::Masked).contains("horse")));
    assert!((0..document.nodes.len()).any(|index| document.show(index, Secrets::Revealed) == text));
}

/// A secret that is read by a type that does not fit is not shown in the wrong place.
#[test]
fn where_a_secret_is_expected_nothing_is_shown_of_what_does_not_fit() {
    let source = "struct A { id: [u8; 32], secret: [u8; 32], end: bool }";
    for bytes in [
        vec![0x5a; 40],
        vec![0x5a; 65],
        [vec![0x5a; 64], vec![1, 2, 3]].concat(),
    ] {
        let document = document(source, "A", &bytes);
        for index in 0..document.nodes.len() {
            assert!(
                !document.show(index, Secrets::Masked).contains("5a5a"),
                "{}",
                bytes.len()
            );
        }
    }
}

// ---------------------------------------------------------------------------------------------------- how it is written

#[test]
fn bytes_are_read_in_every_base() {
    let source = "struct A { a: String, b: u32 }";
    let bytes = b"\x05hello\x80\x01";
    let definitions = definitions(source, "A");
    for text in [
        "0568656c6c6f8001",
        "0568656C6C6F8001",
        "05 68 65 6c 6c 6f\n80 01",
        "0x05, 0x68, 0x65, 0x6c, 0x6c, 0x6f, 0x80, 0x01",
        "05:68:65:6c:6c:6f:80:01",
        "  \"0568656c6c6f8001\"  ",
        "avugk3dmn6aac",
        "AVUGK3DMN6AAC",
        "BWhlbGxvgAE=",
        "BWhlbGxvgAE",
        "ticketavugk3dmn6aac",
        "my-kind2avugk3dmn6aac",
    ] {
        let readings = readings(text, &definitions, "");
        assert_eq!(readings[0].fit, Fit::Complete, "{text}");
        let document = readings[0].document(&definitions, &Native).expect("a document");
        assert_eq!(document.layers[1].data, bytes, "{text}");
        // Each leaf stands where its characters are.
        for node in document.nodes.iter().filter(|node| !node.span.is_empty()) {
            let place = document.text_span(node);
            assert!(text.get(place.start..place.end).is_some(), "{text}");
        }
        let hello = document
            .nodes
            .iter()
            .find(|node| document.bytes(node) == b"hello")
            .expect("a text");
        let place = document.text_span(hello);
        assert!(
            place.start >= document.span.start && place.end <= document.span.end,
            "{text}"
        );
        if text.starts_with("0x") || text.starts_with("05") {
            assert!(
                text[place.start..place.end].starts_with("68"),
                "{text}: {}",
                &text[place.start..place.end]
            );
        }
    }
}

#[test]
fn the_prefix_comes_from_the_source_or_is_given() {
    let with_kind = "struct A { a: [u8; 3] } impl iroh_tickets::Ticket for A { const KIND: &'static str = \"kin\"; fn x(&self) {} }";
    for (source, prefix, text) in [
        (with_kind, "", "kinaebag"),
        ("struct A { a: [u8; 3] }", "kin", "kinaebag"),
        ("struct A { a: [u8; 3] }", "kin", "KINaebag"),
    ] {
        let definitions = definitions(source, "");
        let readings = readings(text, &definitions, prefix);
        let document = readings[0].document(&definitions, &Native).expect("a document");
        assert_eq!(document.own.as_ref().map(|own| &own.fit), Some(&Fit::Complete));
        assert_eq!(document.layers[1].data, [1, 2, 3]);
    }
}

#[test]
fn a_ticket_with_a_known_prefix_is_found_in_a_message() {
    let definitions = definitions(example::SOURCE, "");
    let ticket = example::TICKET;
    for text in [
        format!("join us: {ticket}, tonight"),
        format!("<{ticket}>\nand bring cake; the party is at 8"),
        format!("https://example.org/#{ticket}"),
    ] {
        let readings = readings(&text, &definitions, "");
        assert_eq!(readings[0].fit, Fit::Complete, "{text}");
        let document = readings[0].document(&definitions, &Native).expect("a document");
        assert_eq!(&text[document.span.start..document.span.end], ticket);
        let title = document
            .nodes
            .iter()
            .find(|node| document.bytes(node) == b"Launch party")
            .expect("a title");
        let place = document.text_span(title);
        assert!(document.span.start < place.start && place.end < document.span.end);
    }
}

#[test]
fn numbers_that_are_too_long_are_told() {
    let document = document("struct A { a: u16, b: i32 }", "A", &[0x85, 0x00, 0x89, 0x00]);
    let told: Vec<String> = document.diagnostics.iter().map(|one| one.message()).collect();
    assert_eq!(
        told,
        [
            "The number 5 is written with more bytes than it needs.",
            "The number -5 is written with more bytes than it needs."
        ]
    );
}

#[test]
fn the_example_reads_completely() {
    let definitions = definitions(example::SOURCE, "");
    let readings = readings(example::TICKET, &definitions, "");
    assert_eq!(definitions.roots[readings[0].root].name, "Invitation");
    let document = readings[0].document(&definitions, &Native).expect("a document");
    assert_eq!(
        document.headline().expect("a headline").text,
        "Reads completely as Invitation"
    );
    let shown: Vec<String> = (0..document.nodes.len())
        .map(|index| document.show(index, Secrets::Masked))
        .collect();
    for value in [
        "Launch party",
        "Ada",
        "Grace",
        "192.0.2.7:4433",
        "1767225600",
        "-5",
        "https://use1-1.relay.n0.iroh.link./",
    ] {
        assert!(shown.iter().any(|shown| shown == value), "{value}");
    }
}

#[test]
fn the_type_that_fits_best_comes_first() {
    let source = "struct Short { a: u8 } struct Long { a: u8, b: u16, c: String } struct Exact { a: u8, b: bool } enum Wrong { B }";
    let definitions = definitions(source, "");
    let readings = readings("0701", &definitions, "");
    let names: Vec<(&str, String)> = readings
        .iter()
        .map(|reading| (definitions.roots[reading.root].name.as_str(), reading.fit.words()))
        .collect();
    let expected = [
        ("Exact", "reads completely"),
        ("Short", "1 byte left"),
        ("Long", "ends inside c"),
        ("Wrong", "does not fit at Wrong"),
    ];
    let names: Vec<(&str, &str)> = names.iter().map(|(name, fit)| (*name, fit.as_str())).collect();
    assert_eq!(names, expected);
}

// ----------------------------------------------------------------------------------------------- what is wrong with source

/// The first problem, in short.
fn problem(source: &str, root: &str) -> (usize, usize, String) {
    let Outcome {
        definitions,
        problems,
    } = parse(source, root);
    assert!(definitions.is_none(), "{source}");
    let first = problems
        .first()
        .unwrap_or_else(|| panic!("nothing is wrong with {source}"));
    assert!(!first.help.is_empty());
    (first.line, first.column, first.message.clone())
}

#[test]
fn what_cannot_be_read_is_refused_at_its_place() {
    for (source, line, column, message) in [
        ("hello world", 1, 1, "Nothing in Rust begins with hello here"),
        ("struct A { a: u8", 1, 10, "This is not Rust"),
        ("struct A {\n  a u8\n}", 2, 5, "Expected `:`"),
        (
            "struct A {\n    a: Missing,\n}",
            2,
            8,
            "No type Missing is here, and it is none of those that are known by name",
        ),
        ("struct A { a: Vec }", 1, 15, "Vec needs to be told of what it is"),
        (
            "struct A { a: &'static dyn Thing }",
            1,
            24,
            "Which type stands here is only known when the program runs",
        ),
        (
            "struct A { a: *const u8 }",
            1,
            15,
            "serde cannot write such a type",
        ),
        (
            "struct A { a: my_type!() }",
            1,
            15,
            "A macro stands here, which is not run",
        ),
        (
            "struct A { a: <B as C>::D }",
            1,
            15,
            "Which type this is only a compiler can tell",
        ),
        (
            "struct A<T: B> { a: T::C }\nstruct D { a: A<u8> }",
            1,
            21,
            "What T has under that name only a compiler can tell",
        ),
        (
            "struct A { a: [u8; LENGTH] }",
            1,
            20,
            "No constant LENGTH is here",
        ),
        (
            "const N: usize = N;\nstruct A { a: [u8; N] }",
            1,
            18,
            "This length depends on itself",
        ),
        (
            "struct A { a: [u8; size_of::<u8>()] }",
            1,
            20,
            "This length cannot be told from the source",
        ),
        (
            "struct A { a: [u8; 1 - 2] }",
            1,
            20,
            "This length cannot be worked out",
        ),
        (
            "struct A { a: Box<A> }",
            1,
            8,
            "No value of A exists: it contains itself without end, or an enum without variants",
        ),
        (
            "struct A(B);\nstruct B(A);",
            1,
            8,
            "No value of A exists: it contains itself without end, or an enum without variants",
        ),
        (
            "type A = A;\nstruct B { a: A }",
            1,
            10,
            "The alias A stands for itself",
        ),
        (
            "struct A { a: u8 }\nstruct A { b: u8 }",
            2,
            8,
            "There are two items called A",
        ),
        (
            "struct A { #[serde(with = \"hex\")] a: Vec<u8> }",
            1,
            20,
            "The functions of hex decide the bytes, which cannot be told from here",
        ),
        (
            "struct A { #[serde(flatten)] a: u8 }",
            1,
            20,
            "flatten makes a map of unknown length of the struct, which postcard refuses to write",
        ),
        (
            "struct A { #[serde(nonsense)] a: u8 }",
            1,
            20,
            "serde has no attribute nonsense here",
        ),
        (
            "struct A { #[cfg(feature = \"x\")] a: u8 }",
            1,
            12,
            "This is only there under a condition",
        ),
        (
            "#[serde(rename_all = \"Sarcastic\")]\nstruct A { a: u8 }",
            1,
            9,
            "serde has no rule Sarcastic for names",
        ),
        ("union A { a: u8 }", 1, 1, "This is a union"),
        (
            "struct A { a: u8 }\nimpl Serialize for A { }",
            2,
            1,
            "Serialize or Deserialize of A is written by hand",
        ),
        (
            "impl<'de> serde::Deserialize<'de> for A { }\nstruct A { a: u8 }",
            1,
            1,
            "Serialize or Deserialize of A is written by hand",
        ),
    ] {
        let root = if source.starts_with("type") { "B" } else { "" };
        assert_eq!(
            problem(source, root),
            (line, column, message.to_owned()),
            "{source}"
        );
    }
    assert_eq!(
        problem("struct A { a: u8 }", "B").2,
        "No type B is here, and it is none of those that are known by name"
    );
    assert_eq!(
        problem("struct A<T> { a: T }", "A").2,
        "Nothing says what the parameter T is here"
    );
    assert_eq!(
        problem("struct A<T> { a: T }", "").2,
        "There is no struct or enum without type parameters here"
    );
    assert_eq!(problem("struct A { a: u8 }", "A<").2, "A< is no type");
    assert_eq!(problem("", "").0, 0);
}

/// One type that cannot be read does not keep others from being read.
#[test]
fn what_is_not_needed_may_be_wrong() {
    let source = "struct A { a: u8 }\nstruct B { b: Missing }\nfn broken( -> { }\n";
    let outcome = parse(source, "");
    assert!(outcome.definitions.is_none() || outcome.definitions.is_some_and(|it| it.roots.len() == 1));
    let outcome = parse(
        "struct A { a: u8 }\nstruct B { b: Missing }\nfn f<T>(x: T) -> u8 where T: X { let y = [1; 2]; y }",
        "",
    );
    assert_eq!(outcome.definitions.expect("A").roots[0].name, "A");
    assert_eq!(
        outcome
            .problems
            .iter()
            .map(|problem| problem.line)
            .collect::<Vec<_>>(),
        [2]
    );
    assert!(
        parse("struct A { a: u8 }\nstruct B { b: Missing }", "A")
            .problems
            .is_empty()
    );
}

// -------------------------------------------------------------------------------------------------------------- hostile

/// What ends at all ends sooner, in a debug build on the busiest machine.
const SOON: Duration = Duration::from_secs(60);

fn soon<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    assert!(start.elapsed() < SOON, "{what} took {:?}", start.elapsed());
    result
}

#[test]
fn hostile_definitions_end_in_a_message() {
    let many_fields: String = (0..10_000).map(|at| format!("f{at}: u8,")).collect();
    let chain: String = (0..4_000)
        .map(|at| format!("struct S{at}(S{});", at + 1))
        .collect();
    let wide: String = (1..60)
        .map(|at| format!("struct S{at} {{ a: S{0}, b: S{0} }}", at - 1))
        .collect();
    let newtypes: String = (0..3_000).map(|at| format!("struct N{at}(Big);")).collect();
    let deep = |open: &str, close: &str, times: usize| {
        format!(
            "struct A {{ a: {}u8{} }}",
            open.repeat(times),
            close.repeat(times)
        )
    };
    let cases = [
        (
            "ten thousand fields",
            format!("struct A {{ {many_fields} }}"),
            None,
        ),
        ("a long chain", format!("{chain} struct S4000(u8);"), None),
        (
            "a longer one",
            format!("{chain} struct S4000([u8; 1], {});", "(u8,),".repeat(2)),
            None,
        ),
        (
            "more types than the limit",
            (0..5_000).map(|at| format!("struct T{at} {{ a: u8 }}")).collect(),
            None,
        ),
        ("types that double", format!("struct S0 {{ a: () }} {wide}"), None),
        ("bytes that double", format!("struct S0 {{ a: u8 }} {wide}"), None),
        (
            "many copies of a large struct",
            format!("struct Big {{ {many_fields} }} {newtypes}"),
            None,
        ),
        (
            "a type that grows",
            "struct A<T> { a: Option<Box<A<Vec<T>>>> } struct B { a: A<u16> }".to_owned(),
            Some("more than"),
        ),
        (
            "vectors in vectors",
            deep("Vec<", ">", 5_000),
            Some("nests deeper"),
        ),
        ("references", deep("&", "", 50_000), Some("nests deeper")),
        ("brackets", deep("[", "; 1]", 5_000), Some("nests deeper")),
        ("parentheses", deep("(", ")", 50_000), Some("nests deeper")),
        ("functions", deep("fn() -> ", "", 10_000), Some("nests deeper")),
        ("pointers", deep("*const ", "", 20_000), Some("nests deeper")),
        (
            "a long sum",
            format!("struct A {{ a: [u8; {}1] }}", "1 + ".repeat(50_000)),
            Some("nests deeper"),
        ),
        (
            "casts",
            format!("struct A {{ a: [u8; 1{}] }}", " as usize".repeat(10_000)),
            Some("nests deeper"),
        ),
        (
            "negations",
            format!("struct A {{ a: [u8; {}1] }}", "-".repeat(50_000)),
            Some("nests deeper"),
        ),
        (
            "calls",
            format!("struct A {{ a: [u8; f{}] }}", "()".repeat(50_000)),
            Some("nests deeper"),
        ),
        (
            "modules",
            format!("{}{}", "mod m { ".repeat(10_000), "}".repeat(10_000)),
            Some("nest deeper"),
        ),
        (
            "a long path",
            format!("struct A {{ a: {}B }}", "a::".repeat(50_000)),
            Some("No type B"),
        ),
        (
            "a long source",
            format!("// {}", "x".repeat(limits::OWN_SOURCE)),
            Some("longer than"),
        ),
        ("open brackets", "{".repeat(100_000), Some("not Rust")),
        (
            "attributes",
            format!("struct A {{ {} a: u8 }}", "#[x]".repeat(20_000)),
            None,
        ),
        ("garbage", "\u{202e}\u{0}'\"\\ #[".to_owned(), Some("not Rust")),
        (
            "uses",
            format!("use {}b; struct A {{ a: u8 }}", "a::".repeat(50_000)),
            None,
        ),
        (
            "generics",
            format!(
                "struct A<{}> {{ a: u8 }}",
                (0..20_000).map(|at| format!("T{at},")).collect::<String>()
            ),
            Some("There is no struct"),
        ),
    ];
    for (name, source, message) in cases {
        let outcome = soon(name, || parse(&source, ""));
        match message {
            Some(message) => {
                let said = outcome
                    .problems
                    .iter()
                    .any(|problem: &Problem| problem.message.contains(message));
                let messages: Vec<&str> = outcome
                    .problems
                    .iter()
                    .map(|problem| problem.message.as_str())
                    .take(3)
                    .collect();
                assert!(said, "{name}: {messages:?}");
            }
            None => assert!(
                outcome.definitions.is_some(),
                "{name}: {:?}",
                outcome.problems.first()
            ),
        }
        if let Some(definitions) = outcome.definitions {
            for text in ["00".repeat(2_000), "ff".repeat(2_000), "01".repeat(2_000)] {
                let readings = soon(name, || readings(&text, &definitions, ""));
                soon(name, || readings[0].document(&definitions, &Native)).expect("a document");
            }
        }
    }
}

#[test]
fn hostile_bytes_end_soon() {
    let count = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f];
    for (source, bytes) in [
        ("struct A { a: Vec<()> }", count.to_vec()),
        ("struct A { a: Vec<[(); 1000000]> }", count.to_vec()),
        ("struct A { a: [(); 18446744073709551615] }", vec![0]),
        (
            "struct A { a: [[u64; 4294967295]; 4294967295], b: u8 }",
            vec![0; 1000],
        ),
        ("struct A { a: Vec<u64> }", count.to_vec()),
        ("struct A { a: String }", count.to_vec()),
        (
            "struct A { a: BTreeMap<(), ()>, b: BTreeMap<u8, ()> }",
            count.to_vec(),
        ),
        ("struct A { a: Option<Box<A>> }", vec![1; 100_000]),
        ("enum A { B, C(Box<A>) }", vec![1; 100_000]),
        ("struct A { a: Vec<A> }", vec![1; 100_000]),
        (
            "struct A { a: Vec<i8> }",
            [&[0xff, 0xff, 0x7f][..], &vec![7; 200_000]].concat(),
        ),
    ] {
        let definitions = definitions(source, "A");
        let text = hex(&bytes);
        let readings = soon(source, || readings(&text, &definitions, ""));
        let document = soon(source, || readings[0].document(&definitions, &Native)).expect("a document");
        assert!(document.nodes.len() <= limits::NODES + 10, "{source}");
        // Every byte belongs to one leaf.
        let mut at = 0;
        for (index, node) in document.nodes.iter().enumerate() {
            if node.layer == 1 && document.is_layer_leaf(index) {
                assert_eq!(node.span.start, at, "{source}");
                at = node.span.end;
            }
        }
        assert_eq!(at, bytes.len(), "{source}");
    }
    let deep = document("enum A { B, C(Box<A>) }", "A", &[1; 1000]);
    assert!(codes(&deep).contains(&Code::OwnLimit));
}

// ---------------------------------------------------------------------------------------------------------- the command

fn types_file(name: &str, source: &str) -> String {
    let folder = std::env::temp_dir().join(format!("own-types-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join(name);
    fs::write(&path, source).expect("a file");
    path.to_string_lossy().into_owned()
}

#[test]
fn the_command_reads_by_a_file() {
    let path = types_file(
        "a.rs",
        "struct Ticket { name: String, secret: [u8; 4] }\nstruct Other { bad: Missing }",
    );
    let text = "04646d6f73deadbeef";
    let run = |arguments: &[&str]| {
        let output = ticket(arguments, b"");
        (Some(output.status), output.out, output.err)
    };
    let bytes = "04646d6f73deadbeef";
    let (status, out, errors) = run(&["decode", "--types", &path, bytes]);
    assert_eq!(status, Some(0), "{errors}");
    assert!(
        out.contains("Reads completely as Ticket") && out.contains("dmos"),
        "{out}"
    );
    assert!(
        !out.contains("deadbeef") && errors.contains(":2:21: No type Missing"),
        "{errors}"
    );
    let (_, out, errors) = run(&["decode", "--types", &path, "--root", "Ticket", "--reveal", bytes]);
    assert!(out.contains("deadbeef") && errors.is_empty(), "{out} {errors}");
    let (_, out, _) = run(&["decode", "--types", &path, "--root", "Ticket", &bytes[..16]]);
    assert!(
        out.starts_with("8 bytes, tried as your type Ticket.")
            && out.contains("Does not read as Ticket: ends inside secret"),
        "{out}"
    );
    assert!(!out.contains("Fix") && !out.contains("fix"), "{out}");
    let (_, out, _) = run(&["dump", "--types", &path, "--root", "Ticket", bytes]);
    assert!(
        out.contains("64 6d 6f 73") && out.contains("** ** ** **") && !out.contains("de ad"),
        "{out}"
    );
    let (status, out, _) = run(&[
        "decode",
        "--json",
        "--types",
        &path,
        "--root",
        "Ticket",
        &bytes[..16],
    ]);
    let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(status, Some(1));
    let found = &json["found"][0];
    assert_eq!(
        (
            found["kind"].as_str(),
            found["type"].as_str(),
            found["fit"].as_str()
        ),
        (Some("unknown"), Some("Ticket"), Some("ends inside secret"))
    );
    let (status, _, errors) = run(&["decode", "--types", &path, "--root", "Nothing", text]);
    assert_eq!(status, Some(2));
    assert!(errors.contains("No type Nothing"), "{errors}");
    let (status, _, errors) = run(&["decode", "--types", "/nowhere/x.rs", text]);
    assert_eq!(status, Some(2));
    assert!(errors.contains("/nowhere/x.rs"), "{errors}");
    // What a parser takes stays what it is.
    let known = "endpointacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaa";
    let (_, with, _) = run(&["decode", "--types", &path, known]);
    let (_, without, _) = run(&["decode", known]);
    assert_eq!(with, without);
    let _ = fs::remove_dir_all(std::env::temp_dir().join(format!("own-types-{}", std::process::id())));
}
