//! Every recorded input through `ticket decode --exact --jsonl`: each parser accepts exactly when the real one did, for
//! the same reason in the same words, with the same value, and the canonical text is the one that it writes.

mod common;

use common::vectors::{self, Vector};
use serde_json::{Value, json};
use std::fmt::Display;
use std::str::FromStr;
use ticket_explorer::ticket::{BlobTicket, DocTicket, EndpointTicket, Link, NodeTicket};

#[test]
fn every_parser_says_of_every_vector_what_the_real_one_said() {
    let vectors = vectors::all();
    let input: String = vectors
        .iter()
        .map(|vector| json!(vector.input).to_string() + "\n")
        .collect();
    let output = common::ticket(&["decode", "--exact", "--jsonl", "--reveal"], input.as_bytes());
    assert_eq!(output.err, "");
    assert_eq!(output.status, 1, "some of the vectors are broken");
    let results: Vec<Value> = output
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect();
    assert_eq!(results.len(), vectors.len(), "one line for each line");
    let mut compared = 0;
    for (vector, result) in vectors.iter().zip(&results) {
        let found = &result["found"][0];
        assert_eq!(found["span"], json!([0, vector.input.len()]), "{}", vector.name);
        for (parser, reference) in &vector.reference {
            compare(vector, found, parser, reference);
            compared += 1;
        }
    }
    assert!(compared > 200, "only {compared} answers were compared");
}

/// The types for tickets and links take and refuse the same, with the same message, and write what was recorded.
#[test]
fn every_type_reads_what_the_real_parser_read() {
    fn read<T: FromStr<Err: Display> + Display>(text: &str) -> Result<String, String> {
        let read: Result<T, T::Err> = text.parse();
        read.map(|read| read.to_string())
            .map_err(|error| error.to_string())
    }
    let mut compared = 0;
    for vector in vectors::all() {
        for (parser, reference) in &vector.reference {
            let text = vector.input.as_str();
            let ours = match parser.as_str() {
                "iroh-tickets-1" => read::<EndpointTicket>(text),
                "iroh-node" => read::<NodeTicket>(text),
                "iroh-blobs" => read::<BlobTicket>(text),
                "iroh-docs" => read::<DocTicket>(text),
                "eidetica-cid" => read::<Link>(text),
                _ => continue,
            };
            let place = format!("{} by {parser}", vector.name);
            match reference {
                Ok(value) => {
                    let written = ours.unwrap_or_else(|error| panic!("{place}: {error}"));
                    if let Some(display) = value["display"].as_str().or(value["canonical"].as_str()) {
                        assert_eq!(written, display, "{place}");
                    }
                }
                Err(error) => assert_eq!(ours, Err(as_users_see(parser, error)), "{place}"),
            }
            compared += 1;
        }
    }
    assert!(compared > 150, "only {compared} answers were compared");
}

fn compare(vector: &Vector, found: &Value, parser: &str, reference: &Result<Value, String>) {
    let place = format!("{} by {parser}", vector.name);
    let verdicts = found["verdicts"].as_array().expect("verdicts");
    let verdict = verdicts
        .iter()
        .find(|verdict| verdict["parser"] == parser)
        .unwrap_or_else(|| panic!("{place}: no verdict"));
    assert_eq!(
        verdict["accepts"],
        reference.is_ok(),
        "{place}: {verdict} {reference:?}"
    );
    let value = match reference {
        Ok(value) => value,
        Err(error) => {
            assert_eq!(verdict["reason"], as_users_see(parser, error), "{place}");
            return;
        }
    };
    assert_eq!(verdict["reason"], Value::Null, "{place}");
    // A parser that reads something else than the layout that was chosen has its own value.
    let is_chosen = verdict.get("value").is_none();
    let ours = if is_chosen {
        &found["value"]
    } else {
        &verdict["value"]
    };
    assert_eq!(normal(parser, ours, value), expected(parser, value), "{place}");
    let canonical = match parser {
        "eidetica-opaque-id" => value["display"].as_str(),
        // Recorded only where it differs from the input.
        "iroh-tickets-1" | "iroh-blobs" => Some(value["canonical"].as_str().unwrap_or(&vector.input)),
        _ => None,
    };
    if let Some(canonical) = canonical.filter(|_| is_chosen) {
        assert_eq!(found["canonical"], canonical, "{place}");
    }
}

/// The vectors have the inner error; eidetica's users see it with what the outer ones put before it.
fn as_users_see(parser: &str, error: &str) -> String {
    match error.strip_prefix("id: ") {
        Some(cid) => format!("Invalid ID format: {cid}"),
        None if parser.starts_with("eidetica") => format!("Invalid address: {error}"),
        None => error.to_owned(),
    }
}

/// As much of our value as the reference has.
fn normal(parser: &str, ours: &Value, reference: &Value) -> Value {
    match parser {
        "eidetica-opaque-id" | "eidetica-cid" => {
            let addresses = ours["addresses"].as_array().expect("addresses").iter();
            let hints: Vec<Value> = addresses
                .map(|hint| json!([hint["transport"], hint["address"]]))
                .collect();
            json!({"db": ours["database_id"], "pr": hints})
        }
        // The old ones have their endpoints' relays and addresses apart.
        "iroh-docs" | "iroh-docs-legacy" => ours.clone(),
        "iroh-node" => json!({"id": ours["id"], "addrs": ours["addrs"]}),
        _ => {
            let mut ours = ours.clone();
            let reference = reference.as_object().expect("an object");
            ours.as_object_mut()
                .expect("an object")
                .retain(|key, _| reference.contains_key(key));
            ours
        }
    }
}

/// The reference's value in our shape.
fn expected(parser: &str, value: &Value) -> Value {
    match parser {
        "eidetica-opaque-id" | "eidetica-cid" => json!({"db": value["db"], "pr": value["pr"]}),
        "iroh-node" => node(value),
        "iroh-docs" | "iroh-docs-legacy" => {
            let capability = &value["capability"];
            let nodes = value["nodes"].as_array().expect("nodes").iter();
            json!({
                "capability": capability["kind"],
                "namespace": capability["namespace_id"],
                "secret": capability["secret"],
                "nodes": nodes.map(node).collect::<Vec<Value>>(),
            })
        }
        _ => {
            let mut value = value.clone();
            value.as_object_mut().expect("an object").remove("canonical");
            value
        }
    }
}

/// An endpoint; the old ones have their relay and addresses apart.
fn node(value: &Value) -> Value {
    let addrs = match (&value["addrs"], &value["relay"]) {
        (Value::Array(addrs), _) => addrs.clone(),
        (_, relay) => {
            let ips = value["ips"].as_array().expect("ips").iter();
            let relay = relay.as_str().map(|url| json!({"relay": url}));
            relay.into_iter().chain(ips.map(|ip| json!({"ip": ip}))).collect()
        }
    };
    json!({"id": value["id"], "addrs": addrs})
}
