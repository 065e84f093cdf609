//! Where a text was broken: at the end of a line, between two string literals, by markup. And what programs put in front
//! of the next line: quote signs, comment signs, bullets, boxes, timestamps.

use super::escapes::{Writing, escape_at};
use super::words::{byte_at, is_blank, is_closing, run, starts_with_nocase};

/// A place where a text may have been broken.
#[derive(Clone, Copy, Debug)]
pub(super) struct Break {
    /// Where it goes on.
    pub next: usize,
    /// Where the line begins that it goes on in, with what stands in front.
    pub line: usize,
    /// Nobody writes this but to break a word.
    pub certain: bool,
    /// What it is.
    pub what: &'static str,
}

const LINE: &str = "a line break";
const LITERAL: &str = "the joint of two string literals";
const MARKUP: &str = "markup";

/// How much may stand between two lines or literals.
const ROOM: usize = 160;

/// The break at `at`, in a finding that starts at `start`.
pub(super) fn break_at(text: &str, at: usize, start: usize, writing: Writing) -> Option<Break> {
    let first = byte_at(text, at)?;
    if first.is_ascii_alphanumeric() {
        return None;
    }
    match first {
        b'<' => tags(text, at, start, writing),
        b'"' | b'\'' => literals(text, at, at.saturating_add(1), start, writing),
        b'&' => gap(text, at).or_else(|| line(text, at, start, writing)),
        b'\\' => {
            let quote = run(text, at, |byte| byte == b'\\');
            match byte_at(text, quote) {
                Some(b'"' | b'\'') => literals(text, at, quote.saturating_add(1), start, writing),
                _ => line(text, at, start, writing),
            }
        }
        _ => line(text, at, start, writing),
    }
}

/// Whether nothing else follows on the line.
pub(super) fn ends_line(text: &str, at: usize, start: usize, writing: Writing) -> bool {
    let closing = |byte| is_closing(byte) || matches!(byte, b'}' | b'>' | b'"' | b'\'' | b'`' | b'|');
    let after = run(text, at, closing);
    let blank = run(text, after, |byte| is_blank(byte) || byte == b'\r');
    // The last line may end as well.
    matches!(byte_at(text, blank), None | Some(b'\n'))
        || matches!(byte_at(text, at), Some(b'"' | b'\'' | b'`' | b'<'))
        || break_at(text, after, start, writing).is_some()
}

/// The end of a line, and what stands in front of the next.
fn line(text: &str, at: usize, start: usize, writing: Writing) -> Option<Break> {
    let is_sign = |byte: &u8| matches!(byte, b'=' | b'\\' | b'`' | b'^') || *byte == b'-' && writing.hyphens;
    let sign = byte_at(text, at).filter(is_sign);
    // Mail, shells and languages have a sign for it.
    let soft = sign.and_then(|sign| {
        let after = at.saturating_add(1);
        let after = if sign == b'=' {
            run(text, after, is_blank)
        } else {
            after
        };
        new_line(text, after, writing)
    });
    let (end, certain) = match soft {
        Some(end) => (end, true),
        None => {
            let after = run(text, at, is_blank);
            let framed = border(text, after);
            // A frame of ASCII on the right is set off from the text.
            let is_sign = byte_at(text, after).is_some_and(|byte| !byte.is_ascii());
            let after = if after > at || is_sign { framed } else { after };
            let after = match byte_at(text, after) {
                Some(b'\\' | b'`' | b'^') if new_line(text, after.saturating_add(1), writing).is_some() => {
                    after.saturating_add(1)
                }
                _ => after,
            };
            (new_line(text, run(text, after, is_blank), writing)?, false)
        }
    };
    let line = end;
    let mut next = begin(text, end, start);
    // One line may be empty: some programs double them.
    if let Some(end) = new_line(text, next, writing) {
        next = begin(text, end, start);
    }
    // A soft break may be followed by another.
    if certain && sign == Some(b'=') && byte_at(text, next) == Some(b'=') {
        next = new_line(text, next.saturating_add(1), writing).unwrap_or(next);
    }
    (next.saturating_sub(at) <= ROOM && next < text.len()).then_some(Break {
        next,
        line,
        certain,
        what: LINE,
    })
}

