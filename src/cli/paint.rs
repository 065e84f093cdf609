//! Colour on terminals. Meaning is never by colour alone: what is coloured also says in words what it is.
//!
//! Colours are written as characters that no text has (Unicode's noncharacters U+FDD0 to U+FDEF), and become a terminal's
//! codes when they are printed: so no code of the input can be mistaken for one of ours.

use crate::ticket::Severity;

/// Paints text, or leaves it as it is.
#[derive(Clone, Copy, Debug)]
pub struct Paint {
    /// Whether to use colour.
    pub on: bool,
}

/// The codes, in the order of the characters that stand for them.
const CODES: [&str; 9] = [
    "0",
    "1",
    "2",
    "36",
    "32",
    "1;31",
    "1;33",
    "1;34",
    "38;5;16;48;5;231",
];
/// The character that stands for the first.
const FIRST: u32 = 0xfdd0;

/// The code that a character stands for.
pub(super) fn code_of(symbol: char) -> Option<&'static str> {
    let index = u32::from(symbol).checked_sub(FIRST)?;
    CODES.get(usize::try_from(index).ok()?).copied()
}

/// The character that stands for a code.
fn symbol_of(code: &str) -> char {
    let index = CODES.iter().position(|known| *known == code).unwrap_or_default();
    let index = u32::try_from(index).unwrap_or_default();
    char::from_u32(FIRST + index).unwrap_or(' ')
}

impl Paint {
    fn with(self, code: &str, text: &str) -> String {
        match self.on && !text.is_empty() {
            true => format!("{}{text}{}", symbol_of(code), symbol_of("0")),
            false => String::from(text),
        }
    }

    /// Text with codes of its own: our drawings.
    pub fn drawing(self, text: &str) -> String {
        let mut text = String::from(text);
        for code in CODES {
            text = text.replace(
                &format!("\u{1b}[{code}m"),
                symbol_of(code).encode_utf8(&mut [0; 4]),
            );
        }
        text
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
