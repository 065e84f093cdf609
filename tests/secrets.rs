//! No part of a secret is shown unless it is asked for, however damaged the ticket around it is.
//!
//! A ticket of every layout that carries a secret is damaged at every place in every way, put where people put tickets,
//! and given to every command. What comes out, on standard error too, has no ten characters and no six bytes of the
//! secret in it, in any base. `TICKET_CASES` says how many of the inputs are tried; `all` of them takes minutes.

mod common;
#[path = "common/leaks.rs"]
mod leaks;

use common::random::Random;
use leaks::Leaks;
use std::collections::BTreeSet;
use std::sync::OnceLock;
use ticket_explorer::cli::png::png;
use ticket_explorer::native::Native;
use ticket_explorer::ticket::make::convert::conversions;
use ticket_explorer::ticket::make::draft::Draft;
use ticket_explorer::ticket::make::qr::{self, Level};
use ticket_explorer::ticket::make::repair;
use ticket_explorer::ticket::wire::{encode, layout};
use ticket_explorer::ticket::{
    self, BlobFormat, Capability, Checks, CustomAddr, CustomData, DocTicket, EndpointAddr, Kind, Layout,
    Link, Role, Ticket, TransportAddr, Value, link,
};

// ---------------------------------------------------------------------------------------------------------- tickets

/// A ticket that carries a secret.
struct Carrier {
    name: String,
    prefix: &'static str,
    text: String,
    secret: Vec<u8>,
    /// The first characters of the payload that carry the secret, and the one after the last.
    place: (usize, usize),
}

/// An endpoint with a relay, addresses of documentation ranges, and what else the layout has room for.
fn endpoint(random: &mut Random, layout: &Layout) -> EndpointAddr {
    let mut addr = EndpointAddr::new(public_key(random));
    let mut add = |item: TransportAddr| addr.addrs.insert(item);
    match layout.id {
        "D0c" | "D0k" | "B0" => add(TransportAddr::DerpRegion(2)),
        _ => add(TransportAddr::Relay("https://use1-1.relay.n0.iroh.link./".into())),
    };
    add(TransportAddr::Ip("192.0.2.7:4433".parse().expect("an address")));
    add(TransportAddr::Ip(
        "[2001:db8::7]:4433".parse().expect("an address"),
    ));
    addr
}

fn public_key(random: &mut Random) -> [u8; 32] {
    *iroh_base::SecretKey::from_bytes(&random.key())
        .public()
        .as_bytes()
}

/// Of each layout with a secret one ticket whose secret is a point on the curve, so that it could be taken for a public
/// key, and one whose secret is none.
fn carriers() -> Vec<Carrier> {
    let mut random = Random(71);
    let mut all = Vec::new();
    for on_curve in [true, false] {
        let mut key = || {
            loop {
                let key = random.key();
                let is_point = Native.endpoint_id(&key) == ticket_explorer::ticket::Answer::Yes(());
                if is_point == on_curve {
                    return key;
                }
            }
        };
        let keys: [[u8; 32]; 7] = std::array::from_fn(|_| key());
        let layouts: [(&Layout, Kind); 7] = [
            (&layout::D2, Kind::Doc),
            (&layout::D1, Kind::Doc),
            (&layout::D0C, Kind::Doc),
            (&layout::D0K, Kind::Doc),
            (&layout::S1, Kind::Services),
            (&layout::S1, Kind::N0des),
            (&layout::B0, Kind::Blob),
        ];
        for ((layout, kind), secret) in layouts.into_iter().zip(keys) {
            let addr = endpoint(&mut random, layout);
            let ticket = match (kind, layout.id) {
                (Kind::Doc, "D0k") => Ticket::Doc {
                    capability: Capability::Unknown(secret),
                    nodes: vec![addr],
                },
                (Kind::Doc, _) => Ticket::Doc {
                    capability: Capability::Write {
                        secret,
                        namespace: None,
                    },
                    nodes: vec![addr],
                },
                (Kind::Blob, _) => Ticket::Blob {
                    addr,
                    format: BlobFormat::Raw,
                    hash: random.key(),
                    token: Some(secret.to_vec()),
                },
                _ => Ticket::Keyed {
                    role: Role::ApiSecret,
                    key: secret,
                    nodes: vec![addr],
                },
            };
            let bytes = encode::to_bytes(&ticket, layout).expect("the layout has room for it");
            let at = bytes
                .windows(32)
                .position(|window| window == secret)
                .expect("the secret is in the ticket");
            let text = encode::to_text(&ticket, kind, layout).expect("the layout has room for it");
            all.push(Carrier {
                name: format!(
                    "{} {kind}, {}",
                    layout.id,
                    if on_curve { "on the curve" } else { "off it" }
                ),
                prefix: kind.prefix(),
                text,
                secret: secret.to_vec(),
                place: (at * 8 / 5, ((at + 32) * 8).div_ceil(5)),
            });
        }
    }
    all
}

