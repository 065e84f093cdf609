//! What must not be shown: **whatever is not proven public**.
//!
//! Every leaf of a document is hidden, unless its role is a public one and its bytes are proven to be what the role
//! says (`proof`), or it is text in which nothing could be a part of a secret (`words`). That a ticket is damaged,
//! of another kind than its prefix says, or not where tickets belong, then hides more of it, never less.
//!
//! [`Document::hides`] answers for every view, [`quoted`] for every message and error.

mod debug;
pub(super) mod proof;
mod words;

use crate::ticket::encoding::span::Span;
use crate::ticket::explain::document::{Document, NodeState};
use crate::ticket::explain::mask::{MASK, Secrets};
use crate::ticket::explain::verdict::Verdict;
use crate::ticket::link::cid;
use crate::ticket::wire::layout::{Role, Secrecy};
use crate::ticket::wire::walk::Part;
use crate::ticket::words::visible;
use alloc::string::String;
use alloc::vec::Vec;

/// Marks the nodes of which something is hidden, and gives the hidden places in the input: sorted, and none touches
/// another.
pub(super) fn hide(document: &mut Document) -> Vec<Span> {
    // A text in which nothing is long enough hides nothing, whatever was made of it.
    if words::suspects(document.text()).is_empty() {
        return Vec::new();
    }
    let mut places: Vec<Span> = Vec::new();
    let mut hides = alloc::vec![false; document.nodes.len()];
    // Those that the node is inside of.
    let mut around: Vec<usize> = Vec::new();
    for (index, node) in document.nodes.iter().enumerate() {
        around.truncate(node.depth);
        let before = places.len();
        if node.role == Role::Payload {
            // Characters behind the last whole byte belong to none. What is read last ends last.
            let last = node.next.checked_sub(1).filter(|last| *last > index);
            let last = last.and_then(|last| document.nodes.get(last));
            let whole = document.text_span(node);
            let read = last.map_or(whole.start, |last| document.text_span(last).end);
            places.push(Span::new(read.max(whole.start), whole.end));
        }
        if node.is_leaf(index) {
            let inside = |span: Span| document.project(node.layer, span.shift(node.span.start));
            places.extend(hidden(document, index).into_iter().map(inside));
        }
        let new = places.get(before..).unwrap_or_default();
        if new.iter().any(|place| !place.is_empty()) {
            for marked in around.iter().chain([&index]) {
                hides.get_mut(*marked).into_iter().for_each(|hides| *hides = true);
            }
        }
        if !node.is_leaf(index) {
            around.push(index);
        }
    }
    for (node, hides) in document.nodes.iter_mut().zip(hides) {
        node.hides = hides;
    }
    merged(places)
}

/// What is hidden of a leaf, from its own beginning on.
fn hidden(document: &Document, index: usize) -> Vec<Span> {
    let Some(node) = document.nodes.get(index) else {
        return Vec::new();
    };
    let all = || alloc::vec![Span::new(0, node.span.len())];
    let text = || document.text_of(node);
    match (node.role.secrecy(), node.role) {
        _ if node.part != Part::Body => {
            // A discriminant is one of few, and the length of a key is always the same.
            let is_told = node.part == Part::Tag || node.part == Part::Length && node.role.is_secret();
            match node.proven || is_told && node.state == NodeState::Fine {
                true => Vec::new(),
                false => all(),
            }
        }
        (Secrecy::Secret(_), _) => all(),
        // `&`, `=` and `:`, and the character that names a base.
        (Secrecy::Public, Role::Separator | Role::Multibase) => Vec::new(),
        (_, Role::KindPrefix | Role::Scheme) => match node.proven {
            true => Vec::new(),
            false => words::suspects(text()),
        },
        (Secrecy::Public, _) if node.proven => Vec::new(),
        (Secrecy::Text, Role::RelayUrl) if node.proven => words::suspects_in_url(text()),
        (Secrecy::Text, Role::Json) if node.proven => words::suspects_in_json(text()),
        (Secrecy::Text, Role::Unread) => all(),
        (Secrecy::Text, _) if node.proven => Vec::new(),
        (Secrecy::Text, Role::Host) => words::suspects_in_host(text()),
        (Secrecy::Text, _) if document.is_payload(node.layer) => all(),
        (Secrecy::Text, Role::DatabaseId) if cid::hash_id(text()).is_some() => Vec::new(),
        (Secrecy::Text, _) => {
            let id = cid::written_length(text());
            let rest = words::suspects(text().get(id..).unwrap_or_default());
            rest.into_iter().map(|span| span.shift(id)).collect()
        }
        (Secrecy::Public | Secrecy::Parts, _) => all(),
    }
}

/// The same places, sorted, and those that touch as one.
fn merged(mut places: Vec<Span>) -> Vec<Span> {
    places.retain(|place| !place.is_empty());
    places.sort_unstable();
    let mut out: Vec<Span> = Vec::with_capacity(places.len());
    for place in places {
        match out.last_mut() {
            Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
            _ => out.push(place),
        }
    }
    out
}

/// A text of which nothing more is known, or a mask if it may be a part of a secret.
pub fn shown(text: &str) -> &str {
    let rest = text.get(cid::written_length(text)..).unwrap_or_default();
    match cid::hash_id(text).is_some() || words::suspects(rest).is_empty() {
        true => text,
        false => MASK,
    }
}

/// A URL with a mask for each part of it that may be a part of a secret.
pub fn shown_url(url: &str) -> String {
    masked(url, &words::suspects_in_url(url))
}

fn masked(text: &str, hidden: &[Span]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for span in hidden {
        out.push_str(Span::new(at, span.start).of(text));
        out.push_str(MASK);
        at = span.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// A text that a message quotes, from the input or from an argument: [`shown`], and everything unseen written out.
pub fn quoted(text: &str) -> String {
    visible(shown(text))
}

/// A message that somebody else wrote, who may have quoted what was given: a mask for each word that may be a part of a
/// secret.
pub fn without_suspects(message: &str) -> String {
    masked(message, &words::suspects_in_words(message))
}

impl Document {
    /// Whether something of a node is hidden.
    pub fn hides(&self, index: usize) -> bool {
        self.nodes.get(index).is_some_and(|node| node.hides)
    }

    /// Whether a place in the input shares a character with something hidden.
    pub fn hides_part_of(&self, place: Span) -> bool {
        let first = self.secrets.partition_point(|secret| secret.end <= place.start);
        self.secrets
            .get(first)
            .is_some_and(|secret| secret.start < place.end)
    }

    /// Whether each field of its value is proven to be what it says. Where one is not, no part of the value may be shown.
    pub fn is_proven(&self) -> bool {
        let in_doubt = |(index, node): (usize, &crate::ticket::explain::document::Node)| {
            node.is_leaf(index)
                && !node.proven
                && node.role != Role::Unread
                && self.is_payload(node.layer)
                && !node.span.is_empty()
        };
        self.secrets.is_empty() || !self.nodes.iter().enumerate().any(in_doubt)
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
        let quote = quote.and_then(|at| reason.split_at_checked(at));
        Some(match quote {
            Some((before, quote)) if secrets == Secrets::Masked && self.hides_beginning(quote) => {
                alloc::format!("{before}{MASK}")
            }
            _ => String::from(reason),
        })
    }

    /// Whether something of the beginning of the text is hidden.
    fn hides_beginning(&self, beginning: &str) -> bool {
        self.hides_part_of(self.project(0, Span::new(0, beginning.len())))
    }
}
