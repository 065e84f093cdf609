//! What stands shortly behind a link.

use super::pieces::Pieces;
use super::words::{is_word, starts_with_nocase};
use crate::ticket::encoding::span::Span;

/// How far behind a link is looked for more of it.
pub(super) const BEHIND: usize = 64;

/// What stands shortly behind a link and looks like more of it: the rest of a parameter's beginning, however it was broken.
pub(super) fn more_behind(text: &str, pieces: &Pieces) -> Option<Span> {
    const SIGNS: [&str; 6] = ["&pr=", "&tips=", "&db=", "pr=iroh:", "pr=http:", "iroh:endpoint"];
    let is_kept = |byte: u8| is_word(byte) || matches!(byte, b'&' | b'=' | b':');
    let from = pieces.text.len().saturating_sub(13);
    let end_of_link = pieces.text.as_bytes().get(from..).unwrap_or_default();
    let mut shown: alloc::vec::Vec<u8> = end_of_link.to_vec();
    let own = shown.len();
    let mut places = alloc::vec::Vec::new();
    let behind = text.as_bytes().get(pieces.end..).unwrap_or_default();
    for (at, byte) in behind
        .iter()
        .take(BEHIND)
        .enumerate()
        .filter(|(_, byte)| is_kept(**byte))
        .take(20)
    {
        if starts_with_nocase(
            text.get(pieces.end.saturating_add(at)..).unwrap_or_default(),
            "eidetica",
        ) {
            break;
        }
        shown.push(*byte);
        places.push(pieces.end.saturating_add(at));
    }
    let shown = core::str::from_utf8(&shown).ok()?;
    SIGNS.iter().find_map(|sign| {
        let at = shown.find(sign)?;
        let end = at.saturating_add(sign.len());
        let last = end.checked_sub(own.saturating_add(1))?;
        Some(Span::new(*places.first()?, places.get(last)?.saturating_add(1)))
    })
}
