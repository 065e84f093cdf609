//! The form: a field for everything that a ticket says, each with its own remark, and its result in the input at once.

pub mod form;

#[cfg(feature = "web")]
mod editor;
#[cfg(feature = "web")]
mod endpoint;
#[cfg(feature = "web")]
mod fields;
#[cfg(feature = "web")]
mod link;
#[cfg(feature = "web")]
mod panel;
#[cfg(feature = "web")]
mod ticket;

#[cfg(feature = "web")]
pub use panel::Edit;
