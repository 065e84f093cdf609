//! A menu that opens at a button.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{FocusEvent, KeyboardEvent, Node};

/// One thing to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct MenuItem {
    /// What it is called.
    pub label: String,
    /// What it would give.
    pub detail: String,
}

/// A menu, after the ARIA pattern: it takes the focus, the arrows move in it, Escape closes it. It is made when it opens.
#[component]
pub fn Menu(
    /// What it is called.
    #[prop(into)]
    label: String,
    /// What there is to choose, in groups with names.
    groups: Vec<(&'static str, Vec<MenuItem>)>,
    /// One was chosen: its place, counted over all groups.
    #[prop(into)]
    on_choose: Callback<usize>,
    /// It is to close. `true`: the focus is to go back to where it was opened.
    #[prop(into)]
    on_close: Callback<bool>,
    /// How far below the top of what it is in it opens, in pixels.
    #[prop(optional)]
    top: Option<i32>,
) -> impl IntoView {
    let frame = NodeRef::<html::Div>::new();
    let count = groups.iter().map(|(_, items)| items.len()).sum::<usize>();
    let elements: Vec<NodeRef<html::Button>> = (0..count).map(|_| NodeRef::new()).collect();
    if let Some(first) = elements.first() {
        first.on_load(|first| {
            let _ = first.focus();
        });
    }
    let at = StoredValue::new(0);
    let refs = StoredValue::new(elements.clone());
    let key = move |event: KeyboardEvent| {
        let last = count.saturating_sub(1);
        let to = match (event.key().as_str(), at.get_value()) {
            ("ArrowDown", now) if now == last => 0,
            ("ArrowDown", now) => now + 1,
            ("ArrowUp", 0) => last,
            ("ArrowUp", now) => now - 1,
            ("Home", _) => 0,
            ("End", _) => last,
            ("Escape", _) => {
                event.prevent_default();
                return on_close.run(true);
            }
            _ => return,
        };
        event.prevent_default();
        let button = refs.with_value(|refs| refs.get(to).and_then(|button| button.get_untracked()));
        if let Some(button) = button {
            let _ = button.focus();
        }
    };
    let leave = move |event: FocusEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
        // An element that is removed loses the focus too, after all that belongs to it is gone.
        let frame = frame.try_get_untracked().flatten();
        if frame.is_some_and(|frame| !frame.contains(to.as_ref())) {
            on_close.run(false);
        }
    };
    let mut places = elements.into_iter().enumerate();
    let groups = groups.into_iter().map(|(name, items)| {
        let items = items
            .into_iter()
            .zip(places.by_ref())
            .map(|(item, (place, element))| {
                view! {
                    <button
                        type="button"
                        role="menuitem"
                        tabindex="-1"
                        node_ref=element
                        on:focus=move |_| at.set_value(place)
                        on:click=move |_| on_choose.run(place)
                    >
                        <span>{item.label}</span>
                        <span class="detail quiet">" " {item.detail}</span>
                    </button>
                }
            });
        let items = items.collect_view();
        match name {
            "" => items.into_any(),
            name => view! {
                <div role="group" aria-label=name>
                    <span class="quiet" aria-hidden="true">{name}</span>
                    {items}
                </div>
            }
            .into_any(),
        }
    });
    let groups = groups.collect_view();
    view! {
        <div
            class="menu"
            role="menu"
            aria-label=label
            node_ref=frame
            style:top=top.map(|top| [&top.to_string(), "px"].concat())
            on:keydown=key
            on:focusout=leave
        >
            {groups}
        </div>
    }
}
