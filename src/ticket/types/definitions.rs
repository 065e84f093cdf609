//! Types that are finished: what can be read by them.

use super::size::Sizes;
use super::{Fault, Root, Sink, TypeId, Types, read};
use crate::ticket::checks::Checks;
use alloc::vec::Vec;

/// Types, and those among them that a ticket can be made of.
#[derive(Clone, Debug)]
pub struct Definitions {
    types: Types,
    sizes: Sizes,
    /// What a ticket can be made of, the likeliest first.
    pub roots: Vec<Root>,
}

impl Definitions {
    /// Takes types that will not change any more.
    pub fn new(types: Types, roots: Vec<Root>) -> Definitions {
        let sizes = Sizes::of(&types);
        Definitions { types, sizes, roots }
    }

    /// Leaves out the roots of which no value exists.
    pub fn keep_finite(&mut self) {
        let sizes = &self.sizes;
        self.roots.retain(|root| sizes.least(root.of).is_some());
    }

    /// The types.
    pub fn types(&self) -> &Types {
        &self.types
    }

    /// The fewest bytes of a value of this type; `None` where no value is finite.
    pub fn least(&self, id: TypeId) -> Option<usize> {
        self.sizes.least(id)
    }

    /// Reads a value from the start of `bytes`: [`read()`].
    ///
    /// # Errors
    /// The first thing that the derived parser would refuse.
    pub fn read(
        &self,
        root: &Root,
        bytes: &[u8],
        steps: &mut usize,
        checks: &dyn Checks,
        sink: &mut dyn Sink,
    ) -> Result<usize, Fault> {
        let known = (&self.types, &self.sizes);
        read(known, (root.of, &root.name), bytes, steps, checks, sink)
    }
}
