//! The tree and the coloured text as people read them.
#![cfg(feature = "native")]

use ticket_explorer::native::Native;
use ticket_explorer::ticket::render::outline::{line_of, lines};
use ticket_explorer::ticket::{self, Document, Secrets, Severity, examples};

fn first(text: &str) -> Document {
    let report = ticket::explore(text, &Native);
    report.found.into_iter().next().expect("something is found")
}

fn example(name: &str) -> Document {
    let example = examples::all().find(|example| example.name == name);
    first(example.expect("there is such an example").text)
}

/// The outline as text, one line each.
fn outline(document: &Document) -> String {
    let mut text = String::new();
    for line in lines(document, false) {
        let value = line.value(document, Secrets::Masked);
        let value: String = value.chars().take(24).collect();
        let indent = "  ".repeat(line.depth);
        let fold = if line.folded { " …" } else { "" };
        let hint = line.annotation(document);
        text += &format!("{indent}{} | {value} | {hint}{fold}\n", line.label(document));
    }
    text
}

#[test]
fn a_link_reads_as_its_sender_thought_of_it() {
    let expected = "\
database id | bafyr4ieqtdbhjx4ydv6lc4z | CID v1, dag-cbor, blake3 …
  version | 1 | 
  codec | dag-cbor | 
  hash function | blake3 | 
  digest length | 32 | 
  digest | 9098c274df981d7cb1732eac | 
peer 1 | iroh | 
  endpoint id | 2efc55334c7aec5731803891 | 
  relay url | https://use1-1.relay.n0. | n0, US East
  socket address | 10.0.0.5:51820 | private
peer 2 | http:192.0.2.7:8080 | documentation
";
    assert_eq!(outline(&example("eidetica link")), expected);
}

#[test]
fn a_write_ticket_shows_the_document_that_its_secret_opens() {
    let expected = "\
capability | Write | may read and write
  namespace secret | …masked… | 
  document id | a6836c48fb20cd802cd5336d | derived from the secret
node 1 |  | 
  endpoint id | 6be9e83d65c086f13e8c3940 | 
  relay url | https://euc1-1.relay.n0. | n0, Europe
  socket address | 192.0.2.7:4433 | documentation
";
    assert_eq!(outline(&example("doc ticket, write")), expected);
    let read = outline(&example("doc ticket, read"));
    assert!(
        read.contains("namespace id | a6836c48fb20cd802cd5336d"),
        "the same document:\n{read}"
    );
}

#[test]
fn a_secret_that_is_cut_off_is_one_line() {
    let whole = examples::all().find(|example| example.name == "doc ticket, write");
    let half = first(whole.and_then(|whole| whole.text.get(..50)).unwrap());
    let expected = "\
capability | Write | may read and write
  namespace secret | …masked… | 
";
    assert_eq!(outline(&half), expected);
}

#[test]
fn whole_examples_have_no_error_and_broken_ones_have() {
    for example in examples::all() {
        let document = first(example.text);
        let error = document
            .diagnostics
            .iter()
            .find(|diagnostic| diagnostic.severity == Severity::Error);
        assert_eq!(error.is_some(), example.broken, "{}: {error:?}", example.name);
    }
    let chat = examples::all()
        .find(|example| example.name == "a chat message")
        .unwrap();
    assert_eq!(ticket::explore(chat.text, &Native).found.len(), 3);
}

#[test]
fn every_character_belongs_to_one_segment() {
    let mut texts: Vec<String> = examples::all().map(|example| example.text.to_string()).collect();
    let whole = texts.clone();
    for text in whole {
        texts.extend(
            (1..text.len())
                .step_by(3)
                .filter_map(|end| text.get(..end))
                .map(String::from),
        );
        let mut wrong = text.clone();
        wrong.replace_range(60..61, "!");
        texts.push(wrong);
    }
    texts.push(
        "eidetica:?db=QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWKPbdG&pr=sim:a%20b&tips=1:a&é=%f0%9f".into(),
    );
    for text in texts {
        for document in ticket::explore(&text, &Native).found {
            let mut at = 0;
            for (node, span) in document.segments() {
                assert_eq!(span.start, at, "no gap in {text}");
                assert!(!span.is_empty() && node < document.nodes.len());
                assert!(!span.of(document.text()).is_empty(), "whole characters in {text}");
                at = span.end;
            }
            assert_eq!(at, document.text().len(), "all of {text}");
        }
    }
}

#[test]
fn every_node_has_its_line() {
    for example in examples::all() {
        for document in ticket::explore(example.text, &Native).found {
            for wire in [false, true] {
                let lines = lines(&document, wire);
                for diagnostic in &document.diagnostics {
                    if let Some(node) = diagnostic.node.filter(|node| *node > 0) {
                        let line = line_of(&lines, &document, node);
                        // What the whole of a link is made of (scheme, separators) is left out without the wiring.
                        assert!(
                            line.is_some() || !wire,
                            "{}: {}",
                            example.name,
                            diagnostic.code.name()
                        );
                    }
                }
                for (at, line) in lines.iter().enumerate() {
                    assert!(line.next > at && line.next <= lines.len());
                    assert!(
                        lines[at + 1..line.next]
                            .iter()
                            .all(|below| below.depth > line.depth)
                    );
                }
            }
        }
    }
}

#[test]
fn every_byte_belongs_to_one_piece() {
    for example in examples::all() {
        for document in ticket::explore(example.text, &Native).found {
            for (layer, content) in document.layers.iter().enumerate() {
                if content.kind != ticket::LayerKind::Payload {
                    continue;
                }
                let mut at = 0;
                for (_, span) in document.pieces(layer, 8) {
                    assert_eq!(span.start, at, "{}", example.name);
                    assert!(span.is_empty() || span.start / 8 == (span.end - 1) / 8);
                    at = span.end;
                }
                assert_eq!(at, content.data.len());
            }
        }
    }
}
