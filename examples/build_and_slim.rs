//! Builds an endpoint ticket, leaves out what only the sender's own network can use, and hands it to iroh's own types.
//!
//! ```sh
//! cargo run --example build_and_slim --features native
//! ```

use std::error::Error;
use ticket_explorer::native::Native;
use ticket_explorer::ticket::make::draft::{AddrDraft, AddrKind, Draft, NodeDraft, write};
use ticket_explorer::ticket::make::slim::{Cut, Cuts, slim};
use ticket_explorer::ticket::{EndpointTicket, Kind};

fn main() -> Result<(), Box<dyn Error>> {
    // A draft holds texts as somebody typed them, and tells of each what is wrong with it.
    let mut draft = Draft::new(Kind::Endpoint);
    draft.nodes = vec![NodeDraft {
        id: "ae58ff8833241ac82d6ff7611046ed67b5072d142c588d0063e942d9a75502b6".into(),
        addrs: vec![
            AddrDraft::new(AddrKind::Relay, "https://relay.example.org/"),
            AddrDraft::new(AddrKind::Ip, "192.0.2.7:4433"),
            AddrDraft::new(AddrKind::Ip, "10.0.0.7:4433"),
        ],
    }];
    let value = draft.check(&Native).map_err(|remarks| {
        let messages: Vec<String> = remarks.into_iter().map(|remark| remark.remark.message).collect();
        messages.join("\n")
    })?;
    let whole = write(&value, draft.kind).ok_or("nothing was built")?;

    let cuts: Cuts = [Cut::Private, Cut::Loopback].into_iter().collect();
    let small = write(&slim(&value, cuts, &Native), draft.kind).ok_or("nothing is left")?;
    println!("{whole}\n{small}");
    println!("{} characters instead of {}", small.len(), whole.len());

    // What was written is what iroh reads.
    let ticket: EndpointTicket = small.parse()?;
    let addr = iroh_base::EndpointAddr::try_from(ticket.endpoint_addr())?;
    for addr in &addr.addrs {
        println!("{addr}");
    }
    Ok(())
}
