//! All fields of a draft, one after the other.

use super::read::{self, Reading};
use super::{Access, Draft, Examined, Field, FieldRemark, HintDraft, NodeAt, NodeDraft, Remark, write};
use crate::ticket::checks::Checks;
use crate::ticket::explain::diagnostic::Severity;
use crate::ticket::explain::value::Value;
use crate::ticket::link::{Hint, Link};
use crate::ticket::wire::encode;
use crate::ticket::wire::kind::{Kind, Sort};
use crate::ticket::wire::layout::{self, Content, Layout};
use crate::ticket::wire::value::{Capability, EndpointAddr, Ticket, TransportAddr, only};
use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

/// Reads the fields of a draft, one after the other, and notes what there is to say about each.
struct Reader<'c> {
    checks: &'c dyn Checks,
    remarks: Vec<FieldRemark>,
    failed: bool,
}

impl Reader<'_> {
    fn take<T>(&mut self, field: Field, reading: Reading<T>) -> Option<T> {
        self.note(field, reading.value.is_none(), reading.remark);
        reading.value
    }

    fn note(&mut self, field: Field, failed: bool, remark: Option<Remark>) {
        self.failed |= failed;
        self.remarks
            .extend(remark.map(|remark| FieldRemark { field, remark }));
    }

    fn node(&mut self, at: NodeAt, draft: &NodeDraft, layout: &Layout) -> Option<EndpointAddr> {
        let id = self.take(Field::EndpointId(at), read::endpoint_id(&draft.id, self.checks));
        // Layouts without custom addresses are those of NodeAddr: one relay, and socket addresses.
        let is_old = layout.custom.is_none();
        let mut addrs = BTreeSet::new();
        let mut rows = Vec::new();
        for (index, row) in draft.addrs.iter().enumerate() {
            // A row that was just added is nothing yet.
            if row.text.trim().is_empty() {
                continue;
            }
            let mut reading = read::address(row.kind, &row.text, self.checks);
            if let Some(addr) = &reading.value {
                let lost = match addr {
                    addr if !addrs.insert(addr.clone()) => "This address is here twice; it is written once.",
                    TransportAddr::Custom(_) if is_old => {
                        "Left out: tickets of this kind cannot hold custom addresses."
                    }
                    _ => "",
                };
                if !lost.is_empty() {
                    reading = Reading::with(addr.clone(), Severity::Warning, lost, "");
                }
            }
            rows.push((index, reading));
        }
        if is_old {
            let first = addrs
                .iter()
                .find(|addr| matches!(addr, TransportAddr::Relay(_)))
                .cloned();
            for (_, reading) in &mut rows {
                if let Some(addr @ TransportAddr::Relay(_)) = &reading.value
                    && first.as_ref() != Some(addr)
                {
                    let lost = "Left out: tickets of this kind hold only one relay, and another comes first.";
                    *reading = Reading::with(addr.clone(), Severity::Warning, lost, "");
                }
            }
            addrs = only(addrs, &|addr| match addr {
                TransportAddr::Relay(_) => first.as_ref() == Some(addr),
                TransportAddr::Custom(_) => false,
                _ => true,
            });
        }
        for (index, reading) in rows {
            self.take(Field::Addr(at, index), reading);
        }
        Some(EndpointAddr { id: id?, addrs })
    }

    fn hint(&mut self, index: usize, draft: &HintDraft) -> Option<Hint> {
        let transport = self.take(Field::Transport(index), read::transport(&draft.transport));
        let address = if draft.transport == "iroh" && draft.built {
            let node = self.node(NodeAt::Hint(index), &draft.node, &layout::E1);
            node.and_then(|addr| encode::to_text(&Ticket::Endpoint(addr), Kind::Endpoint, &layout::E1))
        } else {
            let reading = match draft.transport.as_str() {
                "http" => read::http_address(&draft.address),
                "iroh" => read::iroh_address(&draft.address, self.checks),
                _ => read::other_text(&draft.address, "An address, as the transport understands it."),
            };
            self.take(Field::Address(index), reading)
        };
        Some(Hint {
            transport: transport?,
            address: address?,
        })
    }

    fn link(&mut self, draft: &Draft) -> Option<Value> {
        let database_id = self.take(Field::DatabaseId, read::database_id(&draft.database_id));
        let hints = draft.hints.iter().enumerate();
        let hints: Vec<Hint> = hints.filter_map(|(index, hint)| self.hint(index, hint)).collect();
        // A list without tips would say nothing.
        let tips = draft.tips.as_ref().filter(|tips| !tips.is_empty()).map(|tips| {
            tips.iter()
                .enumerate()
                .filter_map(|(index, text)| self.take(Field::Tip(index), read::tip(text)))
                .collect()
        });
        for (index, (key, _)) in draft.unknown.iter().enumerate() {
            self.take(Field::ParamKey(index), read::param_key(key));
        }
        Some(Value::Link(Link {
            database_id: database_id?,
            hints,
            tips,
            unknown: draft.unknown.clone(),
        }))
    }

    fn nodes(&mut self, draft: &Draft, layout: &Layout) -> Vec<EndpointAddr> {
        let used = if draft.has_many_nodes() { usize::MAX } else { 1 };
        let nodes = draft.nodes.iter().take(used).enumerate();
        nodes
            .filter_map(|(index, node)| self.node(NodeAt::Ticket(index), node, layout))
            .collect()
    }

    fn need_nodes(&mut self, draft: &Draft) {
        if draft.nodes.is_empty() && draft.kind.spec().needs_nodes {
            let expected = "At least one endpoint: a ticket without one is rejected.";
            self.take(Field::Nodes, Reading::<()>::missing(expected));
        }
    }

    fn ticket(&mut self, draft: &Draft) -> Option<Value> {
        let layout = draft.kind.current()?;
        let ticket = match layout.content() {
            Content::Blob => {
                let hash = self.take(Field::Hash, read::bytes32(&draft.hash, read::EXPECT_HASH));
                Ticket::Blob {
                    addr: self.nodes(draft, layout).pop()?,
                    format: draft.format,
                    hash: hash?,
                    token: None,
                }
            }
            Content::Doc => {
                let capability = match draft.access {
                    Access::Read => self
                        .take(Field::Key, read::document_id(&draft.key, self.checks))
                        .map(Capability::Read),
                    Access::Write => self
                        .take(Field::Key, read::secret(&draft.key, self.checks))
                        .map(|(secret, namespace)| Capability::Write { secret, namespace }),
                    Access::Unknown => self.take(
                        Field::Access,
                        Reading::wrong(
                            "The old ticket does not say whether its key gives read or write access.",
                            "Choose read or write.",
                        ),
                    ),
                };
                let nodes = self.nodes(draft, layout);
                self.need_nodes(draft);
                Ticket::Doc {
                    capability: capability?,
                    nodes,
                }
            }
            Content::Keyed(role) => {
                let key = match role.is_secret() {
                    true => read::secret(&draft.key, self.checks).map(|(secret, _)| secret),
                    false => read::bytes32(&draft.key, read::EXPECT_KEY),
                };
                let key = self.take(Field::Key, key);
                let nodes = self.nodes(draft, layout);
                self.need_nodes(draft);
                Ticket::Keyed {
                    role,
                    key: key?,
                    nodes,
                }
            }
            Content::Endpoint => Ticket::Endpoint(self.nodes(draft, layout).pop()?),
        };
        Some(Value::Ticket(ticket, layout))
    }
}

impl Draft {
    /// Reads every field.
    pub fn examine(&self, checks: &dyn Checks) -> Examined {
        let mut reader = Reader {
            checks,
            remarks: Vec::new(),
            failed: false,
        };
        let value = match self.kind.spec().sort {
            Sort::Link => reader.link(self),
            Sort::Ticket => reader.ticket(self),
            Sort::Bare(_) => None,
        };
        Examined {
            value: value.filter(|_| !reader.failed),
            remarks: reader.remarks,
        }
    }

    /// The value, or the fields that are in its way.
    ///
    /// # Errors
    /// Every field in error, with its path, what is wrong and what is expected.
    pub fn check(&self, checks: &dyn Checks) -> Result<Value, Vec<FieldRemark>> {
        let Examined { value, mut remarks } = self.examine(checks);
        remarks.retain(|remark| remark.remark.severity == Severity::Error);
        value.ok_or(remarks)
    }

    /// The text that the real crates write for this draft, if no field is in error.
    pub fn text(&self, checks: &dyn Checks) -> Option<String> {
        write(&self.examine(checks).value?, self.kind)
    }
}
