//! The annotated hex dump: every byte of every layer, and what it means.
//!
//! Texts are shown as text, payloads as hex. Each leaf begins a line; long ones go on below, without a comment.

use crate::ticket::encoding::span::Span;
use crate::ticket::explain::document::{Document, LayerKind, Node, NodeState};
use crate::ticket::explain::mask::Secrets;
use crate::ticket::wire::layout::Role;
use crate::ticket::wire::walk::Part;
use crate::ticket::words::{count, visible};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// How many bytes a line of hex has.
const HEX: usize = 16;
/// How many characters a line of text has: as wide as the hex.
const TEXT: usize = HEX * 3 - 1;

/// One line of a dump.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The node that the bytes belong to.
    pub node: usize,
    /// The bytes, in the node's layer.
    pub span: Span,
    /// The first line of its node, which has the comment.
    pub first: bool,
}

/// The lines of one layer, in the order of its bytes. Together they cover each byte once.
pub fn rows(document: &Document, layer: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    for (index, node) in document.nodes.iter().enumerate() {
        if node.layer == layer && document.is_layer_leaf(index) {
            node_rows(document, index, node, &mut rows);
        }
    }
    rows
}

/// The lines of one node.
fn node_rows(document: &Document, index: usize, node: &Node, rows: &mut Vec<Row>) {
    let Some(layer) = document.layers.get(node.layer) else {
        return;
    };
    // What is empty explains no byte, but says where one is missing.
    if node.span.is_empty() && node.state == NodeState::Fine {
        return;
    }
    let mut at = node.span.start;
    let mut first = true;
    while first || at < node.span.end {
        let rest = Span::new(at, node.span.end);
        let end = match layer.kind {
            LayerKind::Payload => at.saturating_add(HEX).min(rest.end),
            _ => text_end(rest.bytes(&layer.data), rest),
        };
        rows.push(Row {
            node: index,
            span: Span::new(at, end),
            first,
        });
        first = false;
        at = end.max(at.saturating_add(1));
    }
}

/// Where a line of text ends that begins `rest`.
fn text_end(bytes: &[u8], rest: Span) -> usize {
    // A character has at most four bytes, and its later bytes begin with the bits 10.
    let bytes = bytes
        .get(..TEXT.saturating_mul(4).saturating_add(1))
        .unwrap_or(bytes);
    let mut starts = bytes.iter().enumerate().filter(|(_, byte)| **byte & 0xc0 != 0x80);
    starts
        .nth(TEXT)
        .map_or(rest.end, |(length, _)| rest.start.saturating_add(length))
}

/// The dump of a whole finding.
pub fn dump(document: &Document, secrets: Secrets) -> String {
    let mut rows: Vec<Vec<Row>> = document.layers.iter().map(|_| Vec::new()).collect();
    let mut owners: Vec<Option<usize>> = document.layers.iter().map(|_| None).collect();
    let mut parents: Vec<Option<usize>> = Vec::with_capacity(document.nodes.len());
    let mut open: Vec<usize> = Vec::new();
    for (index, node) in document.nodes.iter().enumerate() {
        open.truncate(node.depth);
        let parent = open.last().copied();
        parents.push(parent);
        open.push(index);
        if let Some(owner) = owners.get_mut(node.layer).filter(|owner| owner.is_none()) {
            *owner = parent;
        }
        if let Some(rows) = rows.get_mut(node.layer).filter(|_| document.is_layer_leaf(index)) {
            node_rows(document, index, node, rows);
        }
    }
    let mut out = String::new();
    for ((layer, rows), owner) in document.layers.iter().zip(rows).zip(owners) {
        let owner = owner.and_then(|owner| document.nodes.get(owner));
        if !out.is_empty() {
            out.push('\n');
        }
        let what = match (layer.kind, owner) {
            (LayerKind::Text, _) => String::from("text"),
            (LayerKind::Value, Some(owner)) => format!("{}, decoded", document.name(owner)),
            (LayerKind::Value, None) => String::from("value, decoded"),
            (LayerKind::Payload, Some(owner)) => {
                format!("{}, from {}", document.name(owner), document.wire(owner))
            }
            (LayerKind::Payload, None) => String::from("payload"),
        };
        let place = owner.map_or(document.span, |owner| document.text_span(owner));
        out.push_str(&format!(
            "# {what}: {}, at {}..{} of the input\n",
            count(layer.data.len(), "byte", "bytes"),
            place.start,
            place.end,
        ));
        for row in rows {
            let parent = parents.get(row.node).copied().flatten();
            line(document, &row, parent, layer.kind, secrets, &mut out);
        }
    }
    out
}

