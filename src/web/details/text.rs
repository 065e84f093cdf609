//! The colours of the text area: a copy of its text lies under it, letter below letter, one colour per field. The text area
//! itself stays what it is, with the browser's own caret, selection, undo and input methods; only its letters are not painted.
//!
//! Painted by hand, as the bytes are: of a long ticket these are thousands of pieces, and only those between the first and
//! the last one that changed are made anew. As rows of a `<For>` each would have an owner, a key and a place in the diff, for
//! every key that is pressed.

use super::super::input::{byte_offset, is_wrapped};
use super::super::state::State;
use super::colours;
use super::highlight::{Highlight, NODE, Parts, View};
use super::pieces::{Piece, What, piece_at, pieces};
use crate::ticket::words::visible;
use crate::ticket::{Document, Severity};
use gloo_events::EventListener;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlTextAreaElement, MouseEvent};

/// The class of the frame while the copy is what is seen.
const COLOURED: &str = "coloured";

/// Paints the copy under the text area, and follows caret and pointer in it, as long as there is a finding.
pub fn colour_text(state: State, highlight: Highlight) {
    let copy = StoredValue::new_local(Copy::default());
    let listeners = StoredValue::new_local(Vec::<EventListener>::new());
    let paint = move || {
        let (Some(frame), Some(under), Some(area)) =
            (state.text_frame.get(), state.colours.get(), state.area.get())
        else {
            return;
        };
        let (text, found) = (state.text.get(), state.found.get());
        let (secrets, limit) = (state.secrets(), state.limit.get());
        if !is_wrapped(&text) {
            copy.update_value(Copy::clear);
            let _ = frame.class_list().remove_1(COLOURED);
            return;
        }
        let pieces = pieces(text.len(), &found, found.chosen(), secrets, limit);
        let chosen = found.chosen().and_then(|index| found.found.get(index));
        copy.update_value(|copy| {
            copy.paint(&under, &text, pieces, chosen);
            highlight.painted(View::Text, copy.parts());
        });
        let _ = frame.class_list().add_1(COLOURED);
        let agree =
            copy.try_update_value(|copy| *copy.letters_agree.get_or_insert_with(|| letters_agree(&frame)));
        // Lines that break elsewhere make it higher, or lower.
        if agree != Some(true) || area.scroll_height() > area.client_height() {
            let _ = frame.class_list().remove_1(COLOURED);
        }
    };
    Effect::new(paint);
    Effect::new(move || {
        let Some(area) = state.area.get() else {
            return;
        };
        let is_caret = {
            let area = area.clone();
            move || document().active_element().as_ref() == Some(area.as_ref())
        };
        let follow = {
            let area = area.clone();
            move || {
                if is_caret() {
                    follow_caret(state, &area, copy);
                }
                say(state, copy, caret(&area).filter(|_| is_caret()));
            }
        };
        let at_caret = follow.clone();
        let compose = move |_: &web_sys::Event| {
            if let Some(frame) = state.text_frame.get_untracked() {
                let _ = frame.class_list().remove_1(COLOURED);
            }
        };
        let point = move |event: &web_sys::Event| {
            let node = event.dyn_ref::<MouseEvent>().and_then(node_under);
            if state.hovered.get_untracked() != node {
                state.hovered.set(node);
            }
        };
        let leave = move |_: &web_sys::Event| {
            if state.hovered.get_untracked().is_some() {
                state.hovered.set(None);
            }
        };
        listeners.set_value(vec![
            EventListener::new(&document(), "selectionchange", move |_| at_caret()),
            EventListener::new(&area, "blur", move |_| follow()),
            EventListener::new(&area, "compositionstart", compose),
            EventListener::new(&area, "mousemove", point),
            EventListener::new(&area, "mouseleave", leave),
            // Zooming changes the size of the window too.
            EventListener::new(&window(), "resize", move |_| {
                copy.update_value(|copy| copy.letters_agree = None);
                paint();
            }),
        ]);
    });
    on_cleanup(move || {
        listeners.try_update_value(Vec::clear);
        copy.try_update_value(Copy::clear);
        if let Some(frame) = state.text_frame.try_get_untracked().flatten() {
            let _ = frame.class_list().remove_1(COLOURED);
        }
    });
}

