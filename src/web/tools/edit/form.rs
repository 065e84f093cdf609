//! The form without its view: a draft, an identity for each item of its lists, and everything that can be done to it.

use crate::ticket::make::draft::{Access, Draft, Examined, Field, List, Move, New, NodeAt, NodeDraft, write};
use crate::ticket::{BlobFormat, Checks, Kind, Severity};

/// Which item of a list, wherever it is moved to. Rows of the page are kept by it, and with them what has the focus.
pub type ItemId = u32;

/// One thing that is done to a form.
#[derive(Clone, Debug, PartialEq)]
pub enum DraftEdit {
    /// Something was typed into a field.
    Text(Field, String),
    /// It is to become something else.
    Kind(Kind),
    /// One blob or many.
    Format(BlobFormat),
    /// What a doc ticket is to allow.
    Access(Access),
    /// The address of the hint at this place is built here, or pasted.
    Built(usize, bool),
    /// An item of a list is moved or removed.
    Shift(List, usize, Move),
    /// An empty item is appended.
    Add(New),
}

/// A draft whose items have identities.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    draft: Draft,
    hints: Vec<Parent>,
    nodes: Vec<Parent>,
    tips: Vec<ItemId>,
    params: Vec<ItemId>,
    last: ItemId,
}

/// An item that has addresses.
#[derive(Clone, Debug, PartialEq)]
struct Parent {
    id: ItemId,
    addrs: Vec<ItemId>,
}

impl From<Draft> for Form {
    fn from(draft: Draft) -> Form {
        let mut form = Form {
            draft,
            hints: Vec::new(),
            nodes: Vec::new(),
            tips: Vec::new(),
            params: Vec::new(),
            last: 0,
        };
        form.identify();
        form
    }
}

impl Form {
    /// What is typed.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// The same form with another draft in it. Items keep their identities by their places.
    pub fn refilled(&self, draft: Draft) -> Form {
        let mut form = Form {
            draft,
            ..self.clone()
        };
        form.identify();
        form
    }

    /// The identities of a list's items, in order.
    pub fn items(&self, list: List) -> Vec<ItemId> {
        let ids = |parents: &[Parent]| parents.iter().map(|parent| parent.id).collect();
        match list {
            List::Hints => ids(&self.hints),
            List::Nodes => ids(&self.nodes),
            List::Addrs(node) => self
                .parent(node)
                .map(|parent| parent.addrs.clone())
                .unwrap_or_default(),
            List::Tips => self.tips.clone(),
            List::Params => self.params.clone(),
        }
    }

    fn parent(&self, node: NodeAt) -> Option<&Parent> {
        match node {
            NodeAt::Ticket(at) => self.nodes.get(at),
            NodeAt::Hint(at) => self.hints.get(at),
        }
    }

    /// Does one thing, and gives the field in which the work goes on, if that is another one.
    pub fn apply(&mut self, edit: DraftEdit, checks: &dyn Checks) -> Option<Field> {
        let mut next = None;
        match edit {
            DraftEdit::Text(field, text) => {
                if let Some(old) = self.draft.text_mut(field) {
                    *old = text;
                }
            }
            DraftEdit::Kind(kind) => self.draft.kind = kind,
            DraftEdit::Format(format) => self.draft.format = format,
            DraftEdit::Access(access) => self.draft.access = access,
            DraftEdit::Built(at, built) => self.draft.build_hint(at, built, checks),
            DraftEdit::Shift(list, at, how) => {
                if self.draft.shift(list, at, how) {
                    match list {
                        List::Hints => how.apply(&mut self.hints, at),
                        List::Nodes => how.apply(&mut self.nodes, at),
                        List::Tips => how.apply(&mut self.tips, at),
                        List::Params => how.apply(&mut self.params, at),
                        List::Addrs(node) => {
                            let parent = match node {
                                NodeAt::Ticket(at) => self.nodes.get_mut(at),
                                NodeAt::Hint(at) => self.hints.get_mut(at),
                            };
                            parent.is_some_and(|parent| how.apply(&mut parent.addrs, at))
                        }
                    };
                }
            }
            DraftEdit::Add(new) => next = self.draft.add(new),
        }
        self.identify();
        next
    }

    /// Gives identities to what has none, and forgets those of what is gone.
    fn identify(&mut self) {
        let last = &mut self.last;
        let mut flat = |ids: &mut Vec<ItemId>, count: usize| {
            ids.resize_with(count, || {
                *last += 1;
                *last
            });
        };
        let mut nested = |parents: &mut Vec<Parent>, nodes: &[&NodeDraft]| {
            let mut ids: Vec<ItemId> = parents.iter().map(|parent| parent.id).collect();
            flat(&mut ids, nodes.len());
            parents.truncate(nodes.len());
            let new = ids.iter().skip(parents.len());
            parents.extend(new.map(|id| Parent {
                id: *id,
                addrs: Vec::new(),
            }));
            for (parent, node) in parents.iter_mut().zip(nodes) {
                flat(&mut parent.addrs, node.addrs.len());
            }
        };
        let of_hints: Vec<&NodeDraft> = self.draft.hints.iter().map(|hint| &hint.node).collect();
        nested(&mut self.hints, &of_hints);
        nested(&mut self.nodes, &self.draft.nodes.iter().collect::<Vec<_>>());
        flat(&mut self.tips, self.draft.count(List::Tips));
        flat(&mut self.params, self.draft.count(List::Params));
    }
}

