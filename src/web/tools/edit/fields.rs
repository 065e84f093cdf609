//! What all parts of the form are made of: fields of the draft, and lists of them.

use super::super::super::parts::{Button, FieldNote, Look, Note, TextField, Tone};
use super::editor::{Editor, editor};
use super::form::DraftEdit;
use crate::ticket::Severity;
use crate::ticket::make::draft::{Field, List, Move, New, NodeAt};
use crate::ticket::words::visible;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Does something in the form, and goes on in the field that it leads to.
pub fn edit(editor: Editor, edit: DraftEdit) {
    if let Some(field) = editor.edit(edit) {
        focus(id_of(field));
    }
}

/// The id of a field's control. Labels and remarks point to it, and so does what moves the focus.
pub fn id_of(field: Field) -> String {
    let node = |node| match node {
        NodeAt::Ticket(at) => format!("endpoint-{at}"),
        NodeAt::Hint(at) => format!("peer-{at}-endpoint"),
    };
    let id = match field {
        Field::DatabaseId => String::from("database-id"),
        Field::Hash => String::from("hash"),
        Field::Key => String::from("key"),
        Field::Access => String::from("access"),
        Field::Nodes => String::from("endpoints"),
        Field::Transport(at) => format!("peer-{at}-transport"),
        Field::Address(at) => format!("peer-{at}-address"),
        Field::EndpointId(at) => format!("{}-id", node(at)),
        Field::Addr(at, row) => format!("{}-address-{row}", node(at)),
        Field::Tip(at) => format!("tip-{at}"),
        Field::ParamKey(at) => format!("parameter-{at}-name"),
        Field::ParamValue(at) => format!("parameter-{at}-value"),
    };
    ["field-", &id].concat()
}

/// The id of what an item of a list is removed by.
fn remover_of(list: List, at: usize) -> String {
    let list = match list {
        List::Hints => String::from("peers"),
        List::Nodes => String::from("endpoints"),
        List::Tips => String::from("tips"),
        List::Params => String::from("parameters"),
        List::Addrs(NodeAt::Ticket(node)) => format!("endpoint-{node}-addresses"),
        List::Addrs(NodeAt::Hint(hint)) => format!("peer-{hint}-addresses"),
    };
    format!("remove-{list}-{at}")
}

/// Moves the focus to the element with an id, once it is there.
fn focus(id: String) {
    request_animation_frame(move || {
        let element = document().get_element_by_id(&id);
        if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
        }
    });
}

/// What there is to say about a field.
pub fn note_of(field: Signal<Field>) -> Memo<Option<Note>> {
    let editor = editor();
    Memo::new(move |_| {
        let examined = editor.examined.read();
        let remark = examined.at(field.get())?;
        if remark.missing {
            return Some(Note {
                tone: None,
                text: remark.expected.into(),
            });
        }
        let space = if remark.expected.is_empty() { "" } else { " " };
        Some(Note {
            tone: Some(match remark.severity {
                Severity::Error => Tone::Error,
                Severity::Warning => Tone::Warning,
                Severity::Note => Tone::Note,
            }),
            text: [&visible(&remark.message), space, remark.expected].concat(),
        })
    })
}

/// A field of the draft.
#[component]
pub fn DraftField(
    /// Which.
    #[prop(into)]
    field: Signal<Field>,
    /// What it is called.
    #[prop(into)]
    label: Signal<String>,
    /// How it looks.
    #[prop(default = Signal::stored(Look::Mono), into)]
    look: Signal<Look>,
) -> impl IntoView {
    let editor = editor();
    let value = Memo::new(move |_| {
        let form = editor.form.read();
        form.draft()
            .text_of(field.get())
            .map(String::from)
            .unwrap_or_default()
    });
    view! { <TextField
        id=Signal::derive(move || id_of(field.get()))
        label
        value
        on_input=move |text| edit(editor, DraftEdit::Text(field.get_untracked(), text))
        note=note_of(field)
        look
    /> }
}

/// The items of a list. One that is moved keeps its elements, and the focus with them.
#[component]
pub fn Items(
    /// The list.
    #[prop(into)]
    list: Signal<List>,
    /// Draws the item at a place.
    #[prop(into)]
    item: Callback<ReadSignal<usize>, AnyView>,
) -> impl IntoView {
    let editor = editor();
    view! {
        <ForEnumerate
            each=move || editor.form.read().items(list.get())
            key=|id| *id
            children=move |at, _| item.run(at)
        />
    }
}

