//! What is found in free text, where, and what was cleaned away; and what is not taken for a ticket.

mod common;

use common::random::Random;
use std::fs;
use std::path::Path;
use ticket_explorer::native::Native;
use ticket_explorer::ticket::encoding::codec;
use ticket_explorer::ticket::wire::{encode, layout};
use ticket_explorer::ticket::{
    BlobFormat, Code, Document, EndpointAddr, Kind, Report, Secrets, Severity, Span, Ticket, Value, explain,
    explore, limits, render::dump, render::json,
};

const ID: &str = "bafyr4ihkr4ld3m4gqkjf4reryxsy2s5tkbxprqkow6fin2iiyvreuzzab4";
const ENDPOINT: &str = "endpointacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaa";
const LONG: &str = "endpointacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaibab7qaaab2ieq";
const DOC: &str = "docaaacarwhmusoqf362j3jpzrehzkw3bqamcp2mmbhn3fmag3mzzfjp4beahj2v7aezhojvfqi5wltr4vxymgzqnctryyup327ct7iy4s5noxy6aaa";

fn link() -> String {
    format!("eidetica:?db={ID}&pr=iroh:{ENDPOINT}&pr=http:192.0.2.7:8080")
}

fn find(input: &str) -> Report {
    explore(input, &Native)
}

fn only(input: &str) -> Document {
    let mut found = find(input).found;
    assert_eq!(
        found.len(),
        1,
        "{input:?}: {:?}",
        found.iter().map(|found| found.span).collect::<Vec<_>>()
    );
    found.remove(0)
}

fn cleaned(document: &Document) -> bool {
    document
        .diagnostics
        .iter()
        .any(|diagnostic| diagnostic.code == Code::Cleaned)
}

