//! The sentence that answers first.

use crate::ticket::explain::diagnostic::{Code, Severity};
use crate::ticket::explain::document::Document;
use crate::ticket::explain::meaning::{self, Secrets, list};
use crate::ticket::explain::verdict::count;
use crate::ticket::wire::kind::Kind;
use crate::ticket::wire::layout::Role;
use crate::ticket::wire::value::Value;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

impl Document {
    /// What was found, what it gives away and which secrets it carries, in a sentence or two.
    pub fn sentence(&self) -> String {
        match &self.value {
            Some(Value::Ticket(ticket, layout)) => meaning::ticket_sentence(ticket, layout.kind),
            Some(Value::Chat(_, ticket)) => meaning::ticket_sentence(ticket, Kind::Gossip),
            Some(Value::Link(link)) => {
                let peers = count(link.hints.len(), "peer", "peers");
                let mut text = match link.hints.len() {
                    0 => String::from("An eidetica database link without address hints."),
                    _ => format!("An eidetica database link with {peers}."),
                };
                let shown = self.hosts();
                if !shown.is_empty() {
                    text.push_str(&format!(" Shows {}.", list(&shown)));
                }
                if self
                    .diagnostics
                    .iter()
                    .any(|diagnostic| diagnostic.severity == Severity::Error)
                {
                    text.push_str(" Part of it is damaged.");
                }
                text
            }
            Some(Value::Key(_) | Value::Text(_)) => String::from(self.kind.spec().sentence),
            None => self.broken_sentence(),
        }
    }

    /// Whether anything in it is secret.
    pub fn has_secret(&self) -> bool {
        self.nodes.iter().any(|node| node.role.is_secret())
    }

    /// Address classes of all addresses in a link, hints and nested tickets, counted.
    fn hosts(&self) -> Vec<String> {
        let mut classes: Vec<(String, usize)> = Vec::new();
        for (index, node) in self.nodes.iter().enumerate() {
            let class = match node.role {
                Role::SocketAddr => self.hint(index),
                Role::Host => match self.hint(index) {
                    hint if hint.is_empty() => String::from("named"),
                    hint => hint,
                },
                _ => continue,
            };
            if class.is_empty() {
                continue;
            }
            match classes.iter_mut().find(|(known, _)| *known == class) {
                Some((_, number)) => *number = number.saturating_add(1),
                None => classes.push((class, 1)),
            }
        }
        classes
            .into_iter()
            .map(|(class, number)| match number {
                1 => format!("1 {class} address"),
                _ => format!("{number} {class} addresses"),
            })
            .collect()
    }

    fn broken_sentence(&self) -> String {
        let name = self.nodes.first().map_or("text", |node| node.name);
        let article = match name.as_bytes().first() {
            Some(b'a' | b'e' | b'i' | b'o' | b'A') => "An",
            _ => "A",
        };
        let id = self.nodes.iter().enumerate().find(|(_, node)| {
            node.role == Role::EndpointId && node.state == crate::ticket::explain::document::State::Fine
        });
        let cut_off = self
            .diagnostics
            .iter()
            .any(|diagnostic| diagnostic.code == Code::CutOff);
        let mut text = match cut_off {
            true => format!(
                "The beginning of {} {name}; its end is missing.",
                article.to_ascii_lowercase()
            ),
            false => format!("{article} {name} that its parser rejects."),
        };
        if self.kind == Kind::Unknown {
            text = String::from("A ticket of a kind that is not known here.");
        }
        if let Some((index, _)) = id {
            let id = self.show(index, Secrets::Masked);
            text.push_str(&format!(
                " It still names endpoint {}…",
                id.get(..10).unwrap_or_default()
            ));
        }
        if self.has_secret() {
            text.push_str(" It carries a secret.");
        }
        text
    }
}
