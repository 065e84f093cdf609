//! A finding, taken apart: its text, its fields and its bytes, linked with each other.

pub mod bytes;
mod colours;
pub use colours::class_of;
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
pub use highlight::node_of;
#[cfg(feature = "web")]
pub use panels::Details;
