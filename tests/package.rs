//! The crate's package has what its README, its examples and its documentation name, and nothing that belongs elsewhere.

#[path = "common/cargo.rs"]
mod cargo;

use cargo::cargo;
use std::fs;
use std::path::{Component, Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What `cargo package` would take.
fn listed() -> Vec<String> {
    let names = cargo(&[
        "package",
        "--list",
        "--allow-dirty",
        "--offline",
        "--package",
        "ticket-explorer",
    ]);
    names.lines().map(|line| line.replace('\\', "/")).collect()
}

/// Where the links of a Markdown text lead that lead to files.
fn links(text: &str) -> Vec<String> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let is_file =
        |target: &&str| !target.contains("://") && !target.starts_with(['#', '<']) && !target.contains(' ');
    let without_fragment = |target: &str| target.split('#').next().unwrap_or_default().to_owned();
    targets.filter(is_file).map(without_fragment).collect()
}

/// A path without `..`.
fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(out.pop()),
            Component::CurDir => {}
            part => out.push(part),
        }
    }
    out
}

#[test]
fn the_package_is_complete() {
    let files = listed();
    let has = |path: &str| {
        files
            .iter()
            .any(|file| file == path || file.starts_with(&format!("{path}/")))
    };
    for wanted in [
        "Cargo.toml",
        "Cargo.lock",
        "README.md",
        "CHANGELOG.md",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "src/lib.rs",
        "src/bin/ticket.rs",
        "examples",
        "docs/schema/report.json",
    ] {
        assert!(has(wanted), "{wanted} is not in the package");
    }
    for other in [
        "npm", "xtask", "fuzz", "tests", "benches", "dist", "public", "style", "target",
    ] {
        assert!(!has(other), "{other} is in the package");
    }
    let mut followed = 0;
    for file in files.iter().filter(|file| file.ends_with(".md")) {
        let text = fs::read_to_string(root().join(file)).expect("a text");
        for link in links(&text) {
            let target = plain(&Path::new(file).with_file_name(&link));
            let target = target.to_string_lossy().replace('\\', "/");
            assert!(
                has(target.trim_end_matches('/')),
                "{file} links to {link}, which is not in the package"
            );
            followed += 1;
        }
    }
    assert!(followed > 20, "only {followed} links were followed");
    // What the sources read when they are compiled.
    for file in files.iter().filter(|file| file.ends_with(".rs")) {
        let text = fs::read_to_string(root().join(file)).expect("a text");
        for included in text
            .split("include_str!(\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
        {
            let target = plain(&Path::new(file).with_file_name(included));
            assert!(
                has(&target.to_string_lossy().replace('\\', "/")),
                "{file} reads {included}"
            );
        }
    }
}

#[test]
fn links_to_files_are_found() {
    let text = "[a](docs/a.md#top), [b](https://example.org/), ![c](../c.png) [d](#here)";
    assert_eq!(links(text), ["docs/a.md", "../c.png"]);
    assert_eq!(plain(Path::new("docs/../c.png")), Path::new("c.png"));
}
