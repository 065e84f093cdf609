//! The bytes: one table for each payload, made of the tree's leaves, so that each element belongs to one of them.
//!
//! Painted by hand: see [`text`](super::text). More of the same finding is appended to what is there.

use super::super::state::{Shown, state};
use super::bytes::{HALF, LINE, ascii, digits, offset, step, tables, title};
use super::colours;
use super::highlight::{Highlight, NODE, Parts, View};
use super::text::append;
use crate::ticket::{Secrets, Span};
use leptos::prelude::*;
use web_sys::{Element, KeyboardEvent};

/// The bytes, which the arrow keys walk through.
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
    let key = move |event: KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let selected = state.selected.get_untracked();
        let to = state.document.with_untracked(|document| {
            step(
                document.as_ref()?,
                selected,
                &event.key(),
                state.wire.get_untracked(),
            )
        });
        if let Some(node) = to {
            event.prevent_default();
            state.select(node);
        }
    };
    view! {
        <div
            class="hex mono"
            tabindex="0"
            role="group"
            aria-label="Bytes. The arrow keys go from field to field."
            node_ref=frame
            on:keydown=key
        ></div>
    }
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
        let new = |(layer, pieces): (usize, Vec<(usize, Span)>)| {
            let (first, _) = pieces.first()?;
            let length = document.layers.get(layer)?.data.len();
            let table = append(frame, "table", "", "")?;
            append(&table, "caption", "quiet", &title(&document, *first, length))?;
            Some(Table {
                layer,
                pieces,
                done: 0,
                body: append(&table, "tbody", "", "")?,
                line: None,
                more: append(frame, "p", "quiet", "…"),
            })
        };
        Painter {
            tables: tables(&document).into_iter().filter_map(new).collect(),
            document,
            secrets,
            limit: 0,
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
            let layer = &self.document.layers[table.layer];
            let end = table.pieces.len().min(limit);
            for (index, span) in table.pieces.get(table.done..end).unwrap_or_default() {
                let Some(node) = self.document.nodes.get(*index) else {
                    continue;
                };
                let bytes: Vec<Option<u8>> = layer.known(*span).collect();
                let length = layer.data.len();
                let Some(line) = line_for(&table.body, table.line.take(), *span, length) else {
                    continue;
                };
                let hidden = self.secrets == Secrets::Masked && self.document.hides(*index);
                let classes = colours::classes_of(node);
                let shown = [
                    append(&line.half, "span", &classes, &digits(&bytes, hidden)),
                    append(&line.letters, "span", "", &ascii(&bytes, hidden)),
                ];
                for part in shown.into_iter().flatten() {
                    let _ = part.set_attribute(NODE, &index.to_string());
                    self.parts.push((*index, part));
                }
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

/// The line that a piece goes into: the one before it, or a new one. The payload has `length` bytes.
fn line_for(body: &Element, line: Option<Line>, span: Span, length: usize) -> Option<Line> {
    let begins = |width: usize| span.start.is_multiple_of(width) && !span.is_empty();
    match line {
        Some(line) if !begins(HALF) => Some(line),
        Some(line) if !begins(LINE) => Some(Line {
            half: append(&line.bytes, "span", "half", "")?,
            ..line
        }),
        _ => {
            let row = append(body, "tr", "", "")?;
            let _ = append(&row, "th", "", &offset(span.start, length))?.set_attribute("scope", "row");
            let bytes = append(&row, "td", "", "")?;
            let letters = append(&row, "td", "ascii", "")?;
            let _ = letters.set_attribute("aria-hidden", "true");
            let half = append(&bytes, "span", "half", "")?;
            Some(Line { bytes, half, letters })
        }
    }
}
