//! Text encodings of bytes, and places: where each byte stands in the text that it was decoded from.

pub mod bases;
pub mod span;
