//! The worker that reads codes: a program of its own, in which nothing stops the page.

use gloo_events::EventListener;
use js_sys::{Array, Function, Object, Promise, Reflect, WebAssembly};
use leptos::prelude::{document, window};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, HtmlMetaElement, ImageBitmap, MessageEvent, RequestInit, Worker};

thread_local! {
    /// There is one at most. It stays, since whoever scans one code scans another.
    static WORKER: RefCell<Option<Worker>> = const { RefCell::new(None) };
}

/// Why nothing was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The worker did not come.
    NotLoaded,
    /// It ended while it read: because it was told to, or by a fault.
    Ended,
}

/// What was in a picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// What the codes say.
    pub texts: Vec<String>,
    /// The picture was made smaller to be read.
    pub is_smaller: bool,
}

/// Reads the codes in a picture, which is used up. `progress` is told the number of each look, and how many there are at
/// most.
pub async fn read(
    picture: ImageBitmap,
    is_quick: bool,
    progress: impl Fn(usize, usize) + 'static,
) -> Result<Answer, Failure> {
    let worker = match WORKER.with_borrow(Clone::clone) {
        Some(worker) => worker,
        None => start().await.map_err(|_| Failure::NotLoaded)?,
    };
    let question = Object::new();
    set(&question, "bitmap", &picture);
    set(&question, "isQuick", &is_quick.into());
    let (answered, listeners) = listen(&worker, Rc::new(progress));
    let asked = worker.post_message_with_transfer(&question, &Array::of1(&picture));
    let answer = match asked {
        Ok(()) => JsFuture::from(answered).await,
        Err(error) => Err(error),
    };
    drop(listeners);
    let texts = answer
        .as_ref()
        .ok()
        .and_then(|answer| get(answer, "texts")?.dyn_into::<Array>().ok());
    match (texts, answer) {
        (Some(texts), Ok(answer)) => Ok(Answer {
            texts: texts.iter().filter_map(|text| text.as_string()).collect(),
            is_smaller: get(&answer, "isSmaller").is_some_and(|is_smaller| is_smaller.is_truthy()),
        }),
        _ => {
            // A program that has stopped once is not asked again.
            stop();
            Err(Failure::Ended)
        }
    }
}

/// Ends the worker, and whatever it is at. The next picture starts another.
pub fn stop() {
    if let Some(worker) = WORKER.take() {
        worker.terminate();
        // Whoever waits for its answer is told.
        if let Ok(event) = Event::new("error") {
            let _ = worker.dispatch_event(&event);
        }
    }
}

/// Fetches the program, has the browser check it, and hands it to a new worker: that one fetches nothing.
async fn start() -> Result<Worker, JsValue> {
    let meta = document().query_selector("meta[name=worker]")?;
    let meta: HtmlMetaElement = meta.ok_or(JsValue::NULL)?.unchecked_into();
    let attribute = |name: &str| meta.get_attribute(name).unwrap_or_default();
    let checked = RequestInit::new();
    checked.set_integrity(&attribute("data-integrity"));
    let response = window().fetch_with_str_and_init(&attribute("data-wasm"), &checked);
    let module = JsFuture::from(WebAssembly::compile_streaming(&response)).await?;
    let worker = Worker::new(&meta.content())?;
    let greeting = Object::new();
    set(&greeting, "module", &module);
    // The script may be missing where the program is not: its first word shows that it is there.
    let (is_here, listeners) = listen(&worker, Rc::new(|_, _| {}));
    worker.post_message(&greeting)?;
    JsFuture::from(is_here).await?;
    drop(listeners);
    WORKER.set(Some(worker.clone()));
    Ok(worker)
}

/// A promise of what the worker says next, other than how far it is, and what keeps listening for it.
fn listen(worker: &Worker, progress: Rc<dyn Fn(usize, usize)>) -> (Promise, Vec<EventListener>) {
    let mut listeners = Vec::new();
    let promise = Promise::new(&mut |resolve: Function, reject: Function| {
        let progress = progress.clone();
        let told = EventListener::new(worker, "message", move |event| {
            let data = event.unchecked_ref::<MessageEvent>().data();
            match (number(&data, "number"), number(&data, "of")) {
                (Some(number), Some(of)) => progress(number, of),
                _ => drop(resolve.call1(&JsValue::NULL, &data)),
            }
        });
        let failed = EventListener::new(worker, "error", move |_| drop(reject.call0(&JsValue::NULL)));
        listeners.extend([told, failed]);
    });
    (promise, listeners)
}

fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok()
}

fn set(object: &Object, name: &str, value: &JsValue) {
    // An own plain object takes any property.
    let _ = Reflect::set(object, &name.into(), value);
}

fn number(object: &JsValue, name: &str) -> Option<usize> {
    Some(get(object, name)?.as_f64()? as usize)
}
