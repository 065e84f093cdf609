//! The browser's own reader of codes, where it has one: `BarcodeDetector`, of the Shape Detection API.

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What it calls the codes that are read here.
const FORMAT: &str = "qr_code";

/// What it reads in a picture or a frame of a video; nothing where there is no such reader.
pub async fn read(picture: &JsValue) -> Vec<String> {
    try_to_read(picture).await.unwrap_or_default()
}

async fn try_to_read(picture: &JsValue) -> Result<Vec<String>, JsValue> {
    let class: Function = property(&window(), "BarcodeDetector")?.dyn_into()?;
    // It may be there, and read nothing: Chrome on some systems.
    let formats = call(&class, "getSupportedFormats", &Array::new()).await?;
    if !Array::from(&formats).includes(&FORMAT.into(), 0) {
        return Ok(Vec::new());
    }
    let options = Object::new();
    Reflect::set(&options, &"formats".into(), &Array::of1(&FORMAT.into()))?;
    let reader = Reflect::construct(&class, &Array::of1(&options))?;
    let codes = Array::from(&call(&reader, "detect", &Array::of1(picture)).await?);
    let text = |code: JsValue| property(&code, "rawValue").ok()?.as_string();
    let texts = codes.iter().filter_map(text);
    Ok(texts.filter(|text| !text.is_empty()).collect())
}

fn property(of: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(of, &name.into())
}

/// Calls a method, and waits for what it promises.
async fn call(of: &JsValue, method: &str, arguments: &Array) -> Result<JsValue, JsValue> {
    let method: Function = property(of, method)?.dyn_into()?;
    let promise: Promise = method.apply(of, arguments)?.dyn_into()?;
    JsFuture::from(promise).await
}
