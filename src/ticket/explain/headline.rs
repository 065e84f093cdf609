//! The headline: what works with what, in one line, by the releases of today.

use crate::ticket::explain::diagnostic::{Code, Severity, cleaned};
use crate::ticket::explain::document::{Document, Node, OwnType};
use crate::ticket::explain::own::Fit;
use crate::ticket::explain::value::Value;
use crate::ticket::explain::verdict::{Parser, Verdict};
use crate::ticket::wire::kind::{Kind, Sort};
use crate::ticket::wire::layout::Role;
use crate::ticket::wire::value::TransportAddr;
use crate::ticket::words::{count, list, small, visible};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// How good the news is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HeadlineTone {
    /// A release of today reads it just as it stands.
    Good,
    /// It works, but not everywhere, or not with all that is in it.
    Caution,
    /// Nothing reads it.
    Bad,
}

impl HeadlineTone {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            HeadlineTone::Good => "good",
            HeadlineTone::Caution => "caution",
            HeadlineTone::Bad => "bad",
        }
    }
}

/// How a parser's verdict is to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VerdictTone {
    /// It reads all of it.
    Accepts,
    /// It accepts, but loses something, or reads something else than is meant.
    AcceptsButDrops,
    /// It rejects, and a release of today does so.
    Rejects,
    /// It rejects, which concerns nobody: no release of today contains it, or it is for another kind.
    RejectsIrrelevant,
}

/// What works with what.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Headline {
    /// How good the news is.
    pub tone: HeadlineTone,
    /// The line, without a full stop: `Works with iroh 0.94 and later`.
    pub text: String,
    /// The parsers behind it, in the order of [`Document::verdicts`].
    pub parsers: Vec<(Parser, VerdictTone)>,
}

/// How many things that are lost are named.
const DROPS: usize = 3;

impl Document {
    /// What works with what; `None` for what no parser is there for: an id, a key or a URL alone.
    pub fn headline(&self) -> Option<Headline> {
        if !matches!(self.kind.spec().sort, Sort::Link | Sort::Ticket) {
            return None;
        }
        if let Some(own) = &self.own {
            return Some(own.headline());
        }
        let (tone, text) = match self.kind == Kind::Unknown {
            true => (
                HeadlineTone::Caution,
                String::from("An application’s own kind of ticket: no parser is known for it"),
            ),
            false => self.news(),
        };
        let parsers = self.verdicts.iter();
        Some(Headline {
            tone,
            text: visible(&text),
            parsers: parsers
                .map(|verdict| (verdict.parser, self.tone(verdict)))
                .collect(),
        })
    }

    /// How a verdict on the whole, or on a ticket inside, is to be shown.
    pub fn tone(&self, verdict: &Verdict) -> VerdictTone {
        let is_nested = self
            .nested
            .iter()
            .any(|(_, nested)| core::ptr::eq(nested, verdict));
        let concerns =
            is_nested || verdict.parser.is_of(self.kind) && verdict.parser.releases(self.kind).are_current();
        match (verdict.accepts, concerns) {
            (true, _) if verdict.drops.is_empty() && !self.misreads(verdict) => VerdictTone::Accepts,
            (true, _) => VerdictTone::AcceptsButDrops,
            (false, true) => VerdictTone::Rejects,
            (false, false) => VerdictTone::RejectsIrrelevant,
        }
    }

    /// Whether a parser reads something else than the text means.
    fn misreads(&self, verdict: &Verdict) -> bool {
        // That eidetica rewrites an id is no other meaning, nor what a ticket inside of a link says.
        let is_ticket = matches!(self.value, Some(Value::Ticket(..)));
        verdict.accepts && is_ticket && !verdict.agrees(self.value.as_ref())
    }

    fn news(&self) -> (HeadlineTone, String) {
        let own = self
            .verdicts
            .iter()
            .filter(|verdict| verdict.parser.is_of(self.kind));
        let (mut today, mut before, mut misread): (Vec<&Verdict>, Vec<&Verdict>, Vec<&Verdict>) =
            Default::default();
        for verdict in own.clone().filter(|verdict| verdict.accepts) {
            match (
                self.misreads(verdict),
                verdict.parser.releases(self.kind).are_current(),
            ) {
                (true, _) => misread.push(verdict),
                (false, true) => today.push(verdict),
                (false, false) => before.push(verdict),
            }
        }
        let is_damaged = self.diagnostics.iter().find(|one| one.code == Code::IdDamaged);
        if let Some(damage) = is_damaged {
            let found = small(&damage.found);
            return (
                HeadlineTone::Bad,
                format!("Works with nothing: {found} in the database id"),
            );
        }
        let everybody = today.len().saturating_add(before.len());
        let every = self.kind.spec().every;
        let mut text = match (today.first(), before.first(), misread.first()) {
            (Some(_), Some(_), _) if everybody == own.count() && !every.is_empty() => {
                format!("Works with {every}")
            }
            (Some(verdict), ..) => {
                format!("Works with {}", self.releases(verdict))
            }
            (None, Some(verdict), None) => format!("Works with {} only", self.releases(verdict)),
            (None, Some(verdict), Some(other)) => format!(
                "Works with {} only: {} misreads it",
                self.releases(verdict),
                self.releases(other)
            ),
            (None, None, other) => return self.bad_news(other.copied()),
        };
        let mut catches = Vec::new();
        let chosen = today.first().or(before.first());
        let drops = chosen.map_or(&[][..], |verdict| &verdict.drops);
        if !drops.is_empty() {
            catches.push(format!("drops {}", dropped(drops)));
        }
        catches.extend(self.catches());
        let cleaned = cleaned(&self.diagnostics);
        let is_good = catches.is_empty() && cleaned.is_empty() && !today.is_empty();
        match (cleaned.as_str(), today.is_empty()) {
            ("", _) => {}
            (cleaned, true) => text.push_str(&format!(", after cleaning: {cleaned} removed")),
            (cleaned, false) => text = format!("Works after cleaning: {cleaned} removed"),
        }
        if !catches.is_empty() {
            text.push_str(&format!(", but {}", list(&catches)));
        }
        let tone = match is_good {
            true => HeadlineTone::Good,
            false => HeadlineTone::Caution,
        };
        (tone, text)
    }

