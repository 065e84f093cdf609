//! The text area, and what can fill it.

use super::build::{self, Shop};
use super::dom::{Build, button, el, set, value_of, watch};
use super::state::State;
use super::{clipboard, dom};
use crate::ticket::{Span, examples};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlTextAreaElement};

/// Whether the browser breaks the lines of a text. Those of longer ones are shown as they are.
fn is_wrapped(text: &str) -> bool {
    text.len() <= 128 * 1024
}

/// The text area with its buttons.
pub fn input(state: State, shop: Shop) -> Element {
    let area = el("textarea", "")
        .attr("id", "input")
        .attr("rows", "4")
        .attr("autocapitalize", "off")
        .attr("autocomplete", "off")
        .attr("autocorrect", "off")
        .attr("spellcheck", "false")
        .on("input", move |event| state.edit(value_of(&event)));
    // A browser needs longer to wrap a megabyte than all the rest takes.
    let wrap = move || match state.text.with(|text| is_wrapped(text)) {
        true => String::from("soft"),
        false => String::from("off"),
    };
    let area = area.attr_of("wrap", wrap);
    let typed: HtmlTextAreaElement = area.clone().unchecked_into();
    // What was put there by something else than typing. What was typed stands there already.
    watch(move || {
        state.text.with(|text| {
            if typed.value() != *text {
                typed.set_value(text);
            }
        });
    });
    let label = el("label", "")
        .attr("for", "input")
        .text("Paste a link, a ticket, or any text with one in it");
    let cleared = area.clone();
    let clear = button("Clear", move || {
        state.replace(String::new());
        dom::focus(&cleared);
    });
    let is_empty = move || state.text.with(String::is_empty);
    let buttons = el("div", "buttons").with(&[
        &button("Undo", move || state.undo()).shown_when(move || !state.replaced.with(String::is_empty)),
        &button("Paste", move || clipboard::paste(state)),
        &clear.shown_when(move || !is_empty()),
        &build::new(shop),
        &menu(state),
    ]);
    el("section", "input")
        .attr("aria-label", "Input")
        .with(&[&el("div", "above").with(&[&label, &buttons]), &area])
}

/// The examples.
fn menu(state: State) -> Element {
    let select = el("select", "")
        .attr("aria-label", "Examples")
        .on("change", move |event| {
            let index = value_of(&event).parse::<usize>().ok();
            if let Some(example) = index.and_then(|index| examples::all().nth(index)) {
                state.replace(example.text.into());
            }
            // The list is a menu, and has no choice of its own.
            if let Some(select) = event.target() {
                select
                    .unchecked_into::<web_sys::HtmlSelectElement>()
                    .set_selected_index(0);
            }
        });
    select.add_new("option", "", "Examples").attr("value", "");
    for (label, broken) in [("Whole", false), ("Broken", true)] {
        let group = select.add_new("optgroup", "", "").attr("label", label);
        for (index, example) in examples::all().enumerate() {
            if example.broken == broken {
                set(
                    &group.add_new("option", "", example.name),
                    "value",
                    &index.to_string(),
                );
            }
        }
    }
    select
}

/// Selects a part of the input. With `go` the focus goes there too, where that brings up no keyboard on the screen:
/// browsers show a selection only then.
pub fn select_range(text: &str, span: Span, go: bool) {
    let Some(area) = document().get_element_by_id("input") else {
        return;
    };
    let area: HtmlTextAreaElement = area.unchecked_into();
    let units = |end: usize| {
        let before = text.get(..end).unwrap_or(text);
        before.encode_utf16().count() as u32
    };
    let has_mouse = || {
        window()
            .match_media("(pointer: fine)")
            .ok()
            .flatten()
            .is_some_and(|query| query.matches())
    };
    if go && has_mouse() {
        dom::focus(&area);
    }
    let _ = area.set_selection_range(units(span.start), units(span.end));
    // The browser scrolls to a selection only when it is typed into: go there by the share of the text before it, or of
    // the lines before it and of the longest line where nothing is wrapped.
    let before_it = text.get(..span.start).unwrap_or(text);
    let (before, whole) = match is_wrapped(text) {
        true => (span.start, text.len()),
        false => (lines(before_it), lines(text)),
    };
    let column = before_it.len() - before_it.rfind('\n').map_or(0, |end| end + 1);
    let longest = text.lines().map(str::len).max().unwrap_or(0);
    let at = |part: usize, whole: usize, length: i32, seen: i32| {
        (part as f64 / whole.max(1) as f64 * f64::from(length) - f64::from(seen) / 2.0) as i32
    };
    area.set_scroll_top(at(before, whole, area.scroll_height(), area.client_height()));
    area.set_scroll_left(at(column, longest, area.scroll_width(), area.client_width()));
}

fn lines(text: &str) -> usize {
    text.matches('\n').count()
}
