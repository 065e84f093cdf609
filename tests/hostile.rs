//! Hostile input to the tool: nothing of it steers a terminal, nothing is left out without a word, nothing takes long or
//! prints without end.

mod common;

use common::{Output, ticket};
use serde_json::Value;
use std::fs;
use std::net::SocketAddr;
use ticket_explorer::cli::{self, Io};
use ticket_explorer::native::Native;
use ticket_explorer::ticket::encoding::codec::{from_hex, to_base32};
use ticket_explorer::ticket::wire::{encode, layout};
use ticket_explorer::ticket::words::is_unseen;
use ticket_explorer::ticket::{
    Code, EndpointAddr, NodeState, Role, Severity, Ticket, TransportAddr, explore, limits,
};

const ENDPOINT: &str = "endpointacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaa";
const ID: &str = "bafyr4ihkr4ld3m4gqkjf4reryxsy2s5tkbxprqkow6fin2iiyvreuzzab4";
const KEY: &str = "8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c";

fn run(arguments: &[&str], input: &str) -> Output {
    ticket(arguments, input.as_bytes())
}

fn json(arguments: &[&str], input: &[u8]) -> Value {
    let output = ticket(&[&["decode", "--json"], arguments].concat(), input);
    serde_json::from_str(&output.out).expect("JSON")
}

fn codes(input: &str) -> Vec<(Code, Severity)> {
    let found = explore(input, &Native).found;
    let all = found.iter().flat_map(|document| &document.diagnostics);
    all.map(|diagnostic| (diagnostic.code, diagnostic.severity))
        .collect()
}

// ------------------------------------------------------------------------------------------------- what is wrong is said

#[test]
fn every_damaged_cid_that_the_parser_rejects_is_an_error_with_its_place() {
    let (mut rejected, mut named) = (0, 0);
    for at in 0..ID.len() {
        for wrong in "0189=_-.é%lz".chars() {
            // A percent sign and two hex digits are a character of their own.
            let after = ID.get(at + 1..at + 3).unwrap_or_default();
            if wrong == '%' && after.len() == 2 && after.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                continue;
            }
            let damaged = format!("{}{wrong}{}", &ID[..at], &ID[at + 1..]);
            let link = format!("eidetica:?db={damaged}");
            let report = explore(&link, &Native);
            let document = &report.found[0];
            let current = document
                .verdicts
                .iter()
                .find(|verdict| verdict.parser.name() == "eidetica-cid");
            if current.expect("asked").accepts && document.text() == link {
                continue;
            }
            rejected += 1;
            let errors: Vec<_> = document
                .diagnostics
                .iter()
                .filter(|it| it.severity == Severity::Error)
                .collect();
            assert!(!errors.is_empty(), "{link}: {:?}", document.diagnostics);
            let place = 13 + at;
            named += usize::from(
                errors
                    .iter()
                    .any(|it| it.text.start <= place && place <= it.text.end),
            );
        }
    }
    assert!(rejected > 400, "only {rejected}");
    assert_eq!(named, rejected, "the place is that of the wrong character");
    // An end that is missing, and what is too much.
    for link in [
        format!("eidetica:?db={}", &ID[..40]),
        format!("eidetica:?db={ID}a"),
    ] {
        assert!(
            codes(&link).contains(&(Code::IdDamaged, Severity::Error)),
            "{link}"
        );
    }
    // Ids of old are whole, and opaque ones are somebody's own.
    for id in [
        "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "my-database",
    ] {
        assert!(
            codes(&format!("eidetica:?db={id}")).contains(&(Code::IdNotCid, Severity::Warning)),
            "{id}"
        );
    }
}

