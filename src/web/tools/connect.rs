//! Will it connect? What can be told from the text alone, peer by peer, and what to do about it.

use super::super::parts::{Pill, Tone};
use super::super::state::state;
use crate::ticket::explain::connect::{Check, CheckStatus};
use leptos::prelude::*;

/// The checklist. It is open where something speaks against a connection.
#[component]
pub fn Connect() -> impl IntoView {
    let state = state();
    let list = Memo::new(move |_| {
        let document = state.document.read();
        document
            .as_ref()
            .map(|document| document.connect())
            .unwrap_or_default()
    });
    let row = move |check: Check| {
        let go = move |_| {
            if let Some(node) = check.node {
                state.select(node);
            }
        };
        let peer = check.peer.map(|peer| format!("Peer {}: ", peer + 1));
        let tone = tone(check.status);
        view! {
            <li>
                <button type="button" class=tone.class() on:click=go>
                    <Pill tone label=check.status.name()/>
                    <span>{peer} {check.text} " " <small>{check.advice}</small></span>
                </button>
            </li>
        }
    };
    view! {
        <details class="connect" hidden=move || list.read().checks.is_empty()>
            <summary>
                "Will it connect? "
                <span class=move || list.read().outlook.map(|outlook| tone(outlook).class())>
                    {move || list.read().answer()}
                </span>
            </summary>
            <ul class="diagnostics" aria-label="Will it connect?">
                {move || list.get().checks.into_iter().map(row).collect_view()}
            </ul>
        </details>
    }
}

fn tone(status: CheckStatus) -> Tone {
    match status {
        CheckStatus::Ok => Tone::Good,
        CheckStatus::Caution => Tone::Warning,
        CheckStatus::Problem => Tone::Error,
    }
}
