//! The answer: what it is in a sentence, what works with it in a line, and behind that the real parsers one by one.

use super::parts::Tone;
use super::state::state;
use crate::ticket::explain::headline::{HeadlineTone, VerdictTone};
use crate::ticket::find::NOTHING;
use crate::ticket::words::visible;
use crate::ticket::{Document, Role, Secrets, Verdict};
use leptos::prelude::*;

/// What is said about the text. Two texts about which the same is said leave the answer alone, and it is not read aloud
/// again.
#[derive(Clone, Debug, PartialEq)]
enum Answer {
    /// There is no text.
    Empty,
    /// The form holds nothing complete.
    Unfinished,
    /// Nothing was found in the text.
    Nothing,
    /// What was found.
    Found {
        sentence: String,
        headline: Option<(Tone, String)>,
        verdicts: Vec<Line>,
    },
}

/// What one parser says.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    class: &'static str,
    sign: &'static str,
    /// The part that it is about; empty for the whole.
    part: String,
    parser: &'static str,
    says: String,
    about: &'static str,
}

/// The answer to what is in the input.
#[component]
pub fn Answer() -> impl IntoView {
    let state = state();
    let answer = Memo::new(move |_| match &*state.document.read() {
        Some(document) => found(document, state.secrets()),
        None if state.editing.get() && state.is_unfinished() => Answer::Unfinished,
        None if state.text.read().trim().is_empty() => Answer::Empty,
        None => Answer::Nothing,
    });
    let heading = move |text: String| {
        view! { <h2 class="sentence" tabindex="-1" node_ref=state.heading>{text}</h2> }
    };
    let draw = move || {
        match answer.get() {
        Answer::Empty => ().into_any(),
        Answer::Unfinished => view! {
            {heading("Not complete yet.".into())}
            <p class="quiet">"The form says what is missing."</p>
        }
        .into_any(),
        Answer::Nothing => view! {
            {heading(NOTHING.into())}
            <p class="quiet">
                "A link starts with eidetica:?db= and a ticket with endpoint, node, blob or doc, and both go on without a \
                 space. An EndpointId, a CID or a relay’s URL is recognised when it stands alone. Tickets of other kinds are read by Rust source: Your own types, above."
            </p>
        }
        .into_any(),
        Answer::Found { sentence, headline, verdicts } => view! {
            {heading(sentence)}
            {match headline {
                Some((tone, text)) => view! { <Parsers tone text verdicts/> }.into_any(),
                None => list(verdicts).into_any(),
            }}
        }
        .into_any(),
    }
    };
    view! { <div id="answer" role="status">{draw}</div> }
}

/// What works with it. The parsers fold out of it.
#[component]
fn Parsers(
    /// How good the news is.
    tone: Tone,
    /// The news.
    text: String,
    /// What each parser says.
    verdicts: Vec<Line>,
) -> impl IntoView {
    view! {
        <details class="parsers">
            <summary class=tone.class()>
                <span aria-hidden="true">{tone.icon()} " "</span>
                {text}
            </summary>
            {list(verdicts)}
        </details>
    }
}

fn list(verdicts: Vec<Line>) -> impl IntoView {
    let line = |line: Line| {
        view! {
            <li class=line.class>
                <span aria-hidden="true">{line.sign}</span>
                <b>{[&line.part, line.parser].concat()}</b>
                <span>{line.says}</span>
                <small>{line.about}</small>
            </li>
        }
    };
    view! {
        <ul class="verdicts" aria-label="What the parsers say">
            {verdicts.into_iter().map(line).collect_view()}
        </ul>
    }
}

fn found(document: &Document, secrets: Secrets) -> Answer {
    let own = document.verdicts.iter().map(|own| (String::new(), own));
    let nested = document
        .nested
        .iter()
        .map(|(node, nested)| (part(document, *node), nested));
    let headline = document.headline().map(|headline| {
        let tone = match headline.tone {
            HeadlineTone::Good => Tone::Good,
            HeadlineTone::Caution => Tone::Warning,
            HeadlineTone::Bad => Tone::Error,
        };
        (tone, headline.text)
    });
    Answer::Found {
        sentence: document.sentence(),
        headline,
        verdicts: own
            .chain(nested)
            .map(|(part, verdict)| line(document, part, verdict, secrets))
            .collect(),
    }
}

fn line(document: &Document, part: String, verdict: &Verdict, secrets: Secrets) -> Line {
    let (class, sign) = match document.tone(verdict) {
        VerdictTone::Accepts => ("good", "✓"),
        VerdictTone::AcceptsButDrops => ("warning", "✓"),
        VerdictTone::Rejects => ("error", "✗"),
        // It concerns nobody, so it is no alarm.
        VerdictTone::RejectsIrrelevant => ("quiet", "–"),
    };
    Line {
        class,
        sign,
        part,
        parser: verdict.parser.name(),
        says: match document.reason(verdict, secrets) {
            Some(reason) => [" rejects: ", &visible(&reason)].concat(),
            None => [" ", &verdict.sentence()].concat(),
        },
        about: verdict.parser.about(),
    }
}

/// The part of a link that a nested ticket belongs to: `peer 2 `.
fn part(document: &Document, node: usize) -> String {
    let mut around = Some(node);
    while let Some(index) = around {
        match document.nodes.get(index) {
            Some(node) if node.role == Role::Param => {
                return [
                    document.name(node),
                    " ",
                    &(node.index.unwrap_or(0) + 1).to_string(),
                    " ",
                ]
                .concat();
            }
            _ => around = document.parent(index),
        }
    }
    String::new()
}
