//! eidetica's database links, from text to typed value and back, and the content identifiers in them.

pub mod cid;
pub mod damage;
pub mod eidetica;

pub use eidetica::*;
