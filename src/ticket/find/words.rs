//! Words of a text, and where they end. Everything is decided by bytes: whatever a ticket is made of is ASCII.

pub(super) fn byte_at(text: &str, at: usize) -> Option<u8> {
    text.as_bytes().get(at).copied()
}

pub(super) fn byte_before(text: &str, at: usize, by: usize) -> Option<u8> {
    byte_at(text, at.checked_sub(by)?)
}

pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}

/// Where the next word starts, at or after `at`.
pub(super) fn next_word(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes().get(at..)?;
    let inside = byte_before(text, at, 1).is_some_and(is_word) && !is_escape(text, at);
    let mut rest = bytes
        .iter()
        .enumerate()
        .skip_while(|(_, byte)| inside && is_word(**byte));
    let start = rest.find(|(_, byte)| is_word(**byte))?.0.saturating_add(at);
    // In `%3Aendpoint…` and `\nendpoint…` the word starts after the escape.
    Some(start)
}

/// Whether what ends before `at` is a percent triplet or a backslash escape.
pub(super) fn is_escape(text: &str, at: usize) -> bool {
    let percent = byte_before(text, at, 3) == Some(b'%')
        && [1, 2]
            .into_iter()
            .all(|by| byte_before(text, at, by).is_some_and(|byte| byte.is_ascii_hexdigit()));
    let backslash = byte_before(text, at, 2) == Some(b'\\')
        && matches!(byte_before(text, at, 1), Some(b'n' | b'r' | b't'));
    percent || backslash
}

/// Where the word that starts at `at` ends; an escape at its start is a word of its own.
pub(super) fn end_of_word(text: &str, at: usize) -> usize {
    for by in [1, 2] {
        let next = at.saturating_add(by);
        if is_escape(text, next) && byte_before(text, at, 1).is_some_and(|byte| matches!(byte, b'%' | b'\\'))
        {
            return next;
        }
    }
    run(text, at, is_word)
}

/// Where the run of bytes from `at` on that satisfy `fits` ends.
pub(super) fn run(text: &str, at: usize, fits: impl Fn(u8) -> bool) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    at.saturating_add(rest.iter().take_while(|byte| fits(**byte)).count())
}

/// Whether a word may start a ticket here: names like `my_node…` are one word.
pub(super) fn is_boundary(text: &str, at: usize) -> bool {
    match byte_before(text, at, 1) {
        Some(b'_') => !byte_before(text, at, 2).is_some_and(is_word),
        _ => true,
    }
}

pub(super) fn starts_with_nocase(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}
