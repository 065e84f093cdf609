//! Cuts a source into items. Only structs, enums, aliases and constants are parsed, one by one: what stands around them,
//! functions and all, need not even compile.

use super::nesting;
use super::problem::Problem;
use super::uses;
use crate::ticket::limits;
use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use std::collections::HashMap;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, DeriveInput, Expr, GenericParam, Generics, Ident, Token, Type, Visibility};

/// An item that a type can name.
pub struct Item {
    /// Its name.
    pub name: String,
    /// Where the name stands.
    pub span: Span,
    /// The module that it is in.
    pub module: usize,
    /// What it is.
    pub what: What,
}

/// What an item is.
pub enum What {
    /// A struct or enum.
    Data(DeriveInput),
    /// `type A<T> = …;`
    Alias(Generics, Type),
    /// `const A: usize = …;`
    Const(Expr),
}

/// A module.
#[derive(Default)]
pub struct Module {
    /// The one that it is in; the first is in itself.
    pub parent: usize,
    /// The items in it, by name.
    pub items: HashMap<String, usize>,
    /// The modules in it, by name.
    pub modules: HashMap<String, usize>,
    /// What `use … as` calls otherwise.
    pub renamed: HashMap<String, String>,
}

/// The items of a source.
pub struct Items {
    /// Every item, in order.
    pub all: Vec<Item>,
    /// Every module; the first is the source itself.
    pub modules: Vec<Module>,
    /// The prefixes that `impl Ticket for` gives to types.
    pub kinds: HashMap<String, String>,
    /// The types for which `Serialize` or `Deserialize` is written by hand, and where.
    pub by_hand: HashMap<String, Span>,
    /// The macros that are called where items stand.
    pub macros: Vec<(String, Span)>,
}

impl Default for Items {
    fn default() -> Self {
        Items {
            all: Vec::new(),
            modules: vec![Module::default()],
            kinds: HashMap::new(),
            by_hand: HashMap::new(),
            macros: Vec::new(),
        }
    }
}

impl Items {
    /// Reads a source.
    pub fn scan(&mut self, tokens: TokenStream) -> Result<(), Problem> {
        self.module(tokens, 0, 0)
    }

    /// The first item of that name, wherever it is.
    pub fn anywhere(&self, name: &str) -> Option<usize> {
        self.all.iter().position(|item| item.name == name)
    }

    /// What to say of a type that contains itself without end.
    pub fn endless(&self, name: &str) -> Problem {
        let plain = name.split(['<', ' ']).next().unwrap_or(name);
        let plain = plain.rsplit("::").next().unwrap_or(plain);
        let item = self.anywhere(plain).and_then(|at| self.all.get(at));
        let message =
            format!("No value of {name} exists: it contains itself without end, or an enum without variants");
        let help = "Something on the way must be able to end it: an Option, a Vec, or another variant.";
        item.map_or_else(
            || Problem::whole(&message, help),
            |item| Problem::new(item.span, &message, help),
        )
    }

    fn module(&mut self, tokens: TokenStream, module: usize, depth: usize) -> Result<(), Problem> {
        let trees: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < trees.len() {
            let start = at;
            at = after_attributes(&trees, at);
            at = after_visibility(&trees, at);
            let Some(tree) = trees.get(at) else {
                break;
            };
            let word = match tree {
                TokenTree::Ident(word) => word.to_string(),
                TokenTree::Punct(punct) if punct.as_char() == ';' => {
                    at += 1;
                    continue;
                }
                other => return Err(no_item(other)),
            };
            let next = trees.get(at + 1);
            let is_macro = matches!(next, Some(TokenTree::Punct(punct)) if punct.as_char() == '!');
            match word.as_str() {
                "struct" | "enum" => {
                    let end = end_of(&trees, at, true);
                    self.data(&trees[start..end], module)?;
                    at = end;
                }
                "type" => {
                    let end = end_of(&trees, at, false);
                    self.alias(&trees[start..end], module)?;
                    at = end;
                }
                "const" if !matches!(next, Some(TokenTree::Ident(next)) if is_function(&next.to_string())) => {
                    let end = end_of(&trees, at, false);
                    self.constant(&trees[start..end], module)?;
                    at = end;
                }
                "mod" => at = self.inner_module(&trees, (start, at), module, depth)?,
                "use" => {
                    let end = end_of(&trees, at, false);
                    let tokens: TokenStream = trees[at + 1..end].iter().cloned().collect();
                    uses::renamed(tokens, &mut self.modules[module].renamed);
                    at = end;
                }
                "impl" => {
                    let end = end_of(&trees, at, true);
                    self.implementation(&trees[at + 1..end], tree.span());
                    at = end;
                }
                _ if is_macro => {
                    self.macros.push((word, tree.span()));
                    at = end_of(&trees, at, true);
                }
                "union" => {
                    let help = "serde has no unions: describe the bytes by a struct.";
                    return Err(Problem::new(tree.span(), "This is a union", help));
                }
                word if is_function(word) || matches!(word, "trait" | "static" | "auto") => {
                    at = end_of(&trees, at, word != "static");
                }
                _ => return Err(no_item(tree)),
            }
        }
        Ok(())
    }

