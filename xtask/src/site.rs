//! The static site: building, weighing.
//!
//! ```text
//! cargo build ──▶ wasm ──packager split, worker──▶ parts ──wasm-opt, esbuild──▶ parts ──packager site, compress, single──▶ dist/
//! ```
//!
//! Trunk has no hook between cargo and wasm-bindgen, where the wasm must be split. So nothing of it is left to Trunk;
//! for those who like it, its hook runs the same steps (Trunk.toml).

use crate::cargo;
use crate::run::{Result, Task, root, target_dir, text};
use crate::tools::{self, WASM};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::{env, fs, thread};

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

/// Where the site is built, below the project's root.
pub const DIST: &str = "dist";

/// What cargo is asked for: the page, and the worker that reads QR codes for it.
const PAGE: &[&str] = &["--bin", "ticket-explorer", "--features", "chunks"];
const WORKER: &[&str] = &["--bin", "scan-worker", "--features", "worker"];

/// The page as a single file: in dist/, but no part of the site.
const SINGLE: &str = "ticket-explorer.html";

/// `cargo xtask build [--single-file]`.
pub fn build_as_told(words: &[String]) -> Result {
    match words {
        [] => build(),
        [word] if word == "--single-file" => build_with_single_file(),
        [word, ..] => Err(format!("it takes `--single-file` or nothing, not {word}")),
    }
}

/// Builds the site into dist/.
pub fn build() -> Result {
    build_into(&root().join(DIST), Some(tools::npm_packages()))
}

/// Builds the site, and beside it the page as a single file.
pub fn build_with_single_file() -> Result {
    build()?;
    let file = root().join(DIST).join(SINGLE);
    packager_task("single").words([&parts(), &file]).run()?;
    let about = fs::metadata(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    eprintln!("{DIST}/{SINGLE}: the page as one file, {} KB", about.len() / 1024);
    Ok(())
}

/// Where the parts of the page are put on their way.
fn parts() -> PathBuf {
    target_dir().join("parts")
}

/// Builds the site for this machine only, and tells where it is: nothing is made smaller, which would take as long as
/// all the rest.
pub fn build_quickly() -> Result<PathBuf> {
    let folder = target_dir().join("site");
    build_into(&folder, None)?;
    Ok(folder)
}

/// What Trunk calls: builds the site where Trunk wants it.
pub fn finish() -> Result {
    let stage =
        env::var_os("TRUNK_STAGING_DIR").ok_or("this is for Trunk to call: use `cargo xtask build`")?;
    build_into(Path::new(&stage), Some(tools::npm_packages()))
}

/// `packages`: those of npm that make files smaller, if that is wanted.
fn build_into(folder: &Path, packages: Option<Result<PathBuf>>) -> Result {
    tools::target(WASM)?;
    if let Some(Err(reason)) = &packages {
        eprintln!("Note: {reason}, so nothing is made smaller. The page works, and is larger.");
    }
    let aim = match packages {
        Some(_) => Aim::Small,
        None => Aim::Soon,
    };
    if let Aim::Small = aim {
        // What is not yet there has no folder that could be taken out of what is built.
        cargo(["fetch", "--quiet", "--locked", "--target", WASM]).run()?;
    }
    // Two cores are busy with one of them at a time only by half.
    eprintln!("\n1/3 The page, and beside it the program that splits and binds its wasm:");
    let packager = thread::spawn(move || build_packager(aim));
    let page = wasm("ticket-explorer", PAGE, aim);
    eprintln!("\n2/3 What reads QR codes:");
    // By itself: what the chunks are cut at would keep the whole page in it.
    let worker = wasm("ticket-explorer", WORKER, aim);
    let packager = packager.join().map_err(|_| "the packager's build died")?;
    let (page, worker) = (page?, worker?);
    packager?;

    eprintln!("\n3/3 Putting the site together:");
    let parts = parts();
    packager_task("split").words([&page, &parts]).run()?;
    packager_task("worker").words([&worker, &parts]).run()?;
    if let Some(Ok(packages)) = packages {
        shrink(&packages, &parts)?;
    }
    let site = packager_task("site").words([&parts, folder]);
    match aim {
        // A page that keeps itself shows what was changed only on the visit after the next.
        Aim::Soon => site.run(),
        Aim::Small => {
            site.word("kept").run()?;
            compress(folder)
        }
    }
}

/// Makes files smaller, in place.
fn shrink(packages: &Path, folder: &Path) -> Result {
    each_at_once(files_of(folder)?, |file, ending| match ending {
        "wasm" => optimise(file),
        "js" | "css" => minify(packages, file),
        _ => Ok(()),
    })
}

/// Puts compressed copies beside the files of the site. Pictures are compressed already.
fn compress(folder: &Path) -> Result {
    each_at_once(files_of(folder)?, |file, ending| match ending {
        "css" | "html" | "js" | "svg" | "wasm" | "webmanifest" => {
            packager_task("compress").word(file).run_quietly()
        }
        _ => Ok(()),
    })
}

/// Does something with files and their endings: with as many at once as there are processors.
fn each_at_once(files: Vec<PathBuf>, one: impl Fn(&Path, &str) -> Result + Sync) -> Result {
    let left = Mutex::new(files);
    let next = || left.lock().ok()?.pop();
    let ending = |file: &Path| {
        file.extension()
            .map_or_else(String::new, |ending| text(Path::new(ending)))
    };
    let work = || std::iter::from_fn(next).try_for_each(|file| one(&file, &ending(&file)));
    thread::scope(|scope| {
        let workers = thread::available_parallelism().map_or(1, usize::from);
        let running: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        running
            .into_iter()
            .try_for_each(|worker| worker.join().map_err(|_| "a thread died")?)
    })
}

/// What wasm is built for.
#[derive(Clone, Copy)]
pub enum Aim {
    /// For everybody: as small as it can be.
    Small,
    /// For somebody who waits for it.
    Soon,
}

impl Aim {
    /// The profile of `Cargo.toml`, and the folder that cargo names after it.
    const fn profile(self) -> &'static str {
        match self {
            Aim::Small => "web",
            Aim::Soon => "serve",
        }
    }
}

