//! A summary in Markdown for an issue tracker, with nothing in it that should not be there: ids are shortened, of
//! addresses only the class is kept, and secrets, names of hosts and free text are left out.

use crate::ticket::encoding::codec::to_hex;
use crate::ticket::explain::diagnostic::{Code, Diagnostic};
use crate::ticket::explain::document::{Document, LayerKind};
use crate::ticket::explain::mask::Secrets;
use crate::ticket::explain::reach::{Means, Peer};
use crate::ticket::explain::report::Report;
use crate::ticket::facts::{custom_transport, relay, scope};
use crate::ticket::limits;
use crate::ticket::wire::layout::Role;
use crate::ticket::words::{capital, count, list, visible};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::net::{IpAddr, SocketAddr};

/// How many findings are reported one by one.
const FINDINGS: usize = 20;
/// How many peers of one finding are.
const PEERS: usize = 20;
/// How many diagnostics of one finding are.
const DIAGNOSTICS: usize = 30;
/// Longest run of letters and digits that is left whole.
const RUN: usize = 14;
/// How many characters of a longer one are kept.
const KEPT: usize = 8;

/// The summary of all that was found.
pub fn markdown(report: &Report) -> String {
    let mut out = String::new();
    for document in report.found.iter().take(FINDINGS) {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&of(document));
    }
    let more = report
        .found
        .len()
        .saturating_sub(FINDINGS)
        .saturating_add(report.more);
    if more > 0 {
        out.push_str(&format!("\n{} more found.\n", more));
    }
    out
}

/// The summary of one finding.
pub fn of(document: &Document) -> String {
    let name = document.root_name();
    let mut out = format!("### {}\n\n", capital(name));
    let mut row = |what: &str, text: &str| out.push_str(&format!("- **{what}**: {}\n", safe(text)));
    if let Some(headline) = document.headline() {
        // It quotes what a diagnostic quotes.
        let quotes = document.diagnostics.iter().any(|one| quotes_text(one.code));
        match quotes && headline.text.starts_with("Works with nothing:") {
            true => row("Headline", "Works with nothing"),
            false => row("Headline", &headline.text),
        }
    }
    if let Some(layout) = document.layout {
        row("Layout", &format!("{}, {}", layout.id, layout.era));
    }
    row("Size", &size(document));
    for verdict in &document.verdicts {
        row(
            verdict.parser.name(),
            &says(
                document,
                document.reason(verdict, Secrets::Masked),
                &verdict.drops,
            ),
        );
    }
    if let Some(id) = database_id(document) {
        row("Database id", &id);
    }
    let peers = document.peers();
    for peer in peers.iter().take(PEERS) {
        let what = match peer.hint {
            Some(at) => format!("Peer {}", at.saturating_add(1)),
            None => String::from("Endpoint"),
        };
        row(&what, &ways(peer));
    }
    if let Some(more) = peers.len().checked_sub(PEERS).filter(|more| *more > 0) {
        row("Peers", &format!("{more} more"));
    }
    let connect = document.connect();
    if !connect.checks.is_empty() {
        out.push_str(&format!("\nWill it connect? {}\n\n", capital(connect.answer())));
        for check in &connect.checks {
            let whom = check
                .peer
                .map_or_else(String::new, |at| format!("{}: ", at.saturating_add(1)));
            out.push_str(&format!(
                "- {}: {whom}{}\n",
                check.status.name(),
                safe(&check.text)
            ));
        }
    }
    if !document.diagnostics.is_empty() {
        out.push_str("\nDiagnostics\n\n");
        for one in document.diagnostics.iter().take(DIAGNOSTICS) {
            out.push_str(&format!(
                "- {} `{}`: {}\n",
                one.severity.name(),
                one.code.name(),
                safe(&message(one))
            ));
        }
        let more = document.diagnostics.len().saturating_sub(DIAGNOSTICS);
        if more > 0 {
            out.push_str(&format!("- {more} more\n"));
        }
    }
    out
}

fn size(document: &Document) -> String {
    let payloads = document
        .layers
        .iter()
        .filter(|layer| layer.kind == LayerKind::Payload);
    let bytes = payloads.fold(0_usize, |sum, layer| sum.saturating_add(layer.data.len()));
    let chars = count(document.text().chars().count(), "character", "characters");
    match bytes {
        0 => chars,
        bytes => format!("{chars}, {} of payload", count(bytes, "byte", "bytes")),
    }
}

fn says(document: &Document, reason: Option<String>, drops: &[String]) -> String {
    match (reason, drops) {
        // One parser quotes the beginning of the text.
        (Some(reason), _) => format!("rejects: {}", reason.split(", got: ").next().unwrap_or_default()),
        (None, []) => String::from("accepts"),
        (None, _)
            if document
                .diagnostics
                .iter()
                .any(|one| one.code == Code::UnknownParameter) =>
        {
            format!("accepts, but drops {}", count(drops.len(), "thing", "things"))
        }
        (None, drops) => format!("accepts, but drops {}", list(drops)),
    }
}

