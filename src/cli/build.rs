//! `ticket build`: new tickets and links, as the real crates write them.

use super::terminal::handed_on;
use super::{Failure, Io, Status};
use crate::native::Native;
use crate::ticket::explain::secrets::quoted;
use crate::ticket::make::draft::{
    Access, AddrDraft, AddrKind, Draft, Field, HintDraft, NodeAt, NodeDraft, write,
};
use crate::ticket::words;
use crate::ticket::{self, BlobFormat, Document, Kind, Severity, Value};
use clap::{Args, Subcommand};

/// Arguments of `ticket build`.
#[derive(Args, Debug)]
pub struct Build {
    #[command(subcommand)]
    kind: BuildKind,
}

#[derive(Debug, Subcommand)]
enum BuildKind {
    /// A ticket for an endpoint.
    Endpoint(Endpoint),
    /// A ticket for a blob, or a collection of blobs.
    Blob(Blob),
    /// A ticket for a document.
    Doc(Doc),
    /// A link to an eidetica database.
    Eidetica(Eidetica),
}

/// One endpoint.
#[derive(Args, Debug)]
struct Endpoint {
    /// The EndpointId, in hex, base32 or z-base-32.
    #[arg(long)]
    id: String,
    #[command(flatten)]
    addrs: Addrs,
}

#[derive(Args, Debug)]
struct Addrs {
    /// URL of a relay.
    #[arg(long, value_name = "URL")]
    relay: Vec<String>,
    /// IP address and port.
    #[arg(long, value_name = "IP:PORT")]
    ip: Vec<String>,
    /// Address of a custom transport: its number and the address in hex.
    #[arg(long, value_name = "ID_DATA")]
    custom: Vec<String>,
}

/// A blob.
#[derive(Args, Debug)]
struct Blob {
    #[command(flatten)]
    endpoint: Endpoint,
    /// The BLAKE3 hash, in hex or base32.
    #[arg(long)]
    hash: String,
    /// The hash is that of a sequence of hashes: a collection.
    #[arg(long)]
    collection: bool,
}

/// A document.
#[derive(Args, Debug)]
#[group(id = "access", required = true, multiple = false, args = ["read", "write"])]
struct Doc {
    /// Read access to the document with this public id.
    #[arg(long, value_name = "ID")]
    read: Option<String>,
    /// Write access to the document with this secret key; `-` reads it from standard input, where no other user of this
    /// machine can see it.
    #[arg(long, value_name = "SECRET")]
    write: Option<String>,
    /// Whom to ask: an endpoint ticket. May be given several times.
    #[arg(long, value_name = "TICKET")]
    endpoint: Vec<String>,
    /// Whom to ask: an EndpointId. The addresses are its own.
    #[arg(long)]
    id: Option<String>,
    #[command(flatten)]
    addrs: Addrs,
}

/// A link to a database.
#[derive(Args, Debug)]
struct Eidetica {
    /// The id of the database.
    #[arg(long, value_name = "ID")]
    db: String,
    /// Where to ask for it, in this order: iroh:endpoint…, http:host:port, or another transport and its address.
    #[arg(long = "pr", visible_alias = "hint", value_name = "TRANSPORT:ADDRESS")]
    hints: Vec<String>,
    /// Id of a newest entry (experimental).
    #[arg(long = "tip", value_name = "ID")]
    tips: Vec<String>,
    /// A parameter that eidetica ignores.
    #[arg(long = "param", value_name = "KEY=VALUE")]
    params: Vec<String>,
}

impl Addrs {
    fn rows(&self) -> Vec<AddrDraft> {
        let row = |kind| move |text: &String| AddrDraft::new(kind, text);
        let relays = self.relay.iter().map(row(AddrKind::Relay));
        let ips = self.ip.iter().map(row(AddrKind::Ip));
        let customs = self.custom.iter().map(row(AddrKind::Custom));
        relays.chain(ips).chain(customs).collect()
    }
}

impl Endpoint {
    fn node(&self) -> NodeDraft {
        NodeDraft {
            id: self.id.clone(),
            addrs: self.addrs.rows(),
        }
    }
}

impl Build {
    pub(super) fn run(&self, io: &mut Io<'_>) -> Result<Status, Failure> {
        let draft = self.kind.draft(io)?;
        let examined = draft.examine(&Native);
        for error in &examined.remarks {
            let remark = &error.remark;
            // A note says of a field what decoding the ticket says too.
            if remark.severity != Severity::Note {
                let expected = if remark.expected.is_empty() {
                    ""
                } else {
                    " Expected: "
                };
                writeln!(
                    io.errors,
                    "{}: {}: {}{expected}{}",
                    remark.severity.name(),
                    option(error.field, &draft),
                    words::visible(&remark.message),
                    remark.expected,
                )?;
            }
        }
        let text = examined.value.and_then(|value| write(&value, draft.kind));
        match text {
            Some(text) => writeln!(io.output, "{}", handed_on(&text))?,
            None => return Err(Failure::Input(String::from("nothing was built"))),
        }
        Ok(Status::Accepted)
    }
}

