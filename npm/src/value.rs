//! From a value, as the JSON contract shapes it, to a draft of the core.

use crate::object::{Object, Passed, Wrong};
use ticket_explorer::native::Native;
use ticket_explorer::ticket::encoding::codec::to_hex;
use ticket_explorer::ticket::make::draft::{
    Access, AddrDraft, AddrKind, Draft, Field, FieldRemark, HintDraft, NodeAt, NodeDraft,
};
use ticket_explorer::ticket::wire::kind::Sort;
use ticket_explorer::ticket::wire::layout::Content;
use ticket_explorer::ticket::{self, BlobFormat, Capability, Kind, Ticket, Value};
use wasm_bindgen::JsValue;

/// The fields of an endpoint.
const ENDPOINT: [&str; 2] = ["id", "addrs"];

/// The kinds that can be built.
fn kinds() -> impl Iterator<Item = Kind> {
    let is_link = |kind: &Kind| kind.spec().sort == Sort::Link;
    Kind::ALL.iter().copied().filter(is_link).chain(Kind::tickets())
}

/// What the tickets of a kind say; `None` of links.
fn content(kind: Kind) -> Option<Content> {
    kind.current().map(|layout| layout.content())
}

/// What a kind calls its key, where it has one.
fn key_name(kind: Kind) -> &'static str {
    match content(kind) {
        Some(Content::Keyed(role)) if role.is_secret() => "secret",
        _ => kind.key_name(),
    }
}

/// The fields of a kind's value: first those by which it is known.
fn fields(kind: Kind) -> Vec<&'static str> {
    let nodes = kind.original().spec().nodes;
    match content(kind) {
        None => vec!["database_id", "addresses", "tips", "unknown"],
        Some(Content::Endpoint) => ENDPOINT.to_vec(),
        Some(Content::Blob) => vec!["hash", "format", "id", "addrs"],
        Some(Content::Doc) => vec!["capability", nodes, "namespace", "secret"],
        Some(Content::Keyed(_)) => vec![key_name(kind), nodes],
    }
}

/// The kind that is meant: the one that was named, or the first that has the fields that are there.
fn kind_of(value: &JsValue, named: Option<&Passed>) -> Result<Kind, Wrong> {
    if let Some(named) = named {
        let name = named.text()?;
        let names: Vec<&str> = kinds().map(Kind::name).collect();
        let unknown = || {
            named.wrong(&format!(
                "Nothing of this kind can be built; these can: {}.",
                names.join(", ")
            ))
        };
        return kinds().find(|kind| kind.name() == name).ok_or_else(unknown);
    }
    let has = |name: &str| js_sys::Reflect::has(value, &name.into()).unwrap_or(false);
    // What has more fields of its own comes first: a blob ticket has those of an endpoint too.
    let rank = |kind: &Kind| match content(*kind) {
        Some(Content::Endpoint) => 2,
        Some(Content::Keyed(_)) => 1,
        _ => 0,
    };
    let mut all: Vec<Kind> = kinds().collect();
    all.sort_by_key(rank);
    let known_by = |kind: &Kind| match content(*kind) {
        Some(Content::Keyed(_)) => fields(*kind),
        _ => fields(*kind).into_iter().take(1).collect(),
    };
    let fits = |kind: &Kind| known_by(kind).into_iter().all(has);
    all.into_iter().find(fits).ok_or_else(|| {
        Wrong(String::from(
            "It does not show what is to be built: a link has `database_id`, a doc ticket `capability`, a blob ticket `hash`, an \
             endpoint ticket `id`.",
        ))
    })
}

/// A draft, and what else was said that it must agree with.
pub struct Wanted {
    pub draft: Draft,
    /// The public id that a secret was said to have.
    namespace: Option<Passed>,
}

