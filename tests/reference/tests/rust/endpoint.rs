{
use iroh_base::{EndpointAddr, TransportAddr};

let addr = EndpointAddr::from_parts(
    "ae58ff8833241ac82d6ff7611046ed67b5072d142c588d0063e942d9a75502b6".parse()?,
    [
        TransportAddr::Relay("https://relay.example.org/".parse()?),
        TransportAddr::Ip("192.0.2.7:4433".parse()?),
        TransportAddr::Ip("[2001:db8::7]:4433".parse()?),
        TransportAddr::Custom("544f52_00ff".parse()?),
    ],
);
addr
}
