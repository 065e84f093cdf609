//! Short messages: what was copied, what went wrong.

use super::super::state::state;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

/// How long a message is shown, in milliseconds.
const SHOWN: u32 = 4_000;

/// The messages that are shown. Each has a time of its own, so none cuts another short.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<(u32, String)>>,
    last: StoredValue<u32>,
}

impl Toasts {
    /// No messages.
    pub fn new() -> Toasts {
        Toasts {
            shown: RwSignal::new(Vec::new()),
            last: StoredValue::new(0),
        }
    }

    /// Says something.
    pub fn say(self, what: &str) {
        let id = self.last.try_get_value().unwrap_or_default() + 1;
        self.last.try_set_value(id);
        self.shown.try_update(|shown| {
            // What is said again is read aloud again, and shown once.
            shown.retain(|(_, text)| text != what);
            shown.push((id, what.into()));
        });
        let shown = self.shown;
        let forget = move || {
            shown.try_update(|shown| shown.retain(|(other, _)| *other != id));
        };
        Timeout::new(SHOWN, forget).forget();
    }
}

impl Default for Toasts {
    fn default() -> Self {
        Toasts::new()
    }
}

/// Shows the messages. The region is there before the first of them, or they would not be read aloud.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = state().toasts;
    view! {
        <div class="toasts" role="status">
            <For each=move || toasts.shown.get() key=|(id, _)| *id let((_, text))>
                <p class="toast">{text}</p>
            </For>
        </div>
    }
}
