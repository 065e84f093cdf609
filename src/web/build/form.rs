//! The form: a field for everything that a ticket says, each with its own remark, and its result in the text area at once.

use super::super::dom::{Build, all, button, el, first, set, value_of, watch};
use super::{Shop, ui};
use crate::ticket::facts::CURRENT_RELAYS;
use crate::ticket::make::draft::{
    Access, AddrDraft, AddrKind, Draft, Field, List, Move, New, NodeAt, NodeDraft, write,
};
use crate::ticket::wire::layout::{Content, Layout};
use crate::ticket::words::capital;
use crate::ticket::{BlobFormat, Kind, Severity};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

/// Opens the form with what is explored, or closes it.
pub fn toggle(shop: Shop) {
    if shop.editing.get_untracked() {
        shop.editing.set(false);
        return;
    }
    let Some(document) = shop.state.document.get_untracked() else {
        return;
    };
    let Some(draft) = Draft::from_document(&document) else {
        return shop.state.say("There is nothing to edit in a bare key.");
    };
    // What was around it is no part of it. It can be brought back.
    let text = document.text();
    shop.formed.set_value(text.into());
    if shop.state.text.with_untracked(|whole| whole != text) {
        shop.state.replace(text.into());
    }
    start(shop, draft);
}

/// Shows a draft in the form.
fn start(shop: Shop, draft: Draft) {
    shop.draft.set_value(draft);
    shop.editing.set(true);
    shop.shape.update(|shape| *shape += 1);
    ui::focus("build");
}

/// Starts with an empty form, of the kind that it had last.
pub fn new(shop: Shop) -> Element {
    button("New", move || {
        let kind = shop.draft.with_value(|draft| draft.kind);
        let kind = Draft::kinds().find(|form| *form == kind);
        shop.formed.set_value(String::new());
        shop.state.replace(String::new());
        start(shop, Draft::new(kind.unwrap_or(Kind::Eidetica)));
    })
}

/// The form.
pub fn form(shop: Shop) -> Element {
    let frame = el("div", "").attr("id", "build").attr("tabindex", "-1");
    // A text that the form did not write fills it anew. While there is none, what was typed stays.
    watch(move || {
        if let Some(document) = shop.state.document.get()
            && shop.editing.get_untracked()
            && shop.formed.with_value(|formed| formed != document.text())
            && let Some(draft) = Draft::from_document(&document)
        {
            shop.formed.set_value(document.text().into());
            shop.draft.set_value(draft);
            shop.shape.update(|shape| *shape += 1);
        }
    });
    let drawn = frame.clone();
    watch(move || {
        shop.shape.track();
        if shop.editing.get() {
            let secrets = shop.state.revealed.get();
            shop.draft.with_value(|draft| draw(&drawn, draft, secrets));
            check(shop, &drawn);
        }
    });
    let checked = frame.clone();
    let input = move |event: Event| {
        let path = ui::attribute(&event, "data-path");
        let value = value_of(&event);
        let mut shape = false;
        shop.draft.update_value(|draft| match path.as_str() {
            "" => {}
            "kind" => {
                let kind = Draft::kinds().find(|kind| kind.name() == value);
                draft.kind = kind.unwrap_or(draft.kind);
                shape = true;
            }
            "format" => {
                draft.format = match value.as_str() {
                    "Raw" => BlobFormat::Raw,
                    _ => BlobFormat::HashSeq,
                }
            }
            "access" => {
                draft.access = match value.as_str() {
                    "write" => Access::Write,
                    _ => Access::Read,
                };
                shape = true;
            }
            path => match path.strip_suffix(".built") {
                Some(hint) => {
                    let at = hint.rsplit('.').next().and_then(|at| at.parse().ok());
                    draft.build_hint(at.unwrap_or(usize::MAX), value == "built", &shop.state.checks());
                    shape = true;
                }
                None => {
                    let is_transport = path.ends_with(".transport");
                    if let Some(field) = field_at(path).and_then(|field| draft.text_mut(field)) {
                        // An iroh hint has other fields than the rest.
                        shape = is_transport && (field == "iroh") != (value == "iroh");
                        field.clone_from(&value);
                    }
                }
            },
        });
        match shape {
            true => redraw(shop, &id_of(&path)),
            false => touch(shop, &checked),
        }
    };
    let click = move |event: Event| {
        let Some(act) = ui::act(&event) else { return };
        let (act, path) = act.split_once(' ').unwrap_or((&act, ""));
        let mut focus = String::new();
        shop.draft.update_value(|draft| {
            let (list, at) = path.rsplit_once('.').unwrap_or((path, ""));
            let at: usize = at.parse().unwrap_or(0);
            match act {
                "up" if list_at(list).is_some_and(|list| draft.shift(list, at, Move::Up)) => {
                    focus = format!("up {list}.{}", at.saturating_sub(1))
                }
                "down" if list_at(list).is_some_and(|list| draft.shift(list, at, Move::Down)) => {
                    focus = format!("down {list}.{}", at + 1)
                }
                "out" if list_at(list).is_some_and(|list| draft.shift(list, at, Move::Out)) => {
                    focus = format!("out {list}.{}", at.saturating_sub(1));
                }
                "add" => {
                    let (path, what) = path.split_once(' ').unwrap_or((path, ""));
                    let new = new_at(path, what);
                    focus = new
                        .and_then(|new| draft.add(new))
                        .map(|field| id_of(&path_of(field)))
                        .unwrap_or_default();
                }
                _ => {}
            }
        });
        match act {
            "close" => shop.editing.set(false),
            _ if !focus.is_empty() => redraw(shop, &focus),
            _ => {}
        }
    };
    el("section", "build panel")
        .attr("aria-label", "Build")
        .with(&[&frame.on("input", input).on("click", click)])
        .shown_when(move || shop.editing.get())
}

