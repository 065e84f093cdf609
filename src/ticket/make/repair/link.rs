//! Links that are damaged: the scheme, the names of parameters, the id of the database, tickets in hints.

use super::search::{COUNTED, Search, WRONG, wrong};
use super::{Budget, about, fix, lifted, lifted_edits, ticket};
use crate::ticket::checks::Checks;
use crate::ticket::encoding::span::Span;
use crate::ticket::explain::diagnostic::{Code, Diagnostic};
use crate::ticket::explain::document::{Document, Node};
use crate::ticket::explain::fix::{Change, Edit, Reason, Repair};
use crate::ticket::explain::verdict::{Parser, Verdict};
use crate::ticket::limits;
use crate::ticket::link::{self, cid};
use crate::ticket::wire::kind::Kind;
use crate::ticket::wire::layout::Role;
use alloc::string::String;
use alloc::vec::Vec;

/// What is left of `&amp;` in front of a parameter's name.
pub(super) const ENTITY: &str = "amp;";

/// Repairs of a finding that is a link.
pub(super) fn repairs(document: &Document, budget: &mut Budget, checks: &dyn Checks) -> Vec<(usize, Repair)> {
    let mut all = Vec::new();
    if document.text().len() > limits::REPAIR_LENGTH {
        return all;
    }
    all.extend(spelling(document, checks));
    let at = |role: Role| {
        let nodes = document.nodes.iter().enumerate();
        nodes.filter(move |(_, node)| node.role == role)
    };
    for (node, _) in at(Role::DatabaseId).filter(|(_, node)| node.name == "id") {
        all.extend(id(document, node, budget, checks));
    }
    for (root, node) in at(Role::Ticket).filter(|(root, _)| *root > 0) {
        let is_refused = |nested: &(usize, Verdict)| {
            let (at, verdict) = nested;
            (*at == root || at.saturating_add(1) == root) && !verdict.accepts
        };
        if !document.nested.iter().any(is_refused) {
            continue;
        }
        let Some(diagnostic) = about(document, document.text_span(node)) else {
            continue;
        };
        let repair = ticket::of(document, root, Kind::Endpoint, false, budget, checks);
        let may_go_on = repair.as_ref().is_none_or(|repair| budget.offer(repair));
        all.extend(repair.map(|repair| (diagnostic, repair)));
        if !may_go_on {
            break;
        }
    }
    all
}

/// What is certainly meant: the scheme, the first parameter's name, `&` that was written `&amp;`.
fn spelling(document: &Document, checks: &dyn Checks) -> Option<(usize, Repair)> {
    let text = document.text();
    let is_upper = !text.bytes().any(|byte| byte.is_ascii_lowercase());
    let base = match is_upper {
        true => text.to_ascii_lowercase(),
        false => String::from(text),
    };
    let mut edits = Vec::new();
    if is_upper {
        edits.push(Edit::new(Change::LowerCase, &base, Span::default(), ""));
    }
    let scheme = document.nodes.iter().find(|node| node.role == Role::Scheme)?.span;
    if scheme.of(&base) != link::PREFIX {
        edits.push(Edit::new(Change::Prefix, &base, scheme, link::PREFIX));
    }
    let params = link::params(base.get(scheme.end..).unwrap_or_default(), scheme.end);
    let has_id = params.iter().any(|param| param.key == "db");
    if let Some(first) = params
        .first()
        .filter(|first| !has_id && first.value.text.is_empty())
        && is_id(&first.key)
    {
        let start = Span::new(first.span.start, first.span.start);
        edits.push(Edit::new(Change::Character, &base, start, "db="));
    }
    for param in params.iter().filter(|param| param.key.starts_with(ENTITY)) {
        let place = Span::sized(param.key_span.start, ENTITY.len());
        if place.of(&base) == ENTITY {
            edits.push(Edit::new(Change::Character, &base, place, ""));
        }
    }
    let first = edits.iter().find(|edit| edit.what != Change::LowerCase);
    let place = first
        .map(|edit| document.project(0, edit.span))
        .filter(|_| !is_upper);
    let diagnostic =
        about(document, place.unwrap_or(document.span)).or_else(|| about(document, document.span))?;
    edits.first()?;
    let fix = fix(document, &base, edits, Kind::Eidetica, true, checks)?;
    Some((
        diagnostic,
        Repair {
            fixes: alloc::vec![fix],
            ..Repair::default()
        },
    ))
}

