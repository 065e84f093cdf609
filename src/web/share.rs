//! What can be done with a finding: copy it in several forms, and make a link to this page of it.

use super::clipboard;
use super::location;
use super::state::{Shown, State};
use crate::ticket::{dump, json};
use leptos::prelude::*;

/// The buttons below the answer.
#[component]
pub fn Share() -> impl IntoView {
    let state = State::get();
    let asking = RwSignal::new(false);
    let copy = move |what: &'static str, text: fn(State, &Shown) -> String| {
        if let Some(document) = state.document.get_untracked() {
            clipboard::copy(state, what, text(state, &document));
        }
    };
    let copy_link = move || {
        asking.set(false);
        if let Some(document) = state.document.get_untracked() {
            location::show(document.text());
            clipboard::copy(state, "link to this page", location::link(document.text()));
        }
    };
    // A question about one finding is no question about the next.
    let is_asked = move || {
        asking.get()
            && state
                .document
                .with(|document| document.as_ref().is_some_and(|it| it.has_secret()))
    };
    let ask = move |_| match state.document.get_untracked() {
        Some(document) if document.has_secret() => asking.set(true),
        _ => copy_link(),
    };
    view! {
        <section class="share" aria-label="Share">
            {button("Copy text", move || copy("text", |_, document| document.text().into()))}
            {button("Copy JSON", move || copy("JSON", |state, _| {
                let secrets = untrack(|| state.secrets());
                state.report.with_untracked(|report| format!("{:#}", json::report(report, secrets)))
            }))}
            {button("Copy annotated hex", move || copy("annotated hex", |state, document| {
                dump::dump(document, untrack(|| state.secrets()))
            }))}
            <button type="button" on:click=ask>"Copy link to this page"</button>
            {move || is_asked().then(|| view! {
                <div class="ask" role="alertdialog" aria-label="A secret is inside">
                    <p>"A secret is inside. Whoever gets the link has it too, and it stays in the history of browsers."</p>
                    {button("Copy it all the same", copy_link)}
                    {button("Cancel", move || asking.set(false))}
                </div>
            })}
        </section>
    }
}

fn button(label: &'static str, act: impl Fn() + 'static) -> AnyView {
    view! { <button type="button" on:click=move |_| act()>{label}</button> }.into_any()
}
