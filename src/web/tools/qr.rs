//! The QR code: live, dark on white whatever the theme, to save, copy and print.

use super::super::parts::{Button, Check, Dialog, Radios};
use super::super::shell::location;
use super::super::shell::save::{self, canvas, save, svg_file};
use super::super::state::{State, state};
use super::bar::Tool;
use crate::ticket::make::qr::{self, Code, Compact, Ease, Level};
use crate::ticket::words::capital;
use js_sys::{Array, Object, Promise, Reflect};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ClipboardItem, Path2d};

/// Pixels for each module of a picture.
const SCALE: usize = 8;
const PNG: &str = "image/png";

/// What is to be put into the code.
#[derive(Clone, Copy)]
struct Wishes {
    level: RwSignal<Level>,
    /// Ids and payloads in upper case, which takes less room.
    compact: RwSignal<bool>,
    /// As a link to this page.
    as_link: RwSignal<bool>,
}

impl Wishes {
    /// The text that goes into the code, and what was changed in it.
    fn content(self, state: State) -> Option<Compact> {
        self.content_if(state, self.compact.get())
    }

    fn content_if(self, state: State, is_compact: bool) -> Option<Compact> {
        let document = state.document.read();
        let text = document.as_ref()?.text();
        let mut content = match is_compact {
            true => qr::compact(text),
            false => Compact {
                text: text.into(),
                changed: Vec::new(),
                id_changed: false,
            },
        };
        if self.as_link.get() {
            content.text = location::link(&content.text);
        }
        Some(content)
    }

    /// The code, or why there is none.
    fn code(self, state: State) -> Option<Result<Code, qr::TooLong>> {
        let content = self.content(state)?;
        Some(qr::encode(&content.text, self.level.get()))
    }
}

/// The code, and what can be done with it.
#[component]
pub fn Qr() -> impl IntoView {
    let state = state();
    let wishes = Wishes {
        level: RwSignal::new(Level::M),
        compact: RwSignal::new(false),
        as_link: RwSignal::new(false),
    };
    let code = ArcMemo::new_with_compare(move |_| wishes.code(state), |_, _| true);
    let has_code = {
        let code = code.clone();
        Memo::new(move |_| matches!(&*code.read(), Some(Ok(_))))
    };
    let picture = {
        let code = code.clone();
        move || match &*code.read() {
            Some(Ok(code)) => Some(view! { <Picture code=code.clone()/> }),
            _ => None,
        }
    };
    let large_picture = picture.clone();
    let (large, was_large) = (NodeRef::<html::Dialog>::new(), RwSignal::new(false));
    let show_large = move || {
        was_large.set(true);
        if let Some(dialog) = large.get_untracked() {
            let _ = dialog.show_modal();
        }
    };
    let verdict = move || match &*code.read() {
        Some(Ok(code)) => verdict(code, wishes.level.get_untracked()).into_any(),
        Some(Err(error)) => view! {
            <p class="ease error" role="status">{error.to_string()} "."</p>
            <WaysOut wishes/>
        }
        .into_any(),
        None => ().into_any(),
    };
    let act = move |act: fn(State, &Code)| {
        let code = untrack(move || wishes.code(state));
        if let Some(Ok(code)) = code {
            act(state, &code);
        }
    };
    let levels = Level::ALL.iter().map(|level| {
        let label = format!("{}, {}", level.name(), level.about());
        (level.name(), label)
    });
    let level = move || {
        Level::ALL
            .iter()
            .position(|level| *level == wishes.level.get())
            .unwrap_or(0)
    };
    let choose = move |at: usize| {
        if let Some(level) = Level::ALL.get(at) {
            wishes.level.set(*level);
        }
    };
    view! {
        <figure>{picture}</figure>
        <div class="side">
            {verdict}
            <fieldset class="levels">
                <legend>"Error correction: how much may be damaged"</legend>
                <Radios name="level" options=levels.collect() chosen=Signal::derive(level) on_choose=choose/>
            </fieldset>
            <Check
                label="Compact: ids and payloads in upper case"
                checked=wishes.compact
                on_change=move |on| wishes.compact.set(on)
            />
            {location::is_public().then(|| view! {
                <Check
                    label="As a link to this page"
                    checked=wishes.as_link
                    on_change=move |on| wishes.as_link.set(on)
                />
            })}
            <div class="buttons" hidden=move || !has_code.get()>
                <Button label="Full screen" opens="dialog" on_press=move |()| show_large()/>
                <Button label="Save SVG" on_press=move |()| act(save_svg)/>
                <Button label="Save PNG" on_press=move |()| act(save_png)/>
                <Button label="Copy image" on_press=move |()| act(copy)/>
                <Button
                    label="Print"
                    on_press=move |()| {
                        let _ = window().print();
                    }
                />
            </div>
            <details>
                <summary>"The exact text in the code"</summary>
                <p class="mono exact" id="qr-text">
                    {move || wishes.content(state).map(|content| content.text)}
                </p>
            </details>
            <p class="quiet">{move || remarks(state, wishes)}</p>
        </div>
        <Dialog title="Scan this code" id="full" element=large opened=was_large children=ViewFn::from(large_picture)/>
        <p class="sheet">{move || state.document.read().as_ref().map(|document| document.sentence())}</p>
    }
}

