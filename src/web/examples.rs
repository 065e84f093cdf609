//! The examples: what a page without a text begins with, and a menu of them above the text.

use super::parts::{Button, Menu, MenuItem};
use super::state::state;
use crate::ticket::examples::{self, Example};
use leptos::html;
use leptos::prelude::*;

/// What stands there before there is anything to explain.
#[component]
pub fn Welcome() -> impl IntoView {
    let state = state();
    let example = move |example: &'static Example| {
        let load = move |_| {
            state.replace(example.text);
            state.focus_answer();
        };
        view! {
            <li>
                <button type="button" on:click=load>
                    <b>{example.name}</b>
                    <small>{example.about}</small>
                </button>
            </li>
        }
    };
    view! {
        <section class="welcome" aria-label="Start">
            <p>
                "See what is inside an eidetica database link or an iroh ticket: every field and every byte, whether the \
                 real parsers accept it, what it gives away about its sender, and which secrets it carries. Chat \
                 messages, logs, percent-encoded and broken ones are welcome. Nothing leaves your browser."
            </p>
            <h2>"Try one"</h2>
            <ul class="examples">{examples::all().map(example).collect_view()}</ul>
        </section>
    }
}

/// The examples, in two groups.
#[component]
pub fn Examples() -> impl IntoView {
    let state = state();
    let open = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let in_order = StoredValue::new({
        let (whole, broken): (Vec<_>, Vec<_>) = examples::all().partition(|example| !example.broken);
        [whole, broken]
    });
    let groups = move || {
        let items = |list: &Vec<&examples::Example>| {
            list.iter()
                .map(|example| MenuItem {
                    label: example.name.into(),
                    detail: example.about.into(),
                })
                .collect()
        };
        in_order.with_value(|[whole, broken]| vec![("Whole", items(whole)), ("Broken", items(broken))])
    };
    let close = move |back: bool| {
        open.set(false);
        if let Some(button) = button.get_untracked().filter(|_| back) {
            let _ = button.focus();
        }
    };
    let choose = move |at: usize| {
        let text = in_order.with_value(|groups| groups.iter().flatten().nth(at).map(|example| example.text));
        close(true);
        if let Some(text) = text {
            state.replace(text);
        }
    };
    view! {
        <div class="menu-place">
            <Button
                label="Examples"
                opens="menu"
                element=button
                expanded=open
                on_press=move |()| open.update(|open| *open = !*open)
            />
            {move || {
                open.get()
                    .then(|| view! { <Menu label="Examples" groups=groups() on_choose=choose on_close=close/> })
            }}
        </div>
    }
}
