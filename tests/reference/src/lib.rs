//! The real parsers, asked the same questions as ours: oracles for the tests and yardsticks for the benchmarks.
//!
//! Where a crate publishes its parser it is used as it is. Where not (eidetica; iroh-docs before 0.94; custom addresses
//! before iroh-base 1.1; programs that are no libraries), its structs are written down again and read by the same serde,
//! postcard, `form_urlencoded` and `cid` that it uses.

#![forbid(unsafe_code)]

#[path = "../../common/random.rs"]
#[allow(missing_docs)]
pub mod random;

use iroh_base::{CustomAddr, EndpointAddr, PublicKey, RelayUrl, SecretKey, TransportAddr};
use iroh_base_0_92 as old;
use iroh_blobs::ticket::BlobTicket;
use iroh_blobs::{BlobFormat, Hash};
use iroh_docs::{Capability, DocTicket, NamespaceId, NamespaceSecret};
use iroh_tickets::Ticket as _;
use iroh_tickets::endpoint::EndpointTicket;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt::Display;
use std::net::SocketAddr;
use ticket_explorer::ticket::{self as ours, Parser, Ticket, Value};

/// What a parser makes of a text: the value, and how it is written again; or the message that its users see.
pub type Answer = Result<(Value, String), String>;

/// What the real parser says to a text; `prefix` for the two names of API secrets.
pub fn ask(parser: Parser, text: &str, prefix: &str) -> Answer {
    match parser {
        Parser::EideticaOpaqueId => eidetica(text, |id| Ok(id.to_owned())),
        Parser::EideticaCid => eidetica(text, |id| match id {
            "" => Ok(String::new()),
            id => match cid::Cid::try_from(id) {
                Ok(cid) => Ok(cid.to_string()),
                Err(error) => Err(format!("Invalid ID format: {error}")),
            },
        }),
        Parser::IrohTickets1 => {
            let real: EndpointTicket = message(EndpointTicket::decode_string(text))?;
            let value = Ticket::Endpoint(from_endpoint(real.endpoint_addr()));
            Ok((
                Value::Ticket(value, &ours::wire::layout::E1),
                real.encode_string(),
            ))
        }
        Parser::IrohNode => {
            let real: old::ticket::NodeTicket = message(text.parse())?;
            let value = Ticket::Endpoint(from_node(real.node_addr()));
            Ok((Value::Ticket(value, &ours::wire::layout::N1), real.to_string()))
        }
        Parser::IrohBlobs => {
            let real = message(BlobTicket::decode_string(text))?;
            let value = Ticket::Blob {
                addr: from_endpoint(real.addr()),
                format: match real.format() {
                    BlobFormat::Raw => ours::BlobFormat::Raw,
                    BlobFormat::HashSeq => ours::BlobFormat::HashSeq,
                },
                hash: *real.hash().as_bytes(),
                token: None,
            };
            Ok((
                Value::Ticket(value, &ours::wire::layout::B1),
                real.encode_string(),
            ))
        }
        Parser::IrohDocs => {
            let real = message(DocTicket::decode_string(text))?;
            let value = Ticket::Doc {
                capability: from_capability(&real.capability),
                nodes: real.nodes.iter().map(from_endpoint).collect(),
            };
            Ok((
                Value::Ticket(value, &ours::wire::layout::D2),
                real.encode_string(),
            ))
        }
        Parser::IrohDocsLegacy => {
            let OldDoc::Variant0 { capability, nodes } = postcard_of(text, "doc")?;
            if nodes.is_empty() {
                return Err("verification failed: addressing info cannot be empty".to_owned());
            }
            let value = Ticket::Doc {
                capability: from_capability(&capability),
                nodes: nodes.iter().map(from_node).collect(),
            };
            let again = text_of("doc", &OldDoc::Variant0 { capability, nodes });
            Ok((Value::Ticket(value, &ours::wire::layout::D1), again))
        }
        Parser::IrohServices => {
            let ApiSecret::Variant0 { secret, remote } = postcard_of(text, prefix)?;
            let value = Ticket::Keyed {
                role: ours::Role::ApiSecret,
                key: secret.to_bytes(),
                nodes: vec![from_endpoint(&remote)],
            };
            let again = text_of(prefix, &ApiSecret::Variant0 { secret, remote });
            Ok((Value::Ticket(value, &ours::wire::layout::S1), again))
        }
        Parser::GossipChat => {
            let chat: Chat = postcard_of(text, "")?;
            let value = Ticket::Keyed {
                role: ours::Role::Topic,
                key: chat.topic,
                nodes: chat.peers.iter().map(from_endpoint).collect(),
            };
            Ok((Value::Ticket(value, &ours::wire::layout::G1), text_of("", &chat)))
        }
        _ => panic!("there is no oracle for {parser:?}"),
    }
}

