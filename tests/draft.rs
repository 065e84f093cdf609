//! The form: drafts become what the crates write, and come back as they were.

#[path = "common/drafts.rs"]
mod drafts;

use drafts::random::Random;
use ticket_explorer::native::Native;
use ticket_explorer::ticket::make::draft::{
    Access, AddrDraft, AddrKind, Draft, Field, HintDraft, List, Move, New, NodeAt, NodeDraft, write,
};
use ticket_explorer::ticket::{
    self, Capability, Document, Kind, Role, Secrets, Severity, Ticket, Unchecked, Value, encoding::codec,
    make::compare, make::share, make::slim, wire::encode, wire::layout,
};

const ID: &str = "ae58ff8833241ac82d6ff7611046ed67b5072d142c588d0063e942d9a75502b6";

/// The same draft as typed by somebody who is not tidy.
fn untidy(draft: &Draft, random: &mut Random) -> Draft {
    let mut draft = draft.clone();
    let hints = draft
        .hints
        .iter_mut()
        .filter(|hint| hint.built)
        .map(|hint| &mut hint.node);
    for node in draft.nodes.iter_mut().chain(hints) {
        if let Ok(key) = <[u8; 32]>::try_from(codec::from_hex(&node.id).unwrap()) {
            node.id = match random.below(5) {
                0 => codec::to_base32(&key),
                1 => codec::to_base32(&key).to_uppercase(),
                2 => codec::to_z32(&key),
                3 => format!(" {}\n", codec::to_hex(&key).to_uppercase()),
                _ => node.id.clone(),
            };
        }
        let mut addrs = Vec::new();
        for addr in &node.addrs {
            if random.below(4) == 0 {
                addrs.push(addr.clone());
            }
            addrs.insert(random.below(addrs.len() + 1), addr.clone());
            if random.below(8) == 0 {
                addrs.push(AddrDraft::new(AddrKind::Ip, "  "));
            }
        }
        node.addrs = addrs;
    }
    draft
}

#[test]
fn draft_to_text_and_back_is_the_identity() {
    let mut random = Random(1);
    let rounds = if cfg!(debug_assertions) { 4_000 } else { 100_000 };
    for round in 0..rounds {
        let first = random.draft();
        let value = first
            .check(&Native)
            .unwrap_or_else(|errors| panic!("{round} {first:?}: {errors:?}"));
        // What was generated may hold an address twice, or two relays in a ticket for one; the value has neither.
        let mut draft = Draft::from_value(&value);
        draft.kind = first.kind;
        assert_eq!(draft.check(&Native).unwrap(), value);
        let text = draft.text(&Native).unwrap();
        assert_eq!(
            untidy(&draft, &mut random).text(&Native).unwrap(),
            text,
            "{round}"
        );

        let around = random.pick(&["", "see ", "(", "dumbpipe connect ", "> "]);
        let report = ticket::explore(&format!("{around}{text}"), &Native);
        assert_eq!(report.found.len(), 1, "{round} {text}");
        let document = &report.found[0];
        assert_eq!(document.text(), text, "{round}");
        assert_eq!(document.value.as_ref(), Some(&value), "{round} {text}");
        assert_eq!(
            Draft::from_document(document).as_ref(),
            Some(&draft),
            "{round} {text}"
        );
        assert!(
            document.verdicts.iter().any(|verdict| verdict.accepts),
            "{round} {text}"
        );

        // Nothing differs from itself; leaving nothing out changes nothing; the costs add up.
        let kind = document.kind;
        assert!(compare::compare((&value, kind), (&value, kind)).is_same());
        assert_eq!(slim::slim(&value, slim::Cuts::default(), &Native), value);
        let costs = slim::costs(document, ticket::Secrets::Masked);
        assert_eq!(
            costs.iter().map(|cost| cost.chars).sum::<usize>(),
            text.len(),
            "{round} {text} {costs:#?}"
        );

        // A link to the page carries the same.
        let link = share::page_link("https://tickets.example.org/", &text);
        let shared = ticket::explore(&link, &Native);
        assert_eq!(shared.found.len(), 1, "{round} {link}");
        assert_eq!(shared.found[0].value.as_ref(), Some(&value), "{round} {link}");
    }
}