/// Reads a value.
pub fn read(value: JsValue, named: Option<&Passed>) -> Result<Wanted, Wrong> {
    let path = String::new();
    let passed = Passed { path, value };
    passed.check_object()?;
    let kind = kind_of(&passed.value, named)?;
    let object = passed.object(&fields(kind))?;
    let mut draft = Draft::new(kind);
    let mut namespace = None;
    draft.nodes.clear();
    match content(kind) {
        None => link(&object, &mut draft)?,
        Some(Content::Endpoint) => draft.nodes.push(node(&object)?),
        Some(Content::Blob) => {
            draft.nodes.push(node(&object)?);
            draft.hash = object.text("hash")?;
            draft.format = format(&object)?;
        }
        Some(Content::Doc) => {
            namespace = document(&object, &mut draft)?;
            draft.nodes = nodes(&object, kind)?;
        }
        Some(Content::Keyed(_)) => {
            draft.key = object.text(key_name(kind))?;
            draft.nodes = nodes(&object, kind)?;
        }
    }
    Ok(Wanted { draft, namespace })
}

fn node(object: &Object) -> Result<NodeDraft, Wrong> {
    let rows = object.list("addrs")?.into_iter().map(addr);
    Ok(NodeDraft {
        id: object.text("id")?,
        addrs: rows.collect::<Result<_, _>>()?,
    })
}

const ADDRS: [(&str, AddrKind); 3] = [
    ("relay", AddrKind::Relay),
    ("ip", AddrKind::Ip),
    ("custom", AddrKind::Custom),
];

fn addr_name(kind: AddrKind) -> &'static str {
    let row = ADDRS.iter().find(|(_, other)| *other == kind);
    row.map_or("", |(name, _)| name)
}

fn addr(passed: Passed) -> Result<AddrDraft, Wrong> {
    let path = passed.path.clone();
    let object = passed.object(&ADDRS.map(|(name, _)| name))?;
    let mut given = ADDRS
        .iter()
        .filter_map(|(name, kind)| Some((object.field(name)?, *kind)));
    match (given.next(), given.next()) {
        (Some((field, kind)), None) => match field.text()? {
            // A form lets an empty row be; a program has made a mistake.
            text if text.trim().is_empty() => Err(field.wrong("This is empty.")),
            text => Ok(AddrDraft { kind, text }),
        },
        _ => Err(Wrong(format!(
            "{path}: This must have one of `relay`, `ip` and `custom`."
        ))),
    }
}

fn nodes(object: &Object, kind: Kind) -> Result<Vec<NodeDraft>, Wrong> {
    let name = kind.original().spec().nodes;
    let is_list = kind.current().is_some_and(|layout| layout.has_many_nodes());
    let all = match is_list {
        true => object.list(name)?,
        false => vec![object.need(name)?],
    };
    all.into_iter().map(|one| node(&one.object(&ENDPOINT)?)).collect()
}

fn format(object: &Object) -> Result<BlobFormat, Wrong> {
    let Some(field) = object.field("format") else {
        return Ok(BlobFormat::Raw);
    };
    let name = field.text()?;
    let mut all = [BlobFormat::Raw, BlobFormat::HashSeq].into_iter();
    let unknown = || field.wrong("This must be `Raw` or `HashSeq`.");
    all.find(|format| format.name() == name).ok_or_else(unknown)
}

fn document(object: &Object, draft: &mut Draft) -> Result<Option<Passed>, Wrong> {
    let capability = object.need("capability")?;
    let (access, key) = match capability.text()?.as_str() {
        "read" => (Access::Read, "namespace"),
        "write" => (Access::Write, "secret"),
        "unknown" => (Access::Unknown, "secret"),
        _ => return Err(capability.wrong("This must be `read` or `write`.")),
    };
    draft.access = access;
    draft.key = object.text(key)?;
    match (access, object.field("secret")) {
        (Access::Read, Some(secret)) => Err(secret.wrong("A ticket to read has none; leave it out.")),
        (Access::Read, None) => Ok(None),
        _ => Ok(object.field("namespace")),
    }
}

fn link(object: &Object, draft: &mut Draft) -> Result<(), Wrong> {
    draft.database_id = object.text("database_id")?;
    draft.hints = object
        .list("addresses")?
        .into_iter()
        .map(hint)
        .collect::<Result<_, _>>()?;
    if let Some(tips) = object.field("tips") {
        draft.tips = Some(tips.list()?.iter().map(Passed::text).collect::<Result<_, _>>()?);
    }
    for pair in object.list("unknown")? {
        match pair.list()?.as_slice() {
            [key, value] => draft.unknown.push((key.text()?, value.text()?)),
            _ => return Err(pair.wrong("This must be a name and a value.")),
        }
    }
    Ok(())
}