impl BuildKind {
    fn draft(&self, io: &mut Io<'_>) -> Result<Draft, Failure> {
        Ok(match self {
            BuildKind::Endpoint(endpoint) => Draft {
                nodes: vec![endpoint.node()],
                ..Draft::new(Kind::Endpoint)
            },
            BuildKind::Blob(blob) => Draft {
                nodes: vec![blob.endpoint.node()],
                hash: blob.hash.clone(),
                format: match blob.collection {
                    true => BlobFormat::HashSeq,
                    false => BlobFormat::Raw,
                },
                ..Draft::new(Kind::Blob)
            },
            BuildKind::Doc(doc) => doc.draft(io)?,
            BuildKind::Eidetica(link) => link.draft()?,
        })
    }
}

/// The option that a field came from.
fn option(field: Field, draft: &Draft) -> String {
    let numbered = |option: &str, at: usize| format!("{option} {}", at.saturating_add(1));
    match field {
        Field::DatabaseId => String::from("--db"),
        Field::Hash => String::from("--hash"),
        Field::Key | Field::Access => String::from(match draft.access {
            Access::Write => "--write",
            Access::Read | Access::Unknown => "--read",
        }),
        Field::Transport(at)
        | Field::Address(at)
        | Field::EndpointId(NodeAt::Hint(at))
        | Field::Addr(NodeAt::Hint(at), _) => numbered("--pr", at),
        Field::Tip(at) => numbered("--tip", at),
        Field::ParamKey(at) | Field::ParamValue(at) => numbered("--param", at),
        Field::EndpointId(NodeAt::Ticket(_)) => String::from("--id"),
        Field::Nodes => String::from("--endpoint"),
        Field::Addr(node, at) => match draft.node(node).and_then(|node| node.addrs.get(at)) {
            Some(row) => {
                let option = match row.kind {
                    AddrKind::Relay => "--relay",
                    AddrKind::Ip => "--ip",
                    AddrKind::Custom => "--custom",
                };
                format!("{option} {}", quoted(&row.text))
            }
            None => String::from("address"),
        },
    }
}

impl Doc {
    fn draft(&self, io: &mut Io<'_>) -> Result<Draft, Failure> {
        let mut draft = Draft::new(Kind::Doc);
        (draft.access, draft.key) = match (&self.read, &self.write) {
            (Some(id), _) => (Access::Read, id.clone()),
            (_, Some(secret)) if secret == "-" => {
                let mut secret = String::new();
                io.input.read_to_string(&mut secret)?;
                (Access::Write, secret)
            }
            (_, secret) => (Access::Write, secret.clone().unwrap_or_default()),
        };
        draft.nodes.clear();
        if let Some(id) = &self.id {
            draft.nodes.push(NodeDraft {
                id: id.clone(),
                addrs: self.addrs.rows(),
            });
        } else if !self.addrs.rows().is_empty() {
            return Err(Failure::Input(String::from(
                "addresses need the --id of their endpoint",
            )));
        }
        if self.id.is_none() && self.endpoint.is_empty() {
            return Err(Failure::Input(String::from(
                "whom to ask for the document is missing: give --endpoint TICKET, or --id ID with --relay or --ip",
            )));
        }
        for text in &self.endpoint {
            let report = ticket::explore(text, &Native);
            let is_address = |document: &&Document| matches!(document.kind, Kind::Endpoint | Kind::Node);
            let mut found = report.found.iter().filter(is_address);
            let found = found.find_map(|document| match &document.value {
                Some(Value::Ticket(ticket, _)) => ticket.endpoints().first().cloned(),
                _ => None,
            });
            match found {
                Some(addr) => draft.nodes.push(NodeDraft::from(&addr)),
                None => {
                    return Err(Failure::Input(format!(
                        "--endpoint {}: this is not an endpoint ticket",
                        quoted(text)
                    )));
                }
            }
        }
        Ok(draft)
    }
}

impl Eidetica {
    fn draft(&self) -> Result<Draft, Failure> {
        let mut draft = Draft::new(Kind::Eidetica);
        draft.database_id.clone_from(&self.db);
        for hint in &self.hints {
            let Some((transport, address)) = hint.split_once(':') else {
                return Err(Failure::Input(format!(
                    "--pr {}: the transport before : is missing",
                    quoted(hint)
                )));
            };
            draft.hints.push(HintDraft {
                transport: transport.into(),
                address: address.into(),
                ..HintDraft::default()
            });
        }
        if !self.tips.is_empty() {
            draft.tips = Some(self.tips.clone());
        }
        for param in &self.params {
            let (key, value) = param.split_once('=').unwrap_or((param, ""));
            draft.unknown.push((key.into(), value.into()));
        }
        Ok(draft)
    }
}
