{
use iroh_base::EndpointAddr;

let addr = EndpointAddr::new("ae58ff8833241ac82d6ff7611046ed67b5072d142c588d0063e942d9a75502b6".parse()?);
addr
}
