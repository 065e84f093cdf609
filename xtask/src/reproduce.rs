//! Whether two people who build the site get the same bytes: two copies of the sources, in folders of different names, each
//! built from nothing.

use crate::run::{Result, Task, remove, root, target_dir};
use crate::site::DIST;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What the copies lie in, below cargo's own folder.
const COPIES: [&str; 2] = ["one", "another, with a space"];

/// `cargo xtask reproduce`: the site, the single file, and every compressed copy.
pub fn reproduce() -> Result {
    let folder = target_dir().join("reproduce");
    let copies = COPIES.map(|name| folder.join(name));
    // Both at once: somebody may go on working while they are built.
    copies.iter().try_for_each(|copy| copy_sources(copy))?;
    let builds: Vec<BTreeMap<String, Vec<u8>>> =
        copies.iter().map(|copy| build(copy)).collect::<Result<_>>()?;
    let [one, other] = builds.as_slice() else {
        return Err("there are two copies".into());
    };
    let names = one
        .keys()
        .chain(other.keys().filter(|name| !one.contains_key(*name)));
    let different: Vec<&str> = names
        .filter(|name| one.get(*name) != other.get(*name))
        .map(String::as_str)
        .collect();
    if !different.is_empty() {
        return Err(format!(
            "the builds in {} differ in {}",
            folder.display(),
            different.join(", ")
        ));
    }
    let bytes: usize = one.values().map(Vec::len).sum();
    eprintln!(
        "\nTwo builds from nothing gave the same {} files, {bytes} bytes.",
        one.len()
    );
    remove(&folder)
}

/// Copies what git knows of.
fn copy_sources(copy: &Path) -> Result {
    remove(copy)?;
    let listed = Task::new("git")
        .words(["ls-files", "--cached", "--others", "--exclude-standard"])
        .output()
        .ok_or("which files belong to the project is asked of git")?;
    for name in listed.lines() {
        let (from, to) = (root().join(name), copy.join(name));
        // One that was deleted and not yet committed.
        if from.is_file() {
            let parent = to.parent().unwrap_or(copy);
            fs::create_dir_all(parent).map_err(|error| format!("{}: {error}", parent.display()))?;
            fs::copy(&from, &to).map_err(|error| format!("{name}: {error}"))?;
        }
    }
    Ok(())
}

/// Builds a copy, and gives the files.
fn build(copy: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    Task::new("cargo")
        .words(["xtask", "build", "--single-file"])
        .folder(copy)
        .env("CARGO_TARGET_DIR", copy.join("target"))
        .run()?;
    let files = files_of(&copy.join(DIST))?;
    remove(&copy.join("target"))?;
    Ok(files)
}

fn files_of(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let read = |file: PathBuf| {
        let bytes = fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        Ok((name.into_owned(), bytes))
    };
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    entries.flatten().map(|entry| read(entry.path())).collect()
}
