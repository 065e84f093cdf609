//! The JSON contract as JSON Schema (docs/schema): every output keeps it, it describes every field that is written, and
//! the TypeScript types of the npm package name the same fields.

mod common;

use common::{ticket, vectors};
use jsonschema::Validator;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use ticket_explorer::cli::png::png;
use ticket_explorer::ticket::make::qr::{self, Level};

const ENDPOINT: &str = "endpointacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaa";

fn read(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn schema(name: &str) -> Value {
    serde_json::from_str(&read(&format!("docs/schema/{name}.json"))).expect("a schema is JSON")
}

/// The schema as it is for others, who must take fields that they do not know, and the same without that: no field may be
/// written that it does not describe.
fn validators(name: &str) -> [Validator; 2] {
    let schema = schema(name);
    let mut strict = schema.clone();
    close(&mut strict);
    [schema, strict].map(|schema| jsonschema::validator_for(&schema).expect("a schema"))
}

fn close(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            fields.values_mut().for_each(close);
            if fields.get("type") == Some(&json!("object")) {
                fields.insert("additionalProperties".into(), json!(false));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}

fn check(validators: &[Validator; 2], what: &str, output: &Value) {
    for validator in validators {
        let faults: Vec<String> = validator
            .iter_errors(output)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{what}: {faults:#?}\n{output:#}");
    }
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn every_output_keeps_the_schema() {
    let report = validators("report");
    let row = validators("row");
    let mut rows = 0;
    let golden = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")).expect("a folder");
    let golden = golden.filter_map(|entry| {
        let path = entry.expect("an entry").path();
        (path.extension()? == "txt").then(|| fs::read_to_string(path).expect("a text"))
    });
    let texts: Vec<String> = vectors::all()
        .into_iter()
        .map(|vector| vector.input)
        .chain(golden)
        .collect();
    assert!(texts.len() > 150);
    for text in &texts {
        for words in [
            &["decode", "--json"][..],
            &["decode", "--json", "--reveal"],
            &["decode", "--json", "--exact"],
        ] {
            let output = ticket(words, text.as_bytes());
            check(&report, &format!("{words:?} of {text:?}"), &parsed(&output.out));
        }
        for line in ticket(&["list", "--jsonl"], text.as_bytes()).out.lines() {
            check(&row, text, &parsed(line));
            rows += 1;
        }
    }
    assert!(rows > 100, "{rows}");
    let types = std::env::temp_dir().join(format!("schema-{}.rs", std::process::id()));
    fs::write(&types, "struct A { a: Option<String>, b: bool }").expect("a file");
    let path = types.to_string_lossy().into_owned();
    for text in ["0101610", "01016101", "0101", "0002"] {
        let output = ticket(&["decode", "--json", "--types", &path, text], b"");
        check(&report, text, &parsed(&output.out));
    }
    let _ = fs::remove_file(types);
}

/// `ticket scan --json` says of each code what `ticket decode --json` says of its text, and a little more.
#[test]
fn what_is_said_of_a_code_keeps_the_schema() {
    let report = validators("report");
    let code = qr::encode(ENDPOINT, Level::M).expect("it fits");
    let image = png(&code, 4).expect("a PNG");
    let mut output = parsed(&ticket(&["scan", "--json"], &image).out);
    let code = output["images"][0]["codes"][0].as_object_mut().expect("a code");
    assert!(code.remove("text").is_some_and(|text| text == ENDPOINT));
    assert!(code.remove("corners").is_some_and(|corners| corners.is_array()));
    check(&report, "a code", &output["images"][0]["codes"][0]);
}

#[test]
fn what_does_not_keep_it_is_found() {
    let report = validators("report");
    let output = parsed(&ticket(&["decode", "--json", ENDPOINT], b"").out);
    let broken = |change: &dyn Fn(&mut Value)| {
        let mut output = output.clone();
        change(&mut output);
        report.iter().any(|validator| !validator.is_valid(&output))
    };
    assert!(!broken(&|_| {}));
    assert!(broken(&|output| output["found"][0]["exact"] = json!("yes")));
    assert!(broken(&|output| output["found"][0]["value"]["id"] = json!("abc")));
    assert!(broken(
        &|output| output["found"][0]["tree"]["children"][0]["new"] = json!(1)
    ));
    assert!(broken(&|output| drop(
        output["found"][0]
            .as_object_mut()
            .expect("fields")
            .remove("layout")
    )));
}

/// The fields of each interface of the package's TypeScript types; those with a `?` apart.
fn interfaces() -> Vec<(String, BTreeSet<String>, BTreeSet<String>)> {
    let types = read("npm/index.d.ts");
    let mut interfaces = Vec::new();
    for part in types.split("export interface ").skip(1) {
        let (name, rest) = part.split_once(" {").expect("a body");
        let body = rest.split("\n}").next().expect("an end");
        let names = |optional: bool| {
            let fields = body.lines().filter_map(|line| line.trim().split_once(": "));
            fields
                .filter(|(name, _)| !name.starts_with(['*', '/']) && name.ends_with('?') == optional)
                .map(|(name, _)| name.trim_end_matches('?').to_owned())
                .collect()
        };
        interfaces.push((name.to_owned(), names(false), names(true)));
    }
    interfaces
}

#[test]
fn the_types_of_the_package_name_the_same_fields() {
    let schema = schema("report");
    let mut compared = 0;
    for (name, required, optional) in interfaces() {
        let described = match name.as_str() {
            "Report" => &schema,
            // `Blob` and `Text` are types of every browser.
            name => &schema["$defs"][name.strip_suffix("Value").unwrap_or(name)],
        };
        if described.is_null() {
            continue;
        }
        compared += 1;
        // Of a value of many shapes nothing is required.
        let required_there = described["required"].as_array();
        let must: BTreeSet<String> = required_there
            .into_iter()
            .flatten()
            .map(|name| name.as_str().expect("a name").to_owned())
            .collect();
        let properties = described["properties"].as_object().expect("fields");
        let may: BTreeSet<String> = properties
            .keys()
            .filter(|name| !must.contains(*name))
            .cloned()
            .collect();
        assert_eq!(must, required, "{name}");
        assert_eq!(may, optional, "{name}");
    }
    assert_eq!(compared, 14);
}
