//! Answers for the core's checks from the crates that iroh itself uses, and what needs these answers: reading tickets with
//! `FromStr`, and iroh's own types of addresses.

use crate::ticket::wire::decode::DecodeError;
use crate::ticket::{
    Answer, BlobTicket, Checks, CustomAddr, CustomData, DocTicket, EndpointAddr, EndpointTicket, NodeTicket,
    TransportAddr,
};
use core::fmt;
use core::str::FromStr;
use iroh_base::{PublicKey, RelayUrl, SecretKey};
use url::Url;

/// Asks `iroh-base` about keys and `url` about URLs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Native;

impl Checks for Native {
    fn endpoint_id(&self, key: &[u8; 32]) -> Answer<()> {
        match PublicKey::from_bytes(key) {
            Ok(_) => Answer::Yes(()),
            Err(_) => Answer::No,
        }
    }

    fn url(&self, text: &str) -> Answer<String> {
        match Url::parse(text) {
            Ok(url) => Answer::Yes(url.into()),
            Err(_) => Answer::No,
        }
    }

    fn public_key(&self, secret: &[u8; 32]) -> Answer<[u8; 32]> {
        Answer::Yes(*SecretKey::from_bytes(secret).public().as_bytes())
    }
}

/// Read as the real parser does, keys and URLs included.
macro_rules! from_str {
    ($($name:ident)+) => {$(
        impl FromStr for $name {
            type Err = DecodeError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text, &Native)
            }
        }
    )+};
}

from_str!(EndpointTicket NodeTicket BlobTicket DocTicket);

/// What one of two types of addresses cannot say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AddrError {
    /// The id is not a public key.
    Key,
    /// A relay is not a URL.
    Url,
    /// A relay is the number of a region, as before iroh 0.12.
    DerpRegion,
    /// A sort of address that is newer than this crate.
    Unknown,
}

impl fmt::Display for AddrError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            AddrError::Key => "the id is not a public key: it is not a point on the curve",
            AddrError::Url => "a relay is not a URL",
            AddrError::DerpRegion => "relays had numbers until iroh 0.11; current addresses cannot hold one",
            AddrError::Unknown => "a sort of address that this version does not know",
        })
    }
}

impl core::error::Error for AddrError {}

impl TryFrom<&EndpointAddr> for iroh_base::EndpointAddr {
    type Error = AddrError;

    /// ```
    /// use ticket_explorer::ticket::EndpointTicket;
    ///
    /// let ticket: EndpointTicket = "endpointacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaibab7qaaab2ieq".parse()?;
    /// let addr = iroh_base::EndpointAddr::try_from(ticket.endpoint_addr())?;
    /// assert_eq!(addr.ip_addrs().next(), Some(&"127.0.0.1:1234".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn try_from(addr: &EndpointAddr) -> Result<Self, Self::Error> {
        let id = PublicKey::from_bytes(&addr.id).map_err(|_| AddrError::Key)?;
        let addrs = addr.addrs.iter().map(|addr| match addr {
            TransportAddr::Relay(url) => {
                let url: RelayUrl = url.parse().map_err(|_| AddrError::Url)?;
                Ok(iroh_base::TransportAddr::Relay(url))
            }
            TransportAddr::Ip(addr) => Ok(iroh_base::TransportAddr::Ip(*addr)),
            TransportAddr::Custom(addr) => {
                let addr = iroh_base::CustomAddr::from_parts(addr.id, &addr.data.0);
                Ok(iroh_base::TransportAddr::Custom(addr))
            }
            TransportAddr::DerpRegion(_) => Err(AddrError::DerpRegion),
        });
        let addrs: Result<Vec<_>, AddrError> = addrs.collect();
        Ok(iroh_base::EndpointAddr::from_parts(id, addrs?))
    }
}

impl TryFrom<&iroh_base::EndpointAddr> for EndpointAddr {
    type Error = AddrError;

    fn try_from(addr: &iroh_base::EndpointAddr) -> Result<Self, Self::Error> {
        let addrs = addr.addrs.iter().map(|addr| match addr {
            iroh_base::TransportAddr::Relay(url) => Ok(TransportAddr::Relay(url.to_string())),
            iroh_base::TransportAddr::Ip(addr) => Ok(TransportAddr::Ip(*addr)),
            iroh_base::TransportAddr::Custom(addr) => Ok(TransportAddr::Custom(CustomAddr {
                id: addr.id(),
                data: CustomData(addr.data().to_vec()),
            })),
            _ => Err(AddrError::Unknown),
        });
        Ok(EndpointAddr {
            id: *addr.id.as_bytes(),
            addrs: addrs.collect::<Result<_, AddrError>>()?,
        })
    }
}