#[test]
fn what_is_no_name_and_no_link_is_none() {
    for text in [
        format!("monkey: {KEY}"),
        format!("the idea={KEY}"),
        format!("turnkey = {KEY}"),
    ] {
        assert!(explore(&text, &Native).found.is_empty(), "{text}");
    }
    for text in [
        format!("nodeId: {KEY}"),
        format!("PUBLIC_KEY={KEY}"),
        format!("endpoint-id = \"{KEY}\""),
        format!("my key: {KEY}"),
    ] {
        assert_eq!(explore(&text, &Native).found.len(), 1, "{text}");
    }
    for text in [
        "Eidetica: the db=main is gone",
        "eidetica: see db=x",
        "eidetica:\n\ndb=x",
    ] {
        assert!(explore(text, &Native).found.is_empty(), "{text}");
    }
}

#[test]
fn what_stands_behind_a_link_does_not_join_its_last_value() {
    for (value, key) in [
        (ID.to_owned(), "db"),
        (format!("iroh:{ENDPOINT}"), "pr"),
        ("http:192.0.2.7:80".into(), "pr"),
    ] {
        let link = match key {
            "db" => format!("eidetica:?db={value}"),
            _ => format!("eidetica:?db={ID}&pr={value}"),
        };
        for behind in ["/files", ";x", "です", "，次", ",then", "/", "!x", "(a)", "@b"] {
            let input = format!("{link}{behind} end");
            let report = explore(&input, &Native);
            assert_eq!(report.found[0].text(), link, "{input}");
            assert_eq!(report.found[0].span.end, link.len(), "{input}");
        }
        // What looks like more of it is an error.
        for behind in [
            ";pr=http:192.0.2.9:1",
            " pr=iroh:x",
            "\n\n\npr=http:h:80",
            ",&pr=http:h:80",
        ] {
            let input = format!("{link}{behind}");
            assert!(
                codes(&input).contains(&(Code::GoesOn, Severity::Error)),
                "{input:?}: {:?}",
                codes(&input)
            );
        }
        let two = explore(&format!("{link},{link}"), &Native);
        assert_eq!(
            two.found.iter().map(|found| found.text()).collect::<Vec<_>>(),
            [&link, &link]
        );
    }
}

#[test]
fn what_is_left_out_is_said_and_counts() {
    let many = format!("{ENDPOINT}\n").repeat(250);
    let report = json(&[], many.as_bytes());
    assert_eq!(
        (&report["more"], &report["truncated"]),
        (&50.into(), &false.into())
    );
    assert_eq!(run(&["decode"], &many).status, 0);
    // An error in the last of them.
    let broken = format!("{many}{}\n", &ENDPOINT[..40]);
    for arguments in [&["decode"][..], &["decode", "--json"], &["dump"]] {
        assert_eq!(run(arguments, &broken).status, 1, "{arguments:?}");
    }
    assert!(run(&["dump"], &broken).err.contains("51 more are not explained"));
    assert!(
        run(&["decode"], &broken)
            .out
            .contains("51 more are not explained")
    );
    assert!(run(&["slim"], &broken).err.contains("The first of 251 is taken"));
    let long = format!("{ENDPOINT} {}", "x".repeat(limits::INPUT));
    assert_eq!(json(&[], long.as_bytes())["truncated"], true);
    for command in ["dump", "slim"] {
        assert!(
            run(&[command], &long)
                .err
                .contains("Only the first 1048576 bytes"),
            "{command}"
        );
    }
    // More parts than are shown.
    let parts = format!("eidetica:?db={ID}{}", "&a=b".repeat(50_000));
    assert!(codes(&parts).contains(&(Code::LeftOut, Severity::Note)));
    let report = json(&[], parts.as_bytes());
    let left_out = report["found"][0]["value"]["left_out"]
        .as_u64()
        .expect("a number");
    let shown = report["found"][0]["value"]["unknown"]
        .as_array()
        .expect("a list")
        .len() as u64;
    assert_eq!(left_out + shown, 50_000);
    assert!(run(&["decode"], &parts).out.contains("left-out"));
    // More addresses than are shown: the node that stands for them is where the first of them begins.
    let mut addr = EndpointAddr::new(from_hex(KEY).expect("hex").try_into().expect("32 bytes"));
    let ips = (0..2000_u16).map(|at| SocketAddr::from(([192, 0, 2, 7], at)));
    addr.addrs.extend(ips.map(TransportAddr::Ip));
    let bytes = encode::to_bytes(&Ticket::Endpoint(addr), &layout::E1).expect("a payload");
    let found = explore(&format!("endpoint{}", to_base32(&bytes)), &Native)
        .found
        .remove(0);
    let told = found
        .diagnostics
        .iter()
        .find(|one| one.code == Code::LeftOut)
        .expect("it is told");
    let node = &found.nodes[told.node.expect("its node")];
    let before = found
        .nodes
        .iter()
        .rfind(|node| node.role == Role::Port)
        .expect("a port");
    assert_eq!((node.name.known(), node.state), ("left out", NodeState::Unread));
    assert_eq!((node.span.start, node.span.end), (before.span.end, bytes.len()));
    assert_eq!((told.layer, told.span), (node.layer, node.span));
}