fn has_error(document: &Document) -> bool {
    document
        .diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// The ticket is found in `before` + it + `after`, exactly there and as it stands.
fn stands(ticket: &str, before: &str, after: &str) {
    let input = format!("{before}{ticket}{after}");
    let found = only(&input);
    assert_eq!(found.text(), ticket, "{input:?}");
    assert_eq!(
        (found.span.start, found.span.end),
        (before.len(), before.len() + ticket.len()),
        "{input:?}"
    );
    assert_eq!(found.exact, before.is_empty() && after.is_empty());
    assert!(!cleaned(&found), "{input:?}");
    assert!(found.verdicts.iter().any(|verdict| verdict.accepts), "{input:?}");
}

/// Something is cleaned away before `ticket` is read; what is found covers `covers`.
fn becomes(input: &str, ticket: &str, covers: &str) {
    let found = only(input);
    assert_eq!(found.text(), ticket, "{input:?}");
    assert!(cleaned(&found), "{input:?}: what was cleaned away is not said");
    assert!(!found.exact);
    let start = input.find(covers).expect("it is in there");
    assert_eq!(
        (found.span.start, found.span.end),
        (start, start + covers.len()),
        "{input:?}"
    );
    for node in &found.nodes {
        let span = found.text_span(node);
        assert!(
            input.get(span.start..span.end).is_some(),
            "{input:?} {}",
            found.name(node)
        );
    }
}

#[test]
fn in_sentences_and_markup() {
    let around = [
        ("", ""),
        ("see ", " please"),
        ("see: ", "."),
        ("", ","),
        ("(", ")"),
        ("[", "]"),
        ("<", ">"),
        ("\"", "\""),
        ("'", "'"),
        ("`", "`"),
        ("```\n", "\n```"),
        ("“", "”"),
        ("「", "」"),
        ("«", "»!"),
        ("**", "**"),
        ("_", "_"),
        ("[join](", ")"),
        ("<a href=\"", "\">x</a>"),
        ("{\"ticket\":\"", "\"}"),
        ("日本語", "日本語"),
        ("\t", "\r\n"),
        ("a,", ";b"),
        ("ticket=", " x"),
        ("| ", " |"),
        ("…", "…"),
        ("go!", "?"),
        ("--ticket=", ""),
        ("sendme receive ", ""),
        ("dumbpipe connect ", " # now"),
    ];
    for (before, after) in around {
        stands(LONG, before, after);
        stands(DOC, before, after);
        // What follows a link directly without punctuation belongs to its last value.
        if !after.starts_with(['日', '*', '_', ';']) && !before.ends_with('語') {
            stands(&link(), before, after);
        }
    }
}

#[test]
fn in_urls() {
    for (before, after) in [
        ("https://example.com/#", ""),
        ("https://example.com/x/?ticket=", ""),
        ("https://example.com/?ticket=", "&x=1"),
        ("https://example.com/?t=", "#part"),
        ("https://example.com/ticket/", "/file"),
        ("myapp://pair?name=a&t=", "&cap=7"),
        ("flow://join#", ""),
    ] {
        stands(LONG, before, after);
    }
    stands(&link(), "https://example.com/#", "");
}

#[test]
fn percent_encoded_once_and_twice() {
    let link = link();
    let once = link
        .replace(':', "%3A")
        .replace('?', "%3F")
        .replace('=', "%3D")
        .replace('&', "%26");
    becomes(&format!("https://example.com/open?u={once}"), &link, &once);
    becomes(
        &format!("https://example.com/open?u={once}&lang=en"),
        &link,
        &once,
    );
    becomes(&once.to_lowercase(), &link, &once.to_lowercase());
    let twice = once.replace('%', "%25");
    becomes(&format!("https://example.com/?next={twice}#x"), &link, &twice);
    // A ticket after an encoded character.
    stands(LONG, "https://example.com/?u=x%3A", "");
    stands(LONG, "https://example.com/?u=x%3D", "%26y");
    // A place deep inside is one in what was pasted.
    let input = format!("https://example.com/open?u={once}");
    let found = only(&input);
    let port = found
        .nodes
        .iter()
        .find(|node| node.name == "port")
        .expect("a port");
    let span = found.text_span(port);
    assert_eq!(&input[span.start..span.end], "8080");
}

#[test]
fn escaped_by_html_json_and_shells() {
    let link = link();
    for ampersand in ["&amp;", "\\u0026", "\\&"] {
        let escaped = link.replace('&', ampersand);
        becomes(&escaped, &link, &escaped);
        becomes(&format!("x \"{escaped}\" y"), &link, &escaped);
    }
    let shell = link.replace('?', "\\?").replace('=', "\\=").replace('&', "\\&");
    becomes(&format!("open {shell} &"), &link, &shell);
}

#[test]
fn broken_over_lines() {
    let middle = LONG.len() / 2;
    let (first, second) = LONG.split_at(middle);
    for line_break in [
        "\n", "\r\n", "\n> ", "\n  ", " \n", "=\n", "=\r\n", "\\\n", "\n>> ", "\n\t",
    ] {
        let broken = format!("{first}{line_break}{second}");
        becomes(&broken, LONG, &broken);
        becomes(&format!("Take this:\n\n{broken}\n\nBye"), LONG, &broken);
    }
    let link = link();
    for at in [70, 120, link.len() - 10] {
        let broken = format!("{}=\n{}", &link[..at], &link[at..]);
        let found = only(&broken);
        assert_eq!(found.text(), link, "{broken:?}");
    }
    // Three lines, quoted.
    let lines: Vec<&str> = [&DOC[..40], &DOC[40..80], &DOC[80..]].to_vec();
    let broken = lines.join("\n> ");
    becomes(&format!("> {broken}\n> \n> yours"), DOC, &broken);
}

#[test]
fn with_characters_that_cannot_be_seen() {
    for unseen in [
        '\u{200b}', '\u{ad}', '\u{feff}', '\u{2060}', '\u{202e}', '\u{200d}',
    ] {
        let input = format!("{}{unseen}{}", &LONG[..30], &LONG[30..]);
        becomes(&input, LONG, &input);
        let link = link();
        let input = format!("{}{unseen}{}", &link[..40], &link[40..]);
        becomes(&input, &link, &input);
        // Around it they are no part of it.
        let found = only(&format!("{unseen}{LONG}{unseen}"));
        assert_eq!(found.text(), LONG);
    }
}

#[test]
fn several_in_one_text() {
    let link = link();
    let input = format!("A {LONG}, b {link}; and\n{DOC}\n{LONG}{}", "");
    let found = find(&input).found;
    let kinds: Vec<Kind> = found.iter().map(|found| found.kind).collect();
    assert_eq!(kinds, [Kind::Endpoint, Kind::Eidetica, Kind::Doc, Kind::Endpoint]);
    for (found, text) in found.iter().zip([LONG, &link, DOC, LONG]) {
        assert_eq!(&input[found.span.start..found.span.end], text);
    }
    // One below the other: each is one.
    let column = [LONG, DOC, ENDPOINT, LONG].join("\n");
    assert_eq!(find(&column).found.len(), 4);
    let links = [link.as_str(), &link, &link].join("\n");
    assert_eq!(find(&links).found.len(), 3);
    // More than are explained are counted.
    let many = format!("{ENDPOINT}\n").repeat(500);
    let report = find(&many);
    assert_eq!(report.found.len() + report.more, 500);
    assert!(report.more > 0);
}

#[test]
fn what_is_pasted_by_mistake() {
    let hex = "8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c";
    let base32 = "rkeohxlubhyzl7ks3mwtzos5olfgocn7dwkbeg7toseadnapn5oa";
    let z32 = "tkeq8zmwb8a3m9k15cswuq17qmfgqnp9dskbrg9uq1rydpyxp7qy";
    for (text, kind) in [
        (hex, Kind::EndpointId),
        (base32, Kind::EndpointId),
        (ID, Kind::Cid),
        ("QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG", Kind::Cid),
        (
            "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            Kind::HashId,
        ),
        ("https://use1-1.relay.n0.iroh.link./", Kind::RelayUrl),
    ] {
        for input in [
            text.to_owned(),
            format!(" {text}\n"),
            format!("`{text}`"),
            format!("\"{text}\","),
        ] {
            let found = only(&input);
            assert_eq!(found.kind, kind, "{input:?}");
            assert_eq!(found.text(), text);
            assert!(!found.diagnostics.is_empty(), "{input:?} is explained");
        }
        // In a log line they mean nothing.
        let report = find(&format!("2026-01-02 INFO peer {text} connected"));
        assert!(report.found.is_empty(), "{text} in a log");
    }
    let from_z32 = only(&ticket_explorer::ticket::encoding::codec::to_z32(
        &ticket_explorer::ticket::encoding::codec::from_hex(hex).expect("hex"),
    ));
    assert_eq!(from_z32.kind, Kind::EndpointId, "{z32}");
    assert_eq!(from_z32.value, only(hex).value);
    // 64 hex characters that are no point can only be a hash or a secret.
    let mut random = Random(3);
    let keys = (0..40)
        .filter(|_| only(&ticket_explorer::ticket::encoding::codec::to_hex(&random.key())).kind == Kind::Key);
    assert!((8..32).contains(&keys.count()), "about half of them");
}

#[test]
fn damaged_ones_are_found_and_explained() {
    for text in [
        ENDPOINT.to_uppercase(),
        ENDPOINT.replacen("endpoint", "Endpoint", 1),
        ENDPOINT[..50].to_owned(),
        DOC[..DOC.len() / 2].to_owned(),
        format!("{}1{}", &LONG[..50], &LONG[51..]),
        ENDPOINT.replacen("endpoint", "endpoint:", 1),
    ] {
        let found = only(&format!("x {text} y"));
        assert_eq!(found.text(), text);
        assert!(has_error(&found), "{text}");
    }
    for text in [
        "Eidetica:?db=x",
        "eidetica://?db=x",
        "eidetica:db=x",
        "EIDETICA:?DB=x",
    ] {
        let found = only(&format!("see {text} there"));
        assert_eq!(found.kind, Kind::Eidetica, "{text}");
        assert!(has_error(&found), "{text}");
    }
}

// -------------------------------------------------------------------------------------------- what is not a ticket

/// Words as they come in prose, source code and logs, those that begin like tickets above all.
const WORDS: &[&str] = &[
    "document",
    "documents",
    "documentation",
    "docs",
    "doc",
    "docker",
    "doctor",
    "node",
    "nodes",
    "nodejs",
    "node_modules",
    "nodeId",
    "NodeAddr",
    "node_id",
    "blob",
    "blobs",
    "blobstore",
    "endpoint",
    "endpoints",
    "endpointId",
    "EndpointAddr",
    "services",
    "servicesAvailable",
    "chat",
    "room",
    "the",
    "a",
    "of",
    "and",
    "eidetica",
    "eidetica's",
    "ticket",
    "tickets",
    "abandoned",
    "fn",
    "let",
    "self",
    "return",
    "docaa",
    "blobaa",
    "nodeaa",
    "endpointa",
    "ServicesRegistry",
    "documentElementById",
    "docstrings",
    "blobUrlFromArrayBuffer",
    "nodeaffinityschedulingrequirements",
    "ENDPOINT",
    "endpointaddressesconfiguration",
    "doceaaabbbcccddd",
    "blobstorageaccountcontainername",
    "über",
    "日本",
    "naïve",
];

fn prose(random: &mut Random, size: usize) -> String {
    let mut text = String::new();
    while text.len() < size {
        text.push_str(random.pick(WORDS));
        text.push_str(random.pick(&[
            " ", " ", " ", ", ", ". ", "\n", ": ", "-", "_", "/", "(", ")", "=", "\"", "::",
        ]));
    }
    text
}

fn code(random: &mut Random, size: usize) -> String {
    let mut text = String::new();
    while text.len() < size {
        // Names of several words: camelCase, snake_case, lowercase all together, UPPER.
        let words: Vec<&str> = (0..2 + random.below(5)).map(|_| random.pick(WORDS)).collect();
        let name = match random.below(4) {
            0 => words.concat(),
            1 => words.join("_"),
            2 => words.concat().to_uppercase(),
            _ => words.join("-"),
        };
        let end = random.pick(&[
            "(", ");\n", " = ", ".", "::", " { ", "}\n", "\", \"", "%20", "\\n", "\n\t",
        ]);
        text.push_str(&name);
        text.push_str(end);
    }
    text
}

fn log(random: &mut Random, size: usize) -> String {
    let mut text = String::new();
    while text.len() < size {
        let bytes = random.bytes(16);
        let hex = ticket_explorer::ticket::encoding::codec::to_hex(&bytes);
        let long = random.bytes(48);
        let word = match random.below(8) {
            0 => hex,
            1 => format!(
                "{}-{}-4{}-a{}-{}",
                &hex[..8],
                &hex[8..12],
                &hex[13..16],
                &hex[17..20],
                &hex[20..32]
            ),
            2 => ticket_explorer::ticket::encoding::codec::to_base64url(&long),
            3 => ticket_explorer::ticket::encoding::codec::to_base32(&long),
            4 => format!("node-{}", &hex[..10]),
            5 => format!(
                "endpoint={}",
                ticket_explorer::ticket::encoding::codec::to_hex(&long[..32])
            ),
            6 => format!("blob{}", &hex[..random.below(32)]),
            _ => format!(
                "https://{}.example.com/docs/{}?node={}",
                random.pick(&["node", "docs", "blob"]),
                &hex[..6],
                &hex[6..12]
            ),
        };
        text.push_str(&format!(
            "2026-01-02T03:04:05Z INFO {} {word}\n",
            random.pick(WORDS)
        ));
    }
    text
}

fn finds_nothing(what: &str, text: &str) {
    // In pieces as large as an input may be.
    let mut rest = text;
    while !rest.is_empty() {
        let mut end = rest.len().min(1 << 20);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let report = find(&rest[..end]);
        if let Some(found) = report.found.first() {
            panic!("{what}: {:?} was taken for {}", found.text(), found.kind);
        }
        rest = &rest[end..];
    }
}

#[test]
fn nothing_in_megabytes_of_prose_code_and_logs() {
    let mut random = Random(7);
    finds_nothing("prose", &prose(&mut random, 3 << 20));
    finds_nothing("code", &code(&mut random, 3 << 20));
    finds_nothing("logs", &log(&mut random, 3 << 20));
}

/// This project is about tickets, so its sources have every word that could be mistaken for one.
#[test]
fn nothing_in_this_projects_own_sources() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders: Vec<_> = ["src", "xtask", "npm/src", "style", "public"]
        .map(|name| root.join(name))
        .to_vec();
    let mut size = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let Ok(text) = fs::read_to_string(&path) else {
                continue;
            };
            size += text.len();
            // Examples of tickets are in some of them on purpose; they are all whole. No word may be taken for half of one.
            for found in find(&text).found {
                let is_example =
                    found.verdicts.iter().any(|verdict| verdict.accepts) || found.kind == Kind::Eidetica;
                let is_broken_example = found.text().len() > 50;
                assert!(
                    is_example || is_broken_example,
                    "{}: {:?} was taken for {}",
                    path.display(),
                    found.text(),
                    found.kind
                );
            }
        }
    }
    assert!(size > 100_000, "only {size} bytes of sources were looked at");
}

