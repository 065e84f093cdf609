//! What is around the explorer: the page's address, the clipboard, messages, colours, the format reference.

pub mod build;
pub mod clipboard;
pub mod formats;
pub mod head;
pub mod location;
pub mod offline;
pub mod save;
pub mod shortcuts;
pub mod theme;
pub mod title;
pub mod toast;
