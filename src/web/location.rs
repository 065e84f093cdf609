//! The page's own address: a ticket in the fragment is read, one in the query is moved there.
//!
//! Fragments are not sent to the server. Nothing is written here but on request: see [`super::build`].

use super::state::State;
use crate::ticket::make::share::page_link;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// The ticket that the page was opened with.
pub fn ticket() -> Option<String> {
    let query = window().location().search().unwrap_or_default();
    let asked = web_sys::UrlSearchParams::new_with_str(&query)
        .ok()
        .and_then(|query| query.get("ticket"));
    match asked.filter(|ticket| !ticket.is_empty()) {
        // The older explorer had it there. Here it must not reach a server a second time.
        Some(ticket) => {
            show(&ticket);
            Some(ticket)
        }
        None => fragment(),
    }
}

/// Reads the fragment again whenever it changes.
pub fn follow(state: State) {
    let handle = window_event_listener_untyped("hashchange", move |_| {
        if let Some(text) = fragment() {
            state.replace(text);
        }
    });
    on_cleanup(move || handle.remove());
}

/// The page's address with a ticket in it.
pub fn link(ticket: &str) -> String {
    let location = window().location();
    let page = [location.origin(), location.pathname()]
        .map(Result::unwrap_or_default)
        .concat();
    page_link(&page, ticket)
}

/// Shows a ticket in the address bar, without a step in the history.
pub fn show(ticket: &str) {
    let link = link(ticket);
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&link));
    }
}

/// The text in the fragment. An eidetica link that stands there as it is has percent signs of its own.
fn fragment() -> Option<String> {
    let hash = window().location().hash().ok()?;
    let raw = hash.strip_prefix('#').filter(|raw| !raw.is_empty())?;
    let decoded = match raw.starts_with("eidetica:?") {
        true => None,
        false => js_sys::decode_uri_component(raw).ok(),
    };
    Some(decoded.map_or_else(|| raw.into(), String::from))
}
