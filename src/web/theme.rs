//! The choice of colours: the system's, light or dark. `index.html` applies it before the first paint.

use leptos::prelude::*;

const KEY: &str = "theme";

/// The control.
#[component]
pub fn Theme() -> impl IntoView {
    let chosen = document()
        .document_element()
        .and_then(|root| root.get_attribute("data-theme"))
        .unwrap_or_default();
    let choose = move |event: web_sys::Event| {
        let theme = event_target_value(&event);
        let storage = window().local_storage().ok().flatten();
        let root = document().document_element();
        match theme.as_str() {
            "" => {
                storage.inspect(|storage| {
                    let _ = storage.remove_item(KEY);
                });
                root.inspect(|root| {
                    let _ = root.remove_attribute("data-theme");
                });
            }
            theme => {
                storage.inspect(|storage| {
                    let _ = storage.set_item(KEY, theme);
                });
                root.inspect(|root| {
                    let _ = root.set_attribute("data-theme", theme);
                });
            }
        }
    };
    view! {
        <select aria-label="Theme" prop:value=chosen on:change=choose>
            <option value="">"System"</option>
            <option value="light">"Light"</option>
            <option value="dark">"Dark"</option>
        </select>
    }
}
