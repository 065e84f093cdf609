//! Any bytes are read by every layout; what is read, written and read again is the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ticket_explorer::ticket::Unchecked;
use ticket_explorer::ticket::wire::{decode, encode, layout};

fuzz_target!(|bytes: &[u8]| {
    for layout in layout::ALL {
        let Ok(decoded) = decode::decode_bytes(bytes, layout, &Unchecked) else {
            continue;
        };
        assert!(decoded.trailing <= bytes.len());
        let written = encode::to_bytes(&decoded.ticket, layout).expect("what was read can be written");
        let again = decode::decode_bytes(&written, layout, &Unchecked).expect("what was written can be read");
        assert_eq!(again.ticket, decoded.ticket, "{}", layout.id);
        assert_eq!((again.trailing, again.repeated), (0, 0), "{}", layout.id);
    }
});