#[test]
fn places_are_bytes_of_the_input_where_it_is_no_text() {
    let mut input = b"\xff\xfe caf\xe9 ".to_vec();
    let start = input.len();
    input.extend_from_slice(ENDPOINT.as_bytes());
    input.extend_from_slice(b"\x80 end");
    let report = json(&[], &input);
    assert_eq!(report["input_bytes"], input.len());
    let found = &report["found"][0];
    let span = |value: &Value| {
        let at = |index: usize| value[index].as_u64().expect("a number") as usize;
        input[at(0)..at(1)].to_vec()
    };
    assert_eq!(found["span"][0], start);
    assert_eq!(span(&found["span"]), ENDPOINT.as_bytes());
    assert_eq!(span(&found["tree"]["children"][0]["text"]), b"endpoint");
    assert_eq!(
        span(&found["diagnostics"][0]["span"]),
        &ENDPOINT.as_bytes()[9..61]
    );
    let dump = ticket(&["dump"], &input).out;
    assert!(
        dump.contains(&format!("at {start}..{}", start + ENDPOINT.len())),
        "{dump}"
    );
}

#[test]
fn two_request_tokens_are_not_the_same() {
    let key: Vec<u8> = (0..KEY.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&KEY[at..at + 2], 16).expect("hex"))
        .collect();
    let blob = |token: u8| {
        let mut bytes = vec![32];
        bytes.extend_from_slice(&key);
        // No region, no addresses, raw, a hash, a token of four bytes.
        bytes.extend_from_slice(&[0, 0, 0]);
        bytes.extend_from_slice(&[7; 32]);
        bytes.extend_from_slice(&[1, 4, token, 2, 3, 4]);
        format!("blob{}", to_base32(&bytes))
    };
    let (one, two) = (blob(1), blob(9));
    let output = run(&["diff", &one, &two], "");
    assert_eq!(output.status, 1, "{}", output.out);
    assert!(
        output.out.contains("~ request token: …masked… → …masked…"),
        "{}",
        output.out
    );
    assert_eq!(run(&["diff", &one, &one], "").status, 0);
}

#[test]
fn words_of_the_command_line_mean_what_people_mean() {
    assert_eq!(run(&["decode", "-"], ENDPOINT).status, 0, "- is standard input");
    assert_eq!(run(&["dump", "-"], ENDPOINT).status, 0);
    let missing = run(&["build", "doc", "--read", KEY], "");
    assert_eq!(missing.status, 2);
    assert!(
        missing.err.contains("--endpoint TICKET, or --id ID"),
        "{}",
        missing.err
    );
    assert_eq!(
        run(&["build", "doc", "--read", KEY, "--endpoint", ENDPOINT], "").status,
        0
    );
    let file = std::env::temp_dir().join(format!("ticket-{}.txt", std::process::id()));
    fs::write(&file, ENDPOINT).expect("a file can be written");
    let name = file.to_str().expect("a name");
    let output = run(&["decode", name], "");
    fs::remove_file(&file).expect("it was there");
    assert_eq!(output.status, 2);
    assert!(
        output.out.contains("name of a file") && output.out.contains('<'),
        "{}",
        output.out
    );
}

