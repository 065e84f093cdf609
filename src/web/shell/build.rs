//! Which build of the page this is.

use leptos::prelude::*;

/// What stands at the end of the page: its version, and the hash of the build, which is the same wherever the same sources
/// are built.
#[component]
pub fn Build() -> impl IntoView {
    let named = document().query_selector("meta[name=build]").ok().flatten();
    let hash = named.and_then(|named| named.get_attribute("content"));
    view! {
        <footer class="quiet">
            <p>
                "Ticket Explorer "{env!("CARGO_PKG_VERSION")}
                {hash.map(|hash| view! { ", build "<code>{hash}</code> })}
            </p>
        </footer>
    }
}
