//! Two tickets side by side, as sets.

use super::super::parts::as_typed;
use super::super::state::state;
use crate::ticket::explore;
use crate::ticket::make::compare::{Change, Comparison, Line, compare};
use leptos::prelude::*;

/// A field for the other text, and what differs.
#[component]
pub fn Compare() -> impl IntoView {
    let state = state();
    let other = RwSignal::new(String::new());
    let compared = Memo::new(move |_| {
        let (document, other) = (state.document.get()?, other.read());
        if other.trim().is_empty() {
            return None;
        }
        let report = explore(&other, &state.checks());
        let second = report
            .found
            .iter()
            .find_map(|found| Some((found.value.as_ref()?, found.kind)));
        Some(match (document.value.as_ref(), second) {
            (Some(first), Some(second)) => Ok(compare((first, document.kind), second)),
            (None, _) => Err("The ticket above cannot be read as a whole, so it is not compared."),
            (_, None) => Err("This text cannot be read as a whole, so it is not compared."),
        })
    });
    let sentence = move || match &*compared.read() {
        None => String::new(),
        Some(Ok(comparison)) => comparison.sentence(),
        Some(Err(why)) => String::from(*why),
    };
    let lines = move || match &*compared.read() {
        Some(Ok(Comparison { lines, .. })) => lines.iter().map(line).collect_view(),
        _ => Vec::new(),
    };
    view! {
        <label for="other">"Another link or ticket, to compare with this one"</label>
        <textarea
            id="other"
            rows="2"
            {..as_typed()}
            on:input=move |event| other.set(event_target_value(&event))
        ></textarea>
        <p class="saved" role="status">{sentence}</p>
        <ul class="changes">{lines}</ul>
    }
}

fn line(line: &Line) -> impl IntoView + use<> {
    let word = match line.change {
        Change::Kept(_) => "same",
        Change::Removed(_) => "only above",
        Change::Added(_) => "only here",
        Change::Changed(..) => "changed",
    };
    let text = line.to_string();
    view! {
        <li class=line.change.name()>
            <b>{word}</b>
            <span>{String::from(text.get(2..).unwrap_or(&text))}</span>
        </li>
    }
}
