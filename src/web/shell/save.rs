//! Files and pictures that the page makes.

use js_sys::{Array, Function, Promise};
use leptos::prelude::document;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlAnchorElement, HtmlCanvasElement, HtmlImageElement,
    Url,
};

/// How many pixels a picture has for each of its own.
const SCALE: f64 = 2.0;

/// Saves a file, by a link that is clicked and thrown away.
pub fn save(name: &str, content: &Blob) {
    let Ok(url) = Url::create_object_url_with_blob(content) else {
        return;
    };
    if let Ok(link) = document()
        .create_element("a")
        .map(JsCast::unchecked_into::<HtmlAnchorElement>)
    {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    let _ = Url::revoke_object_url(&url);
}

/// A file with this text in it, of this media type.
pub fn file(text: &str, kind: &str) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Blob::new_with_str_sequence_and_options(&Array::of1(&JsValue::from_str(text)), &options).ok()
}

/// A file with this SVG in it.
pub fn svg_file(svg: &str) -> Option<Blob> {
    file(svg, "image/svg+xml")
}

/// A canvas to draw on, and its context.
pub fn canvas(width: u32, height: u32) -> Option<(HtmlCanvasElement, CanvasRenderingContext2d)> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    Some((canvas, context))
}

/// What is on a canvas, as PNG. The promise gives a [`Blob`], or nothing.
pub fn png(canvas: &HtmlCanvasElement) -> Promise {
    Promise::new(&mut |resolve: Function, _| {
        let done = Closure::once_into_js(move |blob: JsValue| {
            let _ = resolve.call1(&JsValue::NULL, &blob);
        });
        let _ = canvas.to_blob(done.unchecked_ref());
    })
}

/// An SVG as the browser draws it, as PNG.
pub async fn png_of_svg(svg: &str) -> Option<Blob> {
    let url = Url::create_object_url_with_blob(&svg_file(svg)?).ok()?;
    let image = HtmlImageElement::new().ok()?;
    image.set_src(&url);
    let decoded = JsFuture::from(image.decode()).await;
    let _ = Url::revoke_object_url(&url);
    decoded.ok()?;
    let size = |pixels: u32| f64::from(pixels) * SCALE;
    let (width, height) = (size(image.natural_width()), size(image.natural_height()));
    let (canvas, context) = canvas(width as u32, height as u32)?;
    context
        .draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height)
        .ok()?;
    JsFuture::from(png(&canvas)).await.ok()?.dyn_into().ok()
}
