//! From a text to a [`Document`](document::Document): what it is, what every part means and where it stands, what is
//! wrong, and what the real parsers do with it.
//!
//! [`dissect`] reads, and tells [`tree`] what it saw; [`diagnostic`]s and [`verdict`]s say what came of it. A node is put
//! in words by [`show`], with what is worth adding by [`annotation`], and in other encodings by [`copies`]. What must not be
//! shown is worked out by `secrets`. The [`headline`] says what works with what, and
//! [`connect`] whether whom it names can be reached, by the ways that [`reach`] reads off the tree.

pub mod annotation;
pub mod connect;
pub mod copies;
pub mod diagnostic;
pub mod dissect;
pub mod document;
pub mod fix;
pub mod headline;
pub mod mask;
pub mod own;
pub mod reach;
pub mod report;
pub mod secrets;
pub mod show;
pub mod tree;
pub mod value;
pub mod verdict;
pub mod word;
