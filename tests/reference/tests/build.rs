//! What is built, made compact and given as Rust, against the real crates.
//!
//! `TICKET_CASES` sets the number of cases; `BLESS=1` writes the Rust code anew that the last test compiles.

#![allow(clippy::let_and_return)]

#[path = "../../common/drafts.rs"]
mod drafts;

use drafts::random::Random;
use reference::random::cases;
use reference::{ask, encode};
use ticket_explorer::native::Native;
use ticket_explorer::ticket::make::draft::{AddrDraft, AddrKind, Draft, NodeDraft};
use ticket_explorer::ticket::{Kind, Parser, Ticket, Value, make::qr, make::share};

/// The parser of today for a kind.
fn parser(kind: Kind) -> Parser {
    match kind {
        Kind::Eidetica => Parser::EideticaOpaqueId,
        kind => Parser::of(kind).next().expect("every kind has a parser"),
    }
}

/// A write ticket's public key is derived, and no part of it.
fn without_namespace(value: Value) -> Value {
    use ticket_explorer::ticket::Capability;
    match value {
        Value::Ticket(
            Ticket::Doc {
                capability: Capability::Write { secret, .. },
                nodes,
            },
            layout,
        ) => {
            let capability = Capability::Write {
                secret,
                namespace: None,
            };
            Value::Ticket(Ticket::Doc { capability, nodes }, layout)
        }
        value => value,
    }
}

#[test]
fn drafts_become_what_the_real_crates_write() {
    let mut random = Random(21);
    for _ in 0..cases(100_000) {
        let draft = random.draft();
        let value = draft.check(&Native).expect("a random draft is complete");
        let text = draft.text(&Native).expect("a random draft is complete");
        let prefix = draft.kind.prefix();
        let (read, again) = ask(parser(draft.kind), &text, prefix).expect("the real parser takes it");
        match &value {
            Value::Ticket(ticket, _) => {
                assert_eq!(encode(ticket, draft.kind), text);
                assert_eq!(again, text);
                assert_eq!(without_namespace(read), without_namespace(value));
            }
            Value::Link(link) => {
                // eidetica leaves out what it does not know; the rest it writes the same.
                let known = format!("{link}");
                assert_eq!(again, known);
                assert!(text.starts_with(&known));
                assert_eq!(read, value);
            }
            _ => unreachable!("drafts are tickets and links"),
        }
    }
}

#[test]
fn compact_text_is_read_alike_by_the_real_parsers() {
    let mut random = Random(22);
    let mut changed = 0;
    for _ in 0..cases(100_000) {
        let draft = random.draft();
        let text = draft.text(&Native).expect("a random draft is complete");
        let compact = qr::compact(&text);
        changed += u32::from(!compact.changed.is_empty());
        let prefix = draft.kind.prefix();
        if draft.kind != Kind::Eidetica {
            let real = |text: &str| ask(parser(draft.kind), text, prefix);
            assert_eq!(real(&compact.text), real(&text));
            continue;
        }
        let read = |parser, text: &str| match ask(parser, text, prefix) {
            Ok((Value::Link(link), _)) => Some(link),
            _ => None,
        };
        let (plain, small) = (
            read(Parser::EideticaCid, &text),
            read(Parser::EideticaCid, &compact.text),
        );
        assert_eq!(plain.is_some(), small.is_some());
        let opaque =
            [&text, &compact.text].map(|text| read(Parser::EideticaOpaqueId, text).expect("any id will do"));
        assert_eq!(
            opaque[0].database_id == opaque[1].database_id,
            !compact.id_changed
        );
        if let (Some(plain), Some(small)) = (plain, small) {
            assert_eq!(plain.database_id, small.database_id);
        }
        assert_eq!(opaque[0].unknown, opaque[1].unknown);
        assert_eq!(opaque[0].tips, opaque[1].tips);
        assert_eq!(opaque[0].hints.len(), opaque[1].hints.len());
        for (one, two) in opaque[0].hints.iter().zip(&opaque[1].hints) {
            assert_eq!(one.transport, two.transport);
            if one.address != two.address {
                let real = |text: &str| ask(Parser::IrohTickets1, text, "endpoint").expect("it is a ticket");
                assert_eq!(real(&one.address), real(&two.address));
            }
        }
    }
    assert!(changed > 0);
}

// ------------------------------------------------------------------------------------------------------ code in Rust

