//! Which colour a part of a ticket has: the same in all views, and never the only thing that tells.

#[cfg(feature = "web")]
use crate::ticket::NodeState;
use crate::ticket::{Colour, Node, Part};

/// The classes of the elements that show a node's text or bytes: its colour, and how far it could be read.
#[cfg(feature = "web")]
pub fn classes_of(node: &Node) -> String {
    let state = match node.state {
        NodeState::Fine => "",
        NodeState::Uncertain => " uncertain",
        NodeState::CutOff => " cut",
        NodeState::Wrong => " wrong",
        NodeState::Unread => " unread",
    };
    ["part ", class_of(node), state].concat()
}

/// The class of a node's colour.
pub fn class_of(node: &Node) -> &'static str {
    if node.part != Part::Body {
        return "h-wire";
    }
    if node.role.is_secret() {
        return "h-secret";
    }
    match node.role.colour() {
        Colour::Wire => "h-wire",
        Colour::Key => "h-key",
        Colour::Relay => "h-relay",
        Colour::Ip => "h-ip",
        Colour::Custom => "h-custom",
        Colour::Hash => "h-hash",
        Colour::Text => "h-text",
    }
}
