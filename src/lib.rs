#![doc = include_str!("../README.md")]
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
