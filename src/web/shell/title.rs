//! The title of the window: what is looked at, never a secret.

use super::super::state::State;
use leptos::prelude::*;

/// What the window is called without a finding.
const PAGE: &str = "Ticket Explorer";

/// Has the title follow what is looked at.
pub fn follow(state: State) {
    Effect::new(move || {
        let title = match &*state.document.read() {
            Some(found) => [&found.title(), " · ", PAGE].concat(),
            None => PAGE.into(),
        };
        document().set_title(&title);
    });
}
