//! Inputs and what the real parsers answered, as recorded from them.

use serde_json::Value;

/// One recorded input.
#[derive(Debug, Clone)]
pub struct Vector {
    pub name: String,
    pub input: String,
    /// Each parser's `{"ok": value}` or `{"err": text}`.
    pub reference: Vec<(String, Result<Value, String>)>,
}

/// All of them: links and tickets.
pub fn all() -> Vec<Vector> {
    [
        include_str!("../vectors/links.json"),
        include_str!("../vectors/tickets.json"),
    ]
    .iter()
    .flat_map(|file| serde_json::from_str::<Vec<Value>>(file).expect("the file is JSON"))
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
