//! What a field can be copied as.

use super::super::parts::{Menu, MenuItem};
use super::super::shell::clipboard;
use super::super::state::state;
use super::rows::RowId;
use super::tree::Lines;
use crate::ticket::Secrets;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, MouseEvent};

/// Longer values are cut in the menu; what is copied is whole.
const LONGEST: usize = 400;

/// The menu of a row.
#[derive(Clone, Copy)]
pub struct Opened {
    /// Which row.
    pub id: RowId,
    /// How far below the top of its panel the menu opens, in pixels.
    top: i32,
    /// The button that opened it.
    button: StoredValue<Option<HtmlElement>, LocalStorage>,
}

impl Opened {
    /// The menu that is opened by the button that was pressed in a row.
    pub fn at(id: RowId, event: &MouseEvent) -> Option<Opened> {
        let button: HtmlElement = event.current_target()?.dyn_into().ok()?;
        let row = button.parent_element()?;
        let panel: Element = row.parent_element()?.parent_element()?;
        let top = row.get_bounding_client_rect().bottom() - panel.get_bounding_client_rect().top();
        Some(Opened {
            id,
            // Whole pixels: Rust needs 10 KB to put a fraction in words.
            top: top.round() as i32,
            button: StoredValue::new_local(Some(button)),
        })
    }

    /// Gives the focus back to the button.
    pub fn back(&self) {
        if let Some(button) = self.button.try_get_value().flatten() {
            let _ = button.focus();
        }
    }
}

/// The label of a row, and what can be copied of it, each with the name of its form.
pub fn copies_of(
    lines: Option<&Lines>,
    id: RowId,
    secrets: Secrets,
) -> (String, Vec<(&'static str, String)>) {
    let line = lines.and_then(|lines| Some((&lines.document, lines.line(id)?)));
    line.map(|(document, line)| (line.label(document), line.copies(document, secrets)))
        .unwrap_or_default()
}

/// The menu.
#[component]
pub fn CopyMenu(
    /// Where it was opened.
    opened: Opened,
    /// The lines that there are.
    lines: Memo<Option<Lines>>,
    /// It is to close.
    on_close: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let state = state();
    let (label, copies) =
        lines.with_untracked(|lines| copies_of(lines.as_ref(), opened.id, state.secrets_now()));
    let items = copies.iter().map(|(name, value)| MenuItem {
        label: String::from(*name),
        detail: value.chars().take(LONGEST).collect(),
    });
    let items = items.collect();
    let title = ["Copy ", &label].concat();
    let close = move |back: bool| {
        on_close();
        if back {
            opened.back();
        }
    };
    let choose = move |at: usize| {
        if let Some((name, value)) = copies.get(at) {
            clipboard::copy(state.toasts, &[&label, ", ", *name].concat(), value);
        }
        close(true);
    };
    view! { <Menu label=title groups=vec![("", items)] top=opened.top on_choose=choose on_close=close/> }
}
