//! The choice of colours: the system's, light or dark. `index.html` applies it before the first paint.

use super::super::parts::Select;
use leptos::prelude::*;

/// What it is kept under, as `index.html` reads it.
const KEY: &str = "theme";
const ATTRIBUTE: &str = "data-theme";
const THEMES: [(&str, &str); 3] = [("", "System"), ("light", "Light"), ("dark", "Dark")];

/// The choice of colours.
#[component]
pub fn Theme() -> impl IntoView {
    let root = document().document_element();
    let now = root
        .and_then(|root| root.get_attribute(ATTRIBUTE))
        .unwrap_or_default();
    let chosen = RwSignal::new(THEMES.iter().position(|(theme, _)| *theme == now).unwrap_or(0));
    let choose = move |at: usize| {
        chosen.set(at);
        apply(THEMES.get(at).map_or("", |(theme, _)| theme));
    };
    view! { <Select name="Theme" options=THEMES.map(|(_, label)| label.into()).to_vec() chosen on_choose=choose/> }
}

/// Shows and keeps a theme. As plain text: gloo's storage would write JSON, which the script in `index.html` would have
/// to read before the first paint.
fn apply(theme: &str) {
    let Some(root) = document().document_element() else {
        return;
    };
    let storage = window().local_storage().ok().flatten();
    let _ = match theme {
        "" => {
            let _ = root.remove_attribute(ATTRIBUTE);
            storage.map(|storage| storage.remove_item(KEY))
        }
        theme => {
            let _ = root.set_attribute(ATTRIBUTE, theme);
            storage.map(|storage| storage.set_item(KEY, theme))
        }
    };
}
