//! Text to a [`Document`]. Never fails: it explains as far as the text goes, then says what was expected.

use crate::ticket::checks::{Answer, Checks};
use crate::ticket::encoding::bases::{self, Base32Fault};
use crate::ticket::encoding::span::{Map, Span};
use crate::ticket::explain::diagnostic::{Code, Diagnostic, Severity};
use crate::ticket::explain::document::{Document, Layer, LayerKind, State, Tree};
use crate::ticket::explain::meaning;
use crate::ticket::explain::secrets;
use crate::ticket::explain::verdict::{Parser, Verdict, count};
use crate::ticket::find::{self, Source};
use crate::ticket::limits;
use crate::ticket::link;
use crate::ticket::link::cid::{self, Base, CidError, Piece};
use crate::ticket::wire::decode::{self, DecodeError};
use crate::ticket::wire::detect::choose;
use crate::ticket::wire::encode;
use crate::ticket::wire::gossip_json;
use crate::ticket::wire::kind::{Bare, Kind, Sort};
use crate::ticket::wire::layout::{CustomForm, Field, Layout, Role, Secrecy};
use crate::ticket::wire::parts::{Oddity, Parts};
use crate::ticket::wire::value::{Ticket, Value};
use crate::ticket::wire::walk::{Fault, FaultKind, Leaf, Part, Sink, walk};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

/// Explains one text. With `everybody`, parsers of other kinds are asked too.
pub fn dissect(source: Source, everybody: bool, checks: &dyn Checks) -> Document {
    let text = source.text.clone();
    let whole = Span::new(0, text.len());
    let mut dissection = Dissection {
        checks,
        layers: vec![Layer {
            kind: LayerKind::Text,
            parent: None,
            data: source.text.into_bytes(),
            map: source.map,
        }],
        tree: Tree::default(),
        notes: Vec::new(),
        verdicts: Vec::new(),
        nested: Vec::new(),
        depth: 0,
    };
    let kind = source.kind;
    let outcome = match kind.spec().sort {
        Sort::Link => dissection.link(&text, whole),
        Sort::Bare(bare) => dissection.bare(bare, &text, whole),
        Sort::Ticket => dissection.ticket(0, &text, whole, kind),
    };
    let mut document = dissection.finish(outcome, kind, source.span, source.exact, everybody);
    for (what, place) in source.cleaned {
        document.add_diagnostic(Diagnostic {
            code: Code::Cleaned,
            severity: Severity::Note,
            layer: 0,
            span: Span::default(),
            text: place,
            node: None,
            found: String::from(what),
            expected: String::new(),
        });
    }
    document
}

/// What reading a text came to.
#[derive(Debug, Default)]
struct Outcome {
    layout: Option<&'static Layout>,
    value: Option<Value>,
    canonical: Option<String>,
}

struct Dissection<'c> {
    checks: &'c dyn Checks,
    layers: Vec<Layer>,
    tree: Tree,
    /// Their places in the input are worked out at the end.
    notes: Vec<Diagnostic>,
    verdicts: Vec<Verdict>,
    nested: Vec<(usize, Verdict)>,
    depth: usize,
}

