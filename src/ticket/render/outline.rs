//! A document as people read it: the tree without its wiring, and the text cut into fields.
//!
//! The arena of a [`Document`] has a node for every length, tag and wrapper. Here a chain of nodes that say one thing is
//! one line, and every character of the text belongs to one leaf.

use crate::ticket::encoding::codec::to_hex;
use crate::ticket::encoding::span::Span;
use crate::ticket::explain::copies::key_copies;
use crate::ticket::explain::document::{Document, Node, NodeState};
use crate::ticket::explain::mask::Secrets;
use crate::ticket::explain::value::Value;
use crate::ticket::facts::Scope;
use crate::ticket::wire::layout::Role;
use crate::ticket::wire::value::{Bytes32, Capability, Ticket};
use crate::ticket::wire::walk::Part;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// One line of the outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The node that the line stands for, with everything below it.
    pub node: usize,
    /// The node whose value it shows: the same, or the only thing inside.
    pub shown: usize,
    /// How many lines it is inside of.
    pub depth: usize,
    /// The index after its last descendant, among the lines.
    pub next: usize,
    /// Its parts only repeat in detail what it says.
    pub folded: bool,
    /// The public key that belongs to the secret in the line before: it stands in no byte.
    pub derived: Option<Bytes32>,
}

/// The lines of a document, each before its parts. With `wire`, every node has one.
pub fn lines(document: &Document, wire: bool) -> Vec<Line> {
    let mut outline = Outline {
        document,
        wire,
        lines: Vec::new(),
    };
    // What is a single value: an id, a key, a URL. Its parts are those of its own line.
    let is_value = document
        .nodes
        .first()
        .is_some_and(|root| root.role != Role::Ticket);
    match is_value {
        true => outline.line(0, 0, 0),
        false => outline.below(0, 0),
    }
    outline.lines
}

struct Outline<'a> {
    document: &'a Document,
    wire: bool,
    lines: Vec<Line>,
}

impl Outline<'_> {
    fn below(&mut self, index: usize, depth: usize) {
        let document = self.document;
        for child in document.children(index) {
            let Some(node) = document.nodes.get(child) else {
                continue;
            };
            if self.wire {
                self.line(child, child, depth);
            } else if self.is_hidden(index, node, child) {
                continue;
            } else if self.is_wrapper(index, node, child) {
                self.below(child, depth);
            } else {
                self.line(child, self.only_part(child), depth);
            }
            let is_secret = node.role == Role::NamespaceSecret && !node.is_leaf(child);
            if let Some(id) = document.derived_id().filter(|_| is_secret) {
                self.push(child, child, depth, Some(id));
            }
        }
    }

    fn push(&mut self, node: usize, shown: usize, depth: usize, derived: Option<Bytes32>) -> usize {
        let at = self.lines.len();
        self.lines.push(Line {
            node,
            shown,
            depth,
            next: at.saturating_add(1),
            folded: false,
            derived,
        });
        at
    }

    fn line(&mut self, node: usize, shown: usize, depth: usize) {
        let at = self.push(node, shown, depth, None);
        if self.wire || !self.is_whole(shown) {
            // A transport is shown with its peer; the parts are those of the address beside it.
            let is_transport = node != shown && self.role(shown) == Some(Role::Transport);
            let peer = self.document.parent(shown).filter(|_| is_transport);
            let inside = peer.unwrap_or(shown);
            self.below(inside, depth.saturating_add(1));
        }
        let next = self.lines.len();
        let folded = !self.wire && matches!(self.role(shown), Some(Role::DatabaseId | Role::CustomAddr));
        if let Some(line) = self.lines.get_mut(at) {
            line.next = next;
            line.folded = folded;
        }
    }

    fn role(&self, index: usize) -> Option<Role> {
        self.document.nodes.get(index).map(|node| node.role)
    }

    /// What only says how the rest is laid out, or repeats what the line above it says. Never what is wrong.
    fn is_hidden(&self, above: usize, node: &Node, index: usize) -> bool {
        let above_state = self.document.nodes.get(above).map(|node| node.state);
        if !node.state.is_read() && above_state != Some(node.state) {
            return false;
        }
        let is_frame = matches!(
            node.role,
            Role::KindPrefix | Role::Scheme | Role::Skipped | Role::Multibase | Role::Transport
        );
        let repeats =
            node.is_leaf(index) && self.role(above) == Some(node.role) && node.role != Role::DatabaseId;
        let is_empty_list = node.role == Role::Addrs && self.is_bare(index);
        repeats || node.state.is_read() && (node.is_wiring() || is_frame || is_empty_list)
    }

    /// What only wraps its parts.
    fn is_wrapper(&self, above: usize, node: &Node, index: usize) -> bool {
        if node.is_leaf(index) {
            return false;
        }
        let holds_ticket = || matches!(node.role, Role::Hint | Role::Address) && self.has_ticket(index);
        // The endpoint of an endpoint ticket is all that there is.
        let is_only = || node.index.is_none() && self.document.bodies(above).count() == 1;
        matches!(
            node.role,
            Role::Ticket | Role::Payload | Role::Variant | Role::CidText | Role::Addrs | Role::Nodes
        ) || node.role == Role::Group && !self.is_bare(index)
            || node.role == Role::TransportAddr && self.is_bare(index)
            || node.role == Role::EndpointAddr && is_only()
            || holds_ticket()
    }

    /// Whether a node has nothing but wiring.
    fn is_bare(&self, index: usize) -> bool {
        self.document.bodies(index).next().is_none()
    }

    fn has_ticket(&self, index: usize) -> bool {
        self.document
            .below(index)
            .any(|(_, node)| node.role == Role::Ticket)
    }

    /// The node that a line shows for this one.
    fn only_part(&self, index: usize) -> usize {
        let Some(inside) = self.document.bodies(index).next() else {
            return index;
        };
        if !matches!(self.role(index), Some(Role::Param | Role::TransportAddr)) {
            return index;
        }
        let is_peer = self.role(inside) == Some(Role::Hint) && self.has_ticket(inside);
        match self.document.bodies(inside).next().filter(|_| is_peer) {
            Some(transport) => transport,
            None => inside,
        }
    }

    /// Whether a node's value says all that its parts say.
    fn is_whole(&self, index: usize) -> bool {
        let Some(node) = self.document.nodes.get(index) else {
            return true;
        };
        node.state.is_read()
            && self.document.below(index).all(|(_, below)| below.state.is_read())
            && matches!(
                node.role,
                Role::SocketAddr | Role::RelayUrl | Role::BlobFormat | Role::Hint
            )
    }
}

