//! The core for JavaScript. A crate of its own, because a `cdylib` beside the `no_std` library would break every build
//! of that library without `std`.
//!
//! Programs call these functions through index.js, which loads them; index.d.ts says what they take and give.

#![forbid(unsafe_code)]

mod object;
mod value;

use object::{Object, Wrong};
use ticket_explorer::native::Native;
use ticket_explorer::ticket::find::NOTHING;
use ticket_explorer::ticket::make::convert::{Conversion, conversions};
use ticket_explorer::ticket::make::draft::write;
use ticket_explorer::ticket::make::qr::{self, Level};
use ticket_explorer::ticket::make::repair;
use ticket_explorer::ticket::make::slim::{Cut, Cuts, applicable, slimmed};
use ticket_explorer::ticket::render::json::{self, Json};
use ticket_explorer::ticket::words::capital;
use ticket_explorer::ticket::{self, Document, Report, Secrets, Severity};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

fn to_js(json: &Json) -> JsValue {
    js_sys::JSON::parse(&json.to_string()).unwrap_or(JsValue::NULL)
}

fn texts<'a>(items: impl IntoIterator<Item = &'a str>) -> Json {
    Json::List(items.into_iter().map(Json::from).collect())
}

/// A sentence of the core's errors, which begin with a small letter.
fn sentence(error: impl ToString) -> Wrong {
    Wrong(format!("{}.", capital(&error.to_string())))
}

/// Whether secrets are to be shown: `{ reveal: true }`, or `true` for short.
fn secrets(options: JsValue) -> Result<Secrets, Wrong> {
    let reveal = match options.as_bool() {
        Some(reveal) => reveal,
        None => match Object::options(options, &["reveal"])? {
            Some(options) => options.is_on("reveal")?,
            None => false,
        },
    };
    Ok(match reveal {
        true => Secrets::Revealed,
        false => Secrets::Masked,
    })
}

/// A report with what would mend each finding.
fn result(mut report: Report, options: JsValue) -> Result<JsValue, Wrong> {
    let secrets = secrets(options)?;
    repair::report(&mut report, &Native);
    Ok(to_js(&json::report(&report, secrets)))
}

/// The first finding of a text.
fn first(text: &str) -> Result<Document, Wrong> {
    let found = ticket::explore(text, &Native).found.into_iter().next();
    found.ok_or_else(|| Wrong(NOTHING.into()))
}

/// Finds and explains every link and ticket in a text: what `ticket decode --json` prints.
#[wasm_bindgen]
pub fn explore(text: &str, options: JsValue) -> Result<JsValue, JsValue> {
    Ok(result(ticket::explore(text, &Native), options)?)
}

/// Explains a text exactly as it stands: what `ticket decode --json --exact` prints.
#[wasm_bindgen]
pub fn explain(text: &str, options: JsValue) -> Result<JsValue, JsValue> {
    Ok(result(ticket::explain(text, &Native), options)?)
}

/// What each finding is and gives away.
#[wasm_bindgen]
pub fn sentences(text: &str) -> Vec<String> {
    let found = ticket::explore(text, &Native).found;
    found.iter().map(Document::sentence).collect()
}

/// Writes a new ticket or link: what `ticket build` prints.
#[wasm_bindgen]
pub fn build(value: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    let options = Object::options(options, &["kind"])?;
    let kind = options.and_then(|options| options.field("kind"));
    let wanted = value::read(value, kind.as_ref())?;
    let examined = wanted.draft.examine(&Native);
    let of = |severity: Severity| {
        let remarks = examined.remarks.iter();
        let chosen = remarks.filter(move |remark| remark.remark.severity == severity);
        chosen
            .map(|remark| wanted.remark(remark))
            .collect::<Vec<String>>()
    };
    let Some(value) = &examined.value else {
        return Err(Wrong(of(Severity::Error).join("\n")).into());
    };
    wanted.agrees(value)?;
    let text = write(value, wanted.draft.kind).ok_or_else(|| Wrong("Nothing was built.".into()))?;
    let warnings = of(Severity::Warning);
    Ok(to_js(&Json::Object(vec![
        ("text", text.into()),
        ("warnings", texts(warnings.iter().map(String::as_str))),
    ])))
}