/// What helps when the text is too long for a code: each only where it is enough.
#[component]
fn WaysOut(
    /// What is to be put into it.
    wishes: Wishes,
) -> impl IntoView {
    let state = state();
    let fits = move |level: Level, compact: bool| {
        let content = wishes.content_if(state, compact);
        content.is_some_and(|content| qr::encode(&content.text, level).is_ok())
    };
    let lowest = Level::ALL[0];
    let lower = Memo::new(move |_| fits(lowest, wishes.compact.get()));
    let compact = Memo::new(move |_| !wishes.compact.get() && fits(wishes.level.get(), true));
    let slim_first = move |()| state.tools.update(|tools| tools.open(Tool::Slim));
    view! {
        <div class="buttons">
            <Button label="Leave something out" on_press=slim_first/>
            <Button
                label=format!("Error correction {}", lowest.name())
                hidden=Signal::derive(move || !lower.get())
                on_press=move |()| wishes.level.set(lowest)
            />
            <Button
                label="Write it in upper case"
                hidden=Signal::derive(move || !compact.get())
                on_press=move |()| wishes.compact.set(true)
            />
        </div>
    }
}

/// What to know about the code.
fn remarks(state: State, wishes: Wishes) -> String {
    let mut remarks = Vec::new();
    if let Some(content) = wishes.content(state) {
        if !content.changed.is_empty() {
            remarks.push(format!(
                "In upper case: {}. iroh and eidetica read the same.",
                content.changed.join(", ")
            ));
        }
        if content.id_changed {
            remarks.push("But a program to which a database id is any string reads another one.".into());
        }
    }
    if state
        .document
        .read()
        .as_ref()
        .is_some_and(|document| document.may_give_secrets_away())
    {
        remarks.push("A secret is inside: whoever sees the code has it.".into());
    }
    remarks.join(" ")
}

/// How easily a code is scanned.
fn verdict(code: &Code, asked: Level) -> impl IntoView + use<> {
    let (class, light) = match code.ease() {
        Ease::Easy => ("ease good", "●○○"),
        Ease::Fair => ("ease warning", "●●○"),
        Ease::Hard => ("ease error", "●●●"),
    };
    let raised = match code.level > asked {
        true => format!(" (level {} costs nothing more)", code.level.name()),
        false => String::new(),
    };
    let words = format!(
        "{}: version {}, {} characters{raised}.",
        capital(code.ease().about()),
        code.version,
        code.text.len()
    );
    let begin = |ease: Ease| (1..=40).find(|version| Ease::of(*version) == ease).unwrap_or(40);
    view! {
        <p class=class role="status">
            <span class="light" aria-hidden="true">{light}</span>
            <span>{words}</span>
        </p>
        <meter
            min="1"
            max="40"
            low=begin(Ease::Fair).to_string()
            high=begin(Ease::Hard).to_string()
            optimum="1"
            value=code.version.to_string()
            aria-label="How full the code is"
            title=format!("version {} of 40", code.version)
        ></meter>
    }
}

/// The code as it is on the screen.
#[component]
fn Picture(
    /// The code.
    code: Code,
) -> impl IntoView {
    let width = code.width();
    view! {
        <svg
            viewBox=format!("0 0 {width} {width}")
            role="img"
            aria-label=format!("QR code, version {}, level {}", code.version, code.level.name())
            shape-rendering="crispEdges"
        >
            <path fill="#fff" d=format!("M0,0h{width}v{width}h-{width}z")></path>
            <path fill="#000" d=code.path()></path>
        </svg>
    }
}

// ------------------------------------------------------------------------------------------------ files and pictures

/// A name for a file: what is in the code.
fn file_name(state: State, extension: &str) -> String {
    let kind = state.document.with_untracked(|document| {
        document
            .as_ref()
            .map_or("ticket", |document| document.kind.name())
    });
    [kind, ".", extension].concat()
}

fn save_svg(state: State, code: &Code) {
    if let Some(file) = svg_file(&code.svg()) {
        save(&file_name(state, "svg"), &file);
    }
}

fn save_png(state: State, code: &Code) {
    let name = file_name(state, "png");
    let Some(picture) = png(code) else {
        return state.say("This browser cannot draw the picture.");
    };
    spawn_local(async move {
        let blob = JsFuture::from(picture)
            .await
            .ok()
            .and_then(|blob| blob.dyn_into::<Blob>().ok());
        match blob {
            Some(blob) => save(&name, &blob),
            None => state.say("This browser cannot draw the picture."),
        }
    });
}

/// The code as a picture, drawn by the browser. The promise gives a [`Blob`], or nothing.
fn png(code: &Code) -> Option<Promise> {
    let side = u32::try_from(code.width() * SCALE).ok()?;
    let (canvas, context) = canvas(side, side)?;
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, side.into(), side.into());
    context.scale(SCALE as f64, SCALE as f64).ok()?;
    context.set_fill_style_str("#000");
    context.fill_with_path_2d(&Path2d::new_with_path_string(&code.path()).ok()?);
    Some(save::png(&canvas))
}

/// Copies the picture. Safari wants the promise to be made inside the click.
fn copy(state: State, code: &Code) {
    let has_items = Reflect::has(&window(), &"ClipboardItem".into()).unwrap_or(false);
    let item = png(code)
        .filter(|_| has_items && window().is_secure_context())
        .and_then(|picture| {
            let record = Object::new();
            Reflect::set(&record, &JsValue::from_str(PNG), &picture).ok()?;
            ClipboardItem::new_with_record_from_str_to_blob_promise(&record).ok()
        });
    let Some(item) = item else {
        return state.say("This browser does not copy pictures: save it instead.");
    };
    let written = window().navigator().clipboard().write(&Array::of1(&item));
    spawn_local(async move {
        state.say(match JsFuture::from(written).await {
            Ok(_) => "Copied: picture of the QR code",
            Err(_) => "The browser did not allow copying.",
        });
    });
}
