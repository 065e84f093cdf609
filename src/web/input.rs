//! The text area.

use super::parts::{as_typed, is_composing};
use super::state::{State, state};
use super::views::Later;
use crate::ticket::Span;
use leptos::prelude::*;

/// Whether the browser breaks the lines of a text, and its fields are coloured. Longer ones are shown as they are: the
/// browser needs longer to wrap a megabyte than all the rest takes.
pub fn is_wrapped(text: &str) -> bool {
    text.len() <= 128 * 1024
}

/// The text area, below the buttons that fill it.
#[component]
pub fn Input() -> impl IntoView {
    let state = state();
    let area = state.area;
    // What was put there by something else than typing. What was typed stands there already.
    Effect::new(move || {
        if let Some(area) = area.get() {
            let text = state.text.read();
            if area.value() != **text {
                area.set_value(&text);
            }
        }
    });
    let typed = move || {
        if let Some(area) = area.get_untracked() {
            state.type_text(&area.value());
        }
    };
    view! {
        <section class="input" aria-label="Input">
            <div class="above">
                <label for="input">"Paste a link, a ticket, or any text with one in it"</label>
                <Later part=|views| views.toolbar/>
            </div>
            <div class="text">
                <div class="frame" node_ref=state.text_frame>
                    <div class="colours" aria-hidden="true" node_ref=state.colours></div>
                    <textarea
                        id="input"
                        rows="4"
                        {..as_typed()}
                        wrap=move || if is_wrapped(&state.text.read()) { "soft" } else { "off" }
                        node_ref=area
                        on:input=move |event| {
                            if !is_composing(&event) {
                                typed();
                            }
                        }
                        on:compositionend=move |_| typed()
                    ></textarea>
                </div>
                // What is wrong at the caret is read aloud as soon as the caret is there.
                <p class="at-caret" role="status" node_ref=state.at_caret></p>
            </div>
        </section>
    }
}

/// Where in a text the character stands that so many UTF-16 units, as the browser counts them, stand before; in bytes.
pub fn byte_offset(text: &str, units: usize) -> usize {
    let mut left = units;
    let before = text.chars().take_while(|letter| {
        let has_room = left >= letter.len_utf16();
        left = left.saturating_sub(letter.len_utf16());
        has_room
    });
    before.map(char::len_utf8).sum()
}

/// Selects a part of the input. With `go` the focus goes there too, where that brings up no keyboard on the screen:
/// browsers show a selection only then.
pub fn select_range(state: State, span: Span, go: bool) {
    let Some(area) = state.area.get_untracked() else {
        return;
    };
    let text = state.text.get_untracked();
    let units = |end: usize| {
        let before = text.get(..end).unwrap_or(&text);
        before.encode_utf16().count() as u32
    };
    let has_mouse = || {
        let query = window().match_media("(pointer: fine)").ok().flatten();
        query.is_some_and(|query| query.matches())
    };
    if go && has_mouse() {
        let _ = area.focus();
    }
    let _ = area.set_selection_range(units(span.start), units(span.end));
    // The browser scrolls to a selection only when it is typed into: go there by the share of the text before it, or of
    // the lines before it and of the longest line where nothing is wrapped.
    let lines = |text: &str| text.matches('\n').count();
    let before_it = text.get(..span.start).unwrap_or(&text);
    let (before, whole) = match is_wrapped(&text) {
        true => (span.start, text.len()),
        false => (lines(before_it), lines(&text)),
    };
    let column = before_it.len() - before_it.rfind('\n').map_or(0, |end| end + 1);
    let longest = text.lines().map(str::len).max().unwrap_or(0);
    let at = |part: usize, whole: usize, length: i32, seen: i32| {
        (part as f64 / whole.max(1) as f64 * f64::from(length) - f64::from(seen) / 2.0) as i32
    };
    area.set_scroll_top(at(before, whole, area.scroll_height(), area.client_height()));
    area.set_scroll_left(at(column, longest, area.scroll_width(), area.client_width()));
}
