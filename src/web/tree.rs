//! The fields as a tree, after the ARIA pattern: one tab stop, arrows to move, Enter to select.

use super::clipboard;
use super::dom::{Build, closest, focus, node_of, number, set, set_node, watch};
use super::hues;
use super::marks::{Drawn, TREE, Views};
use super::state::{Shown, State};
use crate::ticket::outline::{self, Line};
use crate::ticket::{Document, Secrets};
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, FocusEvent, KeyboardEvent};

const ITEM: &str = "[role=treeitem]";
const LINE: &str = "data-line";
/// Longer values end in `…`; their bytes are beside them.
const LONGEST: usize = 400;

/// The document that the tree shows now, and its lines.
type Content = Rc<RefCell<Option<(Shown, Vec<Line>)>>>;

/// Draws the fields into `tree` whenever they change, and listens to what is done with them.
pub fn keep(state: State, views: Views, tree: Element) {
    let content = Content::default();
    let (drawn, shown) = (tree.clone(), content.clone());
    watch(move || {
        let Some(document) = state.document.get() else {
            return;
        };
        let lines = outline::lines(&document, state.wire.get());
        let same = shown
            .borrow()
            .as_ref()
            .is_some_and(|(shown, _)| *shown == document);
        let toggled = if same { toggled(&drawn) } else { Vec::new() };
        drawn.clear();
        views.set(
            TREE,
            draw(&drawn, &document, &lines, state.secrets(), state.limit.get()),
        );
        for line in toggled {
            let item = drawn.query_selector(&format!("[{LINE}='{line}']"));
            item.ok().flatten().inspect(toggle);
        }
        shown.replace(Some((document, lines)));
    });
    let keys = tree.clone();
    tree.attr("role", "tree")
        .on("click", move |event| click(state, &content, &event))
        .on("keydown", move |event| key(state, &keys, &event))
        .on("focusin", move |event| focus_in(state, &event))
        .on("focusout", focus_out);
}

fn click(state: State, content: &Content, event: &Event) {
    let Some(item) = closest(event, ITEM) else {
        return;
    };
    let line = number(&item, LINE);
    if let Some(choice) = closest(event, "[role=menuitem]") {
        if let (Some((document, lines)), Some(line)) = (&*content.borrow(), line) {
            copy(state, document, &lines[line], &choice);
        }
        close_menu(&item, true);
    } else if closest(event, "button").is_some() {
        if let (Some((document, lines)), Some(line)) = (&*content.borrow(), line) {
            open_menu(state, document, &lines[line], &item);
        }
    } else if closest(event, ".twist").is_some() {
        toggle(&item);
    } else if let (Some(node), None) = (node_of(event), closest(event, ".menu")) {
        state.select(node);
        focus(&item);
    }
}

fn key(state: State, tree: &Element, event: &Event) {
    let (Some(item), Some(key)) = (closest(event, ITEM), event.dyn_ref::<KeyboardEvent>()) else {
        return;
    };
    let done = match closest(event, "[role=menu]") {
        Some(menu) => menu_key(key, &item, &menu),
        None if closest(event, "button").is_some() => false,
        None => tree_key(state, key, tree, &item),
    };
    if done {
        event.prevent_default();
    }
}

/// The line with the focus is the tree's tab stop, and so is its button.
fn focus_in(state: State, event: &Event) {
    let Some(item) = closest(event, ITEM) else {
        return;
    };
    let before = item.closest("[role=tree]").ok().flatten();
    let before = before.and_then(|tree| {
        tree.query_selector("[role=treeitem][tabindex='0']")
            .ok()
            .flatten()
    });
    before.inspect(|before| set_tab_stop(before, "-1"));
    set_tab_stop(&item, "0");
    state.hovered.set(node_of(event));
}

/// A menu closes when the focus leaves it.
fn focus_out(event: Event) {
    let to = event
        .dyn_ref::<FocusEvent>()
        .and_then(|event| event.related_target());
    let to = to.and_then(|to| to.dyn_into::<Element>().ok());
    if let (Some(menu), Some(item)) = (closest(&event, ".menu"), closest(&event, ITEM))
        && !to.is_some_and(|to| menu.contains(Some(&to)))
    {
        close_menu(&item, false);
    }
}

