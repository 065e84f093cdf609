//! What is pasted by itself: ids, keys, URLs.

use super::{Dissection, Outcome};
use crate::ticket::checks::Answer;
use crate::ticket::encoding::codec;
use crate::ticket::encoding::span::Span;
use crate::ticket::explain::diagnostic::Code;
use crate::ticket::explain::document::LayerKind;
use crate::ticket::explain::value::Value;
use crate::ticket::find;
use crate::ticket::link::cid;
use crate::ticket::wire::kind::Bare;
use alloc::string::String;

impl Dissection<'_> {
    pub(super) fn bare(&mut self, bare: Bare, text: &str, at: Span) -> Outcome {
        let wire = match bare {
            Bare::Key => "hex",
            Bare::EndpointId | Bare::Cid | Bare::HashId | Bare::RelayUrl => "text",
        };
        let (name, role) = (bare.name(), bare.role());
        let node = self.tree.begin(name, role, wire, at);
        let outcome = match bare {
            Bare::EndpointId | Bare::Key => self.bare_key(bare, text, node),
            Bare::Cid | Bare::HashId => self.bare_id(text, node),
            Bare::RelayUrl => self.bare_url(text, node),
        };
        self.tree.end();
        outcome
    }

    fn bare_key(&mut self, bare: Bare, text: &str, node: usize) -> Outcome {
        let Some((bytes, map)) = find::key_of(text) else {
            return Outcome::default();
        };
        let (_, before) = self.enter(LayerKind::Payload, bytes.to_vec(), map);
        let leaf = self
            .tree
            .add(bare.name(), bare.role(), "[u8; 32]", Span::new(0, 32));
        let is_id = bare == Bare::EndpointId;
        // Tickets are base32: 52 characters alone may be cut out of one, and half of all secrets are valid ids. Nobody
        // writes those parts in hex.
        let is_alone = text.len() == 52;
        self.tree.edit(leaf, |leaf| leaf.proven = is_id && !is_alone);
        self.tree.layer = before;
        let found = match (self.checks.endpoint_id(&bytes), is_id) {
            (Answer::Yes(()), true) => {
                "An EndpointId alone: it names an endpoint, but does not say where it is."
            }
            (Answer::No, true) => "",
            (Answer::Yes(()), false) => {
                "32 bytes in hex. They may be an EndpointId, a hash, or a secret key: hidden until you know."
            }
            (Answer::No, false) => {
                "32 bytes in hex that are not an EndpointId. They may be a hash, or a secret key: hidden until you know."
            }
            (Answer::Unchecked, _) => "32 bytes: an EndpointId, a hash, or a secret key.",
        };
        match found {
            "" => self.note(Code::BadKey, Some(leaf), "", ""),
            found => self.note(Code::Bare, Some(leaf), found, ""),
        }
        if is_id && (text.len() == 64 || is_alone) {
            self.note(Code::MayBeSecret, Some(node), "", "");
        }
        Outcome {
            layout: None,
            canonical: is_id.then(|| codec::to_hex(&bytes)),
            value: Some(Value::Key(bytes)),
        }
    }

    fn bare_id(&mut self, text: &str, node: usize) -> Outcome {
        let mut outcome = Outcome::default();
        if cid::hash_id(text).is_some() {
            self.id(text, node);
            outcome.value = Some(Value::Text(String::from(text)));
        } else if let Ok(canonical) = self.cid(text) {
            outcome.canonical = Some(canonical.clone());
            outcome.value = Some(Value::Text(canonical));
        }
        let found = "A database or content id alone. An eidetica link to it is eidetica:?db= and this.";
        self.note(Code::Bare, Some(node), found, "");
        outcome
    }

    fn bare_url(&mut self, text: &str, node: usize) -> Outcome {
        let url = match self.checks.url(text) {
            Answer::Yes(url) => url,
            Answer::No | Answer::Unchecked => String::from(text),
        };
        let found = "The URL of a relay alone. A ticket names an endpoint too.";
        self.note(Code::Bare, Some(node), found, "");
        Outcome {
            value: Some(Value::Text(url)),
            ..Outcome::default()
        }
    }
}