// ----------------------------------------------------------------------------------------------------------- damage

/// What was done to a ticket, and what came of it.
type Input = (String, String);

/// The ticket damaged at every place in every way.
fn damaged(carrier: &Carrier) -> Vec<Input> {
    let text = carrier.text.as_str();
    let payload = &text[carrier.prefix.len()..];
    let mut inputs: Vec<Input> = vec![
        ("whole".into(), text.into()),
        ("upper case".into(), text.to_ascii_uppercase()),
        (
            "payload in upper case".into(),
            format!("{}{}", carrier.prefix, payload.to_ascii_uppercase()),
        ),
        (
            "capital".into(),
            format!("{}{}", text[..1].to_ascii_uppercase(), &text[1..]),
        ),
        ("twice".into(), format!("{text}{text}")),
        ("payload twice".into(), format!("{text}{payload}")),
        ("text in front".into(), format!("ticket{text}")),
        ("text behind".into(), format!("{text}ticket")),
        ("behind a colon".into(), format!("{}:{payload}", carrier.prefix)),
        (
            "percent-encoded".into(),
            text.bytes().map(|byte| format!("%{byte:02x}")).collect(),
        ),
        ("reversed".into(), text.chars().rev().collect()),
    ];
    for prefix in [
        "",
        "doc",
        "endpoint",
        "node",
        "blob",
        "services",
        "n0des",
        "xdoc",
        "docx",
        "ticket",
        "dok",
        "do",
        "oc",
        "Doc",
        "DOC",
        "doc:",
        "eidetica:",
        "eidetica:?db=",
        "_iroh.",
        "z",
        "b",
        "secret=",
        "SECRET_KEY: ",
        "endpoint id: ",
    ] {
        inputs.push((format!("prefix {prefix:?}"), format!("{prefix}{payload}")));
        let upper = payload.to_ascii_uppercase();
        inputs.push((
            format!("prefix {prefix:?}, upper case"),
            format!("{prefix}{upper}"),
        ));
    }
    for at in 0..text.len() {
        let (head, tail) = text.split_at(at);
        let rest = &tail[1..];
        let other = |symbol: &str| if tail.starts_with(symbol) { "q" } else { "x" };
        for (what, changed) in [
            ("cut off", head.to_owned()),
            ("beginning lost", tail.to_owned()),
            (
                "prefix and beginning lost, prefix back",
                format!("{}{tail}", carrier.prefix),
            ),
            ("endpoint in front of the rest", format!("endpoint{tail}")),
            ("wrong character", format!("{head}{}{rest}", other("x"))),
            ("character outside of the alphabet", format!("{head}1{rest}")),
            ("lost character", format!("{head}{rest}")),
            ("doubled character", format!("{head}{}{tail}", &tail[..1])),
            ("inserted character", format!("{head}m{tail}")),
            ("inserted sign", format!("{head}-{tail}")),
            (
                "one in upper case",
                format!("{head}{}{rest}", tail[..1].to_ascii_uppercase()),
            ),
            (
                "rest in upper case",
                format!("{head}{}", tail.to_ascii_uppercase()),
            ),
            ("blank", format!("{head} {tail}")),
            ("line break", format!("{head}\n{tail}")),
            ("quoted line break", format!("> {head}\n> {tail}")),
            ("soft break", format!("{head}=\r\n{tail}")),
            ("tab", format!("{head}\t{tail}")),
            ("percent", format!("{head}%{:02X}{rest}", tail.as_bytes()[0])),
            ("ellipsis", format!("{head}…{tail}")),
            (
                "three dots",
                format!("{head}...{}", tail.get(6..).unwrap_or_default()),
            ),
            ("unseen character", format!("{head}\u{200b}{tail}")),
            ("not ASCII", format!("{head}é{tail}")),
            ("cut off, and whole behind", format!("{head}{text}")),
            ("whole, and rest behind", format!("{text}{tail}")),
        ] {
            inputs.push((format!("{what} at {at}"), changed));
        }
    }
    inputs.extend(outside(carrier));
    for width in [4, 8, 10, 20, 40, 64, 72, 76, 80] {
        let lines: Vec<&str> = (0..text.len())
            .step_by(width)
            .map(|at| &text[at..text.len().min(at + width)])
            .collect();
        for (what, between) in [
            ("blanks", " "),
            ("lines", "\n"),
            ("quotes", "\n> "),
            ("boxes", " │\n│ "),
            ("commas", ", "),
        ] {
            inputs.push((format!("{what} each {width}"), lines.join(between)));
        }
    }
    inputs
}

