//! The page from top to bottom.

use super::answer::Answer;
use super::chunk::{Part, after_paint};
use super::input::Input;
use super::shell::{location, title};
use super::state::State;
use super::views::Later;
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
    let Some(app) = find("app") else {
        return;
    };
    app.set_text_content(None);
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
    title::follow(state);
    if has_focus {
        state.area.on_load(|area| {
            let _ = area.focus();
        });
    }
    // What comes later does not depend on what was pasted: who watches the requests learns nothing.
    after_paint(move || {
        spawn_local(async move {
            state.views.load().await;
            state.workshop.load().await;
            state.check_chunks.url.load().await;
            state.check_chunks.keys.load().await;
            state.is_complete.set(true);
        });
    });
    Effect::new(move || {
        // Outside of what is mounted here, as it is there before.
        let top = document().get_element_by_id("top");
        if let (Some(views), Some(top)) = (state.views.get(), top) {
            mount_to(top.unchecked_into(), views.head).forget();
        }
    });
    let is_editing = Memo::new(move |_| state.editing.get());
    // Without a finding nothing of the last one stays in the document.
    let is_found = Memo::new(move |_| state.document.read().is_some());
    let is_empty = Memo::new(move |_| state.text.read().trim().is_empty() && !state.editing.get());
    view! {
        <Input/>
        <Part when=state.scanner.is_open chunk=state.scanner.chunk what="Scan" view=|scan| scan.draw() on_demand=true/>
        <Part when=is_editing chunk=state.workshop what="The form" view=|workshop| (workshop.edit)()/>
        // Beside the form where there is room for both.
        <div class="result">
            <Later part=|views| views.types/>
            <Later part=|views| views.findings/>
            <section class="answer" aria-label="Answer">
                <Answer/>
                <Later part=|views| views.diagnostics/>
                // If it does not come, the tools say so.
                {move || state.workshop.get().filter(|_| is_found.get()).map(|workshop| (workshop.help)())}
            </section>
            <Part when=is_found chunk=state.workshop what="The toolbar" view=|workshop| (workshop.tools)()/>
            <Part when=is_empty chunk=state.views what="The start page" view=|views| (views.welcome)()/>
            <Part when=is_found chunk=state.views what="What is inside" view=|views| (views.details)()/>
        </div>
        <Later part=|views| views.build/>
        <Later part=|views| views.toasts/>
    }
}
