//! The static site: building, serving, weighing.

use crate::run::{Result, Task, root, text, works};
use crate::tools;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The wasm features that rustc switches on by itself, named one by one: with `--all-features` wasm-opt writes imports
/// in a form that no browser loads.
const WASM_FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Builds the site into dist/.
pub fn build() -> Result {
    trunk("build")?.run()
}

/// Builds and serves, again after each change.
pub fn serve(words: &[String]) -> Result {
    let trunk = trunk("serve")?.words(words);
    if words.is_empty() {
        eprintln!("Building; the page will be on http://127.0.0.1:8080");
    }
    trunk.run()
}

fn trunk(command: &str) -> Result<Task> {
    tools::target(tools::WASM)?;
    let path = [tools::trunk()?, tools::wasm_bindgen()?].concat();
    // Before the build rather than after it: an answer like "there is no npm" should not come late.
    if let Err(reason) = tools::wasm_opt() {
        eprintln!("{}", unoptimised(&reason));
    }
    // Trunk reads NO_COLOR as its own option, and stops at any value but true and false.
    let colour = if env::var_os("NO_COLOR").is_some() {
        "true"
    } else {
        "false"
    };
    Ok(Task::new("trunk")
        .word(command)
        .with_path(&path)
        .env("NO_COLOR", colour))
}

/// Lists what the first load weighs.
pub fn size() -> Result {
    build()?;
    weigh()
}

/// Fails when what lies in dist/ is over the budget.
pub fn weigh() -> Result {
    tools::node()?;
    Task::new("node")
        .words(["tests/e2e/size.mjs", "dist"])
        .run()
}

/// What Trunk calls between building and publishing: makes the wasm smaller, then gives it and the script that names it
/// new names and hashes, as both have changed.
pub fn finish() -> Result {
    let stage = env::var_os("TRUNK_STAGING_DIR")
        .ok_or("this is for Trunk to call: use `cargo xtask build`")?;
    let stage = PathBuf::from(stage);
    // Without node there are no new hashes either. Trunk's own are right for what Trunk wrote.
    if !works("node") {
        return Ok(());
    }
    let Ok(wasm_opt) = tools::wasm_opt() else {
        return Ok(());
    };
    let page = stage.join("index.html");
    let mut html = read(&page)?;
    let (wasm, js) = (only(&stage, "_bg.wasm")?, script_of(&stage)?);

    let before = integrity(&wasm)?;
    optimise(wasm_opt, &wasm)?;
    let after = integrity(&wasm)?;
    let wasm_name = (name_of(&wasm)?, hashed_name(&wasm, "_bg.wasm", &after)?);
    html = html
        .replace(&before, &after)
        .replace(&wasm_name.0, &wasm_name.1);
    rename(&wasm, &stage.join(&wasm_name.1))?;

    let before = integrity(&js)?;
    write(&js, &read(&js)?.replace(&wasm_name.0, &wasm_name.1))?;
    let after = integrity(&js)?;
    let js_name = (name_of(&js)?, hashed_name(&js, ".js", &after)?);
    html = html
        .replace(&before, &after)
        .replace(&js_name.0, &js_name.1);
    rename(&js, &stage.join(&js_name.1))?;

    write(&page, &html)
}

fn unoptimised(reason: &str) -> String {
    format!("Note: {reason}, so the wasm is not optimised. The page works, and is larger.")
}

/// Makes a wasm file smaller, in place.
pub fn optimise(wasm_opt: Task, wasm: &Path) -> Result {
    let smaller = wasm.with_extension("smaller");
    wasm_opt
        .words(["-Oz", "--strip-producers", "--strip-debug"])
        .words(WASM_FEATURES)
        .words([wasm, Path::new("-o"), &smaller])
        .run()?;
    rename(&smaller, wasm)
}

/// The hash by which a browser checks a file, in the form that goes into an `integrity` attribute.
fn integrity(file: &Path) -> Result<String> {
    let program = "const [file] = process.argv.slice(1);
        const hash = require('node:crypto').createHash('sha384').update(require('node:fs').readFileSync(file));
        console.log(`sha384-${hash.digest('base64')}`)";
    let hash = Task::new("node")
        .words(["-e", program, &text(file)])
        .output();
    hash.ok_or_else(|| format!("{}: node could not hash it", file.display()))
}

/// A file's name with the part that Trunk put before the ending replaced by a new hash.
fn hashed_name(file: &Path, ending: &str, integrity: &str) -> Result<String> {
    let name = name_of(file)?;
    let stem = name
        .strip_suffix(ending)
        .and_then(|name| name.rsplit_once('-'))
        .map(|(stem, _)| stem);
    let stem = stem.ok_or_else(|| format!("{name} carries no hash"))?;
    let hash: String = integrity
        .chars()
        .skip("sha384-".len())
        .filter(char::is_ascii_alphanumeric)
        .take(16)
        .collect();
    Ok(format!("{stem}-{hash}{ending}"))
}

/// The script that belongs to the wasm: it has the same name, but for the ending.
fn script_of(stage: &Path) -> Result<PathBuf> {
    let wasm = only(stage, "_bg.wasm")?;
    let script = name_of(&wasm)?.replace("_bg.wasm", ".js");
    Ok(stage.join(script))
}

fn only(folder: &Path, ending: &str) -> Result<PathBuf> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let found: Vec<PathBuf> = paths.filter(|path| text(path).ends_with(ending)).collect();
    match <[PathBuf; 1]>::try_from(found) {
        Ok([path]) => Ok(path),
        Err(found) => Err(format!(
            "expected one file *{ending} in {}, found {}",
            folder.display(),
            found.len()
        )),
    }
}

fn name_of(path: &Path) -> Result<String> {
    let name = path
        .file_name()
        .ok_or_else(|| format!("{} has no name", path.display()))?;
    Ok(name.to_string_lossy().into_owned())
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn write(path: &Path, content: &str) -> Result {
    fs::write(path, content).map_err(|error| format!("{}: {error}", path.display()))
}

fn rename(from: &Path, to: &Path) -> Result {
    fs::rename(from, to).map_err(|error| format!("{}: {error}", from.display()))
}

/// Whether there is a built site.
pub fn built() -> bool {
    root().join("dist/index.html").is_file()
}

#[cfg(test)]
mod tests {
    use super::hashed_name;
    use std::path::Path;

    #[test]
    fn a_new_hash_takes_the_place_of_the_old_one() {
        let name = hashed_name(
            Path::new("ticket-explorer-0a1b_bg.wasm"),
            "_bg.wasm",
            "sha384-ab/cd+efghijklmnopqrs",
        );
        assert_eq!(
            name.as_deref(),
            Ok("ticket-explorer-abcdefghijklmnop_bg.wasm")
        );
        assert!(hashed_name(Path::new("plain.js"), ".js", "sha384-abc").is_err());
    }
}
