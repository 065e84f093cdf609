//! The summary for an issue tracker, and that nothing stands in it in full that should not be there.

mod common;

use common::{ticket, vectors};
use serde_json::Value;
use ticket_explorer::native::Native;
use ticket_explorer::ticket::encoding::codec;
use ticket_explorer::ticket::render::report;
use ticket_explorer::ticket::{self, Secrets, facts, render::json};

/// Every text in a value that names somebody, in each of its spellings.
fn names(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                if let (Some(text), true) = (value.as_str(), key != "transport") {
                    out.push(text.into());
                    out.push(facts::host(text).into());
                    if let Some(bytes) = codec::from_hex(text).filter(|bytes| bytes.len() == 32) {
                        out.push(codec::to_z32(&bytes));
                        out.push(codec::to_base32(&bytes));
                    }
                    out.extend(
                        text.rsplit_once(':')
                            .map(|(host, _)| host.trim_matches(['[', ']']).into()),
                    );
                }
                names(value, out);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| names(item, out)),
        _ => {}
    }
}

#[test]
fn no_address_id_or_secret_of_any_vector_shows_in_full() {
    let mut looked_for = 0;
    for vector in vectors::all() {
        let report = ticket::explain(&vector.input, &Native);
        let text = report::markdown(&report);
        let json = json::report(&report, Secrets::Revealed).to_string();
        let json: Value = serde_json::from_str(&json).expect("JSON");
        let mut wanted = Vec::new();
        for found in json["found"].as_array().expect("a list") {
            names(&found["value"], &mut wanted);
            found["verdicts"]
                .as_array()
                .expect("a list")
                .iter()
                .for_each(|one| names(&one["value"], &mut wanted));
        }
        wanted.push(vector.input.clone());
        // What is as short as a word of ours says nothing.
        wanted.retain(|word| word.len() >= 7 && !["unknown", "HashSeq"].contains(&word.as_str()));
        for word in &wanted {
            looked_for += 1;
            assert!(
                !text.contains(word.as_str()),
                "{}: {word} in\n{text}",
                vector.name
            );
        }
    }
    assert!(looked_for > 1000, "only {looked_for}");
}

#[test]
fn it_says_what_matters() {
    let text = "endpointacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaibab7qaaab2ieq";
    let output = ticket(&["report", text], b"");
    assert_eq!(output.status, 0);
    assert_eq!(
        output.out,
        "### Endpoint ticket\n\n\
         - **Headline**: Works with iroh 0.94 and later\n\
         - **Layout**: E1, iroh-tickets 0.1 and later\n\
         - **Size**: 76 characters, 42 bytes of payload\n\
         - **iroh-tickets-1**: accepts\n\
         - **Endpoint**: 8a88e3dd74…, loopback IPv4\n\n\
         Will it connect? Maybe\n\n\
         - caution: It has only loopback addresses: nobody but the same machine reaches them.\n\n\
         Diagnostics\n\n\
         - note `private-address`: Shows 1 loopback address: loopback IPv4\n"
    );
    assert_eq!(ticket(&["report", "nothing"], b"").status, 2);
    assert_eq!(ticket(&["report", &text[..40]], b"").status, 1);
}

#[test]
fn hostile_text_is_no_markup_and_no_flood() {
    let link = format!(
        "eidetica:?db=x&<b>|`\u{202e}=1&pr=http:{}:1{}",
        "h".repeat(9000),
        "&pr=sim:x".repeat(5000)
    );
    let report = ticket::explore(&link, &Native);
    let text = report::markdown(&report);
    assert!(!text.contains('<') && !text.contains('\u{202e}'), "{text}");
    assert!(text.len() < 30_000, "{}", text.len());
}