fn message<T, E: Display>(result: Result<T, E>) -> Result<T, String> {
    result.map_err(|error| error.to_string())
}

// ------------------------------------------------------------------------------------------------- structs of others

/// iroh-docs 0.12 to 0.93: as today, around the endpoint addresses of then.
#[derive(Serialize, Deserialize)]
enum OldDoc {
    Variant0 {
        capability: Capability,
        nodes: Vec<old::NodeAddr>,
    },
}

/// iroh-services: `ApiSecret`.
#[derive(Serialize, Deserialize)]
enum ApiSecret {
    Variant0 { secret: SecretKey, remote: EndpointAddr },
}

/// The ticket of iroh-gossip's chat example.
#[derive(Serialize, Deserialize)]
struct Chat {
    topic: [u8; 32],
    peers: Vec<EndpointAddr>,
}

/// An endpoint address as iroh-base 0.97 to 1.0.3 wrote it: they differ in custom addresses.
#[derive(Serialize, Deserialize)]
pub struct EndpointAddrC1 {
    id: PublicKey,
    addrs: BTreeSet<TransportAddrC1>,
}

#[derive(Serialize, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
enum TransportAddrC1 {
    Relay(RelayUrl),
    Ip(SocketAddr),
    Custom(CustomAddrC1),
}

#[derive(Serialize, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
struct CustomAddrC1 {
    id: u64,
    data: CustomBytesC1,
}

#[derive(Serialize, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
enum CustomBytesC1 {
    Inline { size: u8, data: [u8; 30] },
    Heap(Box<[u8]>),
}

/// An endpoint ticket of that time.
#[derive(Serialize, Deserialize)]
enum EndpointTicketC1 {
    Variant1(EndpointAddrC1),
}

fn postcard_of<T: for<'de> Deserialize<'de>>(text: &str, prefix: &str) -> Result<T, String> {
    let payload = text
        .strip_prefix(prefix)
        .ok_or_else(|| format!("wrong prefix, expected {prefix}"))?;
    let bytes = message(data_encoding::BASE32_NOPAD.decode(payload.to_ascii_uppercase().as_bytes()))?;
    message(postcard::from_bytes(&bytes))
}

fn text_of<T: Serialize>(prefix: &str, value: &T) -> String {
    let bytes = postcard::to_stdvec(value).expect("postcard writes it");
    prefix.to_owned() + &data_encoding::BASE32_NOPAD.encode(&bytes).to_ascii_lowercase()
}

/// The bytes of an endpoint ticket with custom addresses in their first form.
pub fn endpoint_c1(addr: &ours::EndpointAddr) -> Vec<u8> {
    let addrs = addr.addrs.iter().map(|addr| match addr {
        ours::TransportAddr::Relay(url) => TransportAddrC1::Relay(url.parse().expect("a URL")),
        ours::TransportAddr::Ip(addr) => TransportAddrC1::Ip(*addr),
        ours::TransportAddr::Custom(addr) => TransportAddrC1::Custom(CustomAddrC1 {
            id: addr.id,
            data: match addr.data.0.len() {
                size @ 0..=30 => {
                    let mut data = [0; 30];
                    data[..size].copy_from_slice(&addr.data.0);
                    let size = size as u8;
                    CustomBytesC1::Inline { size, data }
                }
                _ => CustomBytesC1::Heap(addr.data.0.clone().into()),
            },
        }),
        _ => unreachable!("regions were gone by then"),
    });
    let ticket = EndpointTicketC1::Variant1(EndpointAddrC1 {
        id: PublicKey::from_bytes(&addr.id).expect("an id"),
        addrs: addrs.collect(),
    });
    postcard::to_stdvec(&ticket).expect("postcard writes it")
}

