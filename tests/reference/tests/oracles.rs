//! Our verdicts, values and encodings against those of the real crates, on random input.
//!
//! `TICKET_CASES` sets the number of cases per test; what is there without it is what CI runs.

use reference::random::{cases, damage, damage_text};
use reference::{ask, encode, encode_old_doc, endpoint_c1, maker, namespace, public_key, read_endpoint_c1};
use std::fmt::Display;
use ticket_explorer::native::{AddrError, Native};
use ticket_explorer::ticket::{
    Answer, BlobTicket, Bytes32, Capability, Checks, DocTicket, EndpointAddr, EndpointTicket, Kind, Layout,
    Link, NodeTicket, Parser, Ticket, TransportAddr, Value, Verdict, encoding::codec, explain, wire::decode,
    wire::encode as ours, wire::layout, wire::walk::FaultKind,
};

/// What the type for a parser's tickets makes of a text; `None` where there is no such type.
fn typed(parser: Parser, text: &str) -> Option<reference::Answer> {
    fn ticket<T, E: Display>(read: Result<T, E>, layout: &'static Layout) -> Result<(Value, String), String>
    where
        T: Clone + Display + Into<Ticket>,
    {
        let read = read.map_err(|error| error.to_string())?;
        Ok((Value::Ticket(read.clone().into(), layout), read.to_string()))
    }
    Some(match parser {
        Parser::IrohTickets1 => ticket(text.parse::<EndpointTicket>(), &layout::E1),
        Parser::IrohNode => ticket(text.parse::<NodeTicket>(), &layout::N1),
        Parser::IrohBlobs => ticket(text.parse::<BlobTicket>(), &layout::B1),
        Parser::IrohDocs => ticket(text.parse::<DocTicket>(), &layout::D2),
        Parser::EideticaCid => match text.parse::<Link>() {
            Ok(link) => Ok((Value::Link(link.clone()), link.to_string())),
            Err(error) => Err(error.to_string()),
        },
        _ => return None,
    })
}

/// Asks both the same. Panics unless they agree on whether it is a ticket, on why not, and on what it says.
fn compare(parser: Parser, text: &str, kind: Kind) -> bool {
    let prefix = if kind == Kind::N0des { "n0des" } else { "services" };
    let verdict = Verdict::ask(parser, text, kind, &Native);
    let real = ask(parser, text, prefix);
    let name = parser.name();
    if let Some(typed) = typed(parser, text) {
        assert_eq!(typed, real, "the type for {name} on {text}");
    }
    match (&real, &verdict.value) {
        (Ok((value, again)), Some(our_value)) => {
            assert!(verdict.accepts, "{name} on {text}");
            assert_eq!(our_value, value, "{name} on {text}");
            let canonical = match our_value {
                Value::Ticket(ticket, layout) => {
                    let kind = if kind == Kind::N0des { kind } else { layout.kind };
                    ours::to_text(ticket, kind, layout)
                }
                Value::Link(link) => Some(link.to_string()),
                _ => None,
            };
            assert_eq!(canonical.as_ref(), Some(again), "{name} on {text}");
        }
        (Err(message), None) => {
            assert!(!verdict.accepts);
            assert_eq!(verdict.reason.as_ref(), Some(message), "{name} on {text}");
        }
        (real, ours) => panic!(
            "{name} on {text}:\nreal {real:?}\nours {ours:?} {:?}",
            verdict.reason
        ),
    }
    real.is_ok()
}

const TICKETS: [(Kind, &[Parser]); 7] = [
    (Kind::Endpoint, &[Parser::IrohTickets1]),
    (Kind::Node, &[Parser::IrohNode]),
    (Kind::Blob, &[Parser::IrohBlobs]),
    (Kind::Doc, &[Parser::IrohDocs, Parser::IrohDocsLegacy]),
    (Kind::Services, &[Parser::IrohServices]),
    (Kind::N0des, &[Parser::IrohServices]),
    (Kind::Gossip, &[Parser::GossipChat]),
];

fn layout_of(kind: Kind) -> &'static Layout {
    layout::of(kind).next().expect("every kind has a layout")
}

/// The public key that belongs to a write ticket's secret is no part of the ticket.
fn with_namespace(ticket: Ticket) -> Ticket {
    match ticket {
        Ticket::Doc {
            capability: Capability::Write { secret, .. },
            nodes,
        } => Ticket::Doc {
            capability: Capability::Write {
                secret,
                namespace: Some(namespace(&secret)),
            },
            nodes,
        },
        other => other,
    }
}