/// Selects the field that the caret stands in; in another finding, that finding.
fn follow_caret(state: State, area: &HtmlTextAreaElement, copy: StoredValue<Copy, LocalStorage>) {
    let at = caret(area).map(|units| byte_offset(&state.text.get_untracked(), units));
    let what =
        at.and_then(|at| copy.with_value(|copy| piece_at(&copy.pieces, at).map(|(_, piece)| piece.what)));
    match what {
        Some(What::Field(node)) => state.select_in_text(node),
        Some(What::Other(index)) => state.choose(index),
        Some(What::Cleaned | What::Around) | None => {}
    }
}

/// Where the caret stands, in UTF-16 units; nowhere while something is selected.
fn caret(area: &HtmlTextAreaElement) -> Option<usize> {
    let (start, end) = (area.selection_start().ok()??, area.selection_end().ok()??);
    usize::try_from(start).ok().filter(|_| start == end)
}

/// The node whose letters lie under the pointer.
fn node_under(event: &MouseEvent) -> Option<usize> {
    let (x, y) = (event.client_x() as f32, event.client_y() as f32);
    let mut under = document().elements_from_point(x, y).into_iter();
    under.find_map(|element| {
        element
            .dyn_into::<Element>()
            .ok()?
            .get_attribute(NODE)?
            .parse()
            .ok()
    })
}

/// Says what is wrong where the caret stands, right below it.
fn say(state: State, copy: StoredValue<Copy, LocalStorage>, caret: Option<usize>) {
    let Some(element) = state.at_caret.get_untracked() else {
        return;
    };
    let at = caret.map(|units| byte_offset(&state.text.get_untracked(), units));
    let fault = at.and_then(|at| {
        copy.with_value(|copy| {
            let (index, piece) = piece_at(&copy.pieces, at)?;
            Some((piece.fault?, copy.painted.get(index)?.element.clone()))
        })
    });
    let document = state.document.get_untracked();
    let said =
        fault.and_then(|(index, piece)| Some((document.as_ref()?.diagnostics.get(index)?.message(), piece)));
    let text = said.as_ref().map(|(text, _)| visible(text)).unwrap_or_default();
    if element.text_content().as_deref() != Some(&text) {
        element.set_text_content(Some(&text));
    }
    if let (Some((_, piece)), Some(above)) = (said, element.offset_parent()) {
        let (place, above) = (piece.get_bounding_client_rect(), above.get_bounding_client_rect());
        let most = (above.width() - f64::from(element.offset_width())).max(0.0);
        let (left, top) = (place.left() - above.left(), place.bottom() - above.top());
        let style = HtmlElement::style(&element);
        let _ = style.set_property("left", &format!("{}px", left.clamp(0.0, most)));
        let _ = style.set_property("top", &format!("{}px", top.clamp(0.0, above.height())));
    }
}

/// Whether the letters of a text area are as wide as those of other elements, and all of them equally: with a font that
/// is not, and in browsers whose text areas have an indent of their own, the copy would not lie below the text.
fn letters_agree(frame: &HtmlElement) -> bool {
    /// What stands in for a secret, and what is narrow or wide in fonts that are not monospaced.
    const LETTERS: [&str; 3] = ["xxxxxxxxxxxxxxxx", "iiiiiiiiiiiiiiii", "WWWWWWWWWWWWWWWW"];
    let widths = LETTERS.map(|letters| {
        let line = append(frame, "span", "probe", letters);
        let area = append(frame, "textarea", "probe", "").map(JsCast::unchecked_into::<HtmlTextAreaElement>);
        let widths = line.zip(area).map(|(line, area)| {
            let _ = area.set_attribute("wrap", "off");
            area.set_value(letters);
            let widths = (
                line.get_bounding_client_rect().width(),
                f64::from(area.scroll_width()),
            );
            line.remove();
            area.remove();
            widths
        });
        widths.unwrap_or_default()
    });
    let [(first, _), ..] = widths;
    let is_close = |one: f64, other: f64| (one - other).abs() < 1.0;
    widths
        .iter()
        .all(|(line, area)| is_close(*line, first) && is_close(*area, line.ceil()))
}

/// The copy, as it is painted.
#[derive(Default)]
struct Copy {
    pieces: Vec<Piece>,
    painted: Vec<Painted>,
    /// Whether it lies where the letters are; not measured yet as long as it is `None`.
    letters_agree: Option<bool>,
}

