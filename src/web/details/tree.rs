//! The fields as a tree, after the ARIA pattern: one tab stop, arrows to move, Enter to select.

use super::super::shell::clipboard;
use super::super::state::{Shown, state};
use super::copy_menu::{CopyMenu, Opened, copies_of};
use super::highlight::{Highlight, node_of};
use super::rows::{Content, Folds, Row, RowId, Step, rows, step};
use crate::ticket::render::outline::{self, Line};
use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, FocusEvent, HtmlElement, KeyboardEvent, MouseEvent, Node};

/// The lines of a finding, whether they are seen or not.
#[derive(Clone)]
pub struct Lines {
    /// The finding.
    pub document: Shown,
    lines: Arc<Vec<Line>>,
}

impl PartialEq for Lines {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.lines, &other.lines)
    }
}

impl Lines {
    /// The line that a row shows.
    pub fn line(&self, id: RowId) -> Option<&Line> {
        self.lines.iter().find(|line| RowId::from(*line) == id)
    }
}

/// The tree.
#[component]
pub fn Tree(
    /// What marks its rows.
    highlight: Highlight,
) -> impl IntoView {
    let state = state();
    let lines = Memo::new(move |_| {
        let document = state.document.get()?;
        let lines = Arc::new(outline::lines(&document, state.wire.get()));
        Some(Lines { document, lines })
    });
    // Kept by node, as long as the finding is the same.
    let folds = RwSignal::new((None::<Shown>, Folds::default()));
    let folds_now = Memo::new(move |_| {
        let document = state.document.get();
        folds.with(|(of, folds)| match of.as_ref().zip(document) {
            Some((of, document)) if document.is_same_as(of) => folds.clone(),
            _ => Folds::default(),
        })
    });
    let toggle = move |node: usize| {
        let document = state.document.get_untracked();
        let mut now = folds_now.get_untracked();
        now.toggle(node);
        folds.set((document, now));
    };
    let seen = Memo::new(move |_| {
        let lines = lines.read();
        let rows = lines.as_ref().map(|lines| {
            rows(
                &lines.document,
                &lines.lines,
                &folds_now.read(),
                state.secrets(),
                state.limit.get(),
            )
        });
        Arc::new(rows.unwrap_or_default())
    });
    let tree = highlight.tree;
    let stop = TabStop::new();
    Effect::new(move || {
        highlight.rows(seen.get());
        request_animation_frame(move || stop.keep(highlight.row_at(0)));
    });

    let copy = RwSignal::new(None::<Opened>);
    // It offers what is seen: it closes for another finding, and stays when a chunk brings an answer to this one.
    Effect::new(move |before: Option<Option<Shown>>| {
        let document = state.document.get();
        let same = before.flatten().zip(document.as_ref());
        if !same.is_some_and(|(before, now)| before.is_same_as(now)) {
            copy.set(None);
        }
        document
    });
    let focus = move |at: usize| {
        if let Some(row) = highlight.row_at(at) {
            let _ = row.focus();
        }
    };
    // The row that an event happened in, and whether it happened to the row itself and not to the button in it.
    let row_of = move |event: &Event| -> Option<(usize, bool)> {
        let target: Element = event.target()?.dyn_into().ok()?;
        let element = target.closest("[role=treeitem]").ok().flatten()?;
        let node = node_of(event)?;
        let rows = seen.read_untracked();
        // The row of what was derived from a node comes after the node's own.
        let mut of_node = (0..rows.len()).filter(|at| rows[*at].node() == node);
        let at = of_node.find(|at| highlight.row_at(*at).is_some_and(|row| *row == element))?;
        Some((at, target == element))
    };
    let key = move |event: KeyboardEvent| {
        let is_shortcut = event.ctrl_key() || event.alt_key() || event.meta_key();
        let (Some((at, true)), false) = (row_of(&event), is_shortcut) else {
            return;
        };
        let rows = seen.get_untracked();
        let Some(step) = step(&rows, at, &event.key()) else {
            return;
        };
        event.prevent_default();
        match step {
            Step::Focus(to) => focus(to),
            Step::Toggle(at) => toggle(rows[at].node()),
            Step::Select(at) => state.select(rows[at].node()),
            Step::Nothing => {}
        }
    };
    let click = move |event: MouseEvent| {
        if let (Some(node), Some((at, _))) = (node_of(&event), row_of(&event)) {
            state.select(node);
            focus(at);
        }
    };
    let leave = move |event: FocusEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
        // It loses the focus when it is removed, too.
        let tree = tree.try_get_untracked().flatten();
        if tree.is_none_or(|tree| !tree.contains(to.as_ref())) {
            state.hovered.set(None);
        }
    };
    let enter = move |event: FocusEvent| {
        state.hovered.set(node_of(&event));
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let row = target.and_then(|target| target.closest("[role=treeitem]").ok().flatten());
        stop.move_to(row.and_then(|row| row.dyn_into().ok()));
    };
    let open_copies = move |id: RowId, event: MouseEvent| {
        event.stop_propagation();
        // Where there is one thing to copy, nobody has to choose.
        let (label, copies) =
            lines.with_untracked(|lines| copies_of(lines.as_ref(), id, state.secrets_now()));
        if let [(name, text)] = copies.as_slice() {
            return clipboard::copy(state.toasts, &[&label, ", ", *name].concat(), text);
        }
        match copy.get_untracked().filter(|open| open.id == id) {
            // The menu closes when the focus leaves it.
            Some(open) => open.back(),
            None => copy.set(Opened::at(id, &event)),
        }
    };
    let row = move |row: Row| {
        let content = row.content;
        let id = content.id;
        let folded = content.folded;
        let is_open = move || folds_now.read().is_open(id.node, folded);
        view! { <TreeRow
            content=content.clone()
            open=content.has_parts.then(|| Signal::derive(is_open))
            copying=(content.copies > 0).then(|| Signal::derive(move || copy.get().is_some_and(|open| open.id == id)))
            on_toggle=move |()| toggle(id.node)
            on_copy=move |event| open_copies(id, event)
        /> }
    };
    view! {
        <div
            class="tree"
            role="tree"
            aria-label="Fields"
            node_ref=tree
            on:keydown=key
            on:click=click
            on:focusin=enter
            on:focusout=leave
        >
            <For each=move || seen.get().to_vec() key=|row| row.content.clone() children=row/>
        </div>
        {move || copy.get().map(|opened| view! { <CopyMenu opened lines on_close=move || copy.set(None)/> })}
    }
}

