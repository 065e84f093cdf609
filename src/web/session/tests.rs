//! From source to source, without a page.

use super::*;
use crate::ticket::make::draft::{AddrKind, List, Move, New, NodeAt};
use crate::ticket::make::slim::Cut;
use crate::ticket::{Unchecked, examples};

fn example(name: &str) -> &'static str {
    let example = examples::all().find(|example| example.name == name);
    example.expect("there is such an example").text
}

/// A session with its form and its target, as the page has them.
struct Page {
    session: Session,
}

impl Page {
    fn new(text: &str) -> Page {
        Page {
            session: Session::new(text),
        }
    }

    fn explained(&self) -> Explained {
        self.session.explain(&Unchecked)
    }

    fn document(&self) -> Option<Document> {
        let explained = self.explained();
        explained.report.found.get(explained.chosen?).cloned()
    }

    fn text(&self) -> String {
        String::from(&*self.session.text())
    }

    fn form(&self) -> Form {
        match self.session.source() {
            Source::Built { form, .. } => form.clone(),
            _ => self
                .document()
                .and_then(|document| Draft::from_document(&document))
                .map(Form::from)
                .expect("something to edit"),
        }
    }

    fn edit(&mut self, edit: DraftEdit) -> Option<Field> {
        let (form, document) = (self.form(), self.document());
        let target = document.as_ref().map(Target::from);
        self.session.edit_form(&form, edit, target, &Unchecked)
    }

    /// Types a text key by key, and looks after each key whether the field still holds what was typed.
    fn type_into(&mut self, field: Field, text: &str) {
        let mut typed = String::new();
        for key in text.chars() {
            typed.push(key);
            self.edit(DraftEdit::Text(field, typed.clone()));
            assert_eq!(self.form().draft().text_of(field), Some(typed.as_str()));
        }
    }

    fn slim(&mut self, cut: Cut, on: bool) {
        let document = self.document().expect("something to slim");
        let (base, cuts) = match self.session.source() {
            Source::Slimmed { base, cuts, .. } => (base.clone(), *cuts),
            _ => (document.value.clone().expect("a value"), Cuts::default()),
        };
        self.session
            .slim(&base, cuts.set(cut, on), Target::from(&document), &Unchecked);
    }
}

#[test]
fn nothing_typed_into_the_form_is_changed_whatever_it_comes_to() {
    let half_typed = [
        "db.",
        "localhost:",
        "[2001:",
        "sha256:",
        "notes ",
        " \"",
        "a%",
        "%41",
        "a&b=c",
        "🚀",
        "it's <b>",
        "a#b",
        "a+b",
        "…",
        "eidetica:?db=x",
        "endpointaaaa",
    ];
    for text in half_typed {
        let mut page = Page::new("");
        page.session.start_form(Kind::Eidetica);
        page.type_into(Field::DatabaseId, text);
        assert_eq!(
            page.edit(DraftEdit::Add(New::Hint("http".into()))),
            Some(Field::Address(0))
        );
        page.type_into(Field::Address(0), text);
        page.edit(DraftEdit::Add(New::Param));
        page.type_into(Field::ParamKey(0), "x");
        page.type_into(Field::ParamValue(0), text);
        let document = page.document().expect("it is complete");
        assert_eq!(
            Draft::from_document(&document).as_ref(),
            Some(page.form().draft()),
            "{text}"
        );
        // And whoever gets the text finds the same.
        let found = ticket::explore(&page.text(), &Unchecked).found;
        assert_eq!(found[0].value, document.value, "{text}");
    }
}

#[test]
fn editing_one_of_several_findings_leaves_the_rest_of_the_message() {
    let (link, endpoint) = (example("eidetica link"), example("endpoint ticket"));
    let message = format!("the database is <{link}> and I am at {endpoint}, see you");
    let mut page = Page::new(&message);
    page.session.choose(1);
    let node = NodeAt::Ticket(0);
    let count = page.form().draft().count(List::Addrs(node));
    assert!(count > 0);
    page.edit(DraftEdit::Shift(List::Addrs(node), 0, Move::Out));
    let text = page.text();
    assert!(
        text.starts_with(&format!("the database is <{link}> and I am at endpoint")),
        "{text}"
    );
    assert!(text.ends_with(", see you"));
    assert!(text.len() < message.len());
    let explained = page.explained();
    assert_eq!(explained.report.found.len(), 2);
    assert_eq!(explained.chosen, Some(1));
    // What is after a finding moves with it, and is still where it says that it is.
    page.session.choose(0);
    page.edit(DraftEdit::Add(New::Tip));
    page.type_into(Field::Tip(0), "newest");
    let explained = page.explained();
    let second = &explained.report.found[1];
    assert_eq!(second.span.of(&page.text()), second.text());
    assert_eq!(explained.chosen, Some(0));
    while page.session.can_undo() {
        page.session.undo();
    }
    assert_eq!(page.text(), message);
}

#[test]
fn every_replacement_is_undone_and_redone() {
    let endpoint = example("endpoint ticket");
    let mut page = Page::new("mine");
    page.session.replace(endpoint);
    page.slim(Cut::Relays, true);
    let slim = page.text();
    assert_ne!(slim, endpoint);
    page.session.start_form(Kind::Blob);
    page.type_into(Field::Hash, "ab");
    page.session.type_text("typed");
    page.session.replace("");
    let mut seen = vec![page.text()];
    while page.session.can_undo() {
        page.session.undo();
        seen.push(page.text());
    }
    assert_eq!(seen, ["", "typed", "", "", &slim, endpoint, "mine"]);
    while page.session.can_redo() {
        page.session.redo();
    }
    assert_eq!(page.text(), "");
    page.session.undo();
    page.session.undo();
    assert_eq!(
        page.form().draft().hash,
        "ab",
        "what was typed into the form is back"
    );
}

