//! Tests, benchmarks, fuzzing.

use crate::cargo;
use crate::run::{Result, Task, root, text};
use crate::tools::{self, WASM};
use crate::{npm, site};
use std::path::PathBuf;
use std::time::{Duration, Instant};
use std::{env, fs};

const MAIN: &str = "ticket-explorer";
const NPM: &str = "ticket-explorer-npm";

/// A target without an operating system: what builds for it needs nothing but `core` and `alloc`.
const BARE_METAL: &str = "thumbv7em-none-eabi";

/// What became of a step that did not fail.
enum Done {
    Passed,
    Skipped(String),
}

struct Step {
    name: &'static str,
    what: &'static str,
    run: fn() -> Result<Done>,
}

/// Everything that CI checks: what fails soonest comes first.
const STEPS: [Step; 11] = [
    Step {
        name: "fmt",
        what: "the sources are formatted",
        run: fmt,
    },
    Step {
        name: "clippy",
        what: "clippy has no warning, with any set of features",
        run: clippy,
    },
    Step {
        name: "native",
        what: "the core, the command-line tool, the helpers, the examples in the docs",
        run: native,
    },
    Step {
        name: "doc",
        what: "the documentation builds, and no link in it is dead",
        run: doc,
    },
    Step {
        name: "no-std",
        what: "the core builds without std: natively, as wasm, on bare metal",
        run: no_std,
    },
    Step {
        name: "msrv",
        what: "the library and the command-line tool compile with the oldest Rust that they promise",
        run: msrv,
    },
    Step {
        name: "web",
        what: "the page's components, in a browser",
        run: web,
    },
    Step {
        name: "npm",
        what: "the npm package builds, and works where it is installed",
        run: npm_package,
    },
    Step {
        name: "build",
        what: "the static site",
        run: build,
    },
    Step {
        name: "size",
        what: "the first load keeps its budget",
        run: size,
    },
    Step {
        name: "e2e",
        what: "the built site, in a browser",
        run: e2e,
    },
];

pub fn test(words: &[String]) -> Result {
    if words.iter().any(|word| word == "--list") {
        for step in &STEPS {
            println!("{:8} {}", step.name, step.what);
        }
        return Ok(());
    }
    if let Some(word) = words
        .iter()
        .find(|word| STEPS.iter().all(|step| step.name != **word))
    {
        return Err(format!(
            "there is no step {word}; `cargo xtask test --list` names them"
        ));
    }
    let chosen: Vec<&Step> = STEPS
        .iter()
        .filter(|step| words.is_empty() || words.iter().any(|word| word == step.name))
        .collect();
    // A step that looks at the site, run without the one that builds it.
    let needs_site = |step: &&Step| matches!(step.name, "size" | "e2e");
    let builds_site = chosen.iter().any(|step| step.name == "build");

    let start = Instant::now();
    let mut summary: Vec<String> = Vec::new();
    let mut failure = None;
    for (index, step) in chosen.iter().enumerate() {
        eprintln!(
            "\n\x1b[1m[{}/{}] {}: {}\x1b[0m",
            index + 1,
            chosen.len(),
            step.name,
            step.what
        );
        let begin = Instant::now();
        let first = !builds_site && chosen.iter().position(needs_site) == Some(index);
        let result = if first {
            site::build_with_single_file().and_then(|()| (step.run)())
        } else {
            (step.run)()
        };
        let time = seconds(begin.elapsed());
        let result = match result {
            // Where nobody looks, a step that checks nothing would be taken for one that passed.
            Ok(Done::Skipped(reason)) if tools::in_ci() => Err(format!("skipped: {reason}")),
            other => other,
        };
        match result {
            Ok(Done::Passed) => summary.push(format!("  ok       {:8} {time}", step.name)),
            Ok(Done::Skipped(reason)) => {
                eprintln!("Skipped: {reason}");
                summary.push(format!("  skipped  {:8} {time}  {reason}", step.name));
            }
            Err(error) => {
                summary.push(format!("  FAILED   {:8} {time}  {error}", step.name));
                let rest = chosen[index + 1..]
                    .iter()
                    .map(|step| format!("  not run  {}", step.name));
                summary.extend(rest);
                failure = Some(format!("{} failed: {error}", step.name));
                break;
            }
        }
    }
    eprintln!(
        "\n{}\n  in all            {}",
        summary.join("\n"),
        seconds(start.elapsed())
    );
    failure.map_or(Ok(()), Err)
}

fn seconds(time: Duration) -> String {
    format!("{:6.1} s", time.as_secs_f64())
}

fn passed(result: Result) -> Result<Done> {
    result.map(|()| Done::Passed)
}

fn fmt() -> Result<Done> {
    passed(cargo(["fmt", "--all", "--check"]).run())
}

