//! The result as JSON: one shape for the command line, the npm package and "copy as JSON".

use crate::ticket::encoding::codec::to_hex;
use crate::ticket::encoding::span::Span;
use crate::ticket::explain::connect::{Check, CheckStatus};
use crate::ticket::explain::document::{Document, NodeState};
use crate::ticket::explain::headline::Headline;
use crate::ticket::explain::mask::MASK;
pub use crate::ticket::explain::mask::Secrets;
use crate::ticket::explain::report::Report;
use crate::ticket::explain::secrets::{shown, shown_url};
use crate::ticket::explain::value::Value;
use crate::ticket::explain::verdict::Verdict;
use crate::ticket::limits;
use crate::ticket::link::Link;
use crate::ticket::wire::kind::Kind;
use crate::ticket::wire::layout::{Layout, Role};
use crate::ticket::wire::value::{Bytes32, Capability, EndpointAddr, Ticket, TransportAddr};
use crate::ticket::words;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

mod repair;

pub use repair::{mended, repair};

/// A JSON value. Objects keep the order of their keys.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A whole number.
    Int(u64),
    /// Text.
    Text(String),
    /// `[…]`
    List(Vec<Json>),
    /// `{…}`
    Object(Vec<(&'static str, Json)>),
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Json::Text(String::from(text))
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Json::Text(text)
    }
}

impl From<usize> for Json {
    fn from(int: usize) -> Self {
        Json::Int(u64::try_from(int).unwrap_or(u64::MAX))
    }
}

impl From<Span> for Json {
    fn from(span: Span) -> Self {
        Json::List(alloc::vec![span.start.into(), span.end.into()])
    }
}

impl<T: Into<Json>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or(Json::Null, Into::into)
    }
}

fn list(items: impl Iterator<Item = Json>) -> Json {
    Json::List(items.collect())
}

impl fmt::Display for Json {
    /// Compact; `{:#}` with line breaks and indentation.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, 0)
    }
}

impl Json {
    fn write(&self, f: &mut fmt::Formatter<'_>, depth: usize) -> fmt::Result {
        match self {
            Json::Null => f.write_str("null"),
            Json::Bool(value) => write!(f, "{value}"),
            Json::Int(value) => write!(f, "{value}"),
            Json::Text(text) => quote(f, text),
            Json::List(items) => {
                f.write_str("[")?;
                // Spans and other short lists stay on one line.
                let plain = items.iter().all(|item| matches!(item, Json::Int(_)));
                for (index, item) in items.iter().enumerate() {
                    separate(f, index, depth, plain)?;
                    item.write(f, depth.saturating_add(1))?;
                }
                finish(f, items.is_empty() || plain, depth)?;
                f.write_str("]")
            }
            Json::Object(fields) => {
                f.write_str("{")?;
                for (index, (key, value)) in fields.iter().enumerate() {
                    separate(f, index, depth, false)?;
                    quote(f, key)?;
                    f.write_str(if f.alternate() { ": " } else { ":" })?;
                    value.write(f, depth.saturating_add(1))?;
                }
                finish(f, fields.is_empty(), depth)?;
                f.write_str("}")
            }
        }
    }
}

fn separate(f: &mut fmt::Formatter<'_>, index: usize, depth: usize, plain: bool) -> fmt::Result {
    if index > 0 {
        f.write_str(if f.alternate() && plain { ", " } else { "," })?;
    }
    if f.alternate() && !plain {
        write!(f, "\n{:1$}", "", depth.saturating_add(1).saturating_mul(2))?;
    }
    Ok(())
}

fn finish(f: &mut fmt::Formatter<'_>, plain: bool, depth: usize) -> fmt::Result {
    if f.alternate() && !plain {
        write!(f, "\n{:1$}", "", depth.saturating_mul(2))?;
    }
    Ok(())
}

