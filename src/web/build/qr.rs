//! The QR code: live, dark on white whatever the theme, to save, copy and print.

use super::super::dom::{Build, set, set_flag, then, watch};
use super::super::location;
use super::{Shop, Tool, ui};
use crate::ticket::make::qr::{self, Code, Compact, Ease, Level};
use crate::ticket::words::capital;
use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, Element, Event, HtmlElement};

const SVG: &str = "http://www.w3.org/2000/svg";
/// Pixels for each module of a picture.
const SCALE: usize = 8;

/// The text that goes into the code, and what was changed in it.
fn content(shop: Shop) -> Option<Compact> {
    let document = shop.state.document.get()?;
    let text = document.text();
    let mut content = match shop.compact.get() {
        true => qr::compact(text),
        false => Compact {
            text: text.into(),
            changed: Vec::new(),
            id_changed: false,
        },
    };
    if shop.as_link.get() {
        content.text = location::link(&content.text);
    }
    Some(content)
}

pub fn draw(shop: Shop, panel: &Element) {
    let figure = panel.add_new("figure", "", "");
    let side = panel.add_new("div", "side", "");
    let verdict = side.add_new("p", "ease", "");
    set(&verdict, "role", "status");
    let levels = side.add_new("fieldset", "levels", "");
    levels.add_new("legend", "", "Error correction");
    for level in Level::ALL {
        let input = ui::choice(
            &levels,
            "radio",
            "level",
            level.name(),
            &format!("{}, {}", level.name(), level.about()),
        );
        if level == Level::M {
            set(&input, "checked", "");
        }
    }
    ui::choice(
        &side,
        "checkbox",
        "compact",
        "",
        "Compact: ids and payloads in upper case",
    );
    ui::choice(&side, "checkbox", "as-link", "", "As a link to this page");
    let buttons = side.add_new("div", "buttons", "");
    for (label, act) in [
        ("Save SVG", "qr-svg"),
        ("Save PNG", "qr-png"),
        ("Copy image", "qr-copy"),
        ("Print", "qr-print"),
    ] {
        ui::button(&buttons, label, act);
    }
    let exact = side.add_new("details", "", "");
    exact.add_new("summary", "", "The exact text in the code");
    let exact_text = exact.add_new("p", "mono exact", "");
    set(&exact_text, "id", "qr-text");
    let remarks = side.add_new("p", "quiet", "");
    let sheet = panel.add_new("p", "sheet", "");
    watch(move || {
        if !shop.is_open(Tool::Qr) {
            return;
        }
        let Some(content) = content(shop) else { return };
        let code = qr::encode(&content.text, shop.level.get());
        figure.set_text_content(None);
        exact_text.set_text_content(Some(&content.text));
        let sentence = shop.state.document.with_untracked(|document| {
            document
                .as_ref()
                .map(|document| document.sentence())
                .unwrap_or_default()
        });
        sheet.set_text_content(Some(&sentence));
        set_flag(&buttons, "hidden", code.is_err());
        let mut said = Vec::new();
        if !content.changed.is_empty() {
            said.push(format!(
                "In upper case: {}. iroh and eidetica read the same.",
                content.changed.join(", ")
            ));
        }
        if content.id_changed {
            said.push("But a program to which a database id is any string reads another one.".into());
        }
        if shop
            .state
            .document
            .with_untracked(|document| document.as_ref().is_some_and(|it| it.has_secret()))
        {
            said.push("A secret is inside: whoever sees the code has it.".into());
        }
        remarks.set_text_content(Some(&said.join(" ")));
        match code {
            Ok(code) => {
                picture(&figure, &code);
                let (class, light) = match code.ease() {
                    Ease::Easy => ("ease good", "●○○"),
                    Ease::Fair => ("ease warning", "●●○"),
                    Ease::Hard => ("ease error", "●●●"),
                };
                verdict.set_class_name(class);
                let raised = match code.level > shop.level.get_untracked() {
                    true => format!(" (level {} costs nothing more)", code.level.name()),
                    false => String::new(),
                };
                verdict.set_text_content(None);
                set(&verdict.add_new("span", "light", light), "aria-hidden", "true");
                let words = format!(
                    "{}: version {}, {} characters{raised}.",
                    capital(code.ease().about()),
                    code.version,
                    code.text.len()
                );
                verdict.add_new("span", "", &words);
            }
            Err(error) => {
                verdict.set_class_name("ease error");
                verdict.set_text_content(Some(&format!("{error}. ")));
                ui::button(&verdict, "Leave something out", "slim-first");
            }
        }
    });
}

