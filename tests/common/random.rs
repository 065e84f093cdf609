//! Random tickets, links and damage, the same on every run. How many: `TICKET_CASES`.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use ticket_explorer::ticket::{
    BlobFormat, Capability, CustomAddr, CustomData, EndpointAddr, Kind, Role, Ticket, TransportAddr,
};

/// How many cases to try, unless the environment says otherwise.
pub fn cases(default: usize) -> usize {
    std::env::var("TICKET_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok())
        .unwrap_or(default)
}

/// A small generator of random numbers (splitmix64).
#[derive(Clone, Debug)]
pub struct Random(pub u64);

impl Random {
    pub fn int(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Less than `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.int() % end.max(1) as u64) as usize
    }

    pub fn one_in(&mut self, number: usize) -> bool {
        self.below(number) == 0
    }

    pub fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }

    pub fn bytes(&mut self, length: usize) -> Vec<u8> {
        (0..length).map(|_| self.int() as u8).collect()
    }

    pub fn key(&mut self) -> [u8; 32] {
        self.bytes(32).try_into().expect("32 bytes")
    }

    /// Small numbers and those around the bounds of varints more often than others.
    pub fn number(&mut self) -> u64 {
        match self.below(4) {
            0 => self.below(4) as u64,
            1 => self.pick(&[127, 128, 255, 16383, 16384, u32::MAX as u64, u64::MAX]),
            2 => self.below(70_000) as u64,
            _ => self.int() >> self.below(64),
        }
    }
}

/// Makes random values. Endpoint ids come from `ids`, since not every 32 bytes are one.
pub struct Maker {
    pub random: Random,
    pub ids: Vec<[u8; 32]>,
}

impl Maker {
    pub fn new(seed: u64, ids: Vec<[u8; 32]>) -> Self {
        Maker {
            random: Random(seed),
            ids,
        }
    }

    /// A ticket as the current crate of its kind can hold it.
    pub fn ticket(&mut self, kind: Kind) -> Ticket {
        match kind {
            Kind::Node => Ticket::Endpoint(self.node()),
            Kind::Blob => Ticket::Blob {
                addr: self.node(),
                format: self.random.pick(&[BlobFormat::Raw, BlobFormat::HashSeq]),
                hash: self.random.key(),
                token: None,
            },
            Kind::Doc => Ticket::Doc {
                capability: self.capability(),
                nodes: (0..=self.random.below(3)).map(|_| self.endpoint()).collect(),
            },
            Kind::Services | Kind::N0des => Ticket::Keyed {
                role: Role::ApiSecret,
                key: self.random.key(),
                nodes: vec![self.endpoint()],
            },
            Kind::Gossip => Ticket::Keyed {
                role: Role::Topic,
                key: self.random.key(),
                nodes: (0..self.random.below(3)).map(|_| self.endpoint()).collect(),
            },
            _ => Ticket::Endpoint(self.endpoint()),
        }
    }

    pub fn capability(&mut self) -> Capability {
        match self.random.one_in(2) {
            true => Capability::Read(self.random.key()),
            false => Capability::Write {
                secret: self.random.key(),
                namespace: None,
            },
        }
    }

    pub fn id(&mut self) -> [u8; 32] {
        self.random.pick(&self.ids)
    }

    /// An endpoint as it is since 0.94: any number of relays, IP and custom addresses.
    pub fn endpoint(&mut self) -> EndpointAddr {
        let mut addr = EndpointAddr::new(self.id());
        let many = match self.random.below(100) {
            0 => 0,
            1 => 130,
            most => self.random.below(most % 12 + 1),
        };
        for _ in 0..many {
            let item = match self.random.below(4) {
                0 => TransportAddr::Relay(self.relay()),
                1 => TransportAddr::Custom(self.custom()),
                _ => TransportAddr::Ip(self.socket_addr()),
            };
            addr.addrs.insert(item);
        }
        addr
    }

    /// An endpoint as it was before: at most one relay, and IP addresses.
    pub fn node(&mut self) -> EndpointAddr {
        let mut addr = EndpointAddr::new(self.id());
        if self.random.one_in(2) {
            addr.addrs.insert(TransportAddr::Relay(self.relay()));
        }
        for _ in 0..self.random.below(5) {
            addr.addrs.insert(TransportAddr::Ip(self.socket_addr()));
        }
        addr
    }

    /// A relay URL as the URL standard writes it.
    pub fn relay(&mut self) -> String {
        const KNOWN: [&str; 8] = [
            "https://use1-1.relay.n0.iroh.link./",
            "https://euc1-1.relay.n0.iroh.link./",
            "https://use1-1.relay.iroh.network./",
            "http://localhost:3340/",
            "https://192.0.2.1:8443/",
            "https://[2001:db8::1]/",
            "mailto:someone@example.com",
            "https://relay.example/path/?q=%20#part",
        ];
        match self.random.below(3) {
            0 => self.random.pick(&KNOWN).to_owned(),
            1 => format!("https://relay-{:x}.example./", self.random.int()),
            _ => format!(
                "http://r{}.example:{}/",
                self.random.below(9),
                1024 + self.random.below(60_000)
            ),
        }
    }

    pub fn socket_addr(&mut self) -> SocketAddr {
        let ip: IpAddr = match self.random.below(6) {
            0 => Ipv4Addr::new(192, 168, 1, self.random.int() as u8).into(),
            1 => Ipv4Addr::new(203, 0, 113, self.random.int() as u8).into(),
            2 => Ipv4Addr::from(self.random.int() as u32).into(),
            3 => Ipv6Addr::LOCALHOST.into(),
            4 => Ipv4Addr::new(10, 0, 0, 1).to_ipv6_mapped().into(),
            _ => Ipv6Addr::from((u128::from(self.random.int()) << 64) | u128::from(self.random.int())).into(),
        };
        let port = match self.random.below(3) {
            0 => self.random.pick(&[0, 1, 127, 128, 16383, 16384, u16::MAX]),
            _ => self.random.int() as u16,
        };
        SocketAddr::new(ip, port)
    }

    pub fn custom(&mut self) -> CustomAddr {
        let id = match self.random.below(3) {
            0 => self.random.pick(&[0x20, 0x54_4f_52, 0x42_4c_45, 0x4e_59_4d]),
            _ => self.random.number(),
        };
        let length = match self.random.below(4) {
            0 => self.random.below(4),
            1 => self.random.pick(&[6, 29, 30, 31, 32, 96, 127, 128, 300]),
            _ => self.random.below(64),
        };
        CustomAddr {
            id,
            data: CustomData(self.random.bytes(length)),
        }
    }

    /// A database link, damaged or not.
    pub fn link(&mut self, tickets: &[String]) -> String {
        let mut text = String::from(self.random.pick(&[
            "eidetica:?",
            "eidetica:?",
            "eidetica:?",
            "eidetica:",
            "Eidetica:?",
        ]));
        for index in 0..self.random.below(6) {
            if index > 0 {
                text.push_str(self.random.pick(&["&", "&", "&", "&&", "&amp;", ";"]));
            }
            text.push_str(
                self.random
                    .pick(&["db", "db", "pr", "pr", "pr", "tips", "x", "%64b", "", "DB", "d+b"]),
            );
            text.push_str(self.random.pick(&["=", "=", "=", "=", "", "%3D", "=="]));
            let value = self.link_value(tickets);
            text.push_str(&value);
        }
        text
    }

    fn link_value(&mut self, tickets: &[String]) -> String {
        const IDS: [&str; 14] = [
            "bafyr4ihkr4ld3m4gqkjf4reryxsy2s5tkbxprqkow6fin2iiyvreuzzab4",
            "bafyreigdp67stqosn2o75rp3ina35czxl36g5a2d4v4tofwkl5yd4qrk4a",
            "BAFYREIGDP67STQOSN2O75RP3INA35CZXL36G5A2D4V4TOFWKL5YD4QRK4A",
            "QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG",
            "https://example.com/ipfs/QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG",
            "f01711e20ea8f163db38682925e4491c5e58d4bb3506ef8c14eb78a86e908c5624a67200f",
            "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "blake3:00",
            "",
            "%F0%9F%A6%80",
            "%ff%fe",
            "a+b%2Bc%zz%4",
            "b",
            "bafy",
        ];
        match self.random.below(6) {
            0 => self
                .random
                .pick(&[
                    "http:192.0.2.7:8080",
                    "http:[::1]:80",
                    "http://h:80",
                    "nocolon",
                    ":",
                    "sim:x",
                ])
                .to_owned(),
            1 if !tickets.is_empty() => format!("iroh:{}", tickets[self.random.below(tickets.len())]),
            2 => {
                let length = self.random.below(12);
                self.random
                    .bytes(length)
                    .iter()
                    .map(|byte| char::from(byte & 0x7f))
                    .collect()
            }
            3 => {
                let cid = self.cid();
                format!("{}{cid}", self.random.pick(&["", "", "", "x/ipfs/"]))
            }
            _ => self.random.pick(&IDS).to_owned(),
        }
    }

    /// Bytes that are nearly a CID, in some base.
    pub fn cid(&mut self) -> String {
        let mut bytes = Vec::new();
        bytes.push(self.random.pick(&[1, 1, 1, 1, 0, 2, 0x12]));
        bytes.extend_from_slice(self.random.pick(&[
            &[0x71][..],
            &[0x55],
            &[0x70],
            &[0x80, 0x01],
            &[0xf1, 0x00],
        ]));
        bytes.push(self.random.pick(&[0x12, 0x1e, 0x00, 0x16]));
        let length = self.random.pick(&[32, 32, 32, 0, 1, 64, 65]);
        bytes.push(length);
        let short = self.random.one_in(6);
        let given = if short {
            self.random.below(32)
        } else {
            usize::from(length)
        };
        bytes.extend(self.random.bytes(given));
        if self.random.one_in(6) {
            bytes.extend(self.random.bytes(3));
        }
        multibase::encode(
            self.random.pick(&[
                multibase::Base::Base32Lower,
                multibase::Base::Base32Lower,
                multibase::Base::Base58Btc,
                multibase::Base::Base16Upper,
                multibase::Base::Base64Url,
                multibase::Base::Base36Lower,
                multibase::Base::Base2,
            ]),
            bytes,
        )
    }
}

/// Changes a payload a little: a flipped bit, a byte in or out, a cut, a repeated part.
pub fn damage(random: &mut Random, bytes: &mut Vec<u8>) {
    for _ in 0..=random.below(2) {
        let at = random.below(bytes.len());
        match random.below(7) {
            _ if bytes.is_empty() => bytes.push(random.int() as u8),
            0 => bytes[at] ^= 1 << random.below(8),
            1 => bytes[at] = random.pick(&[0, 1, 2, 0x20, 0x7f, 0x80, 0xff]),
            2 => bytes.insert(at, random.int() as u8),
            3 => drop(bytes.remove(at)),
            4 => bytes.truncate(at),
            5 => {
                let length = random.below(12);
                let more = random.bytes(length);
                bytes.extend(more);
            }
            _ => {
                // An overlong varint where there is a short one.
                let byte = bytes[at];
                bytes[at] = byte | 0x80;
                bytes.insert(at + 1, 0);
            }
        }
    }
}

/// Changes a text a little.
pub fn damage_text(random: &mut Random, text: &str) -> String {
    let mut symbols: Vec<char> = text.chars().collect();
    for _ in 0..=random.below(2) {
        let at = random.below(symbols.len());
        let other = random.pick(&[
            'a', '7', '0', '1', '8', 'A', ' ', '\n', ':', '&', '=', '%', '+', 'é', '\u{200b}', '\u{202e}',
            '日', '\0',
        ]);
        match random.below(5) {
            _ if symbols.is_empty() => symbols.push(other),
            0 => symbols[at] = other,
            1 => symbols.insert(at, other),
            2 => drop(symbols.remove(at)),
            3 => symbols.truncate(at),
            _ => symbols[at] = symbols[at].to_ascii_uppercase(),
        }
    }
    symbols.into_iter().collect()
}

/// Ids that are points on the curve, by the check that is given.
pub fn ids(seed: u64, number: usize, is_id: impl Fn(&[u8; 32]) -> bool) -> Vec<[u8; 32]> {
    let mut random = Random(seed);
    let mut ids = BTreeSet::new();
    while ids.len() < number {
        let key = random.key();
        if is_id(&key) {
            ids.insert(key);
        }
    }
    ids.into_iter().collect()
}
