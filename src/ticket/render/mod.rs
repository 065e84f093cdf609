//! A [`Document`](super::explain::document::Document) for people and programs: in a `sentence`, as an [`outline`] of its
//! fields, as a [`dump`] of its bytes, as [`json`], as a [`picture`], as a redacted [`report`]; many of them as a [`table`].

pub mod dump;
pub mod json;
pub mod outline;
pub mod picture;
pub mod report;
mod sentence;
pub mod table;
mod title;