// -------------------------------------------------------------------------------------------------------- the terminal

/// Whatever stands in the input, whoever prints it.
#[test]
fn nothing_of_the_input_steers_a_terminal() {
    let signs: String = "\u{1b}[31m\u{7}\r\0\u{8}\u{9b}2J\u{202e}\u{2066}\u{200b}\u{feff}\u{e0041}\u{e007f}\u{85}\u{2028}\u{fdd1}".into();
    let percent: String = signs.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let own = ["", "x", "endpoint", ENDPOINT, "eidetica:?db=x"];
    let inputs: Vec<String> = own
        .iter()
        .flat_map(|own| {
            [
                format!("{own}{signs}"),
                format!("{signs}{own}"),
                format!("eidetica:?db={ID}&pr=http:{percent}{own}&x{percent}=y{percent}&pr={percent}:{own}"),
                format!("eidetica:?db={percent}{own}&tips=1:{percent}"),
                format!("{}{signs}{}", &ENDPOINT[..30], &ENDPOINT[30..]),
                format!("{}1{signs}", &ENDPOINT[..50]),
            ]
        })
        .collect();
    let commands: &[&[&str]] = &[
        &["decode"],
        &["decode", "--wire"],
        &["decode", "--json"],
        &["decode", "--exact"],
        &["decode", "--exact", "--json"],
        &["decode", "--reveal"],
        &["dump"],
        &["dump", "--exact"],
        &["slim"],
        &["slim", "-d", "public"],
        &["slim", "-d", "relays,extra"],
        &["qr"],
        &["qr", "--exact"],
        &["qr", "--compact"],
        &["qr", "--svg", "-"],
        &["diff", ENDPOINT],
        &["diff", "--json", ENDPOINT],
    ];
    let check = |arguments: &[&str], output: &Output| {
        for shown in [&output.out, &output.err] {
            let raw = shown.chars().find(|symbol| *symbol != '\n' && is_unseen(*symbol));
            assert_eq!(raw, None, "{arguments:?}: {shown:?}");
        }
    };
    for input in &inputs {
        for arguments in commands {
            check(arguments, &run(arguments, input));
            // As an argument, where there can be such a one.
            let argument = input.replace('\0', "");
            check(arguments, &run(&[arguments, &["--", &argument][..]].concat(), ""));
        }
        let argument = input.replace('\0', "");
        for option in ["--id", "--ip", "--relay", "--custom"] {
            let arguments = ["build", "endpoint", "--id", KEY, option, &argument];
            check(&arguments, &run(&arguments, ""));
        }
        for option in ["--db", "--pr", "--tip", "--param"] {
            let arguments = ["build", "eidetica", "--db", ID, option, &argument];
            check(&arguments, &run(&arguments, ""));
        }
        for arguments in [
            &["formats", &argument][..],
            &["decode", "--level", &argument],
            &[&argument],
            &["qr", "--level", &argument],
        ] {
            check(arguments, &run(arguments, ""));
        }
        let line = Value::from(input.as_str()).to_string();
        check(&["decode", "--jsonl"], &run(&["decode", "--jsonl"], &line));
    }
}

#[test]
fn colours_are_ours_alone() {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let input = format!("\u{1b}[5m{ENDPOINT} eidetica:?db=\u{fdd3}x&a%1b[7m=b");
    let mut io = Io {
        input: &mut input.as_bytes(),
        output: &mut out,
        errors: &mut err,
        colour: true,
        width: Some(80),
    };
    cli::run(["ticket", "decode"].map(Into::into), &mut io);
    let shown = String::from_utf8(out).expect("text");
    assert!(shown.contains("\u{1b}[1m"));
    for code in shown.split('\u{1b}').skip(1) {
        let known = ["[0m", "[1m", "[2m", "[36m", "[32m", "[1;31m", "[1;33m", "[1;34m"];
        assert!(known.iter().any(|known| code.starts_with(known)), "{code:?}");
    }
    assert!(!shown.contains('\u{fdd3}'));
}

