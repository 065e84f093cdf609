//! The fields as a tree, after the ARIA pattern: one tab stop, arrows to move, Enter to select.

use super::clipboard;
use super::dom::{Build, all, closest, el, first, focus, node_of, number, set, set_node, watch};
use super::hues;
use super::marks::{Drawn, TREE, Views};
use super::state::{Shown, State};
use crate::ticket::render::outline::{self, Line};
use crate::ticket::{Document, Secrets};
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, FocusEvent, HtmlElement, KeyboardEvent};

const ITEM: &str = "[role=treeitem]";
const LINE: &str = "data-line";
const FOLDED: &str = "data-folded";
/// Longer values end in `…`; their bytes are beside them.
const LONGEST: usize = 400;

/// The document that the tree shows now, and its lines.
type Content = Rc<RefCell<Option<(Shown, Vec<Line>)>>>;

/// Draws the fields into `tree` whenever they change, and listens to what is done with them. The menus are put into
/// `panel`, around the tree: in a tree there can be nothing but its items.
pub fn keep(state: State, views: Views, tree: Element, panel: &Element) {
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
        let focused = first(&drawn, ":focus")
            .filter(|_| same)
            .and_then(|element| number(&element.closest(ITEM).ok()??, LINE));
        drawn.clear();
        views.set(
            TREE,
            draw(&drawn, &document, &lines, state.secrets(), state.limit.get()),
        );
        for line in toggled {
            item_at(&drawn, line).as_ref().inspect(|item| toggle(item));
        }
        focused
            .and_then(|line| item_at(&drawn, line))
            .as_ref()
            .inspect(|item| focus(item));
        shown.replace(Some((document, lines)));
    });
    let keys = tree.clone();
    let choices = content.clone();
    tree.attr("role", "tree")
        .on("click", move |event| click(state, &content, &event))
        .on("keydown", move |event| key(state, &keys, &event))
        .on("focusin", move |event| focus_in(state, &event));
    panel
        .clone()
        .on("click", move |event| choose(state, &choices, &event))
        .on("keydown", |event| menu_key(&event))
        .on("focusout", |event| leave_menu(&event));
}

fn click(state: State, content: &Content, event: &Event) {
    let Some(item) = closest(event, ITEM) else {
        return;
    };
    if closest(event, "button").is_some() {
        if let (Some((document, lines)), Some(line)) = (&*content.borrow(), number(&item, LINE)) {
            open_menu(state, document, &lines[line], &item);
        }
    } else if closest(event, ".twist").is_some() {
        toggle(&item);
    } else if let Some(node) = node_of(event) {
        state.select(node);
        focus(&item);
    }
}

fn key(state: State, tree: &Element, event: &Event) {
    if let (Some(item), None, Some(key)) = (closest(event, ITEM), closest(event, "button"), event.dyn_ref())
        && tree_key(state, key, tree, &item)
    {
        event.prevent_default();
    }
}

/// The line with the focus is the tree's tab stop, and so is its button.
fn focus_in(state: State, event: &Event) {
    let Some(item) = closest(event, ITEM) else {
        return;
    };
    let tree = item.closest("[role=tree]").ok().flatten();
    let before = tree.and_then(|tree| first(&tree, "[role=treeitem][tabindex='0']"));
    before.inspect(|before| set_tab_stop(before, "-1"));
    set_tab_stop(&item, "0");
    state.hovered.set(node_of(event));
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
        let place = list.add_new("li", "", "").attr("role", "none");
        let item = place.add_new("div", "row", "");
        set(&item, LINE, &index.to_string());
        set_node(&item, line.node);
        draw_line(&item, document, line, has_parts, secrets);
        if has_parts {
            lists.push(place.add_new("ul", "", "").attr("role", "group"));
            set(&item, "aria-expanded", "true");
            if line.folded {
                set(&item, FOLDED, "");
                toggle(&item);
            }
        }
        if line.derived.is_none() {
            drawn.push((line.node, item));
        }
    }
    first(tree, ITEM).inspect(|first| set_tab_stop(first, "0"));
    drawn
}

