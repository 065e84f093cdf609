//! The program of the worker that reads QR codes for the page. `public/reader.js` stands before it.

use js_sys::Function;
use ticket_explorer::scan::{self, Effort};
use wasm_bindgen::prelude::*;

/// The most pixels that are looked at: pictures with more are made smaller before they come here.
#[wasm_bindgen]
pub fn most_pixels() -> usize {
    scan::PIXELS
}

/// What the codes in a picture say. `rgba` has four bytes for each pixel; `watch` is called with the number of each look
/// at the picture, and how many there are at most.
#[wasm_bindgen]
pub fn read(rgba: &[u8], width: usize, height: usize, is_quick: bool, watch: &Function) -> Vec<String> {
    let effort = match is_quick {
        true => Effort::Quick,
        false => Effort::Thorough,
    };
    let mut tell = |number: usize, of: usize| {
        let _ = watch.call2(&JsValue::NULL, &number.into(), &of.into());
        // Whoever has seen enough ends the worker.
        true
    };
    let codes = scan::read_rgba(rgba, width, height, effort, &mut tell);
    codes.into_iter().map(|code| code.text).collect()
}

fn main() {}
