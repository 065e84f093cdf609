//! Making elements.
//!
//! Leptos gives the page its signals, memos and effects; its elements are made by hand. With `view!` each element with
//! its attributes, children and closures is a type of its own, and each type brings code to build, rebuild and hydrate
//! it: that was more than half of the page. Here every element is one type, every listener and every effect another.
//!
//! What is text stays text: nothing reads HTML.

use leptos::prelude::{Effect, document};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement, Node};

/// A new element. Its name is one of those that are written in this program.
pub fn el(name: &str, class: &str) -> Element {
    let element = document().create_element(name).expect("a valid name");
    match class {
        "" => element,
        class => element.attr("class", class),
    }
}

/// A button.
pub fn button(label: &str, act: impl FnMut() + 'static) -> Element {
    let mut act = act;
    el("button", "")
        .attr("type", "button")
        .text(label)
        .on("click", move |_| act())
}

/// Runs `act` now, and again whenever a signal that it read has changed.
pub fn watch(act: impl FnMut() + 'static) {
    watch_boxed(Box::new(act));
}

fn watch_boxed(mut act: Box<dyn FnMut()>) {
    Effect::new(move |_: Option<()>| act());
}

/// What every element can be given.
pub trait Build: Sized {
    /// An attribute.
    fn attr(self, name: &str, value: &str) -> Self;
    /// Text instead of what it has.
    fn text(self, text: &str) -> Self;
    /// A child after those it has.
    fn add(&self, child: &Node);
    /// Children after those it has.
    fn with(self, children: &[&Element]) -> Self;
    /// A new child with text; the child is given back.
    fn add_new(&self, name: &str, class: &str, text: &str) -> Element;
    /// A listener, for as long as the element lives.
    fn on(self, event: &str, act: impl FnMut(Event) + 'static) -> Self;
    /// It is hidden as long as `shown` says so.
    fn shown_when(self, shown: impl Fn() -> bool + 'static) -> Self;
    /// An attribute that follows signals.
    fn attr_of(self, name: &'static str, value: impl Fn() -> String + 'static) -> Self;
    /// Text that follows signals.
    fn text_of(self, text: impl Fn() -> String + 'static) -> Self;
    /// Takes everything out of it.
    fn clear(&self);
}

impl Build for Element {
    fn attr(self, name: &str, value: &str) -> Self {
        set(&self, name, value);
        self
    }

    fn text(self, text: &str) -> Self {
        self.set_text_content(Some(text));
        self
    }

    fn add(&self, child: &Node) {
        self.append_child(child).expect("no ancestor of it");
    }

    fn with(self, children: &[&Element]) -> Self {
        children.iter().for_each(|child| self.add(child));
        self
    }

    fn add_new(&self, name: &str, class: &str, text: &str) -> Element {
        let child = el(name, class);
        if !text.is_empty() {
            child.set_text_content(Some(text));
        }
        self.add(&child);
        child
    }

    fn on(self, event: &str, act: impl FnMut(Event) + 'static) -> Self {
        listen(&self, event, Box::new(act));
        self
    }

    fn shown_when(self, shown: impl Fn() -> bool + 'static) -> Self {
        let element = self.clone();
        watch(move || set_flag(&element, "hidden", !shown()));
        self
    }

    fn attr_of(self, name: &'static str, value: impl Fn() -> String + 'static) -> Self {
        let element = self.clone();
        watch(move || set(&element, name, &value()));
        self
    }

    fn text_of(self, text: impl Fn() -> String + 'static) -> Self {
        let element = self.clone();
        watch(move || element.set_text_content(Some(&text())));
        self
    }

    fn clear(&self) {
        self.set_text_content(None);
    }
}

fn listen(element: &Element, event: &str, act: Box<dyn FnMut(Event)>) {
    let act = Closure::wrap(act).into_js_value();
    element
        .add_event_listener_with_callback(event, act.unchecked_ref())
        .expect("elements take listeners");
}

/// Sets an attribute.
pub fn set(element: &Element, name: &str, value: &str) {
    element.set_attribute(name, value).expect("a valid name");
}

/// Sets an attribute without a value, or takes it away.
pub fn set_flag(element: &Element, name: &str, on: bool) {
    match on {
        true => set(element, name, ""),
        false => {
            let _ = element.remove_attribute(name);
        }
    }
}

const NODE: &str = "data-n";

/// Remembers the node that an element shows.
pub fn set_node(element: &Element, node: usize) {
    set(element, NODE, &node.to_string());
}

/// The node that an event's target, or what it is inside of, shows.
pub fn node_of(event: &Event) -> Option<usize> {
    number(&closest(event, "[data-n]")?, NODE)
}

/// A number in an attribute.
pub fn number(element: &Element, name: &str) -> Option<usize> {
    element.get_attribute(name)?.parse().ok()
}

/// The innermost element around an event's target that fits a selector.
pub fn closest(event: &Event, selector: &str) -> Option<Element> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(selector).ok().flatten()
}

/// The first of the elements in another that fit a selector.
pub fn first(element: &Element, selector: &str) -> Option<Element> {
    element.query_selector(selector).ok().flatten()
}

/// The elements in another that fit a selector.
pub fn all(element: &Element, selector: &str) -> impl Iterator<Item = Element> {
    let found = element.query_selector_all(selector).ok();
    let length = found.as_ref().map_or(0, |found| found.length());
    (0..length).filter_map(move |at| found.as_ref()?.item(at)?.dyn_into().ok())
}

/// The value of the select or input that an event happened to.
pub fn value_of(event: &Event) -> String {
    leptos::prelude::event_target_value(event)
}

/// Moves the focus.
pub fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// Calls one of two functions once a promise is settled.
pub fn then(
    promise: &js_sys::Promise,
    done: impl FnOnce(JsValue) + 'static,
    failed: impl FnOnce(JsValue) + 'static,
) {
    let once = |act: Box<dyn FnOnce(JsValue)>| -> Closure<dyn FnMut(JsValue)> {
        let mut act = Some(act);
        Closure::wrap(Box::new(move |value| {
            if let Some(act) = act.take() {
                act(value);
            }
        }))
    };
    let (done, failed) = (once(Box::new(done)), once(Box::new(failed)));
    let _ = promise.then2(&done, &failed);
    done.forget();
    failed.forget();
}