/// One row.
#[component]
fn TreeRow(
    /// What it shows.
    content: Arc<Content>,
    /// Whether it is open, if it can be.
    open: Option<Signal<bool>>,
    /// Whether its copies are shown, if there are any.
    copying: Option<Signal<bool>>,
    /// It is to be opened or closed.
    #[prop(into)]
    on_toggle: Callback<()>,
    /// Its copies are to be shown.
    #[prop(into)]
    on_copy: Callback<MouseEvent>,
) -> impl IntoView {
    let name = match open {
        Some(_) => ["name twist ", content.colour].concat(),
        None => ["name ", content.colour].concat(),
    };
    // What is read aloud is what is seen, but for the button.
    let [label, said] = ["label", "said"].map(|part| content.id.element(part));
    let toggle = move |event: MouseEvent| {
        if open.is_some() {
            event.stop_propagation();
            on_toggle.run(());
        }
    };
    let part = |class: &str, text: &str| {
        let class = String::from(class);
        (!text.is_empty()).then(|| view! { <span class=class>{[" ", text].concat()}</span> })
    };
    let value = match content.short.is_empty() {
        true => "value mono",
        false => "value long mono",
    };
    let says = [
        part("short mono", &content.short),
        part(value, &content.value),
        part(["hint ", content.reach].concat().trim_end(), &content.hint),
        part("bad", content.trouble),
    ];
    let has_menu = content.copies > 1;
    let button = copying.map(|copying| {
        view! {
            <button
                type="button"
                class="copy"
                tabindex="-1"
                aria-haspopup=has_menu.then_some("menu")
                aria-expanded=has_menu.then_some(move || copying.get().to_string())
                aria-label=["Copy ", &content.label].concat()
                on:mousedown=move |event| event.prevent_default()
                on:click=move |event| on_copy.run(event)
            ></button>
        }
    });
    view! {
        <div
            class="row"
            role="treeitem"
            tabindex="-1"
            data-node=content.id.node.to_string()
            {..custom_attribute("aria-level", content.level.to_string())}
            aria-posinset=content.position.to_string()
            aria-setsize=content.set_size.to_string()
            aria-selected="false"
            aria-expanded=open.map(|open| move || open.get().to_string())
            aria-labelledby=[&label, " ", &said].concat()
        >
            <span id=label.clone() class=name on:click=toggle>{content.label.clone()}</span>
            <span id=said.clone() class="said">{says.into_iter().collect_view()}</span>
            {button}
        </div>
    }
}

/// The one row that Tab reaches, and the button in it. A signal on each row would be thousands of effects for each arrow
/// key.
#[derive(Clone, Copy)]
struct TabStop(StoredValue<Option<HtmlElement>, LocalStorage>);

impl TabStop {
    fn new() -> TabStop {
        TabStop(StoredValue::new_local(None))
    }

    fn move_to(self, row: Option<HtmlElement>) {
        let before = self
            .0
            .try_update_value(|now| std::mem::replace(now, row.clone()))
            .flatten();
        if before == row {
            return;
        }
        let set = |row: HtmlElement, index: i32| {
            row.set_tab_index(index);
            let button = row
                .last_element_child()
                .and_then(|last| last.dyn_into::<HtmlElement>().ok());
            if let Some(button) = button.filter(|button| button.class_name() == "copy") {
                button.set_tab_index(index);
            }
        };
        if let Some(before) = before {
            set(before, -1);
        }
        if let Some(row) = row {
            set(row, 0);
        }
    }

    /// If the row that Tab reached is gone, it is the first now.
    fn keep(self, first: Option<HtmlElement>) {
        let is_there = self
            .0
            .try_with_value(|row| row.as_ref().is_some_and(|row| row.is_connected()));
        if is_there == Some(false) {
            self.move_to(first);
        }
    }
}