/// What a link may hold at all: anything, when it is taken as it stands, and when it is searched for.
#[test]
fn any_text_survives_in_a_link() {
    let mut random = Random(2);
    let odd = "aZ9 %&=#+:,;.!é\u{202e}\u{0}\n\"'`<>()[]*_~|漢🚀?/\\";
    let odd: Vec<char> = odd.chars().collect();
    for _ in 0..3_000 {
        let mut word = |least: usize| {
            let length = least + random.below(9);
            (0..length).map(|_| random.pick(&odd)).collect::<String>()
        };
        let mut draft = Draft::new(Kind::Eidetica);
        draft.nodes = vec![NodeDraft::default()];
        draft.database_id = word(1);
        draft.hints = vec![HintDraft {
            transport: word(1).replace(':', "."),
            address: word(0),
            ..HintDraft::default()
        }];
        draft.tips = Some(vec![word(1).replace(',', ";")]);
        draft.unknown = vec![(word(1), word(0)), (word(1), word(0))];
        let text = draft.text(&Native).unwrap();
        let document = &ticket::explain(&text, &Native).found[0];
        assert_eq!(Draft::from_document(document).as_ref(), Some(&draft), "{text}");
        for around in ["", "see ", "(", "\"", "**", "> "] {
            let report = ticket::explore(&format!("{around}{text}"), &Native);
            assert_eq!(report.found.len(), 1, "{around}{text}");
            assert_eq!(report.found[0].text(), text);
        }
    }
}

/// Whatever stands half-typed in a field, the text that is written is found as what was typed.
#[test]
fn what_is_half_typed_is_found_as_it_was_typed() {
    let typed = [
        "notes.",
        "notes ",
        " notes",
        "sha256:",
        "\"",
        "'",
        "%",
        "%4",
        "&",
        "&amp;",
        "#",
        "=",
        "+",
        "🚀",
        "a,",
        "a;",
        "a!",
        "a?",
        "(a",
        "a)",
        "*",
        "_",
        "<",
        ">",
        "`",
        "\\",
        "é",
        "…",
        "a\u{a0}",
        "a\u{200b}",
        "eidetica:?db=x",
        "https://example.org/",
        "\t",
    ];
    let addresses = ["", "localhost:", "db.", "[2001:", "[2001:db8::1]", "http://"];
    for text in typed.into_iter().chain(addresses) {
        for field in [
            Field::DatabaseId,
            Field::Address(0),
            Field::Tip(0),
            Field::ParamKey(0),
            Field::ParamValue(0),
        ] {
            let mut draft = Draft::new(Kind::Eidetica);
            draft.database_id = String::from("notes");
            for new in [New::Hint("http".into()), New::Tip, New::Param] {
                draft.add(new);
            }
            draft.hints[0].address = String::from("192.0.2.1:80");
            draft.tips = Some(vec![String::from("tip")]);
            draft.unknown[0] = (String::from("x"), String::from("y"));
            *draft.text_mut(field).unwrap() = text.into();
            let examined = draft.examine(&Native);
            let Some(value) = examined.value else {
                assert!(examined.at(field).is_some(), "{field:?} {text:?}");
                continue;
            };
            let text = write(&value, Kind::Eidetica).unwrap();
            let report = ticket::explore(&text, &Native);
            assert_eq!(report.found.len(), 1, "{text}");
            assert_eq!(report.found[0].text(), text, "{field:?}");
            assert_eq!(report.found[0].value.as_ref(), Some(&value), "{field:?} {text}");
        }
    }
}

#[test]
fn nothing_typed_is_lost_when_the_kind_changes() {
    let mut random = Random(3);
    let mut draft = random.draft_of(Kind::Doc);
    let before = draft.clone();
    for kind in Draft::kinds() {
        draft.kind = kind;
        let _ = draft.check(&Unchecked);
    }
    draft.kind = Kind::Doc;
    assert_eq!(draft, before);
}

