//! The page: a Leptos app. What is logic is in the core, or in modules without views here, with native tests.
//!
//! * [`app`]: the page from top to bottom
//! * [`session`]: what is explored, and the ways from one text to the next; no Leptos
//! * [`state`]: the session as signals and memos, and everything that changes them
//! * [`parts`]: the components that everything is made of: button, panel, field, menu, dialog, pill
//! * [`input`], [`answer`]: from the text to what it is, which is all that is loaded at first
//! * [`views`]: what comes right after that: [`toolbar`], [`examples`], [`findings`], [`diagnostics`], [`details`]
//! * [`tools`]: the form, slimming, QR codes, sharing, comparing, the table of findings
//! * [`chunk`]: how parts come in files of their own; [`checks`]: exact answers, two of those parts
//! * [`shell`]: the page's address, the clipboard, messages, colours, the format reference

pub mod details;
pub mod session;
pub mod tools;

#[cfg(feature = "web")]
pub mod answer;
#[cfg(feature = "web")]
pub mod app;
#[cfg(feature = "web")]
pub mod checks;
#[cfg(feature = "web")]
pub mod chunk;
#[cfg(feature = "web")]
pub mod diagnostics;
#[cfg(feature = "web")]
pub mod examples;
#[cfg(feature = "web")]
pub mod findings;
#[cfg(feature = "web")]
pub mod input;
#[cfg(feature = "web")]
pub mod parts;
#[cfg(feature = "web")]
pub mod shell;
#[cfg(feature = "web")]
pub mod state;
#[cfg(feature = "web")]
pub mod toolbar;
#[cfg(feature = "web")]
pub mod views;

#[cfg(feature = "web")]
pub use app::mount;
