//! A wrong character costs its own field: what follows is still read, and marked as uncertain.

#[path = "common/drafts.rs"]
mod drafts;

use drafts::random::{Random, cases};
use ticket_explorer::native::Native;
use ticket_explorer::ticket::encoding::codec;
use ticket_explorer::ticket::explain::value::Value;
use ticket_explorer::ticket::make::draft::{Draft, NodeDraft};
use ticket_explorer::ticket::render::{dump, json};
use ticket_explorer::ticket::wire::layout::CustomForm;
use ticket_explorer::ticket::wire::{encode, layout};
use ticket_explorer::ticket::{
    self, Capability, Code, Document, EndpointAddr, Kind, LayerKind, Layout, Node, NodeState, Part, Role,
    Secrets, Severity, Ticket, TransportAddr,
};

/// What one text says that is a ticket or link as it stands.
fn explain(text: &str) -> Document {
    let report = ticket::explain(text, &Native);
    report.found.into_iter().next().expect("it is explained")
}

/// The leaves of the payloads with their places.
fn leaves(document: &Document) -> impl Iterator<Item = (usize, &Node)> {
    let nodes = document.nodes.iter().enumerate();
    nodes.filter(|(index, node)| {
        node.is_leaf(*index) && document.layers[node.layer].kind == LayerKind::Payload
    })
}

/// A ticket of each kind and layout that has room for it, with random content.
fn tickets(random: &mut Random) -> Vec<(Kind, &'static Layout, String)> {
    let mut all = Vec::new();
    for kind in Kind::prefixed() {
        let Some(text) = random.draft_of(kind).text(&Native) else {
            continue;
        };
        let Some(Value::Ticket(ticket, _)) = explain(&text).value else {
            continue;
        };
        all.extend(of(kind, &ticket));
    }
    all
}

fn of(kind: Kind, ticket: &Ticket) -> Vec<(Kind, &'static Layout, String)> {
    let layouts = kind.layouts().iter();
    layouts
        .filter_map(|layout| Some((kind, *layout, encode::to_text(ticket, kind, layout)?)))
        .collect()
}

#[test]
fn whatever_is_shown_behind_a_wrong_character_is_what_stood_there() {
    let mut random = Random(97);
    let (mut read_on, mut misread, mut all) = (0, 0, 0);
    for _ in 0..cases(400) {
        for (kind, layout, text) in tickets(&mut random) {
            let whole = explain(&text);
            if whole.layout.map(|layout| layout.id) != Some(layout.id) {
                // The bytes fit a newer layout as well.
                continue;
            }
            let start = kind.prefix().len();
            let mut damaged = text.clone().into_bytes();
            for _ in 0..random.pick(&[1, 1, 1, 2, 3]) {
                let at = start + random.below(text.len() - start);
                damaged[at] = random.pick(b"0189-_.!=?");
            }
            let damaged = String::from_utf8(damaged).expect("it is ASCII");
            let document = explain(&damaged);
            all += 1;
            let is_around = document.layers.iter().any(|layer| !layer.doubts.is_empty());
            if !is_around {
                // Read up to the first wrong character, like any other piece of a ticket.
                continue;
            }
            read_on += 1;
            if document.layout != whole.layout {
                // Cut off at another wrong character, a custom address of old can read as one of today, as in any piece.
                let end = |document: &Document| leaves(document).map(|(_, node)| node.span.end).max();
                let is_cut = end(&document) < end(&whole);
                let is_old = whole.layout.and_then(|layout| layout.custom) == Some(CustomForm::C1);
                assert!(is_cut && is_old, "{} of {damaged}", layout.id);
                misread += 1;
                continue;
            }
            let what = format!("{} of {damaged}", layout.id);
            for (index, node) in leaves(&document) {
                let value = document.show(index, Secrets::Revealed);
                if document.is_damaged(node) {
                    assert_eq!(node.state, NodeState::Wrong, "{what}");
                    assert!(!node.proven, "{what}");
                    assert!(
                        value.contains("??") || value.contains('\u{fffd}'),
                        "{value} in {what}"
                    );
                    assert_eq!(document.copies(index, Secrets::Revealed), [], "{what}");
                    continue;
                }
                if !node.state.is_read() {
                    continue;
                }
                let same =
                    leaves(&whole).find(|(_, other)| other.span == node.span && other.part == node.part);
                let Some((other, there)) = same else {
                    panic!(
                        "{} {value:?} is no field of the whole ticket: {what}",
                        document.name(node)
                    );
                };
                assert_eq!(
                    (node.name, value),
                    (there.name, whole.show(other, Secrets::Revealed)),
                    "{what}"
                );
                assert_eq!(document.text_span(node), whole.text_span(there), "{what}");
            }
        }
    }
    println!("{read_on} of {all}, {misread} by another layout");
    assert!(read_on * 2 > all && misread * 300 < all);
}

