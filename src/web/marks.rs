//! Links the three views of a document: what is hovered or selected in one is marked in all.
//!
//! Each view says which elements it drew for which node. Marking is then a class on a few of them, and nothing is drawn
//! anew.

use super::state::{Origin, State};
use leptos::prelude::*;
use std::ops::Range;
use web_sys::Element;

/// The elements of a view, in the order of their nodes.
#[derive(Default)]
pub struct Drawn {
    /// The element that scrolls.
    pub frame: Option<Element>,
    /// Node and element.
    pub elements: Vec<(usize, Element)>,
}

impl Drawn {
    /// The elements of some nodes.
    fn of(&self, nodes: &Range<usize>) -> &[(usize, Element)] {
        let start = self.elements.partition_point(|(node, _)| *node < nodes.start);
        let end = self.elements.partition_point(|(node, _)| *node < nodes.end);
        self.elements.get(start..end).unwrap_or_default()
    }

    /// The last element that stands for this node or for one around it.
    fn around(&self, node: usize, next: impl Fn(usize) -> usize) -> Option<&Element> {
        let end = self.elements.partition_point(|(drawn, _)| *drawn <= node);
        let mut before = self.elements.get(..end)?.iter().rev();
        before
            .find(|(drawn, _)| node < next(*drawn))
            .map(|(_, element)| element)
    }
}

/// What the three views drew.
#[derive(Clone, Copy)]
pub struct Views {
    /// The lines of the tree.
    pub tree: RwSignal<Drawn, LocalStorage>,
    /// The bytes.
    pub hex: RwSignal<Drawn, LocalStorage>,
    /// The coloured text.
    pub text: RwSignal<Drawn, LocalStorage>,
}

impl Views {
    /// Nothing yet.
    pub fn new() -> Views {
        let none = || RwSignal::new_local(Drawn::default());
        Views {
            tree: none(),
            hex: none(),
            text: none(),
        }
    }

    /// The elements of a node, and of those below it, in all views.
    fn elements(self, state: State, node: usize) -> Vec<(Origin, Element)> {
        let Some(document) = state.document.get_untracked() else {
            return Vec::new();
        };
        let next = |index: usize| document.nodes.get(index).map_or(0, |node| node.next);
        let mut elements = Vec::new();
        for (from, drawn) in [(Origin::Hex, self.hex), (Origin::Text, self.text)] {
            drawn.with(|drawn| {
                let below = drawn.of(&(node..next(node)));
                elements.extend(below.iter().map(|(_, element)| (from, element.clone())));
            });
        }
        self.tree.with(|drawn| {
            let line = drawn.around(node, next);
            elements.extend(line.map(|element| (Origin::Tree, element.clone())));
        });
        elements
    }
}

/// Keeps the marks where they belong.
pub fn keep(state: State, views: Views) {
    let marking = move |class: &'static str, node: Memo<Option<usize>>| {
        Effect::new(move |before: Option<Vec<(Origin, Element)>>| {
            for (_, element) in before.unwrap_or_default() {
                let _ = element.class_list().remove_1(class);
            }
            let elements = node
                .get()
                .map(|node| views.elements(state, node))
                .unwrap_or_default();
            for (_, element) in &elements {
                let _ = element.class_list().add_1(class);
            }
            elements
        });
    };
    marking("hovered", Memo::new(move |_| state.hovered.get()));
    marking(
        "selected",
        Memo::new(move |_| state.selected.get().map(|(node, _)| node)),
    );
    Effect::new(move |_| {
        if let Some((node, from)) = state.selected.get() {
            scroll(&views.elements(state, node), views, from);
        }
    });
}

/// Scrolls each view but the one that was clicked to the first of its elements.
fn scroll(elements: &[(Origin, Element)], views: Views, from: Origin) {
    for (view, drawn) in [(Origin::Hex, views.hex), (Origin::Text, views.text)] {
        let first = elements.iter().find(|(of, _)| *of == view);
        let frame = drawn.with_untracked(|drawn| drawn.frame.clone());
        if let (Some((_, element)), Some(frame), true) = (first, frame, view != from) {
            scroll_inside(&frame, element);
        }
    }
    let line = elements.iter().find(|(of, _)| *of == Origin::Tree);
    if let (Some((_, line)), true) = (line, from != Origin::Tree) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        line.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Scrolls a frame, and only the frame, so that an element in it can be seen.
fn scroll_inside(frame: &Element, element: &Element) {
    let (frame_at, at) = (
        frame.get_bounding_client_rect(),
        element.get_bounding_client_rect(),
    );
    let margin = at.height();
    let above = at.top() - frame_at.top() - margin;
    let below = at.top() + margin * 2.0 - frame_at.bottom();
    let by = if above < 0.0 { above } else { below.max(0.0) };
    frame.set_scroll_top(frame.scroll_top().saturating_add(by as i32));
}
