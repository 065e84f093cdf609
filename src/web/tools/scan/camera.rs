//! Codes that are held in front of the camera. It is on only while somebody looks through it: from the click that asks for
//! it until a code is read, it is stopped, the panel is closed or the page is hidden.

use super::super::super::state::State;
use super::reading::{add, begin, finish, is_over};
use super::worker::{self, Failure};
use super::{Stage, browser};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Object, Reflect};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DomException, HtmlMediaElement, HtmlVideoElement, ImageBitmap, MediaStream, MediaStreamConstraints,
    MediaStreamTrack,
};

/// Milliseconds between one frame that is read and the next.
const PAUSE: u32 = 120;
/// Of so many frames one is looked at in all ways, and the others at a glance.
const THOROUGH: u32 = 6;

/// Asks for the camera, and reads what it sees.
pub fn start(state: State, video: NodeRef<html::Video>) {
    let run = begin(state);
    spawn_local(async move {
        let seen = match open().await {
            Ok(stream) => {
                let seen = match is_over(state, run) {
                    true => Ok(Vec::new()),
                    false => watch(state, run, video, &stream).await,
                };
                close(&stream);
                if let Some(video) = video.try_get_untracked().flatten() {
                    video.set_src_object(None);
                }
                seen
            }
            Err(error) => Err(Stage::Over(vec![refused(&error)])),
        };
        if is_over(state, run) {
            return;
        }
        match seen {
            Ok(texts) => {
                add(state, &texts);
                finish(state);
            }
            Err(stage) => state.scanner.stage.set(stage),
        }
    });
}

/// Asks for the camera, the one at the back where there are two.
async fn open() -> Result<MediaStream, JsValue> {
    let devices = window().navigator().media_devices()?;
    if devices.is_undefined() {
        // Without https there is none.
        return Err(JsValue::UNDEFINED);
    }
    let video = Object::new();
    for (name, value) in [
        ("facingMode", JsValue::from("environment")),
        ("width", ideal(1280)),
        ("height", ideal(720)),
    ] {
        Reflect::set(&video, &name.into(), &value)?;
    }
    let wanted = MediaStreamConstraints::new();
    wanted.set_video(&video);
    let stream = JsFuture::from(devices.get_user_media_with_constraints(&wanted)?).await?;
    Ok(stream.unchecked_into())
}

fn ideal(pixels: u32) -> JsValue {
    let wish = Object::new();
    let _ = Reflect::set(&wish, &"ideal".into(), &pixels.into());
    wish.into()
}

fn close(stream: &MediaStream) {
    for track in stream.get_tracks().iter() {
        track.unchecked_into::<MediaStreamTrack>().stop();
    }
}

/// Reads frames until one has a code in it.
async fn watch(
    state: State,
    run: u32,
    video: NodeRef<html::Video>,
    stream: &MediaStream,
) -> Result<Vec<String>, Stage> {
    state.scanner.stage.set(Stage::Watching);
    let mut frames = 0;
    loop {
        TimeoutFuture::new(PAUSE).await;
        if is_over(state, run) {
            return Ok(Vec::new());
        }
        if !stream.active() {
            return Err(Stage::Over(vec![String::from("The camera has stopped.")]));
        }
        // The picture is drawn once the stage is another.
        let Some(video) = video.try_get_untracked().flatten() else {
            continue;
        };
        if video.src_object().is_none() {
            video.set_src_object(Some(stream));
            let _ = video.play();
        }
        if video.ready_state() < HtmlMediaElement::HAVE_CURRENT_DATA {
            continue;
        }
        frames += 1;
        let texts = match browser::read(&video).await {
            texts if texts.is_empty() => read_frame(&video, frames % THOROUGH != 0).await?,
            texts => texts,
        };
        if !texts.is_empty() || is_over(state, run) {
            return Ok(texts);
        }
    }
}

async fn read_frame(video: &HtmlVideoElement, is_quick: bool) -> Result<Vec<String>, Stage> {
    let Ok(frame) = window().create_image_bitmap_with_html_video_element(video) else {
        return Ok(Vec::new());
    };
    let Ok(frame) = JsFuture::from(frame).await else {
        return Ok(Vec::new());
    };
    let frame: ImageBitmap = frame.unchecked_into();
    match worker::read(frame, is_quick, |_, _| {}).await {
        Ok(answer) => Ok(answer.texts),
        Err(Failure::NotLoaded) => Err(Stage::NotLoaded),
        // The next frame starts another.
        Err(Failure::Ended) => Ok(Vec::new()),
    }
}

/// Why there is no picture, and what to do.
fn refused(error: &JsValue) -> String {
    let name = error
        .dyn_ref::<DomException>()
        .map(DomException::name)
        .unwrap_or_default();
    String::from(match name.as_str() {
        "NotAllowedError" | "SecurityError" => {
            "The browser did not allow the camera. Allow it beside the page’s address and try again, or choose an image."
        }
        "NotFoundError" | "OverconstrainedError" => {
            "This device has no camera. Take a picture elsewhere and choose it here."
        }
        "NotReadableError" | "AbortError" => {
            "The camera is in use by another program. Close that one and try again."
        }
        _ if !window().is_secure_context() => {
            "Browsers allow the camera only over https and on this very machine. Choose an image instead."
        }
        _ => "This browser gives no camera to pages. Choose an image instead.",
    })
}
