//! eidetica links, and the content identifiers in them.

pub mod cid;
pub mod eidetica;

pub use eidetica::*;