/// What the remark at a field says when this is typed into it, as `severity message`.
fn said(mut draft: Draft, field: Field, text: &str) -> String {
    *draft.text_mut(field).unwrap() = text.into();
    match draft.examine(&Native).at(field) {
        None => String::new(),
        Some(remark) => {
            assert_eq!(remark.missing, text.trim().is_empty());
            format!("{} {}", remark.severity.name(), remark.message)
        }
    }
}

/// The first endpoint of a ticket.
const FIRST: NodeAt = NodeAt::Ticket(0);

/// A draft with one of these.
fn with(kind: Kind, new: New) -> Draft {
    let mut draft = Draft::new(kind);
    draft.add(new);
    draft
}

/// What is said of an address.
fn said_of_addr(kind: AddrKind, text: &str) -> String {
    said(
        with(Kind::Endpoint, New::Addr(FIRST, kind)),
        Field::Addr(FIRST, 0),
        text,
    )
}

/// What is said of a hint's address.
fn said_of_hint(transport: &str, text: &str) -> String {
    said(
        with(Kind::Eidetica, New::Hint(transport.into())),
        Field::Address(0),
        text,
    )
}

#[test]
fn fields_say_what_is_wrong() {
    let ip = |text| said_of_addr(AddrKind::Ip, text);
    assert_eq!(ip("192.0.2.7:4433"), "note Documentation address.");
    assert_eq!(ip("10.0.0.1:4433"), "note Private address.");
    assert_eq!(
        ip("10.0.0.1:0"),
        "note Private address. Nobody listens on port 0."
    );
    assert_eq!(ip("192.0.2.7"), "error The port is missing: 192.0.2.7:4433.");
    assert_eq!(
        ip("2001:db8::7"),
        "error The port is missing: [2001:db8::7]:4433."
    );
    assert_eq!(
        ip("192.0.2.7:70000"),
        "error The port is a number from 0 to 65535."
    );
    assert_eq!(
        ip("db.example.org:80"),
        "error Host names do not work here: tickets hold IP addresses only."
    );
    assert_eq!(ip("192.0.2:80"), "error Not an IP address and port.");
    assert_eq!(
        ip("[fe80::1%3]:80"),
        "warning The scope after % is not written into tickets."
    );

    let relay = |text| said_of_addr(AddrKind::Relay, text);
    assert_eq!(relay("https://relay.example.org"), "");
    assert_eq!(
        relay("relay.example.org"),
        "error Not a URL: https:// is missing in front."
    );
    assert_eq!(
        relay("https://use1-1.relay.n0.iroh.link./"),
        "note n0’s relay, US East."
    );
    assert!(relay("https://use1-1.relay.iroh.network./").starts_with("warning A relay of iroh 0.14"));
    assert!(relay("mailto:a@example.org").starts_with("warning"));
    assert!(relay("region 1").starts_with("error Relays had numbers"));

    let custom = |text| said_of_addr(AddrKind::Custom, text);
    assert_eq!(
        custom("424c45_0102030405ff"),
        "note Bluetooth LE, MAC 01:02:03:04:05:ff."
    );
    assert!(custom("544f52").starts_with("error The _"));
    assert!(custom("zz_00").starts_with("error The transport"));
    assert!(custom("1_0").starts_with("error The address after _"));
    assert!(custom("1_FF").starts_with("error The hex after _ must be lower case"));

    let id = |text: &str| said(Draft::new(Kind::Endpoint), Field::EndpointId(FIRST), text);
    assert_eq!(id(ID), "");
    assert_eq!(id(&ID.to_uppercase()), "");
    assert_eq!(id(&ID[..60]), "error 60 of 64 hex characters.");
    assert_eq!(id(&ID.replace('f', "g")), "error ‘g’ is not a hex character.");
    assert!(id(&format!("02{}", "00".repeat(31))).starts_with("error These 32 bytes are not a public key"));
    assert!(id(&format!("endpoint{}", "a".repeat(80))).starts_with("error This is a whole endpoint ticket"));
    assert_eq!(id("  "), "error Nothing here yet.");

    let http = |text| said_of_hint("http", text);
    assert_eq!(http("db.example.org:8080"), "");
    assert_eq!(http("127.0.0.1:8080"), "note Loopback address.");
    assert_eq!(
        http("http://db.example.org:80"),
        "warning Leave out http://: eidetica adds it."
    );
    assert_eq!(http("db.example.org"), "warning Not a host and port.");
    assert_eq!(http("2001:db8::1:80"), "warning Not a host and port.");

    let db = |text: &str| said(Draft::new(Kind::Eidetica), Field::DatabaseId, text);
    let cid = "bafyr4ihkr4ld3m4gqkjf4reryxsy2s5tkbxprqkow6fin2iiyvreuzzab4";
    assert_eq!(db(cid), "note CID v1, dag-cbor, blake3.");
    assert!(db(&cid.to_uppercase()).ends_with(&format!("eidetica rewrites it as {cid}.")));
    assert!(db(&format!("sha256:{}", "00".repeat(32))).starts_with("warning A hash id"));
    assert!(db("my notes").starts_with("warning Contains a space"));
    assert!(db("notes").starts_with("warning Not a CID"));

    let transport = |text| {
        said(
            with(Kind::Eidetica, New::Hint("x".into())),
            Field::Transport(0),
            text,
        )
    };
    assert_eq!(transport("iroh"), "");
    assert_eq!(transport("HTTP"), "warning Case matters: eidetica knows http.");
    assert!(transport("a:b").starts_with("error A colon"));
    assert!(said(with(Kind::Eidetica, New::Param), Field::ParamKey(0), "pr").starts_with("error"));
    assert!(said(with(Kind::Eidetica, New::Tip), Field::Tip(0), "a,b").starts_with("error A comma"));
    assert!(said_of_hint("iroh", "endpointaaaa").starts_with("warning iroh rejects it"));
    assert_eq!(said(Draft::new(Kind::Blob), Field::Hash, ID), "");
    let mut secret = Draft::new(Kind::Doc);
    secret.access = Access::Write;
    assert!(said(secret, Field::Key, ID).starts_with("note Secret. Its public id is "));
}

