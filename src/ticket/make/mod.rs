//! New texts of old ones, and of what was typed: [`draft`]s are forms, [`slim`] leaves out, [`convert`] writes the same in
//! another form, [`compare`] sets side by side, [`share`] writes links, Markdown and Rust, `qr` draws codes,
//! [`repair`] mends what is damaged.

pub mod compare;
pub mod convert;
pub mod draft;
#[cfg(feature = "qr")]
pub mod qr;
pub mod repair;
pub mod share;
pub mod slim;
