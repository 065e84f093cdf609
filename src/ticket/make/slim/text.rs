//! The smaller text of a finding, where it is safe to write one.

use super::{Cut, Cuts, slim};
use crate::ticket::checks::Checks;
use crate::ticket::explain::dissect::dissect;
use crate::ticket::explain::document::Document;
use crate::ticket::find;
use crate::ticket::make::draft::write;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

/// Why a finding is not made smaller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is too damaged to say what could be left out.
    NoValue,
    /// It was to lose its secret, but parts of another ticket may be in it.
    InDoubt,
    /// It was to lose its secret, but one may still be in these of its parts: in a place where slimming reaches none, or
    /// in a part that nobody reads.
    Secret(Vec<String>),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::NoValue => f.write_str("it is too damaged to be made smaller"),
            Refusal::InDoubt => f.write_str(
                "parts of another ticket may be in this one, secrets among them: it is not made read-only",
            ),
            Refusal::Secret(parts) => write!(
                f,
                "what is left may still hold a secret ({}), so it is not written; leave out that part too",
                parts.join(", ")
            ),
        }
    }
}

impl core::error::Error for Refusal {}

/// The text of a finding without what `cuts` says.
///
/// # Errors
/// A damaged finding; and one that was to lose its secret, where a secret may be left in it.
pub fn slimmed(document: &Document, cuts: Cuts, checks: &dyn Checks) -> Result<String, Refusal> {
    let value = document.value.as_ref().ok_or(Refusal::NoValue)?;
    if cuts.has(Cut::Write) && !document.is_proven() {
        return Err(Refusal::InDoubt);
    }
    let text = write(&slim(value, cuts, checks), document.kind).ok_or(Refusal::NoValue)?;
    match cuts.has(Cut::Write) {
        true => nothing_secret_in(text, checks),
        false => Ok(text),
    }
}

fn nothing_secret_in(text: String, checks: &dyn Checks) -> Result<String, Refusal> {
    let document = dissect(find::exact(&text, checks), true, checks);
    if document.secrets.is_empty() {
        return Ok(text);
    }
    let nodes = document.nodes.iter().enumerate();
    let hiding = nodes.filter(|(index, node)| node.hides && node.is_leaf(*index));
    let mut names: Vec<String> = hiding.map(|(_, node)| document.name(node).to_string()).collect();
    names.dedup();
    Err(Refusal::Secret(names))
}
