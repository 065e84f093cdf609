//! Tickets that are damaged: a prefix that is none or another, wrong characters, one that is missing or too many, an end
//! that is missing or does not belong.

use super::search::{COUNTED, Damage, Reading, Search, WRONG, wrong};
use super::weigh::{BARE, KNOWN, MISSING, ODD, WORD, end_of, fault, weight};
use super::{Budget, Target, about, accepting, fix, lifted, lifted_edits};
use crate::ticket::checks::Checks;
use crate::ticket::encoding::codec;
use crate::ticket::encoding::span::Span;
use crate::ticket::explain::dissect::dissect;
use crate::ticket::explain::document::{Document, Node, NodeState};
use crate::ticket::explain::fix::{Change, Edit, Fix, Loss, Reason, Repair, edited};
use crate::ticket::find;
use crate::ticket::limits;
use crate::ticket::wire::kind::{Kind, Parser};
use crate::ticket::wire::walk::Part;
use alloc::string::String;
use alloc::vec::Vec;

/// Repairs of a finding that is a ticket.
pub(super) fn repairs(document: &Document, budget: &mut Budget, checks: &dyn Checks) -> Vec<(usize, Repair)> {
    let repair = of(document, 0, document.kind, true, budget, checks);
    let about = about(document, document.span);
    // What its parser takes all the same needs no reason why it stays as it is.
    let is_refused =
        |repair: &Repair| !repair.fixes.is_empty() || document.verdicts.iter().all(|it| !it.accepts);
    let repair = repair.filter(is_refused);
    repair
        .and_then(|repair| Some((about?, repair)))
        .into_iter()
        .collect()
}

/// The repair of the ticket at a node, which is to be one of `kind`; of another only where it `may_change`.
pub(super) fn of(
    document: &Document,
    root: usize,
    kind: Kind,
    may_change: bool,
    budget: &mut Budget,
    checks: &dyn Checks,
) -> Option<Repair> {
    let target = Target::at(document, root)?;
    if target.text.len() > limits::REPAIR_LENGTH {
        return Some(because(Reason::NotTried));
    }
    let given = target.text.get(..target.prefix)?;
    let is_upper = !given.is_empty() && !target.text.bytes().any(|byte| byte.is_ascii_lowercase());
    let own = match is_upper {
        true => target.text.to_ascii_lowercase(),
        false => String::from(target.text),
    };
    let patient = Patient {
        document,
        target: &target,
        text: &own,
        is_upper,
        may_change,
        checks,
    };
    let kind = if kind == Kind::Unknown {
        patient.closest()?
    } else {
        kind
    };
    patient.repair(kind, budget)
}

fn because(reason: Reason) -> Repair {
    Repair {
        reason: Some(reason),
        ..Repair::default()
    }
}

/// A ticket that is damaged.
struct Patient<'a> {
    document: &'a Document,
    target: &'a Target<'a>,
    /// Its text; in lower case where all of it is in upper case.
    text: &'a str,
    is_upper: bool,
    may_change: bool,
    checks: &'a dyn Checks,
}

