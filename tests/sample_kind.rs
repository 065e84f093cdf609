//! One row and one file of vectors make a kind: the made-up one of docs/adding-a-kind.md, which the feature `sample-kind`
//! compiles in, is found, explained, masked, built, slimmed and listed. That its vectors hold is for tests/vectors.rs,
//! which runs with the same feature.

mod common;

use common::only;
use common::vectors::{self, Vector};
use serde_json::{Value as Json, json};
use ticket_explorer::native::Native;
use ticket_explorer::ticket::explain::mask::Secrets;
use ticket_explorer::ticket::make::draft::{AddrDraft, AddrKind, Draft, NodeDraft};
use ticket_explorer::ticket::make::slim::{self, Cut, Cuts};
use ticket_explorer::ticket::{Code, Kind, NodeState, examples};

const KIND: &str = include_str!("../src/ticket/wire/kinds.rs");
const PAGE: &str = include_str!("../docs/adding-a-kind.md");

fn vectors() -> Vec<Vector> {
    let mut vectors = vectors::all();
    vectors.retain(|vector| vector.name.starts_with("lantern"));
    vectors
}

fn whole() -> Vector {
    vectors().into_iter().next().expect("the vectors of lantern")
}

fn secret(vector: &Vector) -> String {
    let answer = vector.reference[0].1.as_ref().expect("it is a ticket");
    answer["secret"].as_str().expect("a key").to_owned()
}

/// The blocks of the page in one language.
fn blocks(language: &str) -> impl Iterator<Item = &'static str> {
    let fence = format!("```{language}\n");
    let parts: Vec<&str> = PAGE.split(fence.as_str()).skip(1).collect();
    parts
        .into_iter()
        .map(|part| part.split("\n```").next().unwrap_or_default())
}

#[test]
fn the_page_shows_the_row_and_the_vector_that_there_are() {
    let unindented = KIND.lines().map(|line| line.strip_prefix("    ").unwrap_or(line));
    let code = unindented.collect::<Vec<_>>().join("\n");
    let row = blocks("rust").nth(1).expect("the row");
    assert!(
        code.contains(row),
        "docs/adding-a-kind.md shows another row than kinds.rs"
    );
    let vector: Json = serde_json::from_str(blocks("json").next().expect("a vector")).expect("JSON");
    assert_eq!(vector["input"], whole().input);
    assert_eq!(
        vector["reference"]["lantern"]["ok"],
        *whole().reference[0].1.as_ref().expect("a ticket")
    );
}

#[test]
fn it_is_named_in_one_row_only() {
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    let mut folders = vec![std::path::PathBuf::from(source)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with("wire/kinds.rs") {
                let text = std::fs::read_to_string(&path).unwrap_or_default();
                assert!(!text.to_lowercase().contains("lantern"), "{}", path.display());
            }
        }
    }
}

#[test]
fn it_is_found_whole_and_damaged_and_explained() {
    let vector = whole();
    let message = format!("tonight? <{}>, bring a coat", vector.input);
    let document = only(&message);
    assert_eq!(document.kind, Kind::Lantern);
    assert_eq!(document.text(), vector.input);
    assert_eq!(document.layout.map(|layout| layout.id), Some("L1"));
    assert_eq!(
        document.sentence(),
        "An invitation to a lantern walk with 1 endpoint; reachable through the relay relay.example.org; \
         shows 1 documentation address; carries a secret."
    );
    assert_eq!(document.verdicts.len(), 1);
    assert_eq!(document.verdicts[0].parser.name(), "lantern");
    assert!(document.verdicts[0].accepts);
    let names: Vec<&str> = document.nodes.iter().map(|node| document.name(node)).collect();
    for name in [
        "lantern invitation",
        "api secret",
        "nodes",
        "node",
        "relay url",
        "socket address",
    ] {
        assert!(names.contains(&name), "{name} in {names:?}");
    }
    // A wrong character in it, and half of it, are recognised by how its payload begins.
    let mut wrong = vector.input.clone();
    wrong.replace_range(50..51, "1");
    for damaged in [&wrong, &vector.input[..60]] {
        let document = only(&format!("tonight? {damaged}"));
        assert_eq!(document.kind, Kind::Lantern);
        assert_eq!(document.nodes[0].state, NodeState::Wrong);
    }
    let codes: Vec<Code> = only(&wrong).diagnostics.iter().map(|one| one.code).collect();
    assert!(codes.contains(&Code::Base32Symbol), "{codes:?}");
}

