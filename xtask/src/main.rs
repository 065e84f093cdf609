//! `cargo xtask`: the development commands. They install what they need, say what they do, and stop at the first thing
//! that is wrong. No dependencies, so that the first command starts at once.

#![forbid(unsafe_code)]

mod coverage;
mod mutants;
mod npm;
mod package;
mod reproduce;
mod run;
mod serve;
mod site;
mod tools;
mod verify;

use run::{Result, Task};
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask <command>

  serve [--port NUMBER]   build the page and serve it on http://127.0.0.1:8080, again after each change
  build [--single-file]   build the static site into dist/, as small as it gets; and beside it the page as one file, for a
                          stick or an attachment
  test [steps] [--list]   everything that CI checks, or only the named steps
  size                    build, then list what the page weighs, against its limits
  bench [native|page|scan] [dist of another build]
                          benchmarks of the core, of the built page in a browser, beside another if there is one, and of
                          reading QR codes, beside other readers
  fuzz [seconds [target…]]
                          fuzz the core, each target for 60 seconds unless told; the target `page`, if it is named:
                          clicks and keys at random in the built page
  package                 make the crate and the npm package in target/package, and use both where they are installed
  mutants [--sample N] [--seed S] [FILE…]
                          change the core line by line: does a test notice?
  coverage [FOLDER|FILE]  which lines of the core the native tests run
  reproduce               build the site twice, from nothing and in different folders: are the bytes the same?

Tools are kept in the user's cache directory, or in TICKET_EXPLORER_TOOLS.";

fn main() -> ExitCode {
    if let Some(code) = coverage::as_rustc() {
        return code;
    }
    let mut words = std::env::args().skip(1);
    let command = words.next().unwrap_or_default();
    let words: Vec<String> = words.collect();
    match command_named(&command, &words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask {command}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn command_named(command: &str, words: &[String]) -> Result {
    if words.iter().any(|word| word == "--help" || word == "-h") {
        println!("{USAGE}");
        return Ok(());
    }
    if let ("size" | "package" | "reproduce" | "finish", Some(word)) = (command, words.first()) {
        return Err(format!("it takes no {word}\n\n{USAGE}"));
    }
    match command {
        "serve" => serve::serve(words),
        "build" => site::build_as_told(words),
        "size" => site::size(),
        "test" => verify::test(words),
        "bench" => verify::bench(words),
        "fuzz" => verify::fuzz(words),
        "coverage" => coverage::coverage(words),
        "reproduce" => reproduce::reproduce(),
        "mutants" => mutants::mutants(words),
        "package" => package::package(),
        // Trunk calls this one: see Trunk.toml.
        "finish" => site::finish(),
        "" | "help" | "-h" | "--help" => {
            println!("{USAGE}");
            Ok(())
        }
        _ => Err(format!("there is no such command\n\n{USAGE}")),
    }
}

/// Starts describing a run of cargo. Whatever PATH says, not the `CARGO` that started this program: only the first one
/// knows about other toolchains.
fn cargo<'a>(words: impl IntoIterator<Item = &'a str>) -> Task {
    Task::new("cargo").words(words)
}
