//! Two tickets side by side, as sets.

use super::super::dom::{Build, set, watch};
use super::{Shop, Tool};
use crate::ticket::explore;
use crate::ticket::make::compare::{Change, compare};
use leptos::prelude::*;
use web_sys::Element;

pub fn draw(shop: Shop, panel: &Element) {
    let label = panel.add_new("label", "", "Another link or ticket, to compare with this one");
    set(&label, "for", "other");
    let area = panel.add_new("textarea", "", "");
    for (name, value) in [
        ("id", "other"),
        ("name", "other"),
        ("rows", "2"),
        ("spellcheck", "false"),
    ] {
        set(&area, name, value);
    }
    let sentence = panel.add_new("p", "saved", "");
    set(&sentence, "role", "status");
    let list = panel.add_new("ul", "changes", "");
    watch(move || {
        let Some(document) = shop.shown(Tool::Compare) else {
            return;
        };
        let other = shop.other.read();
        list.set_text_content(None);
        sentence.set_text_content(None);
        if other.trim().is_empty() {
            return;
        }
        let report = explore(&other, &shop.state.checks());
        let first = document.value.as_ref();
        let second = report
            .found
            .iter()
            .find_map(|found| Some((found.value.as_ref()?, found.kind)));
        let (Some(first), Some(second)) = (first, second) else {
            let which = if first.is_none() {
                "The ticket above"
            } else {
                "This text"
            };
            sentence.set_text_content(Some(&format!(
                "{which} cannot be read as a whole, so it is not compared."
            )));
            return;
        };
        let compared = compare((first, document.kind), second);
        sentence.set_text_content(Some(&compared.sentence()));
        for line in &compared.lines {
            let item = list.add_new("li", line.change.name(), "");
            item.add_new(
                "b",
                "",
                match line.change {
                    Change::Kept(_) => "same",
                    Change::Removed(_) => "only above",
                    Change::Added(_) => "only here",
                    Change::Changed(..) => "changed",
                },
            );
            let text = line.to_string();
            item.add_new("span", "", text.get(2..).unwrap_or(&text));
        }
    });
}
