//! The examples: what a page without a text begins with, and a menu of them above the text.

use super::details::class_of;
use super::parts::{Button, Menu, MenuItem};
use super::state::state;
use crate::ticket::examples::{self, Example};
use crate::ticket::{Kind, Role, Secrets, explore};
use leptos::html;
use leptos::prelude::*;

/// What stands there before there is anything to explain: what this is, why to trust it, and what it does.
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
                <button type="button" title=example.about on:click=load>{example.name}</button>
            </li>
        }
    };
    let group = move |title: &'static str, broken: bool| {
        let examples = examples::all().filter(move |example| example.broken == broken);
        view! {
            <h2>{title}</h2>
            <ul class="examples">{examples.map(example).collect_view()}</ul>
        }
    };
    view! {
        <section class="welcome" aria-label="Start">
            <p class="promise">
                "Paste an eidetica link or an iroh ticket, and see what is inside, whether it works, what it gives away, and how \
                 to mend it."
            </p>
            <p class="quiet">
                "Nothing leaves your browser: its policy lets it fetch its own files and nothing else."
            </p>
            <Specimen/>
            {group("Try one", false)}
            {group("Try a broken one", true)}
        </section>
    }
}

/// A ticket with its fields. What is pointed at in one is marked in the other.
#[component]
fn Specimen() -> impl IntoView {
    let state = state();
    let pointed = RwSignal::new(None::<usize>);
    let text = Kind::Endpoint
        .spec()
        .examples
        .first()
        .map_or("", |example| example.text);
    let report = explore(text, &untrack(|| state.checks()));
    let Some(document) = report.found.into_iter().next() else {
        return ().into_any();
    };
    let holds = |outer: usize, inner: usize| {
        let next = document.nodes.get(outer).map_or(0, |node| node.next);
        (outer..next).contains(&inner)
    };
    let mut fields = Vec::<usize>::new();
    for (index, node) in document.nodes.iter().enumerate() {
        let is_field = matches!(node.role, Role::EndpointId | Role::RelayUrl | Role::SocketAddr);
        // A field, and not each of its parts.
        if is_field && !node.is_wiring() && !fields.iter().any(|field| holds(*field, index)) {
            fields.push(index);
        }
    }
    let of = |index: usize| fields.iter().copied().find(|field| holds(*field, index));
    let letters = document.segments().into_iter().map(|(index, span)| {
        let field = of(index);
        let class = field.map_or("part h-wire".into(), |field| {
            ["part ", class_of(&document.nodes[field])].concat()
        });
        let is_pointed = move || field.is_some() && pointed.get() == field;
        view! {
            <span class=class class:hovered=is_pointed on:mouseenter=move |_| pointed.set(field)>
                {String::from(span.of(document.text()))}
            </span>
        }
    });
    let letters = letters.collect_view();
    let row = |field: &usize| {
        let field = *field;
        let node = &document.nodes[field];
        let is_pointed = move || pointed.get() == Some(field);
        view! {
            <li class:hovered=is_pointed on:mouseenter=move |_| pointed.set(Some(field))>
                <b class=["name ", class_of(node)].concat()>{node.name.known()}</b>
                <span class="mono">{document.show(field, Secrets::Masked)}</span>
                <small>{document.annotation(field)}</small>
            </li>
        }
    };
    let rows = fields.iter().map(row).collect_view();
    let sentence = document.sentence();
    view! {
        <figure class="specimen panel" on:mouseleave=move |_| pointed.set(None)>
            <p class="mono">{letters}</p>
            <figcaption>{sentence}</figcaption>
            <ul>{rows}</ul>
        </figure>
    }
    .into_any()
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
                on_press=move |()| match open.get_untracked() {
                    true => close(true),
                    false => open.set(true),
                }
            />
            {move || {
                open.get()
                    .then(|| view! { <Menu label="Examples" groups=groups() on_choose=choose on_close=close/> })
            }}
        </div>
    }
}