/// Draws the form anew, and moves the focus to where the work goes on.
fn redraw(shop: Shop, focus: &str) {
    shop.shape.update(|shape| *shape += 1);
    let focus = focus.to_string();
    // The effect that draws has run when this does.
    request_animation_frame(move || {
        let element = document().get_element_by_id(&focus);
        let enabled = element.filter(|element| !element.has_attribute("disabled"));
        let Some(around) = document().get_element_by_id("build") else {
            return;
        };
        // At an end of the list the same button cannot be pressed again; its neighbour can.
        let other = || {
            let (_, path) = focus.split_once(' ')?;
            ["down", "up", "out"]
                .into_iter()
                .filter_map(|act| document().get_element_by_id(&format!("{act} {path}")))
                .find(|element| !element.has_attribute("disabled"))
        };
        let add = || {
            let (_, path) = focus.split_once(' ')?;
            let (list, _) = path.rsplit_once('.')?;
            first(&around, &format!("[data-do^='add {list}']"))
        };
        if let Some(element) = enabled.or_else(other).or_else(add) {
            super::super::dom::focus(&element);
        }
    });
    if let Some(frame) = document().get_element_by_id("build") {
        touch(shop, &frame);
    }
}

/// Something was changed: the result goes into the text area, if there is one.
fn touch(shop: Shop, frame: &Element) {
    if let Some(text) = check(shop, frame) {
        shop.formed.set_value(text.clone());
        shop.write(text);
    }
}