#[test]
fn near_misses_are_nothing() {
    for text in [
        "endpoint",
        "endpointa",
        "node",
        "nodejs",
        "document",
        "documentation.",
        "eidetica",
        "eidetica: a database",
        "eidetica:",
        "the eidetica:crate",
        "blobblobblobblobblobblobblobblobblob",
        "endpointendpointendpointendpoint",
        "nodeaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "",
        " ",
        "\n\n",
        "%%%%",
        "://",
        "=&=&",
    ] {
        let report = find(text);
        assert!(
            report.found.is_empty(),
            "{text:?} was taken for {}",
            report.found[0].kind
        );
    }
}

// ---------------------------------------------------------------------------------------------------- linear time

/// A mebibyte of whatever makes searching start over and over. Were any step quadratic, one of these would take hours:
/// that the test ends is what it shows.
#[test]
fn a_mebibyte_of_anything_ends() {
    let parts = [
        "endpoint",
        "node\n",
        "node\n> ",
        "eidetica:?",
        "eidetica:?db=",
        "eidetica%3A%3F",
        "eidetica%253A%253F",
        "%",
        "%25",
        "&amp;",
        "eidetica:?db=b&amp;",
        "eidetica:?db=a\\&",
        "&pr=iroh:endpoint",
        "endpointaa",
        "docaaac",
        "a\n",
        "=\n",
        "\u{200b}",
        "endpointacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvya\n",
        ENDPOINT,
        "nodeeb",
        "blob:",
        "((((",
        "))))",
        "\\",
        "日",
        "aaaaaaaa",
        "AAAAAAAA",
        "1111",
        "eidetica:?db=x\n&",
        "\\u0026",
        "…",
        "eidetica:?db=).",
        "Qm",
        "/ipfs/",
    ];
    for part in parts {
        let text = part.repeat((1 << 20) / part.len());
        let report = find(&text);
        assert!(report.found.len() <= 200);
        assert!(!report.truncated);
    }
    for (start, part, end) in [
        ("eidetica:?", "&", "db=x"),
        ("eidetica:?db=x", "&pr=a:b", ""),
        ("eidetica:?db=x", "&x", ""),
        ("eidetica:?db=", "%41", ""),
        ("eidetica:?db=", "%ff", ""),
        ("eidetica:?db=x&pr=http:", ")", ""),
        ("eidetica:?db=z", "1", ""),
        ("eidetica:?db=b", "a", ""),
        ("eidetica:?db=x&tips=9:", ",", ""),
        (
            "endpointacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvya",
            "a",
            "",
        ),
        (
            "endpointacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyapq",
            "aqqaaaaaaa",
            "",
        ),
        ("doc", "aaaaaaaa", ""),
        ("", "a", ""),
        ("eidetica:?db=x&pr=iroh:endpoint", "a", ""),
    ] {
        let fill = ((1 << 20) - start.len() - end.len()) / part.len();
        let text = format!("{start}{}{end}", part.repeat(fill));
        let report = find(&text);
        let most = report
            .found
            .iter()
            .map(|document| document.diagnostics.len())
            .max();
        assert!(most <= Some(3 * limits::DIAGNOSTICS));
        for document in report
            .found
            .iter()
            .filter(|document| document.nodes.len() < 200_000)
        {
            document.sentence();
            dump::dump(document, json::Secrets::Masked);
            json::document(document, json::Secrets::Masked).to_string();
        }
    }
}

