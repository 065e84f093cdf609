//! The list of findings, where there are several.

use super::chunk::{Chunk, Part};
use super::parts::{Button, Tone};
use super::state::state;
use super::tools::table::table;
use crate::ticket::{Document, Severity, limits};
use leptos::prelude::*;

/// A finding in the list. Those that say the same keep their radio button, and the focus in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Line {
    index: usize,
    kind: &'static str,
    sentence: String,
    tone: Option<Tone>,
}

/// The list of findings, and the choice of one.
#[component]
pub fn Findings() -> impl IntoView {
    let state = state();
    let are_several = Memo::new(move |_| {
        let found = state.found.read();
        found.found.len() > 1 || found.truncated
    });
    // Not in the state, so that its code comes with this.
    let chunk = Chunk::new(|| Box::pin(table()));
    Effect::new(move || {
        if state.is_complete.get() {
            chunk.want();
        }
    });
    let is_list = Memo::new(move |_| are_several.get() && !state.has_table());
    let is_table = Memo::new(move |_| are_several.get() && state.has_table());
    view! {
        <Show when=move || is_list.get()><List/></Show>
        <Part when=is_table chunk what="The table" view=|table| table()/>
    }
}

#[component]
fn List() -> impl IntoView {
    let state = state();
    let chosen = Memo::new(move |_| state.found.read().chosen());
    let lines = Memo::new(move |_| {
        let found = state.found.read();
        found.found.iter().enumerate().map(line).collect::<Vec<_>>()
    });
    let legend = move || {
        let found = state.found.read();
        [&found.count().to_string(), " found"].concat()
    };
    let beyond = move || {
        let found = state.found.read();
        match (found.more, found.truncated) {
            (0, false) => None,
            (0, true) => Some(format!("Only the first {} bytes were searched.", limits::INPUT)),
            (more, _) => Some(format!("{more} more are not explained.")),
        }
    };
    let row = move |line: Line| {
        let word = match line.tone {
            Some(Tone::Error) => "error",
            Some(Tone::Warning) => "warning",
            _ => "",
        };
        view! {
            <label class=word>
                <input
                    type="radio"
                    name="finding"
                    prop:checked=move || chosen.get() == Some(line.index)
                    on:change=move |_| state.choose(line.index)
                />
                <b>{line.kind}</b>
                <span>{line.sentence}</span>
                <small>{word}</small>
            </label>
        }
    };
    view! {
        <fieldset class="findings">
            <legend>{legend}</legend>
            <Button label="As a table" on_press=move |()| state.show_table(true)/>
            <div>
                <For each=move || lines.get() key=Line::clone children=row/>
            </div>
            {move || beyond().map(|text| view! { <p class="quiet">{text}</p> })}
        </fieldset>
    }
}

fn line((index, document): (usize, &Document)) -> Line {
    let severities = document.diagnostics.iter().map(|diagnostic| diagnostic.severity);
    let worst = severities.min().filter(|severity| *severity != Severity::Note);
    Line {
        index,
        kind: document.kind.name(),
        sentence: document.sentence(),
        tone: worst.map(Tone::from),
    }
}
