//! What was pasted, cut into the pieces that the coloured text is painted of: fields, what was cleaned away between them,
//! other findings, and what stands around. Without views, and with native tests.

use crate::ticket::{Document, Report, Secrets, Severity, Span};

/// A piece of what was pasted. The pieces follow each other, and together they are the whole text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands in the text, in bytes.
    pub span: Span,
    /// What it is.
    pub what: What,
    /// There is a secret in it, or what may be one, and it is not to be shown.
    pub hidden: bool,
    /// The index of the worst diagnostic about this place.
    pub fault: Option<usize>,
}

/// What a piece of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A part of the finding that is looked at: the node with this index.
    Field(usize),
    /// Not read by the parsers: cleaned away between the parts of the finding that is looked at.
    Cleaned,
    /// The finding with this index, which is not looked at.
    Other(usize),
    /// Nothing that is explained.
    Around,
}

/// Cuts a text of so many bytes. Of the finding that is looked at the first `limit` parts get a piece each.
pub fn pieces(
    length: usize,
    report: &Report,
    chosen: Option<usize>,
    secrets: Secrets,
    limit: usize,
) -> Vec<Piece> {
    let mut cutter = Cutter {
        pieces: Vec::new(),
        done: 0,
        secrets,
    };
    for (index, document) in report.found.iter().enumerate() {
        cutter.cut(document.span.start, What::Around, None);
        if chosen == Some(index) {
            let segments = document.segments();
            for (node, span) in segments.into_iter().take(limit) {
                for place in places(document, span) {
                    cutter.cut(place.start, What::Cleaned, Some(document));
                    cutter.cut(place.end, What::Field(node), Some(document));
                }
            }
            cutter.cut(document.span.end, What::Cleaned, Some(document));
        } else {
            cutter.cut(document.span.end, What::Other(index), Some(document));
        }
    }
    cutter.cut(length, What::Around, None);
    cutter.pieces
}

/// Where a part of the text that the parsers are given stands in what was pasted: more than one place where something
/// was cleaned away inside of it.
fn places(document: &Document, span: Span) -> Vec<Span> {
    let mut places: Vec<Span> = Vec::new();
    for at in span.start..span.end {
        let place = document.project(0, Span::sized(at, 1));
        match places.last_mut() {
            // The bytes of one escape all stand at its place.
            Some(last) if last.end >= place.start => last.end = last.end.max(place.end),
            _ => places.push(place),
        }
    }
    places
}

struct Cutter {
    pieces: Vec<Piece>,
    done: usize,
    secrets: Secrets,
}

impl Cutter {
    /// Everything up to `end` that is not in a piece yet is this, in as many pieces as have something of their own.
    fn cut(&mut self, end: usize, what: What, document: Option<&Document>) {
        while self.done < end {
            let rest = Span::new(self.done, end);
            let hidden = document
                .filter(|_| self.secrets == Secrets::Masked)
                .and_then(|document| first_that_touches(&document.secrets, rest));
            let (hidden, until) = match hidden {
                Some(secret) if secret.start <= rest.start => (true, secret.end),
                Some(secret) => (false, secret.start),
                None => (false, end),
            };
            let piece = Span::new(rest.start, until.min(end));
            let (fault, span) = match (what, document) {
                (What::Field(_), Some(document)) => fault(document, piece),
                _ => (None, piece),
            };
            self.done = span.end;
            self.pieces.push(Piece {
                span,
                what,
                hidden,
                fault,
            });
        }
    }
}

fn first_that_touches(secrets: &[Span], span: Span) -> Option<Span> {
    let at = secrets.partition_point(|secret| secret.end <= span.start);
    secrets.get(at).filter(|secret| secret.start < span.end).copied()
}

/// The worst diagnostic about the beginning of a place, and how far it reaches. What is said of the whole finding is said
/// of no place in it.
fn fault(document: &Document, span: Span) -> (Option<usize>, Span) {
    let places = document.diagnostics.iter().enumerate();
    let faults = places.filter(|(_, diagnostic)| {
        diagnostic.severity != Severity::Note
            && diagnostic.text != document.span
            && diagnostic.text.touches(span)
            && !diagnostic.text.is_empty()
    });
    let mut end = span.end;
    let mut worst: Option<(usize, Severity)> = None;
    for (index, diagnostic) in faults {
        if diagnostic.text.start > span.start {
            end = end.min(diagnostic.text.start);
            continue;
        }
        end = end.min(diagnostic.text.end);
        if worst.is_none_or(|(_, severity)| diagnostic.severity < severity) {
            worst = Some((index, diagnostic.severity));
        }
    }
    (worst.map(|(index, _)| index), Span::new(span.start, end))
}