impl Line {
    /// What to call it.
    pub fn label(&self, document: &Document) -> String {
        let Some((node, shown)) = document.nodes.get(self.node).zip(document.nodes.get(self.shown)) else {
            return String::new();
        };
        if self.derived.is_some() {
            return String::from("document id");
        }
        let key = document.children(self.node).find(|child| {
            document
                .nodes
                .get(*child)
                .is_some_and(|node| node.role == Role::ParamKey)
        });
        match (node.role, node.index) {
            (Role::Param, None) if node.name == "parameter" && self.node != self.shown => {
                let key = key
                    .map(|key| document.show(key, Secrets::Masked))
                    .unwrap_or_default();
                format!("parameter {key}")
            }
            (Role::TransportAddr, _) if self.node != self.shown => String::from(document.name(shown)),
            (_, Some(index)) => format!("{} {}", document.name(node), index.saturating_add(1)),
            (_, None) => String::from(document.name(node)),
        }
    }

    /// Its value in words; empty where its parts say it all.
    pub fn value(&self, document: &Document, secrets: Secrets) -> String {
        let role = document.nodes.get(self.shown).map(|node| node.role);
        match self.derived {
            Some(id) => to_hex(&id),
            None if role == Some(Role::EndpointAddr) => String::new(),
            None => document.show(self.shown, secrets),
        }
    }

    /// Its value in every encoding that somebody may need, each with its name.
    pub fn copies(&self, document: &Document, secrets: Secrets) -> Vec<(&'static str, String)> {
        let role = |index: usize| document.nodes.get(index).map(|node| node.role);
        match self.derived {
            Some(id) => key_copies(&id),
            // A peer that is shown by its transport: what is after that is its ticket.
            None if self.node != self.shown && role(self.shown) == Some(Role::Transport) => document
                .below(self.node)
                .find(|(_, node)| node.role == Role::Ticket)
                .map(|(index, _)| document.copies(index, secrets))
                .unwrap_or_default()
                .into_iter()
                .map(|(_, text)| ("ticket", text))
                .collect(),
            None => document.copies(self.shown, secrets),
        }
    }

