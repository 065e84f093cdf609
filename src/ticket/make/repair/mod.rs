//! What would mend a damaged finding, each fix tried before it is offered.
//!
//! Cleaning is the search's work ([`find`]): what it takes away was certainly put in on the way. What
//! is done here is guessing, so nothing is chosen in silence: all readings that hold are offered as far as they are few,
//! and where nothing in the text tells which is right, that is the answer.
//!
//! Guessing takes time, so it is a step of its own: [`report`] adds it to what was explained.

mod alike;
mod link;
mod search;
mod ticket;
mod weigh;

use crate::ticket::checks::Checks;
use crate::ticket::encoding::span::Span;
use crate::ticket::explain::diagnostic::{Code, Diagnostic, Severity};
use crate::ticket::explain::dissect::dissect;
use crate::ticket::explain::document::{Document, Node};
use crate::ticket::explain::fix::{Edit, Fix, Reason, Repair, edited};
use crate::ticket::explain::report::Report;
use crate::ticket::explain::verdict::{Parser, Verdict};
use crate::ticket::find;
use crate::ticket::limits;
use crate::ticket::wire::kind::{Kind, Sort};
use crate::ticket::wire::layout::Role;
use alloc::string::String;
use alloc::vec::Vec;

/// A finding that was mended as far as that can be done with certainty.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Mended {
    /// What it is now.
    pub document: Document,
    /// What was done, one after the other.
    pub steps: Vec<Fix>,
    /// What is still wrong: an error, and what can be done about it.
    pub left: Option<(Diagnostic, Repair)>,
}

/// How many errors of one finding are mended, one after the other.
const STEPS: usize = 16;

/// Mends whatever in a finding can be mended with certainty.
pub fn mend(document: &Document, checks: &dyn Checks) -> Mended {
    let mut document = document.clone();
    let mut steps: Vec<Fix> = Vec::new();
    let mut repairs = repairs(&document, &mut Budget::default(), checks);
    while steps.len() < STEPS
        && let Some(fix) = repairs.iter().find_map(|(_, repair)| repair.certain())
    {
        let fix = fix.clone();
        document = dissect(find::exact(&fix.text, checks), false, checks);
        steps.push(fix);
        repairs = self::repairs(&document, &mut Budget::default(), checks);
    }
    let mut errors = document.diagnostics.iter();
    let error = errors.find(|diagnostic| diagnostic.severity == Severity::Error);
    let left = error.map(|error| {
        let mut known = repairs.into_iter().map(|(_, repair)| repair);
        (error.clone(), known.next_back().unwrap_or_default())
    });
    Mended {
        document,
        steps,
        left,
    }
}

impl Mended {
    /// Each way to go on from where it cannot be known which is right.
    pub fn readings(self, checks: &dyn Checks) -> Vec<Mended> {
        let fixes = match &self.left {
            Some((_, repair)) if !repair.fixes.is_empty() => repair.fixes.clone(),
            _ => return alloc::vec![self],
        };
        let on = |fix: Fix| {
            let next = mend(&dissect(find::exact(&fix.text, checks), false, checks), checks);
            let mut steps = self.steps.clone();
            steps.push(fix);
            steps.extend(next.steps);
            Mended { steps, ..next }
        };
        fixes.into_iter().map(on).collect()
    }
}

/// What may still be spent on mending the findings of one text.
#[derive(Clone, Debug)]
pub struct Budget {
    all: usize,
    own: usize,
    findings: usize,
    /// How many bytes of mended texts may still be written.
    text: usize,
    exhausted: bool,
}

impl Default for Budget {
    fn default() -> Self {
        Budget {
            all: limits::ALL_REPAIR_WORK,
            own: 0,
            findings: limits::REPAIRS,
            text: limits::REPAIR_TEXT,
            exhausted: false,
        }
    }
}

impl Budget {
    /// Begins another finding, if there may be one.
    fn begin(&mut self) -> bool {
        self.own = limits::REPAIR_WORK;
        self.exhausted = false;
        let may = self.findings > 0 && self.text > 0;
        self.findings = self.findings.saturating_sub(1);
        may
    }

    /// Takes note of what is offered. Gives whether there may be more.
    fn offer(&mut self, repair: &Repair) -> bool {
        let bytes = repair.fixes.iter().map(|fix| fix.text.len()).sum();
        self.text = self.text.saturating_sub(bytes);
        self.text > 0
    }

    /// Whether a text of so many bytes may be tried.
    fn take(&mut self, bytes: usize) -> bool {
        let cost = bytes.saturating_add(16);
        match (self.all.checked_sub(cost), self.own.checked_sub(cost)) {
            (Some(all), Some(own)) => {
                (self.all, self.own) = (all, own);
                true
            }
            _ => {
                self.exhausted = true;
                false
            }
        }
    }
}

/// Works out what would mend each finding, and puts it with the diagnostics that it is about.
pub fn report(report: &mut Report, checks: &dyn Checks) {
    let mut budget = Budget::default();
    for found in &mut report.found {
        document(found, &mut budget, checks);
    }
}

/// The same for one finding.
pub fn document(document: &mut Document, budget: &mut Budget, checks: &dyn Checks) {
    for (diagnostic, repair) in repairs(document, budget, checks) {
        if let Some(diagnostic) = document.diagnostics.get_mut(diagnostic) {
            diagnostic.repair = repair;
        }
    }
}

