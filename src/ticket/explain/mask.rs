//! Whether secrets are shown, and what stands in their place.

/// Whether secrets are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secrets {
    /// They are replaced by [`MASK`].
    Masked,
    /// They are shown.
    Revealed,
}

/// What stands where a secret is.
pub const MASK: &str = "…masked…";
