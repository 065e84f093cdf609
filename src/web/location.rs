//! The page's own address: a ticket in the fragment is read, one in the query is moved there.
//!
//! Fragments are not sent to the server. Nothing is written here but on request: see [`super::share`].

use super::state::State;
use crate::ticket::share;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// The ticket that the page was opened with.
pub fn ticket() -> Option<String> {
    let location = window().location();
    let query = location.search().unwrap_or_default();
    let asked = web_sys::UrlSearchParams::new_with_str(&query)
        .ok()
        .and_then(|query| query.get("ticket"))
        .filter(|ticket| !ticket.is_empty());
    if let Some(ticket) = asked {
        // The older explorer had it there. Here it must not reach a server a second time.
        show(&ticket);
        return Some(ticket);
    }
    from_fragment(&location.hash().unwrap_or_default())
}

/// Reads the fragment again whenever it changes.
pub fn follow(state: State) {
    let handle = window_event_listener(leptos::ev::hashchange, move |_| {
        if let Some(text) = from_fragment(&window().location().hash().unwrap_or_default()) {
            state.replace(text);
        }
    });
    on_cleanup(move || handle.remove());
}

/// The page's address with a ticket in it.
pub fn link(ticket: &str) -> String {
    let location = window().location();
    let (origin, path) = (
        location.origin().unwrap_or_default(),
        location.pathname().unwrap_or_default(),
    );
    share::page_link(&format!("{origin}{path}"), ticket)
}

/// Shows a ticket in the address bar, without a step in the history.
pub fn show(ticket: &str) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&link(ticket)));
    }
}

/// A link that stands there as it is has percent signs of its own.
fn from_fragment(hash: &str) -> Option<String> {
    let raw = hash.strip_prefix('#').filter(|raw| !raw.is_empty())?;
    let decoded = match raw.starts_with("eidetica:?") {
        true => None,
        false => js_sys::decode_uri_component(raw).ok(),
    };
    Some(decoded.map_or_else(|| raw.into(), String::from))
}
