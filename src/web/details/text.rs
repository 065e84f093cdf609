//! The finding's text, one colour per field. What the parsers are given: cleaned of what was around and between.
//!
//! Painted by hand, as the bytes are: of a long ticket these are thousands of pieces that never change by themselves. As
//! rows of a `<For>` each would have an owner, a key and a place in the diff, which nothing ever asks for.

use super::super::state::{Shown, state};
use super::colours;
use super::highlight::{Highlight, NODE, Parts, View};
use crate::ticket::Secrets;
use crate::ticket::words::visible;
use leptos::prelude::*;
use web_sys::Element;

/// The coloured text. It scrolls by itself, so the keyboard can reach it.
#[component]
pub fn Text(
    /// What marks its parts.
    highlight: Highlight,
) -> impl IntoView {
    let state = state();
    let frame = highlight.frame(View::Text);
    Effect::new(move || {
        if let (Some(frame), Some(document)) = (frame.get(), state.document.get()) {
            frame.set_text_content(None);
            let parts = paint(&frame, &document, state.secrets(), state.limit.get());
            highlight.painted(View::Text, parts);
        }
    });
    view! { <div class="coloured mono" tabindex="0" role="group" aria-label="Text" node_ref=frame></div> }
}

fn paint(frame: &Element, document: &Shown, secrets: Secrets, limit: usize) -> Parts {
    let mut parts = Parts::new();
    let segments = document.segments();
    for (index, span) in segments.iter().take(limit) {
        let Some(node) = document.nodes.get(*index) else {
            continue;
        };
        let text = span.of(document.text());
        let shown = match secrets == Secrets::Masked && document.hides(*index) {
            true => "•".repeat(text.chars().count()),
            false => visible(text),
        };
        let Some(part) = append(frame, "span", &colours::classes_of(node), &shown) else {
            continue;
        };
        let _ = part.set_attribute(NODE, &index.to_string());
        // A character that no leaf explains belongs to a node from before: those are marked with nothing else.
        if parts.last().is_none_or(|(last, _)| last <= index) {
            parts.push((*index, part));
        }
    }
    if segments.len() > limit {
        append(frame, "span", "quiet", "…");
    }
    parts
}

/// Appends a new element with text. Its name is one of those that are written in this program.
pub(super) fn append(parent: &Element, name: &str, class: &str, text: &str) -> Option<Element> {
    let child = document().create_element(name).ok()?;
    if !class.is_empty() {
        child.set_class_name(class);
    }
    if !text.is_empty() {
        child.set_text_content(Some(text));
    }
    parent.append_child(&child).ok()?;
    Some(child)
}
