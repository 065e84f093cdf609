//! Findings as rows: what a row says, which rows a view shows, and that an input of any length is read in windows as it
//! would be read at once.

mod common;

use common::random::{Maker, Random, ids};
use common::ticket;
use serde_json::{Value, json};
use std::cell::Cell;
use std::collections::VecDeque;
use std::io::{self, Read};
use ticket_explorer::cli::windows::{self, Size};
use ticket_explorer::native::Native;
use ticket_explorer::ticket::render::table::{Column, Gives, GroupBy, Line, Lines, Only, Order, Row, View};
use ticket_explorer::ticket::wire::{encode, layout};
use ticket_explorer::ticket::{self, Answer, Checks, HeadlineTone, Kind, Severity, Span, Ticket};

const ENDPOINT: &str = "endpointacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaa";
const ID: &str = "8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c";
/// A write ticket that these tests made: its secret is 32 times 05.
const WRITE: &str = "docaaacabifaucqkbifaucqkbifaucqkbifaucqkbifaucqkbifaucqkbifagfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaa";
/// The public key of that secret.
const NAMESPACE: &str = "6e7a1cdd29b0b78fd13af4c5598feff4ef2a97166e3ca6f2e4fbfccd80505bf1";

fn rows(text: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut lines = Lines::new(text, 1);
    ticket::list(text, true, &Native, &mut |document| {
        rows.push(Row::of(&document, rows.len(), lines.line(document.span.start)));
    });
    rows
}

/// An endpoint ticket with these addresses.
fn endpoint(relay: &str, addresses: &[&str]) -> String {
    let mut words = vec!["build", "endpoint", "--id", ID];
    if !relay.is_empty() {
        words.extend(["--relay", relay]);
    }
    words.extend(addresses.iter().flat_map(|address| ["--ip", *address]));
    ticket(&words, b"").out.trim().to_owned()
}

/// Five findings: two of one endpoint, a document with its secret, half a ticket, a link.
fn sample() -> String {
    let near = endpoint("https://relay.example.org./", &["192.0.2.1:1", "192.0.2.2:2"]);
    let other = endpoint("https://b.example.org./", &[]);
    let half = &ENDPOINT[..40];
    format!(
        "a {near}\n\n{other} {WRITE}\n{half}\neidetica:?db=orders&pr=http:192.0.2.7:8080&pr=iroh:{ENDPOINT}&pr=iroh:{near}"
    )
}

#[test]
fn a_row_says_what_fits_in_a_line() {
    let rows = rows(&sample());
    let lines: Vec<usize> = rows.iter().map(|row| row.line).collect();
    assert_eq!(lines, [1, 3, 3, 4, 5]);
    let [near, other, write, half, link] = &rows[..] else {
        panic!("five");
    };
    assert_eq!(near.endpoints, [ID]);
    assert_eq!(near.relays, ["https://relay.example.org./"]);
    assert_eq!(near.addresses, ["192.0.2.1:1", "192.0.2.2:2"]);
    assert_eq!((near.gives, near.fault), (Gives::Nothing, None));
    assert_eq!((near.database.as_deref(), near.subject()), (None, ID));
    assert_eq!(near.tone, Some(HeadlineTone::Good));
    assert_eq!(near.layout, Some("E1"));
    assert_eq!(other.addresses, [""; 0]);
    assert_eq!(write.database.as_deref(), Some(NAMESPACE));
    assert_eq!(
        (write.gives, write.endpoints.as_slice()),
        (Gives::Secret, [ID.to_owned()].as_slice())
    );
    assert_eq!((half.gives, half.fault), (Gives::Maybe, Some(Severity::Error)));
    assert_eq!(
        (half.subject(), half.codes.as_slice()),
        ("", ["cut-off"].as_slice())
    );
    assert_eq!(link.subject(), "orders");
    assert_eq!(link.endpoints, [ID], "once, though two peers have it");
    assert_eq!(link.addresses, ["192.0.2.7:8080", "192.0.2.1:1", "192.0.2.2:2"]);
    assert_eq!(
        link.cell(Column::Addresses),
        "192.0.2.7:8080, 192.0.2.1:1, 192.0.2.2:2"
    );
    for (index, row) in rows.iter().enumerate() {
        assert_eq!(row.index, index);
        assert_eq!(
            Column::ALL.map(|column| row.cell(column).contains("aucqkbifau")),
            [false; 7]
        );
    }
}

#[test]
fn an_id_alone_has_a_row() {
    let rows = rows(ID);
    assert_eq!(rows.len(), 1);
    // Half of all secret keys look like public ones: it is not said whose it is.
    assert_eq!(rows[0].kind, Kind::EndpointId);
    assert_eq!(rows[0].tone, None);
    assert!(!rows[0].headline.is_empty());
}

