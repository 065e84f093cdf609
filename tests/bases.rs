//! The core's coders, own and borrowed, against the crates that iroh and eidetica use.

use data_encoding::{BASE32_NOPAD, BASE32_NOPAD_NOCASE, BASE64URL_NOPAD, DecodeKind, HEXLOWER};
use ticket_explorer::ticket::encoding::codec::{self, Base32Fault};
use ticket_explorer::ticket::encoding::multibase as ours;
use ticket_explorer::ticket::link::cid;

/// Numbers that look random and are the same each time (xorshift64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    fn bytes(&mut self, most: usize) -> Vec<u8> {
        let length = self.roll(most);
        let zeros = self.roll(4);
        (0..length)
            .map(|at| if at < zeros { 0 } else { self.roll(256) as u8 })
            .collect()
    }
}

#[test]
fn base32_is_read_as_data_encoding_reads_it() {
    let mut dice = Dice(1);
    let symbols = b"abcdefghijklmnopqrstuvwxyz234567ABCZ018=\n\xc3";
    for round in 0..100_000 {
        let mut text = BASE32_NOPAD.encode(&dice.bytes(40)).into_bytes();
        if round % 2 == 0 {
            text.make_ascii_lowercase();
        }
        for _ in 0..dice.roll(3) {
            let symbol = symbols[dice.roll(symbols.len())];
            let at = dice.roll(text.len() + 1);
            match dice.roll(3) {
                0 => text.insert(at, symbol),
                1 => text.truncate(at),
                _ if at < text.len() => text[at] = symbol,
                _ => {}
            }
        }
        let theirs = BASE32_NOPAD_NOCASE.decode(&text).map_err(|error| {
            let kind = match error.kind {
                DecodeKind::Length => Base32Fault::Length,
                DecodeKind::Trailing => Base32Fault::Trailing,
                _ => Base32Fault::Symbol,
            };
            (error.position, kind)
        });
        let ours = codec::base32(&text).map_err(|error| (error.at, error.kind));
        assert_eq!(ours, theirs, "{:?}", String::from_utf8_lossy(&text));
    }
}

#[test]
fn every_encoding_is_written_as_the_crates_write_it() {
    let mut dice = Dice(2);
    for _ in 0..20_000 {
        let bytes = dice.bytes(50);
        assert_eq!(
            codec::to_base32(&bytes),
            BASE32_NOPAD.encode(&bytes).to_lowercase()
        );
        assert_eq!(codec::to_hex(&bytes), HEXLOWER.encode(&bytes));
        assert_eq!(codec::to_base64url(&bytes), BASE64URL_NOPAD.encode(&bytes));
        assert_eq!(ours::to_base58(&bytes), multibase::Base::Base58Btc.encode(&bytes));
        assert_eq!(codec::to_z32(&bytes), multibase::Base::Base32Z.encode(&bytes));
    }
}

#[test]
fn every_multibase_is_read_as_the_crate_reads_it() {
    let codes: Vec<char> = (0..=127_u8).map(char::from).chain(['🚀', 'é']).collect();
    let mut dice = Dice(3);
    for round in 0..200_000 {
        let code = codes[round % codes.len()];
        let base = multibase::Base::from_code(code);
        let mut text = match base {
            Ok(multibase::Base::Identity) => String::from("any text"),
            Ok(base) => base.encode(dice.bytes(30)),
            Err(_) => String::from("text"),
        };
        // Often as it is, often damaged, sometimes in the other case.
        for _ in 0..dice.roll(3) {
            let mut symbols: Vec<char> = text.chars().collect();
            let at = dice.roll(symbols.len() + 1);
            let other = ['=', 'a', 'Z', '0', '1', 'l', ' ', '🪐', '+', '_', ':', '='][dice.roll(12)];
            match dice.roll(5) {
                0 => symbols.insert(at, other),
                1 => symbols.truncate(at),
                2 if at < symbols.len() => symbols[at] = other,
                3 => symbols.extend(symbols.clone()),
                _ => symbols = text.to_uppercase().chars().collect(),
            }
            text = symbols.into_iter().collect();
        }
        let theirs = base.and_then(|base| base.decode(&text)).ok();
        assert_eq!(ours::multibase(code, &text), theirs, "{code:?} {text:?}");
    }
}

