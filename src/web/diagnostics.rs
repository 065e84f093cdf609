//! What is worth knowing about a finding: a list of buttons that go to the place.

use super::dom::{Build, closest, el, number, set, watch};
use super::input::select_range;
use super::state::State;
use crate::ticket::Severity;
use crate::ticket::explain::diagnostic::grouped;
use leptos::prelude::*;
use web_sys::Element;

const ROW: &str = "data-row";
const NEXT: &str = "data-next";

/// The list.
pub fn diagnostics(state: State) -> Element {
    let list = el("ul", "diagnostics").attr("aria-label", "Worth knowing");
    let drawn = list.clone();
    watch(move || {
        drawn.clear();
        let Some(document) = state.document.get() else {
            return;
        };
        for (index, group) in grouped(&document.diagnostics).into_iter().enumerate() {
            let icon = match group.severity {
                Severity::Error => "✗ ",
                Severity::Warning => "⚠ ",
                Severity::Note => "• ",
            };
            let item = drawn.add_new("li", "", "");
            let row = item
                .add_new("button", group.severity.name(), "")
                .attr("type", "button");
            set(&row, ROW, &index.to_string());
            let word = row.add_new("span", "severity", "");
            word.add_new("span", "", icon).attr("aria-hidden", "true");
            word.add_new("span", "", group.severity.name());
            let message = row.add_new("span", "", &group.message);
            if group.places.len() > 1 {
                message.add_new(
                    "span",
                    "",
                    &[" (", &group.places.len().to_string(), " places)"].concat(),
                );
            }
            message.add_new("small", "", group.help);
        }
    });
    list.on("click", move |event| {
        let row = closest(&event, "button");
        let index = row.as_ref().and_then(|row| number(row, ROW));
        let (Some(row), Some(index), Some(document)) = (row, index, state.document.get_untracked()) else {
            return;
        };
        if let Some(group) = grouped(&document.diagnostics).get(index) {
            // Each click goes on to the next place.
            let at = number(&row, NEXT).unwrap_or(0) % group.places.len().max(1);
            set(&row, NEXT, &(at + 1).to_string());
            if let Some((node, span)) = group.places.get(at) {
                state.select(node.unwrap_or(0));
                let is_only = group.places.len() == 1;
                state
                    .text
                    .with_untracked(|text| select_range(text, *span, is_only));
            }
        }
    })
}
