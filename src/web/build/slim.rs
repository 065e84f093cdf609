//! What can be left out: a switch for each, and what every field costs. The switches write into the text area, so that
//! every view shows at once what is left.

use super::super::dom::{Build, all, set, watch};
use super::{Shop, Tool, ui};
use crate::ticket::make::draft::write;
use crate::ticket::make::qr::{self, Ease, Level};
use crate::ticket::make::slim::{Cut, Cuts, applicable, costs, slim};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement};

pub fn draw(shop: Shop, panel: &Element) {
    // A text that the switches did not write is what they cut from.
    watch(move || {
        if let Some(document) = shop.state.document.get()
            && shop.slimmed.with_value(|slimmed| slimmed != document.text())
        {
            shop.base
                .set_value(document.value.clone().map(|value| (value, document.kind)));
            shop.slimmed.set_value(String::new());
            shop.cuts.set(Cuts::default());
        }
    });
    let switches = panel.add_new("fieldset", "switches", "");
    switches.add_new("legend", "", "Leave out");
    let list = switches.add_new("div", "", "");
    let saved = panel.add_new("p", "saved", "");
    set(&saved, "role", "status");
    let sizes = panel.add_new("details", "", "");
    sizes.add_new("summary", "", "What each field costs");
    let rows = ui::table(&sizes, &["Field", "Value", "Bytes", "Characters"]);
    // The switches of one text stay the same elements while they are used.
    let drawn = StoredValue::new_local(None::<Vec<(Cut, usize)>>);
    watch(move || {
        let (Some(document), cuts) = (shop.shown(Tool::Slim), shop.cuts.get()) else {
            return;
        };
        let base = shop.base.get_value();
        let Some((value, kind)) = base else {
            list.set_text_content(Some("Only what its parser reads can be made smaller."));
            saved.set_text_content(None);
            drawn.set_value(None);
            return;
        };
        let options = applicable(&value, &shop.state.checks());
        if drawn.with_value(|drawn| drawn.as_ref() != Some(&options)) {
            list.set_text_content(None);
            for (cut, many) in &options {
                let label = match (cut, many) {
                    (Cut::Write, _) => String::from("write access: readers only"),
                    _ => format!("{} ({many})", cut.label()),
                };
                ui::choice(&list, "checkbox", "cut", cut.name(), &label);
            }
            if options.is_empty() {
                list.set_text_content(Some("Nothing in it can be left out."));
            }
            drawn.set_value(Some(options));
        }
        for item in all(&list, "input").map(JsCast::unchecked_into::<HtmlInputElement>) {
            let is_cut = |cut: &Cut| cut.name() == item.value() && cuts.has(*cut);
            item.set_checked(Cut::ALL.iter().any(is_cut));
        }
        let before = write(&value, kind).unwrap_or_default();
        saved.set_text_content(Some(&savings(&before, document.text())));
        rows.set_text_content(None);
        for cost in costs(&document, shop.state.secrets()) {
            let row = rows.add_new("tr", "", "");
            row.add_new("th", "", &cost.name);
            row.add_new("td", "mono value", &cost.value);
            let bytes = cost.bytes.map(|bytes| bytes.to_string()).unwrap_or_default();
            row.add_new("td", "number", &bytes);
            row.add_new("td", "number", &cost.chars.to_string());
        }
    });
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

pub fn change(shop: Shop, event: &Event) {
    let value = event_target_value(event);
    let Some(cut) = Cut::ALL.into_iter().find(|cut| cut.name() == value) else {
        return;
    };
    let cuts = shop.cuts.get_untracked().set(cut, event_target_checked(event));
    let text = shop.base.with_value(|base| {
        let (value, kind) = base.as_ref()?;
        write(&slim(value, cuts, &shop.state.checks()), *kind)
    });
    if let Some(text) = text {
        shop.slimmed.set_value(text.clone());
        shop.cuts.set(cuts);
        shop.write(text);
    }
}