/// The ticket with characters outside of the alphabet, around which the rest is read: several of them, and together with
/// damage that makes something else of what the rest is.
fn outside(carrier: &Carrier) -> Vec<Input> {
    let text = carrier.text.as_str();
    let start = carrier.prefix.len();
    let length = text.len();
    let replaced = |text: &str, at: usize, symbol: char| -> String {
        let symbols = text.char_indices();
        symbols
            .map(|(place, own)| if place == at { symbol } else { own })
            .collect()
    };
    let mut inputs: Vec<Input> = Vec::new();
    for at in start..length {
        let other = start + (at * 7 + 13) % (length - start);
        if other == at {
            continue;
        }
        let third = start + (at * 3 + 29) % (length - start);
        let one = replaced(text, at, '0');
        let two = replaced(&one, other, '-');
        let three = replaced(&two, third, '_');
        let lost = |text: &str, at: usize| format!("{}{}", &text[..at], &text[at + 1..]);
        let (first, last) = (at.min(other), at.max(other));
        inputs.extend([
            (format!("two outside at {at} and {other}"), two),
            (
                format!("three outside at {at}, {other} and {third}"),
                three.clone(),
            ),
            (
                format!("three outside at {at}, {other} and {third}, upper case"),
                three.to_ascii_uppercase(),
            ),
            (
                format!("outside at {at}, another at {other}"),
                replaced(&one, other, 'x'),
            ),
            (
                format!("one lost at {first}, outside in front of {last}"),
                format!("{}9{}", lost(&text[..last], first), &text[last..]),
            ),
            (
                format!("outside in front of {first}, one lost at {last}"),
                format!("{}9{}", &text[..first], lost(&text[first..], last - first)),
            ),
        ]);
    }
    // Another discriminant or length, and one outside of the alphabet in the secret, or in what stands before the relay.
    let (begin, end) = carrier.place;
    for at in 0..(begin + 2).min(10) {
        for symbol in "abcdefghijklmnopqrstuvwxyz234567".chars() {
            for place in [begin + 3, (begin + end) / 2, end, end + 4] {
                let changed = replaced(&replaced(text, start + at, symbol), start + place, '8');
                inputs.push((format!("{symbol} at {at}, outside at {place}"), changed));
            }
        }
    }
    inputs
}

const PUBLIC: &str = "endpointaaxpyvjtjr5oyvzrqa4jdbtwdsn7zgn32rlbjwbkjcuillnbbkjeoaqaenuhi5dqom5c6l3vonstcljrfzzgk3dbpexg4mbonfzg62bonruw42zof4aqacqaaac6zfad";
const DATABASE: &str = "bafyr4ieqtdbhjx4ydv6lc4zovrrekbyfchquscxnvoc6jtve5mgn6uibca";