#[test]
fn what_is_longer_than_the_limit_is_cut_between_characters() {
    let text = format!("{}{ENDPOINT}", "日".repeat(400_000));
    let report = find(&text);
    assert!(report.truncated);
    assert_eq!(report.input_bytes, text.len());
    let text = format!("{ENDPOINT} {}", "x ".repeat(1 << 20));
    let report = find(&text);
    assert!(report.truncated);
    assert!(matches!(report.found[0].value, Some(Value::Ticket(..))));
}

#[test]
fn a_key_after_its_name_is_found_and_a_secret_one_hidden() {
    let key = "ae58ff8833241ac82d6ff7611046ed67b5072d142c588d0063e942d9a75502b6";
    for (name, kind) in [
        ("endpoint id: ", Kind::EndpointId),
        ("NODE_ID=", Kind::EndpointId),
        ("IROH_SECRET=", Kind::Key),
        ("\"secret_key\": \"", Kind::Key),
        ("  my private key = ", Kind::Key),
    ] {
        let input = format!("{name}{key}\n");
        let found = only(&input);
        assert_eq!(found.kind, kind, "{input:?}");
        assert_eq!(found.text(), key);
        assert_eq!(found.span.start, name.len());
        let shown = json::report(&find(&input), Secrets::Masked).to_string();
        let value = shown.split("\"value\"").nth(1).expect("a value");
        assert_eq!(value.contains(key), kind == Kind::EndpointId, "{shown}");
    }
    for text in [
        format!("sha256: {key}"),
        format!("commit={key}"),
        format!("{key} other"),
    ] {
        assert!(find(&text).found.is_empty(), "{text:?}");
    }
}

