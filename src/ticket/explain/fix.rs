//! How a finding can be mended. [`make::repair`](crate::ticket::make::repair) works it out, each fix after trying it; the
//! data stands here, so that every view can show it with the diagnostic that it mends.

use crate::ticket::encoding::codec::is_base32;
use crate::ticket::encoding::span::Span;
use crate::ticket::explain::mask::{MASK, Secrets};
use crate::ticket::explain::secrets::quoted;
use crate::ticket::explain::verdict::Parser;
use crate::ticket::wire::kind::Kind;
use crate::ticket::words::{count, list};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

/// What an [`Edit`] is, which decides how it is put in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The prefix of a ticket or link is another, or is written otherwise.
    Prefix,
    /// All letters become small ones.
    LowerCase,
    /// One character is replaced, removed or inserted.
    Character,
    /// Two neighbours change places.
    Swap,
    /// The end goes.
    Tail,
}

/// One change of a text.
#[derive(Clone, PartialEq, Eq)]
pub struct Edit {
    /// What it is.
    pub what: Change,
    /// The bytes that go, in the text of the finding ([`Document::text`](crate::ticket::Document::text)).
    pub span: Span,
    /// What stands there before.
    pub old: String,
    /// What stands there afterwards.
    pub new: String,
}

impl Edit {
    /// Replaces `span` of `text`.
    pub fn new(what: Change, text: &str, span: Span, new: &str) -> Self {
        Edit {
            what,
            span,
            old: String::from(span.of(text)),
            new: String::from(new),
        }
    }

    /// In words, as a command; characters are counted from 1 in `text`, in which the change is made.
    fn words(&self, text: &str, secrets: Secrets) -> String {
        let before = text.get(..self.span.start).unwrap_or_default();
        let number = before.chars().count().saturating_add(1);
        // One character of a secret is one too many.
        let shown = |text: &str| match secrets {
            Secrets::Masked if text.bytes().all(is_base32) => String::from("…"),
            _ => quoted(text),
        };
        let (old, new) = (self.old.as_str(), self.new.as_str());
        match self.what {
            Change::LowerCase => String::from("write it in lower case"),
            Change::Prefix if old.is_empty() => format!("put {new} in front"),
            Change::Prefix if old.eq_ignore_ascii_case(new) => format!("write {new} in lower case"),
            Change::Prefix
                if old
                    .strip_suffix(':')
                    .is_some_and(|old| old.eq_ignore_ascii_case(new)) =>
            {
                format!("remove the colon after {new}")
            }
            Change::Prefix => format!("change the prefix from {} to {new}", quoted(old)),
            Change::Character if old.is_empty() => format!("insert {} before character {number}", shown(new)),
            Change::Character if new.is_empty() => format!("remove {} (character {number})", shown(old)),
            Change::Character => {
                format!("replace {} with {} (character {number})", shown(old), shown(new))
            }
            Change::Swap => format!("swap characters {number} and {}", number.saturating_add(1)),
            Change::Tail => match old.chars().count() {
                1 => String::from("remove the last character"),
                many => format!("remove the last {many} characters"),
            },
        }
    }
}

/// A way to mend a finding that was tried before it is offered.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fix {
    /// What is changed, in the order of the text.
    pub edits: Vec<Edit>,
    /// The text of the finding with all of it done.
    pub text: String,
    /// What that text is.
    pub kind: Kind,
    /// The parsers that accept this text; at least one.
    pub accepted_by: Vec<Parser>,
    /// Nothing else holds that was tried: this is what was meant, or more than this is wrong.
    pub is_certain: bool,
    /// Its text may hold a secret, so it is masked unless secrets are revealed.
    pub hides: bool,
    /// What to do, in words, with all characters and without those of a secret.
    labels: (String, String),
}

impl Fix {
    /// A fix of `text` by these changes.
    pub fn new(
        text: &str,
        edits: Vec<Edit>,
        kind: Kind,
        accepted_by: Vec<Parser>,
        is_certain: bool,
        hides: bool,
    ) -> Self {
        let words = |secrets| {
            let words: Vec<String> = edits.iter().map(|edit| edit.words(text, secrets)).collect();
            crate::ticket::words::capital(&list(&words))
        };
        Fix {
            labels: (words(Secrets::Revealed), words(Secrets::Masked)),
            text: edited(text, &edits),
            edits,
            kind,
            accepted_by,
            is_certain,
            hides,
        }
    }

