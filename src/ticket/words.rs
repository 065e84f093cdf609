//! Words: numbers of things, lists, and characters that cannot be seen. Nothing here knows of tickets.

use alloc::format;
use alloc::string::String;
use core::fmt::Write as _;

/// The first and the last characters of a long id: `2efc55334c…0a9247`. One of up to 20 characters is left whole.
pub fn ends(id: &str) -> String {
    const WHOLE: usize = 20;
    let Some(behind) = id.chars().count().checked_sub(WHOLE).filter(|more| *more > 0) else {
        return String::from(id);
    };
    let start = id.chars().take(10);
    let end = id.chars().skip(behind.saturating_add(WHOLE - 6));
    start.chain(['…']).chain(end).collect()
}

/// `1 byte`, `2 bytes`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    match number {
        1 => format!("1 {one}"),
        _ => format!("{number} {many}"),
    }
}

/// `a`, `a and b`, `a, b and c`.
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [many @ .., last] => format!("{} and {last}", many.join(", ")),
    }
}

/// The words as the beginning of a sentence.
pub fn capital(words: &str) -> String {
    let mut words = String::from(words);
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}

/// The beginning of a sentence as words within one; what is all capitals or one letter stays.
pub fn small(words: &str) -> String {
    let mut words = String::from(words);
    let is_word = words.as_bytes().get(1).is_some_and(u8::is_ascii_lowercase);
    if let Some(first) = words.get_mut(..1).filter(|_| is_word) {
        first.make_ascii_lowercase();
    }
    words
}

/// A character by its name or code if it cannot be seen.
pub fn visible_char(symbol: char) -> String {
    match symbol {
        ' ' => String::from("a space"),
        '\n' => String::from("a line break"),
        '\t' => String::from("a tab"),
        symbol if is_unseen(symbol) => format!("U+{:04X}", u32::from(symbol)),
        symbol => format!("‘{symbol}’"),
    }
}

/// Whether a character shows nothing, or changes how others are shown: control, zero-width and bidi characters.
pub fn is_unseen(symbol: char) -> bool {
    symbol.is_control()
        || matches!(symbol,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fdd0}'..='\u{fdef}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Text in which every unseen character is written out as `⟨U+202E⟩`.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for symbol in text.chars() {
        match is_unseen(symbol) {
            // Writing to a string cannot fail.
            true => drop(write!(out, "⟨U+{:04X}⟩", u32::from(symbol))),
            false => out.push(symbol),
        }
    }
    out
}