// ----------------------------------------------------------------------------------------------- encoding, byte for byte

/// The text of a ticket that is made of its parts, by its type.
fn made(ticket: &Ticket, kind: Kind) -> Option<String> {
    let made = match (ticket.clone(), kind) {
        (Ticket::Endpoint(addr), Kind::Endpoint) => {
            EndpointTicket::new(addr, &Native).map(|made| made.to_string())
        }
        (Ticket::Endpoint(addr), Kind::Node) => NodeTicket::new(addr, &Native).map(|made| made.to_string()),
        (
            Ticket::Blob {
                addr, format, hash, ..
            },
            _,
        ) => BlobTicket::new(addr, hash, format, &Native).map(|made| made.to_string()),
        (Ticket::Doc { capability, nodes }, _) => {
            DocTicket::new(capability, nodes, &Native).map(|made| made.to_string())
        }
        _ => return None,
    };
    Some(made.expect("what was read can be made"))
}

#[test]
fn addresses_are_those_of_iroh_base() {
    let mut maker = maker(6);
    for _ in 0..cases(20_000) {
        let ticket = maker.ticket(Kind::Endpoint);
        for addr in ticket.endpoints() {
            let real = iroh_base::EndpointAddr::try_from(addr).expect("it has nothing old in it");
            assert_eq!(real, reference::to_endpoint(addr));
            let ours = EndpointAddr::try_from(&real).expect("it has nothing new in it");
            assert_eq!(ours, reference::from_endpoint(&real));
        }
    }
    let refused = |id: Bytes32, other: TransportAddr, error: AddrError| {
        let mut addr = EndpointAddr::new(id);
        addr.addrs.insert(other);
        assert_eq!(iroh_base::EndpointAddr::try_from(&addr), Err(error));
    };
    let (id, relay) = (public_key(&[1; 32]), |url: &str| TransportAddr::Relay(url.into()));
    refused([2; 32], relay("https://relay.example.org/"), AddrError::Key);
    refused(id, relay("relay"), AddrError::Url);
    refused(id, TransportAddr::DerpRegion(1), AddrError::DerpRegion);
}

/// Encodes random values with the real crate and with ours, and reads ours back.
fn encodes_alike(kind: Kind, seed: u64) {
    let mut maker = maker(seed);
    let layout = layout_of(kind);
    for case in 0..cases(100_000) {
        let ticket = maker.ticket(kind);
        let text = ours::to_text(&ticket, kind, layout).expect("the layout has room for it");
        assert_eq!(text, encode(&ticket, kind), "{ticket:?}");
        // Reading checks every key, which takes longer.
        if case % 10 == 0 {
            let decoded = decode::decode(&text, kind, layout, &Native).expect("what we write we read");
            assert_eq!(decoded.ticket, with_namespace(ticket));
            assert_eq!((decoded.trailing, decoded.repeated), (0, 0));
            if let Some(made) = made(&decoded.ticket, kind) {
                assert_eq!(made, text);
            }
        }
    }
}

#[test]
fn endpoint_tickets_are_written_as_iroh_tickets_writes_them() {
    encodes_alike(Kind::Endpoint, 1);
}

#[test]
fn node_tickets_are_written_as_iroh_base_wrote_them() {
    encodes_alike(Kind::Node, 2);
}

#[test]
fn blob_tickets_are_written_as_iroh_blobs_writes_them() {
    encodes_alike(Kind::Blob, 3);
}

#[test]
fn doc_tickets_are_written_as_iroh_docs_writes_them() {
    encodes_alike(Kind::Doc, 4);
}

#[test]
fn other_tickets_are_written_as_their_programs_write_them() {
    let mut maker = maker(5);
    for case in 0..cases(100_000) / 5 {
        for kind in [Kind::Services, Kind::N0des, Kind::Gossip] {
            let ticket = maker.ticket(kind);
            let text = ours::to_text(&ticket, kind, layout_of(kind)).expect("the layout has room for it");
            assert_eq!(text, encode(&ticket, kind), "{ticket:?}");
        }
        let nodes: Vec<_> = (0..=case % 3).map(|_| maker.node()).collect();
        let capability = maker.capability();
        let real = encode_old_doc(&capability, &nodes);
        let old = Ticket::Doc { capability, nodes };
        assert_eq!(ours::to_text(&old, Kind::Doc, &layout::D1), Some(real));
        let endpoint = maker.endpoint();
        let real = endpoint_c1(&endpoint);
        assert_eq!(
            ours::to_bytes(&Ticket::Endpoint(endpoint), &layout::E1_C1),
            Some(real)
        );
    }
}

