//! What is explored, why it says so, and how it came to be: one source, and the ways from one to the next.
//!
//! ```text
//! typed, pasted ──▶ Pasted ──form──▶ Built ──switches──▶ Slimmed ──fix, conversion──▶ Mended …      undo ◀──▶ redo
//! ```
//!
//! No view and no signal is known here. Whatever a tool writes stands inside of the message that was pasted: only the
//! finding that it works on is replaced. What a tool wrote is explained just as it stands; only what people paste is
//! searched.

use super::tools::edit::form::{DraftEdit, Form};
use crate::ticket::explain::dissect::dissect;
use crate::ticket::find;
use crate::ticket::make::draft::{Draft, Field, write};
use crate::ticket::make::slim::{Cuts, slim};
use crate::ticket::{self, Checks, Document, Kind, Map, Report, Span, Value};
use std::sync::Arc;

/// How many replacements can be undone.
const HISTORY: usize = 100;

/// What is explored.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// What was typed or pasted; it is searched.
    Pasted(Arc<str>),
    /// What the form wrote.
    Built {
        /// The form, as far as it is.
        form: Form,
        /// What was complete last; empty if nothing was.
        text: Written,
    },
    /// What the switches left of a value.
    Slimmed {
        /// The value, whole.
        base: Value,
        /// What is left out of it.
        cuts: Cuts,
        /// What is left.
        text: Written,
    },
    /// What a fix or a conversion made of a finding.
    Mended(Written),
}

/// A text that a tool wrote, and what it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Written {
    /// What it is.
    pub kind: Kind,
    /// The text.
    pub text: String,
}

impl Source {
    /// What a tool wrote; `None` for what is to be searched.
    pub fn written(&self) -> Option<&Written> {
        match self {
            Source::Pasted(_) => None,
            Source::Built { text, .. } | Source::Slimmed { text, .. } | Source::Mended(text) => Some(text),
        }
    }
}

/// A source, and where in the message it stands.
#[derive(Clone, Debug, PartialEq)]
struct Moment {
    source: Source,
    /// What was pasted before the finding that a tool works on.
    before: Arc<str>,
    /// What was pasted after it.
    after: Arc<str>,
    /// Which of the findings in what was pasted is looked at.
    chosen: usize,
}

impl Moment {
    fn pasted(text: &str) -> Moment {
        Moment {
            source: Source::Pasted(text.into()),
            before: "".into(),
            after: "".into(),
            chosen: 0,
        }
    }

    fn text(&self) -> Arc<str> {
        match &self.source {
            Source::Pasted(text) => text.clone(),
            Source::Built { text, .. } | Source::Slimmed { text, .. } | Source::Mended(text) => {
                [&*self.before, &text.text, &*self.after].concat().into()
            }
        }
    }
}

/// A finding that a tool is to work on.
#[derive(Clone, Copy, Debug)]
pub struct Target<'d> {
    /// What it is.
    pub kind: Kind,
    /// The text that the parsers are given.
    pub text: &'d str,
    /// Where it stands in the message.
    pub span: Span,
}

impl<'d> From<&'d Document> for Target<'d> {
    fn from(document: &'d Document) -> Target<'d> {
        Target {
            kind: document.kind,
            text: document.text(),
            span: document.span,
        }
    }
}

/// What is explored now, and what was before.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    now: Moment,
    past: Vec<Moment>,
    future: Vec<Moment>,
    /// The field of the form that was typed into last: what is typed into one field is undone at once.
    typing: Option<Field>,
}

/// What is found in a session's text, and which of it is looked at.
#[derive(Clone, Debug, Default)]
pub struct Explained {
    /// Everything that was found.
    pub report: Report,
    /// The index of what is looked at.
    pub chosen: Option<usize>,
    /// Its place among everything that is in the text; the report has not all of it.
    pub place: Option<usize>,
}

impl Session {
    /// A session that begins with this text.
    pub fn new(text: &str) -> Session {
        Session {
            now: Moment::pasted(text),
            past: Vec::new(),
            future: Vec::new(),
            typing: None,
        }
    }

    /// The whole text, with everything that stands around what a tool wrote.
    pub fn text(&self) -> Arc<str> {
        self.now.text()
    }

    /// What is explored.
    pub fn source(&self) -> &Source {
        &self.now.source
    }

    /// Finds and explains what there is.
    pub fn explain(&self, checks: &dyn Checks) -> Explained {
        let Moment {
            source,
            before,
            after,
            chosen,
        } = &self.now;
        let Some(written) = source.written() else {
            let text = self.text();
            let report = match text.trim().is_empty() {
                true => Report::default(),
                false => ticket::explore_with(&text, *chosen, checks),
            };
            let all = report.found.len().saturating_add(report.more);
            let place = all.checked_sub(1).map(|last| last.min(*chosen));
            let last = report.found.len().checked_sub(1);
            return Explained {
                chosen: place.and_then(|place| last.map(|last| last.min(place))),
                place,
                report,
            };
        };
        let mut report = Report::default();
        let around = [&**before, &**after].concat();
        if !around.trim().is_empty() {
            // Blank lines instead of what was written, so that everything else stays in its place.
            let blank = "\n".repeat(written.text.len());
            report = ticket::explore(&[&**before, &blank, &**after].concat(), checks);
        }
        report.input_bytes = around.len() + written.text.len();
        if written.text.is_empty() {
            return Explained {
                report,
                ..Explained::default()
            };
        }
        let at = report
            .found
            .partition_point(|found| found.span.start < before.len());
        let own = find::Source {
            kind: written.kind,
            text: written.text.clone(),
            map: Map::Shift(before.len()),
            span: Span::sized(before.len(), written.text.len()),
            exact: around.is_empty(),
            cleaned: Vec::new(),
            goes_on: None,
            shortened: None,
        };
        report.found.insert(at, dissect(own, false, checks));
        Explained {
            report,
            chosen: Some(at),
            place: Some(at),
        }
    }

