//! Types by their names: of the source, of iroh, of the standard library.

use super::super::builtin::{self, Builtin};
use super::super::items::What;
use super::{Argument, Builder, Failed, Scope};
use crate::ticket::limits;
use crate::ticket::types::known::add_named;
use crate::ticket::types::{Field, Int, Shape, Type as OwnType, TypeId, Variant};
use crate::ticket::wire::layout::Role;
use crate::ticket::wire::named::named;
use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::{Expr, GenericArgument, PathArguments, PathSegment, Type, TypePath};

impl Builder<'_> {
    pub(super) fn path(&mut self, path: &TypePath, scope: &Scope) -> Result<TypeId, Failed> {
        let at = path.span();
        if path.qself.is_some() {
            return self.problem(
                at,
                "Which type this is only a compiler can tell",
                "Write the type itself.",
            );
        }
        let segments: Vec<&PathSegment> = path.path.segments.iter().collect();
        let Some((last, before)) = segments.split_last() else {
            return Err(Failed);
        };
        let names: Vec<String> = segments
            .iter()
            .map(|segment| plain(&segment.ident.to_string()))
            .collect();
        if let ([name], true) = (names.as_slice(), last.arguments.is_none())
            && let Some(of) = scope.types.get(name)
        {
            return Ok(*of);
        }
        if let Some(first) = before
            .first()
            .filter(|first| scope.types.contains_key(&first.ident.to_string()))
        {
            let message = format!(
                "What {} has under that name only a compiler can tell",
                first.ident
            );
            return self.problem(at, &message, "Write the type itself.");
        }
        if let Some(item) = self.resolve(&names, scope.module) {
            return self.item(item, last, scope, at);
        }
        let renamed = self.renamed(&names, scope.module);
        let name = renamed
            .as_deref()
            .or(names.last().map(String::as_str))
            .unwrap_or_default();
        self.known(name, last, scope, at)
    }

    /// The item that a path names: in its module, those around it, or the only one of that name anywhere.
    fn resolve(&self, names: &[String], module: usize) -> Option<usize> {
        let (last, before) = names.split_last()?;
        let is_std = matches!(before.first().map(String::as_str), Some("std" | "core" | "alloc"));
        if is_std {
            return None;
        }
        let mut around = Some(module);
        while let Some(start) = around {
            let mut at = Some(start);
            for (index, name) in before.iter().enumerate() {
                let here = at.and_then(|at| self.items.modules.get(at).map(|module| (at, module)));
                at = here.and_then(|(at, module)| match name.as_str() {
                    "crate" if index == 0 => Some(0),
                    "self" if index == 0 => Some(at),
                    "super" => Some(module.parent),
                    name => module.modules.get(name).copied(),
                });
            }
            let found = at.and_then(|at| self.items.modules.get(at)?.items.get(last).copied());
            if found.is_some() {
                return found;
            }
            let parent = self.items.modules.get(start)?.parent;
            around = Some(parent).filter(|parent| *parent != start);
        }
        let renamed = self.renamed(names, module);
        self.items.anywhere(renamed.as_ref().unwrap_or(last))
    }

    /// What `use … as` stands for.
    fn renamed(&self, names: &[String], module: usize) -> Option<String> {
        let [name] = names else {
            return None;
        };
        self.items.modules.get(module)?.renamed.get(name).cloned()
    }

    /// An item of the source, with arguments.
    fn item(&mut self, item: usize, last: &PathSegment, scope: &Scope, at: Span) -> Result<TypeId, Failed> {
        let items = self.items;
        let Some(found) = items.all.get(item) else {
            return Err(Failed);
        };
        let arguments = self.arguments(last, scope)?;
        match &found.what {
            What::Alias(generics, target) => {
                if scope.aliases >= limits::OWN_NESTING {
                    let message = format!("The alias {} stands for itself", found.name);
                    return self.problem(at, &message, "Name the type that is meant.");
                }
                let mut inner = Scope {
                    module: found.module,
                    aliases: scope.aliases.saturating_add(1),
                    ..Scope::default()
                };
                self.bind(generics, &arguments, &mut inner, at)?;
                self.ty(target, &inner)
            }
            What::Data(_) | What::Const(_) => self.make(item, arguments, at),
        }
    }

    /// The arguments of a path, without lifetimes.
    fn arguments(&mut self, last: &PathSegment, scope: &Scope) -> Result<Vec<Argument>, Failed> {
        let given = match &last.arguments {
            PathArguments::None => return Ok(Vec::new()),
            PathArguments::AngleBracketed(given) => given,
            PathArguments::Parenthesized(given) => {
                let help = "serde cannot write functions: leave the field out.";
                return self.problem(given.span(), "This is a function", help);
            }
        };
        let mut arguments = Vec::new();
        for argument in &given.args {
            match argument {
                GenericArgument::Lifetime(_) => {}
                GenericArgument::Const(expr) => arguments.push(Argument::Const(self.length(expr, scope)?)),
                GenericArgument::Type(ty) => arguments.push(match self.constant(ty, scope) {
                    Some(number) => Argument::Const(number),
                    None => Argument::Type(self.ty(ty, scope)?),
                }),
                other => {
                    let help = "Only types and numbers can stand here.";
                    return self.problem(other.span(), "This argument cannot be told from the source", help);
                }
            }
        }
        Ok(arguments)
    }

    /// The number that a name stands for which could be a type as well.
    fn constant(&mut self, ty: &Type, scope: &Scope) -> Option<usize> {
        let Type::Path(path) = ty else {
            return None;
        };
        let name = path.path.get_ident()?.to_string();
        if let Some(number) = scope.consts.get(&name) {
            return Some(*number);
        }
        let item = self.resolve(std::slice::from_ref(&name), scope.module)?;
        matches!(self.items.all.get(item)?.what, What::Const(_)).then_some(())?;
        let expr = Expr::Path(syn::ExprPath {
            attrs: Vec::new(),
            qself: None,
            path: path.path.clone(),
        });
        self.length(&expr, scope).ok()
    }

    /// A type that is not in the source.
    fn known(&mut self, name: &str, last: &PathSegment, scope: &Scope, at: Span) -> Result<TypeId, Failed> {
        if let Some(named) = named(name) {
            let key = format!("iroh {name}");
            if let Some(id) = self.composed.get(&(key.clone(), Vec::new())) {
                return Ok(*id);
            }
            if self.types.len() >= limits::OWN_TYPES {
                self.too_many(at);
                return Err(Failed);
            }
            let id = add_named(&mut self.types, named);
            self.composed.insert((key, Vec::new()), id);
            return Ok(id);
        }
        let Some(what) = builtin::builtin(name) else {
            return self.unknown(name, at);
        };
        if let Some((called, role, shape)) = builtin::leaf(what) {
            return self.leaf(called, role, shape, at);
        }
        let arguments = self.arguments(last, scope)?;
        let types: Vec<TypeId> = arguments
            .iter()
            .filter_map(|argument| match argument {
                Argument::Type(id) => Some(*id),
                Argument::Const(_) => None,
            })
            .collect();
        let number = arguments.iter().find_map(|argument| match argument {
            Argument::Const(number) => Some(*number),
            Argument::Type(_) => None,
        });
        self.container(what, name, &types, number, at)
    }

    fn container(
        &mut self,
        what: Builtin,
        name: &str,
        types: &[TypeId],
        number: Option<usize>,
        at: Span,
    ) -> Result<TypeId, Failed> {
        let missing = format!("{name} needs to be told of what it is");
        let Some(inner) = types.first().copied() else {
            return match (what, number) {
                (Builtin::SizedBy, Some(size)) => self.leaf(
                    &format!("length {size}, [u8; {size}]"),
                    Role::Data,
                    Shape::Sized(size),
                    at,
                ),
                (Builtin::Time(secs, nanos), _) => self.time(name, secs, nanos, at),
                _ => self.problem(at, &missing, "Give the type between < and >."),
            };
        };
        let key = [Argument::Type(inner)];
        let other = types.get(1).copied();
        match what {
            Builtin::Same => Ok(inner),
            Builtin::Sequence => self.sequence(inner, at),
            Builtin::List => self.list(inner, at),
            Builtin::Option => self.compose("option", &key, at, |_| {
                OwnType::new("option", Role::Group, Shape::Option(Field::new("", inner)))
            }),
            Builtin::NonZero => self.nonzero(inner, at),
            Builtin::Map => match other {
                Some(value) => {
                    let key = [Argument::Type(inner), Argument::Type(value)];
                    self.compose("map", &key, at, |_| {
                        let shape = Shape::Map(Field::new("key", inner), Field::new("value", value));
                        OwnType::new("map", Role::Entries, shape)
                    })
                }
                None => self.problem(at, &missing, "Give the types of keys and values."),
            },
            Builtin::Result => match other {
                Some(error) => {
                    let key = [Argument::Type(inner), Argument::Type(error)];
                    self.compose("Result", &key, at, |_| {
                        let variants = vec![variant("Ok", Some(inner)), variant("Err", Some(error))];
                        OwnType::new("Result", Role::Choice, Shape::Enum(variants))
                    })
                }
                None => self.problem(at, &missing, "Give both types: Result<u8, String>."),
            },
            Builtin::Bound => self.compose("Bound", &key, at, |_| {
                let variants = vec![
                    variant("Unbounded", None),
                    variant("Included", Some(inner)),
                    variant("Excluded", Some(inner)),
                ];
                OwnType::new("Bound", Role::Choice, Shape::Enum(variants))
            }),
            Builtin::Fields(names) => self.compose(name, &key, at, |_| {
                let fields = names.iter().map(|name| Field::new(name, inner));
                OwnType::new(name, Role::Record, Shape::Struct(fields.collect()))
            }),
            _ => self.unknown(name, at),
        }
    }

    fn time(&mut self, name: &str, secs: &str, nanos: &str, at: Span) -> Result<TypeId, Failed> {
        let mut int = |bits| match builtin::leaf(Builtin::Int(bits, false, false)) {
            Some((called, role, shape)) => self.leaf(called, role, shape, at),
            None => Err(Failed),
        };
        let fields = vec![Field::new(secs, int(64)?), Field::new(nanos, int(32)?)];
        self.compose(name, &[], at, |_| {
            OwnType::new(name, Role::Record, Shape::Struct(fields))
        })
    }

    fn nonzero(&mut self, inner: TypeId, at: Span) -> Result<TypeId, Failed> {
        match self
            .types
            .get(inner)
            .map(|of| (of.name.clone(), of.shape.clone()))
        {
            Some((name, Shape::Int(int))) => {
                let shape = Shape::Int(Int { nonzero: true, ..int });
                self.leaf(&name, Role::Value, shape, at)
            }
            _ => self.problem(
                at,
                "NonZero is only there for integers",
                "Write NonZero<u32> and the like.",
            ),
        }
    }

    fn unknown(&mut self, name: &str, at: Span) -> Result<TypeId, Failed> {
        let message = format!("No type {name} is here, and it is none of those that are known by name");
        let help = match self.items.macros.first() {
            Some((called, span)) => format!(
                "Paste its definition too. If the macro {called}! in line {} makes it, paste what the macro expands to.",
                span.start().line
            ),
            None => String::from(
                "Paste its definition too, or write the type that it is made of, for example [u8; 32].",
            ),
        };
        self.problem(at, &message, &help)
    }
}

fn variant(name: &str, of: Option<TypeId>) -> Variant {
    Variant {
        name: name.to_owned(),
        fields: of.map(|of| Field::new(name, of)).into_iter().collect(),
    }
}

/// A name without `r#`.
fn plain(name: &str) -> String {
    name.strip_prefix("r#").unwrap_or(name).to_owned()
}
