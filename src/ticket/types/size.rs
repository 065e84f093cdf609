//! How few bytes a value can have, which bounds the work of reading many of them, and which types have no values at all.

use super::{Shape, TypeId, Types};
use alloc::vec::Vec;

/// What is known of each type before anything is read by it.
#[derive(Clone, Debug)]
pub struct Sizes {
    least: Vec<Option<usize>>,
}

impl Sizes {
    /// Works it out. `None` stands for types of which no value can be finite, until a way is found to end one.
    pub fn of(types: &Types) -> Sizes {
        let mut sizes = Sizes {
            least: alloc::vec![None; types.all.len()],
        };
        // Each round finds the size of one type more, or is the last.
        for _ in 0..=types.all.len() {
            let mut changed = false;
            for (index, of) in types.all.iter().enumerate() {
                let least = sizes.shape(&of.shape);
                if let Some(known) = sizes.least.get_mut(index)
                    && known.is_none()
                    && least.is_some()
                {
                    *known = least;
                    changed = true;
                }
            }
            if !changed {
                break;
            }
        }
        sizes
    }

    /// The fewest bytes of a value; `None` where none is finite.
    pub fn least(&self, id: TypeId) -> Option<usize> {
        self.least.get(id.0).copied().flatten()
    }

    /// Whether a value has no bytes, ever. What can have none can never have any: all that varies has a byte that says so.
    pub fn is_empty(&self, id: TypeId) -> bool {
        self.least(id) == Some(0)
    }

    fn shape(&self, shape: &Shape) -> Option<usize> {
        match shape {
            Shape::Unit => Some(0),
            Shape::Bool | Shape::Int(_) | Shape::Str | Shape::Bytes => Some(1),
            Shape::Option(_) | Shape::List(_) | Shape::Map(..) => Some(1),
            Shape::F32 => Some(4),
            Shape::F64 => Some(8),
            Shape::Char => Some(2),
            Shape::Raw(size) => Some(*size),
            Shape::Sized(size) => Some(size.saturating_add(1)),
            Shape::Array(_, 0) => Some(0),
            Shape::Array(item, count) => Some(self.least(item.of)?.saturating_mul(*count)),
            Shape::Struct(fields) => fields.iter().try_fold(0_usize, |sum, field| {
                Some(sum.saturating_add(self.least(field.of)?))
            }),
            Shape::Enum(variants) => {
                let sizes = variants.iter().filter_map(|variant| {
                    variant.fields.iter().try_fold(1_usize, |sum, field| {
                        Some(sum.saturating_add(self.least(field.of)?))
                    })
                });
                sizes.min()
            }
        }
    }
}
