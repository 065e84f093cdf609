//! JavaScript objects, read field by field. A field that nobody knows is an error: it is a slip of somebody's hand, or
//! something that would be lost.

use js_sys::{Array, Reflect};
use ticket_explorer::ticket::explain::mask::MASK;
use ticket_explorer::ticket::explain::secrets::quoted;
use ticket_explorer::ticket::words::list;
use wasm_bindgen::{JsCast, JsError, JsValue};

/// What is wrong, where, and what to do: the message of an `Error`.
pub struct Wrong(pub String);

impl From<Wrong> for JsValue {
    fn from(wrong: Wrong) -> Self {
        JsError::new(&wrong.0).into()
    }
}

/// A value that was passed, and where it stands: `addrs[0].ip`.
pub struct Passed {
    pub path: String,
    pub value: JsValue,
}

impl Passed {
    /// What is wrong with it.
    pub fn wrong(&self, what: &str) -> Wrong {
        match self.path.as_str() {
            "" => Wrong(what.to_owned()),
            path => Wrong(format!("{path}: {what}")),
        }
    }

    fn not(&self, wanted: &str) -> Wrong {
        let is = match &self.value {
            value if value.is_undefined() => "undefined",
            value if value.is_null() => "null",
            value if Array::is_array(value) => "a list",
            value if value.is_string() => "a string",
            value if value.as_f64().is_some() => "a number",
            value if value.as_bool().is_some() => "a boolean",
            _ => "something else",
        };
        self.wrong(&format!("This must be {wanted}, not {is}."))
    }

    /// As a text, which may not be one that was masked.
    pub fn text(&self) -> Result<String, Wrong> {
        let text = self.value.as_string().ok_or_else(|| self.not("a string"))?;
        match text.contains(MASK) {
            true => {
                Err(self
                    .wrong("This was masked; explain the ticket with `{ reveal: true }` to have it whole."))
            }
            false => Ok(text),
        }
    }

    /// As a list.
    pub fn list(&self) -> Result<Vec<Passed>, Wrong> {
        let items = self.value.dyn_ref::<Array>().ok_or_else(|| self.not("a list"))?;
        let place = |(at, value)| Passed {
            path: format!("{}[{at}]", self.path),
            value,
        };
        Ok(items.iter().enumerate().map(place).collect())
    }

    /// Whether it is an object that can have fields.
    pub fn check_object(&self) -> Result<(), Wrong> {
        match self.value.is_object() && !Array::is_array(&self.value) {
            true => Ok(()),
            false => Err(self.not("an object")),
        }
    }

    /// As an object with these fields, all of them optional here, and no others.
    pub fn object(self, fields: &[&str]) -> Result<Object, Wrong> {
        self.check_object()?;
        let keys = Reflect::own_keys(&self.value).unwrap_or_default();
        let unknown = keys
            .iter()
            .find(|key| key.as_string().is_none_or(|key| !fields.contains(&key.as_str())));
        if let Some(key) = unknown {
            let names: Vec<String> = fields.iter().map(|name| format!("`{name}`")).collect();
            let key = key.as_string().unwrap_or_else(|| "a symbol".into());
            return Err(self.wrong(&format!(
                "There is no field `{}` here; known are {}.",
                quoted(&key),
                list(&names)
            )));
        }
        Ok(Object(self))
    }
}

/// An object of which each field is known.
pub struct Object(Passed);

impl Object {
    /// What was passed as the options of a function; `None` where nothing was.
    pub fn options(value: JsValue, fields: &[&str]) -> Result<Option<Object>, Wrong> {
        if value.is_undefined() || value.is_null() {
            return Ok(None);
        }
        let path = String::from("options");
        Passed { path, value }.object(fields).map(Some)
    }

    /// A field; `None` where it is missing or has no value.
    pub fn field(&self, name: &str) -> Option<Passed> {
        let value = Reflect::get(&self.0.value, &name.into()).ok()?;
        (!value.is_undefined() && !value.is_null()).then(|| Passed {
            path: match self.0.path.as_str() {
                "" | "options" => name.to_owned(),
                path => format!("{path}.{name}"),
            },
            value,
        })
    }

    /// A field that must be there.
    pub fn need(&self, name: &str) -> Result<Passed, Wrong> {
        let missing = || self.0.wrong(&format!("The field `{name}` is missing."));
        self.field(name).ok_or_else(missing)
    }

    /// The text of a field that must be there.
    pub fn text(&self, name: &str) -> Result<String, Wrong> {
        self.need(name)?.text()
    }

    /// The items of a list; none where it is missing.
    pub fn list(&self, name: &str) -> Result<Vec<Passed>, Wrong> {
        self.field(name).map_or(Ok(Vec::new()), |field| field.list())
    }

    /// Whether a field is `true`; it is not where it is missing.
    pub fn is_on(&self, name: &str) -> Result<bool, Wrong> {
        let Some(field) = self.field(name) else {
            return Ok(false);
        };
        field
            .value
            .as_bool()
            .ok_or_else(|| field.not("`true` or `false`"))
    }
}