/// Shows what there is to say at each field, and how far the whole is. Gives the text if it is complete.
fn check(shop: Shop, frame: &Element) -> Option<String> {
    let (examined, kind) = shop
        .draft
        .with_value(|draft| (draft.examine(&shop.state.checks()), draft.kind));
    let (mut missing, mut wrong) = (0, 0);
    for said in &examined.remarks {
        match (said.remark.severity, said.remark.missing) {
            (Severity::Error, true) => missing += 1,
            (Severity::Error, false) => wrong += 1,
            _ => {}
        }
    }
    for place in all(frame, "[data-remark]") {
        let path = place.get_attribute("data-remark").unwrap_or_default();
        let remark = field_at(&path).and_then(|field| examined.at(field));
        let (class, text) = match remark {
            Some(remark) if remark.missing => ("remark quiet", String::from(remark.expected)),
            Some(remark) => {
                let space = if remark.expected.is_empty() { "" } else { " " };
                let message = crate::ticket::words::visible(&remark.message);
                let class = match remark.severity {
                    Severity::Error => "remark error",
                    Severity::Warning => "remark warning",
                    Severity::Note => "remark quiet",
                };
                (class, format!("{message}{space}{}", remark.expected))
            }
            None => ("remark", String::new()),
        };
        if place.text_content().as_deref() != Some(&text) {
            place.set_text_content(Some(&text));
        }
        place.set_class_name(class);
        if let Some(field) = document().get_element_by_id(&id_of(&path)) {
            let invalid = remark.is_some_and(|remark| remark.severity != Severity::Note && !remark.missing);
            set(&field, "aria-invalid", if invalid { "true" } else { "false" });
        }
    }
    let text = examined.value.as_ref().and_then(|value| write(value, kind));
    let state = match (&text, wrong, missing) {
        (Some(_), ..) => String::from("Complete: it stands in the text area, explained below."),
        (None, 0, 1) => String::from("1 field is still empty."),
        (None, 0, _) => format!("{missing} fields are still empty."),
        (None, 1, _) => String::from("1 field is wrong: the text area keeps what was complete last."),
        (None, ..) => format!("{wrong} fields are wrong: the text area keeps what was complete last."),
    };
    if let Some(status) = document().get_element_by_id("build-state")
        && status.text_content().as_deref() != Some(&state)
    {
        status.set_text_content(Some(&state));
        status.set_class_name(if text.is_some() { "good" } else { "quiet" });
    }
    text
}

/// The list that a path stands for.
fn list_at(path: &str) -> Option<List> {
    Some(match path {
        "hints" => List::Hints,
        "nodes" => List::Nodes,
        "tips" => List::Tips,
        "unknown" => List::Params,
        path => List::Addrs(node_at(path.strip_suffix(".addrs")?)?),
    })
}

fn node_at(path: &str) -> Option<NodeAt> {
    let (list, rest) = path.split_once('.')?;
    let at = rest.trim_end_matches(".node").parse().ok()?;
    Some(match list {
        "nodes" => NodeAt::Ticket(at),
        _ => NodeAt::Hint(at),
    })
}

/// The field that a path stands for.
fn field_at(path: &str) -> Option<Field> {
    let (before, last) = path.rsplit_once('.').unwrap_or(("", path));
    let (list, at) = before.rsplit_once('.').unwrap_or(("", before));
    let at = at.parse().unwrap_or(0);
    Some(match (list, last) {
        (_, "db") => Field::DatabaseId,
        (_, "hash") => Field::Hash,
        (_, "key") if before.is_empty() => Field::Key,
        (_, "access") => Field::Access,
        (_, "nodes") => Field::Nodes,
        (_, "transport") => Field::Transport(at),
        (_, "address") => Field::Address(at),
        ("unknown", "key") => Field::ParamKey(at),
        ("unknown", _) => Field::ParamValue(at),
        (_, "id") => Field::EndpointId(node_at(before)?),
        _ if before == "tips" => Field::Tip(last.parse().ok()?),
        _ => Field::Addr(node_at(before.strip_suffix(".addrs")?)?, last.parse().ok()?),
    })
}

fn path_of(field: Field) -> String {
    let node = |node| match node {
        NodeAt::Ticket(at) => format!("nodes.{at}"),
        NodeAt::Hint(at) => format!("hints.{at}.node"),
    };
    match field {
        Field::DatabaseId => String::from("db"),
        Field::Hash => String::from("hash"),
        Field::Key => String::from("key"),
        Field::Access => String::from("access"),
        Field::Nodes => String::from("nodes"),
        Field::Transport(at) => format!("hints.{at}.transport"),
        Field::Address(at) => format!("hints.{at}.address"),
        Field::ParamKey(at) => format!("unknown.{at}.key"),
        Field::ParamValue(at) => format!("unknown.{at}.value"),
        Field::Tip(at) => format!("tips.{at}"),
        Field::EndpointId(at) => format!("{}.id", node(at)),
        Field::Addr(at, row) => format!("{}.addrs.{row}", node(at)),
    }
}

