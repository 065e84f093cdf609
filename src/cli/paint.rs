//! Colour on terminals. Meaning is never by colour alone: what is coloured also says in words what it is.

use crate::ticket::Severity;

/// Paints text, or leaves it as it is.
#[derive(Clone, Copy, Debug)]
pub struct Paint {
    /// Whether to use colour.
    pub on: bool,
}

impl Paint {
    fn with(self, code: &str, text: &str) -> String {
        match self.on && !text.is_empty() {
            true => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            false => String::from(text),
        }
    }

    /// What matters most.
    pub fn strong(self, text: &str) -> String {
        self.with("1", text)
    }

    /// What matters least.
    pub fn faint(self, text: &str) -> String {
        self.with("2", text)
    }

    /// A field's name.
    pub fn name(self, text: &str) -> String {
        self.with("36", text)
    }

    /// What is in order.
    pub fn good(self, text: &str) -> String {
        self.with("32", text)
    }

    /// What is not.
    pub fn bad(self, text: &str) -> String {
        self.with("1;31", text)
    }

    /// Something of this severity.
    pub fn severity(self, severity: Severity, text: &str) -> String {
        let code = match severity {
            Severity::Error => "1;31",
            Severity::Warning => "1;33",
            Severity::Note => "1;34",
        };
        self.with(code, text)
    }
}
