//! Damaged tickets and links are mended, or the reason why not is said; nothing is guessed in silence.
//!
//! Each kind of damage is done at fifty places of the recorded tickets and links. What comes of it is counted in
//! docs/repair.md: `BLESS=1 cargo test --features cli --test repair` writes it anew. `SHOW=1` prints what failed.

mod common;

use common::random::Random;
use common::vectors;
use std::fmt::Write;
use std::{env, fs};
use ticket_explorer::native::Native;
use ticket_explorer::ticket::explain::fix::{Loss, Reason};
use ticket_explorer::ticket::make::repair::{self, Budget, mend, repairs};
use ticket_explorer::ticket::{self as core, Kind, Severity, explore};

/// How many places each kind of damage is done at.
const PLACES: usize = 50;

/// Tickets and links as programs write them: whole, and accepted as they stand.
fn texts() -> Vec<(Kind, String)> {
    let mut texts: Vec<(Kind, String)> = Vec::new();
    // The secret of this API is 32 times 05.
    let api = "servicesaaqakbifaucqkbifaucqkbifaucqkbifaucqkbifaucqkbifaucqkbmkrdr525aj6gk72uw3fu6luxlszjtqtpy5sqjbx43uraa3id3plqaa";
    let inputs = vectors::all().into_iter().map(|vector| vector.input);
    for input in inputs.chain([api.to_owned()]) {
        let report = explore(&input, &Native);
        let [document] = report.found.as_slice() else {
            continue;
        };
        let is_good = document.exact
            && document.canonical.as_deref() == Some(&input)
            && document.verdicts.iter().any(|verdict| verdict.accepts)
            && document.nested.iter().all(|(_, verdict)| verdict.accepts)
            && !document
                .diagnostics
                .iter()
                .any(|it| it.severity != Severity::Note && it.code != core::Code::Secret)
            && (60..600).contains(&input.len());
        // A key of zeros is no word that anybody would take for a ticket.
        let is_plain = !input.contains("aaaaaaaaaaaaaaaaaaaaaaaa") && !input.contains("pr=:");
        let is_good = is_good && is_plain;
        let is_kind = !document.kind.prefix().is_empty() || document.kind == Kind::Eidetica;
        if is_good && is_kind {
            texts.push((document.kind, input));
        }
    }
    texts
}

/// What a kind of damage makes of a text, at a place of the payload or of the whole; `None` where it does not apply.
type Made = fn(&str, usize, &mut Random) -> Option<String>;

/// Which texts a kind of damage is done to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum To {
    Tickets,
    Links,
    Hints,
    All,
}

struct Way {
    name: &'static str,
    to: To,
    /// How many of a hundred come right, or end in an exact reason or in readings with the right one among them.
    floor: usize,
    made: Made,
}

fn prefix_len(text: &str) -> usize {
    core::find::ticket_kind(text).map_or(0, |kind| kind.prefix().len())
}

/// The place of one of these characters, the next from `at` on.
fn next(text: &str, at: usize, symbols: &str, from: usize) -> Option<usize> {
    let places: Vec<usize> = text
        .char_indices()
        .filter(|(place, symbol)| *place >= from && symbols.contains(*symbol))
        .map(|(place, _)| place)
        .collect();
    let first = places.partition_point(|place| *place < at);
    places.get(first).or(places.first()).copied()
}

/// Replaces one of the characters by what it is mistaken for.
fn mistaken(text: &str, at: usize, pairs: &[(char, char)]) -> Option<String> {
    let symbols: String = pairs.iter().map(|(from, _)| *from).collect();
    let from = if text.starts_with("eidetica") {
        text.find("db=")? + 3
    } else {
        prefix_len(text)
    };
    let place = next(text, at, &symbols, from)?;
    let symbol = text[place..].chars().next()?;
    let (_, to) = pairs.iter().find(|(from, _)| *from == symbol)?;
    Some(format!("{}{to}{}", &text[..place], &text[place + 1..]))
}

fn fold(text: &str, width: usize) -> Vec<String> {
    let symbols: Vec<char> = text.chars().collect();
    symbols.chunks(width).map(|line| line.iter().collect()).collect()
}

