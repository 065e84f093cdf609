//! What the answer does not wait for: the views of it, and what stands around it, in one chunk.

use super::chunk::Chunk;
use super::details::Details;
use super::diagnostics::Diagnostics;
use super::examples::{Examples, Welcome};
use super::findings::Findings;
use super::shell::head::Head;
use super::state::state;
use leptos::prelude::*;

/// Draws a part of the page.
pub type Draw = fn() -> AnyView;

/// What the chunk hands over.
#[derive(Clone, Copy)]
pub struct Views {
    /// What stands beside the title.
    pub head: Draw,
    /// The menu of examples.
    pub examples: Draw,
    /// What stands there before there is anything to explain.
    pub welcome: Draw,
    /// The list of findings.
    pub findings: Draw,
    /// What is worth knowing.
    pub diagnostics: Draw,
    /// Fields and bytes.
    pub details: Draw,
}

crate::chunk! {
    /// The views: what comes right after the answer.
    pub fn views() -> Views {
        Views {
            head: || Head().into_any(),
            examples: || Examples().into_any(),
            welcome: || Welcome().into_any(),
            findings: || Findings().into_any(),
            diagnostics: || Diagnostics().into_any(),
            details: || Details().into_any(),
        }
    }
}

/// A part that comes with the views. Nothing is said while it is on its way: [`Lazy`](super::chunk::Lazy) does that where
/// the details will be.
#[component]
pub fn Later(
    /// Which.
    part: fn(&Views) -> Draw,
) -> impl IntoView {
    let views: Chunk<Views> = state().views;
    move || views.get().map(|views| part(&views)())
}
