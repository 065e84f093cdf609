//! Will it connect? What can be told from the text alone, peer by peer, and what to do about it.

use super::super::parts::{Pill, Tone};
use super::super::state::state;
use crate::ticket::explain::connect::{Check, CheckStatus};
use leptos::prelude::*;

/// The checklist. It is open where something speaks against a connection.
#[component]
pub fn Connect() -> impl IntoView {
    let state = state();
    let checks = Memo::new(move |_| {
        let document = state.document.read();
        document
            .as_ref()
            .map(|document| document.connect())
            .unwrap_or_default()
    });
    let worst = move || overall(&checks.read());
    let sum = move || match worst() {
        Some(Tone::Error) => "no, as it stands",
        Some(Tone::Warning) => "maybe",
        _ => "nothing speaks against it",
    };
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
        <details class="connect" hidden=move || checks.read().is_empty()>
            <summary>
                "Will it connect? "
                <span class=move || worst().map(Tone::class)>{sum}</span>
            </summary>
            <ul class="diagnostics" aria-label="Will it connect?">
                {move || checks.get().into_iter().map(row).collect_view()}
            </ul>
        </details>
    }
}

/// How good the best of the peers is: one that can be reached is enough.
fn overall(checks: &[Check]) -> Option<Tone> {
    let worst = |peer: Option<usize>| {
        let own = checks
            .iter()
            .filter(|check| check.peer == peer || check.peer.is_none());
        own.map(|check| tone(check.status)).max_by_key(|tone| rank(*tone))
    };
    // What is said of no peer in particular is said of all.
    let has_peers = checks.iter().any(|check| check.peer.is_some());
    let peers = checks
        .iter()
        .map(|check| check.peer)
        .filter(|peer| peer.is_some() || !has_peers);
    peers.filter_map(worst).min_by_key(|tone| rank(*tone))
}

fn rank(tone: Tone) -> u8 {
    match tone {
        Tone::Good | Tone::Note => 0,
        Tone::Warning => 1,
        Tone::Error => 2,
    }
}

fn tone(status: CheckStatus) -> Tone {
    match status {
        CheckStatus::Ok => Tone::Good,
        CheckStatus::Caution => Tone::Warning,
        CheckStatus::Problem => Tone::Error,
    }
}
