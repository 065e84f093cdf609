//! Types of one's own: Rust source, by which texts of unknown kinds are read. A chunk that only whoever opens it loads.

mod panel;
mod stored;

use super::super::chunk::{Chunk, Part};
use super::super::session::Explained;
use super::super::shell::location;
use super::super::state::state;
use crate::rust_types;
use crate::ticket::Checks;
use crate::ticket::explain::own;
use leptos::prelude::*;
use web_sys::UrlSearchParams;

/// What somebody says of their types.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnInput {
    /// The definitions in Rust.
    pub source: String,
    /// The type that a ticket is made of; empty where each is to be tried.
    pub root: String,
    /// The prefix before the base32; empty where it is to be found out.
    pub prefix: String,
}

impl OwnInput {
    /// As it stands in a fragment, and in the page's storage.
    pub fn to_query(&self) -> String {
        let Ok(query) = UrlSearchParams::new() else {
            return String::new();
        };
        query.append("types", &self.source);
        for (name, value) in [("root", &self.root), ("prefix", &self.prefix)] {
            if !value.is_empty() {
                query.append(name, value);
            }
        }
        query.to_string().into()
    }

    /// Reads it again.
    pub fn from_query(query: &str) -> Option<OwnInput> {
        let query = UrlSearchParams::new_with_str(query).ok()?;
        Some(OwnInput {
            source: query.get("types")?,
            root: query.get("root").unwrap_or_default(),
            prefix: query.get("prefix").unwrap_or_default(),
        })
    }
}

/// Puts what the types make of a text in the place of what is unknown in it.
pub type ReadOwn = fn(&mut Explained, &str, &OwnInput, &dyn Checks);

crate::chunk! {
    /// Types of one's own: few have any.
    pub fn types() -> fn() -> AnyView {
        || IntoAny::into_any(panel::Types())
    }
}

/// The room of one's own types, where it is open. Only that asks for its code.
#[component]
pub fn OwnTypes() -> impl IntoView {
    let state = state();
    location::follow_types(state);
    let chunk = Chunk::new(|| Box::pin(types()));
    view! { <Part when=state.has_types chunk what="The reader of Rust types" view=|types| types() on_demand=true/> }
}

fn apply(explained: &mut Explained, text: &str, input: &OwnInput, checks: &dyn Checks) {
    if text.trim().is_empty() || input.source.trim().is_empty() {
        return;
    }
    let outcome = rust_types::parse(&input.source, &input.root);
    let Some(definitions) = outcome.definitions else {
        return;
    };
    let readings = own::apply(&mut explained.report, text, &definitions, &input.prefix, checks);
    if !readings.is_empty() {
        explained.chosen = Some(0);
        explained.place = Some(0);
    }
}
