//! The core: finds, explains, builds and compares eidetica links and iroh tickets. `no_std` with `alloc`, free of
//! panics and of anything outside itself.
//!
//! The folders say how a byte goes to the screen; each names only those before it:
//!
//! | | |
//! | --- | --- |
//! | [`encoding`] | between text and bytes, and which byte stands where in the text |
//! | [`facts`] | what is known of addresses, relays and transports |
//! | [`wire`] | tickets: the table of kinds, layouts as data, and what reads and writes by them |
//! | [`link`] | eidetica links and content ids |
//! | [`find`] | cuts links and tickets out of free text, and cleans them |
//! | [`mod@explain`] | makes a [`Document`] of each: every part, what is wrong, what the real parsers do |
//! | [`make`] | new texts: from a form, smaller, compared, as a QR code |
//! | [`render`] | the document as sentence, outline, JSON, dump |
//!
//! [`words`], [`limits`] and [`checks`] lie below all of them.
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
pub mod explain;
pub mod facts;
pub mod find;
pub mod limits;
pub mod link;
pub mod make;
pub mod render;
pub mod types;
pub mod wire;
pub mod words;

pub use checks::{Answer, Checks, Unchecked};
pub use encoding::span::{Map, Span};
pub use explain::connect::{Check, CheckStatus, Checklist};
pub use explain::diagnostic::{Code, Diagnostic, Severity};
pub use explain::document::{Document, Layer, LayerKind, Node, NodeState};
pub use explain::headline::{Headline, HeadlineTone, VerdictTone};
pub use explain::mask::Secrets;
pub use explain::report::Report;
pub use explain::value::Value;
pub use explain::verdict::{Parser, Verdict};
pub use link::{Hint, Link};
pub use wire::examples;
pub use wire::kind::Kind;
pub use wire::layout::{Colour, Layout, Role};
pub use wire::tickets::{BlobTicket, DocTicket, EndpointTicket, NodeTicket};
pub use wire::value::{
    BlobFormat, Bytes32, Capability, CustomAddr, CustomData, EndpointAddr, Ticket, TransportAddr,
};
pub use wire::walk::Part;

use checks::Remembering;
use explain::dissect;

/// Finds and explains everything in a text.
pub fn explore(input: &str, checks: &dyn Checks) -> Report {
    explained(input, find::find(input, checks), checks)
}

/// The same, and the finding at `index`: it comes last where it is beyond [`limits::FINDINGS`].
pub fn explore_with(input: &str, index: usize, checks: &dyn Checks) -> Report {
    let Some(mut left) = index.checked_sub(limits::FINDINGS) else {
        return explore(input, checks);
    };
    let mut wanted = None;
    let mut rest = |source| match left {
        0 if wanted.is_none() => wanted = Some(source),
        _ => left = left.saturating_sub(1),
    };
    let mut search = find::find_all(input, checks, Some(&mut rest));
    if let Some(source) = wanted {
        search.sources.push(source);
        search.more = search.more.saturating_sub(1);
    }
    explained(input, search, checks)
}

/// The same as [`explore`]; what is found beyond [`limits::FINDINGS`] is explained too, one after the other, and given to `rest`.
pub fn survey(input: &str, checks: &dyn Checks, rest: &mut dyn FnMut(&Document)) -> Report {
    let checks = &Remembering::new(checks);
    let mut rest = |source| rest(&dissect::dissect_within(0, source, false, checks));
    explained(input, find::find_all(input, checks, Some(&mut rest)), checks)
}

/// Finds and explains everything in a text, and hands it on one after the other, however much there is. Of a piece of a
/// longer text that is not the `whole`, ids and keys that stand alone are not looked for.
pub fn list(input: &str, whole: bool, checks: &dyn Checks, take: &mut dyn FnMut(Document)) {
    let checks: &dyn Checks = &Remembering::new(checks);
    find::each(input, Some(checks).filter(|_| whole), &mut |source| {
        take(dissect::dissect_within(
            limits::LISTED_NODES,
            source,
            false,
            checks,
        ));
    });
}

fn explained(input: &str, search: find::Search, checks: &dyn Checks) -> Report {
    /// What each finding may have, whatever those before it have taken.
    const LEAST: usize = 128;
    let mut room = limits::ALL_NODES;
    let found = search.sources.into_iter().map(|source| {
        let document = dissect::dissect_within(room.clamp(LEAST, limits::NODES), source, false, checks);
        room = room.saturating_sub(document.nodes.len());
        document
    });
    Report {
        input_bytes: input.len(),
        found: found.collect(),
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