/// Where people put tickets.
fn placed(what: &str, text: &str, all: bool) -> Vec<Input> {
    let link = format!("eidetica:?db={DATABASE}");
    let encoded: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let mut places: Vec<(&str, String)> = vec![
        ("alone", text.to_owned()),
        ("in a sentence", format!("please open {text} and tell me, thanks")),
        ("in a value of a link", format!("{link}&x={text}")),
        ("as an iroh hint", format!("{link}&pr=iroh:{text}")),
    ];
    if all {
        let http = format!("https://relay.example/{text}");
        let relay = |url: &str| {
            let mut addr = EndpointAddr::new(public_key(&mut Random(5)));
            addr.addrs.insert(TransportAddr::Relay(url.into()));
            encode::to_text(&Ticket::Endpoint(addr), Kind::Endpoint, &layout::E1).expect("it has room")
        };
        let json = format!(
            "{{\"topic\":{:?},\"endpoints\":[{{\"id\":\"{}\",\"addrs\":[{{\"Relay\":\"{http}\"}}]}}]}}",
            [7_u8; 32],
            data_encoding::HEXLOWER.encode(&public_key(&mut Random(5))),
        );
        let chat = data_encoding::BASE32_NOPAD
            .encode(json.as_bytes())
            .to_ascii_lowercase();
        places.extend([
            ("in quotes", format!("\"{text}\"")),
            ("beside another", format!("{PUBLIC} {text}")),
            ("behind a damaged one", format!("{}1 {text}", &PUBLIC[..90])),
            (
                "beside a key",
                format!("{text} {}", data_encoding::HEXLOWER.encode(&[9; 32])),
            ),
            ("glued to another", format!("{PUBLIC}{text}")),
            ("as database id", format!("eidetica:?db={text}")),
            (
                "as first database id",
                format!("eidetica:?db={text}&db={DATABASE}"),
            ),
            ("as hint", format!("{link}&pr={text}")),
            ("as http hint", format!("{link}&pr=http:{text}")),
            ("as http host", format!("{link}&pr=http:{text}:80")),
            ("as hint of a strange transport", format!("{link}&pr=x:{text}")),
            ("as transport", format!("{link}&pr={text}:x")),
            (
                "behind endpoint in a hint",
                format!("{link}&pr=iroh:endpoint{text}"),
            ),
            ("behind a letter in a hint", format!("{link}&pr=iroh:x{text}")),
            ("as tips", format!("{link}&tips={text}")),
            ("as one of the tips", format!("{link}&tips=1:{text}")),
            ("as parameter", format!("{link}&{text}=1")),
            ("as parameter without a value", format!("{link}&{text}")),
            ("percent-encoded in a link", format!("{link}&x={encoded}")),
            ("percent-encoded hint", format!("{link}&pr=iroh:{encoded}")),
            ("percent-encoded tips", format!("{link}&tips={encoded}")),
            ("in front of a link", format!("{text}{link}")),
            ("behind a link", format!("{link},{text}")),
            ("as fragment", format!("https://example.org/#{text}")),
            ("in a web address", format!("{http}?x=1")),
            (
                "in a web address with relay",
                format!("https://relay.example.org/?ticket={text}"),
            ),
            ("in a relay URL", relay(&http)),
            (
                "in a relay's query",
                relay(&format!("https://relay.example/?t={text}")),
            ),
            ("in JSON", format!("{{\"ticket\":\"{text}\"}}")),
            (
                "in JSON in JSON",
                format!("{{\"a\":\"{{\\\"ticket\\\":\\\"{text}\\\"}}\"}}"),
            ),
            ("in the JSON of a chat ticket", chat),
            ("in a command", format!("$ ticket decode '{text}' | less")),
            ("in an assignment", format!("TICKET={text}")),
            ("behind a word", format!("ticket:{text}")),
            ("in a table", format!("| ticket | {text} |")),
        ]);
    }
    let places = places.into_iter();
    places
        .map(|(place, text)| (format!("{what}, {place}"), text))
        .collect()
}

// --------------------------------------------------------------------------------------------------------- commands

/// A file with types of which none has a secret: an invitation, as people have them.
fn own_types() -> &'static str {
    static PATH: OnceLock<String> = OnceLock::new();
    PATH.get_or_init(|| {
        let path = std::env::temp_dir().join(format!("secrets-{}.rs", std::process::id()));
        std::fs::write(&path, ticket_explorer::rust_types::example::SOURCE).expect("a file");
        path.to_string_lossy().into_owned()
    })
}

/// What a program that uses the library prints by accident: in a panic, a log, a failed assertion.
fn debug(text: &str) -> Vec<(String, String)> {
    let mut said = Vec::new();
    let mut print = |what: &str, debug: &dyn std::fmt::Debug| {
        said.push((format!("Debug of {what}"), format!("{debug:?}\n{debug:#?}")));
    };
    for mut report in [ticket::explore(text, &Native), ticket::explain(text, &Native)] {
        repair::report(&mut report, &Native);
        print("the report", &report);
        for found in &report.found {
            print("verdicts", &found.verdicts);
            print("diagnostics", &found.diagnostics);
            print("layers", &found.layers);
            print("what it is converted to", &conversions(found, &Native));
            print("what it is mended to", &repair::mend(found, &Native));
            print("a draft", &Draft::from_document(found));
            if found.is_proven() {
                print("the value", &found.value);
            }
        }
    }
    print("a doc ticket", &text.parse::<DocTicket>());
    print("a link", &text.parse::<Link>());
    print("a link that is not checked", &link::parse_opaque(text));
    said
}

