//! The format reference: every layout, drawn from the same data that tickets are read by.

use super::dom::{add, add_text};
use crate::ticket::layout::{self, Field, Layout, Shape};
use leptos::html::Dialog;
use leptos::prelude::*;
use web_sys::Element;

/// The button, and the dialog that it opens.
#[component]
pub fn Formats() -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    let body = NodeRef::<leptos::html::Div>::new();
    let open = move |_| {
        if let (Some(dialog), Some(body)) = (dialog.get_untracked(), body.get_untracked()) {
            if body.first_element_child().is_none() {
                draw(&body);
            }
            let _ = dialog.show_modal();
        }
    };
    let close = move |_| {
        dialog.get_untracked().inspect(|dialog| dialog.close());
    };
    view! {
        <button type="button" aria-haspopup="dialog" on:click=open>"Formats"</button>
        <dialog node_ref=dialog aria-labelledby="formats-title" class="formats">
            <div class="above">
                <h2 id="formats-title">"Formats"</h2>
                <button type="button" on:click=close>"Close"</button>
            </div>
            <p>
                "A ticket is its kind in lower case and base32 without padding (RFC 4648); the bytes are postcard’s. "
                "A varint is LEB128, an option 00 or 01 and the value, strings and byte strings a varint length and the "
                "bytes, lists a varint count and the items. Parsers ignore what follows the last field."
            </p>
            <div node_ref=body></div>
        </dialog>
    }
}

fn draw(body: &Element) {
    for layout in layout::ALL.iter() {
        let section = add(body, "details", "");
        let summary = add(&section, "summary", "");
        add_text(&summary, "b", "", layout.id);
        add_text(&summary, "span", "", &title(layout));
        add_text(&summary, "span", "quiet", layout.era);
        fields(&section, layout.fields);
    }
}

fn title(layout: &Layout) -> String {
    let form = match layout.custom {
        Some("C1") => ", custom addresses in their first form",
        _ => "",
    };
    match layout.kind.prefix() {
        "" => format!("{}, without prefix{form}", layout.kind),
        prefix => format!("{prefix}…{form}"),
    }
}

fn fields(parent: &Element, list: &[Field]) {
    if list.is_empty() {
        return;
    }
    let items = add(parent, "ul", "");
    for item in list {
        field(&items, item);
    }
}

fn field(list: &Element, item: &Field) {
    let row = add(list, "li", "");
    add_text(&row, "span", "name", item.name);
    add_text(&row, "code", "", item.shape.name());
    if item.role.is_secret() {
        add_text(&row, "span", "bad", "secret");
    }
    match &item.shape {
        Shape::Option(inner) | Shape::List(inner) | Shape::Set(inner) => {
            field(&add(&row, "ul", ""), inner);
        }
        Shape::Struct(list) => fields(&row, list),
        Shape::Enum(variants) => {
            let tags = add(&row, "ul", "");
            for (tag, variant) in variants.iter().enumerate() {
                let row = add(&tags, "li", "");
                add_text(&row, "code", "tag", &format!("{tag:02x}"));
                add_text(&row, "span", "", variant.name);
                fields(&row, variant.fields);
            }
        }
        _ => {}
    }
}