impl Dissection<'_> {
    fn finish(mut self, outcome: Outcome, kind: Kind, span: Span, exact: bool, everybody: bool) -> Document {
        let text = String::from(self.layers.first().map_or("", Layer::text));
        let asked: Vec<Parser> = self.verdicts.iter().map(|verdict| verdict.parser).collect();
        let others = Parser::ALL
            .iter()
            .copied()
            .filter(|parser| !asked.contains(parser));
        let more: Vec<Verdict> = others
            .filter(|parser| everybody || Parser::of(kind).any(|own| own == *parser))
            .map(|parser| Verdict::ask(parser, &text, kind, self.checks))
            .collect();
        self.verdicts.extend(more);
        self.note_rejection(kind);
        let mut document = Document {
            kind,
            layout: outcome.layout,
            span,
            exact,
            layers: self.layers,
            nodes: self.tree.nodes,
            diagnostics: Vec::new(),
            verdicts: self.verdicts,
            nested: self.nested,
            value: outcome.value,
            canonical: outcome.canonical,
            secrets: Vec::new(),
        };
        document.secrets = secrets::places(&document);
        let has_secrets = !document.secrets.is_empty();
        for dropped in document
            .verdicts
            .iter_mut()
            .flat_map(|verdict| &mut verdict.drops)
        {
            if has_secrets {
                *dropped = secrets::quoted(dropped);
            }
        }
        for mut note in self.notes {
            note.text = document.project(note.layer, note.span);
            if has_secrets {
                note.found = secrets::quoted(&note.found);
            }
            document.add_diagnostic(note);
        }
        document
    }

    /// Where no parser of its kind takes the text, there is an error that says so.
    fn note_rejection(&mut self, kind: Kind) {
        let mut own = self
            .verdicts
            .iter()
            .filter(|verdict| Parser::of(kind).any(|parser| parser == verdict.parser));
        let told = self.notes.iter().any(|note| note.severity == Severity::Error);
        let accepted = own.clone().any(|verdict| verdict.accepts);
        let refusal = own.find_map(|verdict| Some((verdict.parser.name(), verdict.reason.clone()?)));
        if let Some((parser, reason)) = refusal.filter(|_| !told && !accepted) {
            self.note(Code::Rejected, Some(0), parser, &reason);
        }
    }

    fn note(&mut self, code: Code, node: Option<usize>, found: &str, expected: &str) {
        let at = node.and_then(|index| self.tree.nodes.get(index));
        let layer = at.map_or(self.tree.layer, |node| node.layer);
        let span = at.map(|node| node.span).unwrap_or_default();
        self.note_at(code, layer, span, node, found, expected);
    }

    fn note_at(
        &mut self,
        code: Code,
        layer: usize,
        span: Span,
        node: Option<usize>,
        found: &str,
        expected: &str,
    ) {
        self.notes.push(Diagnostic {
            code,
            severity: code.severity(),
            layer,
            span,
            text: span,
            node,
            found: String::from(found),
            expected: String::from(expected),
        });
    }

    /// Adds a layer and makes it the one that new nodes lie in. Gives its index and that of the layer before.
    fn enter(&mut self, kind: LayerKind, data: Vec<u8>, map: Map) -> (usize, usize) {
        let before = self.tree.layer;
        let layer = self.layers.len();
        self.layers.push(Layer {
            kind,
            parent: Some(before),
            data,
            map,
        });
        self.tree.layer = layer;
        (layer, before)
    }

    /// The node of a layer that has exactly this span, the innermost of several; from node `first` on.
    fn node_at(&self, first: usize, layer: usize, span: Span) -> Option<usize> {
        let nodes = self.tree.nodes.get(first..)?;
        let skip = nodes.partition_point(|node| node.layer != layer || node.span.start < span.start);
        let fits = nodes.iter().enumerate().skip(skip);
        fits.take_while(|(_, node)| node.span.start == span.start)
            .filter(|(_, node)| node.span == span)
            .last()
            .map(|(index, _)| index.saturating_add(first))
    }
}

// ---------------------------------------------------------------------------------------------------------- tickets

