//! Builds the tree of a document.

mod own;

use crate::ticket::encoding::doubts::Doubts;
use crate::ticket::encoding::span::Span;
use crate::ticket::explain::document::{Node, NodeState};
use crate::ticket::explain::word::{Word, Words};
use crate::ticket::wire::layout::{Field, Role, Shape};
use crate::ticket::wire::walk::{Fault, FaultKind, Leaf, Part, Sink};
use alloc::vec::Vec;

/// How many nodes most tickets need.
const USUAL: usize = 40;

/// Builds the nodes of a document, in order.
#[derive(Debug, Default)]
pub struct Tree {
    /// The nodes so far.
    pub nodes: Vec<Node>,
    open: Vec<usize>,
    /// The layer that new nodes lie in.
    pub layer: usize,
    /// How many nodes it may have.
    most: usize,
    /// The words of the nodes that are not this program's own.
    pub words: Words,
    /// Where what was left out begins, in the bytes that are walked, and how many of its fields are open.
    left_out: Option<(usize, usize)>,
}

impl Tree {
    /// An empty tree that has room for `most` nodes.
    pub fn new(most: usize) -> Self {
        Tree {
            nodes: Vec::with_capacity(most.min(USUAL)),
            most,
            ..Tree::default()
        }
    }

    /// Makes room for the nodes of so many bytes: an address has about as many of both.
    pub fn make_room_for(&mut self, bytes: usize) {
        let room = self.most.saturating_sub(self.nodes.len());
        self.nodes.reserve(bytes.min(room));
    }

    fn push(&mut self, name: Word, role: Role, wire: Word, span: Span) -> usize {
        let index = self.nodes.len();
        self.nodes.push(Node {
            name,
            index: None,
            role,
            part: Part::Body,
            wire,
            layer: self.layer,
            span,
            int: 0,
            label: Word::Known(""),
            state: NodeState::Fine,
            proven: false,
            hides: false,
            next: index.saturating_add(1),
            depth: self.open.len(),
            normal: None,
        });
        index
    }

    /// A node without parts.
    pub fn add(&mut self, name: &'static str, role: Role, wire: &'static str, span: Span) -> usize {
        if span.is_empty() && role == Role::Separator {
            return self.nodes.len();
        }
        self.push(name.into(), role, wire.into(), span)
    }

    /// Begins a node with parts.
    pub fn begin(&mut self, name: &'static str, role: Role, wire: &'static str, span: Span) -> usize {
        self.begin_own(name.into(), role, wire.into(), span)
    }

    fn begin_own(&mut self, name: Word, role: Role, wire: Word, span: Span) -> usize {
        let index = self.push(name, role, wire, span);
        self.open.push(index);
        index
    }

    /// Ends the node that was begun last; its span stays.
    pub fn end(&mut self) {
        let next = self.nodes.len();
        if let Some(node) = self.open.pop().and_then(|index| self.nodes.get_mut(index)) {
            node.next = next;
        }
    }

    /// The nodes of the current layer from `first` on, as far as they lie before byte `until`, are what they look like.
    pub fn prove(&mut self, first: usize, until: usize) {
        let layer = self.layer;
        let new = self.nodes.iter_mut().skip(first);
        for node in new.filter(|node| node.layer == layer) {
            node.proven |= node.state != NodeState::Unread && node.span.end <= until;
        }
    }

    /// Marks the nodes of the current layer from `first` on in which something is not known, those that they are inside
    /// of, and those that follow.
    pub fn doubt(&mut self, first: usize, doubts: &Doubts) {
        let Some(from) = doubts.first_byte() else {
            return;
        };
        let layer = self.layer;
        for (index, node) in self.nodes.iter_mut().enumerate() {
            let is_new = index >= first && node.layer == layer;
            let is_around = self.open.contains(&index);
            if !(is_new || is_around) || node.state != NodeState::Fine {
                continue;
            }
            if is_around || doubts.touch(node.span) {
                node.state = NodeState::Wrong;
            } else if node.span.start > from {
                node.state = NodeState::Uncertain;
            }
        }
    }