/// What follows a line's end at `at`, if there is one, real or escaped.
fn new_line(text: &str, at: usize, writing: Writing) -> Option<usize> {
    let one = |at: usize| match byte_at(text, at)? {
        byte @ (b'\n' | b'\r') => Some((byte, at.saturating_add(1))),
        b'\\' | b'%' | b'&' | b'=' => {
            let escape = escape_at(text, at, writing)?;
            let is_line = matches!(escape.byte, b'\n' | b'\r');
            is_line.then(|| (escape.byte, at.saturating_add(escape.length)))
        }
        _ => None,
    };
    let (first, end) = one(at)?;
    match one(end) {
        Some((b'\n', end)) if first == b'\r' => Some(end),
        _ => Some(end),
    }
}

/// Where a line that starts at `at` really begins: behind what the finding's first line has in front, or behind the signs
/// of quotes, comments, lists and frames.
fn begin(text: &str, at: usize, start: usize) -> usize {
    let from = start.saturating_sub(ROOM);
    let before = text.as_bytes().get(from..start).unwrap_or_default();
    let newline = before.iter().rposition(|byte| matches!(byte, b'\n' | b'\r'));
    let prefix = match newline {
        Some(newline) => before.get(newline.saturating_add(1)..).unwrap_or_default(),
        None if from == 0 => before,
        None => &[],
    };
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    // Line numbers and times differ in their digits only, and in blanks where a number is filled up.
    let number = |byte: &u8| byte.is_ascii_digit() || *byte == b' ';
    let same = |(ours, theirs): (&u8, &u8)| ours == theirs || number(ours) && number(theirs);
    let repeated = prefix.len() <= rest.len() && prefix.iter().zip(rest).all(same);
    let told = prefix.iter().any(|byte| !is_blank(*byte));
    match repeated && told && text.is_char_boundary(at.saturating_add(prefix.len())) {
        true => at.saturating_add(prefix.len()),
        false => decoration(text, at),
    }
}

/// Skips the signs of quotes, comments, lists and frames, and blanks.
fn decoration(text: &str, at: usize) -> usize {
    const WORDS: [&str; 4] = ["rem ", "@rem ", "dnl ", "<!--"];
    let limit = at.saturating_add(64);
    let mut at = at;
    while at < limit {
        let rest = text.get(at..).unwrap_or_default();
        let skipped = match rest.as_bytes() {
            [b' ' | b'\t' | b'>' | b'|' | b'*' | b'#' | b'!', ..] | [b';', b' ' | b'\t' | b';', ..] => 1,
            [b'/', b'/' | b'*', ..] | [b'-', b'-', ..] => 2,
            [b'-' | b'+' | b'%' | b'\'' | b':', b' ' | b'\t', ..] => 1,
            _ => match WORDS.iter().find(|word| starts_with_nocase(rest, word)) {
                Some(word) => word.len(),
                None => border(text, at).saturating_sub(at),
            },
        };
        if skipped == 0 {
            break;
        }
        at = at.saturating_add(skipped);
    }
    at
}

/// Skips lines of frames, arrows that say a line goes on, and bullets.
fn border(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let is_border = |symbol: &char| {
        matches!(symbol,
            '|' | '*' | '\u{2190}'..='\u{21ff}' | '\u{23ce}' | '\u{2500}'..='\u{259f}' | '\u{2900}'..='\u{297f}'
            | '\u{2b00}'..='\u{2bff}' | '•' | '·' | '‣' | '◦' | '¬' | '»' | '›' | '¦' | '…')
    };
    let length: usize = rest
        .chars()
        .take(3)
        .take_while(is_border)
        .map(char::len_utf8)
        .sum();
    at.saturating_add(length)
}

