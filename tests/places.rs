//! Where things stand: nodes among nodes, spans in layers, and what a secret covers.
#![cfg(feature = "native")]

use ticket_explorer::native::Native;
use ticket_explorer::ticket::encoding::span::{Map, Span};
use ticket_explorer::ticket::{Document, Role, examples, explore};

fn example(name: &str) -> Document {
    let example = examples::all()
        .find(|example| example.name == name)
        .expect("an example");
    explore(example.text, &Native).found.remove(0)
}

#[test]
fn what_touches_a_secret_is_hidden_and_its_neighbours_are_not() {
    let document = example("doc ticket, write");
    let [secret] = document.secrets[..] else {
        panic!("one secret: {:?}", document.secrets);
    };
    let (start, end) = (secret.start, secret.end);
    for (from, to, hidden) in [
        (start - 2, start, false),
        (start - 1, start + 1, true),
        (start, start + 1, true),
        (start - 1, end + 1, true),
        (end - 1, end, true),
        (end - 1, end + 5, true),
        (end, end + 1, false),
    ] {
        assert_eq!(
            document.hides_part_of(Span::new(from, to)),
            hidden,
            "{from}..{to}"
        );
    }
}

#[test]
fn every_node_knows_its_parent_its_children_and_what_is_below() {
    let document = example("eidetica link");
    let mut seen = 0;
    for index in 0..document.nodes.len() {
        for child in document.children(index) {
            assert_eq!(document.parent(child), Some(index));
            assert_eq!(document.nodes[child].depth, document.nodes[index].depth + 1);
            seen += 1;
        }
        let below = document.below(index).count();
        assert_eq!(below, document.nodes[index].next - index - 1);
        assert_eq!(document.nodes[index].is_leaf(index), below == 0);
    }
    assert_eq!(
        seen,
        document.nodes.len() - 1,
        "every node but the first is a child"
    );
    assert_eq!(document.parent(0), None);
}

#[test]
fn a_place_in_a_payload_is_the_characters_that_share_its_bits() {
    let document = example("endpoint ticket");
    let text = document.text();
    let id = document
        .nodes
        .iter()
        .find(|node| node.role == Role::EndpointId)
        .expect("an id");
    // Bytes 1..33: bits 8 to 264, characters 1 to 53 of the payload.
    assert_eq!(id.span, Span::new(1, 33));
    let start = "endpoint".len();
    assert_eq!(document.text_span(id), Span::new(start + 1, start + 53));
    assert_eq!(document.text_span(id).of(text), &text[start + 1..start + 53]);
}

#[test]
fn maps_project_every_span() {
    let table = Map::Table(vec![Span::new(3, 4), Span::new(4, 7), Span::new(9, 10)]);
    for (map, span, expected) in [
        (Map::Shift(5), Span::new(1, 3), Span::new(6, 8)),
        (Map::Base32(10), Span::new(0, 1), Span::new(10, 12)),
        (Map::Base32(10), Span::new(1, 2), Span::new(11, 14)),
        (Map::Base32(0), Span::new(5, 10), Span::new(8, 16)),
        (Map::Base32(0), Span::new(5, 5), Span::new(8, 8)),
        (Map::Hex(2), Span::new(1, 3), Span::new(4, 8)),
        (Map::Whole(Span::new(4, 9)), Span::new(1, 2), Span::new(4, 9)),
        (table.clone(), Span::new(0, 3), Span::new(3, 10)),
        (table.clone(), Span::new(1, 2), Span::new(4, 7)),
        (table.clone(), Span::new(1, 1), Span::new(4, 4)),
        (table, Span::new(3, 3), Span::new(10, 10)),
    ] {
        assert_eq!(map.project(span), expected, "{map:?} {span:?}");
    }
}

#[test]
fn spans_touch_only_where_they_share_a_byte() {
    let span = Span::new(3, 6);
    for (other, touches) in [
        (Span::new(0, 3), false),
        (Span::new(0, 4), true),
        (Span::new(5, 9), true),
        (Span::new(6, 9), false),
        (Span::new(3, 3), true),
        (Span::new(6, 6), true),
        (Span::new(7, 7), false),
        (Span::new(2, 2), false),
    ] {
        assert_eq!(span.touches(other), touches, "{other:?}");
        assert_eq!(other.touches(span), touches, "{other:?}");
    }
    assert_eq!(
        Span::new(5, 2),
        Span::new(5, 5),
        "an end before the start counts as the start"
    );
    assert_eq!(span.join(Span::new(8, 9)), Span::new(3, 9));
    assert_eq!(span.shift(2), Span::new(5, 8));
    assert_eq!(
        (span.len(), span.is_empty(), Span::new(2, 2).is_empty()),
        (3, false, true)
    );
    assert_eq!(span.of("0123456789"), "345");
    assert_eq!(Span::new(8, 12).of("0123456789"), "");
    assert_eq!(Span::new(8, 12).bytes(b"0123456789"), b"89");
    assert_eq!(Span::new(11, 12).bytes(b"0123456789"), b"");
}
