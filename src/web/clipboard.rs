//! Copying and pasting, and saying that it happened.

use super::state::State;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;
use web_sys::Clipboard;

/// The clipboard, which pages have only over https and on this very machine.
fn clipboard() -> Option<Clipboard> {
    let window = window();
    window.is_secure_context().then(|| window.navigator().clipboard())
}

/// Copies a text, and says that it did.
pub fn copy(state: State, what: &str, text: String) {
    let Some(clipboard) = clipboard() else {
        return state.say("Copying works only over https.");
    };
    let what = String::from(what);
    spawn_local(async move {
        match JsFuture::from(clipboard.write_text(&text)).await {
            Ok(_) => state.say(format!("Copied: {what}")),
            Err(_) => state.say("The browser did not allow copying."),
        }
    });
}

/// Puts the clipboard's text into the text area.
pub fn paste(state: State) {
    let Some(clipboard) = clipboard() else {
        return state.say("Pasting by button works only over https.");
    };
    spawn_local(async move {
        match JsFuture::from(clipboard.read_text())
            .await
            .ok()
            .and_then(|text| text.as_string())
        {
            Some(text) if !text.trim().is_empty() => state.replace(text),
            Some(_) => state.say("There is no text in the clipboard."),
            None => state.say("The browser did not allow it: click into the box and paste there."),
        }
    });
}
