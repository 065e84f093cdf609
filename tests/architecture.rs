//! The folders of the core say how a byte goes to the screen, and arrows between them run one way. Read from the sources.

use std::fs;
use std::path::{Path, PathBuf};

/// What a folder, or a file beside the folders, may name: itself and what is in its list.
const MAY_NAME: [(&str, &[&str]); 12] = [
    ("words", &[]),
    ("limits", &[]),
    ("checks", &["limits"]),
    ("encoding", &["limits"]),
    ("facts", &["encoding", "words"]),
    ("wire", &["checks", "encoding", "limits", "words"]),
    ("types", &["checks", "encoding", "limits", "wire"]),
    ("link", &["encoding", "limits", "words"]),
    (
        "find",
        &["checks", "encoding", "facts", "limits", "link", "wire", "words"],
    ),
    (
        "explain",
        &[
            "checks", "encoding", "facts", "find", "limits", "link", "types", "wire", "words",
        ],
    ),
    (
        "make",
        &[
            "checks", "encoding", "explain", "facts", "find", "limits", "link", "wire", "words",
        ],
    ),
    (
        "render",
        &["encoding", "explain", "facts", "limits", "link", "wire", "words"],
    ),
];

/// A file with more lines has more than one job.
const LINES: usize = 520;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ticket")
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .flat_map(|path| match path.is_dir() {
            true => sources(&path),
            false => vec![path],
        })
        .collect()
}

/// The code of a file, without comments.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a text");
    let lines = text
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

/// The folder that a file of the core is in, or its own name.
fn folder(path: &Path) -> String {
    let inside = path.strip_prefix(root()).expect("a file of the core");
    let first = inside.components().next().expect("a name").as_os_str();
    first.to_string_lossy().trim_end_matches(".rs").to_owned()
}

#[test]
fn arrows_run_one_way() {
    let mut arrows = 0;
    for path in sources(&root()) {
        let from = folder(&path);
        if from == "mod" {
            continue;
        }
        let known = MAY_NAME.iter().find(|(name, _)| *name == from);
        let (_, others) = known.unwrap_or_else(|| panic!("{from} is new: say what it may name"));
        for after in code(&path).split("crate::ticket::").skip(1) {
            let end = after
                .find(|symbol: char| !symbol.is_alphanumeric() && symbol != '_')
                .unwrap_or(after.len());
            let to = &after[..end];
            assert!(
                to == from || others.contains(&to),
                "{} names {to}, which comes after {from}",
                path.display()
            );
            arrows += 1;
        }
    }
    assert!(arrows > 100, "only {arrows} paths were read");
}

/// No folder can be reached from itself: the lists above are in order.
#[test]
fn the_lists_are_in_order() {
    for (place, (name, others)) in MAY_NAME.iter().enumerate() {
        for other in *others {
            let comes = MAY_NAME.iter().position(|(name, _)| name == other);
            assert!(comes.is_some_and(|comes| comes < place), "{name} names {other}");
        }
    }
}

#[test]
fn the_core_names_nothing_outside_itself() {
    for path in sources(&root()) {
        let code = code(&path);
        let outside = code.split("crate::").skip(1).find(|after| {
            let is_macro = after.starts_with("__");
            !after.starts_with("ticket") && !is_macro
        });
        assert_eq!(
            outside.map(|after| &after[..after.len().min(40)]),
            None,
            "{}",
            path.display()
        );
        assert!(!code.contains("std::"), "{} needs std", path.display());
    }
}

#[test]
fn files_have_one_job() {
    for path in sources(&root()) {
        let lines = fs::read_to_string(&path).expect("a text").lines().count();
        assert!(lines <= LINES, "{} has {lines} lines", path.display());
    }
}

