//! The little that is done to index.html.

use crate::Result;
use std::fmt;

/// A tag about to be written.
pub struct Tag {
    text: String,
}

impl Tag {
    pub fn new(name: &str) -> Tag {
        Tag {
            text: format!("<{name}"),
        }
    }

    /// With an attribute. Our values need no escaping: file names, hashes, names of chunks.
    pub fn with(mut self, name: &str, value: &str) -> Tag {
        self.text.push_str(&format!(" {name}=\"{value}\""));
        self
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}>", self.text)
    }
}

/// The page without its comments and indentation. It has nothing that either would matter to.
pub fn compact(html: &str) -> String {
    let mut rest = html;
    let mut plain = String::new();
    while let Some((before, comment)) = rest.split_once("<!--") {
        plain.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    let lines = plain.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// Puts `new` in the place of `old`, which must stand there exactly once.
pub fn replace(text: &str, old: &str, new: &str) -> Result<String> {
    match text.matches(old).count() {
        1 => Ok(text.replacen(old, new, 1)),
        count => Err(format!("`{old}` stands {count} times where it should stand once").into()),
    }
}

/// What stands between the first `start` and the `end` after it.
pub fn between<'a>(text: &'a str, start: &str, end: &str) -> Result<&'a str> {
    let after = text.split_once(start).map(|(_, after)| after);
    let between = after
        .and_then(|after| after.split_once(end))
        .map(|(between, _)| between);
    between.ok_or_else(|| format!("there is no {start}…{end}").into())
}

#[cfg(test)]
mod tests {
    use super::{Tag, between, compact, replace};

    #[test]
    fn comments_and_indentation_go() {
        assert_eq!(
            compact("<a>\n  <!-- b\n c -->\n  <d>e f</d>\n"),
            "<a>\n<d>e f</d>"
        );
        assert_eq!(compact("<a><!-- never closed"), "<a>");
    }

    #[test]
    fn what_is_replaced_stands_there_once() {
        assert_eq!(replace("a b", "b", "c").unwrap(), "a c");
        assert!(replace("a a", "a", "c").is_err());
        assert!(replace("a", "b", "c").is_err());
        assert_eq!(between("<s>x</s><s>y</s>", "<s>", "</s>").unwrap(), "x");
        assert!(between("<s>x", "<s>", "</s>").is_err());
    }

    #[test]
    fn a_tag_has_its_attributes_in_order() {
        let tag = Tag::new("meta").with("name", "chunk").with("content", "./a.wasm");
        assert_eq!(tag.to_string(), "<meta name=\"chunk\" content=\"./a.wasm\">");
    }
}
