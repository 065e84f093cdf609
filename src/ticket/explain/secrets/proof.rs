//! How much of a ticket is proven to be what its layout says.
//!
//! Half of all keys are valid EndpointIds, so that a secret that is read in the wrong place looks like a public key. What
//! was read of a ticket is only shown where it cannot be chance: its parser accepts it behind its own prefix, or a web
//! address was found in it exactly where one must stand, which proves everything before it. All but what another variant
//! has a secret for: one wrong character in a discriminant makes a public key of it, and every other second time the rest
//! is read as if nothing had happened.

use crate::ticket::checks::Unchecked;
use crate::ticket::wire::kind::Kind;
use crate::ticket::wire::layout::{Field, Layout, Role, Secrecy, Shape};
use crate::ticket::wire::walk::{Leaf, Part, Sink, walk};

/// What is known of a payload that was read.
pub(crate) struct Evidence<'a> {
    /// The prefix of its kind stands before it.
    pub is_named: bool,
    /// Its text.
    pub text: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// How many bytes are left over, where it is whole and in order.
    pub trailing: Option<usize>,
    /// Where the last relay URL ends that was read in its place; it is only looked for where that matters.
    pub url_end: &'a dyn Fn() -> usize,
}

impl Evidence<'_> {
    /// Up to which byte the payload is proven to be what was read.
    pub(crate) fn proven_until(&self) -> usize {
        let all = self.bytes.len();
        match self.trailing {
            Some(0) if self.is_named || (self.url_end)() > 0 => all,
            Some(0) => 0,
            Some(trailing) if self.is_named && !holds_secret(self.bytes) => {
                self.before_next(all.saturating_sub(trailing))
            }
            _ => self.before_next((self.url_end)()),
        }
    }

    /// Not beyond the prefix of another ticket that may carry a secret: two can have been joined.
    fn before_next(&self, until: usize) -> usize {
        let begins = |at: &usize| {
            let rest = self.text.get(*at..).unwrap_or_default();
            Kind::prefixed().any(|kind| {
                let beginning = rest.get(..kind.prefix().len()).unwrap_or_default();
                beginning.eq_ignore_ascii_case(kind.prefix()) && may_hold_secret(kind)
            })
        };
        let end = until.saturating_mul(8).div_ceil(5).min(self.text.len());
        let next = (1..end).find(begins).unwrap_or(end);
        until.min(next.saturating_mul(5).saturating_div(8))
    }
}

/// Whether one of the layouts that tickets of a kind can have carries a secret. Which of them a ticket has is not asked:
/// one that was joined to another may be damaged too, and the oldest begin with the secret itself.
fn may_hold_secret(kind: Kind) -> bool {
    let has_secret = |layout: &&'static Layout| layout.find(&|field| field.role.is_secret()).is_some();
    kind.layouts().iter().any(has_secret)
}

/// Whether a part of tickets of this layout stands where another variant has a secret.
pub(crate) fn replaces_secret(layout: &Layout, role: Role) -> bool {
    let is_choice = |field: &Field| match &field.shape {
        Shape::Enum(variants) => {
            let has = |fits: &dyn Fn(Role) -> bool| {
                let mut fields = variants.iter().flat_map(|variant| variant.fields);
                fields.any(|field| fits(field.role))
            };
            has(&Role::is_secret) && has(&|other| other == role)
        }
        _ => false,
    };
    layout.find(&is_choice).is_some()
}

/// Whether the bytes can be read as a ticket of any kind up to a secret whose length fits.
fn holds_secret(bytes: &[u8]) -> bool {
    let holds = |layout: &&'static Layout| {
        let mut secret = Secret(false);
        let _ = walk(layout.fields, bytes, &Unchecked, &mut secret);
        secret.0
    };
    Kind::ALL.iter().flat_map(|kind| kind.layouts()).any(holds)
}

/// Whether a secret with a length before it was read.
struct Secret(bool);

impl Sink for Secret {
    fn leaf(&mut self, leaf: &Leaf<'_>) {
        let has_length = matches!(leaf.field.shape, Shape::Sized(_));
        self.0 |=
            has_length && leaf.part == Part::Body && matches!(leaf.field.role.secrecy(), Secrecy::Secret(_));
    }
}

/// Whether a relay URL, or the beginning of one, proves what was read before it: no other bytes look like a web address.
pub(crate) fn is_witness(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://"))
        && url.bytes().all(|byte| byte.is_ascii_graphic())
}