    fn inner_module(
        &mut self,
        trees: &[TokenTree],
        (start, at): (usize, usize),
        module: usize,
        depth: usize,
    ) -> Result<usize, Problem> {
        let end = end_of(trees, at, true);
        let is_test = trees[start..at].iter().any(|tree| {
            matches!(tree, TokenTree::Group(group) if group.stream().to_string().replace(' ', "") == "cfg(test)")
        });
        if let (Some(TokenTree::Ident(name)), Some(TokenTree::Group(body))) =
            (trees.get(at + 1), trees.get(at + 2))
            && !is_test
        {
            if depth >= limits::OWN_NESTING {
                let message = format!("Modules nest deeper than {} levels", limits::OWN_NESTING);
                return Err(Problem::new(
                    name.span(),
                    &message,
                    "Paste what is in them by itself.",
                ));
            }
            let inner = self.modules.len();
            self.modules.push(Module {
                parent: module,
                ..Module::default()
            });
            self.modules[module].modules.insert(name.to_string(), inner);
            self.module(body.stream(), inner, depth + 1)?;
        }
        Ok(end)
    }

    fn data(&mut self, trees: &[TokenTree], module: usize) -> Result<(), Problem> {
        let parsed: DeriveInput = parse(trees, syn::parse::Parse::parse)?;
        self.add(parsed.ident.clone(), module, What::Data(parsed))
    }

    fn alias(&mut self, trees: &[TokenTree], module: usize) -> Result<(), Problem> {
        let (name, what) = parse(trees, |input: ParseStream| {
            input.call(Attribute::parse_outer)?;
            input.parse::<Visibility>()?;
            input.parse::<Token![type]>()?;
            let name: Ident = input.parse()?;
            let generics: Generics = input.parse()?;
            input.parse::<Token![=]>()?;
            let target: Type = input.parse()?;
            input.parse::<Option<Token![;]>>()?;
            Ok((name, What::Alias(generics, target)))
        })?;
        self.add(name, module, what)
    }

    fn constant(&mut self, trees: &[TokenTree], module: usize) -> Result<(), Problem> {
        let parsed = parse(trees, |input: ParseStream| {
            input.call(Attribute::parse_outer)?;
            input.parse::<Visibility>()?;
            input.parse::<Token![const]>()?;
            if input.parse::<Option<Token![_]>>()?.is_some() {
                input.parse::<TokenStream>()?;
                return Ok(None);
            }
            let name: Ident = input.parse()?;
            input.parse::<Token![:]>()?;
            let of: Type = input.parse()?;
            let is_number =
                matches!(&of, Type::Path(path) if path.path.get_ident().is_some_and(|name| name == "usize"));
            if !is_number {
                // Only the length of an array can matter.
                input.parse::<TokenStream>()?;
                return Ok(None);
            }
            input.parse::<Token![=]>()?;
            let value: Expr = input.parse()?;
            input.parse::<Option<Token![;]>>()?;
            Ok(Some((name, What::Const(value))))
        })?;
        match parsed {
            Some((name, what)) => self.add(name, module, what),
            None => Ok(()),
        }
    }

