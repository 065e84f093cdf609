//! No fix that is offered is refused by the real parser that it names.
//!
//! `TICKET_CASES` sets the number of cases.

use reference::random::{cases, damage_text};
use reference::{ask, encode, maker};
use ticket_explorer::native::Native;
use ticket_explorer::ticket::{Kind, explore, make::repair};

#[test]
fn the_parsers_that_a_fix_names_accept_its_text() {
    let mut maker = maker(91);
    let kinds = [Kind::Endpoint, Kind::Node, Kind::Blob, Kind::Doc, Kind::Services];
    let mut asked = 0;
    let all = cases(100_000) / 100;
    for case in 0..all {
        let kind = kinds[case % kinds.len()];
        let whole = encode(&maker.ticket(kind), kind);
        let at = kind.prefix().len() + case % (whole.len() - kind.prefix().len() - 2);
        let (head, tail) = whole.split_at(at);
        let damaged = match case / kinds.len() % 8 {
            0 => format!("{head}0{}", &tail[1..]),
            1 => format!("{head}1{}", &tail[1..]),
            2 => format!("{head}{}", &tail[1..]),
            3 => format!("{head}{}{tail}", &tail[..1]),
            4 => whole.to_ascii_uppercase(),
            5 => format!("{whole}thanks"),
            6 => whole.replacen(kind.prefix(), "blob", 1),
            _ => damage_text(&mut maker.random, &whole),
        };
        let text = match case / 40 % 3 {
            0 if kind == Kind::Endpoint => {
                format!(
                    "eidetica:?db=bafyr4ihkr4ld3m4gqkjf4reryxsy2s5tkbxprqk0w6fin2iiyvreuzzab4&pr=iroh:{damaged}"
                )
            }
            _ => damaged,
        };
        let mut report = explore(&text, &Native);
        repair::report(&mut report, &Native);
        let diagnostics = report.found.iter().flat_map(|found| &found.diagnostics);
        for fix in diagnostics.flat_map(|diagnostic| &diagnostic.repair.fixes) {
            assert!(!fix.accepted_by.is_empty(), "{text}: {fix:?}");
            for parser in &fix.accepted_by {
                let answer = ask(*parser, &fix.text, "services");
                assert!(answer.is_ok(), "{text}: {fix:?}: {answer:?}");
                asked += 1;
            }
        }
    }
    println!("{all} damaged texts, {asked} times a parser was asked about a fix");
    assert!(asked > all / 4, "only {asked} of {all}");
}
