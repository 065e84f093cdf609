//! The bytes: one table per payload, made from the tree, so that each element belongs to one leaf.

use super::dom::{Build, el, set_node, watch};
use super::hues;
use super::marks::{Drawn, HEX, Views};
use super::state::State;
use crate::ticket::{Document, LayerKind, Role, Secrets};
use leptos::prelude::*;
use web_sys::Element;

/// How many bytes a line has.
const LINE: usize = 16;
/// How many bytes stay together where a line is too long for the screen.
const HALF: usize = 8;

/// Draws the bytes of all payloads into `frame` whenever they change.
pub fn keep(state: State, views: Views, frame: Element) {
    watch(move || {
        if let Some(document) = state.document.get() {
            frame.clear();
            views.set(HEX, draw(&frame, &document, state.secrets(), state.limit.get()));
        }
    });
}

fn draw(frame: &Element, document: &Document, secrets: Secrets, limit: usize) -> Drawn {
    let mut drawn = Drawn::new();
    for (layer, content) in document.layers.iter().enumerate() {
        let pieces = match content.kind {
            LayerKind::Payload => document.pieces(layer, HALF),
            _ => continue,
        };
        let Some((first, _)) = pieces.first() else {
            continue;
        };
        let table = frame.add_new("table", "", "");
        table.add_new("caption", "quiet", &title(document, *first, content.data.len()));
        let body = table.add_new("tbody", "", "");
        let mut half = el("span", "half");
        let (mut cell, mut letters) = (el("td", ""), el("td", ""));
        // A nested payload comes after the layer that it is in, but its nodes between that layer's.
        let at = drawn.partition_point(|(node, _)| node < first);
        let after = drawn.split_off(at);
        for (index, span) in pieces.iter().take(limit) {
            let Some(node) = document.nodes.get(*index) else {
                continue;
            };
            let bytes = span.bytes(&content.data);
            if span.start % LINE == 0 && !bytes.is_empty() || body.first_element_child().is_none() {
                let line = body.add_new("tr", "", "");
                line.add(&el("th", "").attr("scope", "row").text(&offset(span.start)));
                cell = line.add_new("td", "", "");
                letters = line.add_new("td", "ascii", "").attr("aria-hidden", "true");
            }
            if span.start % HALF == 0 && !bytes.is_empty() || half.parent_element().as_ref() != Some(&cell) {
                half = cell.add_new("span", "half", "");
            }
            let hidden = secrets == Secrets::Masked && document.hides(*index);
            let element = half.add_new("span", &hues::classes(node), &digits(bytes, hidden));
            set_node(&element, *index);
            drawn.push((*index, element));
            let _ = letters.append_with_str_1(&ascii(bytes, hidden));
        }
        drawn.extend(after);
        if pieces.len() > limit {
            frame.add_new("p", "quiet", "…");
        }
    }
    drawn
}

/// What a payload is, and how long: `endpoint ticket, 36 bytes`.
fn title(document: &Document, first: usize, length: usize) -> String {
    let mut around = document.parent(first);
    let mut name = "payload";
    while let Some(node) = around.and_then(|index| document.nodes.get(index)) {
        name = node.name;
        if matches!(node.role, Role::Ticket | Role::CidText) {
            break;
        }
        around = around.and_then(|index| document.parent(index));
    }
    format!("{name}, {length} bytes")
}

const DIGITS: &[u8; 16] = b"0123456789abcdef";

fn offset(at: usize) -> String {
    let digit = |shift: u32| char::from(DIGITS[at >> shift & 15]);
    let digits: &[u32] = if at < 0x100 { &[4, 0] } else { &[16, 12, 8, 4, 0] };
    digits.iter().map(|shift| digit(*shift)).collect()
}

/// Bytes in hex; of a piece without any, that something is missing.
fn digits(bytes: &[u8], hidden: bool) -> String {
    let mut text = String::with_capacity(bytes.len() * 3);
    for byte in bytes {
        if !text.is_empty() {
            text.push(' ');
        }
        for digit in [byte >> 4, byte & 15] {
            text.push(if hidden {
                '•'
            } else {
                char::from(DIGITS[usize::from(digit)])
            });
        }
    }
    if bytes.is_empty() {
        text.push_str("––");
    }
    text
}

fn ascii(bytes: &[u8], hidden: bool) -> String {
    let letter = |byte: &u8| match byte {
        _ if hidden => '•',
        0x20..=0x7e => char::from(*byte),
        _ => '·',
    };
    bytes.iter().map(letter).collect()
}
