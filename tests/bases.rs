//! The core's coders, own and borrowed, against the crates that iroh and eidetica use.

use data_encoding::{BASE32_NOPAD, BASE32_NOPAD_NOCASE, BASE64URL_NOPAD, DecodeKind, HEXLOWER};
use ticket_explorer::ticket::encoding::codec::{self, Base32Fault};
use ticket_explorer::ticket::encoding::multibase as ours;

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
