//! What the page knows. One struct of signals; views read it, and change it through its methods.
//!
//! ```text
//! text ──▶ report ──▶ document ──▶ answer, coloured text, tree, hex
//!                chosen ┘             ▲ hovered, selected, revealed, wire, limit
//! ```

use super::checks::{CheckChunks, PageChecks};
use crate::ticket::{self, Document, Report, Secrets};
use leptos::prelude::*;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

/// How many nodes are drawn at once: more than any screen shows, and painted within a frame.
const AT_ONCE: usize = 250;
/// How many are drawn as soon as those are painted. More only after a click: the browser would need long for a million
/// elements.
const DRAWN: usize = 3000;
/// The rest is drawn when nothing has changed for so long: whoever types sees the beginning keep pace.
const PAUSE: Duration = Duration::from_millis(60);

/// The page's state.
#[derive(Clone, Copy)]
pub struct State {
    /// What stands in the text area.
    pub text: RwSignal<String>,
    /// What stood there before something else than typing replaced it; empty if nothing did.
    pub replaced: RwSignal<String>,
    /// Everything that is found in the text.
    pub report: Memo<Found>,
    /// Which of the findings is looked at.
    pub chosen: RwSignal<usize>,
    /// That one.
    pub document: Memo<Option<Shown>>,
    /// The node that the pointer or the focus is on.
    pub hovered: RwSignal<Option<usize>>,
    /// The node that was selected last.
    pub selected: RwSignal<Option<usize>>,
    /// Whether secrets are shown.
    pub revealed: RwSignal<bool>,
    /// Whether the tree shows lengths, counts, tags and separators.
    pub wire: RwSignal<bool>,
    /// How many nodes the views draw.
    pub limit: RwSignal<usize>,
    /// The last thing to say aloud: what was copied, what went wrong.
    pub said: RwSignal<String>,
    /// What answers the core's questions.
    pub checks: CheckChunks,
}

/// A report that costs nothing to hand around.
#[derive(Clone)]
pub struct Found(Arc<Report>);

impl PartialEq for Found {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Deref for Found {
    type Target = Report;

    fn deref(&self) -> &Report {
        &self.0
    }
}

/// One finding of a report.
#[derive(Clone, PartialEq)]
pub struct Shown {
    report: Found,
    index: usize,
}

impl Deref for Shown {
    type Target = Document;

    fn deref(&self) -> &Document {
        &self.report.found[self.index]
    }
}

impl State {
    /// The state of a page with this text.
    pub fn new(text: String) -> State {
        let text = RwSignal::new(text);
        let chosen = RwSignal::new(0);
        let checks = CheckChunks::new();
        let report = Memo::new(move |_| {
            Found(Arc::new(text.with(|text| match text.trim().is_empty() {
                true => Report::default(),
                false => ticket::explore(text, &checks.get()),
            })))
        });
        let document = Memo::new(move |_| {
            let report = report.get();
            let index = chosen.get().min(report.found.len().checked_sub(1)?);
            Some(Shown { report, index })
        });
        State {
            text,
            replaced: RwSignal::new(String::new()),
            report,
            chosen,
            document,
            hovered: RwSignal::new(None),
            selected: RwSignal::new(None),
            revealed: RwSignal::new(false),
            wire: RwSignal::new(false),
            limit: RwSignal::new(AT_ONCE),
            said: RwSignal::new(String::new()),
            checks,
        }
    }

    /// The text was edited.
    pub fn edit(self, text: String) {
        self.forget();
        self.text.set(text);
    }

    /// Another text takes the place of what was typed, which is kept for [`State::undo`].
    pub fn replace(self, text: String) {
        let before = self.text.get_untracked();
        if before != text {
            self.replaced.set(before);
        }
        self.chosen.set(0);
        self.edit(text);
    }

    /// Brings back what was replaced.
    pub fn undo(self) {
        self.replace(self.replaced.get_untracked());
    }

    /// Looks at another finding.
    pub fn choose(self, index: usize) {
        self.forget();
        self.chosen.set(index);
    }

    /// Node numbers and what was revealed belong to one finding only.
    fn forget(self) {
        self.hovered.set(None);
        self.selected.set(None);
        self.revealed.set(false);
        self.limit.set(AT_ONCE);
    }

    /// Selects a node.
    pub fn select(self, node: usize) {
        if node >= self.limit.get_untracked() {
            self.limit.set(node.saturating_add(DRAWN));
        }
        self.selected.set(Some(node));
    }

    /// Draws the rest of a document after its beginning.
    pub fn draw_rest(self, drawn: Shown) {
        if drawn.nodes.len() <= AT_ONCE {
            return;
        }
        let rest = move || {
            let is_shown = self
                .document
                .with_untracked(|shown| shown.as_ref() == Some(&drawn));
            if is_shown && self.limit.get_untracked() < DRAWN {
                self.limit.set(DRAWN);
            }
        };
        set_timeout(rest, PAUSE);
    }

    /// Whether the views could draw more.
    pub fn has_more(self) -> bool {
        let limit = self.limit.get().max(DRAWN);
        self.document
            .get()
            .is_some_and(|document| document.nodes.len() > limit)
    }

    /// Draws more nodes.
    pub fn draw_more(self) {
        self.limit.set(self.limit.get_untracked().saturating_mul(4));
    }

    /// What can be answered now.
    pub fn checks(self) -> PageChecks {
        self.checks.get()
    }

    /// Whether secrets are shown, for the core's functions.
    pub fn secrets(self) -> Secrets {
        match self.revealed.get() {
            true => Secrets::Revealed,
            false => Secrets::Masked,
        }
    }

    /// The same outside of an effect.
    pub fn secrets_now(self) -> Secrets {
        untrack(move || self.secrets())
    }

    /// Says something in the page's live region.
    pub fn say(self, what: &str) {
        self.said.set(what.into());
        set_timeout(move || self.said.set(String::new()), Duration::from_secs(4));
    }
}