fn order(column: Column, is_descending: bool) -> View {
    View {
        order: Order {
            column,
            is_descending,
        },
        ..View::default()
    }
}

#[test]
fn rows_are_sorted_by_each_column_both_ways_and_stay_in_order_where_equal() {
    let rows = rows(&sample());
    let sorted = |column, is_descending| order(column, is_descending).rows(&rows);
    assert_eq!(sorted(Column::Line, false), [0, 1, 2, 3, 4]);
    assert_eq!(sorted(Column::Line, true), [4, 3, 1, 2, 0]);
    assert_eq!(sorted(Column::Kind, false), [2, 4, 0, 1, 3]);
    assert_eq!(
        sorted(Column::Id, false),
        [2, 0, 1, 4, 3],
        "what has none comes last"
    );
    assert_eq!(sorted(Column::Relay, false), [1, 0, 4, 2, 3]);
    assert_eq!(sorted(Column::Addresses, true), [4, 0, 1, 2, 3]);
    assert_eq!(sorted(Column::Secret, false), [2, 3, 0, 1, 4]);
    assert_eq!(sorted(Column::Headline, false)[0], 3, "the worst news first");
}

#[test]
fn rows_are_filtered_by_text_and_by_fault() {
    let rows = rows(&sample());
    let with = |text: &str, only| {
        let view = View {
            text: text.into(),
            only,
            ..View::default()
        };
        view.rows(&rows)
    };
    assert_eq!(with("", Only::All), [0, 1, 2, 3, 4]);
    assert_eq!(with(" RELAY.example ", Only::All), [0, 4]);
    assert_eq!(
        with(&ID[..12], Only::All),
        [0, 1, 2, 4],
        "also of those that are not the subject"
    );
    assert_eq!(with("cut-off", Only::All), [3]);
    assert_eq!(with("", Only::Errors), [3]);
    assert_eq!(with("", Only::Secrets), [2, 3]);
    assert_eq!(with("orders", Only::Errors), [0_usize; 0]);
    assert_eq!(with("", Only::Faults), [2, 3, 4]);
}

#[test]
fn rows_are_grouped_by_endpoint_and_by_database() {
    let rows = rows(&sample());
    let mut view = View {
        group: GroupBy::Endpoint,
        ..View::default()
    };
    let shown = view.rows(&rows);
    let lines = view.lines(&rows, &shown);
    let [Line::Group(one), Line::Group(none)] = &lines[..] else {
        panic!("{lines:?}");
    };
    assert_eq!((one.key.as_str(), one.rows, one.lines), (ID, 4, (1, 5)));
    assert_eq!(
        one.relays,
        ["https://relay.example.org./", "https://b.example.org./"]
    );
    assert_eq!((one.addresses, one.errors, one.is_open), (3, 0, false));
    assert_eq!((none.key.as_str(), none.rows, none.errors), ("", 1, 1));
    view.open.insert(ID.into());
    let lines = view.lines(&rows, &shown);
    let inside: Vec<&Line> = lines.iter().skip(1).take(4).collect();
    assert_eq!(
        inside,
        [&Line::Row(0), &Line::Row(1), &Line::Row(2), &Line::Row(4)]
    );
    view.group = GroupBy::Database;
    let keys: Vec<String> = view
        .lines(&rows, &shown)
        .into_iter()
        .filter_map(|line| match line {
            Line::Group(group) => Some(group.key),
            Line::Row(_) => None,
        })
        .collect();
    assert_eq!(keys, ["", NAMESPACE, "orders"]);
}

