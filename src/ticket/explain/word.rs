//! The words of a node: nearly always this program's own, which cost nothing; else in a table of their document.

use crate::ticket::explain::document::{Document, Node};
use alloc::string::String;
use alloc::vec::Vec;

/// A word of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// One that this program knows.
    Known(&'static str),
    /// One from outside: its place in [`Words`].
    Own(u32),
}

impl From<&'static str> for Word {
    fn from(word: &'static str) -> Self {
        Word::Known(word)
    }
}

impl Word {
    /// One that this program knows; empty for others.
    pub fn known(self) -> &'static str {
        match self {
            Word::Known(word) => word,
            Word::Own(_) => "",
        }
    }
}

impl PartialEq<&str> for Word {
    /// Words from outside are none of this program's.
    fn eq(&self, other: &&str) -> bool {
        matches!(self, Word::Known(word) if word == other)
    }
}

/// The words of a document that are not this program's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(Vec<String>);

impl Words {
    /// Keeps a word. The one that was kept last is not kept twice: the items of a list have the same.
    pub fn keep(&mut self, word: &str) -> Word {
        const LOOKED_AT: usize = 16;
        let last = self.0.len().saturating_sub(LOOKED_AT);
        let known = self.0.iter().skip(last).position(|other| other == word);
        let at = known.map_or(self.0.len(), |at| at.saturating_add(last));
        if known.is_none() {
            self.0.push(String::from(word));
        }
        Word::Own(u32::try_from(at).unwrap_or(u32::MAX))
    }

    /// A word as text.
    pub fn text(&self, word: Word) -> &str {
        match word {
            Word::Known(word) => word,
            Word::Own(at) => {
                let at = usize::try_from(at).unwrap_or(usize::MAX);
                self.0.get(at).map_or("", String::as_str)
            }
        }
    }
}

impl Document {
    /// A node's name.
    pub fn name(&self, node: &Node) -> &str {
        self.words.text(node.name)
    }

    /// A node's type on the wire.
    pub fn wire(&self, node: &Node) -> &str {
        self.words.text(node.wire)
    }

    /// What a tag or a value says.
    pub fn label(&self, node: &Node) -> &str {
        self.words.text(node.label)
    }

    /// The name of the whole.
    pub fn root_name(&self) -> &str {
        self.nodes.first().map_or("text", |root| self.name(root))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_no_larger_than_its_text() {
        assert_eq!(size_of::<Word>(), size_of::<&str>());
    }
}