/// A painted piece.
#[derive(Clone)]
struct Painted {
    class: String,
    text: Arc<str>,
    node: Option<usize>,
    element: Element,
}

impl Copy {
    fn clear(&mut self) {
        self.painted.drain(..).for_each(|piece| piece.element.remove());
        self.pieces.clear();
    }

    /// Paints these pieces of a text. What is the same at the beginning and at the end stays.
    fn paint(&mut self, under: &Element, text: &str, pieces: Vec<Piece>, chosen: Option<&Document>) {
        let new: Vec<_> = pieces
            .iter()
            .map(|piece| (class_of(piece, chosen), letters(piece, text), node_of(piece)))
            .collect();
        let is_same = |old: &Painted, new: &(String, String, Option<usize>)| {
            (&*old.class, &*old.text, old.node) == (&*new.0, &*new.1, new.2)
        };
        let old = &self.painted;
        let head = old
            .iter()
            .zip(&new)
            .take_while(|(old, new)| is_same(old, new))
            .count();
        let most = old.len().min(new.len()) - head;
        let tails = old.iter().rev().zip(new.iter().rev()).take(most);
        let tail = tails.take_while(|(old, new)| is_same(old, new)).count();
        let (old_end, new_end) = (old.len() - tail, new.len() - tail);
        let next = old.get(old_end).map(|piece| piece.element.clone());
        let between = new.into_iter().take(new_end).skip(head);
        let painted: Vec<Painted> = between
            .filter_map(|(class, text, node)| {
                let element = document().create_element("span").ok()?;
                element.set_class_name(&class);
                element.set_text_content(Some(&text));
                if let Some(node) = node {
                    let _ = element.set_attribute(NODE, &node.to_string());
                }
                under
                    .insert_before(&element, next.as_ref().map(AsRef::as_ref))
                    .ok()?;
                Some(Painted {
                    class,
                    text: text.into(),
                    node,
                    element,
                })
            })
            .collect();
        for gone in self.painted.splice(head..old_end, painted) {
            gone.element.remove();
        }
        self.pieces = pieces;
    }

    /// What is marked with a node: in the order of the nodes.
    fn parts(&self) -> Parts {
        let mut parts = Parts::new();
        for piece in &self.painted {
            // A character that no leaf explains belongs to a node from before: those are marked with nothing else.
            if let Some(node) = piece.node
                && parts.last().is_none_or(|(last, _)| *last <= node)
            {
                parts.push((node, piece.element.clone()));
            }
        }
        parts
    }
}

fn node_of(piece: &Piece) -> Option<usize> {
    match piece.what {
        What::Field(node) => Some(node),
        What::Cleaned | What::Other(_) | What::Around => None,
    }
}

fn class_of(piece: &Piece, chosen: Option<&Document>) -> String {
    let node = node_of(piece).and_then(|node| chosen?.nodes.get(node));
    let mut class = match (piece.what, node) {
        (_, Some(node)) => colours::classes_of(node),
        (What::Cleaned, _) => "cleaned".into(),
        (What::Other(_), _) => "other".into(),
        _ => String::new(),
    };
    if piece.hidden {
        class.push_str(" dots");
    }
    let fault = piece.fault.and_then(|fault| chosen?.diagnostics.get(fault));
    class.push_str(match fault.map(|fault| fault.severity) {
        Some(Severity::Error) => " fault error",
        Some(Severity::Warning) => " fault warning",
        Some(Severity::Note) | None => "",
    });
    class
}

/// The letters of a piece, as they lie below the text area's own: a letter that is hidden is as wide as any other.
fn letters(piece: &Piece, text: &str) -> String {
    let letters = piece.span.of(text);
    match piece.hidden {
        true => letters
            .chars()
            .map(|letter| if letter.is_whitespace() { letter } else { 'x' })
            .collect(),
        false => letters.into(),
    }
}

/// Appends a new element with text. Its name is one of those that are written in this program.
pub(super) fn append(parent: &Element, name: &str, class: &str, text: &str) -> Option<Element> {
    let child = document().create_element(name).ok()?;
    if !class.is_empty() {
        child.set_class_name(class);
    }
    if !text.is_empty() {
        child.set_text_content(Some(text));
    }
    parent.append_child(&child).ok()?;
    Some(child)
}
