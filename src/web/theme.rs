//! The choice of colours: the system's, light or dark. `index.html` applies it before the first paint.

use super::dom::{Build, el, set, value_of};
use leptos::prelude::*;
use web_sys::Element;

const KEY: &str = "theme";
const ATTRIBUTE: &str = "data-theme";

/// The control.
pub fn theme() -> Element {
    let root = document().document_element();
    let chosen = root
        .as_ref()
        .and_then(|root| root.get_attribute(ATTRIBUTE))
        .unwrap_or_default();
    let select = el("select", "").attr("aria-label", "Theme");
    for (value, label) in [("", "System"), ("light", "Light"), ("dark", "Dark")] {
        let option = select.add_new("option", "", label).attr("value", value);
        if value == chosen {
            set(&option, "selected", "");
        }
    }
    select.on("change", move |event| {
        let theme = value_of(&event);
        let Some(root) = &root else {
            return;
        };
        let storage = window().local_storage().ok().flatten();
        match theme.as_str() {
            "" => {
                let _ = root.remove_attribute(ATTRIBUTE);
                storage.map(|storage| storage.remove_item(KEY));
            }
            theme => {
                set(root, ATTRIBUTE, theme);
                storage.map(|storage| storage.set_item(KEY, theme));
            }
        }
    })
}
