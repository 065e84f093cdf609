//! The answer: what it is in a sentence, what the real parsers say, and what is worth knowing.

use super::diagnostics::Diagnostics;
use super::state::{Shown, State};
use crate::ticket::{Document, Role, Severity, Verdict, limits};
use leptos::prelude::*;

/// The answer to what is in the text area.
#[component]
pub fn Answer() -> impl IntoView {
    let state = State::get();
    view! {
        <section class="answer" aria-label="Answer">
            <div id="answer" role="status">
                {move || match state.document.get() {
                    Some(document) => found(state, &document),
                    None => nothing(state),
                }}
            </div>
            <Diagnostics/>
        </section>
    }
}

fn found(state: State, document: &Shown) -> AnyView {
    let secrets = state.secrets();
    let verdict = |verdict: &Verdict, name: String| {
        let text = match document.reason(verdict, secrets) {
            Some(reason) => format!("rejects: {}", crate::ticket::meaning::visible(&reason)),
            None => verdict.sentence(),
        };
        chip(verdict, name, text)
    };
    let own = document.verdicts.iter().map(|own| verdict(own, String::new()));
    let nested = document.nested.iter();
    let nested = nested.map(|(node, nested)| verdict(nested, peer(document, *node)));
    let verdicts: Vec<AnyView> = own.chain(nested).collect();
    view! {
        <h2 class="sentence">{document.sentence()}</h2>
        <ul class="verdicts" aria-label="What the parsers say">{verdicts}</ul>
    }
    .into_any()
}

/// The peer that a nested ticket belongs to: `peer 2`.
fn peer(document: &Document, node: usize) -> String {
    let mut around = Some(node);
    while let Some(index) = around {
        match document.nodes.get(index) {
            Some(node) if node.role == Role::Param => {
                return format!("{} {}: ", node.name, node.index.unwrap_or(0) + 1);
            }
            _ => around = document.parent(index),
        }
    }
    String::new()
}

fn chip(verdict: &Verdict, peer: String, text: String) -> AnyView {
    let (class, icon) = match (verdict.accepts, verdict.drops.is_empty()) {
        (true, true) => ("good", "✓"),
        (true, false) => ("warning", "✓"),
        (false, _) => ("error", "✗"),
    };
    view! {
        <li class=class title=verdict.parser.about()>
            <span aria-hidden="true">{icon}</span>
            <span>{peer}<b>{verdict.parser.name()}</b>" "{text}</span>
            <small>{verdict.parser.about()}</small>
        </li>
    }
    .into_any()
}

fn nothing(state: State) -> AnyView {
    let is_empty = state.text.with(|text| text.trim().is_empty());
    if is_empty {
        return ().into_any();
    }
    view! {
        <h2 class="sentence">"Nothing found: no eidetica link, no iroh ticket, no id."</h2>
        <p class="quiet">
            "A link starts with " <code>"eidetica:?db="</code> ", a ticket with " <code>"endpoint"</code> ", "
            <code>"node"</code> ", " <code>"blob"</code> " or " <code>"doc"</code>
            " and goes on without a space. An EndpointId, a CID or a relay's URL is recognised when it stands alone."
        </p>
    }
    .into_any()
}

/// The list of findings, where there are several.
#[component]
pub fn Findings() -> impl IntoView {
    let state = State::get();
    let several = Memo::new(move |_| state.report.with(|report| report.found.len() > 1));
    let rows = move || {
        state.report.with(|report| {
            let rows = report.found.iter().enumerate();
            rows.map(|(index, document)| finding(state, index, document))
                .collect::<Vec<AnyView>>()
        })
    };
    let beyond = move || {
        state.report.with(|report| match (report.more, report.truncated) {
            (0, false) => String::new(),
            (0, true) => format!("Only the first {} bytes were searched.", limits::INPUT),
            (more, _) => format!("{more} more are not explained."),
        })
    };
    view! {
        <fieldset class="findings" hidden=move || !several.get()>
            <legend>{move || format!("{} found", state.report.with(|report| report.found.len() + report.more))}</legend>
            <div>{move || several.get().then(rows)}</div>
            <p class="quiet">{beyond}</p>
        </fieldset>
    }
}

fn finding(state: State, index: usize, document: &Document) -> AnyView {
    let worst = document
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.severity)
        .min();
    let (class, word) = match worst {
        Some(Severity::Error) => ("error", "error"),
        Some(Severity::Warning) => ("warning", "warning"),
        _ => ("good", ""),
    };
    view! {
        <label class=class>
            <input
                type="radio"
                name="finding"
                prop:checked=move || state.chosen.get() == index
                on:change=move |_| state.choose(index)
            />
            <b>{document.kind.name()}</b>
            <span>{document.sentence()}</span>
            <small>{word}</small>
        </label>
    }
    .into_any()
}
