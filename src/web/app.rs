//! The page from top to bottom.

use super::answer::{answer, findings};
use super::build::{self, Shop};
use super::chunk::after_paint;
use super::diagnostics::diagnostics;
use super::dom::{Build, button, closest, el, node_of, number, set, watch};
use super::formats::formats;
use super::input::input;
use super::marks::{self, Views};
use super::state::State;
use super::theme::theme;
use super::{coloured, dom, hex, location, tree};
use crate::ticket::examples;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlTextAreaElement};

/// Takes what the static shell has, and puts the page in its place.
pub fn mount() {
    let find = |id: &str| document().get_element_by_id(id);
    let app: HtmlElement = find("app").expect("index.html has #app").unchecked_into();
    let early = find("early-input");
    let had_focus = early.is_some() && document().active_element() == early;
    let typed = early
        .map(|area| area.unchecked_into::<HtmlTextAreaElement>().value())
        .unwrap_or_default();
    app.set_text_content(None);
    let root: Element = app.clone().into();
    mount_to(app, move || page(&root, typed)).forget();
    if let Ok(Some(top)) = document().query_selector(".top") {
        let [open, dialog] = formats();
        top.add(&el("div", "buttons").with(&[&open, &theme()]));
        top.add(&dialog);
    }
    if had_focus {
        find("input").as_ref().inspect(|area| dom::focus(area));
    }
}

/// Everything below the title. `typed` was there before the page was.
pub fn page(root: &Element, typed: String) {
    let opened = location::ticket();
    let state = State::new(if typed.is_empty() {
        opened.unwrap_or_default()
    } else {
        typed
    });
    let shop = Shop::new(state);
    location::follow(state);
    let toast = el("div", "toast")
        .attr("role", "status")
        .text_of(move || state.said.get())
        .shown_when(move || !state.said.with(String::is_empty));
    for part in [
        input(state, shop),
        build::form(shop),
        findings(state),
        el("section", "answer")
            .attr("aria-label", "Answer")
            .with(&[&answer(state), &diagnostics(state)]),
        tools(shop).shown_when(move || state.document.with(Option::is_some)),
        welcome(state, shop),
        details(state),
        toast,
    ] {
        root.add(&part);
    }
    // What comes later does not depend on what was pasted: who watches the requests learns nothing.
    after_paint(move || {
        spawn_local(async move {
            state.checks.url.load().await;
            state.checks.keys.load().await;
            shop.tools.load().await;
        });
    });
}

/// The place of the tools, for when they come.
fn tools(shop: Shop) -> Element {
    let place = el("div", "");
    let (at, chunk) = (place.clone(), shop.tools);
    watch(move || {
        at.set_text_content(None);
        if let Some(draw) = chunk.get() {
            at.add(&draw(shop));
        } else if chunk.has_failed() {
            let what = at.add_new("p", "error", "The tools could not be loaded. ");
            set(&what, "role", "alert");
            what.add(&button("Try again", move || chunk.want()));
        }
    });
    place
}

/// The three views of a finding.
fn details(state: State) -> Element {
    // Scrolling frames can be reached by the keyboard.
    let text = el("div", "coloured mono")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-label", "Text");
    let bytes = el("div", "hex mono")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-label", "Bytes");
    let fields = el("ul", "tree").attr("aria-label", "Fields");
    let views = Views::new([fields.clone(), bytes.clone(), text.clone()]);
    coloured::keep(state, views.clone(), text.clone());
    let more = button("Show more", move || state.draw_more()).shown_when(move || state.has_more());
    let tree = panel("fields", "Fields", &[&wire(state)]).with(&[&fields, &more]);
    tree::keep(state, views.clone(), fields, &tree);
    hex::keep(state, views.clone(), bytes.clone());
    marks::keep(state, &views);
    watch(move || {
        if let Some(document) = state.document.get() {
            state.draw_rest(document);
        }
    });

    let details = el("section", "details").attr("aria-label", "Details").with(&[
        &panel("text", "Text", &[&reveal(state)]).with(&[&text]),
        &tree,
        &panel("bytes", "Bytes", &[]).with(&[&bytes]),
    ]);
    details
        .on("mouseover", move |event| state.hovered.set(node_of(&event)))
        .on("mouseleave", move |_| state.hovered.set(None))
        .on("click", move |event| {
            // The tree minds its own clicks.
            if let (Some(node), None) = (node_of(&event), closest(&event, ".fields")) {
                state.select(node);
            }
        })
        .shown_when(move || state.document.with(Option::is_some))
}

fn panel(class: &str, title: &str, controls: &[&Element]) -> Element {
    let above = el("div", "above")
        .with(&[&el("h3", "").text(title)])
        .with(controls);
    el("div", &["panel ", class].concat()).with(&[&above])
}

fn reveal(state: State) -> Element {
    button("Reveal secret", move || {
        state.revealed.set(!state.revealed.get_untracked())
    })
    .attr_of("aria-pressed", move || state.revealed.get().to_string())
    .shown_when(move || {
        state
            .document
            .get()
            .is_some_and(|document| !document.secrets.is_empty())
    })
}

fn wire(state: State) -> Element {
    let input = el("input", "")
        .attr("type", "checkbox")
        .on("change", move |event| {
            let input = event
                .target()
                .map(|input| input.unchecked_into::<HtmlInputElement>());
            state.wire.set(input.is_some_and(|input| input.checked()));
        });
    let label = el("label", "").with(&[&input]);
    label.add_new("span", "", "wire details");
    label
}

/// What stands there before there is anything to explain.
fn welcome(state: State, shop: Shop) -> Element {
    let list = el("ul", "examples").on("click", move |event| {
        let example = closest(&event, "button").and_then(|button| number(&button, "data-example"));
        if let Some(example) = example.and_then(|index| examples::all().nth(index)) {
            state.replace(example.text.into());
        }
    });
    for (index, example) in examples::all().enumerate() {
        let choice = list
            .add_new("li", "", "")
            .add_new("button", "", "")
            .attr("type", "button");
        set(&choice, "data-example", &index.to_string());
        choice.add_new("b", "", example.name);
        choice.add_new("small", "", example.about);
    }
    let about = el("p", "").text(
        "See what is inside an eidetica database link or an iroh ticket: every field and every byte, whether the real \
         parsers accept it, what it gives away about its sender, and which secrets it carries. Chat messages, logs, \
         percent-encoded and broken ones are welcome. Nothing leaves your browser.",
    );
    el("section", "welcome")
        .attr("aria-label", "Start")
        .with(&[&about, &el("h2", "").text("Try one"), &list])
        .shown_when(move || state.text.with(|text| text.trim().is_empty()) && !shop.editing.get())
}
