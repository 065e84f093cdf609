//! The panel: where images come from, how far it is, and what could not be read.

use super::super::super::parts::Button;
use super::super::super::state::state;
use super::super::show_when_loaded;
use super::{Stage, all, camera, close, picture, reading, take};
use gloo_events::EventListener;
use leptos::html;
use leptos::prelude::*;
use web_sys::VisibilityState;

/// The panel. It takes the focus when it opens, and reads what was waiting for it.
#[component]
pub fn Panel() -> impl IntoView {
    let state = state();
    let stage = state.scanner.stage;
    let room = NodeRef::<html::Div>::new();
    let video = NodeRef::<html::Video>::new();
    let files = NodeRef::<html::Input>::new();
    show_when_loaded(room);
    reading::start(state);

    let is_watching = Memo::new(move |_| matches!(&*stage.read(), Stage::Watching));
    let is_reading = Memo::new(move |_| matches!(&*stage.read(), Stage::Reading { .. }));
    let is_lost = Memo::new(move |_| matches!(&*stage.read(), Stage::NotLoaded));
    let end = move |()| {
        reading::stop(state);
        state.scanner.waiting.set_value(Vec::new());
        stage.set(Stage::Waiting);
        // The button that was pressed is gone.
        if let Some(room) = room.get_untracked() {
            let _ = room.focus();
        }
    };
    // Nobody is filmed by a page that they do not see.
    let hidden = EventListener::new(&document(), "visibilitychange", move |_| {
        let is_hidden = document().visibility_state() == VisibilityState::Hidden;
        if is_hidden && is_watching.get_untracked() {
            reading::stop(state);
            stage.set(Stage::Over(vec![String::from(
                "The camera was switched off while the page was hidden.",
            )]));
        }
    });
    StoredValue::new_local(hidden);
    on_cleanup(move || reading::stop(state));

    let choose = move |()| {
        if let Some(files) = files.get_untracked() {
            files.click();
        }
    };
    let chosen = move |_| {
        let Some(input) = files.get_untracked() else {
            return;
        };
        let pictures = all(input.files()).into_iter().map(picture).collect();
        // The same file can be chosen again.
        input.set_value("");
        take(state, pictures);
    };
    let said = move || match stage.get() {
        Stage::Waiting => Vec::new(),
        Stage::Reading { name, .. } => vec![format!("Reading {name} …")],
        Stage::Watching => vec![String::from("Hold the code in front of the camera.")],
        Stage::Over(said) => said,
        Stage::NotLoaded => vec![String::from("What reads the codes could not be loaded.")],
    };
    let progress = move || match stage.get() {
        Stage::Reading { looks, of, .. } => Some(view! {
            <progress aria-label="How far" value=(of > 0).then_some(looks) max=(of > 0).then_some(of)></progress>
        }),
        _ => None,
    };
    view! {
        <div class="panel tool scan" role="region" aria-label="Scan" tabindex="-1" node_ref=room>
            <p>"Read QR codes: paste or drop an image anywhere on the page, choose some, or use the camera."</p>
            <div class="buttons">
                <Button label="Choose images" on_press=choose/>
                <Button
                    label="Use the camera"
                    hidden=is_watching
                    on_press=move |()| camera::start(state, video)
                />
                <Button label="Stop the camera" hidden=Signal::derive(move || !is_watching.get()) on_press=end/>
                <Button label="Cancel" hidden=Signal::derive(move || !is_reading.get()) on_press=end/>
                <Button
                    label="Try again"
                    hidden=Signal::derive(move || !is_lost.get())
                    on_press=move |()| reading::start(state)
                />
                <Button label="Close" on_press=move |()| close(state)/>
            </div>
            <input
                type="file"
                accept="image/*"
                multiple
                hidden
                aria-label="Images"
                node_ref=files
                on:change=chosen
            />
            <div class="view" hidden=move || !is_watching.get()>
                <video node_ref=video muted playsinline aria-label="What the camera sees"></video>
            </div>
            {progress}
            <div role="status">
                {move || said().into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
            </div>
            <p class="quiet">"Images are read in this browser: none is sent anywhere, or kept."</p>
        </div>
    }
}
