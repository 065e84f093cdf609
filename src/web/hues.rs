//! Which colour a part of a ticket has: the same in all three views, and never the only thing that tells.

use crate::ticket::{Node, NodeState, Part, Role};

/// The classes of the elements that show a node: its colour, and how far it could be read.
pub fn classes(node: &Node) -> String {
    format!("part {}{}", hue(node), state(node.state))
}

/// The class for a part's colour.
pub fn hue(node: &Node) -> &'static str {
    match node.role {
        _ if node.part != Part::Body => "h-wire",
        role if role.is_secret() => "h-secret",
        Role::EndpointId | Role::NamespaceId | Role::Topic | Role::EndpointAddr => "h-key",
        Role::RelayUrl | Role::DerpRegion => "h-relay",
        Role::SocketAddr | Role::Ipv4 | Role::Ipv6 | Role::Port | Role::Host => "h-ip",
        Role::CustomAddr | Role::CustomId | Role::CustomData | Role::InlineSize | Role::InlineData => {
            "h-custom"
        }
        Role::DatabaseId
        | Role::CidText
        | Role::CidVersion
        | Role::Multicodec
        | Role::HashCode
        | Role::DigestLength
        | Role::Digest
        | Role::HashName
        | Role::Hash => "h-hash",
        Role::Transport | Role::Address | Role::ParamValue | Role::Json | Role::Hint => "h-text",
        _ => "h-wire",
    }
}

fn state(state: NodeState) -> &'static str {
    match state {
        NodeState::Fine => "",
        NodeState::CutOff => " cut",
        NodeState::Wrong => " wrong",
        NodeState::Unread => " unread",
    }
}

/// What to say of a part that could not be read; empty for the others.
pub fn state_words(state: NodeState) -> &'static str {
    match state {
        NodeState::Fine => "",
        NodeState::CutOff => "cut off",
        NodeState::Wrong => "wrong",
        NodeState::Unread => "not read",
    }
}
