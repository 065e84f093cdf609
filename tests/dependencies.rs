//! What is built from: licences, sources and duplicates of Rust packages, by the lists in deny.toml, the lock file of npm,
//! and the actions of the workflows.
//!
//! `cargo deny check` looks at the same, and at advisories besides, where it is installed and its database can be reached;
//! it takes minutes to compile. Here nothing has to be installed, so that every run of the tests looks.

#[path = "common/cargo.rs"]
mod cargo;

use cargo::cargo;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

fn read(file: &str) -> String {
    fs::read_to_string(format!("{}/{file}", env!("CARGO_MANIFEST_DIR"))).expect(file)
}

fn lists() -> toml::Table {
    read("deny.toml").parse().expect("deny.toml")
}

/// The texts in `deny.toml`, at `[section] list`: plain, or as the field `crate` of a table.
fn list(section: &str, list: &str) -> BTreeSet<String> {
    let all = lists();
    let entries = all[section][list].as_array().expect(list).iter();
    let text = |entry: &toml::Value| entry.get("crate").unwrap_or(entry).as_str().map(String::from);
    entries.map(|entry| text(entry).expect(list)).collect()
}

/// Whether the expression is fulfilled by licences of the list.
fn is_allowed(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let expression = spdx::Expression::parse_mode(expression, spdx::ParseMode::LAX);
    expression.is_ok_and(|expression| expression.evaluate(|licence| allowed.contains(&licence.to_string())))
}

#[test]
fn every_package_has_a_licence_that_is_allowed() {
    let allowed = list("licenses", "allow");
    let about: Json = serde_json::from_str(&cargo(&[
        "metadata",
        "--format-version=1",
        "--locked",
        "--all-features",
    ]))
    .unwrap();
    let packages = about["packages"].as_array().unwrap();
    let foreign = packages.iter().filter(|package| !package["source"].is_null());
    let refused: Vec<String> = foreign
        .filter(|package| !is_allowed(package["license"].as_str().unwrap_or(""), &allowed))
        .map(|package| {
            format!(
                "{} {}: {}",
                package["name"], package["version"], package["license"]
            )
        })
        .collect();
    assert!(packages.len() > 100);
    assert_eq!(refused, [""; 0]);
    for (expression, is_fine) in [
        ("MIT", true),
        ("MIT/Apache-2.0", true),
        ("GPL-3.0-only OR MIT", true),
        ("GPL-3.0-only AND MIT", false),
        ("LGPL-2.1-or-later", false),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("", false),
    ] {
        assert_eq!(is_allowed(expression, &allowed), is_fine, "{expression}");
    }
}

#[test]
fn every_package_comes_from_the_registry_and_has_a_checksum() {
    for file in ["Cargo.lock", "fuzz/Cargo.lock"] {
        let lock: toml::Table = read(file).parse().expect(file);
        let packages = lock["package"].as_array().expect(file);
        let ours = [
            "packager",
            "reference",
            "ticket-explorer",
            "ticket-explorer-fuzz",
            "ticket-explorer-npm",
            "xtask",
        ];
        for package in packages {
            let name = package["name"].as_str().expect(file);
            if ours.contains(&name) {
                assert!(package.get("source").is_none(), "{name} in {file}");
            } else {
                assert_eq!(
                    package.get("source").and_then(toml::Value::as_str),
                    Some(CRATES_IO),
                    "{name} in {file}"
                );
                assert!(package.get("checksum").is_some(), "{name} in {file}");
            }
        }
    }
}

#[test]
fn what_is_there_twice_has_a_reason() {
    let words = [
        "tree",
        "--locked",
        "--all-features",
        "--target=all",
        "--edges=normal,build",
        "--prefix=none",
        "--format={p}",
    ];
    // Not the real parsers that the tests ask.
    let ours = ["ticket-explorer", "ticket-explorer-npm", "packager", "xtask"];
    let packages = ours.iter().flat_map(|name| ["--package", name]);
    let tree = cargo(&words.into_iter().chain(packages).collect::<Vec<_>>());
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for line in tree.lines().filter(|line| !line.is_empty()) {
        let mut parts = line.split(' ');
        let (name, version) = (parts.next().unwrap(), parts.next().unwrap());
        versions
            .entry(name)
            .or_default()
            .insert(version.trim_start_matches('v'));
    }
    assert!(versions.len() > 100);
    let skipped = list("bans", "skip");
    let mut seen = BTreeSet::new();
    for (name, versions) in versions.iter().filter(|(_, versions)| versions.len() > 1) {
        let named = versions.iter().map(|version| format!("{name}@{version}"));
        let (with, without): (Vec<_>, Vec<_>) = named.partition(|one| skipped.contains(one));
        assert!(
            without.len() <= 1,
            "{without:?}: give a reason in deny.toml, or use one"
        );
        seen.extend(with);
    }
    assert_eq!(skipped, seen, "deny.toml names what is not there twice any more");
}

/// What npm brings is for building and testing, and gets into no package.
#[test]
fn what_npm_installs_is_locked_and_allowed() {
    let lock: Json = serde_json::from_str(&read("tests/e2e/package-lock.json")).unwrap();
    let mut allowed = list("licenses", "allow");
    // axe-core: used as it is, to look at pages.
    allowed.insert("MPL-2.0".into());
    let packages = lock["packages"].as_object().unwrap();
    assert!(packages.len() > 50);
    for (path, package) in packages.iter().filter(|(path, _)| !path.is_empty()) {
        let field = |name: &str| package[name].as_str();
        assert!(
            is_allowed(field("license").unwrap_or(""), &allowed),
            "{path}: {:?}",
            field("license")
        );
        assert!(
            field("integrity").is_some_and(|hash| hash.starts_with("sha512-")),
            "{path} has no hash"
        );
        // Without it, the registry that npm is told to use.
        let is_from_npm = field("resolved").is_none_or(|url| url.starts_with("https://registry.npmjs.org/"));
        assert!(is_from_npm, "{path}: {:?}", field("resolved"));
        let runs = package["hasInstallScript"] == true;
        assert!(
            !runs || path == "node_modules/esbuild",
            "{path} runs a script when it is installed"
        );
    }
    let manifest: Json = serde_json::from_str(&read("tests/e2e/package.json")).unwrap();
    assert_eq!(
        lock["packages"][""]["devDependencies"],
        manifest["devDependencies"]
    );
}

#[test]
fn actions_are_named_by_their_hash() {
    let mut seen = 0;
    for workflow in ["ci", "pages", "release"] {
        let text = read(&format!(".github/workflows/{workflow}.yml"));
        for action in text.lines().filter_map(|line| Some(line.split_once("uses: ")?.1)) {
            // What a tag means can change: `owner/name@hash # tag`.
            let (commit, tag) = action
                .split_once('@')
                .and_then(|(_, rest)| rest.split_once(" # "))
                .unwrap_or_else(|| panic!("{workflow}: {action}"));
            assert!(
                commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit()),
                "{workflow}: {action}"
            );
            assert!(tag.starts_with('v'), "{workflow}: {action}");
            seen += 1;
        }
    }
    assert!(seen > 10);
}
