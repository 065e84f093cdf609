//! What stands around the table: the filters, the grouping, how many rows there are, and the files to take away.

use super::super::super::chunk::after_paint;
use super::super::super::parts::{Button, Select, as_typed};
use super::super::super::shell::save;
use super::super::super::state::{State, state};
use super::grid::{Grid, Shown};
use crate::ticket::render::table::{CSV_HEAD, GroupBy, Line, Lines, Only, Row, View};
use crate::ticket::{self, limits};
use leptos::prelude::*;
use std::sync::Arc;

/// All rows, and how many findings beyond them there are.
#[derive(Default)]
struct Listing {
    rows: Arc<[Row]>,
    more: usize,
}

fn list(state: State) -> Listing {
    let text = state.text.get();
    let checks = state.checks();
    let mut rows = Vec::new();
    let mut more = 0;
    let mut lines = Lines::new(&text, 1);
    ticket::list(
        &text,
        true,
        &checks,
        &mut |document| match rows.len() < limits::LISTED {
            true => rows.push(Row::of(&document, rows.len(), lines.line(document.span.start))),
            false => more += 1,
        },
    );
    Listing {
        rows: rows.into(),
        more,
    }
}

const FILTERS: [(Only, &str); 4] = [
    (Only::All, "everything"),
    (Only::Errors, "errors"),
    (Only::Faults, "errors and warnings"),
    (Only::Secrets, "secrets"),
];

const GROUPS: [(GroupBy, &str); 3] = [
    (GroupBy::Nothing, "not at all"),
    (GroupBy::Endpoint, "by endpoint"),
    (GroupBy::Database, "by database or document"),
];

/// The table, and what stands around it.
#[component]
pub fn Table() -> impl IntoView {
    let state = state();
    // What is pasted is painted first.
    let listing = RwSignal::new(Arc::new(Listing::default()));
    let latest = StoredValue::new(0_usize);
    Effect::new(move || {
        state.text.track();
        state.check_chunks.get();
        latest.update_value(|latest| *latest += 1);
        let own = latest.get_value();
        after_paint(move || {
            if latest.try_get_value() == Some(own) {
                listing.set(Arc::new(untrack(move || list(state))));
            }
        });
    });
    let view = RwSignal::new(View::default());
    let filter = Memo::new(move |_| {
        let view = view.read();
        (view.order, view.text.clone(), view.only)
    });
    let places = Memo::new(move |_| {
        // Read, not only tracked: what was never computed follows nothing.
        let _ = filter.read();
        Arc::new(view.read_untracked().rows(&listing.read().rows))
    });
    let shown = Memo::new(move |_| {
        let listing = listing.read();
        let lines = view.read().lines(&listing.rows, &places.read());
        Shown {
            rows: listing.rows.clone(),
            lines: lines.into(),
        }
    });
    let save_as = move |name: &str, kind: &str, head: &str, line: fn(&Row) -> String| {
        let listing = listing.get_untracked();
        let places = places.get_untracked();
        let lines = places
            .iter()
            .filter_map(|place| listing.rows.get(*place))
            .map(line);
        let text: String = std::iter::once(head.to_owned()).chain(lines).collect();
        if let Some(file) = save::file(&text, kind) {
            save::save(name, &file);
        }
    };
    let groups = move || {
        let groups = shown
            .read()
            .lines
            .iter()
            .filter(|line| matches!(line, Line::Group(_)))
            .count();
        (view.read().group != GroupBy::Nothing).then_some(groups)
    };
    let count = move || {
        let (all, places) = (listing.read().rows.len(), places.read().len());
        let mut said = match places == all {
            true => format!("{all} rows"),
            false => format!("{places} of {all} rows"),
        };
        if let Some(groups) = groups() {
            said += &format!(" in {groups} groups");
        }
        match listing.read().more {
            0 => {}
            more => said += &format!("; {more} more are not listed"),
        }
        said
    };
    view! {
        <section class="panel table" aria-label="Everything that was found">
            <div class="above">
                <p class="quiet" role="status">{count}</p>
                <div class="buttons">
                    <Button label="Save CSV" on_press=move |()| save_as("tickets.csv", "text/csv", CSV_HEAD, Row::csv)/>
                    <Button
                        label="Save JSON lines"
                        on_press=move |()| save_as("tickets.jsonl", "application/jsonl", "", |row| format!("{}\n", row.json()))
                    />
                    <Button label="As a list" on_press=move |()| state.show_table(false)/>
                </div>
            </div>
            <div class="filters">
                <label>
                    "Filter"
                    <input
                        type="search"
                        {..as_typed()}
                        prop:value=move || view.read().text.clone()
                        on:input=move |event| view.write().text = event_target_value(&event)
                    />
                </label>
                <label>
                    "Show"
                    <Select
                        name="Show"
                        options=FILTERS.map(|(_, label)| label.to_owned()).to_vec()
                        chosen=Signal::derive(move || place(&FILTERS, view.read().only))
                        on_choose=move |at: usize| view.write().only = FILTERS[at].0
                    />
                </label>
                <label>
                    "Group"
                    <Select
                        name="Group"
                        options=GROUPS.map(|(_, label)| label.to_owned()).to_vec()
                        chosen=Signal::derive(move || place(&GROUPS, view.read().group))
                        on_choose=move |at: usize| view.write().group = GROUPS[at].0
                    />
                </label>
            </div>
            <Grid shown view/>
        </section>
    }
}

fn place<T: PartialEq>(options: &[(T, &str)], chosen: T) -> usize {
    options
        .iter()
        .position(|(option, _)| *option == chosen)
        .unwrap_or_default()
}
