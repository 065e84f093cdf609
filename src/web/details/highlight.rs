//! Links the views of a finding: what is hovered or selected in one is marked in all.
//!
//! Made by hand, because it follows the pointer: a class that follows a signal on each of three thousand parts would be
//! three thousand effects for every move. The nodes of a finding are in pre-order, so what belongs to a node is one slice of
//! the parts that a view drew, and a move touches only what is in one slice and not in the other: `cargo xtask bench page`
//! has the time for 3,000 nodes.

use super::super::state::State;
use super::rows::{Row, row_of};
use leptos::html;
use leptos::prelude::*;
use std::ops::Range;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// The attribute that says which node an element shows. One listener for all parts of a view asks for it.
pub const NODE: &str = "data-node";

/// The node that an event's target, or what it is inside of, shows.
pub fn node_of(event: &Event) -> Option<usize> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let part = target.closest("[data-node]").ok().flatten()?;
    part.get_attribute(NODE)?.parse().ok()
}

/// The elements that a view drew, in the order of the nodes that they show.
pub type Parts = Vec<(usize, Element)>;

/// One of the two ways to be marked.
#[derive(Clone, Copy)]
enum Mark {
    Hovered,
    Selected,
}

impl Mark {
    fn class(self) -> &'static str {
        match self {
            Mark::Hovered => "hovered",
            Mark::Selected => "selected",
        }
    }
}

/// A painted view.
#[derive(Default)]
struct Painted {
    parts: Parts,
    marked: [Range<usize>; 2],
}

impl Painted {
    fn mark(&mut self, mark: Mark, nodes: Range<usize>) {
        let start = self.parts.partition_point(|(node, _)| *node < nodes.start);
        let end = self.parts.partition_point(|(node, _)| *node < nodes.end);
        let new = start..end.max(start);
        let old = std::mem::replace(&mut self.marked[mark as usize], new.clone());
        let toggle = |range: Range<usize>, except: &Range<usize>, on: bool| {
            for at in range.filter(|at| !except.contains(at)) {
                if let Some((_, element)) = self.parts.get(at) {
                    let _ = element.class_list().toggle_with_force(mark.class(), on);
                }
            }
        };
        toggle(old.clone(), &new, false);
        toggle(new, &old, true);
    }
}

/// What is marked, in all views.
#[derive(Clone, Copy)]
pub struct Highlight {
    state: State,
    painted: StoredValue<[Painted; 2], LocalStorage>,
    frames: [NodeRef<html::Div>; 2],
    /// The tree: its rows lie in it one after the other.
    pub tree: NodeRef<html::Div>,
    rows: StoredValue<Arc<Vec<Row>>>,
    marked_rows: StoredValue<[Option<Element>; 2], LocalStorage>,
}

/// A view that is painted by hand.
#[derive(Clone, Copy)]
pub enum View {
    /// The coloured text.
    Text,
    /// The bytes.
    Hex,
}

impl Highlight {
    /// Nothing is drawn yet.
    pub fn new(state: State) -> Highlight {
        let highlight = Highlight {
            state,
            painted: StoredValue::new_local(Default::default()),
            frames: [state.text_frame, NodeRef::new()],
            tree: NodeRef::new(),
            rows: StoredValue::default(),
            marked_rows: StoredValue::new_local([None, None]),
        };
        Effect::new(move || {
            let node = state.hovered.get();
            highlight.mark(Mark::Hovered, node);
        });
        Effect::new(move || {
            let node = state.selected.get();
            highlight.mark(Mark::Selected, node);
            if let Some(node) = node
                && state.goes_there.get_value()
            {
                // What was asked to draw more has done so by then.
                request_animation_frame(move || highlight.scroll_to(node));
            }
        });
        highlight
    }

    /// The element that scrolls a painted view.
    pub fn frame(self, view: View) -> NodeRef<html::Div> {
        self.frames[view as usize]
    }

    /// A view was painted, or more of it.
    pub fn painted(self, view: View, parts: Parts) {
        self.painted.try_update_value(|painted| {
            let painted = &mut painted[view as usize];
            painted.mark(Mark::Hovered, 0..0);
            painted.mark(Mark::Selected, 0..0);
            painted.parts = parts;
        });
        self.mark_again();
    }

    /// The tree has these rows now.
    pub fn rows(self, rows: Arc<Vec<Row>>) {
        self.rows.try_set_value(rows);
        // They are in the document by then.
        request_animation_frame(move || self.mark_again());
    }

    fn mark_again(self) {
        self.mark(Mark::Hovered, self.state.hovered.try_get_untracked().flatten());
        self.mark(Mark::Selected, self.state.selected.try_get_untracked().flatten());
    }

    fn mark(self, mark: Mark, node: Option<usize>) {
        let Some(document) = self.state.document.try_get_untracked().flatten() else {
            return;
        };
        let next = |node: usize| document.nodes.get(node).map_or(node, |node| node.next);
        let nodes = node.map_or(0..0, |node| node..next(node));
        self.painted.try_update_value(|painted| {
            painted.iter_mut().for_each(|view| view.mark(mark, nodes.clone()));
        });
        let row = node.and_then(|node| self.row_element(node));
        self.marked_rows.try_update_value(|marked| {
            let old = std::mem::replace(&mut marked[mark as usize], row.clone());
            if old != row {
                old.inspect(|old| set_row(old, mark, false));
                row.inspect(|row| set_row(row, mark, true));
            }
        });
    }

    /// The row that stands for a node.
    fn row_element(self, node: usize) -> Option<Element> {
        let document = self.state.document.try_get_untracked()??;
        let at = self.rows.try_with_value(|rows| row_of(rows, &document, node))??;
        self.row_at(at).map(Element::from)
    }

    /// The row with this place in the tree.
    pub fn row_at(self, at: usize) -> Option<HtmlElement> {
        let tree = self.tree.try_get_untracked()??;
        tree.children().item(u32::try_from(at).ok()?)?.dyn_into().ok()
    }

    /// Scrolls each view to a node: text and bytes inside of their frames, the page to the tree.
    fn scroll_to(self, node: usize) {
        if let Some(row) = self.row_element(node) {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            row.scroll_into_view_with_scroll_into_view_options(&options);
        }
        for view in [View::Text, View::Hex] {
            let first = self.painted.try_with_value(|painted| {
                let parts = &painted[view as usize].parts;
                let at = parts.partition_point(|(other, _)| *other < node);
                parts.get(at).map(|(_, element)| element.clone())
            });
            let frame = self.frame(view).try_get_untracked().flatten();
            if let (Some(frame), Some(Some(part))) = (frame, first) {
                let (seen, at) = (frame.get_bounding_client_rect(), part.get_bounding_client_rect());
                let margin = at.height();
                let above = at.top() - seen.top() - margin;
                let below = at.bottom() + margin - seen.bottom();
                let by = if above < 0.0 { above } else { below.max(0.0) };
                frame.set_scroll_top(frame.scroll_top().saturating_add(by as i32));
            }
        }
    }
}

fn set_row(row: &Element, mark: Mark, on: bool) {
    let _ = row.class_list().toggle_with_force(mark.class(), on);
    if let Mark::Selected = mark {
        let _ = row.set_attribute("aria-selected", if on { "true" } else { "false" });
    }
}
