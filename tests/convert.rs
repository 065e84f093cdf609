//! The same in another form: what is offered, what is lost, and that nothing is offered that is not read.

mod common;

use common::random::{Maker, cases, ids};
use common::{only, ticket, vectors};
use ticket_explorer::native::Native;
use ticket_explorer::ticket::make::convert::{Conversion, Encoding, Target, conversions, obstacle};
use ticket_explorer::ticket::wire::{encode, layout};
use ticket_explorer::ticket::{
    self, Answer, BlobFormat, Capability, Checks, CustomAddr, CustomData, EndpointAddr, Kind, Layout, Parser,
    Role, Ticket, TransportAddr, Value,
};

const ENDPOINT: &str = "endpointacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaa";
const NODE: &str = "nodeacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaaa";
const ID: &str = "8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c";
const DATABASE: &str = "bafyr4ieqtdbhjx4ydv6lc4zovrrekbyfchquscxnvoc6jtve5mgn6uibca";

fn offered(text: &str) -> Vec<Conversion> {
    conversions(&only(text), &Native)
}

/// What it becomes today.
fn current(text: &str) -> Option<Conversion> {
    offered(text).into_iter().find(|one| one.is_current)
}

fn id() -> [u8; 32] {
    let bytes = ticket::encoding::codec::from_hex(ID).expect("hex");
    bytes.try_into().expect("32 bytes")
}

fn endpoint(addrs: &[TransportAddr]) -> EndpointAddr {
    let mut addr = EndpointAddr::new(id());
    addr.addrs.extend(addrs.iter().cloned());
    addr
}

fn ip(text: &str) -> TransportAddr {
    TransportAddr::Ip(text.parse().expect("an address"))
}

fn custom() -> TransportAddr {
    TransportAddr::Custom(CustomAddr {
        id: 0x424c45,
        data: CustomData(vec![1, 2, 3, 4, 5, 6]),
    })
}

fn write(ticket: &Ticket, kind: Kind, layout: &Layout) -> String {
    encode::to_text(ticket, kind, layout).expect("the layout has room for it")
}

#[test]
fn a_node_ticket_becomes_an_endpoint_ticket() {
    let made = current(NODE).expect("it can be converted");
    assert_eq!(made.text, ENDPOINT);
    assert_eq!(made.label, "endpoint ticket for iroh 0.94 and later");
    assert_eq!(made.target, Target::Ticket(Kind::Endpoint, &layout::E1));
    assert!(made.losses.is_empty());
    assert_eq!(made.unread_by, ["iroh 0.12 to 0.93"]);
    assert_eq!(made.accepted_by, [Parser::IrohTickets1]);
    // And back again, for a program of old.
    let back = offered(ENDPOINT);
    assert_eq!(back.len(), 1);
    assert_eq!((back[0].text.as_str(), back[0].is_current), (NODE, false));
}

#[test]
fn what_the_new_layout_has_no_place_for_is_named() {
    let relay = |url: &str| TransportAddr::Relay(url.into());
    let rich = Ticket::Endpoint(endpoint(&[
        relay("https://a.example./"),
        relay("https://b.example./"),
        ip("192.0.2.7:1"),
        custom(),
    ]));
    let text = write(&rich, Kind::Endpoint, &layout::E1);
    let old = offered(&text).remove(0);
    assert_eq!(old.target.name(), "N1");
    assert_eq!(old.losses, ["1 relay", "1 custom address"]);
    let oldest = Ticket::Endpoint(endpoint(&[TransportAddr::DerpRegion(2), ip("192.0.2.7:1")]));
    let made = current(&write(&oldest, Kind::Node, &layout::N0)).expect("it can be converted");
    assert_eq!(made.losses, ["relay region 2 (n0, Europe)"]);
    assert_eq!(made.unread_by, ["dumbpipe 0.1 and 0.2 (December 2023)"]);
    let token = Ticket::Blob {
        addr: endpoint(&[ip("192.0.2.7:1")]),
        format: BlobFormat::HashSeq,
        hash: [3; 32],
        token: Some(vec![9; 32]),
    };
    let made = current(&write(&token, Kind::Blob, &layout::B0)).expect("it can be converted");
    assert_eq!(made.losses, ["the request token"]);
    assert_eq!(made.target.name(), "B1");
    assert_eq!(made.label, "blob ticket for iroh 0.12 and later");
}

