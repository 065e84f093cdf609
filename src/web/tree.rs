//! The fields as a tree, after the ARIA pattern: one tab stop, arrows to move, Enter to select.

use super::clipboard;
use super::dom::{add, add_text, append, closest, focus, make, node_of, set, set_node};
use super::hues;
use super::marks::{Drawn, Views};
use super::state::{Origin, Shown, State};
use crate::ticket::outline::{self, Line};
use crate::ticket::{Document, Secrets};
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html::Ul;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

const ITEM: &str = "[role=treeitem]";
const LINE: &str = "data-line";
/// Longer values end in `…`; their bytes are beside them.
const LONGEST: usize = 400;

/// What the tree shows now.
#[derive(Default)]
struct Content {
    document: Option<Shown>,
    lines: Vec<Line>,
}

/// The fields.
#[component]
pub fn Tree() -> impl IntoView {
    let (state, views) = (State::get(), expect_context::<Views>());
    let tree = NodeRef::<Ul>::new();
    let content = StoredValue::new(Content::default());
    Effect::new(move || {
        let (Some(tree), Some(document)) = (tree.get(), state.document.get()) else {
            return;
        };
        let lines = outline::lines(&document, state.wire.get());
        let same = content.with_value(|content| content.document.as_ref() == Some(&document));
        let toggled = if same { toggled(&tree) } else { Vec::new() };
        tree.set_text_content(None);
        let elements = draw(&tree, &document, &lines, state.secrets(), state.limit.get());
        for item in toggled.iter().filter_map(|line| item_at(&tree, line)) {
            toggle(&item);
        }
        views.tree.set(Drawn {
            frame: None,
            elements,
        });
        content.set_value(Content {
            document: Some(document),
            lines,
        });
    });
    let click = move |event: MouseEvent| {
        let Some(item) = closest(&event, ITEM) else {
            return;
        };
        if let Some(choice) = closest(&event, "[role=menuitem]") {
            content.with_value(|content| copy(state, content, &item, &choice));
            close_menu(&item, true);
        } else if closest(&event, "button").is_some() {
            content.with_value(|content| open_menu(state, content, &item));
        } else if closest(&event, ".twist").is_some() {
            toggle(&item);
        } else if closest(&event, ".menu").is_none()
            && let Some(node) = node_of(&event)
        {
            state.select(node, Origin::Tree);
            focus(&item);
        }
    };
    let key = move |event: KeyboardEvent| {
        let (Some(tree), Some(item)) = (tree.get_untracked(), closest(&event, ITEM)) else {
            return;
        };
        let done = match closest(&event, "[role=menu]") {
            Some(menu) => menu_key(&event, &item, &menu),
            None if closest(&event, "button").is_some() => false,
            None => tree_key(state, &event, &tree, &item),
        };
        if done {
            event.prevent_default();
        }
    };
    // The line with the focus is the tree's tab stop, and so is its button.
    let focus_in = move |event: web_sys::FocusEvent| {
        let (Some(tree), Some(item)) = (tree.get_untracked(), closest(&event, ITEM)) else {
            return;
        };
        if let Ok(Some(before)) = tree.query_selector("[role=treeitem][tabindex='0']") {
            set_tab_stop(&before, "-1");
        }
        set_tab_stop(&item, "0");
        state.hovered.set(node_of(&event));
    };
    let focus_out = move |event: web_sys::FocusEvent| {
        let to = event
            .related_target()
            .and_then(|to| to.dyn_into::<Element>().ok());
        let menu = closest(&event, ".menu");
        if let Some(menu) = menu
            && !to.is_some_and(|to| menu.contains(Some(&to)))
        {
            closest(&event, ITEM).inspect(|item| close_menu(item, false));
        }
    };
    view! {
        <ul class="tree" role="tree" aria-label="Fields" node_ref=tree on:click=click on:keydown=key on:focusin=focus_in on:focusout=focus_out></ul>
    }
}

// ---------------------------------------------------------------------------------------------------------- drawing

fn draw(
    tree: &Element,
    document: &Document,
    lines: &[Line],
    secrets: Secrets,
    limit: usize,
) -> Vec<(usize, Element)> {
    let mut elements = Vec::new();
    // The list that each depth's lines go into.
    let mut lists = vec![tree.clone()];
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| line.node < limit) {
        lists.truncate(line.depth + 1);
        let Some(list) = lists.last() else {
            continue;
        };
        let has_parts = line.next > index + 1;
        let (item, row) = draw_line(document, line, has_parts, secrets);
        set(&item, LINE, &index.to_string());
        append(list, &item);
        if line.derived.is_none() {
            elements.push((line.node, row));
        }
        if has_parts {
            let group = add(&item, "ul", "");
            set(&group, "role", "group");
            set(&item, "aria-expanded", "true");
            if line.folded {
                set(&item, "data-folded", "");
                toggle(&item);
            }
            lists.push(group);
        }
    }
    if let Some(first) = tree.first_element_child() {
        set_tab_stop(&first, "0");
    }
    elements
}

