//! From pictures to texts, one picture after the other.

use super::super::super::state::State;
use super::worker::{self, Answer, Failure};
use super::{Picture, Stage, browser};
use crate::ticket::words::{count, visible};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::ImageBitmap;

/// What helps where nothing was found.
const ADVICE: &str = "Try closer, sharper, in even light, with the whole code in the picture.";

/// Begins something, which ends what went on. What it gets is thrown away as soon as [`is_over`] says so.
pub fn begin(state: State) -> u32 {
    let run = state.scanner.run.get_value() + 1;
    state.scanner.run.set_value(run);
    run
}

/// Whether something else was begun or everything was ended since.
pub fn is_over(state: State, run: u32) -> bool {
    state.scanner.run.try_get_value() != Some(run)
}

/// Ends whatever goes on.
pub fn stop(state: State) {
    let was_reading = state
        .scanner
        .stage
        .with_untracked(|stage| matches!(stage, Stage::Reading { .. }));
    begin(state);
    if was_reading {
        worker::stop();
    }
}

/// Reads the pictures that are waiting, unless that goes on already.
pub fn start(state: State) {
    let scanner = state.scanner;
    let is_reading = scanner
        .stage
        .with_untracked(|stage| matches!(stage, Stage::Reading { .. }));
    if is_reading || scanner.waiting.with_value(Vec::is_empty) {
        return;
    }
    let run = begin(state);
    spawn_local(read_all(state, run));
}

async fn read_all(state: State, run: u32) {
    let scanner = state.scanner;
    let mut texts = Vec::new();
    let mut said = Vec::new();
    while let Some(picture) = scanner.waiting.with_value(|waiting| waiting.first().cloned()) {
        let read = read_one(state, run, &picture).await;
        if is_over(state, run) {
            return;
        }
        if read == Err(Problem::NotLoaded) {
            add(state, &texts);
            return scanner.stage.set(Stage::NotLoaded);
        }
        scanner.waiting.update_value(|waiting| drop(waiting.remove(0)));
        let name = visible(&picture.name);
        match read {
            Ok(answer) if answer.texts.is_empty() => {
                let smaller = match answer.is_smaller {
                    true => " It was made smaller to be read: cut the code out of it.",
                    false => "",
                };
                said.push(format!("{name}: no code found. {ADVICE}{smaller}"));
            }
            Ok(answer) => texts.extend(answer.texts),
            Err(Problem::NotAnImage) => {
                said.push(format!("{name} is no image that this browser can open."));
            }
            Err(_) => said.push(format!("{name} could not be read: the reader stopped. {ADVICE}")),
        }
    }
    let is_found = add(state, &texts);
    match said.is_empty() {
        true => finish(state),
        false => {
            if is_found {
                said.insert(0, found(texts.len()));
            }
            scanner.stage.set(Stage::Over(said));
        }
    }
}

/// Why a picture was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Problem {
    NotAnImage,
    NotLoaded,
    Stopped,
}

async fn read_one(state: State, run: u32, picture: &Picture) -> Result<Answer, Problem> {
    let stage = state.scanner.stage;
    let name = visible(&picture.name);
    let reading = move |looks: usize, of: usize| {
        if !is_over(state, run) {
            stage.set(Stage::Reading {
                name: name.clone(),
                looks,
                of,
            });
        }
    };
    reading(0, 0);
    let decoded = window().create_image_bitmap_with_blob(&picture.file);
    let decoded = decoded.map_err(|_| Problem::NotAnImage)?;
    let bitmap = JsFuture::from(decoded).await.map_err(|_| Problem::NotAnImage)?;
    let bitmap: ImageBitmap = bitmap.unchecked_into();
    let texts = browser::read(&bitmap).await;
    if !texts.is_empty() || is_over(state, run) {
        bitmap.close();
        return Ok(Answer {
            texts,
            is_smaller: false,
        });
    }
    // It reads what the browser's own reader does not.
    worker::read(bitmap, false, reading)
        .await
        .map_err(|failure| match failure {
            Failure::NotLoaded => Problem::NotLoaded,
            Failure::Ended => Problem::Stopped,
        })
}

/// Puts texts into the page's, and says so. Gives whether there were any.
pub fn add(state: State, texts: &[String]) -> bool {
    if texts.is_empty() {
        return false;
    }
    let is_new = state.add_lines(texts);
    state.say(&match is_new {
        true => found(texts.len()),
        false => String::from("What the code says stands in the text already."),
    });
    true
}

fn found(codes: usize) -> String {
    format!("Read {}.", count(codes, "code", "codes"))
}

/// Everything was read: the answer is what is looked at now.
pub fn finish(state: State) {
    state.scanner.stage.set(Stage::Waiting);
    state.scanner.is_open.set(false);
    state.focus_answer();
}
