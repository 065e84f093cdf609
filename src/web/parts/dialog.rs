//! A window over the page.

use super::Button;
use leptos::html;
use leptos::prelude::*;

/// A window over the page. The browser keeps the focus inside, closes it by Escape, and gives the focus back. What is in
/// it is made when it opens for the first time.
#[component]
pub fn Dialog(
    /// Its title.
    title: &'static str,
    /// Its id; the title's is derived from it.
    id: &'static str,
    /// The window, for what opens it.
    element: NodeRef<html::Dialog>,
    /// Whether it was ever opened.
    #[prop(into)]
    opened: Signal<bool>,
    /// What is in it.
    children: ViewFn,
) -> impl IntoView {
    let title_id = [id, "-title"].concat();
    let labelled_by = title_id.clone();
    let close = move |()| {
        if let Some(dialog) = element.get_untracked() {
            dialog.close();
        }
    };
    view! {
        <dialog class=id node_ref=element aria-labelledby=labelled_by>
            <div class="above">
                <h2 id=title_id>{title}</h2>
                <Button label="Close" on_press=close/>
            </div>
            {move || opened.get().then(|| children.run())}
        </dialog>
    }
}