/// What would mend a finding: each repair with the index of the diagnostic that it is about. Nothing is tried where there
/// is nothing wrong.
pub fn repairs(document: &Document, budget: &mut Budget, checks: &dyn Checks) -> Vec<(usize, Repair)> {
    // No parser is known for somebody's own types, so no repair could be tried.
    let is_own = document.own.is_some();
    if is_own || !document.diagnostics.iter().any(is_damage) || !budget.begin() {
        return Vec::new();
    }
    let mut all = document.diagnostics.iter();
    if let Some(shortened) = all.position(|diagnostic| diagnostic.code == Code::Shortened) {
        let repair = Repair {
            reason: Some(Reason::Shortened),
            ..Repair::default()
        };
        return alloc::vec![(shortened, repair)];
    }
    match document.kind.spec().sort {
        Sort::Ticket => {
            let repairs = ticket::repairs(document, budget, checks);
            for (_, repair) in &repairs {
                budget.offer(repair);
            }
            repairs
        }
        Sort::Link => link::repairs(document, budget, checks),
        Sort::Bare(_) => Vec::new(),
    }
}

/// Whether a diagnostic is about something that repair can do anything about.
fn is_damage(diagnostic: &Diagnostic) -> bool {
    let is_entity = diagnostic.code == Code::UnknownParameter && diagnostic.found.starts_with(link::ENTITY);
    diagnostic.severity == Severity::Error || diagnostic.code == Code::TrailingBytes || is_entity
}

/// The first diagnostic about damage in a place of the input.
fn about(document: &Document, place: Span) -> Option<usize> {
    let is_there = |diagnostic: &Diagnostic| is_damage(diagnostic) && place.touches(diagnostic.text);
    document.diagnostics.iter().position(is_there)
}

/// The parsers of a kind that accept a text.
fn accepting(kind: Kind, text: &str, checks: &dyn Checks) -> Vec<Parser> {
    let accepts = |parser: &Parser| Verdict::ask(*parser, text, kind, checks).accepts;
    Parser::of(kind).filter(accepts).collect()
}

/// A fix of `base`, the finding's text or that in lower case, if some parser of `kind` accepts what comes of it.
fn fix(
    document: &Document,
    base: &str,
    edits: Vec<Edit>,
    kind: Kind,
    is_certain: bool,
    checks: &dyn Checks,
) -> Option<Fix> {
    let text = edited(base, &edits);
    let accepted_by = accepting(kind, &text, checks);
    if accepted_by.is_empty() {
        return None;
    }
    let mended = dissect(find::exact(&text, checks), false, checks);
    let hides = hides(document, &mended);
    Some(Fix::new(base, edits, mended.kind, accepted_by, is_certain, hides))
}

/// Whether the mended text may hold a secret. What was hidden of the damaged one is only shown of an endpoint's ticket in
/// which a web address stands exactly in its place: that proves what the rest is.
fn hides(before: &Document, mended: &Document) -> bool {
    if before.secrets.is_empty() || !mended.secrets.is_empty() {
        return !mended.secrets.is_empty();
    }
    let roots = mended.nodes.iter().enumerate();
    let mut tickets = roots.filter(|(_, node)| node.role == Role::Ticket && node.wire == "ticket");
    let is_witness = |node: &Node| {
        node.role == Role::RelayUrl && node.proven && mended.text_of(node).starts_with("http")
            || node.role == Role::RelayUrl && mended.bytes(node).starts_with(b"http")
    };
    let has_no_secret = |kind: Kind| {
        let mut layouts = kind.layouts().iter();
        layouts.all(|layout| layout.find(&|field| field.role.is_secret()).is_none())
    };
    let is_ticket = mended.kind.spec().sort == Sort::Ticket;
    let is_known = !is_ticket || has_no_secret(mended.kind);
    let all = tickets.all(|(root, _)| mended.below(root).any(|(_, node)| is_witness(node)));
    !(is_known && all)
}

/// A ticket in a finding, by itself or in a hint.
struct Target<'a> {
    /// Its text.
    text: &'a str,
    /// How long its prefix is as it stands.
    prefix: usize,
    /// The layer that it lies in.
    layer: usize,
    /// Its place in that layer.
    span: Span,
}

impl<'a> Target<'a> {
    /// The ticket at a node.
    fn at(document: &'a Document, root: usize) -> Option<Self> {
        let node = document.nodes.get(root)?;
        let text = node.span.of(document.layers.get(node.layer)?.text());
        let of = |role: Role| {
            let parts = document
                .children(root)
                .filter_map(|child| document.nodes.get(child));
            parts
                .filter(|part| part.role == role && part.layer == node.layer)
                .map(|part| part.span)
                .next()
        };
        let prefix = of(Role::KindPrefix).map_or(0, Span::len);
        Some(Target {
            text,
            prefix,
            layer: node.layer,
            span: node.span,
        })
    }
}

/// Where a span of a layer lies in the finding's text.
fn lifted(document: &Document, layer: usize, span: Span) -> Span {
    let (mut layer, mut span) = (layer, span);
    while let Some(current) = document.layers.get(layer)
        && let Some(parent) = current.parent
    {
        span = current.map.project(span);
        layer = parent;
    }
    span
}

/// Edits of a text that lies in a layer, as edits of the finding's text, which has become `base`.
fn lifted_edits(document: &Document, layer: usize, at: usize, edits: &[Edit], base: &str) -> Vec<Edit> {
    let lift = |edit: &Edit| {
        let span = lifted(document, layer, edit.span.shift(at));
        Edit {
            what: edit.what,
            span,
            old: String::from(span.of(base)),
            new: edit.new.clone(),
        }
    };
    edits.iter().map(lift).collect()
}
