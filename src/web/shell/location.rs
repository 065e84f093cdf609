//! The page's own address: a ticket in the fragment is read, one in the query is moved there.
//!
//! Fragments are not sent to the server. One is written only on request (see [`Share`](super::super::tools::share)), and
//! taken away as soon as the text is another one: nobody wants to find a secret there that they thought was gone.

use super::super::state::State;
use super::super::tools::types::OwnInput;
use crate::ticket::make::share::page_link;
use gloo_events::EventListener;
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

/// Reads the fragment whenever it changes, and takes it away whenever the text does.
pub fn follow(state: State) {
    let changed = EventListener::new(&window(), "hashchange", move |_| {
        if let Some(text) = fragment() {
            state.replace(&text);
        }
    });
    // Dropped with the page, and the listener with it.
    StoredValue::new_local(changed);
    Effect::new(move |before: Option<()>| {
        let text = state.text.get();
        // What the page was opened with stands there already.
        let is_other = before.is_some() || !text.is_empty();
        if is_other && fragment().is_some_and(|shown| *shown != *text) {
            put(&page());
        }
    });
}

/// The page's address without a ticket.
fn page() -> String {
    // Not the origin and the path: a file has an origin in some browsers only.
    let address = window().location().href().unwrap_or_default();
    address.split(['?', '#']).next().unwrap_or_default().into()
}

/// Whether others can open the page by its address. A file on this machine they cannot, and its path is nobody's business.
pub fn is_public() -> bool {
    let protocol = window().location().protocol();
    protocol.is_ok_and(|protocol| protocol.starts_with("http"))
}

/// The page's address with a ticket in it.
pub fn link(ticket: &str) -> String {
    page_link(&page(), ticket)
}

/// Shows a ticket in the address bar, without a step in the history.
pub fn show(ticket: &str) {
    put(&link(ticket));
}

fn put(address: &str) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(address));
    }
}

/// What the definitions of one's own types stand behind, in a fragment.
const TYPES: &str = "types=";

/// Reads the definitions of one's own types in the fragment, now and whenever it changes.
pub fn follow_types(state: State) {
    let read = move || {
        let hash = window().location().hash().unwrap_or_default();
        let raw = hash.strip_prefix('#').filter(|raw| raw.starts_with(TYPES));
        if let Some(own) = raw.and_then(OwnInput::from_query) {
            state.edit_types(|now| *now = own);
            state.show_types(true);
        }
    };
    read();
    let changed = EventListener::new(&window(), "hashchange", move |_| read());
    StoredValue::new_local(changed);
}

/// The page's address with definitions of one's own types in it.
pub fn link_to_types(own: &OwnInput) -> String {
    [&page(), "#", &own.to_query()].concat()
}

/// The text in the fragment. An eidetica link that stands there as it is has percent signs of its own.
fn fragment() -> Option<String> {
    let hash = window().location().hash().ok()?;
    let raw = hash.strip_prefix('#').filter(|raw| !raw.is_empty())?;
    if raw.starts_with(TYPES) {
        return None;
    }
    let decoded = match raw.starts_with("eidetica:?") {
        true => None,
        false => js_sys::decode_uri_component(raw).ok(),
    };
    Some(decoded.map_or_else(|| raw.into(), String::from))
}
