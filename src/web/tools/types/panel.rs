//! The definitions, what is wrong with them, and which types fit the text.

use super::super::super::parts::{Button, Check, Look, Note, TextField, Tone, as_typed, is_composing};
use super::super::super::shell::{clipboard, location};
use super::super::super::state::{State, state};
use super::super::show_when_loaded;
use super::{OwnInput, apply, stored};
use crate::rust_types::{self, Problem, example};
use crate::ticket::explain::own::{Fit, readings};
use crate::ticket::words::{count, visible};
use leptos::html;
use leptos::prelude::*;

/// What came of the definitions and the text.
#[derive(Clone, Debug, Default, PartialEq)]
struct Result {
    /// How many types there are to read by.
    roots: usize,
    /// What is wrong.
    problems: Vec<Problem>,
    /// The types that were tried, the best first: name, how it fits, whether it fits completely.
    tried: Vec<(String, String, bool)>,
}

fn result(input: &OwnInput, text: &str) -> Result {
    if input.source.trim().is_empty() {
        return Result::default();
    }
    let outcome = rust_types::parse(&input.source, &input.root);
    let mut result = Result {
        problems: outcome.problems,
        ..Result::default()
    };
    if let Some(definitions) = outcome.definitions {
        result.roots = definitions.roots.len();
        let readings = readings(text, &definitions, &input.prefix);
        let tried = readings.iter().filter_map(|reading| {
            let root = definitions.roots.get(reading.root)?;
            let fit = visible(&reading.fit.words());
            Some((root.name.clone(), fit, reading.fit == Fit::Complete))
        });
        result.tried = tried.collect();
    }
    result
}

impl Result {
    /// In a line.
    fn words(&self) -> String {
        match (self.roots, self.problems.first()) {
            (0, None) => String::new(),
            (0, Some(problem)) if problem.line == 0 => format!("{}. {}", problem.message, problem.help),
            (0, Some(problem)) => format!("Not read: line {}, column {}.", problem.line, problem.column),
            (roots, None) => format!("{} to read by.", count(roots, "type", "types")),
            (roots, Some(_)) => format!(
                "{} to read by; {} left out.",
                count(roots, "type", "types"),
                count(self.problems.len(), "other is", "others are")
            ),
        }
    }
}

/// Types of one's own.
#[component]
pub fn Types() -> impl IntoView {
    let state = state();
    state.own_reader.set(Some(apply));
    if let Some(kept) = stored::read().filter(|_| state.own.with_untracked(|own| own.source.is_empty())) {
        state.edit_types(|own| *own = kept);
    }
    let is_kept =
        RwSignal::new(stored::read().is_some_and(|kept| state.own.with_untracked(|own| *own == kept)));
    let result = Memo::new(move |_| result(&state.own.read(), &state.text.read()));
    let edit = move |change: &dyn Fn(&mut OwnInput)| {
        state.edit_types(|own| change(own));
        if is_kept.get_untracked() && !state.own.with_untracked(stored::keep) {
            is_kept.set(false);
            state.say("There is no room to keep them.");
        }
    };
    let edit = StoredValue::new_local(edit);
    let room = NodeRef::<html::Div>::new();
    let area = NodeRef::<html::Textarea>::new();
    show_when_loaded(room);
    view! {
        <div class="panel tool own-types" role="region" aria-label="Your own types" tabindex="-1" node_ref=room>
            <div class="above">
                <h2>"Your own types"</h2>
                <Button label="Close" name=String::from("Close your own types") on_press=move |()| close(state)/>
            </div>
            <p class="quiet">
                "Paste the structs and enums that a ticket is made of. A ticket of an unknown kind, or bytes in hex, base32 or \
                 base64, are then read as serde and postcard read them."
            </p>
            <Source area result=result edit=Callback::new(move |source: String| {
                edit.with_value(|edit| edit(&|own| own.source.clone_from(&source)));
            })/>
            <p class="saved" role="status">{move || result.read().words()}</p>
            <Problems area result/>
            <div class="pair">
                <TextField
                    id=String::from("types-root")
                    label=String::from("Type, as in Rust (empty: each is tried)")
                    value=Signal::derive(move || state.own.read().root.clone())
                    on_input=move |root: String| edit.with_value(|edit| edit(&|own| own.root.clone_from(&root)))
                    note=Signal::stored(None::<Note>)
                    look=Signal::stored(Look::Mono)
                />
                <TextField
                    id=String::from("types-prefix")
                    label=String::from("Prefix of the ticket (empty: found out)")
                    value=Signal::derive(move || state.own.read().prefix.clone())
                    on_input=move |prefix: String| edit.with_value(|edit| edit(&|own| own.prefix.clone_from(&prefix)))
                    note=Signal::stored(None::<Note>)
                    look=Signal::stored(Look::Mono)
                />
            </div>
            <Tried result on_choose=Callback::new(move |root: String| {
                edit.with_value(|edit| edit(&|own| own.root.clone_from(&root)));
            })/>
            <div class="buttons">
                <Check
                    label=String::from("Keep the definitions in this browser")
                    checked=is_kept
                    on_change=move |on| {
                        let is_kept_now = on && state.own.with_untracked(stored::keep);
                        if !on {
                            stored::forget();
                        }
                        is_kept.set(is_kept_now);
                    }
                />
                <Button
                    label="Copy link to the definitions"
                    hidden=Signal::derive(move || {
                        state.own.read().source.is_empty() || !location::is_public()
                    })
                    on_press=move |()| {
                        let link = state.own.with_untracked(location::link_to_types);
                        clipboard::copy(state.toasts, "the link to the definitions, without the text", &link);
                    }
                />
                <Button
                    label="Example of definitions"
                    on_press=move |()| {
                        edit.with_value(|edit| edit(&|own| *own = OwnInput {
                            source: example::SOURCE.into(),
                            ..OwnInput::default()
                        }));
                        state.replace(example::TICKET);
                    }
                />
            </div>
        </div>
    }
}

