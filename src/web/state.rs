//! What the page knows, as signals. Views read it, and change it through its methods.
//!
//! ```text
//! session ──▶ text, found ──▶ document ──▶ answer, coloured text, tree, bytes, tools
//!                                 ▲ hovered, selected, revealed, wire, limit
//! ```
//!
//! What follows from something else is a memo. Nothing sets a signal because another one changed.

use super::checks::{CheckChunks, PageChecks};
use super::chunk::Chunk;
use super::session::{Explained, Session, Source, Target};
use super::shell::toast::Toasts;
use super::tools::scan::Scanner;
use super::tools::types::{OwnInput, ReadOwn};
use super::tools::{Tool, ToolSet, Workshop, show, tools};
use super::views::{Views, views};
use crate::ticket::make::draft::Draft;
use crate::ticket::{Checks, Document, Kind, Report, Secrets};
use gloo_timers::callback::Timeout;
use leptos::html;
use leptos::prelude::*;
use std::ops::Deref;
use std::sync::Arc;

/// How many nodes are drawn at once: more than any screen shows, and painted within a frame.
const AT_ONCE: usize = 250;
/// How many are drawn as soon as those are painted. More only after a click: the browser would need long for a million
/// elements.
const DRAWN: usize = 3_000;
/// The rest is drawn when nothing has changed for so many milliseconds: whoever types sees the beginning keep pace.
const PAUSE: u32 = 60;

/// Longer lists of findings are tables.
const LIST: usize = 20;

/// The page's state.
#[derive(Clone, Copy)]
pub struct State {
    session: RwSignal<Session>,
    /// The code that answers the core's questions.
    pub check_chunks: CheckChunks,
    /// The code of all that the answer does not wait for.
    pub views: Chunk<Views>,
    /// The code of the form and the tools.
    pub workshop: Chunk<Workshop>,
    /// What reads by types of one's own, once its code is here: only whoever opens them needs it.
    pub own_reader: RwSignal<Option<ReadOwn>>,
    /// The definitions of types of one's own.
    pub own: RwSignal<OwnInput>,
    /// Whether they are open, and read by.
    pub has_types: RwSignal<bool>,
    /// Whether everything that most need is here: what only some need can come now.
    pub is_complete: RwSignal<bool>,
    /// QR codes that are read from images.
    pub scanner: Scanner,
    /// What stands in the input.
    pub text: Memo<Arc<str>>,
    /// Everything that is found in it.
    pub found: Memo<Found>,
    /// Whether what was found is shown as a table; `None` until somebody says so.
    table_wanted: RwSignal<Option<bool>>,
    /// The finding that is looked at.
    pub document: Memo<Option<Shown>>,
    /// Whether the form is open.
    pub editing: RwSignal<bool>,
    /// The form, while it is open.
    pub form_panel: NodeRef<html::Div>,
    /// The button that opens it for a finding.
    pub edit_button: NodeRef<html::Button>,
    /// Which tools are open.
    pub tools: RwSignal<ToolSet>,
    /// The node that the pointer or the focus is on.
    pub hovered: RwSignal<Option<usize>>,
    /// The node that was selected last.
    pub selected: RwSignal<Option<usize>>,
    /// Whether the page goes to what is selected: not while somebody moves the caret.
    pub goes_there: StoredValue<bool>,
    /// Whether secrets are shown.
    pub revealed: RwSignal<bool>,
    /// Whether the tree shows lengths, counts, tags and separators.
    pub wire: RwSignal<bool>,
    /// How many nodes the views draw.
    pub limit: RwSignal<usize>,
    /// What is said in passing.
    pub toasts: Toasts,
    /// The text area.
    pub area: NodeRef<html::Textarea>,
    /// What scrolls the text area.
    pub text_frame: NodeRef<html::Div>,
    /// The copy of its text that lies under it, coloured.
    pub colours: NodeRef<html::Div>,
    /// What is wrong where the caret stands.
    pub at_caret: NodeRef<html::P>,
    /// The heading of the answer, which takes the focus when what had it is gone.
    pub heading: NodeRef<html::H2>,
    rest: StoredValue<Option<Timeout>, LocalStorage>,
}

/// What was found; costs nothing to hand around.
#[derive(Clone)]
pub struct Found(Arc<Explained>);

impl PartialEq for Found {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Deref for Found {
    type Target = Report;

    fn deref(&self) -> &Report {
        &self.0.report
    }
}

impl Found {
    /// The index of what is looked at.
    pub fn chosen(&self) -> Option<usize> {
        self.0.chosen
    }

    /// Its place among everything that is in the text.
    pub fn place(&self) -> Option<usize> {
        self.0.place
    }

    /// How many findings there are, with those that are not explained.
    pub fn count(&self) -> usize {
        self.0.report.found.len().saturating_add(self.0.report.more)
    }
}

/// One finding.
#[derive(Clone, PartialEq)]
pub struct Shown {
    found: Found,
    index: usize,
}

impl Deref for Shown {
    type Target = Document;

