//! Tickets: how the payload is read, and by which layout.

use super::{Dissection, Outcome};
use crate::ticket::checks::Checks;
use crate::ticket::encoding::codec;
use crate::ticket::encoding::doubts::{Doubts, base32_around};
use crate::ticket::encoding::span::{Map, Span};
use crate::ticket::explain::diagnostic::Code;
use crate::ticket::explain::document::{LayerKind, NodeState};
use crate::ticket::explain::secrets::proof::{self, Evidence};
use crate::ticket::explain::secrets::quoted;
use crate::ticket::explain::tree::Tree;
use crate::ticket::explain::value::Value;
use crate::ticket::explain::verdict::{Parser, Verdict};
use crate::ticket::find;
use crate::ticket::wire::collect::{Collector, Deviation};
use crate::ticket::wire::decode::{self, DecodeError};
use crate::ticket::wire::encode;
use crate::ticket::wire::fit::{fit, fit_damaged};
use crate::ticket::wire::gossip_json;
use crate::ticket::wire::kind::Kind;
use crate::ticket::wire::layout::{Field, Layout, Role};
use crate::ticket::wire::walk::{Fault, FaultKind, Leaf, Part, Sink, walk_around};
use alloc::vec::Vec;

impl Dissection<'_> {
    /// A ticket that stands at `at` of the current layer.
    pub(super) fn ticket(&mut self, layer: usize, text: &str, at: Span, kind: Kind) -> Outcome {
        let root = self.tree.begin(kind.spec().called, Role::Ticket, "ticket", at);
        let prefix = kind.prefix();
        let given = prefix_of(text, kind, self.checks);
        let payload_start = given.len();
        let payload = text.get(payload_start..).unwrap_or_default();
        if !given.is_empty() {
            let span = Span::sized(at.start, given.len());
            let node = self.tree.add("kind", Role::KindPrefix, "text", span);
            let is_named = is_named(given, kind);
            self.tree.edit(node, |node| node.proven = is_named);
            if kind == Kind::Unknown {
                self.note(Code::UnknownKind, Some(node), &quoted(given), "");
            } else if given != prefix {
                self.note(Code::KindPrefix, Some(node), &quoted(given), prefix);
            }
        } else if !prefix.is_empty() && codec::base32(payload.as_bytes()).is_ok() {
            self.note(Code::PrefixMissing, Some(root), "", prefix);
        }
        let payload_at = Span::sized(at.start.saturating_add(payload_start), payload.len());
        let payload_node = self.tree.begin("payload", Role::Payload, "base32", payload_at);
        if payload.bytes().any(|byte| byte.is_ascii_uppercase()) {
            self.note(Code::UpperCase, Some(payload_node), "", "");
        }
        let decoded = codec::base32(payload.as_bytes());
        let (bytes, doubts, damage, wrong) = match decoded {
            Ok(bytes) => (bytes, Doubts::default(), None, 0),
            Err(error) => {
                let (bytes, doubts) = self.readable(payload.as_bytes(), kind);
                let wrong = payload.bytes().filter(|byte| !codec::is_base32(*byte)).count();
                (bytes, doubts, Some(error), wrong)
            }
        };
        let (inner, before) = self.enter(LayerKind::Payload, bytes.clone(), Map::Base32(payload_at.start));
        if let Some(layer) = self.layers.get_mut(inner) {
            layer.doubts = doubts.clone();
        }
        let first = self.tree.nodes.len();
        let read = self.payload(&bytes, &doubts, wrong > 0, kind);
        self.tree.doubt(first, &doubts);
        if let Some(error) = damage {
            self.base32_error(layer, payload, payload_at, error, first);
        }
        // JSON that is a chat ticket as a whole.
        let chat = match &read {
            Some(_) => None,
            None => gossip_json::parse(text),
        };
        let until = match &read {
            Some(read) => {
                let is_named = is_named(given, kind);
                self.proven_until(read, is_named, payload, &bytes, damage.is_none(), first)
            }
            None if chat.is_some() => bytes.len(),
            None => 0,
        };
        self.tree.prove(first, until);
        if !doubts.is_empty() {
            let damaged = self.tree.nodes.iter_mut().skip(first);
            damaged.for_each(|node| node.proven &= !doubts.touch(node.span));
        }
        if let Some(read) = read
            .as_ref()
            .filter(|read| read.result.is_err() || damage.is_some())
        {
            let doubtful = |role| proof::replaces_secret(read.layout, role);
            let nodes = self.tree.nodes.iter_mut().skip(first);
            nodes.for_each(|node| node.proven &= !doubtful(node.role));
        }
        self.tree.layer = before;
        self.tree.end();
        self.tree.end();

        let Some(read) = read else {
            if let Some((json, ticket)) = chat {
                return Outcome {
                    canonical: Some(text.to_ascii_lowercase()),
                    value: Some(Value::Chat(json, ticket)),
                    layout: None,
                };
            }
            self.tree.edit(root, |node| node.state = NodeState::Wrong);
            if bytes.starts_with(JSON) {
                self.note(Code::BadJson, Some(payload_node), "", "");
            }
            if self.depth > 0 {
                let asked = Parser::of(kind).map(|parser| Verdict::ask(parser, text, kind, self.checks));
                self.nested.extend(asked.map(|verdict| (root, verdict)));
            }
            return Outcome::default();
        };
        // Behind a character that does not belong nothing was read, so what is missing there says nothing.
        let unread = doubts.count() < wrong;
        if let Err(fault) = &read.result
            && (!unread || !matches!(fault.kind, FaultKind::End(_)))
        {
            self.fault(fault, first, inner, bytes.len());
        }
        if given != prefix || damage.is_some() || read.result.is_err() {
            self.tree.edit(root, |node| node.state = NodeState::Wrong);
        }
        self.deviations(&read, first, inner, doubts.first_byte().unwrap_or(bytes.len()));
        self.other_kind(&read, kind, root);
        let ticket = match (&read.result, damage) {
            (Ok(decoded), None) => Some(decoded.ticket.clone()),
            (Err(_), _) | (_, Some(_)) => None,
        };
        if let Some(ticket) = &ticket {
            self.content(ticket, first);
        }
        let result = match damage {
            _ if given != prefix => Err(DecodeError::Prefix(kind)),
            Some(error) => Err(DecodeError::Base32(error)),
            None => read.result.map_err(DecodeError::Payload),
        };
        self.judge(result, kind, read.layout, text, root);
        let canonical = ticket
            .as_ref()
            .and_then(|ticket| encode::to_text(ticket, kind, read.layout));
        Outcome {
            layout: Some(read.layout),
            value: ticket.map(|ticket| Value::Ticket(ticket, read.layout)),
            canonical: canonical.filter(|_| kind.has(read.layout) && kind != Kind::Unknown),
        }
    }

    /// Up to which byte a payload is proven to be what was read.
    fn proven_until(
        &self,
        read: &Read,
        is_named: bool,
        text: &str,
        bytes: &[u8],
        is_whole: bool,
        first: usize,
    ) -> usize {
        let layer = self.layers.get(self.tree.layer);
        let url_end = || {
            let nodes = self.tree.nodes.iter().enumerate().skip(first);
            let urls = nodes.filter(|(index, node)| node.role == Role::RelayUrl && node.is_leaf(*index));
            let ends = urls.filter_map(|(_, node)| {
                // Of a damaged one what stands before the damage, as of one that is cut off.
                let known = layer.map_or(node.span, |layer| layer.doubts.known(node.span));
                let is_refused = node.state == NodeState::Wrong && known == node.span;
                let url = core::str::from_utf8(known.bytes(bytes)).ok()?;
                (!is_refused && proof::is_witness(url)).then_some(known.end)
            });
            ends.max().unwrap_or(0)
        };
        let accepted = read.result.as_ref().ok().filter(|_| is_whole);
        let evidence = Evidence {
            is_named,
            text,
            bytes,
            trailing: accepted.map(|read| read.trailing),
            url_end: &url_end,
        };
        evidence.proven_until()
    }

    /// The bytes of a damaged payload, as far as they can be read.
    ///
    /// They are read around wrong characters as long as something says that what follows still stands in its place: that
    /// the ticket ends where the payload ends, or a web address where one must stand. A sign that came in between shifts
    /// all that follows.
    fn readable(&self, payload: &[u8], kind: Kind) -> (Vec<u8>, Doubts) {
        let (mut bytes, mut doubts) = base32_around(payload).unwrap_or_default();
        // What is cut off can make another layout fit better: then once more.
        for _ in 0..2 {
            let Some(choice) = fit_damaged(&bytes, &doubts, kind).filter(|_| !doubts.is_empty()) else {
                break;
            };
            let mut witness = Witness {
                doubts: &doubts,
                end: 0,
            };
            let walked = walk_around(choice.layout.fields, &bytes, &doubts, self.checks, &mut witness);
            let (is_whole, end) = (walked.is_ok_and(|read| read == bytes.len()), witness.end);
            match is_whole {
                true => return (bytes, doubts),
                false => match doubts.cut_behind(end) {
                    Some(cut) => bytes.truncate(cut),
                    None => return (bytes, doubts),
                },
            }
        }
        (codec::base32_before(payload), Doubts::default())
    }

    /// Reads a payload by the layout that fits it best.
    fn payload(&mut self, bytes: &[u8], doubts: &Doubts, is_damaged: bool, kind: Kind) -> Option<Read> {
        let is_json = bytes.starts_with(JSON);
        let choice = match is_damaged {
            true => fit_damaged(bytes, doubts, kind),
            false => fit(bytes, kind),
        };
        let Some(choice) = choice.filter(|_| !is_json) else {
            let role = if is_json { Role::Json } else { Role::Unread };
            let node = self.tree.add("bytes", role, "bytes", Span::new(0, bytes.len()));
            self.tree.edit(node, |node| {
                if role == Role::Unread {
                    node.state = NodeState::Unread;
                }
            });
            return None;
        };
        self.tree.make_room_for(bytes.len());
        let mut both = Both {
            tree: core::mem::take(&mut self.tree),
            collector: Collector::default(),
        };
        let walked = walk_around(choice.layout.fields, bytes, doubts, self.checks, &mut both);
        self.tree = both.tree;
        let end = walked.as_ref().map_or_else(|fault| fault.span.end, |read| *read);
        self.rest(end, bytes.len(), walked.is_ok());
        let deviations = both.collector.deviations.clone();
        let has_custom = both.collector.has_custom;
        let result =
            walked.and_then(|read| decode::finish(both.collector, read, bytes, choice.layout, self.checks));
        Some(Read {
            layout: choice.layout,
            also: choice.also,
            result,
            deviations,
            has_custom,
        })
    }

    /// Verdicts of a ticket's parsers; what was read already is not read again.
    fn judge(
        &mut self,
        result: Result<decode::Decoded, DecodeError>,
        kind: Kind,
        read: &'static Layout,
        text: &str,
        root: usize,
    ) {
        let mut result = Some(result);
        for parser in Parser::of(kind) {
            let layout = parser.reads(kind).map(|(_, layout)| layout);
            let known = layout.filter(|layout| *layout == read);
            let known = known.and_then(|layout| Some((layout, result.take()?)));
            let verdict = match known {
                Some((layout, result)) => Verdict::of_ticket(parser, result, layout),
                None => Verdict::ask(parser, text, kind, self.checks),
            };
            if self.depth == 0 {
                self.verdicts.push(verdict);
            } else {
                self.nested.push((root, verdict));
            }
        }
    }
}

