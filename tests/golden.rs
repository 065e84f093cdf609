//! What the tool prints, to the letter. Each file in tests/golden/ has a command in its first line and the input below;
//! what it prints is in the files beside it. `BLESS=1 cargo test --features cli --test golden` writes those anew:
//! to add a test, add an input and run that. These files are also the examples to look things up in.

mod common;

use std::path::{Path, PathBuf};
use std::{env, fs};

const COMMAND: &str = "# RUN: ticket ";

#[test]
fn output_is_what_it_was() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let files = fs::read_dir(&folder).expect("the folder is there");
    let mut inputs: Vec<PathBuf> = files
        .map(|file| file.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    inputs.sort();
    assert!(inputs.len() >= 15, "the inputs are missing");
    let mut wrong = Vec::new();
    for path in inputs {
        let text = fs::read_to_string(&path).expect("a text file");
        let mut input = text.as_str();
        let mut commands = Vec::new();
        while let Some((line, rest)) = input.split_once('\n')
            && let Some(command) = line.strip_prefix(COMMAND)
        {
            commands.push(command);
            input = rest;
        }
        assert!(
            !commands.is_empty(),
            "{} does not begin with “{COMMAND}…”",
            path.display()
        );
        for command in commands {
            let words: Vec<&str> = command.split_whitespace().collect();
            let output = common::ticket(&words, input.as_bytes());
            let mut shown = output.out;
            if !output.err.is_empty() {
                shown += &format!("--- standard error\n{}", output.err);
            }
            shown += &format!("--- exit status {}\n", output.status);
            // `decode --json` goes to name.decode-json.
            let name: Vec<&str> = words.iter().map(|word| word.trim_start_matches('-')).collect();
            let beside = path.with_extension(name.join("-"));
            if env::var_os("BLESS").is_some() {
                fs::write(&beside, &shown).expect("the folder can be written");
            }
            let expected = fs::read_to_string(&beside).unwrap_or_default();
            if shown != expected {
                wrong.push(format!("{}:\n{shown}", beside.display()));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} files are not what the tool prints now; look at the difference after BLESS=1\n\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
