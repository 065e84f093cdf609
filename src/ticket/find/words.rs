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

pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// Where the next word starts, at or after `at`, which is not inside of one.
pub(super) fn next_word(text: &str, at: usize) -> Option<usize> {
    let mut at = at;
    loop {
        let bytes = text.as_bytes().get(at..)?;
        let skipped = bytes.iter().position(|byte| is_word(*byte))?;
        let start = at.saturating_add(skipped);
        // In `%3Aendpoint…` and `\nendpoint…` the word starts after the escape.
        match end_of_escape(text, start) {
            Some(end) => at = end,
            None => return Some(start),
        }
    }
}

/// Where the escape ends whose sign (`%`, `=`, `\`) stands before `at`.
fn end_of_escape(text: &str, at: usize) -> Option<usize> {
    let rest = text.as_bytes().get(at..)?;
    let is_hex = |digits: &[u8]| digits.iter().all(u8::is_ascii_hexdigit);
    let length = match (byte_before(text, at, 1)?, rest) {
        (b'%', [b'2', b'5', high, low, ..]) if is_hex(&[*high, *low]) => 4,
        (b'%', [high, low, ..]) if is_hex(&[*high, *low]) => 2,
        // Quoted-printable: what may stand before a ticket.
        (
            b'=',
            [b'3', b'A' | b'C' | b'D', ..] | [b'2', b'0' | b'2' | b'7', ..] | [b'0', b'9' | b'A' | b'D', ..],
        ) => 2,
        (b'\\', [b'u', digits @ ..]) if digits.get(..4).is_some_and(is_hex) => 5,
        (b'\\', [b'x', digits @ ..]) if digits.get(..2).is_some_and(is_hex) => 3,
        (b'\\', [b'n' | b'r' | b't', ..]) => 1,
        _ => return None,
    };
    Some(at.saturating_add(length))
}

/// What closes a sentence, an aside or emphasis, of what may stand in a link.
pub(super) fn is_closing(byte: u8) -> bool {
    matches!(
        byte,
        b'.' | b',' | b';' | b'!' | b'?' | b')' | b']' | b'*' | b'_' | b'~'
    )
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
