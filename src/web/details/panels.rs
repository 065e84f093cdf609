//! The views of a finding, side by side. The third is the coloured text, at the top of the page.

use super::super::parts::{Button, Check, Panel};
use super::super::state::state;
use super::hex::Hex;
use super::highlight::{Highlight, node_of};
use super::text::colour_text;
use super::tree::Tree;
use leptos::prelude::*;

/// The views.
#[component]
pub fn Details() -> impl IntoView {
    let state = state();
    let highlight = Highlight::new(state);
    colour_text(state, highlight);
    let select = move |event: web_sys::MouseEvent| {
        if let Some(node) = node_of(&event) {
            state.select(node);
        }
    };
    let wire = move || {
        view! { <Check label="Show the encoding" checked=state.wire on_change=move |on| state.wire.set(on)/> }
    };
    view! {
        <section
            class="details"
            aria-label="Details"
            on:mouseover=move |event| state.hovered.set(node_of(&event))
            on:mouseleave=move |_| state.hovered.set(None)
        >
            <Panel class="fields" title="Fields" controls=wire>
                <Tree highlight/>
                <Button
                    label="Show more"
                    hidden=Signal::derive(move || !state.has_more())
                    on_press=move |()| state.draw_more()
                />
            </Panel>
            <Panel class="bytes" title="Bytes">
                <div on:click=select><Hex highlight/></div>
            </Panel>
        </section>
    }
}
