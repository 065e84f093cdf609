//! What can be done with a finding: edit it, leave things out of it, and pass it on as a code, a link or text.

pub mod edit;
pub mod table;

#[cfg(feature = "web")]
mod bar;
#[cfg(feature = "web")]
mod compare;
#[cfg(feature = "web")]
mod connect;
#[cfg(feature = "web")]
mod mend;
#[cfg(feature = "web")]
mod picture;
#[cfg(feature = "web")]
mod qr;
#[cfg(feature = "web")]
pub mod scan;
#[cfg(feature = "web")]
pub mod share;
#[cfg(feature = "web")]
mod slim;
#[cfg(feature = "web")]
pub mod types;

#[cfg(feature = "web")]
pub use bar::{Tool, ToolSet, show, show_when_loaded};

/// What the chunk of the tools hands over.
#[cfg(feature = "web")]
#[derive(Clone, Copy)]
pub struct Workshop {
    /// Draws the form.
    pub edit: fn() -> leptos::prelude::AnyView,
    /// Draws what would mend a finding, and whether it will connect.
    pub help: fn() -> leptos::prelude::AnyView,
    /// Draws the row of tools, those that are open, and the picture.
    pub tools: fn() -> leptos::prelude::AnyView,
    /// Opens the form with what is explored, or closes it.
    pub toggle_form: fn(super::state::State),
}

#[cfg(feature = "web")]
crate::chunk! {
    /// The form and the tools: nobody needs them before the answer.
    pub fn tools() -> Workshop {
        Workshop {
            edit: || leptos::prelude::IntoAny::into_any(edit::Edit()),
            help: || {
                use leptos::prelude::*;
                view! { <mend::Mend/> <connect::Connect/> }.into_any()
            },
            tools: || {
                use leptos::prelude::*;
                view! { <bar::Tools/> <picture::Picture/> }.into_any()
            },
            toggle_form: bar::toggle_form,
        }
    }
}