#[test]
fn its_secret_is_masked_wherever_it_is_shown() {
    let vector = whole();
    let secret = secret(&vector);
    let mut damaged = vector.input.clone();
    // Nothing of it can be read then.
    damaged.replace_range(7..8, "1");
    let half = &vector.input[..50];
    let link = format!("eidetica:?db=x&note={}", vector.input);
    for text in [&vector.input, &damaged, half, &link] {
        for arguments in [
            &["decode"][..],
            &["decode", "--json"],
            &["decode", "--wire"],
            &["dump"],
        ] {
            let shown = common::ticket(arguments, text.as_bytes()).out;
            assert!(!shown.contains(&secret[..12]), "{arguments:?} {text}:\n{shown}");
            let payload = &text[text.find("lantern").unwrap() + 12..][..30];
            assert!(!shown.contains(payload), "{arguments:?} {text}:\n{shown}");
        }
    }
    let revealed = common::ticket(&["decode", "--json", "--reveal"], vector.input.as_bytes()).out;
    let value: Json = serde_json::from_str(&revealed).expect("JSON");
    assert_eq!(value["found"][0]["value"]["secret"], json!(secret));
    assert_eq!(
        value["found"][0]["value"]["walkers"].as_array().map(Vec::len),
        Some(1)
    );
    let document = only(&vector.input);
    assert_eq!(document.secrets.len(), 1);
    let shown = (0..document.nodes.len()).map(|index| document.show(index, Secrets::Masked));
    assert!(shown.into_iter().all(|text| !text.contains(&secret[..12])));
}

#[test]
fn it_is_built_and_edited() {
    assert!(Draft::kinds().any(|kind| kind == Kind::Lantern));
    let vector = whole();
    let document = only(&vector.input);
    let draft = Draft::from_document(&document).expect("it can be edited");
    assert_eq!(draft.text(&Native).as_ref(), Some(&vector.input));
    let answer = vector.reference[0].1.as_ref().expect("a ticket");
    let mut new = Draft::new(Kind::Lantern);
    assert!(new.has_many_nodes());
    assert_eq!(new.text(&Native), None);
    new.key = secret(&vector);
    new.nodes = vec![NodeDraft {
        id: answer["walkers"][0]["id"].as_str().expect("an id").to_owned(),
        addrs: vec![
            AddrDraft::new(AddrKind::Ip, "192.0.2.7:4433"),
            AddrDraft::new(AddrKind::Relay, "https://relay.example.org"),
        ],
    }];
    assert_eq!(new.text(&Native), Some(vector.input));
    new.nodes.clear();
    assert_eq!(new.text(&Native), None, "it needs a walker");
}

#[test]
fn it_is_slimmed() {
    let document = only(&whole().input);
    let value = document.value.expect("a value");
    let cuts: Cuts = [Cut::Relays, Cut::Public].into_iter().collect();
    let counted: Vec<Cut> = slim::applicable(&value, &Native)
        .into_iter()
        .map(|(cut, _)| cut)
        .collect();
    assert_eq!(counted, [Cut::Public, Cut::Relays]);
    let small = slim::slim(&value, cuts, &Native);
    let output = common::ticket(&["slim", "--drop", "relays,public"], whole().input.as_bytes());
    assert!(output.err.contains("174 → 116 characters"), "{}", output.err);
    let again = only(output.out.trim());
    assert_eq!(again.value, Some(small));
    assert_eq!(again.kind, Kind::Lantern);
}

#[test]
fn it_is_listed() {
    let output = common::ticket(&["formats", "lantern"], b"").out;
    assert!(
        output.starts_with("L1 lantern: “lantern” and base32\n  lantern 0.1 and later\n"),
        "{output}"
    );
    assert!(
        output.contains("api secret: length 32, [u8; 32], secret\n"),
        "{output}"
    );
    assert_eq!(common::ticket(&["formats", "L1"], b"").out, output);
    assert!(examples::all().any(|example| example.text == whole().input));
}
