//! The format reference: every layout, drawn from the same data that tickets are read by.

use super::dom::{Build, button, el};
use crate::ticket::wire::layout::{self, Field, Layout, Shape};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement};

/// The button, and the dialog that it opens.
pub fn formats() -> [Element; 2] {
    let dialog = el("dialog", "formats").attr("aria-labelledby", "formats-title");
    let (opened, closed): (HtmlDialogElement, HtmlDialogElement) =
        (dialog.clone().unchecked_into(), dialog.clone().unchecked_into());
    let title = el("h2", "").attr("id", "formats-title").text("Formats");
    let close = button("Close", move || closed.close());
    dialog.add(&el("div", "above").with(&[&title, &close]));
    let open = button("Formats", move || {
        if opened.child_element_count() == 1 {
            draw(&opened);
        }
        let _ = opened.show_modal();
    });
    [open.attr("aria-haspopup", "dialog"), dialog]
}

fn draw(body: &Element) {
    body.add_new(
        "p",
        "",
        "A ticket is its kind in lower case and base32 without padding (RFC 4648); the bytes are postcard’s. A varint is \
         LEB128, an option 00 or 01 and the value, strings and byte strings a varint length and the bytes, lists a \
         varint count and the items. Parsers ignore what follows the last field.",
    );
    for layout in layout::ALL.iter() {
        let section = body.add_new("details", "", "");
        let summary = section.add_new("summary", "", "");
        summary.add_new("b", "", layout.id);
        summary.add_new("span", "", &title(layout));
        summary.add_new("span", "quiet", layout.era);
        fields(&section, layout.fields);
    }
}

fn title(layout: &Layout) -> String {
    let form = match layout.custom {
        Some(layout::CustomForm::C1) => ", custom addresses in their first form",
        _ => "",
    };
    match layout.kind.prefix() {
        "" => [layout.kind.name(), ", without prefix", form].concat(),
        prefix => [prefix, "…", form].concat(),
    }
}

fn fields(parent: &Element, list: &[Field]) {
    if list.is_empty() {
        return;
    }
    let items = parent.add_new("ul", "", "");
    for item in list {
        field(&items, item);
    }
}

fn field(list: &Element, item: &Field) {
    let row = list.add_new("li", "", "");
    row.add_new("span", "name", item.name);
    row.add_new("code", "", item.shape.name());
    if item.role.is_secret() {
        row.add_new("span", "bad", "secret");
    }
    match &item.shape {
        Shape::Option(inner) | Shape::List(inner) | Shape::Set(inner) => {
            field(&row.add_new("ul", "", ""), inner);
        }
        Shape::Struct(list) => fields(&row, list),
        Shape::Enum(variants) => {
            let tags = row.add_new("ul", "", "");
            for (tag, variant) in variants.iter().enumerate() {
                let row = tags.add_new("li", "", "");
                row.add_new("code", "tag", &format!("{tag:02x}"));
                row.add_new("span", "", variant.name);
                fields(&row, variant.fields);
            }
        }
        _ => {}
    }
}
