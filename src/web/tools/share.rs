//! Ways to pass a ticket on. A secret is asked about first, and readers only offered instead.

use super::super::parts::Button;
use super::super::shell::{clipboard, location};
use super::super::state::{Shown, State, state};
use super::slim::leave_out;
use crate::ticket::Report;
use crate::ticket::make::slim::{Cut, applicable};
use crate::ticket::make::{repair, share};
use crate::ticket::render::{dump, json, report};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;
use web_sys::KeyboardEvent;

/// What a ticket is passed on as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ShareAs {
    /// By whatever the system offers.
    System,
    Text,
    Link,
    Markdown,
    /// What an issue tracker may know.
    Report,
    Json,
    Rust,
    Shell,
    Hex,
}

impl ShareAs {
    /// Everything that is copied, in the order of the buttons.
    const COPIED: [ShareAs; 8] = [
        ShareAs::Text,
        ShareAs::Link,
        ShareAs::Markdown,
        ShareAs::Report,
        ShareAs::Json,
        ShareAs::Rust,
        ShareAs::Shell,
        ShareAs::Hex,
    ];

    fn label(self) -> &'static str {
        match self {
            ShareAs::System => "Share …",
            ShareAs::Text => "Text",
            ShareAs::Link => "Link to this page",
            ShareAs::Markdown => "Markdown link",
            ShareAs::Report => "Redacted report",
            ShareAs::Json => "JSON",
            ShareAs::Rust => "Rust",
            ShareAs::Shell => "Shell command",
            ShareAs::Hex => "Annotated hex",
        }
    }

    /// Whether it is of use here.
    fn is_offered(self) -> bool {
        !matches!(self, ShareAs::Link | ShareAs::Markdown) || location::is_public()
    }

    /// Whether it holds the secret even while secrets are masked.
    fn gives_secrets_away(self) -> bool {
        !matches!(self, ShareAs::Report | ShareAs::Json | ShareAs::Hex)
    }

    /// What is copied, where there is such a thing.
    fn text(self, state: State, document: &Shown) -> Option<String> {
        let text = document.text();
        Some(match self {
            ShareAs::System | ShareAs::Text => text.into(),
            ShareAs::Link => location::link(text),
            ShareAs::Markdown => share::markdown(document.kind, &location::link(text)),
            ShareAs::Report => report::of(document),
            ShareAs::Json => {
                // With what would mend it, as on the command line.
                let mut report = Report::clone(&state.found.get_untracked());
                repair::report(&mut report, &untrack(|| state.checks()));
                format!("{:#}", json::report(&report, state.secrets_now()))
            }
            ShareAs::Rust => share::rust(document.value.as_ref()?)?,
            ShareAs::Shell => share::shell(document.kind, text)?,
            ShareAs::Hex => dump::dump(document, state.secrets_now()),
        })
    }

    fn pass_on(self, state: State, document: &Shown) {
        match self {
            ShareAs::System => {
                let data = web_sys::ShareData::new();
                data.set_title(document.kind.name());
                match location::is_public() {
                    true => data.set_url(&location::link(document.text())),
                    false => data.set_text(document.text()),
                }
                let shared = window().navigator().share_with_data(&data);
                // Nobody has to be told that they closed the dialog.
                return spawn_local(async move {
                    let _ = JsFuture::from(shared).await;
                });
            }
            ShareAs::Link | ShareAs::Markdown => location::show(document.text()),
            _ => {}
        }
        if let Some(text) = self.text(state, document) {
            clipboard::copy(state.toasts, self.label(), &text);
        }
    }
}