    /// What a verdict stands for: the releases of its parser, or of the form that custom addresses in the ticket have.
    fn releases(&self, verdict: &Verdict) -> &'static str {
        let has_custom = |value: &Value| match value {
            Value::Ticket(ticket, _) => {
                let mut addrs = ticket.endpoints().iter().flat_map(|addr| &addr.addrs);
                addrs.any(|addr| matches!(addr, TransportAddr::Custom(_)))
            }
            _ => false,
        };
        let layout = verdict.parser.reads(self.kind).map(|(_, layout)| layout);
        match layout.and_then(|layout| layout.custom) {
            Some(form) if self.value.as_ref().is_some_and(has_custom) => form.releases().words(),
            _ => verdict.parser.releases(self.kind).words(),
        }
    }

    /// Of what no parser reads as it is meant.
    fn bad_news(&self, misread: Option<&Verdict>) -> (HeadlineTone, String) {
        let is_reason = |code: Code| !matches!(code, Code::Rejected | Code::GoesOn);
        let errors = self
            .diagnostics
            .iter()
            .filter(|one| one.severity == Severity::Error);
        // That the end is missing explains odd characters at the end, not the other way round.
        let cut_off = errors.clone().find(|one| one.code == Code::CutOff);
        let wrong = cut_off.or_else(|| errors.clone().find(|one| is_reason(one.code)));
        // Whole, but as programs wrote it that nobody runs any more.
        let of_then = self.layout.filter(|layout| {
            let form = layout.custom.filter(|form| !form.releases().are_current());
            wrong.is_none() && self.value.is_some() && (!layout.is_current() || form.is_some())
        });
        match (of_then, wrong) {
            (Some(layout), _) => {
                let form = layout.custom.filter(|form| !form.releases().are_current());
                let who = form.map_or(layout.era, |form| form.releases().words());
                let misread = misread.map_or_else(String::new, |verdict| {
                    format!(": {} misreads it", self.releases(verdict))
                });
                (HeadlineTone::Caution, format!("Works with {who} only{misread}"))
            }
            (None, Some(wrong)) => {
                let message = wrong.message();
                let reason = match wrong.code.template().starts_with('{') {
                    true => message,
                    false => small(&message),
                };
                let reason = reason.trim_end_matches('.');
                (HeadlineTone::Bad, format!("Works with nothing: {reason}"))
            }
            (None, None) => {
                let refusal = self
                    .verdicts
                    .iter()
                    .find_map(|verdict| self.reason(verdict, crate::ticket::explain::mask::Secrets::Masked));
                let reason = refusal.map_or_else(String::new, |reason| format!(": {reason}"));
                (HeadlineTone::Bad, format!("Works with nothing{reason}"))
            }
        }
    }

    /// What is accepted and will not do all the same.
    fn catches(&self) -> Vec<String> {
        let mut catches = Vec::new();
        let has = |code: Code| self.diagnostics.iter().any(|one| one.code == code);
        if has(Code::IdEmpty) {
            catches.push(String::from("names no database"));
        }
        if has(Code::GoesOn) {
            catches.push(String::from("more of it seems to follow"));
        }
        let is_peer = |node: &&Node| node.role == Role::Param && node.index.is_some();
        let peers = self.nodes.iter().filter(is_peer).count();
        let bad = self.nested.iter().filter(|(_, verdict)| !verdict.accepts).count();
        match (bad, peers) {
            (0, _) => {}
            (1, 1) => catches.push(String::from("the ticket of its only peer is rejected")),
            (bad, peers) if bad >= peers => {
                catches.push(String::from("the tickets of all its peers are rejected"))
            }
            (1, peers) => catches.push(format!("the ticket of 1 of its {peers} peers is rejected")),
            (bad, peers) => catches.push(format!("the tickets of {bad} of its {peers} peers are rejected")),
        }
        catches
    }
}

impl OwnType {
    fn headline(&self) -> Headline {
        let (name, fit) = (visible(&self.name), self.fit.words());
        let (tone, text) = match &self.fit {
            Fit::Complete => (HeadlineTone::Good, format!("Reads completely as {name}")),
            Fit::Left(_) => (HeadlineTone::Caution, format!("Reads as {name}, with {fit}")),
            Fit::Ends(_) | Fit::Wrong(_) | Fit::Stopped => (
                HeadlineTone::Bad,
                format!("Does not read as {name}: {}", visible(&fit)),
            ),
        };
        Headline {
            tone,
            text,
            parsers: Vec::new(),
        }
    }
}

/// What is lost, in words.
fn dropped(drops: &[String]) -> String {
    let mut named: Vec<String> = drops.iter().take(DROPS).cloned().collect();
    match drops.len().saturating_sub(DROPS) {
        0 => {}
        more => named.push(count(more, "more thing", "more things")),
    }
    list(&named)
}
