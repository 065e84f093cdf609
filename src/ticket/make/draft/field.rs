//! Which fields and lists a draft has, and what changes them.

use super::{AddrDraft, AddrKind, Draft, HintDraft, NodeDraft};
use crate::ticket::checks::Checks;
use crate::ticket::wire::decode;
use crate::ticket::wire::kind::Kind;
use crate::ticket::wire::layout;
use alloc::string::String;
use alloc::vec::Vec;

/// Which endpoint of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NodeAt {
    /// That of a ticket, by its place.
    Ticket(usize),
    /// The one that the address of a hint is made of, by the hint's place.
    Hint(usize),
}

/// A field of a draft; what stands in a list, by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// [`Draft::database_id`].
    DatabaseId,
    /// [`HintDraft::transport`].
    Transport(usize),
    /// [`HintDraft::address`].
    Address(usize),
    /// [`NodeDraft::id`].
    EndpointId(NodeAt),
    /// An address of an endpoint.
    Addr(NodeAt, usize),
    /// One of [`Draft::tips`].
    Tip(usize),
    /// The name of one of [`Draft::unknown`].
    ParamKey(usize),
    /// The value of one of [`Draft::unknown`].
    ParamValue(usize),
    /// [`Draft::nodes`] as a whole: a remark is about their number.
    Nodes,
    /// [`Draft::hash`].
    Hash,
    /// [`Draft::access`]; not a text.
    Access,
    /// [`Draft::key`].
    Key,
}

/// A list of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum List {
    /// [`Draft::hints`].
    Hints,
    /// [`Draft::nodes`].
    Nodes,
    /// [`NodeDraft::addrs`].
    Addrs(NodeAt),
    /// [`Draft::tips`].
    Tips,
    /// [`Draft::unknown`].
    Params,
}

/// An empty item to append to its list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum New {
    /// A hint with the name of its transport, which may be empty.
    Hint(String),
    /// An endpoint.
    Node,
    /// An address.
    Addr(NodeAt, AddrKind),
    /// A tip.
    Tip,
    /// A parameter that no parser knows.
    Param,
}

impl New {
    /// The list that it belongs to.
    pub fn list(&self) -> List {
        match self {
            New::Hint(_) => List::Hints,
            New::Node => List::Nodes,
            New::Addr(node, _) => List::Addrs(*node),
            New::Tip => List::Tips,
            New::Param => List::Params,
        }
    }
}

/// What can be done with one item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// Before the one before it.
    Up,
    /// Behind the one behind it.
    Down,
    /// Out of the list.
    Out,
}

impl Move {
    /// Does it to the item of `list` at `at`; whether anything changed.
    pub fn apply<T>(self, list: &mut Vec<T>, at: usize) -> bool {
        let (first, second) = match self {
            Move::Up => (at.checked_sub(1), Some(at)),
            Move::Down => (Some(at), at.checked_add(1)),
            Move::Out if at < list.len() => {
                list.remove(at);
                return true;
            }
            Move::Out => return false,
        };
        match (first, second) {
            (Some(first), Some(second)) if second < list.len() => {
                list.swap(first, second);
                true
            }
            _ => false,
        }
    }
}

impl Draft {
    /// An endpoint of the draft.
    pub fn node(&self, at: NodeAt) -> Option<&NodeDraft> {
        match at {
            NodeAt::Ticket(at) => self.nodes.get(at),
            NodeAt::Hint(at) => self.hints.get(at).map(|hint| &hint.node),
        }
    }

    fn node_mut(&mut self, at: NodeAt) -> Option<&mut NodeDraft> {
        match at {
            NodeAt::Ticket(at) => self.nodes.get_mut(at),
            NodeAt::Hint(at) => self.hints.get_mut(at).map(|hint| &mut hint.node),
        }
    }

    /// What stands in a field; `None` where there is no such field, or none that is typed into.
    pub fn text_of(&self, field: Field) -> Option<&str> {
        match field {
            Field::DatabaseId => Some(&self.database_id),
            Field::Transport(at) => self.hints.get(at).map(|hint| hint.transport.as_str()),
            Field::Address(at) => self.hints.get(at).map(|hint| hint.address.as_str()),
            Field::EndpointId(node) => self.node(node).map(|node| node.id.as_str()),
            Field::Addr(node, at) => self.node(node)?.addrs.get(at).map(|row| row.text.as_str()),
            Field::Tip(at) => self.tips.as_ref()?.get(at).map(String::as_str),
            Field::ParamKey(at) => self.unknown.get(at).map(|(key, _)| key.as_str()),
            Field::ParamValue(at) => self.unknown.get(at).map(|(_, value)| value.as_str()),
            Field::Hash => Some(&self.hash),
            Field::Key => Some(&self.key),
            Field::Nodes | Field::Access => None,
        }
    }

