//! The page's components, in a browser.
#![cfg(target_arch = "wasm32")]

use leptos::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn a_signal_reaches_the_document() {
    let text = RwSignal::new("one");
    let _handle = mount_to(
        document().body().unwrap(),
        move || view! { <p id="probe">{text}</p> },
    );
    text.set("two");
    leptos::task::tick().await;
    let probe = document().get_element_by_id("probe").unwrap();
    assert_eq!(probe.text_content().as_deref(), Some("two"));
}
