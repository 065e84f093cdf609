//! The same bytes to ours and to the crate that iroh users run: both take them or neither, and both write the same.

#![no_main]

use iroh_tickets::Ticket as _;
use iroh_tickets::endpoint::EndpointTicket;
use libfuzzer_sys::fuzz_target;
use ticket_explorer::native::Native;
use ticket_explorer::ticket::{self, Kind};
use ticket_explorer::ticket::encoding::codec::to_base32;
use ticket_explorer::ticket::wire::{decode, encode, layout};

fuzz_target!(|bytes: &[u8]| {
    let text = format!("endpoint{}", to_base32(bytes));
    let theirs = EndpointTicket::decode_string(&text);
    // What a program uses that depends on this crate.
    match (text.parse::<ticket::EndpointTicket>(), &theirs) {
        (Ok(ours), Ok(theirs)) => assert_eq!(ours.to_string(), theirs.encode_string()),
        (Err(_), Err(_)) => {}
        (ours, theirs) => panic!("ours {ours:?}, theirs {theirs:?}"),
    }
    let ours = decode::decode(&text, Kind::Endpoint, &layout::E1, &Native);
    match (ours, theirs) {
        (Ok(ours), Ok(theirs)) => assert_eq!(
            encode::to_text(&ours.ticket, Kind::Endpoint, &layout::E1),
            Some(theirs.encode_string())
        ),
        (Err(_), Err(_)) => {}
        (ours, theirs) => panic!("ours {ours:?}, theirs {theirs:?}"),
    }
});
