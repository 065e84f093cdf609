//! What holds of every input, whatever it is: nothing panics, no byte goes unexplained, every place lies in the input,
//! tree and value agree, and masked output has no secret in it.
//!
//! `TICKET_CASES=100000 cargo test --features cli --test properties` tries more.

mod common;

use common::random::{self, Maker, Random, cases};
use common::vectors;
use std::collections::BTreeSet;
use ticket_explorer::native::Native;
use ticket_explorer::ticket::{
    self, Capability, Checks, Code, Document, Kind, LayerKind, NodeState, Report, Role, Secrets, Severity,
    Span, Ticket, TransportAddr, Unchecked, Value, encoding::codec, render::dump, render::json, wire::decode,
    wire::encode, wire::layout,
};

/// Everything that must hold of a report, whatever the input was.
fn check(input: &str, report: &Report, checks: &dyn Checks) {
    assert_eq!(report.input_bytes, input.len());
    let mut end = 0;
    for document in &report.found {
        assert!(document.span.start >= end, "findings do not overlap: {input:?}");
        end = document.span.end;
        check_places(input, document);
        check_tree(input, document);
        check_value(input, document, checks);
        check_views(input, document);
    }
    let compact = json::report(report, Secrets::Masked).to_string();
    let pretty = format!("{:#}", json::report(report, Secrets::Masked));
    let parsed: serde_json::Value =
        serde_json::from_str(&compact).unwrap_or_else(|error| panic!("{error}: {compact}"));
    assert_eq!(
        parsed,
        serde_json::from_str::<serde_json::Value>(&pretty).expect("pretty JSON")
    );
}

fn inside(input: &str, span: Span, what: &str) {
    assert!(
        input.get(span.start..span.end).is_some(),
        "{what} {span:?} is no piece of the input: {input:?}"
    );
}

fn check_places(input: &str, document: &Document) {
    inside(input, document.span, "finding");
    if document.exact {
        assert_eq!(document.span, Span::new(0, input.len()));
        assert_eq!(document.text(), input);
    }
    for node in &document.nodes {
        let span = document.text_span(node);
        inside(input, span, document.name(node));
        assert!(
            span.start >= document.span.start && span.end <= document.span.end,
            "{} of {input:?}",
            document.name(node)
        );
    }
    for diagnostic in &document.diagnostics {
        inside(input, diagnostic.text, diagnostic.code.name());
        assert!(!diagnostic.message().contains("{found}"), "{diagnostic}");
        if let Some(node) = diagnostic.node {
            assert!(node < document.nodes.len(), "{diagnostic}");
        }
    }
    for secret in &document.secrets {
        inside(input, *secret, "secret");
    }
}

fn check_tree(input: &str, document: &Document) {
    let nodes = &document.nodes;
    let Some(root) = nodes.first() else {
        panic!("no tree for {input:?}");
    };
    assert_eq!(root.next, nodes.len());
    for (index, node) in nodes.iter().enumerate() {
        assert!(node.next > index && node.next <= nodes.len());
        let mut at = None;
        for child in document.children(index) {
            let below = &nodes[child];
            assert_eq!(below.depth, node.depth + 1);
            assert!(below.next <= node.next);
            if below.layer == node.layer {
                assert!(
                    node.span.start <= below.span.start && below.span.end <= node.span.end,
                    "{input:?}"
                );
                assert!(
                    at.is_none_or(|at| at <= below.span.start),
                    "children in order: {input:?}"
                );
                at = Some(below.span.end);
            }
            let (inner, outer) = (document.text_span(below), document.text_span(node));
            if inner.is_empty() {
                continue;
            }
            // What is missing stands behind the end, and bytes that share a character reach into their neighbours.
            assert!(
                outer.start <= inner.start && inner.end <= outer.end,
                "{}: {input:?}",
                document.name(below)
            );
        }
    }
    for (layer, content) in document.layers.iter().enumerate() {
        let mut at = 0;
        for (index, node) in nodes.iter().enumerate() {
            if node.layer == layer && document.is_layer_leaf(index) {
                assert_eq!(
                    node.span.start,
                    at,
                    "gap before {} in layer {layer} of {input:?}",
                    document.name(node)
                );
                at = node.span.end;
            }
        }
        assert_eq!(
            at,
            content.data.len(),
            "layer {layer} of {input:?} is not explained to its end"
        );
        let mut at = 0;
        for row in dump::rows(document, layer) {
            assert_eq!(
                row.span.start, at,
                "gap in the dump of layer {layer} of {input:?}"
            );
            at = row.span.end;
        }
        assert_eq!(
            at,
            content.data.len(),
            "the dump of layer {layer} of {input:?} ends early"
        );
        if content.kind != LayerKind::Payload {
            assert!(std::str::from_utf8(&content.data).is_ok());
        }
    }
}

