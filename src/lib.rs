//! See what is inside an eidetica database link or an iroh ticket: every field, every byte, what is wrong with it, and whether
//! the real parsers accept it.
//!
//! * [`ticket`] is the core: it finds, explains, builds, slims, mends and compares; `no_std` with `alloc`. Begin with
//!   [`ticket::explore`], or with a type: [`ticket::EndpointTicket`] and its like, [`ticket::Link`].
//! * `native` (feature `native`) has iroh's own answers about keys and URLs, so that the types have `FromStr`, and addresses
//!   become `iroh_base::EndpointAddr`.
//! * Feature `qr` writes QR codes, `scan` reads them in pictures, `types` reads Rust source for tickets of your own kind, and
//!   `cli` makes the command-line tool `ticket`.
//!
//! ```
//! use ticket_explorer::ticket::{self, Unchecked};
//!
//! let text = "join me: endpointacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaa";
//! let report = ticket::explore(text, &Unchecked);
//! println!("{}", report.found[0].sentence());
//! # assert!(report.found[0].verdicts[0].accepts);
//! ```

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[cfg(feature = "native")]
pub mod native;
#[cfg(feature = "types")]
pub mod rust_types;
#[cfg(feature = "scan")]
pub mod scan;
pub mod ticket;
// What is logic in the page is tested without a browser.
#[cfg(any(feature = "web", all(test, feature = "std")))]
#[doc(hidden)]
pub mod web;

/// What README.md shows is compiled and run.
#[cfg(all(doctest, feature = "native"))]
#[doc = include_str!("../README.md")]
struct Readme;
