//! The row of tools below the answer, and those that are open.

use super::super::parts::Button;
use super::super::shell::clipboard;
use super::super::state::{State, state};
use super::compare::Compare;
use super::qr::Qr;
use super::share::Share;
use super::slim::Slim;
use crate::ticket::Kind;
use crate::ticket::make::draft::Draft;
use leptos::html;
use leptos::prelude::*;

/// A tool below the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tool {
    /// Leaving things out.
    Slim,
    /// A QR code.
    Qr,
    /// Passing it on.
    Share,
    /// Another ticket beside it.
    Compare,
}

impl Tool {
    const ALL: [Tool; 4] = [Tool::Slim, Tool::Qr, Tool::Share, Tool::Compare];

    fn label(self) -> &'static str {
        match self {
            Tool::Slim => "Slim",
            Tool::Qr => "QR code",
            Tool::Share => "Share",
            Tool::Compare => "Compare",
        }
    }

    fn class(self) -> &'static str {
        match self {
            Tool::Slim => "slim",
            Tool::Qr => "qr",
            Tool::Share => "share",
            Tool::Compare => "compare",
        }
    }

    fn draw(self) -> AnyView {
        match self {
            Tool::Slim => view! { <Slim/> }.into_any(),
            Tool::Qr => view! { <Qr/> }.into_any(),
            Tool::Share => view! { <Share/> }.into_any(),
            Tool::Compare => view! { <Compare/> }.into_any(),
        }
    }
}

/// The tools that are open, in the order of the row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ToolSet([bool; Tool::ALL.len()]);

impl ToolSet {
    /// Whether a tool is open.
    pub fn has(self, tool: Tool) -> bool {
        self.0[tool as usize]
    }

    /// Opens a tool.
    pub fn open(&mut self, tool: Tool) {
        self.0[tool as usize] = true;
    }

    /// Opens a tool, or closes it.
    pub fn toggle(&mut self, tool: Tool) {
        self.0[tool as usize] ^= true;
    }
}

/// The row, and what is open.
#[component]
pub fn Tools() -> impl IntoView {
    let state = state();
    let buttons = Tool::ALL.map(|tool| {
        view! { <Button
            label=tool.label()
            expanded=Signal::derive(move || state.tools.get().has(tool))
            on_press=move |()| state.toggle(tool)
        /> }
    });
    let open = move || {
        Tool::ALL
            .into_iter()
            .filter(move |tool| state.tools.get().has(*tool))
    };
    view! {
        <div class="tools">
            <div class="bar" role="group" aria-label="What to do with it">
                <Button label="Copy" main=true on_press=move |()| clipboard::copy_finding(state)/>
                <Button label="Edit" element=state.edit_button expanded=state.editing on_press=move |()| toggle_form(state)/>
                {buttons.into_iter().collect_view()}
            </div>
            <For each=open key=|tool| *tool let(tool)>
                <Room tool/>
            </For>
        </div>
    }
}

/// Opens the form with what is explored, or closes it.
pub fn toggle_form(state: State) {
    if state.editing.get_untracked() {
        return state.close_form();
    }
    let document = state.document.get_untracked();
    match document
        .as_ref()
        .map(|document| (document.kind, Draft::from_document(document)))
    {
        Some((_, Some(_))) => state.open_form(),
        Some((Kind::Unknown, None)) => state.say("There is no form for a kind that is not known."),
        _ => state.say("There is nothing to edit in a bare key."),
    }
}

/// The room of an open tool. It scrolls into view and takes the focus when it opens.
#[component]
fn Room(
    /// Which tool.
    tool: Tool,
) -> impl IntoView {
    let room = NodeRef::<html::Div>::new();
    show_when_loaded(room);
    view! {
        <div
            class=["panel tool ", tool.class()].concat()
            role="region"
            aria-label=tool.label()
            tabindex="-1"
            node_ref=room
        >
            {tool.draw()}
        </div>
    }
}

/// Scrolls to what was opened, and gives it the focus.
pub fn show_when_loaded(room: NodeRef<html::Div>) {
    room.on_load(move |_| {
        request_animation_frame(move || {
            if let Some(room) = room.try_get_untracked().flatten() {
                show(&room);
            }
        });
    });
}

/// Scrolls to a room, as far as needed, and gives it the focus.
pub fn show(room: &web_sys::HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = room.focus_with_options(&options);
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    room.scroll_into_view_with_scroll_into_view_options(&options);
}
