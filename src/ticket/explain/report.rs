//! Everything that was found in an input.

use crate::ticket::explain::document::Document;
use alloc::vec::Vec;

/// Everything that was found in an input.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Report {
    /// Length of the input in bytes.
    pub input_bytes: usize,
    /// The findings, in the order of the text.
    pub found: Vec<Document>,
    /// How many more there are beyond [`FINDINGS`](crate::ticket::limits::FINDINGS).
    pub more: usize,
    /// Only the first [`INPUT`](crate::ticket::limits::INPUT) bytes were searched.
    pub truncated: bool,
}