impl Patient<'_> {
    fn prefix(&self) -> &str {
        self.text.get(..self.target.prefix).unwrap_or_default()
    }

    fn payload(&self) -> &str {
        self.text.get(self.target.prefix..).unwrap_or_default()
    }

    /// The kind whose prefix is nearest to one that is none.
    fn closest(&self) -> Option<Kind> {
        find::misspelt(self.prefix())
    }

    /// What makes the prefix right.
    fn lead(&self, kind: Kind) -> Vec<Edit> {
        let mut lead = Vec::new();
        if self.is_upper {
            lead.push(Edit::new(Change::LowerCase, self.text, Span::default(), ""));
        }
        if self.prefix() != kind.prefix() {
            let span = Span::new(0, self.target.prefix);
            lead.push(Edit::new(Change::Prefix, self.text, span, kind.prefix()));
        }
        lead
    }

    /// Whether a parser of `kind` accepts the ticket with another payload.
    fn accepts(&self, kind: Kind, payload: &str) -> bool {
        let text = [kind.prefix(), payload].concat();
        match self.may_change {
            true => !accepting(kind, &text, self.checks).is_empty(),
            // What a link's hint is given to.
            false => Parser::of(kind)
                .next()
                .is_some_and(|parser| accepting(kind, &text, self.checks).contains(&parser)),
        }
    }

    fn repair(&self, kind: Kind, budget: &mut Budget) -> Option<Repair> {
        let payload = self.payload();
        let lead = self.lead(kind);
        let is_exact = |kind: Kind| weight(kind, payload).is_some() && self.accepts(kind, payload);
        let is_lost = self.prefix().is_empty();
        if !lead.is_empty() && !is_lost && (is_exact(kind) || self.accepts(kind, payload)) {
            return Some(self.certain(kind, lead));
        }
        let wrong = wrong(payload);
        let mut others_repair = None;
        if self.may_change && wrong.is_empty() {
            let others = Kind::prefixed().filter(|other| other.original() == *other);
            let exact: Vec<Kind> = others.filter(|other| is_exact(*other)).collect();
            if !exact.is_empty() {
                let repair = self.other_prefixes(&exact);
                if repair.certain().is_some() || is_lost {
                    return Some(repair);
                }
                others_repair = Some(repair);
            }
        }
        if weight(kind, payload).is_some_and(|weight| weight > ODD) && lead.is_empty() && wrong.is_empty() {
            return self.of_the_key(kind, budget);
        }
        // Few are tried in the place of wrong characters, so that all can be checked.
        let has_wrong = !wrong.is_empty();
        let mut judge =
            |payload: &str| weight(kind, payload).filter(|_| !has_wrong || self.accepts(kind, payload));
        let mut search = Search::new(payload, &mut judge, budget);
        let fault = fault(kind, payload, self.checks);
        if !wrong.is_empty() && wrong.len() <= WRONG {
            search.instead_of_wrong();
        }
        let is_replaced = !search.found.is_empty();
        if let Some(end) = end_of(kind, payload).filter(|_| !is_replaced) {
            search.without_tail(end);
            search.found.retain(|reading| reading.weight > ODD);
        }
        if !is_replaced && wrong.is_empty() {
            search.one_change(Span::new(0, fault.until.min(payload.len())));
            if fault.missing.is_some() {
                let is_likely = |reading: &Reading| {
                    reading.weight == KNOWN
                        || matches!(
                            reading.damage,
                            Damage::Tail | Damage::Doubled | Damage::Inserted | Damage::Lost
                        )
                };
                search.found.retain(is_likely);
            }
        }
        search.best();
        let found = core::mem::take(&mut search.found);
        let is_exhausted = search.budget.exhausted;
        let mut repair = self.chosen(kind, found, lead, is_exhausted);
        if let Some(repair) = &mut repair
            && let Some(mut others) = others_repair.take()
        {
            others.fixes.append(&mut repair.fixes);
            others.more = others
                .fixes
                .len()
                .saturating_sub(limits::READINGS)
                .saturating_add(repair.more);
            others.fixes.truncate(limits::READINGS);
            repair.fixes.iter_mut().for_each(|fix| fix.is_certain = false);
            (repair.fixes, repair.more) = (others.fixes, others.more);
        }
        let because_of = |missing: Option<usize>| match missing {
            Some(bytes) if wrong.is_empty() && bytes <= MISSING => self.cut_off(bytes),
            _ if is_exhausted => Reason::NotTried,
            _ => Reason::Several,
        };
        repair
            .or(others_repair)
            .or_else(|| Some(because(because_of(fault.missing))))
    }

    /// Whole but for a key that is none: one of its characters is another.
    fn of_the_key(&self, kind: Kind, budget: &mut Budget) -> Option<Repair> {
        let payload = self.payload();
        let fault = fault(kind, payload, self.checks);
        let mut judge = |payload: &str| weight(kind, payload);
        let mut search = Search::new(payload, &mut judge, budget);
        search.one_change(fault.place);
        // Half of all neighbours that are swapped make a key: none of that says anything.
        search.found.retain(|reading| reading.damage != Damage::Swapped);
        search.best();
        let found = core::mem::take(&mut search.found);
        let first = found.first()?.clone();
        let readings = found.len();
        let mut repair = self.chosen(kind, found, self.lead(kind), false)?;
        let number = |at: usize| {
            let at = Span::sized(
                self.target
                    .span
                    .start
                    .saturating_add(self.target.prefix)
                    .saturating_add(at),
                1,
            );
            lifted(self.document, self.target.layer, at)
                .start
                .saturating_add(1)
        };
        // Letters that look alike are few, and others could have been changed as well.
        repair.reason = Some(Reason::Unknown {
            loss: Loss::Changed,
            place: (
                number(fault.place.start),
                number(fault.place.end.saturating_sub(1)),
            ),
            field: self.field(kind, &first),
            readings: readings.min(COUNTED),
            most: COUNTED,
        });
        repair.fixes.iter_mut().for_each(|fix| fix.is_certain = false);
        Some(repair)
    }

    /// What was cut off, and what is left.
    fn cut_off(&self, bytes: usize) -> Reason {
        let payload = self.payload();
        let held = codec::base32_before(payload.as_bytes()).len();
        let whole = held.saturating_add(bytes).saturating_mul(8).div_ceil(5);
        let mut names: Vec<&'static str> = Vec::new();
        let place = self.document.project(self.target.layer, self.target.span);
        for (index, node) in self.document.nodes.iter().enumerate() {
            let is_whole = node.state == NodeState::Fine && node.part == Part::Body && node.is_leaf(index);
            let is_inside =
                self.document.is_payload(node.layer) && place.touches(self.document.text_span(node));
            let name = node.name.known();
            if is_whole && is_inside && !names.contains(&name) {
                names.push(name);
            }
        }
        Reason::CutOff {
            bytes,
            characters: whole.saturating_sub(payload.len()).max(1),
            whole: names,
        }
    }

    fn certain(&self, kind: Kind, edits: Vec<Edit>) -> Repair {
        Repair {
            fixes: self.fix(kind, edits, true).into_iter().collect(),
            ..Repair::default()
        }
    }

    /// Behind other prefixes it is whole.
    fn other_prefixes(&self, kinds: &[Kind]) -> Repair {
        // An id alone can be chance: of a payload that lost a character, or its end.
        let has_more = |kind: &Kind| weight(*kind, self.payload()).is_some_and(|weight| weight > BARE);
        let is_only = kinds.len() == 1 && (kinds.iter().all(has_more) || self.prefix().is_empty());
        let fixes = kinds
            .iter()
            .filter_map(|kind| self.fix(*kind, self.lead(*kind), is_only));
        Repair {
            fixes: fixes.take(limits::READINGS).collect(),
            more: kinds.len().saturating_sub(limits::READINGS),
            reason: None,
        }
    }

    /// A fix of the whole finding by edits of the ticket.
    fn fix(&self, kind: Kind, edits: Vec<Edit>, is_certain: bool) -> Option<Fix> {
        let document = self.document;
        let target = self.target;
        let base = match self.is_upper && self.may_change {
            true => document.text().to_ascii_lowercase(),
            false => String::from(document.text()),
        };
        let (kind, edits) = match self.may_change {
            true => (kind, edits),
            false => {
                let edits = lifted_edits(document, target.layer, target.span.start, &edits, &base);
                (document.kind, edits)
            }
        };
        fix(document, &base, edits, kind, is_certain, self.checks)
    }

    /// The readings that a parser accepts, of the likeliest damage; or why they are too many.
    fn chosen(&self, kind: Kind, found: Vec<Reading>, lead: Vec<Edit>, is_exhausted: bool) -> Option<Repair> {
        let payload = self.payload();
        let mut accepted: Vec<&Reading> = Vec::new();
        // One that holds as well, of damage that is less likely.
        let mut is_only = true;
        for reading in &found {
            let is_likely = accepted
                .first()
                .is_none_or(|first| first.damage.rank() == reading.damage.rank());
            if !is_likely && !is_only || accepted.len() >= COUNTED {
                continue;
            }
            if !self.accepts(kind, &edited(payload, &reading.edits)) {
                continue;
            }
            match is_likely {
                true => accepted.push(reading),
                false => is_only = false,
            }
        }
        let first = accepted.first()?;
        // One change is one of many that were tried: by chance another ticket may come of it.
        let is_told = first.weight == KNOWN || !wrong(payload).is_empty();
        let is_word = first
            .edits
            .iter()
            .any(|edit| edit.what == Change::Tail && edit.span.len() >= WORD);
        let is_certain = accepted.len() == 1 && (is_only && is_told || is_word);
        if accepted.len() > limits::PLAUSIBLE {
            let same = || {
                found
                    .iter()
                    .filter(|reading| reading.damage.rank() == first.damage.rank())
            };
            let number = |edit: &Edit| {
                let at = self.target.span.start.saturating_add(self.target.prefix);
                let span = lifted(self.document, self.target.layer, edit.span.shift(at));
                span.start.saturating_add(1)
            };
            let places = same().filter_map(|reading| reading.edits.first().map(number));
            let start = lifted(
                self.document,
                self.target.layer,
                Span::sized(self.target.span.start, 0),
            )
            .start;
            // Where not all was tried, it may be anywhere before.
            let least = match is_exhausted {
                true => start.saturating_add(self.target.prefix).saturating_add(1),
                false => places.clone().min()?,
            };
            let loss = [Loss::Missing, Loss::Extra, Loss::Changed];
            let many = |loss: &Loss| same().filter(|reading| reading.damage.loss() == *loss).count();
            return Some(because(Reason::Unknown {
                loss: loss.into_iter().max_by_key(many)?,
                place: (least, places.max()?),
                field: self.field(kind, accepted.get(accepted.len() / 2).unwrap_or(first)),
                readings: accepted.len(),
                most: COUNTED,
            }));
        }
        let offered = accepted.iter().take(limits::READINGS);
        let fixes = offered.filter_map(|reading| {
            let shift = |edit: &Edit| Edit {
                span: edit.span.shift(self.target.prefix),
                ..edit.clone()
            };
            let mut edits = lead.clone();
            edits.extend(reading.edits.iter().map(shift));
            self.fix(kind, edits, is_certain)
        });
        Some(Repair {
            fixes: fixes.collect(),
            more: accepted.len().saturating_sub(limits::READINGS),
            reason: (accepted.len() == 1 && !is_certain || !is_only).then_some(Reason::Likeliest),
        })
    }

    /// The field that a reading changes something in.
    fn field(&self, kind: Kind, reading: &Reading) -> &'static str {
        let Some(edit) = reading.edits.first() else {
            return "";
        };
        let text = [kind.prefix(), &edited(self.payload(), &reading.edits)].concat();
        let at = edit.span.start.saturating_add(kind.prefix().len());
        let mended = dissect(find::exact(&text, self.checks), false, self.checks);
        let nodes = mended.nodes.iter().enumerate();
        let is_there = |(index, node): &(usize, &Node)| {
            node.is_leaf(*index) && mended.text_span(node).touches(Span::sized(at, 1))
        };
        nodes
            .rev()
            .find(is_there)
            .map_or("", |(_, node)| node.name.known())
    }
}
