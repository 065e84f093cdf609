//! A [`Document`](super::explain::document::Document) for people and programs.

pub mod dump;
pub mod json;
pub mod outline;
mod sentence;
