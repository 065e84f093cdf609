//! One finding in one line.

use crate::ticket::encoding::codec::to_hex;
use crate::ticket::encoding::span::Span;
use crate::ticket::explain::diagnostic::Severity;
use crate::ticket::explain::document::Document;
use crate::ticket::explain::headline::HeadlineTone;
use crate::ticket::explain::mask::Secrets;
use crate::ticket::explain::reach::Means;
use crate::ticket::explain::value::Value;
use crate::ticket::facts::host;
use crate::ticket::wire::kind::Kind;
use crate::ticket::wire::layout::Role;
use crate::ticket::wire::value::{Capability, Ticket};
use crate::ticket::words::ends;
use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cmp::Ordering;

/// What a finding says, in a line. Everything in it may be shown: what is secret, or may be, is left out or masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its place among the findings, from 0.
    pub index: usize,
    /// The line of the text that it begins in, from 1.
    pub line: usize,
    /// Where it stands in the input, in bytes.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// The layout that its payload is read by, as in the format reference.
    pub layout: Option<&'static str>,
    /// The database of a link, or the namespace of a document, as it is written there; a namespace in hex.
    pub database: Option<String>,
    /// The endpoints that it names, by their ids in hex, in the order of the text and each once.
    pub endpoints: Vec<String>,
    /// The first id in it that may be shown, of whatever sort: what the row is about.
    pub id: Option<String>,
    /// The relays that it names: their URLs; `region 1` for those of old.
    pub relays: Vec<String>,
    /// The addresses that it names: IP addresses and hosts with their ports, addresses of custom transports.
    pub addresses: Vec<String>,
    /// Whether it gives a secret away.
    pub gives: Gives,
    /// The headline; for what no parser is there for, the sentence.
    pub headline: String,
    /// How good the headline's news is.
    pub tone: Option<HeadlineTone>,
    /// The worst that is wrong: an error or a warning.
    pub fault: Option<Severity>,
    /// The codes of its errors and warnings, each once, errors first.
    pub codes: Vec<&'static str>,
}

/// Whether something gives a secret away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gives {
    /// It holds a secret key or token.
    Secret,
    /// What is in it could not be read well enough to say that it holds none.
    Maybe,
    /// It does not.
    Nothing,
}

impl Gives {
    /// Its name in CSV and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Gives::Secret => "yes",
            Gives::Maybe => "maybe",
            Gives::Nothing => "no",
        }
    }

    /// In a table for people: empty where nothing is to be said.
    pub fn words(self) -> &'static str {
        match self {
            Gives::Secret => "secret",
            Gives::Maybe => "maybe",
            Gives::Nothing => "",
        }
    }
}

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// The line in which it begins.
    Line,
    /// What it is.
    Kind,
    /// What it is about: a database, or an endpoint.
    Id,
    /// Its relays.
    Relay,
    /// Its addresses.
    Addresses,
    /// Whether it gives a secret away.
    Secret,
    /// What works with it.
    Headline,
}

impl Column {
    /// All of them, in the order of the table.
    pub const ALL: [Column; 7] = [
        Column::Line,
        Column::Kind,
        Column::Id,
        Column::Relay,
        Column::Addresses,
        Column::Secret,
        Column::Headline,
    ];

    /// Its heading.
    pub fn name(self) -> &'static str {
        match self {
            Column::Line => "Line",
            Column::Kind => "Kind",
            Column::Id => "Endpoint or database",
            Column::Relay => "Relay",
            Column::Addresses => "Addresses",
            Column::Secret => "Secret",
            Column::Headline => "Headline",
        }
    }
}

