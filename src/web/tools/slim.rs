//! What can be left out: a switch for each, and what every field costs. The switches write into the input, so that every
//! view shows at once what is left.

use super::super::parts::Check;
use super::super::session::Source;
use super::super::state::{State, state};
use crate::ticket::make::draft::write;
use crate::ticket::make::qr::{self, Ease, Level};
use crate::ticket::make::slim::{Cost, Cut, Cuts, applicable, costs};
use crate::ticket::{Secrets, Value};
use leptos::prelude::*;

/// The switches, what they save, and what each field costs.
#[component]
pub fn Slim() -> impl IntoView {
    let state = state();
    let slimmed = Memo::new(move |_| slimmed(state));
    let options = Memo::new(move |_| {
        let slimmed = slimmed.read();
        slimmed
            .as_ref()
            .map(|(base, _)| applicable(base, &state.checks()))
    });
    let cuts = move || slimmed.read().as_ref().map_or(Cuts::default(), |(_, cuts)| *cuts);
    let switch = move |(cut, many): (Cut, usize)| {
        let label = match cut {
            Cut::Write => String::from("write access: readers only"),
            _ => format!("{} ({many})", cut.label()),
        };
        view! { <Check
            label
            checked=Signal::derive(move || cuts().has(cut))
            on_change=move |on| leave_out(state, cut, on)
        /> }
    };
    let nothing = move || match &*options.read() {
        None => Some("Nothing can be left out of what cannot be read as a whole."),
        Some(options) if options.is_empty() => Some("Nothing in it can be left out."),
        Some(_) => None,
    };
    let saved = move || {
        let (document, slimmed) = (state.document.get()?, slimmed.get()?);
        let before = write(&slimmed.0, document.kind).unwrap_or_default();
        Some(savings(&before, document.text()))
    };
    view! {
        <fieldset class="switches">
            <legend>"Leave out"</legend>
            <div>
                <For each=move || options.get().unwrap_or_default() key=|option| *option children=switch/>
                {nothing}
            </div>
        </fieldset>
        <p class="saved" role="status">{saved}</p>
        <details>
            <summary>"What each field costs"</summary>
            <Costs/>
        </details>
    }
}

/// What the switches leave things out of, and what they leave out now.
fn slimmed(state: State) -> Option<(Value, Cuts)> {
    let own = state.with_source(|source| match source {
        Source::Slimmed { base, cuts, .. } => Some((base.clone(), *cuts)),
        _ => None,
    });
    own.or_else(|| Some((state.document.read().as_ref()?.value.clone()?, Cuts::default())))
}

/// Turns one of the switches.
pub fn leave_out(state: State, cut: Cut, on: bool) {
    let slimmed = untrack(move || slimmed(state));
    state.work(|session, target, checks| {
        if let (Some((base, cuts)), Some(target)) = (slimmed, target) {
            session.slim(&base, cuts.set(cut, on), target, checks);
        }
    });
}

/// The table of what each field costs. On a narrow screen it scrolls, by the keyboard too.
#[component]
fn Costs() -> impl IntoView {
    let state = state();
    let rows = Memo::new(move |_| {
        let document = state.document.read();
        let secrets: Secrets = state.secrets();
        document
            .as_ref()
            .map(|document| costs(document, secrets))
            .unwrap_or_default()
    });
    let row = |cost: Cost| {
        view! {
            <tr>
                <th scope="row">{cost.name}</th>
                <td class="mono value">{cost.value}</td>
                <td class="number">{cost.bytes}</td>
                <td class="number">{cost.chars}</td>
            </tr>
        }
    };
    view! {
        <div class="scroll" tabindex="0" role="group" aria-label="What each field costs">
            <table>
                <thead>
                    <tr>
                        <th scope="col">"Field"</th>
                        <th scope="col">"Value"</th>
                        <th scope="col">"Bytes"</th>
                        <th scope="col">"Characters"</th>
                    </tr>
                </thead>
                <tbody>{move || rows.get().into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

/// What a shorter text saves.
fn savings(before: &str, after: &str) -> String {
    let version = |text: &str| qr::version(text, Level::M).ok();
    let code = |version: Option<u8>| match version {
        Some(version) => format!("QR version {version}, {}", Ease::of(version).about()),
        None => String::from("more than a QR code holds"),
    };
    match before.len().checked_sub(after.len()) {
        None | Some(0) => format!("{} characters, {}.", after.len(), code(version(after))),
        Some(saved) => format!(
            "{} characters instead of {}: {saved} fewer. {}{}.",
            after.len(),
            before.len(),
            code(version(after)),
            match version(before) {
                before if before == version(after) => String::new(),
                Some(before) => format!("; before it was {before}"),
                None => String::from("; before it was more than one holds"),
            }
        ),
    }
}