fn check_value(input: &str, document: &Document, checks: &dyn Checks) {
    let has_error = document
        .diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error);
    let accepted = document.verdicts.iter().any(|verdict| verdict.accepts);
    if document.value.is_none() && !document.verdicts.is_empty() && document.kind != Kind::Unknown {
        assert!(has_error, "no value, but no error for {input:?}");
    }
    for verdict in &document.verdicts {
        assert_eq!(verdict.accepts, verdict.reason.is_none());
        assert_eq!(verdict.accepts, verdict.value.is_some());
    }
    let Some(Value::Ticket(ticket, layout)) = &document.value else {
        return;
    };
    // The same parts are in the tree.
    let of_role = |role| {
        let nodes = document.nodes.iter().enumerate();
        nodes.filter(move |(index, node)| {
            node.role == role
                && node.state == NodeState::Fine
                && document
                    .parent(*index)
                    .is_none_or(|above| document.nodes[above].role != role)
        })
    };
    let ids: Vec<String> = of_role(Role::EndpointId)
        .map(|(index, _)| document.show(index, Secrets::Revealed))
        .collect();
    let expected: Vec<String> = ticket
        .endpoints()
        .iter()
        .map(|addr| codec::to_hex(&addr.id))
        .collect();
    assert_eq!(ids, expected, "{input:?}");
    let ips: BTreeSet<_> = of_role(Role::SocketAddr)
        .filter_map(|(index, _)| document.socket_addr(index))
        .collect();
    let expected: BTreeSet<_> = ticket
        .endpoints()
        .iter()
        .flat_map(|addr| addr.ips())
        .copied()
        .collect();
    assert_eq!(ips, expected, "{input:?}");
    let customs: BTreeSet<_> = of_role(Role::CustomAddr)
        .filter_map(|(index, _)| document.custom_addr(index))
        .collect();
    let in_value = ticket.endpoints().iter().flat_map(|addr| &addr.addrs);
    let expected: BTreeSet<_> = in_value
        .filter_map(|addr| match addr {
            TransportAddr::Custom(addr) => Some(addr.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(customs, expected, "{input:?}");
    // The typed decoder reads the same from the text, if the prefix is right.
    if document.kind != Kind::Unknown && (accepted || layout.kind == document.kind) {
        let kind = document.kind;
        match decode::decode(document.text(), kind, layout, checks) {
            Ok(decoded) => assert_eq!(decoded.ticket, *ticket, "{input:?}"),
            Err(error) => assert!(has_error, "{error} for {input:?}"),
        }
    }
    // Written anew it says the same.
    if let Some(canonical) = &document.canonical {
        let again = ticket::explain(canonical, checks);
        assert_eq!(again.found[0].value, document.value, "{input:?} as {canonical}");
        assert_eq!(again.found[0].canonical.as_ref(), Some(canonical), "{input:?}");
        let codes: Vec<Code> = again.found[0]
            .diagnostics
            .iter()
            .map(|diagnostic| diagnostic.code)
            .collect();
        for wrong in [
            Code::TrailingBytes,
            Code::OverlongVarint,
            Code::UnsortedAddress,
            Code::RepeatedAddress,
            Code::UpperCase,
        ] {
            assert!(
                !codes.contains(&wrong),
                "{wrong:?} in the canonical text of {input:?}"
            );
        }
    }
}

fn check_views(input: &str, document: &Document) {
    let dump = dump::dump(document, Secrets::Revealed);
    let sentence = document.sentence();
    for text in [&dump, &sentence] {
        let raw = |symbol: char| symbol != '\n' && ticket_explorer::ticket::words::is_unseen(symbol);
        assert!(
            !text.contains(raw),
            "unseen characters in what is shown of {input:?}: {text:?}"
        );
    }
    for index in 0..document.nodes.len() {
        document.annotation(index);
        document.copies(index, Secrets::Revealed);
    }
}

/// The input searched and taken as it stands, with and without checks, through everything that must hold.
fn check_all(input: &str) {
    for checks in [&Native as &dyn Checks, &Unchecked] {
        check(input, &ticket::explore(input, checks), checks);
        check(input, &ticket::explain(input, checks), checks);
    }
}

fn maker(seed: u64) -> Maker {
    let ids = random::ids(seed, 16, |key| Native.endpoint_id(key) == ticket::Answer::Yes(()));
    Maker::new(seed ^ 0x5eed, ids)
}

const KINDS: [Kind; 7] = [
    Kind::Endpoint,
    Kind::Node,
    Kind::Blob,
    Kind::Doc,
    Kind::Services,
    Kind::N0des,
    Kind::Gossip,
];

#[test]
fn vectors_and_their_beginnings() {
    for vector in vectors::all() {
        check_all(&vector.input);
        let mut random = Random(vector.input.len() as u64);
        // Every length of the short ones, some of the long ones.
        let step = vector.input.len() / 200 + 1;
        for end in (0..vector.input.len()).step_by(step) {
            if let Some(text) = vector.input.get(..end) {
                check(text, &ticket::explore(text, &Native), &Native);
                check(text, &ticket::explain(text, &Native), &Native);
            }
        }
        for _ in 0..cases(150) / 100 {
            check_all(&random::damage_text(&mut random, &vector.input));
        }
    }
}

#[test]
fn any_text() {
    let mut random = Random(1);
    for _ in 0..cases(150) {
        let length = random.below(120);
        let bytes = random.bytes(length);
        check_all(&String::from_utf8_lossy(&bytes));
        let ascii: String = bytes.iter().map(|byte| char::from(byte & 0x7f)).collect();
        check_all(&ascii);
        let base32 = codec::to_base32(&bytes);
        for kind in KINDS {
            check_all(&format!("{}{base32}", kind.prefix()));
        }
    }
}

#[test]
fn tickets_whole_and_damaged() {
    let mut maker = maker(2);
    for case in 0..cases(150) {
        let kind = KINDS[case % KINDS.len()];
        let layouts: Vec<_> = layout::of(kind).collect();
        let layout = maker.random.pick(&layouts);
        let ticket = maker.ticket(kind);
        let Some(mut bytes) = encode::to_bytes(&ticket, layout) else {
            continue;
        };
        let text = format!("{}{}", kind.prefix(), codec::to_base32(&bytes));
        check_all(&text);
        random::damage(&mut maker.random, &mut bytes);
        check_all(&format!("{}{}", kind.prefix(), codec::to_base32(&bytes)));
        check_all(&random::damage_text(&mut maker.random, &text));
        let around = maker.random.pick(&[
            "see [it](https://x.example/#{}) now",
            "`{}`",
            "a\n> {}\n> b",
            "日本{}。",
            "{}{}",
            "x={}&y",
        ]);
        check_all(&around.replace("{}", &text));
    }
}

#[test]
fn links() {
    let mut maker = maker(3);
    let tickets: Vec<String> = (0..40)
        .map(|case| {
            let kind = KINDS[case % KINDS.len()];
            let ticket = maker.ticket(kind);
            let layout = layout::of(kind).next().expect("a layout");
            let bytes = encode::to_bytes(&ticket, layout).expect("a payload");
            format!("{}{}", kind.prefix(), codec::to_base32(&bytes))
        })
        .collect();
    for _ in 0..cases(150) {
        let link = maker.link(&tickets);
        check_all(&link);
        check_all(&random::damage_text(&mut maker.random, &link));
        check_all(&format!(
            "https://x.example/?u={}",
            link.replace('%', "%25").replace('&', "%26").replace(':', "%3A")
        ));
    }
}

// ------------------------------------------------------------------------------------------------------------ secrets

/// Whether `output` has eight bytes of the secret in it, as hex or in the characters of the text.
fn leaks(output: &str, secret: &[u8], text: &str, start: usize) -> Option<String> {
    let squeezed: String = output.chars().filter(|symbol| !symbol.is_whitespace()).collect();
    let squeezed = squeezed.to_lowercase();
    let hex = codec::to_hex(secret);
    let hex = (0..hex.len().saturating_sub(16)).map(|at| hex[at..at + 16].to_owned());
    // The characters that hold only bits of the secret.
    let first = (start * 8).div_ceil(5);
    let last = (start + secret.len()) * 8 / 5;
    let chars = &text.to_lowercase()[first..last.min(text.len())];
    let chars = (0..chars.len().saturating_sub(12)).map(|at| chars[at..at + 12].to_owned());
    hex.chain(chars).find(|piece| squeezed.contains(piece.as_str()))
}

#[test]
fn masked_output_has_no_secret() {
    let mut maker = maker(4);
    for case in 0..cases(20) {
        let secret = maker.random.key();
        let (kind, ticket) = match case % 2 {
            0 => {
                let nodes = (0..=maker.random.below(2)).map(|_| maker.node()).collect();
                let capability = Capability::Write {
                    secret,
                    namespace: None,
                };
                (Kind::Doc, Ticket::Doc { capability, nodes })
            }
            _ => {
                let kind = maker.random.pick(&[Kind::Services, Kind::N0des]);
                let ticket = Ticket::Keyed {
                    role: Role::ApiSecret,
                    key: secret,
                    nodes: vec![maker.endpoint()],
                };
                (kind, ticket)
            }
        };
        let layout = match kind {
            Kind::Doc => maker.random.pick(&[&layout::D2, &layout::D1]),
            _ => &layout::S1,
        };
        let bytes = encode::to_bytes(&ticket, layout).expect("a payload");
        let start = if kind == Kind::Doc { 3 } else { 2 };
        assert_eq!(&bytes[start..start + 32], secret);
        let payload = codec::to_base32(&bytes);
        let text = format!("{}{payload}", kind.prefix());
        let cut = kind.prefix().len() + 45 + maker.random.below(text.len() - 50);
        let mut wrong = text.clone();
        let at = kind.prefix().len() + maker.random.below(payload.len());
        wrong.replace_range(at..=at, "1");
        let inputs = [
            text.clone(),
            text[..cut.min(text.len())].to_owned(),
            wrong,
            text.to_uppercase(),
            format!("{}{}", kind.prefix(), payload.to_uppercase()),
            format!("a {text}, b"),
            format!(" {text}\n"),
            format!("{}\n{}", &text[..60], &text[60..]),
            format!("eidetica:?db=x&pr=iroh:{text}"),
            format!("eidetica:?db=x&ticket={text}&pr=ble:{text}"),
            format!("eidetica:?db={text}"),
            format!("eidetica:?pr=http:1.2.3.4:5&pr={text}"),
            format!("https://x.example/?ticket={text}"),
            text.replacen(kind.prefix(), &format!("{}:", kind.prefix()), 1),
        ];
        for input in inputs {
            for arguments in [
                &["decode"][..],
                &["decode", "--exact"],
                &["decode", "--wire"],
                &["decode", "--json"],
                &["decode", "--json", "--exact"],
                &["dump"],
                &["dump", "--exact"],
            ] {
                let output = common::ticket(arguments, input.as_bytes());
                let all = output.out + &output.err;
                if let Some(piece) = leaks(&all, &secret, &payload, start) {
                    panic!("{arguments:?} of {input} shows {piece} of the secret:\n{all}");
                }
            }
            for exact in [true, false] {
                let report = if exact {
                    ticket::explain(&input, &Native)
                } else {
                    ticket::explore(&input, &Native)
                };
                for document in &report.found {
                    for index in 0..document.nodes.len() {
                        for (name, copy) in document.copies(index, Secrets::Masked) {
                            assert!(
                                leaks(&copy, &secret, &payload, start).is_none(),
                                "copy {name} of {input}: {copy}"
                            );
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn keys_that_may_be_secret_are_masked() {
    let mut random = Random(5);
    let mut keys = (0..).map(|_| random.key());
    let secret = keys.find(|key| Native.endpoint_id(key) == ticket::Answer::No);
    let secret = &codec::to_hex(&secret.expect("half of all are none"));
    for arguments in [
        &["decode"][..],
        &["decode", "--exact"],
        &["decode", "--json"],
        &["dump"],
    ] {
        let masked = common::ticket(arguments, secret.as_bytes()).out;
        assert!(!masked.replace(' ', "").contains(&secret[..8]), "{masked}");
        let revealed = common::ticket(&[arguments, &["--reveal"]].concat(), secret.as_bytes()).out;
        assert!(revealed.replace(' ', "").contains(&secret[..8]), "{revealed}");
    }
}
