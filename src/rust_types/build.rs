//! Makes the types that a root needs of the items of a source.
//!
//! A struct or enum is made once for each set of arguments, from a list of those that are still to be made, so that no depth
//! of definitions becomes a depth of calls.

mod data;
mod path;

use super::constant::{self, Place};
use super::items::{Items, What, parameters};
use super::problem::Problem;
use crate::ticket::limits;
use crate::ticket::types::{Field, Int, Root, Shape, Type as OwnType, TypeId, Types};
use crate::ticket::wire::layout::Role;
use proc_macro2::Span;
use std::collections::{BTreeMap, HashMap};
use syn::spanned::Spanned;
use syn::{GenericParam, Type};

/// What a type parameter stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Argument {
    Type(TypeId),
    Const(usize),
}

/// Where a type stands: its module, and what the parameters there stand for.
#[derive(Clone, Debug, Default)]
struct Scope {
    module: usize,
    types: HashMap<String, TypeId>,
    consts: HashMap<String, usize>,
    /// How many aliases it was reached by.
    aliases: usize,
}

/// A type that cannot be made; a problem says why.
struct Failed;

/// An item that is still to be made.
struct Task {
    id: TypeId,
    item: usize,
    scope: Scope,
}

/// Makes types.
pub struct Builder<'a> {
    items: &'a Items,
    /// The types so far.
    pub types: Types,
    /// What was wrong so far.
    pub problems: Vec<Problem>,
    /// Items with their arguments.
    made: HashMap<(usize, Vec<Argument>), TypeId>,
    /// Lists, options and the like, by their name and what they hold.
    composed: HashMap<(String, Vec<Argument>), TypeId>,
    todo: Vec<Task>,
    /// Newtypes, and what they are written as.
    same: BTreeMap<TypeId, TypeId>,
    fields: usize,
    is_full: bool,
}

