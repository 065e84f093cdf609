//! What stands beside the page's title.

use super::formats::Formats;
use super::shortcuts::Shortcuts;
use super::theme::Theme;
use leptos::prelude::*;

/// The format reference, and the choice of colours.
#[component]
pub fn Head() -> impl IntoView {
    view! { <div class="buttons"><Shortcuts/> <Formats/> <Theme/></div> }
}
