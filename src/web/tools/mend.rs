//! What makes a finding work: fixes of what is damaged, each tried before it is offered, and the newer form of what is old.
//! What is lost is said first, and what takes the finding's place can be undone.

use super::super::parts::Button;
use super::super::session::Written;
use super::super::shell::clipboard;
use super::super::state::{State, state};
use crate::ticket::explain::fix::{Fix, Repair};
use crate::ticket::make::convert::{Conversion, Target, conversions};
use crate::ticket::make::repair::{Budget, repairs};
use crate::ticket::words::list;
use crate::ticket::{Kind, Secrets};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

/// Trying takes time, so it begins when nothing has changed for so many milliseconds.
const PAUSE: u32 = 250;

/// What came of trying.
#[derive(Clone, Debug, Default, PartialEq)]
struct Tried {
    repairs: Vec<Repair>,
    forms: Vec<Conversion>,
}

/// A text that can take the place of the finding.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Offer {
    /// What it is, as a command.
    label: String,
    /// What comes of it.
    outcome: String,
    /// What is lost by it; empty for nothing.
    losses: String,
    written: Written,
}

/// Everything that can take the place of the finding.
#[component]
pub fn Mend() -> impl IntoView {
    let state = state();
    let tried = LocalResource::new(move || {
        let (document, checks) = (state.document.get(), state.checks());
        async move {
            let document = document?;
            TimeoutFuture::new(PAUSE).await;
            let repairs = repairs(&document, &mut Budget::default(), &checks).into_iter();
            let tried = Tried {
                repairs: repairs.map(|(_, repair)| repair).collect(),
                forms: conversions(&document, &checks),
            };
            Some((document, tried))
        }
    });
    let tried = Memo::new(move |_| match (tried.get().flatten(), state.document.get()) {
        (Some((about, tried)), Some(document)) if about == document => tried,
        // What mends another text mends nothing.
        _ => Tried::default(),
    });
    let offers = Memo::new(move |_| offers(state, &tried.read()));
    // Why there is no fix, or none that is certain.
    let reasons = move || {
        let repairs = &tried.read().repairs;
        let more: usize = repairs.iter().map(|repair| repair.more).sum();
        let more = (more > 0).then(|| format!("{more} more readings are just as likely."));
        let reasons = repairs.iter().filter_map(|repair| repair.reason.as_ref());
        let reasons = reasons.map(|reason| reason.to_string()).chain(more);
        reasons
            .map(|text| view! { <p class="quiet">{text}</p> })
            .collect_view()
    };
    let row = move |offer: Offer| {
        let take = {
            let (written, label) = (offer.written.clone(), offer.label.clone());
            move |()| {
                state.work(|session, target, _| {
                    if let Some(target) = target {
                        session.mend(written.clone(), target);
                    }
                });
                state.focus_answer();
                state.say(&format!("{label}: done. Undo brings the old one back."));
            }
        };
        let copy = {
            let text = offer.written.text.clone();
            move |()| clipboard::copy(state.toasts, "the new one", &text)
        };
        view! {
            <li>
                <p>
                    <b>{offer.label.clone()}</b>
                    <span>{offer.outcome}</span>
                    {(!offer.losses.is_empty()).then(|| view! { <span class="loss">{offer.losses}</span> })}
                </p>
                <div class="buttons">
                    <Button label="Do it" name=format!("Do it: {}", offer.label) on_press=take/>
                    <Button label="Copy the new one" on_press=copy/>
                </div>
            </li>
        }
    };
    let is_empty = Memo::new(move |_| offers.read().is_empty());
    view! {
        {reasons}
        <ul class="offers" aria-label="What can be done" hidden=move || is_empty.get()>
            <For each=move || offers.get() key=Offer::clone children=row/>
        </ul>
    }
}

fn offers(state: State, tried: &Tried) -> Vec<Offer> {
    let Some(kind) = state.document.read().as_ref().map(|document| document.kind) else {
        return Vec::new();
    };
    let secrets = state.secrets();
    let fixes: Vec<&Fix> = tried.repairs.iter().flat_map(|repair| &repair.fixes).collect();
    // Behind a mask several fixes can read the same.
    let same = |one: &&Fix, other: &&Fix| one.label(secrets) == other.label(secrets);
    let fixed_all = fixes.chunk_by(same).flat_map(|ways| {
        let of = ways.len();
        ways.iter()
            .zip(1..)
            .map(move |(fix, way)| fixed(fix, secrets, way, of))
    });
    // An id has its encodings in the menu that copies it.
    let is_offered = |form: &&Conversion| form.is_current && !matches!(form.target, Target::Encoding(_));
    let forms = tried.forms.iter().filter(is_offered);
    fixed_all
        .chain(forms.map(|form| conversion(form, kind)))
        .collect()
}

/// A fix, and which of how many that read the same.
fn fixed(fix: &Fix, secrets: Secrets, way: usize, of: usize) -> Offer {
    let label = fix.label(secrets);
    Offer {
        label: match of {
            1 => label.into(),
            _ => format!("{label}, way {way} of {of}"),
        },
        outcome: format!("Then {}.", fix.outcome()),
        losses: String::new(),
        written: Written {
            kind: fix.kind,
            text: fix.text.clone(),
        },
    }
}

fn conversion(form: &Conversion, kind: Kind) -> Offer {
    let kind = match form.target {
        Target::Ticket(kind, _) => kind,
        Target::Link | Target::Encoding(_) => kind,
    };
    let mut losses = Vec::new();
    if !form.losses.is_empty() {
        losses.push(format!("Lost: {}.", list(&form.losses)));
    }
    losses.extend(
        form.unread_by
            .iter()
            .map(|who| format!("No longer read by {who}.")),
    );
    Offer {
        label: ["Convert to ", &form.label].concat(),
        outcome: match form.accepted_by.as_slice() {
            [] => String::new(),
            parsers => {
                let names: Vec<String> = parsers.iter().map(|parser| parser.name().into()).collect();
                format!("Read by {}.", list(&names))
            }
        },
        losses: losses.join(" "),
        written: Written {
            kind,
            text: form.text.clone(),
        },
    }
}
