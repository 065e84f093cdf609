//! The static site: building, serving, weighing.

use crate::run::{Result, Task};
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
    if let Err(reason) = tools::binaryen("wasm-opt") {
        eprintln!("{}", unoptimised(&reason));
    }
    // Trunk reads NO_COLOR as its own option, and stops at any value but true and false.
    let colour = if env::var_os("NO_COLOR").is_some() {
        "true"
    } else {
        "false"
    };
    // Its minifier fails on scripts and warns each time; `finish` minifies them instead.
    let log =
        env::var("RUST_LOG").unwrap_or_else(|_| "error,trunk=info,trunk::processing::minify=error".into());
    let task = Task::new("trunk")
        .words(["--log", &log, command])
        .with_path(&path)
        .env("NO_COLOR", colour);
    Ok(tools::small(task))
}

/// Lists what the first load weighs.
pub fn size() -> Result {
    build()?;
    weigh()
}

/// Fails when what lies in dist/ is over the budget.
pub fn weigh() -> Result {
    tools::node()?;
    Task::new("node").words(["tests/e2e/size.mjs", "dist"]).run()
}

/// What Trunk calls between building and publishing: makes wasm and scripts smaller (Trunk's own minifier stumbles over
/// today's JavaScript), and gives what has changed a new name and hash.
pub fn finish() -> Result {
    let stage =
        env::var_os("TRUNK_STAGING_DIR").ok_or("this is for Trunk to call: use `cargo xtask build`")?;
    let stage = PathBuf::from(stage);
    let page = stage.join("index.html");
    let mut html = hand_over_hash(&read(&page)?);
    // Without npm nothing else is changed, and Trunk's own names and hashes are right.
    if tools::node().is_err() || tools::binaryen("wasm-opt").is_err() {
        return write(&page, &html);
    }
    let terser = tools::npm_packages()?.join("node_modules/terser/bin/terser");
    let minify = |script: &Path, flags: &[&str]| {
        let task = Task::new("node")
            .word(&terser)
            .words(["--compress", "passes=2", "--mangle"])
            .words(flags);
        task.word("--output").word(script).word("--").word(script).run()
    };

    let wasm = only(&stage, "", "_bg.wasm")?;
    // The script that belongs to the wasm has its name, but for the ending.
    let glue = stage.join(name_of(&wasm).replace("_bg.wasm", ".js"));
    let script = without_classes(&read(&glue)?);
    let new = renew(&mut html, &wasm, "_bg.wasm", || {
        shake(&wasm, &script)?;
        optimise(&wasm)
    })?;
    renew(&mut html, &glue, ".js", || {
        write(&glue, &script.replace(&name_of(&wasm), &new))?;
        minify(&glue, &["--module"])
    })?;
    let boot = only(&stage, "boot-", ".js")?;
    renew(&mut html, &boot, ".js", || minify(&boot, &[]))?;

    // Last, when nothing in the page changes any more.
    let headers = stage.join("_headers");
    let style = only(&stage, "main-", ".css")?;
    let hash = format!("'{}'", digest(&style, "sha256")?);
    let allow = |policy: &str| policy.replace("style-src 'self'", &format!("style-src {hash}"));
    write(&headers, &allow(&read(&headers)?))?;
    html = inline_style(&allow(&html), &name_of(&style), &read(&style)?)
        .ok_or("the page does not link its style sheet as expected")?;
    fs::remove_file(&style).map_err(|error| error.to_string())?;
    write(&page, &html)
}

/// Puts the style sheet into the page: the first paint then waits for one answer less. The policy knows it by its hash.
fn inline_style(html: &str, name: &str, style: &str) -> Option<String> {
    let at = html.find(name)?;
    let start = html[..at].rfind("<link")?;
    let end = at + html[at..].find('>')? + 1;
    Some(format!(
        "{}<style>{style}</style>{}",
        &html[..start],
        &html[end..]
    ))
}