#[test]
fn switches_work_on_what_was_there_before_the_first_of_them() {
    let link = example("eidetica link");
    let message = format!("see {link} !");
    let mut page = Page::new(&message);
    page.slim(Cut::Relays, true);
    page.slim(Cut::Private, true);
    assert!(page.text().len() < message.len());
    assert!(page.text().starts_with("see eidetica:?") && page.text().ends_with(" !"));
    page.slim(Cut::Relays, false);
    page.slim(Cut::Private, false);
    assert_eq!(page.text(), message);
}

#[test]
fn another_kind_with_empty_fields_is_nothing_complete() {
    let mut page = Page::new(example("endpoint ticket"));
    page.edit(DraftEdit::Kind(Kind::Blob));
    assert_eq!(page.text(), "");
    assert!(page.document().is_none());
    page.edit(DraftEdit::Text(Field::Hash, "0a".repeat(32)));
    assert_eq!(page.document().map(|document| document.kind), Some(Kind::Blob));
    page.edit(DraftEdit::Text(Field::Hash, "0".into()));
    assert!(
        page.text().starts_with("blob"),
        "a field that is wrong keeps what was complete last"
    );
    page.edit(DraftEdit::Kind(Kind::Endpoint));
    assert_eq!(page.text(), example("endpoint ticket"));
}

#[test]
fn what_is_written_is_explained_as_it_stands() {
    let mut page = Page::new("");
    page.session.start_form(Kind::Eidetica);
    page.type_into(Field::DatabaseId, "db. ");
    let document = page.document().expect("a link");
    assert_eq!(document.text(), page.text());
    assert!(document.exact);
    assert_eq!(page.explained().report.found.len(), 1);
    // An address that looks like another ticket is part of this link.
    page.edit(DraftEdit::Add(New::Hint("x".into())));
    page.type_into(Field::Address(0), example("endpoint ticket"));
    assert_eq!(page.explained().report.found.len(), 1);
}

#[test]
fn a_damaged_ticket_stays_until_the_form_is_complete() {
    let endpoint = example("endpoint ticket");
    let half = &endpoint[..40];
    let mut page = Page::new(&format!("look: {half}"));
    assert!(page.document().expect("half a ticket").value.is_none());
    page.edit(DraftEdit::Add(New::Addr(NodeAt::Ticket(0), AddrKind::Ip)));
    assert_eq!(page.text(), format!("look: {half}"));
    let id = Field::EndpointId(NodeAt::Ticket(0));
    page.edit(DraftEdit::Text(id, "0a".repeat(32)));
    assert!(page.document().expect("a ticket").value.is_some());
    assert!(page.text().starts_with("look: endpoint"));
}

#[test]
fn history_is_not_endless() {
    let mut session = Session::new("");
    for round in 0..HISTORY * 2 {
        session.replace(&round.to_string());
    }
    let mut undone = 0;
    while session.can_undo() {
        session.undo();
        undone += 1;
    }
    assert_eq!(undone, HISTORY);
}

#[test]
fn what_is_mended_stands_in_the_message_and_can_be_undone() {
    let (node, link) = (example("node ticket"), example("eidetica link"));
    let message = format!("join {node}, or {link}");
    let mut page = Page::new(&message);
    let document = page.document().expect("a node ticket");
    let mended = Written {
        kind: Kind::Endpoint,
        text: example("endpoint ticket").into(),
    };
    page.session.mend(mended, Target::from(&document));
    let expected = message.replace(node, example("endpoint ticket"));
    assert_eq!(page.text(), expected);
    assert_eq!(
        page.document().map(|document| document.kind),
        Some(Kind::Endpoint)
    );
    assert_eq!(page.explained().report.found.len(), 2);
    page.session.undo();
    assert_eq!(page.text(), message);
    assert_eq!(page.document().map(|document| document.kind), Some(Kind::Node));
    page.session.redo();
    assert_eq!(page.text(), expected);
}

// ---------------------------------------------------------------------------------------------------- many findings

/// A log with so many tickets, each of an endpoint with an address of its own.
fn log(tickets: usize) -> String {
    let ticket = example("endpoint ticket");
    (0..tickets).map(|at| format!("{at} joined {ticket}\n")).collect()
}

#[test]
fn a_finding_beyond_those_that_are_explained_can_be_looked_at_and_worked_on() {
    let beyond = ticket::limits::FINDINGS + 50;
    let log = log(beyond + 10);
    let mut page = Page::new(&log);
    page.session.choose(beyond);
    let explained = page.explained();
    assert_eq!(explained.place, Some(beyond));
    assert_eq!(
        explained.chosen,
        Some(ticket::limits::FINDINGS),
        "it comes after the others"
    );
    assert_eq!(explained.report.found.len() + explained.report.more, beyond + 10);
    let line = log.lines().nth(beyond).expect("a line");
    let span = page.document().expect("it is explained").span;
    assert_eq!(log.get(span.start..span.end), line.split(' ').nth(2));
    let mended = Written {
        kind: Kind::Endpoint,
        text: "endpointx".into(),
    };
    let document = page.document().expect("it is explained");
    page.session.mend(mended, Target::from(&document));
    let changed: Vec<(usize, String)> = (0..)
        .zip(page.text().lines().map(String::from))
        .filter(|(at, line)| log.lines().nth(*at) != Some(line))
        .collect();
    assert_eq!(changed, [(beyond, format!("{beyond} joined endpointx"))]);
    page.session.choose(beyond + 500);
    assert_eq!(
        page.explained().place,
        Some(beyond + 8),
        "the last, where there are not so many"
    );
}
