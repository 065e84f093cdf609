//! The one result that every view renders: layers of text and bytes, and a tree of nodes over them.

use crate::ticket::encoding::doubts::Doubts;
use crate::ticket::encoding::span::{Map, Span};
use crate::ticket::explain::diagnostic::{Code, Diagnostic};
use crate::ticket::explain::own::Fit;
use crate::ticket::explain::value::Value;
use crate::ticket::explain::verdict::Verdict;
use crate::ticket::explain::word::{Word, Words};
use crate::ticket::limits;
use crate::ticket::wire::kind::Kind;
use crate::ticket::wire::layout::{Layout, Role};
use crate::ticket::wire::walk::Part;
use alloc::string::String;
use alloc::vec::Vec;

/// Everything that is known about one finding.
#[derive(Clone)]
#[non_exhaustive]
pub struct Document {
    /// What it is.
    pub kind: Kind,
    /// The layout that its payload is read by.
    pub layout: Option<&'static Layout>,
    /// Where it stands in the input, in bytes.
    pub span: Span,
    /// It is the whole input, and nothing was cleaned away.
    pub exact: bool,
    /// The texts and payloads; the first is the text that the parsers are given.
    pub layers: Vec<Layer>,
    /// The tree, each node before its children; the first is the whole finding.
    pub nodes: Vec<Node>,
    /// The words of its nodes that are not this program's own.
    pub words: Words,
    /// Whose types it is read by, where those are somebody's own.
    pub own: Option<OwnType>,
    /// What is worth knowing, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// What the real parsers say.
    pub verdicts: Vec<Verdict>,
    /// What their parsers say of tickets inside of this one, with the node that each is about.
    pub nested: Vec<(usize, Verdict)>,
    /// What it says, as the chosen layout reads it.
    pub value: Option<Value>,
    /// The same written as the reference writes it.
    pub canonical: Option<String>,
    /// The places in the input that hold a secret, or may.
    pub secrets: Vec<Span>,
}

/// The type of somebody's own that a document is read by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnType {
    /// Its name.
    pub name: String,
    /// How well the bytes fit it.
    pub fit: Fit,
}

/// What a layer holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LayerKind {
    /// A ticket's or link's text.
    Text,
    /// A link parameter's value, percent-decoded.
    Value,
    /// A payload in bytes.
    Payload,
}

/// A text or payload, and how it lies in the one that it came from.
#[derive(Clone)]
#[non_exhaustive]
pub struct Layer {
    /// What it holds.
    pub kind: LayerKind,
    /// The layer that it was decoded from; `None` for the first, which lies in the input.
    pub parent: Option<usize>,
    /// Its content, with zeros for what is not known.
    pub data: Vec<u8>,
    /// How its bytes lie in the parent.
    pub map: Map,
    /// What of its content is not known, because wrong characters stand in its place.
    pub doubts: Doubts,
}

impl Layer {
    /// Its content as text; empty for a payload that is none.
    pub fn text(&self) -> &str {
        core::str::from_utf8(&self.data).unwrap_or_default()
    }

    /// Some of its bytes; `None` for each in which something is not known.
    pub fn known(&self, span: Span) -> impl Iterator<Item = Option<u8>> + '_ {
        let bytes = span.bytes(&self.data).iter().zip(span.start..);
        bytes.map(|(byte, at)| Some(*byte).filter(|_| !self.doubts.touch(Span::sized(at, 1))))
    }
}

/// How far a node could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeState {
    /// Read and, as far as somebody could check it, in order.
    Fine,
    /// Read, and in order, but something before it is damaged: nothing says for sure that it means this.
    Uncertain,
    /// Cut off: more bytes were expected.
    CutOff,
    /// Read, and refused; or damaged, so that some of it is not known.
    Wrong,
    /// Not read.
    Unread,
}

impl NodeState {
    /// Whether its value could be read as a whole.
    pub fn is_read(self) -> bool {
        matches!(self, NodeState::Fine | NodeState::Uncertain)
    }

    /// What to say of it; empty where all is fine.
    pub fn words(self) -> &'static str {
        match self {
            NodeState::Fine => "",
            NodeState::Uncertain => "uncertain",
            NodeState::CutOff => "cut off",
            NodeState::Wrong => "wrong",
            NodeState::Unread => "not read",
        }
    }
}

/// One part of a finding.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Node {
    /// Its name, in upstream's words.
    pub name: Word,
    /// Its place in a list.
    pub index: Option<usize>,
    /// What it means.
    pub role: Role,
    /// Which part of a field it is.
    pub part: Part,
    /// Its type on the wire.
    pub wire: Word,
    /// The layer that it lies in.
    pub layer: usize,
    /// Its bytes in that layer.
    pub span: Span,
    /// Its number, where it is one (a tag, a length, a count, a port).
    pub int: u64,
    /// For a tag: the name of the variant; for a value of somebody's own type what it says.
    pub label: Word,
    /// How far it could be read.
    pub state: NodeState,
    /// Its bytes are proven to be what its role says: nothing in it can be a misread secret.
    pub proven: bool,
    /// Something of it, or of a node below it, must not be shown.
    pub hides: bool,
    /// The index after its last descendant.
    pub next: usize,
    /// How many nodes it is inside of.
    pub depth: usize,
    /// For a URL that the parser rewrites: its new form.
    pub normal: Option<String>,
}