/// The buttons, and the question.
#[component]
pub fn Share() -> impl IntoView {
    let state = state();
    // What the user was asked about, of which finding: a question about one text is none about the next.
    let asked = RwSignal::new(None::<(ShareAs, Shown)>);
    let question = Memo::new(move |_| {
        let document = state.document.get()?;
        asked
            .get()
            .filter(|(_, about)| about.is_same_as(&document))
            .map(|(way, _)| way)
    });
    let ways: Vec<(ShareAs, NodeRef<html::Button>)> = std::iter::once(ShareAs::System)
        .chain(ShareAs::COPIED.into_iter().filter(|way| way.is_offered()))
        .map(|way| (way, NodeRef::new()))
        .collect();
    let buttons = StoredValue::new(ways.clone());
    let press = move |way: ShareAs| {
        if let Some(document) = state.document.get_untracked() {
            match document.may_give_secrets_away() && way.gives_secrets_away() {
                true => asked.set(Some((way, document))),
                false => way.pass_on(state, &document),
            }
        }
    };
    // The focus goes back to the button that was pressed.
    let close = move || {
        let way = asked.get_untracked().map(|(way, _)| way);
        asked.set(None);
        let button = buttons.with_value(|ways| {
            let of_way = ways.iter().find(|(other, _)| Some(*other) == way);
            of_way.and_then(|(_, button)| button.get_untracked())
        });
        if let Some(button) = button {
            let _ = button.focus();
        }
    };
    let go_on = move || {
        let was_asked = asked.get_untracked();
        close();
        if let Some((way, document)) = was_asked {
            way.pass_on(state, &document);
        }
    };
    let make_readers = move || {
        close();
        leave_out(state, Cut::Write, true);
        state.say("Read-only now. Share it again.");
    };
    let button = move |(way, element): (ShareAs, NodeRef<html::Button>)| {
        let is_there = Memo::new(move |_| match way {
            ShareAs::Rust | ShareAs::Shell => {
                let document = state.document.get();
                document.is_some_and(|document| way.text(state, &document).is_some())
            }
            // The others there are of everything.
            _ => true,
        });
        view! { <Button
            label=way.label()
            element
            hidden=Signal::derive(move || !is_there.get())
            on_press=move |()| press(way)
        /> }
    };
    let mut ways = ways.into_iter();
    let system = ways.next().filter(|_| can_share()).map(button);
    view! {
        <div class="buttons">
            {system}
            <span class="quiet">"Copy"</span>
            {ways.map(button).collect_view()}
        </div>
        {move || {
            question.get().map(|_| view! { <Question on_readers=make_readers on_go=go_on on_cancel=close/> })
        }}
    }
}

fn can_share() -> bool {
    js_sys::Reflect::has(&window().navigator(), &"share".into()).unwrap_or(false)
}

/// Asks whether a secret is to be passed on. It takes the focus; Escape closes it.
#[component]
fn Question(
    on_readers: impl Fn() + Copy + Send + Sync + 'static,
    on_go: impl Fn() + Copy + Send + Sync + 'static,
    on_cancel: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let state = state();
    let can_be_read_only = Memo::new(move |_| {
        let document = state.document.read();
        let value = document.as_ref().and_then(|document| document.value.as_ref());
        let cuts = value.map(|value| applicable(value, &state.checks()));
        cuts.is_some_and(|cuts| cuts.iter().any(|(cut, _)| *cut == Cut::Write))
    });
    let readers = NodeRef::<html::Button>::new();
    let frame = NodeRef::<html::Div>::new();
    frame.on_load(move |frame| {
        request_animation_frame(move || {
            let button = readers
                .try_get_untracked()
                .flatten()
                .filter(|button| !button.hidden());
            let _ = match button {
                Some(button) => button.focus(),
                None => frame.focus(),
            };
        });
    });
    let key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            on_cancel();
        }
    };
    view! {
        <div
            class="ask"
            role="alertdialog"
            aria-label="A secret is inside"
            aria-describedby="ask-about"
            tabindex="-1"
            node_ref=frame
            on:keydown=key
        >
            <p id="ask-about">
                "A secret is inside. Whoever gets this has it too, and links stay in the history of browsers."
            </p>
            <Button
                label="Make it read-only first"
                element=readers
                hidden=Signal::derive(move || !can_be_read_only.get())
                on_press=move |()| on_readers()
            />
            <Button label="Share it with the secret" on_press=move |()| on_go()/>
            <Button label="Cancel" on_press=move |()| on_cancel()/>
        </div>
    }
}