fn ways() -> Vec<Way> {
    let mut ways = Vec::new();
    let mut add = |name, to, floor, made: Made| {
        ways.push(Way {
            name,
            to,
            floor,
            made,
        })
    };
    use To::{All, Hints, Links, Tickets};
    add("all in upper case", All, 100, |text, _, _| {
        Some(text.to_ascii_uppercase())
    });
    add("a capital at the beginning", All, 100, |text, _, _| {
        Some(format!("{}{}", text[..1].to_ascii_uppercase(), &text[1..]))
    });
    add("a colon after the prefix", Tickets, 100, |text, _, _| {
        let length = prefix_len(text);
        Some(format!("{}:{}", &text[..length], &text[length..]))
    });
    add("the prefix is lost", Tickets, 100, |text, _, _| {
        Some(text[prefix_len(text)..].to_owned())
    });
    add("a letter of the prefix is lost", Tickets, 100, |text, at, _| {
        let at = at % prefix_len(text);
        Some(format!("{}{}", &text[..at], &text[at + 1..]))
    });
    add(
        "two letters of the prefix are swapped",
        Tickets,
        100,
        |text, at, _| {
            let at = at % (prefix_len(text) - 1);
            let (one, other) = (&text[at..=at], &text[at + 1..at + 2]);
            (one != other).then(|| format!("{}{other}{one}{}", &text[..at], &text[at + 2..]))
        },
    );
    add("the prefix of another kind", Tickets, 100, |text, at, _| {
        let length = prefix_len(text);
        let others = ["endpoint", "node", "blob", "doc", "services"];
        let other = others[at % others.len()];
        (other != &text[..length]).then(|| format!("{other}{}", &text[length..]))
    });
    add("`o` read as `0`", All, 90, |text, at, _| {
        mistaken(text, at, &[('o', '0')])
    });
    add("`l` read as `1`", All, 90, |text, at, _| {
        mistaken(text, at, &[('l', '1')])
    });
    add("`i` read as `1`", All, 90, |text, at, _| {
        mistaken(text, at, &[('i', '1')])
    });
    add("`b` read as `8`", All, 90, |text, at, _| {
        mistaken(text, at, &[('b', '8')])
    });
    add("`g` or `q` read as `9`", All, 90, |text, at, _| {
        mistaken(text, at, &[('g', '9'), ('q', '9')])
    });
    add("two letters read as `0` and `1`", Tickets, 90, |text, at, _| {
        mistaken(&mistaken(text, at, &[('o', '0')])?, at, &[('l', '1'), ('i', '1')])
    });
    add(
        "a letter read as another (`l` `i`, `2` `z`, `5` `s`, `6` `b`, `u` `v`)",
        All,
        10,
        |text, at, _| {
            mistaken(
                text,
                at,
                &[
                    ('l', 'i'),
                    ('i', 'l'),
                    ('2', 'z'),
                    ('z', '2'),
                    ('5', 's'),
                    ('s', '5'),
                    ('6', 'b'),
                    ('u', 'v'),
                    ('v', 'u'),
                ],
            )
        },
    );
    add(
        "a Cyrillic letter that looks the same",
        Tickets,
        90,
        |text, at, _| {
            mistaken(
                text,
                at,
                &[
                    ('a', 'а'),
                    ('e', 'е'),
                    ('o', 'о'),
                    ('c', 'с'),
                    ('p', 'р'),
                    ('x', 'х'),
                ],
            )
        },
    );
    add("one character is missing", All, 90, |text, at, _| {
        let at = at
            .max(prefix_len(text))
            .max(if text.starts_with("eid") { 13 } else { 0 });
        Some(format!("{}{}", &text[..at], &text[at + 1..]))
    });
    add("one character is doubled", All, 94, |text, at, _| {
        let at = at
            .max(prefix_len(text))
            .max(if text.starts_with("eid") { 13 } else { 0 });
        Some(format!("{}{}", &text[..=at], &text[at..]))
    });
    add("two neighbours are swapped", Tickets, 10, |text, at, _| {
        let at = at.max(prefix_len(text)).min(text.len() - 2);
        let (one, other) = (&text[at..=at], &text[at + 1..at + 2]);
        (one != other).then(|| format!("{}{other}{one}{}", &text[..at], &text[at + 2..]))
    });
    add(
        "a sign stands in it (`-`, `.`, `\\|`, `é`)",
        Tickets,
        50,
        |text, at, random| {
            let at = at.max(prefix_len(text) + 1);
            let sign = ["-", ".", "|", "é"][random.below(4)];
            Some(format!("{}{sign}{}", &text[..at], &text[at..]))
        },
    );
    add("the end is missing", All, 92, |text, at, _| {
        let at = at
            .max(prefix_len(text) + 24)
            .max(if text.starts_with("eid") { 30 } else { 0 });
        (at < text.len()).then(|| text[..at].to_owned())
    });
    add("`…` in the middle", All, 92, |text, at, _| {
        let at = at
            .max(prefix_len(text) + 4)
            .max(if text.starts_with("eid") { 20 } else { 0 });
        text.get(at + 20..).map(|tail| format!("{}…{tail}", &text[..at]))
    });
    add("`...` in the middle", All, 92, |text, at, _| {
        let at = at
            .max(prefix_len(text) + 4)
            .max(if text.starts_with("eid") { 20 } else { 0 });
        text.get(at + 20..)
            .map(|tail| format!("see {}...{tail} there", &text[..at]))
    });
    add("a word is glued to the end", Tickets, 92, |text, at, _| {
        let words = ["thanks", "done", "ok", "Please", "42", "please10"];
        Some(format!("{text}{}", words[at % words.len()]))
    });
    add("a word is glued to the beginning", Tickets, 100, |text, at, _| {
        let words = ["ticket", "x", "your", "join2", "Ticket"];
        Some(format!("{}{text}", words[at % words.len()]))
    });
    add("quoted-printable, in lines", All, 100, |text, at, _| {
        Some(fold(&text.replace('=', "=3D"), 40 + at % 40).join("=\r\n"))
    });
    add("soft hyphens and zero-width spaces", All, 100, |text, at, _| {
        Some(format!("{}\u{ad}{}", &text[..at], &text[at..]).replacen('a', "a\u{200b}", 3))
    });
    add("lines behind `> `", All, 98, |text, at, _| {
        Some(format!("> {}", fold(text, 40 + at % 40).join("\n> ")))
    });
    add("lines in a box of `│`", All, 100, |text, at, _| {
        let width = 40 + at % 40;
        let rows = fold(text, width).into_iter();
        Some(rows.map(|row| format!("│ {row:width$} │\n")).collect())
    });
    add("lines with numbers", All, 98, |text, at, _| {
        let rows = fold(text, 40 + at % 40).into_iter().enumerate();
        Some(
            rows.map(|(number, row)| format!("{:4}  {row}\n", number + 1))
                .collect(),
        )
    });
    add("hyphens at the ends of lines", Tickets, 100, |text, at, _| {
        Some(fold(text, 40 + at % 40).join("-\n"))
    });
    add("JSON in JSON", All, 100, |text, _, _| {
        let inner = serde_json::Value::from(text.replace('&', "\\u0026")).to_string();
        Some(serde_json::Value::from(inner).to_string())
    });
    add("percent-encoded twice", All, 100, |text, _, _| {
        let once = |text: &str| -> String {
            let plain = |byte: u8| byte.is_ascii_alphanumeric();
            let code = |byte: u8| {
                if plain(byte) {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            };
            text.bytes().map(code).collect()
        };
        Some(format!("https://example.org/?u={}", once(&once(text))))
    });
    add("`&amp;`", Links, 100, |text, _, _| {
        Some(text.replace('&', "&amp;"))
    });
    add("`eidetica://?` or without `?`", Links, 100, |text, at, _| {
        let heads = [
            "eidetica://?",
            "eidetica:",
            "eidetica:/?",
            "Eidetica:?",
            "eidetica:///?",
        ];
        Some(text.replacen("eidetica:?", heads[at % heads.len()], 1))
    });
    add("the id's first letter is lost", Links, 100, |text, _, _| {
        text.contains("db=baf").then(|| text.replacen("db=b", "db=", 1))
    });
    add("a hint's ticket has `0` for `o`", Hints, 90, |text, at, _| {
        let start = text.find("iroh:")? + 13;
        let place = next(text, at.max(start), "o", start)?;
        Some(format!("{}0{}", &text[..place], &text[place + 1..]))
    });
    ways
}

/// What came of a damaged text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// The text that it was made from.
    Right,
    /// Several readings, and the right one is among those that are offered.
    Among,
    /// Why it cannot be mended: the end is missing, or one character in a range that has the damage in it.
    Reason,
    /// It is a whole ticket as it stands: nothing shows that it was another.
    Unseen,
    /// An error, and no more than that.
    Error,
    /// Nothing was found.
    Nothing,
    /// Another text, given out as certain.
    Wrong,
}

