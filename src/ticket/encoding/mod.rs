//! Between text and bytes: the [`codec`]s that tickets, keys and ids come in, [`multibase`]s, and [`span`]s, which say where each byte stands
//! in the text that it was decoded from, and [`doubts`], which say what wrong characters leave unknown.

pub mod codec;
pub mod doubts;
pub mod multibase;
pub mod span;
