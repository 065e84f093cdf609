//! What is worth knowing about a finding: a list of buttons that go to the place.

use super::input::select_range;
use super::parts::{Pill, Tone};
use super::state::state;
use crate::ticket::Severity;
use crate::ticket::explain::diagnostic::grouped;
use leptos::prelude::*;
use std::borrow::Cow;

/// One line of the list: a diagnostic, or several that say the same of several places.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Line {
    index: usize,
    severity: Severity,
    message: String,
    help: Cow<'static, str>,
    places: usize,
}

/// The list.
#[component]
pub fn Diagnostics() -> impl IntoView {
    let state = state();
    let lines = Memo::new(move |_| {
        let document = state.document.read();
        let diagnostics = document.as_ref().map(|document| document.diagnostics.as_slice());
        let groups = grouped(diagnostics.unwrap_or_default()).into_iter().enumerate();
        groups
            .map(|(index, group)| Line {
                index,
                severity: group.severity,
                message: group.message,
                help: group.help,
                places: group.places.len(),
            })
            .collect::<Vec<_>>()
    });
    let row = move |line: Line| {
        // Each press goes on to the next place.
        let next = StoredValue::new(0_usize);
        let go = move || {
            let at = next.get_value() % line.places.max(1);
            next.set_value(at + 1);
            let document = state.document.get_untracked();
            let groups = grouped(document.as_ref().map_or(&[], |document| &document.diagnostics));
            let place = groups.get(line.index).and_then(|group| group.places.get(at));
            if let Some((node, span)) = place {
                state.select(node.unwrap_or(0));
                select_range(state, *span, line.places == 1);
            }
        };
        let places = match line.places {
            0 | 1 => String::new(),
            places => format!(" ({places} places)"),
        };
        view! {
            <li>
                <button type="button" class=line.severity.name() on:click=move |_| go()>
                    <Pill tone=Tone::from(line.severity) label=line.severity.name()/>
                    <span>{line.message} {places} <small>{line.help}</small></span>
                </button>
            </li>
        }
    };
    view! {
        <ul class="diagnostics" aria-label="Worth knowing">
            <For each=move || lines.get() key=Line::clone children=row/>
        </ul>
    }
}