    /// What to add to its value.
    pub fn annotation(&self, document: &Document) -> String {
        match self.derived {
            Some(_) => String::from("derived from the secret"),
            None => document.annotation(self.annotated(document)),
        }
    }

    /// Who can reach the address that it shows, if it shows one.
    pub fn scope(&self, document: &Document) -> Option<Scope> {
        document
            .scope(self.annotated(document))
            .filter(|_| self.derived.is_none())
    }

    /// The node that says what to add: an address in text says what its host says.
    fn annotated(&self, document: &Document) -> usize {
        let is_hint = document
            .nodes
            .get(self.shown)
            .is_some_and(|node| node.role == Role::Hint);
        document
            .below(self.shown)
            .find(|(_, node)| is_hint && node.role == Role::Host)
            .map_or(self.shown, |(host, _)| host)
    }
}

/// The line that shows a node: the innermost that it is part of.
pub fn line_of(lines: &[Line], document: &Document, index: usize) -> Option<usize> {
    let holds = |line: &Line| {
        line.derived.is_none()
            && line.node <= index
            && document
                .nodes
                .get(line.node)
                .is_some_and(|node| index < node.next)
    };
    lines.iter().rposition(holds)
}

impl Document {
    /// The id of the document that a write ticket gives access to, where somebody derived it.
    pub fn derived_id(&self) -> Option<Bytes32> {
        match &self.value {
            Some(Value::Ticket(
                Ticket::Doc {
                    capability: Capability::Write { namespace, .. },
                    ..
                },
                _,
            )) => *namespace,
            _ => None,
        }
    }

    /// The text that the parsers are given, cut into leaves: each of its bytes belongs to one of the spans, which
    /// follow each other. Of a character that two leaves share, a secret one takes all, and else the first.
    pub fn segments(&self) -> Vec<(usize, Span)> {
        let end = self.text().len();
        let mut leaves: Vec<(usize, Span)> = self
            .nodes
            .iter()
            .enumerate()
            .filter(|(index, node)| node.is_leaf(*index))
            .map(|(index, node)| (index, self.place_in_text(node.layer, node.span)))
            .collect();
        for at in 1..leaves.len() {
            let Some((secret, from)) = leaves.get(at).copied() else {
                continue;
            };
            let is_secret = |node: &Node| node.role.is_secret() && node.part == Part::Body;
            if self.nodes.get(secret).is_some_and(is_secret)
                && let Some((_, before)) = leaves.get_mut(at.saturating_sub(1))
            {
                before.end = before.end.min(from.start.max(before.start));
            }
        }
        let mut segments: Vec<(usize, Span)> = Vec::new();
        let mut at = 0;
        for (index, span) in leaves {
            if span.start > at {
                // Characters that no leaf explains: left-over bits, or what could not be decoded.
                segments.push((self.holder(at), Span::new(at, span.start)));
            }
            let span = Span::new(span.start.max(at), span.end.min(end));
            if !span.is_empty() {
                segments.push((index, span));
                at = span.end;
            }
        }
        if at < end {
            segments.push((self.holder(at), Span::new(at, end)));
        }
        segments
    }

    /// The bytes of a layer in pieces that do not cross a multiple of `width`, each with its leaf. A leaf without bytes
    /// comes along where something is wrong with it.
    pub fn pieces(&self, layer: usize, width: usize) -> Vec<(usize, Span)> {
        let mut pieces = Vec::new();
        for (index, node) in self.nodes.iter().enumerate() {
            if node.layer != layer || !self.is_layer_leaf(index) {
                continue;
            }
            if node.span.is_empty() && node.state != NodeState::Fine {
                pieces.push((index, node.span));
            }
            let mut at = node.span.start;
            while at < node.span.end {
                let room = width.saturating_sub(at.checked_rem(width).unwrap_or(0)).max(1);
                let piece = Span::new(at, node.span.end.min(at.saturating_add(room)));
                pieces.push((index, piece));
                at = piece.end;
            }
        }
        pieces
    }

    /// The innermost node around a place in the text.
    fn holder(&self, at: usize) -> usize {
        let holds = |node: &Node| {
            let span = self.place_in_text(node.layer, node.span);
            span.start <= at && at < span.end
        };
        let around = self.nodes.iter().enumerate().filter(|(_, node)| holds(node));
        around
            .max_by_key(|(index, node)| (node.depth, *index))
            .map_or(0, |(index, _)| index)
    }
}