#[test]
fn every_field_can_be_reached_and_every_list_changed() {
    let mut draft = Draft::new(Kind::Eidetica);
    let hint = NodeAt::Hint(0);
    let second = NodeAt::Ticket(1);
    let adds = [
        (New::Hint("iroh".into()), Field::Address(0)),
        (New::Hint("http".into()), Field::Address(1)),
        (New::Hint(String::new()), Field::Transport(2)),
        (New::Addr(hint, AddrKind::Relay), Field::Addr(hint, 0)),
        (New::Addr(hint, AddrKind::Ip), Field::Addr(hint, 1)),
        (New::Addr(hint, AddrKind::Custom), Field::Addr(hint, 2)),
        (New::Node, Field::EndpointId(second)),
        (New::Addr(second, AddrKind::Ip), Field::Addr(second, 0)),
        (New::Tip, Field::Tip(0)),
        (New::Param, Field::ParamKey(0)),
    ];
    let mut fields = vec![
        Field::DatabaseId,
        Field::Hash,
        Field::Key,
        Field::EndpointId(FIRST),
        Field::ParamValue(0),
        Field::EndpointId(hint),
        Field::Transport(1),
    ];
    for (new, field) in adds {
        let list = new.list();
        let before = draft.count(list);
        assert_eq!(draft.add(new), Some(field));
        assert_eq!(draft.count(list), before + 1);
        fields.push(field);
    }
    for field in &fields {
        *draft.text_mut(*field).unwrap() = format!("in {field:?}");
    }
    for field in &fields {
        assert_eq!(draft.text_of(*field), Some(format!("in {field:?}").as_str()));
    }
    let nowhere = [
        Field::Nodes,
        Field::Access,
        Field::Address(9),
        Field::Addr(FIRST, 0),
        Field::Addr(NodeAt::Hint(9), 0),
        Field::Tip(1),
    ];
    for field in nowhere {
        assert_eq!(draft.text_of(field), None, "{field:?}");
        assert_eq!(draft.text_mut(field), None, "{field:?}");
    }
    assert_eq!(draft.add(New::Addr(NodeAt::Ticket(9), AddrKind::Ip)), None);
    assert!(!draft.shift(List::Tips, 1, Move::Out));
    assert!(!draft.shift(List::Addrs(NodeAt::Hint(9)), 0, Move::Out));

    assert!(!draft.shift(List::Hints, 0, Move::Up));
    assert!(!draft.shift(List::Hints, 2, Move::Down));
    assert!(draft.shift(List::Hints, 0, Move::Down));
    assert_eq!(draft.hints[1].node.addrs.len(), 3);
    let moved = List::Addrs(NodeAt::Hint(1));
    assert!(draft.shift(moved, 2, Move::Up));
    assert_eq!(draft.hints[1].node.addrs[1].kind, AddrKind::Custom);
    assert!(draft.shift(moved, 0, Move::Out));
    assert_eq!(draft.hints[1].node.addrs[0].kind, AddrKind::Custom);
    for (list, at) in [
        (List::Hints, 0),
        (List::Nodes, 1),
        (List::Tips, 0),
        (List::Params, 0),
    ] {
        assert!(draft.shift(list, at, Move::Out), "{list:?}");
    }
}