fn new_at(path: &str, what: &str) -> Option<New> {
    Some(match list_at(path)? {
        List::Hints => New::Hint(what.into()),
        List::Nodes => New::Node,
        List::Tips => New::Tip,
        List::Params => New::Param,
        List::Addrs(node) => New::Addr(
            node,
            match what {
                "relay" => AddrKind::Relay,
                "custom" => AddrKind::Custom,
                _ => AddrKind::Ip,
            },
        ),
    })
}

/// The id of the control for a field.
fn id_of(path: &str) -> String {
    format!("f-{path}")
}

// --------------------------------------------------------------------------------------------------------- drawing it

fn draw(frame: &Element, draft: &Draft, revealed: bool) {
    frame.set_text_content(None);
    let above = frame.add_new("div", "above", "");
    let label = above.add_new("label", "kind", "Build: ");
    let kinds: Vec<(&str, &str)> = match draft.kind.spec().is_offered {
        true => Draft::kinds()
            .map(|kind| (kind.name(), kind.spec().called))
            .collect(),
        false => vec![(draft.kind.name(), draft.kind.spec().called)],
    };
    select(&label, "kind", &kinds, draft.kind.name());
    let status = above.add_new("p", "quiet", "");
    set(&status, "id", "build-state");
    set(&status, "role", "status");
    ui::button(&above, "Close", "close");
    let relays = frame.add_new("datalist", "", "");
    set(&relays, "id", "relays");
    for (url, region) in CURRENT_RELAYS {
        set(
            &relays.add_new("option", "", &format!("n0, {region}")),
            "value",
            url,
        );
    }
    match draft.kind.current().map(Layout::content) {
        None => link(frame, draft),
        Some(Content::Blob) => {
            let row = frame.add_new("div", "pair", "");
            field(&row, "hash", "Hash", &draft.hash, Look::Mono);
            let around = row.add_new("div", "field", "");
            set(&around.add_new("label", "", "Format"), "for", &id_of("format"));
            let formats = [("Raw", "Raw, one blob"), ("HashSeq", "HashSeq, a collection")];
            select(&around, "format", &formats, draft.format.name());
        }
        Some(Content::Doc) => {
            let row = frame.add_new("div", "pair", "");
            let (label, look) = match draft.access {
                Access::Write => ("Secret key of the document", secret(revealed)),
                Access::Read => ("Public id of the document", Look::Mono),
                Access::Unknown => ("Key of the document", secret(revealed)),
            };
            field(&row, "key", label, &draft.key, look);
            let around = row.add_new("div", "field", "");
            set(&around.add_new("label", "", "Access"), "for", &id_of("access"));
            let mut options = vec![("read", "Read"), ("write", "Read and write")];
            let chosen = match draft.access {
                Access::Read => "read",
                Access::Write => "write",
                Access::Unknown => {
                    options.insert(0, ("", "not known"));
                    ""
                }
            };
            select(&around, "access", &options, chosen);
            remark(&around, "access");
        }
        Some(Content::Keyed(role)) => match role.is_secret() {
            true => field(frame, "key", "Secret key", &draft.key, secret(revealed)),
            false => field(
                frame,
                "key",
                &capital(draft.kind.key_name()),
                &draft.key,
                Look::Mono,
            ),
        },
        Some(Content::Endpoint) => {}
    }
    if draft.kind.current().is_some() {
        nodes(frame, draft);
    }
}

/// How a field looks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Plain,
    Mono,
    /// With n0's relays to choose from.
    Relay,
    /// With the transports that eidetica knows.
    Transport,
    Secret,
}

fn secret(revealed: bool) -> Look {
    match revealed {
        true => Look::Mono,
        false => Look::Secret,
    }
}

