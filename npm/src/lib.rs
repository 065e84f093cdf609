//! The core for JavaScript. A crate of its own, because a `cdylib` beside the `no_std` library would break every build
//! of that library without `std`.

use wasm_bindgen::prelude::wasm_bindgen;

/// The version of the core.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").into()
}
