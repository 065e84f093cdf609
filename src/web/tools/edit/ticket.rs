//! The fields of tickets.

use super::super::super::parts::{Look, Select};
use super::super::super::state::state;
use super::editor::editor;
use super::endpoint::EndpointFields;
use super::fields::{Adders, DraftField, Items, ListNote, Movers, edit, id_of, note_of};
use super::form::DraftEdit;
use crate::ticket::make::draft::{Access, Field, List, New, NodeAt};
use crate::ticket::words::capital;
use crate::ticket::{BlobFormat, Kind};
use leptos::prelude::*;

/// How a secret looks: as dots, until secrets are revealed.
fn secret() -> Signal<Look> {
    let state = state();
    Signal::derive(move || match state.revealed.get() {
        true => Look::Mono,
        false => Look::Hidden,
    })
}

/// The hash of a blob, and what it is of.
#[component]
pub fn BlobFields() -> impl IntoView {
    const FORMATS: [(BlobFormat, &str); 2] = [
        (BlobFormat::Raw, "Raw, one blob"),
        (BlobFormat::HashSeq, "HashSeq, a collection"),
    ];
    let editor = editor();
    let chosen = move || {
        let format = editor.form.read().draft().format;
        FORMATS
            .iter()
            .position(|(other, _)| *other == format)
            .unwrap_or(0)
    };
    let choose = move |at: usize| {
        if let Some((format, _)) = FORMATS.get(at) {
            edit(editor, DraftEdit::Format(*format));
        }
    };
    view! {
        <div class="pair">
            <DraftField field=Field::Hash label="Hash"/>
            <div class="field">
                <label for="field-format">"Format"</label>
                <Select
                    id=Signal::stored(String::from("field-format"))
                    options=FORMATS.map(|(_, label)| label.into()).to_vec()
                    chosen=Signal::derive(chosen)
                    on_choose=choose
                />
            </div>
        </div>
    }
}

/// The key of a document, and what it allows.
#[component]
pub fn DocFields() -> impl IntoView {
    const ACCESS: [(Access, &str); 3] = [
        (Access::Read, "Read"),
        (Access::Write, "Read and write"),
        (Access::Unknown, "not known"),
    ];
    let editor = editor();
    let access = Memo::new(move |_| editor.form.read().draft().access);
    // Nobody is asked to choose what is not known.
    let options = move || {
        let count = match access.get() {
            Access::Unknown => ACCESS.len(),
            Access::Read | Access::Write => 2,
        };
        ACCESS
            .iter()
            .take(count)
            .map(|(_, label)| String::from(*label))
            .collect::<Vec<_>>()
    };
    let chosen = move || {
        ACCESS
            .iter()
            .position(|(other, _)| *other == access.get())
            .unwrap_or(0)
    };
    let choose = move |at: usize| {
        if let Some((access, _)) = ACCESS.get(at) {
            edit(editor, DraftEdit::Access(*access));
        }
    };
    let label = move || {
        String::from(match access.get() {
            Access::Read => "Public id of the document",
            Access::Write => "Secret key of the document",
            Access::Unknown => "Key of the document",
        })
    };
    let hidden = secret();
    let look = move || match access.get() {
        Access::Read => Look::Mono,
        Access::Write | Access::Unknown => hidden.get(),
    };
    let note = note_of(Signal::stored(Field::Access));
    let note_id = [&id_of(Field::Access), "-note"].concat();
    view! {
        <div class="pair">
            <DraftField field=Field::Key label=Signal::derive(label) look=Signal::derive(look)/>
            <div class="field">
                <label for=id_of(Field::Access)>"Access"</label>
                <Select
                    id=Signal::stored(id_of(Field::Access))
                    described_by=Signal::stored(note_id.clone())
                    options=Signal::derive(options)
                    chosen=Signal::derive(chosen)
                    on_choose=choose
                />
                <super::super::super::parts::FieldNote id=note_id note/>
            </div>
        </div>
    }
}

/// What a ticket holds beside its endpoints: a secret key, or a topic.
#[component]
pub fn KeyFields(
    /// The ticket's kind.
    kind: Kind,
    /// Whether it is a secret.
    is_secret: bool,
) -> impl IntoView {
    match is_secret {
        true => view! { <DraftField field=Field::Key label="Secret key" look=secret()/> }.into_any(),
        false => view! { <DraftField field=Field::Key label=capital(kind.key_name())/> }.into_any(),
    }
}

/// The endpoints of a ticket: one, or several where its kind has several.
#[component]
pub fn Endpoints() -> impl IntoView {
    let editor = editor();
    let has_many = Memo::new(move |_| editor.form.read().draft().has_many_nodes());
    let first = || {
        view! {
            <fieldset class="group">
                <legend>"Endpoint"</legend>
                <EndpointFields node=Signal::stored(NodeAt::Ticket(0))/>
            </fieldset>
        }
    };
    let endpoint = |at: ReadSignal<usize>| {
        view! {
            <fieldset class="group">
                <legend>{move || format!("Endpoint {}", at.get() + 1)}</legend>
                <Movers list=Signal::stored(List::Nodes) at name="endpoint"/>
                <EndpointFields node=Signal::derive(move || NodeAt::Ticket(at.get()))/>
            </fieldset>
        }
        .into_any()
    };
    let many = move || {
        view! {
            <Items list=Signal::stored(List::Nodes) item=endpoint/>
            <ListNote field=Field::Nodes/>
            <Adders list=Signal::stored(List::Nodes) new=vec![("+ Endpoint", Signal::stored(New::Node))]/>
        }
    };
    move || match has_many.get() {
        true => many().into_any(),
        false => first().into_any(),
    }
}