/// Closes the room. The focus goes to what opens it again.
fn close(state: State) {
    state.show_types(false);
    let button = document().get_element_by_id("own-types");
    if let Some(button) =
        button.and_then(|button| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(button).ok())
    {
        let _ = button.focus();
    }
}

/// The source, which nothing but typing changes while it is typed into.
#[component]
fn Source(area: NodeRef<html::Textarea>, result: Memo<Result>, edit: Callback<String>) -> impl IntoView {
    let state = state();
    Effect::new(move || {
        if let Some(area) = area.get() {
            let own = state.own.read();
            if area.value() != own.source {
                area.set_value(&own.source);
            }
        }
    });
    let typed = move || {
        if let Some(area) = area.try_get_untracked().flatten() {
            edit.run(area.value());
        }
    };
    let is_wrong = move || (result.read().roots == 0 && !result.read().problems.is_empty()).to_string();
    view! {
        <label for="types-source">"Rust source"</label>
        <textarea
            node_ref=area
            id="types-source"
            class="mono"
            rows="12"
            wrap="off"
            {..as_typed()}
            aria-invalid=is_wrong
            aria-describedby="types-problems"
            on:input=move |event| {
                if !is_composing(&event) {
                    typed();
                }
            }
            on:compositionend=move |_| typed()
        ></textarea>
    }
}

/// What is wrong, each with a way to its place.
#[component]
fn Problems(area: NodeRef<html::Textarea>, result: Memo<Result>) -> impl IntoView {
    /// More say nothing more.
    const SHOWN: usize = 12;
    let row = move |problem: Problem| {
        let (line, column) = (problem.line, problem.column);
        let class = ["remark ", Tone::Error.class()].concat();
        view! {
            <li class=class>
                <Button
                    label=format!("Line {line}, column {column}")
                    on_press=move |()| go(area, line, column)
                />
                <span>{problem.message} ". " {problem.help}</span>
            </li>
        }
    };
    let problems = move || {
        let problems = result.read();
        let placed = problems.problems.iter().filter(|problem| problem.line > 0);
        placed.take(SHOWN).cloned().collect::<Vec<Problem>>()
    };
    view! {
        <ul id="types-problems" class="problems">
            {move || problems().into_iter().map(row).collect_view()}
        </ul>
    }
}

/// Puts the caret at a place in the source.
fn go(area: NodeRef<html::Textarea>, line: usize, column: usize) {
    let Some(area) = area.get_untracked() else {
        return;
    };
    let source = area.value();
    let before = source.split('\n').take(line.saturating_sub(1));
    // The browser counts in UTF-16.
    let start: usize = before.map(|line| line.encode_utf16().count() + 1).sum();
    let line = source.split('\n').nth(line.saturating_sub(1)).unwrap_or_default();
    let inside: usize = line
        .chars()
        .take(column.saturating_sub(1))
        .map(char::len_utf16)
        .sum();
    let at = u32::try_from(start + inside).unwrap_or(u32::MAX);
    let _ = area.focus();
    let _ = area.set_selection_range(at, at.saturating_add(1));
}

/// The types that were tried, the best first. One can be chosen.
#[component]
fn Tried(result: Memo<Result>, on_choose: Callback<String>) -> impl IntoView {
    /// Of more the worst are left out.
    const SHOWN: usize = 12;
    let tried = Memo::new(move |_| {
        let result = result.read();
        result.tried.iter().take(SHOWN).cloned().collect::<Vec<_>>()
    });
    let row = move |(name, fit, is_complete): (String, String, bool)| {
        let sign = if is_complete { "✓" } else { "–" };
        let class = if is_complete { "good" } else { "quiet" };
        let root = name.clone();
        view! {
            <li class=class>
                <span aria-hidden="true">{sign}</span>
                <Button label=visible(&name) on_press=move |()| on_choose.run(root.clone())/>
                <span>{fit}</span>
            </li>
        }
    };
    view! {
        <Show when=move || { tried.read().len() > 1 }>
            <ul class="tried" aria-label="Types, by how well they fit the text">
                {move || tried.get().into_iter().map(row).collect_view()}
            </ul>
        </Show>
    }
}