#[test]
fn excerpts_are_as_wide_as_the_terminal() {
    let input = format!("{}1{}", &ENDPOINT[..50], &ENDPOINT[51..]);
    for width in [40, 60, 200] {
        let mut out = Vec::new();
        let mut io = Io {
            input: &mut input.as_bytes(),
            output: &mut out,
            errors: &mut std::io::sink(),
            colour: false,
            width: Some(width),
        };
        cli::run(["ticket", "decode", "--reveal"].map(Into::into), &mut io);
        let shown = String::from_utf8(out).expect("text");
        let rows: Vec<&str> = shown.lines().filter(|line| line.starts_with("  | ")).collect();
        assert!(rows.len() >= 2);
        for pair in rows.chunks(2) {
            assert!(
                pair.iter().all(|row| row.chars().count() <= width),
                "{width}: {pair:?}"
            );
            let caret = pair[1].chars().position(|symbol| symbol == '^').expect("a caret");
            assert_eq!(pair[0].chars().nth(caret), Some('1'), "{pair:?}");
        }
    }
}

// ----------------------------------------------------------------------------------------------------------------- cost

/// Parts that make much of little: of each as many as fit into an input.
const PARTS: &[(&str, &str)] = &[
    ("", "eidetica:?"),
    ("", "eidetica:?db=x "),
    ("", "eidetica:?db=x&a\n"),
    (
        "",
        " endpointacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaa",
    ),
    ("", "endpointacfiry65oqe7dfp5klns2pf2lvzmuzyjx "),
    ("eidetica:?db=x", "&a"),
    ("eidetica:?db=x", "&a=b"),
    ("eidetica:?db=x", "&pr"),
    ("eidetica:?db=x", "&pr=a:b"),
    ("eidetica:?db=x", "&pr=iroh:x"),
    ("eidetica:?db=x", "&db=y"),
    ("eidetica:?db=x", "&amp;a"),
    ("eidetica:?db=x&tips=9:", ","),
    ("eidetica:?db=", "%ff"),
    ("eidetica:?db=x", "%26%1b"),
    ("eidetica%3A%3Fdb%3Dx", "%26a"),
    ("eidetica:?db=x", "\n&a=b"),
    (
        "endpointacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvya",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
    ),
    ("", "\u{1b}[1m"),
    ("", "\u{200b}"),
    ("eidetica:?db=x", "\u{202e}&"),
];

/// How much is printed grows with the input and stays within forty times it, and how much is kept has a limit: that is
/// counted, not timed.
#[test]
fn output_is_bounded() {
    let size = 1 << 16;
    for (start, part) in PARTS {
        let input = format!("{start}{}", part.repeat((size - start.len()) / part.len()));
        let report = explore(&input, &Native);
        let nodes: usize = report.found.iter().map(|document| document.nodes.len()).sum();
        assert!(nodes <= limits::ALL_NODES + 200 * 128, "{part:?}: {nodes} nodes");
        for document in &report.found {
            assert!(document.nodes.len() <= limits::NODES + 64, "{part:?}");
            assert!(
                document
                    .verdicts
                    .iter()
                    .all(|verdict| verdict.drops.len() <= limits::DROPS + 8),
                "{part:?}"
            );
        }
        for arguments in [
            &["decode"][..],
            &["decode", "--json"],
            &["decode", "--wire"],
            &["dump"],
            &["slim"],
            &["decode", "--exact", "--json"],
        ] {
            let output = run(arguments, &input);
            let printed = output.out.len() + output.err.len();
            assert!(
                printed <= 40 * input.len(),
                "{arguments:?} {part:?}: {} times the input",
                printed / input.len()
            );
        }
    }
}