impl Dissection<'_> {
    /// A ticket that stands at `at` of the current layer.
    fn ticket(&mut self, layer: usize, text: &str, at: Span, kind: Kind) -> Outcome {
        let root = self.tree.begin(kind.spec().called, Role::Ticket, "ticket", at);
        let prefix = kind.prefix();
        let given = prefix_of(text, kind, self.checks);
        let payload_start = given.len();
        let payload = text.get(payload_start..).unwrap_or_default();
        if !given.is_empty() {
            let span = Span::sized(at.start, given.len());
            let node = self.tree.add("kind", Role::KindPrefix, "text", span);
            if kind == Kind::Unknown {
                self.note(Code::UnknownKind, Some(node), given, "");
            } else if given != prefix {
                self.note(Code::KindPrefix, Some(node), given, prefix);
            }
        }
        let payload_at = Span::sized(at.start.saturating_add(payload_start), payload.len());
        let payload_node = self.tree.begin("payload", Role::Payload, "base32", payload_at);
        if payload.bytes().any(|byte| byte.is_ascii_uppercase()) {
            self.note(Code::UpperCase, Some(payload_node), "", "");
        }
        let decoded = bases::base32(payload.as_bytes());
        let bytes = match &decoded {
            Ok(bytes) => bytes.clone(),
            Err(error) => {
                self.base32_error(layer, payload, payload_at, *error);
                bases::base32_before(payload.as_bytes())
            }
        };
        let (inner, before) = self.enter(LayerKind::Payload, bytes.clone(), Map::Base32(payload_at.start));
        let first = self.tree.nodes.len();
        let read = self.payload(&bytes, kind);
        self.tree.layer = before;
        self.tree.end();
        self.tree.end();

        let Some(read) = read else {
            if let Some((json, ticket)) = gossip_json::parse(text) {
                return Outcome {
                    canonical: Some(text.to_ascii_lowercase()),
                    value: Some(Value::Chat(json, ticket)),
                    layout: None,
                };
            }
            self.tree.edit(root, |node| node.state = State::Wrong);
            if bytes.starts_with(JSON) {
                self.note(Code::BadJson, Some(payload_node), "", "");
            }
            if self.depth > 0 {
                let asked = Parser::of(kind).map(|parser| Verdict::ask(parser, text, kind, self.checks));
                self.nested.extend(asked.map(|verdict| (root, verdict)));
            }
            return Outcome::default();
        };
        let damaged = decoded.is_err();
        // Behind a character that does not belong nothing was read, so what is missing there says nothing.
        let unread = decoded
            .as_ref()
            .is_err_and(|error| error.at < payload.len() && !payload.bytes().all(bases::is_base32));
        let result = match decoded {
            _ if given != prefix => Err(DecodeError::Prefix(kind)),
            Err(error) => Err(DecodeError::Base32(error)),
            Ok(_) => read.result.clone().map_err(DecodeError::Payload),
        };
        if let Err(fault) = &read.result
            && (!unread || !matches!(fault.kind, FaultKind::End(_)))
        {
            self.fault(fault, first, inner, bytes.len());
        }
        if result.is_err() {
            self.tree.edit(root, |node| node.state = State::Wrong);
        }
        self.oddities(&read, first, inner);
        self.other_kind(&read, kind);
        let ticket = read
            .result
            .ok()
            .filter(|_| !damaged)
            .map(|decoded| decoded.ticket);
        if let Some(ticket) = &ticket {
            self.meaning(ticket, first);
        }
        self.judge(&result, kind, read.layout, text, root);
        let canonical = ticket
            .as_ref()
            .and_then(|ticket| encode::to_text(ticket, kind, read.layout));
        Outcome {
            layout: Some(read.layout),
            value: ticket.map(|ticket| Value::Ticket(ticket, read.layout)),
            canonical: canonical.filter(|_| kind.has(read.layout) && kind != Kind::Unknown),
        }
    }

    /// Reads a payload by the layout that fits it best.
    fn payload(&mut self, bytes: &[u8], kind: Kind) -> Option<Read> {
        let is_json = bytes.starts_with(JSON);
        let Some(choice) = choose(bytes, kind).filter(|_| !is_json) else {
            let role = if is_json { Role::Json } else { Role::Unread };
            let node = self.tree.add("bytes", role, "bytes", Span::new(0, bytes.len()));
            self.tree.edit(node, |node| {
                if role == Role::Unread {
                    node.state = State::Unread;
                }
            });
            return None;
        };
        let mut both = Both {
            tree: core::mem::take(&mut self.tree),
            parts: Parts::default(),
        };
        let walked = walk(choice.layout.fields, bytes, self.checks, &mut both);
        self.tree = both.tree;
        let end = walked.as_ref().map_or_else(|fault| fault.span.end, |read| *read);
        if end < bytes.len() {
            let span = Span::new(end, bytes.len());
            let node = self.tree.add("unread", Role::Unread, "bytes", span);
            self.tree.edit(node, |node| node.state = State::Unread);
            if walked.is_ok() {
                let found = count(span.len(), "byte", "bytes");
                self.note(Code::TrailingBytes, Some(node), &found, "");
            }
        }
        let oddities = both.parts.oddities.clone();
        let has_custom = both.parts.has_custom;
        let result =
            walked.and_then(|read| decode::finish(both.parts, read, bytes, choice.layout, self.checks));
        Some(Read {
            layout: choice.layout,
            also: choice.also,
            result,
            oddities,
            has_custom,
        })
    }

    fn base32_error(&mut self, layer: usize, payload: &str, at: Span, error: bases::Base32Error) {
        let length = payload.chars().count();
        let (code, found, size) = match error.kind {
            // The decoder looks at the length first; a character that does not belong says more.
            Base32Fault::Length => match payload.bytes().position(|byte| !bases::is_base32(byte)) {
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
            &meaning::visible_char(symbol),
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
        let text = || meaning::visible(&String::from_utf8_lossy(bytes));
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

    fn oddities(&mut self, read: &Read, first: usize, layer: usize) {
        for (oddity, span) in read.oddities.iter().take(limits::DIAGNOSTICS) {
            let node = self.node_at(first, layer, *span);
            let at = node.and_then(|index| self.tree.nodes.get(index));
            let (code, found, expected) = match oddity {
                Oddity::Repeated => (Code::RepeatedAddress, String::new(), String::new()),
                Oddity::Unsorted => (Code::UnsortedAddress, String::new(), String::new()),
                Oddity::Padding => (Code::NonZeroPadding, String::new(), String::new()),
                Oddity::Overlong => {
                    let int = at.map_or(0, |node| node.int);
                    (Code::OverlongVarint, int.to_string(), String::new())
                }
                Oddity::Rewritten => {
                    let url = at.and_then(|node| node.normal.clone()).unwrap_or_default();
                    (Code::RewrittenUrl, String::new(), url)
                }
                Oddity::Unchecked => {
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

    fn other_kind(&mut self, read: &Read, kind: Kind) {
        let root = self.tree.nodes.len().checked_sub(1).map(|_| 0);
        if !kind.has(read.layout) {
            self.note(Code::OtherKind, root, kind.name(), read.layout.kind.name());
        } else if !read.layout.is_current() {
            self.note(Code::OldLayout, root, read.layout.id, read.layout.era);
        }
    }

    /// What the ticket's own content is worth telling.
    fn meaning(&mut self, ticket: &Ticket, first: usize) {
        let find = |tree: &Tree, role| {
            let mut nodes = tree.nodes.iter().enumerate().skip(first);
            nodes
                .find(|(_, node)| node.role == role && node.part == Part::Body)
                .map(|(index, _)| index)
        };
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
                let relay = meaning::relay(url).filter(|relay| !relay.current)?;
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
        if let Some(what) = meaning::shown_locally(ticket) {
            let node = find(&self.tree, Role::SocketAddr);
            self.note(Code::PrivateAddress, node, &what, "");
        }
        if ticket.endpoints().iter().any(|addr| addr.addrs.is_empty()) {
            let node = find(&self.tree, Role::EndpointId);
            self.note(Code::NoAddresses, node, "", "");
        }
    }

    /// Verdicts of a ticket's parsers; what was read already is not read again.
    fn judge(
        &mut self,
        result: &Result<decode::Decoded, DecodeError>,
        kind: Kind,
        read: &'static Layout,
        text: &str,
        root: usize,
    ) {
        for parser in Parser::of(kind) {
            let verdict = match parser.reads(kind) {
                Some((_, layout)) if layout == read => Verdict::of_ticket(parser, result.clone(), layout),
                _ => Verdict::ask(parser, text, kind, self.checks),
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
    oddities: Vec<(Oddity, Span)>,
    has_custom: bool,
}

/// Feeds tree and value in one walk.
struct Both {
    tree: Tree,
    parts: Parts,
}

impl Sink for Both {
    fn open(&mut self, field: &'static Field, index: Option<usize>, at: usize) {
        self.tree.open(field, index, at);
        self.parts.open(field, index, at);
    }

    fn leaf(&mut self, leaf: Leaf<'_>) {
        self.parts.leaf(leaf.clone());
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
    let length = match kind {
        Kind::Unknown => find::unknown_prefix(text, checks),
        _ => kind.prefix().len(),
    };
    let given = text.get(..length).unwrap_or_default();
    if !given.eq_ignore_ascii_case(kind.prefix()) && kind != Kind::Unknown {
        return "";
    }
    let separated = text.get(length..).is_some_and(|rest| rest.starts_with(':'));
    let length = length.saturating_add(usize::from(separated && !given.is_empty()));
    text.get(..length).unwrap_or_default()
}

// ------------------------------------------------------------------------------------------------------------ links

impl Dissection<'_> {
    fn link(&mut self, text: &str, at: Span) -> Outcome {
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
        if given != link::PREFIX {
            self.note(
                Code::LinkPrefix,
                Some(scheme),
                &meaning::visible(given),
                link::PREFIX,
            );
        }
        let params = link::params(text.get(start..).unwrap_or_default(), start);
        let last_db = params.iter().rposition(|param| param.key == "db");
        let mut end = start;
        let mut hints = 0_usize;
        for (index, param) in params.iter().enumerate() {
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
                    let key = meaning::visible(key);
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
        let value = link::parse_opaque(text).ok();
        if value.is_none() {
            self.tree.edit(root, |node| node.state = State::Wrong);
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
    fn id(&mut self, text: &str, node: usize) {
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
                } else if self.tree.nodes.len() == first {
                    self.tree
                        .add("text", Role::ParamValue, "text", Span::new(0, text.len()));
                }
                let error = match error {
                    CidError::TooLong => String::from("too long to be one"),
                    error => error.to_string(),
                };
                self.note(Code::IdNotCid, Some(node), "", &error);
            }
        }
    }

    /// A CID that fills the current layer. Gives its normal form; where it is none, nodes are only kept if there is
    /// something to see in them.
    fn cid(&mut self, text: &str) -> Result<String, CidError> {
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
            self.tree.edit(node, |node| node.state = State::Unread);
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
                            let found = meaning::visible(transport);
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
        let split = address.rfind(':').filter(|colon| {
            let port = address.get(colon.saturating_add(1)..).unwrap_or_default();
            let host = address.get(..*colon).unwrap_or_default();
            let bare_v6 = host.contains(':') && !host.ends_with(']');
            port.parse::<u16>().is_ok() && !host.is_empty() && !bare_v6 && !host.contains('/')
        });
        match split {
            Some(colon) => {
                let colon = at.start.saturating_add(colon);
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
                self.note(code, Some(node), &meaning::visible(address), "");
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

// ------------------------------------------------------------------------------------------- what is pasted by itself

impl Dissection<'_> {
    fn bare(&mut self, bare: Bare, text: &str, at: Span) -> Outcome {
        let wire = match bare {
            Bare::Key => "hex",
            Bare::EndpointId | Bare::Cid | Bare::HashId | Bare::RelayUrl => "text",
        };
        let (name, role) = (bare.name(), bare.role());
        let node = self.tree.begin(name, role, wire, at);
        let outcome = match bare {
            Bare::EndpointId | Bare::Key => self.bare_key(bare, text, node),
            Bare::Cid | Bare::HashId => self.bare_id(text, node),
            Bare::RelayUrl => self.bare_url(text, node),
        };
        self.tree.end();
        outcome
    }

    fn bare_key(&mut self, bare: Bare, text: &str, node: usize) -> Outcome {
        let Some((bytes, map)) = find::key_of(text, self.checks) else {
            return Outcome::default();
        };
        let (_, before) = self.enter(LayerKind::Payload, bytes.to_vec(), map);
        let leaf = self
            .tree
            .add(bare.name(), bare.role(), "[u8; 32]", Span::new(0, 32));
        self.tree.layer = before;
        let is_id = bare == Bare::EndpointId;
        let found = match (self.checks.endpoint_id(&bytes), is_id) {
            (Answer::Yes(()), true) => "An EndpointId alone: it names an endpoint, but says not where it is.",
            (Answer::No, true) => "",
            (Answer::Yes(()), false) => {
                "32 bytes in hex. They may be an EndpointId, a hash, or a secret key: hidden until you know."
            }
            (Answer::No, false) => {
                "32 bytes in hex that are no EndpointId. They may be a hash, or a secret key: hidden until you know."
            }
            (Answer::Unchecked, _) => "32 bytes: an EndpointId, a hash, or a secret key.",
        };
        match found {
            "" => self.note(Code::BadKey, Some(leaf), "", ""),
            found => self.note(Code::Bare, Some(leaf), found, ""),
        }
        if is_id && text.len() == 64 {
            self.note(Code::MayBeSecret, Some(node), "", "");
        }
        Outcome {
            layout: None,
            canonical: is_id.then(|| bases::to_hex(&bytes)),
            value: Some(Value::Key(bytes)),
        }
    }

    fn bare_id(&mut self, text: &str, node: usize) -> Outcome {
        let mut outcome = Outcome::default();
        if cid::hash_id(text).is_some() {
            self.id(text, node);
            outcome.value = Some(Value::Text(String::from(text)));
        } else if let Ok(canonical) = self.cid(text) {
            outcome.canonical = Some(canonical.clone());
            outcome.value = Some(Value::Text(canonical));
        }
        let found = "A database or content id alone. An eidetica link to it is eidetica:?db= and this.";
        self.note(Code::Bare, Some(node), found, "");
        outcome
    }

    fn bare_url(&mut self, text: &str, node: usize) -> Outcome {
        let url = match self.checks.url(text) {
            Answer::Yes(url) => url,
            Answer::No | Answer::Unchecked => String::from(text),
        };
        let found = "The URL of a relay alone. A ticket names an endpoint too.";
        self.note(Code::Bare, Some(node), found, "");
        Outcome {
            value: Some(Value::Text(url)),
            ..Outcome::default()
        }
    }
}
