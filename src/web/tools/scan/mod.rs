//! QR codes from images and from the camera. What they say goes into the text.
//!
//! ```text
//! chosen, pasted, dropped ──▶ Scanner ──▶ reading ──▶ browser's own reader, worker ──▶ State::add_lines
//!                     camera ──frames──────▲
//! ```
//!
//! Here is what the page has before anybody scans: where images come in. All the rest is a chunk that is loaded with the
//! first of them, and the worker is a program of its own that is loaded with that ([`worker`]).

mod browser;
mod camera;
mod panel;
mod reading;
mod worker;

use super::super::chunk::Chunk;
use super::super::state::State;
use gloo_events::{EventListener, EventListenerOptions};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ClipboardEvent, ClipboardItem, DataTransfer, DragEvent, Event, File, FileList};

/// An image that somebody brought.
#[derive(Clone, Debug)]
pub struct Picture {
    /// What it is called.
    pub name: String,
    /// Its file.
    pub file: Blob,
}

/// What the chunk hands over.
#[derive(Clone, Copy)]
pub struct Scan {
    /// Draws the panel.
    panel: fn() -> AnyView,
    /// Reads the pictures that are waiting.
    read: fn(State),
    /// Ends whatever goes on.
    stop: fn(State),
}

crate::chunk! {
    /// Reading QR codes: for few, so it is loaded when somebody scans.
    pub fn scan() -> Scan {
        Scan {
            panel: || panel::Panel().into_any(),
            read: reading::start,
            stop: reading::stop,
        }
    }
}

impl Scan {
    /// The panel.
    pub fn draw(self) -> AnyView {
        (self.panel)()
    }
}

/// How far a scan is.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// Nothing goes on.
    Waiting,
    /// An image is read.
    Reading {
        /// Which.
        name: String,
        /// How many looks were taken at it.
        looks: usize,
        /// How many there are at most; 0 until that is known.
        of: usize,
    },
    /// The camera is looked through.
    Watching,
    /// It is over, and this is to be said.
    Over(Vec<String>),
    /// What reads could not be loaded. The pictures are still waiting.
    NotLoaded,
}

/// What the page knows of scanning.
#[derive(Clone, Copy)]
pub struct Scanner {
    /// Whether the panel is open.
    pub is_open: RwSignal<bool>,
    /// The code for it.
    pub chunk: Chunk<Scan>,
    /// The button that opens it.
    pub button: NodeRef<html::Button>,
    stage: RwSignal<Stage>,
    waiting: StoredValue<Vec<Picture>, LocalStorage>,
    /// Counts what was begun and ended: an answer to something older is thrown away.
    run: StoredValue<u32>,
}

impl Scanner {
    /// Nothing is scanned yet.
    pub fn new() -> Scanner {
        Scanner {
            is_open: RwSignal::new(false),
            chunk: Chunk::new(|| Box::pin(scan())),
            button: NodeRef::new(),
            stage: RwSignal::new(Stage::Waiting),
            waiting: StoredValue::new_local(Vec::new()),
            run: StoredValue::new(0),
        }
    }
}

impl Default for Scanner {
    fn default() -> Self {
        Scanner::new()
    }
}

/// Opens the panel, or closes it.
pub fn toggle(state: State) {
    match state.scanner.is_open.get_untracked() {
        true => close(state),
        false => state.scanner.is_open.set(true),
    }
}

/// Closes the panel and ends what goes on in it. The focus goes back to the button.
pub fn close(state: State) {
    let scanner = state.scanner;
    if let Some(scan) = untrack(|| scanner.chunk.get()) {
        (scan.stop)(state);
    }
    scanner.waiting.set_value(Vec::new());
    scanner.stage.set(Stage::Waiting);
    scanner.is_open.set(false);
    if let Some(button) = scanner.button.get_untracked() {
        let _ = button.focus();
    }
}

/// Reads pictures: at once, or as soon as the code for it is here.
pub fn take(state: State, pictures: Vec<Picture>) {
    let scanner = state.scanner;
    scanner.waiting.update_value(|waiting| waiting.extend(pictures));
    // A panel that opens reads what is waiting.
    match scanner.is_open.get_untracked() {
        false => scanner.is_open.set(true),
        true => {
            if let Some(scan) = untrack(|| scanner.chunk.get()) {
                (scan.read)(state);
            }
        }
    }
}

