//! The text area, and what can fill it.

use super::state::State;
use super::{clipboard, dom};
use crate::ticket::examples;
use leptos::html::Textarea;
use leptos::prelude::*;

/// The text area with its buttons.
#[component]
pub fn Input() -> impl IntoView {
    let state = State::get();
    let area = expect_context::<NodeRef<Textarea>>();
    // What was put there by something else than typing. What was typed stands there already: handing a megabyte back
    // with each keystroke would take longer than reading it.
    Effect::new(move |_| {
        let text = state.text.read();
        if let Some(area) = area.get()
            && area.value() != *text
        {
            area.set_value(&text);
        }
    });
    // Leptos does not know this attribute of Safari's.
    area.on_load(|area| dom::set(&area, "autocorrect", "off"));
    let example = move |event: web_sys::Event| {
        let index = event_target_value(&event).parse::<usize>().ok();
        if let Some(example) = index.and_then(|index| examples::ALL.get(index)) {
            state.replace(example.text.into());
        }
    };
    view! {
        <section class="input" aria-label="Input">
            <div class="above">
                <label for="input">"Paste a link, a ticket, or any text with one in it"</label>
                <div class="buttons">
                    <button type="button" on:click=move |_| clipboard::paste(state)>"Paste"</button>
                    <button
                        type="button"
                        disabled=move || state.text.with(String::is_empty)
                        on:click=move |_| {
                            state.replace(String::new());
                            area.get_untracked().inspect(|area| { let _ = area.focus(); });
                        }
                    >
                        "Clear"
                    </button>
                    <button type="button" hidden=move || state.replaced.with(Option::is_none) on:click=move |_| state.undo()>
                        "Undo"
                    </button>
                    <super::build::New/>
                    <select aria-label="Examples" prop:value=move || state.text.with(|_| "") on:change=example>
                        <option value="">"Examples"</option>
                        {options("Whole", false)}
                        {options("Broken", true)}
                    </select>
                </div>
            </div>
            <textarea
                id="input"
                rows="4"
                autocapitalize="off"
                autocomplete="off"
                spellcheck="false"
                node_ref=area
                on:input=move |event| state.edit(event_target_value(&event))
            ></textarea>
        </section>
    }
}

fn options(label: &'static str, broken: bool) -> impl IntoView {
    let examples = examples::ALL.iter().enumerate();
    let options: Vec<_> = examples
        .filter(|(_, example)| example.broken == broken)
        .map(|(index, example)| view! { <option value=index.to_string()>{example.name}</option> })
        .collect();
    view! { <optgroup label=label>{options}</optgroup> }
}

/// Selects a range of the input, given in bytes. The focus stays where it is.
pub fn select_range(area: NodeRef<Textarea>, text: &str, start: usize, end: usize) {
    let Some(area) = area.get_untracked() else {
        return;
    };
    let units = |end: usize| {
        let before = text.get(..end).unwrap_or(text);
        u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX)
    };
    let _ = area.set_selection_range(units(start), units(end));
    // The browser scrolls to a selection only when it is typed into: go there by the share of the text before it.
    let height = area.scroll_height() - area.client_height();
    if height > 0 && !text.is_empty() {
        let share = start as f64 / text.len() as f64;
        area.set_scroll_top((share * f64::from(area.scroll_height())) as i32 - area.client_height() / 2);
    }
}
