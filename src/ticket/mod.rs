//! The core: finds, explains, builds and compares eidetica links and iroh tickets. `no_std` with `alloc`, free of
//! panics and of anything outside itself.
//!
//! Data flows one way. [`find`](find::find) cuts links and tickets out of free text, [`dissect`](explain::dissect::dissect)
//! makes a [`Document`] of each, and every view (tree, hex, JSON, sentence, verdicts) renders that document.
//! [`decode`](wire::decode::decode) gives a typed value or the reference parser's error, [`encode`](wire::encode) writes values back.
//!
//! ```
//! use ticket_explorer::ticket::{self, Unchecked};
//!
//! let report = ticket::explore("join me: endpointacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaa", &Unchecked);
//! assert_eq!(report.found[0].kind.name(), "endpoint");
//! println!("{}", report.found[0].sentence());
//! ```

#![forbid(unsafe_code)]
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

pub mod checks;
pub mod encoding;
pub mod examples;
pub mod explain;
pub mod find;
pub mod limits;
pub mod link;
pub mod make;
pub mod render;
pub mod wire;

pub use checks::{Answer, Checks, Unchecked};
pub use encoding::span::{Map, Span};
pub use explain::diagnostic::{Code, Diagnostic, Severity};
pub use explain::document::{Document, Layer, LayerKind, Node, State};
pub use explain::meaning::Secrets;
pub use explain::verdict::{Parser, Verdict};
pub use link::{Hint, Link};
pub use wire::kind::Kind;
pub use wire::layout::{Layout, Role};
pub use wire::value::{
    BlobFormat, Bytes32, Capability, CustomAddr, CustomData, EndpointAddr, Ticket, TransportAddr, Value,
};
pub use wire::walk::Part;

use alloc::vec::Vec;
use explain::dissect;

/// Everything that was found in an input.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Length of the input in bytes.
    pub input_bytes: usize,
    /// The findings, in the order of the text.
    pub found: Vec<Document>,
    /// How many more there are beyond [`limits::FINDINGS`].
    pub more: usize,
    /// Only the first [`limits::INPUT`] bytes were searched.
    pub truncated: bool,
}

/// Finds and explains everything in a text.
pub fn explore(input: &str, checks: &dyn Checks) -> Report {
    let search = find::find(input, checks);
    Report {
        input_bytes: input.len(),
        found: search
            .sources
            .into_iter()
            .map(|source| dissect::dissect(source, false, checks))
            .collect(),
        more: search.more,
        truncated: search.truncated,
    }
}

/// Explains a text as one ticket or link just as it stands: nothing is searched, trimmed or cleaned, and every parser
/// is asked what it does with it.
pub fn explain(input: &str, checks: &dyn Checks) -> Report {
    Report {
        input_bytes: input.len(),
        found: alloc::vec![dissect::dissect(find::exact(input, checks), true, checks)],
        more: 0,
        truncated: false,
    }
}
