//! What there is to say about a kind of ticket, link or id: the columns of the table in [`kinds`](super::kinds), and what
//! follows from a row.

use crate::ticket::wire::examples::Example;
use crate::ticket::wire::layout::{Layout, Role};
use core::fmt;

pub use crate::ticket::wire::kinds::{Kind, Parser};

/// Everything about a kind that its bytes do not say.
#[derive(Debug)]
pub struct KindSpec {
    /// Its name in JSON and on screen.
    pub name: &'static str,
    /// What sort of thing it is.
    pub sort: Sort,
    /// The string that a ticket of this kind starts with; empty for what has none.
    pub prefix: &'static str,
    /// What one of this kind is called.
    pub called: &'static str,
    /// What a link to one says that is put into a document.
    pub linked: &'static str,
    /// The sentence that answers first, for what is no endpoint, blob, document or link. `{key}` stands for the beginning
    /// of its key, `{count}` for the number of its endpoints, `{nodes}` for the only one or their number.
    pub sentence: &'static str,
    /// The layouts that its payload can have, newest first: the first is the one that is written.
    pub layouts: &'static [&'static Layout],
    /// The kind that programs of today write instead.
    pub superseded_by: Option<Kind>,
    /// Which releases read it, where that is not what its parsers say.
    pub releases: Option<Releases>,
    /// What all of its parsers together are called, where there are several.
    pub every: &'static str,
    /// Another name of that kind, with the same layouts and parsers.
    pub alias_of: Option<Kind>,
    /// The kind whose payload people have put behind this prefix by hand.
    pub twin: Option<Kind>,
    /// A ticket without endpoints is refused.
    pub needs_nodes: bool,
    /// What JSON calls its endpoint, or the list of them; empty where an only endpoint's fields stand among the ticket's.
    pub nodes: &'static str,
    /// A new one can be begun in the form; others are only edited there.
    pub is_offered: bool,
    /// The well-known command that takes one.
    pub command: Option<&'static str>,
    /// Ones to learn from.
    pub examples: &'static [Example],
}

/// What sort of thing a kind is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A link.
    Link,
    /// A ticket: prefix and base32.
    Ticket,
    /// Something that is mostly part of a ticket or link, alone.
    Bare(Bare),
}

/// What may be pasted alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bare {
    /// An EndpointId.
    EndpointId,
    /// 32 bytes that may be a secret.
    Key,
    /// A content identifier.
    Cid,
    /// An id of an eidetica database from before they were CIDs.
    HashId,
    /// URL of a relay.
    RelayUrl,
}

impl Bare {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Bare::EndpointId => "endpoint id",
            Bare::Key => "key",
            Bare::Cid => "cid",
            Bare::HashId => "database id",
            Bare::RelayUrl => "relay url",
        }
    }

    /// What it means.
    pub fn role(self) -> Role {
        match self {
            Bare::EndpointId => Role::EndpointId,
            Bare::Key => Role::NamespaceKey,
            Bare::Cid | Bare::HashId => Role::DatabaseId,
            Bare::RelayUrl => Role::RelayUrl,
        }
    }
}

/// A parser, and the layout that it reads.
#[derive(Debug)]
pub(super) struct ParserSpec {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    /// The kind in whose row it stands.
    pub(super) kind: Kind,
    /// `None` for links.
    pub(super) layout: Option<&'static Layout>,
    pub(super) releases: Releases,
}

/// The releases of a program that contain a parser, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Releases {
    /// Those of today too.
    Since(&'static str),
    /// Only older ones.
    Until(&'static str),
}

impl Releases {
    /// Which they are: `iroh 0.94 and later`.
    pub fn words(self) -> &'static str {
        match self {
            Releases::Since(words) | Releases::Until(words) => words,
        }
    }

    /// Whether those of today are among them.
    pub fn are_current(self) -> bool {
        matches!(self, Releases::Since(_))
    }
}

/// What a row leaves unsaid.
pub(super) const PLAIN: KindSpec = KindSpec {
    name: "",
    sort: Sort::Ticket,
    prefix: "",
    called: "ticket",
    linked: "ticket",
    sentence: "",
    layouts: &[],
    superseded_by: None,
    releases: None,
    every: "",
    alias_of: None,
    twin: None,
    needs_nodes: false,
    nodes: "",
    is_offered: false,
    command: None,
    examples: &[],
};

impl Kind {
    /// The kind's name in JSON and on screen; for tickets also their prefix.
    pub fn name(self) -> &'static str {
        self.spec().name
    }

    /// The string that a ticket of this kind starts with; empty for what has no prefix.
    pub fn prefix(self) -> &'static str {
        self.spec().prefix
    }

    /// The kinds that have a prefix.
    pub fn prefixed() -> impl Iterator<Item = Kind> {
        Kind::ALL.iter().copied().filter(|kind| !kind.prefix().is_empty())
    }

    /// The kinds of tickets that programs write, with a prefix or without.
    pub fn tickets() -> impl Iterator<Item = Kind> {
        let is_ticket = |kind: &Kind| kind.spec().sort == Sort::Ticket && *kind != Kind::Unknown;
        Kind::ALL.iter().copied().filter(is_ticket)
    }

    /// The kind whose layouts and parsers it has: itself, unless it is another's other name.
    pub fn original(self) -> Kind {
        self.spec().alias_of.unwrap_or(self)
    }

    /// The layouts that its payload can have, newest first.
    pub fn layouts(self) -> &'static [&'static Layout] {
        self.original().spec().layouts
    }

    /// The layout that a ticket of this kind is written in; `None` for what is no ticket.
    pub fn current(self) -> Option<&'static Layout> {
        let layouts = self.layouts().first().copied();
        layouts.filter(|_| self != Kind::Unknown)
    }

    /// Whether tickets of this kind are read by `layout`.
    pub fn has(self, layout: &Layout) -> bool {
        self.layouts().contains(&layout)
    }

    /// What the key of its tickets is called, where they have one.
    pub fn key_name(self) -> &'static str {
        let key = self.current().and_then(Layout::key);
        key.map_or("key", |field| field.name)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Layout {
    /// Whether programs of today write it.
    pub fn is_current(&self) -> bool {
        let spec = self.kind.spec();
        // Forms of custom addresses are told apart by a diagnostic of their own.
        spec.superseded_by.is_none() && spec.layouts.first().is_some_and(|newest| newest.id == self.id)
    }
}

impl Parser {
    /// Its stable name.
    pub fn name(self) -> &'static str {
        self.spec().name
    }

    /// Who that is, for people.
    pub fn about(self) -> &'static str {
        self.spec().about
    }

    /// The releases that read tickets of a kind by it.
    pub fn releases(self, kind: Kind) -> Releases {
        kind.spec().releases.unwrap_or(self.spec().releases)
    }

    /// The parsers of one kind.
    pub fn of(kind: Kind) -> impl Iterator<Item = Parser> {
        let all = Parser::ALL.iter().copied();
        all.filter(move |parser| parser.is_of(kind))
    }

    /// Whether it is a parser of this kind.
    pub fn is_of(self, kind: Kind) -> bool {
        self.spec().kind == kind.original() && kind != Kind::Unknown
    }

    /// The layout that it reads, and the kind whose prefix it wants; `None` for links.
    pub fn reads(self, kind: Kind) -> Option<(Kind, &'static Layout)> {
        let spec = self.spec();
        let wanted = match self.is_of(kind) {
            true => kind,
            false => spec.kind,
        };
        Some((wanted, spec.layout?))
    }
}