/// Browsers ignore the integrity of what is preloaded for `fetch`, and say so in the console. The boot script does not:
/// it is told in an attribute of another name.
fn hand_over_hash(html: &str) -> String {
    let is_wasm = |tag: &str| tag.starts_with("<link") && tag.contains("application/wasm");
    let tags = html.split_inclusive('>');
    tags.map(|tag| {
        if is_wasm(tag) {
            tag.replace(" integrity=", " data-integrity=")
        } else {
            tag.to_owned()
        }
    })
    .collect()
}

/// Changes a file that the page refers to: its name and its hash change with it, in the page too.
fn renew(html: &mut String, file: &Path, ending: &str, change: impl FnOnce() -> Result) -> Result<String> {
    let before = digest(file, "sha384")?;
    change()?;
    let after = digest(file, "sha384")?;
    let name = hashed_name(&name_of(file), ending, &after)?;
    *html = html.replace(&before, &after).replace(&name_of(file), &name);
    rename(file, &file.with_file_name(&name))?;
    Ok(name)
}

fn unoptimised(reason: &str) -> String {
    format!("Note: {reason}, so the wasm is not optimised. The page works, and is larger.")
}

/// Flattening first lets the rest see through blocks: 1 % less than `-Oz` alone. Nothing lies in the lowest kilobyte of
/// memory: it is the far end of the stack.
const PASSES: [&str; 6] = [
    "--low-memory-unused",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--converge",
];

/// Makes a wasm file smaller, in place.
pub fn optimise(wasm: &Path) -> Result {
    let smaller = wasm.with_extension("smaller");
    tools::binaryen("wasm-opt")?
        .words(PASSES)
        .words(["--strip-producers", "--strip-debug"])
        .words(WASM_FEATURES)
        .words([wasm, Path::new("-o"), &smaller])
        .run()?;
    rename(&smaller, wasm)
}

/// The script without the classes that nothing in it uses. Leptos brings some along, for streams that this page has not,
/// and the page's own code exports none. What does not look as expected stays.
fn without_classes(script: &str) -> String {
    let names = script
        .lines()
        .filter_map(|line| line.strip_prefix("export class ")?.strip_suffix(" {"));
    let mut rest = String::new();
    // The line at which what is being left out ends.
    let mut until: Option<&str> = None;
    let names: Vec<&str> = names.collect();
    for line in script.lines() {
        let begins = |start: &str, end: &str| {
            names.iter().any(|name| {
                line.strip_prefix(start)
                    .and_then(|line| line.strip_prefix(name))
                    .is_some_and(|line| line.starts_with(end))
            })
        };
        if until.is_none() {
            if begins("export class ", " {") {
                until = Some("}");
            } else if begins("const ", "Finalization = ") {
                until = Some(";");
            } else if !begins("if (Symbol.dispose) ", ".prototype") {
                rest.push_str(line);
                rest.push('\n');
            }
        }
        // A class ends with a brace at the beginning of a line, a constant with a semicolon at the end of one.
        if until.is_some_and(|end| {
            if end == "}" {
                line == end
            } else {
                line.ends_with(end)
            }
        }) {
            until = None;
        }
    }
    if until.is_some() || names.iter().any(|name| rest.contains(name)) {
        script.into()
    } else {
        rest
    }
}

/// Leaves of the wasm only what the script asks it for, and what that needs.
fn shake(wasm: &Path, script: &str) -> Result {
    let program = "const fs = require('node:fs');
        const [wasm, list] = process.argv.slice(1);
        const script = fs.readFileSync(list, 'utf8');
        const names = WebAssembly.Module.exports(new WebAssembly.Module(fs.readFileSync(wasm))).map(({ name }) => name);
        const reaches = names.filter((name) => script.includes(name));
        console.log(JSON.stringify([{ name: 'script', root: true, reaches }, ...reaches.map((name) => ({ name, export: name }))]))";
    let (list, smaller) = (wasm.with_extension("list"), wasm.with_extension("smaller"));
    write(&list, script)?;
    let graph = Task::new("node")
        .words(["-e", program])
        .word(wasm)
        .word(&list)
        .output();
    let graph = graph.ok_or_else(|| format!("{}: node could not list its exports", wasm.display()))?;
    write(&list, &graph)?;
    let task = tools::binaryen("wasm-metadce")?
        .words(WASM_FEATURES)
        .word("--graph-file");
    let done = task.words([&list, wasm, Path::new("-o"), &smaller]).output();
    done.ok_or_else(|| format!("{}: wasm-metadce failed", wasm.display()))?;
    fs::remove_file(&list).map_err(|error| format!("{}: {error}", list.display()))?;
    rename(&smaller, wasm)
}

