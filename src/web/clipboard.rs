//! Copying and pasting, and saying that it happened.

use super::dom::then;
use super::state::State;
use leptos::prelude::window;
use web_sys::Clipboard;

/// The clipboard, which pages have only over https and on this very machine.
fn clipboard(state: State) -> Option<Clipboard> {
    let window = window();
    if !window.is_secure_context() {
        state.say("The clipboard works only over https.");
        return None;
    }
    Some(window.navigator().clipboard())
}

/// Copies a text, and says that it did.
pub fn copy(state: State, what: &str, text: &str) {
    if let Some(clipboard) = clipboard(state) {
        let said = ["Copied: ", what].concat();
        then(
            &clipboard.write_text(text),
            move |_| state.say(&said),
            move |_| state.say("The browser did not allow copying."),
        );
    }
}

/// Puts the clipboard's text into the text area.
pub fn paste(state: State) {
    if let Some(clipboard) = clipboard(state) {
        then(
            &clipboard.read_text(),
            move |text| match text.as_string().filter(|text| !text.trim().is_empty()) {
                Some(text) => state.replace(text),
                None => state.say("There is no text in the clipboard."),
            },
            move |_| state.say("The browser did not allow it: click into the box and paste there."),
        );
    }
}
