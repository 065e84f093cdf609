//! What the answer does not wait for: the views of it, and what stands around it, in one chunk.

use super::chunk::Chunk;
use super::details::Details;
use super::diagnostics::Diagnostics;
use super::examples::Welcome;
use super::findings::Findings;
use super::shell::build::Build;
use super::shell::head::Head;
use super::shell::toast::ToastRegion;
use super::state::state;
use super::toolbar::Toolbar;
use super::tools::types::OwnTypes;
use leptos::prelude::*;

/// Draws a part of the page.
pub type Draw = fn() -> AnyView;

/// What the chunk hands over.
#[derive(Clone, Copy)]
pub struct Views {
    /// What stands beside the title.
    pub head: Draw,
    /// The buttons above the text.
    pub toolbar: Draw,
    /// What stands there before there is anything to explain.
    pub welcome: Draw,
    /// Types of one's own, where they are open.
    pub types: Draw,
    /// The list of findings.
    pub findings: Draw,
    /// What is worth knowing.
    pub diagnostics: Draw,
    /// Fields and bytes.
    pub details: Draw,
    /// What is said in passing.
    pub toasts: Draw,
    /// Which build this is.
    pub build: Draw,
}

crate::chunk! {
    /// The views: what comes right after the answer.
    pub fn views() -> Views {
        Views {
            head: || Head().into_any(),
            toolbar: || Toolbar().into_any(),
            welcome: || Welcome().into_any(),
            types: || OwnTypes().into_any(),
            findings: || Findings().into_any(),
            diagnostics: || Diagnostics().into_any(),
            details: || Details().into_any(),
            toasts: || ToastRegion().into_any(),
            build: || Build().into_any(),
        }
    }
}

/// A part that comes with the views. Nothing is said while it is on its way: [`Part`](super::chunk::Part) does that where
/// the details will be.
#[component]
pub fn Later(
    /// Which.
    part: fn(&Views) -> Draw,
) -> impl IntoView {
    let views: Chunk<Views> = state().views;
    move || views.get().map(|views| part(&views)())
}