    /// Whether it has as many nodes as it may have.
    pub fn is_full(&self) -> bool {
        self.nodes.len() >= self.most
    }

    /// Whether what begins at `at` is left out, because the tree is full.
    fn leaves_out(&mut self, at: usize) -> bool {
        if self.left_out.is_none() && self.is_full() {
            self.left_out = Some((at, 0));
        }
        self.left_out.is_some()
    }

    /// Whether a value with parts that begins at `at` is left out. It is counted, so that its end is known.
    fn leaves_out_group(&mut self, at: usize) -> bool {
        let is_left_out = self.leaves_out(at);
        if let Some((_, open)) = self.left_out.as_mut().filter(|_| is_left_out) {
            *open = open.saturating_add(1);
        }
        is_left_out
    }

    /// The walk stops at a leaf of this name, type and place: that, and all that it is inside of, are in this state.
    fn stop(&mut self, (name, wire): (Word, Word), role: Role, part: Part, span: Span, state: NodeState) {
        for index in &self.open {
            if let Some(node) = self.nodes.get_mut(*index) {
                node.state = state;
            }
        }
        if self.left_out.is_some() {
            return;
        }
        let index = self.push(name, role, wire, span);
        self.edit(index, |node| {
            node.part = part;
            node.state = state;
        });
    }

    /// Where a walk began to be left out, if it was.
    pub fn take_left_out(&mut self) -> Option<usize> {
        self.left_out.take().map(|(at, _)| at)
    }

    /// Changes a node that was added.
    pub fn edit(&mut self, index: usize, change: impl FnOnce(&mut Node)) {
        if let Some(node) = self.nodes.get_mut(index) {
            change(node);
        }
    }
}

impl Sink for Tree {
    fn open(&mut self, field: &'static Field, index: Option<usize>, at: usize) {
        if self.leaves_out_group(at) {
            return;
        }
        let node = self.begin(field.name, field.role, field.shape.name(), Span::new(at, at));
        self.edit(node, |node| node.index = index);
    }

    fn leaf(&mut self, leaf: &Leaf<'_>) {
        if self.leaves_out(leaf.span.start) {
            return;
        }
        let (name, wire) = leaf_name(leaf.field, leaf.part);
        let index = self.push(name.into(), leaf.field.role, wire.into(), leaf.span);
        self.edit(index, |node| {
            node.part = leaf.part;
            node.int = leaf.int;
            node.label = leaf.label.into();
            node.normal.clone_from(&leaf.normal);
        });
    }

    fn fault(&mut self, fault: &Fault) {
        let state = match fault.kind {
            FaultKind::End(_) => NodeState::CutOff,
            _ => NodeState::Wrong,
        };
        let (name, wire) = leaf_name(fault.field, fault.part);
        let named = (name.into(), wire.into());
        self.stop(named, fault.field.role, fault.part, fault.span, state);
    }

    fn close(&mut self, at: usize) {
        if let Some((_, open)) = self.left_out.as_mut().filter(|(_, open)| *open > 0) {
            *open = open.saturating_sub(1);
            return;
        }
        let open = self.open.last().copied();
        self.end();
        if let Some(index) = open {
            self.edit(index, |node| node.span.end = at.max(node.span.start));
        }
    }
}

/// Name and type of a leaf: a field's own, or those of the length, count or tag before it.
fn leaf_name(field: &'static Field, part: Part) -> (&'static str, &'static str) {
    let is_option = matches!(field.shape, Shape::Option(_));
    wiring_name(part, is_option).unwrap_or_else(|| (field.name, field.shape.name()))
}

/// Name and type of what says how a field is laid out; `None` for its content.
fn wiring_name(part: Part, is_option: bool) -> Option<(&'static str, &'static str)> {
    match part {
        Part::Tag if is_option => Some(("option", "u8")),
        Part::Tag => Some(("discriminant", "varint u32")),
        Part::Length => Some(("length", "varint usize")),
        Part::Count => Some(("count", "varint usize")),
        Part::Body => None,
    }
}
