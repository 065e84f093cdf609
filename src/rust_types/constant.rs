//! The lengths of arrays, as far as they are numbers, constants and sums of them.

use super::items::{Items, What};
use super::problem::Problem;
use proc_macro2::TokenTree;
use std::collections::HashMap;
use syn::spanned::Spanned;
use syn::{BinOp, Expr, Lit};

/// How many constants may stand for each other.
const CHAIN: usize = 32;

/// Where an expression stands: its module, and the constants that are parameters there.
pub struct Place<'a> {
    /// The items of the source.
    pub items: &'a Items,
    /// The module.
    pub module: usize,
    /// The parameters.
    pub known: &'a HashMap<String, usize>,
}

/// The number that an expression stands for.
///
/// # Errors
/// Where that cannot be told from the source.
pub fn value(expr: &Expr, place: &Place<'_>) -> Result<usize, Problem> {
    evaluate(expr, place, CHAIN)
}

fn evaluate(expr: &Expr, place: &Place<'_>, left: usize) -> Result<usize, Problem> {
    let refused = |what: &str| Problem::new(expr.span(), what, "Write the number in its place.");
    match expr {
        Expr::Lit(lit) => match &lit.lit {
            Lit::Int(int) => int
                .base10_parse()
                .map_err(|_| refused("This length is no number that fits")),
            _ => Err(refused("This length is no number")),
        },
        Expr::Paren(inner) => evaluate(&inner.expr, place, left),
        Expr::Group(inner) => evaluate(&inner.expr, place, left),
        Expr::Cast(inner) => evaluate(&inner.expr, place, left),
        Expr::Binary(binary) => {
            let (a, b) = (
                evaluate(&binary.left, place, left)?,
                evaluate(&binary.right, place, left)?,
            );
            let shift = u32::try_from(b).unwrap_or(u32::MAX);
            let result = match binary.op {
                BinOp::Add(_) => a.checked_add(b),
                BinOp::Sub(_) => a.checked_sub(b),
                BinOp::Mul(_) => a.checked_mul(b),
                BinOp::Div(_) => a.checked_div(b),
                BinOp::Rem(_) => a.checked_rem(b),
                BinOp::Shl(_) => 1_usize.checked_shl(shift).and_then(|power| a.checked_mul(power)),
                BinOp::Shr(_) => a.checked_shr(shift),
                _ => None,
            };
            result.ok_or_else(|| refused("This length cannot be worked out"))
        }
        Expr::Path(path) => {
            let name = path.path.segments.last().map(|segment| segment.ident.to_string());
            let name = name.unwrap_or_default();
            if let Some(known) = place.known.get(&name) {
                return Ok(*known);
            }
            let own = place.items.modules.get(place.module);
            let at = own.and_then(|module| module.items.get(&name).copied());
            let item = at.or_else(|| place.items.anywhere(&name));
            let item = item.and_then(|at| place.items.all.get(at));
            match (item.map(|item| (&item.what, item.module)), left.checked_sub(1)) {
                (Some((What::Const(value), module)), Some(left)) => {
                    let none = HashMap::new();
                    let place = Place {
                        items: place.items,
                        module,
                        known: &none,
                    };
                    evaluate(value, &place, left)
                }
                (Some((What::Const(_), _)), None) => Err(refused("This length depends on itself")),
                _ => Err(refused(&format!("No constant {name} is here"))),
            }
        }
        // `{ N }`
        Expr::Verbatim(tokens) => {
            let mut trees = tokens.clone().into_iter();
            let inner = match (trees.next(), trees.next()) {
                (Some(TokenTree::Group(group)), None) => syn::parse2::<Expr>(group.stream()).ok(),
                _ => None,
            };
            match inner {
                Some(inner) => evaluate(&inner, place, left),
                None => Err(refused("This length cannot be told from the source")),
            }
        }
        _ => Err(refused("This length cannot be told from the source")),
    }
}