    // ------------------------------------------------------------------------------------------------- transitions

    /// Something was typed into the text.
    pub fn type_text(&mut self, text: &str) {
        if matches!(self.now.source, Source::Pasted(_)) {
            // Typing is undone by the browser itself.
            self.now.source = Source::Pasted(text.into());
            self.future.clear();
        } else {
            let chosen = self.now.chosen;
            self.go(Moment {
                chosen,
                ..Moment::pasted(text)
            });
        }
    }

    /// Another text takes the place of the whole.
    pub fn replace(&mut self, text: &str) {
        if *self.text() != *text {
            self.go(Moment::pasted(text));
        }
    }

    /// Another of the findings is looked at.
    pub fn choose(&mut self, chosen: usize) {
        match self.now.source {
            Source::Pasted(_) => self.now.chosen = chosen,
            _ => self.go(Moment {
                chosen,
                ..Moment::pasted(&self.text())
            }),
        }
    }

    /// An empty form takes the place of the whole.
    pub fn start_form(&mut self, kind: Kind) {
        let form = Form::from(Draft::new(kind));
        let text = Written {
            kind,
            text: String::new(),
        };
        self.go(Moment {
            source: Source::Built { form, text },
            ..Moment::pasted("")
        });
    }

    /// Something was done in the form, which held `form` before, about `target`. The target's text is replaced as soon
    /// as the form is complete; what was complete last stays until then, unless it is of another kind. Gives the field
    /// in which the work goes on.
    pub fn edit_form(
        &mut self,
        form: &Form,
        edit: DraftEdit,
        target: Option<Target<'_>>,
        checks: &dyn Checks,
    ) -> Option<Field> {
        let typing = match edit {
            DraftEdit::Text(field, _) => Some(field),
            _ => None,
        };
        let is_same =
            matches!(self.now.source, Source::Built { .. }) && typing.is_some() && typing == self.typing;
        let kind = form.draft().kind;
        let mut form = form.clone();
        let next = form.apply(edit, checks);
        let draft = form.draft();
        let text = match draft.text(checks) {
            Some(text) => text,
            None if kind != draft.kind => String::new(),
            None => self.target_text(target),
        };
        let kind = match (text == self.target_text(target), target) {
            // What is still there may be of a kind that there is no form for.
            (true, Some(target)) if self.now.source.written().is_none() => target.kind,
            _ => draft.kind,
        };
        let (before, after) = self.around(target);
        let moment = Moment {
            source: Source::Built {
                form,
                text: Written { kind, text },
            },
            before,
            after,
            chosen: self.now.chosen,
        };
        match is_same {
            true => {
                self.now = moment;
                self.future.clear();
            }
            false => self.go(moment),
        }
        self.typing = typing;
        next
    }

    /// Leaves things out of a value that `target` holds; or, after something was left out, out of what it was left out
    /// of.
    pub fn slim(&mut self, base: &Value, cuts: Cuts, target: Target<'_>, checks: &dyn Checks) {
        let Some(text) = write(&slim(base, cuts, checks), target.kind) else {
            return;
        };
        let (before, after) = self.around(Some(target));
        self.go(Moment {
            source: Source::Slimmed {
                base: base.clone(),
                cuts,
                text: Written {
                    kind: target.kind,
                    text,
                },
            },
            before,
            after,
            chosen: self.now.chosen,
        });
    }

    /// Puts what a fix or a conversion made of `target` in its place.
    pub fn mend(&mut self, mended: Written, target: Target<'_>) {
        let (before, after) = self.around(Some(target));
        self.go(Moment {
            source: Source::Mended(mended),
            before,
            after,
            chosen: self.now.chosen,
        });
    }

    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether something was undone.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Takes the last replacement back.
    pub fn undo(&mut self) {
        self.typing = None;
        if let Some(before) = self.past.pop() {
            self.future.push(std::mem::replace(&mut self.now, before));
        }
    }

    /// Replaces again what was taken back.
    pub fn redo(&mut self) {
        self.typing = None;
        if let Some(after) = self.future.pop() {
            self.past.push(std::mem::replace(&mut self.now, after));
        }
    }

    fn go(&mut self, to: Moment) {
        self.typing = None;
        self.future.clear();
        if self.past.len() == HISTORY {
            self.past.remove(0);
        }
        self.past.push(std::mem::replace(&mut self.now, to));
    }

    /// What a tool wrote last, or what it begins with.
    fn target_text(&self, target: Option<Target<'_>>) -> String {
        match (self.now.source.written(), target) {
            (Some(written), _) => written.text.clone(),
            (None, Some(target)) => target.text.into(),
            (None, None) => String::new(),
        }
    }

    /// What stands around the finding that a tool works on. Without one there is nothing to keep.
    fn around(&self, target: Option<Target<'_>>) -> (Arc<str>, Arc<str>) {
        match (&self.now.source, target) {
            (Source::Pasted(text), Some(Target { span, .. })) => (
                text.get(..span.start).unwrap_or_default().into(),
                text.get(span.end..).unwrap_or_default().into(),
            ),
            (Source::Pasted(_), None) => ("".into(), "".into()),
            _ => (self.now.before.clone(), self.now.after.clone()),
        }
    }
}

#[cfg(test)]
mod tests;
