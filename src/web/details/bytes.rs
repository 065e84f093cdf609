//! The table of bytes without its view: what each piece says, and where the arrow keys go.

use crate::ticket::{Document, LayerKind, Role, Span};

/// How many bytes a line has.
pub const LINE: usize = 16;
/// How many bytes stay together where a line is too long for the screen.
pub const HALF: usize = 8;

/// The payloads of a finding, by their layers, each with its pieces: none crosses the half of a line.
pub fn tables(document: &Document) -> Vec<(usize, Vec<(usize, Span)>)> {
    let layers = document.layers.iter().enumerate();
    let payloads = layers.filter(|(_, layer)| layer.kind == LayerKind::Payload);
    let tables = payloads.map(|(layer, _)| (layer, document.pieces(layer, HALF)));
    tables.filter(|(_, pieces)| !pieces.is_empty()).collect()
}

/// What a payload is, and how long: `peer 1, endpoint ticket: 36 bytes`. `first` is a node in it.
pub fn title(document: &Document, first: usize, length: usize) -> String {
    let above = std::iter::successors(document.parent(first), |node| document.parent(*node));
    let mut name = "payload".to_owned();
    for node in above.filter_map(|index| document.nodes.get(index)) {
        match (node.role, node.index) {
            (Role::Param, Some(index)) => name = format!("{} {}, {name}", document.name(node), index + 1),
            (Role::Ticket | Role::CidText | Role::Param, _) => document.name(node).clone_into(&mut name),
            _ => continue,
        }
        if node.role == Role::Param {
            break;
        }
    }
    let bytes = if length == 1 { "byte" } else { "bytes" };
    format!("{name}: {length} {bytes}")
}

/// Where a line begins, in hex: as many digits in each line of a table of `length` bytes.
pub fn offset(at: usize, length: usize) -> String {
    let width = if length > 0x1_0000 { 6 } else { 4 };
    format!("{at:0width$x}")
}

/// Bytes in hex, with question marks for what is not known; of a piece without any, that something is missing.
pub fn digits(bytes: &[Option<u8>], hidden: bool) -> String {
    if bytes.is_empty() {
        return "––".to_owned();
    }
    let digits = bytes.iter().map(|byte| match byte {
        _ if hidden => "••".to_owned(),
        Some(byte) => format!("{byte:02x}"),
        None => "??".to_owned(),
    });
    digits.collect::<Vec<_>>().join(" ")
}

/// Bytes as ASCII.
pub fn ascii(bytes: &[Option<u8>], hidden: bool) -> String {
    let letter = |byte: &Option<u8>| match byte {
        _ if hidden => '•',
        Some(byte @ 0x20..=0x7e) => char::from(*byte),
        Some(_) => '·',
        None => '?',
    };
    bytes.iter().map(letter).collect()
}

/// The leaf that a key goes to from the selected node: to its neighbours, a line up or down, or to the ends. What only says
/// how the rest is laid out is passed by, but with `wire`. `None` for keys that do nothing here.
pub fn step(document: &Document, selected: Option<usize>, key: &str, wire: bool) -> Option<usize> {
    let tables = tables(document);
    // Every piece, with its table.
    let is_seen = |index: usize| {
        let node = document.nodes.get(index);
        node.is_some_and(|node| wire || !node.is_wiring() || !node.state.is_read())
    };
    let places: Vec<(usize, usize, Span)> = tables
        .iter()
        .flat_map(|(layer, pieces)| pieces.iter().map(|(node, span)| (*layer, *node, *span)))
        .filter(|(_, node, _)| is_seen(*node))
        .collect();
    let (first, last) = (places.first()?, places.last()?);
    let next = |node: usize| document.nodes.get(node).map_or(node, |node| node.next);
    let inside = |place: &(usize, usize, Span)| {
        selected.is_some_and(|selected| (selected..next(selected)).contains(&place.1))
    };
    let own = places.iter().position(inside);
    let to = match (key, own) {
        ("Home", _) => first,
        ("End", _) => last,
        ("ArrowRight" | "ArrowDown" | "ArrowLeft" | "ArrowUp", None) => first,
        ("ArrowRight", Some(at)) => places[at..].iter().find(|place| !inside(place)).unwrap_or(last),
        ("ArrowLeft", Some(at)) => places[..at].last().unwrap_or(first),
        ("ArrowDown", Some(at)) => {
            let (layer, _, span) = places[at];
            // A leaf of several lines is left by one step.
            let below = |place: &&(usize, usize, Span)| {
                !inside(place) && (place.0 != layer || place.2.end > span.start + LINE)
            };
            places[at..].iter().find(below).unwrap_or(last)
        }
        ("ArrowUp", Some(at)) => {
            let (layer, _, span) = places[at];
            let above = |place: &&(usize, usize, Span)| {
                place.0 != layer || span.start >= LINE && place.2.start <= span.start - LINE
            };
            places[..at].iter().rev().find(above).unwrap_or(first)
        }
        _ => return None,
    };
    Some(to.1)
}