/// What that time's reader makes of bytes. A size beyond 30 made it panic; `None` where the inline bytes beyond the size
/// are not zero, which it compared, but did not show.
pub fn read_endpoint_c1(bytes: &[u8]) -> Option<Result<ours::EndpointAddr, String>> {
    let EndpointTicketC1::Variant1(real) = match postcard::from_bytes(bytes) {
        Ok(ticket) => ticket,
        Err(error) => return Some(Err(error.to_string())),
    };
    let mut addr = ours::EndpointAddr::new(*real.id.as_bytes());
    for item in real.addrs {
        addr.addrs.insert(match item {
            TransportAddrC1::Relay(url) => ours::TransportAddr::Relay(url.to_string()),
            TransportAddrC1::Ip(addr) => ours::TransportAddr::Ip(addr),
            TransportAddrC1::Custom(custom) => {
                let data = match custom.data {
                    CustomBytesC1::Heap(data) => data.into_vec(),
                    CustomBytesC1::Inline { size, .. } if size > 30 => {
                        return Some(Err("Serde Deserialization Error".to_owned()));
                    }
                    CustomBytesC1::Inline { size, data } => {
                        let (data, rest) = data.split_at(usize::from(size));
                        if rest.iter().any(|byte| *byte != 0) {
                            return None;
                        }
                        data.to_vec()
                    }
                };
                ours::TransportAddr::Custom(ours::CustomAddr {
                    id: custom.id,
                    data: ours::CustomData(data),
                })
            }
        });
    }
    Some(Ok(addr))
}

// --------------------------------------------------------------------------------------------------------- eidetica

/// eidetica, crates/lib/src/sync/ticket.rs, with its `ID::parse` of one era or the other.
fn eidetica(text: &str, parse_id: impl Fn(&str) -> Result<String, String>) -> Answer {
    let Some(query) = text.strip_prefix("eidetica:?") else {
        let got: String = text.chars().take(20).collect();
        return Err(format!(
            "Invalid address: Expected 'eidetica:?' prefix, got: {got}"
        ));
    };
    let mut link = ours::Link::default();
    let mut id = None;
    for (key, value) in form_urlencoded::parse(query.as_bytes()) {
        match &*key {
            "db" => id = Some(parse_id(&value)?),
            "pr" => {
                if let Some((transport, address)) = value.split_once(':') {
                    link.hints.push(ours::Hint {
                        transport: transport.to_owned(),
                        address: address.to_owned(),
                    });
                }
            }
            // Not in any eidetica yet: ids of the newest entries, dropped when their number is not the stated one.
            "tips" => {
                link.tips = value.split_once(':').and_then(|(count, ids)| {
                    let ids: Vec<String> = ids
                        .split(',')
                        .filter(|_| !ids.is_empty())
                        .map(str::to_owned)
                        .collect();
                    (count.parse() == Ok(ids.len())).then_some(ids)
                });
            }
            _ => link.unknown.push((key.into_owned(), value.into_owned())),
        }
    }
    link.database_id = id.ok_or("Invalid address: Ticket URL missing 'db' parameter")?;
    let escape = |text: &str| {
        let escaped = text.replace('%', "%25").replace('&', "%26").replace('=', "%3D");
        escaped.replace('#', "%23").replace('+', "%2B")
    };
    let mut again = format!("eidetica:?db={}", escape(&link.database_id));
    for hint in &link.hints {
        again += &format!("&pr={}:{}", escape(&hint.transport), escape(&hint.address));
    }
    Ok((Value::Link(link), again))
}

// ------------------------------------------------------------------------------------------------------- conversions

/// An endpoint address of iroh-base as ours.
pub fn from_endpoint(real: &EndpointAddr) -> ours::EndpointAddr {
    let mut addr = ours::EndpointAddr::new(*real.id.as_bytes());
    addr.addrs.extend(real.addrs.iter().map(|addr| match addr {
        TransportAddr::Relay(url) => ours::TransportAddr::Relay(url.to_string()),
        TransportAddr::Ip(addr) => ours::TransportAddr::Ip(*addr),
        TransportAddr::Custom(addr) => ours::TransportAddr::Custom(ours::CustomAddr {
            id: addr.id(),
            data: ours::CustomData(addr.data().to_vec()),
        }),
        _ => unreachable!("iroh-base has no other kinds"),
    }));
    addr
}

/// Ours as one of iroh-base.
pub fn to_endpoint(addr: &ours::EndpointAddr) -> EndpointAddr {
    let addrs = addr.addrs.iter().map(|addr| match addr {
        ours::TransportAddr::Relay(url) => TransportAddr::Relay(url.parse().expect("a URL")),
        ours::TransportAddr::Ip(addr) => TransportAddr::Ip(*addr),
        ours::TransportAddr::Custom(addr) => {
            TransportAddr::Custom(CustomAddr::from_parts(addr.id, &addr.data.0))
        }
        _ => unreachable!("no current ticket has another"),
    });
    EndpointAddr::from_parts(PublicKey::from_bytes(&addr.id).expect("an id"), addrs)
}

