//! The finding's text, one colour per field. What the parsers are given: cleaned of what was around and between.

use super::dom::{add_text, set_node};
use super::hues;
use super::marks::{Drawn, Views};
use super::state::State;
use crate::ticket::meaning::visible;
use crate::ticket::{Document, Secrets};
use leptos::html::Div;
use leptos::prelude::*;
use web_sys::Element;

/// The finding's text.
#[component]
pub fn Coloured() -> impl IntoView {
    let (state, views) = (State::get(), expect_context::<Views>());
    let frame = NodeRef::<Div>::new();
    Effect::new(move || {
        let (Some(frame), Some(document)) = (frame.get(), state.document.get()) else {
            return;
        };
        frame.set_text_content(None);
        views
            .text
            .set(draw(&frame, &document, state.secrets(), state.limit.get()));
    });
    view! { <div class="coloured mono" node_ref=frame tabindex="0" role="group" aria-label="Text"></div> }
}

fn draw(frame: &Element, document: &Document, secrets: Secrets, limit: usize) -> Drawn {
    let mut elements = Vec::new();
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
        let element = add_text(frame, "span", &hues::classes(node), &shown);
        set_node(&element, *index);
        elements.push((*index, element));
    }
    if segments.len() > limit {
        add_text(frame, "span", "quiet", "…");
    }
    // A character that nobody explains belongs to a node from before.
    elements.sort_by_key(|(node, _)| *node);
    Drawn {
        frame: Some(frame.clone()),
        elements,
    }
}