// ---------------------------------------------------------------------------------------------------------- drawing

fn draw(tree: &Element, document: &Document, lines: &[Line], secrets: Secrets, limit: usize) -> Drawn {
    let mut drawn = Drawn::new();
    // The list that each depth's lines go into.
    let mut lists = vec![tree.clone()];
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| line.node < limit) {
        lists.truncate(line.depth + 1);
        let Some(list) = lists.last() else {
            continue;
        };
        let has_parts = line.next > index + 1;
        let item = list.add_new("li", "", "");
        set(&item, LINE, &index.to_string());
        set_node(&item, line.node);
        let row = draw_line(&item, document, line, has_parts, secrets);
        if line.derived.is_none() {
            drawn.push((line.node, row));
        }
        if has_parts {
            set(&item, "aria-expanded", "true");
            if line.folded {
                set(&item, "data-folded", "");
                toggle(&item);
            }
            lists.push(item.add_new("ul", "", "").attr("role", "group"));
        }
    }
    tree.first_element_child()
        .inspect(|first| set_tab_stop(first, "0"));
    drawn
}

fn draw_line(item: &Element, document: &Document, line: &Line, has_parts: bool, secrets: Secrets) -> Element {
    set(item, "role", "treeitem");
    set(item, "aria-level", &(line.depth + 1).to_string());
    set(item, "aria-selected", "false");
    let row = item.add_new("div", "row", "");
    let (label, hint) = (line.label(document), line.hint(document));
    let mut value = line.value(document, secrets);
    if let Some((cut, _)) = value.char_indices().nth(LONGEST) {
        value.truncate(cut);
        value.push('…');
    }
    let node = document.nodes.get(line.shown);
    let hue = match line.derived {
        Some(_) => "h-key",
        None => node.map_or("", hues::hue),
    };
    let name = row.add_new("span", "name", &label);
    let _ = name.class_list().add_1(hue);
    if has_parts {
        let _ = name.class_list().add_1("twist");
    }
    let said = row.add_new("span", "said", "");
    said.add_new("span", "value mono", &value);
    said.add_new("span", "hint", &hint);
    let state = node.map_or("", |node| hues::state_words(node.state));
    said.add_new("span", "bad", state);
    let aloud = [&label, &value, &hint, state].map(|part| if part.is_empty() { "" } else { part });
    set(item, "aria-label", aloud.join(" ").trim());
    if !line.copies(document, secrets).is_empty() {
        let button = row.add_new("button", "copy", "copy").attr("type", "button");
        set(&button, "aria-haspopup", "menu");
        set(&button, "aria-expanded", "false");
        set(&button, "aria-label", &["Copy ", &label].concat());
    }
    set_tab_stop(item, "-1");
    row
}

fn set_tab_stop(item: &Element, index: &str) {
    set(item, "tabindex", index);
    if let Some(button) = own_button(item) {
        set(&button, "tabindex", index);
    }
}

fn own_button(item: &Element) -> Option<Element> {
    item.query_selector(":scope > .row > button").ok().flatten()
}

// ------------------------------------------------------------------------------------------- opening and moving about

fn toggle(item: &Element) {
    let Some(open) = item.get_attribute("aria-expanded") else {
        return;
    };
    set(
        item,
        "aria-expanded",
        if open == "true" { "false" } else { "true" },
    );
}

/// The lines that are not as they were drawn at first.
fn toggled(tree: &Element) -> Vec<usize> {
    items(tree, "[aria-expanded]")
        .filter(|item| {
            let folded = item.get_attribute("data-folded").is_some();
            folded == (item.get_attribute("aria-expanded").as_deref() == Some("true"))
        })
        .filter_map(|item| number(&item, LINE))
        .collect()
}

fn items(tree: &Element, selector: &str) -> impl Iterator<Item = Element> {
    let found = tree.query_selector_all(selector).ok();
    let length = found.as_ref().map_or(0, |found| found.length());
    (0..length).filter_map(move |at| found.as_ref()?.item(at)?.dyn_into().ok())
}

/// The lines that are not inside of a closed one.
fn visible_items(tree: &Element) -> Vec<Element> {
    let is_open = |item: &Element| {
        let closed = item
            .parent_element()
            .and_then(|list| list.closest("[aria-expanded=false]").ok().flatten());
        closed.is_none()
    };
    items(tree, ITEM).filter(is_open).collect()
}