fn field(parent: &Element, path: &str, label: &str, value: &str, look: Look) {
    let around = parent.add_new("div", "field", "");
    set(&around.add_new("label", "", label), "for", &id_of(path));
    let input = control(&around, "input", path, look);
    input
        .unchecked_ref::<web_sys::HtmlInputElement>()
        .set_value(value);
    remark(&around, path);
}

fn control(parent: &Element, name: &str, path: &str, look: Look) -> Element {
    let input = parent.add_new(name, if look == Look::Plain { "" } else { "mono" }, "");
    for (name, value) in [
        ("id", id_of(path).as_str()),
        ("data-path", path),
        ("autocapitalize", "off"),
        ("autocomplete", "off"),
        ("autocorrect", "off"),
        ("spellcheck", "false"),
    ] {
        set(&input, name, value);
    }
    match look {
        Look::Relay => set(&input, "list", "relays"),
        Look::Secret => set(&input, "type", "password"),
        Look::Transport => set(&input, "list", "transports"),
        Look::Plain | Look::Mono => {}
    }
    input
}

/// Where the remark about a field appears.
fn remark(parent: &Element, path: &str) {
    let place = parent.add_new("p", "remark", "");
    let id = format!("r-{path}");
    set(&place, "id", &id);
    if let Some(control) = first(parent, "[data-path]") {
        set(&control, "aria-describedby", &id);
    }
    set(&place, "data-remark", path);
}

fn select(parent: &Element, path: &str, options: &[(&str, &str)], chosen: &str) {
    let select = control(parent, "select", path, Look::Plain);
    for (value, label) in options {
        let option = select.add_new("option", "", label);
        set(&option, "value", value);
        if *value == chosen {
            set(&option, "selected", "");
        }
    }
}

/// Buttons to move and remove an item of a list.
fn movers(parent: &Element, path: &str, name: &str, at: usize, count: usize) {
    let buttons = parent.add_new("div", "movers", "");
    mover(&buttons, path, "Move up", name, "↑", at == 0);
    mover(&buttons, path, "Move down", name, "↓", at + 1 >= count);
    mover(&buttons, path, "Remove", name, "✕", false);
}

fn mover(buttons: &Element, path: &str, label: &str, name: &str, sign: &str, off: bool) {
    let act = match sign {
        "↑" => "up",
        "↓" => "down",
        _ => "out",
    };
    let act = format!("{act} {path}");
    let button = ui::button(buttons, sign, &act);
    set(&button, "id", &act);
    set(&button, "aria-label", &format!("{label} {name}"));
    set(&button, "title", label);
    if off {
        set(&button, "disabled", "");
    }
}

fn group(parent: &Element, legend: &str) -> Element {
    let group = parent.add_new("fieldset", "group", "");
    group.add_new("legend", "", legend);
    group
}

fn adders(parent: &Element, list: &str, what: &[(&str, &str)]) {
    let buttons = parent.add_new("div", "buttons adders", "");
    for (what, label) in what {
        let act = format!("add {list} {what}");
        ui::button(&buttons, label, act.trim_end());
    }
}

fn node(parent: &Element, path: &str, draft: &NodeDraft) {
    field(
        parent,
        &format!("{path}.id"),
        "Endpoint id",
        &draft.id,
        Look::Mono,
    );
    let list = format!("{path}.addrs");
    for (at, addr) in draft.addrs.iter().enumerate() {
        address(parent, &format!("{list}.{at}"), addr, at);
    }
    adders(
        parent,
        &list,
        &[
            ("relay", "+ Relay"),
            ("ip", "+ IP address"),
            ("custom", "+ Custom address"),
        ],
    );
}

/// An address. Tickets hold them sorted, so there is nothing to move.
fn address(parent: &Element, path: &str, addr: &AddrDraft, at: usize) {
    let row = parent.add_new("div", "item", "");
    let (label, look) = match addr.kind {
        AddrKind::Relay => ("Relay URL", Look::Relay),
        AddrKind::Ip => ("IP address and port", Look::Mono),
        AddrKind::Custom => ("Custom address", Look::Mono),
    };
    field(&row, path, label, &addr.text, look);
    let buttons = row.add_new("div", "movers", "");
    mover(
        &buttons,
        path,
        "Remove",
        &format!("address {}", at + 1),
        "✕",
        false,
    );
}

