//! Which text is plainly no part of a secret.
//!
//! A secret in a ticket is base32, and may have been cut, wrapped, re-cased or put into another text. Whatever could be
//! ten characters of that is taken for it, unless something else proves what it is: short words, words without digits,
//! host names, IP addresses.

use crate::ticket::encoding::span::Span;
use crate::ticket::facts;
use crate::ticket::wire::kind::Kind;
use alloc::vec::Vec;
use core::net::IpAddr;

/// So many characters together may be a part of a secret.
const SUSPECT: usize = 10;
/// So many letters together may be one even without a digit: of ten random characters of base32 one in eight times all
/// are letters, of sixteen one in thirty times, and few words are longer.
const LONGEST_WORD: usize = 15;
/// The longest label of a host in a URL that was read as one.
const LONGEST_LABEL: usize = 20;

/// The places in `text` that may be a part of a secret; nothing is known of the text.
pub(super) fn suspects(text: &str) -> Vec<Span> {
    // A secret in groups of four is as many short words, nearly all of them with digits among the letters.
    let mut mixed = 0_usize;
    for span in words(text) {
        let word = span.of(text);
        let is_word = is_word(word);
        if is_word && is_mixed(word) {
            mixed = mixed.saturating_add(word.len());
        }
        if mixed >= SUSPECT || !is_word {
            return alloc::vec![Span::new(0, text.len())];
        }
    }
    Vec::new()
}

/// The places in an `http` hint's or URL's `host` that may be a part of a secret.
pub(super) fn suspects_in_host(host: &str) -> Vec<Span> {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    if bare.parse::<IpAddr>().is_ok() {
        return Vec::new();
    }
    let labels = pieces(host, |byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'%' | b'-' | b'_')
    });
    labels.filter(|label| !is_word(label.of(host))).collect()
}

/// The places in a URL that may be a part of a secret, where a ticket that was read without a fault has a URL. Its host
/// is shown as far as nobody could take it for a ticket.
pub(super) fn suspects_in_url(url: &str) -> Vec<Span> {
    if facts::relay(url).is_some() && url.split('/').nth(3).is_none_or(str::is_empty) {
        return Vec::new();
    }
    let start = url.find("//").map_or(0, |at| at.saturating_add(2));
    let length = url.get(start..).unwrap_or_default().find(['/', '?', '#']);
    let authority = Span::new(
        start,
        length.map_or(url.len(), |length| start.saturating_add(length)),
    );
    let user = authority.of(url).rfind('@').map_or(0, |at| at.saturating_add(1));
    let host = Span::new(authority.start.saturating_add(user), authority.end);
    let labels = pieces(host.of(url), |byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let is_label = |label: &str| {
        is_word(label)
            || label.contains('-') && label.len() <= LONGEST_LABEL
            || !is_mixed(label) && label.len() <= LONGEST_LABEL
    };
    let mut found: Vec<Span> = Vec::new();
    let before = Span::new(0, host.start);
    found.extend(
        suspects(before.of(url))
            .into_iter()
            .map(|span| span.shift(before.start)),
    );
    if host.of(url).trim_matches(['[', ']']).parse::<IpAddr>().is_err() {
        found.extend(
            labels
                .filter(|label| !is_label(label.of(host.of(url))))
                .map(|label| label.shift(host.start)),
        );
    }
    let after = Span::new(host.end, url.len());
    found.extend(
        suspects(after.of(url))
            .into_iter()
            .map(|span| span.shift(after.start)),
    );
    found
}

/// The words of a message that may be parts of a secret; the message's own words are not.
pub(super) fn suspects_in_words(text: &str) -> Vec<Span> {
    words(text).filter(|word| !is_word(word.of(text))).collect()
}

/// The words of a chat ticket's JSON that may be parts of a secret: ids have 64 hex characters.
pub(super) fn suspects_in_json(json: &str) -> Vec<Span> {
    let is_id = |word: &str| word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut found = suspects_in_words(json);
    found.retain(|span| !is_id(span.of(json)));
    found
}

/// Short, or letters alone and not too many, which do not begin as a ticket does.
fn is_word(word: &str) -> bool {
    let begins = |kind: Kind| {
        let beginning = word.get(..kind.prefix().len());
        beginning.is_some_and(|beginning| beginning.eq_ignore_ascii_case(kind.prefix()))
            && word.len() >= kind.prefix().len().saturating_add(SUSPECT)
    };
    let is_letters = || word.len() <= LONGEST_WORD && !is_mixed(word) && !Kind::prefixed().any(begins);
    word.len() < SUSPECT || is_letters()
}

/// Letters and digits, or letters in both cases but for a capital at the beginning.
fn is_mixed(word: &str) -> bool {
    let letters = word.bytes().any(|byte| byte.is_ascii_alphabetic());
    let digits = word.bytes().any(|byte| byte.is_ascii_digit() || byte == b'%');
    let rest = word.get(1..).unwrap_or_default();
    let cases = rest.bytes().any(|byte| byte.is_ascii_uppercase())
        && rest.bytes().any(|byte| byte.is_ascii_lowercase());
    letters && digits || cases || digits && word.len() >= SUSPECT
}

/// The words of a text, and what somebody who encodes bytes writes as one.
fn words(text: &str) -> impl Iterator<Item = Span> {
    pieces(text, |byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'%' | b'+' | b'-' | b'_')
    })
}