#[test]
fn hints_are_pasted_or_built() {
    let mut random = Random(6);
    let mut draft = random.draft_of(Kind::Eidetica);
    draft.hints = vec![HintDraft {
        transport: "iroh".into(),
        built: true,
        node: random.node(true),
        ..HintDraft::default()
    }];
    let text = draft.text(&Native);
    draft.build_hint(0, false, &Native);
    assert!(draft.hints[0].address.starts_with("endpoint"));
    assert_eq!(draft.text(&Native), text);
    draft.hints[0].node = NodeDraft::default();
    draft.build_hint(0, true, &Native);
    assert_eq!(draft.text(&Native), text);
    // What cannot be taken along stays where it is.
    draft.build_hint(0, false, &Native);
    draft.hints[0].address = "half a ticket".into();
    let node = draft.hints[0].node.clone();
    draft.build_hint(0, true, &Native);
    assert_eq!(draft.hints[0].node, node);
    draft.hints[0].node.id = "x".into();
    draft.build_hint(0, false, &Native);
    assert_eq!(draft.hints[0].address, "half a ticket");
    draft.build_hint(9, false, &Native);
}

#[test]
fn errors_name_their_fields() {
    let mut draft = Draft::new(Kind::Eidetica);
    draft.hints = vec![
        HintDraft {
            transport: "a:b".into(),
            address: "x".into(),
            ..HintDraft::default()
        },
        HintDraft {
            transport: "iroh".into(),
            built: true,
            node: NodeDraft {
                id: "12".into(),
                addrs: vec![
                    AddrDraft::new(AddrKind::Ip, ""),
                    AddrDraft::new(AddrKind::Ip, "x"),
                ],
            },
            ..HintDraft::default()
        },
    ];
    draft.tips = Some(vec![String::new()]);
    draft.unknown = vec![("db".into(), "x".into())];
    let errors = draft.check(&Native).unwrap_err();
    let fields: Vec<Field> = errors.iter().map(|error| error.field).collect();
    assert_eq!(
        fields,
        [
            Field::DatabaseId,
            Field::Transport(0),
            Field::EndpointId(NodeAt::Hint(1)),
            Field::Addr(NodeAt::Hint(1), 1),
            Field::Tip(0),
            Field::ParamKey(0),
        ]
    );
    assert!(
        errors
            .iter()
            .all(|error| error.remark.severity == Severity::Error && !error.remark.expected.is_empty())
    );

    let mut doc = Draft::new(Kind::Doc);
    doc.nodes.clear();
    doc.access = Access::Unknown;
    let errors = doc.check(&Native).unwrap_err();
    let fields: Vec<Field> = errors.iter().map(|error| error.field).collect();
    assert_eq!(fields, [Field::Access, Field::Nodes]);
}