/// What there is to say about a list as a whole.
#[component]
pub fn ListNote(
    /// The field that stands for it.
    field: Field,
) -> impl IntoView {
    view! { <FieldNote id=id_of(field) note=note_of(Signal::stored(field))/> }
}

/// A button that moves or removes an item.
#[component]
fn Mover(
    label: &'static str,
    sign: &'static str,
    name: Signal<String>,
    #[prop(into)] disabled: Signal<bool>,
    element: NodeRef<html::Button>,
    #[prop(optional, into)] id: Option<Signal<String>>,
    #[prop(into)] on_press: Callback<()>,
) -> impl IntoView {
    view! { <Button
        label=sign
        name=Signal::derive(move || [label, " ", &name.get()].concat())
        disabled
        element
        id=id.unwrap_or_else(|| Signal::stored(String::new()))
        on_press
    /> }
}

/// Buttons to move and remove an item of a list. What is moved takes the focus along.
#[component]
pub fn Movers(
    /// The list.
    #[prop(into)]
    list: Signal<List>,
    /// The item's place in it.
    at: ReadSignal<usize>,
    /// What it is called, without its number.
    name: &'static str,
    /// Whether there is an order: tickets hold addresses sorted, so there is nothing to move.
    #[prop(default = true)]
    ordered: bool,
) -> impl IntoView {
    let editor = editor();
    let count = Memo::new(move |_| editor.form.read().draft().count(list.get()));
    let name = Signal::derive(move || format!("{name} {}", at.get() + 1));
    let (up, down) = (NodeRef::<html::Button>::new(), NodeRef::<html::Button>::new());
    let shift = move |how: Move| {
        edit(
            editor,
            DraftEdit::Shift(list.get_untracked(), at.get_untracked(), how),
        );
    };
    let keep_focus = move |pressed: NodeRef<html::Button>, other: NodeRef<html::Button>| {
        // At an end of the list the same button cannot be pressed again; its neighbour can.
        request_animation_frame(move || {
            let button = |button: NodeRef<html::Button>| {
                button
                    .try_get_untracked()
                    .flatten()
                    .filter(|button| !button.disabled())
            };
            if let Some(button) = button(pressed).or_else(|| button(other)) {
                let _ = button.focus();
            }
        });
    };
    let remove = move |()| {
        let (list, at) = (list.get_untracked(), at.get_untracked());
        let left = count.get_untracked().saturating_sub(1);
        edit(editor, DraftEdit::Shift(list, at, Move::Out));
        focus(match left {
            0 => adder_of(list),
            _ => remover_of(list, at.min(left - 1)),
        });
    };
    let arrows = ordered.then(|| {
        view! {
            <Mover
                label="Move up"
                sign="↑"
                name
                element=up
                disabled=Signal::derive(move || at.get() == 0)
                on_press=move |()| {
                    shift(Move::Up);
                    keep_focus(up, down);
                }
            />
            <Mover
                label="Move down"
                sign="↓"
                name
                element=down
                disabled=Signal::derive(move || at.get() + 1 >= count.get())
                on_press=move |()| {
                    shift(Move::Down);
                    keep_focus(down, up);
                }
            />
        }
    });
    view! {
        <div class="movers">
            {arrows}
            <Mover
                label="Remove"
                sign="✕"
                name
                element=NodeRef::new()
                disabled=Signal::stored(false)
                id=Signal::derive(move || remover_of(list.get(), at.get()))
                on_press=remove
            />
        </div>
    }
}

/// The id of the first button that appends to a list.
fn adder_of(list: List) -> String {
    ["add-", &remover_of(list, 0)].concat()
}

/// Buttons that append to a list.
#[component]
pub fn Adders(
    /// The list.
    #[prop(into)]
    list: Signal<List>,
    /// What each appends.
    new: Vec<(&'static str, Signal<New>)>,
) -> impl IntoView {
    let editor = editor();
    let button = |(at, (label, new)): (usize, (&'static str, Signal<New>))| {
        let id = Signal::derive(move || match at {
            0 => adder_of(list.get()),
            at => format!("{}-{at}", adder_of(list.get())),
        });
        view! { <Button label id on_press=move |()| edit(editor, DraftEdit::Add(new.get_untracked()))/> }
    };
    view! { <div class="buttons adders">{new.into_iter().enumerate().map(button).collect_view()}</div> }
}