/// Reads those of the files that are images, if there are any.
pub fn take_files(state: State, files: impl Iterator<Item = File>) {
    let pictures = images(files);
    if !pictures.is_empty() {
        take(state, pictures);
    }
}

/// Takes the image in the clipboard, where it has no text.
pub fn paste(state: State) {
    let say = move || state.say("There is neither text nor an image in the clipboard.");
    let read = window().navigator().clipboard().read();
    spawn_local(async move {
        let Ok(items) = JsFuture::from(read).await else {
            return say();
        };
        for item in js_sys::Array::from(&items).iter() {
            let item: ClipboardItem = item.unchecked_into();
            let kinds = item.types();
            let kinds = kinds.iter().filter_map(|kind| kind.as_string());
            for kind in kinds.filter(|kind| is_image(kind)) {
                if let Ok(file) = JsFuture::from(item.get_type(&kind)).await {
                    let picture = Picture {
                        name: String::from(PASTED),
                        file: file.unchecked_into(),
                    };
                    return take(state, vec![picture]);
                }
            }
        }
        say();
    });
}

/// Images that are pasted or dropped anywhere on the page are read.
pub fn listen(state: State) {
    let pasted = move |event: &Event| {
        let data = event
            .dyn_ref::<ClipboardEvent>()
            .and_then(ClipboardEvent::clipboard_data);
        let pictures = data.as_ref().map(pictures_in).unwrap_or_default();
        // A copied table or page is text, and has an image of itself beside it.
        let is_text = |data: DataTransfer| data.get_data("text/plain").is_ok_and(|text| !text.is_empty());
        if !pictures.is_empty() && !data.is_some_and(is_text) {
            event.prevent_default();
            take(state, pictures);
        }
    };
    let dragged = |event: &Event| {
        // Only what is allowed here is dropped.
        if files_of(event).is_some_and(|data| data.types().includes(&"Files".into(), 0)) {
            event.prevent_default();
        }
    };
    let dropped = move |event: &Event| {
        let Some(data) = files_of(event).filter(|data| data.types().includes(&"Files".into(), 0)) else {
            return;
        };
        // Else the browser leaves the page and shows the file.
        event.prevent_default();
        let pictures = pictures_in(&data);
        match pictures.is_empty() {
            true => state.say("That is no image."),
            false => take(state, pictures),
        }
    };
    let on = |name: &'static str, act: Box<dyn FnMut(&Event)>| {
        EventListener::new_with_options(
            &document(),
            name,
            EventListenerOptions::enable_prevent_default(),
            act,
        )
    };
    // Dropped with the page, and the listeners with it.
    StoredValue::new_local([
        on("paste", Box::new(pasted)),
        on("dragover", Box::new(dragged)),
        on("drop", Box::new(dropped)),
    ]);
}

/// What a pasted image is called.
const PASTED: &str = "The pasted image";

fn is_image(kind: &str) -> bool {
    kind.starts_with("image/")
}

fn files_of(event: &Event) -> Option<DataTransfer> {
    event.dyn_ref::<DragEvent>()?.data_transfer()
}

fn pictures_in(data: &DataTransfer) -> Vec<Picture> {
    images(all(data.files()).into_iter())
}

fn images(files: impl Iterator<Item = File>) -> Vec<Picture> {
    files
        .filter(|file| is_image(&file.type_()))
        .map(picture)
        .collect()
}

/// The files in a list of the browser's.
fn all(files: Option<FileList>) -> Vec<File> {
    let files = files.as_ref();
    let number = files.map_or(0, FileList::length);
    (0..number).filter_map(|at| files?.get(at)).collect()
}

/// A file as a picture, whatever is in it.
fn picture(file: File) -> Picture {
    Picture {
        // What the clipboard calls every image.
        name: match file.name().as_str() {
            "" | "image.png" => String::from(PASTED),
            name => String::from(name),
        },
        file: file.into(),
    }
}
