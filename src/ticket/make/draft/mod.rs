//! What is typed into a form, and what it comes to.
//!
//! A draft holds strings exactly as they were typed, so that nothing is lost while a field is wrong, while a kind is
//! tried and left again, or while an address is pasted in one form and built in another. [`Draft::examine`] reads it:
//! every field gets a remark of its own where there is something to say, and the whole gets a [`Value`] once no field is
//! in error.
//!
//! * [`field`]: which fields and lists there are, and what changes them
//! * `from`: drafts of values, and of what could be read of damaged texts
//! * `read`: one field, from text to value and remark
//! * `examine`: all fields of a draft

mod examine;
pub mod field;
mod from;
mod read;

pub use crate::ticket::wire::value::{Access, AddrKind};
pub use field::{Field, List, Move, New, NodeAt};

use crate::ticket::checks::Unchecked;
use crate::ticket::encoding::codec;
use crate::ticket::explain::diagnostic::Severity;
use crate::ticket::explain::secrets::shown;
use crate::ticket::explain::value::Value;
use crate::ticket::find;
use crate::ticket::link::Link;
use crate::ticket::wire::encode;
use crate::ticket::wire::kind::Kind;
use crate::ticket::wire::layout::Layout;
use crate::ticket::wire::value::BlobFormat;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

/// A ticket or link in the making. Fields that its kind does not have keep what was typed into them.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft {
    /// What it is to become.
    pub kind: Kind,
    /// `eidetica`: the id of the database.
    pub database_id: String,
    /// `eidetica`: where to ask for it, in order.
    pub hints: Vec<HintDraft>,
    /// `eidetica`: ids of the newest entries, experimental. `None` leaves the parameter out.
    pub tips: Option<Vec<String>>,
    /// `eidetica`: parameters that no parser knows, in order.
    pub unknown: Vec<(String, String)>,
    /// Tickets: the endpoints. Kinds that have only one use the first.
    pub nodes: Vec<NodeDraft>,
    /// `blob`: one blob or many.
    pub format: BlobFormat,
    /// `blob`: the hash.
    pub hash: String,
    /// `doc`: what it allows.
    pub access: Access,
    /// `doc`: the document's key; `services`: the secret; `gossip`: the topic.
    pub key: String,
}

/// One endpoint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NodeDraft {
    /// Its id in hex, base32 or z-base-32.
    pub id: String,
    /// Its addresses.
    pub addrs: Vec<AddrDraft>,
}

/// One address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddrDraft {
    /// What sort of address it is.
    pub kind: AddrKind,
    /// The address as typed.
    pub text: String,
}

/// One address hint of a link.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct HintDraft {
    /// Name of the transport.
    pub transport: String,
    /// Its address as typed.
    pub address: String,
    /// For `iroh`: the address is made of [`node`](Self::node) instead.
    pub built: bool,
    /// The endpoint that the address is made of.
    pub node: NodeDraft,
}

/// What there is to say about a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// An error keeps the ticket from being written; a warning does not, but its reader will stumble or lose something.
    pub severity: Severity,
    /// What is wrong, or worth knowing.
    pub message: String,
    /// What is expected; empty where nothing is wrong.
    pub expected: &'static str,
    /// It is an error only because nothing was typed yet.
    pub missing: bool,
}

/// A remark, and the field that it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldRemark {
    /// The field.
    pub field: Field,
    /// What there is to say.
    pub remark: Remark,
}

/// What a draft comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Examined {
    /// What it says, if no field is in error; without what its layout has no place for.
    pub value: Option<Value>,
    /// The remarks, in the order of the form.
    pub remarks: Vec<FieldRemark>,
}

impl Examined {
    /// The remark about a field.
    pub fn at(&self, field: Field) -> Option<&Remark> {
        self.remarks
            .iter()
            .find(|remark| remark.field == field)
            .map(|remark| &remark.remark)
    }
}

/// A value's text as the real crates write it; a link comes with its tips and unknown parameters, and with more of it
/// percent-encoded where a text around it would cut it off.
pub fn write(value: &Value, kind: Kind) -> Option<String> {
    match value {
        Value::Ticket(ticket, layout) => encode::to_text(ticket, kind, layout),
        Value::Link(link) => Some(write_link(link)),
        Value::Key(key) => Some(codec::to_hex(key)),
        Value::Chat(json, _) => Some(codec::to_base32(json.as_bytes())),
        Value::Text(text) => Some(text.clone()),
    }
}

/// A link as eidetica writes it, if it is found again as the same in free text. Else with everything percent-encoded that
/// is not plain: parsers read the same, and blanks, quotes or a full stop at the end cut nothing off.
fn write_link(link: &Link) -> String {
    let text = link.to_full_string();
    let search = find::find(&text, &Unchecked);
    match search.sources.as_slice() {
        [only] if only.exact && only.text == text => text,
        _ => link.to_encoded_string(),
    }
}

impl fmt::Debug for Draft {
    /// Without what may be a secret, or be typed into the wrong field.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Draft");
        out.field("kind", &self.kind)
            .field("hints", &self.hints)
            .field("nodes", &self.nodes.len())
            .field("access", &self.access)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for HintDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("HintDraft");
        out.field("transport", &shown(&self.transport))
            .field("built", &self.built)
            .finish_non_exhaustive()
    }
}

impl Draft {
    /// The kinds that a form can be begun for.
    pub fn kinds() -> impl Iterator<Item = Kind> {
        Kind::ALL.iter().copied().filter(|kind| kind.spec().is_offered)
    }

    /// An empty form.
    pub fn new(kind: Kind) -> Self {
        Draft {
            kind,
            database_id: String::new(),
            hints: Vec::new(),
            tips: None,
            unknown: Vec::new(),
            nodes: alloc::vec![NodeDraft::default()],
            format: BlobFormat::Raw,
            hash: String::new(),
            access: Access::Read,
            key: String::new(),
        }
    }

    /// Whether its kind has several endpoints.
    pub fn has_many_nodes(&self) -> bool {
        self.kind.current().is_some_and(Layout::has_many_nodes)
    }
}

impl AddrDraft {
    /// A row with an address in it.
    pub fn new(kind: AddrKind, text: &str) -> Self {
        AddrDraft {
            kind,
            text: String::from(text),
        }
    }
}