/// Everything that the tool says of a text: which command, and what it printed where the secret must not be.
fn outputs(text: &str) -> Vec<(String, String)> {
    let mut said = debug(text);
    let mut run = |words: &[&str], input: &[u8], only_errors: bool| {
        let output = common::ticket(words, input);
        let shown: Vec<&str> = words
            .iter()
            .map(|word| if *word == text { "<text>" } else { word })
            .collect();
        let mut all = output.err;
        if !only_errors {
            all.push('\n');
            all.push_str(&output.out);
        }
        said.push((shown.join(" "), all));
    };
    let line = serde_json::to_string(text).expect("text is JSON");
    for words in [
        &["decode"][..],
        &["decode", "--wire"],
        &["decode", "--json"],
        &["decode", "--exact"],
        &["decode", "--exact", "--json"],
        &["dump"],
        &["dump", "--exact"],
        &["list"],
        &["list", "--csv"],
        &["list", "--jsonl"],
        &["slim"],
        &["slim", "--read-only"],
        &["convert", "--list"],
        &["picture"],
        &["report"],
        &["report", "--exact"],
        &["fix", "--json"],
        &["fix", "--all", "--json"],
    ] {
        run(words, text.as_bytes(), false);
    }
    if let Ok(code) = qr::encode(text, Level::L) {
        let image = png(&code, 2).expect("a PNG");
        for words in [&["scan"][..], &["scan", "--json"]] {
            run(words, &image, false);
        }
    }
    run(&["decode", "--jsonl"], line.as_bytes(), false);
    for words in [
        &["decode", "--types", own_types()][..],
        &["decode", "--json", "--types", own_types()],
        &["dump", "--types", own_types()],
        &["decode", "--types", own_types(), "--prefix", "doc"],
    ] {
        run(words, text.as_bytes(), false);
    }
    // A smaller ticket, a mended one and a code have the secret in them: that is what they are for. What is said beside them has not.
    run(&["slim", "--drop", "private"], text.as_bytes(), true);
    run(&["convert"], text.as_bytes(), true);
    run(&["convert", "--to", "N1"], text.as_bytes(), true);
    run(&["fix"], text.as_bytes(), true);
    run(&["fix", "--all"], text.as_bytes(), true);
    run(&["qr", "--svg", "-"], text.as_bytes(), true);
    run(&["qr", "--compact", "--svg", "-"], text.as_bytes(), true);
    if text.starts_with('-') || text.contains('\0') {
        return said;
    }
    for words in [
        &["diff", text, PUBLIC][..],
        &["diff", PUBLIC, text],
        &["diff", "--json", text, PUBLIC],
        &[text],
        &["scan", text],
        &["decode", "see", text],
        &["decode", &format!("--{text}")],
        &["formats", text],
        &["list", &format!("--{text}")],
        &["convert", "--to", text, PUBLIC],
        &["qr", "--level", text, PUBLIC],
        &["qr", "--scale", text, PUBLIC],
        &["slim", "--drop", text, PUBLIC],
        &["fix", &format!("--{text}")],
        &["decode", "--color", text, PUBLIC],
        &["decode", "--types", own_types(), "--root", text, "00"],
        &["decode", "--types", own_types(), "--prefix", text, "00"],
    ] {
        run(words, b"", false);
    }
    // What is built has in it what was asked for.
    for words in [
        &["build", text][..],
        &["build", "endpoint", "--id", text],
        &[
            "build", "endpoint", "--id", text, "--relay", text, "--ip", text, "--custom", text,
        ],
        &["build", "doc", "--read", text, "--endpoint", text],
        &["build", "doc", "--write", text, "--endpoint", "x"],
        &["build", "blob", "--hash", text, "--id", text],
        &["build", "eidetica", "--db", "", "--pr", text, "--tip", text],
    ] {
        run(words, b"", true);
    }
    said
}

// ------------------------------------------------------------------------------------------------------------ tests

fn check(leaks: &Leaks, carrier: &Carrier, what: &str, text: &str, found: &mut BTreeSet<String>) -> usize {
    let outputs = outputs(text);
    let number = outputs.len();
    for (command, said) in outputs {
        if let Some(base) = leaks.in_text(&said) {
            found.insert(format!(
                "{}, {what}: `{command}` shows it in {base}\n    {text:?}",
                carrier.name
            ));
        }
    }
    number
}

