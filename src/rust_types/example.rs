//! What there is to learn with: definitions, and a ticket that is made of them.

/// Definitions as people have them in their own code.
pub const SOURCE: &str = r#"use iroh::EndpointAddr;
use iroh_gossip::TopicId;
use serde::{Deserialize, Serialize};

/// An invitation to a party.
#[derive(Serialize, Deserialize)]
enum Invitation {
    V1(Party),
}

#[derive(Serialize, Deserialize)]
struct Party {
    title: String,
    host: EndpointAddr,
    topic: TopicId,
    guests: Vec<Guest>,
    /// Seconds since 1970.
    starts: Option<u64>,
    degrees: i16,
}

#[derive(Serialize, Deserialize)]
struct Guest {
    name: String,
    role: Role,
}

#[derive(Serialize, Deserialize)]
enum Role {
    Friend,
    Plus(u8),
}

impl iroh_tickets::Ticket for Invitation {
    const KIND: &'static str = "party";
    // …
}
"#;

/// A ticket of them.
pub const TICKET: &str = "partyaageyylvnzrwqidqmfzhi6mkrdr525aj6gk72uw3fu6luxlszjtqtpy5sqjbx43uraa3id3plqbaai3ior2ha4z2f4xxk43fgewtcltsmvwgc6jonyyc42lsn5uc43djnzvs4lybadaaaaqh2erawmcvpkp4j2iognmh3iwh5qitmw4auxfo6fbzl2b2rtpsc46gdbqcanawiyiaavdxeyldmuaqeama6llmubqj";