/// Tickets of the NodeAddr layouts hold one relay and no custom address; the form says what is left out.
#[test]
fn what_a_layout_has_no_place_for_is_said() {
    let mut draft = Draft::new(Kind::Blob);
    draft.hash = ID.into();
    draft.nodes = vec![NodeDraft {
        id: ID.into(),
        addrs: vec![
            AddrDraft::new(AddrKind::Relay, "https://b.example.org/"),
            AddrDraft::new(AddrKind::Relay, "https://a.example.org/"),
            AddrDraft::new(AddrKind::Custom, "1_00"),
            AddrDraft::new(AddrKind::Ip, "192.0.2.1:1"),
            AddrDraft::new(AddrKind::Ip, "192.0.2.1:1"),
        ],
    }];
    let examined = draft.examine(&Native);
    let at = |row: usize| {
        let remark = examined.at(Field::Addr(FIRST, row));
        remark.map(|remark| remark.message.as_str())
    };
    assert!(at(0).unwrap().starts_with("Left out"));
    assert_eq!(at(1), None);
    assert!(at(2).unwrap().starts_with("Left out"));
    assert!(at(4).unwrap().starts_with("This address is here twice"));
    let value = examined.value.unwrap();
    let text = write(&value, Kind::Blob).unwrap();
    let document = &ticket::explain(&text, &Native).found[0];
    assert_eq!(document.value.as_ref(), Some(&value));
}

#[test]
fn damaged_tickets_give_what_can_be_read() {
    let mut draft = Draft::new(Kind::Endpoint);
    draft.nodes = vec![NodeDraft {
        id: ID.into(),
        addrs: vec![
            AddrDraft::new(AddrKind::Relay, "https://relay.example.org/"),
            AddrDraft::new(AddrKind::Ip, "192.0.2.1:4433"),
        ],
    }];
    let text = draft.text(&Native).unwrap();
    let cut = &text[..text.len() - 9];
    let document = &ticket::explore(cut, &Native).found[0];
    assert_eq!(document.value, None);
    let salvaged = Draft::from_document(document).unwrap();
    assert_eq!(salvaged.nodes[0].id, ID);
    assert_eq!(salvaged.nodes[0].addrs[0], draft.nodes[0].addrs[0]);
    assert_eq!(salvaged.nodes[0].addrs.len(), 1);

    let key = [0x5a; 32];
    let secret = Ticket::Keyed {
        role: Role::ApiSecret,
        key,
        nodes: vec![ticket::EndpointAddr::new(
            codec::from_hex(ID).unwrap().try_into().unwrap(),
        )],
    };
    let text = encode::to_text(&secret, Kind::Services, &layout::S1).unwrap();
    let document = &ticket::explore(&text[..text.len() - 9], &Native).found[0];
    assert_eq!(document.value, None);
    assert_eq!(Draft::from_document(document).unwrap().key, codec::to_hex(&key));

    let link = "eidetica:?pr=http:192.0.2.1:80&x=y";
    let document = &ticket::explore(link, &Native).found[0];
    let salvaged = Draft::from_document(document).unwrap();
    assert_eq!(salvaged.hints.len(), 1);
    assert_eq!(salvaged.unknown, [("x".into(), "y".into())]);
    let errors = salvaged.check(&Native).unwrap_err();
    assert_eq!(errors[0].field, Field::DatabaseId);
}

#[test]
fn slimming_leaves_out_what_it_says() {
    let mut random = Random(4);
    for _ in 0..3_000 {
        let draft = random.draft();
        let value = draft.check(&Native).unwrap();
        let before = slim::size(&value, draft.kind);
        for (cut, many) in slim::applicable(&value, &Native) {
            assert!(many > 0);
            let cuts = slim::Cuts::from_iter([cut]);
            let small = slim::slim(&value, cuts, &Native);
            assert_ne!(small, value, "{cut:?} {draft:?}");
            let left = slim::applicable(&small, &Native);
            assert!(left.iter().all(|(left, _)| *left != cut), "{cut:?} {draft:?}");
            let after = slim::size(&small, draft.kind);
            // A public id is one byte shorter than a secret; what is left out is gone.
            assert!(after.bytes <= before.bytes && after.chars <= before.chars);
            let text = write(&small, draft.kind).unwrap();
            assert_eq!(text.len(), after.chars);
            assert_eq!(
                ticket::explain(&text, &Native).found[0].value.as_ref(),
                Some(&small)
            );
        }
    }
}

