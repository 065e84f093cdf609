//! The tool as scripts see it: exit status, standard input, lines of JSON, secrets.

mod common;

use common::ticket;
use serde_json::{Value, json};
use std::io::{self, Write};
use ticket_explorer::cli::{self, Io};

const ENDPOINT: &str = "endpointacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaa";
/// A write ticket that these tests made: its secret is 32 times 05.
const WRITE: &str = "docaaacabifaucqkbifaucqkbifaucqkbifaucqkbifaucqkbifaucqkbifagfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaa";

fn status(arguments: &[&str], input: &str) -> u8 {
    ticket(arguments, input.as_bytes()).status
}

#[test]
fn exit_status_tells_accepted_from_broken_from_nothing() {
    assert_eq!(status(&["decode", ENDPOINT], ""), 0);
    assert_eq!(status(&["decode"], &format!("see {ENDPOINT}\n")), 0);
    assert_eq!(status(&["decode", &ENDPOINT[..40]], ""), 1, "half a ticket");
    assert_eq!(
        status(&["decode", &format!("{ENDPOINT} {}", &ENDPOINT[..40])], ""),
        1,
        "one of two"
    );
    assert_eq!(status(&["decode", "nothing"], ""), 2);
    assert_eq!(status(&["decode"], ""), 2);
    assert_eq!(status(&["dump", ENDPOINT], ""), 0);
    assert_eq!(status(&["dump", "nothing"], ""), 2);
    assert_eq!(status(&["decode", "--exact", "nothing"], ""), 2);
    assert_eq!(status(&["decode", "--wrong"], ""), 2);
    assert_eq!(status(&[], ""), 2);
    assert_eq!(status(&["--help"], ""), 0);
    assert_eq!(status(&["--version"], ""), 0);
    assert_eq!(status(&["formats"], ""), 0);
    assert_eq!(status(&["formats", "D2"], ""), 0);
    assert_eq!(status(&["formats", "Z9"], ""), 2);
}

#[test]
fn exact_takes_nothing_away() {
    let output = ticket(
        &["decode", "--exact", "--json"],
        format!("{ENDPOINT}\n").as_bytes(),
    );
    assert_eq!(
        output.status, 1,
        "the line break is part of the input, and no parser takes it"
    );
    let result: Value = serde_json::from_str(&output.out).expect("JSON");
    assert_eq!(result["found"][0]["span"], json!([0, ENDPOINT.len() + 1]));
    assert_eq!(result["found"][0]["exact"], true);
    assert_eq!(status(&["decode", "--exact"], ENDPOINT), 0);
}

#[test]
fn json_is_one_object_with_the_fields_that_scripts_use() {
    let output = ticket(&["decode", "--json", &format!("x {ENDPOINT}")], b"");
    let result: Value = serde_json::from_str(&output.out).expect("JSON");
    let names = |value: &Value| {
        value
            .as_object()
            .expect("an object")
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&result), ["found", "input_bytes", "more", "truncated"]);
    assert_eq!(
        names(&result["found"][0]),
        [
            "canonical",
            "connect",
            "diagnostics",
            "exact",
            "headline",
            "kind",
            "layout",
            "outlook",
            "span",
            "tree",
            "value",
            "verdicts"
        ]
    );
    assert_eq!(
        names(&result["found"][0]["verdicts"][0]),
        ["accepts", "drops", "parser", "reason"]
    );
    assert_eq!(
        names(&result["found"][0]["diagnostics"][0]),
        ["code", "help", "message", "severity", "span"]
    );
    assert_eq!(
        names(&result["found"][0]["tree"]),
        ["bytes", "children", "name", "text", "type", "value"]
    );
    assert_eq!(result["found"][0]["exact"], false);
    assert_eq!(result["found"][0]["canonical"], ENDPOINT);
    assert!(output.out.contains("\n  \"found\""), "for people to read too");
}

#[test]
fn lines_of_json_stay_in_step() {
    let lines = [
        json!(ENDPOINT).to_string(),
        "oops".into(),
        json!("none").to_string(),
        String::new(),
        json!("é\n").to_string(),
    ];
    let output = ticket(&["decode", "--jsonl"], (lines.join("\n") + "\n").as_bytes());
    let results: Vec<Value> = output
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(results.len(), lines.len());
    assert_eq!(results[0]["found"][0]["kind"], "endpoint");
    assert!(
        results[1]["error"]
            .as_str()
            .expect("an error")
            .starts_with("line 2 is not a JSON string")
    );
    assert_eq!(results[2]["found"], json!([]));
    assert!(
        results[3]["error"].is_string(),
        "an empty line is not a JSON string"
    );
    assert_eq!(results[4]["input_bytes"], 3);
    assert_eq!(output.status, 2);
    assert_eq!(output.err, "ticket: line 2 is not a JSON string\n");
    // Without a line break at the end too; nothing found in all lines is nothing found.
    assert_eq!(status(&["decode", "--jsonl"], &lines[0]), 0);
    assert_eq!(
        status(&["decode", "--jsonl"], &format!("{}\n{}", lines[2], lines[0])),
        0
    );
    assert_eq!(status(&["decode", "--jsonl"], &lines[2]), 2);
    assert_eq!(
        status(
            &["decode", "--jsonl", "--exact"],
            &json!(&ENDPOINT[..40]).to_string()
        ),
        1
    );
}

