//! Which colour a part of a ticket has: the same in all views, and never the only thing that tells.

#[cfg(feature = "web")]
use crate::ticket::NodeState;
use crate::ticket::{Node, Part, Role};

/// The classes of the elements that show a node's text or bytes: its colour, and how far it could be read.
#[cfg(feature = "web")]
pub fn classes_of(node: &Node) -> String {
    let state = match node.state {
        NodeState::Fine => "",
        NodeState::CutOff => " cut",
        NodeState::Wrong => " wrong",
        NodeState::Unread => " unread",
    };
    ["part ", class_of(node), state].concat()
}

/// The class of a node's colour.
pub fn class_of(node: &Node) -> &'static str {
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