    fn deref(&self) -> &Document {
        &self.found.0.report.found[self.index]
    }
}

impl Shown {
    /// Whether it is the same finding, maybe explained anew: that happens when a chunk brings the answer to a check.
    pub fn is_same_as(&self, other: &Shown) -> bool {
        (self.kind, self.span, self.text()) == (other.kind, other.span, other.text())
    }

    /// Whether there is a secret in it, or what may be one.
    pub fn may_give_secrets_away(&self) -> bool {
        self.has_secret() || !self.secrets.is_empty()
    }
}

impl State {
    /// The state of a page with this text.
    pub fn new(text: &str) -> State {
        let session = RwSignal::new(Session::new(text));
        let check_chunks = CheckChunks::new();
        let own_reader = RwSignal::new(None::<ReadOwn>);
        let (own, has_types) = (RwSignal::new(OwnInput::default()), RwSignal::new(false));
        let found = Memo::new(move |_| {
            let (session, checks) = (session.read(), check_chunks.get());
            let mut explained = session.explain(&checks);
            if let Some(read) = own_reader.get().filter(|_| has_types.get()) {
                read(&mut explained, &session.text(), &own.read(), &checks);
            }
            Found(Arc::new(explained))
        });
        let document = Memo::new(move |_| {
            let found = found.get();
            let index = found.chosen()?;
            Some(Shown { found, index })
        });
        let state = State {
            session,
            check_chunks,
            views: Chunk::new(|| Box::pin(views())),
            workshop: Chunk::new(|| Box::pin(tools())),
            own_reader,
            own,
            has_types,
            is_complete: RwSignal::new(false),
            scanner: Scanner::new(),
            table_wanted: RwSignal::new(None),
            text: Memo::new(move |_| session.read().text()),
            found,
            document,
            editing: RwSignal::new(false),
            form_panel: NodeRef::new(),
            edit_button: NodeRef::new(),
            tools: RwSignal::new(ToolSet::default()),
            hovered: RwSignal::new(None),
            selected: RwSignal::new(None),
            goes_there: StoredValue::new(true),
            revealed: RwSignal::new(false),
            wire: RwSignal::new(false),
            limit: RwSignal::new(AT_ONCE),
            toasts: Toasts::new(),
            area: NodeRef::new(),
            text_frame: NodeRef::new(),
            colours: NodeRef::new(),
            at_caret: NodeRef::new(),
            heading: NodeRef::new(),
            rest: StoredValue::new_local(None),
        };
        state.draw_rest_later();
        state
    }

    /// What answers the core's questions now. Follows the chunks that the answers come in.
    pub fn checks(self) -> PageChecks {
        self.check_chunks.get()
    }

    // ------------------------------------------------------------------------------------------ what is explored

    /// Something was typed into the text.
    pub fn type_text(self, text: &str) {
        self.change(|session| session.type_text(text));
    }

    /// Another text takes the place of the whole, which can be undone.
    pub fn replace(self, text: &str) {
        self.change(|session| session.replace(text));
    }

    /// Adds lines to the text, those that are not in it yet, and looks at what is in the first of them. Gives whether there
    /// were any.
    pub fn add_lines(self, lines: &[String]) -> bool {
        let old = self.text.get_untracked();
        let mut text = String::from(&*old);
        let mut first = None;
        for line in lines {
            if text.contains(line.as_str()) {
                continue;
            }
            match text.trim().is_empty() {
                true => text.clear(),
                false if !text.ends_with('\n') => text.push('\n'),
                false => {}
            }
            first.get_or_insert(text.len());
            text.push_str(line);
        }
        let Some(first) = first else {
            return false;
        };
        self.replace(&text);
        let found = self.found.get_untracked();
        let new = found
            .found
            .iter()
            .position(|document| document.span.start >= first);
        if let Some(new) = new.filter(|new| *new > 0) {
            self.choose(new);
        }
        true
    }

    /// Takes the last replacement back.
    pub fn undo(self) {
        self.change(Session::undo);
    }

    /// Replaces again what was taken back.
    pub fn redo(self) {
        self.change(Session::redo);
    }

    /// Whether there is something to undo, and to redo.
    pub fn history(self) -> (bool, bool) {
        let session = self.session.read();
        (session.can_undo(), session.can_redo())
    }

    /// Looks at another finding.
    pub fn choose(self, index: usize) {
        self.change(|session| session.choose(index));
    }

    /// Opens an empty form: of the kind that is looked at, if there is a form for it.
    pub fn start_form(self) {
        let document = self.document.get_untracked().map(|document| document.kind);
        self.change(|session| {
            let written = session.source().written().map(|written| written.kind);
            let kind = Draft::kinds().find(|kind| Some(*kind) == written.or(document));
            session.start_form(kind.unwrap_or(Kind::Eidetica));
        });
        self.open_form();
    }

    /// Opens the form with what is explored, and goes there.
    pub fn open_form(self) {
        self.editing.set(true);
        self.show_form();
    }

    /// Goes to the form, if it is there already.
    pub fn show_form(self) {
        request_animation_frame(move || {
            if let Some(form) = self.form_panel.try_get_untracked().flatten() {
                show(&form);
            }
        });
    }

