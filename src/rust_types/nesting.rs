//! How deep source nests, before anything that recurses looks at it.

use super::problem::Problem;
use crate::ticket::limits;
use proc_macro2::{TokenStream, TokenTree, token_stream};

/// A group that is being looked at, and how deep its parts are.
struct Level {
    rest: token_stream::IntoIter,
    /// How deep the group is.
    base: usize,
    /// How deep what comes next is: operators nest up to the next comma.
    now: usize,
    /// How deep each `<` is that is open.
    angles: Vec<usize>,
    /// The token before.
    last: char,
}

/// Refuses what nests deeper than the limit: brackets, generic arguments, references, operators.
pub fn check(tokens: TokenStream) -> Result<(), Problem> {
    let level = |stream: TokenStream, base: usize| Level {
        rest: stream.into_iter(),
        base,
        now: base,
        angles: Vec::new(),
        last: ' ',
    };
    let mut open = vec![level(tokens, 0)];
    while let Some(top) = open.last_mut() {
        let Some(tree) = top.rest.next() else {
            open.pop();
            continue;
        };
        let span = tree.span();
        let mut inner = None;
        match tree {
            TokenTree::Group(group) => {
                // Attributes stand beside each other.
                if top.last != '#' {
                    top.now = top.now.saturating_add(1);
                }
                top.last = ' ';
                inner = Some(level(group.stream(), top.now.saturating_add(1)));
            }
            TokenTree::Punct(punct) => {
                let before = top.last;
                top.last = punct.as_char();
                match punct.as_char() {
                    ',' | ';' => top.now = top.angles.last().copied().unwrap_or(top.base),
                    '<' => {
                        top.now = top.now.saturating_add(1);
                        top.angles.push(top.now);
                    }
                    '>' if before != '-' && before != '=' => {
                        top.now = top.angles.pop().unwrap_or(top.now);
                    }
                    ':' | '#' | '\'' | '=' | '$' | '@' | '?' => {}
                    _ => top.now = top.now.saturating_add(1),
                }
            }
            TokenTree::Ident(ident) => {
                top.last = ' ';
                if ident == "as" || ident == "dyn" || ident == "impl" || ident == "fn" {
                    top.now = top.now.saturating_add(1);
                }
            }
            TokenTree::Literal(_) => top.last = ' ',
        }
        if top.now > limits::OWN_NESTING {
            let message = format!("This nests deeper than {} levels", limits::OWN_NESTING);
            return Err(Problem::new(
                span,
                &message,
                "Give the inner type a name of its own.",
            ));
        }
        open.extend(inner);
    }
    Ok(())
}