    /// The same, to type into.
    pub fn text_mut(&mut self, field: Field) -> Option<&mut String> {
        match field {
            Field::DatabaseId => Some(&mut self.database_id),
            Field::Transport(at) => self.hints.get_mut(at).map(|hint| &mut hint.transport),
            Field::Address(at) => self.hints.get_mut(at).map(|hint| &mut hint.address),
            Field::EndpointId(node) => self.node_mut(node).map(|node| &mut node.id),
            Field::Addr(node, at) => self.node_mut(node)?.addrs.get_mut(at).map(|row| &mut row.text),
            Field::Tip(at) => self.tips.as_mut()?.get_mut(at),
            Field::ParamKey(at) => self.unknown.get_mut(at).map(|(key, _)| key),
            Field::ParamValue(at) => self.unknown.get_mut(at).map(|(_, value)| value),
            Field::Hash => Some(&mut self.hash),
            Field::Key => Some(&mut self.key),
            Field::Nodes | Field::Access => None,
        }
    }

    /// How many items a list has.
    pub fn count(&self, list: List) -> usize {
        match list {
            List::Hints => self.hints.len(),
            List::Nodes => self.nodes.len(),
            List::Addrs(node) => self.node(node).map_or(0, |node| node.addrs.len()),
            List::Tips => self.tips.as_ref().map_or(0, Vec::len),
            List::Params => self.unknown.len(),
        }
    }

    /// Moves or removes an item of a list. Whether anything changed.
    pub fn shift(&mut self, list: List, at: usize, how: Move) -> bool {
        match list {
            List::Hints => how.apply(&mut self.hints, at),
            List::Nodes => how.apply(&mut self.nodes, at),
            List::Addrs(node) => self
                .node_mut(node)
                .is_some_and(|node| how.apply(&mut node.addrs, at)),
            List::Tips => self.tips.as_mut().is_some_and(|tips| how.apply(tips, at)),
            List::Params => how.apply(&mut self.unknown, at),
        }
    }

    /// Appends an empty item to its list, and gives the field to fill first. `None` for an address of an endpoint that
    /// does not exist.
    pub fn add(&mut self, new: New) -> Option<Field> {
        let at = self.count(new.list());
        Some(match new {
            New::Hint(transport) => {
                let named = !transport.is_empty();
                self.hints.push(HintDraft {
                    transport,
                    ..HintDraft::default()
                });
                match named {
                    true => Field::Address(at),
                    false => Field::Transport(at),
                }
            }
            New::Node => {
                self.nodes.push(NodeDraft::default());
                Field::EndpointId(NodeAt::Ticket(at))
            }
            New::Addr(node, kind) => {
                self.node_mut(node)?.addrs.push(AddrDraft::new(kind, ""));
                Field::Addr(node, at)
            }
            New::Tip => {
                self.tips.get_or_insert_default().push(String::new());
                Field::Tip(at)
            }
            New::Param => {
                self.unknown.push((String::new(), String::new()));
                Field::ParamKey(at)
            }
        })
    }

    /// Has the address of an `iroh` hint built in place, or typed. What was in the other form is taken along if it can
    /// be, and kept if not.
    pub fn build_hint(&mut self, at: usize, built: bool, checks: &dyn Checks) {
        let Some(hint) = self.hints.get_mut(at) else {
            return;
        };
        hint.built = built;
        if built {
            let decoded = decode::decode(&hint.address, Kind::Endpoint, &layout::E1, checks);
            if let Some(addr) = decoded
                .ok()
                .and_then(|decoded| decoded.ticket.endpoints().first().cloned())
            {
                hint.node = NodeDraft::from(&addr);
            }
        } else {
            let draft = Draft {
                nodes: alloc::vec![hint.node.clone()],
                ..Draft::new(Kind::Endpoint)
            };
            if let Some(text) = draft.text(checks) {
                hint.address = text;
            }
        }
    }
}
