//! Which of the layouts of a kind a payload has. Nothing in a payload names its layout: the bytes decide.

use crate::ticket::checks::Unchecked;
use crate::ticket::encoding::doubts::Doubts;
use crate::ticket::wire::decode;
use crate::ticket::wire::kind::Kind;
use crate::ticket::wire::layout::{self, CustomForm, Layout, Role};
use crate::ticket::wire::walk::{FaultKind, Leaf, Part, Sink, walk, walk_around};
use alloc::vec::Vec;

/// Which layout a payload is read by.
pub(crate) struct Fit {
    pub layout: &'static Layout,
    /// Others that fit exactly and say something else.
    pub also: Vec<&'static Layout>,
    /// How many bytes it leaves, or `None` where it does not fit.
    pub trailing: Option<usize>,
}

/// Picks the layout for a payload: of those that are valid and take every byte the newest; failing that, one that the
/// reference parser accepts with bytes left over; failing that, the one that explains the most.
pub(crate) fn fit(bytes: &[u8], kind: Kind) -> Option<Fit> {
    choose(bytes, &Doubts::default(), kind, kind.original().spec().twin)
}

/// The same for what is read of a payload in which wrong characters stand: its bytes need not be all, nor all be known.
pub(crate) fn fit_damaged(bytes: &[u8], doubts: &Doubts, kind: Kind) -> Option<Fit> {
    // A piece of a ticket, or a ticket with zeros in it, looks like one of another kind too often.
    choose(bytes, doubts, kind, None)
}

fn choose(bytes: &[u8], doubts: &Doubts, kind: Kind, twin: Option<Kind>) -> Option<Fit> {
    let own = kind.original();
    let mut exact: Option<&'static Layout> = None;
    let mut others: Vec<&'static Layout> = Vec::new();
    let mut loose: Option<(&'static Layout, usize)> = None;
    let mut best: Option<(&'static Layout, usize)> = None;
    let mut custom_seen = false;
    for layout in layout::of(own) {
        if layout.custom == Some(CustomForm::C1) && !custom_seen {
            continue;
        }
        let mut look = Look::default();
        let walked = walk_around(layout.fields, bytes, doubts, &Unchecked, &mut look);
        custom_seen |= look.has_custom;
        match walked {
            Ok(read) if read == bytes.len() && !look.has_padding => match exact {
                None => exact = Some(layout),
                Some(_) => others.push(layout),
            },
            Ok(read) => {
                let left = bytes.len().saturating_sub(read);
                loose = loose.or(Some((layout, left)));
            }
            Err(fault) => {
                let far = match fault.kind {
                    FaultKind::End(_) => bytes.len(),
                    _ => fault.span.start,
                };
                if best.is_none_or(|(_, before)| far > before) {
                    best = Some((layout, far));
                }
            }
        }
    }
    if let Some(layout) = exact {
        let read = |layout: &Layout| {
            let decoded = decode::decode_bytes(bytes, layout, &Unchecked);
            decoded.ok().map(|decoded| decoded.ticket)
        };
        if !doubts.is_empty() {
            // What they say is not known.
            others.clear();
        } else if !others.is_empty() {
            let chosen = read(layout);
            others.retain(|other| read(other) != chosen);
        }
        return Some(Fit {
            layout,
            also: others,
            trailing: Some(0),
        });
    }
    let fitting = |(layout, trailing)| Fit {
        layout,
        also: Vec::new(),
        trailing,
    };
    if let Some((layout, left)) = loose {
        return Some(fitting((layout, Some(left))));
    }
    // Tickets whose prefix was edited by hand: `endpoint` with a payload of `node`, and the reverse.
    let foreign = twin
        .into_iter()
        .flat_map(layout::of)
        .find(|layout| walk(layout.fields, bytes, &Unchecked, &mut ()).is_ok_and(|read| read == bytes.len()));
    let layout = foreign.or(best.map(|(layout, _)| layout))?;
    Some(fitting((layout, foreign.map(|_| 0))))
}

/// Looks at a payload for what decides between layouts, and keeps nothing of it.
#[derive(Default)]
struct Look {
    has_custom: bool,
    has_padding: bool,
    inline: u64,
}

impl Sink for Look {
    fn leaf(&mut self, leaf: &Leaf<'_>) {
        if leaf.part != Part::Body {
            return;
        }
        let role = leaf.field.role;
        self.has_custom |= role == Role::CustomId;
        if role == Role::InlineSize {
            self.inline = leaf.int;
        }
        if role == Role::InlineData {
            let size = usize::try_from(self.inline).unwrap_or_default();
            let padding = leaf.bytes.get(size..).unwrap_or_default();
            self.has_padding |= padding.iter().any(|byte| *byte != 0);
        }
    }
}
