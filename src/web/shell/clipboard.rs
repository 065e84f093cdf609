//! Copying and pasting, and saying that it happened.

use super::super::state::{Shown, State};
use super::toast::Toasts;
use crate::ticket::explain::diagnostic::Code;
use leptos::prelude::{GetUntracked, window};
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;
use web_sys::Clipboard;

/// The clipboard, which pages have only over https and on this very machine.
fn clipboard(toasts: Toasts) -> Option<Clipboard> {
    let window = window();
    if !window.is_secure_context() {
        toasts.say("The clipboard works only over https.");
        return None;
    }
    Some(window.navigator().clipboard())
}

/// Copies a text, and says that it did.
pub fn copy(toasts: Toasts, what: &str, text: &str) {
    let Some(clipboard) = clipboard(toasts) else {
        return;
    };
    let copied = ["Copied: ", what].concat();
    let written = clipboard.write_text(text);
    spawn_local(async move {
        match JsFuture::from(written).await {
            Ok(_) => toasts.say(&copied),
            Err(_) => toasts.say("The browser did not allow copying."),
        }
    });
}

/// Hands over the clipboard's text, or that there is none.
pub fn paste(toasts: Toasts, take: impl FnOnce(Option<String>) + 'static) {
    let Some(clipboard) = clipboard(toasts) else {
        return;
    };
    let read = clipboard.read_text();
    spawn_local(async move {
        match JsFuture::from(read).await.map(|text| text.as_string()) {
            Ok(text) => take(text.filter(|text| !text.trim().is_empty())),
            Err(_) => toasts.say("The browser did not allow it: click the text box and paste there."),
        }
    });
}

/// Copies the finding as its parsers are given it.
pub fn copy_finding(state: State) {
    if let Some(document) = state.document.get_untracked() {
        copy(state.toasts, &copied(&document), document.text());
    }
}

/// What was copied: without what was cleaned off it, and with every secret in it.
fn copied(document: &Shown) -> String {
    let mut what = String::from(document.kind.spec().called);
    if document.diagnostics.iter().any(|one| one.code == Code::Cleaned) {
        what.push_str(", cleaned");
    }
    if document.may_give_secrets_away() {
        what.push_str(", with the secret in it");
    }
    what
}
