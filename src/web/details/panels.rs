//! The three views of a finding, side by side.

use super::super::parts::{Button, Check, Panel};
use super::super::state::state;
use super::hex::Hex;
use super::highlight::{Highlight, node_of};
use super::text::Text;
use super::tree::Tree;
use leptos::prelude::*;

/// The views.
#[component]
pub fn Details() -> impl IntoView {
    let state = state();
    let highlight = Highlight::new(state);
    let select = move |event: web_sys::MouseEvent| {
        if let Some(node) = node_of(&event) {
            state.select(node);
        }
    };
    let has_secrets = Memo::new(move |_| {
        let document = state.document.read();
        document
            .as_ref()
            .is_some_and(|document| !document.secrets.is_empty())
    });
    let reveal = move || {
        view! {
            <Button
                label="Reveal secret"
                pressed=state.revealed
                hidden=Signal::derive(move || !has_secrets.get())
                on_press=move |()| state.revealed.update(|revealed| *revealed = !*revealed)
            />
        }
    };
    let wire = move || {
        view! { <Check label="wire details" checked=state.wire on_change=move |on| state.wire.set(on)/> }
    };
    view! {
        <section
            class="details"
            aria-label="Details"
            on:mouseover=move |event| state.hovered.set(node_of(&event))
            on:mouseleave=move |_| state.hovered.set(None)
        >
            <Panel class="text" title="Text" controls=reveal>
                <div on:click=select><Text highlight/></div>
            </Panel>
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
