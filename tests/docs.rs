//! The reference pages in docs/ say what the code says. `BLESS=1 cargo test --features cli --test docs` writes them anew.
#![cfg(feature = "cli")]

use std::fmt::Write;
use std::{env, fs};
use ticket_explorer::cli;
use ticket_explorer::rust_types::builtin;
use ticket_explorer::ticket::wire::named::NAMED;
use ticket_explorer::ticket::{Code, Parser, Severity, limits};

const GENERATED: &str =
    "<!-- Written by `BLESS=1 cargo test --features cli --test docs`: change the code, not this. -->";

fn check(file: &str, text: &str) {
    let path = format!("{}/docs/{file}", env!("CARGO_MANIFEST_DIR"));
    if env::var_os("BLESS").is_some() {
        fs::write(&path, text).expect("docs/ can be written");
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == text,
        "docs/{file} is not what the code says: run BLESS=1 cargo test --features cli --test docs"
    );
}

#[test]
fn diagnostics() {
    let mut text = format!("# Diagnostics\n\n{GENERATED}\n\n");
    text.push_str(
        "Codes are stable: they are only added to. The severity follows the reference parser of the kind: an **error** \
         is a reason for it to reject the text, with a **warning** it accepts the text but drops or changes something, or a secret is inside, \
         and a **note** is worth knowing. `{found}` and `{expected}` stand for what was found and expected.\n",
    );
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let name = severity.name();
        let _ = write!(
            text,
            "\n## {}{}s\n\n| Code | Message | What to do |\n| --- | --- | --- |\n",
            name[..1].to_uppercase(),
            &name[1..]
        );
        for code in Code::ALL.iter().filter(|code| code.severity() == severity) {
            let _ = writeln!(
                text,
                "| `{}` | {} | {} |",
                code.name(),
                code.template(),
                code.help()
            );
        }
    }
    text.push_str("\n## Parsers\n\nA verdict says what one of these does with exactly the text that was found.\n\n| Parser | Which |\n| --- | --- |\n");
    for parser in Parser::ALL {
        let _ = writeln!(text, "| `{}` | {} |", parser.name(), parser.about());
    }
    check("diagnostics.md", &text);
}

#[test]
fn formats() {
    let text = format!(
        "# Wire formats\n\n{GENERATED}\n\n\
         A ticket is its kind's name in lower case and then its payload in base32 (RFC 4648, no padding; the payload may be \
         in either case, the name may not). The payload is in [postcard](https://postcard.jamesmunns.com/wire-format)'s \
         format: `varint` is LEB128, `option` is 00 or 01 and the value, `string` and `bytes` are a varint length and the \
         content, `list` and `set` a varint count and the items, `enum` a varint discriminant and the variant's fields, and \
         `[u8; n]` is n bytes and nothing else. Decoders ignore bytes after the end, and read numbers that are written with \
         more bytes than they need.\n\n\
         One prefix can have several layouts, from different years. Which one a ticket has is decided by its bytes: of the \
         layouts in which everything is valid and every byte is used, the newest.\n\n```text\n{}```\n",
        cli::formats::reference(None).trim_end().to_owned() + "\n"
    );
    check("formats.md", &text);
}

#[test]
fn codes_are_told_apart() {
    let mut names: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Code::ALL.len());
}

#[test]
fn types_that_are_known_by_name() {
    let quoted = |names: &[&str]| {
        names
            .iter()
            .map(|name| format!("`{name}`"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let mut table = String::from("| Type | From | Written as |\n| --- | --- | --- |\n");
    for row in builtin::ROWS {
        let _ = writeln!(table, "| {} | | {} |", quoted(row.names), row.words);
    }
    let mut named: Vec<(Vec<&str>, &str, &str)> = Vec::new();
    for one in NAMED {
        let shape = one.field.shape.name();
        match named
            .iter_mut()
            .find(|(_, from, other)| *from == one.from && *other == shape)
        {
            Some((names, ..)) => names.push(one.name),
            None => named.push((vec![one.name], one.from, shape)),
        }
    }
    for (names, from, shape) in named {
        let _ = writeln!(table, "| {} | {from} | {shape} |", quoted(&names));
    }
    let limits = format!(
        "A source of {} bytes, {} types and {} fields together, types and modules nested {} deep; values nested {} deep, {} values \
         of one text, and trees of {} nodes. What is beyond is said, with its place.\n",
        limits::OWN_SOURCE,
        limits::OWN_TYPES,
        limits::OWN_FIELDS,
        limits::OWN_NESTING,
        limits::OWN_DEPTH,
        limits::OWN_VALUES,
        limits::NODES,
    );
    const BEGIN: &str = "--test docs`. -->\n";
    const END: &str = "<!-- /types -->";
    const LIMITS: &str = "## Limits\n\n";
    let path = format!("{}/docs/your-own-types.md", env!("CARGO_MANIFEST_DIR"));
    let written = fs::read_to_string(path).expect("the page");
    let (before, rest) = written.split_once(BEGIN).expect("its beginning");
    let (_, after) = rest.split_once(END).expect("its end");
    let (after, _) = after.split_once(LIMITS).expect("the limits");
    check(
        "your-own-types.md",
        &format!("{before}{BEGIN}\n{table}\n{END}{after}{LIMITS}{limits}"),
    );
}
