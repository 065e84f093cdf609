//! The bytes: one table per payload, made from the tree, so that each element belongs to one leaf.

use super::dom::{add, add_text, append, make, set, set_node};
use super::hues;
use super::marks::{Drawn, Views};
use super::state::State;
use crate::ticket::{Document, LayerKind, Role, Secrets};
use leptos::html::Div;
use leptos::prelude::*;
use web_sys::Element;

/// How many bytes a line has.
const LINE: usize = 16;
/// How many bytes stay together where a line is too long for the screen.
const HALF: usize = 8;

/// The bytes of all payloads.
#[component]
pub fn Hex() -> impl IntoView {
    let (state, views) = (State::get(), expect_context::<Views>());
    let frame = NodeRef::<Div>::new();
    Effect::new(move || {
        let (Some(frame), Some(document)) = (frame.get(), state.document.get()) else {
            return;
        };
        frame.set_text_content(None);
        views
            .hex
            .set(draw(&frame, &document, state.secrets(), state.limit.get()));
    });
    view! { <div class="hex mono" node_ref=frame tabindex="0" role="group" aria-label="Bytes"></div> }
}

fn draw(frame: &Element, document: &Document, secrets: Secrets, limit: usize) -> Drawn {
    let mut elements = Vec::new();
    for (layer, content) in document.layers.iter().enumerate() {
        let pieces = match content.kind {
            LayerKind::Payload => document.pieces(layer, HALF),
            _ => continue,
        };
        let Some((first, _)) = pieces.first() else {
            continue;
        };
        let table = add(frame, "table", "");
        add_text(
            &table,
            "caption",
            "quiet",
            &title(document, *first, content.data.len()),
        );
        let body = add(&table, "tbody", "");
        let mut half = make("span", "half");
        let (mut cell, mut letters) = (make("td", ""), make("td", ""));
        for (index, span) in pieces.iter().take(limit) {
            let Some(node) = document.nodes.get(*index) else {
                continue;
            };
            let bytes = span.bytes(&content.data);
            if span.start % LINE == 0 && !bytes.is_empty() || body.first_element_child().is_none() {
                let line = add(&body, "tr", "");
                set(&add_text(&line, "th", "", &offset(span.start)), "scope", "row");
                cell = add(&line, "td", "bytes");
                letters = add(&line, "td", "ascii");
                set(&letters, "aria-hidden", "true");
            }
            if span.start % HALF == 0 && !bytes.is_empty() || half.parent_element().as_ref() != Some(&cell) {
                half = add(&cell, "span", "half");
            }
            let hidden = secrets == Secrets::Masked && document.hides(*index);
            let element = add_text(&half, "span", &hues::classes(node), &digits(bytes, hidden));
            set_node(&element, *index);
            elements.push((*index, element));
            let _ = letters.append_with_str_1(&ascii(bytes, hidden));
        }
        if pieces.len() > limit {
            append(&body, &make("tr", ""));
            add_text(frame, "p", "quiet", "…");
        }
    }
    // Nested payloads come after the layer that they are in, but their nodes between that layer's.
    elements.sort_by_key(|(node, _)| *node);
    Drawn {
        frame: Some(frame.clone()),
        elements,
    }
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
    match at {
        0..0x100 => format!("{at:02x}"),
        _ => format!("{at:04x}"),
    }
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
