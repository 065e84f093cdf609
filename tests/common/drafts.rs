//! Random drafts, the same ones every time.

#![allow(dead_code, missing_docs)]

#[path = "random.rs"]
pub mod random;

use random::Random;
use ticket_explorer::ticket::make::draft::{Access, AddrDraft, AddrKind, Draft, HintDraft, NodeDraft};
use ticket_explorer::ticket::{BlobFormat, Kind, encoding::codec};

impl Random {
    fn array<const N: usize>(&mut self) -> [u8; N] {
        std::array::from_fn(|_| self.int() as u8)
    }

    pub fn text(&mut self, letters: &[u8], most: usize) -> String {
        let length = self.below(most + 1);
        (0..length).map(|_| char::from(self.pick(letters))).collect()
    }

    /// A public key, of a secret of our own making.
    pub fn public_key(&mut self) -> [u8; 32] {
        *iroh_base::SecretKey::from_bytes(&self.array())
            .public()
            .as_bytes()
    }

    pub fn ip(&mut self) -> std::net::SocketAddr {
        use std::net::{Ipv4Addr, Ipv6Addr};
        let port = self.int() as u16;
        let last = self.int() as u8;
        match self.below(9) {
            0 => (Ipv4Addr::new(192, 0, 2, last), port).into(),
            1 => (Ipv4Addr::new(198, 51, 100, last), port).into(),
            2 => (Ipv4Addr::new(10, last, 0, 1), port).into(),
            3 => (Ipv4Addr::new(127, 0, 0, last), port).into(),
            4 => (Ipv4Addr::new(169, 254, 1, last), port).into(),
            5 => (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, last.into()), port).into(),
            6 => (Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, last.into()), port).into(),
            7 => (Ipv6Addr::new(0xfd00, last.into(), 0, 0, 0, 0, 0, 1), port).into(),
            _ => (Ipv4Addr::new(100, 64, last, 1), port).into(),
        }
    }

    pub fn relay(&mut self) -> String {
        match self.below(4) {
            0 => "https://use1-1.relay.n0.iroh.link./".into(),
            1 => format!("https://relay{}.example.org/", self.below(9)),
            2 => format!("https://[2001:db8::{:x}]:8443/", self.below(99) + 1),
            _ => format!("http://192.0.2.{}/", self.below(255)),
        }
    }

    pub fn custom(&mut self) -> String {
        let id = match self.below(4) {
            0 => 0x54_4f_52,
            1 => 0,
            2 => self.int(),
            _ => self.int() >> 40,
        };
        let length = self.pick(&[0, 1, 6, 29, 30, 31, 32, 96]);
        let data: Vec<u8> = (0..length).map(|_| self.int() as u8).collect();
        format!("{id:x}_{}", codec::to_hex(&data))
    }

    pub fn addr(&mut self, custom: bool) -> AddrDraft {
        match self.below(if custom { 5 } else { 4 }) {
            0 => AddrDraft::new(AddrKind::Relay, &self.relay()),
            4 => AddrDraft::new(AddrKind::Custom, &self.custom()),
            _ => AddrDraft::new(AddrKind::Ip, &self.ip().to_string()),
        }
    }

    pub fn node(&mut self, custom: bool) -> NodeDraft {
        let count = match self.below(20) {
            0 => self.below(60),
            _ => self.below(6),
        };
        NodeDraft {
            id: codec::to_hex(&self.public_key()),
            addrs: (0..count).map(|_| self.addr(custom)).collect(),
        }
    }

    /// A database id: mostly a CID, at times the older and the opaque ones.
    pub fn database_id(&mut self) -> String {
        let cid = |codec: u8, hash: u8, digest: [u8; 32]| {
            let mut bytes = vec![1, codec, hash, 32];
            bytes.extend_from_slice(&digest);
            format!("b{}", codec::to_base32(&bytes))
        };
        let digest: [u8; 32] = self.array();
        match self.below(8) {
            0 => format!("sha256:{}", codec::to_hex(&digest)),
            1 => format!("blake3:{}", codec::to_hex(&digest)),
            2 => format!("x{}", self.word()),
            3 => cid(0x71, 0x12, digest),
            4 => cid(0x55, 0x1e, digest),
            _ => cid(0x71, 0x1e, digest),
        }
    }

    /// Text that a link in free text may hold: nothing that ends it, and no punctuation at the end.
    pub fn word(&mut self) -> String {
        let mut word = self.text(b"abcXYZ019-._~/:%&=#+$;!@()*,?", 12);
        word.push(self.pick(&['a', '7', 'Z', '%', '&', '=', '#', '+', '-', 'é']));
        word
    }

    pub fn hint(&mut self) -> HintDraft {
        let hint = |transport: &str, address: String| HintDraft {
            transport: transport.into(),
            address,
            ..HintDraft::default()
        };
        match self.below(6) {
            0 => hint("http", format!("192.0.2.{}:8080", self.below(255))),
            1 => hint("http", format!("[2001:db8::{:x}]:80", self.below(999))),
            2 => hint("sim", self.word()),
            3 => {
                let word = self.word();
                hint(&self.word().replace(':', ""), word)
            }
            _ => HintDraft {
                transport: "iroh".into(),
                address: String::new(),
                built: true,
                node: self.node(true),
            },
        }
    }

    pub fn draft(&mut self) -> Draft {
        let kind = self.pick(&[
            Kind::Eidetica,
            Kind::Eidetica,
            Kind::Endpoint,
            Kind::Node,
            Kind::Blob,
            Kind::Doc,
            Kind::Services,
            Kind::N0des,
        ]);
        self.draft_of(kind)
    }

    pub fn draft_of(&mut self, kind: Kind) -> Draft {
        let mut draft = Draft::new(kind);
        let custom = !matches!(kind, Kind::Node | Kind::Blob);
        let nodes = if draft.has_many_nodes() {
            1 + self.below(3)
        } else {
            1
        };
        if kind != Kind::Eidetica {
            draft.nodes = (0..nodes).map(|_| self.node(custom)).collect();
        }
        match kind {
            Kind::Eidetica => {
                draft.database_id = self.database_id();
                draft.hints = (0..self.below(4)).map(|_| self.hint()).collect();
                if self.below(4) == 0 {
                    let tips = (0..1 + self.below(3)).map(|_| self.database_id());
                    draft.tips = Some(tips.map(|tip| tip.replace(',', "")).collect());
                }
                draft.unknown = (0..self.below(3)).map(|_| (self.word(), self.word())).collect();
            }
            Kind::Blob => {
                draft.format = self.pick(&[BlobFormat::Raw, BlobFormat::HashSeq]);
                draft.hash = codec::to_hex(&self.array::<32>());
            }
            Kind::Doc => {
                draft.access = self.pick(&[Access::Read, Access::Write]);
                draft.key = codec::to_hex(&self.array::<32>());
            }
            Kind::Services | Kind::N0des | Kind::Gossip => {
                draft.key = codec::to_hex(&self.array::<32>());
            }
            _ => {}
        }
        draft
    }
}
