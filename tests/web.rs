//! The page's views, in a browser: what stands where for somebody who looks for roles and labels.
#![cfg(target_arch = "wasm32")]

use leptos::prelude::*;
use ticket_explorer::ticket::examples;
use ticket_explorer::web::app::App;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement};

wasm_bindgen_test_configure!(run_in_browser);

/// A page with this text; it goes when the test ends.
struct Page {
    root: HtmlElement,
}

impl Drop for Page {
    fn drop(&mut self) {
        self.root.remove();
    }
}

impl Page {
    async fn with(text: &str) -> Page {
        let root: HtmlElement = document().create_element("main").unwrap().unchecked_into();
        document().body().unwrap().append_child(&root).unwrap();
        let text = String::from(text);
        mount_to(root.clone(), move || view! { <App typed=text/> }).forget();
        let page = Page { root };
        page.settled().await;
        page
    }

    async fn example(name: &str) -> Page {
        let example = examples::all().find(|example| example.name == name);
        Page::with(example.expect("there is such an example").text).await
    }

    /// Waits until effects, chunks and what is left to the next frame are done.
    async fn settled(&self) {
        for _ in 0..3 {
            for _ in 0..4 {
                leptos::task::tick().await;
            }
            gloo_timers::future::TimeoutFuture::new(30).await;
        }
    }

    fn all(&self, selector: &str) -> Vec<Element> {
        let found = self.root.query_selector_all(selector).unwrap();
        (0..found.length())
            .filter_map(|at| found.item(at)?.dyn_into().ok())
            .collect()
    }

    fn one(&self, selector: &str) -> Element {
        let all = self.all(selector);
        assert_eq!(all.len(), 1, "{selector}");
        all.into_iter().next().unwrap()
    }

    /// What the rows of the tree say.
    fn rows(&self) -> Vec<String> {
        self.all("[role=treeitem]").iter().map(said).collect()
    }

    fn text(&self, selector: &str) -> String {
        self.one(selector).text_content().unwrap_or_default()
    }
}