/// How far a form is.
#[derive(Clone, Debug, PartialEq)]
pub enum Progress {
    /// Its text stands in the input.
    Complete,
    /// So many fields are still empty.
    Missing(usize),
    /// So many fields are wrong.
    Wrong(usize),
}

impl Progress {
    /// How far `examined` is.
    pub fn of(examined: &Examined, kind: Kind) -> Progress {
        if examined
            .value
            .as_ref()
            .is_some_and(|value| write(value, kind).is_some())
        {
            return Progress::Complete;
        }
        let errors = examined.remarks.iter().map(|of| &of.remark);
        let (missing, wrong): (Vec<_>, Vec<_>) = errors
            .filter(|remark| remark.severity == Severity::Error)
            .partition(|remark| remark.missing);
        match wrong.len() {
            0 => Progress::Missing(missing.len()),
            wrong => Progress::Wrong(wrong),
        }
    }

    /// In words. `kept`: the input holds what was complete last.
    pub fn sentence(&self, kept: bool) -> String {
        let fields = |count: usize| match count {
            1 => String::from("1 field is"),
            count => format!("{count} fields are"),
        };
        let rest = match (self, kept) {
            (Progress::Complete, _) => {
                return String::from("Complete: it is in the text above.");
            }
            (_, true) => ": the text above keeps what was complete last.",
            (_, false) => ".",
        };
        match self {
            Progress::Complete => String::new(),
            Progress::Missing(count) => [&fields(*count), " still empty", rest].concat(),
            Progress::Wrong(count) => [&fields(*count), " wrong", rest].concat(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ticket::Unchecked;
    use crate::ticket::make::draft::AddrKind;

    fn edited(form: &mut Form, edit: DraftEdit) -> Option<Field> {
        form.apply(edit, &Unchecked)
    }

    #[test]
    fn items_keep_their_identity_wherever_they_are_moved() {
        let mut form = Form::from(Draft::new(Kind::Eidetica));
        for transport in ["a", "b", "c"] {
            edited(&mut form, DraftEdit::Add(New::Hint(transport.into())));
        }
        let before = form.items(List::Hints);
        let node = NodeAt::Hint(1);
        edited(&mut form, DraftEdit::Add(New::Addr(node, AddrKind::Ip)));
        edited(&mut form, DraftEdit::Add(New::Addr(node, AddrKind::Ip)));
        let addrs = form.items(List::Addrs(node));
        edited(&mut form, DraftEdit::Shift(List::Hints, 1, Move::Up));
        assert_eq!(form.items(List::Hints), [before[1], before[0], before[2]]);
        assert_eq!(form.items(List::Addrs(NodeAt::Hint(0))), addrs);
        edited(
            &mut form,
            DraftEdit::Shift(List::Addrs(NodeAt::Hint(0)), 0, Move::Out),
        );
        assert_eq!(form.items(List::Addrs(NodeAt::Hint(0))), addrs[1..]);
        edited(&mut form, DraftEdit::Shift(List::Hints, 1, Move::Out));
        assert_eq!(form.items(List::Hints), [before[1], before[2]]);
        // A new one is not taken for one that is gone.
        edited(&mut form, DraftEdit::Add(New::Hint("d".into())));
        let after = form.items(List::Hints);
        assert!(!before.contains(&after[2]), "{before:?} {after:?}");
        let mut all: Vec<ItemId> = [
            after,
            form.items(List::Nodes),
            form.items(List::Addrs(NodeAt::Hint(0))),
        ]
        .concat();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 5, "no two items have the same");
    }

    #[test]
    fn a_new_item_is_gone_on_with() {
        let mut form = Form::from(Draft::new(Kind::Eidetica));
        assert_eq!(
            edited(&mut form, DraftEdit::Add(New::Hint("http".into()))),
            Some(Field::Address(0))
        );
        assert_eq!(
            edited(&mut form, DraftEdit::Text(Field::Address(0), " x".into())),
            None
        );
        assert_eq!(form.draft().text_of(Field::Address(0)), Some(" x"));
        // A field that is gone takes nothing.
        assert_eq!(
            edited(&mut form, DraftEdit::Text(Field::Address(7), "x".into())),
            None
        );
    }

    #[test]
    fn progress_counts_what_is_missing_before_what_is_complete() {
        let mut form = Form::from(Draft::new(Kind::Blob));
        let progress = |form: &Form| Progress::of(&form.draft().examine(&Unchecked), form.draft().kind);
        assert_eq!(progress(&form), Progress::Missing(2));
        assert_eq!(progress(&form).sentence(false), "2 fields are still empty.");
        edited(&mut form, DraftEdit::Text(Field::Hash, "x".into()));
        assert_eq!(progress(&form), Progress::Wrong(1));
        assert_eq!(
            progress(&form).sentence(true),
            "1 field is wrong: the text above keeps what was complete last."
        );
        edited(&mut form, DraftEdit::Text(Field::Hash, "0a".repeat(32)));
        let id = Field::EndpointId(NodeAt::Ticket(0));
        edited(&mut form, DraftEdit::Text(id, "0a".repeat(32)));
        assert_eq!(progress(&form), Progress::Complete);
    }
}
