//! The nodes of what is read by somebody's own types.

use super::{Tree, wiring_name};
use crate::ticket::encoding::codec::to_hex;
use crate::ticket::encoding::span::Span;
use crate::ticket::explain::document::NodeState;
use crate::ticket::explain::word::Word;
use crate::ticket::types::{Fault, FaultKind, Item, Leaf, Scalar, Shape, Sink};
use crate::ticket::wire::layout::Role;
use crate::ticket::wire::walk::Part;
use alloc::string::{String, ToString};

impl Tree {
    fn own_name(&mut self, item: &Item<'_>, part: Part) -> (Word, Word) {
        match wiring_name(part, matches!(item.of.shape, Shape::Option(_))) {
            Some((name, wire)) => (name.into(), wire.into()),
            None => (self.words.keep(item.name), self.words.keep(&item.of.name)),
        }
    }
}

impl Sink for Tree {
    fn open(&mut self, item: &Item<'_>, at: usize) {
        if self.leaves_out_group(at) {
            return;
        }
        let (name, wire) = self.own_name(item, Part::Body);
        let node = self.begin_own(name, item.role(), wire, Span::new(at, at));
        self.edit(node, |node| node.index = item.index);
    }

    fn leaf(&mut self, leaf: &Leaf<'_>) {
        if self.leaves_out(leaf.span.start) {
            return;
        }
        let role = leaf.item.role();
        let (name, wire) = self.own_name(&leaf.item, leaf.part);
        let label = match leaf.says {
            Scalar::Tag(_, name) => self.words.keep(name),
            says if leaf.part == Part::Body && matches!(role, Role::Value | Role::Secret) => {
                self.words.keep(&said(says, leaf, role))
            }
            _ => "".into(),
        };
        let int = match leaf.says {
            Scalar::Unsigned(int) => u64::try_from(int).unwrap_or(u64::MAX),
            Scalar::Tag(tag, _) => tag,
            _ => 0,
        };
        let index = self.push(name, role, wire, leaf.span);
        self.edit(index, |node| {
            node.part = leaf.part;
            node.int = int;
            node.label = label;
            node.normal.clone_from(&leaf.normal);
            if leaf.part == Part::Body && !has_group(&leaf.item.of.shape) {
                node.index = leaf.item.index;
            }
        });
    }

    fn fault(&mut self, item: &Item<'_>, fault: &Fault) {
        let state = match fault.kind {
            FaultKind::End(_) => NodeState::CutOff,
            FaultKind::Deep | FaultKind::Work => NodeState::Unread,
            _ => NodeState::Wrong,
        };
        let named = self.own_name(item, fault.part);
        self.stop(named, item.role(), fault.part, fault.span, state);
    }

    fn close(&mut self, at: usize) {
        crate::ticket::wire::walk::Sink::close(self, at);
    }
}

/// Whether a value has a node around its content, for the length before it.
fn has_group(shape: &Shape) -> bool {
    matches!(shape, Shape::Char | Shape::Str | Shape::Bytes | Shape::Sized(_))
}

/// A value in words; what is shown from its bytes has none.
fn said(says: Scalar<'_>, leaf: &Leaf<'_>, role: Role) -> String {
    match says {
        Scalar::Bytes if role == Role::Secret => {
            match (&leaf.item.of.shape, core::str::from_utf8(leaf.bytes)) {
                (Shape::Str, Ok(text)) => String::from(text),
                _ => to_hex(leaf.bytes),
            }
        }
        Scalar::Bytes => String::new(),
        Scalar::Unsigned(int) => int.to_string(),
        Scalar::Signed(int) => int.to_string(),
        Scalar::F32(number) => alloc::format!("{number:?}"),
        Scalar::F64(number) => alloc::format!("{number:?}"),
        Scalar::Bool(is) => is.to_string(),
        Scalar::Char(symbol) => String::from(symbol),
        Scalar::Tag(_, name) => String::from(name),
    }
}