/// The first finding without what is to be dropped, and what could still be: `ticket slim`.
#[wasm_bindgen]
pub fn slim(text: &str, options: JsValue) -> Result<JsValue, JsValue> {
    let mut cuts = Cuts::default();
    if let Some(options) = Object::options(options, &["drop"])? {
        for dropped in options.list("drop")? {
            let name = dropped.text()?;
            let cut = Cut::ALL.into_iter().find(|cut| cut.name() == name);
            let names = || format!("This must be one of {}.", Cut::ALL.map(Cut::name).join(", "));
            cuts = cuts.set(cut.ok_or_else(|| dropped.wrong(&names()))?, true);
        }
    }
    let mut document = first(text)?;
    if !cuts.is_empty() {
        let small = slimmed(&document, cuts, &Native).map_err(sentence)?;
        document = ticket::explain(&small, &Native).found.remove(0);
    }
    let possible = document.value.iter().flat_map(|value| applicable(value, &Native));
    let possible = possible.map(|(cut, count)| {
        Json::Object(vec![
            ("drop", cut.name().into()),
            ("label", cut.label().into()),
            ("count", count.into()),
        ])
    });
    Ok(to_js(&Json::Object(vec![
        ("text", document.text().into()),
        ("cuts", Json::List(possible.collect())),
    ])))
}

/// What the first finding can be converted to: what `ticket convert --list` lists, with the new texts.
#[wasm_bindgen]
pub fn convert(text: &str) -> JsValue {
    let report = ticket::explore(text, &Native);
    let found = report.found.first();
    let possible = found.map(|found| conversions(found, &Native)).unwrap_or_default();
    to_js(&Json::List(possible.iter().map(conversion).collect()))
}

fn conversion(one: &Conversion) -> Json {
    Json::Object(vec![
        ("target", one.target.name().into()),
        ("current", Json::Bool(one.is_current)),
        ("label", one.label.as_str().into()),
        ("losses", texts(one.losses.iter().map(String::as_str))),
        ("unread_by", texts(one.unread_by.iter().copied())),
        ("text", one.text.as_str().into()),
        (
            "accepted_by",
            texts(one.accepted_by.iter().map(|parser| parser.name())),
        ),
    ])
}

/// The first finding, mended as far as that can be done with certainty: what `ticket fix --json` prints.
#[wasm_bindgen]
pub fn fix(text: &str, options: JsValue) -> Result<JsValue, JsValue> {
    let secrets = secrets(options)?;
    let mended = repair::mend(&first(text)?, &Native);
    Ok(to_js(&json::mended(
        &mended.document,
        &mended.steps,
        mended.left.as_ref(),
        secrets,
    )))
}

/// The first finding as a QR code: what `ticket qr --svg` writes.
#[wasm_bindgen(js_name = qrSvg)]
pub fn qr_svg(text: &str, options: JsValue) -> Result<String, JsValue> {
    let options = Object::options(options, &["level", "compact", "exact"])?;
    let is_on = |name: &str| options.as_ref().map_or(Ok(false), |options| options.is_on(name));
    let level = match options.as_ref().and_then(|options| options.field("level")) {
        Some(field) => {
            let level: Result<Level, _> = field.text()?.parse();
            level.map_err(|error| field.wrong(error))?
        }
        None => Level::default(),
    };
    let mut text = match is_on("exact")? {
        true => text.to_owned(),
        false => first(text)?.text().to_owned(),
    };
    if is_on("compact")? {
        text = qr::compact(&text).text;
    }
    let code = qr::encode(&text, level).map_err(sentence)?;
    Ok(code.svg())
}

/// The version of the package.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").into()
}