fn quote(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let is_special = |symbol: char| matches!(symbol, '"' | '\\') || words::is_unseen(symbol);
    f.write_str("\"")?;
    let mut rest = text;
    while let Some((before, after)) = rest.find(is_special).and_then(|at| rest.split_at_checked(at)) {
        f.write_str(before)?;
        let mut symbols = after.chars();
        match symbols.next() {
            Some('"') => f.write_str("\\\"")?,
            Some('\\') => f.write_str("\\\\")?,
            Some('\n') => f.write_str("\\n")?,
            Some('\r') => f.write_str("\\r")?,
            Some('\t') => f.write_str("\\t")?,
            // Line separators, bidi controls and tags are legal in JSON, but not safe to look at.
            Some(symbol) => {
                for unit in symbol.encode_utf16(&mut [0; 2]) {
                    write!(f, "\\u{unit:04x}")?;
                }
            }
            None => {}
        }
        rest = symbols.as_str();
    }
    f.write_str(rest)?;
    f.write_str("\"")
}

/// A whole report.
pub fn report(report: &Report, secrets: Secrets) -> Json {
    Json::Object(alloc::vec![
        ("input_bytes", report.input_bytes.into()),
        ("more", report.more.into()),
        ("truncated", Json::Bool(report.truncated)),
        (
            "found",
            list(report.found.iter().map(|found| document(found, secrets)))
        ),
    ])
}

/// One finding.
pub fn document(document: &Document, secrets: Secrets) -> Json {
    let is_proven = secrets == Secrets::Revealed || document.is_proven();
    let verdicts = document
        .verdicts
        .iter()
        .map(|verdict| verdict_json(verdict, document, is_proven, secrets));
    let diagnostics = document.diagnostics.iter().map(|diagnostic| {
        let mut fields = alloc::vec![
            ("code", diagnostic.code.name().into()),
            ("severity", diagnostic.severity.name().into()),
            ("span", diagnostic.text.into()),
            ("message", diagnostic.message().into()),
            ("help", diagnostic.help().as_ref().into()),
        ];
        fields.extend(repair(&diagnostic.repair, secrets));
        Json::Object(fields)
    });
    let canonical = document.canonical.as_deref().map(|text| match secrets {
        Secrets::Masked if document.has_secret() || !document.secrets.is_empty() => MASK,
        _ => text,
    });
    let connect = document.connect();
    let mut fields = alloc::vec![
        ("kind", document.kind.name().into()),
        ("layout", document.layout.map(|layout| layout.id).into()),
        ("span", document.span.into()),
        ("exact", Json::Bool(document.exact)),
        ("headline", document.headline().map(headline).into()),
        ("verdicts", list(verdicts)),
        (
            "value",
            document
                .value
                .as_ref()
                .filter(|_| is_proven)
                .map(|value| self::value(value, document, secrets))
                .into()
        ),
        ("canonical", canonical.into()),
        ("diagnostics", list(diagnostics)),
        ("outlook", connect.outlook.map(CheckStatus::name).into()),
        ("connect", list(connect.checks.into_iter().map(check))),
        ("tree", tree(document, 0, secrets)),
    ];
    if let Some(own) = &document.own {
        fields.push(("type", own.name.as_str().into()));
        fields.push(("fit", own.fit.words().into()));
    }
    Json::Object(fields)
}

fn check(check: Check) -> Json {
    Json::Object(alloc::vec![
        ("status", check.status.name().into()),
        ("code", check.code.into()),
        ("peer", check.peer.into()),
        ("text", check.text.into()),
        ("advice", check.advice.into()),
    ])
}

fn headline(headline: Headline) -> Json {
    Json::Object(alloc::vec![
        ("tone", headline.tone.name().into()),
        ("text", headline.text.into()),
    ])
}

fn verdict_json(verdict: &Verdict, document: &Document, is_proven: bool, secrets: Secrets) -> Json {
    let drops = verdict.drops.iter().map(|drop| Json::from(drop.as_str()));
    let mut fields = alloc::vec![
        ("parser", Json::from(verdict.parser.name())),
        ("accepts", Json::Bool(verdict.accepts)),
        ("reason", document.reason(verdict, secrets).into()),
        ("drops", list(drops)),
    ];
    // A parser that accepts the text but reads something else in it: say what, unless that may be a secret.
    let is_own = verdict.parser.is_of(document.kind) && is_proven;
    let may_show = secrets == Secrets::Revealed || document.secrets.is_empty() || is_own;
    if may_show
        && !verdict.agrees(document.value.as_ref())
        && let Some(value) = &verdict.value
    {
        fields.push(("value", self::value(value, document, secrets)));
    }
    Json::Object(fields)
}

