//! What is read by somebody's own types.

use super::Dissection;
use crate::ticket::checks::Checks;
use crate::ticket::encoding::doubts::Doubts;
use crate::ticket::encoding::span::Span;
use crate::ticket::explain::diagnostic::{Code, Diagnostic};
use crate::ticket::explain::document::{Document, Layer, LayerKind, NodeState, OwnType};
use crate::ticket::explain::fix::Repair;
use crate::ticket::explain::own::{Base, Cleaned, Fit, Way};
use crate::ticket::explain::secrets::quoted;
use crate::ticket::explain::tree::Tree;
use crate::ticket::limits;
use crate::ticket::types::{Definitions, Fault, FaultKind, Item, Leaf, Root, Scalar, Sink};
use crate::ticket::wire::kind::Kind;
use crate::ticket::wire::layout::{Role, Secrecy};
use crate::ticket::wire::walk::Part;
use crate::ticket::words::count;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// Explains a text that is read in this way, by this type.
pub(crate) fn dissect_own(
    cleaned: &Cleaned,
    way: Way,
    root: &Root,
    definitions: &Definitions,
    checks: &dyn Checks,
) -> Document {
    let text = cleaned.text.as_str();
    let mut dissection = Dissection {
        checks,
        layers: alloc::vec![Layer {
            kind: LayerKind::Text,
            parent: None,
            data: text.as_bytes().to_vec(),
            map: cleaned.map.clone(),
            doubts: Doubts::default(),
        }],
        tree: Tree::new(limits::NODES),
        notes: Vec::new(),
        verdicts: Vec::new(),
        nested: Vec::new(),
        depth: 0,
    };
    let fit = dissection.own(text, way, root, definitions);
    let outcome = super::Outcome::default();
    let mut document = dissection.finish(outcome, Kind::Unknown, cleaned.span, cleaned.exact, false);
    document.own = Some(OwnType {
        name: root.name.clone(),
        fit,
    });
    if let Some(place) = cleaned.cut {
        document.add_diagnostic(Diagnostic {
            code: Code::Cleaned,
            severity: Code::Cleaned.severity(),
            layer: 0,
            span: Span::default(),
            text: place,
            node: None,
            found: String::from("what stands between the characters"),
            expected: String::new(),
            repair: Repair::default(),
        });
    }
    document
}

