//! Definitions in the page's storage: only while somebody wants them there.

use super::OwnInput;
use leptos::prelude::window;
use web_sys::Storage;

const KEY: &str = "types";

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// What is kept.
pub fn read() -> Option<OwnInput> {
    let kept = storage()?.get_item(KEY).ok().flatten()?;
    OwnInput::from_query(&kept)
}

/// Keeps this instead. Says whether there was room for it.
pub fn keep(input: &OwnInput) -> bool {
    storage().is_some_and(|storage| storage.set_item(KEY, &input.to_query()).is_ok())
}

/// Keeps nothing any more.
pub fn forget() {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(KEY);
    }
}