fn tree(document: &Document, index: usize, secrets: Secrets) -> Json {
    let Some(node) = document.nodes.get(index) else {
        return Json::Null;
    };
    let name = match node.index {
        Some(at) => alloc::format!("{}[{at}]", document.name(node)),
        None => String::from(document.name(node)),
    };
    let children = document
        .children(index)
        .map(|child| tree(document, child, secrets));
    let mut fields = alloc::vec![
        ("name", name.into()),
        ("type", document.wire(node).into()),
        ("text", document.text_span(node).into()),
        (
            "bytes",
            document.is_payload(node.layer).then_some(node.span).into()
        ),
        ("value", document.show(index, secrets).into()),
    ];
    if node.state != NodeState::Fine {
        fields.push(("state", node.state.words().into()));
    }
    fields.push(("children", list(children)));
    Json::Object(fields)
}

/// A value of a document, in the shape of its kind.
pub fn value(value: &Value, document: &Document, secrets: Secrets) -> Json {
    let whole = |text: &str| match secrets == Secrets::Masked && !document.secrets.is_empty() {
        true => Json::from(MASK),
        false => Json::from(text),
    };
    match value {
        Value::Ticket(ticket, layout) => Json::Object(self::ticket(ticket, layout.kind, secrets)),
        Value::Link(link) => self::link(link, document, secrets),
        Value::Key(key) => match document.nodes.first().is_some_and(|node| node.role.is_secret()) {
            true => Json::Object(alloc::vec![("key", secret(key, secrets))]),
            false => Json::Object(self::endpoint(&EndpointAddr::new(*key), secrets)),
        },
        Value::Chat(
            json,
            Ticket::Keyed {
                key: topic, nodes, ..
            },
        ) => Json::Object(alloc::vec![
            ("json", whole(json)),
            ("topic", to_hex(topic).into()),
            (
                "endpoints",
                list(nodes.iter().map(|node| Json::Object(endpoint(node, secrets))))
            ),
        ]),
        Value::Chat(json, _) => Json::Object(alloc::vec![("json", whole(json))]),
        Value::Text(text) => Json::Object(alloc::vec![("text", whole(text))]),
    }
}

fn secret(key: &[u8], secrets: Secrets) -> Json {
    match secrets {
        Secrets::Masked => MASK.into(),
        Secrets::Revealed => to_hex(key).into(),
    }
}

/// A ticket's fields.
pub fn ticket(ticket: &Ticket, kind: Kind, secrets: Secrets) -> Vec<(&'static str, Json)> {
    let hex = |key: &Bytes32| Json::from(to_hex(key));
    let nodes = |nodes: &[EndpointAddr]| list(nodes.iter().map(|node| Json::Object(endpoint(node, secrets))));
    match ticket {
        Ticket::Endpoint(addr) => endpoint(addr, secrets),
        Ticket::Blob {
            addr,
            format,
            hash,
            token,
        } => {
            let mut fields = endpoint(addr, secrets);
            fields.push(("format", format.name().into()));
            fields.push(("hash", hex(hash)));
            if let Some(token) = token {
                fields.push(("token", secret(token, secrets)));
            }
            fields
        }
        Ticket::Doc {
            capability,
            nodes: list,
        } => {
            let (name, namespace, key) = match capability {
                Capability::Write {
                    secret: key,
                    namespace,
                } => ("write", namespace.as_ref().map(to_hex_of), secret(key, secrets)),
                Capability::Read(id) => ("read", Some(to_hex(id)), Json::Null),
                Capability::Unknown(key) => ("unknown", None, secret(key, secrets)),
            };
            alloc::vec![
                ("capability", name.into()),
                ("namespace", namespace.into()),
                ("secret", key),
                (kind.spec().nodes, nodes(list)),
            ]
        }
        Ticket::Keyed {
            role,
            key,
            nodes: list,
        } => {
            let key = match role.is_secret() {
                true => ("secret", secret(key, secrets)),
                false => (kind.key_name(), hex(key)),
            };
            let nodes = match list.as_slice() {
                [only] if !kind.current().is_some_and(Layout::has_many_nodes) => {
                    Json::Object(endpoint(only, secrets))
                }
                list => nodes(list),
            };
            alloc::vec![key, (kind.spec().nodes, nodes)]
        }
    }
}