#[test]
fn every_base_hash_and_codec_of_a_cid_has_its_name() {
    for (code, name) in [
        ("b", "base32"),
        ("F", "base16"),
        ("\0", "identity"),
        ("0", "base2"),
        ("7", "base8"),
        ("9", "base10"),
        ("C", "base32 with padding"),
        ("t", "base32hex"),
        ("h", "z-base-32"),
        ("K", "base36"),
        ("R", "base45"),
        ("Z", "base58flickr"),
        ("z", "base58btc"),
        ("m", "base64"),
        ("M", "base64"),
        ("U", "base64url"),
        ("🚀", "base256emoji"),
    ] {
        let base = cid::text(&format!("{code}aa")).base;
        assert_eq!(base.map(cid::Base::name), Some(name), "{code:?}");
    }
    let hashes = [0x00, 0x11, 0x12, 0x13, 0x14, 0x16, 0x1b, 0x1e, 0xb220, 0x99].map(cid::hash_name);
    let names = [
        "identity",
        "sha1",
        "sha2-256",
        "sha2-512",
        "sha3-512",
        "sha3-256",
        "keccak-256",
        "blake3",
        "blake2b-256",
    ];
    assert_eq!(hashes[..9], names.map(Some));
    assert_eq!(hashes[9], None);
    let codecs = [0x55, 0x70, 0x71, 0x72, 0x129, 0x200, 0x99].map(cid::codec_name);
    let names = ["raw", "dag-pb", "dag-cbor", "libp2p-key", "dag-json", "json"];
    assert_eq!(codecs[..6], names.map(Some));
    assert_eq!(codecs[6], None);
}

#[test]
fn a_cid_that_is_none_says_why() {
    let many = |count: usize| format!("f{}", "80".repeat(count));
    for (text, error) in [
        ("f".to_owned(), cid::CidError::TooShort),
        ("f0055".to_owned(), cid::CidError::ExplicitV0),
        ("f0255".to_owned(), cid::CidError::Version),
        (many(9), cid::CidError::End),
        (many(10), cid::CidError::Varint),
        (many(11), cid::CidError::Varint),
        ("f01".to_owned(), cid::CidError::End),
        ("f0155".to_owned(), cid::CidError::Parsing),
        ("f1220aa".to_owned(), cid::CidError::Digest),
    ] {
        assert_eq!(cid::parse(&text), Err(error), "{text}");
    }
}

#[test]
fn version_0_has_one_spelling() {
    let text = "QmbWqxBEKC3P8tqsKc98xmWNzrzDtRLMiMPL8wBuTGsMnR";
    let id = cid::parse(text).expect("a CID");
    assert_eq!(id.version, 0);
    for base in ['b', 'B', 'z', 'f', 'u'] {
        assert_eq!(cid::in_base(&id, base), text);
    }
}

#[test]
fn ids_are_known_by_their_beginning() {
    const ID: &str = "bafyr4ihkr4ld3m4gqkjf4reryxsy2s5tkbxprqkow6fin2iiyvreuzzab4";
    assert_eq!(cid::written_length(ID), 59);
    assert_eq!(cid::written_length(&ID.to_ascii_uppercase()), 59);
    assert_eq!(cid::written_length(&format!("{ID}aaa")), 59);
    assert_eq!(cid::written_length(&ID[..20]), 20);
    // An id of IPFS, another hash, something else.
    for text in [
        "bafybeihkr4ld3m4g",
        "bafyrmihkr4ld3m4g",
        "endpointaaaaaaaa",
        "xafyr4ihkr4ld3m4g",
        "bafyr4",
    ] {
        assert_eq!(cid::written_length(text), 0, "{text}");
    }
}

/// What an id is written in is told by its text alone: 52 characters have four bits too many, which must be zero.
#[test]
fn no_text_is_an_id_in_both_sorts_of_base32() {
    let (mut plain, mut zbase) = (String::new(), String::new());
    for last in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".chars() {
        // Letters that are in both.
        let text = format!("{}{last}", "y".repeat(51));
        plain.extend(codec::base32(text.as_bytes()).is_ok().then_some(last));
        zbase.extend(codec::from_z32(&text).is_some().then_some(last));
    }
    assert_eq!((plain.as_str(), zbase.as_str()), ("aqAQ", "oy"));
}
