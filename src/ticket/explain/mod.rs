//! Text to a [`Document`](document::Document): what it says, what is wrong with it, what the real parsers do with it, and
//! what of it is secret.

pub mod diagnostic;
pub mod dissect;
pub mod document;
pub mod meaning;
pub(crate) mod secrets;
pub mod verdict;
