//! Ways to pass a ticket on. A secret is asked about first, and readers only offered instead.

use super::super::dom::{Build, focus, set, set_flag, then, watch};
use super::super::state::Shown;
use super::super::{clipboard, location};
use super::{Shop, Tool, ui};
use crate::ticket::make::slim::{Cut, Cuts, applicable, slim};
use crate::ticket::{Kind, make::draft, make::share, render::dump, render::json};
use leptos::prelude::*;
use web_sys::Element;

/// What can be passed on: the label, and what the button is for. All but the first are copied.
const WAYS: [(&str, &str); 8] = [
    ("Share …", "send"),
    ("Text", "text"),
    ("Link to this page", "link"),
    ("Markdown link", "markdown"),
    ("JSON", "json"),
    ("Rust", "rust"),
    ("Shell command", "shell"),
    ("Annotated hex", "hex"),
];

pub fn draw(shop: Shop, panel: &Element) {
    let buttons = panel.add_new("div", "buttons", "");
    let [(send, act), copied @ ..] = WAYS;
    if js_sys::Reflect::has(&window().navigator(), &"share".into()).unwrap_or(false) {
        ui::button(&buttons, send, act);
    }
    buttons.add_new("span", "quiet", "Copy");
    let copies = copied.map(|(label, act)| (act, ui::button(&buttons, label, act)));
    let ask = panel.add_new("div", "ask", "");
    set(&ask, "role", "alertdialog");
    set(&ask, "aria-label", "A secret is inside");
    ask.add_new(
        "p",
        "",
        "A secret is inside. Whoever gets this has it too, and links stay in the history of browsers.",
    );
    let readers = ui::button(&ask, "Make it read-only first", "read-only");
    ui::button(&ask, "Go on with the secret", "go-on");
    ui::button(&ask, "Cancel", "cancel");
    // A question about one text is none about the next.
    watch(move || {
        shop.state.text.track();
        shop.asked.set(None);
    });
    watch(move || {
        let Some(document) = shop.shown(Tool::Share) else {
            return;
        };
        for (act, button) in &copies {
            // The others there are of everything.
            let has = !matches!(*act, "rust" | "shell") || text(shop, &document, act).is_some();
            set_flag(button, "hidden", !has);
        }
        let asked = shop.asked.get().is_some() && document.has_secret();
        set_flag(&ask, "hidden", !asked);
        let can = document.value.as_ref().is_some_and(|value| {
            applicable(value, &shop.state.checks())
                .iter()
                .any(|(cut, _)| *cut == Cut::Write)
        });
        set_flag(&readers, "hidden", !can);
        if asked {
            focus(if can { &readers } else { &ask });
        }
    });
}

/// What is copied, where there is such a thing.
fn text(shop: Shop, document: &Shown, act: &str) -> Option<String> {
    let text = document.text();
    Some(match act {
        "text" => text.into(),
        "link" => location::link(text),
        "markdown" => share::markdown(document.kind, &location::link(text)),
        "json" => {
            let secrets = untrack(|| shop.state.secrets());
            shop.state
                .report
                .with_untracked(|report| format!("{:#}", json::report(report, secrets)))
        }
        "rust" => share::rust(document.value.as_ref()?)?,
        "shell" => share::shell(document.kind, text)?,
        _ => dump::dump(document, untrack(|| shop.state.secrets())),
    })
}

/// What holds the secret whatever is masked.
fn gives_it_away(act: &str) -> bool {
    !matches!(act, "json" | "hex")
}

pub fn act(shop: Shop, act: &str) {
    let Some(document) = shop.state.document.get_untracked() else {
        return;
    };
    match act {
        "cancel" => shop.asked.set(None),
        "go-on" => {
            if let Some(way) = shop.asked.get_untracked() {
                shop.asked.set(None);
                pass_on(shop, &document, way);
            }
        }
        "read-only" => {
            shop.asked.set(None);
            let small = document
                .value
                .as_ref()
                .map(|value| slim(value, Cuts::from_iter([Cut::Write]), &shop.state.checks()));
            if let Some(text) = small.and_then(|value| draft::write(&value, Kind::Doc)) {
                shop.state.replace(text);
                shop.state.say("Read-only now. Share it again.");
            }
        }
        act => {
            if let Some(way) = WAYS.iter().position(|(_, known)| *known == act) {
                match document.has_secret() && gives_it_away(act) {
                    true => shop.asked.set(Some(way)),
                    false => pass_on(shop, &document, way),
                }
            }
        }
    }
}

fn pass_on(shop: Shop, document: &Shown, way: usize) {
    let state = shop.state;
    let Some((label, act)) = WAYS.get(way) else { return };
    if *act == "send" {
        let data = web_sys::ShareData::new();
        data.set_title(document.kind.name());
        data.set_url(&location::link(document.text()));
        // Nobody has to be told that they closed the dialog.
        return then(&window().navigator().share_with_data(&data), |_| (), |_| ());
    }
    if matches!(*act, "link" | "markdown") {
        location::show(document.text());
    }
    if let Some(text) = text(shop, document, act) {
        clipboard::copy(state, label, &text);
    }
}