#[test]
fn custom_addresses_move_to_their_form_of_today() {
    let ticket = Ticket::Endpoint(endpoint(&[custom()]));
    let text = write(&ticket, Kind::Endpoint, &layout::E1_C1);
    let made = current(&text).expect("it can be converted");
    assert_eq!(made.text, write(&ticket, Kind::Endpoint, &layout::E1));
    assert_eq!(made.label, "endpoint ticket for iroh 1.1 and later");
    assert!(made.losses.is_empty());
    assert_eq!(made.unread_by, ["iroh 0.97 to 1.0.3"]);
}

#[test]
fn doc_tickets_keep_their_secret_and_their_endpoints() {
    for capability in [
        Capability::Read([5; 32]),
        Capability::Write {
            secret: [7; 32],
            namespace: None,
        },
    ] {
        let nodes = vec![endpoint(&[ip("192.0.2.7:1")]), endpoint(&[])];
        let doc = Ticket::Doc { capability, nodes };
        for old in [&layout::D1, &layout::D0C] {
            let made = current(&write(&doc, Kind::Doc, old)).expect("it can be converted");
            assert_eq!(made.text, write(&doc, Kind::Doc, &layout::D2));
            assert!(made.losses.is_empty());
        }
    }
    let unknown = Ticket::Doc {
        capability: Capability::Unknown([7; 32]),
        nodes: vec![endpoint(&[])],
    };
    let document = only(&write(&unknown, Kind::Doc, &layout::D0K));
    assert!(conversions(&document, &Native).is_empty());
    assert!(
        obstacle(&document)
            .expect("a reason")
            .contains("reading or for writing")
    );
}

#[test]
fn an_alias_moves_to_the_name_of_today() {
    let secret = Ticket::Keyed {
        role: ticket::Role::ApiSecret,
        key: [7; 32],
        nodes: vec![endpoint(&[])],
    };
    let made = current(&write(&secret, Kind::N0des, &layout::S1)).expect("it can be converted");
    assert_eq!(made.text, write(&secret, Kind::Services, &layout::S1));
    assert_eq!(made.unread_by, ["iroh-n0des 0.6 to 0.9"]);
    assert!(offered(&made.text).is_empty());
}

#[test]
fn a_link_keeps_everything_but_its_old_tickets() {
    let with = |ticket: &str| {
        format!(
            "eidetica:?note=a%2Fb&db={DATABASE}&pr=http:192.0.2.7:80&pr=iroh%3A{ticket}&pr=iroh:{ENDPOINT}&pr=odd"
        )
    };
    let made = current(&with(NODE)).expect("it can be converted");
    assert_eq!(made.text, with(ENDPOINT));
    assert_eq!(made.target, Target::Link);
    assert_eq!(made.accepted_by, [Parser::EideticaOpaqueId, Parser::EideticaCid]);
    assert!(offered(&with(ENDPOINT)).is_empty());
    // A ticket of another kind is no peer's address, and a broken one cannot be read.
    assert!(offered(&with(&NODE[..40])).is_empty());
    let hash_id = with(NODE).replace(DATABASE, "sha256:5a");
    assert_eq!(
        current(&hash_id).expect("it can be converted").accepted_by,
        [Parser::EideticaOpaqueId]
    );
}

