//! The page.

mod checks;

use leptos::prelude::*;
use leptos::web_sys::{HtmlElement, HtmlTextAreaElement};
use wasm_bindgen::JsCast;

/// Replaces the static shell and takes over what was typed into it before the wasm was here.
pub fn mount() {
    let app: HtmlElement = document()
        .get_element_by_id("app")
        .expect("index.html has #app")
        .unchecked_into();
    let early = document()
        .get_element_by_id("early-input")
        .map(|element| element.unchecked_into::<HtmlTextAreaElement>());
    let typed = early.map(|area| area.value()).unwrap_or_default();
    let fragment = window().location().hash().unwrap_or_default();
    let text = if typed.is_empty() {
        fragment.trim_start_matches('#').into()
    } else {
        typed
    };
    app.set_text_content(None);
    mount_to(app, move || view! { <App text=text.clone() /> }).forget();
}

#[component]
fn App(text: String) -> impl IntoView {
    let text = RwSignal::new(text);
    view! {
        <label for="input">"Paste a link, a ticket, or any text with one in it"</label>
        <textarea id="input" rows="4" spellcheck="false" prop:value=text on:input=move |event| text.set(event_target_value(&event))></textarea>
        <div id="answer" role="status">{move || text.with(|text| if text.is_empty() { String::new() } else { { let report = crate::ticket::explore(text, &checks::Browser); let mut out = crate::ticket::json::report(&report, crate::ticket::Secrets::Masked).to_string(); for d in &report.found { out += &d.sentence(); for (i, _) in d.nodes.iter().enumerate() { for c in d.copies(i, crate::ticket::Secrets::Masked) { out += &c.1; } } } out } })}</div>
    }
}
