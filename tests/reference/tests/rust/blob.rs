{
use iroh_base::{EndpointAddr, TransportAddr};
use iroh_blobs::{BlobFormat, Hash, ticket::BlobTicket};

let addr = EndpointAddr::from_parts(
    "ae58ff8833241ac82d6ff7611046ed67b5072d142c588d0063e942d9a75502b6".parse()?,
    [
        TransportAddr::Relay("https://relay.example.org/".parse()?),
        TransportAddr::Ip("192.0.2.7:4433".parse()?),
        TransportAddr::Ip("[2001:db8::7]:4433".parse()?),
    ],
);
let hash: Hash = "93f81d9de60b50b38bc18ca4cbf8581dd3d4d1dceeaf2d2357d23f67e0b0c2b3".parse()?;
let ticket = BlobTicket::new(addr, hash, BlobFormat::HashSeq);
ticket
}