/// The hash by which a browser checks a file, in the form that `integrity` and the policy use.
fn digest(file: &Path, algorithm: &str) -> Result<String> {
    let program = "const [algorithm, file] = process.argv.slice(1);
        const hash = require('node:crypto').createHash(algorithm).update(require('node:fs').readFileSync(file));
        console.log(`${algorithm}-${hash.digest('base64')}`)";
    let hash = Task::new("node")
        .words(["-e", program, algorithm])
        .word(file)
        .output();
    hash.ok_or_else(|| format!("{}: node could not hash it", file.display()))
}

/// A file's name with the part that Trunk put before the ending replaced by a new hash.
fn hashed_name(name: &str, ending: &str, integrity: &str) -> Result<String> {
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

fn only(folder: &Path, start: &str, ending: &str) -> Result<PathBuf> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut found = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            let name = name_of(path);
            name.starts_with(start) && name.ends_with(ending)
        });
    match (found.next(), found.next()) {
        (Some(path), None) => Ok(path),
        (None, _) => Err(format!("there is no {start}*{ending} in {}", folder.display())),
        (Some(_), Some(_)) => Err(format!(
            "there is more than one {start}*{ending} in {}",
            folder.display()
        )),
    }
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
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

#[cfg(test)]
mod tests {
    use super::{hand_over_hash, hashed_name, inline_style, without_classes};

    #[test]
    fn a_new_hash_takes_the_place_of_the_old_one() {
        let name = hashed_name(
            "ticket-explorer-0a1b_bg.wasm",
            "_bg.wasm",
            "sha384-ab/cd+efghijklmnopqrs",
        );
        assert_eq!(name.as_deref(), Ok("ticket-explorer-abcdefghijklmnop_bg.wasm"));
        assert!(hashed_name("plain.js", ".js", "sha384-abc").is_err());
    }

    #[test]
    fn only_the_wasm_preload_hands_its_hash_over() {
        let html = "<script integrity=a src=b></script><link integrity=c rel=preload type=application/wasm>";
        let changed =
            "<script integrity=a src=b></script><link data-integrity=c rel=preload type=application/wasm>";
        assert_eq!(hand_over_hash(html), changed);
    }

    #[test]
    fn the_style_sheet_takes_the_place_of_its_link() {
        let html = "<link rel=icon href=./a.svg><link href=./main-1.css rel=stylesheet><p>";
        let inlined = inline_style(html, "main-1.css", "p{}");
        assert_eq!(
            inlined.as_deref(),
            Some("<link rel=icon href=./a.svg><style>p{}</style><p>")
        );
        assert_eq!(inline_style(html, "other.css", "p{}"), None);
    }

    #[test]
    fn a_class_that_nothing_uses_is_left_out_with_what_belongs_to_it() {
        let class = "export class A {\n    free() {\n    }\n}\nif (Symbol.dispose) A.prototype[Symbol.dispose] = A.prototype.free;\n";
        let registry = "const AFinalization = (typeof FinalizationRegistry === 'undefined')\n    ? {}\n    : new FinalizationRegistry(ptr => wasm.__wbg_a_free(ptr, 1));\n";
        let rest = "let wasm;\n";
        assert_eq!(without_classes(&format!("{class}{rest}{registry}")), rest);
        let used = format!("{class}{registry}new A();\n");
        assert_eq!(without_classes(&used), used);
    }
}
