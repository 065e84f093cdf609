//! What would mend a finding, and what was done to it, as JSON.

use super::{Json, list};
use crate::ticket::explain::diagnostic::Diagnostic;
use crate::ticket::explain::document::Document;
use crate::ticket::explain::fix::{Fix, Repair};
use crate::ticket::explain::mask::{MASK, Secrets};
use alloc::string::ToString;
use alloc::vec::Vec;

/// What would mend it, where that was worked out.
pub fn repair(repair: &Repair, secrets: Secrets) -> Vec<(&'static str, Json)> {
    let mut fields = Vec::new();
    if !repair.fixes.is_empty() {
        let fixes = repair.fixes.iter().map(|fix| {
            let parsers = fix.accepted_by.iter().map(|parser| Json::from(parser.name()));
            Json::Object(alloc::vec![
                ("label", fix.label(secrets).into()),
                ("text", fix.shown(secrets).into()),
                ("accepted_by", list(parsers)),
                ("certain", Json::Bool(fix.is_certain)),
            ])
        });
        fields.push(("fixes", list(fixes)));
    }
    if repair.more > 0 {
        fields.push(("more_fixes", repair.more.into()));
    }
    if let Some(reason) = &repair.reason {
        fields.push(("repair", reason.to_string().into()));
    }
    fields
}

/// A finding that was mended: its text, unless an error is `left`; the `steps` that were done; and what can be done about
/// the error.
pub fn mended(
    document: &Document,
    steps: &[Fix],
    left: Option<&(Diagnostic, Repair)>,
    secrets: Secrets,
) -> Json {
    let hides = steps.iter().any(|fix| fix.hides) || !document.secrets.is_empty() || document.has_secret();
    let text = match left {
        Some(_) => Json::Null,
        None if hides && secrets == Secrets::Masked => MASK.into(),
        None => document.text().into(),
    };
    let done = steps.iter().map(|fix| fix.label(secrets).into());
    let mut fields = alloc::vec![("text", text), ("done", list(done))];
    if let Some((error, what)) = left {
        fields.push(("error", error.message().into()));
        fields.extend(repair(what, secrets));
    }
    Json::Object(fields)
}