fn outcome(name: &str, damaged: &str, whole: &str) -> Outcome {
    let report = explore(damaged, &Native);
    let Some(first) = report.found.first() else {
        return Outcome::Nothing;
    };
    let mended = mend(first, &Native);
    let same = |text: &str| text.eq_ignore_ascii_case(whole) && text.starts_with(&whole[..4]);
    // What its parser ignores is no error, and offered to be removed all the same.
    let warned = repairs(&mended.document, &mut Budget::default(), &Native);
    let mut warned = warned.iter().flat_map(|(_, repair)| &repair.fixes);
    if mended.left.is_none() && warned.any(|fix| same(&fix.text)) {
        return Outcome::Among;
    }
    let Some((_, repair)) = &mended.left else {
        if env::var_os("SHOW").is_some() && !same(mended.document.text()) {
            let steps: Vec<String> = mended
                .steps
                .iter()
                .map(|fix| format!("{} ({:?})", fix.label(core::Secrets::Revealed), fix.edits))
                .collect();
            println!("{steps:?}");
        }
        return match (same(mended.document.text()), mended.steps.is_empty()) {
            (true, _) => Outcome::Right,
            (false, true) => Outcome::Unseen,
            (false, false) => Outcome::Wrong,
        };
    };
    if env::var_os("SHOW").is_some() {
        println!(
            "    {:?} {:?}",
            repair
                .fixes
                .iter()
                .map(|fix| fix.label(core::Secrets::Revealed))
                .collect::<Vec<_>>(),
            repair.reason
        );
    }
    let readings = mended.clone().readings(&Native);
    if readings
        .iter()
        .any(|reading| reading.left.is_none() && same(reading.document.text()))
    {
        return Outcome::Among;
    }
    let is_cut = name == "the end is missing";
    match &repair.reason {
        Some(Reason::CutOff { .. }) if is_cut => Outcome::Reason,
        Some(Reason::Shortened) if name.contains("in the middle") => Outcome::Reason,
        Some(Reason::Unknown {
            loss,
            place: (from, to),
            ..
        }) => {
            let differs = damaged
                .bytes()
                .zip(whole.bytes())
                .take_while(|(one, other)| one == other);
            let at = differs.count() + 1;
            let is_loss = match loss {
                Loss::Missing => name.contains("missing"),
                Loss::Extra => name.contains("doubled") || name.contains("stands"),
                Loss::Changed => name.contains("read as") || name.contains("swapped"),
            };
            // Of a run it is all the same which one went.
            match is_loss && *from <= at + 2 && at <= *to + 2 {
                true => Outcome::Reason,
                false => Outcome::Error,
            }
        }
        _ => Outcome::Error,
    }
}

