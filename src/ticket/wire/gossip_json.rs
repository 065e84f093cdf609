//! The chat ticket of iroh's gossip guide: JSON in base32, without a prefix.
//!
//! 2025: `{"topic":[…32…],"nodes":[{"node_id":hex,"relay_url":url,"direct_addresses":[…]}]}`; since December 2025:
//! `{"topic":[…],"endpoints":[{"id":hex,"addrs":[{"Relay":url},{"Ip":"a:p"},{"Custom":{"id":n,"data":[…]}}]}]}`.

use crate::ticket::encoding::codec;
use crate::ticket::wire::layout::Role;
use crate::ticket::wire::value::{Bytes32, CustomAddr, CustomData, EndpointAddr, Ticket, TransportAddr};
use alloc::string::String;
use alloc::vec::Vec;

/// The JSON text of a chat ticket and what it says; `None` for any other text.
pub fn parse(text: &str) -> Option<(String, Ticket)> {
    let bytes = codec::base32(text.as_bytes()).ok()?;
    let json = String::from_utf8(bytes).ok()?;
    let ticket = Reader {
        rest: &json,
        depth: 0,
    }
    .document()
    .and_then(|value| ticket(&value))?;
    Some((json, ticket))
}

fn ticket(json: &Value) -> Option<Ticket> {
    let topic = Bytes32::try_from(json.get("topic")?.bytes()?).ok()?;
    let nodes = match (json.get("endpoints"), json.get("nodes")) {
        (Some(list), _) => list.list()?.iter().map(endpoint).collect::<Option<_>>()?,
        (_, list) => list?.list()?.iter().map(node).collect::<Option<_>>()?,
    };
    Some(Ticket::Keyed {
        role: Role::Topic,
        key: topic,
        nodes,
    })
}

fn key(json: &Value) -> Option<Bytes32> {
    Bytes32::try_from(codec::from_hex(json.text()?)?).ok()
}

fn endpoint(json: &Value) -> Option<EndpointAddr> {
    let mut addr = EndpointAddr::new(key(json.get("id")?)?);
    for item in json.get("addrs")?.list()? {
        addr.addrs.insert(if let Some(url) = item.get("Relay") {
            TransportAddr::Relay(String::from(url.text()?))
        } else if let Some(ip) = item.get("Ip") {
            TransportAddr::Ip(ip.text()?.parse().ok()?)
        } else {
            let custom = item.get("Custom")?;
            TransportAddr::Custom(CustomAddr {
                id: custom.get("id")?.int()?,
                data: CustomData(custom.get("data")?.bytes()?),
            })
        });
    }
    Some(addr)
}

fn node(json: &Value) -> Option<EndpointAddr> {
    let mut addr = EndpointAddr::new(key(json.get("node_id")?)?);
    let relay = json.get("relay_url").and_then(Value::text);
    addr.addrs
        .extend(relay.map(|url| TransportAddr::Relay(String::from(url))));
    for ip in json.get("direct_addresses")?.list()? {
        addr.addrs.insert(TransportAddr::Ip(ip.text()?.parse().ok()?));
    }
    Some(addr)
}

/// As much of JSON as the ticket uses.
enum Value {
    Null,
    Int(u64),
    Text(String),
    List(Vec<Value>),
    Object(Vec<(String, Value)>),
}

impl Value {
    fn get(&self, key: &str) -> Option<&Value> {
        match self {
            Value::Object(fields) => fields
                .iter()
                .find(|(name, _)| name == key)
                .map(|(_, value)| value),
            _ => None,
        }
    }

    fn list(&self) -> Option<&[Value]> {
        match self {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    fn int(&self) -> Option<u64> {
        match self {
            Value::Int(int) => Some(*int),
            _ => None,
        }
    }

    fn bytes(&self) -> Option<Vec<u8>> {
        self.list()?
            .iter()
            .map(|item| u8::try_from(item.int()?).ok())
            .collect()
    }
}

/// Objects and lists nest four deep in a ticket.
const DEPTH: usize = 8;

struct Reader<'a> {
    rest: &'a str,
    depth: usize,
}

impl Reader<'_> {
    fn document(mut self) -> Option<Value> {
        let value = self.value()?;
        self.rest.trim_start().is_empty().then_some(value)
    }

    fn take(&mut self, token: &str) -> Option<()> {
        self.rest = self.rest.trim_start().strip_prefix(token)?;
        Some(())
    }

    fn value(&mut self) -> Option<Value> {
        self.rest = self.rest.trim_start();
        match self.rest.as_bytes().first()? {
            b'"' => self.string().map(Value::Text),
            b'[' => self.items("[", "]", Self::value).map(Value::List),
            b'{' => {
                let fields = self.items("{", "}", |reader| {
                    let key = reader.string()?;
                    reader.take(":")?;
                    Some((key, reader.value()?))
                });
                fields.map(Value::Object)
            }
            b'n' => self.take("null").map(|()| Value::Null),
            _ => {
                let end = self.rest.find(|symbol: char| !symbol.is_ascii_digit());
                let (digits, rest) = self.rest.split_at_checked(end.unwrap_or(self.rest.len()))?;
                self.rest = rest;
                digits.parse().ok().map(Value::Int)
            }
        }
    }

    fn items<T>(&mut self, open: &str, close: &str, item: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        self.take(open)?;
        self.depth = self.depth.checked_add(1).filter(|depth| *depth <= DEPTH)?;
        let mut items = Vec::new();
        if self.take(close).is_none() {
            loop {
                items.push(item(self)?);
                if self.take(",").is_none() {
                    break;
                }
            }
            self.take(close)?;
        }
        self.depth = self.depth.saturating_sub(1);
        Some(items)
    }

    /// A string. Escapes do not occur in what serde_json writes of keys, URLs and addresses, save for `\/`-like ones.
    fn string(&mut self) -> Option<String> {
        self.take("\"")?;
        let mut text = String::new();
        let mut symbols = self.rest.chars();
        loop {
            match symbols.next()? {
                '"' => break,
                '\\' => match symbols.next()? {
                    symbol @ ('"' | '\\' | '/') => text.push(symbol),
                    _ => return None,
                },
                symbol => text.push(symbol),
            }
        }
        self.rest = symbols.as_str();
        Some(text)
    }
}