impl Row {
    /// The row of a finding.
    pub fn of(document: &Document, index: usize, line: usize) -> Row {
        let mut row = Row {
            index,
            line,
            span: document.span,
            kind: document.kind,
            layout: document.layout.map(|layout| layout.id),
            database: database(document),
            endpoints: Vec::new(),
            id: document
                .first_id()
                .map(|node| document.show(node, Secrets::Masked)),
            relays: Vec::new(),
            addresses: Vec::new(),
            gives: match (document.has_secret(), document.secrets.is_empty()) {
                (true, _) => Gives::Secret,
                (false, false) => Gives::Maybe,
                (false, true) => Gives::Nothing,
            },
            headline: String::new(),
            tone: None,
            fault: None,
            codes: Vec::new(),
        };
        match document.headline() {
            Some(headline) => (row.headline, row.tone) = (headline.text, Some(headline.tone)),
            None => row.headline = document.sentence(),
        }
        for peer in document.peers() {
            row.endpoints.extend(peer.id.map(|id| to_hex(&id)));
            for way in peer.ways {
                match way.means {
                    Means::Relay(url) => row.relays.push(url),
                    Means::DerpRegion(region) => row.relays.push(format!("region {region}")),
                    Means::Ip(addr) => row.addresses.push(addr.to_string()),
                    Means::Custom(addr) => row.addresses.push(addr.to_string()),
                    Means::Host(host, port) => row.addresses.push(format!("{host}:{port}")),
                    Means::Text(text) => row.addresses.push(text),
                    Means::Hidden => row.addresses.push(String::from("hidden")),
                }
            }
        }
        if document.kind == Kind::EndpointId && row.gives == Gives::Nothing {
            row.endpoints.extend(row.id.clone());
        }
        for list in [&mut row.endpoints, &mut row.relays] {
            each_once(list);
        }
        let faults = document
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity != Severity::Note);
        for diagnostic in faults {
            row.fault = row.fault.or(Some(diagnostic.severity));
            let code = diagnostic.code.name();
            if !row.codes.contains(&code) {
                row.codes.push(code);
            }
        }
        row
    }

    /// What it is about: a database, or else the first id in it.
    pub fn subject(&self) -> &str {
        self.database
            .as_deref()
            .or(self.id.as_deref())
            .unwrap_or_default()
    }

    /// What stands in a column.
    pub fn cell(&self, column: Column) -> Cow<'_, str> {
        match column {
            Column::Line => self.line.to_string().into(),
            Column::Kind => self.kind.name().into(),
            Column::Id => self.subject().into(),
            Column::Relay => listed(&self.relays),
            Column::Addresses => listed(&self.addresses),
            Column::Secret => self.gives.words().into(),
            Column::Headline => self.headline.as_str().into(),
        }
    }

    /// The same where there is little room: ids by their ends, relays by their hosts, and of several the first.
    pub fn short(&self, column: Column) -> Cow<'_, str> {
        match column {
            Column::Id => ends(self.subject()).into(),
            Column::Relay => first(&self.relays, host),
            Column::Addresses => first(&self.addresses, |address| address),
            Column::Line | Column::Kind | Column::Secret | Column::Headline => self.cell(column),
        }
    }

    /// Which of two rows comes first in the order of a column. What has nothing there comes last.
    pub fn compare(&self, other: &Row, column: Column) -> Ordering {
        let named = |one: &str, another: &str| (one.is_empty(), one).cmp(&(another.is_empty(), another));
        match column {
            Column::Line => self.line.cmp(&other.line),
            Column::Kind => self.kind.name().cmp(other.kind.name()),
            Column::Id => named(self.subject(), other.subject()),
            Column::Relay => named(&listed(&self.relays), &listed(&other.relays)),
            // Who has many addresses is sought more often than who has a certain one: that is what the filter finds.
            Column::Addresses => self
                .addresses
                .len()
                .cmp(&other.addresses.len())
                .then_with(|| self.addresses.cmp(&other.addresses)),
            Column::Secret => self.gives.cmp(&other.gives),
            Column::Headline => (other.tone, &self.headline).cmp(&(self.tone, &other.headline)),
        }
    }
}

fn listed(items: &[String]) -> Cow<'_, str> {
    match items {
        [] => "".into(),
        [one] => one.as_str().into(),
        several => several.join(", ").into(),
    }
}

/// The first, and how many more there are.
fn first(items: &[String], shown: fn(&str) -> &str) -> Cow<'_, str> {
    match items {
        [] => "".into(),
        [one] => shown(one).into(),
        [first, rest @ ..] => format!("{} +{}", shown(first), rest.len()).into(),
    }
}

/// Keeps the first of each.
fn each_once(items: &mut Vec<String>) {
    let mut kept: Vec<String> = Vec::with_capacity(items.len());
    for item in items.drain(..) {
        if !kept.contains(&item) {
            kept.push(item);
        }
    }
    *items = kept;
}

/// A link's database or a document's namespace; that of a write ticket follows from its secret key.
fn database(document: &Document) -> Option<String> {
    let mut nodes = document.nodes.iter().enumerate();
    let written = nodes.find(|(index, node)| {
        matches!(node.role, Role::DatabaseId | Role::NamespaceId)
            && node.state.is_read()
            && !document.is_damaged(node)
            && !document.hides(*index)
    });
    let derived = match &document.value {
        Some(Value::Ticket(
            Ticket::Doc {
                capability:
                    Capability::Write {
                        namespace: Some(namespace),
                        ..
                    },
                ..
            },
            _,
        )) if document.is_proven() => Some(to_hex(namespace)),
        _ => None,
    };
    written
        .map(|(index, _)| document.show(index, Secrets::Masked))
        .filter(|id| !id.is_empty())
        .or(derived)
}

/// Tells in which line of a text a place is; asked from front to back.
#[derive(Clone, Debug)]
pub struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: usize,
}

impl<'t> Lines<'t> {
    /// Of a text whose first line has the number `first`.
    pub fn new(text: &'t str, first: usize) -> Self {
        Lines {
            text,
            at: 0,
            line: first,
        }
    }

    /// The line in which the byte at `at` stands.
    pub fn line(&mut self, at: usize) -> usize {
        let passed = self.text.as_bytes().get(self.at..at).unwrap_or_default();
        let breaks = passed.iter().filter(|byte| **byte == b'\n').count();
        self.line = self.line.saturating_add(breaks);
        self.at = self.at.max(at);
        self.line
    }
}
