//! The grid, after the ARIA pattern: one tab stop, arrows to move, Enter to choose. Only the lines that are seen are
//! elements; there may be ten thousand.

use super::super::super::state::{State, state};
use super::moves::{Cell, Seen, Size};
use crate::ticket::facts;
use crate::ticket::render::table::{Column, Gives, Group, GroupBy, Line, Order, Row, View};
use crate::ticket::words::{count, ends, list};
use crate::ticket::{HeadlineTone, Severity};
use leptos::attr::custom::custom_attribute;
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent, MouseEvent};

/// What is in the table.
#[derive(Clone)]
pub struct Shown {
    /// All rows.
    pub rows: Arc<[Row]>,
    /// The lines that are shown.
    pub lines: Arc<[Line]>,
}

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.lines, &other.lines)
    }
}

/// A line that is drawn, and its place, from 0. Equal ones keep their elements, and the focus in them.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Drawn {
    place: usize,
    what: What,
}

#[derive(Clone, PartialEq, Eq, Hash)]
enum What {
    /// A group, by its key, and what is said of it. That it is opened changes nothing of it.
    Group { key: String, said: String },
    /// The row of the finding with this index, and what stands in its columns.
    Row {
        index: usize,
        cells: [(String, String); Column::ALL.len()],
        class: &'static str,
    },
}

