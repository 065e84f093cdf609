//! A short statement, good or bad.

use crate::ticket::Severity;
use leptos::prelude::*;

/// How good a statement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Nothing to worry about.
    Good,
    /// Worth a thought.
    Warning,
    /// Wrong.
    Error,
    /// Only worth knowing.
    Note,
}

impl Tone {
    /// The class that gives a thing its colour.
    pub fn class(self) -> &'static str {
        match self {
            Tone::Good => "good",
            Tone::Warning => "warning",
            Tone::Error => "error",
            Tone::Note => "note",
        }
    }

    /// A sign that says the same without colour.
    pub fn icon(self) -> &'static str {
        match self {
            Tone::Good => "✓",
            Tone::Warning => "⚠",
            Tone::Error => "✗",
            Tone::Note => "•",
        }
    }
}

impl From<Severity> for Tone {
    fn from(severity: Severity) -> Tone {
        match severity {
            Severity::Error => Tone::Error,
            Severity::Warning => Tone::Warning,
            Severity::Note => Tone::Note,
        }
    }
}

/// A sign, and a word or two in the tone's colour.
#[component]
pub fn Pill(
    /// How good it is.
    tone: Tone,
    /// The sign, where the tone's own will not do.
    #[prop(optional)]
    icon: Option<&'static str>,
    /// The words.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    view! {
        <span class=["pill ", tone.class()].concat()>
            <span aria-hidden="true">{icon.unwrap_or_else(|| tone.icon())} " "</span>
            <span>{label}</span>
        </span>
    }
}