#[test]
fn a_public_key_in_hex_may_be_a_secret_one_and_says_so() {
    let key = "ae58ff8833241ac82d6ff7611046ed67b5072d142c588d0063e942d9a75502b6";
    let says = |input: &str| {
        let codes: Vec<Code> = only(input).diagnostics.iter().map(|it| it.code).collect();
        codes.contains(&Code::MayBeSecret)
    };
    assert!(says(key));
    // 52 characters may have been cut out of a ticket, where secrets are base32 too: they are hidden.
    let cut = "i3cx9nburopcommx67otytzpc64oqmewftce4ydd7fbpuj4iyk5y";
    assert!(says(cut));
    assert_eq!(only(cut).secrets, [Span::new(0, cut.len())]);
    assert!(only(key).secrets.is_empty());
}

#[test]
fn a_link_out_of_the_source_of_a_mail_is_put_together() {
    let quoted = link().replace('=', "=3D");
    becomes(&quoted, &link(), &quoted);
    let (start, end) = quoted.split_at(70);
    let broken = format!("{start}=\r\n{end}");
    becomes(&broken, &link(), &broken);
    // One parameter alone may well have such a value.
    stands("eidetica:?db=3Dopaque", "", "");
}

#[test]
fn a_ticket_with_spaces_in_it_is_put_together_where_it_is_all_there_is() {
    let (start, rest) = LONG.split_at(15);
    let (middle, end) = rest.split_at(30);
    let spaced = format!("{start} {middle}  {end}");
    becomes(&spaced, LONG, &spaced);
    becomes(&format!("  {spaced}\n"), LONG, &spaced);
    assert!(find(&format!("{spaced} is what she said")).found.is_empty());
}