#[cfg(all(test, feature = "native"))]
mod tests {
    use super::*;
    use crate::native::Native;
    use crate::ticket::{examples, explore};

    fn document(name: &str) -> Document {
        let example = examples::all().find(|example| example.name == name);
        let text = example.map_or(name, |example| example.text);
        explore(text, &Native).found.remove(0)
    }

    #[test]
    fn captions_say_whose_bytes_these_are() {
        let link = document(examples::LINK.text);
        let titles: Vec<String> = tables(&link)
            .iter()
            .map(|(layer, pieces)| title(&link, pieces[0].0, link.layers[*layer].data.len()))
            .collect();
        assert_eq!(titles[0], "database id: 36 bytes");
        assert!(titles[1].starts_with("peer 1, endpoint ticket: "), "{titles:?}");
    }

    #[test]
    fn offsets_are_equally_wide() {
        assert_eq!([offset(0, 42), offset(0x20, 42)], ["0000", "0020"]);
        assert_eq!(
            [offset(16, 70_000), offset(0x1_0000, 70_000)],
            ["000010", "010000"]
        );
    }

    #[test]
    fn what_is_hidden_shows_nothing_of_it() {
        assert_eq!(digits(&[Some(0x00), Some(0xff)], false), "00 ff");
        assert_eq!(digits(&[Some(0x00), Some(0xff)], true), "•• ••");
        assert_eq!(digits(&[], true), "––");
        assert_eq!(ascii(&[Some(b'a'), Some(0), Some(b'~')], false), "a·~");
        assert_eq!(ascii(&[Some(b'a'), Some(0), Some(b'~')], true), "•••");
    }

    #[test]
    fn what_is_not_known_is_no_zero() {
        let bytes = [Some(0x41), None];
        assert_eq!(
            (digits(&bytes, false), ascii(&bytes, false)),
            ("41 ??".into(), "A?".into())
        );
        assert_eq!(
            (digits(&bytes, true), ascii(&bytes, true)),
            ("•• ••".into(), "••".into())
        );
    }

    /// Walking right from the first leaf meets every leaf once, in the order of the bytes, and left is the way back.
    #[test]
    fn arrows_walk_through_every_leaf() {
        for example in examples::all() {
            let document = document(example.name);
            let step = |document: &Document, from, key: &str| step(document, from, key, true);
            let mut leaves: Vec<usize> = tables(&document)
                .iter()
                .flat_map(|(_, pieces)| pieces.iter().map(|(node, _)| *node))
                .collect();
            leaves.dedup();
            let walk = |from: usize, key: &str| {
                let next = |node: &usize| step(&document, Some(*node), key).filter(|to| to != node);
                std::iter::successors(Some(from), next).collect::<Vec<_>>()
            };
            let (Some(first), Some(last)) = (leaves.first(), leaves.last()) else {
                assert_eq!(step(&document, None, "ArrowRight"), None);
                continue;
            };
            assert_eq!(step(&document, None, "ArrowDown"), Some(*first));
            assert_eq!(walk(*first, "ArrowRight"), leaves, "{}", example.name);
            let mut back = walk(*last, "ArrowLeft");
            back.reverse();
            assert_eq!(back, leaves, "{}", example.name);
            assert_eq!(walk(*first, "ArrowDown").last(), Some(last), "{}", example.name);
            assert_eq!(walk(*last, "ArrowUp").last(), Some(first), "{}", example.name);
            assert_eq!(step(&document, Some(*last), "Home"), Some(*first));
            assert_eq!(step(&document, Some(*first), "End"), Some(*last));
            assert_eq!(step(&document, Some(*first), "a"), None);
        }
    }

    #[test]
    fn what_only_lays_out_is_passed_by() {
        let document = document(examples::LINK.text);
        let names = |wire: bool| {
            let next =
                |node: &usize| step(&document, Some(*node), "ArrowRight", wire).filter(|to| to != node);
            let walk = std::iter::successors(step(&document, None, "Home", wire), next);
            walk.map(|node| document.nodes[node].name.known())
                .collect::<Vec<_>>()
        };
        assert!(names(true).contains(&"count"));
        assert_eq!(names(false)[5..], ["endpoint id", "relay url", "ip", "port"]);
    }

    #[test]
    fn a_line_down_is_sixteen_bytes_on() {
        let document = document(examples::LINK.text);
        let (layer, pieces) = &tables(&document)[1];
        let step = |document: &Document, from, key: &str| step(document, from, key, true);
        let at = |byte: usize| {
            let holds = |(_, span): &&(usize, Span)| span.start <= byte && byte < span.end;
            pieces.iter().find(holds).map(|(node, _)| *node)
        };
        assert!(document.layers[*layer].data.len() > 2 * LINE);
        for (node, span) in pieces {
            let first = pieces
                .iter()
                .find(|(other, _)| other == node)
                .map_or(*span, |(_, first)| *first);
            let below = (first.start + LINE..).map_while(at).find(|other| other != node);
            if let Some(below) = below {
                assert_eq!(step(&document, Some(*node), "ArrowDown"), Some(below), "{span:?}");
            }
        }
    }
}
