//! New texts: from a form, from an old text made smaller, as a QR code, as source code.

pub mod compare;
pub mod draft;
#[cfg(feature = "qr")]
mod png;
#[cfg(feature = "qr")]
pub mod qr;
pub mod share;
pub mod slim;
