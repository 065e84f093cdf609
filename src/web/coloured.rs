//! The finding's text, one colour per field. What the parsers are given: cleaned of what was around and between.

use super::dom::{Build, set_node, watch};
use super::hues;
use super::marks::{Drawn, TEXT, Views};
use super::state::State;
use crate::ticket::words::visible;
use crate::ticket::{Document, Secrets};
use leptos::prelude::*;
use web_sys::Element;

/// Draws the finding's text into `frame` whenever it changes.
pub fn keep(state: State, views: Views, frame: Element) {
    watch(move || {
        if let Some(document) = state.document.get() {
            frame.clear();
            views.set(TEXT, draw(&frame, &document, state.secrets(), state.limit.get()));
        }
    });
}

fn draw(frame: &Element, document: &Document, secrets: Secrets, limit: usize) -> Drawn {
    let mut drawn = Drawn::new();
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
        let element = frame.add_new("span", &hues::classes(node), &shown);
        set_node(&element, *index);
        // A character that no leaf explains belongs to a node from before: those are marked with nothing else.
        if drawn.last().is_none_or(|(last, _)| last <= index) {
            drawn.push((*index, element));
        }
    }
    if segments.len() > limit {
        frame.add_new("span", "quiet", "…");
    }
    drawn
}
