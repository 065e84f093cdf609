//! A line to type into, with its label and what there is to say about it.

use super::Tone;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::InputEvent;

/// How a field looks, and what it offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Every character as wide as the next.
    Mono,
    /// The same, with the list with this id to choose from.
    List(&'static str),
    /// Dots instead of what is typed.
    Hidden,
}

/// What there is to say about a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// How good it is; `None` where nothing was typed yet, which is no fault.
    pub tone: Option<Tone>,
    /// The words.
    pub text: String,
}

/// A field. Nothing but typing ever changes what stands in it while it is typed into: the text that comes back as `value`
/// is compared first, and an input method is left alone until it is done.
#[component]
pub fn TextField(
    /// Its id: the note's is derived from it.
    #[prop(into)]
    id: Signal<String>,
    /// What it is for.
    #[prop(into)]
    label: Signal<String>,
    /// What is to stand in it.
    #[prop(into)]
    value: Signal<String>,
    /// Something was typed.
    #[prop(into)]
    on_input: Callback<String>,
    /// What there is to say about it.
    #[prop(into)]
    note: Signal<Option<Note>>,
    /// How it looks.
    #[prop(into)]
    look: Signal<Look>,
) -> impl IntoView {
    let element = NodeRef::<html::Input>::new();
    Effect::new(move || {
        if let Some(input) = element.get() {
            value.with(|value| {
                if input.value() != *value {
                    input.set_value(value);
                }
            });
        }
    });
    let note_id = Signal::derive(move || [&id.get(), "-note"].concat());
    let is_wrong = move || {
        let tone = note.with(|note| note.as_ref().and_then(|note| note.tone));
        matches!(tone, Some(Tone::Error | Tone::Warning)).to_string()
    };
    let typed = move || {
        // What is composed ends when the field is removed, too.
        if let Some(input) = element.try_get_untracked().flatten() {
            on_input.run(input.value());
        }
    };
    view! {
        <div class="field">
            <label for=move || id.get()>{move || label.get()}</label>
            <input
                class="mono"
                node_ref=element
                id=move || id.get()
                type=move || if look.get() == Look::Hidden { "password" } else { "text" }
                list=move || match look.get() {
                    Look::List(id) => Some(id),
                    _ => None,
                }
                {..as_typed()}
                aria-invalid=is_wrong
                aria-describedby=move || note_id.get()
                on:input=move |event| {
                    if !is_composing(&event) {
                        typed();
                    }
                }
                on:compositionend=move |_| typed()
            />
            <FieldNote id=note_id note/>
        </div>
    }
}

/// What there is to say about a field or a list.
#[component]
pub fn FieldNote(
    /// Its id, by which the field points to it.
    #[prop(into)]
    id: Signal<String>,
    /// What there is to say.
    #[prop(into)]
    note: Signal<Option<Note>>,
) -> impl IntoView {
    let class = move || {
        let tone = note.with(|note| note.as_ref().and_then(|note| note.tone));
        match tone {
            Some(Tone::Error) => "remark error",
            Some(Tone::Warning) => "remark warning",
            _ => "remark quiet",
        }
    };
    view! {
        <p class=class id=move || id.get()>
            {move || note.get().map(|note| note.text)}
        </p>
    }
}

/// Whether an input method is still at work on what was typed.
pub fn is_composing(event: &web_sys::Event) -> bool {
    event
        .dyn_ref::<InputEvent>()
        .is_some_and(InputEvent::is_composing)
}

/// The attributes of what is to stay just as it is typed: no capitals, no corrections, no suggestions.
pub fn as_typed() -> impl leptos::attr::Attribute + Clone {
    use leptos::attr::{self, custom::custom_attribute};
    (
        attr::autocapitalize("off"),
        attr::autocomplete("off"),
        attr::spellcheck("false"),
        custom_attribute("autocorrect", "off"),
    )
}
