//! Mutants: does a test notice when a line of the core does something else?

use crate::cargo;
use crate::run::{Result, Task, root, target_dir, text};
use std::fs;

const CORE: &str = "src/ticket/**";

/// What a mutant is tried on first: those of the fast native tests, in one program, that take less than seconds. A mutant
/// that lives through them is tried on all.
const SLOW: [&str; 18] = [
    "a_mebibyte",
    "any_text_survives",
    "correction_is",
    "draft_to_text_and",
    "every_level",
    "every_version",
    "masked_output_has",
    "no_output_shows",
    "nothing_in_megabytes",
    "nothing_of_the_input",
    "output_is_bounded",
    "pngs_are",
    "segments_take",
    "slimming_leaves",
    "vectors_and_their_beginnings",
    "what_is_left_out",
    "what_is_longer",
    "wrapping",
];

/// How many random cases a test tries. Fewer than CI: there are thousands of mutants.
const CASES: &str = "20";

/// How long a mutant may take that has no end, in seconds.
const TIMEOUT: &str = "60";

struct Choice {
    sample: Option<usize>,
    seed: usize,
    files: Vec<String>,
}

impl Choice {
    fn read(words: &[String]) -> Result<Self> {
        let mut choice = Choice {
            sample: None,
            seed: 0,
            files: Vec::new(),
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut number = || {
                let value = words.next().and_then(|value| value.parse().ok());
                value.ok_or(format!("{word} needs a number"))
            };
            match word.as_str() {
                "--sample" => choice.sample = Some(number()?),
                "--seed" => choice.seed = number()?,
                option if option.starts_with('-') => {
                    return Err(format!("mutants has --sample N and --seed S, not {option}"));
                }
                file => choice.files.push(file.to_owned()),
            }
        }
        if choice.files.is_empty() {
            choice.files.push(CORE.to_owned());
        }
        Ok(choice)
    }

    fn task(&self) -> Task {
        let files = self.files.iter().flat_map(|file| ["--file", file]);
        cargo(["mutants", "--no-shuffle"]).words(files)
    }

    /// As `cargo mutants` has it: every so many-th mutant, from the seed on. A sample is spread over all of the files.
    fn shard(&self) -> Result<Option<String>> {
        let Some(sample) = self.sample else {
            return Ok(None);
        };
        let list = self.task().word("--list").output();
        let list = list.ok_or("cargo mutants could not list the mutants")?;
        let all = list.lines().count();
        let shards = (all / sample.max(1)).max(1);
        println!("Of {all} mutants every {shards}th.");
        Ok(Some(format!("{}/{shards}", self.seed % shards)))
    }
}

/// `cargo xtask mutants [--sample N] [--seed S] [FILE…]`
pub fn mutants(words: &[String]) -> Result {
    let choice = Choice::read(words)?;
    if cargo(["mutants", "--version"]).output().is_none() {
        return Err("this needs cargo-mutants: cargo install --locked cargo-mutants".into());
    }
    let sharding = choice.shard()?.map_or_else(Vec::new, |shard| {
        vec![
            "--sharding".to_owned(),
            "round-robin".to_owned(),
            "--shard".to_owned(),
            shard,
        ]
    });
    let out = target_dir().join("mutants");
    fs::create_dir_all(&out).map_err(|error| format!("{}: {error}", out.display()))?;
    let run = |which: &[String], skipped: &[&str]| {
        choice
            .task()
            .words(["--jobs", "1", "--baseline", "skip", "--timeout", TIMEOUT])
            // One test program is built, not all of them.
            .words([
                "--output",
                &text(&out),
                "--features",
                "cli",
                "--cargo-arg=--test=mutants",
            ])
            .words(which.iter().map(String::as_str))
            .words(["--", "--"])
            .words(skipped.iter().flat_map(|name| ["--skip", name]))
            .env("TICKET_CASES", CASES)
            // Nobody reads a backtrace of these.
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            // The dependencies stay built.
            .env("CARGO_TARGET_DIR", text(&out.join("target")))
            .folder(&root())
            .run()
    };
    let missed = || fs::read_to_string(out.join("mutants.out/missed.txt")).unwrap_or_default();
    // The fast tests; what they let through, by all of them.
    if run(&sharding, &SLOW).is_ok() || run(&["--re".to_owned(), only(&missed())], &[]).is_ok() {
        return Ok(());
    }
    Err(format!(
        "no test notices these. Write one, or say why the mutant does the same:\n{}",
        missed()
    ))
}

/// The regular expression of these mutants, one a line, and no other.
fn only(mutants: &str) -> String {
    let names = mutants.lines().map(|name| {
        let escaped = name.chars().map(|symbol| match symbol {
            // These two mean something when they are escaped.
            '<' | '>' => symbol.to_string(),
            symbol if symbol.is_ascii_punctuation() => format!("\\{symbol}"),
            symbol => symbol.to_string(),
        });
        escaped.collect::<String>()
    });
    format!("^({})$", names.collect::<Vec<_>>().join("|"))
}