fn to_hex_of(key: &Bytes32) -> String {
    to_hex(key)
}

fn endpoint(addr: &EndpointAddr, secrets: Secrets) -> Vec<(&'static str, Json)> {
    let addrs = addr.addrs.iter().map(|addr| {
        Json::Object(alloc::vec![match addr {
            TransportAddr::Relay(url) if secrets == Secrets::Masked => ("relay", shown_url(url).into()),
            TransportAddr::Relay(url) => ("relay", url.as_str().into()),
            TransportAddr::DerpRegion(region) => ("derp_region", Json::Int((*region).into())),
            TransportAddr::Ip(addr) => ("ip", addr.to_string().into()),
            TransportAddr::Custom(addr) => ("custom", addr.to_string().into()),
        }])
    });
    alloc::vec![("id", to_hex(&addr.id).into()), ("addrs", list(addrs))]
}

/// A link's fields. Each iroh hint has its verdict among the document's nested ones, in the same order.
fn link(link: &Link, document: &Document, secrets: Secrets) -> Json {
    let mut tickets = document.nested.iter().map(|(_, verdict)| verdict.value.as_ref());
    let nodes = document.nodes.iter().enumerate();
    let mut hints = nodes.filter(|(_, node)| node.role == Role::Address);
    let mut hides = || {
        let next = hints.next();
        secrets == Secrets::Masked && next.is_some_and(|(index, _)| document.hides(index))
    };
    // Names stay readable but for a ticket that stands where one should be.
    let name = |text: &str| match secrets == Secrets::Masked && !document.secrets.is_empty() {
        true => Json::from(shown(text)),
        false => Json::from(text),
    };
    // What has no node is left out here too.
    let addresses = document.nodes.iter().filter(|node| node.role == Role::Address);
    let most = addresses.count();
    let unknown = document.unknown_values().count();
    let tips = link
        .tips
        .as_ref()
        .map_or(0, Vec::len)
        .saturating_sub(limits::NODES);
    let left_out = link.hints.len().saturating_sub(most);
    let left_out = left_out
        .saturating_add(link.unknown.len().saturating_sub(unknown))
        .saturating_add(tips);
    let addresses = link.hints.iter().take(most).map(|hint| {
        let address = match hides() {
            true => MASK,
            false => hint.address.as_str(),
        };
        let mut fields = alloc::vec![("transport", name(&hint.transport)), ("address", address.into()),];
        let value = if hint.transport == "iroh" {
            tickets.next().flatten()
        } else {
            None
        };
        if let Some(Value::Ticket(ticket, layout)) = value.filter(|_| address != MASK) {
            fields.push(("ticket", Json::Object(self::ticket(ticket, layout.kind, secrets))));
        }
        Json::Object(fields)
    });
    let addresses = list(addresses);
    let unknown = link
        .unknown
        .iter()
        .zip(document.unknown_values())
        .map(|((key, value), node)| {
            let value = match secrets == Secrets::Masked && document.hides(node) {
                true => MASK,
                false => value.as_str(),
            };
            Json::List(alloc::vec![name(key), value.into()])
        });
    let tips = link.tips.as_ref().map(|tips| {
        let shown = tips.iter().take(limits::NODES);
        ("tips", list(shown.map(|tip| name(tip))))
    });
    let mut ids = document.nodes.iter().enumerate();
    let hides_id = ids.any(|(index, node)| node.role == Role::DatabaseId && document.hides(index));
    let database_id = match hides_id && secrets == Secrets::Masked {
        true => MASK,
        false => link.database_id.as_str(),
    };
    let mut fields = alloc::vec![("database_id", Json::from(database_id)), ("addresses", addresses),];
    fields.extend(tips);
    fields.push(("unknown", list(unknown)));
    if left_out > 0 {
        fields.push(("left_out", left_out.into()));
    }
    Json::Object(fields)
}
