//! The fields of an eidetica link.

use super::super::super::parts::{Look, Select};
use super::editor::editor;
use super::endpoint::EndpointFields;
use super::fields::{Adders, DraftField, Items, Movers, edit};
use super::form::DraftEdit;
use super::panel::TRANSPORTS;
use crate::ticket::make::draft::{Field, List, New, NodeAt};
use leptos::prelude::*;

/// The database, its peers, and what else there may be.
#[component]
pub fn LinkFields() -> impl IntoView {
    let hint = |label: &'static str, transport: &str| (label, Signal::stored(New::Hint(transport.into())));
    let new = vec![
        hint("+ iroh peer", "iroh"),
        hint("+ http peer", "http"),
        hint("+ other peer", ""),
    ];
    view! {
        <DraftField field=Field::DatabaseId label="Database id"/>
        <Items list=Signal::stored(List::Hints) item=|at| view! { <Peer at/> }.into_any()/>
        <Adders list=Signal::stored(List::Hints) new/>
        <Others/>
    }
}

/// One peer: the transport, and an address that is typed, or made of an endpoint.
#[component]
fn Peer(
    /// Its place among the peers.
    at: ReadSignal<usize>,
) -> impl IntoView {
    let editor = editor();
    // The transport's name, and whether the address is built here.
    let hint = Memo::new(move |_| {
        let form = editor.form.read();
        let hint = form.draft().hints.get(at.get());
        hint.map_or((false, false, false), |hint| {
            (hint.transport == "iroh", hint.transport == "http", hint.built)
        })
    });
    let is_iroh = Memo::new(move |_| hint.get().0);
    let is_built = Memo::new(move |_| hint.get().0 && hint.get().2);
    let label = move || {
        String::from(match hint.get() {
            (true, ..) => "Endpoint ticket",
            (_, true, _) => "Host and port",
            _ => "Address",
        })
    };
    let form_id = Signal::derive(move || format!("field-peer-{}-form", at.get()));
    let forms = vec![
        "an endpoint ticket, pasted".into(),
        "an endpoint, built here".into(),
    ];
    let address = move || {
        view! { <DraftField
            field=Signal::derive(move || Field::Address(at.get()))
            label=Signal::derive(label)
        /> }
    };
    view! {
        <fieldset class="group">
            <legend>{move || format!("Peer {}", at.get() + 1)}</legend>
            <Movers list=Signal::stored(List::Hints) at name="peer"/>
            <div class="hint-row">
                <DraftField
                    field=Signal::derive(move || Field::Transport(at.get()))
                    label="Transport"
                    look=Signal::stored(Look::List(TRANSPORTS))
                />
                {move || match is_iroh.get() {
                    true => view! {
                        <div class="field">
                            <label for=move || form_id.get()>"Address"</label>
                            <Select
                                id=form_id
                                options=forms.clone()
                                chosen=Signal::derive(move || usize::from(is_built.get()))
                                on_choose=move |form| edit(editor, DraftEdit::Built(at.get_untracked(), form == 1))
                            />
                        </div>
                    }
                    .into_any(),
                    false => address().into_any(),
                }}
            </div>
            {move || match (is_iroh.get(), is_built.get()) {
                (true, true) => view! {
                    <EndpointFields node=Signal::derive(move || NodeAt::Hint(at.get()))/>
                }
                .into_any(),
                (true, false) => address().into_any(),
                _ => ().into_any(),
            }}
        </fieldset>
    }
}

/// Tips, and parameters that no parser knows.
#[component]
fn Others() -> impl IntoView {
    let editor = editor();
    let has_any = editor.form.with_untracked(|form| {
        let draft = form.draft();
        draft.count(List::Tips) + draft.count(List::Params) > 0
    });
    let tip = |at: ReadSignal<usize>| {
        view! {
            <div class="item">
                <DraftField field=Signal::derive(move || Field::Tip(at.get())) label="Tip: id of a newest entry"/>
                <Movers list=Signal::stored(List::Tips) at name="tip"/>
            </div>
        }
        .into_any()
    };
    let param = |at: ReadSignal<usize>| {
        view! {
            <div class="item two">
                <DraftField field=Signal::derive(move || Field::ParamKey(at.get())) label="Name"/>
                <DraftField field=Signal::derive(move || Field::ParamValue(at.get())) label="Value"/>
                <Movers list=Signal::stored(List::Params) at name="parameter"/>
            </div>
        }
        .into_any()
    };
    view! {
        <details open=has_any>
            <summary>"Tips (experimental) and other parameters"</summary>
            <Items list=Signal::stored(List::Tips) item=tip/>
            <Items list=Signal::stored(List::Params) item=param/>
            <div class="buttons">
                <Adders list=Signal::stored(List::Tips) new=vec![("+ Tip", Signal::stored(New::Tip))]/>
                <Adders list=Signal::stored(List::Params) new=vec![("+ Parameter", Signal::stored(New::Param))]/>
            </div>
        </details>
    }
}
