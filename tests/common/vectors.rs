//! Inputs and what the real parsers answered, as recorded from them.

use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use ticket_explorer::ticket::Kind;

/// One recorded input.
#[derive(Debug, Clone)]
pub struct Vector {
    pub name: String,
    pub input: String,
    /// Each parser's `{"ok": value}` or `{"err": text}`.
    pub reference: Vec<(String, Result<Value, String>)>,
}

/// All of them: every file in tests/vectors/. Those of a kind that is not built in are left out.
pub fn all() -> Vec<Vector> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors");
    let files = fs::read_dir(folder).expect("the vectors are there");
    let mut files: Vec<PathBuf> = files.map(|file| file.expect("a file").path()).collect();
    files.sort();
    let is_known = |vector: &Value| Kind::ALL.iter().any(|kind| vector["kind"] == kind.name());
    let texts = files.iter().map(|file| fs::read_to_string(file).expect("a text"));
    let vectors = texts.flat_map(|text| serde_json::from_str::<Vec<Value>>(&text).expect("the file is JSON"));
    vectors
        .filter(is_known)
        .map(|vector| Vector {
            name: text(&vector["name"]),
            input: text(&vector["input"]),
            reference: vector["reference"]
                .as_object()
                .expect("parsers")
                .iter()
                .map(|(parser, answer)| {
                    let answer = match &answer["ok"] {
                        Value::Null => Err(text(&answer["err"])),
                        value => Ok(value.clone()),
                    };
                    (parser.clone(), answer)
                })
                .collect(),
        })
        .collect()
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}
