//! Tickets.

use super::{Dissection, Outcome};
use crate::ticket::checks::Checks;
use crate::ticket::encoding::codec::{self, Base32Fault};
use crate::ticket::encoding::span::{Map, Span};
use crate::ticket::explain::diagnostic::Code;
use crate::ticket::explain::document::{LayerKind, Node, NodeState};
use crate::ticket::explain::mask::MASK;
use crate::ticket::explain::secrets::proof::{self, Evidence};
use crate::ticket::explain::secrets::{quoted, shown_url};
use crate::ticket::explain::tree::Tree;
use crate::ticket::explain::value::Value;
use crate::ticket::explain::verdict::{Parser, Verdict};
use crate::ticket::facts;
use crate::ticket::facts::Scope;
use crate::ticket::find;
use crate::ticket::limits;
use crate::ticket::wire::collect::{Collector, Deviation};
use crate::ticket::wire::decode::{self, DecodeError};
use crate::ticket::wire::encode;
use crate::ticket::wire::fit::fit;
use crate::ticket::wire::gossip_json;
use crate::ticket::wire::kind::Kind;
use crate::ticket::wire::layout::{CustomForm, Field, Layout, Role, Secrecy};
use crate::ticket::wire::value::{Ticket, ip_of};
use crate::ticket::wire::walk::{Fault, FaultKind, Leaf, Part, Sink, walk};
use crate::ticket::words;
use crate::ticket::words::count;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::net::SocketAddr;

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
        let (bytes, damage) = match decoded {
            Ok(bytes) => (bytes, None),
            Err(error) => {
                self.base32_error(layer, payload, payload_at, error);
                (codec::base32_before(payload.as_bytes()), Some(error))
            }
        };
        let (inner, before) = self.enter(LayerKind::Payload, bytes.clone(), Map::Base32(payload_at.start));
        let first = self.tree.nodes.len();
        let read = self.payload(&bytes, kind);
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
        let unread =
            damage.is_some_and(|error| error.at < payload.len() && !payload.bytes().all(codec::is_base32));
        if let Err(fault) = &read.result
            && (!unread || !matches!(fault.kind, FaultKind::End(_)))
        {
            self.fault(fault, first, inner, bytes.len());
        }
        if given != prefix || damage.is_some() || read.result.is_err() {
            self.tree.edit(root, |node| node.state = NodeState::Wrong);
        }
        self.deviations(&read, first, inner);
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
        let nodes = self.tree.nodes.iter().enumerate().skip(first);
        let urls = nodes.filter(|(index, node)| node.role == Role::RelayUrl && node.is_leaf(*index));
        let url_end = urls.filter_map(|(_, node)| {
            let url = core::str::from_utf8(node.span.bytes(bytes)).ok()?;
            (node.state != NodeState::Wrong && proof::is_witness(url)).then_some(node.span.end)
        });
        let accepted = read.result.as_ref().ok().filter(|_| is_whole);
        let evidence = Evidence {
            is_named,
            text,
            bytes,
            trailing: accepted.map(|read| read.trailing),
            url_end: url_end.max().unwrap_or(0),
        };
        evidence.proven_until()
    }

    /// Reads a payload by the layout that fits it best.
    fn payload(&mut self, bytes: &[u8], kind: Kind) -> Option<Read> {
        let is_json = bytes.starts_with(JSON);
        let Some(choice) = fit(bytes, kind).filter(|_| !is_json) else {
            let role = if is_json { Role::Json } else { Role::Unread };
            let node = self.tree.add("bytes", role, "bytes", Span::new(0, bytes.len()));
            self.tree.edit(node, |node| {
                if role == Role::Unread {
                    node.state = NodeState::Unread;
                }
            });
            return None;
        };
        let mut both = Both {
            tree: core::mem::take(&mut self.tree),
            collector: Collector::default(),
        };
        let walked = walk(choice.layout.fields, bytes, self.checks, &mut both);
        self.tree = both.tree;
        let end = walked.as_ref().map_or_else(|fault| fault.span.end, |read| *read);
        if let Some(from) = self.tree.take_left_out() {
            self.left_out(Role::Unread, "bytes", Span::new(from, end));
        }
        if end < bytes.len() {
            let span = Span::new(end, bytes.len());
            let node = self.tree.add("unread", Role::Unread, "bytes", span);
            self.tree.edit(node, |node| node.state = NodeState::Unread);
            if walked.is_ok() {
                let found = count(span.len(), "byte", "bytes");
                self.note(Code::TrailingBytes, Some(node), &found, "");
            }
        }
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

    fn base32_error(&mut self, layer: usize, payload: &str, at: Span, error: codec::Base32Error) {
        let length = payload.chars().count();
        let (code, found, size) = match error.kind {
            // The decoder looks at the length first; a character that does not belong says more.
            Base32Fault::Length => match payload.bytes().position(|byte| !codec::is_base32(byte)) {
                Some(bad) => return self.bad_symbol(layer, payload, at, bad),
                None => (Code::Base32Length, length.to_string(), error.at),
            },
            Base32Fault::Symbol => return self.bad_symbol(layer, payload, at, error.at),
            Base32Fault::Trailing => (Code::Base32Trailing, String::new(), error.at),
        };
        let span = Span::new(at.start.saturating_add(size), at.end);
        self.note_at(code, layer, span, None, &found, "");
    }

    fn bad_symbol(&mut self, layer: usize, payload: &str, at: Span, bad: usize) {
        let symbol = payload
            .get(bad..)
            .and_then(|rest| rest.chars().next())
            .unwrap_or(' ');
        let span = Span::sized(at.start.saturating_add(bad), symbol.len_utf8());
        self.note_at(
            Code::Base32Symbol,
            layer,
            span,
            None,
            &words::visible_char(symbol),
            "",
        );
    }

    /// Says what is wrong with a payload, and where.
    fn fault(&mut self, fault: &Fault, first: usize, layer: usize, end: usize) {
        let node = self.node_at(first, layer, fault.span);
        let name = match fault.part {
            Part::Body => String::from(fault.field.name),
            Part::Tag => format!("the kind of {}", fault.field.name),
            Part::Length => format!("the length of {}", fault.field.name),
            Part::Count => format!("the number of {}", fault.field.name),
        };
        let bytes = self
            .layers
            .get(layer)
            .map_or(&[][..], |layer| fault.span.bytes(&layer.data));
        let text = || quoted(&String::from_utf8_lossy(bytes));
        let (code, found, expected) = match &fault.kind {
            FaultKind::End(missing) => (Code::CutOff, name, count(*missing, "byte", "bytes")),
            FaultKind::Varint => (Code::BadVarint, name, String::new()),
            FaultKind::Variant { found, known } => {
                let known: Vec<String> = known
                    .iter()
                    .enumerate()
                    .map(|(tag, variant)| format!("{tag} ({})", variant.name))
                    .collect();
                (Code::UnknownVariant, found.to_string(), known.join(", "))
            }
            FaultKind::Option(byte) => (Code::BadOption, format!("{byte:02x}"), String::new()),
            FaultKind::Length { found, expected } => {
                (Code::BadLength, found.to_string(), expected.to_string())
            }
            FaultKind::Utf8 => (Code::BadUtf8, name, String::new()),
            FaultKind::Key => (Code::BadKey, String::new(), String::new()),
            FaultKind::Url => (Code::BadUrl, text(), String::new()),
            FaultKind::NoNodes => (Code::NoNodes, String::new(), String::new()),
        };
        let span = match fault.kind {
            FaultKind::End(_) => Span::new(end, end),
            _ => fault.span,
        };
        self.note_at(code, layer, span, node, &found, &expected);
    }

    fn deviations(&mut self, read: &Read, first: usize, layer: usize) {
        for (deviation, span) in read.deviations.iter().take(limits::DIAGNOSTICS) {
            let node = self.node_at(first, layer, *span);
            let at = node.and_then(|index| self.tree.nodes.get(index));
            let (code, found, expected) = match deviation {
                Deviation::Repeated => (Code::RepeatedAddress, String::new(), String::new()),
                Deviation::Unsorted => (Code::UnsortedAddress, String::new(), String::new()),
                Deviation::Padding => (Code::NonZeroPadding, String::new(), String::new()),
                Deviation::Overlong => {
                    let int = at.map_or(0, |node| node.int);
                    (Code::OverlongVarint, int.to_string(), String::new())
                }
                Deviation::Rewritten => {
                    let url = at
                        .filter(|node| node.proven)
                        .and_then(|node| node.normal.as_deref());
                    let url = url.map_or_else(|| String::from(MASK), shown_url);
                    (Code::RewrittenUrl, String::new(), url)
                }
                Deviation::Unchecked => {
                    let name = at.map_or("This value", |node| node.name);
                    (Code::NotChecked, String::from(name), String::new())
                }
            };
            self.note_at(code, layer, *span, node, &found, &expected);
        }
        if read.has_custom && read.layout.custom == Some(CustomForm::C1) {
            let custom = self.tree.nodes.get(first..).unwrap_or_default();
            let node = custom.iter().position(|node| node.role == Role::CustomAddr);
            self.note(Code::CustomForm1, node.map(|at| at.saturating_add(first)), "", "");
        }
        for layout in &read.also {
            self.note(Code::Ambiguous, first.checked_sub(1), layout.id, "");
        }
    }

    fn other_kind(&mut self, read: &Read, kind: Kind, root: usize) {
        if !kind.has(read.layout) {
            self.note(Code::OtherKind, Some(root), kind.name(), read.layout.kind.name());
        } else if !read.layout.is_current() {
            self.note(Code::OldLayout, Some(root), read.layout.id, read.layout.era);
        }
    }

    /// What the ticket's own content is worth telling.
    fn content(&mut self, ticket: &Ticket, first: usize) {
        let mut nodes = self.tree.nodes.iter().enumerate().skip(first);
        let found = nodes.find_map(|(index, node)| match node.role.secrecy() {
            Secrecy::Secret(what) if node.part == Part::Body => Some((index, what)),
            Secrecy::Secret(_) | Secrecy::Public | Secrecy::Text | Secrecy::Parts => None,
        });
        if let Some((node, what)) = found {
            self.note(Code::Secret, Some(node), what, "");
        }
        let relays: Vec<(usize, &'static str)> = self
            .tree
            .nodes
            .iter()
            .enumerate()
            .skip(first)
            .filter(|(_, node)| node.role == Role::RelayUrl && node.part == Part::Body)
            .filter_map(|(index, node)| {
                let data = self.layers.get(node.layer)?;
                let url = core::str::from_utf8(node.span.bytes(&data.data)).ok()?;
                let relay = facts::relay(url).filter(|relay| !relay.current)?;
                Some((index, relay.era))
            })
            .collect();
        let mut told = "";
        for (node, era) in relays {
            if era != told {
                self.note(Code::OldRelay, Some(node), era, "");
            }
            told = era;
        }
        if let Some((addr, what)) = shown_locally(ticket) {
            let node = self.socket_addr(addr, first);
            self.note(Code::PrivateAddress, node, &what, "");
        }
        let mut endpoints = ticket.endpoints().iter();
        if let Some(bare) = endpoints.position(|addr| addr.addrs.is_empty()) {
            let nodes = self.tree.nodes.iter().enumerate().skip(first);
            let is_id = |index: usize, node: &Node| {
                node.role == Role::EndpointId && node.part == Part::Body && node.is_leaf(index)
            };
            let mut ids = nodes.filter(|(index, node)| is_id(*index, node));
            let node = ids.nth(bare).map(|(index, _)| index);
            self.note(Code::NoAddresses, node, "", "");
        }
    }

    /// The node of an address.
    fn socket_addr(&self, addr: SocketAddr, first: usize) -> Option<usize> {
        let (mut group, mut ip) = (None, None);
        let nodes = self.tree.nodes.iter().enumerate().skip(first);
        for (index, node) in nodes.filter(|(_, node)| node.part == Part::Body) {
            let data = self.layers.get(node.layer).map_or(&[][..], |layer| &layer.data);
            let bytes = node.span.bytes(data);
            let is_port = node.role == Role::Port && node.int == u64::from(addr.port());
            if node.role == Role::SocketAddr {
                group = Some(index);
            } else if node.role.is_ip() {
                ip = ip_of(bytes);
            } else if is_port && ip == Some(addr.ip()) {
                return group;
            }
        }
        None
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
struct Read {
    layout: &'static Layout,
    also: Vec<&'static Layout>,
    result: Result<decode::Decoded, Fault>,
    deviations: Vec<(Deviation, Span)>,
    has_custom: bool,
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

    fn leaf(&mut self, leaf: Leaf<'_>) {
        self.collector.leaf(leaf.clone());
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

/// What a ticket shows of the network that it was made in, `Shows 2 private addresses: 192.168.0.2:7, …`, and the address
/// that is named.
fn shown_locally(ticket: &Ticket) -> Option<(SocketAddr, String)> {
    let mut local: Vec<(Scope, SocketAddr)> = Vec::new();
    for addr in ticket.endpoints().iter().flat_map(|addr| addr.ips()) {
        let scope = facts::scope(addr.ip());
        if scope.is_local() {
            local.push((scope, *addr));
        }
    }
    let (first, named) = local.first()?;
    let same = local.iter().all(|(scope, _)| scope == first);
    let class = if same { first.name() } else { "local" };
    let what = count(
        local.len(),
        &format!("{class} address"),
        &format!("{class} addresses"),
    );
    let more = if local.len() > 1 { ", …" } else { "" };
    Some((*named, format!("Shows {what}: {named}{more}")))
}
