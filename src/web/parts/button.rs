//! A button.

use leptos::html;
use leptos::prelude::*;

/// A button.
#[component]
pub fn Button(
    /// What stands on it.
    #[prop(into)]
    label: Signal<String>,
    /// What it does.
    #[prop(into)]
    on_press: Callback<()>,
    /// What it is called, where that is more than what stands on it.
    #[prop(optional, into)]
    name: Option<Signal<String>>,
    /// Whether what it opens is open.
    #[prop(optional, into)]
    expanded: Option<Signal<bool>>,
    /// Whether there is nothing that it could do.
    #[prop(optional, into)]
    disabled: Option<Signal<bool>>,
    /// Whether it is left out.
    #[prop(optional, into)]
    hidden: Option<Signal<bool>>,
    /// Whether it is what most people come for.
    #[prop(optional)]
    main: bool,
    /// What it opens: `menu` or `dialog`.
    #[prop(optional)]
    opens: Option<&'static str>,
    /// Its id, for what finds it by one.
    #[prop(optional, into)]
    id: Option<Signal<String>>,
    /// Its element, for what gives it the focus.
    #[prop(optional)]
    element: NodeRef<html::Button>,
) -> impl IntoView {
    let is = |flag: Option<Signal<bool>>| move || flag.is_some_and(|flag| flag.get());
    let says = |flag: Option<Signal<bool>>| move || flag.map(|flag| flag.get().to_string());
    view! {
        <button
            type="button"
            node_ref=element
            class:main=main
            id=move || id.map(|id| id.get())
            aria-label=move || name.map(|name| name.get())
            title=move || name.map(|name| name.get())
            aria-haspopup=opens
            aria-expanded=says(expanded)
            disabled=is(disabled)
            hidden=is(hidden)
            // What is open keeps the focus until the button itself closes it.
            on:mousedown=move |event| {
                if opens == Some("menu") {
                    event.prevent_default();
                }
            }
            on:click=move |_| on_press.run(())
        >
            {move || label.get()}
        </button>
    }
}