    /// Closes the form. The focus goes to what opens it again.
    pub fn close_form(self) {
        self.editing.set(false);
        match self.edit_button.get_untracked() {
            Some(button) => {
                let _ = button.focus();
            }
            None => self.focus_answer(),
        }
    }

    /// Reads what is explored, and why it says so. Follows it.
    pub fn with_source<T>(self, read: impl FnOnce(&Source) -> T) -> T {
        self.session.with(|session| read(session.source()))
    }

    /// A tool works on what is looked at. It is still the same afterwards: what was revealed stays revealed.
    pub fn work<T>(self, work: impl FnOnce(&mut Session, Option<Target<'_>>, &dyn Checks) -> T) -> Option<T> {
        let document = self.document.get_untracked();
        let checks = untrack(move || self.checks());
        self.hovered.set(None);
        self.selected.set(None);
        let target = document.as_deref().map(Target::from);
        self.session.try_update(|session| work(session, target, &checks))
    }

    /// Whether nothing is written yet by the form that is open.
    pub fn is_unfinished(self) -> bool {
        let session = self.session.read();
        matches!(session.source(), Source::Built { text, .. } if text.text.is_empty())
    }

    /// Changes what is explored by something other than a tool: node numbers and what was revealed belong to one finding
    /// only.
    fn change(self, change: impl FnOnce(&mut Session)) {
        self.hovered.set(None);
        self.selected.set(None);
        self.revealed.set(false);
        self.limit.set(AT_ONCE);
        self.session.update(change);
        self.draw_rest_later();
    }

    // ---------------------------------------------------------------------------------------------- how it is shown

    /// Selects a node, and goes there.
    pub fn select(self, node: usize) {
        self.goes_there.set_value(true);
        self.select_and_draw(node);
    }

    /// Selects the node that the caret stands in.
    pub fn select_in_text(self, node: usize) {
        if self.selected.get_untracked() != Some(node) {
            self.goes_there.set_value(false);
            self.select_and_draw(node);
        }
    }

    fn select_and_draw(self, node: usize) {
        if node >= self.limit.get_untracked() {
            self.limit.set(node.saturating_add(DRAWN));
        }
        self.selected.set(Some(node));
    }

    /// Draws the rest of a document after its beginning.
    fn draw_rest_later(self) {
        let rest = move || {
            let is_long =
                |document: &Option<Shown>| document.as_ref().is_some_and(|it| it.nodes.len() > AT_ONCE);
            if self.document.try_with_untracked(is_long) == Some(true) && self.limit.get_untracked() < DRAWN {
                self.limit.set(DRAWN);
            }
        };
        // Setting another one cancels the one before.
        self.rest.set_value(Some(Timeout::new(PAUSE, rest)));
    }

    /// Whether the views could draw more.
    pub fn has_more(self) -> bool {
        let limit = self.limit.get().max(DRAWN);
        self.document
            .read()
            .as_ref()
            .is_some_and(|document| document.nodes.len() > limit)
    }

    /// Draws more nodes.
    pub fn draw_more(self) {
        self.limit.update(|limit| *limit = limit.saturating_mul(4));
    }

    /// Whether secrets are shown, for the core's functions.
    pub fn secrets(self) -> Secrets {
        match self.revealed.get() {
            true => Secrets::Revealed,
            false => Secrets::Masked,
        }
    }

    /// The same outside of views.
    pub fn secrets_now(self) -> Secrets {
        untrack(move || self.secrets())
    }

    /// Changes the definitions of one's own types. What they make of the text has other nodes.
    pub fn edit_types(self, edit: impl FnOnce(&mut OwnInput)) {
        self.hovered.set(None);
        self.selected.set(None);
        self.own.update(edit);
    }

    /// Opens one's own types, or closes them: what they made of the text is then gone.
    pub fn show_types(self, are_open: bool) {
        self.hovered.set(None);
        self.selected.set(None);
        self.has_types.set(are_open);
    }

    /// Shows what was found as a table, or as a list.
    pub fn show_table(self, is_shown: bool) {
        self.table_wanted.set(Some(is_shown));
    }

    /// Whether what was found is shown as a table: long lists are, until somebody says otherwise.
    pub fn has_table(self) -> bool {
        let is_long = || self.found.read().count() > LIST;
        self.table_wanted.get().unwrap_or_else(is_long)
    }

    /// Opens or closes a tool.
    pub fn toggle(self, tool: Tool) {
        self.tools.update(|tools| tools.toggle(tool));
    }

    /// Says something in passing.
    pub fn say(self, what: &str) {
        self.toasts.say(what);
    }

    /// Gives the focus to the answer, when what had it is gone.
    pub fn focus_answer(self) {
        request_animation_frame(move || match self.heading.try_get_untracked().flatten() {
            Some(heading) => {
                let _ = heading.focus();
            }
            None => {
                if let Some(area) = self.area.try_get_untracked().flatten() {
                    let _ = area.focus();
                }
            }
        });
    }
}

/// The page's state, from wherever in the page.
pub fn state() -> State {
    expect_context()
}
