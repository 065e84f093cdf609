//! The other half of the page: what is explored can be edited, trimmed, put into a QR code, shared and compared, and what
//! is built or trimmed is explored by the same views, as it stands in the same text area.
//!
//! ```text
//! document ──▶ form, switches ──▶ text ──▶ document …
//!         └──▶ QR code, sharing, comparison
//! ```
//!
//! The form and the switches remember what they wrote last. A text that is not theirs came from elsewhere: then they
//! start again from what it says. Elements are made by hand ([`super::dom`]), as they are many and change together; each
//! part of the page has one listener of each sort, and its controls say in `data-do` what they are for.

mod compare;
mod form;
mod qr;
mod share;
mod slim;
mod ui;

pub use form::{form, new};

use super::chunk::Chunk;
use super::dom::{Build, el, set, set_flag, value_of, watch};
use super::state::{Shown, State};
use crate::chunk;
use crate::ticket::make::draft::Draft;
use crate::ticket::make::qr::Level;
use crate::ticket::make::slim::Cuts;
use crate::ticket::{Kind, Value};
use leptos::prelude::*;
use web_sys::{Element, Event};

/// The tools below the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tool {
    Slim,
    Qr,
    Share,
    Compare,
}

impl Tool {
    const ALL: [(Tool, &'static str, &'static str); 4] = [
        (Tool::Slim, "slim", "Slim"),
        (Tool::Qr, "qr", "QR code"),
        (Tool::Share, "share", "Share"),
        (Tool::Compare, "compare", "Compare"),
    ];
}

/// What the form and the tools know beyond [`State`].
#[derive(Clone, Copy)]
pub struct Shop {
    state: State,
    /// The form's content, kept while it is closed.
    draft: StoredValue<Draft>,
    /// Whether the form is open.
    pub editing: RwSignal<bool>,
    /// Raised when the form has to be drawn anew.
    shape: RwSignal<usize>,
    /// What the form wrote last.
    formed: StoredValue<String>,
    /// Which tools are open.
    open: [RwSignal<bool>; 4],
    /// What the switches leave out, and of what.
    cuts: RwSignal<Cuts>,
    base: StoredValue<Option<(Value, Kind)>>,
    /// What the switches wrote last.
    slimmed: StoredValue<String>,
    level: RwSignal<Level>,
    compact: RwSignal<bool>,
    /// The code holds a link to this page.
    as_link: RwSignal<bool>,
    /// The other text of the comparison.
    other: RwSignal<String>,
    /// The user was asked about the secret; what for is an index into what can be passed on.
    asked: RwSignal<Option<usize>>,
    /// The tools' code.
    pub tools: Chunk<fn(Shop) -> Element>,
}

impl Shop {
    /// The state of a page on which nothing is built.
    pub fn new(state: State) -> Shop {
        Shop {
            state,
            draft: StoredValue::new(Draft::new(Kind::Eidetica)),
            editing: RwSignal::new(false),
            shape: RwSignal::new(0),
            formed: StoredValue::new(String::new()),
            open: [(); 4].map(|()| RwSignal::new(false)),
            cuts: RwSignal::new(Cuts::default()),
            base: StoredValue::new(None),
            slimmed: StoredValue::new(String::new()),
            level: RwSignal::new(Level::M),
            compact: RwSignal::new(false),
            as_link: RwSignal::new(false),
            other: RwSignal::new(String::new()),
            asked: RwSignal::new(None),
            tools: Chunk::new(|| Box::pin(tools())),
        }
    }

    fn is_open(self, tool: Tool) -> bool {
        self.open[tool as usize].get()
    }

    /// The finding, while a tool is open.
    fn shown(self, tool: Tool) -> Option<Shown> {
        self.is_open(tool).then(|| self.state.document.get()).flatten()
    }

    /// Puts a text into the text area that the form or the switches wrote.
    fn write(self, text: String) {
        if self.state.text.with_untracked(|before| *before != text) {
            self.state.hovered.set(None);
            self.state.selected.set(None);
            self.state.chosen.set(0);
            self.state.text.set(text);
        }
    }
}

chunk! {
    /// The tools: nobody needs them before the answer.
    pub fn tools() -> fn(Shop) -> Element {
        draw_tools
    }
}

fn draw_tools(shop: Shop) -> Element {
    let frame = el("div", "tools");
    let bar = frame.add_new("div", "bar", "");
    let edit = ui::button(&bar, "Edit", "edit");
    let toggle = |button: &Element, on: bool| {
        set(button, "aria-expanded", if on { "true" } else { "false" });
    };
    watch(move || toggle(&edit, shop.editing.get()));
    for (tool, name, label) in Tool::ALL {
        let button = ui::button(&bar, label, name);
        let id = ["tool-", name].concat();
        let panel = frame.add_new("div", &["panel tool ", name].concat(), "");
        set(&panel, "id", &id);
        set(&panel, "role", "region");
        set(&panel, "aria-label", label);
        set(&button, "aria-controls", &id);
        match tool {
            Tool::Slim => slim::draw(shop, &panel),
            Tool::Qr => qr::draw(shop, &panel),
            Tool::Share => share::draw(shop, &panel),
            Tool::Compare => compare::draw(shop, &panel),
        }
        watch(move || {
            let on = shop.is_open(tool);
            toggle(&button, on);
            set_flag(&panel, "hidden", !on);
        });
    }
    let click = move |event: Event| {
        let Some(act) = ui::act(&event) else { return };
        if let Some((tool, ..)) = Tool::ALL.into_iter().find(|(_, name, _)| *name == act) {
            let open = shop.open[tool as usize];
            open.set(!open.get_untracked());
            return;
        }
        match act.as_str() {
            "edit" => form::toggle(shop),
            "slim-first" => {
                shop.open[Tool::Slim as usize].set(true);
                document()
                    .get_element_by_id("tool-slim")
                    .inspect(|panel| panel.scroll_into_view());
            }
            act if act.starts_with("qr-") => qr::act(shop, act),
            act => share::act(shop, act),
        }
    };
    let change = move |event: Event| match ui::name(&event).as_str() {
        "cut" => slim::change(shop, &event),
        "other" => shop.other.set(value_of(&event)),
        _ => qr::change(shop, &event),
    };
    frame.on("click", click).on("input", change)
}