fn draw_line(document: &Document, line: &Line, has_parts: bool, secrets: Secrets) -> (Element, Element) {
    let item = make("li", "");
    set(&item, "role", "treeitem");
    set(&item, "aria-level", &(line.depth + 1).to_string());
    set(&item, "aria-selected", "false");
    set_node(&item, line.node);
    let row = add(&item, "div", "row");
    let (label, hint) = (line.label(document), line.hint(document));
    let mut value = line.value(document, secrets);
    if let Some((cut, _)) = value.char_indices().nth(LONGEST) {
        value.truncate(cut);
        value.push('…');
    }
    let mut aloud = format!("{label} {value} {hint}");
    if let Some(node) = document.nodes.get(line.shown) {
        let name = add_text(
            &row,
            "span",
            if has_parts { "name twist" } else { "name" },
            &label,
        );
        let _ = name.class_list().add_1(match line.derived {
            Some(_) => "h-key",
            None => hues::hue(node),
        });
        let said = add(&row, "span", "said");
        add_text(&said, "span", "value mono", &value);
        if !hint.is_empty() {
            add_text(&said, "span", "hint", &hint);
        }
        let state = hues::state_words(node.state);
        if !state.is_empty() {
            add_text(&said, "span", "bad", state);
            aloud = format!("{aloud} {state}");
        }
    }
    set(&item, "aria-label", aloud.trim_end());
    if !line.copies(document, secrets).is_empty() {
        let button = add_text(&row, "button", "copy", "copy");
        set(&button, "type", "button");
        set(&button, "aria-haspopup", "menu");
        set(&button, "aria-expanded", "false");
        set(&button, "aria-label", &format!("Copy {label}"));
    }
    set_tab_stop(&item, "-1");
    (item, row)
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
fn toggled(tree: &Element) -> Vec<String> {
    items(tree, "[aria-expanded]")
        .filter(|item| {
            let folded = item.get_attribute("data-folded").is_some();
            folded == (item.get_attribute("aria-expanded").as_deref() == Some("true"))
        })
        .filter_map(|item| item.get_attribute(LINE))
        .collect()
}

fn item_at(tree: &Element, line: &str) -> Option<Element> {
    tree.query_selector(&format!("[{LINE}='{line}']")).ok().flatten()
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
            around.inspect(focus);
            None
        }
        "Enter" | " " => {
            if let Some(node) = node_of(event) {
                state.select(node, Origin::Tree);
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

fn line_at<'a>(content: &'a Content, item: &Element) -> Option<(&'a Document, &'a Line)> {
    let line = item.get_attribute(LINE)?.parse::<usize>().ok()?;
    Some((content.document.as_deref()?, content.lines.get(line)?))
}

fn open_menu(state: State, content: &Content, item: &Element) {
    let (Some(button), Some((document, line))) = (own_button(item), line_at(content, item)) else {
        return;
    };
    if button.get_attribute("aria-expanded").as_deref() == Some("true") {
        return close_menu(item, true);
    }
    let Some(row) = button.parent_element() else {
        return;
    };
    let menu = add(&row, "div", "menu");
    set(&menu, "role", "menu");
    set(
        &menu,
        "aria-label",
        &button.get_attribute("aria-label").unwrap_or_default(),
    );
    for (name, value) in line.copies(document, untrack(|| state.secrets())) {
        let choice = add(&menu, "button", "");
        set(&choice, "type", "button");
        set(&choice, "role", "menuitem");
        set(&choice, "tabindex", "-1");
        add_text(&choice, "span", "", name);
        let value: String = value.chars().take(LONGEST).collect();
        add_text(&choice, "span", "mono quiet", &value);
    }
    set(&button, "aria-expanded", "true");
    menu.first_element_child().inspect(focus);
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
    to.inspect(focus);
    true
}

fn copy(state: State, content: &Content, item: &Element, choice: &Element) {
    let Some((document, line)) = line_at(content, item) else {
        return;
    };
    let mut before = 0;
    let mut at = choice.previous_element_sibling();
    while let Some(other) = at {
        before += 1;
        at = other.previous_element_sibling();
    }
    let copies = line.copies(document, untrack(|| state.secrets()));
    if let Some((name, value)) = copies.into_iter().nth(before) {
        clipboard::copy(state, &format!("{}, {name}", line.label(document)), value);
    }
}