// -------------------------------------------------------------------------------------------------- one field after another

/// An endpoint ticket with a relay and addresses of documentation ranges.
fn whole() -> String {
    let mut addr = EndpointAddr::new(Random(3).public_key());
    addr.addrs
        .insert(TransportAddr::Relay("https://relay.example.org/".into()));
    for ip in ["192.0.2.7:4433", "198.51.100.9:80", "[2001:db8::7]:4433"] {
        addr.addrs
            .insert(TransportAddr::Ip(ip.parse().expect("an address")));
    }
    encode::to_text(&Ticket::Endpoint(addr), Kind::Endpoint, &layout::E1).expect("it has room")
}

/// The first leaf with this name, and its span in the text.
fn leaf<'d>(document: &'d Document, name: &str) -> (usize, &'d Node) {
    let mut leaves = leaves(document).filter(|(_, node)| node.part == Part::Body);
    leaves.find(|(_, node)| node.name == name).expect(name)
}

/// The ticket with a wrong character in the middle of the field.
fn damaged_in(text: &str, name: &str) -> String {
    let whole = explain(text);
    let place = whole.text_span(leaf(&whole, name).1);
    with(text, (place.start + place.end) / 2, "1")
}

fn with(text: &str, at: usize, symbol: &str) -> String {
    [&text[..at], symbol, &text[at + 1..]].concat()
}

/// The payload's fields that are no wiring, as they are shown.
fn fields(document: &Document, secrets: Secrets) -> Vec<String> {
    leaves(document)
        .filter(|(_, node)| node.part == Part::Body)
        .map(|(index, node)| {
            let value = document.show(index, secrets);
            let short: String = value.chars().take(40).collect();
            let state = node.state.words();
            format!("{} {short} {state}", document.name(node))
                .trim_end()
                .to_owned()
        })
        .collect()
}

/// The only error, and what is said about it.
fn error(document: &Document) -> (Code, String) {
    let errors = document.diagnostics.iter();
    let errors: Vec<_> = errors.filter(|one| one.severity == Severity::Error).collect();
    assert_eq!(errors.len(), 1, "{errors:?}");
    (errors[0].code, errors[0].help().into_owned())
}

const HELP: &str = "The rest could be read, but whatever comes after the damage is uncertain. Put back the right character, \
    or copy the ticket again. 0, 1, 8 and 9 never occur; l and o may have been misread.";