#[test]
fn a_link_that_was_escaped_twice_is_whole_again() {
    let twice = link().replace('&', "&amp;amp;");
    becomes(&twice, &link(), &twice);
}

#[test]
fn letters_of_any_language_stand_in_a_link_and_signs_around_it() {
    for sign in "…“”‘’«»‹›„—–·•→✓✅🎉🔗　。、「」【】（，\u{a0}¡¿§".chars()
    {
        stands(&link(), &format!("siehe {sign}"), &format!("{sign} und"));
    }
    for letter in "éßжλשع字かナ한".chars() {
        let text = format!("eidetica:?db=a{letter}b");
        stands(&text, "see ", " now");
    }
}

#[test]
fn a_secret_where_an_address_should_be_is_not_said_in_a_message() {
    let report = find(&format!("eidetica:?db={ID}&pr=http:{DOC}"));
    let shown = json::report(&report, Secrets::Masked).to_string();
    // The link itself is the canonical text, and hidden too.
    assert!(!shown.contains(&DOC[30..60]), "{shown}");
    assert!(shown.contains("…masked… is not host:port"), "{shown}");
}

#[test]
fn a_secret_is_hidden_wherever_in_a_link_it_stands() {
    for link in [
        format!("eidetica:?db={DOC}"),
        format!("eidetica:?db={ID}&pr={DOC}"),
        format!("eidetica:?db={ID}&pr={DOC}:x"),
        format!("eidetica:?db={ID}&pr=iroh:{DOC}"),
        format!("eidetica:?db={ID}&pr=http:{DOC}:80"),
        format!("eidetica:?db={ID}&pr=http://{DOC}/"),
        format!("eidetica:?db={ID}&pr=other:{DOC}"),
        format!("eidetica:?db={ID}&tips={DOC}"),
        format!("eidetica:?db={ID}&{DOC}=1"),
        format!("eidetica:?db={ID}&x={DOC}"),
        format!("eidetica:{DOC}?db={ID}"),
        format!("Eidetica:?db={ID}&pr=http:{DOC}"),
    ] {
        for report in [find(&link), explain(&link, &Native)] {
            let mut shown = json::report(&report, Secrets::Masked).to_string();
            for document in &report.found {
                shown += &dump::dump(document, Secrets::Masked);
                shown += &document.sentence();
            }
            assert!(!shown.contains(&DOC[30..60]), "{link}\n{shown}");
            let revealed = json::report(&report, Secrets::Revealed).to_string();
            assert!(revealed.contains(&DOC[30..60]), "{link}\n{revealed}");
        }
    }
}