/// From the end of one string literal to the beginning of the next: `" + "`, `"` and `"` on the next line.
fn literals(text: &str, at: usize, after: usize, start: usize, writing: Writing) -> Option<Break> {
    let quote = byte_at(text, after.saturating_sub(1))?;
    let limit = at.saturating_add(ROOM);
    let mut next = after;
    while next < limit {
        let byte = byte_at(text, next)?;
        if byte == quote {
            let next = next.saturating_add(1);
            return (next < text.len()).then_some(Break {
                next,
                line: next,
                certain: false,
                what: LITERAL,
            });
        }
        next = match byte {
            byte if is_blank(byte)
                || matches!(
                    byte,
                    b'+' | b'.' | b'&' | b'|' | b'~' | b',' | b'_' | b'^' | b'`' | b'(' | b')'
                ) =>
            {
                next.saturating_add(1)
            }
            // The next literal of Python and of others may have a letter in front, and is escaped where this one is.
            b'f' | b'F' | b'b' | b'B' | b'r' | b'R' | b'u' | b'U'
                if byte_at(text, next.saturating_add(1)) == Some(quote) =>
            {
                next.saturating_add(1)
            }
            b'\\' if byte_at(text, run(text, next, |byte| byte == b'\\')) == Some(quote) => {
                run(text, next, |byte| byte == b'\\')
            }
            b'\\' if matches!(byte_at(text, next.saturating_add(1)), Some(b'\n' | b'\r')) => {
                next.saturating_add(1)
            }
            _ => begin(text, new_line(text, next, writing)?, start),
        };
    }
    None
}

/// Characters that HTML writes where a word may be broken, and that show nothing.
fn gap(text: &str, at: usize) -> Option<Break> {
    const GAPS: [&str; 14] = [
        "&shy;",
        "&#173;",
        "&#xad;",
        "&zerowidthspace;",
        "&#8203;",
        "&#x200b;",
        "&zwnj;",
        "&#8204;",
        "&zwj;",
        "&#8205;",
        "&nobreak;",
        "&#8288;",
        "&#x2060;",
        "&#65279;",
    ];
    let rest = text.get(at..)?;
    let gap = GAPS.iter().find(|gap| starts_with_nocase(rest, gap))?;
    Some(Break {
        next: at.saturating_add(gap.len()),
        line: at.saturating_add(gap.len()),
        certain: true,
        what: MARKUP,
    })
}

/// Tags of HTML: `<wbr>`, `<br>`, and those of whoever colours words.
fn tags(text: &str, at: usize, start: usize, writing: Writing) -> Option<Break> {
    let mut certain = true;
    let mut next = at;
    while byte_at(text, next) == Some(b'<') {
        let name_at = match byte_at(text, next.saturating_add(1))? {
            b'/' => next.saturating_add(2),
            _ => next.saturating_add(1),
        };
        let name_end = run(text, name_at, |byte| byte.is_ascii_alphanumeric());
        let name = text.get(name_at..name_end).filter(|name| !name.is_empty())?;
        let end = run(text, name_end, |byte| !matches!(byte, b'<' | b'>' | b'\n'));
        let is_tag =
            byte_at(text, end) == Some(b'>') && matches!(byte_at(text, name_end), Some(b' ' | b'/' | b'>'));
        if !is_tag || end.saturating_sub(at) > ROOM {
            return None;
        }
        certain &= name.eq_ignore_ascii_case("wbr");
        next = end.saturating_add(1);
        let blank = run(text, next, is_blank);
        if let Some(end) = new_line(text, blank, writing) {
            next = begin(text, end, start);
        }
    }
    (next < text.len()).then_some(Break {
        next,
        line: next,
        certain,
        what: MARKUP,
    })
}
