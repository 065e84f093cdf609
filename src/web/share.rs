//! What can be done with a finding: copy it in several forms, and make a link to this page of it.

use super::clipboard;
use super::dom::{Build, button, el};
use super::location;
use super::state::State;
use crate::ticket::{Document, dump, json};
use leptos::prelude::*;
use web_sys::Element;

/// The buttons below the details.
pub fn share(state: State) -> Element {
    // Asked about the finding that was found so: a question about one is no question about the next.
    let asking = RwSignal::new(false);
    let copy_link = move || {
        asking.set(false);
        with(state, |document| {
            let link = location::show(document.text());
            clipboard::copy(state, "link to this page", &link);
        });
    };
    let link = button("Copy link to this page", move || {
        let has_secret = state
            .document
            .get_untracked()
            .is_some_and(|document| !document.secrets.is_empty());
        match has_secret {
            true => asking.set(true),
            false => copy_link(),
        }
    });
    let question = el("div", "ask")
        .attr("role", "alertdialog")
        .attr("aria-label", "A secret is inside")
        .with(&[
            &el("p", "").text("A secret is inside. Whoever gets the link has it too, and it stays in the history of browsers."),
            &button("Copy it all the same", copy_link),
            &button("Cancel", move || asking.set(false)),
        ])
        .shown_when(move || asking.get() && state.document.get().is_some_and(|document| !document.secrets.is_empty()));
    el("section", "share").attr("aria-label", "Share").with(&[
        &button("Copy text", move || {
            with(state, |document| clipboard::copy(state, "text", document.text()))
        }),
        &button("Copy JSON", move || {
            let report = state.report.get_untracked();
            clipboard::copy(
                state,
                "JSON",
                &format!("{:#}", json::report(&report, state.secrets_now())),
            );
        }),
        &button("Copy annotated hex", move || {
            with(state, |document| {
                clipboard::copy(state, "annotated hex", &dump::dump(document, state.secrets_now()));
            });
        }),
        &link,
        &question,
    ])
}

fn with(state: State, act: impl Fn(&Document)) {
    if let Some(document) = state.document.get_untracked() {
        act(&document);
    }
}
