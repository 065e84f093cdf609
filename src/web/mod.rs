//! The page: thin views over one [`state`]. What is logic is in the core, with native tests.
//!
//! * [`state`]: the signals, and everything that changes them
//! * [`app`]: the page from top to bottom; [`input`], [`answer`], [`diagnostics`]: its parts
//! * [`coloured`], [`tree`], [`hex`]: three views of a finding, drawn by [`dom`] in the colours of [`hues`] and linked by
//!   [`marks`]
//! * [`build`]: the other half: form, trimming, QR codes, sharing, comparing
//! * [`chunk`]: parts in files of their own; [`checks`]: exact answers, two of those parts
//! * [`location`]: tickets in the page's address; [`clipboard`]; [`theme`]; [`formats`]: the reference

pub mod answer;
pub mod app;
pub mod build;
pub mod checks;
pub mod chunk;
pub mod clipboard;
pub mod coloured;
pub mod diagnostics;
mod dom;
pub mod formats;
pub mod hex;
mod hues;
pub mod input;
pub mod location;
pub mod marks;
pub mod state;
pub mod theme;
pub mod tree;

pub use app::mount;
