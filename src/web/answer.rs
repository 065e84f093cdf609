//! The answer: what it is in a sentence, and what the real parsers say. Before it the list of findings, where there are
//! several.

use super::dom::{Build, el, set, set_flag, value_of, watch};
use super::state::State;
use crate::ticket::words::visible;
use crate::ticket::{Document, Role, Secrets, Severity, Verdict, limits};
use leptos::prelude::*;
use web_sys::Element;

/// The answer to what is in the text area.
pub fn answer(state: State) -> Element {
    let answer = el("div", "").attr("id", "answer").attr("role", "status");
    let drawn = answer.clone();
    watch(move || {
        let new = el("div", "");
        match state.document.get() {
            Some(document) => found(&new, &document, state.secrets()),
            None if state.text.with(|text| !text.trim().is_empty()) => nothing(&new),
            None => {}
        }
        // The same answer is not read aloud again.
        if new.text_content() != drawn.text_content() {
            drawn.clear();
            drawn.add(&new);
        }
    });
    answer
}

fn found(answer: &Element, document: &Document, secrets: Secrets) {
    answer.add_new("h2", "sentence", &document.sentence());
    let list = answer
        .add_new("ul", "verdicts", "")
        .attr("aria-label", "What the parsers say");
    let own = document.verdicts.iter().map(|own| (String::new(), own));
    let nested = document
        .nested
        .iter()
        .map(|(node, nested)| (peer(document, *node), nested));
    for (peer, verdict) in own.chain(nested) {
        let (class, icon) = match (verdict.accepts, verdict.drops.is_empty()) {
            (true, true) => ("good", "✓"),
            (true, false) => ("warning", "✓"),
            (false, _) => ("error", "✗"),
        };
        let row = list.add_new("li", class, "");
        row.add_new("span", "", icon).attr("aria-hidden", "true");
        let says = row.add_new("span", "", "");
        says.add_new("span", "quiet", &peer);
        says.add_new("b", "", verdict.parser.name());
        says.add_new("span", "", &words(document, verdict, secrets));
        row.add_new("small", "", verdict.parser.about());
    }
}

fn words(document: &Document, verdict: &Verdict, secrets: Secrets) -> String {
    match document.reason(verdict, secrets) {
        Some(reason) => [" rejects: ", &visible(&reason)].concat(),
        None => [" ", &verdict.sentence()].concat(),
    }
}

/// The peer that a nested ticket belongs to: `peer 2`.
fn peer(document: &Document, node: usize) -> String {
    let mut around = Some(node);
    while let Some(index) = around {
        match document.nodes.get(index) {
            Some(node) if node.role == Role::Param => {
                return [node.name, " ", &(node.index.unwrap_or(0) + 1).to_string(), " "].concat();
            }
            _ => around = document.parent(index),
        }
    }
    String::new()
}

fn nothing(answer: &Element) {
    answer.add_new(
        "h2",
        "sentence",
        "Nothing found: no eidetica link, no iroh ticket, no id.",
    );
    answer.add_new(
        "p",
        "quiet",
        "A link starts with eidetica:?db= and a ticket with endpoint, node, blob or doc, and both go on without a space. \
         An EndpointId, a CID or a relay’s URL is recognised when it stands alone.",
    );
}

/// The list of findings, where there are several.
pub fn findings(state: State) -> Element {
    let list = el("div", "");
    let legend = el("legend", "");
    let beyond = el("p", "quiet");
    let fieldset = el("fieldset", "findings").with(&[&legend, &list, &beyond]);
    let shown = fieldset.clone();
    watch(move || {
        let report = state.report.get();
        let several = report.found.len() > 1 || report.truncated;
        set_flag(&shown, "hidden", !several);
        list.clear();
        if !several {
            return;
        }
        legend.set_text_content(Some(
            &[&(report.found.len() + report.more).to_string(), " found"].concat(),
        ));
        beyond.set_text_content(Some(&match (report.more, report.truncated) {
            (0, false) => String::new(),
            (0, true) => format!("Only the first {} bytes were searched.", limits::INPUT),
            (more, _) => format!("{more} more are not explained."),
        }));
        let chosen = state
            .chosen
            .get_untracked()
            .min(report.found.len().saturating_sub(1));
        for (index, document) in report.found.iter().enumerate() {
            finding(&list, index, index == chosen, document);
        }
    });
    fieldset.on("change", move |event| {
        if let Ok(index) = value_of(&event).parse() {
            state.choose(index);
        }
    })
}

fn finding(list: &Element, index: usize, chosen: bool, document: &Document) {
    let worst = document
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.severity)
        .min();
    let word = match worst {
        Some(severity) if severity != Severity::Note => severity.name(),
        _ => "",
    };
    let row = list.add_new("label", word, "");
    let radio = row
        .add_new("input", "", "")
        .attr("type", "radio")
        .attr("name", "finding");
    set(&radio, "value", &index.to_string());
    set_flag(&radio, "checked", chosen);
    row.add_new("b", "", document.kind.name());
    row.add_new("span", "", &document.sentence());
    row.add_new("small", "", word);
}
