//! The page without a network: the worker that keeps this build (public/sw.js), the offer of the next one, and what was
//! shared to the installed app.

use super::super::parts::Button;
use super::super::state::{State, state};
use super::super::tools::scan;
use js_sys::{Array, Object, Reflect};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    MessageChannel, MessageEvent, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration,
    ServiceWorkerState,
};

/// The button that loads the next build, once that is here.
#[component]
pub fn Offline() -> impl IntoView {
    let state = state();
    let next = RwSignal::new_local(None::<ServiceWorker>);
    let is_asked = StoredValue::new(false);
    if let Some(workers) = workers() {
        take(state, &workers);
        Effect::new(move || {
            if state.is_complete.get() {
                spawn_local(register(state, next, is_asked));
            }
        });
    }
    view! {
        <Show when=move || next.read().is_some()>
            <Button
                label="Update"
                name=Signal::stored(String::from("A new version is here: load it; your text stays"))
                on_press=move |()| {
                    if let Some(next) = next.get_untracked() {
                        is_asked.set_value(true);
                        send(&next, "use", &JsValue::TRUE);
                    }
                }
            />
        </Show>
    }
}

/// The browser's side of it. Browsers have none on pages that are not safe from others on the way.
fn workers() -> Option<ServiceWorkerContainer> {
    let navigator = window().navigator();
    let has_workers = Reflect::has(&navigator, &"serviceWorker".into()).unwrap_or_default();
    has_workers.then(|| navigator.service_worker())
}

/// Where the worker's script is; a build for this machine only has none.
fn script() -> Option<String> {
    let named = document().query_selector("meta[name=offline]").ok()??;
    named.get_attribute("content")
}

async fn register(
    state: State,
    next: RwSignal<Option<ServiceWorker>, LocalStorage>,
    is_asked: StoredValue<bool>,
) {
    let (Some(workers), Some(script)) = (workers(), script()) else {
        return;
    };
    let was_kept = workers.controller().is_some();
    // Without it the page works as before, only not offline: nobody has to be told.
    let Ok(registered) = JsFuture::from(workers.register(&script)).await else {
        return;
    };
    let registered: ServiceWorkerRegistration = registered.unchecked_into();
    if !was_kept {
        return;
    }
    next.set(registered.waiting());
    let found = Closure::<dyn Fn()>::new({
        let registered = registered.clone();
        move || {
            if let Some(installing) = registered.installing() {
                offer(installing, next);
            }
        }
    });
    registered.set_onupdatefound(Some(found.as_ref().unchecked_ref()));
    found.forget();
    if let Some(installing) = registered.installing() {
        offer(installing, next);
    }
    // The next build answers from now on, here and in other windows.
    let changed = Closure::<dyn Fn()>::new(move || match is_asked.try_get_value() {
        Some(true) => reload(state),
        _ => state.say("A new version is in use: reload this page when you are done"),
    });
    workers.set_oncontrollerchange(Some(changed.as_ref().unchecked_ref()));
    changed.forget();
}

/// Offers a build as soon as all of it is here.
fn offer(worker: ServiceWorker, next: RwSignal<Option<ServiceWorker>, LocalStorage>) {
    let changed = Closure::<dyn Fn()>::new({
        let worker = worker.clone();
        move || {
            if worker.state() == ServiceWorkerState::Installed {
                next.try_set(Some(worker.clone()));
            }
        }
    });
    worker.set_onstatechange(Some(changed.as_ref().unchecked_ref()));
    changed.forget();
}

/// Loads the page anew, and hands its text on.
fn reload(state: State) {
    if let Some(worker) = workers().and_then(|workers| workers.controller()) {
        send(&worker, "hold", &state.text.get_untracked().as_ref().into());
    }
    let _ = window().location().reload();
}

fn send(worker: &ServiceWorker, name: &str, value: &JsValue) {
    let _ = worker.post_message(&message(name, value));
}

fn message(name: &str, value: &JsValue) -> JsValue {
    let message = Object::new();
    let _ = Reflect::set(&message, &name.into(), value);
    message.into()
}

/// Takes what the worker holds for the page: a text and images that were shared to the app, or the text of the page before
/// this one.
fn take(state: State, workers: &ServiceWorkerContainer) {
    let (Some(worker), Ok(channel)) = (workers.controller(), MessageChannel::new()) else {
        return;
    };
    let taken = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let held = event.data();
        let get = |name: &str| Reflect::get(&held, &name.into()).ok();
        let text = get("text").and_then(|text| text.as_string()).unwrap_or_default();
        if !text.is_empty() && state.text.with_untracked(|now| now.is_empty()) {
            state.replace(&text);
        }
        if let Some(images) = get("images").and_then(|images| images.dyn_into::<Array>().ok()) {
            scan::take_files(state, images.iter().filter_map(|image| image.dyn_into().ok()));
        }
    });
    channel
        .port1()
        .set_onmessage(Some(taken.as_ref().unchecked_ref()));
    taken.forget();
    let ports = Array::of1(&channel.port2());
    let _ = worker.post_message_with_transferable(&message("take", &JsValue::TRUE), &ports);
}