/// Whether a text is a whole id.
fn is_id(text: &str) -> bool {
    cid::parse(text).is_ok_and(|id| id.is_known()) || cid::hash_id(text).is_some()
}

/// How many characters an id of eidetica has: `b` and 36 bytes in base32.
const ID: usize = 59;

/// The repair of a damaged database id.
fn id(document: &Document, node: usize, budget: &mut Budget, checks: &dyn Checks) -> Option<(usize, Repair)> {
    let own: &Node = document.nodes.get(node)?;
    let place = document.text_span(own);
    let is_own =
        |diagnostic: &Diagnostic| diagnostic.code == Code::IdDamaged && place.touches(diagnostic.text);
    let diagnostic = document.diagnostics.iter().position(is_own)?;
    let (_, inside) = document.below(node).next()?;
    let text = document.layers.get(inside.layer)?.text();
    if text.contains(':') || text.len() > ID.saturating_mul(2) {
        return None;
    }
    let mut judge = |text: &str| {
        let id = cid::parse(text).ok()?;
        let is_whole = text.len() == ID && cid::begins_as_written(&id.to_bytes());
        is_whole.then(|| u8::from(text.starts_with("bafyr4i")))
    };
    let mut search = Search::new(text, &mut judge, budget);
    let wrong = wrong(text);
    if !wrong.is_empty() && wrong.len() <= WRONG {
        search.instead_of_wrong();
    }
    if search.found.is_empty() && wrong.is_empty() {
        search.without_tail(ID);
        search.one_change(Span::new(0, text.len()));
    }
    // Both hash functions are in use: neither speaks for a reading where the id says which.
    search.found.iter_mut().for_each(|reading| reading.weight = 0);
    search.best();
    let found = core::mem::take(&mut search.found);
    let because = |reason| {
        Some((
            diagnostic,
            Repair {
                reason: Some(reason),
                ..Repair::default()
            },
        ))
    };
    let Some(first) = found.first() else {
        let missing = ID.saturating_sub(text.len());
        return because(match missing {
            0 => Reason::Several,
            characters => Reason::CutOff {
                bytes: characters.saturating_mul(5).saturating_div(8).max(1),
                characters,
                whole: Vec::new(),
            },
        });
    };
    let same = || found.iter().filter(|reading| reading.damage == first.damage);
    let is_only = same().count() == found.len();
    let many = same().count();
    if many > limits::PLAUSIBLE {
        let number = |edit: &Edit| lifted(document, inside.layer, edit.span).start.saturating_add(1);
        let places = || same().filter_map(|reading| reading.edits.first().map(number));
        return because(Reason::Unknown {
            loss: first.damage.loss(),
            place: (places().min()?, places().max()?),
            field: "database id",
            readings: many.min(COUNTED),
            most: COUNTED,
        });
    }
    let base = document.text();
    let offered = same().take(limits::READINGS).filter_map(|reading| {
        let edits = lifted_edits(document, inside.layer, 0, &reading.edits, base);
        let fix = fix(
            document,
            base,
            edits,
            Kind::Eidetica,
            is_only && many == 1,
            checks,
        )?;
        fix.accepted_by.contains(&Parser::EideticaCid).then_some(fix)
    });
    let fixes: Vec<_> = offered.collect();
    (!fixes.is_empty()).then_some((
        diagnostic,
        Repair {
            fixes,
            more: many.saturating_sub(limits::READINGS),
            reason: (!is_only).then_some(Reason::Likeliest),
        },
    ))
}