/// How many inputs are tried: some of them, evenly spread, or all.
fn limit(default: usize) -> usize {
    match std::env::var("TICKET_CASES").as_deref() {
        Ok("all") => usize::MAX,
        Ok(number) => number.parse().unwrap_or(default),
        Err(_) => default,
    }
}

#[test]
fn no_output_shows_a_part_of_a_secret() {
    let mut inputs: Vec<(usize, Input)> = Vec::new();
    let carriers = carriers();
    for (index, carrier) in carriers.iter().enumerate() {
        for (at, (what, text)) in damaged(carrier).into_iter().enumerate() {
            // Everywhere with the whole ticket and a sample of the damaged ones, elsewhere with all of them.
            let all = at < 60 || at % 97 == 0;
            let places = placed(&what, &text, all);
            inputs.extend(places.into_iter().map(|input| (index, input)));
        }
    }
    let limit = limit(1000).min(inputs.len());
    let mut random = Random(1);
    let chosen: Vec<usize> = match limit == inputs.len() {
        true => (0..inputs.len()).collect(),
        false => (0..limit).map(|_| random.below(inputs.len())).collect(),
    };
    let leaks: Vec<Leaks> = carriers
        .iter()
        .map(|carrier| Leaks::of(&carrier.secret))
        .collect();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let results: Vec<(usize, BTreeSet<String>)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|worker| {
                let (chosen, inputs, carriers, leaks) = (&chosen, &inputs, &carriers, &leaks);
                scope.spawn(move || {
                    let mut found = BTreeSet::new();
                    let mut outputs = 0;
                    for at in chosen.iter().skip(worker).step_by(threads) {
                        let (index, (what, text)) = &inputs[*at];
                        outputs += check(&leaks[*index], &carriers[*index], what, text, &mut found);
                    }
                    (outputs, found)
                })
            })
            .collect();
        workers
            .into_iter()
            .map(|worker| worker.join().expect("no panic"))
            .collect()
    });
    let outputs: usize = results.iter().map(|(outputs, _)| outputs).sum();
    let found: BTreeSet<String> = results.into_iter().flat_map(|(_, found)| found).collect();
    println!(
        "{} of {} inputs, {outputs} outputs, {} of them with a part of the secret",
        chosen.len(),
        inputs.len(),
        found.len()
    );
    let first: Vec<String> = found
        .iter()
        .step_by((found.len() / 400).max(1))
        .cloned()
        .collect();
    assert!(
        found.is_empty(),
        "{} outputs show a part of a secret:\n{}",
        found.len(),
        first.join("\n")
    );
}

#[test]
fn what_looks_for_secrets_finds_them() {
    let carrier = &carriers()[0];
    let leaks = Leaks::of(&carrier.secret);
    let secret = carrier.secret.as_slice();
    let shown = [
        carrier.text.clone(),
        carrier.text[3 + carrier.place.0 + 12..][..10].to_owned(),
        data_encoding::HEXUPPER.encode(&secret[20..26]),
        secret[3..9].iter().map(|byte| format!("{byte:02x} ")).collect(),
        data_encoding::BASE64URL_NOPAD.encode(secret),
        format!("{secret:?}"),
        ticket_explorer::ticket::encoding::codec::to_z32(secret),
    ];
    for text in shown {
        assert!(leaks.in_text(&text).is_some(), "{text}");
    }
    assert_eq!(leaks.in_text(PUBLIC), None);
    assert_eq!(
        leaks.in_text(&data_encoding::HEXLOWER.encode(&secret[20..25])),
        None
    );
}

/// No output of this text shows a part of the secret.
#[track_caller]
fn hides(carrier: &Carrier, text: &str) {
    let mut found = BTreeSet::new();
    check(
        &Leaks::of(&carrier.secret),
        carrier,
        "as it stands",
        text,
        &mut found,
    );
    assert_eq!(found, BTreeSet::new());
}

