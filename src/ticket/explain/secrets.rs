//! Which characters of the input must not be shown: those of secrets, and of what may be one.
//!
//! Where a ticket of a kind that carries secrets is too damaged to tell where its secret stands, all of its payload
//! counts as one.

use crate::ticket::checks::Unchecked;
use crate::ticket::encoding::span::Span;
use crate::ticket::explain::document::{Document, NodeState};
use crate::ticket::explain::mask::{MASK, Secrets};
use crate::ticket::explain::verdict::Verdict;
use crate::ticket::find;
use crate::ticket::wire::beginning;
use crate::ticket::wire::layout::Role;
use crate::ticket::wire::walk::Part;
use alloc::string::String;
use alloc::vec::Vec;

/// The places in the input that hold a secret, or may.
pub(crate) fn places(document: &Document) -> Vec<Span> {
    let mut places = Vec::new();
    for (index, node) in document.nodes.iter().enumerate() {
        let place = match node.role {
            role if role.is_secret() && node.part == Part::Body && node.is_leaf(index) => {
                document.text_span(node)
            }
            Role::Ticket => match ticket(document, index) {
                Some(place) => place,
                None => continue,
            },
            // A ticket where nobody looks for one.
            Role::Scheme
            | Role::ParamKey
            | Role::ParamValue
            | Role::Transport
            | Role::Address
            | Role::Host
            | Role::DatabaseId
                if node.is_leaf(index) =>
            {
                let inside = tickets(document.text_of(node)).into_iter();
                places.extend(inside.map(|span| document.project(node.layer, span.shift(node.span.start))));
                continue;
            }
            _ => continue,
        };
        if !place.is_empty() {
            places.push(place);
        }
    }
    // A text that is no ticket as it stands may have one in it.
    if document.value.is_none() && document.exact {
        // Of a ticket that is the whole text, it is known by now where its secret stands.
        let whole = Span::new(0, document.text().len());
        let inside = tickets(document.text()).into_iter().filter(|span| *span != whole);
        places.extend(inside.map(|span| document.project(0, span)));
    }
    places
}

/// Where tickets stand in a text that carry a secret, or can.
fn tickets(text: &str) -> Vec<Span> {
    if text.len() < find::SHORTEST {
        return Vec::new();
    }
    let sources = find::find(text, &Unchecked).sources.into_iter();
    let secretive = sources.filter(|source| beginning::may_hold_secret(source.kind, &source.text));
    secretive.map(|source| source.span).collect()
}

/// A text that is quoted: of tickets in it that carry a secret, or can, only the beginning.
pub(crate) fn quoted(text: &str) -> String {
    /// The prefix and a few characters more, which are the same in all of them.
    const BEGINNING: usize = 12;
    let mut out = String::new();
    let mut at = 0;
    for ticket in tickets(text) {
        let beginning = ticket.start.saturating_add(BEGINNING).min(ticket.end);
        out.push_str(Span::new(at, beginning).of(text));
        out.push('…');
        at = ticket.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// What has to be hidden of a ticket beyond the secrets that were read in full.
fn ticket(document: &Document, index: usize) -> Option<Span> {
    let ticket = document.nodes.get(index)?;
    let end = document.text_span(ticket).end;
    let bodies = || document.below(index).filter(|(_, node)| node.part == Part::Body);
    // A secret that ends early may go on behind the place where reading stopped.
    let broken = bodies().find(|(_, node)| node.role.is_secret() && node.state != NodeState::Fine);
    if let Some((_, secret)) = broken {
        return Some(Span::new(document.text_span(secret).start, end));
    }
    let is_told = bodies().any(|(_, node)| node.role.is_secret() || node.role == Role::NamespaceId);
    let is_whole = ticket.state == NodeState::Fine && bodies().all(|(_, node)| node.role != Role::Unread);
    let text = document.text_of(ticket).trim_start();
    let is_secretive = find::ticket_kind(text).is_some_and(|kind| beginning::may_hold_secret(kind, text));
    let payload = bodies().find(|(_, node)| node.role == Role::Payload);
    match payload {
        Some((_, payload)) if is_secretive && !is_told && !is_whole => Some(document.text_span(payload)),
        _ => None,
    }
}

impl Document {
    /// Whether the text of a node has a secret in it, or lies in one.
    pub fn hides(&self, index: usize) -> bool {
        if self.secrets.is_empty() {
            return false;
        }
        let Some(node) = self.nodes.get(index) else {
            return false;
        };
        let span = self.text_span(node);
        let holds = |outer: Span, inner: Span| outer.start <= inner.start && inner.end <= outer.end;
        self.secrets
            .iter()
            .any(|secret| holds(span, *secret) || holds(*secret, span))
    }

    /// The values of a link's unknown parameters, in order.
    pub(crate) fn unknown_values(&self) -> impl Iterator<Item = usize> + '_ {
        let nodes = self.nodes.iter().enumerate();
        nodes
            .filter(|(_, node)| node.role == Role::Param && node.name == "parameter")
            .filter_map(|(index, node)| Some(node.next.checked_sub(1)?.max(index)))
    }

    /// A verdict's reason. One parser quotes the beginning of the text, which may hold a secret.
    pub fn reason(&self, verdict: &Verdict, secrets: Secrets) -> Option<String> {
        const QUOTES: &str = "prefix, got: ";
        let reason = verdict.reason.as_deref()?;
        let quote = reason.find(QUOTES).map(|at| at.saturating_add(QUOTES.len()));
        Some(match quote.and_then(|at| reason.get(..at)) {
            Some(before) if secrets == Secrets::Masked && !self.secrets.is_empty() => {
                alloc::format!("{before}{MASK}")
            }
            _ => String::from(reason),
        })
    }
}