fn nodes(frame: &Element, draft: &Draft) {
    if !draft.has_many_nodes() {
        if let Some(first) = draft.nodes.first() {
            node(&group(frame, "Endpoint"), "nodes.0", first);
        }
        return;
    }
    let count = draft.nodes.len();
    for (at, one) in draft.nodes.iter().enumerate() {
        let path = format!("nodes.{at}");
        let group = group(frame, &format!("Endpoint {}", at + 1));
        movers(&group, &path, &format!("endpoint {}", at + 1), at, count);
        node(&group, &path, one);
    }
    remark(frame, "nodes");
    adders(frame, "nodes", &[("", "+ Endpoint")]);
}

fn link(frame: &Element, draft: &Draft) {
    field(frame, "db", "Database id", &draft.database_id, Look::Mono);
    let transports = frame.add_new("datalist", "", "");
    set(&transports, "id", "transports");
    for name in ["iroh", "http"] {
        set(&transports.add_new("option", "", ""), "value", name);
    }
    let count = draft.hints.len();
    for (at, hint) in draft.hints.iter().enumerate() {
        let path = format!("hints.{at}");
        let group = group(frame, &format!("Peer {}", at + 1));
        movers(&group, &path, &format!("peer {}", at + 1), at, count);
        let row = group.add_new("div", "hint-row", "");
        field(
            &row,
            &format!("{path}.transport"),
            "Transport",
            &hint.transport,
            Look::Transport,
        );
        if hint.transport == "iroh" {
            let around = row.add_new("div", "field", "");
            let built = format!("{path}.built");
            set(&around.add_new("label", "", "Address"), "for", &id_of(&built));
            let forms = [
                ("typed", "an endpoint ticket, pasted"),
                ("built", "an endpoint, built here"),
            ];
            select(
                &around,
                &built,
                &forms,
                if hint.built { "built" } else { "typed" },
            );
        }
        if hint.transport == "iroh" && hint.built {
            node(&group, &format!("{path}.node"), &hint.node);
            continue;
        }
        let label = match hint.transport.as_str() {
            "iroh" => "Endpoint ticket",
            "http" => "Host and port",
            _ => "Address",
        };
        let parent = if hint.transport == "iroh" { &group } else { &row };
        field(
            parent,
            &format!("{path}.address"),
            label,
            &hint.address,
            Look::Mono,
        );
    }
    adders(
        frame,
        "hints",
        &[
            ("iroh", "+ iroh peer"),
            ("http", "+ http peer"),
            ("", "+ other peer"),
        ],
    );
    let more = frame.add_new("details", "", "");
    let tips = draft.tips.as_deref().unwrap_or_default();
    if !tips.is_empty() || !draft.unknown.is_empty() {
        set(&more, "open", "");
    }
    more.add_new("summary", "", "Tips (experimental) and other parameters");
    for (at, tip) in tips.iter().enumerate() {
        let row = more.add_new("div", "item", "");
        let path = format!("tips.{at}");
        field(&row, &path, "Tip: id of a newest entry", tip, Look::Mono);
        movers(&row, &path, &format!("tip {}", at + 1), at, tips.len());
    }
    for (at, (key, value)) in draft.unknown.iter().enumerate() {
        let row = more.add_new("div", "item two", "");
        let path = format!("unknown.{at}");
        field(&row, &format!("{path}.key"), "Name", key, Look::Mono);
        field(&row, &format!("{path}.value"), "Value", value, Look::Mono);
        movers(
            &row,
            &path,
            &format!("parameter {}", at + 1),
            at,
            draft.unknown.len(),
        );
    }
    let buttons = more.add_new("div", "buttons", "");
    adders(&buttons, "tips", &[("", "+ Tip")]);
    adders(&buttons, "unknown", &[("", "+ Parameter")]);
}
