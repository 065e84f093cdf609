//! A picture of a ticket or link: you, the relays, the endpoints, their addresses. For a link its peers fan out.
//!
//! [`Picture`] has every place and every word; [`Picture::svg`] only writes it down, and a page can draw it itself. What is
//! drawn is read off the tree by [`reach`](crate::ticket::explain::reach), so that no secret is in it.

mod graph;
mod layout;
mod svg;

use crate::ticket::explain::document::Document;
use crate::ticket::facts::Scope;
use crate::ticket::wire::kind::Kind;
use alloc::string::String;
use alloc::vec::Vec;

/// A picture, in CSS pixels; its origin is the upper left corner.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// How wide it is.
    pub width: f32,
    /// How high it is.
    pub height: f32,
    /// The boxes.
    pub shapes: Vec<Shape>,
    /// The lines between them, each behind both of its boxes.
    pub edges: Vec<Edge>,
    /// What it is of, in a few words.
    pub title: String,
    /// What it shows, in words.
    pub alternative: String,
}

/// One box.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// The node of the tree that it stands for; `None` for you, and for what stands for many.
    pub node: Option<usize>,
    /// What it is: decides colour and outline.
    pub class: Class,
    /// Left side.
    pub x: f32,
    /// Upper side.
    pub y: f32,
    /// How wide it is.
    pub width: f32,
    /// How high it is.
    pub height: f32,
    /// What it is, in words of ours; fits the box.
    pub label: String,
    /// What it says, in a fixed-width font; fits the box. May be empty.
    pub detail: String,
    /// The same in full.
    pub full: String,
}

/// What a box stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Whoever opens the ticket.
    You,
    /// A relay.
    Relay,
    /// A lookup of an id.
    Lookup,
    /// An endpoint.
    Endpoint,
    /// A server that is asked by HTTP.
    Server,
    /// A peer by another transport.
    Other,
    /// An address that everybody reaches.
    Public,
    /// One that the same network reaches.
    Local,
    /// One that only the same machine reaches.
    Loopback,
    /// One at which nobody can be, or a peer that cannot be asked.
    Useless,
    /// An address of a custom transport.
    Custom,
    /// What is hidden, because it may be a part of a secret.
    Hidden,
    /// What there is more.
    More,
}

impl From<Scope> for Class {
    fn from(scope: Scope) -> Class {
        match scope {
            Scope::Public => Class::Public,
            Scope::Private | Scope::Cgnat | Scope::LinkLocal | Scope::UniqueLocal => Class::Local,
            Scope::Loopback => Class::Loopback,
            Scope::Documentation | Scope::Multicast | Scope::Unspecified | Scope::Reserved => Class::Useless,
        }
    }
}

impl Class {
    /// Its name in CSS.
    pub fn name(self) -> &'static str {
        match self {
            Class::You => "you",
            Class::Relay => "relay",
            Class::Lookup => "lookup",
            Class::Endpoint => "endpoint",
            Class::Server => "server",
            Class::Other => "other",
            Class::Public => "public",
            Class::Local => "local",
            Class::Loopback => "loopback",
            Class::Useless => "useless",
            Class::Custom => "custom",
            Class::Hidden => "hidden",
            Class::More => "more",
        }
    }

    /// The outline, so that classes are told apart without colour.
    pub fn outline(self) -> Outline {
        match self {
            Class::You | Class::More => Outline::Pill,
            Class::Relay | Class::Lookup => Outline::Hexagon,
            Class::Endpoint | Class::Server | Class::Other => Outline::Rounded,
            Class::Public | Class::Local | Class::Loopback | Class::Useless | Class::Hidden => {
                Outline::Square
            }
            Class::Custom => Outline::Cut,
        }
    }
}

/// How a box is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outline {
    /// Round at both ends.
    Pill,
    /// Pointed at both sides.
    Hexagon,
    /// With rounded corners.
    Rounded,
    /// With corners.
    Square,
    /// With its corners cut off.
    Cut,
}

/// A line from one box to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    /// The box that it comes from, by its place in [`Picture::shapes`].
    pub from: usize,
    /// The box that it goes to.
    pub to: usize,
    /// Dashed: by a direct way, not through a relay.
    pub is_direct: bool,
    /// It ends in an arrow: somebody is asked. Else it says what belongs to what.
    pub has_arrow: bool,
    /// Start, two control points and end of a cubic curve.
    pub points: [(f32, f32); 4],
    /// Where it ends: it goes there straight from the end of the curve.
    pub end: (f32, f32),
}

/// The narrowest and the widest picture.
const WIDTHS: (f32, f32) = (260.0, 2400.0);

impl Document {
    /// Whether there is a picture: it names somebody, or could.
    pub fn has_picture(&self) -> bool {
        self.kind == Kind::Eidetica || !self.peers().is_empty()
    }

    /// The picture, as wide as there is room for. `None` for what names nobody to connect to.
    pub fn picture(&self, width: f32) -> Option<Picture> {
        if !self.has_picture() {
            return None;
        }
        let width = match width.is_finite() {
            true => width.clamp(WIDTHS.0, WIDTHS.1),
            false => WIDTHS.0,
        };
        Some(layout::place(graph::Graph::of(self), width))
    }
}
