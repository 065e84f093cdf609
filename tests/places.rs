//! Where things stand: nodes among nodes, spans in layers, and what a secret covers.
#![cfg(feature = "native")]

use ticket_explorer::native::Native;
use ticket_explorer::ticket::encoding::codec::{base32, base32_before};
use ticket_explorer::ticket::encoding::doubts::base32_around;
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

/// The bytes with something unknown, and those whose highest bit is unknown.
fn unknown(text: &str) -> (Vec<usize>, Vec<usize>) {
    let (bytes, doubts) = base32_around(text.as_bytes()).expect("it has wrong characters");
    let all = 0..bytes.len();
    let touched = all.clone().filter(|at| doubts.touch(Span::sized(*at, 1)));
    (
        touched.collect(),
        all.filter(|at| doubts.touch_top(*at)).collect(),
    )
}

#[test]
fn a_wrong_character_leaves_five_bits_unknown() {
    // Eight characters are five bytes: the second one has the last three bits of a byte and the first two of the next.
    assert_eq!(unknown("1aaaaaaa"), (vec![0], vec![0]));
    assert_eq!(unknown("a1aaaaaa"), (vec![0, 1], vec![1]));
    assert_eq!(unknown("aa1aaaaa"), (vec![1], vec![]));
    assert_eq!(unknown("aaa1aaaa"), (vec![1, 2], vec![2]));
    assert_eq!(unknown("aaaaaaa1"), (vec![4], vec![]));
    assert_eq!(unknown("aaaaaaaa1a"), (vec![5], vec![5]));
    assert_eq!(unknown("aa1aaa-a"), (vec![1, 3, 4], vec![4]));
    let (_, doubts) = base32_around(b"aaa1aaaaaaaaaaa1").expect("it has wrong characters");
    for (span, known) in [
        ((0, 1), 1),
        ((0, 2), 1),
        ((0, 9), 1),
        ((1, 9), 1),
        ((2, 9), 2),
        ((3, 9), 9),
        ((3, 10), 9),
    ] {
        let span = Span::new(span.0, span.1);
        assert_eq!(doubts.known(span), Span::new(span.start, known), "{span:?}");
    }
}

#[test]
fn whatever_stood_there_differs_in_no_other_bit() {
    for at in 0..16 {
        let own = "aewbbqpk2wlbgef4";
        let text = |symbol: &str| [&own[..at], symbol, &own[at + 1..]].concat();
        let (zeroed, doubts) = base32_around(text("0").as_bytes()).expect("it has a wrong character");
        for symbol in ["a", "7", "q", "V"] {
            let whole = base32(text(symbol).as_bytes()).expect("it is base32");
            for (byte, (own, other)) in whole.iter().zip(&zeroed).enumerate() {
                assert!(
                    own == other || doubts.touch(Span::sized(byte, 1)),
                    "{at} {symbol}"
                );
                assert!(
                    own & 0x80 == other & 0x80 || doubts.touch_top(byte),
                    "{at} {symbol}"
                );
            }
        }
    }
}

#[test]
fn what_is_cut_off_leaves_what_comes_before_it() {
    let text = b"aewb1qpk2wlb0ef4";
    let (mut bytes, mut doubts) = base32_around(text).expect("it has wrong characters");
    assert_eq!(doubts.first_byte(), Some(2));
    assert_eq!(doubts.cut_behind(4), Some(7));
    assert!(doubts.touch(Span::new(0, 7)) && !doubts.touch(Span::new(4, 10)));
    assert_eq!(doubts.cut_behind(4), None);
    assert_eq!(doubts.cut_behind(0), Some(2));
    assert!(doubts.is_empty());
    bytes.truncate(2);
    assert_eq!(bytes, base32_before(text));
}

#[test]
fn only_what_is_wrong_in_no_other_way_is_read_around() {
    for text in [
        "",
        "aaaaaaaa",
        "aé1aaaaa",
        "a…aaaaaa",
        "a1a",
        "a1aaaaaaa",
        "a1aaa2b",
    ] {
        assert_eq!(base32_around(text.as_bytes()), None, "{text}");
    }
}