impl Node {
    /// It only says how the bytes are laid out: a length, a count, a tag, a separator.
    pub fn is_wiring(&self) -> bool {
        self.part != Part::Body || self.role == Role::Separator || self.role == Role::ParamKey
    }

    /// Whether it has no parts of its own.
    pub fn is_leaf(&self, index: usize) -> bool {
        self.next <= index.saturating_add(1)
    }
}

impl Document {
    /// The children of a node, in order.
    pub fn children(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.nodes.get(index).map_or(0, |node| node.next);
        let mut at = index.saturating_add(1);
        core::iter::from_fn(move || {
            let child = at;
            let node = self.nodes.get(child).filter(|_| child < end)?;
            at = node.next;
            Some(child)
        })
    }

    /// All nodes below one, children's children included.
    pub fn below(&self, index: usize) -> impl Iterator<Item = (usize, &Node)> + '_ {
        let end = self.nodes.get(index).map_or(0, |node| node.next);
        self.nodes
            .iter()
            .enumerate()
            .take(end)
            .skip(index.saturating_add(1))
    }

    /// The node that holds this one.
    pub fn parent(&self, index: usize) -> Option<usize> {
        let depth = self.nodes.get(index)?.depth.checked_sub(1)?;
        (0..index)
            .rev()
            .find(|above| self.nodes.get(*above).is_some_and(|node| node.depth == depth))
    }

    /// Puts a diagnostic in its place: errors first, each severity in the order of the text. Of each severity only so many
    /// are kept as the limit says.
    pub(crate) fn add_diagnostic(&mut self, new: Diagnostic) {
        let known = &self.diagnostics;
        let same = known
            .iter()
            .filter(|other| other.severity == new.severity)
            .count();
        // That something is left out is always said.
        if same < limits::DIAGNOSTICS || new.code == Code::LeftOut {
            let place = (new.severity, new.text.start);
            let at = known.partition_point(|other| (other.severity, other.text.start) <= place);
            self.diagnostics.insert(at, new);
        }
    }

    /// The bytes of a node; of a damaged one with zeros for what is not known.
    pub fn bytes(&self, node: &Node) -> &[u8] {
        self.layers
            .get(node.layer)
            .map_or(&[], |layer| node.span.bytes(&layer.data))
    }

    /// Whether something in a node's bytes is not known, because a wrong character stands in their place.
    pub fn is_damaged(&self, node: &Node) -> bool {
        let layer = self.layers.get(node.layer);
        layer.is_some_and(|layer| layer.doubts.touch(node.span))
    }

    /// The text of a node in a layer of text.
    pub fn text_of(&self, node: &Node) -> &str {
        core::str::from_utf8(self.bytes(node)).unwrap_or_default()
    }

    /// Where a span of a layer stands in the input.
    pub fn project(&self, layer: usize, span: Span) -> Span {
        let mut span = span;
        let mut layer = Some(layer);
        // A layer's parent always comes before it, so this ends.
        while let Some(current) = layer.and_then(|index| self.layers.get(index)) {
            span = current.map.project(span);
            layer = current.parent;
        }
        span
    }

    /// Where a span of a layer lies in the text that the parsers are given.
    pub fn place_in_text(&self, layer: usize, span: Span) -> Span {
        let (mut layer, mut span) = (layer, span);
        while let Some(current) = self.layers.get(layer) {
            let Some(parent) = current.parent else {
                break;
            };
            span = current.map.project(span);
            layer = parent;
        }
        span
    }

    /// Where a node stands in the input.
    pub fn text_span(&self, node: &Node) -> Span {
        self.project(node.layer, node.span)
    }

    /// Whether a layer holds bytes, not text.
    pub fn is_payload(&self, layer: usize) -> bool {
        let layer = self.layers.get(layer);
        layer.is_some_and(|layer| layer.kind == LayerKind::Payload)
    }

    /// The text that the parsers are given.
    pub fn text(&self) -> &str {
        self.layers.first().map_or("", Layer::text)
    }

    /// Whether the node with this index is a leaf of its own layer: none of its children lie in the same layer.
    pub fn is_layer_leaf(&self, index: usize) -> bool {
        let layer = self.nodes.get(index).map(|node| node.layer);
        self.children(index)
            .all(|child| self.nodes.get(child).map(|node| node.layer) != layer)
    }
}