/// What `cargo xtask mutants` tries a mutant on: none of the native tests is forgotten.
#[test]
fn mutants_are_tried_on_every_native_test() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let listed = fs::read_to_string(folder.join("mutants.rs")).expect("a text");
    // These read the sources or the lock files, need a feature of their own, run in a browser, or are the list itself.
    let others = [
        "architecture.rs",
        "dependencies.rs",
        "package.rs",
        "sample_kind.rs",
        "web.rs",
        "mutants.rs",
    ];
    for entry in fs::read_dir(&folder).expect("a folder") {
        let name = entry
            .expect("an entry")
            .file_name()
            .to_string_lossy()
            .into_owned();
        let is_test = name.ends_with(".rs") && !others.contains(&name.as_str());
        let path = format!("#[path = \"{name}\"]");
        assert!(
            !is_test || listed.contains(&path),
            "tests/mutants.rs has no {name}"
        );
    }
}

/// The arms of the match that a wildcard arm closes, as rustfmt lays them out: patterns begin at one indentation, and the
/// match begins where a line before them stands further left.
fn arms_before<'a>(lines: &[&'a str], wildcard: usize) -> Vec<&'a str> {
    let depth = |line: &str| line.len() - line.trim_start().len();
    let own = depth(lines[wildcard]);
    let block = lines[..wildcard].iter().rev();
    let block = block.take_while(|line| line.trim().is_empty() || depth(line) >= own);
    let mut block: Vec<&str> = block.copied().collect();
    block.reverse();
    let mut is_pattern = false;
    let mut patterns = Vec::new();
    for line in block {
        let begins = depth(line) == own && !line.trim_start().starts_with(['}', ')', ']']);
        is_pattern |= begins;
        let (pattern, rest) = line
            .split_once("=>")
            .map_or((line, None), |(left, right)| (left, Some(right)));
        if is_pattern {
            // What a guard asks is no arm of the match.
            patterns.push(pattern.split(" if ").next().unwrap_or_default());
        }
        is_pattern &= rest.is_none();
    }
    patterns
}

/// The lines, from 1, of the wildcard arms that close a match over kinds or roles.
fn wildcards_over_kinds(code: &str) -> Vec<usize> {
    let lines: Vec<&str> = code.lines().collect();
    let names = |pattern: &&str| {
        let mut words =
            pattern.split(|symbol: char| !symbol.is_alphanumeric() && symbol != '_' && symbol != ':');
        words.any(|word| {
            word.starts_with("Role::") || word.starts_with("Holds::") || word.starts_with("Kind::")
        })
    };
    let is_wildcard = |place: &usize| lines[*place].trim_start().starts_with("_ =>");
    let places = (0..lines.len()).filter(is_wildcard);
    places
        .filter(|place| arms_before(&lines, *place).iter().any(names))
        .map(|place| place + 1)
        .collect()
}

/// A new kind, role or thing that roles hold must be a row in its table, or an error of the compiler: no match may pass it by.
#[test]
fn no_match_over_kinds_or_roles_has_a_wildcard() {
    let cli = root().join("../cli");
    let colours = root().join("../web/details/colours.rs");
    for path in sources(&root()).into_iter().chain(sources(&cli)).chain([colours]) {
        let found = wildcards_over_kinds(&code(&path));
        assert!(
            found.is_empty(),
            "{}: a new kind or role would slip through line {found:?}",
            path.display()
        );
    }
}

#[test]
fn a_wildcard_over_roles_is_found() {
    let planted = "match node.role {\n    Role::Hash => one(),\n    (\n        Kind::Doc,\n        true,\n    ) => {\n        \
                   two();\n    }\n    _ => {}\n}";
    assert_eq!(wildcards_over_kinds(planted), [9]);
    let tuple = "match (a, b) {\n    (\n        true,\n        Kind::Doc,\n    ) => 1,\n    _ => 2,\n}";
    assert_eq!(wildcards_over_kinds(tuple), [6]);
    let held = "match role.holds() {\n    Holds::Id => 1,\n    _ => 2,\n}";
    assert_eq!(wildcards_over_kinds(held), [3]);
    // Another enum's name, a guard, and what stands in a match inside of an arm are none.
    let others = "match a {\n    ErrorKind::Doc => Role::Hash,\n    b if b == Role::Hash => match c {\n        \
                  Role::Hash => 1,\n        Role::Port => 2,\n    },\n    _ => 3,\n}";
    assert_eq!(wildcards_over_kinds(others), [0_usize; 0]);
}