fn line(
    document: &Document,
    row: &Row,
    parent: Option<usize>,
    kind: LayerKind,
    secrets: Secrets,
    out: &mut String,
) {
    let Some(node) = document.nodes.get(row.node) else {
        return;
    };
    let data = document
        .layers
        .get(node.layer)
        .map_or(&[][..], |layer| &layer.data);
    let bytes = row.span.bytes(data);
    let known = document.layers.get(node.layer).into_iter();
    let known = known.flat_map(|layer| layer.known(row.span));
    let is_hidden = secrets == Secrets::Masked && document.hides(row.node);
    let content = match kind {
        _ if row.span.is_empty() => String::from("--"),
        LayerKind::Payload if is_hidden => bytes.iter().map(|_| "** ").collect(),
        LayerKind::Payload => known
            .map(|byte| byte.map_or_else(|| String::from("?? "), |byte| format!("{byte:02x} ")))
            .collect(),
        _ if is_hidden => masked(document, node, row.span),
        _ => visible(&String::from_utf8_lossy(bytes)),
    };
    let content = content.trim_end_matches(' ');
    // Text that ends in spaces keeps them: they are what is shown.
    if row.first {
        let width = TEXT.saturating_sub(content.chars().count());
        let comment = comment(document, row.node, node, parent, secrets);
        out.push_str(&format!(
            "{:04x}  {content}{:width$}  # {comment}\n",
            row.span.start, ""
        ));
    } else {
        out.push_str(&format!("{:04x}  {content}\n", row.span.start));
    }
}

/// A line of text with dots for the characters of secrets.
fn masked(document: &Document, node: &Node, span: Span) -> String {
    let mut shown = String::new();
    let data = document
        .layers
        .get(node.layer)
        .map_or(&[][..], |layer| &layer.data);
    let text = core::str::from_utf8(span.bytes(data)).unwrap_or_default();
    for (at, symbol) in text.char_indices() {
        let own = Span::sized(span.start.saturating_add(at), symbol.len_utf8());
        let place = document.project(node.layer, own);
        match document.secrets.iter().any(|secret| secret.touches(place)) {
            true => shown.push('•'),
            false => shown.push_str(&visible(symbol.encode_utf8(&mut [0; 4]))),
        }
    }
    shown
}

fn comment(
    document: &Document,
    index: usize,
    node: &Node,
    parent: Option<usize>,
    secrets: Secrets,
) -> String {
    let above = parent.and_then(|parent| Some((parent, document.nodes.get(parent)?)));
    // A tag, length or count is named after the field that it belongs to.
    let name = match (node.part, above) {
        (Part::Body, _) | (_, None) => named(document, node),
        (_, Some((_, above))) => format!("{}, {}", named(document, above), document.name(node)),
    };
    let own = match document.layers.get(node.layer).map(|layer| layer.kind) {
        Some(LayerKind::Text | LayerKind::Value) => visible(document.text_of(node)),
        _ => String::new(),
    };
    let value = match document.show(index, secrets) {
        // Of text the line shows it already.
        value if value == own || node.span.is_empty() || !own.is_empty() && document.hides(index) => {
            String::new()
        }
        value => value,
    };
    // The bytes of an IP address say what the address says.
    let is_ip = matches!(node.role, Role::Ipv4 | Role::Ipv6);
    let of = parent.filter(|_| is_ip).unwrap_or(index);
    let hint = document.annotation(of);
    let state = match node.state.words() {
        "" => String::new(),
        words => format!(" [{words}]"),
    };
    let colon = if value.is_empty() { "" } else { ": " };
    let hint = if hint.is_empty() {
        hint
    } else {
        format!(" ({hint})")
    };
    format!("{name}{colon}{value}{hint}{state}")
}

/// A node's name with its place in a list.
fn named(document: &Document, node: &Node) -> String {
    match node.index {
        Some(index) => format!("{}[{index}]", document.name(node)),
        None => String::from(document.name(node)),
    }
}