/// Whether something behind it is told that looks like more of it.
fn goes_on(document: &Document) -> bool {
    let mut diagnostics = document.diagnostics.iter();
    diagnostics.any(|diagnostic| diagnostic.code == Code::GoesOn)
}

#[test]
fn half_a_ticket_ends_where_the_next_line_is_no_more_of_it() {
    let half = &LONG[..40];
    // What begins anew, what is no base32, and what stands in a sentence.
    let both = find(&format!("{half}\n{ENDPOINT}")).found;
    let texts: Vec<&str> = both.iter().map(Document::text).collect();
    assert_eq!(texts, [half, ENDPOINT]);
    for next in ["18901890", "abcdef and so on"] {
        assert_eq!(only(&format!("{half}\n{next}\n")).text(), half, "{next}");
    }
    let joined = only(&format!("{half}\nabcdef\n"));
    assert_eq!(joined.text(), format!("{half}abcdef"));
}

/// Without its request token a blob ticket of iroh 0.9 is one of sendme 0.1, with something behind it: then the next line
/// is only more of it if it makes it whole.
#[test]
fn what_may_be_whole_goes_on_only_to_the_end_of_a_ticket() {
    let id =
        codec::from_hex("8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c").expect("hex");
    let blob = Ticket::Blob {
        addr: EndpointAddr::new(id.try_into().expect("32 bytes")),
        format: BlobFormat::Raw,
        hash: [7; 32],
        token: Some(vec![8; 32]),
    };
    let whole = encode::to_text(&blob, Kind::Blob, &layout::B0).expect("it has room");
    for lines in [1, 2] {
        let (first, rest) = whole.split_at(whole.len() - 40);
        let (second, third) = rest.split_at(40 / lines);
        let broken = format!("{first}\n{second}\n{third}\n");
        assert_eq!(only(&broken).text(), whole);
        let odd = format!("{first}\n{}\nabcdef\n", &second[..20]);
        assert_eq!(only(&odd).text(), first);
    }
}

#[test]
fn what_stands_between_two_pieces_has_a_limit() {
    let (first, second) = LONG.split_at(40);
    // A string literal's end and the next one's beginning, with blanks between; a tag with something long in it.
    let literals = |blanks: usize| format!("\"{}\"", " ".repeat(blanks));
    let tag = |length: usize| format!("<b {}>", "x".repeat(length));
    for (most, gap) in [(158, &literals as &dyn Fn(usize) -> String), (157, &tag)] {
        let joined = only(&format!("{first}{}{second}", gap(most)));
        assert_eq!(joined.text(), LONG);
        let apart = find(&format!("{first}{}{second}", gap(most + 1))).found;
        assert_eq!(apart[0].text(), first);
    }
}

#[test]
fn what_may_go_on_behind_a_wide_line_is_told() {
    let link = format!("eidetica:?db={ID}&x=abc");
    for (before, next, told) in [
        (link.as_str(), "12345/67:8", true),
        // A word of a sentence.
        (&link, "hello", false),
        // No parameter has no name.
        (&link, "&=1", false),
        // Nobody's window is so narrow.
        ("eidetica:?db=y&x=abc", "12345/67:8", false),
    ] {
        let found = only(&format!("{before}\n{next}\n"));
        assert_eq!(found.text(), before);
        assert_eq!(goes_on(&found), told, "{before} {next}");
    }
}