#[test]
fn csv_keeps_its_columns_and_runs_no_formula() {
    let text = "eidetica:?db=%3DHYPERLINK(%22x%22,1)&pr=http:192.0.2.7:8080";
    let rows = rows(text);
    let csv = rows[0].csv();
    assert!(csv.contains(r#","'=HYPERLINK(""x"",1)","#), "{csv}");
    assert!(csv.ends_with('\n') && csv.matches('\n').count() == 1);
    let head = ticket::render::table::CSV_HEAD;
    // Outside of quotes there are as many commas in each line.
    let bare: String = csv.split('"').step_by(2).collect();
    assert_eq!(bare.matches(',').count(), head.matches(',').count());
}

#[test]
fn the_tool_lists_for_people_and_programs_with_the_status_of_decode() {
    let text = sample();
    let people = ticket(&["list"], text.as_bytes());
    assert_eq!(people.status, 1);
    let lines: Vec<&str> = people.out.lines().collect();
    assert_eq!(lines.len(), 7, "{}", people.out);
    assert!(lines[0].starts_with("Line    Kind"), "{}", lines[0]);
    assert!(lines[1].contains("relay.example.org") && lines[1].contains("192.0.2.1:1 +1"));
    assert_eq!(lines[6], "5 found, 1 with errors, 1 with secrets");
    let csv = ticket(&["list", "--csv"], text.as_bytes());
    assert_eq!((csv.status, csv.out.lines().count()), (1, 6));
    let json = ticket(&["list", "--jsonl"], text.as_bytes());
    let found: Vec<Value> = json
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(found.len(), 5);
    assert_eq!(found[2]["secret"], "yes");
    assert_eq!(found[4]["database"], "orders");
    assert_eq!(found[4]["line"], 5);
    let span = &found[4]["span"];
    let start = text.find("eidetica").expect("a link");
    assert_eq!(*span, json!([start, text.len()]));
    assert_eq!(ticket(&["list", ENDPOINT], b"").status, 0);
    let nothing = ticket(&["list", "--csv", "hello"], b"");
    assert_eq!(nothing.status, 2);
    assert!(nothing.err.contains("Nothing found"));
}

// ------------------------------------------------------------------------------------------------------------ windows

fn listed(bytes: &[u8], size: Size) -> Vec<(usize, Span, Kind, String)> {
    let mut found = Vec::new();
    let read = windows::each(bytes, size, &mut |listed| -> io::Result<()> {
        let document = listed.document;
        found.push((
            listed.line,
            listed.span,
            document.kind,
            document.text().to_owned(),
        ));
        Ok(())
    });
    read.expect("bytes can be read");
    found
}

/// A log with tickets and links of all sorts in it: whole, wrapped, damaged, side by side, among bytes that are no text.
fn log(seed: u64, length: usize) -> Vec<u8> {
    let known = ids(seed, 3, |key| Native.endpoint_id(key) == Answer::Yes(()));
    let mut maker = Maker::new(seed, known);
    let mut random = Random(seed);
    let mut log = Vec::new();
    let mut tickets = Vec::new();
    while log.len() < length {
        let text = encode::to_text(&Ticket::Endpoint(maker.endpoint()), Kind::Endpoint, &layout::E1);
        let ticket = text.expect("a ticket");
        tickets.push(ticket.clone());
        match random.below(8) {
            0 => {
                let wrapped: Vec<&str> = (0..ticket.len())
                    .step_by(60)
                    .map(|at| &ticket[at..ticket.len().min(at + 60)])
                    .collect();
                log.extend(wrapped.join("\n> ").bytes());
            }
            1 => log.extend(maker.link(&tickets[tickets.len().saturating_sub(2)..]).bytes()),
            2 => log.extend(ticket[..ticket.len() / 2].bytes()),
            3 => log.extend(format!("{ticket} {ticket}").bytes()),
            4 => log.extend(random.bytes(20)),
            5 => log.extend("no ticket in this line, ".repeat(random.below(60)).bytes()),
            _ => log.extend(ticket.bytes()),
        }
        log.extend(random.pick(&["\n", "\r\n", " ", "\n\n"]).bytes());
    }
    log
}

#[test]
fn windows_find_what_is_found_at_once() {
    let mut found = 0;
    for seed in 1..12 {
        let log = log(seed, 200_000);
        let at_once = listed(
            &log,
            Size {
                window: 300_000,
                margin: 10_000,
            },
        );
        for window in [40_000, 64_000, 90_001] {
            let size = Size {
                window,
                margin: 12_000,
            };
            let in_windows = listed(&log, size);
            let differs = at_once.iter().zip(&in_windows).find(|(one, other)| one != other);
            assert_eq!(differs, None, "seed {seed}, window {window}");
            assert_eq!(at_once.len(), in_windows.len(), "seed {seed}, window {window}");
        }
        found += at_once.len();
    }
    assert!(found > 1000, "{found}");
}

#[test]
fn what_is_longer_than_a_window_is_passed() {
    let size = Size {
        window: 4_000,
        margin: 500,
    };
    let long = "&pr=http:192.0.2.7:8080".repeat(1_000);
    let text = format!("x eidetica:?db=orders{long}\n{ENDPOINT}\n");
    let found = listed(text.as_bytes(), size);
    let last = found.last().expect("findings");
    assert_eq!((last.0, last.3.as_str()), (2, ENDPOINT));
    assert_eq!(found[0].2, Kind::Eidetica);
}

/// Gives a ticket in a line, again and again, and nothing is kept of it.
struct Endless {
    line: Vec<u8>,
    at: usize,
    left: usize,
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = into.len().min(self.line.len() - self.at).min(self.left);
        into[..length].copy_from_slice(&self.line[self.at..self.at + length]);
        self.at = (self.at + length) % self.line.len();
        self.left -= length;
        Ok(length)
    }
}

#[test]
fn an_input_beyond_any_limit_is_read_to_its_end() {
    const LINES: usize = 20_000;
    let line = format!("2026-01-05T10:00:00Z INFO node::sync: joined {ENDPOINT}\n").into_bytes();
    let left = line.len() * LINES;
    assert!(left > 2 * ticket::limits::INPUT);
    let (mut found, mut last) = (0, (0, Span::default()));
    let mut take = |listed: &windows::Listed<'_>| -> io::Result<()> {
        found += 1;
        last = (listed.line, listed.span);
        Ok(())
    };
    windows::each(Endless { line, at: 0, left }, Size::default(), &mut take).expect("it can be read");
    assert_eq!(found, LINES);
    assert_eq!(last, (LINES, Span::new(left - 1 - ENDPOINT.len(), left - 1)));
}

