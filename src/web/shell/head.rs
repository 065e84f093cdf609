//! What stands beside the page's title.

use super::formats::Formats;
use super::offline::Offline;
use super::shortcuts::Shortcuts;
use super::theme::Theme;
use leptos::prelude::*;

/// The format reference, and the choice of colours.
#[component]
pub fn Head() -> impl IntoView {
    view! { <div class="buttons"><Offline/> <Shortcuts/> <Formats/> <Theme/></div> }
}