/// What a key does; whether it did anything.
fn tree_key(state: State, event: &KeyboardEvent, tree: &Element, item: &Element) -> bool {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return false;
    }
    let items = visible_items(tree);
    let at = items.iter().position(|other| other == item).unwrap_or(0);
    let expanded = item.get_attribute("aria-expanded");
    let key = event.key();
    let to = match key.as_str() {
        "ArrowDown" => items.get(at + 1),
        "ArrowUp" => at.checked_sub(1).and_then(|before| items.get(before)),
        "Home" => items.first(),
        "End" => items.last(),
        "ArrowRight" => match expanded.as_deref() {
            Some("true") => items.get(at + 1),
            _ => {
                toggle(item);
                None
            }
        },
        "ArrowLeft" if expanded.as_deref() == Some("true") => {
            toggle(item);
            None
        }
        "ArrowLeft" => {
            let around = item
                .parent_element()
                .and_then(|list| list.closest(ITEM).ok().flatten());
            around.as_ref().inspect(|around| focus(around));
            None
        }
        "Enter" | " " => {
            if let Some(node) = node_of(event) {
                state.select(node);
            }
            None
        }
        letter if letter.chars().count() == 1 => {
            let starts = |item: &&Element| {
                let label = item.get_attribute("aria-label").unwrap_or_default();
                label.starts_with(letter)
            };
            let after = items.iter().skip(at + 1).find(starts);
            after.or_else(|| items.iter().find(starts))
        }
        _ => return false,
    };
    to.inspect(|to| focus(to));
    true
}

// --------------------------------------------------------------------------------------------------------- copy menu

fn open_menu(state: State, document: &Document, line: &Line, item: &Element) {
    let Some((button, row)) =
        own_button(item).and_then(|button| Some((button.clone(), button.parent_element()?)))
    else {
        return;
    };
    if button.get_attribute("aria-expanded").as_deref() == Some("true") {
        return close_menu(item, true);
    }
    let menu = row.add_new("div", "menu", "").attr("role", "menu");
    set(
        &menu,
        "aria-label",
        &button.get_attribute("aria-label").unwrap_or_default(),
    );
    for (index, (name, value)) in line.copies(document, state.secrets_now()).into_iter().enumerate() {
        let choice = menu
            .add_new("button", "", "")
            .attr("type", "button")
            .attr("role", "menuitem");
        set(&choice, "tabindex", "-1");
        set(&choice, "data-copy", &index.to_string());
        choice.add_new("span", "", name);
        let value: String = value.chars().take(LONGEST).collect();
        choice.add_new("span", "mono quiet", &value);
    }
    set(&button, "aria-expanded", "true");
    menu.first_element_child().as_ref().inspect(|first| focus(first));
}

fn close_menu(item: &Element, back: bool) {
    let Some(button) = own_button(item) else {
        return;
    };
    set(&button, "aria-expanded", "false");
    if back {
        focus(&button);
    }
    if let Ok(Some(menu)) = item.query_selector(":scope > .row > .menu") {
        menu.remove();
    }
}

fn menu_key(event: &KeyboardEvent, item: &Element, menu: &Element) -> bool {
    let choice = closest(event, "[role=menuitem]");
    let to = match event.key().as_str() {
        "ArrowDown" => choice
            .and_then(|choice| choice.next_element_sibling())
            .or_else(|| menu.first_element_child()),
        "ArrowUp" => choice
            .and_then(|choice| choice.previous_element_sibling())
            .or_else(|| menu.last_element_child()),
        "Home" => menu.first_element_child(),
        "End" => menu.last_element_child(),
        "Escape" => {
            close_menu(item, true);
            None
        }
        _ => return false,
    };
    to.as_ref().inspect(|to| focus(to));
    true
}

fn copy(state: State, document: &Document, line: &Line, choice: &Element) {
    let copies = line.copies(document, state.secrets_now());
    let chosen = number(choice, "data-copy").and_then(|index| copies.into_iter().nth(index));
    if let Some((name, value)) = chosen {
        clipboard::copy(state, &[&line.label(document), ", ", name].concat(), &value);
    }
}
