//! What is known of addresses apart from any ticket: who reaches an IP address, which relays n0 runs, which custom
//! transports there are. Searching and explaining ask here.

pub mod address;
pub mod lookup;
pub mod relay;
pub mod transport;

pub use address::{Scope, scope, scope_words};
pub use lookup::lookup_name;
pub use relay::{CURRENT_RELAYS, Relay, derp_region, host, relay};
pub use transport::{custom_transport, custom_words, spelled};