/// The code as an SVG element.
fn picture(figure: &Element, code: &Code) {
    let make = |name: &str, parent: &Element| {
        let element = document()
            .create_element_ns(Some(SVG), name)
            .expect("a valid name");
        parent.add(&element);
        element
    };
    let width = code.width();
    let svg = make("svg", figure);
    for (name, value) in [
        ("viewBox", format!("0 0 {width} {width}")),
        ("role", "img".into()),
        (
            "aria-label",
            format!("QR code, version {}, level {}", code.version, code.level.name()),
        ),
        ("shape-rendering", "crispEdges".into()),
    ] {
        set(&svg, name, &value);
    }
    for (colour, path) in [
        ("#fff", format!("M0,0h{width}v{width}h-{width}z")),
        ("#000", code.path()),
    ] {
        let shape = make("path", &svg);
        set(&shape, "fill", colour);
        set(&shape, "d", &path);
    }
}

pub fn change(shop: Shop, event: &Event) {
    match ui::name(event).as_str() {
        "level" => {
            if let Ok(level) = event_target_value(event).parse() {
                shop.level.set(level);
            }
        }
        "compact" => shop.compact.set(event_target_checked(event)),
        "as-link" => shop.as_link.set(event_target_checked(event)),
        _ => {}
    }
}

pub fn act(shop: Shop, act: &str) {
    let Some(code) = untrack(|| content(shop))
        .and_then(|content| qr::encode(&content.text, shop.level.get_untracked()).ok())
    else {
        return;
    };
    let name = shop.state.document.with_untracked(|document| {
        document
            .as_ref()
            .map_or("ticket", |document| document.kind.name())
    });
    match act {
        "qr-svg" => save(
            &format!("{name}.svg"),
            blob(code.svg().as_bytes(), "image/svg+xml"),
        ),
        "qr-png" => save(&format!("{name}.png"), blob(&code.png(SCALE), PNG)),
        "qr-print" => {
            let _ = window().print();
        }
        _ => copy(shop, &code),
    }
}

const PNG: &str = "image/png";

fn blob(bytes: &[u8], kind: &str) -> Option<Blob> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()
}

/// Saves a file, by a link that is clicked and thrown away.
fn save(name: &str, blob: Option<Blob>) {
    let url = blob.and_then(|blob| web_sys::Url::create_object_url_with_blob(&blob).ok());
    let (Some(url), Some(body)) = (url, document().body()) else {
        return;
    };
    let link = body.add_new("a", "", "");
    set(&link, "href", &url);
    set(&link, "download", name);
    link.unchecked_ref::<HtmlElement>().click();
    link.remove();
    let _ = web_sys::Url::revoke_object_url(&url);
}

/// Copies the picture. Safari wants the promise to be made inside the click.
fn copy(shop: Shop, code: &Code) {
    let state = shop.state;
    let Some(blob) = blob(&code.png(SCALE), PNG) else {
        return;
    };
    let record = js_sys::Object::new();
    let promise = js_sys::Promise::resolve(&blob);
    let has_items = js_sys::Reflect::has(&window(), &"ClipboardItem".into()).unwrap_or(false);
    let item = js_sys::Reflect::set(&record, &JsValue::from_str(PNG), &promise)
        .ok()
        .filter(|_| has_items && window().is_secure_context())
        .and_then(|_| web_sys::ClipboardItem::new_with_record_from_str_to_blob_promise(&record).ok());
    let Some(item) = item else {
        return state.say("This browser does not copy pictures: save it instead.");
    };
    then(
        &window().navigator().clipboard().write(&Array::of1(&item)),
        move |_| state.say("Copied: picture of the QR code"),
        move |_| state.say("The browser did not allow copying."),
    );
}
