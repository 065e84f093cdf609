//! What the real parsers do with a text.

use crate::ticket::checks::Checks;
use crate::ticket::explain::secrets;
use crate::ticket::explain::value::Value;
use crate::ticket::limits;
use crate::ticket::link::{self, Link};
use crate::ticket::wire::decode::{self, DecodeError, Decoded};
use crate::ticket::wire::gossip_json;
use crate::ticket::wire::kind::Kind;
use crate::ticket::wire::layout::Layout;
use crate::ticket::words::count;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

pub use crate::ticket::wire::kind::Parser;

/// What one parser does with a text.
#[derive(Clone)]
#[non_exhaustive]
pub struct Verdict {
    /// Which parser.
    pub parser: Parser,
    /// Whether it takes the text.
    pub accepts: bool,
    /// If not: its own message, as its users see it.
    pub reason: Option<String>,
    /// What it silently loses.
    pub drops: Vec<String>,
    /// What it reads, where it accepts.
    pub value: Option<Value>,
}

impl Verdict {
    /// Asks one parser.
    pub fn ask(parser: Parser, text: &str, kind: Kind, checks: &dyn Checks) -> Verdict {
        let Some((prefix, layout)) = parser.reads(kind) else {
            return Verdict::link(parser, text);
        };
        if parser == Parser::GossipChat
            && let Some((json, ticket)) = gossip_json::parse(text)
        {
            return Verdict {
                parser,
                accepts: true,
                reason: None,
                drops: Vec::new(),
                value: Some(Value::Chat(json, ticket)),
            };
        }
        Verdict::of_ticket(parser, decode::decode(text, prefix, layout, checks), layout)
    }

    /// The verdict that follows from a decoded ticket.
    pub(crate) fn of_ticket(
        parser: Parser,
        result: Result<Decoded, DecodeError>,
        layout: &'static Layout,
    ) -> Verdict {
        match result {
            Ok(decoded) => {
                let mut drops = Vec::new();
                if decoded.repeated > 0 {
                    drops.push(count(decoded.repeated, "repeated address", "repeated addresses"));
                }
                if decoded.trailing > 0 {
                    drops.push(count(decoded.trailing, "trailing byte", "trailing bytes"));
                }
                Verdict {
                    parser,
                    accepts: true,
                    reason: None,
                    drops,
                    value: Some(Value::Ticket(decoded.ticket, layout)),
                }
            }
            Err(error) => Verdict::refusal(parser, error.to_string()),
        }
    }

    fn refusal(parser: Parser, reason: String) -> Verdict {
        Verdict {
            parser,
            accepts: false,
            reason: Some(reason),
            drops: Vec::new(),
            value: None,
        }
    }

    fn link(parser: Parser, text: &str) -> Verdict {
        let result = match parser {
            Parser::EideticaOpaqueId => link::parse_opaque(text),
            _ => link::parse_cid(text),
        };
        match result {
            Ok(link) => Verdict {
                parser,
                accepts: true,
                reason: None,
                drops: dropped(text, &link),
                value: Some(Value::Link(link)),
            },
            Err(error) => Verdict::refusal(parser, error.to_string()),
        }
    }

    /// Whether it reads the same as `value`.
    pub fn agrees(&self, value: Option<&Value>) -> bool {
        match (&self.value, value) {
            (Some(Value::Ticket(ours, _)), Some(Value::Ticket(theirs, _))) => ours == theirs,
            (Some(Value::Link(ours)), Some(Value::Link(theirs))) => ours == theirs,
            (Some(Value::Chat(ours, _)), Some(Value::Chat(theirs, _))) => ours == theirs,
            _ => false,
        }
    }

    /// In one line: `accepts`, `accepts, but drops …`, `rejects: …`.
    pub fn sentence(&self) -> String {
        match (&self.reason, self.drops.as_slice()) {
            (Some(reason), _) => alloc::format!("rejects: {reason}"),
            (None, []) => String::from("accepts"),
            (None, drops) => alloc::format!("accepts, but drops {}", drops.join(", ")),
        }
    }
}

/// What eidetica leaves out of a link that it accepts.
fn dropped(text: &str, link: &Link) -> Vec<String> {
    let params = link::params(link::query(text).unwrap_or_default(), link::PREFIX.len());
    let keyed = |key: &'static str| params.iter().filter(move |param| param.key == key);
    let mut drops = Vec::new();
    match keyed("db").count().saturating_sub(1) {
        0 => {}
        more => drops.push(count(more, "earlier db", "earlier db")),
    }
    match keyed("pr").count().saturating_sub(link.hints.len()) {
        0 => {}
        more => drops.push(count(more, "pr without a transport", "pr without a transport")),
    }
    drops.extend(keyed("tips").take(1).map(|_| String::from("tips")));
    let unknown = link.unknown.iter().take(limits::DROPS);
    drops.extend(unknown.map(|(key, _)| alloc::format!("the unknown parameter '{}'", secrets::shown(key))));
    match link.unknown.len().saturating_sub(limits::DROPS) {
        0 => {}
        more => drops.push(count(more, "more unknown parameter", "more unknown parameters")),
    }
    drops
}