#[test]
fn behind_a_damaged_id_the_addresses_are_read() {
    let text = damaged_in(&whole(), "endpoint id");
    for text in [
        text.clone(),
        text.to_ascii_uppercase().replacen("ENDPOINT", "endpoint", 1),
    ] {
        let document = explain(&text);
        let behind = [
            "ip 192.0.2.7 uncertain",
            "port 4433 uncertain",
            "ip 198.51.100.9 uncertain",
            "port 80 uncertain",
            "ip 2001:db8::7 uncertain",
            "port 4433 uncertain",
        ];
        let mut shown = vec![
            "endpoint id cda242ffcd2f0dd01afafaadeeec12????d0deba wrong",
            "relay url https://relay.example.org/ uncertain",
        ];
        shown.extend(behind);
        assert_eq!(fields(&document, Secrets::Revealed), shown);
        // A web address in its place proves what stands before it, but for what is not known; what follows may be anything.
        let masked = fields(&document, Secrets::Masked);
        assert_eq!(
            masked[..3],
            ["endpoint id …masked… wrong", shown[1], "ip …masked… uncertain"]
        );
        let help = format!("This damages the endpoint id. {HELP}");
        assert_eq!(error(&document), (Code::Base32Symbol, help));
        let (index, id) = leaf(&document, "endpoint id");
        assert_eq!(document.diagnostics[0].node, Some(index));
        assert!(document.text_span(id).touches(document.diagnostics[0].text));
        let reason = document.verdicts[0].reason.as_deref();
        assert_eq!(reason, Some("invalid symbol at 27"));
        assert_eq!(
            (document.value.is_none(), document.canonical.is_none()),
            (true, true)
        );
        // Nobody is told to connect to what is uncertain, and nothing is copied or edited that is not known.
        let peers = document.peers();
        assert_eq!((peers.len(), peers[0].id, peers[0].ways.len()), (1, None, 0));
        assert_eq!(document.title(), "endpoint ticket");
        let draft = Draft::from_document(&document).expect("there is something to edit");
        assert_eq!(draft.nodes, [NodeDraft::default()]);
        let json = json::document(&document, Secrets::Revealed).to_string();
        assert_eq!(json.matches(r#""state":"uncertain""#).count(), 25, "{json}");
        let dumped = dump::dump(&document, Secrets::Revealed);
        assert!(
            dumped.contains("ad ee ec 12 ??  # endpoint id: cda242ff"),
            "{dumped}"
        );
    }
}

#[test]
fn a_damaged_relay_url_shows_what_is_left_of_it() {
    let document = explain(&damaged_in(&whole(), "relay url"));
    let shown = fields(&document, Secrets::Revealed);
    let id = "endpoint id cda242ffcd2f0dd01afafaadeeec1280bed0deba";
    assert_eq!(
        shown[..3],
        [
            id,
            "relay url https://rela\u{fffd}\u{fffd}example.org/ wrong",
            "ip 192.0.2.7 uncertain"
        ]
    );
    // Its beginning proves what stands before it, as if it were cut off there.
    let masked = fields(&document, Secrets::Masked);
    assert_eq!(masked[..2], [id, "relay url …masked… wrong"]);
    let (index, _) = leaf(&document, "relay url");
    assert_eq!(document.annotation(index), "");
    assert_eq!(error(&document).1, format!("This damages the relay url. {HELP}"));
    // Without so much of its beginning it proves nothing.
    let whole = whole();
    let place = {
        let document = explain(&whole);
        document.text_span(leaf(&document, "relay url").1)
    };
    let document = explain(&with(&whole, place.start + 3, "_"));
    assert_eq!(fields(&document, Secrets::Masked)[0], "endpoint id …masked…");
}

#[test]
fn a_damaged_address_leaves_the_others() {
    let document = explain(&damaged_in(&whole(), "ip"));
    let shown = fields(&document, Secrets::Revealed);
    assert_eq!(
        shown[2..5],
        [
            "ip 192.??.??.7 wrong",
            "port 4433 uncertain",
            "ip 198.51.100.9 uncertain"
        ]
    );
    let groups = document
        .nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| node.role == Role::SocketAddr && node.part == Part::Body);
    let groups: Vec<_> = groups
        .map(|(index, node)| (document.show(index, Secrets::Revealed), node.state))
        .collect();
    assert_eq!(groups[0], (String::new(), NodeState::Wrong));
    assert_eq!(groups[1], ("198.51.100.9:80".into(), NodeState::Uncertain));
}

#[test]
fn what_says_how_the_rest_lies_must_be_known() {
    let text = whole();
    let document = explain(&text);
    let (mut cut, mut kept) = (0, 0);
    for (_, node) in leaves(&document) {
        for bit in node.span.start * 8..node.span.end * 8 {
            let at = bit / 5;
            // The highest bit of a port's byte says whether another byte follows.
            let mut tops = (node.span.start..node.span.end).map(|byte| byte * 8);
            let is_open = node.role == Role::Port && tops.any(|top| top / 5 == at);
            let damaged = explain(&with(&text, "endpoint".len() + at, "9"));
            let same = leaves(&damaged).find(|(_, other)| other.span == node.span && other.part == node.part);
            if node.part != Part::Body || is_open {
                // As if the text ended in front of it.
                let before = explain(&text[.."endpoint".len() + at]);
                let reached = |document: &Document| leaves(document).map(|(_, node)| node.span.end).max();
                assert_eq!(reached(&damaged), reached(&before), "{at}");
                assert!(same.is_none_or(|(_, other)| !damaged.is_damaged(other)), "{at}");
                assert_eq!(
                    error(&damaged),
                    (Code::Base32Symbol, Code::Base32Symbol.help().into())
                );
                cut += 1;
            } else if let Some((_, same)) = same {
                assert_eq!(same.state, NodeState::Wrong);
                kept += 1;
            }
        }
    }
    assert!(cut > 50 && kept > 500, "{cut} {kept}");
}

#[test]
fn several_fields_can_be_damaged() {
    let text = damaged_in(&damaged_in(&whole(), "endpoint id"), "ip");
    let document = explain(&text);
    let shown = fields(&document, Secrets::Revealed);
    assert_eq!(
        shown[1..4],
        [
            "relay url https://relay.example.org/ uncertain",
            "ip 192.??.??.7 wrong",
            "port 4433 uncertain"
        ]
    );
    assert_eq!(
        error(&document),
        (
            Code::Base32Symbol,
            format!("This damages the endpoint id and the ip. {HELP}")
        )
    );
    // The relay between them says that the addresses begin where they must; behind a count that is not known nothing does.
    let whole = explain(&whole());
    let (_, port) = leaf(&whole, "port");
    let behind = damaged_in(whole.text(), "endpoint id");
    let text = with(&behind, whole.text_span(port).end, "0");
    let document = explain(&text);
    let last = fields(&document, Secrets::Revealed);
    assert_eq!(
        last[1..],
        [
            "relay url https://relay.example.org/ uncertain",
            "ip 192.0.2.7 uncertain",
            "port 4433 uncertain"
        ]
    );
}

#[test]
fn a_ticket_in_a_link_is_read_around_its_damage() {
    let link = |ticket: &str| {
        format!("eidetica:?db=bafyr4ieqtdbhjx4ydv6lc4zovrrekbyfchquscxnvoc6jtve5mgn6uibca&pr=iroh:{ticket}")
    };
    let whole = explain(&link(&whole()));
    let document = explain(&damaged_in(whole.text(), "endpoint id"));
    let shown = fields(&document, Secrets::Revealed);
    let id = "endpoint id cda242ffcd2f0dd01afafaadeeec12????d0deba wrong";
    assert_eq!(
        shown[5..8],
        [
            id,
            "relay url https://relay.example.org/ uncertain",
            "ip 192.0.2.7 uncertain"
        ]
    );
    let (_, verdict) = &document.nested[0];
    assert_eq!(verdict.reason.as_deref(), Some("invalid symbol at 27"));
    // The sentence and the picture tell of no address that is uncertain.
    let sentence = "An eidetica database link with 1 peer. Part of it is damaged.";
    assert_eq!(document.sentence(), sentence);
    assert_eq!(document.peers()[0].ways.len(), 0);
}

#[test]
fn what_came_in_between_shifts_the_rest_so_nothing_of_it_is_read() {
    let mut random = Random(5);
    let mut tried = 0;
    for _ in 0..200 {
        let Some(text) = random.draft_of(Kind::Endpoint).text(&Native) else {
            continue;
        };
        let at = "endpoint".len() + random.below(50);
        let document = explain(&format!("{}-{}", &text[..at], &text[at..]));
        let values = fields(&document, Secrets::Revealed);
        assert!(
            values.iter().all(|value| !value.ends_with("uncertain")),
            "{text} {at}: {values:?}"
        );
        tried += usize::from(codec::base32(format!("a{}", &text["endpoint".len()..]).as_bytes()).is_ok());
    }
    assert!(tried > 20, "{tried} had a length that base32 can have");
}

#[test]
fn nobody_knows_for_how_many_characters_a_strange_one_stands() {
    let text = whole();
    let before = explain(&text[..40]);
    for strange in ["…", "é", "\u{200b}"] {
        let document = explain(&with(&text, 40, strange));
        assert_eq!(
            fields(&document, Secrets::Revealed),
            fields(&before, Secrets::Revealed)
        );
    }
}

#[test]
fn a_damaged_secret_is_a_secret() {
    let secret = [7; 32];
    let mut addr = EndpointAddr::new(Random(3).public_key());
    addr.addrs
        .insert(TransportAddr::Relay("https://relay.example.org/".into()));
    let ticket = Ticket::Doc {
        capability: Capability::Write {
            secret,
            namespace: None,
        },
        nodes: vec![addr],
    };
    let text = encode::to_text(&ticket, Kind::Doc, &layout::D2).expect("it has room");
    let document = explain(&damaged_in(&text, "namespace secret"));
    let behind = [
        "endpoint id cda242ffcd2f0dd01afafaadeeec1280bed0deba uncertain",
        "relay url https://relay.example.org/ uncertain",
    ];
    let secret = "namespace secret 070707070707070707070707070707????070707 wrong";
    assert_eq!(
        fields(&document, Secrets::Revealed),
        [secret, behind[0], behind[1]]
    );
    let secret = "namespace secret …masked… wrong";
    assert_eq!(fields(&document, Secrets::Masked), [secret, behind[0], behind[1]]);
    let draft = Draft::from_document(&document).expect("there is something to edit");
    assert_eq!(draft.key, "");
}
