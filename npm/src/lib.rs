//! The core for JavaScript. A crate of its own, because a `cdylib` beside the `no_std` library would break every build
//! of that library without `std`.

use ticket_explorer::native::Native;
use ticket_explorer::ticket::make::convert::{Conversion, conversions};
use ticket_explorer::ticket::render::json::{self, Json};
use ticket_explorer::ticket::{self, Document, Report, Secrets};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** A range of UTF-8 byte offsets: `[start, end]`. */
export type Span = [number, number];

export interface Verdict {
  parser: string;
  accepts: boolean;
  /** The parser's own message, if it rejects. */
  reason: string | null;
  /** What it silently loses, if it accepts. */
  drops: string[];
  /** What it reads, where that is not what the chosen layout says. */
  value?: unknown;
}

export interface Diagnostic {
  code: string;
  severity: "error" | "warning" | "note";
  span: Span;
  message: string;
  help: string;
  /** The ways to mend it that were tried and hold, the likeliest first. */
  fixes?: Fix[];
  /** How many more are just as likely. */
  more_fixes?: number;
  /** Why there is no fix, or why none is certain. */
  repair?: string;
}

export interface Fix {
  label: string;
  /** The whole mended ticket or link; masked like any other secret. */
  text: string;
  accepted_by: string[];
  /** Nothing else holds that was tried. */
  certain: boolean;
}

/** One line of the checklist: will it connect? */
export interface Check {
  status: "ok" | "caution" | "problem";
  code: string;
  /** The peer of a link, or the endpoint of a ticket with several. */
  peer: number | null;
  text: string;
  /** What to do about it; may be empty. */
  advice: string;
}

export interface Node {
  name: string;
  type: string;
  text: Span;
  bytes: Span | null;
  value: string;
  /** How far it could be read, where not all is fine; what stands behind damage is uncertain. */
  state?: "uncertain" | "cut off" | "wrong" | "not read";
  children: Node[];
}

export interface Found {
  kind: string;
  layout: string | null;
  span: Span;
  exact: boolean;
  /** What works with what, in one line; `null` for an id, a key or a URL alone. */
  headline: { tone: "good" | "caution" | "bad"; text: string } | null;
  verdicts: Verdict[];
  value: unknown;
  canonical: string | null;
  diagnostics: Diagnostic[];
  /** How the best way to the best peer turned out; null where nobody is named. */
  outlook: Check["status"] | null;
  connect: Check[];
  tree: Node;
  /** Only of what the command line reads by types of one's own: the type, and how well the bytes fit it. */
  type?: string;
  fit?: string;
}

export interface Report {
  input_bytes: number;
  /** How many findings beyond the limit are not explained. */
  more: number;
  /** Only the beginning of the input was searched. */
  truncated: boolean;
  found: Found[];
}

/** Finds and explains every link and ticket in a text. Secrets are masked unless `reveal` is true. */
export function explore(text: string, reveal?: boolean): Report;
/** Explains a text as one link or ticket exactly as it stands, and asks every parser about it. */
export function explain(text: string, reveal?: boolean): Report;
/** The same in another form, tried: the new text, and what it costs. */
export interface Conversion {
  /** The layout, the encoding, or `link`. */
  target: string;
  /** Programs of today write it so. */
  current: boolean;
  label: string;
  /** What is lost. */
  losses: string[];
  /** The releases that read the old text, and do not read the new one. */
  unread_by: string[];
  /** The new text. A ticket that holds a secret still does. */
  text: string;
  /** The parsers that read it as it is meant. */
  accepted_by: string[];
}

/** What the first finding can be converted to, the current form first; empty where there is no other form. */
export function convert(text: string): Conversion[];
/** What each finding is and gives away, a sentence each. */
export function sentences(text: string): string[];
/** The version of the package. */
export function version(): string;
"#;

fn to_js(json: &Json) -> JsValue {
    js_sys::JSON::parse(&json.to_string()).unwrap_or(JsValue::NULL)
}

fn result(report: &Report, reveal: Option<bool>) -> JsValue {
    let secrets = match reveal {
        Some(true) => Secrets::Revealed,
        _ => Secrets::Masked,
    };
    to_js(&json::report(report, secrets))
}

/// Finds and explains every link and ticket in a text: what `ticket decode --json` prints.
#[wasm_bindgen(skip_typescript)]
pub fn explore(text: &str, reveal: Option<bool>) -> JsValue {
    result(&ticket::explore(text, &Native), reveal)
}

/// Explains a text exactly as it stands: what `ticket decode --json --exact` prints.
#[wasm_bindgen(skip_typescript)]
pub fn explain(text: &str, reveal: Option<bool>) -> JsValue {
    result(&ticket::explain(text, &Native), reveal)
}

/// What the first finding can be converted to: what `ticket convert --list` lists, with the new texts.
#[wasm_bindgen(skip_typescript)]
pub fn convert(text: &str) -> JsValue {
    let report = ticket::explore(text, &Native);
    let found = report.found.first();
    let possible = found.map(|found| conversions(found, &Native)).unwrap_or_default();
    to_js(&Json::List(possible.iter().map(conversion).collect()))
}

fn conversion(one: &Conversion) -> Json {
    let list = |items: &mut dyn Iterator<Item = &str>| Json::List(items.map(Json::from).collect());
    Json::Object(vec![
        ("target", one.target.name().into()),
        ("current", Json::Bool(one.is_current)),
        ("label", one.label.as_str().into()),
        ("losses", list(&mut one.losses.iter().map(String::as_str))),
        ("unread_by", list(&mut one.unread_by.iter().copied())),
        ("text", one.text.as_str().into()),
        (
            "accepted_by",
            list(&mut one.accepted_by.iter().map(|parser| parser.name())),
        ),
    ])
}

/// What each finding is and gives away.
#[wasm_bindgen(skip_typescript)]
pub fn sentences(text: &str) -> Vec<String> {
    ticket::explore(text, &Native)
        .found
        .iter()
        .map(Document::sentence)
        .collect()
}

/// The version of the package.
#[wasm_bindgen(skip_typescript)]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").into()
}