/// The grid.
#[component]
pub fn Grid(
    /// What is in it.
    shown: Memo<Shown>,
    /// How it is shown.
    view: RwSignal<View>,
) -> impl IntoView {
    let state = state();
    let frame = NodeRef::<html::Div>::new();
    let seen = RwSignal::new(Seen::default());
    let cursor = RwSignal::new(Cell { line: 1, column: 0 });
    let length = Memo::new(move |_| shown.read().lines.len());
    let size = move || Size {
        lines: length.get_untracked(),
        columns: Column::ALL.len(),
        page: seen.get_untracked().page(),
    };
    let measure = move || {
        if let Some(frame) = frame.try_get_untracked().flatten() {
            let height = |element: Option<web_sys::Element>| {
                element.map_or(0.0, |element| element.get_bounding_client_rect().height())
            };
            let head = height(frame.query_selector(".head").ok().flatten());
            let line = height(frame.query_selector(".probe").ok().flatten());
            seen.set(Seen {
                top: f64::from(frame.scroll_top()),
                height: f64::from(frame.client_height()) - head,
                line,
            });
        }
    };
    // How high it is depends on how many lines it has, and on the window.
    Effect::new(move || {
        length.get();
        request_animation_frame(measure);
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| measure());
    on_cleanup(move || resized.remove());
    // The one cell that Tab reaches.
    let stop = Memo::new(move |_| {
        let mut cell = cursor.get();
        cell.line = cell.line.min(length.get());
        if is_group(&shown.read(), cell.line) {
            cell.column = 0;
        }
        cell
    });
    let drawn = Memo::new(move |_| {
        let shown = shown.read();
        let range = seen.get().drawn(shown.lines.len());
        let stop = stop
            .get()
            .line
            .checked_sub(1)
            .filter(|place| !range.contains(place));
        // What has the focus stays, wherever the grid is scrolled to.
        let places = range.chain(stop);
        places
            .filter_map(|place| line(&shown, place))
            .collect::<Vec<Drawn>>()
    });
    let focus = move |cell: Cell| {
        cursor.set(cell);
        if let (Some(frame), Some(place)) = (frame.get_untracked(), cell.line.checked_sub(1)) {
            let to = seen.get_untracked().to_see(place);
            frame.set_scroll_top(to as i32);
            measure();
        }
        // A cell that was not drawn yet is there with the next frame.
        if !take_focus(frame, cell) {
            request_animation_frame(move || {
                take_focus(frame, cell);
            });
        }
    };
    let act = move |cell: Cell| match cell.line.checked_sub(1) {
        None => sort(view, cell.column),
        Some(place) => match shown.with_untracked(|shown| shown.lines.get(place).cloned()) {
            Some(Line::Group(group)) => toggle(view, &group.key),
            Some(Line::Row(row)) => choose(state, shown, row),
            None => {}
        },
    };
    let key = move |event: KeyboardEvent| {
        let has_control = event.ctrl_key() || event.meta_key();
        if cell_of(&event).is_none() || event.alt_key() || event.shift_key() {
            return;
        }
        // Not the cell that the key was pressed in: the next key may come before the focus has moved.
        let cell = stop.get_untracked();
        let name = event.key();
        if matches!(name.as_str(), "Enter" | " ") && !has_control {
            event.prevent_default();
            return act(cell);
        }
        if let Some(to) = cell.after(&name, has_control, size()) {
            event.prevent_default();
            focus(to);
        }
    };
    let click = move |event: MouseEvent| {
        if let Some(cell) = cell_of(&event) {
            cursor.set(cell);
            act(cell);
        }
    };
    let chosen = Memo::new(move |_| state.found.read().place());
    let heading = move |(at, column): (usize, Column)| {
        let order = move || view.read().order;
        let sorted = move || match order() {
            Order {
                column: by,
                is_descending,
            } if by == column => match is_descending {
                true => "descending",
                false => "ascending",
            },
            _ => "none",
        };
        view! {
            <span
                role="columnheader"
                class=(column == Column::Line).then_some("number")
                aria-sort=sorted
                data-cell=at.to_string()
                data-line="0"
                tabindex=move || if stop.get() == (Cell { line: 0, column: at }) { "0" } else { "-1" }
            >
                {column.name()}
            </span>
        }
    };
    let draw =
        move |drawn: Drawn| {
            let place = drawn.place;
            let top = move || format!("{}px", place as f64 * seen.get().line);
            let tab = move |column: usize| {
                move || {
                    if stop.get()
                        == (Cell {
                            line: place + 1,
                            column,
                        })
                    {
                        "0"
                    } else {
                        "-1"
                    }
                }
            };
            let number = (place + 1).to_string();
            let is_tree = view.with_untracked(|view| view.group != GroupBy::Nothing);
            match drawn.what {
                What::Group { key, said } => view! {
                    <div
                        role="row"
                        class="line bundle"
                        style:top=top
                        aria-rowindex=(place + 2).to_string()
                        aria-expanded=move || view.read().open.contains(&key).to_string()
                        {..custom_attribute("aria-level", "1")}
                    >
                        <span
                            role="gridcell"
                            aria-colspan=Column::ALL.len().to_string()
                            data-cell="0"
                            data-line=number
                            tabindex=tab(0)
                        >
                            {said}
                        </span>
                    </div>
                }
                .into_any(),
                What::Row { index, cells, class } => {
                    let cells = Column::ALL.into_iter().zip(cells).enumerate().map(
                        |(at, (column, (said, whole)))| {
                            let title = (whole != said || column == Column::Headline).then_some(whole);
                            view! {
                                <span
                                    role="gridcell"
                                    class=class_of(column)
                                    data-cell=at.to_string()
                                    data-line=number.clone()
                                    title=title
                                    tabindex=tab(at)
                                >
                                    {said}
                                </span>
                            }
                        },
                    );
                    let is_chosen = move || chosen.get() == Some(index);
                    view! {
                        <div
                            role="row"
                            class=["line ", class].concat()
                            style:top=top
                            aria-rowindex=(place + 2).to_string()
                            {..custom_attribute("aria-level", is_tree.then_some("2"))}
                            aria-selected=move || is_chosen().to_string()
                        >
                            {cells.collect_view()}
                        </div>
                    }
                    .into_any()
                }
            }
        };
    let high = move || format!("{}px", length.get() as f64 * seen.get().line);
    view! {
        <div
            class="grid"
            node_ref=frame
            role=move || if view.read().group == GroupBy::Nothing { "grid" } else { "treegrid" }
            aria-label="Findings"
            aria-rowcount=move || (length.get() + 1).to_string()
            aria-colcount=Column::ALL.len().to_string()
            on:scroll=move |_| measure()
            on:keydown=key
            on:click=click
        >
            <div role="row" class="head" aria-rowindex="1">
                {Column::ALL.into_iter().enumerate().map(heading).collect_view()}
            </div>
            <div class="lines" role="rowgroup" style:height=high>
                <div class="line probe" aria-hidden="true"></div>
                <For each=move || drawn.get() key=Drawn::clone children=draw/>
            </div>
        </div>
    }
}

fn is_group(shown: &Shown, line: usize) -> bool {
    let line = line.checked_sub(1).and_then(|place| shown.lines.get(place));
    matches!(line, Some(Line::Group(_)))
}

fn sort(view: RwSignal<View>, column: usize) {
    let Some(column) = Column::ALL.get(column).copied() else {
        return;
    };
    view.update(|view| {
        let is_descending = view.order.column == column && !view.order.is_descending;
        view.order = Order {
            column,
            is_descending,
        };
    });
}

fn toggle(view: RwSignal<View>, key: &str) {
    view.update(|view| {
        if !view.open.remove(key) {
            view.open.insert(key.to_owned());
        }
    });
}

fn choose(state: State, shown: Memo<Shown>, row: usize) {
    let index = shown.with_untracked(|shown| shown.rows.get(row).map(|row| row.index));
    if let Some(index) = index {
        state.choose(index);
    }
}

/// The cell that an event happened in.
fn cell_of(event: &Event) -> Option<Cell> {
    let target: web_sys::Element = event.target()?.dyn_into().ok()?;
    let cell = target.closest("[data-cell]").ok().flatten()?;
    let number = |name: &str| cell.get_attribute(name)?.parse().ok();
    Some(Cell {
        line: number("data-line")?,
        column: number("data-cell")?,
    })
}

/// Gives a cell the focus, if it is drawn, and scrolls sideways to it.
fn take_focus(frame: NodeRef<html::Div>, cell: Cell) -> bool {
    let find = |column: usize| {
        let place = format!("[data-line='{}'][data-cell='{column}']", cell.line);
        frame
            .try_get_untracked()
            .flatten()?
            .query_selector(&place)
            .ok()
            .flatten()
    };
    // A group has one cell.
    let found = find(cell.column).or_else(|| find(0));
    let Some(cell) = found.and_then(|cell| cell.dyn_into::<HtmlElement>().ok()) else {
        return false;
    };
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = cell.focus_with_options(&options);
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
    cell.scroll_into_view_with_scroll_into_view_options(&options);
    true
}

fn class_of(column: Column) -> &'static str {
    match column {
        Column::Line => "number",
        Column::Kind | Column::Headline => "words",
        Column::Id | Column::Relay | Column::Addresses => "mono",
        Column::Secret => "secret",
    }
}

