//! A finding, taken apart: its text, its fields and its bytes, linked with each other.

mod colours;
#[cfg(feature = "web")]
mod copy_menu;
#[cfg(feature = "web")]
mod hex;
#[cfg(feature = "web")]
mod highlight;
#[cfg(feature = "web")]
mod panels;
pub mod pieces;
pub mod rows;
#[cfg(feature = "web")]
mod text;
#[cfg(feature = "web")]
mod tree;

#[cfg(feature = "web")]
crate::chunk! {
    /// The views: what comes right after the answer.
    pub fn details() -> fn() -> leptos::prelude::AnyView {
        || leptos::prelude::IntoAny::into_any(panels::Details())
    }
}
