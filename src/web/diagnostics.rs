//! What is worth knowing about a finding: a list of buttons that go to the place.

use super::input::select_range;
use super::state::{Origin, State};
use crate::ticket::{Code, Diagnostic, Severity, Span};
use leptos::html::Textarea;
use leptos::prelude::*;

/// A message, and the places that it is about.
struct Said {
    severity: Severity,
    message: String,
    help: &'static str,
    places: Vec<(Option<usize>, Span)>,
}

/// The diagnostics of a finding, the same message once; and in one message everything that was cleaned away.
fn said(diagnostics: &[Diagnostic]) -> Vec<Said> {
    let mut list: Vec<Said> = Vec::new();
    let mut cleaned: Vec<(&str, usize)> = Vec::new();
    for diagnostic in diagnostics {
        let place = (diagnostic.node, diagnostic.text);
        let message = match diagnostic.code {
            Code::Cleaned => {
                match cleaned.iter_mut().find(|(what, _)| *what == diagnostic.found) {
                    Some((_, times)) => *times += 1,
                    None => cleaned.push((&diagnostic.found, 1)),
                }
                let all = cleaned.iter().map(|(what, times)| match times {
                    1 => String::from(*what),
                    _ => format!("{what} ({times} times)"),
                });
                diagnostic
                    .code
                    .template()
                    .replace("{found}", &all.collect::<Vec<_>>().join(", "))
            }
            _ => diagnostic.message(),
        };
        let is_cleaned =
            diagnostic.code == Code::Cleaned && cleaned.iter().map(|(_, times)| times).sum::<usize>() > 1;
        let same = list.iter_mut().find(|said| match is_cleaned {
            true => said.help == diagnostic.help(),
            false => said.message == message,
        });
        match same {
            Some(said) => {
                said.message = message;
                said.places.push(place);
            }
            None => list.push(Said {
                severity: diagnostic.severity,
                message,
                help: diagnostic.help(),
                places: vec![place],
            }),
        }
    }
    list
}

/// The list.
#[component]
pub fn Diagnostics() -> impl IntoView {
    let state = State::get();
    let area = expect_context::<NodeRef<Textarea>>();
    move || {
        let document = state.document.get()?;
        let rows: Vec<AnyView> = said(&document.diagnostics)
            .into_iter()
            .map(|said| row(state, area, said))
            .collect();
        (!rows.is_empty()).then(|| view! { <ul class="diagnostics" aria-label="Worth knowing">{rows}</ul> })
    }
}

fn row(state: State, area: NodeRef<Textarea>, said: Said) -> AnyView {
    let (icon, word) = match said.severity {
        Severity::Error => ("✗", "error"),
        Severity::Warning => ("⚠", "warning"),
        Severity::Note => ("ⓘ", "note"),
    };
    let times = match said.places.len() {
        1 => String::new(),
        many => format!(" ({many} places)"),
    };
    let next = StoredValue::new(0_usize);
    let places = said.places;
    let go = move |_| {
        // Each click goes on to the next place.
        let at = next.get_value() % places.len();
        next.set_value(at + 1);
        let (node, span) = places[at];
        state
            .text
            .with_untracked(|text| select_range(area, text, span.start, span.end));
        state.select(node.unwrap_or(0), Origin::Diagnostic);
    };
    view! {
        <li>
            <button type="button" class=word on:click=go>
                <span class="severity"><span aria-hidden="true">{icon}</span>" "{word}</span>
                <span>{said.message}{times}<small>{said.help}</small></span>
            </button>
        </li>
    }
    .into_any()
}
