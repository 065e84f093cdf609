{
use iroh_base::{EndpointAddr, TransportAddr};
use iroh_docs::{Capability, DocTicket, NamespaceId};

let key: [u8; 32] = [
    0xc6, 0xa1, 0x1f, 0x67, 0xf2, 0x4e, 0x5b, 0xdf, 0xb9, 0xa0, 0x43, 0xce, 0xa2, 0xe5, 0x47, 0xd0,
    0x9b, 0x28, 0xf5, 0x4c, 0x60, 0xdb, 0x63, 0xda, 0x40, 0xeb, 0x87, 0xea, 0x68, 0xe2, 0xd4, 0x18,
];
let capability = Capability::Read(NamespaceId::from(&key));
let nodes = vec![
    EndpointAddr::from_parts(
        "ae58ff8833241ac82d6ff7611046ed67b5072d142c588d0063e942d9a75502b6".parse()?,
        [
            TransportAddr::Relay("https://relay.example.org/".parse()?),
            TransportAddr::Ip("192.0.2.7:4433".parse()?),
            TransportAddr::Ip("[2001:db8::7]:4433".parse()?),
            TransportAddr::Custom("544f52_00ff".parse()?),
        ],
    ),
    EndpointAddr::new("ae58ff8833241ac82d6ff7611046ed67b5072d142c588d0063e942d9a75502b6".parse()?),
];
let ticket = DocTicket::new(capability, nodes);
ticket
}