#[test]
fn a_read_only_ticket_has_the_public_id() {
    let mut draft = Random(5).draft_of(Kind::Doc);
    draft.access = Access::Write;
    let value = draft.check(&Native).unwrap();
    let small = slim::slim(&value, slim::Cuts::from_iter([slim::Cut::Write]), &Native);
    let read = Draft::from_value(&small);
    assert_eq!(read.access, Access::Read);
    let secret: [u8; 32] = codec::from_hex(&draft.key).unwrap().try_into().unwrap();
    let public = iroh_base::SecretKey::from_bytes(&secret).public();
    assert_eq!(read.key, codec::to_hex(public.as_bytes()));

    let compared = compare::compare((&value, Kind::Doc), (&small, Kind::Doc));
    let lines: Vec<String> = compared.lines.iter().map(ToString::to_string).collect();
    assert!(lines.contains(&"~ capability: write → read".into()), "{lines:#?}");
    assert!(lines.contains(&format!("= document: {}", read.key)), "{lines:#?}");
    assert!(!lines.concat().contains(&draft.key));
}

#[test]
fn comparing_tells_what_changed() {
    let node = |addrs: &[(AddrKind, &str)]| NodeDraft {
        id: ID.into(),
        addrs: addrs
            .iter()
            .map(|(kind, text)| AddrDraft::new(*kind, text))
            .collect(),
    };
    let value = |node: NodeDraft| {
        let draft = Draft {
            nodes: vec![node],
            ..Draft::new(Kind::Endpoint)
        };
        draft.check(&Native).unwrap()
    };
    let one = value(node(&[
        (AddrKind::Relay, "https://a.example.org/"),
        (AddrKind::Ip, "192.0.2.1:1"),
        (AddrKind::Ip, "192.0.2.2:1"),
    ]));
    let two = value(node(&[
        (AddrKind::Relay, "https://b.example.org/"),
        (AddrKind::Ip, "192.0.2.1:1"),
        (AddrKind::Ip, "192.0.2.3:1"),
    ]));
    let compared = compare::compare((&one, Kind::Endpoint), (&two, Kind::Endpoint));
    let lines: Vec<String> = compared.lines.iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "= kind: endpoint".to_string(),
            format!("= endpoint: {ID}"),
            "~ relay of ae58ff8833…: https://a.example.org/ → https://b.example.org/".into(),
            "= address of ae58ff8833…: 192.0.2.1:1".into(),
            "- address of ae58ff8833…: 192.0.2.2:1".into(),
            "+ address of ae58ff8833…: 192.0.2.3:1".into(),
        ]
    );
    assert_eq!(
        compared.sentence(),
        "The same endpoint, 1 thing changed, 1 removed, 1 added."
    );
}

#[test]
fn shell_words_are_quoted() {
    assert_eq!(share::shell_word("endpointaa"), "endpointaa");
    assert_eq!(share::shell_word("eidetica:?db=x&y"), "'eidetica:?db=x&y'");
    assert_eq!(share::shell_word("it's"), "'it'\\''s'");
    assert_eq!(share::shell_word(""), "''");
    assert_eq!(
        share::shell(Kind::Blob, "blobaa").as_deref(),
        Some("sendme receive blobaa")
    );
    assert_eq!(share::shell(Kind::Doc, "docaa"), None);
}

#[test]
fn a_link_with_nameless_parameters_is_written_as_it_is_read() {
    use ticket_explorer::ticket::link;
    for query in [
        "db&=",
        "db=&=1",
        "db=x&=&==",
        "db&pr=:",
        "db=&x",
        "db=a&%26=%3D",
        "db=.&y=.",
    ] {
        let first = link::parse_opaque(&format!("{}{query}", link::PREFIX)).expect("a link");
        for written in [first.to_full_string(), first.to_encoded_string()] {
            let again = link::parse_opaque(&written);
            assert_eq!(again.as_ref(), Ok(&first), "{query}: {written}");
        }
    }
}

#[test]
fn a_form_can_be_begun_for_what_programs_write_today() {
    let kinds: Vec<Kind> = Draft::kinds().take(4).collect();
    assert_eq!(kinds, [Kind::Eidetica, Kind::Endpoint, Kind::Blob, Kind::Doc]);
}

fn example(name: &str) -> Document {
    let mut examples = ticket::examples::all();
    let example = examples.find(|example| example.name == name);
    let mut found = ticket::explore(example.expect("an example").text, &Native).found;
    found.remove(0)
}

