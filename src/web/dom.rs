//! Making elements by hand, for the three views of a document. They can have thousands of elements and are drawn anew
//! with each keystroke; made so, they take a few milliseconds, and hardly any room in the wasm. What is text stays text:
//! nothing here reads HTML.

use leptos::prelude::document;
use leptos::web_sys::Element;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// A new element. Its name is one of those that are written in this program.
pub fn make(name: &str, class: &str) -> Element {
    let element = document().create_element(name).expect("a valid name");
    if !class.is_empty() {
        element.set_class_name(class);
    }
    element
}

/// Appends a new element.
pub fn add(parent: &Element, name: &str, class: &str) -> Element {
    let element = make(name, class);
    append(parent, &element);
    element
}

/// Appends a new element with text.
pub fn add_text(parent: &Element, name: &str, class: &str, text: &str) -> Element {
    let element = add(parent, name, class);
    element.set_text_content(Some(text));
    element
}

/// Appends an element.
pub fn append(parent: &Element, child: &Element) {
    parent.append_child(child).expect("no ancestor of it");
}

/// Sets an attribute.
pub fn set(element: &Element, name: &str, value: &str) {
    element.set_attribute(name, value).expect("a valid name");
}

/// Remembers the node that an element shows.
pub fn set_node(element: &Element, node: usize) {
    set(element, NODE, &node.to_string());
}

const NODE: &str = "data-n";

/// The node that an event's target, or what it is inside of, shows.
pub fn node_of(event: &web_sys::Event) -> Option<usize> {
    let shown = closest(event, "[data-n]")?;
    shown.get_attribute(NODE)?.parse().ok()
}

/// The innermost element around an event's target that fits a selector.
pub fn closest(event: &web_sys::Event, selector: &str) -> Option<Element> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(selector).ok().flatten()
}

/// Moves the focus.
pub fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
}