#[test]
fn ids_come_in_every_encoding() {
    let forms = |text: &str| -> Vec<(&'static str, String)> {
        let offered = offered(text).into_iter();
        offered.map(|one| (one.target.name(), one.text)).collect()
    };
    let of_hex = forms(ID);
    let names: Vec<&str> = of_hex.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["base32", "base32-upper", "z-base-32", "dns-name"]);
    for (_, text) in &of_hex {
        let back = current(text).expect("hex is the form of today");
        assert_eq!(back.text, ID, "{text}");
    }
    let of_cid = forms(DATABASE);
    let names: Vec<&str> = of_cid.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["hex", "base32-upper", "base58", "base64url"]);
    let upper = current(&of_cid[1].1).expect("base32 is the form of today");
    assert_eq!(upper.text, DATABASE);
    // What may be a secret key is not written anew.
    let not_a_point = "02".repeat(32);
    let document = only(&not_a_point);
    assert_eq!(document.kind, Kind::Key);
    assert!(conversions(&document, &Native).is_empty());
    assert_eq!(obstacle(&document), Some("it may be a secret key"));
}

/// Of every vector: what is offered is read by the parsers that are named, and says the same.
#[test]
fn nothing_is_offered_that_is_not_read() {
    let mut tried = 0;
    for vector in vectors::all() {
        let document = ticket::explain(&vector.input, &Native).found.remove(0);
        for made in conversions(&document, &Native) {
            tried += 1;
            let again = ticket::explain(&made.text, &Native).found.remove(0);
            for parser in &made.accepted_by {
                let verdict = again.verdicts.iter().find(|one| one.parser == *parser);
                let accepts = verdict.is_some_and(|one| one.accepts);
                assert!(accepts || again.kind == Kind::Cid, "{}: {made:?}", vector.name);
            }
            assert_ne!(made.text, vector.input);
        }
    }
    assert!(tried > 20, "only {tried} were tried");
}

/// Random tickets in every layout: the form of today says the same but for what is named.
#[test]
fn random_tickets_say_the_same_afterwards() {
    let ids = ids(3, 32, |key| Native.endpoint_id(key) == Answer::Yes(()));
    let mut maker = Maker::new(4, ids);
    for layout in layout::ALL {
        let kind = layout.kind;
        let Some(spec) = kind.current().filter(|_| kind != Kind::Gossip) else {
            continue;
        };
        for _ in 0..cases(60) {
            let ticket = maker.ticket(kind);
            let Some(text) = encode::to_text(&ticket, kind, layout) else {
                continue;
            };
            let document = ticket::explain(&text, &Native).found.remove(0);
            let Some(Value::Ticket(before, found)) = &document.value else {
                continue;
            };
            if *found != *layout {
                continue;
            }
            let Some(made) = conversions(&document, &Native)
                .into_iter()
                .find(|one| one.is_current)
            else {
                assert!(spec == *layout && kind.spec().superseded_by.is_none(), "{text}");
                continue;
            };
            let again = ticket::explain(&made.text, &Native).found.remove(0);
            let Some(Value::Ticket(after, _)) = &again.value else {
                panic!("{}", made.text)
            };
            if made.losses.is_empty() {
                assert_eq!(before, after, "{text}");
            } else {
                assert_ne!(before, after, "{text}");
            }
        }
    }
}

#[test]
fn the_command_writes_nothing_else_to_standard_output() {
    let output = ticket(&["convert", &format!("old: {NODE}")], b"");
    assert_eq!(output.out, format!("{ENDPOINT}\n"));
    assert_eq!(
        output.err,
        "Converted: endpoint ticket for iroh 0.94 and later.\nNo longer read by iroh 0.12 to 0.93.\n"
    );
    assert_eq!(output.status, 0);
    let output = ticket(&["convert"], ENDPOINT.as_bytes());
    assert_eq!((output.status, output.out), (0, format!("{ENDPOINT}\n")));
    assert_eq!(output.err, "It already has this form.\n");
    let output = ticket(&["convert", "--to", "node", ENDPOINT], b"");
    assert_eq!((output.status, output.out), (0, format!("{NODE}\n")));
    let output = ticket(&["convert", "--to", "z-base-32", ID], b"");
    assert_eq!(output.out.trim(), ticket::encoding::codec::to_z32(&id()));
    for (arguments, status) in [
        (&["convert", "--to", "blob", ENDPOINT][..], 1),
        (&["convert", &ENDPOINT[..40]], 1),
        (&["convert", "--list", &ENDPOINT[..40]], 1),
        (&["convert", "--list", ENDPOINT], 0),
        (&["convert", "nothing here"], 2),
        (&["convert", "--to", "nonsense", ENDPOINT], 2),
    ] {
        let output = ticket(arguments, b"");
        assert_eq!(output.status, status, "{arguments:?}: {output:?}");
        let is_list = arguments.contains(&"--list");
        assert!(is_list || output.out.is_empty(), "{arguments:?}: {output:?}");
    }
    let message = format!("one {NODE} and another {NODE}");
    assert!(
        ticket(&["convert"], message.as_bytes())
            .err
            .starts_with("The first of 2 is taken.\n")
    );
}