/// The beginning of a link's database id, and what sort of id it is.
fn database_id(document: &Document) -> Option<String> {
    let mut nodes = document.nodes.iter().enumerate();
    let (index, _) = nodes.find(|(index, node)| node.role == Role::DatabaseId && !document.hides(*index))?;
    let shown = document.show(index, Secrets::Masked);
    let beginning: String = shown.chars().take(shown.len().div_ceil(3).min(12)).collect();
    Some(format!("{beginning}… ({})", document.annotation(index)))
}

/// Who a peer is and how it is reached, by classes.
fn ways(peer: &Peer) -> String {
    let mut classes: Vec<(String, usize)> = Vec::new();
    for way in &peer.ways {
        let class = match &way.means {
            Means::Relay(url) => match relay(url) {
                Some(relay) => format!("n0 relay in {} ({})", relay.region, relay.era),
                None => String::from("custom relay"),
            },
            Means::DerpRegion(region) => format!("relay region {region}"),
            Means::Ip(addr) => class_of(addr.ip()),
            Means::Custom(addr) => match custom_transport(addr.id) {
                Some(name) => format!("custom address ({name})"),
                None => format!("custom address (transport {:#x})", addr.id),
            },
            Means::Host(..) => way
                .means
                .ip()
                .map_or_else(|| String::from("named host"), class_of),
            Means::Text(_) => String::from("address in text"),
            Means::Hidden => String::from("hidden address"),
        };
        match classes.iter_mut().find(|(known, _)| *known == class) {
            Some((_, number)) => *number = number.saturating_add(1),
            None => classes.push((class, 1)),
        }
    }
    let mut parts: Vec<String> = Vec::new();
    match (&peer.id, peer.hint) {
        (Some(id), _) => parts.push(format!("{}…", to_hex(id.get(..5).unwrap_or_default()))),
        (None, Some(_)) if matches!(peer.transport.as_str(), "http" | "sim" | "iroh") => {
            parts.push(peer.transport.clone());
        }
        (None, Some(_)) => parts.push(String::from("another transport")),
        (None, None) => parts.push(String::from("id not read")),
    }
    parts.extend(classes.into_iter().map(|(class, number)| match number {
        1 => class,
        _ => format!("{number} × {class}"),
    }));
    if peer.ways.is_empty() {
        parts.push(String::from("no address"));
    }
    parts.join(", ")
}

/// `private IPv4`.
fn class_of(ip: IpAddr) -> String {
    let version = if ip.is_ipv4() { "IPv4" } else { "IPv6" };
    format!("{} {version}", scope(ip).name())
}

/// A message without what it quotes of the text.
fn message(one: &Diagnostic) -> String {
    match quotes_text(one.code) {
        true => one
            .code
            .template()
            .replace("{found}", "…")
            .replace("{expected}", "…"),
        false => one.message(),
    }
}

/// Whether its message quotes free text, or an address or id in words.
fn quotes_text(code: Code) -> bool {
    matches!(
        code,
        Code::BadUrl
            | Code::RewrittenUrl
            | Code::IdRewritten
            | Code::HttpUrl
            | Code::HttpAddress
            | Code::TransportUnknown
            | Code::UnknownParameter
            | Code::UnknownKind
            | Code::LinkPrefix
    )
}

/// Text in which nothing is left that may be an address, an id or markup.
fn safe(text: &str) -> String {
    let words = text.split_whitespace().map(|word| {
        let bare = word.trim_matches([',', ';', '‘', '’', '“', '”', '\'', '(', ')']);
        let bare = bare.strip_suffix('.').unwrap_or(bare);
        let ip = bare
            .parse::<SocketAddr>()
            .map(|addr| addr.ip())
            .or_else(|_| bare.parse::<IpAddr>());
        match ip {
            Ok(ip) if !bare.is_empty() => word.replace(bare, &class_of(ip)),
            _ if bare.contains("://") => word.replace(bare, "a URL"),
            _ => shortened(word),
        }
    });
    let text = words.collect::<Vec<String>>().join(" ");
    let text = visible(&text).replace('<', "&lt;").replace('|', "\\|");
    text.chars().take(limits::LINE).collect()
}

/// Long runs of letters and digits cut to their beginning.
fn shortened(text: &str) -> String {
    let mut out = String::new();
    let is_part = |symbol: char| symbol.is_ascii_alphanumeric();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = match is_part(first) {
            true => rest.find(|symbol| !is_part(symbol)).unwrap_or(rest.len()),
            false => rest.find(is_part).unwrap_or(rest.len()),
        };
        let (piece, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        match is_part(first) && piece.len() > RUN && piece.bytes().any(|byte| byte.is_ascii_digit()) {
            true => {
                out.push_str(piece.get(..KEPT).unwrap_or_default());
                out.push('…');
            }
            false => out.push_str(piece),
        }
        rest = after;
    }
    out
}
