//! Links the three views of a document: what is hovered or selected in one is marked in all.
//!
//! Each view says which elements it drew for which node. Marking is then a class on a few of them, and nothing is drawn
//! anew.

use super::dom::{set, watch};
use super::state::State;
use leptos::prelude::*;
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;
use web_sys::Element;

/// What a view drew: nodes, in order, and their elements.
pub type Drawn = Vec<(usize, Element)>;

/// The three views.
#[derive(Clone)]
pub struct Views {
    views: Rc<[View; 3]>,
    /// Counts the drawings: the marks are to be made again after each.
    times: RwSignal<usize>,
}

/// One of them.
struct View {
    /// It scrolls by itself.
    frame: Element,
    drawn: RefCell<Drawn>,
}

/// The index of the tree in [`Views`]: its lines stand for all that is inside of them.
pub const TREE: usize = 0;
/// The index of the bytes.
pub const HEX: usize = 1;
/// The index of the coloured text.
pub const TEXT: usize = 2;

impl Views {
    /// Views in these frames, with nothing in them.
    pub fn new(frames: [Element; 3]) -> Views {
        let view = |frame| View {
            frame,
            drawn: RefCell::default(),
        };
        Views {
            views: Rc::new(frames.map(view)),
            times: RwSignal::new(0),
        }
    }

    /// A view was drawn anew.
    pub fn set(&self, view: usize, drawn: Drawn) {
        self.views[view].drawn.replace(drawn);
        self.times.update(|times| *times += 1);
    }

    /// The elements of a node and of those below it.
    fn elements(&self, state: State, node: usize) -> Vec<(usize, Element)> {
        let Some(document) = state.document.get_untracked() else {
            return Vec::new();
        };
        let next = |index: usize| document.nodes.get(index).map_or(0, |node| node.next);
        let mut elements = Vec::new();
        for (index, view) in self.views.iter().enumerate() {
            let drawn = view.drawn.borrow();
            let range = match index {
                TREE => line_around(&drawn, node, next),
                _ => below(&drawn, node..next(node)),
            };
            let found = drawn.get(range).unwrap_or_default();
            elements.extend(found.iter().map(|(_, element)| (index, element.clone())));
        }
        elements
    }
}

fn below(drawn: &Drawn, nodes: Range<usize>) -> Range<usize> {
    let start = drawn.partition_point(|(node, _)| *node < nodes.start);
    start..drawn.partition_point(|(node, _)| *node < nodes.end)
}

/// The last line that stands for this node or for one around it.
fn line_around(drawn: &Drawn, node: usize, next: impl Fn(usize) -> usize) -> Range<usize> {
    let end = drawn.partition_point(|(line, _)| *line <= node);
    let found = drawn.iter().take(end).rposition(|(line, _)| node < next(*line));
    found.map_or(0..0, |at| at..at + 1)
}

/// Keeps the marks where they belong, and scrolls to what is selected.
pub fn keep(state: State, views: &Views) {
    mark(state, views.clone(), "hovered", state.hovered);
    mark(state, views.clone(), "selected", state.selected);
    let views = views.clone();
    watch(move || {
        if let Some(node) = state.selected.get() {
            scroll(&views, &views.elements(state, node));
        }
    });
}

fn mark(state: State, views: Views, class: &'static str, node: RwSignal<Option<usize>>) {
    let mut marked: Vec<(usize, Element)> = Vec::new();
    watch(move || {
        views.times.track();
        let elements = node
            .get()
            .map(|node| views.elements(state, node))
            .unwrap_or_default();
        if elements == marked {
            return;
        }
        for (view, element) in marked.iter().chain(&elements) {
            let on = elements.iter().any(|(_, other)| other == element);
            let _ = element.class_list().toggle_with_force(class, on);
            if (*view, class) == (TREE, "selected") {
                set(element, "aria-selected", if on { "true" } else { "false" });
            }
        }
        marked = elements;
    });
}

/// Scrolls each view to the first of its elements: the bytes and the text inside of their frames, the page to the tree.
fn scroll(views: &Views, elements: &[(usize, Element)]) {
    for (index, view) in views.views.iter().enumerate() {
        let Some((_, element)) = elements.iter().find(|(of, _)| *of == index) else {
            continue;
        };
        if index == TREE {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&options);
            continue;
        }
        let (frame, at) = (
            view.frame.get_bounding_client_rect(),
            element.get_bounding_client_rect(),
        );
        let margin = at.height();
        let above = at.top() - frame.top() - margin;
        let below = at.bottom() + margin - frame.bottom();
        let by = if above < 0.0 { above } else { below.max(0.0) };
        view.frame
            .set_scroll_top(view.frame.scroll_top().saturating_add(by as i32));
    }
}
