//! The format reference: every layout, drawn from the same data that tickets are read by.

use super::super::parts::{Button, Dialog};
use crate::ticket::wire::layout::{self, Field, Layout, Shape};
use leptos::html;
use leptos::prelude::*;

/// The button, and the window that it opens.
#[component]
pub fn Formats() -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let opened = RwSignal::new(false);
    let open = move |()| {
        opened.set(true);
        if let Some(dialog) = dialog.get_untracked() {
            let _ = dialog.show_modal();
        }
    };
    view! {
        <Button label="Formats" opens="dialog" on_press=open/>
        <Dialog title="Formats" id="formats" element=dialog opened children=ViewFn::from(reference)/>
    }
}

fn reference() -> impl IntoView {
    view! {
        <p>
            "A ticket is its kind in lower case and base32 without padding (RFC 4648); the bytes are postcard’s. A varint is \
             LEB128, an option 00 or 01 and the value, strings and byte strings a varint length and the bytes, lists a \
             varint count and the items. Parsers ignore what follows the last field."
        </p>
        {layout::ALL.iter().map(|layout| section(layout)).collect_view()}
    }
}

fn section(layout: &'static Layout) -> impl IntoView {
    view! {
        <details>
            <summary>
                <b>{layout.id}</b>
                <span>{title(layout)}</span>
                <span class="quiet">{layout.era}</span>
            </summary>
            {fields(layout.fields)}
        </details>
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

fn fields(list: &'static [Field]) -> Option<AnyView> {
    let items = || list.iter().map(field).collect_view();
    (!list.is_empty()).then(|| view! { <ul>{items()}</ul> }.into_any())
}

fn field(item: &'static Field) -> AnyView {
    let parts = match &item.shape {
        Shape::Option(inner) | Shape::List(inner) | Shape::Set(inner) => {
            Some(view! { <ul>{field(inner)}</ul> }.into_any())
        }
        Shape::Struct(list) => fields(list),
        Shape::Enum(variants) => {
            let tags = variants.iter().enumerate().map(|(tag, variant)| {
                view! {
                    <li>
                        <code class="tag">{format!("{tag:02x}")}</code>
                        <span>{variant.name}</span>
                        {fields(variant.fields)}
                    </li>
                }
            });
            Some(view! { <ul>{tags.collect_view()}</ul> }.into_any())
        }
        _ => None,
    };
    view! {
        <li>
            <span class="name">{item.name}</span>
            <code>{item.shape.name()}</code>
            {item.role.is_secret().then(|| view! { <span class="bad">"secret"</span> })}
            {parts}
        </li>
    }
    .into_any()
}
