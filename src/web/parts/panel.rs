//! A card with a title.

use leptos::prelude::*;

/// A card with a title, and controls beside it.
#[component]
pub fn Panel(
    /// Its title.
    title: &'static str,
    /// Its class.
    class: &'static str,
    /// What stands beside the title.
    #[prop(optional, into)]
    controls: ViewFn,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=["panel ", class].concat()>
            <div class="above">
                <h3>{title}</h3>
                {controls.run()}
            </div>
            {children()}
        </div>
    }
}