/// What a row says, with ids as a whole.
fn said(row: &Element) -> String {
    let parts = row.query_selector_all(".name, .said > :not(.short)").unwrap();
    let texts = (0..parts.length()).filter_map(|at| parts.item(at)?.text_content());
    texts
        .map(|text| text.trim().to_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

fn click(element: &Element) {
    element.unchecked_ref::<HtmlElement>().click();
}

#[wasm_bindgen_test]
async fn a_link_is_answered_first_and_then_taken_apart() {
    let page = Page::example("eidetica link").await;
    let answer = page.text("#answer");
    assert!(
        answer.starts_with("An eidetica database link with 2 peers."),
        "{answer}"
    );
    assert!(answer.contains("eidetica-cid accepts"), "{answer}");
    let fields = page.rows();
    assert!(
        fields
            .iter()
            .any(|label| label.starts_with("endpoint id 2efc55334c7a")),
        "{fields:?}"
    );
    assert!(
        fields
            .iter()
            .any(|label| label == "socket address 10.0.0.5:51820 private"),
        "{fields:?}"
    );
}

#[wasm_bindgen_test]
async fn the_text_the_bytes_and_the_tree_say_the_same() {
    let page = Page::example("endpoint ticket").await;
    let example = examples::all()
        .find(|example| example.name == "endpoint ticket")
        .unwrap();
    assert_eq!(page.text(".colours"), example.text);
    let bytes: String = page
        .all(".hex .h-key")
        .iter()
        .filter_map(|part| part.text_content())
        .collect();
    let id = page.rows().remove(0);
    let bytes: String = bytes.split_whitespace().collect();
    let halves: String = id.trim_start_matches("endpoint id ").into();
    assert_eq!(bytes, halves);
}

#[wasm_bindgen_test]
async fn a_node_that_is_selected_in_the_bytes_is_marked_everywhere() {
    let page = Page::example("endpoint ticket").await;
    click(&page.all(".hex .h-relay").remove(0));
    page.settled().await;
    let line = page.one("[role=treeitem][aria-selected=true]");
    assert_eq!(
        said(&line),
        "relay url https://euc1-1.relay.n0.iroh.link./ n0, Europe"
    );
    assert!(!page.all(".colours .h-relay.selected").is_empty());
}

#[wasm_bindgen_test]
async fn a_secret_is_shown_only_on_request() {
    const SECRET: &str = "12c10c1ead596131";
    let page = Page::example("doc ticket, write").await;
    let buttons = page.all("button");
    let named = |name: &str| {
        buttons
            .iter()
            .find(|button| button.text_content().as_deref() == Some(name))
    };
    let reveal = named("Reveal secret").expect("there is something to reveal");
    let shown = || page.rows().concat();
    assert!(!shown().contains(SECRET));
    assert!(
        shown().contains("document id a6836c48fb20"),
        "the derived id is no secret"
    );
    click(reveal);
    page.settled().await;
    assert!(shown().contains(SECRET));
    click(named("Hide secret").expect("it says that it hides it again"));
    page.settled().await;
    assert!(!shown().contains(SECRET));
}

#[wasm_bindgen_test]
async fn several_findings_are_chosen_from() {
    let page = Page::example("a chat message").await;
    let choices = page.all(".findings [type=radio]");
    assert_eq!(choices.len(), 3);
    click(&choices[1]);
    page.settled().await;
    assert!(page.text("#answer").starts_with("The address of endpoint"));
}

#[wasm_bindgen_test]
async fn an_empty_page_offers_examples() {
    let page = Page::with("").await;
    let buttons = page.all(".examples button");
    assert_eq!(buttons.len(), examples::all().count());
    click(&buttons[0]);
    page.settled().await;
    assert!(!page.text("#answer").is_empty());
}

#[wasm_bindgen_test]
async fn rows_of_the_tree_are_flat_and_keep_their_elements() {
    let page = Page::example("eidetica link").await;
    let rows = page.all("[role=tree] > [role=treeitem]");
    assert_eq!(rows.len(), page.all("[role=treeitem]").len());
    let level = |row: &Element| row.get_attribute("aria-level").unwrap();
    assert!(rows.iter().any(|row| level(row) == "2"));
    let wire = page.one(".fields [type=checkbox]");
    click(&wire);
    page.settled().await;
    let more = page.all("[role=treeitem]");
    assert!(more.len() > rows.len());
    click(&wire);
    page.settled().await;
    assert_eq!(page.all("[role=treeitem]").len(), rows.len());
}

#[wasm_bindgen_test]
async fn the_pointer_marks_a_slice_and_unmarks_it() {
    let page = Page::example("endpoint ticket").await;
    let over = |element: &Element| {
        let event = web_sys::MouseEvent::new_with_mouse_event_init_dict("mouseover", &{
            let init = web_sys::MouseEventInit::new();
            init.set_bubbles(true);
            init
        });
        element.dispatch_event(&event.unwrap()).unwrap();
    };
    over(&page.all(".hex .h-key").remove(0));
    page.settled().await;
    assert!(!page.all(".colours .h-key.hovered").is_empty());
    assert!(page.all(".h-relay.hovered").is_empty());
    over(&page.all(".hex .h-relay").remove(0));
    page.settled().await;
    assert!(page.all(".h-key.hovered").is_empty());
    assert!(!page.all(".colours .h-relay.hovered").is_empty());
}

#[wasm_bindgen_test]
async fn what_was_cleared_leaves_nothing_behind() {
    let page = Page::example("doc ticket, write").await;
    let clear = page.all(".input button");
    let clear = clear
        .iter()
        .find(|button| button.text_content().as_deref() == Some("Clear"));
    click(clear.unwrap());
    page.settled().await;
    assert!(page.all(".details, .tools, [role=treeitem]").is_empty());
    assert_eq!(page.text("#answer"), "");
}