/// An address hint: its address as it stands, or the ticket that it is to be. Where both are there they must say the same.
fn hint(passed: Passed) -> Result<HintDraft, Wrong> {
    let path = passed.path.clone();
    let object = passed.object(&["transport", "address", "ticket"])?;
    let mut hint = HintDraft {
        transport: object.text("transport")?,
        ..HintDraft::default()
    };
    let Some(ticket) = object.field("ticket") else {
        hint.address = object.text("address")?;
        return Ok(hint);
    };
    let at = ticket.path.clone();
    hint.node = node(&ticket.object(&ENDPOINT)?)?;
    hint.built = true;
    if hint.transport != "iroh" {
        return Err(Wrong(format!(
            "{at}: Only an iroh address is a ticket; write the address in `address`."
        )));
    }
    if let Some(address) = object.field("address") {
        hint.address = address.text()?;
        let endpoint = Draft {
            nodes: vec![hint.node.clone()],
            ..Draft::new(Kind::Endpoint)
        };
        let report = ticket::explain(&hint.address, &Native);
        let said = report.found.first().and_then(|found| match &found.value {
            Some(Value::Ticket(ticket, _)) => Some(ticket.endpoints()),
            _ => None,
        });
        match endpoint.check(&Native) {
            Ok(Value::Ticket(ticket, _)) if said == Some(ticket.endpoints()) => hint.built = false,
            Ok(_) => {
                return Err(Wrong(format!(
                    "{path}: `address` and `ticket` say different things; leave out the one that does not hold."
                )));
            }
            // What is wrong with the ticket is told when the whole is examined.
            Err(_) => {}
        }
    }
    Ok(hint)
}

impl Wanted {
    /// Whether a value that was built has the public id that it was said to have.
    pub fn agrees(&self, value: &Value) -> Result<(), Wrong> {
        let (Some(namespace), Value::Ticket(Ticket::Doc { capability, .. }, _)) = (&self.namespace, value)
        else {
            return Ok(());
        };
        match capability {
            Capability::Write {
                namespace: Some(id), ..
            } if namespace.text()? != to_hex(id) => Err(namespace.wrong(&format!(
                "This is not the public id of the secret, which is {}; leave it out.",
                to_hex(id)
            ))),
            _ => Ok(()),
        }
    }

    /// A remark of the core, with the path of its field.
    pub fn remark(&self, FieldRemark { field, remark }: &FieldRemark) -> String {
        let expected = match remark.expected {
            "" => String::new(),
            expected => format!(" Expected: {expected}"),
        };
        let message = match remark.missing {
            true => "This is empty.",
            false => &remark.message,
        };
        format!("{}: {message}{expected}", self.path(*field))
    }

    fn path(&self, field: Field) -> String {
        let draft = &self.draft;
        let nodes = draft.kind.original().spec().nodes;
        let node = |at: NodeAt, name: String| match at {
            NodeAt::Hint(at) => format!("addresses[{at}].ticket.{name}"),
            NodeAt::Ticket(_) if nodes.is_empty() => name,
            NodeAt::Ticket(at) if draft.has_many_nodes() => format!("{nodes}[{at}].{name}"),
            NodeAt::Ticket(_) => format!("{nodes}.{name}"),
        };
        match field {
            Field::DatabaseId => "database_id".into(),
            Field::Transport(at) => format!("addresses[{at}].transport"),
            Field::Address(at) => format!("addresses[{at}].address"),
            Field::EndpointId(at) => node(at, "id".into()),
            Field::Addr(at, row) => {
                let kind = draft
                    .node(at)
                    .and_then(|node| node.addrs.get(row))
                    .map(|row| row.kind);
                node(at, format!("addrs[{row}].{}", kind.map_or("", addr_name)))
            }
            Field::Tip(at) => format!("tips[{at}]"),
            Field::ParamKey(at) => format!("unknown[{at}][0]"),
            Field::ParamValue(at) => format!("unknown[{at}][1]"),
            Field::Nodes => nodes.into(),
            Field::Hash => "hash".into(),
            Field::Access => "capability".into(),
            Field::Key => match (content(draft.kind), draft.access) {
                (Some(Content::Doc), Access::Read) => "namespace".into(),
                (Some(Content::Doc), _) => "secret".into(),
                _ => key_name(draft.kind).into(),
            },
        }
    }
}