fn draw_line(item: &Element, document: &Document, line: &Line, has_parts: bool, secrets: Secrets) {
    set(item, "role", "treeitem");
    set(item, "aria-level", &(line.depth + 1).to_string());
    set(item, "aria-selected", "false");
    let (label, hint) = (line.label(document), line.annotation(document));
    let mut value = line.value(document, secrets);
    if let Some((cut, _)) = value.char_indices().nth(LONGEST) {
        value.truncate(cut);
        value.push('…');
    }
    let node = document.nodes.get(line.shown);
    let name = item.add_new("span", "name", &label);
    let hue = node.filter(|_| line.derived.is_none()).map_or("h-key", hues::hue);
    let _ = name.class_list().add_1(hue);
    if has_parts {
        let _ = name.class_list().add_1("twist");
    }
    let said = item.add_new("span", "said", "");
    let state = node.map_or("", |node| hues::state_words(node.state));
    // The name of the item is what can be read in it, and no more: the button in it has its own.
    let mut aloud = label.clone();
    for (class, text) in [("value mono", value.as_str()), ("hint", &hint), ("bad", state)] {
        if !text.is_empty() {
            said.add_new("span", class, &[" ", text].concat());
            aloud = [&aloud, " ", text].concat();
        }
    }
    set(item, "aria-label", &aloud);
    if !line.copies(document, secrets).is_empty() {
        let button = item.add_new("button", "copy", "").attr("type", "button");
        set(&button, "aria-haspopup", "menu");
        set(&button, "aria-expanded", "false");
        set(&button, "aria-label", &["Copy ", &label].concat());
    }
    set_tab_stop(item, "-1");
}

fn set_tab_stop(item: &Element, index: &str) {
    set(item, "tabindex", index);
    own_button(item).inspect(|button| set(button, "tabindex", index));
}

fn own_button(item: &Element) -> Option<Element> {
    first(item, "button")
}

fn item_at(tree: &Element, line: usize) -> Option<Element> {
    first(tree, &["[data-line='", &line.to_string(), "']"].concat())
}

// ------------------------------------------------------------------------------------------- opening and moving about

fn is_open(item: &Element) -> bool {
    item.get_attribute("aria-expanded").as_deref() == Some("true")
}

/// Opens or closes a line that has parts.
fn toggle(item: &Element) {
    let Some(place) = item
        .parent_element()
        .filter(|_| item.has_attribute("aria-expanded"))
    else {
        return;
    };
    let open = !is_open(item);
    set(item, "aria-expanded", if open { "true" } else { "false" });
    let _ = place.class_list().toggle_with_force("closed", !open);
}

/// The lines that are not as they were drawn at first.
fn toggled(tree: &Element) -> Vec<usize> {
    all(tree, "[aria-expanded]")
        .filter(|item| item.has_attribute(FOLDED) == is_open(item))
        .filter_map(|item| number(&item, LINE))
        .collect()
}

/// The list that a line is in.
fn list_of(item: &Element) -> Option<Element> {
    item.parent_element()?.parent_element()
}

/// The lines that are not inside of a closed one.
fn visible_items(tree: &Element) -> Vec<Element> {
    let is_shown =
        |item: &Element| list_of(item).is_some_and(|list| matches!(list.closest(".closed"), Ok(None)));
    all(tree, ITEM).filter(is_shown).collect()
}

