//! What every room of the page is made of: a few components, each with one job.
//!
//! There are few on purpose. A reader learns them once; and each template is code of its own, so the page is smaller, too.

mod button;
mod choice;
mod dialog;
mod field;
mod menu;
mod panel;
mod pill;

pub use button::Button;
pub use choice::{Check, Radios, Select};
pub use dialog::Dialog;
pub use field::{FieldNote, Look, Note, TextField, as_typed, is_composing};
pub use menu::{Menu, MenuItem};
pub use panel::Panel;
pub use pill::{Pill, Tone};