/// Each set of features that is built anywhere, for where it is built. What the browser tests need changes the features of
/// the crates below: so it is there both times, and they are looked at once.
fn clippy() -> Result<Done> {
    tools::target(WASM)?;
    let sets: [&[&str]; 7] = [
        &[
            "--workspace",
            "--exclude",
            NPM,
            "--all-targets",
            "--features",
            "ticket-explorer/cli,packager/compress",
        ],
        &["--package", MAIN, "--lib", "--no-default-features"],
        &["--package", MAIN, "--all-targets"],
        &[
            "--package",
            MAIN,
            "--lib",
            "--bin",
            MAIN,
            "--test",
            "web",
            "--features",
            "web",
            "--target",
            WASM,
        ],
        &[
            "--package",
            MAIN,
            "--bin",
            MAIN,
            "--test",
            "web",
            "--features",
            "chunks",
            "--target",
            WASM,
        ],
        &[
            "--package",
            MAIN,
            "--bin",
            "scan-worker",
            "--features",
            "worker",
            "--target",
            WASM,
        ],
        &["--package", NPM, "--target", WASM],
    ];
    for set in sets {
        cargo(["clippy", "--quiet"])
            .words(set)
            .words(["--", "-D", "warnings"])
            .run()?;
    }
    Ok(Done::Passed)
}

fn doc() -> Result<Done> {
    let doc = cargo([
        "doc",
        "--quiet",
        "--no-deps",
        "--package",
        MAIN,
        "--features",
        "cli",
    ]);
    passed(doc.env("RUSTDOCFLAGS", "-D warnings").run())
}

fn native() -> Result<Done> {
    // All of the workspace both times: cargo would choose other features of the same crates for one package, and build
    // them again.
    let tests = |features: &str| cargo(["test", "--workspace", "--exclude", NPM, "--features", features]);
    tests("ticket-explorer/cli,packager/compress").run()?;
    // docs/adding-a-kind.md, done.
    passed(
        tests("ticket-explorer/cli,ticket-explorer/sample-kind,packager/compress")
            .words(["--test", "sample_kind", "--test", "vectors"])
            .run(),
    )
}

fn no_std() -> Result<Done> {
    // With QR codes the core needs a crate more, which must do without std too.
    let core = |target: &[&str]| {
        let check = || cargo(["check", "--package", MAIN, "--lib", "--no-default-features"]).words(target);
        check()
            .run()
            .and_then(|()| check().words(["--features", "qr"]).run())
    };
    core(&[])?;
    tools::target(WASM)?;
    core(&["--target", WASM])?;
    if let Err(error) = tools::target(BARE_METAL) {
        return Ok(Done::Skipped(format!("bare metal only: {error}")));
    }
    passed(core(&["--target", BARE_METAL]))
}

fn msrv() -> Result<Done> {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).map_err(|error| error.to_string())?;
    let promised = manifest
        .lines()
        .find_map(|line| line.strip_prefix("rust-version = \"")?.strip_suffix('"'));
    let toolchain = format!("{}.0", promised.ok_or("Cargo.toml promises no version of Rust")?);
    if let Err(error) = tools::toolchain(&toolchain) {
        return Ok(Done::Skipped(error));
    }
    let check = |words: &[&str]| {
        Task::new("rustup")
            .words([
                "run",
                &toolchain,
                "cargo",
                "check",
                "--quiet",
                "--locked",
                "--package",
                MAIN,
            ])
            .words(words)
            .run()
    };
    check(&["--lib", "--no-default-features"])?;
    passed(check(&["--lib", "--bins", "--features", "cli"]))
}

fn web() -> Result<Done> {
    tools::target(WASM)?;
    let path = tools::test_runner()?;
    tools::chromium()?;
    let task = cargo(["test", "--target", WASM, "--features", "web", "--test", "web"]).with_path(&path);
    let task = task.env(
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
        "wasm-bindgen-test-runner",
    );
    passed(task.env("CHROMEDRIVER", tools::chromedriver()?).run())
}

fn npm_package() -> Result<Done> {
    tools::node()?;
    npm::build()?;
    // The browser that takes the package from a bundler, and the compiler that checks its types.
    tools::npm_packages()?;
    let tests = node_tests("npm/tests", &["--test-concurrency=1"])?;
    passed(tests.env("CHROMIUM", tools::chromium()?).run())
}

fn build() -> Result<Done> {
    // The budget is for what is left of it by the tools that npm has, so here they are not optional.
    tools::npm_packages()?;
    passed(site::build_with_single_file())
}

fn size() -> Result<Done> {
    passed(site::weigh())
}

fn e2e() -> Result<Done> {
    tools::node()?;
    tools::npm_packages()?;
    // Two files at a time: most of the tests wait for the page, and more would have them wait for each other.
    let tests = node_tests("tests/e2e", &["--test-concurrency=2"])?.env("CHROMIUM", tools::chromium()?);
    passed(match tools::firefox()? {
        Some(firefox) => tests.env("FIREFOX", firefox).run(),
        None => tests.run(),
    })
}

