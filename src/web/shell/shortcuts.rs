//! Single keys for what is done often, and the list of them. They do nothing while something is typed, and can be switched
//! off: who speaks to the machine would press them by speaking.

use super::super::parts::{Button, Check, Dialog};
use super::super::state::{State, state};
use super::super::tools::Tool;
use super::clipboard;
use gloo_events::{EventListener, EventListenerOptions};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

/// What it is kept under that they are off.
const KEY: &str = "shortcuts";
const OFF: &str = "off";

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shortcut {
    Text,
    Copy,
    Edit,
    Open(Tool),
    Reveal,
    Undo,
    Redo,
    List,
}

/// Each with its key and what it does.
const SHORTCUTS: [(&str, Shortcut, &str); 11] = [
    ("/", Shortcut::Text, "Go to the text"),
    ("c", Shortcut::Copy, "Copy what was found"),
    ("e", Shortcut::Edit, "Edit it"),
    ("s", Shortcut::Open(Tool::Slim), "Slim"),
    ("q", Shortcut::Open(Tool::Qr), "QR code"),
    ("p", Shortcut::Open(Tool::Share), "Share"),
    ("d", Shortcut::Open(Tool::Compare), "Compare"),
    ("r", Shortcut::Reveal, "Reveal or hide secrets"),
    ("u", Shortcut::Undo, "Undo"),
    ("y", Shortcut::Redo, "Redo"),
    ("?", Shortcut::List, "Show this list"),
];

/// The button that shows the list, and the keys themselves.
#[component]
pub fn Shortcuts() -> impl IntoView {
    let state = state();
    let (dialog, opened) = (NodeRef::<html::Dialog>::new(), RwSignal::new(false));
    let storage = || window().local_storage().ok().flatten();
    let is_off = storage().and_then(|storage| storage.get_item(KEY).ok().flatten());
    let are_on = RwSignal::new(is_off.as_deref() != Some(OFF));
    let switch = move |on: bool| {
        are_on.set(on);
        // Where nothing can be kept, the choice holds until the page is closed.
        let _ = storage().map(|storage| match on {
            true => storage.remove_item(KEY),
            false => storage.set_item(KEY, OFF),
        });
    };
    let list = move || {
        opened.set(true);
        if let Some(dialog) = dialog.get_untracked().filter(|dialog| !dialog.open()) {
            let _ = dialog.show_modal();
        }
    };
    let pressed = move |event: &Event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>().filter(|event| is_ours(event)) else {
            return;
        };
        let shortcut = SHORTCUTS.iter().find(|(key, ..)| *key == event.key());
        if let Some((_, shortcut, _)) = shortcut.filter(|_| are_on.get_untracked()) {
            event.prevent_default();
            match shortcut {
                Shortcut::List => list(),
                shortcut => act(state, *shortcut),
            }
        }
    };
    let listener = EventListener::new_with_options(
        &document(),
        "keydown",
        EventListenerOptions::enable_prevent_default(),
        pressed,
    );
    // Dropped with the page, and the listener with it.
    StoredValue::new_local(listener);
    let rows = move || {
        view! {
            <Check label="Use these keys" checked=are_on on_change=switch/>
            <dl class="keys">
                {SHORTCUTS
                    .iter()
                    .map(|(key, _, what)| view! { <dt><kbd>{*key}</kbd></dt><dd>{*what}</dd> })
                    .collect_view()}
            </dl>
            <p class="quiet">"In the fields: arrow keys move and fold, Enter selects, a letter goes to the next field that begins with it."</p>
        }
    };
    view! {
        <Button label="?" name="Keyboard shortcuts".to_string() opens="dialog" on_press=move |()| list()/>
        <Dialog title="Keyboard shortcuts" id="shortcuts" element=dialog opened children=ViewFn::from(rows)/>
    }
}

/// Whether a key is not for something that is typed into, moved in, or open.
fn is_ours(event: &KeyboardEvent) -> bool {
    const OTHERS: &str = "input, textarea, select, dialog, [role=tree], [role=menu]";
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let is_in_others = target.is_some_and(|target| matches!(target.closest(OTHERS), Ok(Some(_))));
    !is_in_others && !event.ctrl_key() && !event.alt_key() && !event.meta_key() && !event.default_prevented()
}

fn act(state: State, shortcut: Shortcut) {
    let is_found = state.document.with_untracked(Option::is_some);
    match shortcut {
        Shortcut::Text => {
            if let Some(area) = state.area.get_untracked() {
                let _ = area.focus();
            }
        }
        Shortcut::Undo => state.undo(),
        Shortcut::Redo => state.redo(),
        Shortcut::Reveal => state.revealed.update(|revealed| *revealed = !*revealed),
        Shortcut::Copy if is_found => clipboard::copy_finding(state),
        Shortcut::Edit if is_found => {
            if let Some(workshop) = untrack(|| state.workshop.get()) {
                (workshop.toggle_form)(state);
            }
        }
        Shortcut::Open(tool) if is_found => state.toggle(tool),
        Shortcut::Copy | Shortcut::Edit | Shortcut::Open(_) => state.say("Nothing was found yet."),
        // The list belongs to the component.
        Shortcut::List => {}
    }
}