/// What a key does; whether it did anything.
fn tree_key(state: State, event: &KeyboardEvent, tree: &Element, item: &Element) -> bool {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return false;
    }
    let items = visible_items(tree);
    let at = items.iter().position(|other| other == item).unwrap_or(0);
    let key = event.key();
    let around = list_of(item).and_then(|list| list.previous_element_sibling());
    let to = match key.as_str() {
        "ArrowDown" => items.get(at + 1),
        "ArrowUp" => at.checked_sub(1).and_then(|before| items.get(before)),
        "Home" => items.first(),
        "End" => items.last(),
        "ArrowRight" if is_open(item) => items.get(at + 1),
        "ArrowLeft" if !is_open(item) => around.as_ref().filter(|around| around.has_attribute(LINE)),
        "ArrowRight" | "ArrowLeft" => {
            toggle(item);
            None
        }
        "Enter" | " " => {
            node_of(event).inspect(|node| state.select(*node));
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

const MENU: &str = "[role=menu]";
const CHOICE: &str = "data-copy";

fn open_menu(state: State, document: &Document, line: &Line, item: &Element) {
    let (Some(button), Ok(Some(panel))) = (own_button(item), item.closest(".panel")) else {
        return;
    };
    let is_mine = button.get_attribute("aria-expanded").as_deref() == Some("true");
    close_menu(&panel, is_mine);
    if is_mine {
        return;
    }
    let menu = el("div", "menu").attr("role", "menu");
    set(
        &menu,
        "aria-label",
        &button.get_attribute("aria-label").unwrap_or_default(),
    );
    set(&menu, LINE, &number(item, LINE).unwrap_or(0).to_string());
    for (index, (name, value)) in line.copies(document, state.secrets_now()).into_iter().enumerate() {
        let choice = menu
            .add_new("button", "", "")
            .attr("type", "button")
            .attr("role", "menuitem");
        set(&choice, "tabindex", "-1");
        set(&choice, CHOICE, &index.to_string());
        choice.add_new("span", "", name);
        let value: String = value.chars().take(LONGEST).collect();
        choice.add_new("span", "mono quiet", &[" ", &value].concat());
    }
    let below = item.get_bounding_client_rect().bottom() - panel.get_bounding_client_rect().top();
    if let Some(menu) = menu.dyn_ref::<HtmlElement>() {
        let top = [&(below as i32).to_string(), "px"].concat();
        let _ = menu.style().set_property("top", &top);
    }
    panel.add(&menu);
    set(&button, "aria-expanded", "true");
    menu.first_element_child().as_ref().inspect(|first| focus(first));
}

/// Closes the menu of a panel. With `back` the focus goes back to its button.
fn close_menu(panel: &Element, back: bool) {
    let Some(menu) = first(panel, MENU) else {
        return;
    };
    let item = number(&menu, LINE).and_then(|line| item_at(panel, line));
    if let Some(button) = item.and_then(|item| own_button(&item)) {
        set(&button, "aria-expanded", "false");
        if back {
            focus(&button);
        }
    }
    menu.remove();
}

fn choose(state: State, content: &Content, event: &Event) {
    let (Some(menu), Some(choice)) = (closest(event, MENU), closest(event, "[role=menuitem]")) else {
        return;
    };
    if let (Some((document, lines)), Some(line)) = (&*content.borrow(), number(&menu, LINE)) {
        let line = &lines[line];
        let copies = line.copies(document, state.secrets_now());
        let chosen = number(&choice, CHOICE).and_then(|index| copies.into_iter().nth(index));
        if let Some((name, value)) = chosen {
            clipboard::copy(state, &[&line.label(document), ", ", name].concat(), &value);
        }
    }
    menu.parent_element().inspect(|panel| close_menu(panel, true));
}

fn menu_key(event: &Event) {
    let (Some(menu), Some(key)) = (closest(event, MENU), event.dyn_ref::<KeyboardEvent>()) else {
        return;
    };
    let choice = closest(event, "[role=menuitem]");
    let to = match key.key().as_str() {
        "ArrowDown" => choice
            .and_then(|choice| choice.next_element_sibling())
            .or_else(|| menu.first_element_child()),
        "ArrowUp" => choice
            .and_then(|choice| choice.previous_element_sibling())
            .or_else(|| menu.last_element_child()),
        "Home" => menu.first_element_child(),
        "End" => menu.last_element_child(),
        "Escape" => {
            menu.parent_element().inspect(|panel| close_menu(panel, true));
            None
        }
        _ => return,
    };
    to.as_ref().inspect(|to| focus(to));
    event.prevent_default();
}

/// A menu closes when the focus leaves it.
fn leave_menu(event: &Event) {
    let to = event
        .dyn_ref::<FocusEvent>()
        .and_then(|event| event.related_target());
    let to = to.and_then(|to| to.dyn_into::<Element>().ok());
    if let Some(menu) = closest(event, MENU)
        && !to.is_some_and(|to| menu.contains(Some(&to)) || to.class_name() == "copy")
    {
        menu.parent_element().inspect(|panel| close_menu(panel, false));
    }
}
