//! The plain grammar that answers until the `url` crate is there agrees with that crate on all that it takes.

#[path = "common/random.rs"]
#[allow(dead_code, reason = "only the generator is needed here")]
mod random;

use random::Random;
use ticket_explorer::ticket::checks::ordinary_url;
use url::Url;

/// Whether the grammar takes the text; if it does, the crate must as well, with the same normal form.
fn takes(text: &str) -> bool {
    let Some(normal) = ordinary_url(text) else {
        return false;
    };
    let parsed = Url::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(normal, parsed.as_str(), "{text}");
    true
}

#[test]
fn what_is_ordinary_is_taken() {
    for text in [
        "https://euc1-1.relay.n0.iroh.link./",
        "https://relay.example.org",
        "https://relay.example.org:8443/",
        "https://localhost:3340",
        "https://0.a/",
        "https://a:0/",
        "https://a:65535/",
    ] {
        assert!(takes(text), "{text}");
    }
}

#[test]
fn what_the_crate_refuses_or_changes_is_left_to_it() {
    for text in [
        "http://relay.example.org/",
        "HTTPS://relay.example.org/",
        "https://Relay.example.org/",
        "https://relay.example.org:443/",
        "https://relay.example.org:08443/",
        "https://relay.example.org:/",
        "https://relay.example.org:65536/",
        "https://relay.example.org:+1/",
        "https://relay.example.org/path",
        "https://relay.example.org//",
        "https://user@relay.example.org/",
        "https://xn--/",
        "https://xn--bcher-kva.example/",
        "https://b\u{fc}cher.example/",
        "https://1.2.3.4/",
        "https://a.0x7f/",
        "https://a.1/",
        "https://a..b/",
        "https://./",
        "https:///",
        "https://",
        "https://[::1]/",
        " https://relay.example.org/",
        "",
    ] {
        assert!(!takes(text), "{text}");
    }
    assert!(!takes(&format!("https://{}/", "a".repeat(64))));
}

/// Takes the text, and every text that is longer by up to `more` of the characters that decide anything.
fn count_taken(text: &mut String, more: usize) -> usize {
    let mut taken = usize::from(takes(text));
    for character in "a0xn-.:/4".chars().filter(|_| more > 0) {
        text.push(character);
        taken += count_taken(text, more - 1);
        text.pop();
    }
    taken
}

#[test]
fn every_short_text_agrees() {
    let taken = count_taken(&mut String::from("https://"), 6);
    assert!(taken > 50_000, "{taken}");
}

#[test]
fn random_texts_agree() {
    let mut random = Random(6);
    let pieces = [
        "relay",
        "a",
        "xn--",
        "xn",
        "--",
        "-",
        ".",
        "..",
        "0x1f",
        "127.0.0.1",
        "1",
        "09",
        ":",
        ":443",
        ":80",
        ":8443",
        ":65535",
        ":65536",
        "/",
        "//",
        "?",
        "#",
        "@",
        "%41",
        "_",
        "A",
        "\u{fc}",
        "\u{ad}",
        "\u{3002}",
        "[::1]",
        " ",
        "\t",
        "n0.iroh.link",
    ];
    let mut taken = 0;
    for _ in 0..200_000 {
        let mut text = String::from("https://");
        for _ in 0..random.below(7) {
            text.push_str(pieces[random.below(pieces.len())]);
        }
        taken += usize::from(takes(&text));
    }
    assert!(taken > 5_000, "{taken}");
}
