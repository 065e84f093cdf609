//! The form as a whole.

use super::super::super::parts::{Button, Select};
use super::super::super::session::Source;
use super::super::super::state::{State, state};
use super::editor::{Editor, editor};
use super::fields::edit;
use super::form::{DraftEdit, Progress};
use super::link::LinkFields;
use super::ticket::{BlobFields, DocFields, Endpoints, KeyFields};
use crate::ticket::facts::CURRENT_RELAYS;
use crate::ticket::make::draft::Draft;
use crate::ticket::wire::layout::Content;
use gloo_events::{EventListener, EventListenerOptions};
use leptos::prelude::*;

/// The id of the list of n0's relays.
pub const RELAYS: &str = "relays";
/// The id of the list of transports that eidetica knows.
pub const TRANSPORTS: &str = "transports";

/// The form.
#[component]
pub fn Edit() -> impl IntoView {
    let state = state();
    let editor = Editor::new(state);
    provide_context(editor);
    warn_before_leaving(state, editor);
    state.form_panel.on_load(move |_| state.show_form());
    view! {
            <section class="build panel" aria-label="Build">
                <div id="build" tabindex="-1" node_ref=state.form_panel>
                    <Head/>
                    <datalist id=RELAYS>
                        {CURRENT_RELAYS
                            .iter()
                            .map(|(url, region)| view! { <option value=*url>{["n0, ", region].concat()}</option> })
                            .collect_view()}
                    </datalist>
                    <datalist id=TRANSPORTS>
                        <option value="iroh"></option>
                        <option value="http"></option>
                    </datalist>
                    <Fields/>
                </div>
            </section>
    }
}

/// Asks whoever closes the page while something is typed that no text holds yet.
fn warn_before_leaving(state: State, editor: Editor) {
    let listener = EventListener::new_with_options(
        &window(),
        "beforeunload",
        EventListenerOptions::enable_prevent_default(),
        move |event| {
            let is_typed = untrack(|| state.with_source(|source| matches!(source, Source::Built { .. })));
            let progress = editor.examined.try_with_untracked(|examined| {
                let kind = editor.form.with_untracked(|form| form.draft().kind);
                Progress::of(examined, kind)
            });
            if is_typed && progress.is_some_and(|progress| progress != Progress::Complete) {
                event.prevent_default();
            }
        },
    );
    // Dropped with the form, and the listener with it.
    StoredValue::new_local(listener);
}

/// The kind, how far the form is, and the way out.
#[component]
fn Head() -> impl IntoView {
    let state = state();
    let editor = editor();
    let kind = Memo::new(move |_| editor.form.read().draft().kind);
    // A kind of old tickets can be kept, and left.
    let kinds = Memo::new(move |_| {
        let own = kind.get();
        let is_offered = Draft::kinds().any(|kind| kind == own);
        let kept = (!is_offered).then_some(own);
        kept.into_iter().chain(Draft::kinds()).collect::<Vec<_>>()
    });
    let progress = Memo::new(move |_| Progress::of(&editor.examined.read(), kind.get()));
    let is_kept = move || state.document.read().is_some();
    let class = move || match progress.get() {
        Progress::Complete => "good",
        _ => "quiet",
    };
    let choose = move |at: usize| {
        if let Some(kind) = kinds.read_untracked().get(at) {
            edit(editor, DraftEdit::Kind(*kind));
        }
    };
    view! {
        <div class="above">
            <label class="kind">
                "Build: "
                <Select
                    options=Signal::derive(move || kinds.get().into_iter().map(|kind| kind.spec().called.into()).collect())
                    chosen=Signal::derive(move || {
                        kinds.get().iter().position(|other| *other == kind.get()).unwrap_or(0)
                    })
                    on_choose=choose
                />
            </label>
            <p class=class role="status" id="build-state">{move || progress.get().sentence(is_kept())}</p>
            <Button label="Close" on_press=move |()| state.close_form()/>
        </div>
    }
}

/// What a kind is made of.
#[component]
fn Fields() -> impl IntoView {
    let editor = editor();
    let kind = Memo::new(move |_| editor.form.read().draft().kind);
    move || {
        let kind = kind.get();
        let Some(layout) = kind.current() else {
            return view! { <LinkFields/> }.into_any();
        };
        let own = match layout.content() {
            Content::Endpoint => ().into_any(),
            Content::Blob => view! { <BlobFields/> }.into_any(),
            Content::Doc => view! { <DocFields/> }.into_any(),
            Content::Keyed(role) => view! { <KeyFields kind is_secret=role.is_secret()/> }.into_any(),
        };
        view! {
            {own}
            <Endpoints/>
        }
        .into_any()
    }
}