/// The runs of bytes that belong together.
fn pieces(text: &str, belongs: impl Fn(u8) -> bool) -> impl Iterator<Item = Span> {
    let mut at = 0_usize;
    core::iter::from_fn(move || {
        let rest = text.as_bytes().get(at..)?;
        let start = at.saturating_add(rest.iter().position(|byte| belongs(*byte))?);
        let rest = text.as_bytes().get(start..)?;
        let length = rest.iter().position(|byte| !belongs(*byte)).unwrap_or(rest.len());
        at = start.saturating_add(length);
        Some(Span::new(start, at))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    const PIECE: &str = "aewbbqpk2wlbgef4u";

    fn hidden(text: &str, find: impl Fn(&str) -> Vec<Span>) -> String {
        let spans = find(text);
        let is_hidden = |at: usize| spans.iter().any(|span| span.start <= at && at < span.end);
        let symbol = |(at, symbol)| if is_hidden(at) { '•' } else { symbol };
        text.char_indices().map(symbol).collect()
    }

    #[test]
    fn words_are_shown_and_what_may_be_a_secret_is_not() {
        for text in [
            "",
            "mydb",
            "my-database",
            "Administrator",
            "v=2",
            "a=1&b=22",
            "https://example.org/a?b=c",
            "HTTP",
        ] {
            assert_eq!(hidden(text, suspects), text);
        }
        for text in [
            PIECE,
            "ewbb qpk2 wlb7 gef4",
            "AEWBBQPK2W",
            "aewbbqpkwlbgefur",
            "%64%6f%63%61",
            "1234567890",
        ] {
            assert!(!suspects(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn hosts_are_shown_label_by_label() {
        for host in [
            "db.example.org",
            "192.0.2.7",
            "[2001:db8::7]",
            "use1-1.relay.n0.iroh.link",
            "node7.example.org",
        ] {
            assert_eq!(hidden(host, suspects_in_host), host);
        }
        assert_eq!(
            hidden("aewbbqpk2w.example", suspects_in_host),
            "••••••••••.example"
        );
    }

    #[test]
    fn urls_show_their_host_and_nothing_behind_it_that_may_be_a_secret() {
        for url in [
            "https://staging-euw1-1.relay.iroh.network./",
            "https://my-relay-server-01.example.com:8443/",
            "https://[2001:db8::7]:443/",
            "https://relay.example.org/path",
        ] {
            assert_eq!(hidden(url, suspects_in_url), url);
        }
        for (url, shown) in [
            (
                "https://relay.example/aewbbqpk2w",
                "https://relay.example•••••••••••",
            ),
            (
                "https://aewbbqpk2w@relay.example/",
                "••••••••••••••••••@relay.example/",
            ),
            (
                "https://aewbbqpk2wlbgef.example/",
                "https://•••••••••••••••.example/",
            ),
        ] {
            let shown = shown.replace("••••••••••••••••••@", "•••••••••••••••••••");
            assert_eq!(hidden(url, suspects_in_url), shown);
        }
    }
}