impl Dissection<'_> {
    fn own(&mut self, text: &str, way: Way, root: &Root, definitions: &Definitions) -> Fit {
        let (prefix, payload) = text.split_at_checked(way.prefix).unwrap_or(("", text));
        let called = if prefix.is_empty() { "bytes" } else { "ticket" };
        let whole = Span::new(0, text.len());
        let top = self.tree.begin(called, Role::Ticket, "own types", whole);
        let kind = self.tree.nodes.len();
        if !prefix.is_empty() {
            self.tree
                .add("kind", Role::KindPrefix, "text", Span::new(0, way.prefix));
            if let Some(wanted) = root.prefix.as_deref().filter(|wanted| *wanted != prefix) {
                self.note(Code::KindPrefix, Some(kind), &quoted(prefix), wanted);
            }
        }
        let at = Span::new(way.prefix, text.len());
        self.tree.begin("payload", Role::Payload, way.base.name(), at);
        let bytes = way.base.decode(payload).unwrap_or_default();
        let (inner, before) = self.enter(LayerKind::Payload, bytes.clone(), way.base.map(way.prefix));
        let first = self.tree.nodes.len();
        let mut both = Both {
            tree: core::mem::take(&mut self.tree),
            odd: Vec::new(),
        };
        let mut steps = limits::OWN_VALUES;
        let result = definitions.read(root, &bytes, &mut steps, self.checks, &mut both);
        let odd = both.odd;
        self.tree = both.tree;
        let end = result.as_ref().map_or_else(|fault| fault.span.end, |read| *read);
        self.rest(end, bytes.len(), result.is_ok());
        let fit = Fit::of(&result, bytes.len());
        // Somebody says what the bytes are, and they bear it out: all of them; or those before something that is wrong,
        // where the prefix says so too, or somebody wrote the bytes down as such, and nothing in them should be secret. What
        // was guessed may be a piece of another ticket.
        let is_meant = way.is_named || way.base == Base::Hex;
        let is_plain = || is_meant && !definitions.types().may_hold_secret(root.of);
        let until = match &result {
            _ if fit == Fit::Complete => bytes.len(),
            Ok(read) if is_plain() => *read,
            Err(fault) if is_plain() => fault.span.start,
            Ok(_) | Err(_) => 0,
        };
        self.tree.prove(first, until);
        if fit == Fit::Complete && !prefix.is_empty() {
            self.tree.edit(kind, |node| node.proven = true);
        }
        if let Err(fault) = &result {
            self.own_fault(fault, first, inner, bytes.len());
            self.tree.edit(top, |node| node.state = NodeState::Wrong);
        }
        for (what, span) in odd.iter().take(limits::DIAGNOSTICS) {
            self.oddity(what, *span, first, inner);
        }
        let secret = self.tree.nodes.iter().enumerate().skip(first);
        let secret = secret.filter(|(_, node)| node.part == Part::Body);
        let secret = secret.map(|(index, node)| (index, node.role.secrecy()));
        let found = secret.into_iter().find_map(|(index, secrecy)| match secrecy {
            Secrecy::Secret(what) => Some((index, what)),
            Secrecy::Public | Secrecy::Text | Secrecy::Parts => None,
        });
        if let Some((node, what)) = found {
            self.note(Code::Secret, Some(node), what, "");
        }
        self.tree.layer = before;
        self.tree.end();
        self.tree.end();
        fit
    }

    /// Says what is wrong with a payload, and where.
    fn own_fault(&mut self, fault: &Fault, first: usize, layer: usize, end: usize) {
        let node = self.node_at(first, layer, fault.span);
        let name = match fault.part {
            Part::Body => fault.name.clone(),
            Part::Tag => format!("the kind of {}", fault.name),
            Part::Length => format!("the length of {}", fault.name),
            Part::Count => format!("the number of {}", fault.name),
        };
        let none = String::new;
        let bytes = self
            .layers
            .get(layer)
            .map_or(&[][..], |layer| fault.span.bytes(&layer.data));
        let (code, found, expected) = match &fault.kind {
            FaultKind::End(missing) => (Code::CutOff, name, count(*missing, "byte", "bytes")),
            FaultKind::Varint => (Code::BadVarint, name, none()),
            FaultKind::Variant(found, known) => (Code::UnknownVariant, format!("{found}"), known.clone()),
            FaultKind::Option(byte) => (Code::BadOption, format!("{byte:02x}"), none()),
            FaultKind::Bool(byte) => (
                Code::BadValue,
                format!("Byte {byte:02x}"),
                format!("the bool {name}, which is 00 (false) or 01 (true)"),
            ),
            FaultKind::Char => (
                Code::BadValue,
                String::from("What stands here"),
                format!("the char {name}, which is one character in UTF-8"),
            ),
            FaultKind::Zero => (
                Code::BadValue,
                String::from("Zero"),
                format!("the value of {name}, whose type is NonZero"),
            ),
            FaultKind::Length(found, expected) => {
                (Code::BadLength, format!("{found}"), format!("{expected}"))
            }
            FaultKind::Utf8 => (Code::BadUtf8, name, none()),
            FaultKind::Key => (Code::BadKey, none(), none()),
            FaultKind::Url => (Code::BadUrl, quoted(&String::from_utf8_lossy(bytes)), none()),
            FaultKind::Never => (
                Code::BadValue,
                String::from("Nothing"),
                format!("a value of {name}: its type has none"),
            ),
            FaultKind::Deep => (
                Code::OwnLimit,
                format!("{name} is nested deeper than {} values", limits::OWN_DEPTH),
                none(),
            ),
            FaultKind::Work => (
                Code::OwnLimit,
                format!("There are more than {} values", limits::OWN_VALUES),
                none(),
            ),
        };
        let span = match fault.kind {
            FaultKind::End(_) => Span::new(end, end),
            _ => fault.span,
        };
        self.note_at(code, layer, span, node, &found, &expected);
    }

    fn oddity(&mut self, what: &Odd, span: Span, first: usize, layer: usize) {
        let node = self.node_at(first, layer, span);
        let at = node.and_then(|index| self.tree.nodes.get(index));
        match what {
            Odd::Overlong(said) => self.note_at(Code::OverlongVarint, layer, span, node, said, ""),
            Odd::Unchecked => {
                let name = at.map_or("This value", |node| self.tree.words.text(node.name));
                let name = String::from(name);
                self.note_at(Code::NotChecked, layer, span, node, &name, "");
            }
        }
    }
}

/// What is worth saying of a leaf that is in order.
enum Odd {
    Overlong(String),
    Unchecked,
}

/// Builds the tree, and keeps what is odd.
struct Both {
    tree: Tree,
    odd: Vec<(Odd, Span)>,
}

impl Sink for Both {
    fn open(&mut self, item: &Item<'_>, at: usize) {
        Sink::open(&mut self.tree, item, at);
    }

    fn leaf(&mut self, leaf: &Leaf<'_>) {
        if self.odd.len() < limits::DIAGNOSTICS {
            if leaf.overlong {
                let said = match leaf.says {
                    // What is written too long may be a secret.
                    _ if leaf.item.role().is_secret() => String::from("here"),
                    Scalar::Unsigned(int) => format!("{int}"),
                    Scalar::Signed(int) => format!("{int}"),
                    Scalar::Tag(tag, _) => format!("{tag}"),
                    Scalar::Bytes | Scalar::F32(_) | Scalar::F64(_) | Scalar::Bool(_) | Scalar::Char(_) => {
                        String::from("here")
                    }
                };
                self.odd.push((Odd::Overlong(said), leaf.span));
            }
            if leaf.unchecked {
                self.odd.push((Odd::Unchecked, leaf.span));
            }
        }
        Sink::leaf(&mut self.tree, leaf);
    }

    fn fault(&mut self, item: &Item<'_>, fault: &Fault) {
        Sink::fault(&mut self.tree, item, fault);
    }

    fn close(&mut self, at: usize) {
        Sink::close(&mut self.tree, at);
    }
}
