//! Choosing: one of several, or yes and no.

use leptos::html;
use leptos::prelude::*;

/// A list to choose one of several from; what is chosen is its place in the list.
#[component]
pub fn Select(
    /// What is chosen from.
    #[prop(into)]
    options: Signal<Vec<String>>,
    /// Which is chosen.
    #[prop(into)]
    chosen: Signal<usize>,
    /// Another one was chosen.
    #[prop(into)]
    on_choose: Callback<usize>,
    /// What it is called, if no label says so.
    #[prop(optional)]
    name: Option<&'static str>,
    /// Its id, for its label.
    #[prop(optional, into)]
    id: Option<Signal<String>>,
    /// The id of what there is to say about it.
    #[prop(optional, into)]
    described_by: Option<Signal<String>>,
) -> impl IntoView {
    let element = NodeRef::<html::Select>::new();
    Effect::new(move || {
        let (options, chosen) = (options.read().len(), chosen.get());
        if let Some(select) = element.get().filter(|_| chosen < options) {
            select.set_selected_index(i32::try_from(chosen).unwrap_or_default());
        }
    });
    view! {
        <select
            node_ref=element
            aria-label=name
            id=move || id.map(|id| id.get())
            aria-describedby=move || described_by.map(|id| id.get())
            on:change=move |_| {
                if let Some(at) = element.get_untracked().map(|select| select.selected_index()) {
                    on_choose.run(usize::try_from(at).unwrap_or_default());
                }
            }
        >
            {move || options.get().into_iter().map(|label| view! { <option>{label}</option> }).collect_view()}
        </select>
    }
}

/// A check box with its label.
#[component]
pub fn Check(
    /// What it is about.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is on.
    #[prop(into)]
    checked: Signal<bool>,
    /// It was switched.
    #[prop(into)]
    on_change: Callback<bool>,
) -> impl IntoView {
    view! {
        <label class="choice">
            <input
                type="checkbox"
                prop:checked=move || checked.get()
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            <span>{move || label.get()}</span>
        </label>
    }
}

/// Radio buttons; what is chosen is its place among them.
#[component]
pub fn Radios(
    /// What they have in common, which no other group has.
    name: &'static str,
    /// A short name of each, and what it is.
    options: Vec<(&'static str, String)>,
    /// Which is chosen.
    #[prop(into)]
    chosen: Signal<usize>,
    /// Another one was chosen.
    #[prop(into)]
    on_choose: Callback<usize>,
) -> impl IntoView {
    let radio = |(at, (value, label)): (usize, (&'static str, String))| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name=name
                    value=value
                    prop:checked=move || chosen.get() == at
                    on:change=move |_| on_choose.run(at)
                />
                <span>{label}</span>
            </label>
        }
    };
    options.into_iter().enumerate().map(radio).collect_view()
}
