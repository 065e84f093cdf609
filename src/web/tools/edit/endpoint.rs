//! The fields of one endpoint.

use super::super::super::parts::Look;
use super::editor::editor;
use super::fields::{Adders, DraftField, Items, Movers};
use super::panel::RELAYS;
use crate::ticket::make::draft::{AddrKind, Field, List, New, NodeAt};
use leptos::prelude::*;

/// The id of an endpoint, and its addresses.
#[component]
pub fn EndpointFields(
    /// Which endpoint.
    #[prop(into)]
    node: Signal<NodeAt>,
) -> impl IntoView {
    let list = Signal::derive(move || List::Addrs(node.get()));
    let add =
        |label: &'static str, kind: AddrKind| (label, Signal::derive(move || New::Addr(node.get(), kind)));
    let new = vec![
        add("+ Relay", AddrKind::Relay),
        add("+ IP address", AddrKind::Ip),
        add("+ Custom address", AddrKind::Custom),
    ];
    view! {
        <DraftField field=Signal::derive(move || Field::EndpointId(node.get())) label="Endpoint id"/>
        <Items list item=move |at| view! { <Address node at/> }.into_any()/>
        <Adders list new/>
    }
}

/// One address.
#[component]
fn Address(
    /// The endpoint that it belongs to.
    node: Signal<NodeAt>,
    /// Its place among the endpoint's addresses.
    at: ReadSignal<usize>,
) -> impl IntoView {
    let editor = editor();
    let kind = Memo::new(move |_| {
        let form = editor.form.read();
        let node = form.draft().node(node.get());
        node.and_then(|node| node.addrs.get(at.get()))
            .map(|addr| addr.kind)
    });
    let label = move || match kind.get() {
        Some(AddrKind::Relay) => "Relay URL",
        Some(AddrKind::Custom) => "Custom address",
        _ => "IP address and port",
    };
    let look = move || match kind.get() {
        Some(AddrKind::Relay) => Look::List(RELAYS),
        _ => Look::Mono,
    };
    view! {
        <div class="item">
            <DraftField
                field=Signal::derive(move || Field::Addr(node.get(), at.get()))
                label=Signal::derive(move || String::from(label()))
                look=Signal::derive(look)
            />
            <Movers list=Signal::derive(move || List::Addrs(node.get())) at name="address" ordered=false/>
        </div>
    }
}
