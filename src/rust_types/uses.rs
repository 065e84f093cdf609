//! Names that `use … as …` gives, and the prefixes that `impl Ticket for …` says.

use proc_macro2::{TokenStream, TokenTree};
use std::collections::HashMap;

/// Puts what a `use` renames into `renamed`: the new name, and the last name of the path that it stands for. Other names keep
/// theirs, so that nothing need be known of them.
pub fn renamed(tokens: TokenStream, renamed: &mut HashMap<String, String>) {
    let mut open = vec![tokens.into_iter()];
    let (mut last, mut is_renamed) = (String::new(), false);
    while let Some(top) = open.last_mut() {
        match top.next() {
            None => {
                open.pop();
            }
            Some(TokenTree::Group(group)) => open.push(group.stream().into_iter()),
            Some(TokenTree::Ident(ident)) if ident == "as" => is_renamed = true,
            Some(TokenTree::Ident(ident)) => {
                if is_renamed && ident != "_" {
                    renamed.insert(ident.to_string(), last.clone());
                }
                is_renamed = false;
                last = ident.to_string();
            }
            Some(TokenTree::Punct(_) | TokenTree::Literal(_)) => is_renamed = false,
        }
    }
}

/// What an `impl` says: of which trait it is, and for which type.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Impl {
    /// The trait's last name; empty where there is none.
    pub of: String,
    /// The type's last name.
    pub target: String,
}

/// Reads the head of an `impl`, from behind the word to the body.
pub fn head(tokens: &[TokenTree]) -> Impl {
    let mut head = Impl::default();
    let (mut depth, mut last, mut before) = (0_usize, String::new(), ' ');
    for tree in tokens {
        match tree {
            TokenTree::Punct(punct) => {
                match punct.as_char() {
                    '<' => depth = depth.saturating_add(1),
                    '>' if before != '-' && before != '=' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                before = punct.as_char();
                continue;
            }
            TokenTree::Ident(ident) if depth == 0 && ident == "for" => head.of = std::mem::take(&mut last),
            TokenTree::Ident(ident) if depth == 0 && ident == "where" => break,
            TokenTree::Ident(ident) if depth == 0 => last = ident.to_string(),
            TokenTree::Ident(_) | TokenTree::Literal(_) | TokenTree::Group(_) => {}
        }
        before = ' ';
    }
    head.target = last;
    head
}

/// The text of `const KIND: … = "…";` in the body of an `impl`.
pub fn kind(body: TokenStream) -> Option<String> {
    let mut tokens = body.into_iter().skip_while(|tree| !is(tree, "const"));
    loop {
        let name = tokens.find(|tree| matches!(tree, TokenTree::Ident(ident) if ident != "const"))?;
        let text = tokens.find_map(|tree| match tree {
            TokenTree::Literal(literal) => Some(Some(literal)),
            TokenTree::Punct(punct) if punct.as_char() == ';' => Some(None),
            _ => None,
        })?;
        if is(&name, "KIND") {
            let literal: syn::LitStr = syn::parse_str(&text?.to_string()).ok()?;
            return Some(literal.value());
        }
        tokens.find(|tree| is(tree, "const"))?;
    }
}

fn is(tree: &TokenTree, word: &str) -> bool {
    matches!(tree, TokenTree::Ident(ident) if ident == word)
}