    /// What it does, in words: `Replace 1 with l (character 47)`.
    pub fn label(&self, secrets: Secrets) -> &str {
        match secrets == Secrets::Masked && self.hides {
            true => &self.labels.1,
            false => &self.labels.0,
        }
    }

    /// The text of the mended finding, or a mask where it may hold a secret.
    pub fn shown(&self, secrets: Secrets) -> &str {
        match secrets == Secrets::Masked && self.hides {
            true => MASK,
            false => &self.text,
        }
    }

    /// `then iroh-tickets-1 accepts it`.
    pub fn outcome(&self) -> String {
        let names: Vec<String> = self
            .accepted_by
            .iter()
            .map(|parser| parser.name().to_string())
            .collect();
        let verb = if names.len() == 1 { "accepts" } else { "accept" };
        format!("{} {verb} it", list(&names))
    }
}

/// A text with these changes made, which are in order and do not touch each other.
pub fn edited(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        out.push_str(Span::new(at, edit.span.start).of(text));
        out.push_str(&edit.new);
        at = edit.span.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// What can be done about one diagnostic.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repair {
    /// The readings that hold, the likeliest first; at most [`READINGS`](crate::ticket::limits::READINGS).
    pub fixes: Vec<Fix>,
    /// How many more hold that are just as likely.
    pub more: usize,
    /// Why there is no fix, or why none is certain.
    pub reason: Option<Reason>,
}

impl Repair {
    /// The fix that can only be what was meant.
    pub fn certain(&self) -> Option<&Fix> {
        match (self.fixes.as_slice(), self.more) {
            ([only], 0) if only.is_certain => Some(only),
            _ => None,
        }
    }
}

/// What happened to a character of which nobody can say what it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// It is missing.
    Missing,
    /// One is too many.
    Extra,
    /// It is another now.
    Changed,
}

/// Why a finding cannot be mended, or not with certainty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Its end is missing.
    CutOff {
        /// How many bytes at least.
        bytes: usize,
        /// How many characters at least.
        characters: usize,
        /// The fields that are whole.
        whole: Vec<&'static str>,
    },
    /// Somebody put an ellipsis for a part of it.
    Shortened,
    /// One character is wrong, and too many would do.
    Unknown {
        /// What happened to it.
        loss: Loss,
        /// The number of the first character that it can be, from 1, and of the last.
        place: (usize, usize),
        /// The field that lies there.
        field: &'static str,
        /// How many readings hold; `most` stands for that and more.
        readings: usize,
        /// Counting stopped here.
        most: usize,
    },
    /// Others fit as well, of damage that is less likely.
    Likeliest,
    /// No one change mends it.
    Several,
    /// It is too long, or too much else was tried before it.
    NotTried,
}

impl fmt::Display for Reason {
    /// For people: a sentence or two.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::CutOff {
                bytes,
                characters,
                whole,
            } => {
                let missing = count(*characters, "character", "characters");
                let bytes = count(*bytes, "byte", "bytes");
                write!(
                    f,
                    "The end is missing, at least {missing} ({bytes}), and nothing can put it back."
                )?;
                let whole: Vec<String> = whole.iter().map(|name| String::from(*name)).collect();
                match whole.as_slice() {
                    [] => write!(f, " Nothing before it is whole."),
                    whole => write!(f, " What can still be read: {}.", list(whole)),
                }
            }
            Reason::Shortened => f.write_str(
                "An ellipsis stands for a part of it, and nothing can put that back. Copy the whole of it, not a \
                 shortened one.",
            ),
            Reason::Unknown {
                loss,
                place: (first, last),
                field,
                readings,
                most,
            } => {
                let what = match loss {
                    Loss::Missing => "A character is missing",
                    Loss::Extra => "There is one character too many",
                    Loss::Changed => "A character is wrong",
                };
                let many = match readings < most {
                    true => readings.to_string(),
                    false => format!("more than {}", most.saturating_sub(1)),
                };
                match first == last {
                    true => write!(f, "{what} at character {first}")?,
                    false => write!(f, "{what} between characters {first} and {last}")?,
                }
                if !field.is_empty() {
                    write!(f, " ({field})")?;
                }
                write!(
                    f,
                    ". {} readings fit, and nothing in the text tells which is right.",
                    crate::ticket::words::capital(&many)
                )
            }
            Reason::Likeliest => f.write_str(
                "These are the likeliest readings; others fit as well, and nothing in the text tells which is right.",
            ),
            Reason::Several => f.write_str("No one change makes it whole: more than one character is wrong or missing."),
            Reason::NotTried => f.write_str("Repair was not tried: there is too much text."),
        }
    }
}