#[test]
fn what_each_field_costs_adds_up() {
    let endpoint = example("endpoint ticket");
    let costs = slim::costs(&endpoint, Secrets::Masked);
    let chars: usize = costs.iter().map(|cost| cost.chars).sum();
    assert_eq!(chars, endpoint.text().len());
    let bytes: usize = costs.iter().filter_map(|cost| cost.bytes).sum();
    assert_eq!(bytes, endpoint.layers[1].data.len());
    let structure = costs.last().expect("a row");
    assert_eq!((structure.name.as_str(), structure.node), ("structure", None));
    assert!(structure.bytes.is_some());
    // The address of a peer is shown as it stands, unless it may be a secret.
    let shown = |document: &Document, secrets| {
        let costs = slim::costs(document, secrets);
        costs.into_iter().map(|cost| cost.value).collect::<Vec<_>>()
    };
    let link = example("eidetica link");
    assert!(shown(&link, Secrets::Masked).contains(&"192.0.2.7:8080".to_owned()));
    let text = link.text().replace("192.0.2.7:8080", "aewbbqpk2wlbgef4u:80");
    let hidden = ticket::explore(&text, &Native).found.remove(0);
    let word = |value: &String| value.contains("aewbbqpk2w");
    assert!(!shown(&hidden, Secrets::Masked).iter().any(word));
    assert!(shown(&hidden, Secrets::Revealed).iter().any(word));
}

#[test]
fn every_switch_says_what_it_leaves_out() {
    let labels = slim::Cut::ALL.map(slim::Cut::label);
    assert_eq!(
        labels,
        [
            "private addresses",
            "public addresses",
            "loopback addresses",
            "link-local addresses",
            "relays",
            "custom addresses",
            "all hints but the first",
            "tips and unknown parameters",
            "write access",
        ]
    );
}

#[test]
fn document_keys_are_compared_and_not_shown() {
    let doc = |key: u8| {
        let capability = Capability::Unknown([key; 32]);
        let nodes = Vec::new();
        Value::Ticket(Ticket::Doc { capability, nodes }, &layout::D0K)
    };
    let compare = |first, second| compare::compare((&doc(first), Kind::Doc), (&doc(second), Kind::Doc));
    assert!(compare(1, 1).is_same());
    let compared = compare(1, 2);
    assert!(!compared.is_same());
    let lines: Vec<String> = compared.lines.iter().map(ToString::to_string).collect();
    assert!(
        lines.iter().any(|line| line.contains("document key")),
        "{lines:?}"
    );
    assert!(
        !lines
            .iter()
            .any(|line| line.contains("0101") || line.contains("0202")),
        "{lines:?}"
    );
}

#[test]
fn an_address_of_another_transport_may_be_empty_but_is_noted() {
    assert_eq!(said_of_hint("lan", "box"), "");
    let mut draft = with(Kind::Eidetica, New::Hint("lan".into()));
    *draft.text_mut(Field::Address(0)).expect("a field") = String::new();
    let examined = draft.examine(&Native);
    let remark = examined.at(Field::Address(0)).expect("a remark");
    assert_eq!(
        (remark.severity, remark.message.as_str()),
        (Severity::Warning, "Empty.")
    );
}

/// What no parser knows is compared by its text.
#[test]
fn parameters_and_tips_are_compared() {
    let of = |text: &str| {
        let report = ticket::explore(text, &Native);
        report
            .found
            .into_iter()
            .next()
            .and_then(|document| document.value)
    };
    let of = |text: &str| of(text).expect("a link");
    let link = "eidetica:?db=sha256:aa&pr=lan:box&more=1";
    for other in [
        "eidetica:?db=sha256:aa&pr=lan:box&more=2",
        "eidetica:?db=sha256:aa&pr=lan:bag&more=1",
    ] {
        let compared = compare::compare((&of(link), Kind::Eidetica), (&of(other), Kind::Eidetica));
        assert!(!compared.is_same(), "{other}");
        assert!(compare::compare((&of(other), Kind::Eidetica), (&of(other), Kind::Eidetica)).is_same());
    }
}