#[test]
fn secrets_show_only_when_asked_for() {
    for arguments in [
        &["decode"][..],
        &["decode", "--json"],
        &["decode", "--wire"],
        &["dump"],
        &["decode", "--exact"],
    ] {
        let masked = ticket(arguments, WRITE.as_bytes()).out.replace(' ', "");
        assert!(
            !masked.contains("0505050505") && !masked.contains("bifauculbi"),
            "{masked}"
        );
        let revealed = ticket(&[arguments, &["--reveal"]].concat(), WRITE.as_bytes()).out;
        assert!(revealed.replace(' ', "").contains("0505050505"), "{revealed}");
    }
}

/// A name is enough where its parts follow; what has no parts stands beside it.
#[test]
fn what_has_no_parts_is_shown_beside_its_name() {
    let out = ticket(
        &["decode", "--reveal"],
        b"eidetica:?db=notes&pr=lan:box&pr=http:h:80",
    )
    .out;
    let line = |name: &str| {
        let mut lines = out.lines().map(str::trim);
        lines
            .find(|line| line.split(' ').next() == Some(name))
            .unwrap_or_else(|| panic!("{name}: {out}"))
            .to_owned()
    };
    assert_eq!(line("peer[0]"), "peer[0]");
    assert_eq!(
        line("address").split_whitespace().collect::<Vec<_>>(),
        ["address", "box"]
    );
}

#[test]
fn what_is_not_text_is_searched_all_the_same() {
    let mut input = b"\xff\xfe broken log \x80 ".to_vec();
    input.extend_from_slice(ENDPOINT.as_bytes());
    assert_eq!(ticket(&["decode"], &input).status, 0);
    let output = ticket(&["decode", "--exact"], &input);
    assert_eq!(output.status, 2);
    assert_eq!(
        output.err,
        "ticket: the input is not UTF-8 text (byte 0); without --exact what is text in it is searched\n"
    );
}

#[test]
fn colour_only_when_asked_for_or_on_a_terminal() {
    assert!(!ticket(&["decode", ENDPOINT], b"").out.contains('\u{1b}'));
    assert!(
        ticket(&["decode", "--color", "always", ENDPOINT], b"")
            .out
            .contains('\u{1b}')
    );
    let mut out = Vec::new();
    let mut io = Io {
        input: &mut io::empty(),
        output: &mut out,
        errors: &mut io::sink(),
        colour: true,
        width: None,
    };
    cli::run(
        ["ticket", "decode", "--color", "never", ENDPOINT].map(Into::into),
        &mut io,
    );
    assert!(!String::from_utf8(out).expect("text").contains('\u{1b}'));
}

/// The input cannot steer the terminal: neither with escape sequences nor with bidi or zero-width characters.
#[test]
fn the_terminal_gets_no_control_character_of_the_input() {
    let input = format!(
        "\u{1b}[2J\u{202e} {ENDPOINT}1 eidetica:?db=\u{1b}]0;x\u{7}&pr=ht%1b[31mtp:a%e2%80%ae&\u{200b}x=%0d%0a"
    );
    for arguments in [
        &["decode"][..],
        &["decode", "--exact"],
        &["dump"],
        &["dump", "--exact"],
        &["decode", "--json"],
    ] {
        let output = ticket(arguments, input.as_bytes());
        let shown = output.out + &output.err;
        let raw = shown
            .chars()
            .find(|symbol| *symbol != '\n' && ticket_explorer::ticket::words::is_unseen(*symbol));
        assert_eq!(raw, None, "{arguments:?}: {shown:?}");
    }
}

#[test]
fn a_closed_pipe_is_quiet() {
    struct Closed;
    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut errors = Vec::new();
    let mut io = Io {
        input: &mut io::empty(),
        output: &mut Closed,
        errors: &mut errors,
        colour: false,
        width: None,
    };
    assert_eq!(
        cli::run(["ticket", "decode", ENDPOINT].map(Into::into), &mut io),
        0
    );
    assert!(errors.is_empty());
}

#[test]
fn help_says_how_it_ends_and_shows_examples() {
    let help = ticket(&["--help"], b"").out;
    for part in [
        "Exit status:",
        "Examples:",
        "--reveal",
        "decode",
        "dump",
        "formats",
    ] {
        assert!(help.contains(part), "{help}");
    }
}

#[test]
fn completions_and_the_manual_name_every_command() {
    let help = ticket(&["help"], b"").out;
    let listed = help
        .split("Commands:")
        .nth(1)
        .and_then(|rest| rest.split("Options:").next());
    let commands: Vec<&str> = listed
        .expect("a list of commands")
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(commands.len() > 10, "{commands:?}");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = ticket(&["completions", shell], b"");
        assert_eq!(script.status, 0);
        assert!(
            !script.out.contains("⟨U+"),
            "{shell}: nothing of it is written out"
        );
        for command in &commands {
            assert!(script.out.contains(command), "{shell}: {command}");
        }
    }
    let page = ticket(&["man"], b"").out;
    assert!(page.contains(".TH ticket 1") && !page.contains("⟨U+"), "{page}");
    for command in commands.iter().filter(|command| **command != "help") {
        assert!(page.contains(&format!("ticket\\-{command}")), "{command}");
        let own = ticket(&["man", command], b"");
        assert_eq!(own.status, 0);
        assert!(own.out.contains("SYNOPSIS"), "{command}");
    }
    assert_eq!(ticket(&["man", "nothing"], b"").status, 2);
}
