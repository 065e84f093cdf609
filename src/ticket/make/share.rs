//! Ways to pass a ticket on: a link to the page, Markdown, Rust, a shell command.

use crate::ticket::encoding::codec::to_hex;
use crate::ticket::explain::value::Value;
use crate::ticket::wire::kind::Kind;
use crate::ticket::wire::value::{BlobFormat, Capability, EndpointAddr, Ticket, TransportAddr};
use alloc::format;
use alloc::string::{String, ToString};
use core::fmt::Write;

/// A link to the page with the ticket in the fragment, which browsers do not send to the server.
///
/// What would end the fragment or be lost on the way is percent-encoded, nothing else: an eidetica link reads such a
/// character as the one that it stands for, and tickets have none.
pub fn page_link(page: &str, text: &str) -> String {
    let page = page.split('#').next().unwrap_or_default();
    let mut out = format!("{page}#");
    let last = text.len().saturating_sub(1);
    for (at, byte) in text.bytes().enumerate() {
        let plain = match byte {
            byte if byte.is_ascii_alphanumeric() => true,
            b'-' | b'_' | b'~' | b'$' | b'&' | b'+' | b'=' | b':' | b'@' | b'/' => true,
            // A link has percent signs of its own, which mean the same in both places.
            b'%' => text.starts_with(crate::ticket::link::PREFIX),
            // Texts in which links are recognised leave these out of a link's end.
            b'.' | b',' | b';' | b'!' | b'?' => at != last,
            _ => false,
        };
        match plain {
            true => out.push(char::from(byte)),
            false => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

/// A Markdown link.
pub fn markdown(kind: Kind, link: &str) -> String {
    let what = kind.spec().linked;
    format!("[{what}](<{link}>)")
}

/// The text as one word of a POSIX shell.
pub fn shell_word(text: &str) -> String {
    let safe = |byte: u8| {
        byte.is_ascii_alphanumeric()
            || matches!(byte, b'-' | b'_' | b'.' | b'/' | b':' | b'@' | b'%' | b'+' | b',')
    };
    if !text.is_empty() && text.bytes().all(safe) {
        return String::from(text);
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// The command of a program that takes such a ticket; `None` where no well-known one does.
pub fn shell(kind: Kind, text: &str) -> Option<String> {
    let command = kind.spec().command?;
    Some(format!("{command} {}", shell_word(text)))
}

/// Rust code that makes the value with the crates of today; `None` for what they have no type for.
pub fn rust(value: &Value) -> Option<String> {
    let Value::Ticket(ticket, _) = value else {
        let Value::Link(link) = value else { return None };
        let text = link.to_full_string();
        return Some(format!("let link = \"{}\";\n", text.escape_default()));
    };
    Some(match ticket {
        Ticket::Endpoint(addr) => format!("{}\nlet addr = {};\n", imports(ticket), endpoint(addr, 0)),
        Ticket::Blob {
            addr, format, hash, ..
        } => {
            let format = match format {
                BlobFormat::Raw => "Raw",
                BlobFormat::HashSeq => "HashSeq",
            };
            format!(
                "{}use iroh_blobs::{{BlobFormat, Hash, ticket::BlobTicket}};\n\n\
                 let addr = {};\nlet hash: Hash = \"{}\".parse()?;\nlet ticket = BlobTicket::new(addr, hash, BlobFormat::{format});\n",
                imports(ticket),
                endpoint(addr, 0),
                to_hex(hash)
            )
        }
        Ticket::Doc { capability, nodes } => {
            let (capability, key) = match capability {
                Capability::Write { secret, .. } => ("Write(NamespaceSecret::from_bytes(&key))", secret),
                Capability::Read(id) => ("Read(NamespaceId::from(&key))", id),
                Capability::Unknown(_) => return None,
            };
            let name = capability.split(['(', ':']).nth(1).unwrap_or_default();
            let mut list = String::new();
            for node in nodes {
                let _ = writeln!(list, "    {},", endpoint(node, 4));
            }
            format!(
                "{}use iroh_docs::{{Capability, DocTicket, {name}}};\n\n\
                 let key: [u8; 32] = {};\nlet capability = Capability::{capability};\n\
                 let nodes = vec![\n{list}];\nlet ticket = DocTicket::new(capability, nodes);\n",
                imports(ticket),
                bytes(key)
            )
        }
        Ticket::Keyed { .. } => return None,
    })
}

/// What endpoints need of iroh-base.
fn imports(ticket: &Ticket) -> &'static str {
    match ticket.endpoints().iter().all(|addr| addr.addrs.is_empty()) {
        true => "use iroh_base::EndpointAddr;\n",
        false => "use iroh_base::{EndpointAddr, TransportAddr};\n",
    }
}

fn bytes(key: &[u8; 32]) -> String {
    let mut out = String::from("[");
    for (at, byte) in key.iter().enumerate() {
        out.push_str(if at % 16 == 0 { "\n    " } else { " " });
        let _ = write!(out, "0x{byte:02x},");
    }
    out.push_str("\n]");
    out
}

/// `EndpointAddr::from_parts(…)`, its lines after the first indented.
fn endpoint(addr: &EndpointAddr, indent: usize) -> String {
    if addr.addrs.is_empty() {
        return format!("EndpointAddr::new(\"{}\".parse()?)", to_hex(&addr.id));
    }
    let mut out = format!(
        "EndpointAddr::from_parts(\n{:indent$}    \"{}\".parse()?,\n{:indent$}    [",
        "",
        to_hex(&addr.id),
        ""
    );
    for addr in &addr.addrs {
        let (variant, text) = match addr {
            TransportAddr::Relay(url) => ("Relay", url.escape_default().to_string()),
            TransportAddr::Ip(addr) => ("Ip", format!("{addr}")),
            TransportAddr::Custom(addr) => ("Custom", format!("{addr}")),
            // Nothing of today has a place for it.
            TransportAddr::DerpRegion(_) => continue,
        };
        let _ = write!(
            out,
            "\n{:indent$}        TransportAddr::{variant}(\"{text}\".parse()?),",
            ""
        );
    }
    let _ = write!(out, "\n{:indent$}    ],\n{:indent$})", "", "");
    out
}
