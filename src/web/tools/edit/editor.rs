//! What the form shows, as signals, while it is open.

use super::super::super::session::Source;
use super::super::super::state::State;
use super::form::{DraftEdit, Form};
use crate::ticket::Kind;
use crate::ticket::make::draft::{Draft, Examined, Field};
use leptos::prelude::*;

/// What the form shows.
#[derive(Clone, Copy)]
pub struct Editor {
    state: State,
    /// What is typed.
    pub form: Memo<Form>,
    /// What there is to say about it.
    pub examined: Memo<Examined>,
}

impl Editor {
    /// The form for what is explored.
    pub fn new(state: State) -> Editor {
        // What the form wrote is what it shows. Any other text fills it anew; while there is none, what was typed stays.
        let form = Memo::new(move |before: Option<&Form>| {
            let written = state.with_source(|source| match source {
                Source::Built { form, .. } => Some(form.clone()),
                _ => None,
            });
            let draft = || Draft::from_document(state.document.read().as_deref()?);
            written.unwrap_or_else(|| match (draft(), before) {
                (Some(draft), Some(before)) => before.refilled(draft),
                (Some(draft), None) => Form::from(draft),
                (None, Some(before)) => before.clone(),
                (None, None) => Form::from(Draft::new(Kind::Eidetica)),
            })
        });
        Editor {
            state,
            form,
            examined: Memo::new(move |_| form.read().draft().examine(&state.checks())),
        }
    }

    /// Does something in the form, and gives the field in which the work goes on.
    pub fn edit(self, edit: DraftEdit) -> Option<Field> {
        let form = self.form.get_untracked();
        let next = self
            .state
            .work(|session, target, checks| session.edit_form(&form, edit, target, checks));
        next.flatten()
    }
}

/// The form that a field belongs to.
pub fn editor() -> Editor {
    expect_context()
}