/// Has cargo build wasm, and gives the file.
pub fn wasm(package: &str, what: &[&str], aim: Aim) -> Result<PathBuf> {
    let build = cargo([
        "build",
        "--package",
        package,
        "--profile",
        aim.profile(),
        "--target",
        WASM,
    ])
    .words(what);
    // The splitter must know where functions are called and data is used.
    let flags = ["-Clink-args=--emit-relocs"];
    match aim {
        Aim::Small => tools::small(build, &flags).run()?,
        Aim::Soon => tools::reproducible(build, &flags).run()?,
    }
    let name = match what {
        ["--bin", name, ..] => (*name).to_owned(),
        _ => package.replace('-', "_"),
    };
    Ok(target_dir()
        .join(WASM)
        .join(aim.profile())
        .join(format!("{name}.wasm")))
}

/// Builds the program that splits, binds, names and compresses; the last only for whom it is wanted.
pub fn build_packager(aim: Aim) -> Result {
    let build = cargo(["build", "--quiet", "--package", "packager", "--profile", "tool"]);
    match aim {
        Aim::Small => build.words(["--features", "compress"]).run(),
        Aim::Soon => build.run(),
    }
}

/// Starts describing a run of that program, which was built before.
pub fn packager_task(command: &str) -> Task {
    let program = format!("packager{}", env::consts::EXE_SUFFIX);
    Task::new(target_dir().join("tool").join(program)).word(command)
}

/// Makes a wasm file smaller, in place.
pub fn optimise(wasm: &Path) -> Result {
    let smaller = wasm.with_extension("smaller");
    tools::binaryen("wasm-opt")?
        .words(["-Oz", "--strip-producers", "--strip-debug"])
        .words(WASM_FEATURES)
        .words([wasm, Path::new("-o"), &smaller])
        .run()?;
    fs::rename(&smaller, wasm).map_err(|error| format!("{}: {error}", smaller.display()))
}

/// Makes a script or a style sheet smaller, in place.
fn minify(packages: &Path, file: &Path) -> Result {
    Task::new("node")
        .word(packages.join("node_modules/esbuild/bin/esbuild"))
        .word(file)
        .words(["--minify", "--log-level=warning", "--allow-overwrite"])
        .word(format!("--outfile={}", text(file)))
        .run()
}

fn files_of(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    Ok(files)
}

/// Lists what the page weighs, file by file.
pub fn size() -> Result {
    build()?;
    weigh()
}

/// Fails when what lies in dist/ is over the budget.
pub fn weigh() -> Result {
    tools::node()?;
    Task::new("node").words(["tests/e2e/size.mjs", DIST]).run()
}
