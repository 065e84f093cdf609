//! The table: everything that was found, a row each, for texts with many tickets.
//!
//! The rows, and which of them are shown, are the core's ([`render::table`](crate::ticket::render::table)). Here they are
//! drawn: [`moves`] says where the keys lead and which lines are seen, [`grid`] draws those, [`panel`] stands around it.

pub mod moves;

#[cfg(feature = "web")]
mod grid;
#[cfg(feature = "web")]
mod panel;

#[cfg(feature = "web")]
crate::chunk! {
    /// The table: only a text with many findings needs it.
    pub fn table() -> crate::web::views::Draw {
        || leptos::prelude::IntoAny::into_any(panel::Table())
    }
}