fn fits(to: To, kind: Kind, text: &str) -> bool {
    match to {
        To::Tickets => kind != Kind::Eidetica,
        To::Links => kind == Kind::Eidetica,
        To::Hints => kind == Kind::Eidetica && text.contains("pr=iroh:"),
        To::All => true,
    }
}

/// The damaged texts of one way, with what they were made from.
fn damaged(way: &Way, texts: &[(Kind, String)]) -> Vec<(String, String)> {
    let own: Vec<&(Kind, String)> = texts
        .iter()
        .filter(|(kind, text)| fits(way.to, *kind, text))
        .collect();
    let mut random = Random(
        way.name
            .bytes()
            .fold(7_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into())),
    );
    let mut made = Vec::new();
    for _ in 0..PLACES * 40 {
        let (_, text) = own[random.below(own.len())];
        let at = random.below(text.len() - 1);
        if let Some(damaged) = (way.made)(text, at, &mut random).filter(|damaged| damaged != text) {
            made.push((damaged, text.clone()));
        }
        if made.len() == PLACES {
            break;
        }
    }
    assert_eq!(made.len(), PLACES, "{}", way.name);
    made
}

/// The page in docs/ with the table.
fn page(table: &str, sum: &[usize; 7], texts: usize) -> String {
    let all: usize = sum.iter().sum();
    format!(
        "# Repair\n\n\
         <!-- Written by `BLESS=1 cargo test --features cli --test repair`: change the code, not this. -->\n\n\
         What becomes of damaged tickets and links. {texts} recorded ones, whole and accepted, are damaged in {} ways at \
         {PLACES} places each. Of {all}, {} come out right, of {} the right one is among the readings that are offered, and of \
         {} the exact reason why not is said: the end is missing, an ellipsis stands for a part, or one character in a named \
         range is lost, and nothing tells which it was. {} are whole tickets as they stand: one wrong letter in an address \
         makes another address, and nothing shows it. In {} an error says no more than that something is wrong, and {} are so \
         damaged that nothing is found. **None is given out as certain that is another.**\n\n\
         | Damage | Right | Among the readings | Exact reason | Whole as it stands | Only an error | Not found | Another | First three |\n\
         | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n{table}",
        all / PLACES,
        sum[0],
        sum[1],
        sum[2],
        sum[3],
        sum[4],
        sum[5],
    )
}