#[test]
fn a_secret_in_the_json_of_a_whole_chat_ticket_is_hidden() {
    let carrier = &carriers()[0];
    let json = format!(
        "{{\"topic\":{:?},\"endpoints\":[{{\"id\":\"{}\",\"addrs\":[{{\"Relay\":\"https://relay.example/{}\"}}]}}]}}",
        [7_u8; 32],
        data_encoding::HEXLOWER.encode(&public_key(&mut Random(5))),
        carrier.text,
    );
    let chat = data_encoding::BASE32_NOPAD
        .encode(json.as_bytes())
        .to_ascii_lowercase();
    let found = common::only(&chat);
    assert!(matches!(found.value, Some(Value::Chat(..))));
    hides(carrier, &chat);
}

/// A secret behind the prefix of a kind whose parser takes its bytes for an id, and leaves what it does not need.
#[test]
fn a_secret_that_another_parser_takes_for_an_id_is_hidden() {
    let mut random = Random(72);
    let secret = loop {
        let mut secret = random.key();
        secret[31] = 0;
        let id = [&[32], &secret[..31]].concat().try_into().expect("32 bytes");
        if Native.endpoint_id(&id) == ticket_explorer::ticket::Answer::Yes(()) {
            break secret;
        }
    };
    let ticket = Ticket::Keyed {
        role: Role::ApiSecret,
        key: secret,
        nodes: vec![EndpointAddr::new(public_key(&mut random))],
    };
    let text = encode::to_text(&ticket, Kind::Services, &layout::S1).expect("it has room");
    let text = text.replacen("services", "endpoint", 1);
    let found = common::only(&text);
    assert!(
        found.verdicts[0].accepts && !found.verdicts[0].drops.is_empty(),
        "{:?}",
        found.verdicts
    );
    let carrier = Carrier {
        name: "an API secret behind `endpoint`".into(),
        prefix: "endpoint",
        text: text.clone(),
        secret: secret.to_vec(),
        place: (0, 0),
    };
    hides(&carrier, &text);
}

/// The beginning of an endpoint ticket, and `text` where its custom address goes on: its parser takes that for the address,
/// and leaves the rest.
fn joined(text: &str) -> String {
    let mut addr = EndpointAddr::new(public_key(&mut Random(73)));
    addr.addrs.insert(TransportAddr::Custom(CustomAddr {
        id: 7,
        data: CustomData(vec![1; 90]),
    }));
    let whole = encode::to_text(&Ticket::Endpoint(addr), Kind::Endpoint, &layout::E1).expect("it has room");
    let text = format!("{}{text}", &whole[..8 + 72]);
    // Of a length that base32 has.
    let text = &text[..text.len() / 8 * 8];
    let found = ticket_explorer::ticket::explain(text, &Native).found.remove(0);
    let verdict = &found.verdicts[0];
    assert!(verdict.accepts && !verdict.drops.is_empty(), "{verdict:?}");
    text.into()
}

#[test]
fn a_secret_joined_to_half_a_ticket_is_hidden() {
    // `n0des` is no base32.
    for carrier in carriers().iter().filter(|carrier| carrier.prefix != "n0des") {
        hides(carrier, &joined(&carrier.text));
    }
    // A ticket without a secret leaves it as it is.
    let found = ticket_explorer::ticket::explain(&joined(PUBLIC), &Native)
        .found
        .remove(0);
    let is_data = |node: &ticket_explorer::ticket::Node| node.role == Role::CustomData;
    let data = found.nodes.iter().rposition(is_data).expect("an address");
    assert!(!found.hides(data));
}

/// Half of all secrets look like a public key, and the name of an application says nothing of what is behind it.
#[test]
fn nothing_of_a_ticket_of_an_unknown_kind_is_proven() {
    let id = public_key(&mut Random(74));
    let bytes = encode::to_bytes(&Ticket::Endpoint(EndpointAddr::new(id)), &layout::E1).expect("it has room");
    for rest in [&[][..], &[1, 2, 3]] {
        let payload = data_encoding::BASE32_NOPAD
            .encode(&[&bytes, rest].concat())
            .to_ascii_lowercase();
        let found = common::only(&format!("myapp{payload}"));
        let id = found
            .nodes
            .iter()
            .position(|node| node.role == Role::EndpointId)
            .expect("an id");
        assert!(found.hides(id), "{rest:?}");
        // Nor of the name, where it could be a part of a secret.
        let found = common::only(&format!("k7q2m9x4wz{payload}"));
        assert_eq!((found.nodes[1].role, found.hides(1)), (Role::KindPrefix, true));
        let found = common::only(&format!("application{payload}"));
        assert_eq!((found.nodes[1].role, found.hides(1)), (Role::KindPrefix, false));
    }
}