#[test]
fn signs_in_full_width_are_the_links_own() {
    let link = link();
    let mut wide = link.clone();
    for (sign, full) in [
        ("eidetica:", "eidetica："),
        ("iroh:", "iroh："),
        ("http:", "http："),
    ] {
        wide = wide.replace(sign, full);
    }
    becomes(&wide, &link, &wide);
    let first = link.replacen('e', "ｅ", 1);
    becomes(&first, &link, &first);
}

#[test]
fn what_a_terminal_shows_as_a_link_is_one_without_its_name() {
    let link = link();
    for end in ["\u{7}", "\u{1b}\\"] {
        let input = format!("\u{1b}]8;;{link}{end}here\u{1b}]8;;{end}");
        assert_eq!(only(&input).text(), link, "{end:?}");
    }
}

/// A backslash and an `e` stand for the escape character where a control sequence follows, and else for themselves.
#[test]
fn what_only_looks_like_an_escape_character_stays() {
    for before in ["C:\\", "\\", "\\e "] {
        let text = format!("{before}{ENDPOINT}");
        let report = find(&text);
        assert_eq!(report.found.len(), 1, "{text}");
        assert_eq!(report.found[0].text(), ENDPOINT, "{text}");
    }
    for after in ["\u{1b}(", "\u{1b}[", "\u{1b}"] {
        let text = format!("{ENDPOINT}{after}");
        let report = find(&text);
        assert_eq!(report.found.len(), 1, "{after:?}");
        assert_eq!(report.found[0].text(), ENDPOINT, "{after:?}");
    }
}

#[test]
fn an_id_of_old_is_shown_whole() {
    let id = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    for text in [
        id.to_owned(),
        format!("eidetica:?db={id}"),
        format!("eidetica:?db={ID}&tips=1:{id}"),
    ] {
        let shown = json::report(&find(&text), Secrets::Masked).to_string();
        assert!(shown.contains(id) && !shown.contains("masked"), "{shown}");
    }
    // Beside a secret.
    let link = format!("eidetica:?db={id}&x={DOC}&tips=1:{id}");
    let shown = json::report(&find(&link), Secrets::Masked).to_string();
    for field in [
        format!("\"database_id\":\"{id}\""),
        format!("\"tips\":[\"{id}\"]"),
    ] {
        assert!(shown.contains(&field), "{shown}");
    }
}

#[test]
fn the_signs_in_front_of_a_line_have_a_limit() {
    let (first, second) = LONG.split_at(40);
    let quoted = |signs: usize| find(&format!("{first}\n{}{second}", ">".repeat(signs))).found;
    assert_eq!(quoted(64)[0].text(), LONG);
    assert_eq!(quoted(65)[0].text(), first);
}

#[test]
fn an_id_and_a_host_that_want_more_have_a_limit() {
    let id = format!("zd{}", "1".repeat(288));
    let host = format!("{}.example", "h".repeat(282));
    for link in [
        format!("eidetica:?db={id}"),
        format!("eidetica:?db={ID}&pr=http:{host}"),
    ] {
        let whole = format!("{link}abcdefghij");
        let joined = only(&format!("{link}\nabcdefghij\n"));
        assert_eq!(joined.text(), whole);
        let apart = only(&format!("{link}\nabcdefghijk\n"));
        assert_eq!(apart.text(), link);
    }
}

#[test]
fn what_was_cleaned_is_told_where_the_end_of_the_sentence_is_taken_off() {
    let link = format!("eidetica:?db={ID}&x=abc");
    let (first, second) = link.split_at(40);
    let broken = format!("{first}\n{second}");
    becomes(&format!("open {broken}."), &link, &broken);
}

#[test]
fn signs_in_full_width_that_are_no_links_own_stay() {
    for sign in ["＝", "＆", "？", "："] {
        stands(&format!("eidetica:?db={ID}&x=a"), "", &format!("{sign}b"));
    }
}

/// What chooses a character set is an escape character, a bracket and one more character of ASCII.
#[test]
fn an_escape_character_takes_no_part_of_a_letter_with_it() {
    for before in ["\u{1b}(é ", "\u{1b}%字", "\u{1b}(B", "\u{1b}#8"] {
        let found = only(&format!("{before}{ENDPOINT}"));
        assert_eq!(found.text(), ENDPOINT, "{before:?}");
        assert_eq!(found.span.start, before.len(), "{before:?}");
    }
}
