//! eidetica links.

use super::{Dissection, Outcome};
use crate::ticket::encoding::span::{Map, Span};
use crate::ticket::explain::diagnostic::Code;
use crate::ticket::explain::document::{LayerKind, NodeState};
use crate::ticket::explain::secrets::quoted;
use crate::ticket::explain::value::Value;
use crate::ticket::explain::verdict::{Parser, Verdict};
use crate::ticket::find;
use crate::ticket::limits;
use crate::ticket::link;
use crate::ticket::link::cid::{self, Base, CidError, Piece};
use crate::ticket::wire::kind::Kind;
use crate::ticket::wire::layout::Role;
use alloc::string::{String, ToString};

impl Dissection<'_> {
    pub(super) fn link(&mut self, text: &str, at: Span) -> Outcome {
        let root = self.tree.begin("eidetica link", Role::Ticket, "link", at);
        let start = match link::query(text) {
            Ok(_) => link::PREFIX.len(),
            Err(_) => {
                let mark = text.find('?').or_else(|| text.find(':'));
                mark.map_or(0, |mark| mark.saturating_add(1))
            }
        };
        let scheme = self.tree.add("scheme", Role::Scheme, "text", Span::new(0, start));
        let given = text.get(..start).unwrap_or_default();
        let is_scheme = given.eq_ignore_ascii_case(link::PREFIX);
        self.tree.edit(scheme, |node| node.proven = is_scheme);
        if given != link::PREFIX {
            self.note(Code::LinkPrefix, Some(scheme), &quoted(given), link::PREFIX);
        }
        let params = link::params(text.get(start..).unwrap_or_default(), start);
        let last_db = params.iter().rposition(|param| param.key == "db");
        let mut end = start;
        let mut hints = 0_usize;
        for (index, param) in params.iter().enumerate() {
            if self.tree.is_full() {
                self.left_out(Role::ParamValue, "text", Span::new(end, at.end));
                end = at.end;
                break;
            }
            self.tree.add(
                "separator",
                Role::Separator,
                "text",
                Span::new(end, param.span.start),
            );
            end = param.span.end;
            let name = match param.key.as_str() {
                "db" => "database id",
                "pr" => "peer",
                "tips" => "tips",
                _ => "parameter",
            };
            let node = self.tree.begin(name, Role::Param, "key=value", param.span);
            self.tree.add("key", Role::ParamKey, "text", param.key_span);
            let equals = Span::new(param.key_span.end, param.value_span.start);
            self.tree.add("separator", Role::Separator, "text", equals);
            match param.key.as_str() {
                "db" => {
                    self.database(param);
                    if Some(index) != last_db {
                        self.note(Code::DatabaseRepeated, Some(node), "", "");
                    }
                }
                "pr" => {
                    self.tree.edit(node, |node| node.index = Some(hints));
                    hints = hints.saturating_add(1);
                    self.hint(param, node);
                }
                "tips" => self.tips(param, node),
                key => {
                    self.tree.add("value", Role::ParamValue, "text", param.value_span);
                    let key = quoted(key);
                    self.note(Code::UnknownParameter, Some(node), &key, "");
                }
            }
            if param.value.lossy {
                self.note(Code::LossyText, Some(node), "", "");
            }
            self.tree.end();
        }
        self.tree
            .add("separator", Role::Separator, "text", Span::new(end, at.end));
        self.tree.end();
        if last_db.is_none() {
            self.note(Code::LinkNoDatabase, Some(root), "", "");
        }
        // A link of a mebibyte has so many that two lists of them are too much.
        drop(params);
        let value = link::parse_opaque(text).ok();
        if value.is_none() {
            self.tree.edit(root, |node| node.state = NodeState::Wrong);
        }
        Outcome {
            layout: None,
            canonical: value.as_ref().map(ToString::to_string),
            value: value.map(Value::Link),
        }
    }

    /// The value of `db`.
    fn database(&mut self, param: &link::Param) {
        let value = &param.value;
        let node = self.tree.begin("id", Role::DatabaseId, "text", param.value_span);
        let (_, before) = self.enter(
            LayerKind::Value,
            value.text.clone().into_bytes(),
            value.map.clone(),
        );
        if value.text.is_empty() {
            self.note(Code::IdEmpty, Some(node), "", "");
        } else {
            self.id(&value.text, node);
        }
        self.tree.layer = before;
        self.tree.end();
    }

    /// An id that fills the current layer.
    pub(super) fn id(&mut self, text: &str, node: usize) {
        let first = self.tree.nodes.len();
        match self.cid(text) {
            Ok(canonical) => {
                if canonical != text {
                    self.note(Code::IdRewritten, Some(node), "", &canonical);
                }
            }
            Err(error) => {
                if let Some(id) = cid::hash_id(text) {
                    let colon = id.algorithm.len();
                    let hex = colon.saturating_add(1);
                    self.tree
                        .add("hash function", Role::HashName, "text", Span::new(0, colon));
                    self.tree
                        .add("separator", Role::Separator, "text", Span::new(colon, hex));
                    self.tree
                        .add("digest", Role::Digest, "hex", Span::new(hex, text.len()));
                    self.tree.prove(first, text.len());
                } else if self.tree.nodes.len() == first {
                    self.tree
                        .add("text", Role::ParamValue, "text", Span::new(0, text.len()));
                }
                let error = match error {
                    CidError::TooLong => String::from("too long to be one"),
                    error => error.to_string(),
                };
                match link::damage::damage(text) {
                    Some((found, span)) => {
                        let layer = self.tree.layer;
                        self.note_at(Code::IdDamaged, layer, span, Some(node), &found, &error);
                    }
                    None => self.note(Code::IdNotCid, Some(node), "", &error),
                }
            }
        }
    }

    /// A CID that fills the current layer. Gives its normal form; where it is none, nodes are only kept if there is
    /// something to see in them.
    pub(super) fn cid(&mut self, text: &str) -> Result<String, CidError> {
        let parts = cid::text(text);
        let error = match &parts.bytes {
            Ok(bytes) => cid::read(bytes, |_, _| ()).err(),
            Err(error) => Some(*error),
        };
        let Ok(bytes) = parts.bytes else {
            return Err(error.unwrap_or(CidError::Parsing));
        };
        let looks_like = error.is_none() || matches!(text.as_bytes(), [b'b' | b'B' | b'f' | b'F' | b'z', ..]);
        if !looks_like || cid::hash_id(text).is_some() {
            return Err(error.unwrap_or(CidError::Parsing));
        }
        self.tree_if("skipped", Role::Skipped, parts.skipped);
        self.tree_if("base", Role::Multibase, parts.prefix);
        let name = parts.base.map_or("text", Base::name);
        self.tree.begin("cid", Role::CidText, name, parts.body);
        let map = match parts.base {
            Some(Base::Base32) => Map::Base32(parts.body.start),
            Some(Base::Base16) => Map::Hex(parts.body.start),
            _ => Map::Whole(parts.body),
        };
        let (_, before) = self.enter(LayerKind::Payload, bytes.clone(), map);
        let first = self.tree.nodes.len();
        let tree = &mut self.tree;
        let mut end = 0;
        let result = cid::read(&bytes, |piece, span| {
            end = span.end;
            let (name, role, wire, int) = match piece {
                Piece::Version(int) => ("version", Role::CidVersion, "varint", int),
                Piece::Codec(int) => ("codec", Role::Multicodec, "varint", int),
                Piece::Hash(int) => ("hash function", Role::HashCode, "varint", int),
                Piece::Length(int) => ("digest length", Role::DigestLength, "varint", int),
                Piece::Digest => ("digest", Role::Digest, "bytes", 0),
            };
            let node = tree.add(name, role, wire, span);
            tree.edit(node, |node| node.int = int);
        });
        if end < bytes.len() {
            let node = self
                .tree
                .add("unread", Role::Unread, "bytes", Span::new(end, bytes.len()));
            self.tree.edit(node, |node| node.state = NodeState::Unread);
        }
        let is_known = result
            .as_ref()
            .is_ok_and(|cid| cid.is_known() && end == bytes.len());
        if is_known || cid::begins_as_written(&bytes) {
            self.tree.prove(first, bytes.len());
        }
        self.tree.layer = before;
        self.tree.end();
        result.map(|cid| cid.to_string())
    }

    fn tree_if(&mut self, name: &'static str, role: Role, span: Span) {
        if !span.is_empty() {
            self.tree.add(name, role, "text", span);
        }
    }

    /// The value of `pr`.
    fn hint(&mut self, param: &link::Param, node: usize) {
        let text = param.value.text.as_str();
        self.tree.begin("hint", Role::Hint, "text", param.value_span);
        let (layer, before) = self.enter(
            LayerKind::Value,
            text.as_bytes().to_vec(),
            param.value.map.clone(),
        );
        match text.split_once(':') {
            None => {
                self.tree
                    .add("text", Role::ParamValue, "text", Span::new(0, text.len()));
                self.note(Code::HintSkipped, Some(node), "", "");
            }
            Some((transport, address)) => {
                let colon = transport.len();
                let start = colon.saturating_add(1);
                let name = self
                    .tree
                    .add("transport", Role::Transport, "text", Span::new(0, colon));
                self.tree
                    .add("separator", Role::Separator, "text", Span::new(colon, start));
                let at = Span::new(start, text.len());
                match transport {
                    "http" => self.http(address, at),
                    "iroh" => self.iroh(layer, address, at),
                    _ => {
                        self.tree.add("address", Role::Address, "text", at);
                        if transport != "sim" {
                            let found = quoted(transport);
                            self.note(Code::TransportUnknown, Some(name), &found, "");
                        }
                    }
                }
            }
        }
        self.tree.layer = before;
        self.tree.end();
    }

    /// The address of an `http` hint: host and port.
    fn http(&mut self, address: &str, at: Span) {
        let node = self.tree.begin("address", Role::Address, "host:port", at);
        match link::host_port(address) {
            Some((host, _)) => {
                let colon = at.start.saturating_add(host.len());
                let port = colon.saturating_add(1);
                self.tree
                    .add("host", Role::Host, "text", Span::new(at.start, colon));
                self.tree
                    .add("separator", Role::Separator, "text", Span::new(colon, port));
                self.tree
                    .add("port", Role::ParamValue, "text", Span::new(port, at.end));
            }
            None => {
                self.tree.add("text", Role::ParamValue, "text", at);
                let code = if address.starts_with("//") {
                    Code::HttpUrl
                } else {
                    Code::HttpAddress
                };
                self.note(code, Some(node), &quoted(address), "");
            }
        }
        self.tree.end();
    }

    /// The address of an `iroh` hint: an endpoint ticket.
    fn iroh(&mut self, layer: usize, address: &str, at: Span) {
        let node = self.tree.begin("address", Role::Address, "ticket", at);
        self.depth = self.depth.saturating_add(1);
        let kind = find::ticket_kind(address);
        match kind {
            _ if self.depth >= limits::DEPTH => {
                self.tree.add("text", Role::ParamValue, "text", at);
                self.note(Code::TooDeep, Some(node), "", "");
            }
            Some(kind) => {
                let first = self.nested.len();
                self.ticket(layer, address, at, kind);
                if kind != Kind::Endpoint {
                    // eidetica asks iroh-tickets, whatever the prefix says.
                    self.nested.truncate(first);
                    let verdict = Verdict::ask(Parser::IrohTickets1, address, Kind::Endpoint, self.checks);
                    self.nested.push((node, verdict));
                    self.note(Code::NoTicket, Some(node), "", "");
                }
            }
            None => {
                self.tree.add("text", Role::ParamValue, "text", at);
                let verdict = Verdict::ask(Parser::IrohTickets1, address, Kind::Endpoint, self.checks);
                self.nested.push((node, verdict));
                self.note(Code::NoTicket, Some(node), "", "");
            }
        }
        self.depth = self.depth.saturating_sub(1);
        self.tree.end();
    }

    /// The value of `tips`.
    fn tips(&mut self, param: &link::Param, node: usize) {
        let text = param.value.text.as_str();
        self.tree.begin("tips", Role::Tips, "count:ids", param.value_span);
        let (_, before) = self.enter(
            LayerKind::Value,
            text.as_bytes().to_vec(),
            param.value.map.clone(),
        );
        match text.split_once(':') {
            Some((count, ids)) => {
                let mut at = count.len().saturating_add(1);
                self.tree
                    .add("count", Role::TipCount, "text", Span::new(0, count.len()));
                self.tree
                    .add("separator", Role::Separator, "text", Span::new(count.len(), at));
                for (index, id) in ids.split(',').enumerate().filter(|_| !ids.is_empty()) {
                    if self.tree.is_full() {
                        self.left_out(Role::ParamValue, "text", Span::new(at, text.len()));
                        break;
                    }
                    if index > 0 {
                        self.tree
                            .add("separator", Role::Separator, "text", Span::sized(at, 1));
                        at = at.saturating_add(1);
                    }
                    let tip = self
                        .tree
                        .add("tip", Role::DatabaseId, "text", Span::sized(at, id.len()));
                    self.tree.edit(tip, |node| node.index = Some(index));
                    at = at.saturating_add(id.len());
                }
            }
            None => {
                self.tree
                    .add("text", Role::ParamValue, "text", Span::new(0, text.len()));
            }
        }
        self.tree.layer = before;
        self.tree.end();
        if link::tips(text).is_none() {
            self.note(Code::TipsTruncated, Some(node), "", "");
        }
    }
}