/// The piece that holds the byte at `at`, and its index.
pub fn piece_at(pieces: &[Piece], at: usize) -> Option<(usize, &Piece)> {
    let index = pieces.partition_point(|piece| piece.span.end <= at);
    Some((index, pieces.get(index)?))
}

#[cfg(all(test, feature = "native"))]
mod tests {
    use super::*;
    use crate::native::Native;
    use crate::ticket::{examples, explore};

    fn cut(text: &str, chosen: usize, secrets: Secrets) -> (Report, Vec<Piece>) {
        let report = explore(text, &Native);
        let pieces = pieces(text.len(), &report, Some(chosen), secrets, usize::MAX);
        (report, pieces)
    }

    #[test]
    fn the_pieces_of_every_example_are_the_whole_text_in_its_order() {
        for example in examples::all() {
            let (report, pieces) = cut(example.text, 0, Secrets::Masked);
            let mut done = 0;
            for piece in &pieces {
                assert_eq!(piece.span.start, done, "{}", example.name);
                assert!(!piece.span.is_empty() && example.text.is_char_boundary(piece.span.end));
                done = piece.span.end;
            }
            assert_eq!(done, example.text.len(), "{}", example.name);
            for secret in report.found.iter().flat_map(|document| &document.secrets) {
                let shown = pieces
                    .iter()
                    .find(|piece| !piece.hidden && piece.span.touches(*secret));
                assert_eq!(shown, None, "{}", example.name);
            }
        }
    }

    #[test]
    fn what_was_cleaned_away_is_in_no_field() {
        let ticket = examples::all().find(|example| example.name == "endpoint ticket");
        let ticket = ticket.unwrap().text;
        let (head, tail) = ticket.split_at(40);
        let text = format!("see {head}\n> {tail} thanks");
        let (_, pieces) = cut(&text, 0, Secrets::Masked);
        let fields = pieces.iter().filter(|piece| matches!(piece.what, What::Field(_)));
        let fields: String = fields.map(|piece| piece.span.of(&text)).collect();
        assert_eq!(fields, ticket);
        let of = |what: What| {
            let pieces = pieces.iter().filter(|piece| piece.what == what);
            pieces.map(|piece| piece.span.of(&text)).collect::<Vec<_>>()
        };
        assert_eq!(of(What::Cleaned), ["\n> "]);
        assert_eq!(of(What::Around), ["see ", " thanks"]);
    }

    #[test]
    fn of_several_findings_one_is_taken_apart_and_the_secrets_of_all_are_hidden() {
        let example = |name: &str| examples::all().find(|example| example.name == name).unwrap().text;
        let (link, doc) = (example("eidetica link"), example("doc ticket, write"));
        let text = format!("{link} and {doc}");
        let (report, pieces) = cut(&text, 0, Secrets::Masked);
        assert!(report.found[1].has_secret());
        assert!(
            pieces
                .iter()
                .any(|piece| piece.what == What::Other(1) && piece.hidden)
        );
        assert!(
            pieces
                .iter()
                .any(|piece| piece.what == What::Other(1) && !piece.hidden)
        );
        let (_, pieces) = cut(&text, 0, Secrets::Revealed);
        assert!(!pieces.iter().any(|piece| piece.hidden));
    }

    #[test]
    fn a_fault_has_the_place_that_it_is_about() {
        let ticket = examples::all().find(|example| example.name == "endpoint ticket");
        let broken = ticket.unwrap().text.replace("endpoint", "endpoint!");
        let text = format!("{broken} ");
        let (report, pieces) = cut(&text, 0, Secrets::Masked);
        for piece in pieces.iter().filter(|piece| piece.fault.is_some()) {
            let about = &report.found[0].diagnostics[piece.fault.unwrap()];
            assert!(about.text.start <= piece.span.start && piece.span.end <= about.text.end);
        }
        let of = |at: usize| piece_at(&pieces, at).map(|(_, piece)| piece.span);
        assert!(of(0).is_some_and(|span| span.start == 0));
        assert_eq!(of(text.len()), None);
    }
}
