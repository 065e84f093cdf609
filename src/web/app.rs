//! The page from top to bottom.

use super::answer::{Answer, Findings};
use super::build::{Form, Shop, Tools};
use super::coloured::Coloured;
use super::dom::node_of;
use super::formats::Formats;
use super::hex::Hex;
use super::input::Input;
use super::marks::{self, Views};
use super::state::{Origin, State};
use super::theme::Theme;
use super::tree::Tree;
use super::{dom, location};
use crate::ticket::examples;
use leptos::html::Textarea;
use leptos::prelude::*;

/// What stands at the right of the title.
#[component]
pub fn Header() -> impl IntoView {
    view! {
        <div class="buttons">
            <Formats/>
            <Theme/>
        </div>
    }
}

/// Everything below the title.
#[component]
pub fn App(
    /// What was typed before the page was here.
    typed: String,
) -> impl IntoView {
    let opened = location::ticket();
    let text = if typed.is_empty() {
        opened.unwrap_or_default()
    } else {
        typed
    };
    let state = State::new(text);
    let views = Views::new();
    provide_context(state);
    provide_context(views);
    let shop = Shop::new(state);
    provide_context(shop);
    provide_context(NodeRef::<Textarea>::new());
    location::follow(state);
    let is_empty = Memo::new(move |_| state.text.with(|text| text.trim().is_empty()));
    let is_found = Memo::new(move |_| state.document.with(Option::is_some));
    view! {
        <Input/>
        <Form/>
        <Findings/>
        <Answer/>
        <div hidden=move || !is_found.get()><Tools/></div>
        {move || (is_empty.get() && !shop.editing.get()).then(|| welcome(state))}
        {move || is_found.get().then(|| details(state, views))}
        <div class="toast" role="status" hidden=move || state.said.with(String::is_empty)>{state.said}</div>
    }
}

/// The three views of a finding.
fn details(state: State, views: Views) -> AnyView {
    let hover = move |event: web_sys::MouseEvent| state.hovered.set(node_of(&event));
    let select = move |origin: Origin| {
        move |event: web_sys::MouseEvent| {
            if let Some(node) = node_of(&event) {
                state.select(node, origin);
            }
        }
    };
    let has_secret = move || {
        state
            .document
            .with(|it| it.as_ref().is_some_and(|it| !it.secrets.is_empty()))
    };
    let has_more = move || {
        let nodes = state
            .document
            .with(|it| it.as_ref().map_or(0, |it| it.nodes.len()));
        nodes > state.limit.get()
    };
    let view = view! {
        <section class="details" aria-label="Details" on:mouseover=hover on:mouseleave=move |_| state.hovered.set(None)>
            <div class="panel text" on:click=select(Origin::Text)>
                <div class="above">
                    <h3>"Text"</h3>
                    <button
                        type="button"
                        hidden=move || !has_secret()
                        aria-pressed=move || state.revealed.get().to_string()
                        on:click=move |_| state.revealed.update(|shown| *shown = !*shown)
                    >
                        {move || if state.revealed.get() { "Hide secret" } else { "Reveal secret" }}
                    </button>
                </div>
                <Coloured/>
            </div>
            <div class="panel fields">
                <div class="above">
                    <h3>"Fields"</h3>
                    <label>
                        <input type="checkbox" prop:checked=state.wire on:change=move |event| state.wire.set(event_target_checked(&event))/>
                        "wire details"
                    </label>
                </div>
                <Tree/>
                <button type="button" hidden=move || !has_more() on:click=move |_| state.draw_more()>"Show more"</button>
            </div>
            <div class="panel bytes" on:click=select(Origin::Hex)>
                <div class="above"><h3>"Bytes"</h3></div>
                <Hex/>
            </div>
        </section>
    };
    marks::keep(state, views);
    view.into_any()
}

/// What stands there before there is anything to explain.
fn welcome(state: State) -> AnyView {
    let examples: Vec<AnyView> = examples::ALL
        .iter()
        .map(|example| {
            view! {
                <li>
                    <button type="button" on:click=move |_| state.replace(example.text.into())>
                        <b>{example.name}</b>
                        <small>{example.about}</small>
                    </button>
                </li>
            }
            .into_any()
        })
        .collect();
    view! {
        <section class="welcome" aria-label="Start">
            <p>
                "See what is inside an " <b>"eidetica"</b> " database link or an " <b>"iroh"</b>
                " ticket: every field and every byte, whether the real parsers accept it, what it gives away about its "
                "sender, and which secrets it carries. Chat messages, logs, percent-encoded and broken ones are welcome. "
                "Nothing leaves your browser."
            </p>
            <h2>"Try one"</h2>
            <ul class="examples">{examples}</ul>
        </section>
    }
    .into_any()
}

/// Takes what the static shell has, and puts the page in its place.
pub fn mount() {
    use leptos::web_sys::{HtmlElement, HtmlTextAreaElement};
    use wasm_bindgen::JsCast;
    let find = |id: &str| document().get_element_by_id(id);
    let app: HtmlElement = find("app").expect("index.html has #app").unchecked_into();
    let early = find("early-input").map(|area| area.unchecked_into::<HtmlTextAreaElement>());
    let had_focus = early.is_some() && document().active_element() == early.clone().map(Into::into);
    let typed = early.map(|area| area.value()).unwrap_or_default();
    app.set_text_content(None);
    mount_to(app, move || view! { <App typed=typed.clone()/> }).forget();
    if let Ok(Some(top)) = document().query_selector(".top") {
        mount_to(top.unchecked_into(), Header).forget();
    }
    if had_focus {
        find("input").inspect(dom::focus);
    }
}