/// The line at a place, as it is drawn.
fn line(shown: &Shown, place: usize) -> Option<Drawn> {
    let what = match shown.lines.get(place)? {
        Line::Group(group) => What::Group {
            key: group.key.clone(),
            said: summary(group),
        },
        Line::Row(row) => {
            let row = shown.rows.get(*row)?;
            What::Row {
                index: row.index,
                cells: Column::ALL.map(|column| (short(row, column), row.cell(column).into_owned())),
                class: match (row.fault, row.tone, row.gives) {
                    (Some(Severity::Error), ..) | (_, Some(HeadlineTone::Bad), _) => "error",
                    (Some(Severity::Warning), ..) | (_, Some(HeadlineTone::Caution), _) => "warning",
                    _ => "",
                },
            }
        }
    };
    Some(Drawn { place, what })
}

/// What stands in a column.
fn short(row: &Row, column: Column) -> String {
    match column {
        Column::Secret if row.gives == Gives::Secret => "⚠ secret".into(),
        column => row.short(column).into_owned(),
    }
}

/// What the rows of a group have in common.
fn summary(group: &Group) -> String {
    const NAMED: usize = 3;
    let key = match group.key.as_str() {
        "" => "None named".into(),
        key => ends(key),
    };
    let mut parts = vec![count(group.rows, "row", "rows")];
    let relays: Vec<String> = group
        .relays
        .iter()
        .take(NAMED)
        .map(|url| facts::host(url).into())
        .collect();
    match group.relays.len() {
        0 => {}
        all if all > NAMED => parts.push(format!("{all} relays: {}, …", relays.join(", "))),
        all => parts.push(format!("{}: {}", count(all, "relay", "relays"), list(&relays))),
    }
    if group.addresses > 0 {
        parts.push(count(group.addresses, "address", "addresses"));
    }
    if group.errors > 0 {
        parts.push(count(group.errors, "error", "errors"));
    }
    parts.push(match group.lines {
        (first, last) if first == last => format!("line {first}"),
        (first, last) => format!("lines {first} to {last}"),
    });
    format!("{key}   {}", parts.join(" · "))
}