impl<'a> Builder<'a> {
    /// Begins with nothing.
    pub fn new(items: &'a Items) -> Builder<'a> {
        Builder {
            items,
            types: Types::default(),
            problems: Vec::new(),
            made: HashMap::new(),
            composed: HashMap::new(),
            todo: Vec::new(),
            same: BTreeMap::new(),
            fields: 0,
            is_full: false,
        }
    }

    /// Every struct and enum that has no parameters, each with what it needs. Those that nothing else is made of come first.
    pub fn all(&mut self) -> Vec<Root> {
        let mut roots = Vec::new();
        let mut uses = Vec::new();
        for (at, item) in self.items.all.iter().enumerate() {
            let What::Data(data) = &item.what else {
                continue;
            };
            if parameters(&data.generics).next().is_some() {
                continue;
            }
            let before = self.problems.len();
            let made = self
                .make(at, Vec::new(), item.span)
                .and_then(|id| self.finish(before).map(|()| id));
            if let Ok(of) = made {
                uses.push(of);
                roots.push(self.root(&item.name, of));
            }
        }
        self.unify();
        let inner: Vec<TypeId> = uses
            .iter()
            .filter_map(|id| self.types.get(*id))
            .flat_map(|of| of.shape.parts().map(|field| field.of))
            .collect();
        roots.sort_by_key(|root: &Root| inner.contains(&root.of));
        roots
    }

    /// The type that is written like this.
    pub fn named(&mut self, written: &str) -> Vec<Root> {
        let parsed = written
            .parse()
            .map_err(|_| ())
            .and_then(|tokens: proc_macro2::TokenStream| {
                super::nesting::check(tokens.clone()).map_err(|_| ())?;
                syn::parse2::<Type>(tokens).map_err(|_| ())
            });
        let Ok(parsed) = parsed else {
            let message = format!("{written} is no type");
            let help = "Name it as in Rust: Ticket, wire::Ticket, Ticket<u8>.";
            self.problems.push(Problem::whole(&message, help));
            return Vec::new();
        };
        let before = self.problems.len();
        let of = self.ty(&parsed, &Scope::default());
        // What is wrong with the name has no place in the source.
        for problem in self.problems.iter_mut().skip(before) {
            (problem.line, problem.column) = (0, 0);
        }
        let made = of.and_then(|of| self.finish(before).map(|()| of));
        match made {
            Ok(of) => {
                self.unify();
                vec![self.root(written, of)]
            }
            Err(Failed) => Vec::new(),
        }
    }

    fn root(&self, name: &str, of: TypeId) -> Root {
        let plain = name.split('<').next().unwrap_or(name);
        let plain = plain.rsplit("::").next().unwrap_or(plain).trim();
        Root {
            name: name.to_owned(),
            of,
            prefix: self.items.kinds.get(plain).cloned(),
        }
    }

    /// Makes newtypes what they are written as.
    fn unify(&mut self) {
        if !self.types.unify(&self.same) {
            self.too_many(Span::call_site());
        }
    }

    /// Makes what is still to be made. Fails where something was wrong since `before`.
    fn finish(&mut self, before: usize) -> Result<(), Failed> {
        while let Some(task) = self.todo.pop() {
            // What is wrong is among the problems; the others are still worth a look.
            let _ = self.fill(&task);
        }
        match self.problems.len() > before {
            true => Err(Failed),
            false => Ok(()),
        }
    }

    fn problem<T>(&mut self, at: Span, message: &str, help: &str) -> Result<T, Failed> {
        self.problems.push(Problem::new(at, message, help));
        Err(Failed)
    }

    fn too_many(&mut self, at: Span) {
        if !std::mem::replace(&mut self.is_full, true) {
            let message = format!(
                "These definitions come to more than {} types or {} fields",
                limits::OWN_TYPES,
                limits::OWN_FIELDS
            );
            let help = "A generic type that contains itself with other arguments never ends; else leave out what is not needed.";
            self.problems.push(Problem::new(at, &message, help));
        }
    }

    /// Adds a type, if there is room for it.
    fn add(&mut self, new: OwnType, at: Span) -> Result<TypeId, Failed> {
        if self.types.len() >= limits::OWN_TYPES {
            self.too_many(at);
            return Err(Failed);
        }
        Ok(self.types.add(new))
    }

    /// Counts fields, if there is room for them.
    fn count(&mut self, fields: usize, at: Span) -> Result<(), Failed> {
        self.fields = self.fields.saturating_add(fields);
        match self.fields > limits::OWN_FIELDS {
            true => {
                self.too_many(at);
                Err(Failed)
            }
            false => Ok(()),
        }
    }

    /// A type that is made of others, once.
    fn compose(
        &mut self,
        name: &str,
        of: &[Argument],
        at: Span,
        new: impl FnOnce(&Types) -> OwnType,
    ) -> Result<TypeId, Failed> {
        let key = (name.to_owned(), of.to_vec());
        if let Some(id) = self.composed.get(&key) {
            return Ok(*id);
        }
        let new = new(&self.types);
        let id = self.add(new, at)?;
        self.composed.insert(key, id);
        Ok(id)
    }

    /// A struct or enum with arguments: made now, or to be made.
    fn make(&mut self, item: usize, arguments: Vec<Argument>, at: Span) -> Result<TypeId, Failed> {
        let key = (item, arguments);
        if let Some(id) = self.made.get(&key) {
            return Ok(*id);
        }
        let Some(found) = self.items.all.get(item) else {
            return Err(Failed);
        };
        let What::Data(data) = &found.what else {
            return self.problem(
                at,
                &format!("{} is no type", found.name),
                "Name a struct, an enum or an alias.",
            );
        };
        let mut scope = Scope {
            module: found.module,
            ..Scope::default()
        };
        self.bind(&data.generics, &key.1, &mut scope, at)?;
        let name = written(&found.name, &key.1, &self.types);
        let id = self.add(OwnType::new(&name, Role::Record, Shape::Unit), at)?;
        self.made.insert(key, id);
        self.todo.push(Task { id, item, scope });
        Ok(id)
    }

    /// Says what the parameters of an item stand for.
    fn bind(
        &mut self,
        generics: &syn::Generics,
        arguments: &[Argument],
        scope: &mut Scope,
        at: Span,
    ) -> Result<(), Failed> {
        let mut given = arguments.iter();
        for param in parameters(generics) {
            match (param, given.next()) {
                (GenericParam::Type(param), Some(Argument::Type(of))) => {
                    scope.types.insert(param.ident.to_string(), *of);
                }
                (GenericParam::Const(param), Some(Argument::Const(number))) => {
                    scope.consts.insert(param.ident.to_string(), *number);
                }
                (GenericParam::Type(param), None) if param.default.is_some() => {
                    if let Some(default) = &param.default {
                        let of = self.ty(default, scope)?;
                        scope.types.insert(param.ident.to_string(), of);
                    }
                }
                (GenericParam::Const(param), None) if param.default.is_some() => {
                    if let Some(default) = &param.default {
                        let number = self.length(default, scope)?;
                        scope.consts.insert(param.ident.to_string(), number);
                    }
                }
                (GenericParam::Lifetime(_), _) => {}
                (param, _) => {
                    let name = match param {
                        GenericParam::Type(param) => &param.ident,
                        GenericParam::Const(param) => &param.ident,
                        GenericParam::Lifetime(param) => &param.lifetime.ident,
                    };
                    let message = format!("Nothing says what the parameter {name} is here");
                    return self.problem(at, &message, "Give the arguments: Ticket<u8>, Buffer<32>.");
                }
            }
        }
        match given.next() {
            Some(_) => self.problem(
                at,
                "There are more arguments than parameters",
                "Leave out those that are too many.",
            ),
            None => Ok(()),
        }
    }

    fn length(&mut self, expr: &syn::Expr, scope: &Scope) -> Result<usize, Failed> {
        let place = Place {
            items: self.items,
            module: scope.module,
            known: &scope.consts,
        };
        constant::value(expr, &place).map_err(|problem| {
            self.problems.push(problem);
            Failed
        })
    }

    /// A type as it is written.
    fn ty(&mut self, ty: &Type, scope: &Scope) -> Result<TypeId, Failed> {
        let at = ty.span();
        match ty {
            Type::Paren(inner) => self.ty(&inner.elem, scope),
            Type::Group(inner) => self.ty(&inner.elem, scope),
            Type::Reference(inner) => self.ty(&inner.elem, scope),
            Type::Path(path) => self.path(path, scope),
            Type::Slice(inner) => {
                let item = self.ty(&inner.elem, scope)?;
                self.sequence(item, at)
            }
            Type::Array(array) => {
                let item = self.ty(&array.elem, scope)?;
                let length = self.length(&array.len, scope)?;
                self.array(item, length, at)
            }
            Type::Tuple(tuple) if tuple.elems.is_empty() => self.leaf("()", Role::Record, Shape::Unit, at),
            Type::Tuple(tuple) => {
                let parts: Result<Vec<TypeId>, Failed> =
                    tuple.elems.iter().map(|part| self.ty(part, scope)).collect();
                let parts = parts?;
                let key: Vec<Argument> = parts.iter().map(|part| Argument::Type(*part)).collect();
                self.count(parts.len(), at)?;
                self.compose("(", &key, at, |_| {
                    let fields = parts.iter().enumerate();
                    let fields = fields.map(|(index, of)| Field::new(&index.to_string(), *of));
                    OwnType::new("tuple", Role::Record, Shape::Struct(fields.collect()))
                })
            }
            Type::Macro(_) => self.problem(
                at,
                "A macro stands here, which is not run",
                "Write the type that it makes.",
            ),
            Type::Ptr(_) | Type::BareFn(_) | Type::Never(_) => self.problem(
                at,
                "serde cannot write such a type",
                "Leave the field out, or mark it #[serde(skip)].",
            ),
            Type::TraitObject(_) | Type::ImplTrait(_) => self.problem(
                at,
                "Which type stands here is only known when the program runs",
                "Write the type that is really there.",
            ),
            _ => self.problem(
                at,
                "This type cannot be told from the source",
                "Write out the type.",
            ),
        }
    }

    fn leaf(&mut self, name: &str, role: Role, shape: Shape, at: Span) -> Result<TypeId, Failed> {
        let nonzero = matches!(shape, Shape::Int(Int { nonzero: true, .. }));
        let key = [
            Argument::Const(usize::from(nonzero)),
            Argument::Const(size_of_leaf(&shape)),
        ];
        self.compose(name, &key, at, |_| OwnType::new(name, role, shape))
    }

    fn is_byte(&self, id: TypeId) -> bool {
        let byte = Int {
            bits: 8,
            signed: false,
            nonzero: false,
        };
        self.types
            .get(id)
            .is_some_and(|of| of.shape == Shape::Int(byte) && of.role == Role::Value)
    }

    /// A count and items; bytes where they are that.
    fn sequence(&mut self, item: TypeId, at: Span) -> Result<TypeId, Failed> {
        match self.is_byte(item) {
            true => self.leaf("bytes", Role::Data, Shape::Bytes, at),
            false => self.list(item, at),
        }
    }

    fn list(&mut self, item: TypeId, at: Span) -> Result<TypeId, Failed> {
        self.compose("list", &[Argument::Type(item)], at, |_| {
            OwnType::new("list", Role::Items, Shape::List(Field::new("item", item)))
        })
    }

    fn array(&mut self, item: TypeId, length: usize, at: Span) -> Result<TypeId, Failed> {
        let key = [Argument::Type(item), Argument::Const(length)];
        match self.is_byte(item) {
            true => {
                let name = format!("[u8; {length}]");
                self.leaf(&name, Role::Data, Shape::Raw(length), at)
            }
            false => self.compose("[", &key, at, |_| {
                let shape = Shape::Array(Field::new("item", item), length);
                OwnType::new(&format!("array of {length}"), Role::Items, shape)
            }),
        }
    }
}

/// Tells leaves of the same name apart.
fn size_of_leaf(shape: &Shape) -> usize {
    match shape {
        Shape::Raw(size) | Shape::Sized(size) => *size,
        _ => 0,
    }
}

/// The name of an item with its arguments.
fn written(name: &str, arguments: &[Argument], types: &Types) -> String {
    /// Longer ones say less.
    const LONGEST: usize = 80;
    if arguments.is_empty() {
        return name.to_owned();
    }
    let arguments = arguments.iter().map(|argument| match argument {
        Argument::Const(number) => number.to_string(),
        Argument::Type(id) => types.get(*id).map_or_else(String::new, |of| of.name.clone()),
    });
    let arguments: Vec<String> = arguments.collect();
    let whole = format!("{name}<{}>", arguments.join(", "));
    match whole.chars().count() > LONGEST {
        true => format!("{name}<…>"),
        false => whole,
    }
}