/// What a blob ticket has no room for is left out as iroh-blobs leaves it out.
#[test]
fn blob_tickets_lose_what_iroh_blobs_loses() {
    let mut maker = maker(6);
    for _ in 0..cases(100_000) / 20 {
        let Ticket::Blob {
            format, hash, token, ..
        } = maker.ticket(Kind::Blob)
        else {
            unreachable!("a blob ticket was asked for");
        };
        let addr = maker.endpoint();
        let ticket = Ticket::Blob {
            addr,
            format,
            hash,
            token,
        };
        let text = ours::to_text(&ticket, Kind::Blob, &layout::B1);
        assert_eq!(text, Some(encode(&ticket, Kind::Blob)), "{ticket:?}");
    }
}

// ------------------------------------------------------------------------------------------------------------ reading

#[test]
fn tickets_whole_damaged_and_cut_are_read_as_the_real_parsers_read_them() {
    let mut maker = maker(7);
    let (mut accepted, mut refused) = (0, 0);
    let mut ask_all = |text: &str, kind: Kind, parsers: &[Parser]| {
        for parser in parsers {
            match compare(*parser, text, kind) {
                true => accepted += 1,
                false => refused += 1,
            }
        }
    };
    let number = cases(20_000);
    for case in 0..number {
        let (kind, parsers) = TICKETS[case % TICKETS.len()];
        let ticket = maker.ticket(kind);
        // Another layout of the same kind too: what one writes the other may accept.
        let layouts: Vec<_> = layout::of(layout_of(kind).kind).collect();
        let layout = maker.random.pick(&layouts);
        let Some(bytes) = ours::to_bytes(&ticket, layout) else {
            continue;
        };
        let text = |bytes: &[u8]| format!("{}{}", kind.prefix(), codec::to_base32(bytes));
        ask_all(&text(&bytes), kind, parsers);
        for _ in 0..3 {
            let mut damaged = bytes.clone();
            damage(&mut maker.random, &mut damaged);
            ask_all(&text(&damaged), kind, parsers);
        }
        let whole = text(&bytes);
        ask_all(&damage_text(&mut maker.random, &whole), kind, parsers);
        // Every length, of some.
        if case % 100 == 0 && whole.len() < 600 {
            for end in 0..whole.len() {
                ask_all(&whole[..end], kind, parsers);
            }
        }
    }
    assert!(
        accepted > number && refused > number,
        "{accepted} accepted, {refused} refused"
    );
}

#[test]
fn any_bytes_are_read_as_the_real_parsers_read_them() {
    let mut maker = maker(8);
    for _ in 0..cases(20_000) {
        let length = maker.random.below(140);
        let mut bytes = maker.random.bytes(length);
        // Mostly zeros and small numbers get further.
        if maker.random.one_in(2) {
            bytes.iter_mut().for_each(|byte| *byte &= 3);
        }
        if bytes.len() > 33 {
            bytes[0] = 0;
            let id = maker.id();
            bytes[1..33].copy_from_slice(&id);
        }
        let payload = codec::to_base32(&bytes);
        for (kind, parsers) in TICKETS {
            for parser in parsers {
                compare(*parser, &format!("{}{payload}", kind.prefix()), kind);
            }
        }
    }
}

/// In `ticket decode --exact` every parser is asked, also those of other kinds.
#[test]
fn every_parser_is_asked_the_same() {
    let mut maker = maker(9);
    for case in 0..cases(20_000) / 10 {
        let (kind, _) = TICKETS[case % TICKETS.len()];
        let text = encode(&maker.ticket(kind), kind);
        let text = match case % 3 {
            0 => text,
            1 => damage_text(&mut maker.random, &text),
            _ => maker.link(&[text]),
        };
        let report = explain(&text, &Native);
        for verdict in &report.found[0].verdicts {
            let prefix = if report.found[0].kind == Kind::N0des {
                "n0des"
            } else {
                "services"
            };
            let name = verdict.parser.name();
            match ask(verdict.parser, &text, prefix) {
                Ok((value, _)) => assert_eq!(verdict.value, Some(value), "{name} on {text}"),
                Err(message) => assert_eq!(verdict.reason, Some(message), "{name} on {text}"),
            }
        }
    }
}