/// A link of a mebibyte with old tickets is converted in no more time than it takes to read it a few times.
#[test]
fn a_long_link_is_converted() {
    let mut link = format!("eidetica:?db={DATABASE}");
    for _ in 0..15_000 {
        link.push_str(&format!("&pr=iroh:{NODE}"));
    }
    let document = only(&link);
    let start = std::time::Instant::now();
    let made = conversions(&document, &Native).remove(0);
    // Minutes, if it were read anew for each; seconds on the busiest machine.
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
    assert!(!made.text.contains("node") && made.text.ends_with(ENDPOINT));
}

#[test]
fn a_key_has_no_place_in_a_layout_where_another_means_something_else() {
    let ticket = |role| Ticket::Keyed {
        role,
        key: [7; 32],
        nodes: vec![endpoint(&[])],
    };
    let has_place = |role, layout| encode::to_bytes(&ticket(role), layout).is_some();
    for (role, layout, other) in [
        (Role::ApiSecret, &layout::S1, &layout::G1),
        (Role::Topic, &layout::G1, &layout::S1),
    ] {
        assert!(has_place(role, layout) && !has_place(role, other), "{role:?}");
    }
}

/// As iroh-base 0.97 to 1.0 had it in memory: up to 30 bytes in place, with zeros behind, and more on the heap.
#[test]
fn custom_addresses_of_old_are_written_in_place_up_to_thirty_bytes() {
    let written = |size: usize| {
        let addr = TransportAddr::Custom(CustomAddr {
            id: 7,
            data: CustomData(vec![5; size]),
        });
        let ticket = Ticket::Endpoint(endpoint(&[addr]));
        let bytes = encode::to_bytes(&ticket, &layout::E1_C1).expect("it has room");
        let front = [&[0][..], &id(), &[1, 2, 7]].concat();
        bytes
            .strip_prefix(&front[..])
            .expect("the address is last")
            .to_vec()
    };
    for size in [0, 29, 30] {
        let in_place = [&[0, size as u8][..], &vec![5; size], &vec![0; 30 - size]].concat();
        assert_eq!(written(size), in_place);
    }
    assert_eq!(written(31), [&[1, 31][..], &[5; 31]].concat());
}

#[test]
fn an_id_stands_in_the_encoding_that_it_was_written_in() {
    for id in [ID, DATABASE] {
        let written = offered(id).into_iter().filter_map(|one| match one.target {
            Target::Encoding(encoding) => Some((encoding, one.text)),
            _ => None,
        });
        let mut tried = 0;
        for (encoding, text) in written {
            // A name is looked up, and no id that could be pasted.
            let Some(document) = ticket::explore(&text, &Native).found.into_iter().next() else {
                continue;
            };
            if document.text() == text && document.value.is_some() {
                let fitting: Vec<Encoding> = Encoding::ALL
                    .into_iter()
                    .filter(|one| one.is_of(&document))
                    .collect();
                assert_eq!(fitting, [encoding], "{text}");
                tried += 1;
            }
        }
        assert!(tried >= 1, "{id}");
    }
    let ticket = only(ENDPOINT);
    assert!(Encoding::ALL.iter().all(|encoding| !encoding.is_of(&ticket)));
}
