//! Tickets as bytes: their kinds, their layouts as data, and what reads and writes by them.

pub(crate) mod beginning;
pub mod decode;
pub(crate) mod detect;
pub mod encode;
mod fields;
pub mod gossip_json;
pub mod kind;
pub mod layout;
pub(crate) mod parts;
pub mod role;
pub mod value;
pub mod walk;