fn from_node(real: &old::NodeAddr) -> ours::EndpointAddr {
    let mut addr = ours::EndpointAddr::new(*real.node_id.as_bytes());
    let relay = real.relay_url.iter();
    addr.addrs
        .extend(relay.map(|url| ours::TransportAddr::Relay(url.to_string())));
    let ips = real.direct_addresses.iter();
    addr.addrs.extend(ips.map(|ip| ours::TransportAddr::Ip(*ip)));
    addr
}

fn to_node(addr: &ours::EndpointAddr) -> old::NodeAddr {
    let relay = addr.addrs.iter().find_map(|addr| match addr {
        // Not parsed: that would append the root dot to the host, as it did then, and the reader did not.
        ours::TransportAddr::Relay(url) => {
            let bytes = postcard::to_stdvec(url).expect("postcard writes it");
            Some(postcard::from_bytes(&bytes).expect("a URL"))
        }
        _ => None,
    });
    let id = old::PublicKey::from_bytes(&addr.id).expect("an id");
    old::NodeAddr::from_parts(id, relay, addr.ips().copied())
}

fn from_capability(real: &Capability) -> ours::Capability {
    match real {
        Capability::Write(secret) => ours::Capability::Write {
            secret: secret.to_bytes(),
            namespace: Some(secret.id().to_bytes()),
        },
        Capability::Read(id) => ours::Capability::Read(id.to_bytes()),
    }
}

fn to_capability(capability: &ours::Capability) -> Capability {
    match capability {
        ours::Capability::Write { secret, .. } => Capability::Write(NamespaceSecret::from_bytes(secret)),
        ours::Capability::Read(id) => Capability::Read(NamespaceId::from(id)),
        ours::Capability::Unknown(_) => unreachable!("only the oldest tickets leave it open"),
    }
}

/// How the real crate writes one of our tickets; `kind` tells `endpoint` from `node`.
pub fn encode(ticket: &Ticket, kind: ours::Kind) -> String {
    match ticket {
        Ticket::Endpoint(addr) if kind == ours::Kind::Node => {
            old::ticket::NodeTicket::new(to_node(addr)).to_string()
        }
        Ticket::Endpoint(addr) => EndpointTicket::new(to_endpoint(addr)).encode_string(),
        Ticket::Blob {
            addr, format, hash, ..
        } => {
            let format = match format {
                ours::BlobFormat::Raw => BlobFormat::Raw,
                ours::BlobFormat::HashSeq => BlobFormat::HashSeq,
            };
            BlobTicket::new(to_endpoint(addr), Hash::from_bytes(*hash), format).encode_string()
        }
        Ticket::Doc { capability, nodes } => {
            DocTicket::new(to_capability(capability), nodes.iter().map(to_endpoint).collect()).encode_string()
        }
        Ticket::Keyed { role, key, nodes } if role.is_secret() => text_of(
            kind.prefix(),
            &ApiSecret::Variant0 {
                secret: SecretKey::from_bytes(key),
                remote: to_endpoint(&nodes[0]),
            },
        ),
        Ticket::Keyed {
            key: topic, nodes, ..
        } => text_of(
            "",
            &Chat {
                topic: *topic,
                peers: nodes.iter().map(to_endpoint).collect(),
            },
        ),
        _ => panic!("there is no oracle for {ticket:?}"),
    }
}

/// How iroh-docs up to 0.93 wrote a doc ticket.
pub fn encode_old_doc(capability: &ours::Capability, nodes: &[ours::EndpointAddr]) -> String {
    text_of(
        "doc",
        &OldDoc::Variant0 {
            capability: to_capability(capability),
            nodes: nodes.iter().map(to_node).collect(),
        },
    )
}

/// A maker of random tickets whose ids are real keys.
pub fn maker(seed: u64) -> random::Maker {
    let ids = random::ids(seed, 64, |key| PublicKey::from_bytes(key).is_ok());
    random::Maker::new(seed ^ 0x5eed, ids)
}

/// The public key of an ed25519 secret key.
pub fn public_key(secret: &[u8; 32]) -> [u8; 32] {
    *SecretKey::from_bytes(secret).public().as_bytes()
}

/// A document's id, from iroh-docs' own key pair.
pub fn namespace(secret: &[u8; 32]) -> [u8; 32] {
    NamespaceSecret::from_bytes(secret).id().to_bytes()
}
