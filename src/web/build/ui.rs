//! Small pieces that every tool is made of.

use super::super::dom::{Build, closest, set};
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

/// A button that is for `act`.
pub fn button(parent: &Element, label: &str, act: &str) -> Element {
    let button = parent.add_new("button", "", label);
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
    let around = parent.add_new("label", "choice", "");
    let input = around.add_new("input", "", "");
    for (attribute, content) in [("type", kind), ("name", name), ("value", value)] {
        set(&input, attribute, content);
    }
    around.add_new("span", "", label);
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
    let table = parent.add_new("div", "scroll", "").add_new("table", "", "");
    let row = table.add_new("thead", "", "").add_new("tr", "", "");
    for heading in headings {
        set(&row.add_new("th", "", heading), "scope", "col");
    }
    table.add_new("tbody", "", "")
}
