//! Between text and bytes: the [`codec`]s that tickets, keys and ids come in, [`multibase`]s, and [`span`]s, which say where each byte stands
//! in the text that it was decoded from.

pub mod codec;
pub mod multibase;
pub mod span;