    fn add(&mut self, name: Ident, module: usize, what: What) -> Result<(), Problem> {
        let span = name.span();
        let name = name.to_string();
        let name = name.strip_prefix("r#").unwrap_or(&name).to_owned();
        let at = self.all.len();
        if self.modules[module].items.insert(name.clone(), at).is_some() {
            let message = format!("There are two items called {name}");
            return Err(Problem::new(
                span,
                &message,
                "Leave one of them out, or put it into a module of its own.",
            ));
        }
        self.all.push(Item {
            name,
            span,
            module,
            what,
        });
        Ok(())
    }

    fn implementation(&mut self, trees: &[TokenTree], span: Span) {
        let head = uses::head(trees);
        if matches!(head.of.as_str(), "Serialize" | "Deserialize") {
            self.by_hand.insert(head.target.clone(), span);
        }
        if let Some(TokenTree::Group(body)) = trees.last()
            && let Some(kind) = uses::kind(body.stream())
        {
            self.kinds.insert(head.target, kind);
        }
    }
}

/// Parses some tokens as one thing, if they do not nest too deep for that.
fn parse<T>(
    trees: &[TokenTree],
    parser: impl FnOnce(ParseStream<'_>) -> syn::Result<T>,
) -> Result<T, Problem> {
    let tokens: TokenStream = trees.iter().cloned().collect();
    nesting::check(tokens.clone())?;
    parser.parse2(tokens).map_err(|error| {
        // What ends too early is told of where it began.
        let problem = Problem::of_syn(&error);
        match (problem.line, trees.last()) {
            (0, Some(last)) => Problem::new(last.span(), &problem.message, &problem.help),
            _ => problem,
        }
    })
}

/// The words that a function or what is like one can begin with.
fn is_function(word: &str) -> bool {
    matches!(
        word,
        "fn" | "unsafe" | "async" | "extern" | "default" | "safe" | "gen"
    )
}

fn no_item(tree: &TokenTree) -> Problem {
    let found: String = tree.to_string().chars().take(20).collect();
    let message = format!("Nothing in Rust begins with {found} here");
    Problem::new(
        tree.span(),
        &message,
        "Paste whole definitions: struct Ticket { … }, enum Body { … }, type Id = [u8; 32];",
    )
}

fn after_attributes(trees: &[TokenTree], mut at: usize) -> usize {
    let is = |at: usize, wanted: char| matches!(trees.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == wanted);
    while is(at, '#') {
        at += 1 + usize::from(is(at + 1, '!'));
        at += usize::from(matches!(trees.get(at), Some(TokenTree::Group(_))));
    }
    at
}

fn after_visibility(trees: &[TokenTree], at: usize) -> usize {
    let is_public = matches!(trees.get(at), Some(TokenTree::Ident(word)) if word == "pub");
    let is_limited = matches!(
        trees.get(at + 1),
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis
    );
    at + usize::from(is_public) + usize::from(is_public && is_limited)
}

/// Behind the item that begins at `at`: behind its `;`, or behind the first `{ … }` if it can end with one.
fn end_of(trees: &[TokenTree], at: usize, has_body: bool) -> usize {
    let (mut depth, mut before) = (0_usize, ' ');
    for (index, tree) in trees.iter().enumerate().skip(at) {
        match tree {
            TokenTree::Punct(punct) => {
                match punct.as_char() {
                    ';' => return index + 1,
                    '<' => depth += 1,
                    '>' if before != '-' && before != '=' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                before = punct.as_char();
            }
            TokenTree::Group(group) if has_body && depth == 0 && group.delimiter() == Delimiter::Brace => {
                return index + 1;
            }
            _ => before = ' ',
        }
    }
    trees.len()
}

/// The names of the parameters that arguments are given for: types and constants.
pub fn parameters(generics: &Generics) -> impl Iterator<Item = &GenericParam> {
    let all = generics.params.iter();
    all.filter(|param| !matches!(param, GenericParam::Lifetime(_)))
}