#[test]
fn damaged_texts_are_mended_or_the_reason_is_said() {
    let texts = texts();
    let mut table = String::new();
    let (mut sum, mut all) = ([0_usize; 7], 0);
    let mut failed = Vec::new();
    for way in ways() {
        let mut counts = [0_usize; 7];
        for (damaged, whole) in damaged(&way, &texts) {
            let outcome = outcome(way.name, &damaged, &whole);
            counts[outcome as usize] += 1;
            if env::var_os("SHOW").is_some() && outcome > Outcome::Reason {
                println!("{}: {outcome:?}\n    {damaged:?}\n    {whole}", way.name);
            }
        }
        let good: usize = counts[..3].iter().sum();
        let share = good * 100 / PLACES;
        if share < way.floor || counts[Outcome::Wrong as usize] > 0 {
            failed.push(format!("{}: {share} of {}, {counts:?}", way.name, way.floor));
        }
        let cells: Vec<String> = counts
            .iter()
            .map(|count| match count {
                0 => "–".to_owned(),
                count => count.to_string(),
            })
            .collect();
        let _ = writeln!(table, "| {} | {} | {share} % |", way.name, cells.join(" | "));
        for (all, own) in sum.iter_mut().zip(counts) {
            *all += own;
        }
        all += PLACES;
    }
    println!("{table}\n{sum:?} of {all}, {} texts", texts.len());
    let page = page(&table, &sum, texts.len());
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/repair.md");
    if env::var_os("BLESS").is_some() {
        fs::write(file, &page).expect("docs/ can be written");
    }
    assert!(
        fs::read_to_string(file).unwrap_or_default() == page,
        "docs/repair.md is not what comes out: BLESS=1 cargo test --features cli --test repair"
    );
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// Damaged texts beyond number cost no more than a few.
#[test]
fn a_text_full_of_damage_takes_no_time_and_no_room() {
    let broken = "endpointacfiry65oqe7dfp5klns2p2lvzmuzyjx4ozieq36n2iqanub5xvyaiaenuhi5dqom5c6l3vonstcljrfzzgk3dbpexg4mbonfzg62bonruw42zof4\n";
    let many = broken.repeat((1 << 20) / broken.len());
    let long = format!(
        "endpointacfiry65oqe7dfp5klns2p1f2lvzm{}",
        "uzyjx4oz".repeat(1 << 16)
    );
    let link = format!(
        "eidetica:?db=x{}",
        format!("&pr=iroh:{}", broken.trim()).repeat(5000)
    );
    for (name, text) in [("many", many), ("long", long), ("link", link)] {
        let started = std::time::Instant::now();
        let mut report = explore(&text, &Native);
        let explained = started.elapsed();
        repair::report(&mut report, &Native);
        let repaired = started.elapsed() - explained;
        println!("{name}: {} bytes, {explained:?}, {repaired:?} more", text.len());
        // A budget of work ends it; this only says that it does.
        assert!(repaired.as_secs() < 120, "{name}: {repaired:?}");
        let size = |report: &core::Report| {
            core::render::json::report(report, core::Secrets::Revealed)
                .to_string()
                .len()
        };
        let with = size(&report);
        for diagnostic in report.found.iter_mut().flat_map(|found| &mut found.diagnostics) {
            diagnostic.repair = Default::default();
        }
        let more = with - size(&report);
        assert!(more < 4 * text.len() + (1 << 16), "{name}: {more} bytes of fixes");
    }
}

/// Nothing is tried where nothing is wrong.
#[test]
fn what_is_whole_has_no_fixes() {
    for (_, text) in texts() {
        let mut report = explore(&text, &Native);
        let before = report.found[0].diagnostics.clone();
        repair::report(&mut report, &Native);
        assert_eq!(report.found[0].diagnostics, before, "{text}");
    }
}

#[test]
fn every_parser_that_a_fix_names_accepts_its_text() {
    let texts = texts();
    let mut asked = 0;
    for way in ways() {
        for (damaged, _) in damaged(&way, &texts) {
            let mut report = explore(&damaged, &Native);
            repair::report(&mut report, &Native);
            let diagnostics = report.found.iter().flat_map(|found| &found.diagnostics);
            for fix in diagnostics.flat_map(|diagnostic| &diagnostic.repair.fixes) {
                assert!(!fix.accepted_by.is_empty(), "{damaged:?}");
                let exact = core::explain(&fix.text, &Native);
                for parser in &fix.accepted_by {
                    let verdict = exact.found[0]
                        .verdicts
                        .iter()
                        .find(|verdict| verdict.parser == *parser);
                    assert!(
                        verdict.is_some_and(|verdict| verdict.accepts),
                        "{damaged:?}: {fix:?}"
                    );
                    asked += 1;
                }
            }
        }
    }
    assert!(asked > 500, "only {asked}");
}

#[test]
fn fix_prints_what_was_meant_and_says_what_it_did() {
    let whole = "endpointacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaiaenuhi5dqom5c6l3vonstcljrfzzgk3dbpexg4mbonfzg62bonruw42zof4";
    let run =
        |arguments: &[&str], text: &str| common::ticket(&[&["fix"], arguments].concat(), text.as_bytes());
    let output = run(&[], whole);
    assert_eq!(
        (output.status, output.out.as_str()),
        (0, format!("{whole}\n").as_str())
    );
    assert_eq!(output.err, "Nothing in it is wrong.\n");
    let output = run(&[], &format!("see {} there", whole.to_ascii_uppercase()));
    assert_eq!(
        (output.status, output.out.as_str()),
        (0, format!("{whole}\n").as_str())
    );
    assert_eq!(output.err, "Write it in lower case: iroh-tickets-1 accepts it.\n");
    // `1` may be `l` or `i` here, and both are keys.
    let two = format!("{}1{}", &whole[..47], &whole[48..]);
    let output = run(&[], &two);
    assert_eq!((output.status, output.out.as_str()), (1, ""));
    assert!(output.err.contains("--all prints"), "{}", output.err);
    let output = run(&["--all"], &two);
    assert_eq!(
        (output.status, output.out.lines().count()),
        (0, 2),
        "{}",
        output.out
    );
    let output = run(&[], &whole[..90]);
    assert_eq!((output.status, output.out.as_str()), (1, ""));
    assert!(
        output
            .err
            .contains("The end is missing, at least 32 characters (20 bytes)"),
        "{}",
        output.err
    );
    let output = run(&[], "nothing here");
    assert_eq!((output.status, output.out.as_str()), (2, ""));
    // A ticket with a secret comes out usable; what is said beside it has nothing of the secret, and neither has the JSON.
    let secret = "servicesaaqakbifaucqkbifaucqkbifaucqkbifaucqkbifaucqkbifaucqkbmkrdr525aj6gk72uw3fu6luxlszjtqtpy5sqjbx43uraa3id3plqaa";
    let damaged = secret.replacen("services", "Services:", 1);
    let output = run(&[], &damaged);
    assert_eq!(
        (output.status, output.out.as_str()),
        (0, format!("{secret}\n").as_str())
    );
    assert!(!output.err.contains("kbifau"), "{}", output.err);
    let output = run(&["--json"], &damaged);
    assert!(
        output.out.contains("…masked…") && !output.out.contains("kbifau"),
        "{}",
        output.out
    );
    let output = run(&["--json", "--reveal"], &damaged);
    assert!(output.out.contains(secret), "{}", output.out);
}

#[test]
fn fixes_that_a_mask_makes_alike_are_one_line() {
    let damaged = "endpointacfiry65oqe7dfp5klns2pf2lvzmuz1jx4ozieq36n2iqanub5xvyaa";
    let said = |words: &[&str]| {
        let run = common::ticket(words, b"");
        let lines = run
            .out
            .lines()
            .filter(|line| line.trim_start().starts_with("fix: "));
        lines.map(|line| line.trim().to_owned()).collect::<Vec<_>>()
    };
    let masked = said(&["decode", damaged]);
    assert_eq!(
        masked,
        [
            "fix: Replace 1 with … (character 39): then iroh-tickets-1 accepts it (8 ways, which --reveal tells apart)"
        ]
    );
    let revealed = said(&["decode", "--reveal", damaged]);
    assert_eq!(revealed.len(), 8);
    let distinct: std::collections::BTreeSet<_> = revealed.iter().collect();
    assert_eq!(distinct.len(), 8, "{revealed:?}");
}
