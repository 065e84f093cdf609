//! Text to a [`Document`]. Never fails: it explains as far as the text goes, then says what was expected.

mod bare;
mod link;
mod own;
mod remarks;
mod ticket;

pub(crate) use own::dissect_own;

use crate::ticket::checks::Checks;
use crate::ticket::encoding::doubts::Doubts;
use crate::ticket::encoding::span::{Map, Span};
use crate::ticket::explain::diagnostic::{Code, Diagnostic, Severity};
use crate::ticket::explain::document::{Document, Layer, LayerKind, NodeState};
use crate::ticket::explain::fix::Repair;
use crate::ticket::explain::secrets;
use crate::ticket::explain::tree::Tree;
use crate::ticket::explain::value::Value;
use crate::ticket::explain::verdict::{Parser, Verdict};
use crate::ticket::find::Source;
use crate::ticket::limits;
use crate::ticket::wire::kind::{Kind, Sort};
use crate::ticket::wire::layout::{Layout, Role};
use crate::ticket::words;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

/// Explains one text. With `everybody`, parsers of other kinds are asked too.
pub fn dissect(source: Source, everybody: bool, checks: &dyn Checks) -> Document {
    dissect_within(limits::NODES, source, everybody, checks)
}

/// The same, with a tree of no more than `most` nodes and a few.
pub(crate) fn dissect_within(most: usize, source: Source, everybody: bool, checks: &dyn Checks) -> Document {
    let text = source.text.clone();
    let whole = Span::new(0, text.len());
    let mut dissection = Dissection {
        checks,
        layers: vec![Layer {
            kind: LayerKind::Text,
            parent: None,
            data: source.text.into_bytes(),
            map: source.map,
            doubts: Doubts::default(),
        }],
        tree: Tree::new(most),
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
    let goes_on = source.goes_on.map(|place| (Code::GoesOn, "", place));
    let shortened = source.shortened.map(|place| (Code::Shortened, "", place));
    let cleaned = source.cleaned.into_iter();
    let cleaned = cleaned.map(|(what, place)| (Code::Cleaned, what, place));
    for (code, what, place) in goes_on.into_iter().chain(shortened).chain(cleaned) {
        document.add_diagnostic(Diagnostic {
            code,
            severity: code.severity(),
            layer: 0,
            span: Span::default(),
            text: place,
            node: None,
            found: String::from(what),
            expected: String::new(),
            repair: Repair::default(),
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
        let is_asked = |parser: Parser| self.verdicts.iter().any(|verdict| verdict.parser == parser);
        let others = Parser::ALL.iter().copied();
        let more: Vec<Verdict> = others
            .filter(|parser| (everybody || parser.is_of(kind)) && !is_asked(*parser))
            .map(|parser| {
                let text = self.layers.first().map_or("", Layer::text);
                let mut verdict = Verdict::ask(parser, text, kind, self.checks);
                // Of a link with a million parameters one list is enough.
                if is_long(outcome.value.as_ref()) && verdict.agrees(outcome.value.as_ref()) {
                    verdict.value = None;
                }
                verdict
            })
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
            words: self.tree.words,
            own: None,
            diagnostics: Vec::new(),
            verdicts: self.verdicts,
            nested: self.nested,
            value: outcome.value,
            canonical: outcome.canonical,
            secrets: Vec::new(),
        };
        document.secrets = secrets::hide(&mut document);
        for mut note in self.notes {
            note.text = document.project(note.layer, note.span);
            document.add_diagnostic(note);
        }
        document
    }

    /// Where no parser of its kind takes the text, there is an error that says so.
    fn note_rejection(&mut self, kind: Kind) {
        let mut own = self.verdicts.iter().filter(|verdict| verdict.parser.is_of(kind));
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
            repair: Repair::default(),
        });
    }

    /// What a walk that ended at byte `end` of `length` has no nodes for: what the tree had no room for, and what was not
    /// read. Behind something that `is_whole` that is too much.
    fn rest(&mut self, end: usize, length: usize, is_whole: bool) {
        if let Some(from) = self.tree.take_left_out() {
            self.left_out(Role::Unread, "bytes", Span::new(from, end));
        }
        if end < length {
            let span = Span::new(end, length);
            let node = self.tree.add("unread", Role::Unread, "bytes", span);
            self.tree.edit(node, |node| node.state = NodeState::Unread);
            if is_whole {
                let found = words::count(span.len(), "byte", "bytes");
                self.note(Code::TrailingBytes, Some(node), &found, "");
            }
        }
    }

    /// Stands for all that the tree has no room for.
    fn left_out(&mut self, role: Role, wire: &'static str, span: Span) {
        let node = self.tree.add("left out", role, wire, span);
        // What it holds was not looked at one by one, so nothing of it is proven public.
        self.tree.edit(node, |node| node.state = NodeState::Unread);
        let found = words::count(span.len(), "byte", "bytes");
        self.note(Code::LeftOut, Some(node), &found, "");
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
            doubts: Doubts::default(),
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

/// Whether a value has more parts than are shown.
fn is_long(value: Option<&Value>) -> bool {
    matches!(value, Some(Value::Link(link)) if link.hints.len().saturating_add(link.unknown.len()) > limits::NODES)
}