/// Tickets of each kind of ours, with and without addresses.
fn examples() -> Vec<(&'static str, Draft)> {
    let mut random = Random(23);
    let node = NodeDraft {
        id: "ae58ff8833241ac82d6ff7611046ed67b5072d142c588d0063e942d9a75502b6".into(),
        addrs: vec![
            AddrDraft::new(AddrKind::Relay, "https://relay.example.org/"),
            AddrDraft::new(AddrKind::Ip, "192.0.2.7:4433"),
            AddrDraft::new(AddrKind::Ip, "[2001:db8::7]:4433"),
            AddrDraft::new(AddrKind::Custom, "544f52_00ff"),
        ],
    };
    let bare = NodeDraft {
        addrs: Vec::new(),
        ..node.clone()
    };
    let mut of = |kind, nodes: &[&NodeDraft]| {
        let mut draft = random.draft_of(kind);
        draft.nodes = nodes.iter().map(|node| (*node).clone()).collect();
        draft
    };
    let mut plain = node.clone();
    plain.addrs.truncate(3);
    let mut read = of(Kind::Doc, &[&node, &bare]);
    read.access = ticket_explorer::ticket::make::draft::Access::Read;
    let mut write = of(Kind::Doc, &[&bare]);
    write.access = ticket_explorer::ticket::make::draft::Access::Write;
    vec![
        ("endpoint", of(Kind::Endpoint, &[&node])),
        ("bare", of(Kind::Endpoint, &[&bare])),
        ("blob", of(Kind::Blob, &[&plain])),
        ("read", read),
        ("write", write),
    ]
}

/// The code that the page gives, one file each: compiled below.
#[test]
fn code_in_rust_is_what_is_compiled_here() {
    for (name, draft) in examples() {
        let value = draft.check(&Native).expect("an example is complete");
        let code = share::rust(&value).expect("there is code for it");
        let path = format!("{}/tests/rust/{name}.rs", env!("CARGO_MANIFEST_DIR"));
        let what = if draft.kind == Kind::Endpoint {
            "addr"
        } else {
            "ticket"
        };
        let whole = format!("{{\n{code}{what}\n}}\n");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, &whole).expect("tests/rust can be written");
        }
        let compiled = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            compiled == whole,
            "{path} is not what the code says: run BLESS=1 cargo test -p reference --test build"
        );
    }
}

#[test]
fn code_in_rust_makes_the_same_ticket() -> Result<(), Box<dyn std::error::Error>> {
    use iroh_tickets::Ticket as _;
    use iroh_tickets::endpoint::EndpointTicket;
    let made = [
        EndpointTicket::new(include!("rust/endpoint.rs")).encode_string(),
        EndpointTicket::new(include!("rust/bare.rs")).encode_string(),
        include!("rust/blob.rs").encode_string(),
        include!("rust/read.rs").encode_string(),
        include!("rust/write.rs").encode_string(),
    ];
    let texts: Vec<_> = examples()
        .into_iter()
        .map(|(_, draft)| draft.text(&Native).expect("an example is complete"))
        .collect();
    assert_eq!(made.as_slice(), texts.as_slice());
    Ok(())
}

/// Old tickets become what the real crates of today read as what it was, but for what is named as lost.
#[test]
fn what_is_converted_is_read_by_the_real_crates() {
    use ticket_explorer::ticket::make::convert::{Target, conversions};
    use ticket_explorer::ticket::wire::{encode as ours, layout};
    let mut maker = reference::maker(31);
    let mut tried = [0; 2];
    for _ in 0..cases(2_000) {
        for old in layout::ALL {
            let Some(text) = ours::to_text(&maker.ticket(old.kind), old.kind, old) else {
                continue;
            };
            let document = ticket_explorer::ticket::explain(&text, &Native).found.remove(0);
            let Some(Value::Ticket(before, _)) = &document.value else {
                continue;
            };
            for made in conversions(&document, &Native) {
                let Target::Ticket(kind, _) = made.target else {
                    panic!("a ticket becomes a ticket")
                };
                for parser in &made.accepted_by {
                    let (read, again) =
                        ask(*parser, &made.text, kind.prefix()).expect("the real parser takes it");
                    assert_eq!(again, made.text, "as it is written");
                    let Value::Ticket(read, _) = without_namespace(read) else {
                        panic!("a ticket")
                    };
                    let meant = without_namespace(Value::Ticket(before.clone(), old));
                    let is_same = matches!(&meant, Value::Ticket(meant, _) if *meant == read);
                    assert_eq!(
                        is_same,
                        !made.losses.iter().any(|loss| !loss.ends_with("its end")),
                        "{text}"
                    );
                    tried[usize::from(made.is_current)] += 1;
                }
            }
        }
    }
    assert!(tried.iter().all(|number| *number > 1000), "{tried:?}");
}
