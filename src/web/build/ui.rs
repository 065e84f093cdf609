//! Small pieces that every tool is made of.

use super::super::dom::{Build, closest, set};
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

/// A new last child.
pub fn add(parent: &Element, name: &str, class: &str) -> Element {
    parent.add_new(name, class, "")
}

/// A new last child with text.
pub fn add_text(parent: &Element, name: &str, class: &str, text: &str) -> Element {
    parent.add_new(name, class, text)
}

/// A button that is for `act`.
pub fn button(parent: &Element, label: &str, act: &str) -> Element {
    let button = add_text(parent, "button", "", label);
    set(&button, "type", "button");
    set(&button, "data-do", act);
    button
}

/// What the button is for that an event comes from.
pub fn act(event: &Event) -> Option<String> {
    closest(event, "[data-do]")?.get_attribute("data-do")
}

/// An attribute of the control that an event comes from.
pub fn attribute(event: &Event, name: &str) -> String {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target
        .and_then(|target| target.get_attribute(name))
        .unwrap_or_default()
}

/// The name of the control that an event comes from.
pub fn name(event: &Event) -> String {
    attribute(event, "name")
}

/// A check box or radio button with its label.
pub fn choice(parent: &Element, kind: &str, name: &str, value: &str, label: &str) -> Element {
    let around = add(parent, "label", "choice");
    let input = add(&around, "input", "");
    for (attribute, content) in [("type", kind), ("name", name), ("value", value)] {
        set(&input, attribute, content);
    }
    add_text(&around, "span", "", label);
    input
}

/// Moves the focus to the element with an id.
pub fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        super::super::dom::focus(&element);
    }
}

/// A table with a row of headings.
pub fn table(parent: &Element, headings: &[&str]) -> Element {
    let table = add(&add(parent, "div", "scroll"), "table", "");
    let row = add(&add(&table, "thead", ""), "tr", "");
    for heading in headings {
        set(&add_text(&row, "th", "", heading), "scope", "col");
    }
    add(&table, "tbody", "")
}
