//! What a finding says, as a typed value.

use crate::ticket::link::Link;
use crate::ticket::wire::layout::Layout;
use crate::ticket::wire::value::{Bytes32, Ticket};
use alloc::string::String;

/// What a finding says.
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    /// A ticket, and the layout that it was read by.
    Ticket(Ticket, &'static Layout),
    /// An eidetica link.
    Link(Link),
    /// A chat ticket in JSON: the text, and what it says.
    Chat(String, Ticket),
    /// 32 bytes: an EndpointId or a key.
    Key(Bytes32),
    /// An id in text: a CID, a hash id or a URL, normalised.
    Text(String),
}