#[test]
fn first_form_custom_addresses_are_read_as_iroh_base_1_0_read_them() {
    let mut maker = maker(10);
    let (mut accepted, mut refused) = (0, 0);
    for _ in 0..cases(20_000) {
        let mut bytes = endpoint_c1(&maker.endpoint());
        if maker.random.one_in(2) {
            damage(&mut maker.random, &mut bytes);
        }
        let ours = decode::decode_bytes(&bytes, &layout::E1_C1, &Native);
        match (read_endpoint_c1(&bytes), ours) {
            (Some(Ok(real)), Ok(ours)) => {
                assert_eq!(ours.ticket, Ticket::Endpoint(real), "{bytes:02x?}");
                accepted += 1;
            }
            (Some(Err(message)), Err(fault)) => {
                refused += 1;
                // The reader of then saw a size that cannot be only after the bytes.
                if matches!(fault.kind, FaultKind::Length { expected: 30, .. }) {
                    continue;
                }
                assert_eq!(fault.kind.message(), message, "{bytes:02x?}");
            }
            (None, Ok(_)) => {}
            (real, ours) => panic!("{bytes:02x?}: {:?} {ours:?}", real.map(|real| real.is_ok())),
        }
    }
    assert!(accepted > 100 && refused > 100);
}

// -------------------------------------------------------------------------------------------------------------- links

#[test]
fn links_are_read_as_eidetica_reads_them() {
    let mut maker = maker(11);
    let tickets: Vec<String> = (0..50)
        .map(|case| {
            let (kind, _) = TICKETS[case % TICKETS.len()];
            encode(&maker.ticket(kind), kind)
        })
        .collect();
    let (mut accepted, mut refused) = (0, 0);
    let number = cases(100_000);
    for _ in 0..number {
        let mut link = maker.link(&tickets);
        if maker.random.one_in(3) {
            link = damage_text(&mut maker.random, &link);
        }
        for parser in [Parser::EideticaOpaqueId, Parser::EideticaCid] {
            match compare(parser, &link, Kind::Eidetica) {
                true => accepted += 1,
                false => refused += 1,
            }
        }
    }
    assert!(
        accepted > number / 5 && refused > number / 5,
        "{accepted} accepted, {refused} refused"
    );
}

#[test]
fn ids_are_read_as_the_cid_crate_reads_them() {
    let mut maker = maker(12);
    let mut accepted = 0;
    let number = cases(100_000) / 2;
    for _ in 0..number {
        let mut text = maker.cid();
        if maker.random.one_in(3) {
            text = damage_text(&mut maker.random, &text);
        }
        let ours = ticket_explorer::ticket::link::cid::parse(&text);
        match cid::Cid::try_from(text.as_str()) {
            Ok(real) => {
                accepted += 1;
                assert_eq!(
                    ours.map(|cid| cid.to_string()).ok(),
                    Some(real.to_string()),
                    "{text}"
                );
            }
            Err(error) => assert_eq!(
                ours.map_err(|error| error.to_string()).err(),
                Some(error.to_string()),
                "{text}"
            ),
        }
    }
    assert!(accepted > number / 5, "{accepted} accepted");
}

// --------------------------------------------------------------------------------------------------------------- keys

/// What the tool shows as the document's id of a write ticket is the public key of its secret.
#[test]
fn derived_ids_are_those_of_the_real_key_pair() {
    let mut maker = maker(13);
    for _ in 0..cases(20_000) / 10 {
        let secret: Bytes32 = maker.random.key();
        assert_eq!(public_key(&secret), namespace(&secret));
        assert_eq!(Native.public_key(&secret), Answer::Yes(namespace(&secret)));
        let capability = Capability::Write {
            secret,
            namespace: None,
        };
        let nodes = vec![maker.endpoint()];
        let text = encode(&Ticket::Doc { capability, nodes }, Kind::Doc);
        let report = explain(&text, &Native);
        match &report.found[0].value {
            Some(Value::Ticket(
                Ticket::Doc {
                    capability: Capability::Write { namespace: id, .. },
                    ..
                },
                _,
            )) => {
                assert_eq!(*id, Some(namespace(&secret)));
            }
            other => panic!("{other:?}"),
        }
    }
}
