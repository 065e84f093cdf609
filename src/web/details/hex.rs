//! The bytes: one table for each payload, made of the tree's leaves, so that each element belongs to one of them.
//!
//! Painted by hand: see [`text`](super::text). More of the same finding is appended to what is there.

use super::super::state::{Shown, state};
use super::colours;
use super::highlight::{Highlight, NODE, Parts, View};
use super::text::append;
use crate::ticket::{Document, LayerKind, Role, Secrets, Span};
use leptos::prelude::*;
use web_sys::Element;

/// How many bytes a line has.
const LINE: usize = 16;
/// How many bytes stay together where a line is too long for the screen.
const HALF: usize = 8;

/// The bytes. They scroll by themselves, so the keyboard can reach them.
#[component]
pub fn Hex(
    /// What marks its parts.
    highlight: Highlight,
) -> impl IntoView {
    let state = state();
    let frame = highlight.frame(View::Hex);
    let painter = StoredValue::new_local(None::<Painter>);
    Effect::new(move || {
        let (Some(frame), Some(document)) = (frame.get(), state.document.get()) else {
            return;
        };
        let (secrets, limit) = (state.secrets(), state.limit.get());
        painter.update_value(|painter| {
            let same = painter
                .take()
                .filter(|painter| painter.goes_on(&document, secrets, limit));
            let mut new = same.unwrap_or_else(|| {
                frame.set_text_content(None);
                Painter::new(&frame, document, secrets)
            });
            new.paint(limit);
            highlight.painted(View::Hex, new.parts.clone());
            *painter = Some(new);
        });
    });
    view! { <div class="hex mono" tabindex="0" role="group" aria-label="Bytes" node_ref=frame></div> }
}

/// Paints a finding's payloads, as far as it is told to.
struct Painter {
    document: Shown,
    secrets: Secrets,
    limit: usize,
    tables: Vec<Table>,
    parts: Parts,
}

/// The table of one payload, as far as it is painted.
struct Table {
    layer: usize,
    pieces: Vec<(usize, Span)>,
    done: usize,
    body: Element,
    line: Option<Line>,
    more: Option<Element>,
}

/// The line that is painted into.
struct Line {
    bytes: Element,
    half: Element,
    letters: Element,
}

impl Painter {
    fn new(frame: &Element, document: Shown, secrets: Secrets) -> Painter {
        let mut tables = Vec::new();
        for (layer, content) in document.layers.iter().enumerate() {
            if content.kind != LayerKind::Payload {
                continue;
            }
            let pieces = document.pieces(layer, HALF);
            let table = pieces.first().and_then(|(first, _)| {
                let table = append(frame, "table", "", "")?;
                append(
                    &table,
                    "caption",
                    "quiet",
                    &title(&document, *first, content.data.len()),
                )?;
                Some((append(&table, "tbody", "", "")?, append(frame, "p", "quiet", "…")))
            });
            if let Some((body, more)) = table {
                tables.push(Table {
                    layer,
                    pieces,
                    done: 0,
                    body,
                    line: None,
                    more,
                });
            }
        }
        Painter {
            document,
            secrets,
            limit: 0,
            tables,
            parts: Parts::new(),
        }
    }

    /// Whether what is painted is the beginning of what is to be painted now.
    fn goes_on(&self, document: &Shown, secrets: Secrets, limit: usize) -> bool {
        self.document == *document && self.secrets == secrets && self.limit <= limit
    }

    fn paint(&mut self, limit: usize) {
        self.limit = limit;
        for table in &mut self.tables {
            let data = &self.document.layers[table.layer].data;
            let end = table.pieces.len().min(limit);
            for (index, span) in table.pieces.get(table.done..end).unwrap_or_default() {
                let Some(node) = self.document.nodes.get(*index) else {
                    continue;
                };
                let bytes = span.bytes(data);
                let Some(line) = line_for(&table.body, table.line.take(), *span) else {
                    continue;
                };
                let hidden = self.secrets == Secrets::Masked && self.document.hides(*index);
                let classes = colours::classes_of(node);
                if let Some(part) = append(&line.half, "span", &classes, &digits(bytes, hidden)) {
                    let _ = part.set_attribute(NODE, &index.to_string());
                    self.parts.push((*index, part));
                }
                let _ = line.letters.append_with_str_1(&ascii(bytes, hidden));
                table.line = Some(line);
            }
            table.done = end;
            if end == table.pieces.len() {
                table.more.take().inspect(Element::remove);
            }
        }
        // A nested payload comes after the layer that it is in, but its nodes between that layer's.
        self.parts.sort_by_key(|(node, _)| *node);
    }
}

/// The line that a piece goes into: the one before it, or a new one.
fn line_for(body: &Element, line: Option<Line>, span: Span) -> Option<Line> {
    let begins = |width: usize| span.start.is_multiple_of(width) && !span.is_empty();
    match line {
        Some(line) if !begins(HALF) => Some(line),
        Some(line) if !begins(LINE) => Some(Line {
            half: append(&line.bytes, "span", "half", "")?,
            ..line
        }),
        _ => {
            let row = append(body, "tr", "", "")?;
            let _ = append(&row, "th", "", &offset(span.start))?.set_attribute("scope", "row");
            let bytes = append(&row, "td", "", "")?;
            let letters = append(&row, "td", "ascii", "")?;
            let _ = letters.set_attribute("aria-hidden", "true");
            let half = append(&bytes, "span", "half", "")?;
            Some(Line { bytes, half, letters })
        }
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
            text.push(match hidden {
                true => '•',
                false => char::from(DIGITS[usize::from(digit)]),
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