/// A source that has one line at a time, and counts those that it has given.
struct LineByLine<'a> {
    lines: VecDeque<&'a [u8]>,
    given: &'a Cell<usize>,
}

impl Read for LineByLine<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let Some(line) = self.lines.front_mut() else {
            return Ok(0);
        };
        let length = line.read(into)?;
        if line.is_empty() {
            self.lines.pop_front();
            self.given.set(self.given.get() + 1);
        }
        Ok(length)
    }
}

#[test]
fn line_by_line_nothing_waits_for_what_comes_next() {
    let half = &ENDPOINT[..50];
    let long = "x".repeat(70_000);
    let text = format!(
        "joined {ENDPOINT}\nno ticket\n\n{long} {ENDPOINT} {long}\r\n{half}\n{ENDPOINT} {ENDPOINT}\nthe last: {ENDPOINT}"
    );
    // Of windows the long line fills two and more.
    let size = Size {
        window: 60_000,
        margin: 1000,
    };
    let given = Cell::new(0);
    let source = LineByLine {
        lines: text.as_bytes().split_inclusive(|byte| *byte == b'\n').collect(),
        given: &given,
    };
    let mut found = Vec::new();
    let mut take = |listed: &windows::Listed<'_>| -> io::Result<()> {
        assert!(given.get() <= listed.line, "the next line was waited for");
        assert_eq!(&text[listed.span.start..listed.span.end], listed.document.text());
        found.push(listed.line);
        Ok(())
    };
    windows::each_line(source, size, &mut take).expect("it can be read");
    assert_eq!(found, [1, 4, 5, 6, 6, 7]);
}

#[test]
fn line_by_line_is_said_what_is_said_of_the_whole() {
    let text = sample();
    for form in ["--csv", "--jsonl", "--color=never"] {
        let whole = ticket(&["list", form], text.as_bytes());
        let lines = ticket(&["list", form, "--line-buffered"], text.as_bytes());
        assert_eq!((whole.status, &whole.out), (lines.status, &lines.out));
        let given = ticket(&["list", form, "--line-buffered", &text], b"");
        assert_eq!(given.out, whole.out);
    }
    let wrapped = format!("{}\n{}\n", &ENDPOINT[..40], &ENDPOINT[40..]);
    assert_eq!(ticket(&["list", "--line-buffered"], wrapped.as_bytes()).status, 1);
}

/// Answers like `Native`, and counts how often it is asked about a key.
struct Counting(Cell<usize>);

impl Checks for Counting {
    fn endpoint_id(&self, key: &[u8; 32]) -> Answer<()> {
        self.0.set(self.0.get() + 1);
        Native.endpoint_id(key)
    }

    fn url(&self, text: &str) -> Answer<String> {
        Native.url(text)
    }

    fn public_key(&self, secret: &[u8; 32]) -> Answer<[u8; 32]> {
        Native.public_key(secret)
    }
}

#[test]
fn a_key_is_checked_once_for_all_rows() {
    let text = [ENDPOINT, WRITE, &ENDPOINT[..40], "\n"].join("\n").repeat(100);
    let counting = Counting(Cell::new(0));
    let mut found = Vec::new();
    ticket::list(&text, true, &counting, &mut |document| {
        found.push(document.sentence())
    });
    let mut plain = Vec::new();
    ticket::list(&text, true, &Native, &mut |document| {
        plain.push(document.sentence())
    });
    assert_eq!(found, plain);
    assert_eq!(found.len(), 300);
    assert!(counting.0.get() < 10, "asked {} times", counting.0.get());
}
