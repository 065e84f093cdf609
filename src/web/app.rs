//! The page from top to bottom.

use super::answer::Answer;
use super::chunk::{Chunk, Lazy, after_paint};
use super::details::details;
use super::diagnostics::Diagnostics;
use super::findings::Findings;
use super::input::Input;
use super::shell::formats::Formats;
use super::shell::location;
use super::shell::theme::Theme;
use super::shell::toast::ToastRegion;
use super::state::{State, state};
use super::tools::tools;
use crate::ticket::examples::{self, Example};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlTextAreaElement};

/// Takes over what the static shell in `index.html` has, and puts the page in its place.
pub fn mount() {
    let find = |id: &str| {
        document()
            .get_element_by_id(id)
            .map(JsCast::unchecked_into::<HtmlElement>)
    };
    let early = find("early-input");
    let had_focus = early.is_some() && document().active_element() == early.clone().map(Into::into);
    let typed = early.map(|area| area.unchecked_into::<HtmlTextAreaElement>().value());
    let (Some(app), Some(top)) = (find("app"), find("top")) else {
        return;
    };
    app.set_text_content(None);
    mount_to(top, || view! { <div class="buttons"><Formats/> <Theme/></div> }).forget();
    mount_to(
        app,
        move || view! { <App typed=typed.unwrap_or_default() has_focus=had_focus/> },
    )
    .forget();
}

/// Everything below the title.
#[component]
pub fn App(
    /// What was typed before the page was here.
    #[prop(optional, into)]
    typed: String,
    /// Whether somebody is about to type.
    #[prop(optional)]
    has_focus: bool,
) -> impl IntoView {
    let opened = location::ticket();
    let state = State::new(&match typed.is_empty() {
        true => opened.unwrap_or_default(),
        false => typed,
    });
    provide_context(state);
    location::follow(state);
    if has_focus {
        state.area.on_load(|area| {
            let _ = area.focus();
        });
    }
    let details = Chunk::new(|| Box::pin(details()));
    let workshop = Chunk::new(|| Box::pin(tools()));
    // What comes later does not depend on what was pasted: who watches the requests learns nothing.
    after_paint(move || {
        spawn_local(async move {
            details.load().await;
            workshop.load().await;
            state.check_chunks.url.load().await;
            state.check_chunks.keys.load().await;
        });
    });
    // Without a finding nothing of the last one stays in the document.
    let is_found = Memo::new(move |_| state.document.read().is_some());
    view! {
        <Input/>
        <Show when=move || state.editing.get()>
            <Lazy chunk=workshop what="The form" view=|workshop| (workshop.edit)()/>
        </Show>
        <Findings/>
        <section class="answer" aria-label="Answer">
            <Answer/>
            <Diagnostics/>
        </section>
        <Show when=move || is_found.get()>
            <Lazy chunk=workshop what="The tools" view=|workshop| (workshop.tools)()/>
        </Show>
        <Welcome/>
        <Show when=move || is_found.get()>
            <Lazy chunk=details what="What is inside" view=|draw| draw()/>
        </Show>
        <ToastRegion toasts=state.toasts/>
    }
}

/// What stands there before there is anything to explain.
#[component]
fn Welcome() -> impl IntoView {
    let state = state();
    let is_shown = Memo::new(move |_| state.text.read().trim().is_empty() && !state.editing.get());
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
        <Show when=move || is_shown.get()>
            <section class="welcome" aria-label="Start">
                <p>
                    "See what is inside an eidetica database link or an iroh ticket: every field and every byte, whether the \
                     real parsers accept it, what it gives away about its sender, and which secrets it carries. Chat \
                     messages, logs, percent-encoded and broken ones are welcome. Nothing leaves your browser."
                </p>
                <h2>"Try one"</h2>
                <ul class="examples">{examples::all().map(example).collect_view()}</ul>
            </section>
        </Show>
    }
}