/// How the payload of a chat ticket in JSON starts.
const JSON: &[u8] = b"{\"";

/// What reading a payload came to.
pub(super) struct Read {
    pub(super) layout: &'static Layout,
    pub(super) also: Vec<&'static Layout>,
    pub(super) result: Result<decode::Decoded, Fault>,
    pub(super) deviations: Vec<(Deviation, Span)>,
    pub(super) has_custom: bool,
}

/// Looks for the last web address that stands in its place, and is all known.
struct Witness<'a> {
    doubts: &'a Doubts,
    end: usize,
}

impl Sink for Witness<'_> {
    fn leaf(&mut self, leaf: &Leaf<'_>) {
        let is_url = leaf.field.role == Role::RelayUrl && leaf.part == Part::Body;
        let url = core::str::from_utf8(leaf.bytes).unwrap_or_default();
        if is_url && !self.doubts.touch(leaf.span) && proof::is_witness(url) {
            self.end = leaf.span.end;
        }
    }
}

/// Feeds tree and value in one walk.
struct Both {
    tree: Tree,
    collector: Collector,
}

impl Sink for Both {
    fn open(&mut self, field: &'static Field, index: Option<usize>, at: usize) {
        self.tree.open(field, index, at);
        self.collector.open(field, index, at);
    }

    fn leaf(&mut self, leaf: &Leaf<'_>) {
        self.collector.leaf(leaf);
        self.tree.leaf(leaf);
    }

    fn fault(&mut self, fault: &Fault) {
        self.tree.fault(fault);
    }

    fn close(&mut self, at: usize) {
        self.tree.close(at);
    }
}

/// The prefix as it stands: the kind's name in any case, with the `:` that early versions wrote; for an unknown kind
/// everything before the likeliest payload.
fn prefix_of<'t>(text: &'t str, kind: Kind, checks: &dyn Checks) -> &'t str {
    let length = match kind == Kind::Unknown {
        true => find::unknown_prefix(text, checks),
        false => find::prefix_length(text, kind),
    };
    let given = text.get(..length).unwrap_or_default();
    let separated = text.get(length..).is_some_and(|rest| rest.starts_with(':'));
    let length = length.saturating_add(usize::from(separated && !given.is_empty()));
    text.get(..length).unwrap_or_default()
}

/// Whether a prefix names the kind, in any case, with a `:` or without.
fn is_named(given: &str, kind: Kind) -> bool {
    let name = given.strip_suffix(':').unwrap_or(given);
    !name.is_empty() && name.eq_ignore_ascii_case(kind.prefix())
}