/// Node's own test runner on each `*.test.mjs` of a folder. Named one by one: what a folder means to it has changed
/// between releases.
fn node_tests(folder: &str, flags: &[&str]) -> Result<Task> {
    let entries = fs::read_dir(root().join(folder)).map_err(|error| format!("{folder}: {error}"))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| text(file).ends_with(".test.mjs"));
    files.sort();
    Ok(Task::new("node")
        .words(["--test", "--test-reporter=spec"])
        .words(flags)
        .words(files))
}

pub fn bench(words: &[String]) -> Result {
    let names: Vec<&str> = words.iter().map(String::as_str).collect();
    let (names, other) = match names.as_slice() {
        ["page", other] => (&["page"][..], Some(*other)),
        names => (names, None),
    };
    let chosen = |name: &str| names.is_empty() || names.contains(&name);
    if let Some(name) = names
        .iter()
        .find(|name| !["native", "page", "scan"].contains(name))
    {
        return Err(format!(
            "there are benchmarks of `native`, of `page` and of `scan`, none of {name}"
        ));
    }
    if chosen("native") {
        cargo(["bench", "--features", "cli", "--bench", "decode"]).run()?;
    }
    if chosen("scan") {
        // jsQR, which it is held against.
        tools::npm_packages()?;
        cargo(["bench", "--features", "cli", "--bench", "scan"]).run()?;
    }
    if chosen("page") {
        site::build()?;
        tools::npm_packages()?;
        let other = other.map(|other| [site::DIST, other]);
        Task::new("node")
            .words(["tests/e2e/bench.mjs", "7"])
            .words(other.into_iter().flatten())
            .env("CHROMIUM", tools::chromium()?)
            .run()?;
    }
    Ok(())
}

/// What is fuzzed, one after the other: fuzz/fuzz_targets/.
const FUZZ_TARGETS: [&str; 10] = [
    "explore",
    "find",
    "link",
    "layouts",
    "drafts",
    "reference",
    "repair",
    "table",
    "types",
    "scan",
];

/// The built page as a target, for which a browser is needed: tests/e2e/monkey.mjs.
const PAGE: &str = "page";

/// `cargo xtask fuzz [seconds [target…]]`: each target for so long; the page only if it is named.
pub fn fuzz(words: &[String]) -> Result {
    let limit = words.first().map_or("60", String::as_str);
    limit
        .parse::<u32>()
        .map_err(|_| format!("{limit} is not a number of seconds"))?;
    let targets = match words.get(1..) {
        Some([]) | None => FUZZ_TARGETS.map(String::from).to_vec(),
        Some(chosen) => chosen.to_vec(),
    };
    let is_known = |target: &str| target == PAGE || FUZZ_TARGETS.contains(&target);
    if let Some(target) = targets.iter().find(|target| !is_known(target)) {
        return Err(format!(
            "there are {} and {PAGE}, not {target}",
            FUZZ_TARGETS.join(", ")
        ));
    }
    let (pages, targets): (Vec<String>, Vec<String>) = targets.into_iter().partition(|target| target == PAGE);
    if !pages.is_empty() {
        site::build()?;
        tools::npm_packages()?;
        Task::new("node")
            .words(["tests/e2e/monkey.mjs", limit])
            .env("CHROMIUM", tools::chromium()?)
            .run()?;
    }
    if targets.is_empty() {
        return Ok(());
    }
    let nightly = Task::new("rustup")
        .words(["run", "nightly", "rustc", "--version"])
        .output()
        .is_some();
    let fuzzer = Task::new("cargo").words(["fuzz", "--version"]).output().is_some();
    if nightly && fuzzer {
        let limit = format!("-max_total_time={limit}");
        return targets.iter().try_for_each(|target| {
            let found = format!("fuzz/corpus/{target}");
            fs::create_dir_all(root().join(&found)).map_err(|error| format!("{found}: {error}"))?;
            // It begins with the texts of the golden tests, and keeps what is new among what it makes of them.
            let fuzz = Task::new("rustup").words(["run", "nightly", "cargo", "fuzz", "run", target]);
            // Long texts are slow, and say nothing that short ones do not.
            fuzz.words([&found, "tests/golden", "--", "-max_len=4096", &limit])
                .run()
        });
    }
    eprintln!(
        "Coverage-guided fuzzing needs nightly Rust and cargo-fuzz:\n  rustup toolchain install nightly\n  cargo install cargo-fuzz\n\
         Until then: the random tests, with many more cases."
    );
    let cases = env::var("TICKET_CASES").unwrap_or_else(|_| "200000".into());
    cargo(["test", "--release", "--features", "cli", "--test", "properties"])
        .env("TICKET_CASES", cases)
        .run()
}
