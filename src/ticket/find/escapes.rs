//! Characters that are written otherwise, because something between the sender and us wanted it so: HTML, JSON, shells,
//! URLs, mail.

use super::words::{byte_at, run};

/// An ASCII character that is written otherwise.
#[derive(Clone, Copy, Debug)]
pub(super) struct Escape {
    /// The character.
    pub byte: u8,
    /// How many bytes it takes.
    pub length: usize,
    /// Who writes it so.
    pub what: &'static str,
}

/// How what surrounds a link writes it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Writing {
    /// How often it is percent-encoded.
    pub percent: usize,
    /// It is quoted-printable, as mails are.
    pub quoted: bool,
    /// A hyphen at the end of a line is no part of it.
    pub hyphens: bool,
}

pub(super) const PERCENT: &str = "percent-encoding";

/// The character that is written otherwise at `at`.
pub(super) fn escape_at(text: &str, at: usize, writing: Writing) -> Option<Escape> {
    let found = match byte_at(text, at)? {
        b'%' if writing.percent > 0 => percent(text, at, writing.percent),
        b'&' => entity(text, at),
        b'\\' => backslash(text, at),
        b'^' | b'`' => shell(text, at),
        b'=' if writing.quoted => quoted_printable(text, at),
        _ => None,
    };
    let (byte, length, what) = found?;
    byte.is_ascii().then_some(Escape { byte, length, what })
}

type Found = Option<(u8, usize, &'static str)>;

/// Two hex digits, and no more than an ASCII character.
fn hex(text: &str, at: usize, digits: usize) -> Option<u8> {
    let text = text.get(at..at.saturating_add(digits))?;
    let is_hex = text.bytes().all(|byte| byte.is_ascii_hexdigit());
    u8::try_from(u32::from_str_radix(text, 16).ok()?)
        .ok()
        .filter(|_| is_hex)
}

fn percent(text: &str, at: usize, times: usize) -> Found {
    // What is encoded twice starts with the code of the percent sign.
    let encoded = (0..times.saturating_sub(1)).fold(at.saturating_add(1), |at, _| {
        match text.get(at..at.saturating_add(2)) {
            Some("25") if hex(text, at.saturating_add(2), 2).is_some() => at.saturating_add(2),
            _ => at,
        }
    });
    let byte = hex(text, encoded, 2)?;
    Some((byte, encoded.saturating_add(2).saturating_sub(at), PERCENT))
}

fn quoted_printable(text: &str, at: usize) -> Found {
    let byte = hex(text, at.saturating_add(1), 2)?;
    Some((byte, 3, "quoted-printable encoding"))
}

/// HTML's names for characters that stand in links.
const NAMES: [(&str, u8); 9] = [
    ("amp", b'&'),
    ("AMP", b'&'),
    ("equals", b'='),
    ("colon", b':'),
    ("quest", b'?'),
    ("sol", b'/'),
    ("num", b'#'),
    ("percnt", b'%'),
    ("quot", b'"'),
];

fn entity(text: &str, at: usize) -> Found {
    let mut end = at.saturating_add(1);
    let mut byte = b'&';
    // `&amp;amp;` was escaped twice.
    while byte == b'&' {
        let stop = run(text, end, |byte| byte.is_ascii_alphanumeric() || byte == b'#');
        let name = text.get(end..stop).filter(|name| name.len() <= 8)?;
        let code = || match name.strip_prefix('#')? {
            hex if hex.starts_with(['x', 'X']) => u32::from_str_radix(hex.get(1..)?, 16).ok(),
            decimal => decimal.parse().ok(),
        };
        let named = NAMES
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, byte)| *byte);
        let found = named.or_else(|| u8::try_from(code()?).ok());
        match found.filter(|_| byte_at(text, stop) == Some(b';')) {
            Some(found) => byte = found,
            None => break,
        }
        end = stop.saturating_add(1);
    }
    let length = end.saturating_sub(at);
    (length > 1).then_some((byte, length, "an HTML escape"))
}

/// What a backslash stands before; JSON in JSON has several.
fn backslash(text: &str, at: usize) -> Found {
    let after = run(text, at, |byte| byte == b'\\');
    let next = after.saturating_add(1);
    let (byte, end) = match byte_at(text, after)? {
        b'u' if byte_at(text, next) == Some(b'{') => {
            let digits = next.saturating_add(1);
            let stop = run(text, digits, |byte| byte.is_ascii_hexdigit());
            let byte = hex(text, digits, stop.saturating_sub(digits).min(8))?;
            (byte, stop.saturating_add(1))
        }
        b'u' => (hex(text, next, 4)?, next.saturating_add(4)),
        b'x' => (hex(text, next, 2)?, next.saturating_add(2)),
        b'n' => (b'\n', next),
        b'r' => (b'\r', next),
        b't' => (b'\t', next),
        byte if byte.is_ascii_punctuation() => (byte, next),
        _ => return None,
    };
    Some((byte, end.saturating_sub(at), "a backslash escape"))
}

/// What cmd escapes by a caret and PowerShell by a backtick.
fn shell(text: &str, at: usize) -> Found {
    let byte = byte_at(text, at.saturating_add(1))?;
    matches!(byte, b'&' | b'=' | b'?' | b'#' | b'%').then_some((byte, 2, "a shell escape"))
}

/// Whether each `=` of what follows is written `=3D`, as mails have it. A value may begin with `3D` by itself, so one alone
/// counts only where what follows is an id.
pub(super) fn is_quoted_printable(text: &str) -> bool {
    const IDS: [&str; 6] = ["baf", "Qm", "sha256:", "blake3:", "zdpu", "BAF"];
    let mut many = 0_usize;
    let mut rest = text.as_bytes();
    rest = rest.get(..rest.len().min(1024)).unwrap_or_default();
    let mut id = false;
    while let Some(at) = rest
        .iter()
        .position(|byte| *byte == b'=' || byte.is_ascii_whitespace())
    {
        let after = rest.get(at.saturating_add(1)..).unwrap_or_default();
        match (rest.get(at), after) {
            (Some(b'='), [b'3', b'D', value @ ..]) => {
                many = many.saturating_add(1);
                let value = match value {
                    [b'=', b'\r', b'\n', value @ ..] | [b'=', b'\n', value @ ..] => value,
                    value => value,
                };
                id |= IDS.iter().any(|id| value.starts_with(id.as_bytes()));
            }
            (Some(b'='), [b'\n' | b'\r', ..]) => {
                let lines = after.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
                rest = after.get(lines..).unwrap_or_default();
                continue;
            }
            (Some(b'='), _) => return false,
            _ => break,
        }
        rest = after;
    }
    many > 1 || many == 1 && id
}
