//! Two tickets side by side, as sets: the one that is looked at, and another finding of the message or another text.

use super::super::parts::{Button, Check, Select, as_typed};
use super::super::state::{State, state};
use crate::ticket::make::compare::{Change, Comparison, Line, compare};
use crate::ticket::{Document, Kind, Value, explore};
use leptos::prelude::*;

/// What the finding that is looked at is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Other {
    /// A text that is pasted here.
    Text,
    /// Another finding in the message, by its index.
    Finding(usize),
}

/// Everything that there is to compare with: another text, and the other findings.
fn others(state: State) -> Vec<(Other, String)> {
    let found = state.found.read();
    let chosen = found.chosen();
    let findings = found
        .found
        .iter()
        .enumerate()
        .filter(|(index, _)| Some(*index) != chosen);
    let findings = findings.map(|(index, document)| {
        let label = format!("{}. {}: {}", index + 1, document.kind.name(), document.sentence());
        (Other::Finding(index), label)
    });
    std::iter::once((Other::Text, "Another text".into()))
        .chain(findings)
        .collect()
}

/// What is compared of a finding; nothing unless it was read as a whole.
fn whole(document: &Document) -> Option<(&Value, Kind)> {
    Some((document.value.as_ref()?, document.kind))
}

/// What the other text or finding is, what differs, and how that is shown.
#[component]
pub fn Compare() -> impl IntoView {
    let state = state();
    let wanted = RwSignal::new(Other::Text);
    let text = RwSignal::new(String::new());
    let (is_swapped, only_changes) = (RwSignal::new(false), RwSignal::new(false));
    let choices = Memo::new(move |_| others(state));
    // What was compared with may be the one that is looked at now, or gone.
    let other = Memo::new(move |_| {
        let is_there = choices.read().iter().any(|(other, _)| *other == wanted.get());
        if is_there { wanted.get() } else { Other::Text }
    });
    let compared = Memo::new(move |_| {
        let document = state.document.get()?;
        let both = |second: Option<&Document>| -> Result<_, &str> {
            let first = whole(&document)
                .ok_or("The ticket above cannot be read as a whole, so it is not compared.")?;
            let second = second
                .and_then(whole)
                .ok_or("This text cannot be read as a whole, so it is not compared.")?;
            Ok(match is_swapped.get() {
                true => compare(second, first),
                false => compare(first, second),
            })
        };
        match other.get() {
            Other::Finding(index) => Some(both(state.found.read().found.get(index))),
            Other::Text => {
                let text = text.read();
                if text.trim().is_empty() {
                    return None;
                }
                let report = explore(&text, &state.checks());
                Some(both(report.found.iter().find(|found| found.value.is_some())))
            }
        }
    });
    let sentence = move || match &*compared.read() {
        None => String::new(),
        Some(Ok(comparison)) => comparison.sentence(),
        Some(Err(why)) => String::from(*why),
    };
    let lines = move || match &*compared.read() {
        Some(Ok(Comparison { lines, .. })) => {
            let is_shown = |line: &&Line| !only_changes.get() || !matches!(line.change, Change::Kept(_));
            let swapped = is_swapped.get();
            lines
                .iter()
                .filter(is_shown)
                .map(|line| row(line, swapped))
                .collect_view()
        }
        _ => Vec::new(),
    };
    let is_text = Memo::new(move |_| other.get() == Other::Text);
    let has_others = Memo::new(move |_| choices.read().len() > 1);
    let position = move || {
        let other = other.get();
        choices
            .read()
            .iter()
            .position(|(choice, _)| *choice == other)
            .unwrap_or_default()
    };
    let choose = move |at: usize| {
        if let Some((other, _)) = choices.with_untracked(|choices| choices.get(at).cloned()) {
            wanted.set(other);
        }
    };
    view! {
        <div class="field" hidden=move || !has_others.get()>
            <label for="compare-with">"Compare with"</label>
            <Select
                options=Signal::derive(move || choices.get().into_iter().map(|(_, label)| label).collect())
                chosen=Signal::derive(position)
                on_choose=choose
                id=String::from("compare-with")
            />
        </div>
        <div hidden=move || !is_text.get()>
            <label for="other">"Another link or ticket, to compare with this one"</label>
            <textarea
                id="other"
                rows="2"
                {..as_typed()}
                on:input=move |event| text.set(event_target_value(&event))
            ></textarea>
        </div>
        <div class="buttons">
            <p class="saved" role="status">{sentence}</p>
            <Check label="Only the differences" checked=only_changes on_change=move |on| only_changes.set(on)/>
            <Button
                label="Swap"
                name="Swap the two".to_string()
                on_press=move |()| is_swapped.update(|is| *is = !*is)
            />
        </div>
        <ul class="changes">{lines}</ul>
    }
}

fn row(line: &Line, is_swapped: bool) -> impl IntoView + use<> {
    let (first, second) = match is_swapped {
        false => ("only above", "only here"),
        true => ("only here", "only above"),
    };
    let word = match line.change {
        Change::Kept(_) => "same",
        Change::Removed(_) => first,
        Change::Added(_) => second,
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
