//! What a finding is called where there is room for a few words only: the title of a window, a row of a list.

use crate::ticket::explain::document::{Document, NodeState};
use crate::ticket::explain::mask::Secrets;
use crate::ticket::wire::layout::Role;
use crate::ticket::wire::walk::Part;
use alloc::string::String;

/// How many characters of an id are kept.
const KEPT: usize = 10;

impl Document {
    /// Its kind, and the beginning of the first id in it that is no secret: `endpoint ticket 6be9e83d65…`.
    pub fn title(&self) -> String {
        let mut title = String::from(self.kind.spec().called);
        if let Some(index) = self.first_id() {
            let id = self.show(index, Secrets::Masked);
            title.push(' ');
            title.extend(id.chars().take(KEPT));
            if id.chars().nth(KEPT).is_some() {
                title.push('…');
            }
        }
        title
    }

    /// The node of the first id in it that may be shown and is known as a whole.
    pub(super) fn first_id(&self) -> Option<usize> {
        let is_id = |role: Role| {
            matches!(
                role,
                Role::DatabaseId | Role::EndpointId | Role::NamespaceId | Role::Topic | Role::Hash
            )
        };
        let mut ids = self
            .nodes
            .iter()
            .enumerate()
            .filter(|(index, node)| is_id(node.role) && node.part == Part::Body && !self.hides(*index))
            .filter(|(_, node)| node.state != NodeState::Uncertain && !self.is_damaged(node));
        ids.next().map(|(index, _)| index)
    }
}
