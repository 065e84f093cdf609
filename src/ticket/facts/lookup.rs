//! Where an endpoint's addresses are looked up by its id.

use crate::ticket::encoding::codec::to_z32;
use alloc::format;
use alloc::string::String;

/// The DNS name whose TXT records hold the addresses of an endpoint that publishes them at n0 (iroh-dns 1.4, dns.rs:
/// `N0_DNS_ENDPOINT_ORIGIN_PROD`).
pub fn lookup_name(id: &[u8]) -> String {
    format!("_iroh.{}.dns.iroh.link", to_z32(id))
}
