//! Tickets as bytes.
//!
//! The table of [`kinds`] has the [`layout`]s of each kind as data, made of `fields`, each with a [`role`]. [`walk`] reads bytes
//! by a layout and tells what it reads to a sink: the `collect`or makes a [`value`] of it. `fit` picks the layout for a
//! payload, [`decode`] is text to value as the real parsers do it, [`encode`] the way back.

pub(crate) mod beginning;
pub(crate) mod collect;
pub mod decode;
pub mod encode;
pub mod examples;
mod fields;
pub(crate) mod fit;
pub mod gossip_json;
pub mod kind;
pub mod kinds;
pub mod layout;
pub mod named;
pub mod role;
pub mod tickets;
pub mod value;
pub(crate) mod varint;
pub mod walk;
